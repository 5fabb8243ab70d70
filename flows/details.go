package flows

import (
	"cmp"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// Details shows a facilitator what is known of a family.
func Details(c *Chat, f parenting.Family) {
	people := c.People(f.ID)
	args := describedFamily(f, people)
	var telegram []Message
	for _, p := range people {
		if p.Account != 0 {
			telegram = append(telegram, Message{Key: "details.telegram", Args: Args{"Who": p, "Stopped": c.Account(p.Account).Stopped}})
		}
	}
	args["Telegram"] = telegram
	args["Unsigned"] = len(withoutConsent(people)) > 0
	args["Again"] = slices.ContainsFunc(people, func(p parenting.Person) bool { return p.Paper && p.Outdated() })
	on := int64(f.ID)
	rows := [][]Button{{{Key: "details.change", Begin: "about", On: on}}}
	if f.Away == "" || f.Cares == "" || len(f.Bands) == 0 {
		rows = append(rows, []Button{{Key: "roster.complete", Begin: "fill", On: on}})
	}
	if _, ok := nextSession(c.Facts, f.Group); ok {
		rows = append(rows, []Button{{Key: "details.reply", Begin: "reply", On: on}})
	}
	if len(withoutConsent(people)) > 0 {
		rows = append(rows, []Button{{Key: "details.paper", Begin: "paper", On: on}})
	}
	if _, joined := newcomer(people); joined && len(c.unmatched(f)) > 0 {
		rows = append(rows, []Button{{Key: "details.merge", Begin: "merge", On: on}})
	}
	c.Tell("text", Message{Args: args, Pack: true, Rows: append(rows,
		[]Button{{Key: "details.remove", Begin: "remove", On: on}},
		[]Button{{Key: "details.roster", Begin: "roster", On: int64(f.Group)}},
	)})
}

// describedFamily says in words what is known of a family; what is not is "".
func describedFamily(f parenting.Family, people []parenting.Person) Args {
	var members []Message
	for _, p := range people {
		key := map[bool]string{true: "family.member_abroad", false: "family.member"}[p.Abroad]
		members = append(members, Message{Key: key, Args: Args{"Who": p}})
	}
	word := func(table, code string) Word {
		if code == "" {
			return ""
		}
		return Word(table + code)
	}
	var bands []Word
	for _, b := range f.Bands {
		bands = append(bands, Word("band."+string(b)))
	}
	args := Args{
		"Members": members, "Hamlet": f.Hamlet, "Away": word("enrol.away.", string(f.Away)), "Cares": word("enrol.cares.", string(f.Cares)),
		"Bands": bands, "Where": word("country.", f.Where),
	}
	if name := provinceName(f.Where); name != "" {
		args["Where"] = name
	}
	return args
}

// ofRoster makes a flow about a family out of one that is handed the family, for when it has left in the meantime.
func ofRoster(run func(*Chat, parenting.Family)) func(*Chat) {
	return func(c *Chat) {
		f := c.Family(parenting.FamilyID(c.ID("on")))
		if f.ID == 0 {
			c.Tell("gone", Message{Key: "details.gone"})
			return
		}
		run(c, f)
	}
}

// leadsOrGone: a facilitator of the family's group; any facilitator if the family has left.
func leadsOrGone(c *Chat) bool {
	f := c.Family(parenting.FamilyID(c.ID("on")))
	return c.Rights.Leads(f.Group) || f.ID == 0 && c.Rights.Has(parenting.Facilitator)
}

// describes: a family itself, or its facilitator.
func describes(c *Chat) bool { return inFamily(c) || leadsOrGone(c) }

// Complete asks a facilitator for more about one family after another, until nothing is open or she stops.
func Complete(c *Chat) {
	g := parenting.GroupID(c.ID("on"))
	open := unfinished(c.Facts, g)
	if len(open) == 0 {
		c.Tell("all", Message{Rows: [][]Button{onward(c.Facts, g)}})
		c.Then("roster", "on", g)
		return
	}
	c.Then("about", "on", open[0].ID, "mode", everything)
}

// Fill asks for everything that is missing about one family.
func Fill(c *Chat, f parenting.Family) { c.Then("about", "on", f.ID, "mode", onlyThis) }

// The modes in which a family is asked about: everything missing, of one family after another or of this one only. Without a mode
// a single thing is changed.
const (
	everything = "all"
	onlyThis   = "this"
)

// The ways out of a question about a family.
const (
	skip  = "-" // past the question
	later = "+" // past the family
)

// About asks about a family: what is missing, or what is to be changed.
func About(c *Chat, f parenting.Family) {
	if c.Arg("mode") == "" {
		c.amend(f)
		return
	}
	people := c.People(f.ID)
	acts, stopped := c.missing(&f, people)
	f.Asked = true
	if stopped {
		f.Asked = c.Choose("stop", []string{"rest", "never"}, "Who", face(people)) == "never"
	}
	c.Do(append(acts, parenting.Describe{Family: f})...)
	switch {
	case stopped && !f.Asked:
		c.Tell("rest", Message{Rows: [][]Button{{{Key: "details.roster", Begin: "roster", On: int64(f.Group)}}}})
	case c.Arg("mode") == everything:
		c.Then("complete", "on", f.Group)
	default:
		c.Then("details", "on", f.ID)
	}
}

// missing asks for what is not known yet, and for the paper with the signature of who has no Telegram.
func (c *Chat) missing(f *parenting.Family, people []parenting.Person) (acts []parenting.Act, stopped bool) {
	ways := []Button{{Key: "about.skip", Choice: skip}, {Key: "about.later", Choice: later}}
	left := 0
	if c.Arg("mode") == everything {
		left = len(unfinished(c.Facts, f.Group))
	}
	args := []any{"Who", face(people), "Left", left}
	for _, p := range people {
		if p.Form != "" {
			continue
		}
		switch form := c.Pick(stepOf("form", p), append(formButtons(), ways...), "Who", p, "Left", left); form {
		case later:
			return acts, true
		case skip:
		default:
			p.Form = parenting.Form(form)
			acts = append(acts, parenting.Address{Person: p.ID, Family: p.Family, Group: p.Group, Form: p.Form, Name: p.Name})
		}
	}
	for _, q := range questions() {
		if !q.known(*f) && q.ask(c, f, ways, args) == later {
			return acts, true
		}
	}
	for _, p := range withoutConsent(people) {
		switch c.Pick(stepOf("paper", p), []Button{{Key: "about.paper.yes", Choice: "yes"}, {Key: "about.paper.no", Choice: skip}, ways[1]}, "Who", p) {
		case later:
			return acts, true
		case "yes":
			acts = append(acts, signed(p))
		}
	}
	return acts, false
}

// stepOf names a step that is asked of each of several people, so that no answer can go over to another.
func stepOf(step string, p parenting.Person) string {
	return step + "#" + parenting.ShortID(int64(p.ID))
}

func signed(p parenting.Person) parenting.Agree {
	return parenting.Agree{Person: p.ID, Family: p.Family, Group: p.Group, Version: parenting.ConsentVersion, Paper: true}
}

// A question asks for one thing about a family and puts it there. ways are the buttons past it; the one pressed is given back.
type question struct {
	name  string
	known func(parenting.Family) bool
	ask   func(c *Chat, f *parenting.Family, ways []Button, args []any) (way string)
}

// questions are those about a family, in the order in which they are asked.
func questions() []question {
	return []question{
		{"hamlet", func(f parenting.Family) bool { return f.Hamlet != "" }, (*Chat).askHamlet},
		{"away", func(f parenting.Family) bool { return f.Away != "" }, (*Chat).askAway},
		{"cares", func(f parenting.Family) bool { return f.Cares != "" }, (*Chat).askCares},
		{"bands", func(f parenting.Family) bool { return len(f.Bands) > 0 }, (*Chat).askBands},
	}
}

func (c *Chat) askHamlet(f *parenting.Family, ways []Button, args []any) string {
	read := func(text string) (string, bool) { return readName(parenting.ReadHamlet(text)) }
	hamlet := c.Read("hamlet", read, append(c.hamlets(f.Group), ways...), args...)
	if hamlet == skip || hamlet == later {
		return hamlet
	}
	f.Hamlet = hamlet
	return ""
}

// hamlets offers the hamlets that other families of a group live in, as far as they fit into a button's data.
func (c *Chat) hamlets(g parenting.GroupID) []Button {
	const most, longest = 6, 40 // bytes
	var offers []Button
	for _, f := range c.Families(g) {
		known := func(b Button) bool { return b.Choice == f.Hamlet }
		if f.Hamlet != "" && len(f.Hamlet) <= longest && len(offers) < most && !slices.ContainsFunc(offers, known) {
			offers = append(offers, Button{Label: f.Hamlet, Choice: f.Hamlet})
		}
	}
	return offers
}

// askAway asks who is away, and where unless that was said with it. Of somebody's child it asks who that is to the children at home.
func (c *Chat) askAway(f *parenting.Family, ways []Button, args []any) string {
	var away, where string
	for child := false; away == ""; child = true {
		answer := c.Read("away", func(text string) (string, bool) {
			away, place, ok := parenting.ReadAway(text)
			return string(away) + ":" + place, ok && (away != "" || !child)
		}, append(keyed("enrol.away.", "father", "mother", "both", "sibling", "nobody"), ways...), append(args, "Child", child)...)
		if answer == skip || answer == later {
			return answer
		}
		var place string
		away, place, _ = strings.Cut(answer, ":")
		where = cmp.Or(place, where)
	}
	f.Away, f.Where = parenting.Away(away), ""
	if f.Away == parenting.AwayNobody {
		return ""
	}
	if where == "" {
		where = c.Read("where", parenting.ReadWhere, append(placeButtons(), ways...), args...)
	}
	if where == skip || where == later {
		return where
	}
	f.Where = where
	return ""
}

func (c *Chat) askCares(f *parenting.Family, ways []Button, args []any) string {
	cares := c.Pick("cares", append(keyed("enrol.cares.", "mother", "father", "grandmother", "grandfather", "relative"), ways...), args...)
	if cares == skip || cares == later {
		return cares
	}
	f.Cares = parenting.Cares(cares)
	return ""
}

func (c *Chat) askBands(f *parenting.Family, ways []Button, args []any) string {
	bands := c.bandsOf(*f, ways, args...)
	if bands[0] == skip || bands[0] == later {
		return string(bands[0])
	}
	f.Bands = bands
	return ""
}

// keyed makes buttons of choices whose labels stand in one table.
func keyed(table string, choices ...string) []Button {
	buttons := make([]Button, len(choices))
	for i, choice := range choices {
		buttons[i] = Button{Key: table + choice, Choice: choice}
	}
	return buttons
}

func formButtons() []Button { return keyed("form.only_", formNames()...) }

// amend changes one thing about a family: what, is asked unless it was said ("what").
func (c *Chat) amend(f parenting.Family) {
	people := c.People(f.ID)
	args := []any{"Who", face(people), "Left", 0}
	choices := keyed("about.what.", "hamlet", "away", "cares", "bands")
	for _, p := range people {
		if c.addresses(p) {
			choices = append(choices, Button{Key: "about.what.call", Args: Args{"Who": p}, Choice: parenting.ShortID(int64(p.ID))})
		}
	}
	what := c.Arg("what")
	if what == "" {
		what = c.Pick("what", append(choices, Button{Key: "about.keep", Choice: skip}), args...)
	}
	i := slices.IndexFunc(questions(), func(q question) bool { return q.name == what })
	switch {
	case i >= 0 && questions()[i].ask(c, &f, []Button{{Key: "about.keep", Choice: skip}}, args) == "":
		c.Do(parenting.Describe{Family: f})
		c.Say("done")
	case i < 0 && what != skip:
		id, _ := parenting.ReadShortID(what)
		c.Then("me", "on", parenting.PersonID(id))
		return
	}
	c.backTo(f)
}

// backTo shows a family again: to itself, or to its facilitator.
func (c *Chat) backTo(f parenting.Family) {
	flow := "details"
	if c.Rights.InFamily(f.ID) {
		flow = "family"
	}
	c.Then(flow, "on", f.ID)
}

// PaperConsent records that somebody without Telegram has agreed on paper.
func PaperConsent(c *Chat, f parenting.Family) {
	for _, p := range withoutConsent(c.People(f.ID)) {
		if c.Choose(stepOf("sure", p), []string{"yes", "no"}, "Who", p) == "yes" {
			c.Do(signed(p))
		}
	}
	c.Then("details", "on", f.ID)
}

// RemoveFamily takes a family, or one of it, out of a group.
func RemoveFamily(c *Chat, f parenting.Family) {
	people := c.People(f.ID)
	if len(people) > 1 {
		choices := []Button{{Key: "remove.who.everybody", Choice: "all"}}
		for _, p := range people {
			choices = append(choices, Button{Key: "remove.who.person", Args: Args{"Who": p}, Choice: parenting.ShortID(int64(p.ID))})
		}
		who := c.Pick("who", choices)
		people = slices.DeleteFunc(people, func(p parenting.Person) bool { return who != "all" && who != parenting.ShortID(int64(p.ID)) })
	}
	args := []any{"People", people, "Group", c.Group(f.Group).Name}
	if c.Choose("sure", []string{"no", "yes"}, args...) == "no" {
		c.Say("kept", args...)
		c.Then("details", "on", f.ID)
		return
	}
	for _, p := range people {
		c.Do(parenting.Leave{Person: p.ID, Family: p.Family, Group: p.Group})
	}
	c.Say("done", args...)
	c.Then("roster", "on", f.Group)
}
