package store

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// A broadcast is one row with its content once, and a ledger with a row for each recipient. The rules are:
//
//   - The recipients are written down in slices, [Tx.Gather], before the first of them is sent to; who cannot be sent to has a row too.
//   - A row is claimed, [Tx.ClaimDeliveries], in the committed transaction that precedes its request. Whether the broadcast runs, the
//     recipient still belongs to it and its end is not past is asked once more there.
//   - It moves on when the answer is in, [Tx.Settle], never before; a row that a crash finds in the middle is parked, [Tx.Park].
//   - A row that was sent and has another version than the broadcast is stale: a correction is to be edited into its message, a recall
//     to delete it. It is claimed by [Tx.ClaimMending] and stays as it is until [Tx.Mend]: doing either twice does no harm.
//   - The counters in the broadcast's row follow the rows of the ledger. What a batch has moved is added up in memory and written
//     once, before the commit: a hundred deliveries cost one update. That nothing is left to send is asked of them, not noted.
//   - Many rows are claimed and settled by one statement. It names the broadcast in its list of chats and ends it with LIMIT -1: else
//     the planner, which knows no sizes, goes through the whole ledger and looks each row up in the list.

// Gather writes down the next recipients of a broadcast, at most so many. With the last of them it begins to run. Before the first of them
// the facilitators are told whom it does not reach. Of a narrow audience only those are looked at who may belong to it, of others all
// accounts in turn.
func (tx *Tx) Gather(id parenting.BroadcastID, most int) {
	b := tx.broadcast(id)
	if tx.gatherAgain(b, most) || tx.TellUntold(b, max(1, most/4)) {
		return
	}
	var after, last parenting.ChatID
	tx.get("SELECT gathered FROM broadcasts WHERE id = ? AND gathered IS NOT NULL", []any{id}, &after)
	among, walk := "a.id > +?4", most*mostPassed
	narrow := tx.narrow(b, walk)
	if narrow {
		among += " AND a.id IN (" + candidates(b.Audience) + ")"
	}
	after = goOn(after)
	n := 0
	tx.each(`INSERT INTO deliveries (broadcast_id, chat, state, reason, at)
		SELECT ?1, id, iif(why = '', 'waiting', 'skipped'), why, ?3 FROM (SELECT a.id, `+verdict(b)+` AS why FROM `+recipients(b.Audience)+` WHERE `+among+` ORDER BY a.id LIMIT +?5)
		WHERE why <> 'left' LIMIT +?6 RETURNING chat, state, reason`,
		[]any{id, since(tx.now), unix(tx.now), after, walk, most}, func(scan scanner) {
			var state parenting.DeliveryState
			var reason string
			scan(&last, &state, &reason)
			tx.move(id, "", "", state, reason, 1)
			n++
		})
	if n < most { // all of the walk was seen
		last = 0
		if !narrow {
			tx.get("SELECT id FROM "+recipients(b.Audience)+" WHERE a.id > +? ORDER BY a.id LIMIT 1 OFFSET +?", []any{after, walk - 1}, &last)
		}
	}
	if last != 0 {
		tx.exec("UPDATE broadcasts SET gathered = ? WHERE id = ?", last, id)
		return
	}
	tx.gathered(id)
}

// gathered ends the gathering of a broadcast.
func (tx *Tx) gathered(id parenting.BroadcastID) {
	tx.count()
	tx.exec(`UPDATE broadcasts SET gathered = NULL, again = '', state = 'running', ended = iif(waiting + sending + stale = 0, ?, 0) WHERE id = ?`,
		unix(tx.now), id)
	tx.Raise(parenting.CardBroadcast, int64(id))
}

// gatherAgain lets those wait again whom a [parenting.Resend] is for and who can be reached by now, out of the next so many rows of the
// ledger; false if there is none.
func (tx *Tx) gatherAgain(b parenting.Broadcast, most int) bool {
	var again parenting.DeliveryState
	var after parenting.ChatID
	if tx.get("SELECT again, coalesce(gathered, 0) FROM broadcasts WHERE id = ?", []any{b.ID}, &again, &after); again == "" {
		return false
	}
	after = goOn(after)
	last, more := tx.slice(b.ID, after, most)
	whom := "d.state = 'parked'"
	if again == parenting.Failed {
		whom = returns
	}
	var chats []parenting.ChatID
	was := map[parenting.Outcome]int{}
	tx.each("SELECT d.chat, d.state, d.reason FROM deliveries d "+reachable(b)+" AND d.broadcast_id = ?1 AND d.chat > ?3 AND d.chat <= ?4 AND "+whom,
		[]any{b.ID, since(tx.now), after, last}, func(scan scanner) {
			var chat parenting.ChatID
			var o parenting.Outcome
			scan(&chat, &o.State, &o.Reason)
			chats = append(chats, chat)
			was[o]++
		})
	tx.exec("UPDATE deliveries SET state = 'waiting', reason = '', at = ? WHERE broadcast_id = ? AND chat IN (SELECT value FROM json_each(?))",
		unix(tx.now), b.ID, jsonOf(chats))
	for o, n := range was {
		tx.move(b.ID, o.State, o.Reason, parenting.Waiting, "", n)
	}
	if more {
		tx.exec("UPDATE broadcasts SET gathered = ? WHERE id = ?", last, b.ID)
	} else {
		tx.gathered(b.ID)
	}
	return true
}

// goOn is the chat after which a ledger is gone through from a noted one on. Zero is before the first of all, and chats have negative numbers.
func goOn(after parenting.ChatID) parenting.ChatID {
	if after == 0 {
		return math.MinInt64
	}
	return after
}

// slice gives the last of the next so many chats in a ledger after one, and whether there may be more.
func (tx *Tx) slice(id parenting.BroadcastID, after parenting.ChatID, most int) (last parenting.ChatID, more bool) {
	n := 0
	tx.get("SELECT coalesce(max(chat), 0), count(*) FROM (SELECT chat FROM deliveries WHERE broadcast_id = ? AND chat > ? ORDER BY chat LIMIT +?)",
		[]any{id, after, most}, &last, &n)
	return last, n == most
}

// reachable is SQL that narrows deliveries d of a broadcast to those that nothing keeps from being sent by now; its parameters are those of
// an audience.
func reachable(b parenting.Broadcast) string {
	return "JOIN " + recipients(b.Audience) + " ON a.id = d.chat WHERE " + verdict(b) + " = ''"
}

// returns is SQL that says of deliveries d what [parenting.Outcome.Returns] does.
const returns = "(d.state = 'failed' OR d.state = 'skipped' AND d.reason IN ('unreachable', 'stopped'))"

// Returned reports whether a [parenting.Resend] would reach somebody who did not get a broadcast.
func (tx *Tx) Returned(id parenting.BroadcastID, chat parenting.ChatID) (back bool) {
	tx.get("SELECT true FROM deliveries d "+reachable(tx.broadcast(id))+" AND d.broadcast_id = ?1 AND d.chat = ?3 AND "+returns,
		[]any{id, since(tx.now), chat}, &back)
	return back
}

// Retries counts those whom a [parenting.Resend] would reach. It is false while that is not known, see [Tx.Unanswered].
func (tx *Tx) Retries(id parenting.BroadcastID) (failed, parked int, known bool) {
	b, since := tx.Broadcast(id), since(tx.now)
	few := b.Failed+b.Parked+b.Skipped <= tx.store.atOnce
	n, known := answered(tx, Question{What: "retries", Broadcast: id, About: strconv.Itoa(b.Version)}, few, func(ask asking) (n struct{ failed, parked int }, sure bool) {
		ask("SELECT count(*) FILTER (WHERE d.state <> 'parked'), count(*) FILTER (WHERE d.state = 'parked') FROM deliveries d INDEXED BY deliveries_missed "+
			reachable(b)+" AND d.broadcast_id = ?1 AND d.state IN ('failed', 'parked', 'skipped') AND (d.state = 'parked' OR "+returns+")",
			[]any{id, since}, func(scan scanner) { scan(&n.failed, &n.parked) })
		return n, true
	})
	return n.failed, n.parked, known
}

// mostPassed is how many accounts a slice may look at for each recipient that it may write down.
const mostPassed = 5

// Recipients lists the next who wait for a broadcast, those after a chat, 0 for the first, at most so many.
func (tx *Tx) Recipients(id parenting.BroadcastID, after parenting.ChatID, most int) []parenting.ChatID {
	chats := ids[parenting.ChatID](tx, "SELECT chat FROM deliveries WHERE broadcast_id = ? AND chat > ? AND state = 'waiting' ORDER BY chat LIMIT +?",
		id, goOn(after), most)
	tx.expectReaders(tx.broadcast(id), chats)
	return chats
}

// expectReaders reads at once what their clocks, or what is addressed to them, will be asked of.
func (tx *Tx) expectReaders(b parenting.Broadcast, chats []parenting.ChatID) {
	if b.Audience.For(parenting.ToChats) {
		return
	}
	if b.Content.Personal() {
		accounts := make([]parenting.AccountID, len(chats))
		for i, chat := range chats {
			accounts[i] = parenting.AccountID(chat)
		}
		tx.Expect(accounts)
	}
	if !b.AnyHour() {
		tx.expectClocks(chats)
	}
}

// clock is the clock that a reader, or a group's chat, lives by; see [flows.ChatZone].
func (tx *Tx) clock(chat parenting.ChatID) *time.Location {
	return recall(tx, &tx.store.memo.clocks, chat, func() *time.Location { return flows.ChatZone(tx, chat) })
}

// expectClocks reads at once the clocks of those who have somebody at home, who live by that of their group; who has nobody is few.
func (tx *Tx) expectClocks(chats []parenting.ChatID) {
	clocks := &tx.store.memo.clocks
	unknown := slices.DeleteFunc(slices.Clone(chats), func(chat parenting.ChatID) bool { _, ok := clocks.get(chat); return ok })
	if len(unknown) < few {
		return
	}
	tx.each(`SELECT value, g.province FROM json_each(?) JOIN groups g ON g.id = (
		SELECT group_id FROM people WHERE account_id = value AND NOT abroad`+personOrder+` LIMIT 1)`, []any{jsonOf(unknown)}, func(scan scanner) {
		var chat parenting.ChatID
		var province string
		scan(&chat, &province)
		clocks.put(chat, parenting.ProvinceZone(province))
	})
}

// SkipWaiting skips the next who wait for a broadcast that was aborted or recalled, at most so many.
func (tx *Tx) SkipWaiting(id parenting.BroadcastID, most int) {
	why := string(tx.broadcast(id).State) // "cancelled" or "recalled"
	n := tx.exec(`UPDATE deliveries SET state = 'skipped', reason = ?4, at = ?1 WHERE broadcast_id = ?2 AND chat IN (
		SELECT chat FROM deliveries WHERE broadcast_id = ?2 AND state = 'waiting' ORDER BY chat LIMIT ?3)`, unix(tx.now), id, most, why)
	tx.move(id, parenting.Waiting, "", parenting.Skipped, why, n)
}

// ClaimDeliveries takes deliveries to be made once the batch is committed, and gives the broadcast, whose counters may be behind, and whose
// they are. The others that were asked for are skipped, do not wait any more, or may get it only later: so many of them, the first when it is due.
// Of a broadcast that does not run there are none.
func (tx *Tx) ClaimDeliveries(id parenting.BroadcastID, chats []parenting.ChatID) (b parenting.Broadcast, claimed []parenting.ChatID, due time.Time, later int) {
	b = tx.broadcast(id)
	if b.State != parenting.Running {
		return b, nil, due, 0
	}
	tx.expectReaders(b, chats)
	chats = slices.DeleteFunc(slices.Clone(chats), func(chat parenting.ChatID) bool {
		at, ok := tx.Hour(b, chat)
		if !ok || !at.After(tx.now) {
			return !ok
		}
		if later++; due.IsZero() || at.Before(due) {
			due = at
		}
		return true
	})
	tx.each(`UPDATE deliveries SET state = iif(why = '', 'sending', 'skipped'), reason = why, content = iif(why = '', ?3, 0), at = ?4
		FROM (SELECT ?1 AS broadcast, value AS recipient, iif(a.id IS NULL, 'left', `+verdict(b)+`) AS why
			FROM json_each(?5) LEFT JOIN `+recipients(b.Audience)+` ON a.id = value LIMIT -1)
		WHERE broadcast_id = broadcast AND chat = recipient AND state = 'waiting' RETURNING chat, reason`,
		[]any{id, since(tx.now), b.ContentVersion, unix(tx.now), jsonOf(chats)}, func(scan scanner) {
			var chat parenting.ChatID
			var why string
			scan(&chat, &why)
			if why != "" {
				tx.move(id, parenting.Waiting, "", parenting.Skipped, why, 1)
				return
			}
			tx.move(id, parenting.Waiting, "", parenting.Sending, "", 1)
			claimed = append(claimed, chat)
		})
	return b, claimed, due, later
}

// Hour is when somebody who waits for a broadcast may get it: now, or later. Who cannot get it in time any more is skipped, and then it is false.
func (tx *Tx) Hour(b parenting.Broadcast, chat parenting.ChatID) (at time.Time, ok bool) {
	if b.AnyHour() {
		return tx.now, true
	}
	zone := tx.clock(chat)
	if b.Missed(tx.now, zone) {
		n := tx.exec("UPDATE deliveries SET state = 'skipped', reason = 'expired', at = ? WHERE broadcast_id = ? AND chat = ? AND state = 'waiting'",
			unix(tx.now), b.ID, chat)
		tx.move(b.ID, parenting.Waiting, "", parenting.Skipped, "expired", n)
		return at, false
	}
	return b.Due(tx.now, zone), true
}

// Settle writes what became of claimed deliveries: [parenting.Sent], each with its message; Failed or Parked with a reason; or Waiting
// again if they were certainly not sent. stale are those of whom what was sent is not what it should show by now.
func (tx *Tx) Settle(id parenting.BroadcastID, to parenting.DeliveryState, reason string, messages map[parenting.ChatID]int) (stale []parenting.ChatID) {
	b, chats := tx.broadcast(id), jsonOf(messages)
	n := tx.exec(`UPDATE deliveries SET state = ?2, reason = ?3, message = became, at = ?4
		FROM (SELECT ?1 AS broadcast, CAST(key AS INTEGER) AS recipient, value AS became FROM json_each(?5) LIMIT -1)
		WHERE broadcast_id = broadcast AND chat = recipient AND state = 'sending'`, id, to, reason, unix(tx.now), chats)
	tx.move(id, parenting.Sending, "", to, reason, n)
	if to == parenting.Sent && b.ContentVersion > 1 {
		stale = ids[parenting.ChatID](tx, `SELECT chat FROM json_each(?2) CROSS JOIN deliveries ON broadcast_id = ?1 AND chat = CAST(key AS INTEGER)
			WHERE state = 'sent' AND content < ?3 ORDER BY chat`, id, chats, b.ContentVersion)
		tx.staler(id, len(stale))
	}
	return stale
}

// A Mending is what is to be done with the message of a stale delivery.
type Mending struct {
	Broadcast parenting.Broadcast
	Messages  []int // several of an album
	Version   int   // of the content that they are to show
	Delete    bool  // in place of that
}

// Stale lists the next deliveries that are stale, those after a chat: at most so many, out of a slice of the ledger. rest is the chat to
// go on after; it is false when that was the end. Of a recalled broadcast those messages are passed by that no bot may delete any more.
func (tx *Tx) Stale(id parenting.BroadcastID, after parenting.ChatID, most, slice int) (chats []parenting.ChatID, rest parenting.ChatID, more bool) {
	b := tx.broadcast(id)
	after = goOn(after)
	rest, more = tx.slice(id, after, slice)
	if b.State == parenting.Recalled {
		tx.keepOld(b, after, rest)
	}
	chats = ids[parenting.ChatID](tx, `SELECT chat FROM deliveries WHERE broadcast_id = ? AND chat > ? AND chat <= ? AND state = 'sent' AND content < ?
		ORDER BY chat LIMIT +?`, id, after, rest, b.ContentVersion, most)
	if len(chats) == most {
		return chats, chats[most-1], true
	}
	return chats, rest, more
}

// keepOld gives up the messages of a part of a recalled broadcast's ledger that are too old to be deleted.
func (tx *Tx) keepOld(b parenting.Broadcast, after, last parenting.ChatID) {
	type kept struct {
		chat parenting.ChatID
		was  string
	}
	read := func(scan scanner) (k kept) { scan(&k.chat, &k.was); return k }
	for _, k := range list(tx, read, `SELECT chat, reason FROM deliveries WHERE broadcast_id = ? AND chat > ? AND chat <= ? AND state = 'sent' AND content < ?
		AND at <= ?`, b.ID, after, last, b.ContentVersion, unix(tx.now.Add(-parenting.Deletable))) {
		tx.mended(b, k.chat, k.was, parenting.Sent, b.ContentVersion, "old")
	}
}

// ClaimMending gives what is to be done with a delivery's message once the batch is committed; false if there is nothing to do.
func (tx *Tx) ClaimMending(id parenting.BroadcastID, chat parenting.ChatID) (m Mending, ok bool) {
	b := tx.broadcast(id)
	if b.State != parenting.Running && b.State != parenting.Aborted && b.State != parenting.Recalled {
		return m, false
	}
	m = Mending{Broadcast: b, Version: b.ContentVersion, Delete: b.State == parenting.Recalled}
	var stale bool
	tx.get("SELECT state = 'sent' AND content < ? FROM deliveries WHERE broadcast_id = ? AND chat = ?", []any{b.ContentVersion, id, chat}, &stale)
	switch {
	case stale && chat < 0 && !b.Audience.For(parenting.ToChats): // who has left stands there, and nobody knows where its message is
		tx.Mend(id, chat, m, "left")
	case stale:
		m.Messages = tx.Messages(id, chat)
	}
	return m, len(m.Messages) > 0
}

// Mend writes what became of it: done, or why it cannot be.
func (tx *Tx) Mend(id parenting.BroadcastID, chat parenting.ChatID, m Mending, reason string) {
	b, was := tx.broadcast(id), ""
	if !tx.get("SELECT reason FROM deliveries WHERE broadcast_id = ? AND chat = ? AND state = 'sent' AND content < ?", []any{id, chat, m.Version}, &was) {
		return
	}
	to := parenting.Sent
	if m.Delete && reason == "" {
		to = parenting.Deleted
	}
	tx.mended(b, chat, was, to, m.Version, reason)
}

func (tx *Tx) mended(b parenting.Broadcast, chat parenting.ChatID, was string, to parenting.DeliveryState, version int, reason string) {
	n := tx.exec("UPDATE deliveries SET state = ?, content = ?, reason = ?, at = iif(? = 'sent', at, ?) WHERE broadcast_id = ? AND chat = ?",
		to, version, reason, to, unix(tx.now), b.ID, chat)
	tx.move(b.ID, parenting.Sent, was, to, reason, n)
	if version == b.ContentVersion {
		tx.staler(b.ID, -n)
	}
}

// staler notes that so many deliveries more are stale.
func (tx *Tx) staler(id parenting.BroadcastID, n int) {
	if tx.moved == nil {
		tx.moved = map[tally]int{}
	}
	tx.moved[tally{id, stale, ""}] += n
}

// stale is no state: it is counted like one, and is a part of those sent.
const stale parenting.DeliveryState = "stale"

// Park parks the deliveries that a crash has left in the middle: twice beats never for a personal message, not for an announcement to
// thousands. It is asked at a start, when no request can be on its way.
func (tx *Tx) Park() {
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT DISTINCT broadcast_id FROM deliveries WHERE state = 'sending' ORDER BY broadcast_id") {
		n := tx.exec(`UPDATE deliveries INDEXED BY deliveries_sending SET state = 'parked', reason = 'crash', at = ?
			WHERE broadcast_id = ? AND state = 'sending'`, unix(tx.now), id) // the planner would walk through the whole ledger
		tx.move(id, parenting.Sending, "", parenting.Parked, "crash", n)
	}
}

// moveChat lets what waits for a group chat, or may be sent once more, go to the number that Telegram gave it. What is on its way is settled
// where it was sent, and what was sent stands there.
func (tx *Tx) moveChat(from, to parenting.ChatID) {
	tx.exec(`UPDATE OR IGNORE deliveries SET chat = ? WHERE chat = ? AND state IN ('waiting', 'failed', 'parked', 'skipped')
		AND broadcast_id IN (SELECT id FROM broadcasts WHERE total > 0 AND pruned = 0)`, to, from)
}

// leaveLedgers takes an account out of all ledgers: what has ended keeps its place under a number that leads back to nobody, and is no
// group's, since whoever sends to chats sends to no account. What is on its way ends here: nobody will ask about it.
func (tx *Tx) leaveLedgers(account parenting.AccountID) {
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts WHERE total > 0 AND pruned = 0 ORDER BY id") {
		b := tx.broadcast(id)
		var was string
		if tx.get("SELECT reason FROM deliveries WHERE broadcast_id = ? AND chat = ? AND state = 'sent' AND content < ?",
			[]any{id, account, b.ContentVersion}, &was) { // nobody will know where its message is
			tx.mended(b, parenting.ChatID(account), was, parenting.Sent, b.ContentVersion, "left")
		}
		end := func(from, to parenting.DeliveryState) {
			n := tx.exec("UPDATE deliveries SET state = ?, reason = 'left', at = ? WHERE broadcast_id = ? AND chat = ? AND state = ?",
				to, unix(tx.now), id, account, from)
			tx.move(id, from, "", to, "left", n)
		}
		end(parenting.Waiting, parenting.Skipped)
		end(parenting.Sending, parenting.Parked) // its answer finds nobody
		tx.exec("UPDATE cards SET view = '' WHERE subject = ? AND kind = 'missed' AND view = ?", id, "r"+parenting.ShortID(int64(account)))
		tx.exec("UPDATE deliveries SET chat = (SELECT min(0, min(chat)) - 1 FROM deliveries WHERE broadcast_id = ?1) WHERE broadcast_id = ?1 AND chat = ?2",
			id, account)
	}
}

// tally names what is counted of a ledger.
type tally struct {
	broadcast parenting.BroadcastID
	state     parenting.DeliveryState
	reason    string // of failed, skipped and sent
}

// move notes that deliveries have another state, or another reason; from is "" for those that were written down. The counters learn of it
// at the end.
func (tx *Tx) move(id parenting.BroadcastID, from parenting.DeliveryState, was string, to parenting.DeliveryState, reason string, n int) {
	if n == 0 {
		return
	}
	if tx.moved == nil {
		tx.moved = map[tally]int{}
	}
	tx.moved[tally{id, to, tallied(to, reason)}] += n
	if from != "" {
		tx.moved[tally{id, from, tallied(from, was)}] -= n
	}
}

// tallied is the part of a reason that is counted: none of parked.
func tallied(state parenting.DeliveryState, reason string) string {
	if state == parenting.Parked {
		return ""
	}
	return reason
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
		by, total := sums[id], -sums[id][stale]
		for _, n := range by {
			total += n
		}
		tx.exec(`UPDATE broadcasts SET total = total + ?, waiting = waiting + ?, sending = sending + ?, sent = sent + ?, failed = failed + ?,
			parked = parked + ?, skipped = skipped + ?, recalled = recalled + ?, stale = stale + ? WHERE id = ?`, total, by[parenting.Waiting], by[parenting.Sending], by[parenting.Sent],
			by[parenting.Failed], by[parenting.Parked], by[parenting.Skipped], by[parenting.Deleted], by[stale], id)
		if n := by[parenting.Sent] + by[parenting.Failed] + by[parenting.Parked]; n > 0 {
			tx.store.speeds[id] = tx.store.speeds[id].ended(n, tx.now)
		}
		tx.exec(`UPDATE broadcasts SET ended = ? WHERE id = ? AND ended = 0 AND state IN ('running', 'cancelled', 'recalled') AND waiting + sending + stale = 0`,
			unix(tx.now), id)
		if !slices.Contains(tx.advanced, id) {
			tx.advanced = append(tx.advanced, id)
		}
	}
}

// Advanced lists the progress cards that should show what this batch has moved, and whether with that nothing is left to send. Whoever asks
// sees to it that not every batch edits them.
func (tx *Tx) Advanced() (cards []Dirty, over []bool) {
	tx.count()
	for i, id := range slices.Concat(tx.advanced, tx.wasRead) {
		before := len(tx.raised)
		tx.Raise(parenting.CardBroadcast, int64(id))
		for _, d := range tx.raised[before:] {
			cards, over = append(cards, d), append(over, i < len(tx.advanced) && tx.broadcast(id).Over())
		}
		tx.raised = tx.raised[:before]
	}
	tx.advanced, tx.wasRead = nil, nil
	return cards, over
}
