package parenting

// Answer is a family's plan for a session, never attendance.
type Answer string

// The answers to an announcement.
const (
	Coming    Answer = "coming"    // Insyaallah datang: a soft yes
	Unsure    Answer = "unsure"    // Belum tahu
	NotComing Answer = "notcoming" // Berhalangan
)

// Reason is why a family cannot come; only its facilitators see it.
type Reason string

// The reasons that are offered; whatever else is "other".
const (
	ReasonSick    Reason = "sick"
	ReasonChild   Reason = "child" // a child is ill
	ReasonBusy    Reason = "busy"
	ReasonNoRide  Reason = "noride"
	ReasonUnknown Reason = "unsaid"
	ReasonOther   Reason = "other"
)

// RSVP is the answer of a family to the day and the hour that a session has now.
type RSVP struct {
	Session SessionID
	Family  FamilyID
	Answer  Answer // "": none yet
	Reason  Reason
	Before  Answer // what it planned for the day or hour before the session was moved, until it answers anew
}

// Reply records a family's RSVP; the newest counts.
type Reply struct {
	RSVP
	Group GroupID
}

// Explain adds the reason to a NotComing that still stands.
type Explain struct {
	Session SessionID
	Family  FamilyID
	Group   GroupID
	Reason  Reason
}

func (Reply) act()   {}
func (Explain) act() {}
