package flows

import (
	"fmt"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// Claim takes up a one-time link: the first coordinator's, or an invitation. Whoever opens it gives the name that others will see.
func Claim(c *Chat) {
	link := c.Link(c.Arg("token"))
	if state := link.State(c.Event.Account, c.Now()); state != parenting.LinkOpen {
		if c.Event.Kind == Resume { // used by whom it was for, while its maker was asked
			return
		}
		c.Then("link", "state", string(state))
		return
	}
	offer := parenting.Claim{Token: link.Token, Account: c.Event.Account, Role: parenting.Coordinator, Group: link.Group, Region: link.Region}
	has := c.Rights.Holds(parenting.Coordinator, link.Region)
	switch link.Kind {
	case parenting.LinkFacilitate:
		offer.Role = parenting.Founder
		has = c.Rights.Holds(parenting.Founder, link.Region)
	case parenting.LinkAssist:
		offer.Role, offer.Region = parenting.Facilitator, parenting.Region{}
		has = c.Rights.Leads(link.Group)
	}
	switch {
	case has:
		c.Say("already")
		return
	case link.By == c.Event.Account && c.Choose("own", []string{"no", "yes"}) == "no": // a try would spend it
		c.Say("kept")
		return
	}
	group := c.Group(link.Group).Name
	if offer.Name = c.myName(); offer.Name == "" {
		by := OfficerName(c.Facts.Rights(link.By))
		hello := Message{Key: "claim.hello_" + string(link.Kind), Args: Args{"By": by, "Group": group, "Region": inShort(link.Region)}}
		offer.Name = parenting.ProperName(c.Text("name", nameLimit, "Hello", hello))
	}
	c.Do(offer)
	switch offer.Role {
	case parenting.Coordinator:
		c.Say("done_coordinator", "Name", offer.Name, "Region", inShort(link.Region))
		if link.Region == (parenting.Region{}) && c.Programme().Office == "" { // families read it before they agree
			c.Tell("office", Message{Rows: [][]Button{{{Key: "region.programme", Begin: "programme"}}}})
		}
		c.Show(parenting.CardRegion, 0, 0)
	case parenting.Founder:
		c.Tell("done_founder", Message{Args: Args{"Name": offer.Name}, Rows: [][]Button{{{Key: "claim.found", Begin: "found"}}}})
	case parenting.Facilitator:
		c.Say("done_facilitator", "Name", offer.Name, "Group", group)
		c.Show(parenting.CardGroup, int64(link.Group), link.Group)
	}
}

// nameLimit is how long the names of people, groups and places may be, in characters.
const nameLimit = 40

// myName is how the account is called in its tasks, "" if it has none.
func (c *Chat) myName() string { return OfficerName(c.Rights) }

// OfficerName is what an account is called where it holds a right, "" if it holds none.
func OfficerName(r parenting.Rights) string {
	for _, g := range r.Grants {
		if g.Name != "" {
			return g.Name
		}
	}
	return ""
}

// Hire makes a one-time invitation for a facilitator who will create groups in a region.
func Hire(c *Chat) {
	c.invitation(parenting.LinkFacilitate, parenting.Group{}, c.part(c.held(parenting.Coordinator)))
}

// Cohire makes a one-time invitation for another coordinator of a region, or of a part of it. Where one is missing who may approve a
// broadcast it is for all of its audience, if one right can hold that.
func Cohire(c *Chat) {
	if b := c.Broadcast(parenting.BroadcastID(c.ID("on"))); len(b.Audience.Areas) > 0 {
		if r := around(b.Audience.Areas); c.Rights.Holds(parenting.Coordinator, r) {
			c.invitation(parenting.LinkCoordinate, parenting.Group{}, r)
			return
		}
	}
	c.invitation(parenting.LinkCoordinate, parenting.Group{}, c.part(c.held(parenting.Coordinator)))
}

// Assist makes a one-time invitation for one more facilitator of a group.
func Assist(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	c.invitation(parenting.LinkAssist, g, g.Region())
}

// invitation makes a one-time link and gives it out, with the text for WhatsApp.
func (c *Chat) invitation(kind parenting.LinkKind, g parenting.Group, r parenting.Region) {
	link := parenting.Link{
		Token: c.NewToken("invitation"), Kind: kind, Group: g.ID, Region: r, By: c.Event.Account, Made: c.Now(),
		Expires: c.Now().AddDate(0, 0, parenting.InviteDays),
	}
	c.Do(parenting.Invite{Link: link})
	until := link.Expires.In(ReaderZone(c.Facts, c.Event.Account))
	args := Args{"Link": Link(link.Token), "Until": until, "Days": parenting.InviteDays, "Group": g.Name, "Region": inShort(r)}
	share := &Message{Key: c.key("whatsapp", ""), Args: args}
	c.Tell("text", Message{Args: args, Rows: [][]Button{{{Key: "common.whatsapp", Share: share}}}})
}

// Assisted tells who invited somebody that he has come. If he may approve what waited for such a one, it is offered to go on with.
func Assisted(c *Chat, fire parenting.Fire) {
	newcomer := c.Facts.Rights(parenting.AccountID(fire.Subject))
	for _, g := range slices.Backward(newcomer.Grants) { // the newest first
		if g.By == fire.Reader {
			m := Message{Args: Args{"Name": g.Name, "Group": c.Group(g.Group).Name, "Start": "", "Draft": false}}
			if b := c.Draft(fire.Reader); g.Role == parenting.Coordinator && len(b.Audience.Areas) > 0 && newcomer.Reaches(b.Audience.Areas) && c.needsSecond(b) {
				m.Args["Start"], m.Args["Draft"] = b.Content.Start, true
				m.Rows = [][]Button{{{Key: "broadcasts.resume", Begin: "broadcast", On: int64(b.ID)}}}
			}
			c.Tell("came", m)
			return
		}
	}
	c.Skip("withdrawn")
}

// needsSecond reports whether a draft goes to so many that another coordinator approves it. Those who are not counted yet are many.
func (c *Chat) needsSecond(b parenting.Broadcast) bool {
	reach, known := c.Reach(b.ID)
	return !known || reach.NeedsSecond()
}

// ShowRegion shows a coordinator the groups and those who lead them.
func ShowRegion(c *Chat) { c.Show(parenting.CardRegion, 0, 0) }

// somePeople is how many names a list of the region spells out.
const somePeople = 6

// renderRegion lists the groups of the reader's regions page by page, who holds a right there but leads no group, and who coordinates
// there. Nothing of what lies elsewhere is counted or named.
func renderRegion(f Facts, card parenting.Card) Message {
	reader := f.Rights(parenting.AccountID(card.Chat))
	regions, whole := reader.Regions(parenting.Coordinator), reader.Holds(parenting.Coordinator, parenting.Region{})
	groups, grants := reach(f, reader)
	some, page, pages := onPage(groups, pageOf(card.View))
	var rows []Message
	var grid [][]Button
	for _, g := range some {
		leaders := f.Leaders(g.ID)
		rows = append(rows, Message{Key: "region.row", Args: Args{
			"Group": g.Name, "Village": g.Village, "Families": len(f.Families(g.ID)), "Leaders": names(leaders[:min(len(leaders), somePeople)]),
		}})
		if len(leaders) == 0 {
			grid = append(grid, []Button{{Key: "region.assist", Args: Args{"Group": g.Name}, Begin: "assist", On: int64(g.ID)}})
		}
	}
	open := requestsFor(f, reader)
	waiting := waitingOf(open)
	idle, coordinators := staff(grants)
	args := Args{
		"Where": namesOf(regions), "Count": len(groups), "Rows": rows, "Page": page, "Pages": pages,
		"Idle": len(idle), "IdleNames": people(idle, regions), "Coordinators": len(coordinators), "CoordinatorNames": people(coordinators, regions),
		"Office": f.Programme().Office, "Stale": 0, "Waiting": waiting, "Late": lateOf(f, open),
	}
	grid = append(grid, turns(page, pages, turnCard(card))...)
	if waiting > 0 {
		grid = append(grid, []Button{{Key: "requests.button", Args: Args{"Waiting": waiting}, Begin: "requests"}})
	}
	for _, flow := range []string{"hire", "cohire", "withdraw", "log", "broadcasts"} {
		grid = append(grid, []Button{{Key: "region." + flow, Begin: flow}})
	}
	if whole {
		grid = append(grid, []Button{{Key: "region.programme", Begin: "programme"}})
		if n := stale(f); n > 0 {
			args["Stale"] = n
			grid = append(grid, []Button{{Key: "region.numbers", Begin: "numbers"}})
		}
	}
	return Message{Key: "region.card", Args: args, Pack: true, Rows: grid}
}

// namesOf names regions, "" for the whole programme.
func namesOf(regions []parenting.Region) string {
	var names []string
	for _, r := range regions {
		names = append(names, inShort(r))
	}
	return strings.Join(names, ", ")
}

// placeOf is where a right holds: a facilitator's where the group lies.
func placeOf(f Facts, g parenting.Grant) parenting.Region {
	if g.Role == parenting.Facilitator {
		return f.Group(g.Group).Region()
	}
	return g.Region
}

// reach lists the groups in the regions of a coordinator, and the rights that hold there.
func reach(f Facts, coordinator parenting.Rights) (groups []parenting.Group, grants []parenting.Grant) {
	within := map[parenting.GroupID]bool{}
	for _, g := range f.Groups() {
		if coordinator.Holds(parenting.Coordinator, g.Region()) {
			groups, within[g.ID] = append(groups, g), true
		}
	}
	for _, g := range f.Grants() {
		if within[g.Group] || g.Role != parenting.Facilitator && coordinator.Holds(parenting.Coordinator, g.Region) {
			grants = append(grants, g)
		}
	}
	return groups, grants
}

// staff gives the facilitators who lead no group yet, and the coordinators: of each, the rights that make them so.
func staff(grants []parenting.Grant) (idle, coordinators [][]parenting.Grant) {
	leads := map[parenting.AccountID]bool{}
	for _, g := range grants {
		leads[g.Account] = leads[g.Account] || g.Role == parenting.Facilitator
	}
	of := func(is func(parenting.Grant) bool) [][]parenting.Grant {
		return byHolder(slices.DeleteFunc(slices.Clone(grants), func(g parenting.Grant) bool { return !is(g) }))
	}
	return of(func(g parenting.Grant) bool { return g.Role == parenting.Founder && !leads[g.Account] }),
		of(func(g parenting.Grant) bool { return g.Role == parenting.Coordinator })
}

// byHolder puts the rights of the same account together, in the order of the first of each.
func byHolder(grants []parenting.Grant) (held [][]parenting.Grant) {
	place := map[parenting.AccountID]int{}
	for _, g := range grants {
		i, ok := place[g.Account]
		if !ok {
			i, place[g.Account] = len(held), len(held)
			held = append(held, nil)
		}
		held[i] = append(held[i], g)
	}
	return held
}

// people names some of those who hold rights, with their regions where those are not just the reader's.
func people(held [][]parenting.Grant, regions []parenting.Region) []Message {
	var list []Message
	for _, grants := range held[:min(len(held), somePeople)] {
		if grants[0].Name == "" { // whom the operator named has not said it yet
			continue
		}
		var where []string
		for _, g := range grants {
			if len(regions) != 1 || g.Region != regions[0] {
				where = append(where, inShort(g.Region))
			}
		}
		list = append(list, Message{Key: "region.person", Args: Args{"Name": grants[0].Name, "Region": strings.Join(where, ", ")}})
	}
	return list
}

// names lists what the holders of rights are called. Whom the operator named has not said it yet.
func names(grants []parenting.Grant) []string {
	var list []string
	for _, g := range grants {
		if g.Name != "" {
			list = append(list, g.Name)
		}
	}
	return list
}

// WithdrawRight takes rights back that hold in the coordinator's own regions: from whom, which, and whether really.
func WithdrawRight(c *Chat) {
	id := func(a parenting.AccountID) string { return parenting.ShortID(int64(a)) }
	_, grants := reach(c.Facts, c.Rights)
	held := byHolder(slices.DeleteFunc(grants, func(g parenting.Grant) bool { return g.Account == c.Event.Account }))
	if len(held) == 0 {
		c.Say("nobody")
		return
	}
	var people []Button
	for _, grants := range held {
		leads := slices.IndexFunc(grants, func(g parenting.Grant) bool { return g.Role == parenting.Facilitator })
		most := c.right(grants[max(leads, 0)]) // a group says most of who somebody is
		people = append(people, Button{Key: "withdraw.person", Args: Args{"Name": called(grants[0]), "Right": most}, Choice: id(grants[0].Account)})
	}
	who := c.Browse("who", append(people, Button{Key: "withdraw.sure.no", Choice: skip}))
	if who == skip {
		c.Say("nothing")
		return
	}
	grants = c.grantsOf(held[slices.IndexFunc(held, func(grants []parenting.Grant) bool { return id(grants[0].Account) == who })])
	var duties []Message
	var orphans []parenting.Group
	for _, g := range grants {
		duties = append(duties, Message{Key: "withdraw.duty_" + string(g.Role), Args: c.right(g).Args})
		if g.Role == parenting.Facilitator && len(c.Leaders(g.Group)) == 1 {
			orphans = append(orphans, c.Group(g.Group))
		}
	}
	name := called(grants[0])
	if c.Choose("sure", []string{"no", "yes"}, "Name", name, "Duties", duties, "Orphan", len(orphans) > 0) == "no" {
		c.Say("kept", "Name", name)
		return
	}
	var rows [][]Button
	for _, g := range grants {
		c.Do(parenting.Withdraw{Account: g.Account, Role: g.Role, Group: g.Group, Region: placeOf(c.Facts, g)})
	}
	for _, g := range orphans[:min(len(orphans), perPage)] {
		rows = append(rows, []Button{{Key: "region.assist", Args: Args{"Group": g.Name}, Begin: "assist", On: int64(g.ID)}})
	}
	led := slices.ContainsFunc(grants, func(g parenting.Grant) bool { return g.Role == parenting.Facilitator })
	c.Tell("done", Message{Args: Args{"Name": name, "Duties": duties, "Link": led}, Rows: rows})
}

// grantsOf asks which of somebody's rights are meant, if there are several.
func (c *Chat) grantsOf(grants []parenting.Grant) []parenting.Grant {
	if len(grants) == 1 {
		return grants
	}
	buttons := []Button{{Key: "withdraw.which.all", Choice: "all"}}
	id := func(g parenting.Grant) string {
		return parenting.ShortID(c.NewID(fmt.Sprint(g.Role, g.Group, g.Region)))
	}
	for _, g := range grants {
		buttons = append(buttons, Button{Key: "withdraw.which." + string(g.Role), Args: c.right(g).Args, Choice: id(g)})
	}
	which := c.Browse("which", buttons, "Name", called(grants[0]))
	if i := slices.IndexFunc(grants, func(g parenting.Grant) bool { return id(g) == which }); i >= 0 {
		return grants[i : i+1]
	}
	return grants
}

// called is the name of who holds a right.
func called(g parenting.Grant) any {
	if g.Name == "" {
		return Word("withdraw.nameless")
	}
	return g.Name
}

// right says in a few words, for a button, what somebody is trusted with.
func (c *Chat) right(g parenting.Grant) Message {
	return Message{Key: "withdraw.right_" + string(g.Role), Args: Args{"Group": c.Group(g.Group).Name, "Region": inShort(g.Region)}}
}

// Withdrawn tells somebody which right of his was taken back, and for which regions he still has it.
func Withdrawn(c *Chat, fire parenting.Fire) {
	_, role, _ := strings.Cut(string(fire.Kind), "_")
	left := namesOf(c.Rights.Regions(parenting.Role(role)))
	c.Say("told", "Group", c.Group(parenting.GroupID(fire.Subject)).Name, "Left", left)
}
