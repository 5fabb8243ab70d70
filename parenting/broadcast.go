package parenting

import (
	"slices"
	"time"
)

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
	Recalled  BroadcastState = "recalled" // nobody gets it any more, and who has it is to lose it
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
	Deleted DeliveryState = "recalled"
)

// Counts is how many recipients of a broadcast there are, and in which state.
type Counts struct{ Total, Waiting, Sending, Sent, Failed, Parked, Skipped, Deleted int }

// Delivery is how a broadcast stands with one recipient.
type Delivery struct {
	Chat    ChatID
	State   DeliveryState
	Reason  string
	Content int // the version that it shows; with a reason: that it was to show
	At      time.Time
	Read    time.Time // when the reader said so; zero: never
}

// Broadcast is a message of a coordinator to an audience.
type Broadcast struct {
	ID             BroadcastID
	By             AccountID
	Content        Content
	ContentVersion int         // raised by what is changed once it goes out, not before
	Amends         BroadcastID // of a draft: the broadcast that it is to correct, or whose plan it is to change
	Audience       Audience    // of a draft: as far as it was said
	Safety         bool        // a safety notice: the week's budget does not hold it back
	Urgent         bool        // a safety notice that goes out in quiet hours too
	Schedule
	Second  AccountID // who approved it, or refused to
	Refusal string    // in the words of who refused
	State   BroadcastState
	Why     Pause // of a pause, or of an end that nobody has decided
	Version int   // of what people have decided
	Read    int   // how many have said that they have read it
	Started time.Time
	Stale   int  // of those sent: do not show yet what they should
	Will    int  // accounts, or chats, that were to get it, and
	Without int  // families without Telegram that it is for, as they were counted last before it went out
	Passed  int  // to how many such families it was passed on, as it reads by now
	Written bool // all its recipients stand in the ledger
	Pruned  bool // who its recipients were is not known any more
	Handed  Handing
	Counts
}

// Handing is what has become of a [HandOver].
type Handing struct {
	Done     bool
	Families int // whose facilitators were asked
	Passed   int // to how many of them it was passed on, as it reads by now
}

// Ended reports whether nothing is left to send.
func (b Broadcast) Ended() bool {
	return (b.State == Running || b.State == Aborted || b.State == Recalled) && b.Waiting+b.Sending == 0
}

// Open reports whether somebody may still get it.
func (b Broadcast) Open() bool {
	return (b.State == Gathering || b.State == Running || b.State == Paused) && (!b.Written || b.Waiting+b.Sending > 0)
}

// Over reports whether nothing at all is left to do: what was sent shows what it should as well.
func (b Broadcast) Over() bool { return b.Ended() && b.Stale == 0 }

// Known reports whether a broadcast has a ledger, so that something can be done about those who have got it or have not.
func (b Broadcast) Known() bool {
	return slices.Contains([]BroadcastState{Gathering, Running, Paused, Aborted, Recalled}, b.State) && !b.Pruned
}

// Pause is why a broadcast does not go on.
type Pause string

// The reasons of a pause.
const (
	PausedByHand    Pause = "hand"
	PausedByFault   Pause = "fault"   // Telegram answered in a way that leaves open what arrived, several times in a row
	PausedByRefusal Pause = "refused" // Telegram refused it for the same reason, several times in a row
	PausedByRights  Pause = "rights"  // who sent it may not any more
	EndedByRight    Pause = "right"   // of an end: who sent it coordinates no more when its hour has come
)

// Outcome is how many recipients a broadcast failed to reach, or skipped, for one reason; of those sent, how many messages could not be
// edited or deleted.
type Outcome struct {
	State  DeliveryState
	Reason string // "blocked", "gone", "lost", "refused"; "stopped", "unreachable", "budget", "left", "cancelled", "recalled", "expired"; of sent "locked", "old" and "moved" too
	N      int
}

// Returns reports whether a [Resend] may reach those of whom this is said: it failed, or they could not be reached or wanted no messages then.
func (o Outcome) Returns() bool {
	return o.State == Failed || o.State == Skipped && (o.Reason == "unreachable" || o.Reason == "stopped")
}

// Hands reports whether a [HandOver] is for those of whom this is said: they could not be reached. Who wants no messages is left alone.
func (o Outcome) Hands() bool {
	return o.State == Failed || o.State == Skipped && o.Reason == "unreachable"
}

// Compose keeps what is to be said: a new draft, or another content in the place of an own draft's.
type Compose struct {
	Broadcast BroadcastID
	Amends    BroadcastID // that a new draft is to correct; it takes the place of an earlier one that was for that
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

// Amend gives a broadcast the content of the own draft that was made for it, of the same kind: who waits gets the new one, who has got it sees it edited.
type Amend struct {
	Broadcast, Draft BroadcastID
	Version          int
}

// Recall ends a broadcast and deletes what was sent of it, as far as Telegram lets a bot: see [Deletable].
type Recall struct {
	Broadcast BroadcastID
	Version   int
}

// Deletable is how long a bot may delete its own message (Bot API, deleteMessage).
const Deletable = 48 * time.Hour

// Resend lets those wait again of whom an [Outcome.Returns], and who can be reached and want messages by now. With Parked those in their place
// who may have got it already.
type Resend struct {
	Broadcast BroadcastID
	Parked    bool
	Version   int
}

// HandOver asks facilitators to pass a broadcast on to families of theirs that have Telegram and did not get it: see [Outcome.Hands].
type HandOver struct {
	Broadcast BroadcastID
	Version   int
}

// ReadLedger looks up who has got a broadcast and who has not. It changes nothing but the log: these are people's data.
type ReadLedger struct {
	Broadcast BroadcastID
	File      bool // all of them, to take away
}

// PassOn says that a facilitator has passed a broadcast on to the families of a group that have no Telegram, or to those that were handed over.
type PassOn struct {
	Broadcast BroadcastID
	Group     GroupID
	Handed    bool
	Content   int // the version that was passed on
}

func (Amend) act()      {}
func (Recall) act()     {}
func (Resend) act()     {}
func (HandOver) act()   {}
func (ReadLedger) act() {}
func (PassOn) act()     {}

func (MarkSafety) act() {}
func (Compose) act()    {}
func (Discard) act()    {}
func (Send) act()       {}
func (Halt) act()       {}
func (GoOn) act()       {}
func (Abort) act()      {}
func (Read) act()       {}
