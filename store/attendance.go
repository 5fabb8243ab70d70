package store

import (
	"fmt"

	"asuhbersama/parenting"
)

const attendanceColumns = "session_id, family_id, presence, who, how, at"

func readAttendance(scan scanner) (a parenting.Attendance) {
	scan(&a.Session, &a.Family, &a.Presence, &a.Who, &a.How, when{&a.At})
	return a
}

// Present gives what is known of a family at a session, the zero value while nothing is.
func (tx *Tx) Present(s parenting.SessionID, f parenting.FamilyID) parenting.Attendance {
	return first(list(tx, readAttendance, "SELECT "+attendanceColumns+" FROM attendance WHERE session_id = ? AND family_id = ?", s, f))
}

// Attendance gives what is known of all families at a session. Families that have left are counted under negative ids.
func (tx *Tx) Attendance(s parenting.SessionID) map[parenting.FamilyID]parenting.Attendance {
	all := map[parenting.FamilyID]parenting.Attendance{}
	for _, a := range list(tx, readAttendance, "SELECT "+attendanceColumns+" FROM attendance WHERE session_id = ?", s) {
		all[a.Family] = a
	}
	return all
}

// Shown lists the codes that were on a screen, in the order of their slots.
func (tx *Tx) Shown(s parenting.SessionID) []parenting.Shown {
	read := func(scan scanner) (c parenting.Shown) { scan(&c.Slot, when{&c.At}); return c }
	return list(tx, read, "SELECT slot, shown FROM codes WHERE session_id = +? ORDER BY slot", s)
}

// WrongTries counts the wrong codes that an account has given for a session.
func (tx *Tx) WrongTries(s parenting.SessionID, a parenting.AccountID) (n int) {
	tx.get("SELECT tries FROM wrong_tries WHERE session_id = ? AND account_id = ?", []any{s, a}, &n)
	return n
}

func (tx *Tx) wrongCode(a parenting.WrongCode) error {
	tx.exec("INSERT INTO wrong_tries (session_id, account_id, tries) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET tries = tries + 1", a.Session, a.Account)
	return nil
}

// held gives the session if it and the family lie in the group.
func (tx *Tx) held(s parenting.SessionID, f parenting.FamilyID, g parenting.GroupID) (parenting.Session, bool) {
	session := tx.Session(s)
	return session, session.ID != 0 && session.Group == g && tx.Family(f).Group == g
}

// belongs reports whether a person is of the family, or nobody in particular.
func (tx *Tx) belongs(p parenting.PersonID, f parenting.FamilyID) bool {
	return p == 0 || tx.Person(p).Family == f
}

func (tx *Tx) mark(by parenting.AccountID, a parenting.Attendance) {
	tx.exec(`INSERT INTO attendance (session_id, family_id, presence, who, how, by_account, at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET presence = excluded.presence, who = excluded.who, how = excluded.how, by_account = excluded.by_account, at = excluded.at`,
		a.Session, a.Family, a.Presence, a.Who, a.How, by, unix(a.At))
}

func (tx *Tx) checkIn(by parenting.AccountID, a parenting.CheckIn) error {
	s, ok := tx.held(a.Session, a.Family, a.Group)
	if !ok || !s.CheckInOpen(a.At) || !tx.belongs(a.Who, a.Family) {
		return ErrStale
	}
	if tx.Present(a.Session, a.Family).Presence.Came() {
		return nil
	}
	tx.mark(by, parenting.Attendance{Session: a.Session, Family: a.Family, Presence: s.Arrival(a.How, a.At), Who: a.Who, How: a.How, At: a.At})
	tx.raiseFamily(a.Session, a.Group, a.Family)
	return nil
}

func (tx *Tx) cameAs(a parenting.CameAs) error {
	s, ok := tx.held(a.Session, a.Family, a.Group)
	known := tx.Present(a.Session, a.Family)
	if !ok || !known.Presence.Came() || !tx.belongs(a.Who, a.Family) {
		return ErrStale
	}
	presence := known.Presence
	switch {
	case a.Who == 0:
		presence = parenting.Represented
	case presence == parenting.Represented:
		presence = s.Arrival(known.How, known.At)
	}
	tx.exec("UPDATE attendance SET who = ?, presence = ? WHERE session_id = ? AND family_id = ?", a.Who, presence, a.Session, a.Family)
	tx.raiseFamily(a.Session, a.Group, a.Family)
	return nil
}

func (tx *Tx) tick(by parenting.AccountID, a parenting.Tick) error {
	s, ok := tx.held(a.Session, a.Family, a.Group)
	if !ok || !s.Correctable(tx.now) || !tx.belongs(a.Who, a.Family) {
		return ErrStale
	}
	known := tx.Present(a.Session, a.Family)
	switch {
	case a.Here && known.Presence.Came() && (a.Who == 0 || a.Who == known.Who):
		return nil
	case a.Here && known.Presence.Came():
		tx.exec("UPDATE attendance SET who = ? WHERE session_id = ? AND family_id = ?", a.Who, a.Session, a.Family)
	case a.Here:
		known.Presence = s.Arrival(parenting.ByTick, tx.now)
		tx.mark(by, parenting.Attendance{
			Session: a.Session, Family: a.Family, Presence: known.Presence, Who: a.Who, How: parenting.ByTick, At: tx.now,
		})
	default:
		if tx.exec("DELETE FROM attendance WHERE session_id = ? AND family_id = ?", a.Session, a.Family) == 0 {
			return nil
		}
		known.Presence = ""
	}
	tx.record(by, parenting.Entry{Act: "tick", Group: a.Group, Subject: int64(a.Session), Family: a.Family, Detail: string(known.Presence)})
	tx.raiseFamily(a.Session, a.Group, a.Family)
	return nil
}

func (tx *Tx) correct(by parenting.AccountID, a parenting.Correct) error {
	s, ok := tx.held(a.Session, a.Family, a.Group)
	if !ok || !s.Correctable(tx.now) {
		return ErrStale
	}
	known := tx.Present(a.Session, a.Family)
	before := known.Presence
	if before == "" {
		before = parenting.Missing
	}
	known.Session, known.Family, known.Presence, known.How = a.Session, a.Family, a.Presence, parenting.ByEdit
	if known.At.IsZero() {
		known.At = tx.now
	}
	if !a.Presence.Came() {
		known.Who = 0
	}
	tx.mark(by, known)
	tx.record(by, parenting.Entry{
		Act: "correct", Group: a.Group, Subject: int64(a.Session), Family: a.Family, Detail: fmt.Sprintf("%s > %s", before, a.Presence), Why: a.Why,
	})
	tx.raiseFamily(a.Session, a.Group, a.Family)
	return nil
}
