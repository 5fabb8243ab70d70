package flows

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// Sessions shows what is coming: facilitators the meetings of their groups, families their invitation.
func Sessions(c *Chat) {
	for _, id := range c.Rights.Groups() {
		coming, last := c.agenda(id)
		begun := 0
		for _, s := range coming {
			if !c.Now().Before(s.Start) {
				begun++
			}
		}
		c.Tell("group", Message{
			Args: Args{"Group": c.Group(id).Name, "Begun": begun, "Coming": len(coming) - begun},
			Rows: [][]Button{{{Key: "sessions.plan", Begin: "plan", On: int64(id)}}},
		})
		for _, s := range append(last, coming...) {
			c.Show(parenting.CardSession, int64(s.ID), id)
		}
	}
	if len(c.Rights.People) == 0 {
		if len(c.Rights.Groups()) == 0 { // no meeting is theirs
			c.Then("menu")
		}
		return
	}
	invited := false
	seen := map[parenting.GroupID]bool{}
	for _, p := range c.Rights.People {
		if s, ok := nextSession(c.Facts, p.Group); ok && !seen[p.Group] {
			c.Show(parenting.CardInvitation, int64(s.ID), p.Group)
			invited = true
		}
		seen[p.Group] = true
	}
	if !invited && len(c.Rights.Groups()) == 0 {
		c.Say("none", "Who", c.Rights.People[0], "Told", c.told())
	}
}

// spokenTask understands what somebody who leads a group wants to do with a meeting, and that she has passed on what she was asked to. Words
// alone do nothing: they lead to the buttons.
func spokenTask(f Facts, r parenting.Rights, e Event) (Start, bool) {
	groups := r.Groups()
	if len(groups) == 0 || e.Kind != Wrote {
		return Start{}, false
	}
	switch wish := parenting.ReadTask(e.Text); {
	case wish == "":
		return Start{}, false
	case wish == parenting.WishTold:
		b, handed := f.ToPassOn(e.Account)
		args := Args{"on": b}
		if handed {
			args["handed"] = "yes"
		}
		return Start{Flow: "told", Args: args}, b != 0
	case wish == parenting.WishLead:
		return Start{Flow: "athand"}, true
	case len(groups) > 1 && wish == parenting.WishPlan: // for which one, is to be chosen
		return Start{Flow: "sessions"}, true
	case len(groups) > 1:
		return Start{Flow: "menu"}, true
	case wish == parenting.WishPlan:
		return Start{Flow: "plan", Args: Args{"on": groups[0]}}, true
	}
	return Start{Flow: "names", Args: Args{"on": groups[0]}}, true
}

// AtHand shows a facilitator the meeting that is going on, or the only one that there is to speak of; else all of them.
func AtHand(c *Chat) {
	var all []parenting.Session
	for _, id := range c.Rights.Groups() {
		coming, last := c.agenda(id)
		all = append(append(all, last...), coming...)
	}
	running := func(s parenting.Session) bool { return s.State == parenting.Announced && s.CheckInOpen(c.Now()) }
	if i := slices.IndexFunc(all, running); i >= 0 {
		all = all[i : i+1]
	}
	if len(all) != 1 {
		c.Then("sessions")
		return
	}
	c.Show(parenting.CardSession, int64(all[0].ID), all[0].Group)
}

// ShowSession shows a facilitator one meeting.
func ShowSession(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	c.Show(parenting.CardSession, int64(s.ID), s.Group)
}

// agenda is what a facilitator is shown of a group: up to three meetings that are not over, and the last one that is, as long as
// its attendance can be corrected. One that was never announced is shown once its time is past, but is not to come any more.
func (c *Chat) agenda(g parenting.GroupID) (coming, last []parenting.Session) {
	var forgotten []parenting.Session
	for _, s := range c.Sessions(g, c.Now().Add(-parenting.CorrectionTime)) {
		past := !c.Now().Before(s.Closes())
		switch {
		case s.State == parenting.Cancelled:
		case s.State == parenting.Planned && past:
			forgotten = []parenting.Session{s}
		case s.State == parenting.Closed, past:
			last = []parenting.Session{s}
		case len(coming) < 3:
			coming = append(coming, s)
		}
	}
	return coming, append(last, forgotten...)
}

// renderSession is a facilitator's card of a meeting: the families by their answers, and what can be done at this hour.
func renderSession(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	g := f.Group(s.Group)
	m := Message{Key: "session." + string(s.State), Pack: true, Args: Args{
		"Group": g.Name, "Theme": themeWord(s.Theme), "Start": s.Start.In(Zone(g)), "Length": s.Duration, "Place": s.Place,
	}}
	switch s.State {
	case parenting.Planned:
		m.Args["Past"] = !f.Now().Before(s.Closes())
	case parenting.Announced, parenting.Closed:
		m.Args["Lines"] = byAnswer(f, s)
	}
	for _, name := range sessionButtons(s, f.Now()) {
		m.Rows = append(m.Rows, []Button{{Key: "session.button_" + name, Begin: name, On: int64(s.ID)}})
	}
	return m
}

// sessionButtons names the flows that a facilitator may start from a meeting at a time, the next one to do first.
func sessionButtons(s parenting.Session, now time.Time) []string {
	switch s.State {
	case parenting.Planned:
		return []string{"announce", "change", "calloff", "guide", "blank"}
	case parenting.Announced:
		switch {
		case now.Before(s.Opens()):
			return []string{"share", "replies", "change", "calloff", "guide", "blank"}
		case now.Before(s.Start):
			return []string{"screen", "ticks", "close", "change", "calloff", "guide", "blank"}
		case now.Before(s.Closes()):
			return []string{"screen", "ticks", "close", "guide", "blank"}
		}
		return []string{"ticks", "close"}
	case parenting.Closed:
		if s.Correctable(now) {
			return []string{"sheet", "correct"}
		}
		return []string{"sheet"}
	}
	return nil
}

// A turnout is what is known of the families of a meeting.
type turnout struct {
	session    parenting.Session
	replies    map[parenting.FamilyID]parenting.RSVP
	attendance map[parenting.FamilyID]parenting.Attendance
	unreached  map[parenting.AccountID]bool
}

func turnoutOf(f Facts, s parenting.Session) turnout {
	return turnout{s, f.Replies(s.ID), f.Attendance(s.ID), f.Unreached(s.Group)}
}

// list names the list that a family stands in: who is there, and the others by what they said; silent ones apart from those who
// could not be asked. After the meeting only who came and who said why not are apart.
func (t turnout) list(people []parenting.Person) string {
	family := people[0].Family
	answer, attendance := t.replies[family].Answer, t.attendance[family]
	switch {
	case attendance.Presence.Came():
		return "here"
	case attendance.How == parenting.ByEdit:
		return "missed"
	case answer == parenting.NotComing:
		return "declined"
	case t.session.State == parenting.Closed:
		return "missed"
	case answer != "":
		return string(answer)
	case t.replies[family].Before != "":
		return "moved"
	case hears(people, t.unreached):
		return "silent"
	case hasTelegram(people):
		return "unreached"
	}
	return "unasked"
}

// byAnswer lists the families of a meeting by where they stand, with the reasons of those who cannot come or did not.
func byAnswer(f Facts, s parenting.Session) []Message {
	t := turnoutOf(f, s)
	names := map[string][]Message{}
	all := familiesAt(f, s, t.attendance)
	for _, people := range all[:min(len(all), mostNames)] {
		name, list := Message{Key: "session.name", Args: Args{"Who": face(people)}}, t.list(people)
		reply, attendance := t.replies[people[0].Family], t.attendance[people[0].Family]
		switch {
		case list == "missed" && attendance.How == parenting.ByEdit:
			name.Key, name.Args["Reason"] = "session.name_reason", Word("sheet.note_"+string(attendance.Presence))
		case list == "declined" && reply.Reason != "":
			name.Key, name.Args["Reason"] = "session.name_reason", Word("reason.word_"+string(reply.Reason))
		}
		names[list] = append(names[list], name)
	}
	left := Departed(t.attendance)
	count := map[string]int{"here": CameOf(left), "missed": len(left) - CameOf(left)}
	var lines []Message
	for _, list := range []string{"here", "coming", "unsure", "declined", "moved", "silent", "unreached", "unasked", "missed"} {
		named := names[list]
		if n := count[list]; n > 0 {
			named = append(named, Message{Key: "session.left", Args: Args{"Count": n}})
		}
		if len(named) > 0 {
			lines = append(lines, Message{Key: "session.list_" + list, Args: Args{"Count": len(names[list]) + count[list], "Names": named}})
		}
	}
	if more := len(all) - mostNames; more > 0 {
		lines = append(lines, Message{Key: "session.list_more", Args: Args{"More": more}})
	}
	return lines
}
