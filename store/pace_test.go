package store

import (
	"slices"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// lesson is when an account's next lesson is due by the clock of Lombok, "" if none is; there is never more than one.
func (w *world) lesson(a parenting.AccountID) (due string) {
	w.Helper()
	w.do(func(tx *Tx) {
		fires := list(tx, readFire, "SELECT "+fireColumns+" FROM fires WHERE outcome IS NULL AND kind = 'lesson' AND reader = ?", a)
		if len(fires) > 1 {
			w.Errorf("%d lessons are to come to %d", len(fires), a)
		}
		for _, f := range fires {
			due = f.Due.In(parenting.ProvinceZone("52")).Format("Mon 02 15.04")
		}
	})
	return due
}

func TestLessonsFollowWhatChanges(t *testing.T) {
	const husband, pHusband = 108, 308
	w := melatiWorld(t)
	check(t, "usual", w.lesson(sari), "Fri 12 18.30")
	check(t, "none of an officer's own", w.lesson(rina), "")

	pace := parenting.SetPace{Account: sari, Days: parenting.WeekdaysOf(time.Thursday), Hour: 7 * 60}
	check(t, "by another", w.try(rina, pace), ErrDenied)
	w.apply(sari, pace)
	check(t, "as chosen", w.lesson(sari), "Thu 11 07.00")
	pace.Until = w.time.AddDate(0, 0, 7)
	w.apply(sari, pace)
	check(t, "paused", w.lesson(sari), "Thu 18 07.00")
	pace.Until, pace.Days = time.Time{}, 0
	w.apply(sari, pace)
	check(t, "stopped", w.lesson(sari), "")
	pace.Days = parenting.WeekdaysOf(time.Tuesday)
	w.apply(sari, pace, parenting.Stop{Account: sari})
	check(t, "no messages at all", w.lesson(sari), "")
	w.apply(sari, parenting.Resume{Account: sari})
	check(t, "messages again", w.lesson(sari), "Tue 16 07.00")
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "Forbidden: bot was blocked by the user") })
	check(t, "out of reach", w.lesson(sari), "")
	w.do(func(tx *Tx) { tx.Touch(sari, w.time) })
	check(t, "reached again", w.lesson(sari), "Tue 16 07.00")

	w.carer(husband, pHusband, true)
	check(t, "in Riyadh", w.lesson(husband), "Fri 12 23.30")
	var family parenting.Family
	w.do(func(tx *Tx) { family = tx.Family(famSari) })
	family.Where = "JP"
	w.apply(sari, parenting.Describe{Family: family})
	check(t, "in Tokyo", w.lesson(husband), "Fri 12 17.30")
	family.Where, family.Version = "", family.Version+1
	w.apply(sari, parenting.Describe{Family: family})
	check(t, "nobody says where", w.lesson(husband), "Fri 12 18.30")
	family.Where, family.Version = "JP", family.Version+1
	w.apply(sari, parenting.Describe{Family: family})
	var group parenting.Group
	w.do(func(tx *Tx) { group = tx.Group(melati) })
	group.Province = "11"
	w.apply(joko, parenting.Invite{Link: link("all", parenting.LinkFacilitate, joko)})
	w.apply(rina, parenting.Claim{Token: "all", Account: rina, Role: parenting.Founder, Name: "Bu Rina"}, parenting.ChangeGroup{Group: group})
	check(t, "the group has moved to Aceh", w.lesson(sari), "Tue 16 08.00")
	check(t, "which is not where he is", w.lesson(husband), "Fri 12 17.30")

	w.apply(sari, parenting.Leave{Person: pSari, Family: famSari, Group: melati})
	check(t, "left", w.lesson(sari), "")
	check(t, "nothing is kept of it", w.count("SELECT count(*) FROM paces WHERE account_id = ?", sari), 0)
	check(t, "who stays", w.lesson(husband), "Fri 12 17.30")
}

// TestTheNextLessonAlwaysComes: whatever becomes of one, its fire is due again; and after four days off there is no more than one.
func TestTheNextLessonAlwaysComes(t *testing.T) {
	w := melatiWorld(t)
	queue := func() (queued []Ref) {
		w.do(func(tx *Tx) {
			tx.QueueDue(100, false)
			queued = slices.DeleteFunc(tx.Queued(), func(r Ref) bool { return r.Chat != parenting.ChatID(sari) })
		})
		w.reopen()
		return queued
	}
	end := func(f func(*Tx, int64)) {
		t.Helper()
		refs := queue()
		check(t, "how many", len(refs), 1)
		w.do(func(tx *Tx) { tx.Claim(refs[0].ID); f(tx, refs[0].ID) })
	}
	at := func(day, hour int) { w.time = time.Date(2026, time.June, day, hour-8, 31, 0, 0, time.UTC) }
	at(12, 18)
	end(func(tx *Tx, id int64) { tx.Sent(id, 1) })
	check(t, "after one that was sent", w.lesson(sari), "Tue 16 18.30")
	at(16, 19)
	end(func(tx *Tx, id int64) { tx.Dropped(id, "budget") })
	check(t, "after one too many", w.lesson(sari), "Fri 19 18.30")
	at(19, 18)
	end(func(tx *Tx, id int64) { tx.Failed(id, "Bad Request") })
	check(t, "after one that failed", w.lesson(sari), "Tue 23 18.30")
	at(27, 10) // two were due meanwhile
	check(t, "what is stale is not queued", len(queue()), 0)
	check(t, "after days off", w.lesson(sari), "Tue 30 18.30")
	check(t, "with a record", w.count("SELECT count(*) FROM outbox WHERE state = 'skipped' AND reason = 'stale'"), 1)
	check(t, "and of the one too many", w.count("SELECT count(*) FROM outbox WHERE state = 'skipped' AND reason = 'budget'"), 1)
	check(t, "one fire", w.count("SELECT count(*) FROM fires WHERE kind = 'lesson'"), 1)
}

func TestSilenceEndsLessonsUntilSomethingIsHeard(t *testing.T) {
	w := melatiWorld(t)
	w.time = w.time.AddDate(0, 0, 22)
	w.do(func(tx *Tx) {
		p := tx.PaceOf(sari)
		p.Asked = tx.Now()
		if err := tx.Apply(parenting.Rights{}, p.Set()); err != nil {
			t.Fatal(err)
		}
	})
	check(t, "asked", w.lesson(sari), "")
	w.time = w.time.AddDate(0, 0, 5) // a Tuesday
	w.do(func(tx *Tx) { tx.Touch(sari, w.time) })
	check(t, "heard of again", w.lesson(sari), "Tue 07 18.30")
}

// TestLessonsCountInTheWeeksBudget: those that came of their own accord, in a week, beside the announcements, and not an officer's.
func TestLessonsCountInTheWeeksBudget(t *testing.T) {
	w := melatiWorld(t)
	give := func(id string, unasked bool) {
		by := parenting.Rights{}
		w.do(func(tx *Tx) {
			if !unasked {
				by = tx.Rights(sari)
			}
			if err := tx.Apply(by, parenting.GiveLesson{Account: sari, Lesson: id, Unasked: unasked}); err != nil {
				t.Fatal(err)
			}
		})
	}
	unasked := func() (n int) {
		w.do(func(tx *Tx) { n = tx.Unasked(sari) })
		return n
	}
	give("a", true)
	w.time = w.time.AddDate(0, 0, 5)
	give("b", true)
	give("c", false)
	check(t, "two came of their own accord", unasked(), 2)
	w.begin(flood, parenting.ToFamilies)
	w.sendAll(flood)
	check(t, "and an announcement", unasked(), 3)
	w.begin(drill, parenting.ToFamilies)
	check(t, "no other announcement", w.standing(drill, sari), "skipped budget")
	w.time = w.time.AddDate(0, 0, 3)
	check(t, "the first is a week old", unasked(), 2)
}

// TestNoLessonIsDueForEver: a fire that nobody's pace moves on is skipped.
func TestNoLessonIsDueForEver(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.AddFire(parenting.Fire{Due: w.time, Kind: parenting.FireLesson, Reader: rina})
		tx.exec("UPDATE paces SET days = 0 WHERE account_id = ?", sari)
	})
	w.time = w.time.AddDate(0, 0, 7)
	w.do(func(tx *Tx) { tx.QueueDue(100, false) })
	check(t, "to come", w.count("SELECT count(*) FROM fires WHERE kind = 'lesson' AND outcome IS NULL"), 0)
}
