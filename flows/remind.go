package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// What comes by itself around a meeting: the reminders, that check-in has opened, that its code turns, and that a family can no
// longer be reached. All of it is for those concerned only, and a reader with two families gets one message.

// RemindDay is the reminder of the day before.
func RemindDay(c *Chat, fire parenting.Fire) {
	if s, ok := c.session(fire, parenting.Announced); ok {
		c.remind(s, "remind.day", nil)
	}
}

// RemindHours is the reminder two hours before. For an early meeting it comes the evening before and is the only one, so it asks
// as the day's would have done.
func RemindHours(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced)
	if !ok {
		return
	}
	here := [][]Button{{{Key: "remind.here", Begin: "checkin", On: int64(s.ID)}}}
	zone := ReaderZone(c.Facts, fire.Reader)
	if parenting.DayOf(fire.Due.In(zone)).Before(parenting.DayOf(s.Start.In(zone))) {
		c.remind(s, "remind.evening", here)
	} else if families := c.expected(s); len(families) > 0 {
		c.Tell("text", Message{Key: "remind.hours", Args: c.meeting(s, families[0]), Rows: here})
	}
}

// remind tells those who come the day, the hour and the place, and asks whoever has not made up their mind.
func (c *Chat) remind(s parenting.Session, key string, buttons [][]Button) {
	families := c.expected(s)
	if len(families) == 0 {
		return
	}
	if slices.ContainsFunc(families, func(f parenting.FamilyID) bool { return c.Reply(s.ID, f).Answer != parenting.Coming }) {
		c.Show(parenting.CardInvitation, int64(s.ID), s.Group)
		return
	}
	change := []Button{{Key: "remind.change", Begin: "invitation", On: int64(s.ID)}}
	c.Tell("text", Message{Key: key, Args: c.meeting(s, families[0]), Rows: append(buttons, change)})
}

// RemindLeader tells a facilitator the day before how many come and whom she has to tell herself. Where she is a carer too it stands
// for her family's reminder, and asks for its plan.
func RemindLeader(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced, parenting.Planned)
	g := c.Group(s.Group)
	switch {
	case !ok:
		return
	case !c.Rights.Leads(s.Group):
		c.Skip("not theirs")
		return
	case s.State == parenting.Planned:
		c.Tell("planned", Message{Key: "remind.planned", Pack: true, Rows: [][]Button{
			{{Key: "session.button_announce", Begin: "announce", On: int64(s.ID)}}, {{Key: "remind.session", Begin: "session", On: int64(s.ID)}},
		}, Args: Args{"Group": g.Name, "Start": s.Start.In(Zone(g)), "Place": s.Place}})
		return
	}
	t, count := turnoutOf(c.Facts, s), map[string]int{}
	for _, people := range families(c.Facts, g.ID) {
		count[t.list(people)]++
	}
	rows := [][]Button{
		{{Key: "session.button_share", Begin: "share", On: int64(s.ID)}},
		{{Key: "remind.session", Begin: "session", On: int64(s.ID)}},
		{{Key: "session.button_guide", Begin: "guide", On: int64(s.ID)}},
		{{Key: "session.button_blank", Begin: "blank", On: int64(s.ID)}},
	}
	for _, id := range c.familiesIn(g.ID) {
		if answer := t.replies[id].Answer; answer == "" || answer == parenting.Unsure {
			who, _ := c.Rights.Person(id)
			rows = append(rows, []Button{{Key: "remind.own", Args: Args{"Who": who}, Begin: "reply", On: int64(id)}})
		}
	}
	c.Tell("text", Message{Key: "remind.leader", Rows: rows, Pack: true, Args: Args{
		"Who": c.myName(), "Salam": Word("salam." + string(g.Salam)), "Group": g.Name, "Start": s.Start.In(Zone(g)), "Place": s.Place,
		"Coming": count["coming"], "Unsure": count["unsure"], "NotComing": count["declined"], "Silent": count["silent"] + count["moved"],
		"Untold": count["unreached"] + count["unasked"],
	}})
}

// expected lists the families of the reader that may still come: somebody at home reads for them, and they have neither said no
// nor come. It skips when there are none.
func (c *Chat) expected(s parenting.Session) []parenting.FamilyID {
	var ids []parenting.FamilyID
	for _, id := range c.familiesIn(s.Group) {
		home := slices.ContainsFunc(c.Rights.People, func(p parenting.Person) bool { return p.Family == id && !p.Abroad })
		if home && c.Reply(s.ID, id).Answer != parenting.NotComing && !c.Present(s.ID, id).Presence.Came() {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		c.Skip("not expected")
	}
	return ids
}

// meeting is what a family is told of a meeting, in its own clock.
func (c *Chat) meeting(s parenting.Session, f parenting.FamilyID) Args {
	g := c.Group(s.Group)
	who, _ := c.Rights.Person(f)
	return Args{
		"Who": who, "Group": g.Name, "Salam": Word("salam." + string(g.Salam)), "Theme": themeWord(s.Theme), "Place": s.Place,
		"Start": s.Start.In(Zone(g)),
	}
}

// CheckInOpened tells a facilitator that families can check in.
func CheckInOpened(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced)
	if !ok {
		return
	}
	if !c.Rights.Leads(s.Group) {
		c.Skip("not theirs")
		return
	}
	g := c.Group(s.Group)
	c.Tell("text", Message{
		Key: "remind.open", Args: Args{"Group": g.Name, "Closes": s.Closes().In(Zone(g))},
		Rows: [][]Button{{{Key: "session.button_screen", Begin: "screen", On: int64(s.ID)}}, {{Key: "session.button_ticks", Begin: "ticks", On: int64(s.ID)}}},
		Pack: true,
	})
}

// RefreshInvitations lets the invitations offer check-in once it is open.
func RefreshInvitations(c *Chat, fire parenting.Fire) {
	if s, ok := c.session(fire, parenting.Announced); ok {
		c.Do(
			parenting.Refresh{Session: s.ID, Group: s.Group, Card: parenting.CardInvitation},
			parenting.Refresh{Session: s.ID, Group: s.Group, Card: parenting.CardSession},
		)
	}
}

// TurnCode lets the next code appear on the screens, whatever else has changed of the meeting.
func TurnCode(c *Chat, fire parenting.Fire) {
	s := c.Session(parenting.SessionID(fire.Subject))
	if s.State != parenting.Announced || !s.CheckInOpen(c.Now()) {
		c.Skip("not open")
		return
	}
	c.Do(parenting.Refresh{Session: s.ID, Group: s.Group, Card: parenting.CardCode})
}

// FamilyLeft tells a facilitator that a family has left. It names nobody: the name was to be deleted.
func FamilyLeft(c *Chat, fire parenting.Fire) {
	g := c.Group(parenting.GroupID(fire.Subject))
	if !c.Rights.Leads(g.ID) {
		c.Skip("not theirs")
		return
	}
	c.Tell("text", Message{
		Key: "remind.left", Args: Args{"Group": g.Name, "Families": len(c.Families(g.ID))},
		Rows: [][]Button{{{Key: "details.roster", Begin: "roster", On: fire.Subject}}},
	})
}

// FamilyLost tells a facilitator that messages no longer reach a family.
func FamilyLost(c *Chat, fire parenting.Fire) {
	family := c.Family(parenting.FamilyID(fire.Subject))
	people := slices.DeleteFunc(c.People(family.ID), func(p parenting.Person) bool { return p.Account == 0 })
	reached := slices.ContainsFunc(people, func(p parenting.Person) bool { return c.Account(p.Account).Reachable })
	switch {
	case family.ID == 0 || len(people) == 0:
		c.Skip("gone")
	case reached:
		c.Skip("reached again")
	case !c.Rights.Leads(family.Group):
		c.Skip("not theirs")
	default:
		c.Tell("text", Message{
			Key: "remind.lost", Args: Args{"People": people, "Group": c.Group(family.Group).Name},
			Rows: [][]Button{{{Key: "remind.link", Begin: "poster", On: int64(family.Group)}}},
		})
	}
}
