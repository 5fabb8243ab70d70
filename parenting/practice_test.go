package parenting

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestWhenAPracticeMayBe(t *testing.T) {
	wita := ProvinceZone("52")
	for _, c := range []struct {
		now  string
		want string
	}{
		{"2026-06-10 19:59", "tonight 10 20.00, morning 11 07.00, afternoon 11 16.00, weekend 13 16.00"}, // a Wednesday
		{"2026-06-10 20:00", "morning 11 07.00, afternoon 11 16.00, weekend 13 16.00"},
		{"2026-06-11 01:30", "morning 11 07.00, afternoon 11 16.00, weekend 13 16.00"},                   // nobody has slept
		{"2026-06-11 04:00", "tonight 11 20.00, morning 12 07.00, afternoon 12 16.00, weekend 13 16.00"}, // up for prayer
		{"2026-06-12 10:00", "tonight 12 20.00, morning 13 07.00, afternoon 13 16.00"},
		{"2026-06-13 10:00", "tonight 13 20.00, morning 14 07.00, afternoon 14 16.00"},
		{"2026-06-14 02:00", "morning 14 07.00, afternoon 14 16.00"},
		{"2026-06-14 10:00", "tonight 14 20.00, morning 15 07.00, afternoon 15 16.00, weekend 20 16.00"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, wita)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i, p := range PracticeTimes(now) {
			if i > 0 {
				got += ", "
			}
			got += string(p.When) + p.At.Format(" 2 15.04")
		}
		if got != c.want {
			t.Errorf("at %s:\n%s, want\n%s", c.now, got, c.want)
		}
	}
}

// TestPracticesByEveryClock: whatever clock somebody lives by, and whenever they look at it, what is offered lies ahead in order, and the
// question how it went comes on the next day of that clock, not in quiet hours, and is stale before it can wait for a third day.
func TestPracticesByEveryClock(t *testing.T) {
	zones := zonesOf()
	rapid.Check(t, func(t *rapid.T) {
		zone := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		now := time.Date(2026, 1, 1, 0, rapid.IntRange(0, 366*24*60).Draw(t, "now"), 0, 0, time.UTC).In(zone)
		times := PracticeTimes(now)
		if !slices.IsSortedFunc(times, func(a, b PracticeTime) int { return a.At.Compare(b.At) }) || len(times) < 2 {
			t.Errorf("%v", times)
		}
		for _, p := range times {
			fire := PracticeFire(1, "a-jam-telepon", p.At)
			due := fire.Due.In(zone)
			switch {
			case !p.At.After(now):
				t.Errorf("%s is over at %s", p.When, now)
			case DayOf(due) != DayOf(p.At).AddDays(1):
				t.Errorf("planned for %s, asked on %s", p.At, due)
			case QuietAt(due) || !Polite(due, zone).Equal(due):
				t.Errorf("asked in quiet hours, at %s", due)
			case !fire.Expires.After(due) || !DayOf(fire.Expires.In(zone)).Before(DayOf(due).AddDays(3)):
				t.Errorf("asked until %s", fire.Expires)
			}
		}
		if at, ok := ReadPracticeTime("besok sore", now); !ok || DayOf(at) != DayOf(now).AddDays(1) || PartOf(at) != "afternoon" {
			t.Errorf("besok sore at %s: %s, %v", now, at, ok)
		}
	})
}

func TestReadingWhenAPracticeIsToBe(t *testing.T) {
	now := time.Date(2026, 6, 10, 17, 0, 0, 0, ProvinceZone("52")) // a Wednesday
	for text, want := range map[string]string{
		"malam ini":          "10 Jun 19:30",
		"nanti malam jam 8":  "10 Jun 20:00",
		"besok":              "11 Jun 16:00",
		"hari ini":           "10 Jun 20:00", // its afternoon is over
		"jam 4 sore":         "11 Jun 16:00",
		"Sabtu pagi":         "13 Jun 09:00",
		"lusa":               "12 Jun 16:00",
		"kemarin":            "",
		"kapan-kapan":        "",
		"20 Agustus":         "",
		"":                   "",
		"besok atau lusa ya": "",
	} {
		at, ok := ReadPracticeTime(text, now)
		got := ""
		if ok {
			got = at.Format("2 Jan 15:04")
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestBadges: a theme is finished when nothing of it that fits is left, whatever else was done; and a mark that was earned stays when a
// lesson no longer fits.
func TestBadges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lessons []Lesson
		fits, done := map[string]bool{}, map[string]bool{}
		left, got := 0, 0
		for i := range rapid.IntRange(0, 8).Draw(t, "lessons") {
			l := Lesson{ID: string(rune('a' + i)), Theme: rapid.SampledFrom([]Theme{"A", "B"}).Draw(t, "theme")}
			fits[l.ID], done[l.ID] = rapid.Bool().Draw(t, "fits"), rapid.Bool().Draw(t, "done")
			lessons = append(lessons, l)
			switch {
			case l.Theme != "A":
			case done[l.ID]:
				got++
			case fits[l.ID]:
				left++
			}
		}
		m := MarksOf("A", lessons, func(l Lesson) bool { return fits[l.ID] }, func(id string) bool { return done[id] })
		if m != (Marks{"A", got, got + left}) || m.Complete() != (left == 0 && got > 0) {
			t.Errorf("%d done and %d left: %+v, complete %v", got, left, m, m.Complete())
		}
	})
}

func TestTheWeekAndItsGoal(t *testing.T) {
	for _, zone := range zonesOf() {
		for day := range 14 {
			now := time.Date(2026, 6, 8+day, 13, 0, 0, 0, zone)
			if got, want := DayOf(WeekOf(now)), (Day{2026, time.June, 8 + day/7*7}); got != want || WeekOf(now).Hour() != 0 {
				t.Errorf("the week of %s began on %s", now, WeekOf(now))
			}
		}
	}
	for families, want := range map[int]int{0: 3, 1: 3, 6: 3, 7: 4, 20: 10, 21: 11} {
		if got := PracticeGoal(families); got != want {
			t.Errorf("%d families want %d", families, got)
		}
	}
}

func TestReadingHowAPracticeWent(t *testing.T) {
	for text, want := range map[string]PracticeState{
		"sudah": PracticeDone, "Alhamdulillah sudah bu": PracticeDone, "sdh dicoba": PracticeDone, "iya sudah": PracticeDone,
		"belum sempat": PracticeNotYet, "maaf blm bu": PracticeNotYet,
		"sulit": PracticeHard, "sudah tapi susah": PracticeHard, "belum, masih susah": PracticeHard,
		"sudah makan": "", "sudah?": "", "belum tahu": "", "sudah belum": "", "iya": "", "coba": "", "": "", "susah tidur": "", "sudah sampai": "",
	} {
		if got, ok := ReadTried(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", text, got, ok)
		}
	}
}

func TestAnAnswerInWordsBelongsToAFreshQuestion(t *testing.T) {
	zone := ProvinceZone("52")
	planned := time.Date(2026, 6, 10, 20, 0, 0, 0, zone)
	for hours, want := range map[int]bool{0: false, 12: false, 13: true, 60: true, 61: false} {
		if got := CheckOpen(planned, planned.Add(time.Duration(hours)*time.Hour)); got != want {
			t.Errorf("%d hours later: %v", hours, got)
		}
	}
}

func TestHindered(t *testing.T) {
	l := Lesson{Obstacles: []Obstacle{{Name: "Sinyal sering putus"}, {Name: "Jam kerja di sana berubah-ubah"}, {Name: "Anak diam saja di telepon"}}}
	for text, want := range map[string]int{
		"Sinyal sering putus": 0, "sinyalnya jelek": 0, "hp putus2": 0, "jam kerja berubah2 bu": 1, "anaknya diam": 2, "anak diem aja di telpon": 2,
		"anak": -1, "sinyal putus kalau telepon": 0, "sinyal sama jam kerja sama telpon": 1, "diam, sinyal": -1, "saya capek kerja": -1, "": -1,
	} {
		got, ok := l.Hindered(text)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
}
