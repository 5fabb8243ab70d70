package locales

import (
	"testing"
	"time"
)

// wita is an hour of Saturday, 13 June 2026 in Lombok.
func wita(hour, minute int) time.Time {
	return time.Date(2026, time.June, 13, hour, minute, 59, 0, time.FixedZone("WITA", 8*3600))
}

func TestTimes(t *testing.T) {
	c := catalog(t, nil)
	id, en := c.In("id"), c.In("en")
	early := time.Date(2027, time.March, 7, 6, 5, 0, 0, time.FixedZone("WIB", 7*3600))
	for _, tt := range []struct{ name, got, want string }{
		{"date", id.Date(wita(14, 0)), "Sabtu, 13 Juni 2026"},
		{"day", id.Day(wita(14, 0)), "Sabtu, 13 Juni"},
		{"short", id.Short(wita(14, 0)), "Sab, 13 Jun"},
		{"clock", id.Clock(wita(14, 0)), "14.00"},
		{"midnight", id.Clock(wita(0, 7)), "00.07"},
		{"when", id.When(wita(14, 0)), "Sabtu, 13 Juni 2026 pukul 14.00 WITA"},
		{"early", id.When(early), "Minggu, 7 Maret 2027 pukul 06.05 WIB"},
		{"english date", en.Date(early), "Sunday, 7 March 2027"},
		{"english short", en.Short(early), "Sun, 7 Mar"},
		{"english when", en.When(wita(14, 0)), "Saturday, 13 June 2026 at 14.00 WITA"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestZone(t *testing.T) {
	c := catalog(t, nil)
	for _, tt := range []struct {
		name   string
		east   int // seconds
		id, en string
	}{
		{"WIT", 9 * 3600, "WIT", "WIT"},
		{"Asia/Riyadh", 3 * 3600, "waktu Arab Saudi", "Saudi Arabia time"},
		{"Asia/Hong_Kong", 8 * 3600, "waktu Hong Kong", "Hong Kong time"},
		{"", 0, "UTC", "UTC"},
		{"Asia/Kabul", 4*3600 + 1800, "UTC+4.30", "UTC+4.30"},
		{"America/Lima", -5 * 3600, "UTC-5", "UTC-5"},
		{"America/St_Johns", -2*3600 - 1800, "UTC-2.30", "UTC-2.30"},
	} {
		at := time.Date(2026, time.June, 13, 14, 0, 0, 0, time.FixedZone(tt.name, tt.east))
		if got := c.In("id").Zone(at); got != tt.id {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.id)
		}
		if got := c.In("en").Zone(at); got != tt.en {
			t.Errorf("%s in English: got %q, want %q", tt.name, got, tt.en)
		}
	}
	for place, want := range map[string]string{"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"} {
		loc, err := time.LoadLocation(place)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.In("id").Zone(wita(14, 0).In(loc)); got != want {
			t.Errorf("%s: got %q, want %q", place, got, want)
		}
	}
}

func TestList(t *testing.T) {
	c := catalog(t, nil)
	for _, tt := range []struct {
		items  []string
		id, en string
	}{
		{nil, "", ""},
		{[]string{"Bu Sari"}, "Bu Sari", "Bu Sari"},
		{[]string{"Bu Sari", "Bu Rina"}, "Bu Sari dan Bu Rina", "Bu Sari and Bu Rina"},
		{[]string{"Bu Sari", "Bu Rina", "Nenek Inaq"}, "Bu Sari, Bu Rina, dan Nenek Inaq", "Bu Sari, Bu Rina, and Nenek Inaq"},
	} {
		if got := c.In("id").List(tt.items); got != tt.id {
			t.Errorf("got %q, want %q", got, tt.id)
		}
		if got := c.In("en").List(tt.items); got != tt.en {
			t.Errorf("got %q, want %q", got, tt.en)
		}
	}
}

func TestNumber(t *testing.T) {
	c := catalog(t, nil)
	for n, want := range map[int][2]string{
		0: {"0", "0"}, 7: {"7", "7"}, 1234: {"1.234", "1,234"}, -1234567: {"-1.234.567", "-1,234,567"},
	} {
		if got := [2]string{c.In("id").Number(n), c.In("en").Number(n)}; got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if got, err := c.In("id").anyNumber(2.5); got != "2,5" || err != nil {
		t.Errorf("got %q, %v, want 2,5", got, err)
	}
	if got, err := c.In("id").anyNumber(count(1500)); got != "1.500" || err != nil {
		t.Errorf("got %q, %v, want 1.500", got, err)
	}
}

func TestDuration(t *testing.T) {
	c := catalog(t, nil)
	for d, want := range map[time.Duration][2]string{
		0:                                {"0 menit", "0 minutes"},
		-time.Hour:                       {"0 menit", "0 minutes"},
		time.Second:                      {"1 menit", "1 minute"},
		45 * time.Minute:                 {"45 menit", "45 minutes"},
		time.Hour - time.Second:          {"1 jam", "1 hour"},
		90 * time.Minute:                 {"1 jam 30 menit", "1 hour 30 minutes"},
		24 * time.Hour:                   {"24 jam", "24 hours"},
		48*time.Hour - time.Minute:       {"47 jam 59 menit", "47 hours 59 minutes"},
		48*time.Hour - time.Second:       {"2 hari", "2 days"},
		51*time.Hour - 20*time.Minute:    {"2 hari 3 jam", "2 days 3 hours"},
		7 * 24 * time.Hour:               {"7 hari", "7 days"},
		7*24*time.Hour - 500*time.Second: {"7 hari", "7 days"},
	} {
		if got := [2]string{c.In("id").Duration(d), c.In("en").Duration(d)}; got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}
