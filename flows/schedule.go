package flows

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// PlanBroadcast asks from when and until when a draft is sent, by each reader's own clock. It may be started with what was said of the first.
func PlanBroadcast(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	now := parenting.Civil(c.Now().In(ReaderZone(c.Facts, c.Event.Account)))
	var s parenting.Schedule
	s.From = c.from(now)
	planned, start := !s.From.IsZero(), now
	if planned {
		start = s.From
	}
	s.Until = c.until(start, planned)
	c.Do(parenting.SetSchedule{Broadcast: b.ID, Schedule: s, Version: b.Version})
	c.Then("broadcast", "on", b.ID)
}

// from asks when sending begins: zero for at once. now is what the clock of who is asked shows, as are both answers.
func (c *Chat) from(now time.Time) time.Time {
	offers := []Button{{Key: "schedule.from.now", Choice: "now"}}
	today := parenting.DayOf(now)
	for _, at := range []time.Time{today.At(16*60, time.UTC), today.AddDays(1).At(7*60, time.UTC), today.AddDays(1).At(16*60, time.UTC)} {
		if at.After(now) {
			offers = append(offers, momentButton(at))
		}
	}
	step, was, answer := "from", now, c.Arg("from")
	for {
		if answer == "" {
			answer = c.Read(step, c.clockTime(parenting.ReadWhen), offers, "At", was)
		}
		if answer == "now" {
			return time.Time{}
		}
		at := c.civil(answer, now)
		answer = ""
		switch step, was = "from", at; {
		case !at.After(now):
			step = "past"
		case !parenting.QuietAt(at), c.Choose("night", []string{"replace", "keep"}, "At", at) == "keep":
			return at
		}
	}
}

// until asks after when nothing is sent any more: zero for never. start is when sending begins, planned or at once.
func (c *Chat) until(start time.Time, planned bool) time.Time {
	morning := parenting.DayOf(start).At(parenting.QuietUntil, time.UTC)
	if !morning.After(start) {
		morning = morning.AddDate(0, 0, 1)
	}
	ends := map[string]time.Time{"morning": morning, "one_day": start.AddDate(0, 0, 1), "three_days": start.AddDate(0, 0, 3), "never": {}}
	var offers []Button
	for _, choice := range []string{"morning", "one_day", "three_days", "never"} {
		offers = append(offers, Button{Key: "schedule.until." + choice, Choice: choice})
	}
	read := func(text string) (string, bool) {
		text = parenting.CutUntil(text)
		if lasts, ok := parenting.ReadDuration(text); ok {
			return keepWhen(parenting.When{Lasts: lasts}), true
		}
		return c.clockTime(parenting.ReadWhen)(text)
	}
	step := "until"
	for {
		answer := c.Read(step, read, offers, "Planned", planned, "From", start)
		at, ok := ends[answer]
		if !ok {
			at = c.civil(answer, start)
		}
		if at.After(start) || at.IsZero() {
			return at
		}
		step = "order"
	}
}

// clockTime makes what was typed of day and hour fit to be kept. It is meant for each reader's own clock, so none of them is named.
func (c *Chat) clockTime(read readWhen) func(string) (string, bool) {
	return func(text string) (string, bool) {
		w, ok := read(parenting.Corrected(text), c.Event.At.In(ReaderZone(c.Facts, c.Event.Account)))
		return keepWhen(w), ok && w.Zone == nil
	}
}

// civil is what a clock shows at the time that an answer has named, whose hour is asked for if it names none; without a day it is the next
// after a start. "3 jam" counts from that.
func (c *Chat) civil(answer string, start time.Time) time.Time {
	said := readKept(answer)
	if len(said.Days)+len(said.Hours) == 0 {
		return start.Add(said.Lasts)
	}
	today := parenting.DayOf(start)
	next := len(said.Days) == 0
	if next {
		said.Days = []parenting.Day{today}
	}
	said = c.moment(said, nextDays(today), c.clockTime, readKept)
	at := said.Days[0].At(said.Hours[0], time.UTC)
	if next && !at.After(start) {
		at = said.Days[0].AddDays(1).At(said.Hours[0], time.UTC)
	}
	return at
}

// momentButton offers a day and an hour.
func momentButton(at time.Time) Button {
	said := parenting.When{Days: []parenting.Day{parenting.DayOf(at)}, Hours: []parenting.Hour{parenting.HourOf(at)}}
	return Button{Key: "schedule.at", Args: Args{"At": at}, Choice: keepWhen(said)}
}

// revise makes a draft of a broadcast that waits for its hour, which that one goes on doing.
func (c *Chat) revise(b parenting.Broadcast) parenting.BroadcastID {
	draft := parenting.BroadcastID(c.NewID("revision of " + parenting.ShortID(int64(b.ID))))
	c.Do(parenting.Revise{Broadcast: b.ID, Draft: draft, Version: b.Version})
	return draft
}

// atOnce takes the hour from a draft, and an end that is past.
func (c *Chat) atOnce(b parenting.Broadcast) {
	s := parenting.Schedule{Until: b.Until}
	if !parenting.OnClock(s.Until, ReaderZone(c.Facts, b.By)).After(c.Now()) {
		s.Until = time.Time{}
	}
	c.Do(parenting.SetSchedule{Broadcast: b.ID, Schedule: s, Version: b.Version})
	c.Then("broadcast", "on", b.ID)
}

// SendNow leads to the question whether an own broadcast goes out at once: one that waits for its hour, or a draft.
func SendNow(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if c.Arg("on") == "" {
		b = c.lastOwn()
	}
	switch {
	case b.State == parenting.Timed && b.By == c.Event.Account:
		b.ID, b.Version = c.revise(b), 1
		c.atOnce(b)
	case b.State == parenting.Draft:
		c.atOnce(b)
	case b.ID == 0 && c.Arg("on") == "":
		c.Then("broadcasts")
	default:
		c.Then("broadcast", "on", c.ID("on"))
	}
}

// lastOwn is the broadcast that the coordinator has planned last, else his draft.
func (c *Chat) lastOwn() parenting.Broadcast {
	for _, b := range slices.Backward(c.Unfinished()) {
		if b.State == parenting.Timed && b.By == c.Event.Account {
			return b
		}
	}
	return c.Draft(c.Event.Account)
}

// Unsent tells the author of a draft that it does not go out by itself at the hour that he gave it.
func Unsent(c *Chat, fire parenting.Fire) {
	b := c.Broadcast(parenting.BroadcastID(fire.Subject))
	switch {
	case b.ID == 0:
		c.Skip("gone")
	case b.State != parenting.Draft || b.From.IsZero():
		c.Skip("decided")
	case !coordinator(c):
		c.Skip("not theirs")
	default:
		args := Args{"Start": b.Content.Start, "Kind": kindOf(b), "From": b.From, "Passed": c.passed(b)}
		c.Tell("text", Message{Args: args, Pack: true, Rows: rows([]Button{
			{Key: "unsent.plan", Begin: "broadcast", On: fire.Subject},
			{Key: "unsent.now", Begin: "sendnow", On: fire.Subject},
			{Key: "broadcasts.drop", Begin: "discard", On: fire.Subject},
		})})
	}
}

// AuthorsHour is the hour of a broadcast by its author's clock.
func AuthorsHour(f Facts, b parenting.Broadcast) time.Time {
	return parenting.OnClock(b.From, ReaderZone(f, b.By))
}

// passed reports whether that is past.
func (c *Chat) passed(b parenting.Broadcast) bool {
	return !b.From.IsZero() && !AuthorsHour(c.Facts, b).After(c.Now())
}

// outlook is how a draft would go out if it were sent now, as its author's clock has it.
type outlook struct {
	night   bool // it would reach people in quiet hours
	missed  bool // it must not wait for the morning after them
	late    bool // its hour or its end is past
	passed  bool // its hour is past for those who live further east
	expired bool // its end is past for those
	asks    bool // a second coordinator approves it first
	alone   bool // and there is none
}

func (c *Chat) outlook(b parenting.Broadcast, r parenting.Reach) (o outlook) {
	now, zone := c.Now(), ReaderZone(c.Facts, b.By)
	b.Urgent = true
	o.late = b.Missed(now, zone) || c.passed(b)
	o.night = parenting.QuietAt(b.Due(now, zone).In(zone))
	b.Urgent = false
	o.missed = b.Missed(now, zone)
	o.passed = !b.From.IsZero() && !o.late && !c.FirstHour(b.From).After(now)
	o.expired = !b.Until.IsZero() && !o.late && !c.FirstHour(b.Until).After(now)
	o.asks = r.NeedsSecond()
	o.alone = o.asks && len(Seconds(c.Facts, b)) == 0
	return o
}

// sending lists the ways in which a draft can be sent.
func (o outlook) sending(b parenting.Broadcast) []string {
	switch {
	case o.late:
		return []string{"time", "now"}
	case unchanged(b):
		return []string{"now"}
	case o.alone:
		return []string{"invite"}
	case o.night && o.missed:
		return []string{"urgent"}
	case o.night:
		return []string{"morning", "urgent"}
	case o.asks:
		return []string{"ask_second"}
	case !b.From.IsZero():
		return []string{"plan", "now"}
	}
	return []string{"send"}
}

// unchanged reports whether a draft says what the broadcast says that it is to take the place of.
func unchanged(b parenting.Broadcast) bool { return b.Amends != 0 && b.Version == 1 }

// args are what is said of it, and of when the draft goes out.
func (o outlook) args(f Facts, b parenting.Broadcast, will int) []any {
	return append(scheduled(b), "Lasts", lasts(will, f.Speed(0)), "Most", parenting.MostAlone,
		"Night", o.night, "Missed", o.missed, "Late", o.late, "Passed", o.passed, "Expired", o.expired, "Asks", o.asks, "Alone", o.alone)
}

// scheduled is from when and until when a broadcast is sent.
func scheduled(b parenting.Broadcast) []any {
	return []any{"Planned", !b.From.IsZero(), "From", b.From, "Ends", !b.Until.IsZero(), "Until", b.Until}
}

// lasts is how long so many messages take at a number of them a second; 0 if it is not known, or less than a minute.
func lasts(messages int, perSecond float64) time.Duration {
	if perSecond <= 0 {
		return 0
	}
	if d := time.Duration(float64(messages) / perSecond * float64(time.Second)); d >= time.Minute {
		return d
	}
	return 0
}

// StartBroadcast lets a broadcast go out whose hour comes.
func StartBroadcast(c *Chat, fire parenting.Fire) {
	if b, ok := c.waits(fire, parenting.Timed); ok {
		c.Do(parenting.Start{Broadcast: b.ID, Version: b.Version})
	}
}

// waits is the broadcast of a fire, if it still waits for what the fire is about; else it skips.
func (c *Chat) waits(fire parenting.Fire, states ...parenting.BroadcastState) (parenting.Broadcast, bool) {
	b := c.Broadcast(parenting.BroadcastID(fire.Subject))
	switch {
	case b.ID == 0:
		c.Skip("gone")
	case b.Version != fire.Version:
		c.Skip("version")
	case !slices.Contains(states, b.State):
		c.Skip(string(b.State))
	default:
		return b, true
	}
	return b, false
}
