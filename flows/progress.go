package flows

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// renderBroadcast shows a coordinator how far a broadcast has come, and in the end what has become of it.
func renderBroadcast(f Facts, card parenting.Card) Message {
	b := f.Broadcast(parenting.BroadcastID(card.Subject))
	own, open, moves := int64(b.By) == int64(card.Chat), steerable(b), false
	zone, state := ReaderZone(f, parenting.AccountID(card.Chat)), string(b.State)
	switch {
	case b.State == parenting.Running && b.Over():
		state = "over"
	case goesOn(b) && !f.Programme().Held.IsZero():
		state = "held"
	case b.State == parenting.Running && b.Ended():
		state = "mending"
	case b.State == parenting.Recalled && b.Over():
		state = "gone"
	case b.State == parenting.Paused && b.Why != parenting.PausedByHand:
		state = string(b.Why)
	case b.State == parenting.Aborted && b.Why == parenting.EndedByRight:
		state = "right"
	case b.State == parenting.Asking && !own:
		state = "asked"
	case goesOn(b) && !b.From.IsZero() && parenting.OnClock(b.From, zone).After(f.Now()):
		if state = string(parenting.Timed); b.Sent > 0 { // further east
			state = "hours"
		}
	case b.State == parenting.Running && !b.Urgent && parenting.QuietAt(f.Now().In(zone)):
		state = "morning"
	default:
		moves = b.State == parenting.Running
	}
	done := 100 * b.Sent / max(1, b.Total)
	if b.State == parenting.Recalled { // how many it has left again
		done = 100 * b.Deleted / max(1, b.Deleted+b.Sent)
	}
	told := open || b.State == parenting.Running // what was called off is nobody's to pass on
	m := Message{Key: "progress.card", Args: Args{
		"Start": b.Content.Start, "Kind": kindOf(b), "State": Message{Key: "progress.state_" + state, Args: Args{
			"By": OfficerName(f.Rights(b.By)), "From": b.From, "Missed": b.Failed + b.Skipped, "Parked": b.Parked, "Sent": b.Sent,
		}},
		"To": toWhom(f, b.Audience), "Will": 0, "Bar": strings.Repeat("▓", done/10) + strings.Repeat("░", 10-done/10), "Percent": done,
		"Total": b.Total, "Waiting": b.Waiting + b.Sending, "Asleep": 0, "Sent": b.Sent, "Failed": b.Failed, "Parked": b.Parked, "Skipped": b.Skipped,
		"FailedWhy": outcomes(f, b, parenting.Failed), "SkippedWhy": outcomes(f, b, parenting.Skipped),
		"Planned": b.State == parenting.Asking && !b.From.IsZero(), "From": b.From, "Ends": open && !b.Until.IsZero(), "Until": b.Until, "Left": time.Duration(0),
		"Safety": b.Safety, "Receipt": b.Content.Receipt && b.Total > 0, "Read": b.Read,
		"Recalled": b.State == parenting.Recalled, "Stale": b.Stale, "Mending": "", "Without": b.Without, "Told": told, "Passed": b.Passed, "Handed": b.Handed, "Chats": b.Audience.For(parenting.ToChats), "Deleted": b.Deleted, "Kept": "", "Pruned": b.Pruned,
	}}
	if kept := outcomes(f, b, parenting.Sent); len(kept) > 0 {
		m.Args["Kept"] = Message{Key: "progress.kept", Args: Args{"Recalled": b.State == parenting.Recalled, "Why": kept}}
	}
	if speed := f.Speed(b.ID); moves {
		asleep := min(f.Asleep(b.ID), b.Waiting)
		m.Args["Asleep"], m.Args["Left"], m.Args["Speed"] = asleep, lasts(b.Waiting+b.Sending-asleep, speed), int(math.Round(speed))
		if b.Waiting+b.Sending > asleep {
			m.Args["Mending"] = Word("progress.mending_after")
		}
	}
	if b.State == parenting.Paused {
		m.Args["Mending"] = Word("progress.mending_paused")
	}
	if b.State == parenting.Asking || b.State == parenting.Timed {
		m.Args["Will"] = b.Will
	}
	button := func(name string) { m.Rows = append(m.Rows, []Button{broadcastButton(name, b)}) }
	switch {
	case b.State == parenting.Asking && own:
		button("withdraw")
	case b.State == parenting.Asking:
		m.Rows = [][]Button{{{Key: "progress.decide", Begin: "approve", On: card.Subject}}}
	case b.State == parenting.Timed && own:
		button("reopen")
	case b.State == parenting.Paused:
		button("goon")
	case goesOn(b):
		button("halt")
	}
	for _, flow := range []string{"abort", "amend", "recall", "resend", "handover", "missed", "ledger"} {
		if afterSending(f, b, flow) {
			m.Rows = append(m.Rows, []Button{{Key: "progress." + flow, Args: Args{"Sent": b.Sent}, Begin: flow, On: card.Subject}})
		}
	}
	m.Pack = true
	return m
}

// broadcastButton decides something about a broadcast, as long as it stands as it does.
func broadcastButton(name string, b parenting.Broadcast) Button {
	return Button{Key: "progress." + name, Card: CardData{
		Kind: parenting.CardBroadcast, Subject: int64(b.ID), Choice: name + "." + strconv.Itoa(b.Version),
	}}
}

// afterSending reports whether a flow has something to do about those who have got a broadcast, or have not.
func afterSending(f Facts, b parenting.Broadcast, flow string) bool {
	switch {
	case flow == "abort":
		return b.Open() || b.State == parenting.Timed
	case !b.Known():
		return false
	case flow == "amend":
		return b.Content.Kind.Editable() && b.State != parenting.Recalled && (b.Open() || b.Sent > 0 || onlyPassedOn(f, b))
	case flow == "recall":
		return b.State != parenting.Recalled && b.Sent > 0 || onlyPassedOn(f, b)
	case flow == "resend":
		return b.State == parenting.Running && b.Ended() && unreached(f, b) > 0 && !expired(f, b)
	case flow == "handover":
		return b.State == parenting.Running && b.Over() && !b.Handed.Done && !expired(f, b) && b.Audience.For(parenting.ToFamilies) &&
			slices.ContainsFunc(f.Outcomes(b.ID), parenting.Outcome.Hands)
	case flow == "missed":
		return b.Failed+b.Parked+b.Skipped > 0
	}
	return b.Total > 0
}

// onlyPassedOn reports whether a broadcast that went out stands in no chat, but facilitators were asked to pass it on.
func onlyPassedOn(f Facts, b parenting.Broadcast) bool {
	return b.State == parenting.Running && b.Ended() && b.Sent == 0 && b.Without > 0 && b.Audience.For(parenting.ToFamilies) && !expired(f, b)
}

// expired reports whether it is too late for a broadcast, by its author's clock.
func expired(f Facts, b parenting.Broadcast) bool { return b.Missed(f.Now(), ReaderZone(f, b.By)) }

// goesOn reports whether a broadcast is on its way.
func goesOn(b parenting.Broadcast) bool {
	return b.State == parenting.Gathering || b.State == parenting.Running && !b.Over()
}

// steerable reports whether something can still be decided about a broadcast that was sent.
func steerable(b parenting.Broadcast) bool {
	return goesOn(b) || b.State == parenting.Asking || b.State == parenting.Timed || b.State == parenting.Paused
}

// outcomes says how many were not reached for which reason.
func outcomes(f Facts, b parenting.Broadcast, state parenting.DeliveryState) []Message {
	var lines []Message
	for _, o := range f.Outcomes(b.ID) {
		if o.State == state {
			lines = append(lines, Message{Key: "progress.reason_" + o.Reason, Args: Args{"N": o.N}})
		}
	}
	return lines
}

// Paused shows a broadcast that has paused itself to whoever may decide how it goes on: an edit of its card would be heard by nobody.
func Paused(c *Chat, fire parenting.Fire) {
	b := c.Broadcast(parenting.BroadcastID(fire.Subject))
	switch {
	case b.State != parenting.Paused || b.Why == parenting.PausedByHand:
		c.Skip("decided")
	case !c.Rights.Reaches(b.Audience.Areas):
		c.Skip("not theirs")
	default:
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// pressBroadcast sets how a broadcast goes on. Buttons carry the version they were decided on: of two who press at once, the second one
// is shown what the first has done.
func pressBroadcast(c *Chat, card parenting.Card, choice string) {
	b := c.Broadcast(parenting.BroadcastID(card.Subject))
	what, version, _ := strings.Cut(choice, ".")
	switch {
	case b.ID == 0 || b.State == parenting.Draft:
		c.Toast("common.stale")
	case !steerable(b):
		c.Toast("progress.ended")
	case version != strconv.Itoa(b.Version):
		c.Toast("progress.changed")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	case what == "halt" && goesOn(b):
		c.Do(parenting.Halt{Broadcast: b.ID, Version: b.Version, Why: parenting.PausedByHand})
		c.Toast("progress.halted")
	case what == "withdraw" && b.State == parenting.Asking:
		c.Tell("withdrawn", Message{Key: "progress.withdrawn"})
		c.Do(parenting.Reopen{Broadcast: b.ID, Version: b.Version})
		c.Then("broadcast", "on", b.ID)
	case what == "reopen" && b.State == parenting.Timed:
		c.Then("broadcast", "on", c.revise(b))
	case what == "goon" && b.State == parenting.Paused:
		c.Do(parenting.GoOn{Broadcast: b.ID, Version: b.Version})
		c.Toast("progress.going")
	default:
		c.Toast("common.stale")
	}
}
