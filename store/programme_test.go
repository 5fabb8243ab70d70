package store

import (
	"testing"

	"asuhbersama/parenting"
)

func TestMonthsOnlyBecomeFewerOnceAFamilyHasJoined(t *testing.T) {
	set := func(months, version int) parenting.SetProgramme {
		return parenting.SetProgramme{Programme: parenting.Programme{Office: "Dinas Tenaga Kerja", Contact: "Bu Tuti", Months: months, Version: version}}
	}
	w := newWorld(t)
	w.do(func(tx *Tx) {
		tx.Coordinate(joko)
		check(t, "at first", tx.Programme(), parenting.Programme{Months: 24, Version: 1})
	})
	w.apply(joko, set(6, 1), set(24, 2)) // nobody has agreed to anything yet
	check(t, "decided on an older version", w.try(joko, set(12, 2)), ErrStale)

	w = melatiWorld(t)
	check(t, "a facilitator", w.try(rina, set(12, 1)), ErrDenied)
	w.apply(joko, set(12, 1))
	w.reopen()
	w.do(func(tx *Tx) {
		check(t, "kept", tx.Programme(), parenting.Programme{
			Office: "Dinas Tenaga Kerja", Contact: "Bu Tuti", Months: 12, Bound: true, Version: 2,
		})
	})
	check(t, "longer again", w.try(joko, set(24, 2)), ErrStale)
	check(t, "a time that is not offered", w.try(joko, set(7, 2)), ErrStale)
	w.apply(joko, set(12, 2)) // the office alone
	check(t, "audited", w.count("SELECT count(*) FROM audit WHERE act = 'set programme' AND account_id = ? AND detail = '12 months'", joko), 2)
}

func TestWhoeverAsksHearsThatAllIsHeld(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) {
		tx.Coordinate(joko)
		check(t, "at first", tx.Programme().Held.IsZero(), true)
	})
	w.apply(joko, parenting.Hold{On: true})
	w.do(func(tx *Tx) { check(t, "held", tx.Programme().Held.IsZero(), false) })
	w.apply(joko, parenting.Hold{})
	w.do(func(tx *Tx) { check(t, "goes on", tx.Programme().Held.IsZero(), true) })
}
