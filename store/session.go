package store

import (
	"time"

	"asuhbersama/parenting"
)

const sessionColumns = "id, group_id, theme, start, duration, place, state, announced, version"

func readSession(scan scanner) (s parenting.Session) {
	var seconds int64
	scan(&s.ID, &s.Group, &s.Theme, when{&s.Start}, &seconds, &s.Place, &s.State, when{&s.Announced}, &s.Version)
	s.Duration = time.Duration(seconds) * time.Second
	return s
}

// Session gives a session, the zero value if there is none.
func (tx *Tx) Session(id parenting.SessionID) parenting.Session {
	return recall(tx, &tx.store.memo.sessions, id, func() parenting.Session { return tx.sessionOf(id) })
}

func (tx *Tx) sessionOf(id parenting.SessionID) parenting.Session {
	return first(list(tx, readSession, "SELECT "+sessionColumns+" FROM sessions WHERE id = ?", id))
}

// Sessions lists the sessions of a group that end after a time, by their start; whatever their state.
func (tx *Tx) Sessions(g parenting.GroupID, from time.Time) []parenting.Session {
	return list(tx, readSession, "SELECT "+sessionColumns+" FROM sessions WHERE group_id = +? AND start + duration > ? ORDER BY start, id", g, unix(from))
}

// Before gives a session as it was before its last change since it was announced, the zero value if there was none.
func (tx *Tx) Before(id parenting.SessionID) parenting.Session {
	return first(list(tx, readSession, "SELECT "+sessionColumns+" FROM sessions_before WHERE id = ?", id))
}

// coming lists the announced sessions of a group that are not over.
func (tx *Tx) coming(g parenting.GroupID) []parenting.Session {
	var coming []parenting.Session
	for _, s := range tx.Sessions(g, tx.now.Add(-parenting.CheckInAfter)) {
		if s.State == parenting.Announced {
			coming = append(coming, s)
		}
	}
	return coming
}

// raiseSession raises every card of a session, and its group's.
func (tx *Tx) raiseSession(s parenting.SessionID, g parenting.GroupID) {
	tx.raise("subject = ?", s)
	tx.Raise(parenting.CardGroup, int64(g))
	tx.Raise(parenting.CardRegion, 0)
}

func (tx *Tx) plan(by parenting.AccountID, a parenting.Plan) error {
	s := a.Session
	if tx.exec(`INSERT INTO sessions (id, group_id, theme, start, duration, place, state) SELECT ?, id, ?, ?, ?, ?, 'planned' FROM groups WHERE id = ?
		ON CONFLICT DO NOTHING`, s.ID, s.Theme, unix(s.Start), int64(s.Duration/time.Second), s.Place, s.Group) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "plan", Group: s.Group, Subject: int64(s.ID)})
	tx.raiseSession(s.ID, s.Group)
	tx.refire(tx.Session(s.ID), 0, "")
	return nil
}

func (tx *Tx) changeSession(by parenting.AccountID, a parenting.ChangeSession) error {
	s, was := a.Session, tx.Session(a.Session.ID)
	// Families answer to a day and an hour: when these change, what they said before is no answer any more.
	if tx.exec(`UPDATE sessions SET theme = ?1, start = ?2, duration = ?3, place = ?4, version = version + 1,
		announced = iif(state = 'announced' AND start <> ?2, ?8, announced)
		WHERE id = ?5 AND group_id = ?6 AND version = ?7 AND state IN ('planned', 'announced')`,
		s.Theme, unix(s.Start), int64(s.Duration/time.Second), s.Place, s.ID, s.Group, s.Version, unix(tx.now)) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "change session", Group: s.Group, Subject: int64(s.ID)})
	tx.raiseSession(s.ID, s.Group)
	if s = tx.Session(s.ID); s.State == parenting.Announced {
		tx.exec("INSERT OR REPLACE INTO sessions_before ("+sessionColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", was.ID, was.Group, was.Theme,
			unix(was.Start), int64(was.Duration/time.Second), was.Place, was.State, unix(was.Announced), was.Version)
		tx.tellTold(s, parenting.FireChanged)
		tx.inviteAll(s, "version")
	}
	tx.refire(s, 0, "version")
	return nil
}

func (tx *Tx) announce(by parenting.AccountID, a parenting.Announce) error {
	if tx.exec("UPDATE sessions SET state = 'announced', announced = ? WHERE id = ? AND group_id = ? AND version = ? AND state = 'planned'",
		unix(tx.now), a.Session, a.Group, a.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "announce", Group: a.Group, Subject: int64(a.Session)})
	tx.raiseSession(a.Session, a.Group)
	s := tx.Session(a.Session)
	tx.inviteAll(s, "")
	tx.refire(s, 0, "announced")
	return nil
}

func (tx *Tx) cancel(by parenting.AccountID, a parenting.Cancel) error {
	announced := tx.Session(a.Session).State == parenting.Announced
	if tx.exec(`UPDATE sessions SET state = 'cancelled', version = version + 1
		WHERE id = ? AND group_id = ? AND version = ? AND state IN ('planned', 'announced')`, a.Session, a.Group, a.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "cancel", Group: a.Group, Subject: int64(a.Session)})
	tx.raiseSession(a.Session, a.Group)
	if announced {
		s := tx.Session(a.Session)
		told := tx.told(s)
		tx.dropFires("subject = ?", "cancelled", s.ID)
		tx.tell(s, parenting.FireCancel, told)
		tx.tellGroup(s)
	}
	return nil
}

// closeSession ends a session, by a facilitator or by the clock.
func (tx *Tx) closeSession(by parenting.AccountID, a parenting.Close) error {
	if tx.exec("UPDATE sessions SET state = 'closed' WHERE id = ? AND group_id = ? AND state = 'announced'", a.Session, a.Group) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "close", Group: a.Group, Subject: int64(a.Session)})
	tx.raiseSession(a.Session, a.Group)
	s := tx.Session(a.Session)
	tx.dropFires("subject = ?", "closed", s.ID)
	tx.closeFires(s, by)
	return nil
}
