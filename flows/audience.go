package flows

import (
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// ChooseAudience asks for whom a draft is. The frequent answers are one tap and mean all regions of the coordinator; of all others each
// setting is asked by itself, and keeps its answer when he comes back to change another one.
func ChooseAudience(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	to := b.Audience
	to.Areas = slices.DeleteFunc(slices.Clone(to.Areas), func(a parenting.Area) bool { return !c.Rights.Holds(parenting.Coordinator, a.Region) })
	if len(to.Areas) == 0 {
		to.Areas = everywhere(c.Rights)
	}
	quick := "self"
	if len(to.Whom) == 0 {
		quick = c.Choose("to", []string{"families", "facilitators", "both", "self"})
		to.Whom = map[string][]parenting.Whom{
			"families": {parenting.ToFamilies}, "facilitators": {parenting.ToFacilitators}, "both": {parenting.ToFamilies, parenting.ToFacilitators},
			"self": {parenting.ToFamilies},
		}[quick]
	}
	if quick == "self" {
		to = c.settings(to)
	}
	c.Do(parenting.Aim{Broadcast: b.ID, Audience: to, Version: b.Version})
	c.Then("broadcast", "on", b.ID)
}

// whomAlone names a kind of recipients, nothing for none.
func whomAlone(w parenting.Whom) Word {
	if w == "" {
		return ""
	}
	return Word("audience.whom_" + string(w))
}

// everywhere are all regions of a coordinator.
func everywhere(r parenting.Rights) (areas []parenting.Area) {
	for _, region := range r.Regions(parenting.Coordinator) {
		areas = append(areas, parenting.Area{Region: region})
	}
	return areas
}

// settings lets one setting after another be changed, until it is right.
func (c *Chat) settings(to parenting.Audience) parenting.Audience {
	groups := c.GroupsIn(c.Rights.Regions(parenting.Coordinator))
	for {
		choices := []string{"whom"}
		if len(groups) > 1 {
			choices = append(choices, "where")
		}
		if to.For(parenting.ToFamilies) {
			choices = append(choices, "ages", "missed")
		}
		switch c.Choose("what", append(choices, "done"), "To", toWhom(c.Facts, to)) {
		case "whom":
			to.Whom = c.kinds(to.Whom)
			if !to.For(parenting.ToFamilies) {
				to.Bands, to.Missed = nil, false
			}
		case "where":
			to.Areas = c.where(groups, to.Areas)
		case "ages":
			to.Bands = c.ages(to.Bands)
		case "missed":
			to.Missed = c.Choose("missed", []string{"all", "missed"}) == "missed"
		case "done":
			return to
		}
	}
}

// kinds asks which kinds of people, or for the groups' chats in place of people.
func (c *Chat) kinds(now []parenting.Whom) (whom []parenting.Whom) {
	chats := Button{Key: "audience.whom.chats", Choice: string(parenting.ToChats)}
	var choices []Button
	var marked []string
	for _, w := range parenting.Everyone() {
		if w != parenting.ToChats {
			choices = append(choices, Button{Key: "audience.whom." + string(w), Choice: string(w)})
		}
		if slices.Contains(now, w) && w != parenting.ToChats {
			marked = append(marked, string(w))
		}
	}
	for _, w := range c.Marked("whom", marked, choices, []Button{chats}) {
		whom = append(whom, parenting.Whom(w))
	}
	slices.SortFunc(whom, func(a, b parenting.Whom) int {
		return slices.Index(parenting.Everyone(), a) - slices.Index(parenting.Everyone(), b)
	})
	return whom
}

func (c *Chat) ages(now []parenting.Band) (bands []parenting.Band) {
	var marked []string
	for _, b := range now {
		marked = append(marked, string(b))
	}
	chosen := c.Marked("ages", marked, bandButtons(), []Button{{Key: "audience.ages.all", Choice: wholeOfIt}})
	for _, b := range parenting.Bands() {
		if slices.Contains(chosen, string(b)) {
			bands = append(bands, b)
		}
	}
	return bands
}

// levels are how finely an audience may be chosen by where it is.
func levels() []string { return []string{"province", "regency", "village", "group"} }

// partOf is the part of a level that a group lies in, or is.
func partOf(g parenting.Group, level string) parenting.Area {
	switch level {
	case "province":
		return parenting.Area{Region: parenting.Region{Province: g.Province}}
	case "regency":
		return parenting.Area{Region: parenting.Region{Province: g.Province, Regency: g.Regency}}
	case "village":
		return parenting.Area{Region: g.Region()}
	}
	return parenting.Area{Region: g.Region(), Group: g.ID}
}

// areaKey is the same for areas that are the same.
func areaKey(a parenting.Area) string { return a.Region.Key() + parenting.ShortID(int64(a.Group)) }

// partsOf lists the parts of a level that groups lie in, each once, by name.
func partsOf(groups []parenting.Group, level string) (parts []parenting.Area) {
	seen := map[string]bool{}
	for _, g := range groups {
		if part := partOf(g, level); !seen[areaKey(part)] {
			seen[areaKey(part)] = true
			parts = append(parts, part)
		}
	}
	slices.SortStableFunc(parts, func(a, b parenting.Area) int { return strings.Compare(placeName(a.Region), placeName(b.Region)) })
	return parts
}

// where asks in which parts of the coordinator's regions: how finely, and from there level by level in which, wherever there is more than
// one with groups in it.
func (c *Chat) where(groups []parenting.Group, now []parenting.Area) []parenting.Area {
	finest := slices.DeleteFunc(levels(), func(level string) bool { return len(partsOf(groups, level)) < 2 })
	level := finest[0]
	if len(finest) > 1 {
		level = c.Choose("level", append([]string{"all"}, finest...))
	}
	areas := everywhere(c.Rights)
	for _, l := range finest[:slices.Index(finest, level)+1] {
		some := partsOf(groups, l)
		if len(some) > 1 {
			some = c.areas(l, some, now)
		}
		if some == nil {
			continue
		}
		areas = some
		chosen := map[string]bool{}
		for _, a := range areas {
			chosen[areaKey(a)] = true
		}
		groups = slices.DeleteFunc(slices.Clone(groups), func(g parenting.Group) bool { return !chosen[areaKey(partOf(g, l))] })
	}
	return areas
}

// areas asks for some of the parts of a level, nil for all of them.
func (c *Chat) areas(level string, parts, now []parenting.Area) (some []parenting.Area) {
	var choices []Button
	var marked []string
	id := func(a parenting.Area) string {
		return parenting.ShortID(c.NewID("area " + inFull(a.Region) + parenting.ShortID(int64(a.Group))))
	}
	above := parts[0].Region
	above.Village = ""
	oneRegency := level == "village" && !slices.ContainsFunc(parts, func(a parenting.Area) bool { return !a.Region.Within(above) })
	for _, part := range parts {
		label := inShort(part.Region)
		switch {
		case part.Group != 0:
			label = c.Group(part.Group).Name + ", " + part.Region.Village
		case oneRegency:
			label = part.Region.Village
		}
		choices = append(choices, Button{Label: label, Choice: id(part)})
		if slices.ContainsFunc(now, func(a parenting.Area) bool {
			return strings.HasPrefix(areaKey(a), part.Region.Key()) && part.Group == 0 || a == part
		}) {
			marked = append(marked, id(part))
		}
	}
	chosen := c.Marked(level, marked, choices, []Button{{Key: "audience.every", Choice: wholeOfIt}})
	for _, part := range parts {
		if slices.Contains(chosen, id(part)) {
			some = append(some, part)
		}
	}
	return some
}

// someAreas is how many areas the name of an audience spells out.
const someAreas = 4

// toWhom names an audience: who they are, and where.
func toWhom(f Facts, a parenting.Audience) Message {
	var whom []Message
	for _, w := range parenting.Everyone() {
		m := Message{Key: "audience.to_" + string(w)}
		if w == parenting.ToFamilies {
			var ages []Word
			for _, b := range a.Bands {
				ages = append(ages, Word("band."+string(b)))
			}
			m.Args = Args{"Ages": ages, "Missed": a.Missed}
		}
		if a.For(w) {
			whom = append(whom, m)
		}
	}
	var where []string
	for _, area := range a.Areas[:min(len(a.Areas), someAreas)] {
		name := inShort(area.Region)
		switch {
		case area.Group != 0:
			name = f.Group(area.Group).Name
		case area.Region.Village != "" && len(a.Areas) > 1: // among others a comma would part it
			name = area.Region.Village + " (" + area.Region.Regency + ")"
		}
		if name != "" { // all of the programme
			where = append(where, name)
		}
	}
	return Message{Key: "audience.all", Args: Args{"Whom": whom, "Where": where, "More": max(0, len(a.Areas)-someAreas)}}
}
