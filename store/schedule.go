package store

import (
	"slices"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// What lies between the sending of a broadcast and its going out: a second coordinator's approval, and its hour. Either waits as a fire,
// which is void when somebody has decided something else by then.

func (tx *Tx) setSchedule(by parenting.AccountID, a parenting.SetSchedule) error {
	if tx.exec("UPDATE broadcasts SET starts = ?, until = ?, version = version + 1 WHERE id = ? AND by_account = ? AND state = 'draft' AND version = ?",
		unix(a.Schedule.From), unix(a.Schedule.Until), a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	tx.warn(a.Broadcast)
	return nil
}

// warn lets the author of a draft know, before the hour that it has, that it does not go out by itself.
func (tx *Tx) warn(id parenting.BroadcastID) {
	tx.dropFires("subject = ? AND kind = 'unsent'", "renewed", id)
	b := tx.broadcast(id)
	zone := flows.ReaderZone(tx, b.By)
	hour := parenting.OnClock(b.From, zone)
	if b.From.IsZero() || b.Amends != 0 || !hour.After(tx.now) {
		return
	}
	due, ok := parenting.Ahead(tx.now, tx.nearest(b, hour), zone, b.Urgent)
	if !ok {
		due = parenting.Polite(hour, zone)
	}
	tx.AddFire(parenting.Fire{Due: due, Kind: parenting.FireUnsent, Subject: int64(id), Reader: b.By, Expires: due.Add(newsLasts)})
}

// nearest is the hour of the first reader of a broadcast if that is to come before an end, else the end.
func (tx *Tx) nearest(b parenting.Broadcast, end time.Time) time.Time {
	if first := tx.FirstHour(b.From); first.After(tx.now) && first.Before(end) {
		return first
	}
	return end
}

// revise copies a broadcast that waits for its hour into a draft, in place of an earlier one.
func (tx *Tx) revise(by parenting.AccountID, a parenting.Revise) error {
	tx.exec("DELETE FROM broadcasts WHERE state = 'draft' AND by_account = ? AND amends = ?", by, a.Broadcast)
	if tx.exec(`INSERT INTO broadcasts (id, by_account, made, amends, audience, safety, urgent, starts, until, content)
		SELECT ?, by_account, ?, id, audience, safety, urgent, starts, until, content FROM broadcasts
		WHERE id = ? AND by_account = ? AND state = 'planned' AND version = ?`, a.Draft, unix(tx.now), a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	tx.exec("INSERT INTO areas (broadcast_id, place, group_id) SELECT ?, place, group_id FROM areas WHERE broadcast_id = ?", a.Draft, a.Broadcast)
	return nil
}

// revised puts a draft into the place of the broadcast whose plan it changes, if that one still waits for its hour.
func (tx *Tx) revised(draft parenting.Broadcast) bool {
	if tx.exec(`UPDATE broadcasts SET audience = d.audience, safety = d.safety, urgent = d.urgent, starts = d.starts, until = d.until,
		will = d.will, without = d.without, content = d.content, second = 0, version = version + 1
		FROM (SELECT audience, safety, urgent, starts, until, will, without, content FROM broadcasts WHERE id = ?) d
		WHERE id = ? AND by_account = ? AND state = 'planned'`, draft.ID, draft.Amends, draft.By) == 0 {
		return false
	}
	tx.exec("DELETE FROM areas WHERE broadcast_id = ?", draft.Amends)
	tx.exec("UPDATE areas SET broadcast_id = ? WHERE broadcast_id = ?", draft.Amends, draft.ID)
	tx.exec("DELETE FROM broadcasts WHERE id = ?", draft.ID)
	tx.Raise(parenting.CardBroadcast, int64(draft.Amends))
	return true
}

// ask lets those who may approve a broadcast know of it. Without anybody it cannot go out.
func (tx *Tx) ask(id parenting.BroadcastID, by parenting.AccountID) error {
	tx.exec("UPDATE broadcasts SET state = 'asking', second = 0, started = ? WHERE id = ?", unix(tx.now), id)
	b := tx.broadcast(id)
	seconds := flows.Seconds(tx, b)
	if len(seconds) == 0 {
		return ErrStale
	}
	tx.enter(by, parenting.Entry{Act: "ask second", Subject: int64(id)})
	lapses := tx.now.Add(parenting.ApprovalLasts)
	awake := lapses
	for _, a := range seconds {
		if at := tx.soon(b, a); at.Before(awake) {
			awake = at
		}
	}
	// Its hour ends the wait, unless that comes before anybody is awake: then it goes out as soon as somebody has agreed.
	if hour := flows.AuthorsHour(tx, b); hour.After(awake.Add(parenting.GatherAhead)) && hour.Before(lapses) {
		lapses = hour
	}
	tx.AddFire(parenting.Fire{Due: lapses, Kind: parenting.FireLapse, Subject: int64(id), Version: b.Version})
	for _, a := range seconds {
		tx.askOne(b, a, lapses)
	}
	tx.remindOfAsking(b, b.By, lapses)
	return nil
}

// askOne asks somebody for an approval, as long as the request is open.
func (tx *Tx) askOne(b parenting.Broadcast, who parenting.AccountID, lapses time.Time) {
	tx.AddFire(parenting.Fire{
		Due: tx.soon(b, who), Kind: parenting.FireAsk, Subject: int64(b.ID), Version: b.Version, Reader: who, Expires: lapses,
	})
	tx.remindOfAsking(b, who, lapses)
}

// remindOfAsking reminds somebody of a request before the hour of its broadcast.
func (tx *Tx) remindOfAsking(b parenting.Broadcast, who parenting.AccountID, lapses time.Time) {
	if b.From.IsZero() {
		return
	}
	end := lapses
	if !flows.AuthorsHour(tx, b).Before(lapses) {
		end = tx.nearest(b, lapses)
	}
	if due, ok := parenting.Ahead(tx.now, end, flows.ReaderZone(tx, who), b.Urgent); ok {
		tx.AddFire(parenting.Fire{Due: due, Kind: parenting.FirePending, Subject: int64(b.ID), Version: b.Version, Reader: who, Expires: lapses})
	}
}

// askNewcomer asks somebody who has become a coordinator for the approvals that others wait for.
func (tx *Tx) askNewcomer(who parenting.AccountID) {
	for _, b := range tx.Unfinished() {
		var lapses time.Time
		if b.State == parenting.Asking && slices.Contains(flows.Seconds(tx, b), who) && tx.get(`SELECT due FROM fires f WHERE subject = ?1 AND version = ?2
			AND kind = 'lapse' AND outcome IS NULL AND NOT EXISTS (SELECT 1 FROM fires WHERE subject = ?1 AND version = ?2 AND reader = ?3 AND kind = 'ask')`,
			[]any{b.ID, b.Version, who}, when{&lapses}) {
			tx.askOne(b, who, lapses)
		}
	}
}

func (tx *Tx) askSecondAgain(by parenting.AccountID, a parenting.AskAgain) error {
	if tx.exec("UPDATE broadcasts SET version = version + 1 WHERE id = ? AND by_account = ? AND state = 'asking' AND version = ?",
		a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	tx.Raise(parenting.CardBroadcast, int64(a.Broadcast))
	return tx.ask(a.Broadcast, by)
}

// soon is when somebody may be told of a broadcast that waits for an approval: at night only if it cannot wait either.
func (tx *Tx) soon(b parenting.Broadcast, to parenting.AccountID) time.Time {
	if b.Urgent {
		return tx.now
	}
	return parenting.Polite(tx.now, flows.ReaderZone(tx, to))
}

// release lets a broadcast go out, now or at its hour.
func (tx *Tx) release(id parenting.BroadcastID) {
	b, state := tx.broadcast(id), parenting.Gathering
	entry := parenting.Entry{Act: "send", Subject: int64(id)}
	due := tx.now
	if !b.From.IsZero() { // shortly before the first clock shows its hour
		due = tx.FirstHour(b.From).Add(-parenting.GatherAhead)
	}
	if due.After(tx.now) {
		state, entry = parenting.Timed, parenting.Entry{Act: "schedule", Subject: int64(id)}
		tx.AddFire(parenting.Fire{Due: due, Kind: parenting.FireStart, Subject: int64(id), Version: b.Version})
	}
	tx.exec("UPDATE broadcasts SET state = ?, started = ? WHERE id = ?", state, unix(tx.now), id)
	tx.enter(b.By, entry)
}

// FirstHour is when the first of all clocks that anybody here lives by shows an hour.
func (tx *Tx) FirstHour(hour time.Time) time.Time {
	at := parenting.OnClock(hour, flows.Zone(parenting.Group{})) // by which those live of whom nothing is known
	earlier := func(zone *time.Location) {
		if there := parenting.OnClock(hour, zone); there.Before(at) {
			at = there
		}
	}
	read := func(scan scanner) (code string) { scan(&code); return code }
	for _, code := range list(tx, read, "SELECT province FROM groups UNION SELECT province FROM grants") {
		earlier(parenting.ProvinceZone(code))
	}
	// From one place to the next; of two bounds the planner takes the first.
	for _, code := range list(tx, read, `WITH RECURSIVE away (code) AS (SELECT min(away_in) FROM families WHERE away_in > '' UNION ALL
		SELECT (SELECT min(away_in) FROM families WHERE away_in > code AND away_in > '') FROM away WHERE code IS NOT NULL)
		SELECT code FROM away WHERE code IS NOT NULL`) {
		if zone, ok := parenting.PlaceZone(code); ok {
			earlier(zone)
		}
	}
	return at
}

// start writes down the recipients of a broadcast whose hour comes, if it still may go out: who sent it coordinates still, and so does
// who approved it; else another one is asked.
func (tx *Tx) start(a parenting.Start) error {
	b := tx.broadcast(a.Broadcast)
	allowed := func(id parenting.AccountID) bool { return tx.Rights(id).Reaches(b.Audience.Areas) }
	if b.State != parenting.Timed || b.Version != a.Version {
		return ErrStale
	}
	tx.exec("UPDATE broadcasts SET state = 'gathering', started = ?, version = version + 1 WHERE id = ?", unix(tx.now), b.ID)
	switch {
	case !allowed(b.By):
		tx.exec("UPDATE broadcasts SET state = 'cancelled', why = ?, ended = ? WHERE id = ?", parenting.EndedByRight, unix(tx.now), b.ID)
		tx.enter(0, parenting.Entry{Act: "end by right", Subject: int64(b.ID)})
	case b.Second != 0 && !allowed(b.Second):
		if err := tx.ask(b.ID, 0); err != nil {
			tx.enter(0, parenting.Entry{Act: "no second", Subject: int64(b.ID)})
			tx.giveBack(b.ID, 0, "")
		}
	default:
		tx.enter(0, parenting.Entry{Act: "start", Subject: int64(b.ID)})
	}
	tx.Raise(parenting.CardBroadcast, int64(b.ID))
	return nil
}

func (tx *Tx) reopen(by parenting.AccountID, a parenting.Reopen) error {
	if tx.exec(`UPDATE broadcasts SET state = 'draft', made = ?, second = 0, version = version + 1
		WHERE id = ? AND by_account = ? AND state = 'asking' AND version = ?`,
		unix(tx.now), a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "withdraw ask", Subject: int64(a.Broadcast)})
	tx.warn(a.Broadcast)
	tx.Raise(parenting.CardBroadcast, int64(a.Broadcast))
	return nil
}

// approve lets a broadcast go on. Its author is nobody who could, and must still be somebody who may send it.
func (tx *Tx) approve(r parenting.Rights, a parenting.Approve) error {
	b, err := tx.asked(r, a.Broadcast, a.Version)
	if err != nil {
		return err
	}
	if !tx.Rights(b.By).Reaches(b.Audience.Areas) {
		return ErrStale
	}
	tx.exec("UPDATE broadcasts SET second = ?, version = version + 1 WHERE id = ?", r.Account, b.ID)
	tx.counted(b.ID)
	tx.enter(r.Account, parenting.Entry{Act: "approve", Subject: int64(b.ID)})
	tx.release(b.ID)
	tx.decided(b.ID)
	return nil
}

func (tx *Tx) refuse(r parenting.Rights, a parenting.Refuse) error {
	b, err := tx.asked(r, a.Broadcast, a.Version)
	if err != nil {
		return err
	}
	tx.exec("UPDATE broadcasts SET version = version + 1 WHERE id = ?", b.ID)
	if r.Account == 0 {
		tx.record(0, parenting.Entry{Act: "lapse", Subject: int64(b.ID)})
	} else {
		tx.record(r.Account, parenting.Entry{Act: "refuse", Subject: int64(b.ID), Why: a.Why})
	}
	tx.giveBack(b.ID, r.Account, a.Why)
	return nil
}

// asked gives a broadcast that waits for an approval to one who may decide on it: another coordinator whose regions hold its audience, or
// the clock.
func (tx *Tx) asked(r parenting.Rights, id parenting.BroadcastID, version int) (parenting.Broadcast, error) {
	b := tx.broadcast(id)
	switch {
	case r.Account != 0 && !r.Reaches(b.Audience.Areas), b.By == r.Account:
		return b, ErrDenied
	case b.State != parenting.Asking || b.Version != version:
		return b, ErrStale
	}
	return b, nil
}

// giveBack makes a broadcast a draft again, and tells its author.
func (tx *Tx) giveBack(id parenting.BroadcastID, by parenting.AccountID, why string) {
	tx.exec("UPDATE broadcasts SET state = 'draft', made = ?, second = ?, refusal = ? WHERE id = ?", unix(tx.now), by, why, id)
	tx.warn(id)
	tx.decided(id)
}

// decided tells the author of a broadcast what has become of his request.
func (tx *Tx) decided(id parenting.BroadcastID) {
	b := tx.broadcast(id)
	due := tx.soon(b, b.By)
	tx.AddFire(parenting.Fire{
		Due: due, Kind: parenting.FireDecided, Subject: int64(id), Version: b.Version, Reader: b.By, Expires: due.Add(newsLasts),
	})
	tx.Raise(parenting.CardBroadcast, int64(id))
}
