package store

import (
	"errors"
	"testing"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

const calls, voices = "a-jam-telepon", "a-suara-sebelum-tidur"

// had is what an account has had of a lesson.
func (w *world) had(a parenting.AccountID, lesson string) (had parenting.Had) {
	w.Helper()
	w.do(func(tx *Tx) {
		for _, h := range tx.Had(a) {
			if h.Lesson == lesson {
				had = h
			}
		}
	})
	return had
}

// practised is what Kelompok Melati has done this week.
func (w *world) practised() (n int) {
	w.Helper()
	w.do(func(tx *Tx) { n = tx.Practised(melati, parenting.WeekOf(w.time.In(parenting.ProvinceZone("52")))) })
	return n
}

func plans(a parenting.AccountID, at time.Time) parenting.PlanPractice {
	return parenting.PlanPractice{Account: a, Lesson: calls, At: at}
}

func tells(a parenting.AccountID, s parenting.PracticeState) parenting.TellPractice {
	return parenting.TellPractice{Account: a, Lesson: calls, State: s}
}

func TestAPracticeIsAskedAboutOnceAndTheNewestPlanCounts(t *testing.T) {
	w := melatiWorld(t)
	open := func() int {
		return w.count("SELECT coalesce(sum(due), 0) FROM fires WHERE kind = 'practice' AND outcome IS NULL")
	}
	at := func(day, hour int) time.Time {
		return time.Date(2026, 6, day, hour, 0, 0, 0, parenting.ProvinceZone("52"))
	}
	w.apply(sari, parenting.GiveLesson{Account: sari, Lesson: calls}, plans(sari, at(12, 20)), plans(sari, at(14, 7)))
	check(t, "asked", open(), int(at(15, 9).Unix()))
	check(t, "what was planned", w.had(sari, calls), parenting.Had{Lesson: calls, At: w.time, Practice: parenting.PracticePlanned, Planned: at(14, 7).UTC()})

	w.apply(sari, plans(sari, time.Time{}))
	check(t, "not after all", open(), 0)
	check(t, "what is left", w.had(sari, calls), parenting.Had{Lesson: calls, At: w.time})

	w.carer(husband, pHusband, true)
	w.apply(husband, plans(husband, at(12, 20))) // 15.00 in Arab Saudi: asked at nine there
	check(t, "asked abroad", open(), int(time.Date(2026, 6, 13, 6, 0, 0, 0, time.UTC).Unix()))
	w.apply(husband, parenting.Leave{Person: pHusband, Family: famSari, Group: melati})
	check(t, "who has left", open(), 0)
	check(t, "what is kept of who has left", w.count("SELECT count(*) FROM lessons WHERE account_id = ?", husband), 0)
}

func TestWhatIsToldOfAPractice(t *testing.T) {
	w := melatiWorld(t)
	first := w.time
	w.apply(sari, tells(sari, parenting.PracticeDone))
	w.time = w.time.Add(time.Hour)
	w.apply(sari, tells(sari, parenting.PracticeDone))
	check(t, "told twice", w.had(sari, calls).Done, first)
	w.apply(sari, tells(sari, parenting.PracticeHard))
	check(t, "put right", w.had(sari, calls).Done, time.Time{})
	w.apply(sari, tells(sari, parenting.PracticeDone), plans(sari, w.time.Add(time.Hour)))
	check(t, "done, and planned once more", []any{w.had(sari, calls).Done, w.had(sari, calls).Practice}, []any{w.time, parenting.PracticePlanned})
	w.apply(sari, plans(sari, time.Time{}))
	check(t, "once was enough", w.had(sari, calls).Practice, parenting.PracticeDone)
	w.apply(sari, plans(sari, w.time.Add(time.Hour)), tells(sari, parenting.PracticeNotYet))
	check(t, "not once more", []any{w.had(sari, calls).Done, w.had(sari, calls).Practice}, []any{w.time, parenting.PracticeNotYet})
	for _, act := range []parenting.Act{
		tells(sari, parenting.PracticePlanned), tells(sari, "forged"), tells(husband, parenting.PracticeDone), plans(husband, w.time),
	} {
		if err := w.try(sari, act); !errors.Is(err, ErrDenied) {
			t.Errorf("%+v: %v", act, err)
		}
	}
	if err := w.try(joko, plans(joko, w.time)); !errors.Is(err, ErrDenied) { // who has nobody to try it with
		t.Errorf("%v", err)
	}
}

func TestAGroupCountsItsFamiliesTogether(t *testing.T) {
	w := melatiWorld(t)
	w.carer(husband, pHusband, true)
	w.apply(sari, tells(sari, parenting.PracticeDone))
	w.apply(husband, tells(husband, parenting.PracticeDone))
	check(t, "one practice of one family", w.practised(), 1)
	w.apply(husband, parenting.TellPractice{Account: husband, Lesson: voices, State: parenting.PracticeDone})
	w.apply(sari, parenting.TellPractice{Account: sari, Lesson: voices, State: parenting.PracticeHard})
	check(t, "two", w.practised(), 2)
	w.do(func(tx *Tx) { check(t, "of another group", tx.Practised(other, time.Time{}), 0) })
	w.time = w.time.Add(7 * 24 * time.Hour)
	check(t, "next week", w.practised(), 0)
}

func TestALessonIsSharedOnceWithEachPhone(t *testing.T) {
	w := melatiWorld(t)
	w.carer(husband, pHusband, true)
	share := parenting.ShareLesson{Lesson: calls, Family: famSari, Group: melati}
	sent := func(a parenting.AccountID) int {
		return w.count("SELECT count(*) FROM fires WHERE kind = 'shared' AND reader = ?", a)
	}
	if err := w.try(rina, share); !errors.Is(err, ErrStale) {
		t.Errorf("to who agreed to the text before the lessons: %v", err)
	}
	for account, person := range map[parenting.AccountID]parenting.PersonID{sari: pSari, husband: pHusband} {
		w.apply(account, parenting.Agree{Person: person, Family: famSari, Group: melati, Version: parenting.ConsentVersion})
	}
	w.apply(husband, parenting.Stop{Account: husband})
	w.apply(sari, parenting.GiveLesson{Account: sari, Lesson: calls}) // she has read it: what a facilitator sends is another matter
	w.time = time.Date(2026, 6, 10, 22, 0, 0, 0, parenting.ProvinceZone("52")).UTC()
	w.apply(rina, share)
	check(t, "to whom", []int{sent(sari), sent(husband)}, []int{1, 0})
	check(t, "in the morning", w.count("SELECT due FROM fires WHERE kind = 'shared'"), int(w.time.Add(8*time.Hour).Unix()))
	check(t, "what she has read", []any{w.had(sari, calls).Unasked, w.had(sari, calls).Shared}, []any{false, w.time})
	w.do(func(tx *Tx) {
		check(t, "counts in her week", tx.Unasked(sari), 1)
		check(t, "no other lesson beside it", flows.Fired(tx, parenting.Fire{Kind: parenting.FireLesson, Reader: sari}).Skipped, "had one")
	})
	if err := w.try(rina, share); !errors.Is(err, ErrStale) {
		t.Errorf("a second time: %v", err)
	}
	w.apply(husband, parenting.Resume{Account: husband}, parenting.SetPace{Account: husband, Hour: 9 * 60}) // no lessons, please
	if err := w.try(rina, share); !errors.Is(err, ErrStale) {
		t.Errorf("to who wants none: %v", err)
	}
	w.apply(husband, parenting.SetPace{Account: husband, Days: parenting.WeekdaysOf(time.Sunday), Hour: 9 * 60})
	w.apply(rina, share)
	check(t, "who did not get it", []int{sent(sari), sent(husband)}, []int{1, 1})
	w.do(func(tx *Tx) { check(t, "counts in his week", tx.Unasked(husband), 1) })
	for _, c := range []struct {
		by   parenting.AccountID
		act  parenting.ShareLesson
		want error
	}{
		{sari, share, ErrDenied},
		{joko, share, ErrDenied},
		{rina, parenting.ShareLesson{Lesson: calls, Family: famNew, Group: melati}, ErrStale},   // no such family
		{rina, parenting.ShareLesson{Lesson: calls, Family: famNenek, Group: melati}, ErrStale}, // without Telegram
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d, %+v: %v", c.by, c.act, err)
		}
	}
}
