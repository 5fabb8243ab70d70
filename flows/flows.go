// Package flows holds everything the bot says, in three tables: flows (conversations that ask), cards (messages that stay true)
// and notices (messages that come by themselves); each has a file of its own, in the order of the chat.
//
// It thinks and does nothing: a turn takes an [Event] and [Facts] and gives back a [Turn], a description of what is to change
// and what is to be said. No clock, no SQL, no network, and no words: messages are keys of the locale files. Begin with chat.go,
// which explains how a conversation is replayed, then read enrol.go as the example of a flow.
package flows

import (
	"time"

	"asuhbersama/parenting"
)

// EventKind says what happened.
type EventKind string

// The kinds of events. The last ones come from ourselves.
const (
	Wrote    EventKind = "text"    // a person wrote; Text
	Called   EventKind = "command" // a person sent a command; Command, Payload
	Pressed  EventKind = "press"   // a person pressed a button; Data, Message
	SentFile EventKind = "file"    // photo, voice, sticker and whatever else is no text
	Added    EventKind = "added"   // the bot was added to a group chat, by Account
	Removed  EventKind = "removed" // the bot left a group chat
	Blocked  EventKind = "blocked" // the account blocked the bot
	Returned EventKind = "returned"
	Moved    EventKind = "moved"   // a group chat has a new id, MovedTo
	Unclear  EventKind = "unclear" // a person typed what several buttons say
	Begin    EventKind = "begin"   // a flow starts another; Start
	Resume   EventKind = "resume"  // a detour has ended: the conversation below asks again
	Back     EventKind = "back"    // the last answer was taken back: its question comes again
	First    EventKind = "first"   // it was to be, and there is none
	Early    EventKind = "early"   // a voice message has come before it was asked for, and is kept
)

// Event is something that happened, in our own terms.
type Event struct {
	ID      int // Telegram's update id; 0 for what comes from ourselves
	Kind    EventKind
	Account parenting.AccountID
	Chat    parenting.ChatID
	At      time.Time // Telegram's date for messages, arrival for presses
	Name    string    // the account's first name, to suggest
	Text    string
	Command string // without the slash and the bot's name
	Payload string // what followed the command
	Data    string // of the pressed button
	Message int    // the message whose button was pressed
	MovedTo parenting.ChatID
	Start   Start             // of Resume: the detour that has ended
	Content parenting.Content // of a message that can be sent on as it stands; Kind is "" if it cannot
	Length  int               // of its words, in characters
	Album   string            // that it is a part of
	Further bool              // and not the first to come
}

// Private reports whether the event happened in the private chat of its account: conversations happen nowhere else.
func (e Event) Private() bool { return int64(e.Chat) == int64(e.Account) }

// Start names a flow to begin, and what it is about: answers given in advance.
type Start struct {
	Flow string
	Args Args
}

// Args are the values of a message by the names its template uses. Beside strings and numbers they may be a time.Time (written in
// its Location), a [Word], a [Link], a [Guide], a [GuideStep], an [HTML], a parenting.Person (written as people are addressed) and
// slices of these.
type Args map[string]any

// Word is a key of the locale files, put into the reader's language where it stands.
type Word string

// Link is the token of a start link; it is written as the whole address.
type Link string

// HTML is a text of the parenting material, which is markup already. In labels and texts for WhatsApp it has no place.
type HTML string

// Guide stands for the meeting on a theme in the curricula: its Aim, Materials and Minutes, and its Lessons, each with Title and Summary.
// Lessons held back are left out.
type Guide struct {
	Theme parenting.Theme
	Held  map[string]bool
}

// GuideStep stands for a part of that meeting's run sheet: its Minutes and Text.
type GuideStep struct {
	Theme parenting.Theme
	Part  parenting.GuidePart
}

// Button is a button under a message. Exactly one of Choice, Card, Begin, Start, Share and URL says what it does.
type Button struct {
	Key    string // of its label; or
	Label  string // the label itself, when it is a name
	Args   Args
	Choice string   // the answer it gives to the question it stands under
	Card   CardData // what it sets on a card
	Begin  string   // the flow it starts, about On
	On     int64
	About  string   // in place of On: what has no number, a lesson say
	Start  Link     // the start link it opens
	Share  *Message // the text it offers to WhatsApp
	URL    string
	Wide   bool // stands in a row of its own
}

// CardData is what pressing a card's button sets.
type CardData struct {
	Kind    parenting.CardKind
	Subject int64
	Choice  string
}

// FileKind names a kind of file that the bot makes.
type FileKind string

// The kinds of files.
const (
	FilePoster  FileKind = "poster"  // the group's QR poster; subject: the group
	FileSheet   FileKind = "sheet"   // daftar hadir with what is known; subject: the session
	FileBlank   FileKind = "blank"   // the same to sign by hand
	FileConsent FileKind = "consent" // lembar persetujuan, to be signed by those without Telegram; subject: the group
	FileLedger  FileKind = "ledger"  // who has got a broadcast and who has not; subject: the broadcast
	FileMine    FileKind = "mine"    // all that is kept of whoever gets it, as JSON
	FileCode    FileKind = "code"    // the code and QR of a session in a slot
)

// File is a reference to something that is made when it is sent.
type File struct {
	Kind    FileKind
	Subject int64
	Stamp   int64 // what of it: the slot of a code
}

// Message is something to say: a key of the locale files with its values, and buttons.
type Message struct {
	Copy *Copy // what somebody else has written, in place of Key; with Edit only its buttons

	Key  string
	Lead Word // a line before the text
	Args Args
	Rows [][]Button
	Pack bool // short buttons may stand side by side
	File *File
	Edit int // the message that this one replaces in place; 0: a new one
}

// State is what is kept of a conversation between two messages.
type State struct {
	ID      string            `json:"id"` // random; the first part of its buttons' data
	Flow    string            `json:"flow"`
	Asking  string            `json:"asking,omitempty"` // the step that waits for an answer
	Journal []Answer          `json:"journal,omitempty"`
	Asked   int64             `json:"asked,omitempty"`  // when the question was shown last, in Unix seconds
	Labels  map[string]string `json:"labels,omitempty"` // the visible labels of the open question and their choices, for people who type them; "" where several say the same
}

// Answer is an understood answer to a step: a date or an id, never the words.
type Answer struct {
	Step  string `json:"s"`
	Value string `json:"v"`
}

// Turn is what follows from an event.
type Turn struct {
	Stack   []State // the account's conversations, the open one last
	Acts    []parenting.Act
	Say     []Message
	Chosen  []Button         // by the press that has answered: all that its message keeps of its buttons
	Cards   []parenting.Card // to be shown as new messages
	Views   []parenting.Card // whose view changes in place
	Toast   *Message         // the answer to a press; nil: a silent one
	Alert   bool             // the toast is to be closed by hand
	Then    *Event           // what comes next, in the same transaction, after the acts
	Skipped string           // of a fire: why nothing was said
}

// Facts is everything a turn may know, read fresh inside the transaction that will keep the turn. What does not exist is the zero
// value; an error is remembered by whoever implements this and undoes the turn.
type Facts interface {
	Now() time.Time
	Key() []byte // of the database, for ids and codes
	Account(parenting.AccountID) parenting.Account
	Unreached(parenting.GroupID) map[parenting.AccountID]bool // who gets no messages: stopped, or not to be reached
	Rights(parenting.AccountID) parenting.Rights
	Mine(parenting.AccountID) parenting.Mine // everything that is kept of an account
	Link(token string) parenting.Link
	JoinLink(parenting.GroupID) string
	CarerLink(parenting.FamilyID) string
	Programme() parenting.Programme
	Helplines() []parenting.Helpline // with what coordinators have found out
	Contacts(parenting.GroupID) map[parenting.ContactKind]string
	Grants() []parenting.Grant                   // all of them, by role and name
	Coordinators() []parenting.Grant             // those of coordinators, by name
	Leaders(parenting.GroupID) []parenting.Grant // facilitators of a group
	Group(parenting.GroupID) parenting.Group
	GroupOfChat(parenting.ChatID) parenting.Group
	Groups() []parenting.Group
	GroupsIn([]parenting.Region) []parenting.Group                                              // by place and name
	Log(of []parenting.GroupID, coordinator parenting.AccountID, skip, n int) []parenting.Entry // the newest first; group 0: what concerns none; a coordinator reads of announcements too
	Family(parenting.FamilyID) parenting.Family
	Families(parenting.GroupID) []parenting.Family // with people in the order they joined
	Person(parenting.PersonID) parenting.Person
	People(parenting.FamilyID) []parenting.Person
	Roster(parenting.GroupID) []parenting.Person // everybody of a group, by family and name
	Session(parenting.SessionID) parenting.Session
	Sessions(g parenting.GroupID, from time.Time) []parenting.Session // that end after from, by start
	Before(parenting.SessionID) parenting.Session                     // as it was before the last change since it was announced; zero if there was none
	Reply(parenting.SessionID, parenting.FamilyID) parenting.RSVP
	Replies(parenting.SessionID) map[parenting.FamilyID]parenting.RSVP
	Tally(parenting.SessionID) map[parenting.Answer]int
	Present(parenting.SessionID, parenting.FamilyID) parenting.Attendance
	Attendance(parenting.SessionID) map[parenting.FamilyID]parenting.Attendance
	Shown(parenting.SessionID) []parenting.Shown
	WrongTries(parenting.SessionID, parenting.AccountID) int
	Broadcast(parenting.BroadcastID) parenting.Broadcast
	Unfinished() []parenting.Broadcast // that were sent and are not over, the oldest first
	Outcomes(parenting.BroadcastID) []parenting.Outcome
	Retries(parenting.BroadcastID) (failed, parked int, known bool)                            // whom a Resend would reach; not known as with Reach
	Returned(parenting.BroadcastID, parenting.ChatID) bool                                     // whether it would reach somebody who did not get it
	Missed(b parenting.BroadcastID, skip, n int) []parenting.Delivery                          // who did not get it, by state and reason
	Find(b parenting.BroadcastID, name string, n int) (found []parenting.Delivery, known bool) // recipients whose name has this in it; not known as with Reach
	Ended(in []parenting.Region, n int) []parenting.Broadcast                                  // those for these regions only that were sent last and have nothing left to send
	Draft(parenting.AccountID) parenting.Broadcast                                             // the newest that the account has written and not sent
	FirstHour(time.Time) time.Time                                                             // when the first of all clocks that anybody lives by shows what [parenting.Civil] has written
	Asleep(parenting.BroadcastID) int                                                          // of those who wait for one that goes out: whose hour has not come; 0 while it is not known
	Speed(parenting.BroadcastID) float64                                                       // messages a second: of late, of a broadcast that goes out; else at most; 0: not known
	Reach(parenting.BroadcastID) (r parenting.Reach, known bool)                               // not known while very many are being counted
	ToHand(parenting.BroadcastID) (families int, known bool)                                   // how many can be handed over; the same
	ToPassOn(parenting.AccountID) (id parenting.BroadcastID, handed bool)                      // which one a facilitator was last asked to pass on, 0 if none
	PassedOn(_ parenting.BroadcastID, _ parenting.GroupID, handed bool) (content int)          // the version that a group's families without Telegram know, or those handed over, 0 if none
	Untold(_ parenting.BroadcastID, _ parenting.AccountID, handed bool) []parenting.Person     // of such families, in groups that an account leads
	Delivery(parenting.BroadcastID, parenting.ChatID) parenting.Delivery
	Announced(parenting.AccountID) time.Time   // when the last broadcast was sent to an account, of the last day; zero if none was
	ShownAfter(parenting.Card, time.Time) bool // whether a card was shown as a new message after a time
	Material
	HeldLessons() map[string]bool              // lessons that are held back from everybody but the officers
	Had(parenting.AccountID) []parenting.Had   // what an account has had of the lessons, by their ids
	PaceOf(parenting.AccountID) parenting.Pace // zero if no lessons come to it of their own accord, and none are to
	Woken(parenting.AccountID) bool            // whether this is the first that is heard of it since it was asked, after weeks, if lessons are still wanted
	Unasked(parenting.AccountID) int           // messages that it has got in the week of their own accord, and that count in its budget
	Request(parenting.RequestID) parenting.HelpRequest
	RequestsOf(parenting.AccountID) []parenting.HelpRequest // the open ones that an account has made
	Requests([]parenting.GroupID) []parenting.HelpRequest   // the open ones of groups, the most pressing first
	OpenRequests() []parenting.HelpRequest                  // those of all groups
	Said(parenting.RequestID) []parenting.Said
	Unheard(parenting.RequestID) []parenting.Said // what of it was to be brought to officers, and has been to none

	Practised(g parenting.GroupID, since time.Time) int // how many practices the families of a group have done, each once in a family
}

// Material is the parenting material as conversations know it.
type Material interface {
	Lessons() []parenting.Lesson                                       // all of them, by id, as they speak to anybody; shared
	ForTheme(parenting.Theme) (parenting.Lesson, bool)                 // whose practice goes with a meeting on the theme
	LessonFor(id string, away parenting.Away) (parenting.Lesson, bool) // as it speaks to a family of whom somebody is away
	FindLessons(text string) (found []parenting.Lesson, sure bool)     // the best first; sure enough to be offered unasked, or not
}
