package parenting

import (
	"slices"
	"time"
)

// RequestID names a request for help.
type RequestID int64

// A HelpRequest is what a carer asks the facilitators of a group. It has somebody who looks after it and a time by which it is to be
// answered; after that the coordinators are asked too. What was said is kept only while it is open, see [Said].
type HelpRequest struct {
	ID        RequestID
	Group     GroupID
	Family    FamilyID  // 0: has left
	Account   AccountID // who asks; 0: has left
	About     Topic
	Urgent    bool // its messages need not wait for the end of quiet hours
	State     RequestState
	Owner     AccountID // who looks after it, 0: nobody yet
	Due       time.Time // until when an answer was promised
	Answered  time.Time // for the first time, zero: not yet
	Escalated time.Time // when coordinators were asked, zero: not yet
	Helped    Helped    // as the carer said after it was closed
	Said      int       // how much was said to it
	Reopened  int       // how often, since it had not helped
	Version   int       // not raised by what is added while it waits, see Said
}

// Open reports whether somebody may still say something to it.
func (r HelpRequest) Open() bool { return r.ID != 0 && r.State != RequestClosed }

// Late reports whether nobody has answered in time.
func (r HelpRequest) Late(now time.Time) bool { return r.State == RequestWaiting && !now.Before(r.Due) }

// Given reports whether coordinators were asked because nobody had answered in time: there is nobody else to ask then.
func (r HelpRequest) Given() bool { return !r.Escalated.Before(r.Due) }

// RequestState is how a request stands.
type RequestState string

// The states of a request.
const (
	RequestWaiting  RequestState = "waiting" // for an answer
	RequestAnswered RequestState = "answered"
	RequestClosed   RequestState = "closed"
)

// Topic is what a request is about.
type Topic string

// TopicElse is what the others are not.
const TopicElse Topic = "else"

// Topics lists them in the order they are offered.
func Topics() []Topic { return []Topic{"child", "abroad", "papers", "money", TopicElse} }

// Helped is whether a request has helped, as the carer says.
type Helped string

// How much it may have helped. After HelpedNo the request is open again, at most [MostReopened] times.
const (
	HelpedYes    Helped = "yes"
	HelpedPartly Helped = "partly"
	HelpedNo     Helped = "no"
	TakenBack    Helped = "back" // it was not to be answered after all
)

// Words are what somebody has said to a request: a text, or a voice by Telegram's id of it. Neither: they want to be called on.
type Words struct{ Text, Voice string }

// Said is one thing that was said to a request: N counts them, and does not begin anew when those before were erased.
type Said struct {
	Words
	Request RequestID
	N       int
	By      AccountID
}

// Unanswered counts what a carer has said since an officer last did.
func Unanswered(said []Said, carer AccountID) (n int) {
	for _, s := range said {
		if n++; s.By != carer {
			n = 0
		}
	}
	return n
}

// How much an account may ask: requests that are open at once, things said to one of them that wait for an answer, and how often one is
// open again that has not helped.
const (
	MostRequests = 3
	MostWords    = 20
	MostReopened = 2
)

// How long an answer may take; after what time all who may answer are shown once more what nobody has; and how long a request stays open
// after the last that was said to it, once it was answered or nobody else can be asked.
const (
	PatienceUrgent = 4 * time.Hour
	Patience       = 24 * time.Hour
	RemindedAgain  = 2 * 24 * time.Hour
	RequestLasts   = 7 * 24 * time.Hour
)

// Deadline is until when a request that is made now is to be answered, by the clock of its group. Its time begins and ends outside quiet
// hours, unless it is urgent: then a phone may ring at any hour.
func Deadline(now time.Time, urgent bool, zone *time.Location) time.Time {
	if urgent {
		return now.Add(PatienceUrgent)
	}
	return Polite(Polite(now, zone).Add(Patience), zone)
}

// Nearest lists those coordinators whose region is the smallest around another one, each once.
func Nearest(coordinators []Grant, around Region) (nearest []AccountID) {
	var within Region
	for _, g := range coordinators {
		switch {
		case !around.Within(g.Region):
			continue
		case nearest == nil, g.Region.Within(within) && !within.Within(g.Region):
			nearest, within = []AccountID{g.Account}, g.Region
		case within.Within(g.Region) && g.Region.Within(within) && !slices.Contains(nearest, g.Account):
			nearest = append(nearest, g.Account)
		}
	}
	return nearest
}

// AskHelp makes a request.
type AskHelp struct {
	Request RequestID
	Group   GroupID
	Family  FamilyID
	Account AccountID
	About   Topic
	Urgent  bool
	Words   Words
}

// AddWords says more to an own request. What was answered already waits for an answer again.
type AddWords struct {
	Request RequestID
	Account AccountID
	Words   Words
}

// Respond answers a request: a facilitator of its group, or a coordinator of its region who has taken it.
type Respond struct {
	Request RequestID
	Group   GroupID
	Region  Region // where the group lies
	Words   Words
}

// Take lets somebody look after a request: oneself, or a facilitator of its group to whom a coordinator gives it.
type Take struct {
	Request RequestID
	Group   GroupID
	Region  Region
	To      AccountID
	Version int
}

// Escalate asks the coordinators to look after a request: a facilitator of its group, or the clock.
type Escalate struct {
	Request RequestID
	Group   GroupID
	Version int
}

// Finish closes a request and erases what was said: whoever may answer it, or the clock.
type Finish struct {
	Request RequestID
	Group   GroupID
	Region  Region
	Version int
	Said    int // as was seen
}

// Rate says whether an own request has helped. It closes one that is open; if it has not helped, one that was closed is open
// again, unless it was so often enough.
type Rate struct {
	Request RequestID
	Account AccountID
	Helped  Helped
}

func (AskHelp) act()  {}
func (AddWords) act() {}
func (Respond) act()  {}
func (Take) act()     {}
func (Escalate) act() {}
func (Finish) act()   {}
func (Rate) act()     {}
