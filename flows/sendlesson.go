package flows

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// SendLesson asks a facilitator for which family a lesson is, and sends it there; where no message gets, she takes it along herself.
func SendLesson(c *Chat) {
	l, ok := c.lesson(c.Arg("on"))
	if !ok || c.HeldLessons()[l.ID] {
		c.gone()
		return
	}
	g := c.whichGroup()
	takes := TakesLessons(c.Facts, g.ID)
	var faces []parenting.Person
	heard, unheard := map[parenting.FamilyID]bool{}, false
	for _, people := range families(c.Facts, g.ID) {
		p := face(people)
		faces = append(faces, p)
		heard[p.Family] = slices.ContainsFunc(people, takes)
		unheard = unheard || !heard[p.Family]
	}
	if len(faces) == 0 {
		c.Tell("nobody", Message{Args: Args{"Group": g.Name}, Rows: [][]Button{{{Key: "group.roster", Begin: "roster", On: int64(g.ID)}}}})
		return
	}
	slices.SortStableFunc(faces, byName)
	apart := namesakes(c.Facts, faces)
	buttons := make([]Button, len(faces))
	for i, p := range faces {
		buttons[i] = Button{Key: "sendlesson.line", Choice: parenting.ShortID(int64(p.Family)), Args: Args{"Who": p, "Hamlet": apart(p), "Heard": heard[p.Family]}}
	}
	id, _ := parenting.ReadShortID(c.Browse("family", buttons, "Title", l.Title, "Group", g.Name, "Unheard", unheard))
	who := faces[slices.IndexFunc(faces, func(p parenting.Person) bool { return int64(p.Family) == id })]
	m := Message{Args: Args{"Title": l.Title, "Who": who}}
	last, count := c.sharedWith(who.Family, l.ID)
	switch {
	case !heard[who.Family]:
		m.Rows = passOnLesson(l)
		c.Tell("whatsapp", m)
	case !last.IsZero():
		m.Args["At"], m.Rows = last.In(Zone(g)), passOnLesson(l)
		c.Tell("twice", m)
	case count >= parenting.MostUnasked:
		m.Args["Count"], m.Rows = count, passOnLesson(l)
		c.Tell("enough", m)
	default:
		c.Do(parenting.ShareLesson{Lesson: l.ID, Family: who.Family, Group: g.ID})
		m.Args["Night"] = parenting.Polite(c.Now(), Zone(g)).After(c.Now())
		c.Tell("done", m)
	}
}

// whichGroup asks a facilitator of several groups for one of them.
func (c *Chat) whichGroup() parenting.Group {
	groups := c.Rights.Groups()
	if len(groups) == 1 {
		return c.Group(groups[0])
	}
	var buttons []Button
	for _, id := range groups {
		buttons = append(buttons, Button{Label: c.Group(id).Name, Choice: parenting.ShortID(int64(id))})
	}
	id, _ := parenting.ReadShortID(c.Pick("group", buttons))
	return c.Group(parenting.GroupID(id))
}

// sharedWith is when a family has got a lesson from a facilitator on all of its phones, zero if it has not, and how many of them it has
// got of late.
func (c *Chat) sharedWith(family parenting.FamilyID, lesson string) (last time.Time, count int) {
	takes := TakesLessons(c.Facts, c.Family(family).Group)
	missing := false
	for _, p := range c.People(family) {
		if !takes(p) {
			continue
		}
		n, got := 0, false
		for _, h := range c.Had(p.Account) {
			if h.Shared.After(c.Now().Add(-parenting.BudgetTime)) {
				n++
			}
			if h.Lesson == lesson && !h.Shared.IsZero() {
				got, last = true, h.Shared
			}
		}
		count = max(count, n)
		missing = missing || !got
	}
	if missing {
		last = time.Time{}
	}
	return last, count
}

// TakesLessons tells who of a group may be sent a lesson by somebody else: they have a phone that gets messages, have agreed to the text in
// force, and want lessons.
func TakesLessons(f Facts, g parenting.GroupID) func(parenting.Person) bool {
	unreached := f.Unreached(g)
	return func(p parenting.Person) bool {
		return p.Account != 0 && !p.Outdated() && !unreached[p.Account] && f.PaceOf(p.Account).Wants(f.Now())
	}
}

// SharedLesson brings a family the lesson that its facilitator has sent.
func SharedLesson(c *Chat, fire parenting.Fire) {
	l, ok := c.numbered(fire)
	switch {
	case !ok:
		return
	case !c.PaceOf(fire.Reader).Wants(c.Now()):
		c.Skip("not wanted")
		return
	}
	c.tellLesson(l, Message{Key: "sendlesson.from", Args: Args{"Who": c.Rights.People[0], "Leaders": c.myLeaders()}})
}

// passOnLesson is the button that takes a lesson to WhatsApp, in short.
func passOnLesson(l parenting.Lesson) [][]Button {
	text := Message{Key: "lesson.whatsapp", Args: Args{"Title": l.Title, "Text": parenting.Visible(l.Summary)}}
	return [][]Button{{{Key: "common.whatsapp", Share: &text}}}
}
