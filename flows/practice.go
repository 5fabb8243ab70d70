package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"asuhbersama/parenting"
)

// The practice of a lesson: it is planned under the lesson, asked about the day after, and counted. Nobody is asked twice.

// carer: somebody whose people can try a practice.
func carer(c *Chat) bool { return len(c.Rights.People) > 0 }

// ofCarer finds the lesson of a practice. It answers what is no longer there, and who is no longer of a family.
func (c *Chat) ofCarer(id string) (parenting.Lesson, bool) {
	if !carer(c) {
		c.Tell("stranger", Message{Key: "menu.stranger"})
		return parenting.Lesson{}, false
	}
	l, ok := c.lesson(id)
	if !ok {
		c.gone()
	}
	return l, ok
}

// had is what the account has had of a lesson.
func (c *Chat) had(lesson string) parenting.Had {
	all := c.Had(c.Event.Account)
	if i := slices.IndexFunc(all, func(h parenting.Had) bool { return h.Lesson == lesson }); i >= 0 {
		return all[i]
	}
	return parenting.Had{}
}

// numbered finds the lesson that a fire is about, as one that its reader may read; else it skips.
func (c *Chat) numbered(fire parenting.Fire) (parenting.Lesson, bool) {
	all := c.Lessons()
	i := slices.IndexFunc(all, func(l parenting.Lesson) bool { return parenting.LessonNumber(l.ID) == fire.Subject })
	switch {
	case i < 0:
		c.Skip("gone")
	case !carer(c):
		c.Skip("left")
	case c.HeldLessons()[all[i].ID]:
		c.Skip("held")
	default:
		return c.lesson(all[i].ID)
	}
	return parenting.Lesson{}, false
}

// clock is the time by the account's own clock.
func (c *Chat) clock() time.Time { return c.Now().In(ReaderZone(c.Facts, c.Event.Account)) }

// plans are the buttons that plan a practice, none for who has nobody to try it with.
func (c *Chat) plans(lesson string) [][]Button {
	if !carer(c) {
		return nil
	}
	var buttons []Button
	for _, t := range parenting.PracticeTimes(c.clock()) {
		buttons = append(buttons, Button{Key: "practice.when." + string(t.When), Begin: "practice", About: string(t.When) + "." + lesson})
	}
	return inTwos(buttons)
}

// inTwos lays out buttons two in a row.
func inTwos(buttons []Button) (grid [][]Button) { return slices.Collect(slices.Chunk(buttons, 2)) }

// What a button says of a practice beside a time of [parenting.PracticeTimes].
const (
	askWhen = "ask"
	notNow  = "no"
)

// PlanPractice plans the practice of a lesson ("morning.id"). It asks when, if that was not said or is over.
func PlanPractice(c *Chat) {
	when, id, _ := strings.Cut(c.Arg("on"), ".")
	l, ok := c.ofCarer(id)
	switch {
	case !ok:
		return
	case when == notNow:
		c.Do(parenting.PlanPractice{Account: c.Event.Account, Lesson: l.ID})
		c.Tell("later", Message{Rows: onwards()})
		return
	}
	at, said := time.Time{}, false
	if c.Event.Kind == Begin { // what the button or the words said counts now or not at all
		if at, said = timeOf(parenting.PracticeWhen(when), c.clock()); c.Arg("at") != "" {
			at, said = readTime(c.Arg("at"), c.clock())
		}
	}
	if !said {
		if at, ok = c.askWhen(l, when != askWhen); !ok {
			c.Tell("later", Message{Rows: onwards()})
			return
		}
	}
	c.Do(parenting.PlanPractice{Account: c.Event.Account, Lesson: l.ID, At: at})
	c.Tell("done", Message{Rows: [][]Button{{
		{Key: "practice.change", Begin: "practice", About: askWhen + "." + l.ID}, {Key: "practice.no", Begin: "practice", About: notNow + "." + l.ID},
	}}, Args: Args{
		"Who": c.Rights.People[0], "Title": l.Title, "At": at, "Part": partWord(at), "Check": parenting.PracticeCheck(at),
		"Stopped": c.Account(c.Event.Account).Stopped,
	}})
}

// timeOf is the time that a button stands for, if it lies ahead.
func timeOf(when parenting.PracticeWhen, now time.Time) (time.Time, bool) {
	times := parenting.PracticeTimes(now)
	i := slices.IndexFunc(times, func(t parenting.PracticeTime) bool { return t.When == when })
	if i < 0 {
		return time.Time{}, false
	}
	return times[i].At, true
}

// askWhen asks when a practice is to be; false: not now. The journal keeps the time.
func (c *Chat) askWhen(l parenting.Lesson, over bool) (at time.Time, ok bool) {
	now := c.clock()
	var buttons []Button
	for _, t := range parenting.PracticeTimes(now) {
		buttons = append(buttons, Button{Key: "practice.when." + string(t.When), Choice: keepTime(t.At)})
	}
	buttons = append(buttons, Button{Key: "practice.when.no", Choice: notNow})
	value := c.ReadGrid("when", func(text string) (string, bool) {
		at, ok := parenting.ReadPracticeTime(text, now)
		return keepTime(at), ok
	}, inTwos(buttons), "Title", l.Title, "Over", over)
	if value == notNow {
		return time.Time{}, false
	}
	return readTime(value, now)
}

// keepTime writes a time for the journal and for buttons, readTime reads it by the clock of now.
func keepTime(t time.Time) string { return strconv.FormatInt(t.Unix(), 36) }

func readTime(kept string, now time.Time) (time.Time, bool) {
	unix, err := strconv.ParseInt(kept, 36, 64)
	return time.Unix(unix, 0).In(now.Location()), err == nil
}

func partWord(t time.Time) Word { return Word("practice.part_" + string(parenting.PartOf(t))) }

// onwards are the ways on after a practice.
func onwards() [][]Button {
	return [][]Button{{{Key: "practices.button", Begin: "practices"}, {Key: "lesson.more", Begin: "materials"}}}
}

// CheckPractice asks how a practice went, the day after it was to be.
func CheckPractice(c *Chat, fire parenting.Fire) {
	l, ok := c.numbered(fire)
	if !ok {
		return
	}
	if h := c.had(l.ID); h.Practice != parenting.PracticePlanned || fire.Due.Before(h.Planned) {
		c.Skip("planned again")
		return
	}
	c.Tell("text", Message{Key: "doing.due", Args: Args{"Who": c.Rights.People[0], "Title": l.Title, "Practice": HTML(l.Practice)}, Rows: c.outcomes(l)})
}

// spokenTried understands how a practice went in words, while that is asked.
func spokenTried(f Facts, e Event) (Start, bool) {
	state, ok := parenting.ReadTried(e.Text)
	if !ok {
		return Start{}, false
	}
	zone := ReaderZone(f, e.Account)
	var asked parenting.Had
	for _, h := range f.Had(e.Account) {
		if h.Practice == parenting.PracticePlanned && h.Planned.After(asked.Planned) && parenting.CheckOpen(h.Planned.In(zone), f.Now()) {
			asked = h
		}
	}
	return Start{Flow: "tried", Args: Args{"on": string(state) + "." + asked.Lesson}}, asked.Lesson != ""
}

// planFresh is for how long a time that is typed belongs to the lesson that came last.
const planFresh = 12 * time.Hour

// spokenPractice understands what is typed of a practice outside every conversation: when the one of the lesson that came last is to be,
// which is what every lesson ends with, and once more how one went. That leads to what is noted of it, to be put right there.
func spokenPractice(f Facts, e Event) (Start, bool) {
	now := f.Now().In(ReaderZone(f, e.Account))
	var last parenting.Had
	var told []parenting.Had
	for _, h := range f.Had(e.Account) {
		if h.At.After(last.At) {
			last = h
		}
		hard := h.Practice == parenting.PracticeNotYet || h.Practice == parenting.PracticeHard
		if hard || h.Practice == parenting.PracticeDone && now.Sub(h.Done) < 48*time.Hour || h.Practice == parenting.PracticePlanned && h.Planned.Before(now) {
			told = append(told, h)
		}
	}
	at, ok := parenting.ReadPracticeTime(e.Text, now)
	named := strings.ContainsFunc(e.Text, unicode.IsLetter) && !strings.Contains(e.Text, "?")
	if ok && named && last.Practice != parenting.PracticeDone && now.Sub(last.At) < planFresh {
		return Start{Flow: "practice", Args: Args{"on": "." + last.Lesson, "at": keepTime(at)}}, true
	}
	switch _, ok := parenting.ReadTried(e.Text); {
	case !ok || len(told) == 0:
		return Start{}, false
	case len(told) == 1:
		return Start{Flow: "doing", Args: Args{"on": told[0].Lesson}}, true
	}
	return Start{Flow: "practices"}, true
}

// Doing shows somebody a practice of theirs, to say at any time how it went.
func Doing(c *Chat) {
	l, ok := c.ofCarer(c.Arg("on"))
	if !ok {
		return
	}
	h := c.had(l.ID)
	noted := Word("")
	if h.Practice != parenting.PracticeOpen && h.Practice != parenting.PracticePlanned {
		noted = Word("tried." + string(h.Practice))
	}
	at := h.Planned.In(c.clock().Location())
	c.Tell("text", Message{Pack: true, Args: Args{
		"Title": l.Title, "Practice": HTML(l.Practice), "Planned": h.Practice == parenting.PracticePlanned, "At": at, "Part": partWord(at), "Noted": noted,
	}, Rows: append(c.outcomes(l), []Button{
		{Key: "practice.anew", Begin: "practice", About: askWhen + "." + l.ID}, {Key: "doing.read", Begin: "lesson", About: l.ID},
	})})
}

// outcomes are the buttons that say how a practice went.
func (c *Chat) outcomes(l parenting.Lesson) [][]Button {
	button := func(s parenting.PracticeState) Button {
		return Button{Key: "tried." + string(s), Begin: "tried", About: string(s) + "." + l.ID}
	}
	return [][]Button{{button(parenting.PracticeDone)}, {button(parenting.PracticeNotYet), button(parenting.PracticeHard)}}
}

// Tried notes how a practice went ("done.id"), and goes on from there: with praise, with another time, or with what was in the way.
func Tried(c *Chat) {
	said, id, _ := strings.Cut(c.Arg("on"), ".")
	l, ok := c.ofCarer(id)
	if !ok {
		return
	}
	tell := parenting.TellPractice{Account: c.Event.Account, Lesson: l.ID, State: parenting.PracticeState(said)}
	switch tell.State {
	case parenting.PracticeDone:
		before := c.marks(l.Theme, "")
		badge := ""
		if c.marks(l.Theme, l.ID).Complete() && !before.Complete() {
			badge = "new"
		}
		c.Do(tell)
		c.Then("praise", "on", l.ID, "badge", badge)
	case parenting.PracticeNotYet:
		c.Do(tell)
		c.Then("retry", "on", l.ID, "at", c.Now().Unix())
	case parenting.PracticeHard:
		if c.had(l.ID).Practice != parenting.PracticeDone { // what was hard was done, too
			c.Do(tell)
		}
		c.Then("hindered", "on", l.ID, "at", c.Now().Unix())
	default:
		c.gone()
	}
}

// Two questions after a practice: their buttons begin something and do not grow old, and what is typed in the next minutes is understood as
// well. Whatever else that may be is handed on.

// other stands in the journal for what is no answer.
const other = "-"

// Retry asks when a practice is to be instead that was not done yet.
func Retry(c *Chat) {
	l, ok := c.ofCarer(c.Arg("on"))
	if !ok || !c.listens() {
		return
	}
	at := c.ReadGrid("when", func(text string) (string, bool) {
		at, ok := parenting.ReadPracticeTime(text, c.clock())
		if !ok {
			return other, true
		}
		return keepTime(at), true
	}, append(c.plans(l.ID), c.leaving(l)), "Who", c.Rights.People[0])
	if at == other {
		c.turn.Then = c.elsewhere()
		return
	}
	c.Then("practice", "on", "."+l.ID, "at", at)
}

// leaving is the button that puts a practice off.
func (c *Chat) leaving(l parenting.Lesson) []Button {
	return []Button{{Key: "tried.leave", Begin: "practice", About: notNow + "." + l.ID}}
}

// Hindered asks what was in the way of a practice.
func Hindered(c *Chat) {
	l, ok := c.ofCarer(c.Arg("on"))
	if !ok || !c.listens() {
		return
	}
	who := c.Rights.People[0]
	which := c.ReadGrid("what", func(text string) (string, bool) {
		i, ok := l.Hindered(text)
		if !ok {
			return other, true
		}
		return strconv.Itoa(i), true
	}, append(obstacles(l), c.leaving(l)), "Who", who)
	if which != other {
		c.Then("tip", "on", which+"."+l.ID)
		return
	}
	e := c.elsewhere()
	if slices.Contains([]string{"lost", "results"}, e.Start.Flow) { // it is about the practice, whatever lessons would be found for it
		c.Tell("unlike", Message{Args: Args{"Who": who, "Leaders": c.myLeaders()}, Rows: [][]Button{
			{{Key: "ask.button", Begin: "ask"}}, {{Key: "obstacles.button", Begin: "obstacles", About: l.ID}, {Key: "lesson.more", Begin: "materials"}},
		}})
		return
	}
	c.turn.Then = e
}

// Praise thanks for a practice, with how far the account and its groups have come.
func Praise(c *Chat) {
	l, ok := c.ofCarer(c.Arg("on"))
	if !ok {
		return
	}
	var goals []Message
	mine := c.myGroups()
	for _, id := range mine {
		g, name := c.Group(id), ""
		if len(mine) > 1 {
			name = g.Name
		}
		t := togetherOf(c.Facts, g)
		goals = append(goals, Message{Key: "praise.goal", Args: Args{"Group": name, "Done": t.done, "Left": max(0, t.goal-t.done)}})
	}
	c.Tell("text", Message{Rows: onwards(), Args: Args{
		"Who": c.Rights.People[0], "Line": marksLine(c.marks(l.Theme, "")), "Theme": themeWord(l.Theme), "Badge": c.Arg("badge") != "", "Goals": goals,
	}})
}

// myGroups are the groups of the families that the account is of.
func (c *Chat) myGroups() (groups []parenting.GroupID) {
	for _, p := range c.Rights.People {
		if !slices.Contains(groups, p.Group) {
			groups = append(groups, p.Group)
		}
	}
	return groups
}

// together is what the families of a group have done in this week, of what they want to do together. It says nothing of any one family.
type together struct{ done, goal int }

func togetherOf(f Facts, g parenting.Group) together {
	online := 0
	for _, people := range families(f, g.ID) {
		if hasTelegram(people) {
			online++
		}
	}
	return together{f.Practised(g.ID, parenting.WeekOf(f.Now().In(Zone(g)))), parenting.PracticeGoal(online)}
}

// marks counts how far the account has come with a theme; with one more lesson done, if that is given.
func (c *Chat) marks(t parenting.Theme, also string) parenting.Marks {
	all := c.Had(c.Event.Account)
	return parenting.MarksOf(t, c.Lessons(), c.course().Suits, func(lesson string) bool {
		return lesson == also || slices.ContainsFunc(all, func(h parenting.Had) bool { return h.Lesson == lesson && !h.Done.IsZero() })
	})
}

// marksLine shows how far a theme has come: a row of small marks, and the same in words.
func marksLine(m parenting.Marks) Message {
	return Message{Key: "practices.line", Args: Args{
		"Marks": strings.Repeat("●", m.Done) + strings.Repeat("○", m.Of-m.Done), "Theme": themeWord(m.Theme),
		"Done": m.Done, "Of": m.Of, "Complete": m.Complete(),
	}}
}

// mostPlans is how many practices are offered at once.
const mostPlans = 8

// Practices shows somebody their own practices: what is planned or not done yet, and how far each theme has come.
func Practices(c *Chat) {
	if !carer(c) {
		c.Tell("stranger", Message{Key: "menu.stranger"})
		return
	}
	var open []parenting.Had
	var grid [][]Button
	var lines, planned []Message
	for _, h := range c.Had(c.Event.Account) {
		if h.Practice != parenting.PracticeOpen && h.Practice != parenting.PracticeDone {
			open = append(open, h)
		}
	}
	slices.SortStableFunc(open, func(a, b parenting.Had) int {
		return cmp.Or(order(a.Planned.IsZero(), b.Planned.IsZero()), a.Planned.Compare(b.Planned))
	})
	for _, h := range open {
		l, ok := c.lesson(h.Lesson)
		if !ok || len(grid) == mostPlans {
			continue
		}
		at := h.Planned.In(c.clock().Location())
		planned = append(planned, Message{Key: "practices.planned", Args: Args{
			"Title": l.Title, "Planned": !h.Planned.IsZero(), "At": at, "Part": partWord(at),
		}})
		grid = append(grid, []Button{{Label: l.Title, Begin: "doing", About: l.ID}})
	}
	for _, t := range parenting.Themes() {
		if m := c.marks(t, ""); m.Done > 0 {
			lines = append(lines, marksLine(m))
		}
	}
	c.Tell("text", Message{Args: Args{"Planned": planned, "Lines": lines}, Rows: append(grid, []Button{{Key: "lesson.more", Begin: "materials"}})})
}
