package bot

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// far is Telegram at the end of a way.
type far struct {
	mu               sync.Mutex
	way              time.Duration
	trips, now, most int // requests: all of them, those on their way, and the most of those at once
}

// RoundTrip implements http.RoundTripper.
func (f *far) RoundTrip(*http.Request) (*http.Response, error) {
	f.mu.Lock()
	f.trips, f.now = f.trips+1, f.now+1
	f.most = max(f.most, f.now)
	way := f.way
	f.mu.Unlock()
	<-time.After(way)
	f.mu.Lock()
	f.now--
	f.mu.Unlock()
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(`{"ok":true,"result":true}`))}, nil
}

// move lets the way be another, and gives how many requests were on theirs at most since the last time, and how many were made.
func (f *far) move(way time.Duration) (most, trips int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	most, trips = f.most, f.trips
	f.way, f.most = way, f.now
	return most, trips
}

// overLines is a bot that can carry, and nothing else.
func overLines(f *far) *Bot {
	return &Bot{client: newClient("http://far", "token", f), clock: WallClock{}, lines: newLines(), results: make(chan result, 2*inFlight)}
}

// fill lets as much leave as may be in flight.
func (b *Bot) fill() {
	going := make([]*outgoing, inFlight-b.flying)
	for i := range going {
		going[i] = &outgoing{method: "sendChatAction"}
	}
	b.flying = inFlight
	b.send(going)
}

// land takes the next result.
func (b *Bot) land() {
	r := <-b.results
	b.flying--
	b.lines.heard(r.took)
}

// TestLinesFollowTheWay: a quick way is served by few lines and a long one by many, also after each other, and everything is carried.
func TestLinesFollowTheWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &far{}
		b := overLines(f)
		carried := 0
		for _, leg := range []struct {
			way  time.Duration
			most int
		}{{time.Millisecond, fewLines}, {30 * time.Millisecond, manyLines}, {time.Millisecond, fewLines}} {
			f.move(leg.way)
			for range 5 * inFlight { // until the lines are as many as they will be
				b.fill()
				b.land()
				carried++
			}
			for b.flying > 0 {
				b.land()
				carried++
			}
			f.move(leg.way)
			b.fill()
			synctest.Wait()
			if most, _ := f.move(leg.way); most != leg.most {
				t.Errorf("over %s %d requests are on their way at once, want %d", leg.way, most, leg.most)
			}
			for b.flying > 0 {
				b.land()
				carried++
			}
		}
		if _, trips := f.move(0); trips != carried {
			t.Errorf("%d requests were made of %d", trips, carried)
		}
		b.lines.stop()
	})
}

// TestAStopLeavesWhatWaitsForALine: what has not gone out when the bot stops stays, since the next one will send it.
func TestAStopLeavesWhatWaitsForALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &far{way: time.Second}
		b := overLines(f)
		b.fill()
		synctest.Wait()
		b.lines.stop()
		for range fewLines {
			b.land()
		}
		synctest.Wait()
		if _, trips := f.move(0); trips != fewLines {
			t.Errorf("%d requests were made, %d of them before the stop", trips, fewLines)
		}
	})
}
