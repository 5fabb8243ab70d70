package flows

import (
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// ShowRoster shows a facilitator the families of a group.
func ShowRoster(c *Chat) {
	g := parenting.GroupID(c.ID("on"))
	c.Show(parenting.CardRoster, int64(g), g)
}

// renderRoster shows how many families there are, what is still missing, and a page of them as buttons.
func renderRoster(f Facts, card parenting.Card) Message {
	g := f.Group(parenting.GroupID(card.Subject))
	on := int64(g.ID)
	all, open, unsigned := families(f, g.ID), unfinished(f, g.ID), 0
	orphans := map[parenting.FamilyID]bool{}
	for _, family := range open {
		orphans[family.ID] = true
	}
	var buttons []Button
	persons, online := 0, 0
	for _, people := range all {
		persons += len(people)
		unsigned += len(withoutConsent(people))
		if len(people) > 1 {
			people = f.People(people[0].Family) // whoever joined first stands for a family
		}
		telegram := hasTelegram(people)
		if telegram {
			online++
		}
		id := people[0].Family
		buttons = append(buttons, Button{Key: "roster.family", Begin: "details", On: int64(id), Args: Args{
			"Who": face(people), "More": len(people) - 1, "Telegram": telegram, "Open": orphans[id],
		}})
	}
	grid, page, pages := paged(buttons, pageOf(card.View), turnCard(card))
	last := []Button{{Key: "roster.names", Begin: "names", On: on}, {Key: "roster.group", Begin: "group", On: on}}
	if len(open) > 0 {
		last[1] = Button{Key: "roster.complete", Begin: "complete", On: on}
	}
	grid = append(grid, last)
	if unsigned > 0 {
		grid = append(grid, []Button{{Key: "roster.consent", Begin: "consent", On: on}, {Key: "roster.papers", Begin: "papers", On: on}})
	}
	return Message{Key: "roster.card", Pack: true, Rows: grid, Args: Args{
		"Group": g.Name, "Families": len(all), "People": persons, "Telegram": online, "Open": len(open), "Unsigned": unsigned,
		"Page": page, "Pages": pages,
	}}
}

// unfinished lists the families of whom little is known and the facilitator was not asked yet, in the order they joined.
func unfinished(f Facts, g parenting.GroupID) []parenting.Family {
	return slices.DeleteFunc(f.Families(g), func(x parenting.Family) bool {
		return x.Asked || x.Away != "" && x.Cares != "" && len(x.Bands) > 0
	})
}

// withoutConsent lists who has agreed neither here nor on paper, or on paper to an older text: whoever has agreed here is asked here.
func withoutConsent(people []parenting.Person) []parenting.Person {
	return slices.DeleteFunc(slices.Clone(people), func(p parenting.Person) bool { return p.Consent != 0 && (!p.Paper || !p.Outdated()) })
}

// AddNames takes a pasted list of names into a group, a family for each. Names that stand there already are asked about, and
// everything is read back before it counts.
func AddNames(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	var people []parenting.Person
	for {
		typed, rest := readRoster(c.Read("list", keepRoster, nil, "Group", g.Name, "Again", people))
		people = c.strangers(typed, g.ID)
		if len(people) == 0 {
			c.Tell("nobody", Message{Rows: [][]Button{{{Key: "names.roster", Begin: "roster", On: int64(g.ID)}}}})
			return
		}
		answer := c.Confirm("echo", []string{"right", "change", "drop"}, "right", "People", people, "Count", len(people), "Rest", rest)
		if answer == "drop" {
			c.Tell("dropped", Message{Rows: [][]Button{{{Key: "names.roster", Begin: "roster", On: int64(g.ID)}}}})
			return
		}
		if answer == "right" {
			break
		}
	}
	added := parenting.AddFamilies{Group: g.ID}
	for i, p := range people {
		n := strconv.Itoa(i)
		p.ID, p.Family, p.Group = parenting.PersonID(c.NewID("person"+n)), parenting.FamilyID(c.NewID("family"+n)), g.ID
		added.People = append(added.People, p)
		added.Families = append(added.Families, parenting.Family{ID: p.Family, Group: g.ID})
	}
	c.Do(added)
	c.Tell("done", Message{Args: Args{"Count": len(people), "Group": g.Name}, Pack: true, Rows: [][]Button{
		{{Key: "roster.consent", Begin: "consent", On: int64(g.ID)}},
		{{Key: "roster.complete", Begin: "complete", On: int64(g.ID)}},
		{{Key: "names.roster", Begin: "roster", On: int64(g.ID)}},
		onward(c.Facts, g.ID),
	}})
}

// strangers leaves out who stands twice in a list or in the roster already, after asking whether they are the same: all at once,
// or one by one.
func (c *Chat) strangers(typed []parenting.Person, g parenting.GroupID) []parenting.Person {
	roster := c.Roster(g)
	seen := make([]bool, len(typed))
	var known []parenting.Person
	for i, p := range typed {
		same := func(q parenting.Person) bool { return parenting.SameName(p, q) }
		if seen[i] = slices.ContainsFunc(typed[:i], same) || slices.ContainsFunc(roster, same); seen[i] {
			known = append(known, p)
		}
	}
	choices := []string{"same", "different", "each"}
	switch len(known) {
	case 0:
		return typed
	case 1:
		choices = choices[:2]
	}
	answer := c.Choose("twice", choices, "People", known)
	var fresh []parenting.Person
	for i, p := range typed {
		if !seen[i] || answer == "different" || answer == "each" && c.Choose("which", choices[:2], "Who", p) == "different" {
			fresh = append(fresh, p)
		}
	}
	return fresh
}

// keepRoster writes an understood list of names for the journal, a line for each, and a mark behind them if it said more; readRoster reads it.
func keepRoster(text string) (string, bool) {
	people, rest, ok := parenting.ReadRoster(text)
	lines := make([]string, len(people))
	for i, p := range people {
		lines[i] = keepPerson(p)
	}
	kept := strings.Join(lines, "\n")
	if rest {
		kept += restMark
	}
	return kept, ok
}

const restMark = "\n+"

func readRoster(kept string) (people []parenting.Person, rest bool) {
	kept, rest = strings.CutSuffix(kept, restMark)
	for line := range strings.SplitSeq(kept, "\n") {
		people = append(people, readPerson(line))
	}
	return people, rest
}

// keepPerson writes how somebody is called as "form|name"; readPerson reads it, and a form alone too.
func keepPerson(p parenting.Person) string { return string(p.Form) + "|" + p.Name }

func readPerson(kept string) parenting.Person {
	form, name, _ := strings.Cut(kept, "|")
	return parenting.Person{Form: parenting.Form(form), Name: name}
}
