package flows

import "asuhbersama/parenting"

// AskSafety asks whether a draft is a safety notice: one reaches those too who have had their messages of the week.
func AskSafety(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	safety := c.Choose("sure", []string{"no", "yes"}, "Most", parenting.MostUnasked) == "yes"
	if safety != b.Safety {
		c.Do(parenting.MarkSafety{Broadcast: b.ID, Safety: safety, Version: b.Version})
	}
	c.Then("broadcast", "on", b.ID)
}
