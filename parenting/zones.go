package parenting

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a server may have no zone data, and a wrong hour is worse than half a megabyte
)

// Province is one of the 38 provinces of Indonesia.
type Province struct {
	Code string // Kemendagri, two digits
	Name string // official, as Kemendagri and BPS write it on lists
	Zone string // IANA
	also string // what people type instead, comma separated
}

// Country is a place where Indonesian migrants work. Its name is a word and lives in locales.
type Country struct {
	Code string // ISO 3166-1 alpha-2
	Zone string // IANA; of the largest city where a country has several
	also string // what people type, comma separated
}

// Provinces lists the provinces in the order of their codes. The list is shared: it is not to be changed.
func Provinces() []Province { return provinces }

const wib, borneo, wita, wit = "Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"

var provinces = []Province{
	{"11", "Aceh", wib, "nad, nanggroe aceh darussalam"},
	{"12", "Sumatera Utara", wib, "sumut"},
	{"13", "Sumatera Barat", wib, "sumbar"},
	{"14", "Riau", wib, ""},
	{"15", "Jambi", wib, ""},
	{"16", "Sumatera Selatan", wib, "sumsel"},
	{"17", "Bengkulu", wib, ""},
	{"18", "Lampung", wib, ""},
	{"19", "Kepulauan Bangka Belitung", wib, "babel, bangka belitung"},
	{"21", "Kepulauan Riau", wib, "kepri"},
	{"31", "DKI Jakarta", wib, "dki, jakarta, dkj, daerah khusus ibukota jakarta, daerah khusus jakarta"},
	{"32", "Jawa Barat", wib, "jabar"},
	{"33", "Jawa Tengah", wib, "jateng"},
	{"34", "DI Yogyakarta", wib, "diy, yogya, yogyakarta, jogja, jogjakarta, daerah istimewa yogyakarta"},
	{"35", "Jawa Timur", wib, "jatim"},
	{"36", "Banten", wib, ""},
	{"51", "Bali", wita, ""},
	{"52", "Nusa Tenggara Barat", wita, "ntb"},
	{"53", "Nusa Tenggara Timur", wita, "ntt"},
	{"61", "Kalimantan Barat", borneo, "kalbar"},
	{"62", "Kalimantan Tengah", borneo, "kalteng"},
	{"63", "Kalimantan Selatan", wita, "kalsel"},
	{"64", "Kalimantan Timur", wita, "kaltim"},
	{"65", "Kalimantan Utara", wita, "kaltara"},
	{"71", "Sulawesi Utara", wita, "sulut"},
	{"72", "Sulawesi Tengah", wita, "sulteng"},
	{"73", "Sulawesi Selatan", wita, "sulsel"},
	{"74", "Sulawesi Tenggara", wita, "sultra"},
	{"75", "Gorontalo", wita, ""},
	{"76", "Sulawesi Barat", wita, "sulbar"},
	{"81", "Maluku", wit, ""},
	{"82", "Maluku Utara", wit, "malut"},
	{"91", "Papua", wit, "irian jaya"},
	{"92", "Papua Barat", wit, "pabar"},
	{"93", "Papua Selatan", wit, "pasel"},
	{"94", "Papua Tengah", wit, "pateng"},
	{"95", "Papua Pegunungan", wit, ""},
	{"96", "Papua Barat Daya", wit, "pbd"},
}

// Countries lists the destinations, those with most people placed in 2024 first; after Turkey the order is ours. The list is shared: it
// is not to be changed.
func Countries() []Country { return countries }

var countries = []Country{
	{"HK", "Asia/Hong_Kong", "hongkong, hongkon, hk"},
	{"TW", "Asia/Taipei", "taiwan, taipei"},
	{"MY", "Asia/Kuala_Lumpur", "malaysia, kuala lumpur, kl, johor, penang, selangor, sabah, sarawak, serawak"},
	{"JP", "Asia/Tokyo", "jepang, japan, jpn, tokyo, osaka"},
	{"SG", "Asia/Singapore", "singapura, singapore, spore"},
	{"KR", "Asia/Seoul", "korea, korea selatan, korsel, seoul, busan"},
	{"SA", "Asia/Riyadh", "arab saudi, arab, saudi, saudi arabia, ksa, jeddah, jedah, riyadh, mekah, makkah, madinah"},
	{"IT", "Europe/Rome", "italia, itali, italy, roma"},
	{"BN", "Asia/Brunei", "brunei, brunei darussalam"},
	{"TR", "Europe/Istanbul", "turki, turkiye, turkey, istanbul"},
	{"AE", "Asia/Dubai", "uni emirat arab, emirat arab, emirat, uea, uae, dubai, abu dhabi"},
	{"OM", "Asia/Muscat", "oman, muscat"},
	{"QA", "Asia/Qatar", "qatar, katar, doha"},
	{"KW", "Asia/Kuwait", "kuwait, kuait"},
	{"PL", "Europe/Warsaw", "polandia, poland"},
	{"JO", "Asia/Amman", "yordania, jordania, jordan, amman"},
	{"BH", "Asia/Bahrain", "bahrain, bahrein"},
	{"MO", "Asia/Macau", "makau, macau, macao"},
	{"CN", "Asia/Shanghai", "tiongkok, cina, china"},
	{"TH", "Asia/Bangkok", "thailand, muangthai"},
	{"KH", "Asia/Phnom_Penh", "kamboja, cambodia"},
	{"VN", "Asia/Ho_Chi_Minh", "vietnam"},
	{"PH", "Asia/Manila", "filipina, philipina"},
	{"MM", "Asia/Yangon", "myanmar"},
	{"TL", "Asia/Dili", "timor leste, dili"},
	{"PG", "Pacific/Port_Moresby", "papua nugini, png"},
	{"FJ", "Pacific/Fiji", "fiji"},
	{"SB", "Pacific/Guadalcanal", "kepulauan solomon, solomon"},
	{"MV", "Indian/Maldives", "maladewa, maldives"},
	{"IN", "Asia/Kolkata", "india"},
	{"EG", "Africa/Cairo", "mesir, kairo"},
	{"LB", "Asia/Beirut", "libanon, lebanon"},
	{"SY", "Asia/Damascus", "suriah, syria"},
	{"IQ", "Asia/Baghdad", "irak"},
	{"YE", "Asia/Aden", "yaman"},
	{"LY", "Africa/Tripoli", "libya"},
	{"MA", "Africa/Casablanca", "maroko"},
	{"DZ", "Africa/Algiers", "aljazair"},
	{"ZA", "Africa/Johannesburg", "afrika selatan, afsel"},
	{"DE", "Europe/Berlin", "jerman, germany"},
	{"NL", "Europe/Amsterdam", "belanda"},
	{"GB", "Europe/London", "inggris, uk, london"},
	{"ES", "Europe/Madrid", "spanyol"},
	{"PT", "Europe/Lisbon", "portugal"},
	{"GR", "Europe/Athens", "yunani"},
	{"CY", "Asia/Nicosia", "siprus"},
	{"MT", "Europe/Malta", "malta"},
	{"HU", "Europe/Budapest", "hungaria, hongaria"},
	{"RO", "Europe/Bucharest", "rumania"},
	{"BG", "Europe/Sofia", "bulgaria"},
	{"SK", "Europe/Bratislava", "slowakia, slovakia"},
	{"CZ", "Europe/Prague", "ceko"},
	{"HR", "Europe/Zagreb", "kroasia"},
	{"RS", "Europe/Belgrade", "serbia"},
	{"RU", "Europe/Moscow", "rusia"},
	{"US", "America/New_York", "amerika serikat, amerika, as, usa"},
	{"CA", "America/Toronto", "kanada"},
	{"AU", "Australia/Sydney", "australia"},
	{"NZ", "Pacific/Auckland", "selandia baru"},
	{"SR", "America/Paramaribo", "suriname"},
}

// FindProvince finds the provinces that somebody may have meant, most likely first, nil if none: by name, abbreviation, beginning
// ("kalimantan" is five) or a spelling close to one. A regency or an island such as Lombok is no province.
func FindProvince(text string) []Province {
	return find(text, Provinces(), func(p Province) string { return p.Name + ", " + p.also })
}

// FindCountry finds the destinations that somebody may have meant, most likely first, nil if none.
func FindCountry(text string) []Country {
	return find(text, Countries(), func(c Country) string { return c.Code + ", " + c.also })
}

// find looks for what was typed among places by their spellings: exact ones, then those that begin so, else the closest ones.
func find[P any](text string, places []P, spellings func(P) string) []P {
	typed := letters(text)
	if typed == "" || len(text) > 100 {
		return nil
	}
	type match struct {
		place P
		rank  int // 0 exact, 1 begins so, 1+n has n slips
	}
	slips := min(len(typed)/4, 2)
	var found []match
	for _, p := range places {
		best := 9
		for name := range strings.SplitSeq(spellings(p), ",") {
			name = letters(name)
			switch {
			case name == "":
			case name == typed:
				best = 0
			case len(typed) >= 4 && strings.HasPrefix(name, typed):
				best = min(best, 1)
			default:
				if n := distance(typed, name); n <= slips {
					best = min(best, 1+n)
				}
			}
		}
		if best < 9 {
			found = append(found, match{p, best})
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(a.rank, b.rank) })
	var out []P
	for _, m := range found {
		if m.rank <= max(1, found[0].rank) {
			out = append(out, m.place)
		}
	}
	return out
}

// letters keeps what tells places apart: letters in lower case, without the word province and with one way to write Sumatera.
func letters(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' })
	words = slices.DeleteFunc(words, func(w string) bool {
		return w == "provinsi" || w == "propinsi" || w == "prov" || w == "prop" || w == "negara"
	})
	return strings.ReplaceAll(strings.Join(words, ""), "sumatra", "sumatera")
}

// distance counts the slips between two words of single-byte letters: one missing, one too many, a wrong one, two swapped.
func distance(a, b string) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}

// indonesian is one of the three clocks of Indonesia, by label. They have stood still since 1988, so no zone data is needed, and a
// Location that is named by its label is written so by everybody.
func indonesian(label string) *time.Location { return clocks[label] }

var clocks = map[string]*time.Location{
	"WIB": time.FixedZone("WIB", 7*60*60), "WITA": time.FixedZone("WITA", 8*60*60), "WIT": time.FixedZone("WIT", 9*60*60),
}

// ZoneLabel is WIB, WITA or WIT for the clocks of Indonesia and "" for any other.
func ZoneLabel(loc *time.Location) string { return zoneLabel(loc.String()) }

func zoneLabel(name string) string {
	switch name {
	case "WIB", "Asia/Jakarta", "Asia/Pontianak":
		return "WIB"
	case "WITA", "Asia/Makassar", "Asia/Ujung_Pandang":
		return "WITA"
	case "WIT", "Asia/Jayapura":
		return "WIT"
	}
	return ""
}

// ProvinceZone is the clock of a province by its Kemendagri code, named WIB, WITA or WIT; WIB for a code that does not exist.
func ProvinceZone(code string) *time.Location {
	for _, p := range Provinces() {
		if p.Code == code {
			return indonesian(zoneLabel(p.Zone))
		}
	}
	return indonesian("WIB")
}

// PlaceZone is the clock of a place where somebody works: the ISO code of a country or the Kemendagri code of a province. It is
// false when the place is not known. A country's Location has its IANA name.
func PlaceZone(code string) (*time.Location, bool) {
	for _, p := range Provinces() {
		if p.Code == code {
			return indonesian(zoneLabel(p.Zone)), true
		}
	}
	for _, c := range Countries() {
		if c.Code == code {
			return loaded(c.Zone)
		}
	}
	return nil, false
}

// ClockNamed is the clock with a name that [PlaceZone] or [ProvinceZone] has given it; WIB for a name that does not exist.
func ClockNamed(name string) *time.Location {
	if zone, ok := clocks[name]; ok {
		return zone
	}
	if zone, ok := loaded(name); ok {
		return zone
	}
	return indonesian("WIB")
}

// loaded reads a zone from the zone data, each once: whoever works abroad is asked for at every message.
func loaded(name string) (*time.Location, bool) {
	if loc, ok := abroad.Load(name); ok {
		return loc.(*time.Location), true
	}
	loc, err := time.LoadLocation(name)
	if err == nil {
		abroad.Store(name, loc)
	}
	return loc, err == nil
}

var abroad sync.Map // of *time.Location by name

// Nothing unasked is sent in quiet hours, by the reader's clock. What would fall into them goes out before, at BeforeQuietHours.
const (
	QuietFrom        Hour = 20 * 60
	QuietUntil       Hour = 6 * 60
	BeforeQuietHours Hour = 19*60 + 30
)

// QuietAt reports whether a local time lies in quiet hours: from 20.00 until just before 06.00.
func QuietAt(t time.Time) bool {
	h := HourOf(t)
	return h >= QuietFrom || h < QuietUntil
}

// AfterQuiet is the 06.00 at which the quiet hours around a local time end; a time outside them stays.
func AfterQuiet(t time.Time) time.Time {
	h := HourOf(t)
	switch {
	case h >= QuietFrom:
		return DayOf(t).AddDays(1).At(QuietUntil, t.Location())
	case h < QuietUntil:
		return DayOf(t).At(QuietUntil, t.Location())
	}
	return t
}

// BeforeQuiet is 19.30 on the evening on which the quiet hours around a local time begin; a time outside them stays.
func BeforeQuiet(t time.Time) time.Time {
	h := HourOf(t)
	switch {
	case h >= QuietFrom:
		return DayOf(t).At(BeforeQuietHours, t.Location())
	case h < QuietUntil:
		return DayOf(t).AddDays(-1).At(BeforeQuietHours, t.Location())
	}
	return t
}
