package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// Broadcasts shows a coordinator what is going out, and the way to a new one.
func Broadcasts(c *Chat) {
	open := c.Unfinished()
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

// Compose takes what is to be said: any message, as it stands. It ends with that; the words themselves stand in no journal.
func Compose(c *Chat) {
	id := parenting.BroadcastID(c.ID("on")) // of a draft whose message is to be another one
	if id == 0 {
		id = parenting.BroadcastID(c.NewID("broadcast"))
	}
	c.Do(parenting.Compose{Broadcast: id, Content: c.content("what")})
	c.Then("broadcast", "on", id, "to", c.Arg("to"))
}

// content asks for a message that can be sent on. It must be the last question of its flow: only the event holds the answer.
func (c *Chat) content(name string) parenting.Content {
	step, e, m := c.step(name), c.Event, Message{}
	if c.state.Asking == step && !c.heard && (e.Kind == Wrote || e.Kind == SentFile) {
		why, part := unfit(e)
		before, _ := c.state.answer(step + "*")
		if part == "" && rest(before, e) {
			part = before
		}
		if part != "" && part == before { // one more part of what was answered already
			c.heard = true
			panic(waiting{})
		}
		if why != "" {
			m.Key = c.key(step, why)
		}
		c.state.set(step+"*", part)
	}
	c.ask(step, m, func(e Event) (string, bool) {
		why, _ := unfit(e)
		return "", why == "" && (e.Kind == Wrote || e.Kind == SentFile)
	})
	return e.Content
}

// unfit says why a message cannot be sent on, "" if it can. part is the same for all messages that the app makes of one: an album, a text
// that is too long.
func unfit(e Event) (why, part string) {
	longest := parenting.LongestText
	if e.Kind == SentFile {
		longest = parenting.LongestCaption
	}
	switch {
	case e.Album != "":
		return "album", e.Album
	case e.Content.Kind == "":
		return "unfit", ""
	case e.Content.Kind == parenting.ContentText && e.Content.Start == "":
		return "unfit", ""
	case e.Length > longest && e.Kind == SentFile:
		return "caption", ""
	case e.Length > longest, len(e.Content.HTML) > mostMarkup:
		return "long", strconv.FormatInt(e.At.Unix(), 10)
	}
	return "", ""
}

// mostMarkup is how many bytes a text may have with its markup (telegram-bot-api, Client.cpp: 32,768).
const mostMarkup = 32_000

// rest reports whether a text is what is left of the one that was too long: an app sends its parts in one go.
func rest(part string, e Event) bool {
	at, err := strconv.ParseInt(part, 10, 64)
	return err == nil && e.Kind == Wrote && e.At.Sub(time.Unix(at, 0)) <= 2*time.Second
}

// ownDraft: the coordinator who wrote it. One that is sent by now is for every coordinator.
func ownDraft(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	return ofEverything(c) && (b.By == c.Event.Account || b.ID != 0 && b.State != parenting.Draft)
}

// mayCompose: a coordinator, and of a draft the one who wrote it.
func mayCompose(c *Chat) bool { return ofEverything(c) && (c.Arg("on") == "" || ownDraft(c)) }

// SendBroadcast asks for whom a draft is, shows it as they will see it, and sends it.
func SendBroadcast(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if b.State != parenting.Draft {
		c.Say("already")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	}
	to := parenting.Audience(c.Arg("to"))
	if !slices.Contains(parenting.Audiences(), to) {
		var choices []string
		for _, a := range parenting.Audiences() {
			choices = append(choices, string(a))
		}
		to = parenting.Audience(c.Choose("to", choices))
	}
	reach := c.Reach(to)
	args := []any{
		"To", Word("broadcast.whom_" + string(to)), "Will", reach.Will, "Stopped", reach.Stopped, "Unreachable", reach.Unreachable, "Without", reach.Without,
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
	choice := c.whetherToSend(reach.Will, args)
	switch choice {
	case "change":
		c.Then("compose", "on", b.ID, "to", string(to))
	case "no":
		c.Do(parenting.Discard{Broadcast: b.ID})
		c.Say("dropped")
	default:
		c.Do(parenting.Send{Broadcast: b.ID, Audience: to, Urgent: choice == "urgent", Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// whetherToSend asks whether a draft goes out. By night those who sleep get it in the morning, unless it is urgent, which is asked twice.
func (c *Chat) whetherToSend(will int, args []any) string {
	night := parenting.QuietAt(c.Now().In(ReaderZone(c.Facts, c.Event.Account)))
	choices := []string{"send", "change", "no"}
	if night {
		choices = []string{"morning", "urgent", "change", "no"}
	}
	for {
		choice := c.Choose("sure", choices, append(args, "Night", night)...)
		if choice != "urgent" || c.Choose("urgent", []string{"no", "yes"}, "Will", will) == "yes" {
			return choice
		}
	}
}

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
		"To": Word("broadcast.whom_" + string(b.Audience)), "Bar": strings.Repeat("▓", done/10) + strings.Repeat("░", 10-done/10), "Percent": done,
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
