package flows

import (
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// renderBroadcast shows a coordinator how far a broadcast has come, and in the end what has become of it.
func renderBroadcast(f Facts, card parenting.Card) Message {
	b := f.Broadcast(parenting.BroadcastID(card.Subject))
	state := string(b.State)
	switch {
	case b.State == parenting.Running && b.Over():
		state = "over"
	case b.State == parenting.Paused && b.Why == parenting.PausedByFault:
		state = "fault"
	case b.State == parenting.Running && !b.Urgent && parenting.QuietAt(f.Now().In(ReaderZone(f, parenting.AccountID(card.Chat)))):
		state = "morning"
	}
	done := 0
	if b.Total > 0 {
		done = 100 * b.Settled() / b.Total
	}
	m := Message{Key: "progress.card", Args: Args{
		"Start": b.Content.Start, "Kind": Word("progress.kind_" + string(b.Content.Kind)), "State": Word("progress.state_" + state),
		"To": toWhom(f, b.Audience), "Bar": strings.Repeat("▓", done/10) + strings.Repeat("░", 10-done/10), "Percent": done,
		"Total": b.Total, "Waiting": b.Waiting + b.Sending, "Sent": b.Sent, "Failed": b.Failed, "Parked": b.Parked, "Skipped": b.Skipped,
		"FailedWhy": outcomes(f, b, parenting.Failed), "SkippedWhy": outcomes(f, b, parenting.Skipped), "Sure": false,
	}}
	button := func(name string) {
		m.Rows = append(m.Rows, []Button{{Key: "progress." + name, Card: CardData{
			Kind: parenting.CardBroadcast, Subject: card.Subject, Choice: name + "." + strconv.Itoa(b.Version),
		}}})
	}
	switch open := goesOn(b) || b.State == parenting.Paused; {
	case open && card.View == "sure":
		m.Args["Sure"] = true
		button("keep")
		button("abort")
	case goesOn(b):
		button("halt")
		button("sure")
	case open:
		button("goon")
		button("sure")
	}
	m.Pack = true
	return m
}

// goesOn reports whether a broadcast is on its way.
func goesOn(b parenting.Broadcast) bool {
	return b.State == parenting.Gathering || b.State == parenting.Running && !b.Over()
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

// pressBroadcast sets how a broadcast goes on. Buttons carry the version they were decided on: of two who press at once, the second one
// is shown what the first has done.
func pressBroadcast(c *Chat, card parenting.Card, choice string) {
	b := c.Broadcast(parenting.BroadcastID(card.Subject))
	what, version, _ := strings.Cut(choice, ".")
	open := goesOn(b) || b.State == parenting.Paused
	switch {
	case b.ID == 0 || b.State == parenting.Draft:
		c.Toast("common.stale")
	case !open:
		c.Toast("progress.ended")
	case version != strconv.Itoa(b.Version):
		c.Toast("progress.changed")
	case what == "halt" && goesOn(b):
		c.Do(parenting.Halt{Broadcast: b.ID, Version: b.Version, Why: parenting.PausedByHand})
		c.Toast("progress.halted")
	case what == "goon" && !goesOn(b):
		c.Do(parenting.GoOn{Broadcast: b.ID, Version: b.Version})
		c.Toast("progress.going")
	case what == "sure", what == "keep":
		c.View(card.Kind, card.Subject, map[string]string{"sure": "sure"}[what])
	case what == "abort":
		c.Do(parenting.Abort{Broadcast: b.ID, Version: b.Version})
		c.Toast("progress.aborted")
	default:
		c.Toast("common.stale")
	}
}
