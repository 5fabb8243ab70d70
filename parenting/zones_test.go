package parenting

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestProvinces(t *testing.T) {
	labels := map[string]int{}
	seen := map[string]bool{}
	for _, p := range Provinces() {
		if seen[p.Code] || seen[p.Name] || len(p.Code) != 2 {
			t.Errorf("%v stands twice or has no code", p)
		}
		seen[p.Code], seen[p.Name] = true, true
		iana, err := time.LoadLocation(p.Zone)
		if err != nil {
			t.Fatal(err)
		}
		zone := ProvinceZone(p.Code)
		labels[ZoneLabel(zone)]++
		if ZoneLabel(iana) != ZoneLabel(zone) {
			t.Errorf("%s: %s is labelled %q, its clock %q", p.Name, p.Zone, ZoneLabel(iana), ZoneLabel(zone))
		}
		at := Day{2026, time.June, 13}.At(14*60, iana)
		if name, off := at.In(zone).Zone(); name != ZoneLabel(zone) || at.In(zone).Format("15.04") != "14.00" {
			t.Errorf("%s: 14.00 in %s is %s with %s %d", p.Name, p.Zone, at.In(zone).Format("15.04"), name, off)
		}
	}
	if len(Provinces()) != 38 || labels["WIB"] != 18 || labels["WITA"] != 12 || labels["WIT"] != 8 {
		t.Errorf("%d provinces: %v", len(Provinces()), labels)
	}
}

func TestCountries(t *testing.T) {
	seen := map[string]bool{}
	for i, c := range Countries() {
		loc, ok := PlaceZone(c.Code)
		if !ok || loc.String() != c.Zone || seen[c.Code] {
			t.Errorf("%s: %v %v", c.Code, loc, ok)
		}
		seen[c.Code] = true
		if ZoneLabel(loc) != "" {
			t.Errorf("%s has the label %s", c.Code, ZoneLabel(loc))
		}
		if most := []string{"HK", "TW", "MY", "JP", "SG", "KR", "SA", "IT", "BN", "TR"}; i < len(most) && c.Code != most[i] {
			t.Errorf("country %d is %s, want %s", i, c.Code, most[i])
		}
	}
	if loc, ok := PlaceZone("52"); !ok || ZoneLabel(loc) != "WITA" {
		t.Errorf("52 has %v %v", loc, ok)
	}
	for _, code := range []string{"", "XX", "99", "id"} {
		if loc, ok := PlaceZone(code); ok {
			t.Errorf("%q has %v", code, loc)
		}
	}
	if got := ZoneLabel(ProvinceZone("")); got != "WIB" {
		t.Errorf("no province has %q", got)
	}
}

func TestTwoClocks(t *testing.T) {
	meeting := Day{2026, time.June, 13}.At(19*60, ProvinceZone("52"))
	for code, want := range map[string]string{"SA": "14.00", "HK": "19.00", "JP": "20.00", "AE": "15.00", "IT": "13.00", "35": "18.00", "91": "20.00"} {
		loc, _ := PlaceZone(code)
		if got := meeting.In(loc).Format("15.04"); got != want {
			t.Errorf("19.00 WITA in %s is %s, want %s", code, got, want)
		}
	}
}

func TestFindProvince(t *testing.T) {
	for typed, want := range map[string]string{
		"NTB": "52", "ntt": "53", "N.T.B.": "52", "Nusa Tenggara Barat": "52", "nusa tenggara": "52 53", "nusatenggara barat": "52",
		"Jatim": "35", "jateng": "33", "JABAR": "32", "jawa": "32 33 35", "jawa timur": "35", "Jawa Tmur": "35", "jwa timur": "35",
		"provinsi Jawa Barat": "32", "prov. lampung": "18", "Lampng": "18",
		"DIY": "34", "jogja": "34", "D.I. Yogyakarta": "34", "Yogyakarta": "34", "DKI": "31", "jakarta": "31", "Jakrta": "31",
		"kalbar": "61", "Kalimantan": "61 62 63 64 65", "kalimantan seltan": "63", "sulsel": "73", "sulawesi": "71 72 73 74 76",
		"sumatra utara": "12", "Sumatera": "12 13 16", "sumut": "12", "babel": "19", "kepri": "21", "kepulauan": "19 21", "riau": "14",
		"maluku": "81 82", "malut": "82", "papua": "91 92 93 94 95 96", "papua tengah": "94", "bali": "51", "aceh": "11", "ace": "",
		"Lombok": "", "lombok timur": "", "timur": "", "Surabaya": "", "papua nugini": "", "Malaysia": "", "": "", "?": "", "xyzzy": "",
		strings.Repeat("ntb ", 50): "",
	} {
		var codes []string
		for _, p := range FindProvince(typed) {
			codes = append(codes, p.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	for _, p := range Provinces() {
		if got := FindProvince(p.Name); len(got) == 0 || got[0].Code != p.Code {
			t.Errorf("%s: got %v", p.Name, got)
		}
	}
}

func TestFindCountry(t *testing.T) {
	for typed, want := range map[string]string{
		"arab": "SA", "Saudi": "SA", "Arab Saudi": "SA", "arab saudia": "SA", "mekkah": "SA", "hongkong": "HK", "Hong Kong": "HK",
		"hk": "HK", "TW": "TW", "taiwn": "TW", "jepang": "JP", "jpang": "JP", "malaysia": "MY", "Malaisia": "MY", "malay": "MY",
		"singapur": "SG", "korea": "KR", "korsel": "KR", "brunai": "BN", "turki": "TR", "dubai": "AE", "uni emirat arab": "AE",
		"yordania": "JO", "papua nugini": "PG", "as": "US", "negara jepang": "JP", "indonesia": "", "lombok": "", "tidak tahu": "", "": "",
	} {
		var codes []string
		for _, c := range FindCountry(typed) {
			codes = append(codes, c.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"sabtu", "sabtu", 0},
		{"sbtu", "sabtu", 1},
		{"sabtuu", "sabtu", 1},
		{"saptu", "sabtu", 1},
		{"sabut", "sabtu", 1},
		{"kamis", "rabu", 4},
	} {
		if got, back := distance(c.a, c.b), distance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%q to %q is %d, back %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}

func TestQuietHours(t *testing.T) {
	const layout = "2006-01-02 15:04:05"
	for _, c := range []struct {
		at, before, after string // before and after are empty outside quiet hours
	}{
		{"2026-06-13 19:59:59", "", ""},
		{"2026-06-13 20:00:00", "2026-06-13 19:30:00", "2026-06-14 06:00:00"},
		{"2026-06-13 23:59:59", "2026-06-13 19:30:00", "2026-06-14 06:00:00"},
		{"2026-06-14 00:00:00", "2026-06-13 19:30:00", "2026-06-14 06:00:00"},
		{"2026-06-14 05:59:59", "2026-06-13 19:30:00", "2026-06-14 06:00:00"},
		{"2026-06-14 06:00:00", "", ""},
		{"2026-12-31 22:00:00", "2026-12-31 19:30:00", "2027-01-01 06:00:00"},
	} {
		at, err := time.ParseInLocation(layout, c.at, indonesian("WITA"))
		if err != nil {
			t.Fatal(err)
		}
		before, after := c.before, c.after
		if before == "" {
			before, after = c.at, c.at
		}
		if QuietAt(at) != (c.before != "") || BeforeQuiet(at).Format(layout) != before || AfterQuiet(at).Format(layout) != after {
			t.Errorf("%s: quiet %v, before %s, after %s", c.at, QuietAt(at), BeforeQuiet(at).Format(layout), AfterQuiet(at).Format(layout))
		}
	}
}

// In every zone, summer time or not, quiet hours have an end in the morning after and a beginning in the evening before.
func TestQuietHoursEverywhere(t *testing.T) {
	places := []string{"52", "IT", "PL", "AU", "US", "MA"}
	rapid.Check(t, func(t *rapid.T) {
		zone, _ := PlaceZone(rapid.SampledFrom(places).Draw(t, "place"))
		at := anyTime().Draw(t, "at").In(zone)
		before, after := BeforeQuiet(at), AfterQuiet(at)
		if !QuietAt(at) {
			if before != at || after != at {
				t.Fatalf("%v moved to %v or %v", at, before, after)
			}
			return
		}
		if QuietAt(before) || QuietAt(after) || before.After(at) || after.Before(at) || after.Sub(before) > 12*time.Hour {
			t.Fatalf("%v is between %v and %v", at, before, after)
		}
	})
}
