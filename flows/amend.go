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
	if !afterSending(c.Facts, b, flow) {
		c.Say("late")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return b, false
	}
	return b, true
}

// Amend takes the corrected message of a broadcast that was sent, as a draft. It must be of the same kind: Telegram makes no photo of a
// text that stands in a chat. A text alone corrects what stands below a photo.
func Amend(c *Chat) {
	b, ok := c.sentCast("amend")
	if !ok {
		return
	}
	draft := parenting.BroadcastID(c.NewID("draft"))
	content := c.content("what", false, nil, "Text", b.Content.Kind == parenting.ContentText)
	if content.Kind == parenting.ContentText && b.Content.Kind != content.Kind { // new words below what was sent
		if c.Event.Length+content.Growth() > parenting.LongestCaption {
			c.Say("caption")
			c.Then("amend", "on", b.ID)
			return
		}
		words := content
		content = b.Content
		content.HTML, content.Start = words.HTML, words.Start
	}
	if content.Kind != b.Content.Kind {
		c.Say("kind", "Kind", kindOf(b))
		c.Then("amend", "on", b.ID)
		return
	}
	content.Links, content.Receipt = b.Content.Links, b.Content.Receipt
	c.Do(parenting.Compose{Broadcast: draft, Amends: b.ID, Content: content})
	c.Then("amending", "on", b.ID, "draft", draft, "seen", strconv.Itoa(b.ContentVersion))
}

// ConfirmAmend shows the correction of a broadcast, and has it edited where it stands already.
func ConfirmAmend(c *Chat) {
	b, ok := c.sentCast("amend")
	draft := c.Broadcast(parenting.BroadcastID(c.ID("draft")))
	switch {
	case !ok:
		return
	case draft.State != parenting.Draft || draft.By != c.Event.Account, c.Arg("seen") != strconv.Itoa(b.ContentVersion):
		c.Say("changed")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	}
	if unknown := draft.Content.Unknown(); len(unknown) > 0 {
		if c.Choose("unknown", []string{"change", "keep"}, "Unknown", unknown) == "change" {
			c.Do(parenting.Discard{Broadcast: draft.ID})
			c.Then("amend", "on", b.ID)
			return
		}
		draft.Content.Kept = true
		c.Do(parenting.Compose{Broadcast: draft.ID, Content: draft.Content})
		c.Then("amending", "on", b.ID, "draft", draft.ID, "seen", c.Arg("seen"))
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
	switch c.Choose("sure", []string{"yes", "change", "no"}, "Sent", b.Sent, "Waiting", b.Waiting+b.Sending, "Paused", b.State == parenting.Paused) {
	case "change":
		c.Do(parenting.Discard{Broadcast: draft.ID})
		c.Then("amend", "on", b.ID)
	case "no":
		c.Do(parenting.Discard{Broadcast: draft.ID})
		c.Say("dropped")
	default:
		c.Do(parenting.Amend{Broadcast: b.ID, Draft: draft.ID, Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// Amended shows a broadcast that was corrected to those who answer for its words: who had approved it, and its author. It is not asked for
// once more, since what is wrong does harm as long as it stands; but nobody changes alone what two have agreed on.
func Amended(c *Chat, fire parenting.Fire) {
	b := c.Broadcast(parenting.BroadcastID(fire.Subject))
	switch {
	case b.ContentVersion != fire.Version || b.State == parenting.Recalled:
		c.Skip("version")
	case !c.Rights.Reaches(b.Audience.Areas):
		c.Skip("not theirs")
	default:
		c.Say("text", "Start", b.Content.Start, "Own", b.By == fire.Reader)
		own := CopyFor(c.Facts, b, c.Event.Chat)
		c.Tell("message", Message{Copy: &own})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}
