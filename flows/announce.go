package flows

import (
	"cmp"
	"slices"

	"asuhbersama/parenting"
)

// AnnounceSession shows what families will read and tells them. A meeting that has begun already tells nobody: announcing it only
// opens its tick list.
func AnnounceSession(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	g := c.Group(s.Group)
	switch s.State {
	case parenting.Planned:
	case parenting.Announced:
		c.Say("already")
		c.Show(parenting.CardSession, int64(s.ID), g.ID)
		return
	default:
		c.Say("over")
		return
	}
	act := parenting.Announce{Session: s.ID, Group: g.ID, Version: s.Version}
	if !c.Now().Before(s.Start) {
		if c.Choose("past", []string{"open", "later"}, c.described(s)...) == "open" {
			c.Do(act)
			c.Then("ticks", "on", s.ID)
		}
		return
	}
	reached, others := c.reach(g.ID)
	rest := len(others)
	night := parenting.QuietAt(c.Now().In(Zone(g)))
	args := append(c.described(s), "Salam", Word("salam."+string(g.Salam)), "Reached", reached, "Rest", rest, "Chat", g.Chat != 0, "Night", night)
	send := Button{Key: "announce.preview.announce", Args: pairs(args), Choice: "announce"} // says to how many
	choices := []Button{send, {Key: "announce.preview.later", Choice: "later"}}
	if c.Read("preview", c.decides(choices, "announce", true), choices, args...) == "later" {
		c.Say("kept")
		return
	}
	c.Do(act)
	done := Message{Args: Args{"Reached": reached, "Rest": rest, "Night": night}}
	if rest > 0 {
		done.Rows = [][]Button{{{Key: "session.button_share", Begin: "share", On: int64(s.ID)}}}
	}
	c.Tell("done", done)
	c.Show(parenting.CardSession, int64(s.ID), g.ID)
}

// reach counts the families of a group that a message reaches, and lists a face for each of the rest: they have no account, or none
// that wants or can get any.
func (c *Chat) reach(g parenting.GroupID) (reached int, rest []parenting.Person) {
	unreached := c.Unreached(g)
	for _, people := range families(c.Facts, g) {
		if hears(people, unreached) {
			reached++
		} else {
			rest = append(rest, face(people))
		}
	}
	return reached, rest
}

// Share gives what a WhatsApp group is to read: the announcement, a change, or that the meeting is called off.
func Share(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	g := c.Group(s.Group)
	text := &Message{Key: "share.invitation"}
	switch {
	case s.State == parenting.Cancelled:
		text.Key = "share.cancelled"
	case s.State != parenting.Announced || !c.Now().Before(s.Start):
		c.Say("over")
		return
	case c.Before(s.ID).ID != 0:
		text.Key = "share.changed"
	}
	text.Args = pairs(append(c.described(s), "Salam", Word("salam."+string(g.Salam)), "Link", Link(c.JoinLink(g.ID))))
	_, rest := c.reach(g.ID)
	c.Tell("text", Message{
		Args: Args{"Text": *text, "Names": rest[:min(len(rest), mostNames)]},
		Rows: [][]Button{{{Key: "common.whatsapp", Share: text}}},
	})
}

// mostNames is how many names a message lists at most: with the longest hamlets beside them, Telegram's 4096 characters hold no
// more, and a group is 15-30 families.
const mostNames = 30

// families gives the people of each family of a group, in the order in which the families joined.
func families(f Facts, g parenting.GroupID) [][]parenting.Person {
	people := map[parenting.FamilyID][]parenting.Person{}
	for _, p := range f.Roster(g) {
		people[p.Family] = append(people[p.Family], p)
	}
	var all [][]parenting.Person
	for _, family := range f.Families(g) {
		if len(people[family.ID]) > 0 {
			all = append(all, people[family.ID])
		}
	}
	return all
}

// face is the person by whom a family is known: of those at home who have agreed, who joined first, so that a second carer changes nothing.
func face(people []parenting.Person) parenting.Person {
	return slices.MinFunc(people, func(a, b parenting.Person) int {
		return cmp.Or(order(a.Abroad, b.Abroad), order(a.Agreed.IsZero(), b.Agreed.IsZero()), a.Joined.Compare(b.Joined))
	})
}

// order puts what is false first.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// hears reports whether a message reaches somebody of a family.
func hears(people []parenting.Person, unreached map[parenting.AccountID]bool) bool {
	return slices.ContainsFunc(people, func(p parenting.Person) bool { return p.Account != 0 && !unreached[p.Account] })
}

func hasTelegram(people []parenting.Person) bool {
	return slices.ContainsFunc(people, func(p parenting.Person) bool { return p.Account != 0 })
}

// inviteDue brings a family its invitation.
func inviteDue(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced)
	switch {
	case !ok:
	case len(c.familiesIn(s.Group)) == 0:
		c.Skip("left")
	default:
		c.Show(parenting.CardInvitation, fire.Subject, s.Group)
	}
}

// tallyDue puts the announcement into the group's chat, and again what has become of it.
func tallyDue(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced, parenting.Cancelled)
	switch g := c.Group(s.Group); {
	case !ok:
	case g.Chat == 0:
		c.Skip("no group chat")
	case !c.Now().Before(s.Start):
		c.Skip("stale")
	default:
		card := parenting.Card{Kind: parenting.CardTally, Subject: fire.Subject, Group: g.ID, Chat: g.Chat}
		if c.Before(s.ID).ID != 0 {
			card.View = viewChanged
		}
		c.turn.Cards = append(c.turn.Cards, card)
	}
}
