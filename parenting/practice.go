package parenting

import (
	"hash/fnv"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// PracticeWhen is a part of a day for which a practice is planned with one tap.
type PracticeWhen string

// When a practice may be.
const (
	Tonight           PracticeWhen = "tonight"
	TomorrowMorning   PracticeWhen = "morning"
	TomorrowAfternoon PracticeWhen = "afternoon"
	Weekend           PracticeWhen = "weekend"
)

// A PracticeTime is such a part of a day, and the time that it stands for.
type PracticeTime struct {
	When PracticeWhen
	At   time.Time
}

// PracticeTimes lists when a practice may be, of what still lies ahead. now has the reader's clock. Who is awake before four in the
// morning has not gone to bed: tomorrow comes with the daylight. The weekend is offered only while it is not tomorrow, or now.
func PracticeTimes(now time.Time) (times []PracticeTime) {
	today := DayOf(now.Add(-4 * time.Hour))
	if tonight := today.At(20*60, now.Location()); tonight.After(now) {
		times = append(times, PracticeTime{Tonight, tonight})
	}
	tomorrow := today.AddDays(1)
	times = append(times,
		PracticeTime{TomorrowMorning, tomorrow.At(7*60, now.Location())},
		PracticeTime{TomorrowAfternoon, tomorrow.At(16*60, now.Location())},
	)
	if days := int(time.Saturday - today.Weekday()); days > 1 {
		times = append(times, PracticeTime{Weekend, today.AddDays(days).At(16*60, now.Location())})
	}
	return times
}

// planAhead is for how long ahead a practice can be planned: it is one for the week.
const planAhead = 14 * 24 * time.Hour

// instead is what people put before another time than they said first: "ga jadi deh besok aja".
var instead = regexp.MustCompile(`(?i)^\s*(?:ga|gak|gk|nggak|enggak|tidak|tdk)\s*jadi\b`)

// ReadPracticeTime reads when somebody wants to try a practice, of what lies ahead. A day without an hour is its afternoon.
func ReadPracticeTime(text string, now time.Time) (at time.Time, ok bool) {
	w, ok := ReadWhen(instead.ReplaceAllString(text, ""), now)
	if !ok {
		return time.Time{}, false
	}
	hours, days := w.Hours, w.Days
	if len(hours) == 0 {
		hours = []Hour{16 * 60, 20 * 60}
	}
	if len(days) == 0 {
		days = []Day{DayOf(now), DayOf(now).AddDays(1)}
	}
	for _, d := range days {
		for _, h := range hours {
			if at := d.At(h, now.Location()); at.After(now) && at.Before(now.Add(planAhead)) {
				return at, true
			}
		}
	}
	return time.Time{}, false
}

// DayPart is what a part of the day is called.
type DayPart string

// PartOf gives the part of the day that a time lies in, in its own zone.
func PartOf(t time.Time) DayPart {
	switch h := HourOf(t); {
	case h < 4*60 || h >= 18*60:
		return "night"
	case h < 11*60:
		return "morning"
	case h < 15*60:
		return "midday"
	}
	return "afternoon"
}

// PracticeCheck is when somebody is asked how a practice went: the day after, at nine by the clock that its time has.
func PracticeCheck(planned time.Time) time.Time {
	return DayOf(planned).AddDays(1).At(9*60, planned.Location())
}

// checkLasts is how long the question still makes sense.
const checkLasts = 48 * time.Hour

// PracticeFire is the question how a practice went that an account has planned for a time in its own clock.
func PracticeFire(a AccountID, lesson string, planned time.Time) Fire {
	due := PracticeCheck(planned)
	return Fire{Due: due, Kind: FirePractice, Subject: LessonNumber(lesson), Reader: a, Expires: due.Add(checkLasts)}
}

// CheckOpen reports whether the question how a practice went was due, and an answer in words still belongs to it. planned has the
// reader's clock.
func CheckOpen(planned, now time.Time) bool {
	due := PracticeCheck(planned)
	return !now.Before(due) && now.Before(due.Add(checkLasts))
}

// ReadTried reads how a practice went as people type it: "sudah bu", "blm sempat", "sudah tapi susah". It means that only while just
// this is asked. One word that is not known refuses it.
func ReadTried(text string) (PracticeState, bool) {
	if len(text) > 60 {
		return "", false
	}
	var done, notyet, hard bool
	for _, word := range strings.FieldsFunc(Spelled(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '?' }) {
		switch word {
		case "sudah", "alhamdulillah":
			done = true
		case "belum":
			notyet = true
		case "sulit", "susah", "sukar":
			hard = true
		case "sempat", "sempet", "dicoba", "coba", "mencoba", "nyoba", "tapi", "agak", "masih", "bu", "ibu", "pak", "bapak", "kak", "mbak", "mas",
			"ya", "iya", "nih", "saya", "kami", "maaf":
		default:
			return "", false
		}
	}
	switch {
	case done && notyet:
		return "", false
	case hard:
		return PracticeHard, true
	case notyet:
		return PracticeNotYet, true
	case done:
		return PracticeDone, true
	}
	return "", false
}

// Hindered finds the obstacle of a lesson that somebody means in their own words: the one that has most words in common with them, half of
// its own or two.
func (l Lesson) Hindered(text string) (which int, ok bool) {
	said, most := tellingWords(text), 0
	for i, o := range l.Obstacles {
		common, telling := 0, tellingWords(o.Name)
		for _, word := range telling {
			if slices.ContainsFunc(said, func(w string) bool {
				return nearly(w, word) || strings.HasPrefix(w, word) || strings.HasPrefix(word, w)
			}) {
				common++
			}
		}
		switch {
		case 2*common < min(len(telling), 4):
		case common > most:
			which, ok, most = i, true, common
		case common == most:
			ok = false
		}
	}
	return which, ok
}

// tellingWords are the words by which obstacles differ.
func tellingWords(text string) []string {
	common := among("anak anaknya cucu tidak sudah masih sering selalu terus lagi yang kita saya mereka untuk dengan karena juga saja malah terlalu orang punya ingin sama kalau")
	words := strings.FieldsFunc(strings.ToLower(Clean(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	return slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 3 || common(w) })
}

// LessonNumber is the number under which fires know a lesson, the same for ever.
func LessonNumber(id string) int64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return int64(h.Sum64()>>2) | 1
}

// Marks is how far an account has come with the practices of a theme.
type Marks struct {
	Theme    Theme
	Done, Of int
}

// Complete reports whether the theme is finished.
func (m Marks) Complete() bool { return m.Done == m.Of && m.Of > 0 }

// MarksOf counts the practices of a theme that were done, of those that fit. One that was done counts whether it fits or not.
func MarksOf(t Theme, lessons []Lesson, fits func(Lesson) bool, done func(lesson string) bool) Marks {
	m := Marks{Theme: t}
	for _, l := range lessons {
		switch {
		case l.Theme != t:
		case done(l.ID):
			m.Done++
			m.Of++
		case fits(l):
			m.Of++
		}
	}
	return m
}

// PracticeGoal is how many practices a group wants to do in a week together: one in every second of the families that can tell of
// it, and no fewer than three.
func PracticeGoal(families int) int { return max(3, (families+1)/2) }

// WeekOf is the Monday on which the week of a time began, in its own zone.
func WeekOf(t time.Time) time.Time {
	sinceMonday := (int(t.Weekday()) + 6) % 7
	return DayOf(t).AddDays(-sinceMonday).At(0, t.Location())
}

// PlanPractice says when an account wants to try the practice of a lesson, in place of what it has planned before; zero: not now.
type PlanPractice struct {
	Account AccountID
	Lesson  string
	At      time.Time
}

// TellPractice says how it went: done, not yet, or hard.
type TellPractice struct {
	Account AccountID
	Lesson  string
	State   PracticeState
}

func (PlanPractice) act() {}
func (TellPractice) act() {}

// told reports whether this is something that can be said of a practice.
func (s PracticeState) told() bool {
	return slices.Contains([]PracticeState{PracticeDone, PracticeNotYet, PracticeHard}, s)
}
