package store

import (
	"slices"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

const requestColumns = "id, group_id, family_id, account_id, about, urgent, state, owner, due, answered, escalated, helped, said, reopened, version"

func readRequest(scan scanner) (q parenting.HelpRequest) {
	scan(&q.ID, &q.Group, &q.Family, &q.Account, &q.About, &q.Urgent, &q.State, &q.Owner, when{&q.Due}, when{&q.Answered}, when{&q.Escalated},
		&q.Helped, &q.Said, &q.Reopened, &q.Version)
	return q
}

// Request gives a request for help, the zero value if there is none.
func (tx *Tx) Request(id parenting.RequestID) parenting.HelpRequest {
	return first(list(tx, readRequest, "SELECT "+requestColumns+" FROM requests WHERE id = ?", id))
}

// RequestsOf lists the open requests of an account, the oldest first.
func (tx *Tx) RequestsOf(a parenting.AccountID) []parenting.HelpRequest {
	return list(tx, readRequest, "SELECT "+requestColumns+" FROM requests WHERE account_id = +? AND state <> 'closed' ORDER BY asked, id", a)
}

// pressing is the order of open requests: those that wait for an answer first, of these the urgent ones, then by when they are due.
const pressing = " ORDER BY state <> 'waiting', urgent = 0, due, id"

// Requests lists the open requests of some groups, the most pressing first.
func (tx *Tx) Requests(of []parenting.GroupID) []parenting.HelpRequest {
	return list(tx, readRequest, "SELECT "+requestColumns+` FROM requests WHERE state <> 'closed'
		AND group_id IN (SELECT value FROM json_each(?))`+pressing, jsonOf(of))
}

// OpenRequests lists all open requests, the most pressing first.
func (tx *Tx) OpenRequests() []parenting.HelpRequest {
	return list(tx, readRequest, "SELECT "+requestColumns+" FROM requests WHERE state <> 'closed'"+pressing)
}

// Said lists what was said to a request and is still kept.
func (tx *Tx) Said(id parenting.RequestID) []parenting.Said {
	return list(tx, readSaid, "SELECT request_id, n, by_account, text, voice FROM request_words WHERE request_id = +? ORDER BY n", id)
}

// Unheard lists what of it was to be brought to officers, and has been to none of them.
func (tx *Tx) Unheard(id parenting.RequestID) []parenting.Said {
	return list(tx, readSaid, `SELECT request_id, n, by_account, text, voice FROM request_words JOIN requests q ON q.id = request_id AND by_account = q.account_id
		JOIN fires f ON f.subject = q.id AND f.kind = 'said' AND f.version = n
		WHERE request_id = +? GROUP BY n HAVING max(f.outcome IS 'sent') = 0 ORDER BY n`, id)
}

func readSaid(scan scanner) (s parenting.Said) {
	scan(&s.Request, &s.N, &s.By, &s.Text, &s.Voice)
	return s
}

func (tx *Tx) askHelp(a parenting.AskHelp) error {
	leaders, coordinators := flows.RequestReaders(tx, a.Group, a.Account)
	if tx.Family(a.Family).Group != a.Group || len(tx.RequestsOf(a.Account)) >= parenting.MostRequests || len(leaders)+len(coordinators) == 0 {
		return ErrStale
	}
	if tx.exec("INSERT INTO requests (id, group_id, family_id, account_id, about, urgent, asked, due) VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
		a.Request, a.Group, a.Family, a.Account, a.About, a.Urgent, unix(tx.now)) == 0 {
		return ErrStale
	}
	if a.Urgent { // it may ring by night
		tx.record(a.Account, parenting.Entry{Act: "urgent request", Group: a.Group, Subject: int64(a.Request), Family: a.Family})
	}
	tx.wait(tx.Request(a.Request))
	tx.pass(a.Request, tx.say(a.Request, a.Account, a.Words))
	return nil
}

func (tx *Tx) addWords(a parenting.AddWords) error {
	q := tx.Request(a.Request)
	if q.Account != a.Account || !q.Open() || parenting.Unanswered(tx.Said(q.ID), q.Account) >= parenting.MostWords {
		return ErrStale
	}
	n := tx.say(q.ID, a.Account, a.Words)
	if q.State == parenting.RequestAnswered {
		tx.exec("UPDATE requests SET state = 'waiting', due = ?, version = version + 1 WHERE id = ?",
			unix(parenting.Deadline(tx.now, q.Urgent, tx.zone(q.Group))), q.ID)
	}
	if q.State == parenting.RequestAnswered || q.Given() { // else it is due when it was
		tx.await(q.ID)
	}
	tx.pass(q.ID, n)
	return nil
}

// officers gives an open request to somebody who may decide on it: a facilitator of its group, a coordinator of its region who looks after
// it or, if that is not yet so, may begin to.
func (tx *Tx) officers(r parenting.Rights, id parenting.RequestID, g parenting.GroupID, in parenting.Region, owns bool) (parenting.HelpRequest, error) {
	q := tx.Request(id)
	switch {
	case !q.Open() || q.Group != g:
		return q, ErrStale
	case r.Leads(g):
		return q, nil
	case !tx.lies(g, in), owns && q.Owner != r.Account, !owns && q.Escalated.IsZero():
		return q, ErrStale
	}
	return q, nil
}

func (tx *Tx) respond(r parenting.Rights, a parenting.Respond) error {
	q, err := tx.officers(r, a.Request, a.Group, a.Region, true)
	if err != nil {
		return err
	}
	tx.exec("UPDATE requests SET state = 'answered', owner = ?, answered = iif(answered = 0, ?, answered), version = version + 1 WHERE id = ?",
		r.Account, unix(tx.now), q.ID)
	tx.reach(q, parenting.FireSaid, tx.say(q.ID, r.Account, a.Words), q.Account)
	tx.record(r.Account, parenting.Entry{Act: "answer request", Group: q.Group, Subject: int64(q.ID), Family: q.Family})
	tx.await(q.ID)
	return nil
}

// take gives a request to who looks after it. Whom a coordinator gives it to has the whole time to answer, and gets what was said.
func (tx *Tx) take(r parenting.Rights, a parenting.Take) error {
	q, err := tx.officers(r, a.Request, a.Group, a.Region, false)
	switch {
	case err != nil:
		return err
	case q.Version != a.Version, a.To != r.Account && !tx.Rights(a.To).Leads(q.Group):
		return ErrStale
	}
	tx.exec("UPDATE requests SET owner = ?, version = version + 1 WHERE id = ?", a.To, q.ID)
	if a.To == r.Account {
		tx.record(r.Account, parenting.Entry{Act: "take request", Group: q.Group, Subject: int64(q.ID), Family: q.Family})
		tx.await(q.ID)
		return nil
	}
	tx.record(r.Account, parenting.Entry{Act: "assign request", Group: q.Group, Subject: int64(q.ID), Family: q.Family})
	tx.wait(q)
	tx.bring(q, tx.Said(q.ID), a.To)
	return nil
}

// bring lets what a carer has said before reach somebody who has not heard it, or is to look after it now.
func (tx *Tx) bring(q parenting.HelpRequest, said []parenting.Said, to ...parenting.AccountID) {
	for _, s := range said {
		for _, a := range to {
			if s.By == q.Account {
				tx.reach(q, parenting.FireSaid, s.N, a)
			}
		}
	}
}

func (tx *Tx) escalate(by parenting.AccountID, a parenting.Escalate) error {
	if tx.exec(`UPDATE requests SET escalated = ?, version = version + 1
		WHERE id = ? AND group_id = ? AND version = ? AND state <> 'closed' AND escalated < due`, unix(tx.now), a.Request, a.Group, a.Version) == 0 {
		return ErrStale
	}
	q := tx.Request(a.Request)
	tx.record(by, parenting.Entry{Act: "escalate request", Group: q.Group, Subject: int64(q.ID), Family: q.Family})
	leaders, coordinators := flows.RequestReaders(tx, q.Group, q.Account)
	for _, to := range slices.Concat(coordinators, []parenting.AccountID{q.Account}) {
		tx.reach(q, parenting.FireLate, q.Version, to)
	}
	again := parenting.Polite(tx.now.Add(parenting.RemindedAgain), tx.zone(q.Group))
	readers := slices.Concat(leaders, coordinators)
	slices.Sort(readers)
	for _, to := range slices.Compact(readers) {
		tx.AddFire(parenting.Fire{Due: again, Kind: parenting.FireLate, Subject: int64(q.ID), Version: q.Version, Reader: to, Expires: again.Add(newsLasts)})
	}
	tx.await(q.ID)
	return nil
}

func (tx *Tx) finish(r parenting.Rights, a parenting.Finish) error {
	q, err := tx.Request(a.Request), error(nil)
	if r.Account != 0 {
		q, err = tx.officers(r, a.Request, a.Group, a.Region, true)
	}
	if err != nil || !q.Open() || q.Group != a.Group || q.Version != a.Version || q.Said != a.Said {
		return ErrStale
	}
	tx.record(r.Account, parenting.Entry{Act: "close request", Group: q.Group, Subject: int64(q.ID), Family: q.Family})
	tx.closeRequest(q)
	tx.reach(q, parenting.FireHelped, q.Version+1, q.Account)
	return nil
}

func (tx *Tx) rate(a parenting.Rate) error {
	q := tx.Request(a.Request)
	switch {
	case q.ID == 0 || q.Account != a.Account:
		return ErrStale
	case a.Helped == parenting.TakenBack && !q.Open():
		return ErrStale
	case a.Helped == parenting.HelpedNo && q.Open():
		return nil
	case a.Helped == parenting.HelpedNo && q.Reopened < parenting.MostReopened:
		tx.exec("UPDATE requests SET closed = 0, helped = 'no', reopened = reopened + 1 WHERE id = ?", q.ID)
		tx.wait(q)
		tx.pass(q.ID, tx.say(q.ID, a.Account, parenting.Words{}))
		return nil
	case q.Open():
		tx.closeRequest(q)
	}
	tx.exec("UPDATE requests SET helped = ? WHERE id = ?", a.Helped, q.ID)
	tx.Raise(parenting.CardRequest, int64(q.ID))
	return nil
}

// say keeps what somebody has said to a request, and gives its number.
func (tx *Tx) say(id parenting.RequestID, by parenting.AccountID, w parenting.Words) (n int) {
	tx.get("UPDATE requests SET said = said + 1 WHERE id = ? RETURNING said", []any{id}, &n)
	tx.exec("INSERT INTO request_words (request_id, n, by_account, text, voice) VALUES (?, ?, ?, ?, ?)", id, n, by, w.Text, w.Voice)
	return n
}

// pass lets what a carer has said reach who looks after the request, or, while nobody can, the facilitators, or the coordinators.
func (tx *Tx) pass(id parenting.RequestID, n int) {
	q := tx.Request(id)
	leaders, coordinators := flows.RequestReaders(tx, q.Group, q.Account)
	switch owner := tx.Account(q.Owner); {
	case owner.ID != 0 && owner.Reachable && !owner.Stopped:
		tx.reach(q, parenting.FireSaid, n, owner.ID)
	case len(leaders) > 0:
		for _, a := range leaders {
			tx.reach(q, parenting.FireSaid, n, a)
		}
	default:
		for _, a := range coordinators {
			tx.reach(q, parenting.FireLate, q.Version, a)
		}
	}
}

// reach lets something about a request reach an account. That it is late is told once: what a carer adds is read by who takes it.
func (tx *Tx) reach(q parenting.HelpRequest, kind parenting.FireKind, version int, to parenting.AccountID) {
	if kind == parenting.FireLate && tx.knows(q, kind, version, to) {
		return
	}
	due := tx.now
	if !q.Urgent {
		due = parenting.Polite(due, tx.zone(q.Group))
	}
	tx.AddFire(parenting.Fire{Due: due, Kind: kind, Subject: int64(q.ID), Version: version, Reader: to, Expires: due.Add(newsLasts)})
}

// knows reports whether something about a request has reached an account, or is about to.
func (tx *Tx) knows(q parenting.HelpRequest, kind parenting.FireKind, version int, a parenting.AccountID) (knows bool) {
	tx.get(`SELECT EXISTS (SELECT 1 FROM fires WHERE subject = ? AND reader = ? AND kind = ? AND version = ?
		AND (outcome IS NULL OR outcome IN ('queued', 'sent')))`, []any{q.ID, a, kind, version}, &knows)
	return knows
}

// answerAgain lets the answers to open requests that have not reached an account come now that it can be reached.
func (tx *Tx) answerAgain(a parenting.AccountID) {
	for _, q := range tx.RequestsOf(a) {
		for _, s := range tx.Said(q.ID) {
			if s.By != a && !tx.knows(q, parenting.FireSaid, s.N, a) {
				tx.reach(q, parenting.FireSaid, s.N, a)
			}
		}
	}
}

// wait lets a request wait for an answer from now on: of the facilitators, or, while nobody can reach them, of the coordinators.
func (tx *Tx) wait(q parenting.HelpRequest) {
	var escalated time.Time
	if leaders, _ := flows.RequestReaders(tx, q.Group, q.Account); len(leaders) == 0 {
		escalated = tx.now
	}
	tx.exec("UPDATE requests SET state = 'waiting', due = ?, escalated = ?, version = version + 1 WHERE id = ?",
		unix(parenting.Deadline(tx.now, q.Urgent, tx.zone(q.Group))), unix(escalated), q.ID)
	tx.await(q.ID)
}

// await makes right what is due of an open request, and shows it as it is now.
func (tx *Tx) await(id parenting.RequestID) {
	q := tx.Request(id)
	due := q.Due
	if q.State == parenting.RequestAnswered || q.Given() {
		due = tx.now.Add(parenting.RequestLasts)
	}
	tx.dropFires("kind = ? AND subject = ?", "renewed", parenting.FireDue, id)
	tx.AddFire(parenting.Fire{Due: due, Kind: parenting.FireDue, Subject: int64(id), Version: q.Version})
	tx.raiseRequest(q)
}

func (tx *Tx) raiseRequest(q parenting.HelpRequest) {
	tx.Raise(parenting.CardRequest, int64(q.ID))
	tx.Raise(parenting.CardGroup, int64(q.Group))
	tx.Raise(parenting.CardRegion, 0)
}

// closeRequest closes a request. What was said is erased, but for an answer that is still on its way.
func (tx *Tx) closeRequest(q parenting.HelpRequest) {
	tx.exec("UPDATE requests SET state = 'closed', closed = ?, helped = '', version = version + 1 WHERE id = ?", unix(tx.now), q.ID)
	tx.dropFires("subject = ? AND (kind = ? OR kind = ? AND reader <> ?)", "closed", q.ID, parenting.FireDue, parenting.FireSaid, q.Account)
	tx.exec("DELETE FROM request_words WHERE request_id = ? AND NOT "+onItsWay, q.ID)
	tx.raiseRequest(q)
}

// forgetSaid erases what was said to requests that were closed while the last of it was on its way.
func (tx *Tx) forgetSaid(_, _ int64, _ int) (more bool, err error) {
	tx.exec("DELETE FROM request_words WHERE EXISTS (SELECT 1 FROM requests WHERE id = request_id AND state = 'closed') AND NOT " + onItsWay)
	return false, nil
}

// onItsWay is that something said has not been sent yet to who asked.
const onItsWay = `EXISTS (SELECT 1 FROM requests q JOIN fires f ON f.subject = q.id AND f.reader = q.account_id
	WHERE q.id = request_id AND f.kind = 'said' AND f.version = n AND (f.outcome IS NULL OR f.outcome = 'queued'))`

// leaveRequests closes what an account has asked for a family that none of its people is of any more. The row that is left leads back to
// nobody.
func (tx *Tx) leaveRequests(a parenting.AccountID, f parenting.FamilyID) {
	for _, q := range list(tx, readRequest, "SELECT "+requestColumns+` FROM requests WHERE account_id = +?1 AND family_id = ?2
		AND NOT EXISTS (SELECT 1 FROM people WHERE account_id = ?1 AND family_id = ?2)`, a, f) {
		if q.Open() {
			tx.closeRequest(q)
		}
		tx.exec("DELETE FROM request_words WHERE request_id = ?", q.ID)
		tx.dropFires("subject = ? AND kind IN ('said', 'late', 'helped')", "left", q.ID)
		tx.exec("UPDATE requests SET account_id = 0, family_id = 0 WHERE id = ?", q.ID)
		tx.raiseRequest(q)
	}
}

// mergeRequests lets what was asked for a family that goes be asked for the one that stays.
func (tx *Tx) mergeRequests(keep, drop parenting.FamilyID) {
	for _, p := range tx.People(drop) {
		if p.Account == 0 {
			continue
		}
		tx.exec("UPDATE requests SET family_id = ? WHERE account_id = ? AND family_id = ?", keep, p.Account, drop)
		for _, q := range tx.RequestsOf(p.Account) {
			tx.Raise(parenting.CardRequest, int64(q.ID))
		}
	}
}

// disownRequests lets others look after the open requests that an account may not look after any more.
func (tx *Tx) disownRequests(a parenting.AccountID) {
	r := tx.Rights(a)
	for _, q := range list(tx, readRequest, "SELECT "+requestColumns+" FROM requests WHERE owner = +? AND state <> 'closed' ORDER BY id", a) {
		if r.Leads(q.Group) || r.Holds(parenting.Coordinator, tx.Group(q.Group).Region()) {
			continue
		}
		tx.exec("UPDATE requests SET owner = 0, version = version + 1 WHERE id = ?", q.ID)
		tx.await(q.ID)
		if q.State != parenting.RequestWaiting {
			continue
		}
		leaders, coordinators := flows.RequestReaders(tx, q.Group, q.Account)
		said := tx.Said(q.ID) // to nobody else, while there was an owner
		tx.bring(q, said[len(said)-parenting.Unanswered(said, q.Account):], leaders...)
		if !q.Escalated.IsZero() {
			for _, to := range coordinators {
				tx.reach(q, parenting.FireLate, q.Version+1, to)
			}
		}
	}
	tx.raise("chat = ? AND kind = 'request'", a)
}

// missRequests lets the coordinators be asked now where the facilitators of a group can no longer be.
func (tx *Tx) missRequests(groups []parenting.GroupID) {
	for _, q := range tx.Requests(groups) {
		leaders, _ := flows.RequestReaders(tx, q.Group, q.Account)
		if len(leaders) == 0 && q.State == parenting.RequestWaiting && q.Escalated.IsZero() {
			tx.exec("UPDATE fires SET due = ? WHERE subject = ? AND kind = 'due' AND outcome IS NULL", unix(tx.now), q.ID)
		}
	}
}
