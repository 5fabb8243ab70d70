package demo

import (
	"sync"
	"time"
)

// Clock is the time everybody in the demo lives by: it runs with real time and can be pushed forward. It is the one
// place of this package that asks the machine for the time.
type Clock struct {
	mu     sync.Mutex
	start  time.Time // virtual
	real   time.Time
	jumped time.Duration
	wakes  map[*wake]struct{}
}

type wake struct {
	at      time.Time
	patient bool // no walk stops for it
	fired   chan time.Time
	timer   *time.Timer
}

// NewClock starts a clock that shows start at this moment.
func NewClock(start time.Time) *Clock {
	return &Clock{start: start.UTC(), real: time.Now(), wakes: map[*wake]struct{}{}}
}

// Now is the virtual time in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	return c.start.Add(time.Since(c.real) + c.jumped)
}

// Wake asks for one tick when the clock reaches at. The channel is buffered: nobody has to listen. A time that has
// come already ticks at once. After stop the channel stays silent.
func (c *Clock) Wake(at time.Time) (tick <-chan time.Time, stop func()) { return c.wait(at, false) }

// patience is Wake for who need not be walked to: he ticks when the clock has got past him. So a long walk does not end one poll
// after the other, and at its end none waits whose time is over.
func (c *Clock) patience(at time.Time) (tick <-chan time.Time, stop func()) { return c.wait(at, true) }

func (c *Clock) wait(at time.Time, patient bool) (tick <-chan time.Time, stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w := &wake{at: at, patient: patient, fired: make(chan time.Time, 1)}
	now := c.now()
	if !at.After(now) {
		w.fired <- now
		return w.fired, func() {}
	}
	c.wakes[w] = struct{}{}
	w.timer = time.AfterFunc(at.Sub(now), func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.fire(w)
	})
	return w.fired, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.forget(w)
	}
}

// Next is the earliest time to walk to; false when nobody waits for one.
func (c *Clock) Next() (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var at time.Time
	for w := range c.wakes {
		if !w.patient && (at.IsZero() || w.at.Before(at)) {
			at = w.at
		}
	}
	return at, !at.IsZero()
}

// Walk goes to each time somebody waits for, in order, and at last to the given time. After each step it calls settle,
// which has to return only when everybody has done what that moment asked for; waits that begin meanwhile count too.
// The clock never goes back.
func (c *Clock) Walk(to time.Time, settle func()) { c.stride(to, 0, settle) }

// stride is Walk in steps that are no shorter than least: who waits for less than that waits with those who come next.
func (c *Clock) stride(to time.Time, least time.Duration, settle func()) {
	for {
		next, ok := c.Next()
		next = latest(next, c.Now().Add(least))
		if !ok || next.After(to) {
			break
		}
		c.jump(next)
		settle()
	}
	c.jump(to)
	settle()
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (c *Clock) jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d := to.Sub(c.now()); d > 0 {
		c.jumped += d
	}
	now := c.now()
	for w := range c.wakes {
		if !w.at.After(now) {
			c.fire(w)
			continue
		}
		w.timer.Reset(w.at.Sub(now))
	}
}

// fire ticks once, however many of the timer and the jumps come to it.
func (c *Clock) fire(w *wake) {
	if _, waiting := c.wakes[w]; !waiting {
		return
	}
	if now := c.now(); w.at.After(now) {
		w.timer.Reset(w.at.Sub(now))
		return
	}
	c.forget(w)
	w.fired <- c.now()
}

func (c *Clock) forget(w *wake) {
	delete(c.wakes, w)
	w.timer.Stop()
}

// after ticks when so much real time has passed.
func after(d time.Duration) (tick <-chan time.Time, stop func()) {
	timer := time.NewTimer(d)
	return timer.C, func() { timer.Stop() }
}
