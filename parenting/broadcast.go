package parenting

import "time"

// BroadcastID names a broadcast.
type BroadcastID int64

// BroadcastState is what people have decided about a broadcast, and whether its recipients are written down yet.
type BroadcastState string

// The states of a broadcast. That one is over is no state: see [Broadcast.Over].
const (
	Draft     BroadcastState = "draft"
	Asking    BroadcastState = "asking"    // a second coordinator is to approve it
	Timed     BroadcastState = "planned"   // its hour is to come
	Gathering BroadcastState = "gathering" // its recipients are being written down
	Running   BroadcastState = "running"
	Paused    BroadcastState = "paused"
	Aborted   BroadcastState = "cancelled"
)

// DeliveryState is how a broadcast stands with one recipient.
type DeliveryState string

// The states of a delivery. A parked one may have arrived or not: it is never sent again by itself.
const (
	Waiting DeliveryState = "waiting"
	Sending DeliveryState = "sending"
	Sent    DeliveryState = "sent"
	Failed  DeliveryState = "failed"
	Parked  DeliveryState = "parked"
	Skipped DeliveryState = "skipped"
)

// Counts is how many recipients of a broadcast there are, and in which state.
type Counts struct{ Total, Waiting, Sending, Sent, Failed, Parked, Skipped int }

// Delivery is how a broadcast stands with one recipient.
type Delivery struct {
	Chat    ChatID
	State   DeliveryState
	Reason  string
	Content int // the version that was sent
	At      time.Time
	Read    time.Time // when the reader said so; zero: never
}

// Broadcast is a message of a coordinator to an audience.
type Broadcast struct {
	ID             BroadcastID
	By             AccountID
	Content        Content
	ContentVersion int
	Audience       Audience // of a draft: as far as it was said
	Safety         bool     // a safety notice: the week's budget does not hold it back
	Urgent         bool     // a safety notice that goes out in quiet hours too
	Schedule
	Second  AccountID // who approved it, or refused to
	Refusal string    // in the words of who refused
	State   BroadcastState
	Why     Pause // of a pause, or of an end that nobody has decided
	Version int   // of what people have decided
	Read    int   // how many have said that they have read it
	Started time.Time
	Counts
}

// Over reports whether nothing is left to send.
func (b Broadcast) Over() bool {
	return (b.State == Running || b.State == Aborted) && b.Waiting+b.Sending == 0
}

// Settled is how many recipients need nothing more.
func (b Broadcast) Settled() int { return b.Total - b.Waiting - b.Sending }

// Pause is why a broadcast does not go on.
type Pause string

// The reasons of a pause.
const (
	PausedByHand  Pause = "hand"
	PausedByFault Pause = "fault" // Telegram answered in a way that leaves open what arrived, several times in a row
	EndedByRight  Pause = "right" // of an end: who sent it coordinates no more when its hour has come
)

// Outcome is how many recipients a broadcast failed to reach, or skipped, for one reason.
type Outcome struct {
	State  DeliveryState
	Reason string // "blocked", "gone", "lost", "refused"; "stopped", "unreachable", "budget", "left", "cancelled", "expired"
	N      int
}

// Compose keeps what is to be said: a new draft, or another content in the place of an own draft's.
type Compose struct {
	Broadcast BroadcastID
	Content   Content
}

// Discard drops an own draft.
type Discard struct{ Broadcast BroadcastID }

// Send lets an own draft go out.
type Send struct {
	Broadcast BroadcastID
	Urgent    bool // which makes it a safety notice
	Version   int
}

// MarkSafety says that an own draft is a safety notice, or that it is none.
type MarkSafety struct {
	Broadcast BroadcastID
	Safety    bool
	Version   int
}

// Halt pauses a broadcast: a coordinator whose regions hold its audience, or the clock when things go wrong.
type Halt struct {
	Broadcast BroadcastID
	Version   int
	Why       Pause
}

// GoOn takes a [Halt] back.
type GoOn struct {
	Broadcast BroadcastID
	Version   int
}

// Abort ends a broadcast: who has not got it yet does not get it.
type Abort struct {
	Broadcast BroadcastID
	Version   int
}

// Read says that an account has read what was sent to it.
type Read struct {
	Broadcast BroadcastID
	Account   AccountID
	Message   int // under which the button stood
}

func (MarkSafety) act() {}
func (Compose) act()    {}
func (Discard) act()    {}
func (Send) act()       {}
func (Halt) act()       {}
func (GoOn) act()       {}
func (Abort) act()      {}
func (Read) act()       {}
