package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// CheckIn is a family's own word that it is there, with the code on the facilitator's screen: asked for, typed by itself (typed) or
// scanned (code). The right code is the attendance; who came is asked afterwards. A wrong one ends the conversation so that it
// counts, and begins it again.
func CheckIn(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	g := c.Group(s.Group)
	families := c.familiesIn(s.Group)
	if len(families) == 0 || s.ID == 0 || s.State == parenting.Planned {
		c.notInvited(s)
		return
	}
	zone := Zone(g)
	switch at := c.Event.At; {
	case s.State == parenting.Cancelled:
		c.Say("cancelled", "Start", s.Start.In(zone))
		return
	case at.Before(s.Opens()):
		c.Say("early", "Who", c.own(families[0]), "Opens", s.Opens().In(zone))
		return
	case !s.CheckInOpen(at):
		c.Say("over", "Closes", s.Closes().In(zone), "Leaders", c.leaders(g.ID))
		return
	}
	missing := slices.DeleteFunc(slices.Clone(families), func(f parenting.FamilyID) bool { return c.Present(s.ID, f).Presence.Came() })
	if len(missing) == 0 {
		c.Say("twice", "People", c.carried(families), "At", c.Present(s.ID, families[0]).At.In(zone))
		return
	}
	if c.WrongTries(s.ID, c.Event.Account) >= parenting.WrongTries {
		c.Say("helped", "Leaders", c.leaders(g.ID))
		return
	}
	if !c.rightCode(s) {
		c.Do(parenting.WrongCode{Session: s.ID, Account: c.Event.Account})
		if c.WrongTries(s.ID, c.Event.Account)+1 >= parenting.WrongTries {
			c.Say("helped", "Leaders", c.leaders(g.ID))
			return
		}
		c.Then("checkin", "on", s.ID, "wrong", "yes")
		return
	}
	how := parenting.ByCode
	if c.Arg("code") != "" {
		how = parenting.ByQR
	}
	coming := c.whichFamilies(missing)
	for _, f := range coming {
		c.Do(parenting.CheckIn{Session: s.ID, Family: f, Group: g.ID, Who: c.sender(f), How: how, At: c.Event.At})
	}
	c.Say("done", "People", c.carried(coming), "At", c.Event.At.In(zone))
	if len(coming) == 1 && len(c.atHome(coming[0])) > 1 {
		c.Then("who", "on", s.ID, "family", coming[0])
	}
}

// notInvited answers whoever is of no family of the meeting's group, without a word about the meeting.
func (c *Chat) notInvited(s parenting.Session) {
	if c.Rights.Leads(s.Group) && s.State == parenting.Announced {
		c.Tell("leader", Message{Rows: [][]Button{{{Key: "session.button_ticks", Begin: "ticks", On: int64(s.ID)}}}})
		return
	}
	c.Say("stranger")
}

// rightCode asks for the code. The verdict is what is kept, since a code that was right when it came may be old at the next replay.
func (c *Chat) rightCode(s parenting.Session) bool {
	verdict := func(text string) (string, bool) {
		code, ok := readCode(figures(text))
		if ok && slices.Contains(parenting.ValidCodes(c.Key(), s.ID, c.Shown(s.ID), c.Event.At), code) {
			return "right", true
		}
		return "wrong", ok
	}
	const step = "code"
	if given := cmp.Or(c.Arg("code"), c.Arg("typed")); given != "" {
		if _, known := c.state.answer(step); !known {
			value, _ := verdict(given)
			c.state.set(step, value)
		}
	}
	return c.Read(step, verdict, nil, "Leaders", c.leaders(s.Group), "Wrong", c.Arg("wrong") != "") == "right"
}

// readCode reads four digits as people write them: "4821", "48 21", "hadir 4821".
func readCode(text string) (code string, ok bool) {
	for _, word := range strings.Fields(strings.ToLower(text)) {
		switch word = strings.Trim(word, ".,:!"); word {
		case "saya", "hadir", "kode", "kodenya", "bu", "ibu", "pak", "bapak":
		default:
			code += word
		}
	}
	_, err := strconv.ParseUint(code, 10, 64)
	return code, err == nil && len(code) == 4
}

// figures leaves out the words without figures: once the code was asked for, they only stand around it ("kodenya 0728 bu").
func figures(text string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(word string) bool { return !strings.ContainsAny(word, "0123456789") }), " ")
}

// whichFamilies asks for whom somebody who carries several families has come.
func (c *Chat) whichFamilies(families []parenting.FamilyID) []parenting.FamilyID {
	if len(families) == 1 {
		return families
	}
	var buttons []Button
	for _, f := range families {
		buttons = append(buttons, Button{
			Key: "checkin.people", Args: Args{"People": c.atHome(f)}, Choice: parenting.ShortID(int64(f)),
		})
	}
	choice := c.Pick("family", append(buttons, Button{Key: "checkin.family.all", Choice: "all"}))
	if id, ok := parenting.ReadShortID(choice); ok && choice != "all" {
		return []parenting.FamilyID{parenting.FamilyID(id)}
	}
	return families
}

// own is the person of a family for whom the account speaks: one at home if it can be.
func (c *Chat) own(f parenting.FamilyID) parenting.Person {
	for _, p := range c.Rights.People {
		if p.Family == f && !p.Abroad {
			return p
		}
	}
	p, _ := c.Rights.Person(f)
	return p
}

// carried lists for whom of some families the account speaks; somebody who stands in two of them once.
func (c *Chat) carried(families []parenting.FamilyID) []parenting.Person {
	var people []parenting.Person
	for _, f := range families {
		own := c.own(f)
		if !slices.ContainsFunc(people, func(p parenting.Person) bool { return p.Form == own.Form && p.Name == own.Name }) {
			people = append(people, own)
		}
	}
	return people
}

// sender is who of a family came as long as nobody says otherwise: whose account it is, or the only carer at home.
func (c *Chat) sender(f parenting.FamilyID) parenting.PersonID {
	if p := c.own(f); !p.Abroad {
		return p.ID
	}
	if home := c.atHome(f); len(home) == 1 {
		return home[0].ID
	}
	return 0
}

// atHome lists the people of a family who can come to a meeting.
func (c *Chat) atHome(f parenting.FamilyID) []parenting.Person {
	return slices.DeleteFunc(slices.Clone(c.People(f)), func(p parenting.Person) bool { return p.Abroad })
}

// leaders are the names of a group's facilitators.
func (c *Chat) leaders(g parenting.GroupID) []string {
	var names []string
	for _, l := range c.Leaders(g) {
		names = append(names, l.Name)
	}
	return names
}

// spokenCode understands a check-in code typed outside every conversation: for the meeting that it is right for, else for the one
// that is going on or comes next.
func spokenCode(f Facts, e Event) (Start, bool) {
	code, ok := readCode(e.Text)
	if !ok {
		return Start{}, false
	}
	r := f.Rights(e.Account)
	var nearest parenting.Session
	seen := map[parenting.GroupID]bool{}
	for _, p := range r.People {
		if seen[p.Group] {
			continue
		}
		seen[p.Group] = true
		for _, s := range f.Sessions(p.Group, e.At.Add(-parenting.CheckInAfter)) {
			switch {
			case s.State != parenting.Announced && s.State != parenting.Closed:
			case s.CheckInOpen(e.At) && slices.Contains(parenting.ValidCodes(f.Key(), s.ID, f.Shown(s.ID), e.At), code):
				return Start{Flow: "checkin", Args: Args{"on": s.ID, "typed": code}}, true
			case nearest.ID == 0 || s.Start.Before(nearest.Start):
				nearest = s
			}
		}
	}
	return Start{Flow: "checkin", Args: Args{"on": nearest.ID, "typed": code}}, nearest.ID != 0
}

// WhoCame asks who of a family came, after its check-in.
func WhoCame(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	family := parenting.FamilyID(c.ID("family"))
	var buttons []Button
	for _, p := range c.atHome(family) {
		buttons = append(buttons, Button{Key: "who.name", Args: Args{"Who": p}, Choice: parenting.ShortID(int64(p.ID))})
	}
	choice := c.Pick("person", append(buttons, Button{Key: "who.person.else", Choice: "0"}))
	if !c.Present(s.ID, family).Presence.Came() {
		c.Say("gone")
		return
	}
	id, _ := parenting.ReadShortID(choice)
	c.Do(parenting.CameAs{Session: s.ID, Family: family, Group: s.Group, Who: parenting.PersonID(id)})
	if id == 0 {
		c.Say("represented")
		return
	}
	c.Say("done", "Who", c.Person(parenting.PersonID(id)))
}

// running tells a facilitator why nobody can be marked present at a meeting, if so. One that was announced when it was over is open
// until she closes it.
func (c *Chat) running(s parenting.Session) bool {
	zone := Zone(c.Group(s.Group))
	switch {
	case s.State == parenting.Closed:
		c.Tell("over", Message{Key: "screen.over", Rows: afterwards(s)})
	case s.State != parenting.Announced:
		c.Tell("none", Message{Key: "screen.none"})
	case c.Now().Before(s.Opens()):
		c.Tell("early", Message{
			Key: "screen.early", Args: Args{"Opens": s.Opens().In(zone)},
			Rows: [][]Button{{{Key: "session.button_blank", Begin: "blank", On: int64(s.ID)}}},
		})
	default:
		return true
	}
	return false
}

// Screen shows a facilitator the code that families give or scan.
func Screen(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	switch {
	case !c.running(s):
	case !s.CheckInOpen(c.Now()):
		c.Then("ticks", "on", s.ID) // no code counts any more, a tick does
	default:
		c.Show(parenting.CardCode, int64(s.ID), s.Group)
	}
}

// renderCode shows the code of the moment. Once no code counts any more the last one stays: a message with a picture keeps one.
func renderCode(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	now := f.Now()
	slot := parenting.Slot(now)
	open := s.State == parenting.Announced && s.CheckInOpen(now)
	if shown := f.Shown(s.ID); !open && len(shown) > 0 {
		slot = shown[len(shown)-1].Slot
	}
	m := Message{Key: "screen.card_over", File: &File{Kind: FileCode, Subject: int64(s.ID), Stamp: slot}}
	if open {
		m.Key = "screen.card"
		code := parenting.Code(f.Key(), s.ID, slot)
		m.Args = Args{
			"Code": code, "Link": Link(parenting.CodePayload(s.ID, code)), "Turns": parenting.SlotStart(slot + 1).In(Zone(f.Group(s.Group))),
		}
		m.Rows = [][]Button{{{Key: "session.button_ticks", Begin: "ticks", On: int64(s.ID)}}}
	}
	return m
}

// Ticks shows a facilitator the tick list.
func Ticks(c *Chat) {
	if s := c.Session(parenting.SessionID(c.ID("on"))); c.running(s) {
		c.Show(parenting.CardTicks, int64(s.ID), s.Group)
	}
}

// attendees lists who may be ticked, by name: everybody at home, with or without a phone, and somebody of a family of which nobody
// is; with what is known of their families, how many of these are here, and how many there are. Families that have left since are
// counted on.
func attendees(f Facts, s parenting.Session) (people []parenting.Person, known map[parenting.FamilyID]parenting.Attendance, here, all int) {
	known = f.Attendance(s.ID)
	left := Departed(known)
	here, all = CameOf(left), len(left)
	for _, family := range familiesAt(f, s, known) {
		all++
		if known[family[0].Family].Presence.Came() {
			here++
		}
		home := slices.DeleteFunc(slices.Clone(family), func(p parenting.Person) bool { return p.Abroad })
		if len(home) == 0 {
			home = family[:1]
		}
		people = append(people, home...)
	}
	slices.SortStableFunc(people, byName)
	return people, known, here, all
}

// byName puts people into the order of their names.
func byName(a, b parenting.Person) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
}

// namesakes tells people of one name in a list apart: by the hamlet of whoever shares a name, "" for all others.
func namesakes(f Facts, people []parenting.Person) func(parenting.Person) string {
	count := map[string]int{}
	for _, p := range people {
		count[strings.ToLower(p.Name)]++
	}
	return func(p parenting.Person) string {
		if count[strings.ToLower(p.Name)] == 1 {
			return ""
		}
		return f.Family(p.Family).Hamlet
	}
}

// The views of a tick list: a letter for what a tap sets, and the page.
const (
	viewTick   = "p" // here
	viewUntick = "x" // not here after all: only who is ticked is listed
)

// renderTicks shows the roster with who is there. Marks stand for one person of a family: who came; somebody else of it can still
// be named instead.
func renderTicks(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	g := f.Group(s.Group)
	people, attendance, here, all := attendees(f, s)
	args := Args{"Group": g.Name, "Start": s.Start.In(Zone(g)), "Came": here, "All": all}
	if s.State != parenting.Announced {
		return Message{Key: "ticks.card_over", Args: args, Rows: afterwards(s)}
	}
	view, page := viewTick, 1
	if card.View != "" {
		view = card.View[:1]
		page, _ = strconv.Atoi(card.View[1:])
	}
	set := func(key, choice string, args Args) Button {
		return Button{Key: key, Args: args, Card: CardData{Kind: card.Kind, Subject: card.Subject, Choice: choice}}
	}
	apart := namesakes(f, people)
	var buttons []Button
	for _, p := range people {
		a := attendance[p.Family]
		came := a.Presence.Came()
		this := came && (a.Who == p.ID || a.Who == 0 && p.Abroad)
		mark, sign := "◻️", "+"
		switch {
		case view == viewUntick && !this && (!came || a.Who != 0):
			continue
		case this:
			mark = "✅"
		case came:
			mark = "☑️"
		}
		if view == viewUntick {
			sign = "-"
		}
		buttons = append(buttons, set("ticks.person", sign+parenting.ShortID(int64(p.ID)), Args{"Mark": mark, "Who": p, "Hamlet": apart(p)}))
	}
	grid, page, pages := paged(buttons, page, func(key string, page int) Button { return set(key, view+strconv.Itoa(page), nil) })
	last := [][]Button{
		{set("ticks.untick", viewUntick+"1", nil), {Key: "session.button_screen", Begin: "screen", On: int64(s.ID)}},
		{{Key: "session.button_close", Begin: "close", On: int64(s.ID)}},
	}
	if view == viewUntick {
		last = [][]Button{{set("ticks.back", viewTick+"1", nil)}}
	} else if here == 0 {
		last[0] = last[0][1:]
	}
	args["Undo"], args["Page"], args["Pages"] = view == viewUntick, page, pages
	return Message{Key: "ticks.card", Args: args, Rows: append(grid, last...)}
}

// pressTicks sets what a tap on the tick list says.
func pressTicks(c *Chat, card parenting.Card, choice string) {
	s := c.Session(parenting.SessionID(card.Subject))
	kind, rest := choice[:min(1, len(choice))], choice[min(1, len(choice)):]
	if kind == viewTick || kind == viewUntick {
		c.View(card.Kind, card.Subject, choice)
		return
	}
	id, _ := parenting.ReadShortID(rest)
	p := c.Person(parenting.PersonID(id))
	known := c.Present(s.ID, p.Family)
	who := p.ID
	if p.Abroad {
		who = 0
	}
	switch {
	case s.State != parenting.Announced || p.Group != s.Group || kind != "+" && kind != "-":
		c.Toast("common.stale")
	case kind == "+" && known.Presence.Came() && known.Who == who:
		c.Toast("ticks.twice", "Who", p)
	case kind == "+":
		c.Do(parenting.Tick{Session: s.ID, Family: p.Family, Group: s.Group, Who: who, Here: true})
		c.Toast("ticks.here", "Who", p)
	case !known.Presence.Came() || known.Who != 0 && known.Who != who: // somebody else of the family may be here
		c.Toast("ticks.absent", "Who", p)
	default:
		c.Do(parenting.Tick{Session: s.ID, Family: p.Family, Group: s.Group, Who: who, Here: false})
		c.Toast("ticks.gone", "Who", p)
	}
}
