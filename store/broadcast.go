package store

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"asuhbersama/parenting"
)

// A broadcast is one row with its content once, and a ledger with a row for each recipient. The rules are:
//
//   - The recipients are written down in slices, [Tx.Gather], before the first of them is sent to; who cannot be sent to has a row too.
//   - A row is claimed, [Tx.ClaimDelivery], in the committed transaction that precedes its request. Whether the broadcast runs and
//     the recipient still belongs to it is asked once more there.
//   - It moves on when the answer is in, [Tx.Settle], never before; a row that a crash finds in the middle is parked, [Tx.Park].
//   - The counters in the broadcast's row follow the rows of the ledger. What a batch has moved is added up in memory and written
//     once, before the commit: a hundred deliveries cost one update. That nothing is left to send is asked of them, not noted.

// standing is what keeps the message of a broadcast for an audience ?1 from an account a: "" if nothing does. It is asked when
// recipients are counted, when they are written down, and once more before each is sent to: this is where a region narrows an audience.
const standing = `CASE
	WHEN NOT (?1 IN ('families', 'both') AND EXISTS (SELECT 1 FROM people WHERE account_id = a.id AND consent > 0)
		OR ?1 IN ('facilitators', 'both') AND EXISTS (SELECT 1 FROM grants WHERE account_id = a.id AND role IN ('facilitator', 'founder'))) THEN 'left'
	WHEN NOT a.reachable THEN 'unreachable' WHEN a.stopped THEN 'stopped' ELSE '' END`

// stillOpen is what the program has something to do for; the index broadcasts_open says the same.
const stillOpen = "state = 'gathering' OR state IN ('running', 'cancelled') AND waiting > 0"

// Reach counts whom an audience consists of.
func (tx *Tx) Reach(to parenting.Audience) (r parenting.Reach) {
	tx.each("SELECT "+standing+" AS verdict, count(*) FROM accounts a GROUP BY verdict", []any{to}, func(scan scanner) {
		var why string
		var n int
		scan(&why, &n)
		switch why {
		case "":
			r.Will = n
		case "stopped":
			r.Stopped = n
		case "unreachable":
			r.Unreachable = n
		}
	})
	if to != parenting.ToFacilitators {
		tx.get(`SELECT count(*) FROM families f WHERE NOT EXISTS (
			SELECT 1 FROM people p WHERE p.group_id = f.group_id AND p.family_id = f.id AND p.account_id IS NOT NULL)`, nil, &r.Without)
	}
	return r
}

const broadcastColumns = `id, by_account, state, why, audience, urgent, version, started,
	total, waiting, sending, sent, failed, parked, skipped, content_version, content`

func readBroadcast(tx *Tx) func(scanner) parenting.Broadcast {
	return func(scan scanner) (b parenting.Broadcast) {
		var content []byte
		scan(&b.ID, &b.By, &b.State, &b.Why, &b.Audience, &b.Urgent, &b.Version, when{&b.Started},
			&b.Total, &b.Waiting, &b.Sending, &b.Sent, &b.Failed, &b.Parked, &b.Skipped, &b.ContentVersion, &content)
		if err := json.Unmarshal(content, &b.Content); err != nil && tx.err == nil {
			tx.err = fmt.Errorf("read the content of a broadcast: %w", err)
		}
		return b
	}
}

// Broadcast gives a broadcast, the zero value if there is none.
func (tx *Tx) Broadcast(id parenting.BroadcastID) parenting.Broadcast {
	tx.count()
	return tx.broadcast(id)
}

// broadcast is the same, with the counters as they were written last.
func (tx *Tx) broadcast(id parenting.BroadcastID) parenting.Broadcast {
	return recall(tx, &tx.store.memo.broadcasts, id, func() parenting.Broadcast { return tx.broadcastOf(id) })
}

func (tx *Tx) broadcastOf(id parenting.BroadcastID) parenting.Broadcast {
	return first(list(tx, readBroadcast(tx), "SELECT "+broadcastColumns+" FROM broadcasts WHERE id = ?", id))
}

// Unfinished lists the broadcasts that go out or are paused, the oldest first.
func (tx *Tx) Unfinished() []parenting.Broadcast {
	tx.count()
	return list(tx, readBroadcast(tx), "SELECT "+broadcastColumns+` FROM broadcasts WHERE state IN ('gathering', 'paused')
		OR state IN ('running', 'cancelled') AND waiting + sending > 0 ORDER BY started, id`)
}

// Outcomes lists how many recipients of a broadcast were not reached, by reason, the most frequent first.
func (tx *Tx) Outcomes(id parenting.BroadcastID) []parenting.Outcome {
	tx.count()
	read := func(scan scanner) (o parenting.Outcome) { scan(&o.State, &o.Reason, &o.N); return o }
	return list(tx, read, "SELECT state, reason, n FROM outcomes WHERE broadcast_id = ? AND n > 0 ORDER BY state, n DESC, reason", id)
}

// OpenBroadcasts lists those that the program has something to do for.
func (tx *Tx) OpenBroadcasts() []parenting.Broadcast {
	tx.count()
	var open []parenting.Broadcast
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts WHERE "+stillOpen+" ORDER BY id") {
		open = append(open, tx.broadcast(id))
	}
	return open
}

// Gather writes down the next recipients of a broadcast, out of so many accounts. With the last of them it begins to run.
func (tx *Tx) Gather(id parenting.BroadcastID, most int) {
	var after, last, seen int64
	b := tx.broadcast(id)
	tx.get("SELECT gathered FROM broadcasts WHERE id = ? AND gathered IS NOT NULL", []any{id}, &after)
	tx.get("SELECT coalesce(max(id), 0), count(*) FROM (SELECT id FROM accounts WHERE id > ? ORDER BY id LIMIT +?)", []any{after, most}, &last, &seen)
	tx.each(`INSERT INTO deliveries (broadcast_id, chat, state, reason, at)
		SELECT ?2, id, iif(why = '', 'waiting', 'skipped'), why, ?3 FROM (
			SELECT a.id, `+standing+` AS why FROM accounts a WHERE a.id > +?4 AND a.id <= +?5)
		WHERE why <> 'left' RETURNING state, reason`, []any{b.Audience, id, unix(tx.now), after, last}, func(scan scanner) {
		var state parenting.DeliveryState
		var reason string
		scan(&state, &reason)
		tx.move(id, "", state, reason, 1)
	})
	if seen == int64(most) {
		tx.exec("UPDATE broadcasts SET gathered = ? WHERE id = ?", last, id)
		return
	}
	tx.exec("UPDATE broadcasts SET gathered = NULL, state = 'running' WHERE id = ?", id)
	tx.Raise(parenting.CardBroadcast, int64(id))
}

// Recipients lists the next who wait for a broadcast, those after a chat, at most so many.
func (tx *Tx) Recipients(id parenting.BroadcastID, after parenting.ChatID, most int) []parenting.ChatID {
	return ids[parenting.ChatID](tx, "SELECT chat FROM deliveries WHERE broadcast_id = ? AND chat > ? AND state = 'waiting' ORDER BY chat LIMIT +?",
		id, after, most)
}

// Release skips the next who wait for a broadcast that was aborted, at most so many.
func (tx *Tx) Release(id parenting.BroadcastID, most int) {
	n := tx.exec(`UPDATE deliveries SET state = 'skipped', reason = 'cancelled', at = ?1 WHERE broadcast_id = ?2 AND chat IN (
		SELECT chat FROM deliveries WHERE broadcast_id = ?2 AND state = 'waiting' ORDER BY chat LIMIT ?3)`, unix(tx.now), id, most)
	tx.move(id, parenting.Waiting, parenting.Skipped, "cancelled", n)
}

// ClaimDelivery takes a delivery to be made once the batch is committed, and gives what is to be sent. It is false when there is
// nothing to claim: the broadcast does not run, the row does not wait any more, or the recipient is skipped.
func (tx *Tx) ClaimDelivery(id parenting.BroadcastID, chat parenting.ChatID) (c parenting.Content, ok bool) {
	b, why := tx.broadcast(id), "left"
	if b.State != parenting.Running {
		return c, false
	}
	tx.get("SELECT "+standing+" FROM accounts a WHERE a.id = +?2", []any{b.Audience, chat}, &why)
	to, version := parenting.Sending, b.ContentVersion
	if why != "" {
		to, version = parenting.Skipped, 0
	}
	n := tx.exec("UPDATE deliveries SET state = ?, reason = ?, content = ?, at = ? WHERE broadcast_id = ? AND chat = ? AND state = 'waiting'",
		to, why, version, unix(tx.now), id, chat)
	tx.move(id, parenting.Waiting, to, why, n)
	return b.Content, n > 0 && why == ""
}

// Settle writes what became of a claimed delivery: [parenting.Sent] with its message; Failed and Parked with a reason; or Waiting again
// if it was certainly not sent.
func (tx *Tx) Settle(id parenting.BroadcastID, chat parenting.ChatID, to parenting.DeliveryState, message int, reason string) {
	n := tx.exec("UPDATE deliveries SET state = ?, message = ?, reason = ?, at = ? WHERE broadcast_id = ? AND chat = ? AND state = 'sending'",
		to, message, reason, unix(tx.now), id, chat)
	tx.move(id, parenting.Sending, to, reason, n)
}

// Park parks the deliveries that a crash has left in the middle: twice beats never for a personal message, not for an announcement to
// thousands. It is asked at a start, when no request can be on its way.
func (tx *Tx) Park() {
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT DISTINCT broadcast_id FROM deliveries WHERE state = 'sending' ORDER BY broadcast_id") {
		n := tx.exec(`UPDATE deliveries INDEXED BY deliveries_sending SET state = 'parked', reason = 'crash', at = ?
			WHERE broadcast_id = ? AND state = 'sending'`, unix(tx.now), id) // the planner would walk through the whole ledger
		tx.move(id, parenting.Sending, parenting.Parked, "crash", n)
	}
}

// leaveLedgers takes an account out of all ledgers: what has ended keeps its place under a number that leads back to nobody.
func (tx *Tx) leaveLedgers(account parenting.AccountID) {
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts WHERE total > 0 ORDER BY id") {
		n := tx.exec("UPDATE deliveries SET state = 'skipped', reason = 'left', at = ? WHERE broadcast_id = ? AND chat = ? AND state = 'waiting'",
			unix(tx.now), id, account)
		tx.move(id, parenting.Waiting, parenting.Skipped, "left", n)
		tx.exec(`UPDATE deliveries SET chat = (SELECT min(0, min(chat)) - 1 FROM deliveries WHERE broadcast_id = ?1)
			WHERE broadcast_id = ?1 AND chat = ?2 AND state <> 'sending'`, id, account)
	}
}

// tally names what is counted of a ledger.
type tally struct {
	broadcast parenting.BroadcastID
	state     parenting.DeliveryState
	reason    string // of failed and skipped
}

// move notes that deliveries have another state; from is "" for those that were written down. The counters learn of it at the end.
func (tx *Tx) move(id parenting.BroadcastID, from, to parenting.DeliveryState, reason string, n int) {
	if n == 0 {
		return
	}
	if tx.moved == nil {
		tx.moved = map[tally]int{}
	}
	if to != parenting.Failed && to != parenting.Skipped {
		reason = ""
	}
	tx.moved[tally{id, to, reason}] += n
	if from != "" { // waiting and sending, which have no reason
		tx.moved[tally{id, from, ""}] -= n
	}
}

// count lets the counters follow what was moved.
func (tx *Tx) count() {
	if len(tx.moved) == 0 || tx.err != nil {
		return
	}
	moved := tx.moved
	tx.moved = nil
	sums := map[parenting.BroadcastID]map[parenting.DeliveryState]int{}
	for _, t := range slices.SortedFunc(maps.Keys(moved), func(a, b tally) int {
		return cmp.Or(cmp.Compare(a.broadcast, b.broadcast), cmp.Compare(a.state, b.state), cmp.Compare(a.reason, b.reason))
	}) {
		if sums[t.broadcast] == nil {
			sums[t.broadcast] = map[parenting.DeliveryState]int{}
		}
		sums[t.broadcast][t.state] += moved[t]
		if t.reason != "" {
			tx.exec(`INSERT INTO outcomes (broadcast_id, state, reason, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n`,
				t.broadcast, t.state, t.reason, moved[t])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(sums)) {
		by, total := sums[id], 0
		for _, n := range by {
			total += n
		}
		tx.exec(`UPDATE broadcasts SET total = total + ?, waiting = waiting + ?, sending = sending + ?, sent = sent + ?, failed = failed + ?,
			parked = parked + ?, skipped = skipped + ? WHERE id = ?`, total, by[parenting.Waiting], by[parenting.Sending], by[parenting.Sent],
			by[parenting.Failed], by[parenting.Parked], by[parenting.Skipped], id)
		tx.exec(`UPDATE broadcasts SET ended = ? WHERE id = ? AND ended = 0 AND state IN ('running', 'cancelled') AND waiting + sending = 0`, unix(tx.now), id)
		if !slices.Contains(tx.advanced, id) {
			tx.advanced = append(tx.advanced, id)
		}
	}
}

// Advanced lists the progress cards that should show what this batch has moved, and whether nothing is left to send. Whoever asks sees
// to it that not every batch edits them.
func (tx *Tx) Advanced() (cards []Dirty, over []bool) {
	tx.count()
	for _, id := range tx.advanced {
		before := len(tx.raised)
		tx.Raise(parenting.CardBroadcast, int64(id))
		for _, d := range tx.raised[before:] {
			cards, over = append(cards, d), append(over, tx.broadcast(id).Over())
		}
		tx.raised = tx.raised[:before]
	}
	tx.advanced = nil
	return cards, over
}

func (tx *Tx) compose(by parenting.AccountID, a parenting.Compose) error {
	content, err := json.Marshal(a.Content)
	if err != nil {
		return fmt.Errorf("write the content of a broadcast: %w", err)
	}
	if a.Broadcast == 0 || tx.exec(`INSERT INTO broadcasts (id, by_account, made, content) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
		SET content = excluded.content, content_version = content_version + 1, version = version + 1 WHERE by_account = ?2 AND state = 'draft'`,
		a.Broadcast, by, unix(tx.now), string(content)) == 0 {
		return ErrStale
	}
	return nil
}

func (tx *Tx) discard(by parenting.AccountID, a parenting.Discard) error {
	if tx.exec("DELETE FROM broadcasts WHERE id = ? AND by_account = ? AND state = 'draft'", a.Broadcast, by) == 0 {
		return ErrStale
	}
	return nil
}

func (tx *Tx) send(by parenting.AccountID, a parenting.Send) error {
	if !slices.Contains(parenting.Audiences(), a.Audience) || tx.exec(`UPDATE broadcasts SET state = 'gathering', audience = ?, urgent = ?, started = ?,
		version = version + 1 WHERE id = ? AND by_account = ? AND state = 'draft' AND version = ?`,
		a.Audience, a.Urgent, unix(tx.now), a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	detail := string(a.Audience)
	if a.Urgent {
		detail += " urgent"
	}
	tx.record(by, parenting.Entry{Act: "send", Subject: int64(a.Broadcast), Detail: detail})
	return nil
}

func (tx *Tx) halt(by parenting.AccountID, a parenting.Halt) error {
	return tx.steer(by, parenting.Entry{Act: "halt", Subject: int64(a.Broadcast)}, tx.exec(`UPDATE broadcasts SET state = 'paused', why = ?, version = version + 1
		WHERE id = ? AND version = ? AND state IN ('gathering', 'running') AND (state = 'gathering' OR waiting + sending > 0)`,
		a.Why, a.Broadcast, a.Version))
}

func (tx *Tx) goOn(by parenting.AccountID, a parenting.GoOn) error {
	return tx.steer(by, parenting.Entry{Act: "goon", Subject: int64(a.Broadcast)}, tx.exec(`UPDATE broadcasts SET state = iif(gathered IS NULL, 'running', 'gathering'), why = '',
		version = version + 1 WHERE id = ? AND version = ? AND state = 'paused'`, a.Broadcast, a.Version))
}

func (tx *Tx) abort(by parenting.AccountID, a parenting.Abort) error {
	return tx.steer(by, parenting.Entry{Act: "abort", Subject: int64(a.Broadcast)}, tx.exec(`UPDATE broadcasts SET state = 'cancelled', why = '', version = version + 1,
		ended = iif(waiting + sending = 0, ?, 0) WHERE id = ? AND version = ? AND (state IN ('gathering', 'paused') OR state = 'running' AND waiting + sending > 0)`,
		unix(tx.now), a.Broadcast, a.Version))
}

// steer is what follows when somebody has decided how a broadcast goes on.
func (tx *Tx) steer(by parenting.AccountID, e parenting.Entry, changed int) error {
	if changed == 0 {
		return ErrStale
	}
	tx.record(by, e)
	tx.Raise(parenting.CardBroadcast, e.Subject)
	return nil
}
