package parenting

import "time"

// SessionState is how far a session has come.
type SessionState string

// The states of a session.
const (
	Planned   SessionState = "planned"
	Announced SessionState = "announced"
	Closed    SessionState = "closed"
	Cancelled SessionState = "cancelled"
)

// How long things last around a session.
const (
	DefaultDuration = 90 * time.Minute
	CheckInBefore   = 45 * time.Minute // check-in opens so long before the start
	CheckInAfter    = time.Hour        // and closes so long after the end
	CorrectionTime  = 30 * 24 * time.Hour
)

// Session is a meeting (pertemuan) of a group. Its version rises with every change of when, where or what.
type Session struct {
	ID        SessionID
	Group     GroupID
	Theme     Theme
	Start     time.Time // UTC
	Duration  time.Duration
	Place     string
	State     SessionState
	Announced time.Time // when this day and hour were announced
	Version   int
}

// End is when the meeting ends.
func (s Session) End() time.Time { return s.Start.Add(s.Duration) }

// Opens is when check-in opens.
func (s Session) Opens() time.Time { return s.Start.Add(-CheckInBefore) }

// Closes is when check-in closes, and the meeting with it if nobody closed it before.
func (s Session) Closes() time.Time { return s.End().Add(CheckInAfter) }

// CheckInOpen reports whether a family may check in at a time. An event that reached us late counts with its own time.
func (s Session) CheckInOpen(at time.Time) bool {
	return (s.State == Announced || s.State == Closed) && !at.Before(s.Opens()) && at.Before(s.Closes())
}

// Correctable reports whether ticks may still be corrected.
func (s Session) Correctable(now time.Time) bool {
	return (s.State == Announced || s.State == Closed) && !now.Before(s.Opens()) && now.Before(s.End().Add(CorrectionTime))
}

// Arrival is how a family counts that came: late if it said so itself more than fifteen minutes after the start. When a facilitator ticks
// says nothing of when they came.
func (s Session) Arrival(how string, at time.Time) Presence {
	if (how == ByCode || how == ByQR) && at.After(s.Start.Add(15*time.Minute)) {
		return LateComer
	}
	return Present
}

// Plan adds a session that only its facilitators know of.
type Plan struct{ Session Session }

// ChangeSession changes when, where or what; the version is the one the change was decided on. An announced session tells everyone.
type ChangeSession struct{ Session Session }

// Announce tells the families.
type Announce struct {
	Session SessionID
	Group   GroupID
	Version int
}

// Cancel calls a session off; an announced one tells everyone.
type Cancel struct {
	Session SessionID
	Group   GroupID
	Version int
}

// Close ends a session: thanks, the count, the names missed. Account 0 is the clock, when check-in ended.
type Close struct {
	Session SessionID
	Group   GroupID
}

// Refresh renders the cards of a kind anew where nothing but time has changed them: check-in has opened, the code has turned.
type Refresh struct {
	Session SessionID
	Group   GroupID
	Card    CardKind
}

func (Plan) act()          {}
func (ChangeSession) act() {}
func (Announce) act()      {}
func (Cancel) act()        {}
func (Close) act()         {}
func (Refresh) act()       {}
