package bot

import "time"

// A Clock tells the time and wakes who waits. It is passed in so that a demo and a test can walk through a week in a second.
type Clock interface {
	Now() time.Time
	// Wake returns a channel that delivers once the clock reaches at. stop releases it.
	Wake(at time.Time) (wake <-chan time.Time, stop func())
}

// WallClock is the time of this machine.
type WallClock struct{}

// Now is the time of this machine, in UTC.
func (WallClock) Now() time.Time { return time.Now().UTC() }

// Wake waits as time.Timer does.
func (WallClock) Wake(at time.Time) (<-chan time.Time, func()) {
	t := time.NewTimer(time.Until(at))
	return t.C, func() { t.Stop() }
}
