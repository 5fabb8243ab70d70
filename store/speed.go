package store

import (
	"slices"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// A speed is how many deliveries of a broadcast have ended of late: in the present span of time, and in the one before. It is an estimate
// for people who wait, so it is kept in memory only.
type speed struct {
	since     time.Time
	n, before int
}

type speeds map[parenting.BroadcastID]speed

const speedSpan = 15 * time.Second

// ended counts deliveries that end now.
func (s speed) ended(n int, now time.Time) speed {
	switch d := now.Sub(s.since); {
	case d < 0 || d >= 2*speedSpan:
		s = speed{since: now}
	case d >= speedSpan:
		s = speed{since: s.since.Add(speedSpan), before: s.n}
	}
	s.n += n
	return s
}

// perSecond is the speed by now; 0 while it is not known.
func (s speed) perSecond(now time.Time) float64 {
	d := now.Sub(s.since)
	if s.before == 0 || d < 0 || d >= 2*speedSpan {
		return 0
	}
	return float64(s.before+s.n) / (speedSpan + d).Seconds()
}

// SetRate says how many messages a second may leave at most; 0 is no limit.
func (s *Store) SetRate(perSecond float64) { s.rate = perSecond }

// Speed is how many messages a second a broadcast sends of late, or, while that is not known, how many may leave at most; 0 if nothing is.
func (tx *Tx) Speed(id parenting.BroadcastID) float64 {
	if n := tx.store.speeds[id].perSecond(tx.now); n > 0 {
		return n
	}
	return tx.store.rate
}

// asleep is how many of those who wait for a broadcast that goes out wait for their morning or its hour: known once its ledger was read.
type asleep map[parenting.BroadcastID]int

// Asleep is how many they are of one.
func (tx *Tx) Asleep(id parenting.BroadcastID) int { return tx.store.asleep[id] }

// SetAsleep notes that. Progress cards say so by day only, as by night everybody is.
func (tx *Tx) SetAsleep(id parenting.BroadcastID, n int) {
	if tx.store.asleep[id] == n {
		return
	}
	tx.store.asleep[id] = n
	if n == 0 {
		delete(tx.store.asleep, id)
	}
	b := tx.broadcast(id)
	byDay := b.From.IsZero() && !parenting.QuietAt(tx.now.In(flows.ReaderZone(tx, b.By)))
	if byDay && !slices.Contains(tx.advanced, id) {
		tx.advanced = append(tx.advanced, id)
	}
}
