package store

import (
	"testing"

	"asuhbersama/parenting"
)

func TestALessonIsHeldUntilItIsFreed(t *testing.T) {
	hold := func(held bool) parenting.HoldLesson {
		return parenting.HoldLesson{Lesson: "d-oralit-saat-diare", Held: held}
	}
	w := melatiWorld(t)
	check(t, "a facilitator", w.try(rina, hold(true)), ErrDenied)
	check(t, "free already", w.try(joko, hold(false)), ErrStale)
	w.apply(joko, hold(true))
	check(t, "held already", w.try(joko, hold(true)), ErrStale)
	w.reopen()
	w.do(func(tx *Tx) { check(t, "kept", tx.HeldLessons()["d-oralit-saat-diare"], true) })
	w.apply(joko, hold(false))
	w.do(func(tx *Tx) { check(t, "held", len(tx.HeldLessons()), 0) })
	check(t, "audited", w.count("SELECT count(*) FROM audit WHERE act IN ('hold lesson', 'free lesson') AND account_id = ?", joko), 2)
}
