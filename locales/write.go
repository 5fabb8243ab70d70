package locales

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/number"
)

// functions are what a text may call beside the comparisons of the template language. Each takes the value and writes it in the
// reader's language; times are written in the location that they carry.
func (w *Words) functions() map[string]any {
	return map[string]any{
		"date":     known(w.Date),
		"day":      known(w.Day),
		"short":    known(w.Short),
		"clock":    known(w.Clock),
		"when":     known(w.When),
		"zone":     known(w.Zone),
		"duration": w.Duration,
		"list":     w.List,
		"number":   w.anyNumber,
		"word":     w.word,
		"value":    value,
	}
}

// known refuses the zero time: it is a time that nobody has set.
func known(write func(time.Time) string) func(time.Time) (string, error) {
	return func(t time.Time) (string, error) {
		if t.IsZero() {
			return "", errors.New("the time is not set")
		}
		return write(t), nil
	}
}

// Date writes "Sabtu, 13 Juni 2026".
func (w *Words) Date(t time.Time) string { return w.Day(t) + " " + strconv.Itoa(t.Year()) }

// Day writes "Sabtu, 13 Juni".
func (w *Words) Day(t time.Time) string {
	return w.days[t.Weekday()] + ", " + strconv.Itoa(t.Day()) + " " + w.months[t.Month()-1]
}

// Short writes "Sab, 13 Jun", for buttons.
func (w *Words) Short(t time.Time) string {
	return w.shortDays[t.Weekday()] + ", " + strconv.Itoa(t.Day()) + " " + w.shortMonths[t.Month()-1]
}

// Clock writes "14.00": 24 hours and a dot, as Indonesian spelling wants it, in every language.
func (w *Words) Clock(t time.Time) string { return t.Format("15.04") }

// When writes "Sabtu, 13 Juni 2026 pukul 14.00 WITA".
func (w *Words) When(t time.Time) string {
	return w.Date(t) + " " + w.sources["write.at"] + " " + w.Clock(t) + " " + w.Zone(t)
}

// Zone writes what the time's clock is called: WIB, WITA or WIT, abroad "waktu Hong Kong", and "UTC+5.30" where we have no name.
func (w *Words) Zone(t time.Time) string {
	if name := w.sources["zone."+t.Location().String()]; name != "" {
		return name
	}
	name, east := t.Zone()
	switch name {
	case "WIB", "WITA", "WIT":
		return name
	}
	sign := "+"
	if east < 0 {
		sign, east = "-", -east
	}
	hours, minutes := east/3600, east/60%60
	switch {
	case east == 0:
		return "UTC"
	case minutes == 0:
		return fmt.Sprintf("UTC%s%d", sign, hours)
	}
	return fmt.Sprintf("UTC%s%d.%02d", sign, hours, minutes)
}

// List writes "Bu Sari, Bu Rina, dan Nenek Inaq"; nothing at all for an empty list.
func (w *Words) List(items []string) string {
	and := " " + w.sources["write.and"] + " "
	switch last := len(items) - 1; last {
	case -1:
		return ""
	case 0:
		return items[0]
	case 1:
		return items[0] + and + items[1]
	default:
		return strings.Join(items[:last], ", ") + "," + and + items[last]
	}
}

// Number writes a whole number with its groups of three: "1.234" in Indonesian, "1,234" in English.
func (w *Words) Number(n int) string { return w.numbers.Sprint(number.Decimal(n)) }

// anyNumber is Number for every type of number; fractions get at most three digits.
func (w *Words) anyNumber(n any) (string, error) {
	switch r := reflect.ValueOf(n); { // x/text takes a type of ours for NaN
	case r.CanInt():
		n = r.Int()
	case r.CanUint():
		n = r.Uint()
	case r.CanFloat():
		n = r.Float()
	default:
		return "", fmt.Errorf("%T is no number", n)
	}
	return w.numbers.Sprint(number.Decimal(n)), nil
}

// Duration writes how long something takes in its two largest units, rounded up: "45 menit", "1 jam 30 menit", "24 jam", and
// from two days on "7 hari", "2 hari 3 jam".
func (w *Words) Duration(d time.Duration) string {
	major, minor, size := "hour", "minute", 60
	n := ceil(d, time.Minute)
	if d > 48*time.Hour-time.Minute {
		major, minor, size = "day", "hour", 24
		n = ceil(d, time.Hour)
	}
	switch n, rest := n/size, n%size; {
	case n == 0:
		return w.count(rest, minor)
	case rest == 0:
		return w.count(n, major)
	default:
		return w.count(n, major) + " " + w.count(rest, minor)
	}
}

func ceil(d, unit time.Duration) int { return int((max(d, 0) + unit - 1) / unit) }

// count writes a number of units; every unit has a word for one and, with an s, a word for several.
func (w *Words) count(n int, unit string) string {
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + w.sources["write."+unit]
}

// word looks up a text that has nothing to fill in, by the parts of its key: {{word "country" .Country}}. Codes that the program
// writes in capitals may stand in small letters in the word files.
func (w *Words) word(parts ...any) (string, error) {
	names := make([]string, len(parts))
	for i, p := range parts {
		r := reflect.ValueOf(p)
		if r.Kind() != reflect.String {
			return "", fmt.Errorf("%T is no part of a key", p)
		}
		names[i] = r.String()
	}
	key := strings.Join(names, ".")
	s := cmp.Or(w.sources[key], w.sources[strings.ToLower(key)])
	if s == "" || strings.Contains(s, "{{") {
		return "", fmt.Errorf("no word without fields for %q", key)
	}
	return s, nil
}

func (w *Words) readCalendar() error {
	read := func(key string, err *error) string {
		key = strings.ToLower(key)
		if !w.Has(key) {
			*err = fmt.Errorf("%s is missing", key)
		}
		return w.sources[key]
	}
	var err error
	for i := range w.days {
		day := time.Weekday(i).String()
		w.days[i], w.shortDays[i] = read("weekday."+day, &err), read("weekday.short."+day, &err)
	}
	for i := range w.months {
		month := time.Month(i + 1).String()
		w.months[i], w.shortMonths[i] = read("month."+month, &err), read("month.short."+month, &err)
	}
	for _, word := range []string{"at", "and", "minute", "minutes", "hour", "hours", "day", "days"} {
		read("write."+word, &err)
	}
	return err
}
