package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// Lessons come of their own accord at the pace that an account has chosen; what comes is decided when its turn to be sent has come.

// LessonDue sends the lesson that comes next, or asks who has been silent for weeks whether to go on.
func LessonDue(c *Chat, _ parenting.Fire) {
	p, account := c.PaceOf(c.Event.Account), c.Account(c.Event.Account)
	heard := account.Seen
	if p.Until.After(heard) { // a pause that was asked for is no silence
		heard = p.Until
	}
	switch {
	case p.Days == 0 || p.Until.After(c.Now()) || len(c.Rights.People) == 0:
		c.Skip("not wanted")
		return
	case !p.Asked.IsZero():
		c.Skip("asked")
		return
	case slices.ContainsFunc(c.Had(account.ID), func(h parenting.Had) bool {
		return c.Now().Sub(h.Shared) < parenting.LessonsApart || h.Unasked && c.Now().Sub(h.At) < parenting.LessonsApart
	}):
		c.Skip("had one")
		return
	case !officer(c) && c.Unasked(account.ID) >= parenting.MostUnasked:
		c.Skip("budget")
		return
	case c.Now().Sub(heard) >= parenting.Silence:
		p.Asked = c.Now()
		c.Do(p.Set())
		c.Tell("silent", Message{Key: "pace.silent", Args: Args{"Who": c.Rights.People[0]}, Rows: [][]Button{
			{{Key: "pace.silent_yes", Begin: "pace", About: paceOn}},
			{{Key: "pace.what.fewer", Begin: "pace", About: paceFewer}, {Key: "pace.silent_off", Begin: "pace", About: paceOff}},
		}})
		return
	}
	l, lead, ok := c.nextLesson()
	if !ok {
		c.Skip("nothing left")
		return
	}
	l, _ = c.lesson(l.ID)
	c.Do(parenting.GiveLesson{Account: account.ID, Lesson: l.ID, Unasked: true})
	c.tellLesson(l, lead, Button{Key: "pace.button", Begin: "pace"})
}

// nextLesson is the lesson that comes next to an account, and why this one.
func (c *Chat) nextLesson() (l parenting.Lesson, why Message, ok bool) {
	course := c.course()
	for _, h := range c.Had(c.Event.Account) {
		course.Without[h.Lesson] = true
	}
	home := slices.ContainsFunc(c.Rights.People, func(p parenting.Person) bool { return !p.Abroad })
	meetings := c.meetings()
	for _, s := range meetings {
		course.Themes = append(course.Themes, s.Theme)
	}
	l, ok = course.Next(c.Lessons())
	why.Key = "pace.lead_course"
	if i := slices.IndexFunc(meetings, func(s parenting.Session) bool { return s.Theme == l.Theme }); i >= 0 {
		s := meetings[i]
		switch {
		case s.State == parenting.Closed:
			why.Key = "pace.lead_last"
		case s.State == parenting.Announced && home:
			why.Key = "pace.lead_next"
		case s.State == parenting.Announced:
			why.Key = "pace.lead_abroad"
		}
		why.Args = Args{"Start": s.Start.In(Zone(c.Group(s.Group))), "Theme": themeWord(s.Theme)}
	}
	return l, why, ok
}

// course is what decides which lessons are for an account.
func (c *Chat) course() parenting.Course {
	course := parenting.Course{Bands: c.bands(), Without: c.HeldLessons()}
	for _, p := range c.Rights.People {
		to := parenting.ToCarer
		switch {
		case p.Abroad:
			to = parenting.ToAbroad
		case p.Form == parenting.Nenek, p.Form == parenting.Kakek:
			to = parenting.ToGrandparent
		}
		course.To = append(course.To, to)
		course.Away = append(course.Away, c.Family(p.Family).Away)
	}
	return course
}

// meetings are those whose themes come first, the most urgent one first: of each group of the account's the next one, then the last one.
func (c *Chat) meetings() (all []parenting.Session) {
	const lately = 60 * 24 * time.Hour
	var groups []parenting.GroupID
	var last []parenting.Session
	for _, p := range c.Rights.People {
		if slices.Contains(groups, p.Group) {
			continue
		}
		groups = append(groups, p.Group)
		sessions := c.Sessions(p.Group, c.Now().Add(-lately))
		if i := slices.IndexFunc(sessions, func(s parenting.Session) bool {
			return s.Start.After(c.Now()) && (s.State == parenting.Planned || s.State == parenting.Announced)
		}); i >= 0 {
			all = append(all, sessions[i])
		}
		for _, s := range slices.Backward(sessions) {
			if s.State == parenting.Closed {
				last = append(last, s)
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b parenting.Session) int { return a.Start.Compare(b.Start) })
	return append(all, last...)
}

// What can be done with the pace. The names are parts of keys.
const (
	paceFewer = "fewer"
	paceDays  = "days"
	paceWeek  = "week"
	paceMonth = "month"
	paceOff   = "off"
	paceStop  = "stop"
	paceOn    = "on"
)

// ways is what can be done with a pace as it is.
func ways(p parenting.Pace, now time.Time) []string {
	switch {
	case p.Days == 0:
		return []string{paceOn, paceDays, paceStop}
	case p.Until.After(now):
		return []string{paceOn, paceDays, paceOff, paceStop}
	case len(p.Days.List()) == 1:
		return []string{paceDays, paceWeek, paceMonth, paceOff, paceStop}
	}
	return []string{paceFewer, paceDays, paceWeek, paceMonth, paceOff, paceStop}
}

// Pace shows what can be changed of when lessons come, or whether they do, and changes it (on). The menu is no question: whoever leaves it
// is done with it.
func Pace(c *Chat) {
	p := c.PaceOf(c.Event.Account)
	if p.Account == 0 {
		c.Say("nobody")
		return
	}
	if lead, back := c.stopped(); lead != "" {
		c.Tell("stopped", Message{Key: string(lead), Rows: [][]Button{{back}}})
		return
	}
	switch c.Arg("on") {
	case paceFewer:
		p.Until, p.Days = time.Time{}, parenting.WeekdaysOf(orDefault(p).Days.List()[0])
	case paceDays:
		p.Until, p.Days = time.Time{}, c.weekdays(p)
		p.Hour = c.lessonHour(p)
	case paceWeek:
		p.Until = c.Now().AddDate(0, 0, 7)
	case paceMonth:
		p.Until = c.Now().AddDate(0, 1, 0)
	case paceOff:
		p.Until, p.Days = time.Time{}, 0
	case paceOn:
		p.Until, p.Days = time.Time{}, orDefault(p).Days
	case paceStop:
		_, back := c.stopped()
		c.Do(parenting.Stop{Account: p.Account})
		c.Tell("stopped", Message{Key: "stop.stopped", Args: Args{"People": c.placed(c.Rights.People)}, Rows: [][]Button{{back}}})
		return
	default:
		var grid [][]Button
		for _, way := range ways(p, c.Now()) {
			grid = append(grid, []Button{{Key: "pace.what." + way, Begin: "pace", About: way}})
		}
		m := Message{Pack: true, Rows: grid, Args: pairs(c.paced(p))}
		if c.Arg("night") != "" {
			m.Lead = "pace.night"
		}
		c.Tell("menu", m)
		return
	}
	c.Do(p.Set())
	c.Tell("done", Message{Args: pairs(c.paced(p)), Rows: [][]Button{{{Key: "pace.button", Begin: "pace"}}}})
}

// welcomeLessons says to who joins when lessons will come; "" where they do already.
func (c *Chat) welcomeLessons(p parenting.Person, f parenting.Family) any {
	if c.PaceOf(p.Account).Account != 0 {
		return ""
	}
	zone := Zone(c.Group(f.Group))
	if there, ok := parenting.PlaceZone(f.Where); ok && p.Abroad {
		zone = there
	}
	return Message{Key: "pace.welcome", Args: pairs(c.paced(parenting.DefaultPace(p.Account, zone)))}
}

// orDefault is a pace with the usual days if it has none.
func orDefault(p parenting.Pace) parenting.Pace {
	if p.Days == 0 {
		p.Days = parenting.DefaultPace(p.Account, p.Zone).Days
	}
	return p
}

// paced is what is said of a pace: on which days, at which hour, and when the next lesson comes.
func (c *Chat) paced(p parenting.Pace) []any {
	var days []Word
	for _, d := range p.Days.List() {
		days = append(days, weekday(d))
	}
	next, _, _ := p.Next(c.Now())
	next = parenting.DayOf(next.In(p.Zone)).At(p.Hour, p.Zone)
	return []any{"Days", days, "Next", next, "Paused", p.Until.After(c.Now())}
}

func weekday(d time.Weekday) Word { return Word("weekday." + strings.ToLower(d.String())) }

// weekdays asks on which days.
func (c *Chat) weekdays(p parenting.Pace) (days parenting.Weekdays) {
	var buttons []Button
	for _, d := range parenting.Week() {
		buttons = append(buttons, Button{Key: string(weekday(d)), Choice: strconv.Itoa(int(d))})
	}
	choices := func(w parenting.Weekdays) (choices []string) {
		for _, d := range w.List() {
			choices = append(choices, strconv.Itoa(int(d)))
		}
		return choices
	}
	read := func(text string, _ []string) []string { // who names the days names all of them
		days, _ := parenting.ReadWeekdays(text)
		return choices(days)
	}
	for {
		marked := choices(p.Days)
		p.Days = 0
		for _, d := range c.marked("days", read, marked, buttons, nil, "Most", parenting.MostLessons) {
			n, _ := strconv.Atoi(d)
			p.Days |= parenting.WeekdaysOf(time.Weekday(n))
		}
		if len(p.Days.List()) <= parenting.MostLessons {
			return p.Days
		}
		c.Say("toomany", "Most", parenting.MostLessons)
	}
}

// lessonHour asks for the hour, on the clock of a pace, and once more where what was typed may be two.
func (c *Chat) lessonHour(p parenting.Pace) parenting.Hour {
	read := func(text string) (string, bool) {
		w, ok := parenting.ReadHour(text, c.Now())
		slices.Sort(w.Hours)
		var hours []string
		for _, h := range w.Hours {
			if parenting.LessonHour(h) {
				hours = append(hours, strconv.Itoa(int(h)))
			}
		}
		return strings.Join(hours, ","), ok && len(w.Days) == 0 && len(hours) > 0
	}
	answer := c.Read("hour", read, hourButtons(390, 720, 960, 1110, parenting.BeforeQuietHours), "Clock", c.Now().In(p.Zone))
	for len(split(answer)) > 1 {
		var hours []parenting.Hour
		for _, s := range split(answer) {
			n, _ := strconv.Atoi(s)
			hours = append(hours, parenting.Hour(n))
		}
		answer = c.Read("exact", read, hourButtons(hours...))
	}
	n, _ := strconv.Atoi(answer)
	return parenting.Hour(n)
}
