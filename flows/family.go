package flows

import (
	"slices"
	"unicode/utf8"

	"asuhbersama/parenting"
)

// ShowFamily shows somebody what is kept of a family of theirs. Who has several chooses first; a facilitator who has none means the families
// of her groups.
func ShowFamily(c *Chat) {
	var mine []parenting.FamilyID
	for _, p := range c.Rights.People {
		if !slices.Contains(mine, p.Family) {
			mine = append(mine, p.Family)
		}
	}
	f := c.Family(parenting.FamilyID(c.ID("on")))
	switch {
	case f.ID == 0 && len(mine) == 0 && len(c.Rights.Groups()) > 0:
		for _, g := range c.Rights.Groups() {
			c.Show(parenting.CardRoster, int64(g), g)
		}
		return
	case f.ID == 0 && len(mine) == 0:
		c.Say("nobody")
		return
	case f.ID == 0 && len(mine) > 1:
		var rows [][]Button
		for _, id := range mine {
			people := c.People(id)
			rows = append(rows, []Button{{Key: "family.one_of", Args: Args{"People": people}, Begin: "family", On: int64(id)}})
		}
		c.Tell("which", Message{Rows: rows})
		return
	case f.ID == 0:
		f = c.Family(mine[0])
	}
	args := describedFamily(f, c.People(f.ID))
	args["Group"], args["Leaders"] = c.Group(f.Group).Name, c.leaders(f.Group)
	on := int64(f.ID)
	rows := [][]Button{{{Key: "family.about", Begin: "about", On: on}}}
	for _, p := range c.Rights.People {
		if p.Family == f.ID {
			rows = append(rows, []Button{{Key: "family.me", Args: Args{"Who": p}, Begin: "me", On: int64(p.ID)}})
		}
	}
	rows = append(rows, []Button{{Key: "family.invite", Begin: "invite", On: on}}, []Button{{Key: "privacy.button", Begin: "privacy"}})
	lead, again := c.stopped()
	if lead != "" {
		rows = append(rows, []Button{again})
	}
	if lead != "" || len(mine) > 1 { // the messages of one family cannot be stopped without those of the others
		rows = append(rows, []Button{{Key: "family.leave", Begin: "stop", On: on}})
	} else {
		rows = append(rows, []Button{{Key: "menu.stop", Begin: "stop", On: on}})
	}
	c.Tell("text", Message{Lead: lead, Args: args, Pack: true, Rows: rows})
}

// mayShowFamily: whoever is of the family asked for; anybody who asks for none.
func mayShowFamily(c *Chat) bool { return c.Arg("on") == "" || inFamily(c) }

// ChangeAddress changes how a person is called: by the person, or by the facilitator.
func ChangeAddress(c *Chat) {
	p := c.Person(parenting.PersonID(c.ID("on")))
	p.Form, p.Name = c.address(p.Name, "Who", p)
	c.Do(parenting.Address{Person: p.ID, Family: p.Family, Group: p.Group, Form: p.Form, Name: p.Name})
	c.Say("done", "Who", p)
	c.backTo(c.Family(p.Family))
}

// mayAddress: who may change how the person is called whom the flow is about.
func mayAddress(c *Chat) bool { return c.addresses(c.Person(parenting.PersonID(c.ID("on")))) }

// addresses reports whether it is for this account to say how a person is called: its own, or of a group that it leads.
func (c *Chat) addresses(p parenting.Person) bool {
	return p.ID != 0 && (p.Account == c.Event.Account || c.Rights.Leads(p.Group))
}

// readName reads the name of a person or a place: it has a letter or a figure, and is not too long.
func readName(text string) (string, bool) {
	text = parenting.Clean(text)
	return text, Plain(text) != "" && utf8.RuneCountInString(text) <= nameLimit
}
