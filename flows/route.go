package flows

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"asuhbersama/parenting"
)

// A Flow is a conversation and whom it is for. For is asked before every run, with fresh facts: a forged button gets no further.
type Flow struct {
	Run func(*Chat)
	For func(*Chat) bool
}

// A CardKind says how a kind of card looks and what its buttons set. What has no Render stands under a message that is no card.
type CardKind struct {
	Render func(Facts, parenting.Card) Message
	Press  func(c *Chat, card parenting.Card, choice string)
}

// A Notice answers a due fire: it says something to the fire's reader, acts, or skips with a reason. It runs once when the fire is
// due and once more before its message leaves, and must still have something to say then.
type Notice func(*Chat, parenting.Fire)

// Handle is the whole way of an event: which conversation, card or command it belongs to, and what follows. stack holds the
// account's open conversations, the newest last.
func Handle(f Facts, e Event, stack []State) Turn {
	if !e.Private() {
		return inGroup(f, e, stack)
	}
	switch e.Kind {
	case Begin:
		return begin(f, e, stack)
	case Resume:
		return resume(f, e, stack)
	case Called:
		if t, ok := heed(f, e, stack); ok && e.Command != "start" {
			return t
		}
		e = command(f, e)
		if e.Start.Flow == "cancel" {
			return cancel(f, e, stack)
		}
		return begin(f, e, stack)
	case Pressed:
		return press(f, e, stack)
	case Wrote, SentFile:
		return hear(f, e, stack)
	}
	return Turn{Stack: stack}
}

// deepest is how many detours a conversation may take; the oldest is forgotten.
const deepest = 5

// begin starts a flow on top of what is open. A flow that is open already starts anew, and one that asks only once is forgotten. Where
// all announcements are offered nobody is asked about a draft below: it is among them.
func begin(f Facts, e Event, stack []State) Turn {
	stack = slices.DeleteFunc(slices.Clone(stack), func(s State) bool {
		return s.Flow == e.Start.Flow || asksOnce(s.Flow) || e.Start.Flow == "broadcasts" && drafts(s.Flow)
	})
	if len(stack) == deepest {
		stack = stack[1:]
	}
	s := State{ID: conversationID(f, e, e.Start.Flow), Flow: e.Start.Flow}
	for name, value := range e.Start.Args {
		s.set("@"+name, argument(value))
	}
	e.Kind = Begin
	return proceed(f, e, stack, s)
}

// proceed runs a conversation that lies on top of others.
func proceed(f Facts, e Event, below []State, s State) Turn {
	flow, ok := conversations()[s.Flow]
	c := newChat(f, e, s)
	switch {
	case ok && flow.For(c):
	case !known(c): // whoever has left presses what is still on the screen
		return Turn{Say: []Message{{Key: "menu.stranger"}}, Toast: &Message{Key: "common.stale"}}
	default:
		return Turn{Stack: below, Say: []Message{{Key: "common.notyours"}}, Toast: &Message{Key: "common.stale"}}
	}
	asked := c.run(flow.Run)
	if c.back {
		if e.Kind = Back; !s.back() {
			e.Kind = First
		}
		return proceed(f, e, below, s)
	}
	c.turn.Stack = below
	switch {
	case asked:
		c.turn.Stack = append(slices.Clone(below), c.state)
	case c.parted:
		c.turn.Stack = nil
	case c.turn.Then == nil && len(below) > 0:
		c.turn.Then = &Event{Kind: Resume, Account: e.Account, Chat: e.Chat, At: e.At, Name: e.Name, Start: Start{Flow: s.Flow}}
	}
	return c.turn
}

func resume(f Facts, e Event, stack []State) Turn {
	if len(stack) == 0 {
		return Turn{}
	}
	return proceed(f, e, stack[:len(stack)-1], stack[len(stack)-1])
}

// press finds out what a button's data belong to. They are whatever the presser sent: every branch decides on fresh facts.
func press(f Facts, e Event, stack []State) Turn {
	if card, choice, ok := readCard(e); ok {
		return pressCard(f, e, stack, card, choice)
	}
	if name, on, ok := readBegin(e.Data); ok {
		e.Start = Start{Flow: name, Args: Args{"on": on}}
		return begin(f, e, stack)
	}
	id, rest, _ := strings.Cut(e.Data, ":")
	step, choice, _ := strings.Cut(rest, ":")
	if len(stack) == 0 || stack[len(stack)-1].ID != id || stack[len(stack)-1].Asking != step {
		return Turn{Stack: stack, Toast: &Message{Key: "common.stale"}}
	}
	e.Data = choice
	return resume(f, e, stack)
}

// pressCard sets something on a card, for whoever may see it.
func pressCard(f Facts, e Event, stack []State, card parenting.Card, choice string) Turn {
	kind, ok := cards()[card.Kind]
	card.Group = cardGroup(f, card)
	rights := f.Rights(e.Account)
	if !ok || kind.Press == nil || !parenting.MaySee(rights, card, about(f, card)) {
		return Turn{Stack: stack, Toast: &Message{Key: "common.stale"}}
	}
	c := newChat(f, e, State{Flow: string(card.Kind)})
	kind.Press(c, card, choice)
	c.turn.Stack = stack
	return c.turn
}

// cardGroup finds the group that a card's subject belongs to, from facts and never from the button.
func cardGroup(f Facts, card parenting.Card) parenting.GroupID {
	switch card.Kind {
	case parenting.CardGroup, parenting.CardRoster, parenting.CardLog:
		return parenting.GroupID(card.Subject)
	case parenting.CardRegion, parenting.CardBroadcast, parenting.CardReceipt, parenting.CardMissed:
		return 0
	case parenting.CardRequest:
		return f.Request(parenting.RequestID(card.Subject)).Group
	}
	return f.Session(parenting.SessionID(card.Subject)).Group
}

// hear gives a message to the open conversation, or understands it without one.
func hear(f Facts, e Event, stack []State) Turn {
	if e.Album != "" {
		if t, ok := anotherPart(f, e, stack); ok {
			return t
		}
	}
	if t, ok := heed(f, e, stack); ok {
		return t
	}
	if len(stack) > 0 {
		top := stack[len(stack)-1]
		choice, ok := top.Labels[Plain(e.Text)]
		if !ok {
			choice, ok = top.Labels[Plain(parenting.Spelled(e.Text))]
		}
		if ok && e.Kind == Wrote {
			e.Kind, e.Data, e.Message = Pressed, choice, 0 // no message of ours was pressed that could be edited
			if choice == "" {
				e.Kind = Unclear
			}
		}
		if e.Kind == Wrote && parenting.Declines(e.Text) {
			return decline(f, e, stack)
		}
		if e.Kind == Wrote && top.Asked != 0 && e.At.Sub(time.Unix(top.Asked, 0)) > sameTalk {
			return hearAnew(f, e, stack)
		}
		if sent, _ := top.answer("@sent"); e.Kind == Wrote && top.Flow == "add" && sent != "" {
			if start, ok := aside(f, e); ok {
				e.Start = start
				return begin(f, e, stack)
			}
		}
		return resume(f, e, stack)
	}
	if e.Further { // the first part was answered
		return Turn{}
	}
	e.Start = spoken(f, e)
	return begin(f, e, stack)
}

// sameTalk is for how long what somebody writes is the answer to what was asked last: not after a night.
const sameTalk = 8 * time.Hour

// hearAnew understands what is written long after a question as if nothing had been asked, and then asks again.
func hearAnew(f Facts, e Event, stack []State) Turn {
	if start := spoken(f, e); start.Flow != "lost" {
		e.Start = start
		return begin(f, e, stack)
	}
	e.Kind = Resume
	return resume(f, e, stack)
}

// decline is for who wants nothing of what is asked any more: as the button that says so, else of a change within a plan only the change,
// else cancel. Where it is asked whether to call something off, "batal" is neither.
func decline(f Facts, e Event, stack []State) Turn {
	below, top := stack[:len(stack)-1], stack[len(stack)-1]
	choice, ok := top.Labels["tidak jadi"]
	switch {
	case callsOff(top) && strings.Contains(Plain(e.Text), "batal"):
		return resume(f, e, stack)
	case ok && choice != "":
		e.Kind, e.Data, e.Message = Pressed, choice, 0
		return resume(f, e, stack)
	case top.dropChange():
		e.Kind = Begin
		return proceed(f, e, below, top)
	}
	return cancel(f, e, stack)
}

// callsOff reports whether it is asked if something is to be called off.
func callsOff(s State) bool { return s.Flow == "calloff" || s.Flow == "abort" }

// cancel drops what was begun, and it leaves no trace. What was sent to a facilitator a moment ago is sent: to take it back is asked for.
func cancel(f Facts, e Event, stack []State) Turn {
	e.Start = Start{Flow: "cancel", Args: Args{"token": joining(stack)}}
	if len(stack) == 0 {
		e.Start.Args["nothing"] = "yes"
		return begin(f, e, nil)
	}
	top := stack[len(stack)-1]
	if top.Flow == "abort" { // "it is cancelled" would say the contrary
		e.Kind, e.Data, e.Message = Pressed, "no", 0
		return resume(f, e, stack)
	}
	about := map[string]string{"plan": "@session", "change": "@on", "calloff": "@on"}[top.Flow]
	if session, ok := top.answer(about); ok {
		e.Start.Args["session"] = session
	}
	on, _ := top.answer("@on")
	id, _ := parenting.ReadShortID(on)
	e.Start.Args["planned"] = f.Broadcast(parenting.BroadcastID(id)).Amends
	switch sent, _ := top.answer("@sent"); {
	case sent == "":
	case top.Flow == "add":
		e.Start = Start{Flow: "takeback", Args: Args{"on": on}}
	default: // an officer's answer is not taken back
		e.Start.Args["sent"] = sent
	}
	return begin(f, e, nil)
}

// RenderCard puts a card into a message, if the account that it stands before may see it.
func RenderCard(f Facts, card parenting.Card) (Message, bool) {
	kind, ok := cards()[card.Kind]
	card.Group = cardGroup(f, card)
	if !ok || kind.Render == nil || !parenting.MaySee(f.Rights(parenting.AccountID(card.Chat)), card, about(f, card)) {
		return Message{}, false
	}
	return kind.Render(f, card), true
}

// about gives what a card belongs to.
func about(f Facts, card parenting.Card) parenting.About {
	of := parenting.About{Group: f.Group(card.Group)}
	if card.Kind == parenting.CardBroadcast || card.Kind == parenting.CardMissed {
		of.Areas = f.Broadcast(parenting.BroadcastID(card.Subject)).Audience.Areas
	}
	return of
}

// Outdated is what a message says whose card another one shows by now: that a meeting was called off, or where to look.
func Outdated(f Facts, card parenting.Card) (Message, bool) {
	switch card.Kind {
	case parenting.CardBroadcast:
		b := f.Broadcast(parenting.BroadcastID(card.Subject))
		return Message{Key: "progress.replaced", Args: Args{"Start": b.Content.Start, "Kind": kindOf(b)}}, true
	case parenting.CardInvitation, parenting.CardTally:
	default:
		return Message{}, false
	}
	if f.Session(parenting.SessionID(card.Subject)).State == parenting.Cancelled {
		return RenderCard(f, card)
	}
	return Message{Key: string(card.Kind) + ".replaced"}, true
}

// Ended is the one line that is left of a card whose reader may no longer see it; a group's chat keeps what it had.
func Ended(card parenting.Card) (Message, bool) {
	switch card.Kind {
	case parenting.CardTally:
		return Message{}, false
	case parenting.CardInvitation, parenting.CardRegion:
		return Message{Key: "ended." + string(card.Kind)}, true
	}
	return Message{Key: "ended.group"}, true
}

// Fired gives what a due fire says or does. It runs when the fire is due and again before its message leaves: whoever stopped
// or can no longer be reached, and what has grown stale, is skipped here for every kind.
func Fired(f Facts, fire parenting.Fire) Turn {
	if why := unwanted(f, fire); why != "" {
		return Turn{Skipped: why}
	}
	notice, ok := notices()[fire.Kind]
	if !ok {
		return Turn{Skipped: "unknown kind"}
	}
	e := Event{Account: fire.Reader, Chat: parenting.ChatID(fire.Reader), At: f.Now()}
	c := newChat(f, e, State{Flow: string(fire.Kind)})
	notice(c, fire)
	return c.turn
}

// Void says why what a fire has said need not leave any more, "" if it may. A lesson that was begun is told to its end: asked once more,
// its fire would choose another.
func Void(f Facts, fire parenting.Fire) (why string) {
	if fire.Kind == parenting.FireLesson {
		return unwanted(f, fire)
	}
	return Fired(f, fire).Skipped
}

// unwanted says why a fire says nothing, whatever its kind.
func unwanted(f Facts, fire parenting.Fire) (why string) {
	if !fire.Expires.IsZero() && !f.Now().Before(fire.Expires) {
		return "stale"
	}
	if fire.Reader != 0 {
		switch a := f.Account(fire.Reader); {
		case !a.Reachable:
			return "unreachable"
		case a.Stopped && !awaited(f, fire):
			return "stopped"
		}
	}
	return ""
}

// session is the session of a fire, if the fire still speaks of what was decided last; else it skips.
func (c *Chat) session(fire parenting.Fire, states ...parenting.SessionState) (parenting.Session, bool) {
	s := c.Session(parenting.SessionID(fire.Subject))
	switch {
	case s.ID == 0:
		c.Skip("gone")
	case s.Version != fire.Version:
		c.Skip("version")
	case !slices.Contains(states, s.State):
		c.Skip(string(s.State))
	default:
		return s, true
	}
	return s, false
}

// Plain is how a typed label is compared: letters and digits in lower case.
func Plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// argument writes what a flow is started with so that it can be kept.
func argument(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int64:
		return parenting.ShortID(v)
	case parenting.GroupID:
		return parenting.ShortID(int64(v))
	case parenting.FamilyID:
		return parenting.ShortID(int64(v))
	case parenting.PersonID:
		return parenting.ShortID(int64(v))
	case parenting.SessionID:
		return parenting.ShortID(int64(v))
	case parenting.BroadcastID:
		return parenting.ShortID(int64(v))
	case parenting.RequestID:
		return parenting.ShortID(int64(v))
	}
	return ""
}

// The data of buttons, at most 64 bytes: "conversation:step:choice" under a question, "~kind:subject:choice" on a card, "!flow:on"
// where a button starts a conversation.

// ChoiceData is the data of a button under a question.
func ChoiceData(s State, choice string) string { return s.ID + ":" + s.Asking + ":" + choice }

// Data is the data of a card's button.
func (d CardData) Data() string {
	return "~" + string(d.Kind) + ":" + parenting.ShortID(d.Subject) + ":" + d.Choice
}

// BeginData is the data of a button that starts a flow.
func BeginData(flow string, on int64) string {
	if on == 0 {
		return AboutData(flow, "")
	}
	return AboutData(flow, parenting.ShortID(on))
}

// AboutData is BeginData for what has no number.
func AboutData(flow, about string) string { return "!" + flow + ":" + about }

func readCard(e Event) (parenting.Card, string, bool) {
	data, ok := strings.CutPrefix(e.Data, "~")
	kind, rest, ok2 := strings.Cut(data, ":")
	subject, choice, ok3 := strings.Cut(rest, ":")
	id, ok4 := parenting.ReadShortID(subject)
	if subject == "0" {
		id, ok4 = 0, true
	}
	return parenting.Card{Kind: parenting.CardKind(kind), Subject: id, Chat: e.Chat}, choice, ok && ok2 && ok3 && ok4
}

func readBegin(data string) (flow, on string, ok bool) {
	data, ok = strings.CutPrefix(data, "!")
	flow, on, ok2 := strings.Cut(data, ":")
	return flow, on, ok && ok2
}
