package parenting

import "time"

// A Schedule is from when and until when a broadcast is sent, by each reader's own clock: who is an hour further west gets it an hour
// later, and nobody is woken by somebody else's morning. Both are what a clock shows, written as if it were UTC; zero: at once, and no
// end.
type Schedule struct{ From, Until time.Time }

// Civil is what a time shows on its own clock, written as if it were UTC.
func Civil(t time.Time) time.Time { return DayOf(t).At(HourOf(t), time.UTC) }

// OnClock is the time at which a zone's clocks show what [Civil] has written.
func OnClock(t time.Time, zone *time.Location) time.Time { return DayOf(t).At(HourOf(t), zone) }

// Due is when somebody who lives by a clock may get a broadcast: now, or when its hour comes there, and not in quiet hours.
func (b Broadcast) Due(now time.Time, zone *time.Location) time.Time {
	at := now
	if !b.From.IsZero() {
		if from := OnClock(b.From, zone); from.After(now) {
			at = from
		}
	}
	if !b.Urgent {
		at = Polite(at, zone)
	}
	return at
}

// AnyHour reports whether nobody's clock matters.
func (b Broadcast) AnyHour() bool { return b.Urgent && b.Schedule == (Schedule{}) }

// Missed reports whether somebody who lives by a clock cannot get a broadcast in time any more. Who sleeps until after its end gets it
// neither then nor the next morning.
func (b Broadcast) Missed(now time.Time, zone *time.Location) bool {
	return !b.Until.IsZero() && !b.Due(now, zone).Before(OnClock(b.Until, zone))
}

// GatherAhead is how long before the first reader's clock shows the hour the recipients are written down: time enough for a million of
// them, and so short that nearly everybody counts who has joined by the hour. Until then a broadcast can be changed.
const GatherAhead = 5 * time.Minute

// ApprovalLasts is how long a request for approval stays open, unless its hour comes before, when somebody is awake: whoever is asked in
// the evening has the whole next day.
const ApprovalLasts = 24 * time.Hour

// remindAhead is how long before an hour people are reminded of it.
const remindAhead = 2 * time.Hour

// Ahead is when somebody who lives by a clock is reminded of an hour to come: two hours before, or half way when it is sooner. What is not
// urgent comes in the evening before quiet hours, or else after them. There may be no such time any more.
func Ahead(now, hour time.Time, zone *time.Location, urgent bool) (at time.Time, ok bool) {
	at = hour.Add(-remindAhead)
	if half := now.Add(hour.Sub(now) / 2); half.After(at) {
		at = half
	}
	if local := at.In(zone); !urgent && QuietAt(local) {
		if at = BeforeQuiet(local); !at.After(now) {
			at = AfterQuiet(local)
		}
	}
	return at, at.After(now) && at.Before(hour)
}

// SetSchedule says from when and until when an own draft is sent.
type SetSchedule struct {
	Broadcast BroadcastID
	Schedule  Schedule
	Version   int
}

// Reopen makes an own broadcast a draft again that waits for an approval.
type Reopen struct {
	Broadcast BroadcastID
	Version   int
}

// AskAgain asks once more for an approval that nobody has given yet.
type AskAgain struct {
	Broadcast BroadcastID
	Version   int
}

// Revise makes a draft of an own broadcast that waits for its hour. Sent, it takes that one's place; until then nothing is changed.
type Revise struct {
	Broadcast, Draft BroadcastID
	Version          int
}

// Approve lets another coordinator's broadcast go out that needs it, see [Reach.NeedsSecond].
type Approve struct {
	Broadcast BroadcastID
	Version   int
}

// Refuse gives it back to its author as a draft: another coordinator, or the clock when nobody has answered.
type Refuse struct {
	Broadcast BroadcastID
	Why       string // as it was typed, "" if nothing
	Version   int
}

// Start lets the clock send a broadcast whose hour comes.
type Start struct {
	Broadcast BroadcastID
	Version   int
}

func (SetSchedule) act() {}
func (Reopen) act()      {}
func (AskAgain) act()    {}
func (Revise) act()      {}
func (Approve) act()     {}
func (Refuse) act()      {}
func (Start) act()       {}
