package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// PauseWhich asks a coordinator who writes "stop dulu" while announcements go out what is to stop: one of them, everything, or what comes
// to himself.
func PauseWhich(c *Chat) {
	going := slices.DeleteFunc(c.unfinished(), func(b parenting.Broadcast) bool { return !goesOn(b) })
	going = going[:min(len(going), mostShown)]
	if len(going) == 0 { // it has ended meanwhile
		c.Then("latest")
		return
	}
	var buttons []Button
	for _, b := range going {
		buttons = append(buttons, Button{
			Key: "pause.which.this", Args: Args{"Start": b.Content.Start, "Kind": kindOf(b)}, Choice: parenting.ShortID(int64(b.ID)), Wide: true,
		})
	}
	if ofEverything(c) {
		buttons = append(buttons, Button{Key: "pause.which.all", Choice: "hold"})
	}
	if len(c.Rights.People) > 0 {
		buttons = append(buttons, Button{Key: "pause.which.own", Choice: "pace"})
	}
	choice := c.Pick("which", append(buttons, Button{Key: "pause.which.no", Choice: "no"}))
	switch choice {
	case "no":
		c.Say("kept")
	case "hold", "pace":
		c.Then(choice)
	default:
		b := going[slices.IndexFunc(going, func(b parenting.Broadcast) bool { return parenting.ShortID(int64(b.ID)) == choice })]
		c.Do(parenting.Halt{Broadcast: b.ID, Version: b.Version, Why: parenting.PausedByHand})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

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
	open, since := c.unfinished(), c.Programme().Held
	if since.IsZero() {
		c.Say("regional", "Who", who, "Open", len(open))
	} else {
		c.Say("held", "Who", who, "Since", since.In(ReaderZone(c.Facts, c.Event.Account)))
	}
	for _, b := range open[:min(len(open), mostShown)] {
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}
