package parenting

import (
	"slices"
	"time"
)

// A Pace is when lessons come to an account of their own accord: on some days of the week, around an hour of its own clock.
type Pace struct {
	Account AccountID
	Days    Weekdays // none: no lessons come
	Hour    Hour
	Zone    *time.Location
	Until   time.Time // none before; zero: they are not paused
	Asked   time.Time // when it was asked, after weeks of silence, whether to go on; zero once it is heard of
}

// Silence is how long nothing is heard of somebody before lessons stop coming, but for one question.
const Silence = 21 * 24 * time.Hour

// MostLessons is on how many days of the week lessons may come: all that the message budget has room for.
const MostLessons = MostUnasked

// LessonsApart is how long no other lesson comes after one, whatever has been changed in between.
const LessonsApart = 12 * time.Hour

// DefaultPace is the pace of whoever has just joined: well before the weekend, when groups meet, and the evening before it.
func DefaultPace(a AccountID, zone *time.Location) Pace {
	return Pace{Account: a, Days: WeekdaysOf(time.Tuesday, time.Friday), Hour: 18*60 + 30, Zone: zone}
}

// Next is when a lesson comes first after a time, and until when that makes sense: the quiet hours that follow. It is false while none is
// to come.
func (p Pace) Next(now time.Time) (due, expires time.Time, ok bool) {
	if p.Days == 0 || !p.Asked.IsZero() {
		return due, expires, false
	}
	if p.Until.After(now) {
		now = p.Until
	}
	day := DayOf(now.In(p.Zone))
	for !p.Days.Has(day.Weekday()) || !day.At(p.Hour, p.Zone).After(now) {
		day = day.AddDays(1)
	}
	return day.At(p.Hour, p.Zone), day.At(QuietFrom, p.Zone), true
}

// Wants reports whether somebody else may send the account a lesson: it has neither stopped lessons nor paused them.
func (p Pace) Wants(now time.Time) bool { return p.Account == 0 || p.Days != 0 && !p.Until.After(now) }

// LessonHour reports whether lessons may come at an hour: none is sent in quiet hours.
func LessonHour(h Hour) bool { return h >= QuietUntil && h <= BeforeQuietHours }

// Weekdays is a set of days of the week.
type Weekdays int

// WeekdaysOf is the set of some days.
func WeekdaysOf(days ...time.Weekday) (w Weekdays) {
	for _, d := range days {
		w |= 1 << d
	}
	return w
}

// Has reports whether a day is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&(1<<d) != 0 }

// List lists the days from Monday on.
func (w Weekdays) List() (days []time.Weekday) {
	for _, d := range Week() {
		if w.Has(d) {
			days = append(days, d)
		}
	}
	return days
}

// ReadWeekdays reads some days of the week: "rabu dan minggu", "tiap senin sama kamis aja".
func ReadWeekdays(text string) (days Weekdays, ok bool) {
	for _, word := range spelledWords(text) {
		switch t := exact(word); {
		case t.kind == isWeekday:
			days |= WeekdaysOf(time.Weekday(t.value))
		case t.kind == isSunday:
			days |= WeekdaysOf(time.Sunday)
		case t.kind != isFiller && t.kind != isDay && !among("dan sama dengan tiap setiap mau")(word):
			return 0, false
		}
	}
	return days, days != 0
}

// Week lists the days of the week as people here count them.
func Week() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// SetPace says when lessons are to come to an account, as it wishes: all of a [Pace] but the clock. The program notes with it that it has
// asked.
type SetPace struct {
	Account      AccountID
	Days         Weekdays
	Hour         Hour
	Until, Asked time.Time
}

func (SetPace) act() {}

// Set is what makes an account's pace this one.
func (p Pace) Set() SetPace { return SetPace{p.Account, p.Days, p.Hour, p.Until, p.Asked} }

func (a SetPace) sound() bool {
	return a.Days >= 0 && a.Days < 1<<7 && len(a.Days.List()) <= MostLessons && LessonHour(a.Hour)
}

// A Course is what decides which lesson comes next to an account.
type Course struct {
	To      []string        // to whom a lesson is to speak
	Bands   []Band          // the ages of the children; none: not known
	Away    []Away          // who of the families is away
	Themes  []Theme         // of the meeting to come and of the last one, the most urgent first
	Without map[string]bool // lessons that it has had, and those held back
}

// Whom a lesson can speak to, beside the facilitators.
const (
	ToCarer       = "carer"
	ToGrandparent = "grandparent"
	ToAbroad      = "abroad"
)

// Next chooses the lesson that comes next: of what the group meets about, else of the themes that follow in the material. It is false when
// none is left.
func (c Course) Next(lessons []Lesson) (Lesson, bool) {
	for _, t := range c.order() {
		for _, l := range lessons {
			if l.Theme == t && c.Suits(l) {
				return l, true
			}
		}
	}
	return Lesson{}, false
}

// order is every theme in the order in which they come.
func (c Course) order() []Theme {
	order, at := slices.Clone(c.Themes), 0
	if len(order) > 0 {
		at = max(0, slices.Index(Themes(), order[0]))
	}
	return append(append(order, Themes()[at:]...), Themes()[:at]...)
}

// Suits reports whether a lesson is open to somebody here and speaks to them, of a child as old as one here and of who is away.
func (c Course) Suits(l Lesson) bool {
	to := !c.Without[l.ID] && slices.ContainsFunc(l.For, func(f string) bool { return slices.Contains(c.To, f) })
	away := len(l.Away) == 0 || slices.ContainsFunc(l.Away, func(a Away) bool { return slices.Contains(c.Away, a) })
	return to && away && (len(c.Bands) == 0 || slices.ContainsFunc(l.Bands, func(b Band) bool { return slices.Contains(c.Bands, b) }))
}
