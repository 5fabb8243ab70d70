package flows

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// Materials shows the ways to the lessons: by the ages of one's own children, by theme, by age, by words.
func Materials(c *Chat) {
	if !known(c) {
		c.Tell("stranger", Message{Key: "menu.stranger"})
		return
	}
	c.Tell("ways", waysIn(c))
}

func waysIn(c *Chat) Message {
	var grid [][]Button
	for _, b := range c.bands() {
		grid = append(grid, []Button{{Key: "materials.mine", Args: Args{"Band": Word("band." + string(b))}, Begin: "browse", About: string(b)}})
	}
	grid = append(grid,
		[]Button{{Key: "materials.themes", Begin: "browse", About: byTheme}},
		[]Button{{Key: "materials.ages", Begin: "browse", About: byAge}},
		[]Button{{Key: "materials.search", Begin: "search"}},
	)
	if carer(c) {
		grid = append(grid, []Button{{Key: "practices.button", Begin: "practices"}}, []Button{{Key: "pace.button", Begin: "pace"}})
	}
	return Message{Key: "materials.ways", Pack: true, Rows: grid}
}

// What of the menu is on show: one of these, a theme or an age band, and behind a dot the page.
const (
	theWays = "w"
	byTheme = "t"
	byAge   = "a"
)

// Browse turns the menu to a list, in place; a list that was asked for in words stands by itself.
func Browse(c *Chat) {
	edit := 0
	if c.Event.Data != "" {
		edit = c.Event.Message
	}
	view, n, _ := strings.Cut(c.Arg("on"), ".")
	page, _ := strconv.Atoi(n) // what is no number is the first page
	m := Message{Key: "browse.lessons", Args: Args{"Where": Word("")}}
	var buttons []Button
	theme, band := parenting.Theme(view), parenting.Band(view)
	switch {
	case view == byTheme:
		m.Key = "browse.themes"
		for _, t := range parenting.Themes() {
			buttons = append(buttons, Button{Key: string(themeWord(t)), Begin: "browse", About: string(t)})
		}
	case view == byAge:
		m.Key, m.Pack = "browse.ages", true
		for _, b := range parenting.Bands() {
			buttons = append(buttons, Button{Key: "band." + string(b), Begin: "browse", About: string(b)})
		}
	case slices.Contains(parenting.Themes(), theme):
		m.Args["Where"] = themeWord(theme)
		buttons = c.lessonButtons(func(l parenting.Lesson) bool { return l.Theme == theme })
	case slices.Contains(parenting.Bands(), band):
		m.Args["Where"] = Word("band." + view)
		buttons = c.lessonButtons(func(l parenting.Lesson) bool { return slices.Contains(l.Bands, band) })
	default:
		m = waysIn(c)
		m.Edit = edit
		c.Tell("ways", m)
		return
	}
	m.Rows, m.Args["Page"], m.Args["Pages"] = paged(buttons, page, func(key string, page int) Button {
		return Button{Key: key, Begin: "browse", About: view + "." + strconv.Itoa(page)}
	})
	m.Rows = append(m.Rows, []Button{{Key: "browse.back", Begin: "browse", About: theWays, Wide: true}})
	m.Edit = edit
	c.Tell("list", m)
}

// ShowLesson shows a lesson to who has asked for it.
func ShowLesson(c *Chat) {
	if !known(c) { // by a link that was passed on
		c.Tell("stranger", Message{Key: "menu.stranger"})
		return
	}
	l, ok := c.lesson(c.Arg("on"))
	if !ok {
		c.gone()
		return
	}
	if len(c.Rights.People) > 0 { // officers read all there is
		c.Do(parenting.GiveLesson{Account: c.Event.Account, Lesson: l.ID})
	}
	c.tellLesson(l, Message{})
}

// tellLesson tells a lesson: why it comes, if it comes of its own accord; its message in bubbles; then the practice, with when it may be
// tried and what else there is behind buttons, and more of these.
func (c *Chat) tellLesson(l parenting.Lesson, why Message, more ...Button) {
	for i, text := range l.Message {
		args := Args{"Why": "", "Title": "", "Note": Word(""), "Text": HTML(text)}
		if i == 0 {
			if why.Key != "" {
				args["Why"] = why
			}
			args["Title"], args["Note"] = l.Title, c.note(l)
		}
		c.Tell("message", Message{Key: "lesson.message", Args: args})
	}
	call := HTML("")
	if c.callsAbroad() {
		call = HTML(l.Call)
	}
	plans := c.plans(l.ID)
	grid := slices.Concat(plans, inTwos(append([]Button{
		{Key: "quiz.button", Begin: "quiz", About: l.ID},
		{Key: "obstacles.button", Begin: "obstacles", About: l.ID},
		{Key: "lesson.sources", Begin: "sources", About: l.ID},
		{Key: "lesson.more", Begin: "materials"},
	}, more...)), c.forOfficers(l))
	c.Tell("practice", Message{Key: "lesson.practice", Pack: true, Rows: grid, Args: Args{
		"Practice": HTML(l.Practice), "Call": call, "Plans": len(plans),
	}})
}

// Obstacles asks what is in the way of a practice.
func Obstacles(c *Chat) {
	l, ok := c.lesson(c.Arg("on"))
	if !ok {
		c.gone()
		return
	}
	c.Tell("text", Message{Args: Args{"Title": l.Title}, Rows: obstacles(l)})
}

// obstacles are what may be in the way of a practice, as buttons that lead to a tip.
func obstacles(l parenting.Lesson) (grid [][]Button) {
	for i, o := range l.Obstacles {
		grid = append(grid, []Button{{Label: o.Name, Begin: "tip", About: strconv.Itoa(i) + "." + l.ID, Wide: true}})
	}
	return grid
}

// Tip says what helps against an obstacle.
func Tip(c *Chat) {
	n, id, _ := strings.Cut(c.Arg("on"), ".")
	l, ok := c.lesson(id)
	i, err := strconv.Atoi(n)
	if !ok || err != nil || i < 0 || i >= len(l.Obstacles) {
		c.gone()
		return
	}
	plans := c.plans(l.ID)
	c.Tell("text", Message{Rows: plans, Args: Args{"Name": l.Obstacles[i].Name, "Tip": HTML(l.Obstacles[i].Tip), "Plans": len(plans)}})
}

// Sources says on what a lesson rests.
func Sources(c *Chat) {
	l, ok := c.lesson(c.Arg("on"))
	if !ok {
		c.gone()
		return
	}
	c.Say("text", "Title", l.Title, "Sources", sourceList(l.Sources))
}

// sourceList writes sources with their addresses behind them.
func sourceList(sources []parenting.Source) HTML {
	var lines []string
	for _, s := range sources {
		lines = append(lines, fmt.Sprintf(`• <a href="%s">%s</a>, %d`, html.EscapeString(s.Address), html.EscapeString(s.Title), s.Year))
	}
	return HTML(strings.Join(lines, "\n"))
}

func (c *Chat) gone() {
	c.Tell("gone", Message{Key: "lesson.gone", Rows: [][]Button{{{Key: "lesson.more", Begin: "materials"}}}})
}

// Search asks what is looked for. Only the lessons that were found are kept, never the words.
func Search(c *Chat) {
	const nothing = "-"
	ids := c.Read("what", func(text string) (string, bool) {
		if Plain(text) == "" || parenting.WantsBack(text) {
			return "", false
		}
		found, _ := find(c.Facts, c.Rights, text)
		if found == "" {
			return nothing, true
		}
		return found, true
	}, nil)
	if ids == nothing {
		ids = ""
	}
	c.Then("results", "lessons", ids)
}

// find gives the ids of the lessons for words, in one string.
func find(f Facts, r parenting.Rights, text string) (ids string, sure bool) {
	lessons, sure := f.FindLessons(text)
	var list []string
	for _, l := range mayRead(f, r, lessons) {
		list = append(list, l.ID)
	}
	return strings.Join(list, ","), sure
}

// Results offers the lessons that were found, or the facilitator where there are none.
func Results(c *Chat) {
	var grid [][]Button
	for _, id := range split(c.Arg("lessons")) {
		if l, ok := c.lesson(id); ok {
			grid = append(grid, []Button{{Label: l.Title, Begin: "lesson", About: l.ID, Wide: true}})
		}
	}
	if grid == nil {
		c.Then("nolesson")
		return
	}
	c.Tell("text", Message{Rows: append(grid, []Button{{Key: "results.none", Begin: "nolesson"}})})
}

// NoLesson names whom to ask about what no lesson speaks of.
func NoLesson(c *Chat) {
	next, coming := nextOf(c.Facts, c.Rights)
	rows := [][]Button{{{Key: "lesson.more", Begin: "materials"}}}
	if carer(c) {
		rows = append([][]Button{{{Key: "ask.button", Begin: "ask"}}}, rows...)
	}
	c.Tell("text", Message{Rows: rows, Args: Args{
		"Carer": carer(c), "Leaders": c.myLeaders(), "Coming": coming, "Start": next.Start.In(Zone(c.Group(next.Group))),
	}})
}

// myLeaders names the facilitators of the families that the account is of.
func (c *Chat) myLeaders() (leaders []string) {
	for _, g := range c.myGroups() {
		for _, name := range c.leaders(g) {
			if !slices.Contains(leaders, name) {
				leaders = append(leaders, name)
			}
		}
	}
	return leaders
}

// Withhold holds a lesson back ("+id") or gives it free ("-id").
func Withhold(c *Chat) {
	on := c.Arg("on")
	held, id := strings.HasPrefix(on, "+"), strings.TrimLeft(on, "+-")
	l, ok := c.lesson(id)
	switch {
	case !ok:
		c.gone()
		return
	case c.HeldLessons()[id] == held: // by another coordinator, or by an old button
	case held && c.Choose("sure", []string{"no", "yes"}, "Title", l.Title) == "no":
		c.Say("kept", "Title", l.Title)
		return
	default:
		c.Do(parenting.HoldLesson{Lesson: id, Held: held})
	}
	c.Tell("done", Message{Args: Args{"Title": l.Title, "Held": held}, Rows: [][]Button{holding(id, held)}})
}

func holding(id string, held bool) []Button {
	if held {
		return []Button{{Key: "withhold.free", Begin: "withhold", About: "-" + id}}
	}
	return []Button{{Key: "withhold.hold", Begin: "withhold", About: "+" + id}}
}

// PostLesson asks a facilitator into which group's chat a lesson goes, and puts it there.
func PostLesson(c *Chat) {
	l, ok := c.lesson(c.Arg("on"))
	if !ok || c.HeldLessons()[l.ID] {
		c.gone()
		return
	}
	buttons := []Button{}
	for _, g := range c.withChats() {
		buttons = append(buttons, Button{Key: "post.where.group", Args: Args{"Group": g.Name}, Choice: parenting.ShortID(int64(g.ID))})
	}
	if len(buttons) == 0 {
		c.Say("nowhere")
		return
	}
	where := c.Pick("where", append(buttons, Button{Key: "post.where.no", Choice: "no"}), "Title", l.Title)
	if where == "no" {
		c.Say("kept")
		return
	}
	id, _ := parenting.ReadShortID(where)
	g := c.Group(parenting.GroupID(id))
	c.Say("done", "Title", l.Title, "Group", g.Name)
	c.turn.Then = &Event{
		Kind: Begin, Account: c.Event.Account, Chat: g.Chat, At: c.Event.At, Name: c.Event.Name,
		Start: Start{Flow: "grouplesson", Args: Args{"on": l.ID}},
	}
}

// groupLesson is a lesson as a group's chat gets it: in short, with a button to all of it.
func groupLesson(f Facts, id string) []Message {
	for _, l := range f.Lessons() {
		if l.ID == id {
			return []Message{{
				Key: "groupchat.lesson", Args: Args{"Title": l.Title, "Text": HTML(l.Summary)},
				Rows: [][]Button{{{Key: "groupchat.read", Start: lessonLink(id)}}},
			}}
		}
	}
	return nil
}

// The link to a lesson. It leads whoever is enrolled to it.
const lessonPayload = "materi-"

func lessonLink(id string) Link { return Link(lessonPayload + id) }

// forOfficers are the buttons of what only they can do with a lesson.
func (c *Chat) forOfficers(l parenting.Lesson) (grid [][]Button) {
	held := c.HeldLessons()[l.ID]
	if officer(c) && !held {
		if len(c.Rights.Groups()) > 0 {
			grid = append(grid, []Button{{Key: "sendlesson.button", Begin: "sendlesson", About: l.ID}})
		}
		if len(c.withChats()) > 0 {
			grid = append(grid, []Button{{Key: "post.button", Begin: "post", About: l.ID}})
		}
		grid = append(grid, passOnLesson(l)...)
	}
	if coordinator(c) {
		grid = append(grid, holding(l.ID, held))
	}
	return grid
}

// withChats are the groups that the account leads which have a chat.
func (c *Chat) withChats() (groups []parenting.Group) {
	for _, id := range c.Rights.Groups() {
		if g := c.Group(id); g.Chat != 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// note is what officers read of a lesson that is not as it should be.
func (c *Chat) note(l parenting.Lesson) Word {
	switch {
	case !officer(c):
		return ""
	case c.HeldLessons()[l.ID]:
		return "lesson.note_held"
	case l.Draft() && l.Theme.Health():
		return "lesson.note_midwife"
	case l.Draft():
		return "lesson.note_draft"
	}
	return ""
}

// lesson finds a lesson that the account may read, as it speaks to it.
func (c *Chat) lesson(id string) (parenting.Lesson, bool) {
	l, ok := c.LessonFor(id, c.away())
	if !ok || c.HeldLessons()[id] && !officer(c) {
		return parenting.Lesson{}, false
	}
	return l, true
}

// away is who of the account's family is away; "" where that differs between its families. Both parents away each read of themselves.
// Officers read what they pass on to anybody.
func (c *Chat) away() (away parenting.Away) {
	if officer(c) {
		return ""
	}
	for _, p := range c.Rights.People {
		a := c.Family(p.Family).Away
		if p.Abroad && a == parenting.AwayBoth {
			a = map[string]parenting.Away{"L": parenting.AwayFather, "P": parenting.AwayMother}[p.Form.Sex()]
		}
		switch {
		case a == "" || a == parenting.AwayNobody:
		case away != "" && a != away:
			return ""
		default:
			away = a
		}
	}
	return away
}

// practice is what a meeting on a theme gives to take home: nothing while its lesson is held back.
func (c *Chat) practice(t parenting.Theme) HTML {
	l, ok := c.ForTheme(t)
	if !ok || c.HeldLessons()[l.ID] {
		return ""
	}
	l, _ = c.lesson(l.ID)
	return HTML(l.Practice)
}

// lessonButtons lists lessons to choose from.
func (c *Chat) lessonButtons(of func(parenting.Lesson) bool) (buttons []Button) {
	var lessons []parenting.Lesson
	for _, l := range c.Lessons() {
		if of(l) {
			lessons = append(lessons, l)
		}
	}
	for _, l := range forBands(mayRead(c.Facts, c.Rights, lessons), c.bands()) {
		buttons = append(buttons, Button{Label: l.Title, Begin: "lesson", About: l.ID})
	}
	return buttons
}

// mayRead are those of some lessons that an account may read.
func mayRead(f Facts, r parenting.Rights, lessons []parenting.Lesson) (readable []parenting.Lesson) {
	held := f.HeldLessons()
	for _, l := range lessons {
		if !held[l.ID] || len(r.Grants) > 0 {
			readable = append(readable, l)
		}
	}
	return readable
}

// forBands puts those of some lessons first that are for certain ages.
func forBands(lessons []parenting.Lesson, bands []parenting.Band) []parenting.Lesson {
	var fit, other []parenting.Lesson
	for _, l := range lessons {
		if slices.ContainsFunc(l.Bands, func(b parenting.Band) bool { return slices.Contains(bands, b) }) {
			fit = append(fit, l)
		} else {
			other = append(other, l)
		}
	}
	return append(fit, other...)
}

// bands are the age bands of the families that the account is of, from the youngest.
func (c *Chat) bands() (bands []parenting.Band) {
	for _, b := range parenting.Bands() {
		if slices.ContainsFunc(c.Rights.People, func(p parenting.Person) bool { return slices.Contains(c.Family(p.Family).Bands, b) }) {
			bands = append(bands, b)
		}
	}
	return bands
}

// callsAbroad reports whether the account is of somebody at home whose family has somebody away.
func (c *Chat) callsAbroad() bool {
	return slices.ContainsFunc(c.Rights.People, func(p parenting.Person) bool {
		away := c.Family(p.Family).Away
		return !p.Abroad && away != "" && away != parenting.AwayNobody
	})
}

// officer: whoever holds a right.
func officer(c *Chat) bool { return len(c.Rights.Grants) > 0 }
