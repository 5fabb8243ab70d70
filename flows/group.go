package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// FoundGroup creates a group: its name, where it is (the province gives the clock) and how it is greeted. It lies in the region that its
// founder was invited for; what that leaves open is asked. Before it counts, everything is read back and can be changed.
func FoundGroup(c *Chat) {
	g := parenting.Group{ID: parenting.GroupID(c.NewID("group"))}
	region := c.held(parenting.Founder)
	g.Name = c.groupName()
	at := c.spot(region)
	g.Salam = c.salam()
	for c.Confirm("sum", []string{"right", "change"}, "right", "Group", g.Name, "Village", at.Village, "Regency", at.Regency,
		"Province", provinceName(at.Province), "Now", c.Now().In(parenting.ProvinceZone(at.Province)), "Salam", Word("salam."+string(g.Salam))) == "change" {
		switch c.Choose("what", slices.Concat([]string{"name"}, open(region), []string{"salam"})) {
		case "name":
			g.Name = c.groupName()
		case "village":
			at.Village = c.village(at)
		case "regency":
			at.Regency = c.regency(at)
		case "province":
			at.Province = c.province()
		case "salam":
			g.Salam = c.salam()
		}
	}
	g.Province, g.Regency, g.Village = at.Province, at.Regency, at.Village
	c.Do(parenting.Found{Group: g, Name: c.myName(), Join: c.NewToken("join")})
	c.Say("done", "Group", g.Name)
	c.Show(parenting.CardGroup, int64(g.ID), g.ID)
}

// open lists the steps that ask for what a region leaves open of where a group is.
func open(r parenting.Region) []string {
	steps := []string{"village", "regency", "province"}
	switch {
	case r.Village != "":
		return nil
	case r.Regency != "":
		return steps[:1]
	case r.Province != "":
		return steps[:2]
	}
	return steps
}

func (c *Chat) groupName() string { return parenting.ProperName(c.Text("name", nameLimit)) }

func (c *Chat) salam() parenting.Salam {
	var buttons []Button
	for _, s := range []parenting.Salam{parenting.SalamIslam, parenting.SalamUmum} {
		buttons = append(buttons, Button{Key: "salam." + string(s), Choice: string(s)})
	}
	return parenting.Salam(c.Pick("salam", buttons))
}

// ShowGroup shows facilitators a group of theirs, or all of them.
func ShowGroup(c *Chat) {
	on := parenting.GroupID(c.ID("on"))
	for _, id := range c.Rights.Groups() {
		if on == 0 || on == id {
			c.Show(parenting.CardGroup, int64(id), id)
		}
	}
	if len(c.Rights.Groups()) == 0 {
		c.Tell("none", Message{Rows: [][]Button{{{Key: "menu.found", Begin: "found"}}}})
	}
}

// mayShowGroup: facilitators of the group asked for, and whoever may have groups.
func mayShowGroup(c *Chat) bool {
	if c.ID("on") != 0 {
		return leadsGroup(c)
	}
	return c.Rights.Has(parenting.Facilitator) || founder(c)
}

// founder: whoever may create groups.
func founder(c *Chat) bool { return c.Rights.Has(parenting.Founder) }

// mayAssist: a facilitator of the group that the flow is about, or its coordinator, who finds a successor for one who left.
func mayAssist(c *Chat) bool {
	g := c.Group(parenting.GroupID(c.ID("on")))
	return leadsGroup(c) || g.ID != 0 && c.Rights.Holds(parenting.Coordinator, g.Region())
}

// renderGroup is the facilitator's home of a group.
func renderGroup(f Facts, card parenting.Card) Message {
	g := f.Group(parenting.GroupID(card.Subject))
	id := int64(g.ID)
	next, theme := coming(f, g.ID), Word("")
	rows := [][]Button{{{Key: "group.plan", Begin: "plan", On: id}}}
	if next.ID != 0 {
		theme = themeWord(next.Theme)
		rows = append(rows, []Button{{Key: "group.sessions", Begin: "sessions"}})
	}
	waiting := waitingOf(f.Requests([]parenting.GroupID{g.ID}))
	if waiting > 0 {
		rows = append(rows, []Button{{Key: "requests.button", Args: Args{"Waiting": waiting}, Begin: "requests"}})
	}
	args := Args{
		"Waiting": waiting,
		"Group":   g.Name, "Village": g.Village, "Families": len(f.Families(g.ID)), "Leaders": names(f.Leaders(g.ID)), "Chat": g.Chat != 0,
		"Coming": next.ID != 0, "Start": next.Start.In(Zone(g)), "Announced": next.State == parenting.Announced,
		"Theme": theme, "Link": Link(f.JoinLink(g.ID)),
	}
	return Message{Key: "group.card", Args: args, Pack: true, Rows: append(rows,
		[]Button{{Key: "group.roster", Begin: "roster", On: id}},
		[]Button{{Key: "group.poster", Begin: "poster", On: id}},
		[]Button{{Key: "common.whatsapp", Share: joinText(f, g, f.JoinLink(g.ID))}},
		[]Button{{Key: "group.assist", Begin: "assist", On: id}},
		[]Button{{Key: "group.renew", Begin: "renew", On: id}},
		[]Button{{Key: "group.regroup", Begin: "regroup", On: id}},
		[]Button{{Key: "group.log", Begin: "log", On: id}},
	)}
}

// coming is the next meeting of a group that is not over.
func coming(f Facts, g parenting.GroupID) parenting.Session {
	sessions := f.Sessions(g, f.Now())
	i := slices.IndexFunc(sessions, func(s parenting.Session) bool {
		return s.State == parenting.Planned || s.State == parenting.Announced
	})
	if i < 0 {
		return parenting.Session{}
	}
	return sessions[i]
}

// onward is the button to what a group does next: it sees the meeting that comes, or plans one.
func onward(f Facts, g parenting.GroupID) []Button {
	if next := coming(f, g); next.ID != 0 {
		return []Button{{Key: "group.sessions", Begin: "session", On: int64(next.ID)}}
	}
	return []Button{{Key: "group.plan", Begin: "plan", On: int64(g)}}
}

// joinText invites families into a group, for WhatsApp.
func joinText(f Facts, g parenting.Group, join string) *Message {
	return &Message{Key: "group.whatsapp", Args: Args{
		"Salam": Word("salam." + string(g.Salam)), "Group": g.Name, "Village": g.Village, "Leaders": names(f.Leaders(g.ID)), "Link": Link(join),
	}}
}

// SendPoster sends the poster with the QR code of the group's join link.
func SendPoster(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	// Telegram keeps the picture for the next time, as long as everything on it is the same.
	stamp := parenting.DeriveID(c.Key(), c.JoinLink(g.ID), g.Name, g.Village, g.Regency, c.Account(c.Event.Account).Lang)
	c.Tell("text", Message{Args: Args{"Group": g.Name}, File: &File{Kind: FilePoster, Subject: int64(g.ID), Stamp: stamp}})
}

// RenewLink replaces the join link of a group, when the old one has got into wrong hands.
func RenewLink(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	if c.Choose("sure", []string{"no", "yes"}, "Group", g.Name) == "no" {
		c.Say("kept")
		return
	}
	join := c.NewToken("join")
	c.Do(parenting.RenewJoin{Group: g.ID, Join: join})
	c.Tell("done", Message{Args: Args{"Group": g.Name, "Link": Link(join)}, Rows: [][]Button{
		{{Key: "common.whatsapp", Share: joinText(c.Facts, g, join)}},
		{{Key: "group.poster", Begin: "poster", On: int64(g.ID)}},
	}})
}

// Regroup changes what was said of a group. Its province stays: the clock of what was announced hangs on it. Only whoever may found groups
// there moves it to another village or regency, since others answer for that one.
func Regroup(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	choices := []string{"name"}
	for _, r := range c.Rights.Regions(parenting.Founder) {
		if r.Contains(g) {
			choices = append(choices, slices.DeleteFunc(open(r), func(step string) bool { return step == "province" })...)
		}
	}
	switch c.Choose("what", append(choices, "salam"), "Group", g.Name, "Village", g.Village, "Regency", g.Regency,
		"Salam", Word("salam."+string(g.Salam))) {
	case "name":
		g.Name = c.groupName()
	case "village":
		g.Village = c.village(g.Region())
	case "regency":
		g.Regency = c.regency(g.Region())
	case "salam":
		g.Salam = c.salam()
	}
	c.Do(parenting.ChangeGroup{Group: g})
	c.Say("done")
	c.Show(parenting.CardGroup, int64(g.ID), g.ID)
}
