package store

import (
	"fmt"
	"maps"
	"slices"

	"asuhbersama/parenting"
)

// Mine gathers what is kept of an account. What forget removes is here, and what is here forget removes or leaves without a name. Of an open
// conversation the steps are here without the answers, and of a reason only that there was one: both may name others, and the file is passed on.
func (tx *Tx) Mine(id parenting.AccountID) parenting.Mine {
	r := tx.Rights(id)
	m := parenting.Mine{Made: tx.now.UTC()}
	tx.get("SELECT "+accountColumns+", why, menu FROM accounts WHERE id = ?", []any{id},
		&m.Account.ID, &m.Account.Lang, &m.Account.Reachable, &m.Account.Stopped, when{&m.Account.Seen}, &m.Account.Why, &m.Account.Menu)
	m.People = list(tx, func(scan scanner) (p parenting.MyPerson) {
		scan(&p.Form, &p.Name, &p.Abroad, &p.Group, &p.Village, &p.Consent, when{&p.Agreed}, &p.Paper, when{&p.Joined},
			&p.Hamlet, &p.Away, &p.Where, &p.Cares, &p.Bands, &p.Others)
		return p
	}, `SELECT p.form, p.name, p.abroad, g.name, g.village, p.consent, p.agreed, p.paper, p.joined_ms / 1000, f.hamlet, f.away, f.away_in, f.cares, f.bands,
			(SELECT count(*) FROM people o WHERE o.group_id = p.group_id AND o.family_id = p.family_id AND o.account_id IS NOT p.account_id)
		FROM people p JOIN families f ON f.group_id = p.group_id AND f.id = p.family_id JOIN groups g ON g.id = p.group_id
		WHERE p.account_id = +? ORDER BY p.joined_ms, p.id`, id)

	// Of the groups' meetings: what is of its families, and what it has noted itself.
	groups, families := map[parenting.GroupID]bool{}, map[parenting.FamilyID]bool{}
	for _, p := range r.People {
		groups[p.Group], families[p.Family] = true, true
	}
	for _, g := range r.Groups() {
		groups[g] = true
	}
	args := []any{id, jsonOf(slices.Sorted(maps.Keys(groups))), jsonOf(slices.Sorted(maps.Keys(families)))}
	const written = ` x JOIN sessions s ON s.id = x.session_id JOIN groups g ON g.id = s.group_id
		WHERE s.group_id IN (SELECT value FROM json_each(?2)) AND (x.by_account = ?1 OR x.family_id IN (SELECT value FROM json_each(?3))) ORDER BY s.start, x.at, x.family_id`
	m.Replies = list(tx, func(scan scanner) (x parenting.MyReply) {
		scan(when{&x.Session}, &x.Group, &x.Own, &x.By, when{&x.At}, &x.Answer, &x.Reason)
		return x
	}, `SELECT s.start, g.name, x.family_id IN (SELECT value FROM json_each(?3)), x.by_account = ?1, x.at, x.answer, x.reason FROM rsvps`+written, args...)
	m.Attendance = list(tx, func(scan scanner) (x parenting.MyAttendance) {
		scan(when{&x.Session}, &x.Group, &x.Own, &x.By, when{&x.At}, &x.Presence, &x.How, &x.Me)
		return x
	}, `SELECT s.start, g.name, x.family_id IN (SELECT value FROM json_each(?3)), x.by_account = ?1, x.at, x.presence, x.how,
		EXISTS (SELECT 1 FROM people WHERE id = x.who AND account_id = ?1) FROM attendance`+written, args...)
	tx.get("SELECT coalesce(sum(tries), 0) FROM wrong_tries WHERE account_id = ?", []any{id}, &m.WrongCodes)

	for _, h := range tx.Had(id) {
		m.Lessons = append(m.Lessons, parenting.MyLesson(h))
	}
	if p := tx.PaceOf(id); p.Account != 0 {
		m.Pace = &parenting.MyPace{Days: []string{}, Hour: fmt.Sprintf("%02d.%02d", p.Hour/60, p.Hour%60), Zone: p.Zone.String(), Until: p.Until, Asked: p.Asked}
		for _, day := range p.Days.List() {
			m.Pace.Days = append(m.Pace.Days, day.String())
		}
	}
	m.Requests = tx.myRequests(id)
	m.Received = list(tx, func(scan scanner) (d parenting.MyDelivery) {
		scan(&d.Start, &d.State, &d.Reason, when{&d.At}, when{&d.Read})
		return d
	}, `SELECT b.content ->> 'start', d.state, d.reason, d.at, d.read FROM broadcasts b CROSS JOIN deliveries d ON d.broadcast_id = b.id AND d.chat = ?
		WHERE b.total > 0 AND b.pruned = 0 ORDER BY b.started, b.id`, id)
	m.Notices = list(tx, func(scan scanner) (n parenting.MyNotice) {
		scan(&n.Kind, when{&n.Due}, &n.Outcome)
		return n
	}, "SELECT kind, due, coalesce(outcome, '') FROM fires WHERE reader = ? ORDER BY due, id", id)
	m.Cards = list(tx, func(scan scanner) (c parenting.MyCard) {
		scan(&c.Kind, when{&c.Raised})
		return c
	}, "SELECT kind, raised FROM cards WHERE chat = ? ORDER BY id", id)
	tx.get("SELECT count(*) FROM outbox WHERE ended = 0 AND chat = ?", []any{id}, &m.Waiting)
	for _, s := range tx.Stack(id) {
		c := parenting.MyConversation{Flow: s.Flow}
		for _, a := range s.Journal {
			c.Steps = append(c.Steps, a.Step)
		}
		m.Conversations = append(m.Conversations, c)
	}

	m.Links = list(tx, func(scan scanner) (l parenting.MyLink) {
		scan(&l.Kind, when{&l.Made}, when{&l.Expires}, &l.By, &l.Used)
		return l
	}, `SELECT kind, made, expires, by_account = ?1, used_by = ?1 FROM links WHERE token IN (SELECT token FROM links WHERE by_account = ?1
		UNION SELECT token FROM links WHERE used_by = ?1 AND used_by > 0) ORDER BY made, token`, id)
	m.Duties = list(tx, func(scan scanner) (d parenting.MyDuty) {
		scan(&d.Role, &d.Name, &d.Group, &d.Province, &d.Regency, &d.Village, when{&d.At})
		return d
	}, `SELECT x.role, x.name, coalesce(g.name, ''), x.province, x.regency, x.village, x.at FROM grants x LEFT JOIN groups g ON g.id = x.group_id
		WHERE x.account_id = +? ORDER BY x.at, x.role, x.group_id, x.place`, id)
	m.Broadcasts = list(tx, func(scan scanner) (b parenting.MyBroadcast) {
		scan(&b.Start, &b.State, &b.Author, when{&b.Made})
		return b
	}, "SELECT content ->> 'start', state, by_account = ?1, made FROM broadcasts WHERE by_account = ?1 OR second = ?1 ORDER BY made, id", id)
	m.Log = list(tx, func(scan scanner) (e parenting.MyEntry) {
		scan(when{&e.At}, &e.Act, &e.Group, &e.Detail, &e.Reason)
		return e
	}, `SELECT a.at, a.act, coalesce(g.name, ''), a.detail, a.account_id = ?1 AND a.why <> '' FROM audit a LEFT JOIN groups g ON g.id = a.group_id
		WHERE a.id IN (SELECT id FROM audit WHERE account_id = ?1 AND account_id > 0
			UNION SELECT id FROM audit WHERE subject = ?1 AND act IN ('claim', 'withdraw', 'coordinate')) ORDER BY a.id`, id)
	m.Troubles = list(tx, func(scan scanner) (t parenting.MyTrouble) {
		scan(when{&t.At}, &t.Kind)
		return t
	}, "SELECT at, kind FROM poisoned WHERE account_id = ? ORDER BY id", id)
	return m
}

// myRequests lists the requests of an account, those that it looks after, and those to which it has said something.
func (tx *Tx) myRequests(id parenting.AccountID) (all []parenting.MyRequest) {
	var of []parenting.RequestID
	all = list(tx, func(scan scanner) (q parenting.MyRequest) {
		var id parenting.RequestID
		scan(&id, &q.About, &q.Own, &q.Urgent, &q.State, when{&q.Asked}, when{&q.Closed}, &q.Helped)
		of = append(of, id)
		return q
	}, `SELECT id, about, account_id = ?1, urgent, state, asked, closed, helped FROM requests WHERE id IN (SELECT id FROM requests WHERE account_id = ?1
		UNION SELECT id FROM requests WHERE owner = ?1 AND owner <> 0 UNION SELECT request_id FROM request_words WHERE by_account = ?1) ORDER BY asked, id`, id)
	for i := range all {
		for _, s := range tx.Said(of[i]) {
			switch {
			case s.By != id:
			case s.Voice != "":
				all[i].Voices++
			case s.Text != "":
				all[i].Words = append(all[i].Words, s.Text)
			}
		}
	}
	return all
}
