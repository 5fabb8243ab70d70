package bot

import (
	"maps"
	"slices"
	"strings"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// The lowest lane is filled from the ledgers of the broadcasts that run, a few hundred recipients ahead and from each in turn. What is
// held in memory is how far a ledger was read, and no truth: after a start or a pause it is read from its beginning.

// A ledger is how far the ledger of a running broadcast was read.
type ledger struct {
	after parenting.ChatID // read up to this one
	read  bool             // to its end
	again time.Time        // when the hour of the first of those comes who were passed by; zero: nobody was
	later int              // how many were

	version int              // of the content that what was sent is brought to
	mended  parenting.ChatID // looked for stale ones up to this one
	whole   bool             // to its end
}

const (
	ahead      = 500             // how many recipients wait in the lanes, over all broadcasts
	slice      = 2000            // how many rows of a ledger a batch writes, and of what was kept long enough it looks at
	calm       = 3 * time.Second // how often a progress card is edited at most
	mostFaults = 20              // how many deliveries in a row may end in doubt, or be refused for one reason, before a broadcast is paused
)

// broadcast takes a step with every broadcast that there is something to do for. It acts like the clock, so only once it is known what
// people did before this moment: who has stopped is not sent to.
func (b *Bot) broadcast(tx *store.Tx) {
	b.slicing = false
	var running []parenting.Broadcast
	if b.caughtUp.Load() {
		for _, c := range tx.OpenBroadcasts() {
			switch c.State {
			case parenting.Gathering:
				tx.Gather(c.ID, slice)
				b.slicing = true
			case parenting.Aborted, parenting.Recalled:
				if c.Waiting > 0 {
					tx.SkipWaiting(c.ID, slice)
					b.slicing = true
				}
				running = append(running, c)
			case parenting.Running:
				running = append(running, c)
			}
			if c.State != parenting.Gathering && tx.TellUntold(c, slice/4) {
				b.slicing = true
			}
		}
	}
	for id := range b.ledgers {
		if !slices.ContainsFunc(running, func(c parenting.Broadcast) bool { return c.ID == id }) {
			delete(b.ledgers, id)
			tx.SetAsleep(id, 0)
			b.lanes.forget(id, b.clock.Now())
		}
	}
	var next [][]parenting.ChatID
	for _, c := range running {
		next = append(next, b.recipients(tx, c, max(1, ahead/len(running))))
	}
	for i := 0; len(running) > 0; i++ {
		left := false
		for j, chats := range next {
			if i < len(chats) {
				b.lanes.add(item{cast: running[j].ID, lane: store.Broadcasts, chat: chats[i], messages: running[j].Content.Messages()}, b.clock.Now())
				left = true
			}
		}
		if !left {
			return
		}
	}
}

// recipients gives the next recipients of a broadcast until so many of them wait in the lanes. Those who sleep, or whose clock does not
// show its hour yet, are passed by; when the hour of the first of them comes the ledger is read once more.
func (b *Bot) recipients(tx *store.Tx, c parenting.Broadcast, share int) []parenting.ChatID {
	now, l := tx.Now(), b.ledgers[c.ID]
	if l == nil {
		l = &ledger{}
		b.ledgers[c.ID] = l
	}
	if l.read && !l.again.IsZero() && !now.Before(l.again) {
		l.after, l.read, l.again, l.later = 0, false, time.Time{}, 0
		tx.SetAsleep(c.ID, 0)
	}
	if c.State != parenting.Running {
		l.read, l.again, l.later = true, time.Time{}, 0
	}
	defer func() {
		if l.read { // before that nobody knows how many sleep
			tx.SetAsleep(c.ID, l.later)
		}
	}()
	if l.version != c.ContentVersion {
		l.version, l.mended, l.whole = c.ContentVersion, 0, c.Stale == 0
	}
	missing := share - b.lanes.casts[c.ID]
	if l.read && l.whole || missing < share/2 && share > 1 || missing < 1 { // in larger parts, which cost less
		return nil
	}
	if l.read { // an edit rings no bell: those who sleep are not passed by
		chats, rest, more := tx.Stale(c.ID, l.mended, missing, slice)
		l.mended, l.whole = rest, !more
		return chats
	}
	chats := tx.Recipients(c.ID, l.after, missing)
	l.read = len(chats) < missing
	if len(chats) > 0 {
		l.after = chats[len(chats)-1]
	}
	return slices.DeleteFunc(chats, func(chat parenting.ChatID) bool {
		at, ok := tx.Hour(c, chat)
		if ok && at.After(now) {
			b.later(c.ID, at, 1)
		}
		return !ok || at.After(now)
	})
}

// later notes that so many were passed by, and that the ledger of a broadcast is to be read again at a time.
func (b *Bot) later(id parenting.BroadcastID, at time.Time, n int) {
	l := b.ledgers[id]
	if l == nil {
		return
	}
	l.later += n
	if l.again.IsZero() || at.Before(l.again) {
		l.again = at
	}
}

// nextBroadcast is when there is something to do for a broadcast that no item in the lanes stands for.
func (b *Bot) nextBroadcast() time.Time {
	now := b.clock.Now()
	if b.slicing {
		return now
	}
	var at time.Time
	for id, l := range b.ledgers {
		switch {
		case (!l.read || !l.whole) && b.lanes.casts[id] == 0:
			return now
		case l.read && !l.again.IsZero() && (at.IsZero() || l.again.Before(at)):
			at = l.again
		}
	}
	return at
}

// deliver claims the deliveries among what is about to leave, those of a broadcast all at once, and makes their requests. Without those
// that need not be made after all it gives back the rest.
func (b *Bot) deliver(tx *store.Tx, going []*outgoing, now time.Time) []*outgoing {
	asked := map[parenting.BroadcastID][]parenting.ChatID{}
	for _, out := range going {
		if id := out.item.cast; id != 0 {
			asked[id] = append(asked[id], out.item.chat)
		}
	}
	if len(asked) == 0 {
		return going
	}
	type delivery struct {
		id   parenting.BroadcastID
		chat parenting.ChatID
	}
	claimed := map[delivery]parenting.Broadcast{}
	for _, id := range slices.Sorted(maps.Keys(asked)) {
		err := tx.Try(func() error {
			c, chats, due, later := tx.ClaimDeliveries(id, asked[id])
			for _, chat := range chats {
				claimed[delivery{id, chat}] = c
			}
			if !due.IsZero() { // they stood in line until the night came
				b.later(id, due, later)
			}
			return nil
		})
		if err != nil {
			b.log.Error("deliveries could not be claimed", "broadcast", id, "cause", err)
		}
	}
	return slices.DeleteFunc(going, func(out *outgoing) bool {
		it := out.item
		if it.cast == 0 {
			return false
		}
		c, ok := claimed[delivery{it.cast, it.chat}]
		if ok {
			if err := b.copyOut(tx, out, c); err != nil {
				b.log.Error("a delivery could not be made", "broadcast", it.cast, "cause", err)
				tx.Settle(it.cast, parenting.Failed, "refused", map[parenting.ChatID]int{it.chat: 0})
				ok = false
			}
		} else {
			err := tx.Try(func() (err error) {
				ok, err = b.prepareMending(tx, out)
				return err
			})
			if err != nil {
				b.log.Error("a correction could not be made", "broadcast", it.cast, "cause", err)
				ok = false
			}
		}
		if !ok {
			b.flying--
			b.lanes.unused(it.chat, now)
		}
		return !ok
	})
}

// prepareMending makes the request that edits or deletes what was sent. What Telegram edits into nothing else is settled at once.
func (b *Bot) prepareMending(tx *store.Tx, out *outgoing) (bool, error) {
	id, chat := out.item.cast, out.item.chat
	m, ok := tx.ClaimMending(id, chat)
	if !ok {
		return false, nil
	}
	out.mending = &m
	if m.Delete {
		out.method, out.params = erased(chat, m.Messages)
		return true, nil
	}
	again := flows.CopyFor(tx, m.Broadcast, chat)
	again.Read = !tx.Delivery(id, chat).Read.IsZero()
	calls, err := b.postings(tx, again, chat)
	if err != nil {
		tx.Mend(id, chat, m, "refused")
		return false, err
	}
	out.method, out.params, ok = rewritten(calls[0], m.Messages[0])
	if !ok {
		tx.Mend(id, chat, m, "locked")
	}
	return ok, nil
}

// copyOut makes the request of a claimed delivery.
func (b *Bot) copyOut(tx *store.Tx, out *outgoing, c parenting.Broadcast) error {
	chat := out.item.chat
	return tx.Try(func() error {
		calls, err := b.postings(tx, flows.CopyFor(tx, c, chat), chat)
		if err != nil {
			return err
		}
		out.method, out.params = calls[0].method, calls[0].params
		for _, below := range calls[1:] {
			out.after = &store.Call{Lane: store.Broadcasts, Chat: chat, Method: below.method, Params: below.params.json(), Delivery: c.ID}
		}
		return nil
	})
}

// settleAll writes how requests ended.
func (b *Bot) settleAll(tx *store.Tx, results []result) {
	sent := map[parenting.BroadcastID]map[parenting.ChatID]int{}
	for _, r := range results {
		b.settle(tx, r)
		if it := r.out.item; it.cast != 0 && r.out.mending == nil && r.answer.verdict == applied {
			if sent[it.cast] == nil {
				sent[it.cast] = map[parenting.ChatID]int{}
			}
			sent[it.cast][it.chat] = r.message
		}
	}
	for _, id := range slices.Sorted(maps.Keys(sent)) {
		for _, chat := range tx.Settle(id, parenting.Sent, "", sent[id]) { // corrected or recalled meanwhile
			b.lanes.add(item{cast: id, lane: store.Broadcasts, chat: chat}, b.clock.Now())
		}
	}
}

// settleDelivery writes how a delivery ended that was not sent. What may have arrived is not sent again: it is parked, and shown.
func (b *Bot) settleDelivery(tx *store.Tx, r result, now time.Time) {
	it, a := r.out.item, r.answer
	end := func(to parenting.DeliveryState, reason string) {
		tx.Settle(it.cast, to, reason, map[parenting.ChatID]int{it.chat: 0})
	}
	if a.verdict != uncertain {
		b.faults = 0
	}
	if a.verdict == applied || a.verdict == refused && a.reason != b.refusal {
		b.refusal, b.refusals = a.reason, 0
	}
	if r.out.mending != nil {
		b.settleMending(tx, r, now)
		return
	}
	switch a.verdict {
	case applied:
		tx.Further(it.cast, it.chat, r.more...)
		if r.out.after != nil { // an album is in: its buttons follow, in the same place in the line
			tx.Queue(*r.out.after)
		}
	case flooded, unsent:
		if a.verdict == flooded {
			b.lanes.flood(it.chat, now.Add(a.wait), now)
		} else {
			it.tries++
			b.lanes.pause(it.chat, now.Add(retry(it.tries)), now)
		}
		end(parenting.Waiting, "")
		b.lanes.add(it, now)
	case uncertain:
		end(parenting.Parked, "doubt")
		b.fault(tx, it.cast)
	case moved: // what waits for a group is in its ledger under the new number, somewhere else
		end(parenting.Waiting, "")
		b.migrate(tx, it.chat, parenting.ChatID(a.to))
	case gone:
		tx.Unreachable(it.chat, a.reason)
		fallthrough
	default:
		b.log.Warn("Telegram refused a delivery", "method", r.out.method, "reason", a.reason)
		end(parenting.Failed, failure(it.chat, a))
		b.refuse(tx, it.cast, a)
	}
}

// settleMending writes how an edit or a deletion ended. Either may be repeated, so it is, whatever may have arrived.
func (b *Bot) settleMending(tx *store.Tx, r result, now time.Time) {
	it, a, m := r.out.item, r.answer, *r.out.mending
	switch a.verdict {
	case applied:
		tx.Mend(it.cast, it.chat, m, "")
	case flooded:
		b.lanes.flood(it.chat, now.Add(a.wait), now)
		b.lanes.add(it, now)
	case unsent, uncertain:
		it.tries++
		b.lanes.pause(it.chat, now.Add(retry(it.tries)), now)
		b.lanes.add(it, now)
		if a.verdict == uncertain {
			b.fault(tx, it.cast)
		}
	case moved: // where it stands nothing can be changed any more
		b.migrate(tx, it.chat, parenting.ChatID(a.to))
		tx.Mend(it.cast, it.chat, m, "moved")
	case gone:
		tx.Unreachable(it.chat, a.reason)
		fallthrough
	default:
		tx.Mend(it.cast, it.chat, m, failure(it.chat, a))
		b.refuse(tx, it.cast, a)
	}
}

// fault pauses a broadcast whose deliveries end in doubt one after another: each of them is somebody who perhaps got nothing.
func (b *Bot) fault(tx *store.Tx, id parenting.BroadcastID) {
	if b.faults++; b.faults >= mostFaults {
		b.faults = 0
		b.halt(tx, id, parenting.PausedByFault)
	}
}

// refuse pauses a broadcast that is refused for the same reason one time after another: it will be for all the others as well.
func (b *Bot) refuse(tx *store.Tx, id parenting.BroadcastID, a answer) {
	if a.verdict != refused {
		return
	}
	if b.refusals++; b.refusals >= mostFaults {
		b.refusals = 0
		b.halt(tx, id, parenting.PausedByRefusal)
	}
}

func (b *Bot) halt(tx *store.Tx, id parenting.BroadcastID, why parenting.Pause) {
	c := tx.Broadcast(id)
	err := tx.Savepoint(func() error {
		return tx.Apply(parenting.Rights{}, parenting.Halt{Broadcast: id, Version: c.Version, Why: why})
	})
	if err == nil {
		b.log.Warn("a broadcast was paused", "why", why)
	}
}

// failure is the code of a refusal in a ledger.
func failure(chat parenting.ChatID, a answer) string {
	switch {
	case a.verdict == gone && chat < 0:
		return "lost"
	case a.verdict == editless:
		return "locked"
	case strings.Contains(a.reason, "can't be deleted"): // too old by Telegram's clock
		return "old"
	case strings.Contains(a.reason, "blocked"):
		return "blocked"
	case a.verdict == gone:
		return "gone"
	}
	return "refused"
}

// advance lets progress cards show what a batch has moved: at once when nothing is left to send, else every few seconds.
func (b *Bot) advance(tx *store.Tx) {
	now := b.clock.Now()
	cards, over := tx.Advanced()
	for i, d := range cards {
		it := item{card: d.ID, lane: store.Edits, chat: d.Chat}
		if !over[i] {
			it.notBefore = now.Add(calm)
		}
		b.lanes.add(it, now)
	}
}
