package demo

import "math/rand/v2"

// Trouble is what can be wrong with the line and the platform, until it is replaced by Trouble{}.
type Trouble struct {
	Down      bool // no connection: requests are cut before anything was applied, waiting polls too
	Flood     int  // every call but getUpdates is answered 429 with this retry_after in seconds
	Server    int  // percent of calls answered 502, without effect
	CutBefore int  // percent of calls whose connection is cut before they were applied
	CutAfter  int  // percent of calls whose connection is cut after they were applied
	Seed      uint64
}

// SetTrouble begins a trouble and ends the one before.
func (t *Telegram) SetTrouble(tr Trouble) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trouble = tr
	t.chance = rand.New(rand.NewPCG(tr.Seed, 1))
	if tr.Down && t.updates.parked != nil {
		t.updates.parked.cut = true
		t.updates.wake()
	}
}

// strikes throws the dice.
func (t *Telegram) strikes(percent int) bool {
	return percent > 0 && t.chance.IntN(100) < percent
}
