package flows

import (
	"cmp"
	"slices"

	"asuhbersama/parenting"
)

// newcomer is who of a family joined last by link.
func newcomer(people []parenting.Person) (parenting.Person, bool) {
	for _, p := range slices.Backward(people) {
		if p.Account != 0 {
			return p, true
		}
	}
	return parenting.Person{}, false
}

// unmatched lists who stands in the roster without Telegram, in other families than this one.
func (c *Chat) unmatched(f parenting.Family) []parenting.Person {
	return slices.DeleteFunc(c.Roster(f.Group), func(p parenting.Person) bool { return p.Account != 0 || p.Family == f.ID })
}

// matches is unmatched with the likeliest first, and how many are called alike.
func (c *Chat) matches(f parenting.Family, joined parenting.Person) (listed []parenting.Person, likely int) {
	listed = c.unmatched(f)
	slices.SortStableFunc(listed, func(a, b parenting.Person) int {
		return cmp.Compare(parenting.Alike(b, joined), parenting.Alike(a, joined))
	})
	for likely < len(listed) && parenting.Alike(listed[likely], joined) > 0 {
		likely++
	}
	return listed, likely
}

// PerhapsKnown tells a facilitator that somebody has joined who may be in the roster already.
func PerhapsKnown(c *Chat, fire parenting.Fire) {
	f := c.Family(parenting.FamilyID(fire.Subject))
	joined, ok := newcomer(c.People(f.ID))
	listed, likely := c.matches(f, joined)
	switch {
	case !ok:
		c.Skip("gone")
	case !c.Rights.Leads(f.Group):
		c.Skip("not theirs")
	case likely == 0:
		c.Skip("nobody alike")
	default:
		c.Tell("notice", Message{
			Args: Args{"Who": joined, "Group": c.Group(f.Group).Name, "Likely": listed[:min(likely, perPage)]},
			Rows: [][]Button{{{Key: "merge.look", Begin: "merge", On: int64(f.ID)}}},
		})
	}
}

// Merge joins the entry of somebody who came by link with the one that the facilitator had written down before: as the same
// person, or as another one of the same family.
func Merge(c *Chat, f parenting.Family) {
	joined, ok := newcomer(c.People(f.ID))
	listed, likely := c.matches(f, joined)
	if !ok || len(listed) == 0 {
		c.Say("nobody")
		c.Then("details", "on", f.ID)
		return
	}
	known, answer := listed[0], otherName
	if likely == 1 {
		answer = c.compare(joined, known, len(listed) > 1)
	}
	if answer == otherName {
		if known, ok = c.whom(joined, listed); !ok {
			answer = noMatch
		} else {
			answer = c.compare(joined, known, false)
		}
	}
	if answer == noMatch {
		c.Say("kept", "Who", joined)
		return
	}
	switch {
	case answer == sameFamily || c.first(known.Family, false) == known.ID && c.first(f.ID, true) == joined.ID:
		c.Do(parenting.Merge{Group: f.Group, Keep: known.Family, Drop: f.ID, SamePerson: answer == samePerson})
	default: // others of the two families stand before the two
		c.Do(parenting.Merge{Group: f.Group, Keep: f.ID, Drop: known.Family}, parenting.Leave{Person: known.ID, Family: f.ID, Group: f.Group})
		known.Family = f.ID
	}
	c.Say("done_"+answer, "Who", joined, "Known", known)
	c.Then("details", "on", known.Family)
}

// first is the first of a family with or without Telegram.
func (c *Chat) first(f parenting.FamilyID, telegram bool) parenting.PersonID {
	for _, p := range c.People(f) {
		if (p.Account != 0) == telegram {
			return p.ID
		}
	}
	return 0
}

// What a facilitator says of two entries.
const (
	samePerson = "person"
	sameFamily = "family"
	noMatch    = "nobody"
	otherName  = "name"
)

// whom asks who of the roster the newcomer is.
func (c *Chat) whom(joined parenting.Person, listed []parenting.Person) (parenting.Person, bool) {
	var buttons []Button
	for _, p := range listed {
		buttons = append(buttons, Button{Key: "merge.who.person", Args: Args{"Who": p}, Choice: parenting.ShortID(int64(p.ID))})
	}
	none := Button{Key: "merge.who.nobody", Choice: noMatch}
	buttons = slices.Insert(buttons, min(perPage-1, len(buttons)), none) // on the first page
	id, ok := parenting.ReadShortID(c.Browse("who", buttons, "Who", joined))
	i := slices.IndexFunc(listed, func(p parenting.Person) bool { return ok && int64(p.ID) == id })
	if i < 0 {
		return parenting.Person{}, false
	}
	return listed[i], true
}

// compare asks what two entries have to do with each other. The step names the entry, so that the answer cannot go over to
// another one.
func (c *Chat) compare(joined, known parenting.Person, more bool) string {
	choices := []string{samePerson, sameFamily, noMatch}
	if more {
		choices = append(choices, otherName)
	}
	return c.Choose(stepOf("same", known), choices, "Who", joined, "Known", known)
}
