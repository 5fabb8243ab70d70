package flows

import (
	"strings"

	"asuhbersama/parenting"
)

// ChooseAudience asks for whom a draft is, in all regions that are the coordinator's.
func ChooseAudience(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	var areas []parenting.Area
	for _, r := range c.Rights.Regions(parenting.Coordinator) {
		areas = append(areas, parenting.Area{Region: r})
	}
	whom := map[string][]parenting.Whom{
		"families": {parenting.ToFamilies}, "facilitators": {parenting.ToFacilitators}, "both": {parenting.ToFamilies, parenting.ToFacilitators},
	}[c.Choose("to", []string{"families", "facilitators", "both"})]
	c.Do(parenting.Aim{Broadcast: b.ID, Audience: parenting.Audience{Whom: whom, Areas: areas}, Version: b.Version})
	c.Then("broadcast", "on", b.ID)
}

// whomAlone names a kind of recipients, nothing for none.
func whomAlone(w parenting.Whom) Word {
	if w == "" {
		return ""
	}
	return Word("audience.whom_" + string(w))
}

// toWhom names an audience: who they are, and where.
func toWhom(f Facts, a parenting.Audience) Message {
	var whom []Message
	for _, w := range parenting.Everyone() {
		if a.For(w) {
			whom = append(whom, Message{Key: "audience.whom_" + string(w)})
		}
	}
	var where []string
	for _, area := range a.Areas {
		name := inShort(area.Region)
		if area.Group != 0 {
			name = f.Group(area.Group).Name
		}
		where = append(where, name)
	}
	return Message{Key: "audience.whom", Args: Args{"Whom": whom, "Where": strings.Join(where, "; ")}}
}
