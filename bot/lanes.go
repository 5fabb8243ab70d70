package bot

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"asuhbersama/parenting"
	"asuhbersama/store"
)

// lanes decides what may leave next, and when. It holds references only; rows and cards stay in the database, from which it is
// filled at start. The rules are:
//
//   - Replies go before card edits, edits before notices, notices before broadcasts; within a lane the older goes first.
//   - In a chat one request is in flight at a time, so that its messages arrive in order.
//   - All chats share one bucket. A private chat has one of a message a second with a small burst, a group one that never lets
//     more than eighteen a minute pass: Telegram's limits are 30 a second, about 1 a second and 20 a minute, edits included
//     (Bots FAQ, "My bot is hitting limits"; tdlib/td#3034).
//   - In a private chat the last place of the burst is for replies: nobody waits for the next question because of an edit. In the bucket
//     of all chats the last places are for them too: nobody waits because of a broadcast.
//   - A refusal for flooding stops its chat without reordering; a second chat refused in the same time stops everything.
type lanes struct {
	bucket  *rate.Limiter // nil: no pacing at all
	chats   map[parenting.ChatID]*queue
	ready   readyHeap                     // chats that may send now
	later   laterHeap                     // chats that must wait
	sleep   sleepHeap                     // items that are not due yet
	cards   map[int64]bool                // that are in line: true, or sleep: false
	casts   map[parenting.BroadcastID]int // how many deliveries of each are in line
	closed  time.Time                     // nothing leaves before
	held    bool                          // notices and broadcasts do not leave
	notices int                           // how many notices are in line

	flooded  parenting.ChatID // refused last for flooding
	floodEnd time.Time
	seq      int64
	swept    int // chats that were left after the last sweep
}

// item is one thing to send: a row of the outbox, a dirty card, or a delivery of a broadcast.
type item struct {
	row, card int64
	cast      parenting.BroadcastID
	lane      store.Lane
	chat      parenting.ChatID
	seq       int64 // age; what more a notice says has that of what it said first
	notBefore time.Time
	tries     int // that failed for a passing reason
	messages  int // that it makes, each of which counts; 0 is one
}

// queue is what waits for one chat.
type queue struct {
	chat  parenting.ChatID
	items [store.LaneCount][]item
	busy  bool
	next  time.Time // when the chat's bucket is full again (the theoretical arrival time of GCRA)
	open  time.Time // nothing before: a flood wait, or the bucket
	spare time.Time // nothing but replies before: their place in the bucket
	taken *taken    // what the last item took; nil without pacing
	at    time.Time // when what it has may leave
	index int       // in its heap
	where int
}

// taken is the place that an item took in the bucket of all chats, and how that of its chat was before.
type taken struct {
	place             *rate.Reservation
	next, open, spare time.Time
}

const (
	nowhere = iota
	inReady
	inLater
)

// Pace of a private chat and of a group: one message per interval, and a burst before that.
const (
	privatePace, privateBurst = time.Second, 3
	groupPace, groupBurst     = 4 * time.Second, 3 // 15 a minute and 3 at once
	bucketBurst               = 20                 // at least; at a high rate a tenth of a second
	bucketSpare               = 5                  // of it for replies
)

// newLanes makes empty lanes for a number of messages a second over all chats; 0 switches pacing off.
func newLanes(perSecond float64) *lanes {
	l := &lanes{chats: map[parenting.ChatID]*queue{}, cards: map[int64]bool{}, casts: map[parenting.BroadcastID]int{}}
	if perSecond > 0 {
		l.bucket = rate.NewLimiter(rate.Limit(perSecond), max(bucketBurst, int(perSecond/10)))
	}
	return l
}

// add puts an item in its place. A card that waits already is not added twice, unless what waits sleeps and this does not.
func (l *lanes) add(it item, now time.Time) {
	if it.card != 0 {
		inLine, known := l.cards[it.card]
		if asleep := it.notBefore.After(now); inLine || known && asleep {
			return
		}
		l.cards[it.card] = !it.notBefore.After(now)
	}
	if it.seq == 0 {
		l.seq++
		it.seq = l.seq
	}
	if it.notBefore.After(now) {
		heap.Push(&l.sleep, it)
		return
	}
	l.count(it, 1)
	l.sweep(now)
	q := l.queue(it.chat)
	lane := q.items[it.lane]
	at, _ := slices.BinarySearchFunc(lane, it, func(a, b item) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.row, b.row)) })
	q.items[it.lane] = slices.Insert(lane, at, it)
	l.place(q, now)
}

// next gives what may leave now. Its chat is busy until done or unused.
func (l *lanes) next(now time.Time) (item, bool) {
	l.advance(now)
	if len(l.ready) == 0 || now.Before(l.closed) || l.missing(now) > 0 {
		return item{}, false
	}
	q := l.ready[0]
	lane := q.best()
	it := q.items[lane][0]
	n := max(1, it.messages)
	if l.bucket != nil {
		q.taken = &taken{l.bucket.ReserveN(now, n), q.next, q.open, q.spare} // there is room: nothing is missing
	}
	q.items[lane] = q.items[lane][1:]
	if len(q.items[lane]) == 0 {
		q.items[lane] = nil
	}
	delete(l.cards, it.card)
	l.count(it, -1)
	q.busy = true
	if l.bucket != nil {
		pace, burst := q.pace()
		q.next = later(q.next, now).Add(time.Duration(n) * pace)
		q.open = later(q.open, q.next.Add(-time.Duration(burst)*pace))
		if q.chat > 0 {
			q.spare = q.next.Add(-time.Duration(burst-1) * pace)
		}
	}
	l.place(q, now)
	return it, true
}

// missing is how many places the bucket lacks for what would leave next, not more than 0 if it may.
func (l *lanes) missing(now time.Time) float64 {
	if l.bucket == nil {
		return 0
	}
	need := float64(max(1, l.ready[0].first().messages))
	if l.ready[0].best() != int(store.Replies) {
		need += bucketSpare
	}
	return need - l.bucket.TokensAt(now)
}

// count counts an item that comes into line, or leaves it.
func (l *lanes) count(it item, by int) {
	if it.lane == store.Notices {
		l.notices += by
	}
	if it.cast == 0 {
		return
	}
	if l.casts[it.cast] += by; l.casts[it.cast] == 0 {
		delete(l.casts, it.cast)
	}
}

// maxLine is how many notices may be in line, each in some 400 bytes of memory: more than half an hour's work at Telegram's pace. The
// others stay in the table of fires until there is room.
const maxLine = 60_000

// crowd reports whether enough notices are in line.
func (l *lanes) crowd() bool { return l.notices >= maxLine }

// forget takes the deliveries of a broadcast out of the line.
func (l *lanes) forget(cast parenting.BroadcastID, now time.Time) {
	for _, q := range l.chats {
		before := len(q.items[store.Broadcasts])
		q.items[store.Broadcasts] = slices.DeleteFunc(q.items[store.Broadcasts], func(it item) bool { return it.cast == cast })
		if len(q.items[store.Broadcasts]) < before {
			l.place(q, now)
		}
	}
	delete(l.casts, cast)
}

// done says that the request of a chat is over.
func (l *lanes) done(chat parenting.ChatID, now time.Time) {
	q := l.chats[chat]
	if q == nil {
		return
	}
	q.busy = false
	l.place(q, now)
}

// unused says that what was given at this moment need not leave after all, and gives its place to others: of a morning's reminders that
// nobody needs any more none holds up an announcement.
func (l *lanes) unused(chat parenting.ChatID, now time.Time) {
	if q := l.chats[chat]; q != nil && q.taken != nil {
		q.taken.place.CancelAt(now)
		q.next, q.open, q.spare = q.taken.next, q.taken.open, q.taken.spare
	}
	l.done(chat, now)
}

// flood stops a chat that was refused for flooding. A second chat refused in the same time stops everything: the refusal does not
// say whether it meant the chat or the bot.
func (l *lanes) flood(chat parenting.ChatID, until, now time.Time) {
	if l.flooded != chat && now.Before(l.floodEnd) {
		l.closed = later(l.closed, until)
	}
	l.flooded, l.floodEnd = chat, later(l.floodEnd, until)
	l.pause(chat, until, now)
}

// pause stops a chat until a time.
func (l *lanes) pause(chat parenting.ChatID, until, now time.Time) {
	q := l.queue(chat)
	q.open = later(q.open, until)
	l.place(q, now)
}

// hold keeps notices and broadcasts back, or lets them go again.
func (l *lanes) hold(on bool, now time.Time) {
	if l.held == on {
		return
	}
	l.held = on
	for _, q := range l.chats {
		l.place(q, now)
	}
}

// wake is when next is worth asking again; zero: not before something is added or done.
func (l *lanes) wake(now time.Time) time.Time {
	l.advance(now)
	var at time.Time
	if len(l.ready) > 0 {
		at = now
		if missing := l.missing(now); missing > 0 {
			at = now.Add(time.Duration(missing/float64(l.bucket.Limit())*float64(time.Second)) + time.Microsecond)
		}
	} else if len(l.later) > 0 {
		at = l.later[0].at
	}
	if !at.IsZero() {
		at = later(at, l.closed)
	}
	if len(l.sleep) > 0 && (at.IsZero() || l.sleep[0].notBefore.Before(at)) {
		at = l.sleep[0].notBefore
	}
	return at
}

// sweep forgets the chats that owe nothing any more, now and then: a broadcast meets many thousands, and each of them once.
func (l *lanes) sweep(now time.Time) {
	if len(l.chats) < 2*l.swept+1000 {
		return
	}
	for _, q := range l.chats {
		if q.best() < 0 {
			l.place(q, now)
		}
	}
	l.swept = len(l.chats)
}

func (l *lanes) queue(chat parenting.ChatID) *queue {
	q := l.chats[chat]
	if q == nil {
		q = &queue{chat: chat}
		l.chats[chat] = q
	}
	return q
}

// advance moves what has become due.
func (l *lanes) advance(now time.Time) {
	for len(l.sleep) > 0 && !l.sleep[0].notBefore.After(now) {
		it := heap.Pop(&l.sleep).(item)
		if !l.cards[it.card] { // else it is in line by now
			delete(l.cards, it.card)
			l.add(it, now)
		}
	}
	for len(l.later) > 0 && !l.later[0].at.After(now) {
		l.place(l.later[0], now)
	}
}

// place puts a chat into the heap where it belongs, or forgets it when it has nothing left and owes nothing.
func (l *lanes) place(q *queue, now time.Time) {
	switch q.where {
	case inReady:
		heap.Remove(&l.ready, q.index)
	case inLater:
		heap.Remove(&l.later, q.index)
	}
	q.where, q.at = nowhere, q.open
	if q.best() != int(store.Replies) {
		q.at = later(q.open, q.spare)
	}
	if q.best() >= 0 && q.first().messages > 1 { // an album needs room for all of it, or an empty bucket
		pace, burst := q.pace()
		q.at = later(q.at, q.next.Add(-time.Duration(max(0, burst+1-q.first().messages))*pace))
	}
	switch {
	case q.best() < 0:
		if !q.busy && !q.open.After(now) && !q.next.After(now) {
			delete(l.chats, q.chat)
		}
	case q.busy:
	case l.held && q.best() >= int(store.Notices):
	case q.at.After(now):
		q.where = inLater
		heap.Push(&l.later, q)
	default:
		q.where = inReady
		heap.Push(&l.ready, q)
	}
}

// best is the first lane with something in it, -1 if there is none.
func (q *queue) best() int {
	for i := range q.items {
		if len(q.items[i]) > 0 {
			return i
		}
	}
	return -1
}

// pace is how often the chat may be sent to, and how many messages at once before that.
func (q *queue) pace() (time.Duration, int) {
	if q.chat < 0 {
		return groupPace, groupBurst
	}
	return privatePace, privateBurst
}

// first is what would be sent next.
func (q *queue) first() item { return q.items[q.best()][0] }

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// readyHeap orders chats by the lane and the age of what they would send next.
type readyHeap []*queue

func (h readyHeap) Len() int { return len(h) }
func (h readyHeap) Less(i, j int) bool {
	a, b := h[i].best(), h[j].best()
	if a != b {
		return a < b
	}
	return h[i].items[a][0].seq < h[j].items[b][0].seq
}
func (h readyHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i]; h[i].index, h[j].index = i, j }

// Push is for container/heap.
func (h *readyHeap) Push(x any) { q := x.(*queue); q.index = len(*h); *h = append(*h, q) }

// Pop is for container/heap.
func (h *readyHeap) Pop() any { return pop((*[]*queue)(h)) }

// laterHeap orders chats by when they may send.
type laterHeap []*queue

func (h laterHeap) Len() int           { return len(h) }
func (h laterHeap) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h laterHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i]; h[i].index, h[j].index = i, j }

// Push is for container/heap.
func (h *laterHeap) Push(x any) { q := x.(*queue); q.index = len(*h); *h = append(*h, q) }

// Pop is for container/heap.
func (h *laterHeap) Pop() any { return pop((*[]*queue)(h)) }

// sleepHeap orders items by when they are due.
type sleepHeap []item

func (h sleepHeap) Len() int           { return len(h) }
func (h sleepHeap) Less(i, j int) bool { return h[i].notBefore.Before(h[j].notBefore) }
func (h sleepHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is for container/heap.
func (h *sleepHeap) Push(x any) { *h = append(*h, x.(item)) }

// Pop is for container/heap.
func (h *sleepHeap) Pop() any { return pop((*[]item)(h)) }

func pop[T any](h *[]T) T {
	last := len(*h) - 1
	x := (*h)[last]
	var zero T
	(*h)[last] = zero
	*h = (*h)[:last]
	return x
}
