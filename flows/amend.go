package flows

import (
	"strconv"

	"asuhbersama/parenting"
)

// aboutSent: a coordinator whose regions hold the audience of a broadcast that was sent.
func aboutSent(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	return b.State != parenting.Draft && c.Rights.Reaches(b.Audience.Areas) && len(b.Audience.Areas) > 0
}

// sentCast is the broadcast that a flow is about; false, with its card, if the flow has nothing to do about it any more.
func (c *Chat) sentCast(flow string) (parenting.Broadcast, bool) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if !afterSending(b, flow) {
		c.Say("late")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return b, false
	}
	return b, true
}

// Reword takes the corrected message of a broadcast that was sent, as a draft. It must be of the same kind: Telegram makes no photo of a
// text that stands in a chat. A text alone corrects what stands below a photo.
func Reword(c *Chat) {
	b, ok := c.sentCast("reword")
	if !ok {
		return
	}
	draft := parenting.BroadcastID(c.NewID("draft"))
	content := c.content("what", false, nil, "Text", b.Content.Kind == parenting.ContentText)
	if content.Kind == parenting.ContentText && b.Content.Kind != content.Kind { // new words below what was sent
		if c.Event.Length+content.Growth() > parenting.LongestCaption {
			c.Say("caption")
			c.Then("reword", "on", b.ID)
			return
		}
		words := content
		content = b.Content
		content.HTML, content.Start = words.HTML, words.Start
	}
	if content.Kind != b.Content.Kind {
		c.Say("kind", "Kind", kindOf(b))
		c.Then("reword", "on", b.ID)
		return
	}
	content.Links, content.Receipt = b.Content.Links, b.Content.Receipt
	c.Do(parenting.Compose{Broadcast: draft, Amends: b.ID, Content: content})
	c.Then("amend", "on", b.ID, "draft", draft, "seen", strconv.Itoa(b.ContentVersion))
}

// Amend shows the correction of a broadcast, and has it edited where it stands already.
func Amend(c *Chat) {
	b, ok := c.sentCast("reword")
	draft := c.Broadcast(parenting.BroadcastID(c.ID("draft")))
	switch {
	case !ok:
		return
	case draft.State != parenting.Draft || draft.By != c.Event.Account, c.Arg("seen") != strconv.Itoa(b.ContentVersion):
		c.Say("changed")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	}
	if c.Event.Kind == Resume { // what is asked about stands far above by now
		c.state.unset("preview")
		c.state.unset("message")
	}
	c.Say("preview")
	shown := b
	shown.Content = draft.Content
	own := CopyFor(c.Facts, shown, c.Event.Chat)
	c.Tell("message", Message{Copy: &own})
	switch c.Choose("sure", []string{"yes", "change", "no"}, "Sent", b.Sent, "Waiting", b.Waiting+b.Sending) {
	case "change":
		c.Do(parenting.Discard{Broadcast: draft.ID})
		c.Then("reword", "on", b.ID)
	case "no":
		c.Do(parenting.Discard{Broadcast: draft.ID})
		c.Say("dropped")
	default:
		c.Do(parenting.Amend{Broadcast: b.ID, Draft: draft.ID, Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
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
	args := []any{"Failed", failed, "Parked", parked, "Beyond", b.Failed + b.Parked - failed - parked}
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
