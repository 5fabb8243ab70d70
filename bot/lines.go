package bot

import (
	"context"
	"sync/atomic"
	"time"
)

// lines are what requests go out on, several at once. Each is a goroutine, with a connection and its buffers while it carries something.
// Where Telegram answers at once few are quickest, and the others wait their turn; where the way is long many are needed. So each slow
// answer opens another line, and each quick one closes one that is not needed.
type lines struct {
	waiting chan *outgoing // nil closes a line
	open    int
	wide    int         // how many may be open
	over    atomic.Bool // the bot has stopped: what still waits stays where it is
}

const (
	fewLines  = 64
	manyLines = 190 // fill a way of 30 ms with what a storm brings
	slowLine  = 15 * time.Millisecond
)

func newLines() *lines {
	return &lines{waiting: make(chan *outgoing, inFlight+manyLines), wide: fewLines}
}

// heard takes notice of how long an answer took.
func (l *lines) heard(took time.Duration) {
	if took > slowLine {
		l.wide = min(l.wide+1, manyLines)
	} else {
		l.wide = max(l.wide-1, fewLines)
	}
}

// departure is what requests that leave together share: the time that they have, with one timer for all.
type departure struct {
	ctx  context.Context
	end  context.CancelFunc
	left atomic.Int32
}

// requestTime bounds a request, so that a dead line frees its chat.
const requestTime = 30 * time.Second

// send lets requests leave, of which there is room for all that may be in flight.
func (b *Bot) send(going []*outgoing) {
	if len(going) == 0 {
		return
	}
	d := &departure{}
	d.ctx, d.end = context.WithTimeout(context.Background(), requestTime)
	d.left.Store(int32(len(going)))
	l := b.lines
	for _, out := range going {
		out.departure = d
		l.waiting <- out
	}
	for ; l.open < min(l.wide, b.flying); l.open++ {
		go b.carry()
	}
	for ; l.open > l.wide; l.open-- {
		l.waiting <- nil
	}
}

// carry makes one request after another, until its line is closed or the bot stops.
func (b *Bot) carry() {
	for out := range b.lines.waiting {
		if out == nil || b.lines.over.Load() {
			return
		}
		begin := b.clock.Now()
		r := b.request(out.ctx, out)
		r.took = b.clock.Now().Sub(begin)
		if out.left.Add(-1) == 0 {
			out.end()
		}
		b.results <- r
	}
}

// stop ends the lines once they have carried what they are carrying.
func (l *lines) stop() {
	l.over.Store(true)
	close(l.waiting)
}
