package flows

import (
	"cmp"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// Enrol leads somebody into a group: consent first, then how to address the person. By the group's join link a new family comes,
// and is asked who is away, who cares, and how old the children are; by a family's own link a second carer joins it. Whoever
// refuses leaves nothing behind.
func Enrol(c *Chat) {
	link := c.Link(c.Arg("token"))
	if state := link.State(c.Event.Account, c.Now()); state != parenting.LinkOpen { // a forged button, or renewed meanwhile
		c.Then("link", "state", deadLink(link, state))
		return
	}
	g := c.Group(link.Group)
	if p, ok := c.Rights.Person(link.Family); ok {
		c.Say("already", "Who", p, "Group", g.Name)
		c.Then("menu")
		return
	}
	if i := slices.IndexFunc(c.Rights.People, func(p parenting.Person) bool { return p.Group == g.ID }); i >= 0 && link.Family == 0 {
		if c.Choose("another", []string{"no", "yes"}, "Who", c.Rights.People[i], "Group", g.Name) == "no" {
			c.Then("menu")
			return
		}
	}
	if !c.consent(g) {
		c.Tell("refused", Message{Rows: [][]Button{{{Key: "enrol.rethink", Start: Link(link.Token)}}}})
		return
	}
	if link.Family != 0 {
		family := c.Family(link.Family)
		person, where := c.person(family), ""
		if person.Abroad && family.Where == "" {
			where = c.Read("where", parenting.ReadWhere, placeButtons())
			family.Where = where
		}
		c.Do(parenting.JoinFamily{Token: link.Token, Person: person, Where: where})
		c.Tell("joined", Message{
			Args: Args{
				"Who": person, "Family": c.People(link.Family), "Group": g.Name, "Told": !person.Abroad || !homeReached(c.Facts, link.Family),
				"Lessons": c.welcomeLessons(person, family),
			},
			Rows: [][]Button{{{Key: "menu.myfamily", Begin: "family", On: int64(link.Family)}}},
		})
		return
	}
	family := parenting.Family{ID: parenting.FamilyID(c.NewID("family")), Group: g.ID}
	person := c.person(family)
	c.about(&family)
	person.Abroad = person.Abroad && family.Away != parenting.AwayNobody
	c.Do(parenting.Enrol{Token: link.Token, Family: family, Person: person})
	noted := describedFamily(family, []parenting.Person{person})
	noted["Group"], noted["Village"], noted["Lessons"] = g.Name, g.Village, c.welcomeLessons(person, family)
	c.Tell("welcome", Message{Args: noted, Pack: true, Rows: [][]Button{
		{{Key: "enrol.invite", Begin: "invite", On: int64(family.ID)}}, {{Key: "enrol.change", Begin: "about", On: int64(family.ID)}},
	}})
}

// consent asks for agreement to keep data: adults only, what, why, how long, whom to ask (UU 27/2022, articles 20-22).
func (c *Chat) consent(g parenting.Group) bool {
	const agree, more, refuse = "agree", "more", "refuse"
	asked, _, _ := strings.Cut(c.state.Asking, "#")
	nods := parenting.ReadWish(c.Event.Text) == parenting.WishNod && !parenting.Agrees(c.Event.Text)
	if (asked == "consent" || asked == "details") && c.Event.Kind == Wrote && nods {
		c.turn.Say = append(c.turn.Say, Message{Key: "enrol.press"}) // a bare yes is no consent
	}
	read := func(text string) (string, bool) {
		if parenting.Agrees(text) {
			return agree, true
		}
		wish := parenting.ReadWish(text)
		return more, wish == parenting.WishWhat || wish == parenting.WishPrivacy
	}
	names := c.leaders(g.ID)
	answer := c.Read("consent", read, keyed("enrol.consent.", agree, more, refuse), append(ofProgramme(c.Programme()),
		"Group", g.Name, "Village", g.Village, "Leaders", names, "Salam", Word("salam."+string(g.Salam)))...)
	for answer == more {
		c.Tell("more", privacy(c.Programme(), names))
		answer = c.Read("details", read, keyed("enrol.details.", agree, refuse))
	}
	return answer == agree
}

// person asks who is speaking.
func (c *Chat) person(f parenting.Family) parenting.Person {
	form, name := c.address("")
	where := c.Choose("role", []string{"home", "abroad"}, "Who", parenting.Person{Form: form, Name: name})
	return parenting.Person{
		ID: parenting.PersonID(c.NewID("person")), Family: f.ID, Group: f.Group, Account: c.Event.Account,
		Form: form, Name: name, Abroad: where == "abroad", Consent: parenting.ConsentVersion, Agreed: c.Event.At,
	}
}

// address asks how somebody is to be called: the form, then the name. Whoever says both at once ("Bu Sari") is asked nothing more, and
// whoever begins with the name is asked for the form that goes with it; it may have been said before ("called"). was is the name so far, if
// there is one.
func (c *Chat) address(was string, args ...any) (form parenting.Form, name string) {
	const same, wrong = "=", "-"
	said := readPerson(c.Arg("called"))
	form, name = said.Form, said.Name
	for form == "" || name == "" {
		var answer string
		switch {
		case form != "":
			var offers []Button
			if was != "" {
				offers = []Button{{Key: "me.name.same", Args: Args{"Name": was}, Choice: same}}
			}
			answer = c.Read("name", readCalled, offers, "Form", Word("form.only_"+string(form)))
		case name != "":
			var offers []Button
			for _, f := range formNames() {
				offers = append(offers, Button{Key: "form." + f, Args: Args{"Name": name}, Choice: f})
			}
			answer = c.Read("called", readAddress, append(offers, Button{Key: "form.wrong", Choice: wrong}), "Name", name)
		default:
			answer = c.Read("form", readAddress, formButtons(), args...)
		}
		switch answer {
		case same:
			name = was
		case wrong:
			name = ""
		default:
			p := readPerson(answer)
			form, name = cmp.Or(p.Form, form), cmp.Or(p.Name, name)
		}
	}
	return form, name
}

// readAddress understands an answer to how somebody is to be called, for the journal.
func readAddress(text string) (string, bool) {
	form, name, ok := parenting.ReadAddress(text)
	return keepPerson(parenting.Person{Form: form, Name: name}), ok
}

// readCalled understands an answer to what somebody's name is, whatever it may be but the wish to go back and what is surely no name; a
// form typed with it counts too.
func readCalled(text string) (string, bool) {
	form, name := parenting.ReadName(text)
	name, ok := readName(name)
	return keepPerson(parenting.Person{Form: form, Name: name}), ok && !parenting.WantsBack(text) && !parenting.SaysNoName(text)
}

func formNames() []string {
	var names []string
	for _, f := range parenting.Forms() {
		names = append(names, string(f))
	}
	return names
}

// about asks what helps to choose the right words for a family.
func (c *Chat) about(f *parenting.Family) {
	c.askAway(f, nil, nil)
	f.Cares = parenting.Cares(c.Choose("cares", []string{"mother", "father", "grandmother", "grandfather", "relative"}))
	f.Bands = c.bandsOf(*f, nil)
}

// bandsOf asks how old the children of a family are, with what is known ticked already. A way past the question comes back as it is.
func (c *Chat) bandsOf(f parenting.Family, ways []Button, args ...any) (bands []parenting.Band) {
	var known []string
	for _, b := range f.Bands {
		known = append(known, string(b))
	}
	read := func(text string, marked []string) []string {
		bands, ok := parenting.ReadBands(text)
		if !ok {
			return nil
		}
		for _, b := range bands {
			if !slices.Contains(marked, string(b)) {
				marked = append(slices.Clone(marked), string(b))
			}
		}
		return marked
	}
	for _, b := range c.marked("bands", read, known, bandButtons(), ways, args...) {
		bands = append(bands, parenting.Band(b))
	}
	return bands
}

func bandButtons() []Button {
	var buttons []Button
	for _, b := range parenting.Bands() {
		buttons = append(buttons, Button{Key: "band." + string(b), Choice: string(b)})
	}
	return buttons
}

// placeButtons offers the most frequent destinations (KP2MI placements 2024).
func placeButtons() []Button {
	var offers []Button
	for _, country := range parenting.Countries()[:8] {
		offers = append(offers, Button{Key: "country." + country.Code, Choice: country.Code})
	}
	return offers
}

// ShareFamily gives the family's own link, by which a second carer or the one abroad joins.
func ShareFamily(c *Chat) {
	family := c.Family(parenting.FamilyID(c.ID("on")))
	token := c.CarerLink(family.ID)
	if token == "" {
		token = c.newCarerLink(family)
	}
	c.tellCarerLink(family, token)
}

// RenewFamilyLink makes the family's own link useless for whoever has it, and gives another one.
func RenewFamilyLink(c *Chat) {
	family := c.Family(parenting.FamilyID(c.ID("on")))
	c.tellCarerLink(family, c.newCarerLink(family))
}

func (c *Chat) newCarerLink(f parenting.Family) (token string) {
	token = c.NewToken("carer")
	c.Do(parenting.Invite{Link: parenting.Link{
		Token: token, Kind: parenting.LinkCarer, Family: f.ID, Group: f.Group, By: c.Event.Account, Made: c.Now(),
	}})
	return token
}

func (c *Chat) tellCarerLink(f parenting.Family, token string) {
	share := &Message{Key: "invite.whatsapp", Args: Args{"Group": c.Group(f.Group).Name, "Link": Link(token)}}
	c.Tell("text", Message{Args: Args{"Link": Link(token)}, Rows: [][]Button{{{Key: "common.whatsapp", Share: share}}}})
}

// CarerJoined tells the others of a family who has joined it by its link, and what to do if it is a stranger.
func CarerJoined(c *Chat, fire parenting.Fire) {
	p := c.Person(parenting.PersonID(fire.Subject))
	own, ok := c.Rights.Person(p.Family)
	if p.ID == 0 || !ok {
		c.Skip("gone")
		return
	}
	c.Tell("text", Message{
		Key:  "relink.joined",
		Args: Args{"Who": p, "Own": own, "Group": c.Group(p.Group).Name, "Leaders": c.leaders(p.Group)},
		Rows: [][]Button{
			{{Key: "relink.button", Begin: "relink", On: int64(p.Family)}}, {{Key: "menu.myfamily", Begin: "family", On: int64(p.Family)}},
		},
	})
}

// StopMessages ends the messages, or everything, in two taps: for all whom the account carries, or from the page of a family (on) for
// those of that family. Messages come to a phone, so the page of one of several families leads only to leaving. Who leads a group and
// is of no family cannot leave one.
func StopMessages(c *Chat) {
	all := c.Rights.People
	people := slices.Clone(all)
	if on := parenting.FamilyID(c.ID("on")); on != 0 {
		people = slices.DeleteFunc(people, func(p parenting.Person) bool { return p.Family != on })
		if len(people) == 0 { // the button is older than the leaving
			c.Say("gone")
			return
		}
	}
	choices := []string{"messages", "leave", "no"}
	switch {
	case !known(c):
		c.Say("stranger")
		return
	case len(people) < len(all):
		c.leave(people)
		return
	case len(people) == 0:
		choices = []string{"messages", "no"}
	}
	stopped := c.Account(c.Event.Account).Stopped
	if stopped {
		choices[0] = "resume"
	}
	switch c.Choose("what", choices, "People", c.placed(people), "Stopped", stopped) {
	case "resume":
		c.Then("resume")
	case "messages":
		c.Do(parenting.Stop{Account: c.Event.Account})
		c.Tell("stopped", Message{Args: Args{"People": c.placed(people)}, Rows: [][]Button{{{Key: "stop.back", Begin: "resume"}}}})
	case "leave":
		c.leave(people)
	default:
		c.Say("kept")
	}
}

// leave takes people out of their families: whom, is asked where an account carries several.
func (c *Chat) leave(people []parenting.Person) {
	if len(people) > 1 {
		const everybody = "all"
		var buttons []Button
		for _, p := range people {
			buttons = append(buttons, Button{
				Key: "stop.only", Args: Args{"Who": p, "Group": c.Group(p.Group).Name}, Choice: parenting.ShortID(int64(p.ID)),
			})
		}
		if len(people) == len(c.Rights.People) {
			buttons = append(buttons, Button{Key: "stop.everybody", Choice: everybody})
		}
		whom := c.Pick("whom", buttons, "People", c.placed(people))
		people = slices.DeleteFunc(people, func(p parenting.Person) bool {
			return whom != everybody && whom != parenting.ShortID(int64(p.ID))
		})
	}
	if c.Choose("sure", []string{"no", "yes"}, "People", c.placed(people)) == "no" {
		c.Say("kept")
		return
	}
	for _, p := range people {
		c.Do(parenting.Leave{Person: p.ID, Family: p.Family, Group: p.Group})
	}
	rest := slices.DeleteFunc(slices.Clone(c.Rights.People), func(p parenting.Person) bool {
		return slices.ContainsFunc(people, func(q parenting.Person) bool { return p.ID == q.ID })
	})
	c.Say("left", "People", c.placed(people), "Rest", c.placed(rest))
	if len(rest)+len(c.Rights.Grants) == 0 {
		c.ends()
	}
}

// placed names people together with their groups.
func (c *Chat) placed(people []parenting.Person) []Message {
	named := make([]Message, len(people))
	for i, p := range people {
		named[i] = Message{Key: "stop.person", Args: Args{"Who": p, "Group": c.Group(p.Group).Name}}
	}
	return named
}

// ResumeMessages takes a stop back.
func ResumeMessages(c *Chat) {
	c.Do(parenting.Resume{Account: c.Event.Account})
	c.Say("done", "Told", c.told())
}
