package flows

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// PlanSession asks for a meeting, theme, day and hour, how long and where, and says it back; whatever is not right can be changed
// there. The flow "change" sends a meeting that exists through the same questions.
func PlanSession(c *Chat) {
	g := c.Group(parenting.GroupID(c.ID("on")))
	d := draft{Chat: c, group: g}
	if s := c.Session(parenting.SessionID(c.ID("session"))); s.ID != 0 && s.Group == g.ID {
		d.meeting = s
		d.replan()
		return
	}
	d.meeting = parenting.Session{ID: parenting.SessionID(c.NewID("session")), Group: g.ID, State: parenting.Planned}
	d.theme()
	d.when(parenting.When{})
	if d.meeting.Duration == 0 {
		d.length()
	}
	if d.meeting.Place == "" {
		d.place()
	}
	d.settle()
	c.Do(parenting.Plan{Session: d.meeting})
	c.Show(parenting.CardSession, int64(d.meeting.ID), g.ID)
}

// replan changes a meeting, beginning with what is to be changed of it.
func (d *draft) replan() {
	was := d.meeting
	switch {
	case d.Arg("version") != strconv.Itoa(was.Version) || !changeable(was, d.Now()):
		d.Say("meanwhile")
		d.Show(parenting.CardSession, int64(was.ID), was.Group)
		return
	case !d.edit():
		d.Say("kept")
		return
	}
	d.settle()
	if sameMeeting(d.meeting, was) {
		d.Say("same")
		return
	}
	d.Do(parenting.ChangeSession{Session: d.meeting})
	if was.State == parenting.Announced {
		d.Tell("told", Message{Rows: [][]Button{{{Key: "session.button_share", Begin: "share", On: int64(was.ID)}}}})
	}
	d.Show(parenting.CardSession, int64(was.ID), was.Group)
}

// draft is a meeting that is being talked about.
type draft struct {
	*Chat
	group   parenting.Group
	meeting parenting.Session
}

// start is when the meeting begins, by the group's clock.
func (d *draft) start() time.Time { return d.meeting.Start.In(Zone(d.group)) }

// settle says the meeting back, after asking about what looks like a slip, until it is right.
func (d *draft) settle() {
	type slip struct {
		doubt string
		start time.Time
		lasts time.Duration
	}
	meant := map[slip]bool{}
	for {
		args := d.described(d.meeting)
		doubt, more := d.doubt(func(doubt string) bool { return meant[slip{doubt, d.meeting.Start, d.meeting.Duration}] })
		step, choices, yes := "echo", []string{"right", "change"}, "right"
		if doubt != "" {
			step, choices, yes = doubt, []string{"replace", "keep"}, "keep"
		}
		switch d.orTyped(step, choices, yes, append(args, more...)) {
		case "right":
			return
		case "change":
			d.edit()
		case "keep":
			meant[slip{doubt, d.meeting.Start, d.meeting.Duration}] = true
		case "replace":
			d.when(parenting.When{})
		}
	}
}

// orTyped is Confirm. What is typed instead, "jam 3 sore" or "pindah ke musala", changes the meeting at once and chooses neither.
func (d *draft) orTyped(name string, choices []string, yes string, args []any) string {
	buttons := d.labelled(name, choices)
	decides := d.decides(buttons, yes, false)
	answer := d.Read(name, func(text string) (string, bool) {
		if choice, ok := decides(text); ok {
			return choice, true
		}
		return d.reads(func(text string, now time.Time) (parenting.When, bool) {
			if text == "" { // the place is all
				return parenting.When{}, true
			}
			return parenting.ReadChange(text, now, d.start())
		})(text)
	}, buttons, args...)
	if slices.Contains(choices, answer) {
		return answer
	}
	heard, start := d.heard(answer), d.start()
	if len(heard.Days) == 0 {
		heard.Days = []parenting.Day{parenting.DayOf(start)}
	}
	if len(heard.Hours) == 0 {
		heard.Hours = []parenting.Hour{parenting.HourOf(start)}
	}
	d.when(heard)
	return ""
}

// heard takes an answer apart that [draft.reads] has made fit to be kept; a place that was said with it is the meeting's.
func (d *draft) heard(answer string) parenting.When {
	when, place, _ := strings.Cut(answer, "=")
	d.meeting.Place = cmp.Or(place, d.meeting.Place)
	return readKept(when)
}

// dropChange takes back what was begun to be changed in a plan, so that the plan is asked about as it was; false if that is not what is
// asked.
func (s *State) dropChange() bool {
	settling := func(step string) bool {
		name, _, _ := strings.Cut(step, "#")
		return slices.Contains([]string{"echo", "past", "night", "clash"}, name)
	}
	if s.Flow != "plan" || settling(s.Asking) {
		return false
	}
	for i, a := range slices.Backward(s.Journal) {
		if settling(a.Step) {
			s.Journal = slices.Clone(s.Journal[:i])
			return true
		}
	}
	i := slices.IndexFunc(s.Journal, func(a Answer) bool { return a.Step == "field" }) // the first question of a meeting that exists
	if i < 0 {
		return false
	}
	s.Journal = append(slices.Clone(s.Journal[:i]), Answer{"field", "nothing"})
	return true
}

// doubt names the first thing about the hour that looks like a slip and is not meant: it is over, it is at night, or the group
// has another meeting then.
func (d *draft) doubt(meant func(string) bool) (doubt string, args []any) {
	hour := parenting.HourOf(d.start())
	other, clash := d.clash()
	switch {
	case !d.meeting.Start.After(d.Now()) && !meant("past"):
		return "past", nil
	case hour.AtNight() && !meant("night"):
		return "night", nil
	case clash && !meant("clash"):
		return "clash", []any{"Other", themeWord(other.Theme), "OtherStart", other.Start.In(Zone(d.group))}
	}
	return "", nil
}

// clash finds another meeting of the group at the same time.
func (d *draft) clash() (parenting.Session, bool) {
	for _, s := range d.Sessions(d.group.ID, d.meeting.Start) {
		open := s.State == parenting.Planned || s.State == parenting.Announced
		if open && s.ID != d.meeting.ID && s.Start.Before(d.meeting.End()) {
			return s, true
		}
	}
	return parenting.Session{}, false
}

// edit changes one thing of the meeting; false if nothing is to be changed after all.
func (d *draft) edit() bool {
	now := parenting.When{Days: []parenting.Day{parenting.DayOf(d.start())}, Hours: []parenting.Hour{parenting.HourOf(d.start())}}
	switch d.Choose("field", []string{"theme", "day", "hour", "length", "place", "nothing"}) {
	case "theme":
		d.theme()
	case "day":
		d.when(parenting.When{Hours: now.Hours})
	case "hour":
		d.when(parenting.When{Days: now.Days})
	case "length":
		d.length()
	case "place":
		d.place()
	default:
		return false
	}
	return true
}

// theme asks for the theme by its letter or a word; the titles stand in the message, marked where the group has had them.
func (d *draft) theme() {
	held := map[parenting.Theme]bool{}
	for _, s := range d.Sessions(d.group.ID, time.Time{}) {
		held[s.Theme] = held[s.Theme] || s.State == parenting.Closed
	}
	var lines []Message
	var grid [][]Button
	for i, t := range parenting.Themes() {
		key := map[bool]string{false: "plan.theme_line", true: "plan.theme_held"}[held[t]]
		lines = append(lines, Message{Key: key, Args: Args{"Letter": string(t), "Title": themeWord(t)}})
		if i%5 == 0 {
			grid = append(grid, nil)
		}
		grid[i/5] = append(grid[i/5], Button{Label: string(t), Choice: string(t)})
	}
	read := func(text string) (string, bool) { t := parenting.ReadTheme(text); return string(t), t != "" }
	d.meeting.Theme = parenting.Theme(d.ReadGrid("theme", read, grid, "Themes", lines))
}

// when asks for day and hour, as far as they were not said. An answer may say the place with them.
func (d *draft) when(said parenting.When) {
	said = d.moment(said, d.nextDays(), d.reads, d.heard)
	d.meeting.Start = said.Days[0].At(said.Hours[0], Zone(d.group)).UTC()
	if said.Lasts > 0 {
		d.meeting.Duration = said.Lasts
	}
}

// moment asks for day and hour until one of each is left. said is what is known of them already, and days are on offer. reads makes an
// answer fit to be kept, heard takes it up again; it may say both.
func (c *Chat) moment(said parenting.When, days []Button, reads func(readWhen) func(string) (string, bool), heard func(string) parenting.When) parenting.When {
	for {
		var answer string
		switch {
		case len(said.Days) == 0:
			answer = c.Read("day", reads(parenting.ReadDay), days)
		case len(said.Days) == 2 && said.Days[0].Month == said.Days[1].Month && said.Days[0].Day == said.Days[1].Day: // of two years
			over := said.Days[1].At(0, time.UTC)
			answer = c.Read("which_year", reads(parenting.ReadDay), dayButtons("plan.day_year", said.Days), "Over", over)
		case len(said.Days) > 1:
			answer = c.Read("which_day", reads(parenting.ReadDay), dayButtons("plan.day_full", said.Days))
		case len(said.Hours) == 0:
			answer = c.Read("hour", reads(parenting.ReadHour), hourButtons(480, 540, 600, 780, 840, 900, 930, 960, 1170))
		case len(said.Hours) > 1 || said.Vague:
			if len(said.Hours) == 1 { // a prayer, which moves through the year
				h := said.Hours[0]
				said.Hours = []parenting.Hour{h - 30, h, h + 30}
			}
			among := func(text string, now time.Time) (parenting.When, bool) {
				if left := parenting.Among(said.Hours, text); len(left) == 1 {
					return parenting.When{Hours: left}, true
				}
				return parenting.ReadHour(text, now)
			}
			answer = c.Read("exact", reads(among), hourButtons(said.Hours...))
		default:
			return said
		}
		now := heard(answer)
		if len(now.Days) > 0 {
			said.Days = now.Days
		}
		if agreed := inBoth(said.Hours, now.Hours); len(agreed) == 1 {
			said.Hours, said.Vague = agreed, false // "4" to the question whether 15.30 or 16.00
		} else if len(now.Hours) > 0 {
			said.Hours, said.Vague = now.Hours, now.Vague
		}
		if now.Lasts > 0 {
			said.Lasts = now.Lasts
		}
	}
}

// readWhen is a way to read what was typed of day and hour.
type readWhen = func(text string, now time.Time) (parenting.When, bool)

func inBoth(a, b []parenting.Hour) []parenting.Hour {
	return slices.DeleteFunc(slices.Clone(a), func(h parenting.Hour) bool { return !slices.Contains(b, h) })
}

// reads makes what was typed of day and hour fit to be kept, by the group's clock and the moment it was typed. A place that was typed
// with them stands behind a "=".
func (d *draft) reads(read readWhen) func(string) (string, bool) {
	return func(text string) (string, bool) {
		now, place := d.Event.At.In(Zone(d.group)), ""
		understand := func(text string) (parenting.When, bool) {
			w, ok := read(text, now)
			if !ok && !d.meeting.Start.IsZero() {
				return parenting.ReadShift(text, d.start())
			}
			return w, ok
		}
		text = parenting.Corrected(text)
		w, ok := understand(text)
		if !ok {
			w, place, ok = parenting.CutPlace(text, understand)
			ok = ok && len([]rune(place)) <= longestPlace
		}
		if ok && w.Zone != nil {
			_, here := now.Zone()
			_, there := now.In(w.Zone).Zone()
			for i := range w.Hours {
				w.Hours[i] += parenting.Hour((here - there) / 60)
				ok = ok && w.Hours[i] >= 0 && w.Hours[i] < 24*60
			}
		}
		if place != "" {
			place = " =" + place
		}
		kept := keepWhen(w) + place
		return kept, ok && kept != ""
	}
}

// keepWhen writes what was understood of day and hour for the journal: "2026-06-13,2026-06-20 840 +90 ?".
func keepWhen(w parenting.When) string {
	var days, hours, parts []string
	for _, day := range w.Days {
		days = append(days, day.String())
	}
	for _, h := range w.Hours {
		hours = append(hours, strconv.Itoa(int(h)))
	}
	if len(days) > 0 {
		parts = append(parts, strings.Join(days, ","))
	}
	if len(hours) > 0 {
		parts = append(parts, strings.Join(hours, ","))
	}
	if w.Lasts > 0 {
		parts = append(parts, fmt.Sprintf("+%d", int(w.Lasts.Minutes())))
	}
	if w.Prayer || w.Vague {
		parts = append(parts, "?")
	}
	return strings.Join(parts, " ")
}

// readKept reads what keepWhen has written. That the hour is a guess, for a prayer or a part of the day, is one thing here.
func readKept(kept string) (w parenting.When) {
	for _, part := range strings.Fields(kept) {
		minutes, isLength := strings.CutPrefix(part, "+")
		n, _ := strconv.Atoi(minutes)
		switch {
		case part == "?":
			w.Vague = true
		case isLength:
			w.Lasts = time.Duration(n) * time.Minute
		case strings.Contains(part, "-"):
			for _, s := range strings.Split(part, ",") {
				if day, ok := parenting.ParseDay(s); ok {
					w.Days = append(w.Days, day)
				}
			}
		default:
			for _, s := range strings.Split(part, ",") {
				if n, err := strconv.Atoi(s); err == nil {
					w.Hours = append(w.Hours, parenting.Hour(n))
				}
			}
		}
	}
	return w
}

// nextDays offers tomorrow, the day after, and the Saturdays and Sundays of two weeks.
func (d *draft) nextDays() []Button { return nextDays(parenting.DayOf(d.Now().In(Zone(d.group)))) }

func nextDays(today parenting.Day) []Button {
	var days []parenting.Day
	for n := 1; n <= 14; n++ {
		day := today.AddDays(n)
		if w := day.Weekday(); n <= 2 || w == time.Saturday || w == time.Sunday {
			days = append(days, day)
		}
	}
	return dayButtons("plan.day_short", days[:min(6, len(days))])
}

func dayButtons(key string, days []parenting.Day) []Button {
	var buttons []Button
	for _, day := range days {
		buttons = append(buttons, Button{Key: key, Args: Args{"Day": day.At(0, time.UTC)}, Choice: day.String()})
	}
	return buttons
}

func hourButtons(hours ...parenting.Hour) []Button {
	var buttons []Button
	for _, h := range hours {
		buttons = append(buttons, Button{Label: fmt.Sprintf("%02d.%02d", h/60, h%60), Choice: strconv.Itoa(int(h))})
	}
	return buttons
}

// length asks how long the meeting takes.
func (d *draft) length() {
	var offers []Button
	for _, n := range []string{"60", "90", "120"} {
		offers = append(offers, Button{Key: "plan.minutes", Args: Args{"Minutes": n}, Choice: n})
	}
	minutes, _ := strconv.Atoi(d.Read("length", func(text string) (string, bool) {
		lasts, ok := parenting.ReadLength(text, parenting.HourOf(d.start()))
		return strconv.Itoa(int(lasts.Minutes())), ok
	}, offers, "Usual", int(parenting.DefaultDuration.Minutes())))
	d.meeting.Duration = time.Duration(minutes) * time.Minute
}

// longestPlace is how many characters a place may have.
const longestPlace = 100

// place asks where, and offers the last places of the group. The answer is "=" and what was typed, or "@" and the meeting that
// was at the same place.
func (d *draft) place() {
	var offers []Button
	for _, s := range slices.Backward(d.Sessions(d.group.ID, time.Time{})) {
		known := slices.ContainsFunc(offers, func(b Button) bool { return b.Label == s.Place })
		if s.Place != "" && !known && len(offers) < 3 {
			offers = append(offers, Button{Label: s.Place, Choice: "@" + parenting.ShortID(int64(s.ID))})
		}
	}
	answer := d.Read("place", func(text string) (string, bool) {
		text = parenting.ReadPlace(text)
		return "=" + text, Plain(text) != "" && len([]rune(text)) <= longestPlace
	}, offers)
	if typed, ok := strings.CutPrefix(answer, "="); ok {
		d.meeting.Place = typed
		return
	}
	id, _ := parenting.ReadShortID(strings.TrimPrefix(answer, "@"))
	d.meeting.Place = d.Session(parenting.SessionID(id)).Place
}
