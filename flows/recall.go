package flows

import "asuhbersama/parenting"

// AbortBroadcast ends a broadcast for those who have not got it yet.
func AbortBroadcast(c *Chat) {
	b, ok := c.sentCast("abort")
	if !ok {
		return
	}
	if c.Choose("sure", []string{"no", "yes"}, "Start", b.Content.Start, "Total", b.Total) == "no" {
		c.Say("kept")
		return
	}
	c.Do(parenting.Abort{Broadcast: b.ID, Version: b.Version})
	c.Show(parenting.CardBroadcast, int64(b.ID), 0)
}

// RecallBroadcast takes a broadcast back from those who have it. It asks twice: there is no way back from that.
func RecallBroadcast(c *Chat) {
	b, ok := c.sentCast("recall")
	if !ok {
		return
	}
	args := []any{"Start", b.Content.Start, "Sent", b.Sent, "Waiting", b.Waiting + b.Sending, "Late", c.Now().Sub(b.Started) > parenting.Deletable}
	if c.Choose("sure", []string{"no", "yes"}, args...) == "no" || c.Choose("really", []string{"no", "yes"}, args...) == "no" {
		c.Say("kept")
		return
	}
	c.Do(parenting.Recall{Broadcast: b.ID, Version: b.Version})
	c.Show(parenting.CardBroadcast, int64(b.ID), 0)
}
