package store

import (
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

const paceColumns = "account_id, days, hour, zone, until, asked"

func readPace(scan scanner) (p parenting.Pace) {
	var zone string
	scan(&p.Account, &p.Days, &p.Hour, &zone, when{&p.Until}, when{&p.Asked})
	p.Zone = parenting.ClockNamed(zone)
	return p
}

// PaceOf gives the pace at which lessons come to an account, the zero value if none ever do.
func (tx *Tx) PaceOf(a parenting.AccountID) parenting.Pace {
	return first(list(tx, readPace, "SELECT "+paceColumns+" FROM paces WHERE account_id = ?", a))
}

// Unasked counts the messages that an account has got in the last week of their own accord, those that count in its budget.
func (tx *Tx) Unasked(a parenting.AccountID) (n int) {
	tx.get("SELECT "+unasked+" FROM (SELECT ?1 AS id) a", []any{a, since(tx.now)}, &n)
	return n
}

func (tx *Tx) setPace(a parenting.SetPace) error {
	if tx.exec("UPDATE paces SET days = ?, hour = ?, until = ?, asked = ? WHERE account_id = ?", a.Days, a.Hour, unix(a.Until), unix(a.Asked), a.Account) == 0 {
		return ErrStale
	}
	tx.fireLesson(a.Account, "renewed")
	return nil
}

// beginLessons lets lessons come to who has joined, at the usual pace.
func (tx *Tx) beginLessons(a parenting.AccountID) {
	p := parenting.DefaultPace(a, flows.ReaderZone(tx, a))
	tx.exec("INSERT INTO paces (account_id, days, hour, zone) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", a, p.Days, p.Hour, p.Zone.String())
}

// fireLesson makes the fire of an account's next lesson right after anything that it depends on has changed: the pace, the clock that the
// account lives by, whether it wants messages and can be reached.
func (tx *Tx) fireLesson(a parenting.AccountID, why string) {
	p := tx.PaceOf(a)
	if p.Account == 0 {
		return
	}
	if len(tx.Rights(a).People) == 0 {
		tx.exec("DELETE FROM paces WHERE account_id = ?", a)
		tx.dropFires("reader = ? AND kind = 'lesson'", why, a)
		return
	}
	if zone := flows.ReaderZone(tx, a); zone.String() != p.Zone.String() {
		p.Zone = zone
		tx.exec("UPDATE paces SET zone = ? WHERE account_id = ?", zone.String(), a)
	}
	due, expires, wanted := p.Next(tx.now)
	account := tx.Account(a)
	wanted = wanted && account.Reachable && !account.Stopped
	var id int64
	var at time.Time
	stands := tx.get("SELECT id, due FROM fires WHERE reader = ? AND kind = 'lesson' AND outcome IS NULL", []any{a}, &id, when{&at})
	if stands && wanted && at.Equal(due) {
		return
	}
	if stands {
		tx.dropFires("id = ?", why, id)
	}
	if wanted {
		tx.AddFire(parenting.Fire{Due: due, Kind: parenting.FireLesson, Reader: a, Expires: expires})
	}
}

// moveLessons moves the fires of lessons that are due now on to when the next ones are, those of one pace together. Whatever becomes of
// what is due now, the next comes.
func (tx *Tx) moveLessons(due []int64) {
	type group struct {
		pace  parenting.Pace
		fires string
	}
	alike := list(tx, func(scan scanner) (g group) {
		g.pace = readPace(func(into ...any) { scan(append(into, &g.fires)...) })
		return g
	}, `SELECT max(account_id), days, hour, zone, until, asked, json_group_array(f.id) FROM json_each(?) s CROSS JOIN fires f ON f.id = s.value
		CROSS JOIN paces p ON p.account_id = f.reader GROUP BY days, hour, zone, until, asked`, jsonOf(due))
	moved := 0
	for _, g := range alike {
		if next, expires, ok := g.pace.Next(tx.now); ok {
			moved += tx.exec("UPDATE fires SET due = ?, expires = ? WHERE id IN (SELECT value FROM json_each(?))", unix(next), unix(expires), g.fires)
		}
	}
	if moved < len(due) { // nobody's, by a mistake of ours: it must not be due for ever
		tx.exec(`UPDATE fires SET outcome = 'skipped: gone', done = ?1 WHERE id IN (SELECT value FROM json_each(?2)) AND outcome IS NULL AND due <= ?1`,
			unix(tx.now), jsonOf(due))
	}
}

// again hears of somebody after weeks of silence, in which lessons had stopped.
func (tx *Tx) again(a parenting.AccountID) {
	if tx.exec("UPDATE paces SET asked = 0 WHERE account_id = ? AND asked <> 0", a) > 0 {
		tx.woken = a
		tx.fireLesson(a, "")
	}
}

// Woken reports whether an account that [Tx.Touch] has just heard of was asked before, after weeks of silence, if lessons are still wanted.
func (tx *Tx) Woken(a parenting.AccountID) bool { return tx.woken == a }

// otherClock makes right what is due of lessons where a group, or the place in which people of it work, has another clock.
func (tx *Tx) otherClock(where string, args ...any) {
	for _, a := range ids[parenting.AccountID](tx, "SELECT DISTINCT account_id FROM people WHERE account_id IS NOT NULL AND "+where, args...) {
		tx.fireLesson(a, "another zone")
	}
}
