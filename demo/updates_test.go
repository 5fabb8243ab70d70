package demo

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Sources: telegram-bot-api Client.cpp (process_get_updates_query, do_get_updates, add_update), tdlib TQueue.cpp, Bot
// API getUpdates.

// ids polls once and gives the update ids, counted from the first one the platform made after the beginning.
func (s *platform) ids(base int, a args) (all []int) {
	s.Helper()
	for _, u := range s.poll(a) {
		all = append(all, u.ID-base)
	}
	return all
}

// later goes past the pause that a repeated offset is answered with.
func (s *platform) later() { s.wait(5 * time.Second) }

func (s *platform) base() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.next
}

func same[T comparable](t *testing.T, what string, got []T, want ...T) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %v, want %v", what, got, want)
			return
		}
	}
}

func TestUpdatesComeUntilAnOffsetConfirmsThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		base := s.base()
		for _, text := range []string{"a", "b", "c"} {
			s.write(sariID, sariID, text)
		}
		same(t, "first", s.ids(base, args{}), 0, 1, 2)
		s.later()
		same(t, "again", s.ids(base, args{"offset": 0}), 0, 1, 2)
		same(t, "limit", s.ids(base, args{"offset": base, "limit": 2}), 0, 1)
		same(t, "confirmed", s.ids(base, args{"offset": base + 1}), 1, 2)
		if got := s.Pending(); got != 2 {
			t.Errorf("%d pending, want 2", got)
		}
		same(t, "what is confirmed is gone", s.ids(base, args{"offset": base}), 1, 2)
		same(t, "a negative offset counts from the end", s.ids(base, args{"offset": -1}), 2)
		s.later()
		same(t, "and forgets the rest", s.ids(base, args{"offset": 0}), 2)
		same(t, "more than there are", s.ids(base, args{"offset": -50}), 2)
		same(t, "an offset in the future is ignored", s.ids(base, args{"offset": base + 100}), 2)
		same(t, "so is one far in the past", s.ids(base, args{"offset": base - 100_001}), 2)
		same(t, "the next number confirms all", s.ids(base, args{"offset": base + 3}))
		if got := s.Pending(); got != 0 {
			t.Errorf("%d pending, want none", got)
		}
	})
}

func TestUpdatesComeAHundredAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		for range 102 {
			s.write(sariID, sariID, "a")
		}
		for _, limit := range []any{"", 100, 1000} {
			s.later()
			if got := len(s.poll(args{"limit": limit})); got != 100 {
				t.Errorf("limit %v: got %d", limit, got)
			}
		}
		s.later()
		if got := len(s.poll(args{"limit": 0})); got != 1 {
			t.Errorf("limit 0: got %d, want 1", got)
		}
	})
}

// Who asks twice within half a second gets one update; within three seconds the answer waits for three.
func TestAskingTheSameAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		base := s.base()
		s.write(sariID, sariID, "a")
		s.write(sariID, sariID, "b")
		same(t, "first", s.ids(base, args{"offset": base}), 0, 1)
		same(t, "at once", s.ids(base, args{"offset": base}), 0)
		s.wait(501 * time.Millisecond)
		same(t, "after half a second", s.ids(base, args{"offset": base}), 0, 1)
		s.wait(10 * time.Second)
		before := s.clock.Now()
		s.ids(base, args{"offset": base + 2})
		if took := s.clock.Now().Sub(before); took != 0 {
			t.Errorf("the first empty answer took %v", took)
		}
		s.ids(base, args{"offset": base + 2})
		if took := s.clock.Now().Sub(before); took != 3*time.Second {
			t.Errorf("the second empty answer came after %v, want 3s", took)
		}
	})
}

func TestLongPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		base := s.base()
		start := time.Now()
		s.poll(args{"offset": base, "timeout": 7})
		if took := time.Since(start); took != 7*time.Second {
			t.Errorf("an empty poll took %v, want 7s", took)
		}
		s.later()
		start = time.Now()
		s.poll(args{"offset": base, "timeout": 600})
		if took := time.Since(start); took != 50*time.Second {
			t.Errorf("timeout 600 took %v, want 50s", took)
		}
		s.later()
		got := make(chan []int)
		go func() { got <- s.ids(base, args{"offset": base, "timeout": 50}) }()
		synctest.Wait()
		if !s.Polling() {
			t.Error("nobody polls")
		}
		start = time.Now()
		s.write(sariID, sariID, "a")
		same(t, "woken", <-got, 0)
		if took := time.Since(start); took > time.Millisecond {
			t.Errorf("woken after %v", took)
		}
		if s.Polling() {
			t.Error("the poll has ended")
		}
	})
}

// A walk does not stop where a poll would end; whoever polls hears that nothing came once the walk has got past it.
func TestLongPollAndAWalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan answer, 1)
		poll := func() {
			go func() { ended <- s.request(ctx, "/bot"+apiToken+"/getUpdates?timeout=50", "", nil) }()
			synctest.Wait()
		}
		poll()
		s.clock.Walk(monday().Add(49*time.Second), synctest.Wait)
		if !s.Polling() {
			t.Error("the poll has ended early")
		}
		steps := 0
		s.clock.Walk(monday().Add(24*time.Hour), func() { synctest.Wait(); steps++ })
		if got := <-ended; got.err != nil || steps != 1 || s.Polling() {
			t.Errorf("after %d steps: %+v, still polling %v", steps, got, s.Polling())
		}
		poll()
		stop()
		s.poll(args{"limit": 1}) // a bot that starts again at once
		if got := <-ended; got.err == nil {
			t.Errorf("hung up, got %v", got)
		}
		synctest.Wait()
		if s.Polling() {
			t.Error("a poll that hung up is still parked")
		}
		if got := s.Refusals(); len(got) != 0 {
			t.Errorf("one who hung up is in nobody's way: %+v", got)
		}
	})
}

// The older of two polls is ended; such refusals come at most every three seconds.
func TestASecondPollerEndsTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		answers := make(chan answer, 3)
		start := time.Now()
		for range 3 {
			go func() { answers <- s.call("getUpdates", args{"timeout": 20}) }()
			synctest.Wait()
		}
		const conflict = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
		s.refused(<-answers, conflict)
		s.refused(<-answers, conflict)
		if took := time.Since(start); took != 3*time.Second {
			t.Errorf("the second conflict was answered after %v, want 3s", took)
		}
		s.refused(<-answers, "ok")
	})
}

// A press lives 150 seconds, everything else here a day (add_new_callback_query, add_new_message, add_update).
func TestUpdatesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		m := s.send(sariID, "a")
		press := func() {
			_, err := s.Press(sariID, sariID, m.ID, "h")
			s.must(err)
		}
		press()
		s.write(sariID, sariID, "a")
		s.wait(150 * time.Second)
		if got := len(s.poll(args{})); got != 2 {
			t.Errorf("after 150 s: %d updates, want 2", got)
		}
		s.wait(time.Second)
		if got := s.poll(args{}); len(got) != 1 || got[0].Message == nil {
			t.Errorf("after 151 s: %+v, want the message", got)
		}
		if open := s.Unanswered(); len(open) != 0 {
			t.Errorf("a press that expired is not unanswered: %v", open)
		}
		s.wait(24 * time.Hour)
		if got := s.poll(args{}); len(got) != 0 {
			t.Errorf("after a day: %+v", got)
		}
	})
}

// allowed_updates stays until it is given anew, and works when an update is made (update_allowed_update_types).
func TestAllowedUpdatesStick(t *testing.T) {
	s := newPlatform(t, Options{})
	kinds := func() (all []string) {
		m := s.send(sariID, "a")
		s.write(sariID, sariID, "a")
		_, err := s.Press(sariID, sariID, m.ID, "h")
		s.must(err)
		s.Block(sariID)
		s.Unblock(sariID)
		for _, u := range s.drain() {
			switch {
			case u.Message != nil:
				all = append(all, "message")
			case u.Query != nil:
				all = append(all, "press")
			case u.Standing != nil:
				all = append(all, "standing")
			}
		}
		return all
	}
	same(t, "at first all", kinds(), "message", "press", "standing", "standing")
	s.poll(args{"allowed_updates": `["message"]`})
	same(t, "only what was asked for", kinds(), "message")
	for _, keep := range []any{"null", "entah", ""} {
		s.poll(args{"allowed_updates": keep})
		same(t, "kept", kinds(), "message")
	}
	s.poll(args{"allowed_updates": `[]`})
	same(t, "an empty list is the default", kinds(), "message", "press", "standing", "standing")
}

func TestUpdateIDsRestart(t *testing.T) {
	s := newPlatform(t, Options{})
	old := s.base()
	s.RestartIDs(5)
	s.write(sariID, sariID, "a")
	got := s.poll(args{"offset": old})
	if len(got) != 1 || got[0].ID != 5 {
		t.Fatalf("got %+v, want update 5 though the offset is %d", got, old)
	}
	s.poll(args{"offset": 6})
	if s.Pending() != 0 {
		t.Error("update 5 was not confirmed")
	}
}

func TestRepeatDeliversTheNewestUpdateAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		base := s.base()
		s.write(sariID, sariID, "a")
		s.write(sariID, sariID, "b")
		s.Repeat(2)
		same(t, "first", s.ids(base, args{"offset": base}), 0, 1)
		same(t, "again", s.ids(base, args{"offset": base + 2}), 1)
		s.later()
		same(t, "and again", s.ids(base, args{"offset": base + 2}), 1)
		s.later()
		same(t, "no more", s.ids(base, args{"offset": base + 2}))
		s.later()
		s.Repeat(1)
		s.write(sariID, sariID, "c")
		same(t, "a new one does not drop it", s.ids(base, args{"offset": base + 2, "limit": 50}), 1, 2)
	})
}

func TestTooManyUpdatesAreDropped(t *testing.T) {
	s := newPlatform(t, Options{})
	base := s.base()
	for range maxQueued + 5 {
		s.write(sariID, sariID, "a")
	}
	if got := s.Pending(); got != maxQueued {
		t.Errorf("%d pending, want %d: the newest are dropped", got, maxQueued)
	}
	same(t, "the oldest are kept", s.ids(base, args{"limit": 1}), 0)
}
