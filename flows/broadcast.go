package flows

import (
	"cmp"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// Broadcasts shows a coordinator what is going out or waits for it, a draft of his own, and the ways to a new one and to those that are over.
func Broadcasts(c *Chat) {
	open := c.unfinished()
	draft := c.Draft(c.Event.Account)
	if len(open) == 0 && draft.ID == 0 {
		c.Then("compose")
		return
	}
	for _, b := range open[:min(len(open), mostShown)] {
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
	others := []Button{{Key: "broadcasts.new", Begin: "compose"}}
	if len(c.sent()) > 0 {
		others = append(others, Button{Key: "compose.sent", Begin: "sent"})
	}
	if draft.ID != 0 {
		on := int64(draft.ID)
		with := []Button{
			{Key: "broadcasts.resume", Begin: "broadcast", On: on},
			{Key: "broadcasts.change", Begin: "compose", On: on},
			{Key: "broadcasts.drop", Begin: "discard", On: on},
		}
		c.Tell("draft", Message{Args: Args{"Start": draft.Content.Start, "Kind": kindOf(draft)}, Pack: true, Rows: rows(append(with, others...))})
	}
	if len(open) > 0 {
		m := Message{Args: Args{"Count": len(open), "Draft": draft.ID != 0}}
		if draft.ID == 0 {
			m.Rows = rows(others)
		}
		c.Tell("open", m)
	}
}

// unfinished lists what is going out or waits for it, for the coordinator's regions only.
func (c *Chat) unfinished() []parenting.Broadcast {
	return slices.DeleteFunc(c.Unfinished(), func(b parenting.Broadcast) bool { return !c.Rights.Reaches(b.Audience.Areas) })
}

// ShowSent shows the progress cards of the last broadcasts that are over: what can still be done with one stands there.
func ShowSent(c *Chat) {
	for _, b := range c.sent() {
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// sent lists the last broadcasts that are over and were for the coordinator's regions only, the oldest first.
func (c *Chat) sent() []parenting.Broadcast {
	last := c.Ended(c.Rights.Regions(parenting.Coordinator), mostShown)
	slices.Reverse(last)
	return last
}

// DiscardDraft drops an own draft.
func DiscardDraft(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if b.State == parenting.Draft {
		c.Do(parenting.Discard{Broadcast: b.ID})
	}
	c.Say(map[bool]string{true: "dropped", false: "kept"}[b.State == parenting.Draft || b.ID == 0])
}

// kindOf is what a content without words is called.
func kindOf(b parenting.Broadcast) Word { return Word("progress.kind_" + string(b.Content.Kind)) }

// mostShown is how many progress cards are shown at once.
const mostShown = 5

// ownDraft: the coordinator who wrote it. One that is sent by now is for all whose regions hold its audience.
func ownDraft(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	switch {
	case b.ID == 0: // dropped by now
		return coordinator(c)
	case b.State == parenting.Draft:
		return coordinator(c) && b.By == c.Event.Account
	}
	return c.Rights.Reaches(b.Audience.Areas)
}

// mayCompose: a coordinator, and of a draft the one who wrote it.
func mayCompose(c *Chat) bool { return coordinator(c) && (c.Arg("on") == "" || ownDraft(c)) }

// SendBroadcast shows a draft as it will be read, says whom it will reach, and sends it. What of it is to be another goes its own way and
// comes back here.
func SendBroadcast(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	switch {
	case b.ID == 0:
		if c.Event.Kind != Resume {
			c.Say("gone")
		}
		return
	case b.State != parenting.Draft:
		c.Say("already")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	case b.Amends != 0 && c.Broadcast(b.Amends).State != parenting.Timed:
		c.Do(parenting.Discard{Broadcast: b.ID})
		if c.Event.Kind != Resume {
			c.Say("overtaken")
			c.Show(parenting.CardBroadcast, int64(b.Amends), 0)
		}
		return
	case len(b.Content.Unknown()) > 0:
		c.Then("fields", "on", b.ID)
		return
	case len(b.Audience.Whom) == 0:
		c.Then("audience", "on", b.ID)
		return
	}
	reach, known := c.Reach(b.ID)
	args := reached(c.Facts, b, reach)
	var choice string
	switch {
	case !known:
		choice = c.Choose(countingStep, []string{"audience", "change", "no"}, args...)
	case reach.Will == 0:
		choices := []string{"audience", "change", "no"}
		if reach.Over > 0 {
			choices = slices.Insert(choices, 1, "safety")
		}
		if reach.Without > 0 && b.Audience.For(parenting.ToFamilies) { // their facilitators are told
			choices = slices.Insert(choices, 0, "send")
		}
		choice = c.Choose("nobody", choices, args...)
	default:
		if c.Event.Kind == Resume { // what is asked about stands far above by now
			c.state.unsay("sample", "message")
		}
		c.preview(b, "")
		var hour string
		if choice, hour = c.whetherToSend(b, reach, args); hour != "" {
			c.Then("schedule", "on", b.ID, "from", hour)
			return
		}
	}
	switch choice {
	case "time":
		c.Then("schedule", "on", b.ID)
	case "invite":
		c.Then("cohire", "on", b.ID)
	case "change":
		c.Then("compose", "on", b.ID)
	case "audience", "safety", "buttons":
		c.Then(choice, "on", b.ID)
	case "now":
		c.atOnce(b)
	case "no":
		c.Do(parenting.Discard{Broadcast: b.ID})
		if b.Amends != 0 {
			c.Say("kept", "From", c.Broadcast(b.Amends).From)
			return
		}
		c.Say("dropped")
	default:
		c.Do(parenting.Send{Broadcast: b.ID, Urgent: choice == "urgent", Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(cmp.Or(b.Amends, b.ID)), 0)
	}
}

// countingStep is what a flow asks while very many are looked through for it.
const countingStep = "counting"

// Awaits reports whether somebody's conversation is about a broadcast whose many recipients are being looked through.
func Awaits(stack []State, id parenting.BroadcastID) bool {
	if len(stack) == 0 {
		return false
	}
	top := stack[len(stack)-1]
	on, _ := top.answer("@on")
	return on == parenting.ShortID(int64(id)) && strings.HasPrefix(top.Asking, countingStep)
}

// preview shows a draft as each kind of reader will see it. version is a part of the steps' names, where what is shown may change.
func (c *Chat) preview(b parenting.Broadcast, version string) {
	for _, sample := range samples(b) {
		c.Tell("sample"+version, Message{Key: "broadcast.preview", Args: Args{
			"Whom": whomAlone(sample.Reader.Sample), "Parts": len(b.Content.Parts), "Forwarded": b.Content.Forwarded,
		}})
		c.Tell("message"+version, Message{Copy: &sample})
	}
}

// reached is whom a draft will reach, and whom not.
func reached(f Facts, b parenting.Broadcast, r parenting.Reach) []any {
	return []any{
		"To", toWhom(f, b.Audience), "Will", r.Will, "Stopped", r.Stopped, "Unreachable", r.Unreachable, "Over", r.Over, "Without", r.Without,
		"Safety", b.Safety, "Chats", b.Audience.For(parenting.ToChats), "Behind", r.Behind,
	}
}

// whetherToSend asks whether a draft goes out. By night those who sleep get it in the morning, unless it is urgent, which is asked twice
// and makes it a safety notice. Who wants to see it with his own eyes first gets it as it will be sent, as often as he likes. Who types an
// hour wants it sent then.
func (c *Chat) whetherToSend(b parenting.Broadcast, reach parenting.Reach, args []any) (choice, hour string) {
	o := c.outlook(b, reach)
	args = append(args, o.args(c.Facts, b, reach.Will)...)
	args = append(args, "Revises", b.Amends != 0, "Unchanged", unchanged(b), "Was", c.Broadcast(b.Amends).From)
	var buttons []Button
	choices := append(o.sending(b), "self", "edit", "no")
	if reach.Over > 0 || !b.Safety && b.Content.Warns() { // a warning must not stop at a budget because nobody thought of it
		choices = slices.Insert(choices, len(choices)-3, "safety")
	}
	for _, choice := range choices {
		buttons = append(buttons, Button{Key: "broadcast.sure." + choice, Args: pairs(args), Choice: choice})
	}
	for {
		choice, hour = c.PickOr("sure", c.clockTime(parenting.ReadWhen), buttons, args...)
		switch choice {
		case "":
			return "", hour
		case "self":
			own := CopyFor(c.Facts, b, c.Event.Chat)
			c.Tell("self", Message{Copy: &own})
			continue
		case "edit":
			if choice = c.Choose("edit", []string{"change", "buttons", "audience", "time", "safety", "back"}); choice == "back" {
				continue
			}
		}
		if choice != "urgent" || c.Choose("urgent", []string{"no", "yes"}, "Will", reach.Will+reach.Over, "Chats", b.Audience.For(parenting.ToChats)) == "yes" {
			return choice, ""
		}
	}
}
