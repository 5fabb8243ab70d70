package flows

import (
	"cmp"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// CloseSession ends a meeting before the clock does.
func CloseSession(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if !c.running(s) {
		return
	}
	closes := s.Closes().In(Zone(c.Group(s.Group)))
	_, _, came, all := attendees(c.Facts, s)
	if start := s.Start.In(closes.Location()); c.Now().Before(s.Start) && c.Confirm("early", []string{"no", "yes"}, "yes", "Start", start) == "no" {
		c.Say("kept", "Closes", closes)
		return
	}
	if c.Confirm("sure", []string{"no", "yes"}, "yes", "Came", came, "All", all, "Closes", closes) == "no" {
		c.Say("kept", "Closes", closes)
		return
	}
	c.Do(parenting.Close{Session: s.ID, Group: s.Group})
	c.Say("done")
	c.Then("report", "on", s.ID)
}

// CloseByClock ends a meeting when check-in ends.
func CloseByClock(c *Chat, fire parenting.Fire) {
	if s, ok := c.session(fire, parenting.Announced); ok {
		c.Do(parenting.Close{Session: s.ID, Group: s.Group})
	}
}

// Thank thanks a family that came and gives it one practice for the week.
func Thank(c *Chat, fire parenting.Fire) {
	s, ok := c.session(fire, parenting.Closed)
	if !ok {
		return
	}
	var came []parenting.FamilyID
	there := false
	for _, f := range c.familiesIn(s.Group) {
		if a := c.Present(s.ID, f); a.Presence.Came() {
			came = append(came, f)
			there = there || a.Who == c.own(f).ID
		}
	}
	if len(came) == 0 {
		c.Skip("did not come")
		return
	}
	var plans [][]Button
	if l, ok := c.ForTheme(s.Theme); ok && !c.HeldLessons()[l.ID] {
		plans = c.plans(l.ID)
	}
	c.Tell("text", Message{Rows: plans, Args: Args{
		"People": c.carried(came), "There": there, "Theme": themeWord(s.Theme), "Practice": c.practice(s.Theme), "Plans": len(plans),
	}})
}

// afterwards are the buttons of what a facilitator can do with a meeting that is over.
func afterwards(s parenting.Session) [][]Button {
	return [][]Button{
		{{Key: "session.button_sheet", Begin: "sheet", On: int64(s.ID)}, {Key: "visits.show", Begin: "visits", On: int64(s.ID)}},
		{{Key: "session.button_correct", Begin: "correct", On: int64(s.ID)}},
	}
}

// Report tells a facilitator of a meeting that somebody else closed.
func Report(c *Chat, fire parenting.Fire) {
	switch s, ok := c.session(fire, parenting.Closed); {
	case !ok:
	case !c.Rights.Leads(s.Group):
		c.Skip("not theirs")
	default:
		c.report(s)
	}
}

// ShowReport tells the facilitator who has closed a meeting.
func ShowReport(c *Chat) { c.report(c.Session(parenting.SessionID(c.ID("on")))) }

// report tells how many came, who was missed and why, and brings the daftar hadir.
func (c *Chat) report(s parenting.Session) {
	g := c.Group(s.Group)
	var missed []Message
	lines := SheetLines(c.Facts, s)
	left := Departed(c.Attendance(s.ID))
	came, late := CameOf(left), 0
	for _, l := range lines {
		switch {
		case l.Presence == parenting.LateComer:
			late++
			fallthrough
		case l.Presence.Came():
			came++
		default:
			missed = append(missed, Message{Key: "report.missed", Args: Args{"Who": l.Person, "Note": l.note(), "Reason": l.reason()}})
		}
	}
	shown, more := someOf(missed)
	t := togetherOf(c.Facts, g)
	c.Tell("text", Message{
		Args: Args{
			"Group": g.Name, "Start": s.Start.In(Zone(g)), "Came": came, "All": len(lines) + len(left), "Late": late, "Missed": shown, "More": more,
			"Practised": t.done, "Goal": t.goal,
		},
		Rows: append(afterwards(s), onward(c.Facts, g.ID)),
	})
	c.sendSheet(s, FileSheet)
}

// someOf cuts a list of names to what a message can hold, and counts the rest.
func someOf(names []Message) (shown []Message, more int) {
	shown = names[:min(len(names), mostNames)]
	return shown, len(names) - len(shown)
}

// Visits lists whom to look after: who was ill, and of whom nothing was heard.
func Visits(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	var visits []Message
	for _, l := range SheetLines(c.Facts, s) {
		if l.Presence == parenting.Missing || l.Presence == parenting.Sick {
			visits = append(visits, Message{Key: "visits.line", Args: Args{
				"Who": l.Person, "Hamlet": l.Family.Hamlet, "Note": l.note(), "Phone": hasTelegram(c.People(l.Family.ID)),
			}})
		}
	}
	shown, more := someOf(visits)
	c.Say("text", "Visits", shown, "More", more)
}

// SheetLine is a row of the daftar hadir: a family, with who came or else its first carer at home.
type SheetLine struct {
	Person   parenting.Person
	Family   parenting.Family
	Presence parenting.Presence
	Reason   parenting.Reason // why they said they could not come; for their facilitators only, never for the sheet
}

func (l SheetLine) note() Word { return Word("sheet.note_" + string(l.Presence)) }

// reason is the word of a reason that says more than the attendance does, else "".
func (l SheetLine) reason() Word {
	switch l.Reason {
	case "", parenting.ReasonSick, parenting.ReasonUnknown:
		return ""
	}
	return Word("reason.word_" + string(l.Reason))
}

// SheetLines gives the rows of a meeting's daftar hadir by name. Who said beforehand that they could not come is excused or sick,
// the others who did not come are missing.
func SheetLines(f Facts, s parenting.Session) []SheetLine {
	attendance, replies := f.Attendance(s.ID), f.Replies(s.ID)
	var lines []SheetLine
	for _, people := range familiesAt(f, s, attendance) {
		family := f.Family(people[0].Family)
		a := attendance[family.ID]
		l := SheetLine{Family: family, Person: standsFor(people, a.Who), Presence: a.Presence}
		if reply := replies[family.ID]; !a.Presence.Came() && a.How != parenting.ByEdit {
			l.Presence = parenting.Missing
			if reply.Answer == parenting.NotComing {
				l.Presence, l.Reason = parenting.Excused, reply.Reason
				if reply.Reason == parenting.ReasonSick {
					l.Presence = parenting.Sick
				}
			}
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b SheetLine) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Person.Name), strings.ToLower(b.Person.Name)), cmp.Compare(a.Family.ID, b.Family.ID))
	})
	return lines
}

// familiesAt lists the families that a meeting concerns, by person: those of its group, but once it is closed none that joined later.
func familiesAt(f Facts, s parenting.Session, attendance map[parenting.FamilyID]parenting.Attendance) [][]parenting.Person {
	return slices.DeleteFunc(families(f, s.Group), func(people []parenting.Person) bool {
		_, known := attendance[people[0].Family]
		return s.State == parenting.Closed && !known && f.Family(people[0].Family).Joined.After(s.Closes())
	})
}

// Departed gives the attendance of the families that have left since: they are counted on, and nothing else is known of them.
func Departed(attendance map[parenting.FamilyID]parenting.Attendance) []parenting.Presence {
	var left []parenting.Presence
	for family, a := range attendance {
		if family < 0 {
			left = append(left, a.Presence)
		}
	}
	return left
}

// CameOf counts who came.
func CameOf(all []parenting.Presence) (came int) {
	for _, p := range all {
		if p.Came() {
			came++
		}
	}
	return came
}

// standsFor is who of a family stands on the sheet: who came, else its face.
func standsFor(people []parenting.Person, came parenting.PersonID) parenting.Person {
	if i := slices.IndexFunc(people, func(p parenting.Person) bool { return p.ID == came }); i >= 0 {
		return people[i]
	}
	return face(people)
}

// AttendanceSheet sends the daftar hadir as a file, as it is at this moment.
func AttendanceSheet(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if s.State != parenting.Closed && (s.State != parenting.Announced || c.Now().Before(s.Opens())) {
		c.Tell("early", Message{Rows: [][]Button{{{Key: "session.button_blank", Begin: "blank", On: int64(s.ID)}}}})
		return
	}
	c.sendSheet(s, FileSheet)
}

// BlankSheet sends the daftar hadir to be signed by hand.
func BlankSheet(c *Chat) {
	c.sendSheet(c.Session(parenting.SessionID(c.ID("on"))), FileBlank)
}

// sendSheet sends a sheet that is made now: one that Telegram has from before may be out of date.
func (c *Chat) sendSheet(s parenting.Session, kind FileKind) {
	g := c.Group(s.Group)
	c.Do(parenting.Export{What: string(kind), Group: g.ID, Session: s.ID})
	c.Tell("ready", Message{
		Key: string(kind) + ".ready", Args: Args{"Group": g.Name, "Start": s.Start.In(Zone(g))}, File: &File{Kind: kind, Subject: int64(s.ID), Stamp: c.Now().UnixNano()},
	})
}

// CorrectAttendance changes what is written of a family, for thirty days after the meeting and with a reason.
func CorrectAttendance(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	zone := Zone(c.Group(s.Group))
	switch {
	case s.State != parenting.Announced && s.State != parenting.Closed:
		c.Tell("none", Message{Key: "screen.none"})
		return
	case c.Now().Before(s.Opens()):
		c.Say("early", "Opens", s.Opens().In(zone))
		return
	case !s.Correctable(c.Now()):
		c.Say("over", "Start", s.Start.In(zone))
		return
	}
	lines := SheetLines(c.Facts, s)
	var families, presences []Button
	for _, l := range lines {
		families = append(families, Button{
			Key: "correct.line", Args: Args{"Who": l.Person, "Note": l.note()}, Choice: parenting.ShortID(int64(l.Family.ID)),
		})
	}
	id, _ := parenting.ReadShortID(c.Browse("family", families, "Start", s.Start.In(zone)))
	line := lines[slices.IndexFunc(lines, func(l SheetLine) bool { return int64(l.Family.ID) == id })]
	for _, p := range parenting.Presences() {
		presences = append(presences, Button{Key: "sheet.note_" + string(p), Choice: string(p)})
	}
	right := SheetLine{Presence: parenting.Presence(c.Pick("presence", presences, "Who", line.Person, "Note", line.note()))}
	again := [][]Button{{{Key: "correct.more", Begin: "correct", On: int64(s.ID)}, {Key: "session.button_sheet", Begin: "sheet", On: int64(s.ID)}}}
	if right.Presence == line.Presence {
		c.Tell("same", Message{Args: Args{"Who": line.Person, "Note": line.note()}, Rows: again})
		return
	}
	why := c.Text("why", 200, "Who", line.Person, "Note", right.note())
	c.Do(parenting.Correct{Session: s.ID, Family: line.Family.ID, Group: s.Group, Presence: right.Presence, Why: why})
	by := slices.IndexFunc(c.Rights.Grants, func(g parenting.Grant) bool { return g.Role == parenting.Facilitator && g.Group == s.Group })
	left := Departed(c.Attendance(s.ID))
	came := CameOf(left)
	for _, l := range lines {
		if l.Family.ID == line.Family.ID {
			l.Presence = right.Presence
		}
		if l.Presence.Came() {
			came++
		}
	}
	c.Tell("done", Message{
		Args: Args{"Came": came, "All": len(lines) + len(left), "By": c.Rights.Grants[by].Name, "Who": line.Person, "Was": line.note(), "Note": right.note(), "Why": why}, Rows: again,
	})
}
