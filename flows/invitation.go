package flows

import (
	"strings"

	"asuhbersama/parenting"
)

// What an invitation or a tally may have on show beside what it always has.
const (
	viewChanged = "changed" // what is different since the family was told first
	viewHint    = "+hint"   // behind either: presses may have been lost while the bot was away
)

// answers are what a family may press, in the order of the buttons.
func answers() []parenting.Answer {
	return []parenting.Answer{parenting.Coming, parenting.Unsure, parenting.NotComing}
}

// renderInvitation is a family's own card: when and where, what it answered, and the buttons for the present hour.
func renderInvitation(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	g := f.Group(s.Group)
	account := parenting.AccountID(card.Chat)
	rights := f.Rights(account)
	ids := FamiliesIn(rights, g.ID)
	who, _ := rights.Person(ids[0])

	start := s.Start.In(Zone(g))
	there := s.Start.In(ReaderZone(f, account))
	_, here := start.Zone()
	_, abroad := there.Zone()
	args := Args{
		"Who": who, "Salam": Word("salam." + string(g.Salam)), "Group": g.Name, "Theme": themeWord(s.Theme), "Start": start, "Place": s.Place,
		"Far": here != abroad, "There": there, "OtherDay": parenting.DayOf(start) != parenting.DayOf(there),
		"Grand": who.Form == parenting.Nenek || who.Form == parenting.Kakek, "Hint": strings.HasSuffix(card.View, viewHint),
		"Changes": changed(f, card, s),
	}

	m := Message{Key: "invitation.open", Args: args}
	open := s.State == parenting.Announced && f.Now().Before(s.Closes())
	switch {
	case s.State == parenting.Cancelled:
		m.Key = "invitation.cancelled"
	case !open:
		m.Key = "invitation.over"
	}
	var lines []Message
	home, asked, away, moved := false, false, false, false
	for i, id := range ids {
		came := came(f, s, id)
		reply := f.Reply(s.ID, id)
		said, line := answerWord(reply.Answer), "invitation.line"
		before := false
		who, _ := rights.Person(id)
		switch {
		case came:
			said, line = "invitation.here", "invitation.line_here"
			if who = f.Person(f.Present(s.ID, id).Who); who.ID == 0 { // somebody of it, or for it
				line = "invitation.line_family"
			}
		case !open:
			said, line = "invitation.missed", "invitation.line_missed"
		case reply.Before != "":
			said, before, moved = answerWord(reply.Before), true, true
		}
		about := Args{"Number": i + 1, "Who": who, "Answer": said, "Before": before}
		if len(ids) > 1 {
			line, about["Who"] = "invitation.numbered", f.People(id)
		}
		lines = append(lines, Message{Key: line, Args: about})
		atHome := rights.AtHome(id)
		speaks := speaksFor(f, rights, id)
		home, asked = home || atHome, asked || speaks
		if open && !came && speaks {
			away = away || atHome
			m.Rows = append(m.Rows, answerButtons(s.ID, who, i+1, len(ids))...)
		}
	}
	args["Lines"], args["Moved"], args["Home"], args["Asked"] = lines, moved, home, asked
	if away && !f.Now().Before(s.Opens()) {
		m.Rows = append([][]Button{{{Key: "invitation.checkin", Begin: "checkin", On: int64(s.ID)}}}, m.Rows...)
	}
	return m
}

// changed lists what a card is to say of what is different since its readers were told first.
func changed(f Facts, card parenting.Card, s parenting.Session) []Message {
	if !strings.HasPrefix(card.View, viewChanged) {
		return nil
	}
	before := f.Before(s.ID)
	if before.ID == 0 {
		return nil
	}
	return changes(before, s, Zone(f.Group(s.Group)))
}

func answerWord(a parenting.Answer) Word {
	if a == "" {
		return "rsvp.none"
	}
	return Word("rsvp." + string(a))
}

// ShowInvitation shows a family its invitation once more, with the buttons to change the answer.
func ShowInvitation(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	c.Show(parenting.CardInvitation, int64(s.ID), s.Group)
}

// invited: whoever is of a family of the group that meets.
func invited(c *Chat) bool {
	s := c.Session(parenting.SessionID(c.ID("on")))
	return s.State != parenting.Planned && len(c.familiesIn(s.Group)) > 0
}

// answerButtons are the buttons of a family's answer, a row each. Where an account carries several they say whose answer it is.
func answerButtons(s parenting.SessionID, who parenting.Person, number, of int) [][]Button {
	var buttons []Button
	for _, a := range answers() {
		b := Button{
			Key:  "rsvp." + string(a),
			Card: CardData{parenting.CardInvitation, int64(s), string(a) + "." + parenting.ShortID(int64(who.Family))},
		}
		if of > 1 {
			b.Key, b.Args = "invitation.of_"+string(a), Args{"Number": number, "Who": who}
		}
		buttons = append(buttons, b)
	}
	return rows(buttons)
}

// pressInvitation sets a family's answer.
func pressInvitation(c *Chat, card parenting.Card, choice string) {
	s := c.Session(parenting.SessionID(card.Subject))
	answer, id, _ := strings.Cut(choice, ".")
	n, _ := parenting.ReadShortID(id)
	family := parenting.FamilyID(n)
	if p, ok := c.Rights.Person(family); !ok || p.Group != s.Group || !isAnswer(parenting.Answer(answer)) {
		c.Toast("common.stale")
		return
	}
	c.pressed(s, family, parenting.Answer(answer))
}

// pressed sets a family's answer by a button. Why it cannot come is asked in the private chat, wherever the button stands.
func (c *Chat) pressed(s parenting.Session, family parenting.FamilyID, answer parenting.Answer) {
	if !speaksFor(c.Facts, c.Rights, family) {
		c.Toast("rsvp.toast_afar")
		return
	}
	said, ok := c.rsvp(s, family, answer)
	c.Toast("rsvp.toast_" + said)
	if ok && answer == parenting.NotComing && c.Reply(s.ID, family).Reason == "" {
		c.Then("reason", "on", s.ID, "family", family)
		c.turn.Then.Chat, c.turn.Then.Message = parenting.ChatID(c.Event.Account), 0
	}
}

// renderTally is the card in the group's chat: counts and never a name. Its buttons set the answer of the presser's family.
func renderTally(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	g := f.Group(s.Group)
	tally := f.Tally(s.ID)
	m := Message{Key: "tally.open", Args: Args{
		"Salam": Word("salam." + string(g.Salam)), "Group": g.Name, "Theme": themeWord(s.Theme), "Start": s.Start.In(Zone(g)), "Place": s.Place,
		"Coming": tally[parenting.Coming], "Unsure": tally[parenting.Unsure], "NotComing": tally[parenting.NotComing],
		"Hint": strings.HasSuffix(card.View, viewHint), "Changes": changed(f, card, s),
	}}
	switch {
	case s.State == parenting.Cancelled:
		m.Key = "tally.cancelled"
	case s.State != parenting.Announced || !f.Now().Before(s.Closes()):
		m.Key = "tally.over"
	default:
		for _, a := range answers() {
			m.Rows = append(m.Rows, []Button{{Key: "rsvp." + string(a), Card: CardData{parenting.CardTally, card.Subject, string(a)}}})
		}
	}
	return m
}

// pressTally sets the answer of the presser's family. Whoever is of several families is sent to the private chat, where each has
// buttons of its own; and whoever is abroad, since the group asks those who come.
func pressTally(c *Chat, card parenting.Card, choice string) {
	if !isAnswer(parenting.Answer(choice)) {
		c.Toast("common.stale")
		return
	}
	s := c.Session(parenting.SessionID(card.Subject))
	switch ids := c.familiesIn(s.Group); {
	case len(ids) == 0:
		c.Alert("tally.stranger", "Group", c.Group(s.Group).Name)
	case len(ids) == 1 && c.Rights.AtHome(ids[0]):
		c.pressed(s, ids[0], parenting.Answer(choice))
	default:
		c.Alert(map[bool]string{true: "tally.afar", false: "tally.several"}[len(ids) == 1])
		c.turn.Cards = append(c.turn.Cards, parenting.Card{
			Kind: parenting.CardInvitation, Subject: card.Subject, Group: s.Group, Chat: parenting.ChatID(c.Event.Account),
		})
	}
}
