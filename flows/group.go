package flows

import (
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// FoundGroup creates a group: its name, where it is (the province gives the clock) and how it is greeted. Before it counts,
// everything is read back and can be changed.
func FoundGroup(c *Chat) {
	g := parenting.Group{ID: parenting.GroupID(c.NewID("group"))}
	g.Name = c.groupName()
	g.Village = c.village()
	g.Regency = c.regency()
	g.Province = c.province()
	g.Salam = c.salam()
	for c.Choose("sum", []string{"right", "change"}, "Group", g.Name, "Village", g.Village, "Regency", g.Regency,
		"Province", provinceName(g.Province), "Now", c.Now().In(Zone(g)), "Salam", Word("salam."+string(g.Salam))) == "change" {
		switch c.Choose("what", []string{"name", "village", "regency", "province", "salam"}) {
		case "name":
			g.Name = c.groupName()
		case "village":
			g.Village = c.village()
		case "regency":
			g.Regency = c.regency()
		case "province":
			g.Province = c.province()
		case "salam":
			g.Salam = c.salam()
		}
	}
	c.Do(parenting.Found{Group: g, Name: c.myName(), Join: c.NewToken("join")})
	c.Say("done", "Group", g.Name)
	c.Show(parenting.CardGroup, int64(g.ID), g.ID)
}

// named asks for the name of a place without what kind of place it is: "Desa Anjani" is Anjani.
func (c *Chat) named(step string, kinds ...string) string {
	text := c.Text(step, nameLimit)
	kind, name, ok := strings.Cut(text, " ")
	if ok && slices.Contains(kinds, strings.ToLower(strings.TrimRight(kind, "."))) {
		text = name
	}
	return parenting.ProperName(text)
}

func (c *Chat) groupName() string { return parenting.ProperName(c.Text("name", nameLimit)) }

func (c *Chat) village() string { return c.named("village", "desa", "ds", "kelurahan", "kel") }

func (c *Chat) regency() string { return c.named("regency", "kabupaten", "kab") }

// province asks for a province by name. Of several that may be meant, one is chosen.
func (c *Chat) province() string {
	read := func(text string) (string, bool) {
		var codes []string
		for _, p := range parenting.FindProvince(text) {
			codes = append(codes, p.Code)
		}
		return strings.Join(codes, ","), len(codes) > 0
	}
	for {
		// Most migrant workers come from these (placements 2023).
		codes := split(c.Read("province", read, provinceButtons("35", "33", "32", "52", "18", "53")))
		if len(codes) == 1 {
			return codes[0]
		}
		among := append(provinceButtons(codes...), Button{Key: c.key("which", "none"), Choice: "none"})
		if code := c.Pick("which", among); code != "none" {
			return code
		}
	}
}

func provinceButtons(codes ...string) []Button {
	var buttons []Button
	for _, code := range codes {
		buttons = append(buttons, Button{Label: provinceName(code), Choice: code})
	}
	return buttons
}

func provinceName(code string) string {
	for _, p := range parenting.Provinces() {
		if p.Code == code {
			return p.Name
		}
	}
	return ""
}

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

// mayAssist: a facilitator of the group that the flow is about, or a coordinator, who finds a successor for one who left.
func mayAssist(c *Chat) bool {
	return leadsGroup(c) || coordinator(c) && c.Group(parenting.GroupID(c.ID("on"))).ID != 0
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
	args := Args{
		"Group": g.Name, "Village": g.Village, "Families": len(f.Families(g.ID)), "Leaders": names(f.Leaders(g.ID)), "Chat": g.Chat != 0,
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

// Regroup changes what was said of a group. Its province stays: the clock of what was announced hangs on it.
func Regroup(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	switch c.Choose("what", []string{"name", "village", "regency", "salam"}, "Group", g.Name, "Village", g.Village, "Regency", g.Regency,
		"Salam", Word("salam."+string(g.Salam))) {
	case "name":
		g.Name = c.groupName()
	case "village":
		g.Village = c.village()
	case "regency":
		g.Regency = c.regency()
	case "salam":
		g.Salam = c.salam()
	}
	c.Do(parenting.ChangeGroup{Group: g})
	c.Say("done")
	c.Show(parenting.CardGroup, int64(g.ID), g.ID)
}
