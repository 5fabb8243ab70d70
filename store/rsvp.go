package store

import "asuhbersama/parenting"

// An answer from before the meeting was moved is none to the new hour: see changeSession, which writes when families were told of it.
const (
	rsvpColumns = "r.session_id, r.family_id, " + current + "r.answer, ''), " + current + "r.reason, ''), " + current + "'', r.answer)"
	current     = "iif(r.at >= s.announced, "
	rsvpTables  = " FROM rsvps r JOIN sessions s ON s.id = r.session_id WHERE r.session_id = +?"
)

func readRSVP(scan scanner) (r parenting.RSVP) {
	scan(&r.Session, &r.Family, &r.Answer, &r.Reason, &r.Before)
	return r
}

// Reply gives a family's answer, the zero value while there is none.
func (tx *Tx) Reply(s parenting.SessionID, f parenting.FamilyID) parenting.RSVP {
	return recall(tx, &tx.store.memo.replies, replyKey{s, f}, func() parenting.RSVP { return tx.replyOf(replyKey{s, f}) })
}

type replyKey struct {
	session parenting.SessionID
	family  parenting.FamilyID
}

func (tx *Tx) replyOf(k replyKey) parenting.RSVP {
	return first(list(tx, readRSVP, "SELECT "+rsvpColumns+rsvpTables+" AND r.family_id = +?", k.session, k.family))
}

// Replies gives all answers to a session.
func (tx *Tx) Replies(s parenting.SessionID) map[parenting.FamilyID]parenting.RSVP {
	replies := map[parenting.FamilyID]parenting.RSVP{}
	for _, r := range list(tx, readRSVP, "SELECT "+rsvpColumns+rsvpTables, s) {
		replies[r.Family] = r
	}
	return replies
}

// Tally counts the answers to a session, as it is now.
func (tx *Tx) Tally(s parenting.SessionID) map[parenting.Answer]int {
	tally := map[parenting.Answer]int{}
	tx.each("SELECT r.answer, count(*)"+rsvpTables+" AND r.at >= s.announced GROUP BY r.answer", []any{s}, func(scan scanner) {
		var answer parenting.Answer
		var n int
		scan(&answer, &n)
		tally[answer] = n
	})
	return tally
}

// reply is the hot path: the whole group presses within minutes of an announcement. What it is checked against is in the memo.
func (tx *Tx) reply(r parenting.Rights, a parenting.Reply) error {
	of, mine := r.Person(a.Family)
	if !mine {
		of.Group = tx.Family(a.Family).Group
	}
	if s := tx.Session(a.Session); s.State != parenting.Announced || s.Group != a.Group || of.Group != a.Group {
		return ErrStale
	}
	if was := tx.Reply(a.Session, a.Family); a.Reason == "" && was.Answer == a.Answer {
		a.Reason = was.Reason
	}
	k := replyKey{a.Session, a.Family}
	only(tx, &tx.store.memo.replies, k, func() {
		tx.exec(`INSERT INTO rsvps (session_id, family_id, answer, reason, by_account, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET answer = excluded.answer, reason = excluded.reason, by_account = excluded.by_account, at = excluded.at`,
			a.Session, a.Family, a.Answer, a.Reason, r.Account, unix(tx.now))
	})
	if tx.err == nil {
		tx.store.memo.replies.put(k, a.RSVP)
	}
	if !mine {
		tx.record(r.Account, parenting.Entry{Act: "reply for", Group: a.Group, Subject: int64(a.Session), Family: a.Family, Detail: string(a.Answer)})
	}
	tx.raiseFamily(a.Session, a.Group, a.Family)
	return nil
}

func (tx *Tx) explain(a parenting.Explain) error {
	if tx.exec(`UPDATE rsvps SET reason = ? WHERE session_id = ? AND family_id = ? AND answer = 'notcoming'
		AND EXISTS (SELECT 1 FROM families f JOIN sessions s ON s.group_id = f.group_id WHERE f.group_id = ? AND f.id = ? AND s.id = ?)`,
		a.Reason, a.Session, a.Family, a.Group, a.Family, a.Session) == 0 {
		return ErrStale
	}
	tx.raiseFamily(a.Session, a.Group, a.Family) // the invitations no longer ask for the reason
	return nil
}

// raiseFamily raises what shows a family's answer or attendance: its own invitations, and the cards of all.
func (tx *Tx) raiseFamily(s parenting.SessionID, g parenting.GroupID, f parenting.FamilyID) {
	tx.raiseFound(`SELECT id, chat, message FROM cards WHERE subject = ? AND kind NOT IN ('invitation', 'code')
		UNION ALL SELECT c.id, c.chat, c.message FROM people p CROSS JOIN cards c
			ON c.subject = +? AND c.kind = 'invitation' AND c.chat = p.account_id WHERE p.group_id = +? AND p.family_id = +?`, s, s, g, f)
}
