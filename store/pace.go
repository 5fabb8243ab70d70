package store

import (
	"time"

	"asuhbersama/parenting"
)

// A pace is how many deliveries of a broadcast have ended of late: in the present span of time, and in the one before. It is an estimate
// for people who wait, so it is kept in memory only.
type pace struct {
	since     time.Time
	n, before int
}

type paces map[parenting.BroadcastID]pace

const paceSpan = 15 * time.Second

// ended counts deliveries that end now.
func (p pace) ended(n int, now time.Time) pace {
	switch d := now.Sub(p.since); {
	case d < 0 || d >= 2*paceSpan:
		p = pace{since: now}
	case d >= paceSpan:
		p = pace{since: p.since.Add(paceSpan), before: p.n}
	}
	p.n += n
	return p
}

// perSecond is the pace by now; 0 while it is not known.
func (p pace) perSecond(now time.Time) float64 {
	d := now.Sub(p.since)
	if p.before == 0 || d < 0 || d >= 2*paceSpan {
		return 0
	}
	return float64(p.before+p.n) / (paceSpan + d).Seconds()
}

// SetRate says how many messages a second may leave at most; 0 is no limit.
func (s *Store) SetRate(perSecond float64) { s.rate = perSecond }

// Pace is how many messages a second a broadcast sends of late, or, while that is not known, how many may leave at most; 0 if nothing is.
func (tx *Tx) Pace(id parenting.BroadcastID) float64 {
	if p := tx.store.paces[id].perSecond(tx.now); p > 0 {
		return p
	}
	return tx.store.rate
}
