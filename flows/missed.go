package flows

import (
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// ShowMissed shows who did not get a broadcast. These are names, so the log says who has looked.
func ShowMissed(c *Chat) {
	if b, ok := c.sentCast("missed"); ok {
		c.Do(parenting.ReadLedger{Broadcast: b.ID})
		c.Show(parenting.CardMissed, int64(b.ID), 0)
	}
}

// SendLedger sends all of a ledger as a file, made now.
func SendLedger(c *Chat) {
	if b, ok := c.sentCast("ledger"); ok {
		c.Do(parenting.ReadLedger{Broadcast: b.ID, File: true})
		c.Tell("ready", Message{
			Args: Args{"Start": b.Content.Start, "Total": b.Total, "Without": b.Without, "Now": c.Now().In(ReaderZone(c.Facts, c.Event.Account))},
			File: &File{Kind: FileLedger, Subject: int64(b.ID), Stamp: c.Now().UnixNano()},
		})
	}
}

// FindRecipient looks for somebody by name among all who were to get a broadcast, and shows how it stands. The first name may be given (name).
func FindRecipient(c *Chat) {
	b, ok := c.sentCast("ledger")
	if !ok {
		return
	}
	const most = 8
	for said := c.Arg("name"); ; said = "" {
		if said == "" {
			said = c.Text("name", nameLimit, "Start", b.Content.Start)
		}
		_, name := parenting.ReadName(said)
		all, known := c.Find(b.ID, name, 5*most)
		if !known && c.Choose(countingStep, []string{"no"}, "Name", name) == "no" {
			c.Say("kept")
			return
		}
		var found []Button
		for _, d := range all {
			if who := RecipientOf(c.Facts, c.Rights, d.Chat); who.Known && len(found) < most {
				found = append(found, Button{Key: "find.who", Args: who.args(), Choice: parenting.ShortID(int64(d.Chat))})
			}
		}
		chat := ""
		switch len(found) {
		case 0:
			c.Say("nobody", "Name", name)
			continue
		case 1:
			chat = found[0].Choice
		default:
			chat = c.Pick("which", found, "Name", name)
		}
		c.Do(parenting.ReadLedger{Broadcast: b.ID})
		c.turn.Cards = append(c.turn.Cards, parenting.Card{Kind: parenting.CardMissed, Subject: int64(b.ID), Chat: c.Event.Chat, View: "r" + chat})
		return
	}
}

// A Recipient is somebody in a ledger, as far as a reader may know.
type Recipient struct {
	Known  bool
	Person parenting.Person // of a family; else
	Name   string           // of whoever holds a right
	Group  parenting.Group
}

// RecipientOf finds out who is behind a chat: a group; the first of the account's people in the reader's own regions, or the right it holds there.
func RecipientOf(f Facts, reader parenting.Rights, chat parenting.ChatID) Recipient {
	if g := f.GroupOfChat(chat); chat < 0 && g.ID != 0 && reader.Holds(parenting.Coordinator, g.Region()) {
		return Recipient{Known: true, Name: g.Name}
	}
	r := f.Rights(parenting.AccountID(chat))
	for _, p := range r.People {
		if g := f.Group(p.Group); reader.Holds(parenting.Coordinator, g.Region()) {
			return Recipient{Known: true, Person: p, Group: g}
		}
	}
	var found Recipient
	for _, g := range r.Grants {
		if g.Name != "" && found.Group.ID == 0 && reader.Holds(parenting.Coordinator, placeOf(f, g)) { // better one that says where
			found = Recipient{Known: true, Name: g.Name, Group: f.Group(g.Group)}
		}
	}
	return found
}

// args are what texts say of a recipient.
func (r Recipient) args() Args {
	a := Args{"Who": any(r.Person), "Group": r.Group.Name}
	switch {
	case !r.Known:
		a["Who"] = Word("missed.somebody")
	case r.Name != "":
		a["Who"] = r.Name
	}
	return a
}

// renderMissed shows a page of those who did not get a broadcast, by reason; or all about one of them.
func renderMissed(f Facts, card parenting.Card) Message {
	b, reader := f.Broadcast(parenting.BroadcastID(card.Subject)), f.Rights(parenting.AccountID(card.Chat))
	if id, ok := strings.CutPrefix(card.View, "r"); ok {
		chat, _ := parenting.ReadShortID(id)
		if d := f.Delivery(b.ID, parenting.ChatID(chat)); d.Chat != 0 {
			return renderRecipient(f, b, d, reader, card)
		}
	}
	n := 0
	if !b.Pruned {
		n = b.Failed + b.Parked + b.Skipped
	}
	pages := max(1, (n+perPage-1)/perPage)
	page := min(max(pageOf(card.View), 1), pages)
	m := Message{Key: "missed.card", Pack: true}
	var parts []Message
	var numbers []Button // the names stand above them
	before := Word("")
	for i, d := range f.Missed(b.ID, (page-1)*perPage, perPage) {
		who := RecipientOf(f, reader, d.Chat)
		args := who.args()
		why := Standing(d)
		args["Why"], args["First"], args["N"] = why, why != before, (page-1)*perPage+i+1
		before = why
		parts = append(parts, Message{Key: "missed.line", Args: args})
		if who.Known {
			numbers = append(numbers, Button{Key: "missed.number", Args: Args{"N": args["N"]}, Card: CardData{
				Kind: card.Kind, Subject: card.Subject, Choice: "r" + parenting.ShortID(int64(d.Chat)),
			}})
		}
	}
	for row := range slices.Chunk(numbers, 5) {
		m.Rows = append(m.Rows, row)
	}
	m.Rows = append(m.Rows, turns(page, pages, turnCard(card))...)
	if afterSending(f, b, "handover") {
		m.Rows = append(m.Rows, []Button{{Key: "progress.handover", Begin: "handover", On: card.Subject}})
	}
	m.Rows = append(m.Rows, []Button{{Key: "missed.find", Begin: "find", On: card.Subject}})
	m.Args = Args{"Start": b.Content.Start, "N": n, "Waiting": b.Waiting + b.Sending, "Lines": parts, "Page": page, "Pages": pages}
	return m
}

// renderRecipient shows all about one recipient: how it stands, since when, and what can be done.
func renderRecipient(f Facts, b parenting.Broadcast, d parenting.Delivery, reader parenting.Rights, card parenting.Card) Message {
	who := RecipientOf(f, reader, d.Chat)
	args := who.args()
	why := Standing(d)
	do := Word(strings.Replace(string(why), ".why_", ".do_", 1))
	again := afterSending(f, b, "resend")
	over := b.State == parenting.Aborted || b.State == parenting.Recalled || b.State == parenting.Running && b.Ended() && expired(f, b)
	var leaders []string
	switch {
	case (again || b.Open()) && d.Reason != "refused" && f.Returned(b.ID, d.Chat): // what was refused may be so again
		do = map[bool]Word{true: "missed.do_back", false: "missed.do_back_later"}[again]
	case who.Name != "" && d.State != parenting.Waiting && d.State != parenting.Sending && d.State != parenting.Sent: // nobody stands between
		do = "missed.do_officer"
	case who.Known:
		for _, l := range f.Leaders(who.Group.ID) {
			leaders = append(leaders, l.Name)
		}
		switch handed := handed(f, b, d, who); {
		case over && (d.State == parenting.Parked || outcome(d).Returns()):
			do = Word("missed.do_over_" + string(b.State))
		case handed && f.PassedOn(b.ID, who.Group.ID, true) == b.ContentVersion:
			do = "missed.do_passed"
		case handed:
			do = "missed.do_handed"
		}
	}
	args["Start"], args["Place"], args["Why"] = b.Content.Start, inFull(who.Group.Region()), why
	args["At"], args["Leaders"] = d.At.In(ReaderZone(f, reader.Account)), leaders
	args["Do"], args["Old"] = do, d.State == parenting.Sent && d.Content < b.ContentVersion
	m := Message{Key: "missed.about", Args: args, Pack: true}
	switch {
	case do == "missed.do_back":
		m.Rows = append(m.Rows, []Button{{Key: "progress.resend", Begin: "resend", On: card.Subject}})
	case outcome(d).Hands() && who.Name == "" && afterSending(f, b, "handover"):
		m.Rows = append(m.Rows, []Button{{Key: "progress.handover", Begin: "handover", On: card.Subject}})
	}
	if b.Failed+b.Parked+b.Skipped > 0 {
		m.Rows = append(m.Rows, []Button{{Key: "missed.back", Card: CardData{Kind: card.Kind, Subject: card.Subject, Choice: "p1"}}})
	}
	m.Rows = append(m.Rows, []Button{{Key: "missed.find", Begin: "find", On: card.Subject}})
	return m
}

// outcome is what is counted of a delivery.
func outcome(d parenting.Delivery) parenting.Outcome {
	return parenting.Outcome{State: d.State, Reason: d.Reason}
}

// handed reports whether a broadcast that somebody did not get was handed over to the family's facilitators.
func handed(f Facts, b parenting.Broadcast, d parenting.Delivery, who Recipient) bool {
	return b.Handed.Done && outcome(d).Hands() && slices.ContainsFunc(f.Leaders(who.Group.ID), func(l parenting.Grant) bool {
		return slices.ContainsFunc(f.Untold(b.ID, l.Account, true), func(p parenting.Person) bool { return p.Family == who.Person.Family })
	})
}

// Standing is how a broadcast stands with somebody, in words.
func Standing(d parenting.Delivery) Word {
	switch why := "missed.why_" + string(d.State); {
	case d.State == parenting.Failed, d.State == parenting.Skipped:
		return Word(why + "_" + d.Reason)
	case d.State == parenting.Sent && d.Reason != "":
		return Word(why + "_kept")
	default:
		return Word(why)
	}
}

// pressMissed turns the page, or shows one recipient.
func pressMissed(c *Chat, card parenting.Card, choice string) {
	if strings.HasPrefix(choice, "r") {
		c.View(card.Kind, card.Subject, choice)
		return
	}
	pressPage(c, card, choice)
}
