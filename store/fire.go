package store

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// Fire is a notice in the table of those that are due.
type Fire struct {
	ID int64
	parenting.Fire
}

// talk is what people say to each other.
const talk = "kind IN ('said', 'late')"

const fireColumns = "id, due, kind, subject, version, reader, expires"

func readFire(scan scanner) (f Fire) {
	scan(&f.ID, when{&f.Due}, &f.Kind, &f.Subject, &f.Version, &f.Reader, when{&f.Expires})
	return f
}

// How long after they were due notices about no meeting to come still make sense.
const (
	thanksLast = 24 * time.Hour
	newsLasts  = 7 * 24 * time.Hour
)

// ClockFires lists what is due and read by nobody, at most limit, the oldest first.
func (tx *Tx) ClockFires(limit int) []Fire {
	return list(tx, readFire, "SELECT "+fireColumns+` FROM fires INDEXED BY fires_clock
		WHERE outcome IS NULL AND reader = 0 AND due <= ? ORDER BY due, id LIMIT +?`, unix(tx.now), limit)
}

// QueueDue queues what is due and has a reader, at most limit, the oldest first: as calls that have no words yet, see [Tx.Claim]. What
// people say to each other waits behind nothing else, and it alone is queued in a crowd, while enough waits in the outbox. What has grown
// stale takes no place in the line. The fires of lessons are due again: what became of one is noted with its call. It gives how many were
// queued.
func (tx *Tx) QueueDue(limit int, crowd bool) (queued int) {
	var due, once, lessons []int64
	look := func(from string) {
		tx.each("SELECT id, kind = 'lesson' FROM fires INDEXED BY "+from+" AND due <= ? ORDER BY due, id LIMIT +?",
			[]any{unix(tx.now), limit - len(due)}, func(scan scanner) {
				id, again := int64(0), false
				scan(&id, &again)
				due = append(due, id)
				if again {
					lessons = append(lessons, id)
				} else {
					once = append(once, id)
				}
			})
	}
	look("fires_talk WHERE outcome IS NULL AND " + talk)
	if !crowd {
		look("fires_due WHERE outcome IS NULL AND reader <> 0 AND NOT " + talk)
	}
	if len(once) > 0 {
		tx.exec(`UPDATE fires SET outcome = iif(expires BETWEEN 1 AND ?1, 'skipped: stale', 'queued'), done = ?1
			WHERE id IN (SELECT value FROM json_each(?2))`, unix(tx.now), jsonOf(once))
	}
	if len(due) == 0 {
		return 0
	}
	const wordless = `INSERT INTO outbox (state, lane, chat, method, fire, expires, queued, reason, ended)
		SELECT iif(late, 'skipped', 'queued'), iif(` + talk + `, ?4, ?1), iif(late, 0, reader), '', id, expires, ?2, iif(late, 'stale', ''), iif(late, ?2, 0)
		FROM (SELECT *, expires BETWEEN 1 AND ?2 AS late FROM fires WHERE id IN (SELECT value FROM json_each(?3)) AND (outcome = 'queued' OR kind = 'lesson'))
		ORDER BY due, id RETURNING id, lane, chat, ended`
	tx.each(wordless, []any{Notices, unix(tx.now), jsonOf(due), Replies}, func(scan scanner) {
		r, ended := Ref{}, int64(0)
		scan(&r.ID, &r.Lane, &r.Chat, &ended)
		if ended == 0 {
			tx.queued = append(tx.queued, r)
			queued++
		}
	})
	if len(lessons) > 0 {
		tx.moveLessons(lessons)
	}
	return queued
}

// NextFire is when the next fire is due, of those that a crowd does not keep waiting if there is one; zero if none is.
func (tx *Tx) NextFire(crowd bool) (due time.Time) {
	next := "SELECT min(due) AS due FROM fires WHERE outcome IS NULL"
	if crowd {
		next = "SELECT min(due) AS due FROM fires INDEXED BY fires_clock WHERE outcome IS NULL AND reader = 0 UNION ALL " + next + " AND " + talk
	}
	tx.get("SELECT coalesce(min(due), 0) FROM ("+next+")", nil, when{&due})
	return due
}

// FireOf gives a fire by its id, due or done.
func (tx *Tx) FireOf(id int64) (Fire, bool) {
	f := first(list(tx, readFire, "SELECT "+fireColumns+" FROM fires WHERE id = ?", id))
	return f, f.ID != 0
}

// FireDone writes what became of a due fire: "queued", "done", "failed" or "skipped: " and the reason.
func (tx *Tx) FireDone(id int64, outcome string) {
	tx.exec("UPDATE fires SET outcome = ?, done = ? WHERE id = ?", outcome, unix(tx.now), id)
}

// AddFire adds a fire. One that is over before it is due is kept all the same, to be skipped with its reason.
func (tx *Tx) AddFire(f parenting.Fire) {
	tx.exec("INSERT INTO fires (due, kind, subject, version, reader, expires) VALUES (?, ?, ?, ?, ?, ?)",
		unix(f.Due), f.Kind, f.Subject, f.Version, f.Reader, unix(f.Expires))
}

// dropFires skips what is due and meets a condition.
func (tx *Tx) dropFires(where, why string, args ...any) {
	tx.exec("UPDATE fires SET outcome = 'skipped: ' || ?, done = ? WHERE outcome IS NULL AND "+where, append([]any{why, unix(tx.now)}, args...)...)
}

// reader is an account that carries people of a group and may be told of its meetings.
type reader struct {
	parenting.Reader
	told bool // at home, or the only one of a family who can be reached
}

// readers lists them, or only one; of the families that came to a session, if that is given.
func (tx *Tx) readers(g parenting.GroupID, only parenting.AccountID, came parenting.SessionID) []reader {
	home := tx.zone(g)
	return list(tx, func(scan scanner) reader {
		r, where := reader{Reader: parenting.Reader{Zone: home}}, ""
		scan(&r.Account, &r.Abroad, &where, &r.told)
		if zone, ok := parenting.PlaceZone(where); ok && r.Abroad {
			r.Zone = zone
		}
		return r
	}, `SELECT p.account_id, min(p.abroad), max(f.away_in), max(p.abroad = 0 OR NOT EXISTS (
			SELECT 1 FROM people h JOIN accounts ha ON ha.id = h.account_id
			WHERE h.group_id = p.group_id AND h.family_id = p.family_id AND h.abroad = 0 AND ha.reachable AND NOT ha.stopped))
		FROM people p JOIN families f ON f.group_id = p.group_id AND f.id = p.family_id JOIN accounts a ON a.id = p.account_id
		WHERE p.group_id = +?1 AND a.reachable AND NOT a.stopped AND (?2 = 0 OR p.account_id = ?2) AND (?3 = 0 OR EXISTS (
			SELECT 1 FROM attendance t WHERE t.session_id = ?3 AND t.family_id = p.family_id AND t.presence IN ('present', 'late', 'represented')))
		GROUP BY p.account_id ORDER BY p.account_id`, g, only, came)
}

// leaders lists the facilitators of a group who may be told.
func (tx *Tx) leaders(g parenting.GroupID) []parenting.AccountID {
	return ids[parenting.AccountID](tx, `SELECT a.id FROM grants g JOIN accounts a ON a.id = g.account_id
		WHERE g.group_id = +? AND g.role = 'facilitator' AND a.reachable AND NOT a.stopped ORDER BY a.id`, g)
}

// inviteAll announces a session to everyone who was not told yet, and to the group's chat.
func (tx *Tx) inviteAll(s parenting.Session, why string) {
	tx.dropFires("subject = ? AND kind IN ('invite', 'tally')", why, s.ID)
	for _, r := range tx.readers(s.Group, 0, 0) {
		tx.inviteOne(s, r)
	}
	tx.tellGroup(s)
}

// tellGroup lets the session's card appear in the group's chat once more, once for each version.
func (tx *Tx) tellGroup(s parenting.Session) {
	var shown bool
	tx.get("SELECT EXISTS (SELECT 1 FROM fires WHERE subject = ? AND reader = 0 AND kind = 'tally' AND version = ? AND outcome IN ('queued', 'sent'))",
		[]any{s.ID, s.Version}, &shown)
	if !shown && tx.Group(s.Group).Chat != 0 {
		tx.AddFire(parenting.Fire{
			Due: parenting.Polite(tx.now, tx.zone(s.Group)), Kind: parenting.FireTally, Subject: int64(s.ID), Version: s.Version, Expires: s.Start,
		})
	}
}

// inviteOne announces a session to a reader who was not told and is not about to be.
func (tx *Tx) inviteOne(s parenting.Session, r reader) {
	var knows bool
	tx.get(`SELECT EXISTS (SELECT 1 FROM fires WHERE subject = ? AND reader = ? AND kind = 'invite'
		AND (outcome IS NULL OR outcome IN ('queued', 'sent')))`, []any{s.ID, r.Account}, &knows)
	if r.told && !knows && s.Start.After(tx.now) {
		tx.AddFire(parenting.Fire{
			Due: parenting.Polite(tx.now, r.Zone), Kind: parenting.FireInvite, Subject: int64(s.ID), Version: s.Version, Reader: r.Account, Expires: s.Start,
		})
	}
}

// told lists who was told of a session and may be told more.
func (tx *Tx) told(s parenting.Session) []reader {
	told := ids[parenting.AccountID](tx, "SELECT reader FROM fires WHERE subject = ? AND kind = 'invite' AND outcome IN ('queued', 'sent')", s.ID)
	return slices.DeleteFunc(tx.readers(s.Group, 0, 0), func(r reader) bool { return !slices.Contains(told, r.Account) })
}

// tell lets a notice about a session go to readers.
func (tx *Tx) tell(s parenting.Session, kind parenting.FireKind, readers []reader) {
	for _, r := range readers {
		tx.AddFire(parenting.Fire{
			Due: parenting.Polite(tx.now, r.Zone), Kind: kind, Subject: int64(s.ID), Version: s.Version, Reader: r.Account, Expires: s.Start,
		})
	}
}

// tellTold tells everyone who was told before that a session has changed.
func (tx *Tx) tellTold(s parenting.Session, kind parenting.FireKind) {
	tx.dropFires("subject = ? AND kind = ?", "version", s.ID, kind)
	tx.tell(s, kind, tx.told(s))
}

// refire puts the reminders of an announced session in the place of those that were due before: all of them, or one account's.
func (tx *Tx) refire(s parenting.Session, only parenting.AccountID, why string) {
	tx.dropFires("subject = ? AND (? = 0 OR reader = ?) AND kind IN ('day', 'eve', 'hours', 'open', 'refresh', 'close')", why, s.ID, only, only)
	var concerned []parenting.Reader
	for _, r := range tx.readers(s.Group, only, 0) {
		concerned = append(concerned, r.Reader)
	}
	for _, a := range tx.leaders(s.Group) {
		concerned = append(concerned, parenting.Reader{Account: a, Zone: tx.zone(s.Group), Leads: true})
	}
	for _, f := range parenting.SessionFires(s, concerned, tx.now) {
		if only == 0 || f.Reader == only {
			tx.AddFire(f)
		}
	}
}

// remindAgain makes what is due of the meetings to come, and of lessons, right for an account whose place in groups has changed.
func (tx *Tx) remindAgain(a parenting.AccountID) {
	rights := tx.Rights(a)
	groups := rights.Groups()
	for _, p := range rights.People {
		groups = append(groups, p.Group)
	}
	slices.Sort(groups)
	for _, g := range slices.Compact(groups) {
		for _, s := range tx.coming(g) {
			for _, r := range tx.readers(g, a, 0) {
				tx.inviteOne(s, r)
			}
			tx.refire(s, a, "renewed")
		}
	}
	tx.fireLesson(a, "renewed")
}

// closeFires thanks the families that came and reports to the facilitators, except to the one who closed the session and was told.
func (tx *Tx) closeFires(s parenting.Session, by parenting.AccountID) {
	add := func(k parenting.FireKind, to parenting.AccountID, due time.Time, lasts time.Duration) {
		tx.AddFire(parenting.Fire{Due: due, Kind: k, Subject: int64(s.ID), Version: s.Version, Reader: to, Expires: due.Add(lasts)})
	}
	for _, r := range tx.readers(s.Group, 0, s.ID) {
		if r.told {
			add(parenting.FireThanks, r.Account, parenting.Polite(tx.now, r.Zone), thanksLast)
		}
	}
	for _, a := range tx.leaders(s.Group) {
		if a != by {
			add(parenting.FireReport, a, parenting.Polite(tx.now, tx.zone(s.Group)), newsLasts)
		}
	}
}

// tellLeaders lets news reach the facilitators of a group.
func (tx *Tx) tellLeaders(g parenting.GroupID, kind parenting.FireKind, subject int64) {
	for _, a := range tx.leaders(g) {
		tx.notify(a, kind, subject, g)
	}
}

// notify lets news reach an account, by the clock of a group; nobody, if it was forgotten.
func (tx *Tx) notify(a parenting.AccountID, kind parenting.FireKind, subject int64, g parenting.GroupID) {
	if a == parenting.Nobody {
		return
	}
	due := parenting.Polite(tx.now, tx.zone(g))
	tx.AddFire(parenting.Fire{Due: due, Kind: kind, Subject: subject, Reader: a, Expires: due.Add(newsLasts)})
}
