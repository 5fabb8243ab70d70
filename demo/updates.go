package demo

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

const (
	day       = 24 * time.Hour
	queryLife = 150 * time.Second // callback_query (telegram-bot-api Client.cpp add_new_callback_query)
	maxPoll   = 50                // seconds (telegram-bot-api Client.h LONG_POLL_MAX_TIMEOUT)
	maxQueued = 100_000           // updates; newer ones are dropped (tdlib TQueue.cpp)
)

type update struct {
	id      int
	expires time.Time
	json    []byte // whole, with its update_id
}

// queue is what waits for getUpdates. Ids ascend in it.
type queue struct {
	next    int
	waiting []update
	soonest time.Time // none of them expires before this
	newest  update
	again   []update        // to be delivered once more each, after they were confirmed
	allowed map[string]bool // nil: all but those asked for by name
	parked  *poll
	asked   struct {
		offset int
		at     time.Time
		once   bool
	}
	conflict time.Time // the next 409 goes out at once from here on
}

// poll is a getUpdates with nothing to give yet.
type poll struct {
	end      chan struct{}
	conflict bool
	cut      bool
}

func newQueue() queue { return queue{next: 100_001} }

// allows says whether updates of this kind are made at all.
func (q *queue) allows(kind string) bool {
	if q.allowed == nil {
		return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
	}
	return q.allowed[kind]
}

// allow takes the allowed_updates of a getUpdates. What is absent, null or no list of strings keeps the last list; an
// empty list means the default (telegram-bot-api Client.cpp update_allowed_update_types).
func (q *queue) allow(list string) {
	var kinds []string
	if json.Unmarshal([]byte(list), &kinds) != nil || kinds == nil {
		return
	}
	q.allowed = nil
	for _, kind := range kinds {
		if q.allowed == nil {
			q.allowed = map[string]bool{}
		}
		q.allowed[kind] = true
	}
}

// push makes an update and wakes whoever waits for one; false if the bot did not want it or too many wait already.
func (t *Telegram) push(kind string, expires time.Time, write func([]byte) []byte) bool {
	q := &t.updates
	if !q.allows(kind) || len(q.waiting) >= maxQueued {
		return false
	}
	expires = expires.Truncate(time.Second)
	if len(q.waiting) == 0 || expires.Before(q.soonest) {
		q.soonest = expires
	}
	b := make([]byte, 0, 640)
	b = strconv.AppendInt(append(b, `{"update_id":`...), int64(q.next), 10)
	b = append(append(append(b, `,"`...), kind...), `":`...)
	b = append(write(b), '}')
	q.newest = update{id: q.next, expires: expires, json: b}
	q.waiting = append(q.waiting, q.newest)
	q.next++
	q.wake()
	return true
}

func (t *Telegram) pushMessage(kind string, c *chat, m *message, now time.Time) {
	t.push(kind, now.Add(day), func(b []byte) []byte { return t.appendMessage(b, c, m) })
}

func (q *queue) wake() {
	if q.parked != nil {
		close(q.parked.end)
		q.parked = nil
	}
}

// expire forgets what is too old.
func (q *queue) expire(now time.Time) {
	now = now.Truncate(time.Second) // the platform counts in whole seconds
	if !q.soonest.Before(now) {
		return
	}
	keep := q.waiting[:0]
	q.soonest = now.Add(day)
	for _, u := range q.waiting {
		if u.expires.Before(now) {
			continue
		}
		keep = append(keep, u)
		if u.expires.Before(q.soonest) {
			q.soonest = u.expires
		}
	}
	clear(q.waiting[len(keep):])
	q.waiting = keep
}

// take confirms what is below the offset and gives what comes from it on.
func (q *queue) take(offset, limit int, now time.Time) []update {
	head := q.next
	if len(q.waiting) > 0 {
		head = q.waiting[0].id
	}
	switch {
	case offset < 0: // from the end
		offset = max(q.next+offset, head)
	case offset == 0, offset > q.next-1+10, offset < head-maxQueued: // nothing, in the future, in the past: ignored
		offset = head
	}
	confirmed := 0
	for confirmed < len(q.waiting) && q.waiting[confirmed].id < offset {
		confirmed++
	}
	clear(q.waiting[:confirmed])
	q.waiting = q.waiting[confirmed:]
	q.expire(now)
	give := q.waiting[:min(limit, len(q.waiting))]
	if len(q.again) > 0 && (len(q.waiting) == 0 || q.again[0].id < q.waiting[0].id) {
		give = append(q.again[:1:1], give[:min(limit-1, len(give))]...)
		q.again = q.again[1:]
	}
	return give
}

// Repeat delivers the newest update that many more times, each in an answer of its own, after the bot has confirmed it:
// what a bot sees when its confirmation was lost.
func (t *Telegram) Repeat(times int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.updates.newest.json == nil {
		return
	}
	t.updates.again = append(t.updates.again, slices.Repeat([]update{t.updates.newest}, times)...)
	t.updates.wake()
}

// RestartIDs makes first the next update_id and forgets what waits: so it is after a week without updates (Bot API
// Update).
func (t *Telegram) RestartIDs(first int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.updates.waiting, t.updates.newest, t.updates.again, t.updates.next = nil, update{}, nil, first
}

// Pending is how many updates are not yet confirmed by an offset.
func (t *Telegram) Pending() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.updates.expire(t.clock.Now())
	return len(t.updates.waiting) + len(t.updates.again)
}

// Polling says that a long poll is parked with nothing to deliver: the bot has confirmed all it was given.
func (t *Telegram) Polling() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.updates.parked != nil
}
