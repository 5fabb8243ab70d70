package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// Privacy says at any time what is said before the consent: who keeps what, why, how long, and whom to ask.
func Privacy(c *Chat) {
	var leaders []string
	groups := c.Rights.Groups()
	for _, p := range c.Rights.People {
		groups = append(groups, p.Group)
	}
	slices.Sort(groups)
	for _, g := range slices.Compact(groups) {
		for _, name := range c.leaders(g) {
			if !slices.Contains(leaders, name) {
				leaders = append(leaders, name)
			}
		}
	}
	m := privacy(c.Programme(), leaders)
	if len(c.Rights.People) > 0 {
		m.Rows = [][]Button{{{Key: "menu.myfamily", Begin: "family"}}}
	}
	c.Tell("text", m)
}

// privacy says who keeps what of a family, in the programme's name. leaders may be asked.
func privacy(p parenting.Programme, leaders []string) Message {
	return Message{Key: "privacy.text", Args: pairs(append(ofProgramme(p), "Leaders", leaders))}
}
