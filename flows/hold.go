package flows

import "asuhbersama/parenting"

// HoldAll stops everything that goes out but answers, or lets it go on: the way out when something goes wrong that nobody understands yet.
func HoldAll(c *Chat) {
	if !ofEverything(c) {
		c.haltOwn()
		return
	}
	since := c.Programme().Held
	if since.IsZero() {
		open := 0
		for _, b := range c.Unfinished() {
			if b.Open() {
				open++
			}
		}
		if c.Choose("sure", []string{"no", "yes"}, "Open", open) == "no" {
			c.Say("kept")
			return
		}
		c.Do(parenting.Hold{On: true})
		c.Tell("done", Message{Rows: [][]Button{{{Key: "hold.again.yes", Begin: "hold"}}}})
		return
	}
	if c.Choose("again", []string{"yes", "no"}, "Since", since.In(ReaderZone(c.Facts, c.Event.Account))) == "no" {
		c.Say("still")
		return
	}
	c.Do(parenting.Hold{})
	c.Say("going")
}

// haltOwn shows a coordinator of a region, who cannot hold all, what he can stop: the broadcasts for his regions only.
func (c *Chat) haltOwn() {
	var who []string
	for _, g := range c.Coordinators() {
		if g.Region == (parenting.Region{}) {
			who = append(who, g.Name)
		}
	}
	open := c.open()
	c.Say("regional", "Who", who, "Open", len(open))
	for _, b := range open[:min(len(open), mostShown)] {
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}
