package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// Broadcasts shows a coordinator what is going out, and the way to a new one.
func Broadcasts(c *Chat) {
	open := slices.DeleteFunc(c.Unfinished(), func(b parenting.Broadcast) bool { return !c.Rights.Reaches(b.Audience.Areas) })
	if len(open) == 0 {
		c.Then("compose")
		return
	}
	for _, b := range open[:min(len(open), mostShown)] {
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
	c.Tell("open", Message{Args: Args{"Count": len(open)}, Rows: [][]Button{{{Key: "broadcasts.new", Begin: "compose"}}}})
}

// mostShown is how many progress cards are shown at once.
const mostShown = 5

// ownDraft: the coordinator who wrote it. One that is sent by now is for all whose regions hold its audience.
func ownDraft(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if b.State == parenting.Draft {
		return coordinator(c) && b.By == c.Event.Account
	}
	return b.ID != 0 && c.Rights.Reaches(b.Audience.Areas)
}

// mayCompose: a coordinator, and of a draft the one who wrote it.
func mayCompose(c *Chat) bool { return coordinator(c) && (c.Arg("on") == "" || ownDraft(c)) }

// SendBroadcast shows a draft as it will be read, says whom it will reach, and sends it. What of it is to be another goes its own way and
// comes back here.
func SendBroadcast(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	switch {
	case b.State != parenting.Draft:
		c.Say("already")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	case len(b.Audience.Whom) == 0:
		c.Then("audience", "on", b.ID)
		return
	}
	reach := c.Reach(b.ID)
	args := []any{
		"To", toWhom(c.Facts, b.Audience), "Will", reach.Will, "Stopped", reach.Stopped, "Unreachable", reach.Unreachable, "Without", reach.Without,
	}
	if reach.Will == 0 {
		c.Do(parenting.Discard{Broadcast: b.ID})
		c.Say("nobody", args...)
		return
	}
	if c.Event.Kind == Resume { // what is asked about stands far above by now
		c.state.unset("preview")
		c.state.unset("message")
	}
	c.Say("preview")
	c.Tell("message", Message{Content: &b.Content})
	switch choice := c.whetherToSend(reach.Will, args); choice {
	case "change":
		c.Then("compose", "on", b.ID)
	case "audience":
		c.Then("audience", "on", b.ID)
	case "no":
		c.Do(parenting.Discard{Broadcast: b.ID})
		c.Say("dropped")
	default:
		c.Do(parenting.Send{Broadcast: b.ID, Urgent: choice == "urgent", Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// whetherToSend asks whether a draft goes out. By night those who sleep get it in the morning, unless it is urgent, which is asked twice.
func (c *Chat) whetherToSend(will int, args []any) string {
	night := parenting.QuietAt(c.Now().In(ReaderZone(c.Facts, c.Event.Account)))
	choices := []string{"send"}
	if night {
		choices = []string{"morning", "urgent"}
	}
	choices = append(choices, "audience", "change", "no")
	for {
		choice := c.Choose("sure", choices, append(args, "Night", night)...)
		if choice != "urgent" || c.Choose("urgent", []string{"no", "yes"}, "Will", will) == "yes" {
			return choice
		}
	}
}
