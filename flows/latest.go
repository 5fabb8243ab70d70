package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// ordered is the flow of what only a coordinator asks for in words.
func ordered(f Facts, e Event) (Start, bool) {
	c := newChat(f, e, State{})
	if !coordinator(c) || e.Kind != Wrote {
		return Start{}, false
	}
	if name := parenting.ReadRecipient(e.Text); name != "" {
		return Start{Flow: "latest", Args: Args{"for": "find", "name": name}}, true
	}
	flow, about := "", ""
	switch order := parenting.ReadOrder(e.Text); order {
	case parenting.WishHalt:
		flow = "hold"
	case parenting.WishHold, parenting.WishPause, parenting.WishGoOn:
		flow, about = c.brake(order), string(order)
	case parenting.WishTell:
		if len(c.Rights.Groups()) == 0 { // else of a meeting
			flow = "broadcasts"
		}
	case parenting.WishAnnounce:
		flow = "broadcasts"
	case parenting.WishSendNow:
		flow = "sendnow"
	case parenting.WishProgress:
		flow = "latest"
	case parenting.WishMissed, parenting.WishResend, parenting.WishHandOver:
		flow, about = "latest", string(order) // which is what the flow is called
	}
	return Start{Flow: flow, Args: Args{"for": about}}, flow != ""
}

// brake is the flow of a word that stops what goes out or lets it go on, "" if there is nothing that it may be about.
func (c *Chat) brake(order parenting.Wish) (flow string) {
	open := c.unfinished()
	going := slices.ContainsFunc(open, goesOn)
	switch {
	case !c.Programme().Held.IsZero():
		return "hold"
	case order == parenting.WishGoOn && (going || slices.ContainsFunc(open, isPaused)):
		return "latest"
	case order == parenting.WishGoOn:
		return ""
	case going:
		return "pause"
	case order == parenting.WishHold:
		return "hold"
	}
	return ""
}

// Latest leads a coordinator who speaks of an announcement to the one that was sent last: to its card, or to the flow that he wants (for)
// as soon as that has something to do.
func Latest(c *Chat) {
	all := append(c.sent(), c.unfinished()...)
	if len(all) == 0 {
		c.Say("none", "Region", !ofEverything(c))
		c.Then("broadcasts")
		return
	}
	slices.SortStableFunc(all, func(a, b parenting.Broadcast) int { return a.Started.Compare(b.Started) })
	newest, flow := all[len(all)-1], c.Arg("for")
	switch flow {
	case "":
	case string(parenting.WishGoOn):
		newest, flow = lastOf(all, isPaused), ""
	default:
		newest = lastOf(all, hasLedger) // one that is still to go out has reached nobody
	}
	if flow != "" && hasLedger(newest) && (newest.Ended() || afterSending(c.Facts, newest, flow)) {
		c.Then(flow, "on", newest.ID, "name", c.Arg("name"))
		return
	}
	c.Show(parenting.CardBroadcast, int64(newest.ID), 0)
}

func isPaused(b parenting.Broadcast) bool { return b.State == parenting.Paused }

func hasLedger(b parenting.Broadcast) bool { return b.Known() && b.Total > 0 }

// lastOf is the last of broadcasts that is something, or else the last of all.
func lastOf(all []parenting.Broadcast, is func(parenting.Broadcast) bool) parenting.Broadcast {
	for _, b := range slices.Backward(all) {
		if is(b) {
			return b
		}
	}
	return all[len(all)-1]
}
