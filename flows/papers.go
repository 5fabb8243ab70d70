package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// Consent on paper, of carers without Telegram: a sheet to be printed and signed, and noting who has signed.

// ConsentSheet sends the sheet, with the names of those who have not agreed yet.
func ConsentSheet(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	c.Do(parenting.Export{What: string(FileConsent), Group: g.ID})
	c.Tell("ready", Message{
		Args: Args{"Group": g.Name}, File: &File{Kind: FileConsent, Subject: int64(g.ID), Stamp: c.Now().UnixNano()},
		Rows: [][]Button{{{Key: "roster.papers", Begin: "papers", On: int64(g.ID)}}},
	})
}

// Unsigned lists who of a group has agreed neither here nor on paper, by name.
func Unsigned(f Facts, g parenting.GroupID) []parenting.Person {
	return slices.SortedStableFunc(slices.Values(withoutConsent(f.Roster(g))), byName)
}

// perRound is how many names are asked about at once.
const perRound = 20

// Papers notes who has signed, many at once; a long list comes in rounds.
func Papers(c *Chat) {
	g := parenting.GroupID(c.ID("on"))
	all := Unsigned(c.Facts, g)
	if len(all) == 0 {
		c.Say("none")
		return
	}
	apart := namesakes(c.Facts, all)
	var acts []parenting.Act
	for rest := all; len(rest) > 0; {
		people := rest[:min(len(rest), perRound)]
		rest = rest[len(people):]
		var choices []Button
		for _, p := range people {
			choices = append(choices, Button{Key: "papers.person", Args: Args{"Who": p, "Hamlet": apart(p)}, Choice: parenting.ShortID(int64(p.ID))})
		}
		ways := []Button{{Key: "papers.nobody", Choice: skip}}
		marked := c.Many("who", choices, ways, "Rest", len(rest))
		for _, p := range people {
			if slices.Contains(marked, parenting.ShortID(int64(p.ID))) {
				acts = append(acts, signed(p))
			}
		}
	}
	c.Do(acts...)
	c.Say("done", "Count", len(acts))
	c.Then("roster", "on", g)
}
