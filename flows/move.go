package flows

import (
	"strconv"
	"time"

	"asuhbersama/parenting"
)

// changeable reports whether a meeting may still be changed or called off: an announced one until it begins.
func changeable(s parenting.Session, now time.Time) bool {
	return s.State == parenting.Planned || s.State == parenting.Announced && now.Before(s.Start)
}

// sameMeeting reports whether what, when and where are the same.
func sameMeeting(a, b parenting.Session) bool {
	return a.Theme == b.Theme && a.Start.Equal(b.Start) && a.Duration == b.Duration && a.Place == b.Place
}

// described is what messages say of a meeting, by the clock of its group.
func (c *Chat) described(s parenting.Session) []any {
	g := c.Group(s.Group)
	start := s.Start.In(Zone(g))
	return []any{
		"Group", g.Name, "Theme", themeWord(s.Theme), "Start", start, "End", start.Add(s.Duration), "Length", s.Duration, "Place", s.Place,
	}
}

// Change leads to the questions of a plan, after a warning if families were told already.
func Change(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if !changeable(s, c.Now()) {
		c.Say("over")
		return
	}
	if s.State == parenting.Announced && c.Confirm("warn", []string{"keep", "change"}, "change", c.described(s)...) == "keep" {
		c.Say("kept")
		return
	}
	c.Then("plan", "on", s.Group, "session", s.ID, "version", strconv.Itoa(s.Version))
}

// CallOff calls a meeting off, after asking once more.
func CallOff(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if !changeable(s, c.Now()) {
		c.Say("over")
		return
	}
	step := map[parenting.SessionState]string{parenting.Planned: "sure", parenting.Announced: "sure_announced"}[s.State]
	choices := c.labelled(step, []string{"keep", "cancel"})
	if c.Read(step, c.decides(choices, "cancel", true), choices, c.described(s)...) == "keep" {
		c.Say("kept")
		return
	}
	c.Do(parenting.Cancel{Session: s.ID, Group: s.Group, Version: s.Version})
	again := []Button{{Key: "group.plan", Begin: "plan", On: int64(s.Group)}}
	if s.State == parenting.Planned {
		c.Tell("done", Message{Rows: [][]Button{again}})
		return
	}
	c.Tell("told", Message{Rows: [][]Button{{{Key: "session.button_share", Begin: "share", On: int64(s.ID)}}, again}})
}

// changedDue tells a family that a meeting was moved or changed: its invitation comes anew, with what was and what is.
func changedDue(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Announced)
	switch {
	case !ok:
	case len(c.familiesIn(s.Group)) == 0:
		c.Skip("left")
	default:
		c.turn.Cards = append(c.turn.Cards, parenting.Card{
			Kind: parenting.CardInvitation, Subject: fire.Subject, Group: s.Group, Chat: c.Event.Chat, View: viewChanged,
		})
	}
}

// cancelDue tells a family that a meeting was called off.
func cancelDue(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Cancelled)
	switch families := c.familiesIn(s.Group); {
	case !ok:
	case !c.Now().Before(s.End()):
		c.Skip("stale")
	case len(families) == 0:
		c.Skip("left")
	default:
		who, _ := c.Rights.Person(families[0])
		c.Tell("text", Message{Key: "calloff.notice", Args: pairs(append(c.described(s), "Who", who))})
	}
}

// changes lists what is different of a meeting, old and new, as parts of a message.
func changes(was, is parenting.Session, zone *time.Location) []Message {
	var lines []Message
	line := func(key string, before, after any) {
		lines = append(lines, Message{Key: "changed." + key, Args: Args{"Old": before, "New": after}})
	}
	if !was.Start.Equal(is.Start) {
		line("start", was.Start.In(zone), is.Start.In(zone))
	}
	if was.Duration != is.Duration {
		line("length", was.Duration, is.Duration)
	}
	if was.Place != is.Place {
		line("place", was.Place, is.Place)
	}
	if was.Theme != is.Theme {
		line("theme", themeWord(was.Theme), themeWord(is.Theme))
	}
	return lines
}
