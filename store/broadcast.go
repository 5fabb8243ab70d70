package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// stillOpen is what the program has something to do for; the index broadcasts_open says the same.
const stillOpen = "state = 'gathering' OR state IN ('running', 'cancelled', 'recalled') AND waiting + stale > 0 OR state = 'running' AND told IS NOT NULL"

const broadcastColumns = `id, by_account, amends, state, why, audience, safety, urgent, starts, until, second, refusal, version, started,
	total, waiting, sending, sent, failed, parked, skipped, recalled, stale, will, without, gathered IS NULL, pruned <> 0, read, passed,
	handed IS NOT NULL, coalesce(handed, 0), handed_passed, content_version, content`

func readBroadcast(tx *Tx) func(scanner) parenting.Broadcast {
	return func(scan scanner) (b parenting.Broadcast) {
		var audience, content []byte
		scan(&b.ID, &b.By, &b.Amends, &b.State, &b.Why, &audience, &b.Safety, &b.Urgent, when{&b.From}, when{&b.Until},
			&b.Second, &b.Refusal, &b.Version, when{&b.Started},
			&b.Total, &b.Waiting, &b.Sending, &b.Sent, &b.Failed, &b.Parked, &b.Skipped,
			&b.Deleted, &b.Stale, &b.Will, &b.Without, &b.Written, &b.Pruned, &b.Read, &b.Passed,
			&b.Handed.Done, &b.Handed.Families, &b.Handed.Passed, &b.ContentVersion, &content)
		if err := errors.Join(json.Unmarshal(audience, &b.Audience), json.Unmarshal(content, &b.Content)); err != nil && tx.err == nil {
			tx.err = fmt.Errorf("read a broadcast: %w", err)
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

// Announced is when the last broadcast was sent to an account, of the last day; zero if none was.
func (tx *Tx) Announced(a parenting.AccountID) (at time.Time) {
	tx.get(`SELECT coalesce(max(d.at), 0) FROM broadcasts b JOIN deliveries d ON d.broadcast_id = b.id AND d.chat = ?1
		WHERE b.total > 0 AND (b.ended = 0 OR b.ended > ?2) AND d.state = 'sent' AND d.at > ?2`,
		[]any{a, unix(tx.now.Add(-24 * time.Hour))}, when{&at})
	return at
}

// Unfinished lists the broadcasts that were sent and are not over, the oldest first.
func (tx *Tx) Unfinished() []parenting.Broadcast {
	tx.count()
	return list(tx, readBroadcast(tx), "SELECT "+broadcastColumns+` FROM broadcasts WHERE state IN ('asking', 'planned', 'gathering', 'paused')
		OR state IN ('running', 'cancelled', 'recalled') AND waiting + sending + stale > 0 ORDER BY started, id`)
}

// Ended lists the broadcasts for some regions only that were sent last and have nothing left to send, the newest first.
func (tx *Tx) Ended(in []parenting.Region, n int) []parenting.Broadcast {
	tx.count()
	var places []string
	for _, r := range in {
		places = append(places, r.Key())
	}
	return list(tx, readBroadcast(tx), "SELECT "+broadcastColumns+` FROM broadcasts b WHERE state IN ('running', 'cancelled', 'recalled')
		AND (total > 0 OR state = 'running' AND without > 0) AND waiting + sending + stale = 0
		AND NOT EXISTS (SELECT 1 FROM areas a WHERE a.broadcast_id = b.id
			AND NOT EXISTS (SELECT 1 FROM json_each(?) x WHERE substr(a.place, 1, length(x.value)) = x.value))
		ORDER BY started DESC, id LIMIT ?`, jsonOf(places), n)
}

// Draft gives the newest draft of an account that is to be a broadcast, the zero value if there is none.
func (tx *Tx) Draft(by parenting.AccountID) parenting.Broadcast {
	return first(list(tx, readBroadcast(tx), "SELECT "+broadcastColumns+" FROM broadcasts WHERE state = 'draft' AND amends = 0 AND by_account = ? ORDER BY made DESC, id LIMIT 1", by))
}

// Outcomes lists of how many recipients of a broadcast something did not succeed, by reason, the most frequent first.
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

func (tx *Tx) compose(by parenting.AccountID, a parenting.Compose) error {
	content, err := json.Marshal(a.Content)
	if err != nil {
		return fmt.Errorf("write the content of a broadcast: %w", err)
	}
	if a.Amends != 0 { // whoever broke off has left one behind
		tx.exec("DELETE FROM broadcasts WHERE state = 'draft' AND by_account = ? AND amends = ?", by, a.Amends)
	}
	if a.Broadcast == 0 || tx.exec(`INSERT INTO broadcasts (id, by_account, made, amends, content) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE
		SET content = excluded.content, version = version + 1 WHERE by_account = ?2 AND state = 'draft'`,
		a.Broadcast, by, unix(tx.now), a.Amends, string(content)) == 0 {
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

func (tx *Tx) markSafety(by parenting.AccountID, a parenting.MarkSafety) error {
	if tx.exec(`UPDATE broadcasts SET safety = ?1, urgent = min(urgent, ?1), version = version + 1
		WHERE id = ?2 AND by_account = ?3 AND state = 'draft' AND version = ?4`, a.Safety, a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	if a.Safety {
		tx.record(by, parenting.Entry{Act: "safety", Subject: int64(a.Broadcast)})
	} else {
		tx.record(by, parenting.Entry{Act: "no safety", Subject: int64(a.Broadcast)})
	}
	return nil
}

func (tx *Tx) send(r parenting.Rights, a parenting.Send) error {
	b := tx.broadcast(a.Broadcast)
	if err := reaches(r, b); err != nil {
		return err
	}
	if tx.exec(`UPDATE broadcasts SET urgent = ?1, safety = max(safety, ?1), second = 0, refusal = '', version = version + 1
		WHERE id = ?2 AND by_account = ?3 AND state = 'draft' AND version = ?4`, a.Urgent, a.Broadcast, r.Account, a.Version) == 0 {
		return ErrStale
	}
	tx.dropFires("subject = ? AND kind = 'unsent'", "sent", a.Broadcast)
	reach, known := tx.counted(a.Broadcast)
	id := a.Broadcast
	if b.Amends != 0 {
		if id = b.Amends; !tx.revised(b) {
			return ErrStale
		}
	}
	if reach.NeedsSecond() || !known { // so many that they are counted beside
		return tx.ask(id, r.Account)
	}
	tx.release(id)
	return nil
}

// counted is the reach of a broadcast that is about to go out, which is noted: nothing else will count whom the bot has no way to.
func (tx *Tx) counted(id parenting.BroadcastID) (parenting.Reach, bool) {
	reach, known := tx.Reach(id)
	if known {
		tx.exec("UPDATE broadcasts SET will = ?, without = ? WHERE id = ?", reach.Will, reach.Without, id)
	}
	return reach, known
}

// enter records what was decided about a broadcast, with whom it is for, and how many as far as they are counted.
func (tx *Tx) enter(by parenting.AccountID, e parenting.Entry) {
	b := tx.broadcast(parenting.BroadcastID(e.Subject))
	var detail []string
	for _, w := range b.Audience.Whom {
		detail = append(detail, string(w))
	}
	if b.Safety {
		detail = append(detail, "safety")
	}
	if b.Urgent {
		detail = append(detail, "urgent")
	}
	if n := max(b.Total, b.Will); n > 0 {
		detail = append(detail, strconv.Itoa(n))
	}
	e.Detail = strings.Join(detail, " ")
	tx.record(by, e)
}

// reaches refuses whoever may decide nothing about a broadcast, because it is for more than his regions.
func reaches(r parenting.Rights, b parenting.Broadcast) error {
	switch {
	case b.ID == 0 || len(b.Audience.Areas) == 0:
		return ErrStale
	case !r.Reaches(b.Audience.Areas):
		return ErrDenied
	}
	return nil
}

func (tx *Tx) halt(r parenting.Rights, a parenting.Halt) error {
	err := tx.steer(r, parenting.Entry{Act: "halt", Subject: int64(a.Broadcast)}, `state = 'paused', why = ? WHERE id = ? AND version = ?
		AND state IN ('gathering', 'running') AND (state = 'gathering' OR waiting + sending + stale > 0)`, a.Why, a.Broadcast, a.Version)
	if err == nil && a.Why != parenting.PausedByHand {
		told := map[parenting.AccountID]bool{}
		for _, g := range tx.Coordinators() {
			if !told[g.Account] && tx.Rights(g.Account).Reaches(tx.broadcast(a.Broadcast).Audience.Areas) {
				told[g.Account] = true
				tx.notify(g.Account, parenting.FirePaused, int64(a.Broadcast), 0)
			}
		}
	}
	return err
}

func (tx *Tx) goOn(r parenting.Rights, a parenting.GoOn) error {
	return tx.steer(r, parenting.Entry{Act: "goon", Subject: int64(a.Broadcast)}, `state = iif(gathered IS NULL, 'running', 'gathering'), why = '',
		ended = iif(gathered IS NULL AND waiting + sending + stale = 0, ?, 0) WHERE id = ? AND version = ? AND state = 'paused'`,
		unix(tx.now), a.Broadcast, a.Version)
}

func (tx *Tx) abort(r parenting.Rights, a parenting.Abort) error {
	return tx.steer(r, parenting.Entry{Act: "abort", Subject: int64(a.Broadcast)}, `state = 'cancelled', why = '', ended = iif(waiting + sending + stale = 0, ?, 0) WHERE id = ? AND version = ?
		AND state IN ('planned', 'gathering', 'running', 'paused') AND (gathered IS NOT NULL OR waiting + sending > 0)`, unix(tx.now), a.Broadcast, a.Version)
}

func (tx *Tx) amend(r parenting.Rights, a parenting.Amend) error {
	err := tx.steer(r, parenting.Entry{Act: "amend", Subject: int64(a.Broadcast)}, `content = d.draft, content_version = content_version + 1,
		stale = sent, passed = 0, handed_passed = 0, told_again = max(told_again, told IS NULL), told = 0, ended = iif(sent = 0, ended, 0)
		FROM (SELECT content AS draft FROM broadcasts WHERE id = ?1 AND by_account = ?2 AND state = 'draft' AND amends = ?3) d
		WHERE id = ?3 AND version = ?4 AND `+known+` AND content ->> 'kind' = d.draft ->> 'kind'`,
		a.Draft, r.Account, a.Broadcast, a.Version)
	if err != nil {
		return err
	}
	tx.exec("DELETE FROM broadcasts WHERE id = ?", a.Draft)
	tx.retell(a.Broadcast)
	if b := tx.broadcast(a.Broadcast); b.Second != 0 {
		for _, who := range []parenting.AccountID{b.By, b.Second} {
			if due := tx.soon(b, who); who != r.Account {
				tx.AddFire(parenting.Fire{
					Due: due, Kind: parenting.FireAmended, Subject: int64(b.ID), Version: b.ContentVersion, Reader: who, Expires: due.Add(newsLasts),
				})
			}
		}
	}
	return nil
}

// known is SQL for what has a ledger and is not recalled.
const known = "state IN ('gathering', 'running', 'paused', 'cancelled') AND pruned = 0"

func (tx *Tx) callBack(r parenting.Rights, a parenting.Recall) error {
	err := tx.steer(r, parenting.Entry{Act: "recall", Subject: int64(a.Broadcast)}, `state = 'recalled', why = '',
		content_version = content_version + 1, stale = sent, passed = 0, handed_passed = 0, told_again = 1, told = 0, ended = iif(waiting + sending + sent = 0, ?, 0)
		WHERE id = ? AND version = ? AND `+known, unix(tx.now), a.Broadcast, a.Version)
	if err == nil {
		tx.retell(a.Broadcast)
	}
	return err
}

// retell lets those who pass a broadcast on know at once what was decided if that is all there is to do: nobody comes back to it.
func (tx *Tx) retell(id parenting.BroadcastID) {
	if b := tx.broadcast(id); b.Over() {
		for tx.TellUntold(b, math.MaxInt32) {
		}
	}
}

func (tx *Tx) resend(r parenting.Rights, a parenting.Resend) error {
	what := "failed"
	if a.Parked {
		what = "parked"
	}
	return tx.steer(r, parenting.Entry{Act: "resend", Subject: int64(a.Broadcast), Detail: what}, `state = 'gathering', gathered = 0, again = ?, ended = 0
		WHERE id = ? AND version = ? AND `+known+` AND state = 'running' AND waiting + sending = 0`, what, a.Broadcast, a.Version)
}

// handOver lets the facilitators of those know whom a broadcast did not reach. Who leads the first groups is told at once.
func (tx *Tx) handOver(r parenting.Rights, a parenting.HandOver) error {
	err := tx.steer(r, parenting.Entry{Act: "hand over", Subject: int64(a.Broadcast), Detail: "families"}, `handed = 0, told = 0, told_again = 0
		WHERE id = ? AND version = ? AND `+known+` AND state = 'running' AND waiting + sending = 0 AND handed IS NULL AND told IS NULL`, a.Broadcast, a.Version)
	if err == nil {
		tx.TellUntold(tx.broadcast(a.Broadcast), toldAtOnce)
	}
	return err
}

// toldAtOnce is out of how many rights that is.
const toldAtOnce = 500

func (tx *Tx) readLedger(r parenting.Rights, a parenting.ReadLedger) error {
	b := tx.broadcast(a.Broadcast)
	if err := reaches(r, b); err != nil {
		return err
	}
	if !b.Known() {
		return ErrStale
	}
	detail := "names"
	if a.File {
		detail = "file"
	}
	tx.record(r.Account, parenting.Entry{Act: "read ledger", Subject: int64(a.Broadcast), Detail: detail})
	return nil
}

// disown pauses what somebody sends who may not any more: another coordinator decides how it goes on.
func (tx *Tx) disown(by parenting.AccountID) error {
	left := tx.Rights(by)
	for _, b := range tx.Unfinished() {
		if b.By != by || left.Reaches(b.Audience.Areas) || !b.Open() || b.State == parenting.Paused {
			continue
		}
		if err := tx.halt(parenting.Rights{}, parenting.Halt{Broadcast: b.ID, Version: b.Version, Why: parenting.PausedByRights}); err != nil {
			return err
		}
	}
	return nil
}

// steer changes how a broadcast goes on, as somebody, or the clock, has decided.
func (tx *Tx) steer(r parenting.Rights, e parenting.Entry, set string, args ...any) error {
	tx.count()
	if err := reaches(r, tx.broadcast(parenting.BroadcastID(e.Subject))); err != nil && r.Account != 0 {
		return err
	}
	if tx.exec("UPDATE broadcasts SET version = version + 1, "+set, args...) == 0 {
		return ErrStale
	}
	if e.Detail == "" {
		tx.enter(r.Account, e)
	} else {
		tx.record(r.Account, e)
	}
	tx.Raise(parenting.CardBroadcast, e.Subject)
	return nil
}
