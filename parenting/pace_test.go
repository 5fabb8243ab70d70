package parenting

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestReadWeekdays(t *testing.T) {
	for text, want := range map[string]Weekdays{
		"minggu sama rabu":          WeekdaysOf(time.Wednesday, time.Sunday),
		"rabu dan minggu":           WeekdaysOf(time.Wednesday, time.Sunday),
		"tiap hari senin, kamis ya": WeekdaysOf(time.Monday, time.Thursday),
		"jumat aja bu":              WeekdaysOf(time.Friday),
		"setiap hari":               0,
		"rabu jangan":               0,
		"besok":                     0,
		"":                          0,
	} {
		if got, ok := ReadWeekdays(text); got != want || ok != (want != 0) {
			t.Errorf("%q: got %v %v, want %v", text, got.List(), ok, want.List())
		}
	}
}

func TestTheNextLesson(t *testing.T) {
	wita := ProvinceZone("52")
	usual := DefaultPace(1001, wita) // Tuesday and Friday at 18.30
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15.04", text, wita)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	in := func(p Pace, change func(*Pace)) Pace { change(&p); return p }
	for name, c := range map[string]struct {
		pace Pace
		now  string
		want string // "" where none comes
	}{
		"the same evening":  {usual, "2026-06-09 18.29", "2026-06-09 18.30"},
		"the moment itself": {usual, "2026-06-09 18.30", "2026-06-12 18.30"},
		"one day a week":    {in(usual, func(p *Pace) { p.Days = WeekdaysOf(time.Tuesday) }), "2026-06-09 18.30", "2026-06-16 18.30"},
		"paused":            {in(usual, func(p *Pace) { p.Until = at("2026-06-16 19.00") }), "2026-06-09 10.00", "2026-06-19 18.30"},
		"no more paused":    {in(usual, func(p *Pace) { p.Until = at("2026-06-08 19.00") }), "2026-06-09 10.00", "2026-06-09 18.30"},
		"in Riyadh":         {in(usual, func(p *Pace) { p.Zone = ClockNamed("Asia/Riyadh") }), "2026-06-09 19.00", "2026-06-09 23.30"},
		"stopped":           {in(usual, func(p *Pace) { p.Days = 0 }), "2026-06-09 10.00", ""},
		"asked":             {in(usual, func(p *Pace) { p.Asked = at("2026-06-02 18.30") }), "2026-06-09 10.00", ""},
	} {
		due, _, ok := c.pace.Next(at(c.now))
		if got := due.In(wita).Format("2006-01-02 15.04"); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %s, %v, want %q", name, got, ok, c.want)
		}
	}
}

// TestLessonsCome: on the days and at the hour of the reader's clock, one after another, never in quiet hours.
func TestLessonsCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Pace{
			Account: AccountID(rapid.Int64Range(1, 1<<40).Draw(t, "account")),
			Days:    Weekdays(rapid.IntRange(1, 127).Draw(t, "days")),
			Hour:    Hour(rapid.IntRange(int(QuietUntil), int(BeforeQuietHours)).Draw(t, "hour")),
			Zone:    ClockNamed(rapid.SampledFrom([]string{"WIB", "WITA", "WIT", "Asia/Riyadh", "Europe/Berlin", "Pacific/Auckland"}).Draw(t, "zone")),
		}
		now := time.Unix(rapid.Int64Range(1_600_000_000, 2_000_000_000).Draw(t, "now"), 0)
		for range 10 {
			due, expires, ok := p.Next(now)
			local := due.In(p.Zone)
			switch {
			case !ok || !due.After(now) || due.Sub(now) > 8*24*time.Hour:
				t.Fatalf("after %s comes %s", now, due)
			case !p.Days.Has(local.Weekday()) || HourOf(local) != p.Hour || QuietAt(local):
				t.Fatalf("%s is not what was chosen", local)
			case !expires.After(due) || DayOf(expires.In(p.Zone)) != DayOf(local) || HourOf(expires.In(p.Zone)) != QuietFrom:
				t.Fatalf("what comes at %s is stale at %s", local, expires)
			}
			now = due
		}
	})
}

func TestWeekdays(t *testing.T) {
	w := WeekdaysOf(time.Sunday, time.Tuesday)
	if got := w.List(); !slices.Equal(got, []time.Weekday{time.Tuesday, time.Sunday}) {
		t.Errorf("%v", got)
	}
	for _, c := range []struct {
		act  SetPace
		want bool
	}{
		{SetPace{Days: w, Hour: QuietUntil}, true},
		{SetPace{Hour: BeforeQuietHours}, true},
		{SetPace{Days: w, Hour: QuietFrom}, false},
		{SetPace{Days: 127, Hour: 600}, false},
		{SetPace{Days: 128, Hour: 600}, false},
		{SetPace{Days: -1, Hour: 600}, false},
	} {
		if got := May(Rights{Account: 7}, SetPace{Account: 7, Days: c.act.Days, Hour: c.act.Hour}); got != c.want {
			t.Errorf("%+v may be %v", c.act, got)
		}
		if May(Rights{Account: 8}, SetPace{Account: 7, Days: w, Hour: 600}) {
			t.Error("another's pace may be set")
		}
	}
}

func TestTheCourse(t *testing.T) {
	lesson := func(id string, theme Theme, to string, bands ...Band) Lesson {
		return Lesson{ID: id, Theme: theme, For: []string{to}, Bands: bands}
	}
	all := []Lesson{
		lesson("a1", "A", ToCarer, "0-2", "3-5"), lesson("a2", "A", ToAbroad, "0-2"), lesson("b1", "B", ToCarer, "16-17"),
		lesson("c1", "C", ToGrandparent, "3-5"), lesson("c2", "C", ToCarer, "3-5"), lesson("o1", "O", ToCarer, "3-5"),
		{ID: "m1", Theme: "M", For: []string{ToCarer}, Bands: []Band{"3-5"}, Away: []Away{AwayFather, AwayBoth}},
	}
	for name, c := range map[string]struct {
		course Course
		want   string
	}{
		"in order":                {Course{To: []string{ToCarer}}, "a1"},
		"the meeting to come":     {Course{To: []string{ToCarer}, Themes: []Theme{"C", "A"}}, "c2"},
		"then the last one":       {Course{To: []string{ToCarer}, Themes: []Theme{"C", "A"}, Without: map[string]bool{"c2": true}}, "a1"},
		"then what follows":       {Course{To: []string{ToCarer}, Themes: []Theme{"C"}, Without: map[string]bool{"c2": true}}, "o1"},
		"and begins anew":         {Course{To: []string{ToCarer}, Themes: []Theme{"C"}, Without: map[string]bool{"c2": true, "o1": true}}, "a1"},
		"of who is away":          {Course{To: []string{ToCarer}, Themes: []Theme{"M"}, Away: []Away{AwayMother, AwayFather}}, "m1"},
		"not of who is at home":   {Course{To: []string{ToCarer}, Themes: []Theme{"M"}, Away: []Away{AwayMother}}, "o1"},
		"of the children's age":   {Course{To: []string{ToCarer}, Bands: []Band{"16-17"}}, "b1"},
		"whoever it is for":       {Course{To: []string{ToGrandparent, ToAbroad}}, "a2"},
		"nobody it could be for":  {Course{}, ""},
		"nothing left":            {Course{To: []string{ToAbroad}, Without: map[string]bool{"a2": true}}, ""},
		"a theme without lessons": {Course{To: []string{ToCarer}, Themes: []Theme{"E", "X"}}, "o1"},
	} {
		if got, ok := c.course.Next(all); got.ID != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", name, got.ID, c.want)
		}
	}
}

// TestEveryLessonOnce: whatever the group meets about meanwhile, each lesson that suits comes once, and none that does not.
func TestEveryLessonOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Lesson
		for i := range rapid.IntRange(0, 20).Draw(t, "lessons") {
			all = append(all, Lesson{
				ID: fmt.Sprint(i), Theme: rapid.SampledFrom(Themes()).Draw(t, "theme"),
				For:   rapid.SliceOfNDistinct(rapid.SampledFrom([]string{ToCarer, ToGrandparent, ToAbroad}), 1, 3, rapid.ID).Draw(t, "for"),
				Bands: rapid.SliceOfNDistinct(rapid.SampledFrom(Bands()), 1, 6, rapid.ID).Draw(t, "bands"),
			})
		}
		c := Course{To: []string{ToCarer}, Bands: []Band{"3-5"}, Without: map[string]bool{}}
		suits := 0
		for _, l := range all {
			if slices.Contains(l.For, ToCarer) && slices.Contains(l.Bands, "3-5") {
				suits++
			}
		}
		for n := range suits + 1 {
			c.Themes = rapid.SliceOfN(rapid.SampledFrom(Themes()), 0, 3).Draw(t, "meetings")
			l, ok := c.Next(all)
			if ok != (n < suits) || c.Without[l.ID] {
				t.Fatalf("%d lessons have come of %d, then %q", n, suits, l.ID)
			}
			c.Without[l.ID] = true
		}
	})
}
