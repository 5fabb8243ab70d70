package flows

import "asuhbersama/parenting"

// Resend sends a broadcast once more to those whom it did not reach, and to nobody else. Of whom it is not certain are asked about by
// themselves: they may have got it.
func Resend(c *Chat) {
	b, ok := c.sentCast("resend")
	if !ok {
		return
	}
	failed, parked, known := c.Retries(b.ID)
	if !known && c.Choose(countingStep, []string{"no"}) == "no" {
		c.Say("kept")
		return
	}
	var choices []string
	if failed > 0 {
		choices = append(choices, "failed")
	}
	if parked > 0 {
		choices = append(choices, "parked")
	}
	args := []any{"Failed", failed, "Parked", parked, "Beyond", max(0, unreached(c.Facts, b)-failed-parked)}
	if choices == nil {
		c.Say("nobody", args...)
		return
	}
	what := c.Choose("sure", append(choices, "no"), args...)
	if what == "no" || what == "parked" && c.Choose("twice", []string{"no", "yes"}, args...) == "no" {
		c.Say("kept")
		return
	}
	c.Do(parenting.Resend{Broadcast: b.ID, Parked: what == "parked", Version: b.Version})
	c.Show(parenting.CardBroadcast, int64(b.ID), 0)
}

// HandOver asks the facilitators of families whom a broadcast could not reach to pass it on.
func HandOver(c *Chat) {
	b, ok := c.sentCast("handover")
	if !ok {
		return
	}
	families, known := c.ToHand(b.ID)
	switch {
	case !known && c.Choose(countingStep, []string{"no"}) == "no":
		c.Say("kept")
		return
	case families == 0:
		c.Say("nobody")
		return
	case c.Choose("sure", []string{"yes", "no"}, "Families", families) == "no":
		c.Say("kept")
		return
	}
	c.Do(parenting.HandOver{Broadcast: b.ID, Version: b.Version})
	c.Show(parenting.CardBroadcast, int64(b.ID), 0)
}

// unreached is of how many recipients a broadcast may be sent to some once more.
func unreached(f Facts, b parenting.Broadcast) int {
	n := b.Parked
	for _, o := range f.Outcomes(b.ID) {
		if o.Returns() {
			n += o.N
		}
	}
	return n
}
