package bot

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestLanesKeepTheRules plays random work against lanes: nothing is lost or sent twice, a chat has one request in flight and its
// lanes in order, what is held stays, and neither the bucket of all nor that of a chat is ever overdrawn.
func TestLanesKeepTheRules(t *testing.T) {
	const largest = 10 // an album
	rapid.Check(t, func(t *rapid.T) {
		l := newLanes(28)
		now := time.Unix(1_700_000_000, 0)
		added, gone := 0, map[int64]bool{}
		flying := map[parenting.ChatID]bool{}
		var sent []time.Time
		perChat := map[parenting.ChatID][]time.Time{}
		waiting := map[parenting.ChatID][]item{}
		take := func() bool {
			it, ok := l.next(now)
			if !ok {
				return false
			}
			if l.held && it.lane >= store.Notices {
				t.Fatalf("row %d of lane %d left although all is held", it.row, it.lane)
			}
			if gone[it.row] || flying[it.chat] {
				t.Fatalf("row %d of chat %d left twice or beside another", it.row, it.chat)
			}
			for _, other := range waiting[it.chat] {
				if other.lane < it.lane || other.lane == it.lane && other.row < it.row {
					t.Fatalf("row %d of lane %d overtook row %d of lane %d", it.row, it.lane, other.row, other.lane)
				}
			}
			waiting[it.chat] = without(waiting[it.chat], it.row)
			gone[it.row] = true
			if rapid.IntRange(0, 3).Draw(t, "needed") == 0 {
				l.unused(it.chat, now)
				return true
			}
			flying[it.chat] = true
			for range max(1, it.messages) {
				sent, perChat[it.chat] = append(sent, now), append(perChat[it.chat], now)
			}
			return true
		}
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			chat := parenting.ChatID(rapid.SampledFrom([]int64{1, 2, 3, 4, 5, -1, -2}).Draw(t, "chat"))
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				added++
				it := item{row: int64(added), chat: chat, lane: store.Lane(rapid.IntRange(0, int(store.LaneCount)-1).Draw(t, "lane"))}
				if chat > 0 {
					it.messages = rapid.SampledFrom([]int{0, 0, 0, 2, 5, largest}).Draw(t, "messages")
				}
				waiting[chat] = append(waiting[chat], it)
				l.add(it, now)
			case 1:
				take()
			case 2:
				if flying[chat] {
					delete(flying, chat)
					l.done(chat, now)
				}
			case 3:
				now = now.Add(time.Duration(rapid.IntRange(1, 2000).Draw(t, "ms")) * time.Millisecond)
			case 4:
				l.hold(!l.held, now)
			}
			notices := 0
			for _, w := range waiting {
				for _, it := range w {
					if it.lane == store.Notices {
						notices++
					}
				}
			}
			if l.notices != notices {
				t.Fatalf("%d notices are in line, counted are %d", notices, l.notices)
			}
		}
		l.hold(false, now)
		for range 100 * (added + 1) {
			for chat := range flying {
				delete(flying, chat)
				l.done(chat, now)
			}
			for take() {
			}
			if len(gone) == added {
				break
			}
			at := l.wake(now)
			if at.IsZero() && len(flying) == 0 {
				t.Fatalf("%d of %d left and nothing to wait for", len(gone), added)
			}
			now = later(now, at)
		}
		if len(gone) != added {
			t.Fatalf("%d of %d left", len(gone), added)
		}
		atMost(t, "all chats", sent, time.Second, 28+bucketBurst)
		for chat, times := range perChat {
			if chat < 0 {
				atMost(t, "a group", times, time.Minute, 18)
			} else {
				atMost(t, "a private chat", times, 10*time.Second, 10+max(privateBurst, largest))
			}
		}
	})
}

// TestWhatNeedNotLeaveTakesNoPlace: a thousand reminders that turn out to be void hold up nothing, neither an announcement to others nor
// what comes next in their own chats.
func TestWhatNeedNotLeaveTakesNoPlace(t *testing.T) {
	l := newLanes(28)
	now := time.Unix(1_700_000_000, 0)
	for i := range int64(1000) {
		l.add(item{row: i + 1, chat: parenting.ChatID(i%4 + 1), lane: store.Notices}, now)
	}
	for i := range 5 {
		l.add(item{cast: 1, chat: parenting.ChatID(i + 1), lane: store.Broadcasts}, now)
	}
	for void := 0; ; {
		it, ok := l.next(now)
		switch {
		case ok && it.cast == 0:
			l.unused(it.chat, now)
			void++
			continue
		case void < 1000:
			t.Fatalf("a reminder waits for places that %d have not taken", void)
		}
		for n := 1; n < 5; n++ {
			if _, ok = l.next(now); !ok {
				t.Fatalf("delivery %d waits", n+1)
			}
		}
		return
	}
}

// TestACrowd: a line is as long as it may be with so many notices, and one less is no crowd; replies do not count.
func TestACrowd(t *testing.T) {
	l := newLanes(28)
	now := time.Unix(1_700_000_000, 0)
	for i := range int64(maxLine) {
		if l.crowd() {
			t.Fatalf("%d notices are a crowd", i)
		}
		l.add(item{row: 2*i + 1, chat: parenting.ChatID(i + 1), lane: store.Notices}, now)
		l.add(item{row: 2*i + 2, chat: 1, lane: store.Replies, notBefore: now.Add(time.Hour)}, now)
	}
	if !l.crowd() {
		t.Fatalf("%d notices are no crowd", maxLine)
	}
	if _, ok := l.next(now); !ok || l.crowd() {
		t.Fatalf("one has left: %t, and it is a crowd still: %t", ok, l.crowd())
	}
}

// TestRepliesWaitForNoEdit: whoever presses once a second gets each question at once, and the edits in between.
func TestRepliesWaitForNoEdit(t *testing.T) {
	l := newLanes(28)
	now := time.Unix(1_700_000_000, 0)
	edits := 0
	drain := func() (replied bool) {
		for it, ok := l.next(now); ok; it, ok = l.next(now) {
			replied = replied || it.lane == store.Replies
			if it.lane == store.Edits {
				edits++
			}
			l.done(it.chat, now)
		}
		return replied
	}
	for i := range int64(30) {
		drain() // an edit that has become due the moment before
		l.add(item{row: 2*i + 1, chat: 1, lane: store.Replies}, now)
		l.add(item{row: 2*i + 2, chat: 1, lane: store.Edits}, now)
		if !drain() {
			t.Fatalf("reply %d waits; %d edits went before", i, edits)
		}
		now = now.Add(time.Second)
	}
	for at := l.wake(now); !at.IsZero(); at = l.wake(now) {
		now = later(now, at)
		drain()
	}
	if edits != 30 {
		t.Errorf("%d edits left, want 30", edits)
	}
}

// TestBroadcastsShareThePace: while three broadcasts go out, each gets its third, a reply to somebody else waits for nothing, and an edit
// or a reminder only until the bucket has its next place.
func TestBroadcastsShareThePace(t *testing.T) {
	const perSecond, seconds, every = 28, 60, 137 * time.Millisecond
	l := newLanes(perSecond)
	start := time.Unix(1_700_000_000, 0)
	now, chat := start, parenting.ChatID(0)
	sent := map[parenting.BroadcastID]int{}
	asked, waited := map[int64]time.Time{}, map[store.Lane]time.Duration{}
	row, next := int64(0), start
	for now.Before(start.Add(seconds * time.Second)) {
		for cast := parenting.BroadcastID(1); cast <= 3; cast++ {
			for l.casts[cast] < 10 {
				chat++
				l.add(item{cast: cast, lane: store.Broadcasts, chat: chat}, now)
			}
		}
		if !now.Before(next) { // something for people
			row++
			asked[row] = now
			l.add(item{row: row, lane: store.Lane(row % 3), chat: parenting.ChatID(1_000_000 + row)}, now)
			next = next.Add(every)
		}
		for it, ok := l.next(now); ok; it, ok = l.next(now) {
			l.done(it.chat, now)
			if it.cast != 0 {
				sent[it.cast]++
			} else {
				waited[it.lane] = max(waited[it.lane], now.Sub(asked[it.row]))
				delete(asked, it.row)
			}
		}
		now = l.wake(now)
		if next.Before(now) {
			now = next
		}
	}
	t.Logf("sent %v; replies, edits and notices waited at most %v", sent, waited)
	third := (perSecond*seconds - int(row)) / 3
	for cast := parenting.BroadcastID(1); cast <= 3; cast++ {
		if n := sent[cast]; n < third-10 || n > third+10 {
			t.Errorf("broadcast %d got %d places, want about %d", cast, n, third)
		}
	}
	place := time.Second / perSecond
	if waited[store.Replies] > 0 || waited[store.Edits] > 2*place || waited[store.Notices] > 2*place || len(asked) > 1 {
		t.Errorf("waited %v, %d still wait", waited, len(asked))
	}
}

func without(items []item, row int64) []item {
	var rest []item
	for _, it := range items {
		if it.row != row {
			rest = append(rest, it)
		}
	}
	return rest
}

func atMost(t *rapid.T, who string, times []time.Time, window time.Duration, most int) {
	for i := range times {
		if i >= most && times[i].Sub(times[i-most]) < window {
			t.Fatalf("%s got more than %d in %v", who, most, window)
		}
	}
}

// TestLanesFlood: a refusal stops its chat and keeps the order; a second chat refused meanwhile stops all.
func TestLanesFlood(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	l := newLanes(28)
	for row := range int64(3) {
		l.add(item{row: row + 1, chat: parenting.ChatID(row + 1)}, now)
		l.add(item{row: row + 11, chat: parenting.ChatID(row + 1)}, now)
	}
	first, _ := l.next(now)
	l.done(first.chat, now)
	l.flood(first.chat, now.Add(30*time.Second), now)
	l.add(first, now)
	second, _ := l.next(now)
	if second.chat == first.chat {
		t.Fatalf("chat %d sends while it is stopped", second.chat)
	}
	l.done(second.chat, now)
	l.flood(second.chat, now.Add(10*time.Second), now)
	l.add(second, now)
	if it, ok := l.next(now.Add(9 * time.Second)); ok {
		t.Fatalf("row %d leaves while everything is stopped", it.row)
	}
	if it, ok := l.next(now.Add(11 * time.Second)); !ok || it.row != 2 && it.row != 3 {
		t.Fatalf("after the stop came row %d, %v", it.row, ok)
	}
	now = now.Add(31 * time.Second)
	for {
		it, ok := l.next(now)
		if !ok {
			t.Fatal("the first row never came again")
		}
		if it.chat == first.chat {
			if it.row != first.row {
				t.Fatalf("row %d overtook row %d after the flood", it.row, first.row)
			}
			return
		}
		l.done(it.chat, now)
	}
}

// TestWhatANoticeSaysStaysTogether: what follows its first message leaves before what others were queued for meanwhile, in order.
func TestWhatANoticeSaysStaysTogether(t *testing.T) {
	l, now := newLanes(0), time.Unix(1_700_000_000, 0)
	for chat := range parenting.ChatID(3) {
		l.add(item{row: int64(chat) + 1, chat: chat + 1, lane: store.Notices}, now)
	}
	first, _ := l.next(now)
	for row := range int64(3) {
		l.add(item{row: 10 + row, chat: first.chat, lane: store.Notices, seq: first.seq}, now)
	}
	l.done(first.chat, now)
	l.add(first, now) // refused for a reason that passes
	var rows []int64
	for it, ok := l.next(now); ok; it, ok = l.next(now) {
		rows = append(rows, it.row)
		l.done(it.chat, now)
	}
	if !slices.Equal(rows, []int64{1, 10, 11, 12, 2, 3}) {
		t.Errorf("they leave as %v", rows)
	}
}
