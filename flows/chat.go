package flows

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// A flow is a plain function in the order of the chat. Every question has a step name, and the journal keeps step → answer. On
// each message the function runs again from its top: answered steps return at once, the first unanswered one asks and stops the
// function. The rules are:
//
//   - A flow looks only at its Chat and changes nothing: what it decides goes through [Chat.Do] and counts when it returns.
//   - The stop is a panic with an unexported value, recovered in run and nowhere else; as in text/template, every other panic goes on.
//   - A step that comes again in a loop becomes "step#2". Renaming a step asks it again, removing one forgets it: a deploy in the
//     middle of a conversation does no harm.
//   - An answer that is no longer among the choices counts as not given.

// A Chat is one run of a flow, of a card's press or of a notice.
type Chat struct {
	Facts
	Event  Event
	Rights parenting.Rights // of the account that acts or reads
	state  State
	round  map[string]int
	heard  bool // the event has answered a question
	back   bool // the event takes the last answer back
	parted bool // the account is forgotten with this turn
	turn   Turn
}

// waiting stops a flow at an unanswered question.
type waiting struct{}

// newChat prepares a run.
func newChat(f Facts, e Event, s State) *Chat {
	return &Chat{Facts: f, Event: e, Rights: f.Rights(e.Account), state: s, round: map[string]int{}}
}

// run replays a flow up to its next unanswered question, or to its end.
func (c *Chat) run(flow func(*Chat)) (asked bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case waiting:
			asked = true
			c.turn.Acts, c.turn.Cards, c.turn.Views, c.turn.Then = nil, nil, nil, nil // nothing counts that was not finished
		default:
			panic(r)
		}
	}()
	flow(c)
	return false
}

// step gives a step its name in this round of a loop.
func (c *Chat) step(name string) string {
	c.round[name]++
	if n := c.round[name]; n > 1 {
		return name + "#" + strconv.Itoa(n)
	}
	return name
}

func (s *State) answer(step string) (string, bool) {
	i := slices.IndexFunc(s.Journal, func(a Answer) bool { return a.Step == step })
	if i < 0 {
		return "", false
	}
	return s.Journal[i].Value, true
}

func (s *State) set(step, value string) {
	s.unset(step)
	s.Journal = append(s.Journal, Answer{step, value})
}

func (s *State) unset(step string) {
	s.Journal = slices.DeleteFunc(slices.Clone(s.Journal), func(a Answer) bool { return a.Step == step })
}

// unsay lets what was said under these names be said again.
func (s *State) unsay(names ...string) {
	s.Journal = slices.DeleteFunc(slices.Clone(s.Journal), func(a Answer) bool {
		name, _, _ := strings.Cut(a.Step, "#")
		return slices.Contains(names, name)
	})
}

// back takes the last answer out of the journal, and what was said since; false while nothing was answered. What the conversation
// was started with (@), what was only said (without a value) and an unfinished choice (*) are no answers.
func (s *State) back() bool {
	for i, a := range slices.Backward(s.Journal) {
		if a.Value != "" && !strings.HasPrefix(a.Step, "@") && !strings.HasSuffix(a.Step, "*") {
			s.Journal = slices.Clone(s.Journal[:i])
			return true
		}
	}
	return false
}

// key is the locale key of a part of a step of this flow.
func (c *Chat) key(step, part string) string {
	if i := strings.IndexByte(step, '#'); i >= 0 {
		step = step[:i]
	}
	if part != "" {
		part = "." + part
	}
	return c.state.Flow + "." + step + part
}

// pairs makes Args of alternating names and values.
func pairs(args []any) Args {
	a := make(Args, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		a[args[i].(string)] = args[i+1]
	}
	return a
}

// Say speaks once, however often the flow is replayed. args are names and values in turn.
func (c *Chat) Say(step string, args ...any) { c.Tell(step, Message{Args: pairs(args)}) }

// Tell is Say for a message with buttons or a file. A message without a key has that of the step.
func (c *Chat) Tell(step string, m Message) {
	step = c.step(step)
	if _, said := c.state.answer(step); said {
		return
	}
	c.state.set(step, "")
	if m.Key == "" {
		m.Key = c.key(step, "")
	}
	c.turn.Say = append(c.turn.Say, m)
}

// ask puts a question unless it was answered. read gives the understood answer to an event.
func (c *Chat) ask(step string, m Message, read func(Event) (string, bool)) string {
	part := "ask"
	if c.state.Asking == step && c.hears() {
		c.heard = true
		if value, ok := read(c.Event); ok {
			c.state.set(step, value)
			c.chose(slices.Concat(m.Rows...), c.Event.Data)
			return value
		}
		c.wantsBack()
		part = "again"
	}
	if m.Key == "" {
		m.Key = c.key(step, part)
	}
	c.question(step, m)
	panic(waiting{})
}

// hears reports whether the event may answer a question: a person said something, and no question before has heard it.
func (c *Chat) hears() bool {
	return !c.heard && !slices.Contains([]EventKind{Begin, Resume, Back, First, Early}, c.Event.Kind)
}

// wantsBack stops the flow where somebody typed that the answer before was wrong. A question that the word answers never gets here.
func (c *Chat) wantsBack() {
	if c.Event.Kind == Wrote && parenting.WantsBack(c.Event.Text) {
		c.back = true
		panic(waiting{})
	}
}

// question is what a flow stops at. After a detour it says that it is the one from before, and after a name that several buttons say,
// that one of them is to be pressed; after a step back, that it is one; after a voice message
// or a picture, that nobody heard or saw it, or that it waits.
func (c *Chat) question(step string, m Message) {
	if c.Event.Kind == Resume && c.Event.Start.Flow == "heard" {
		m.Lead = "aid.goon"
	}
	m.Lead = cmp.Or(m.Lead, map[EventKind]Word{
		Resume: "common.goon", Unclear: "common.several", Back: "common.back", First: "common.first", SentFile: "common.file",
		Early: "ask.early",
	}[c.Event.Kind])
	c.turn.Say = append(c.turn.Say, m)
	c.state.Asking, c.state.Asked = step, c.Event.At.Unix()
}

// chose notes what a press has chosen.
func (c *Chat) chose(among []Button, choices ...string) {
	for _, b := range among {
		if c.Event.Kind == Pressed && slices.Contains(choices, b.Choice) {
			c.turn.Chosen = append(c.turn.Chosen, b)
		}
	}
}

// Text asks for free text of at most limit characters, cleaned of what is invisible; there must be a letter or a figure in it.
func (c *Chat) Text(name string, limit int, args ...any) string {
	step := c.step(name)
	if value, ok := c.state.answer(step); ok {
		return value
	}
	return c.ask(step, Message{Args: pairs(args)}, func(e Event) (string, bool) {
		text := parenting.Clean(e.Text)
		return text, e.Kind == Wrote && Plain(text) != "" && len([]rune(text)) <= limit
	})
}

// Read asks for something that is typed and understood by read, which gives it in a form that can be kept. Buttons may offer
// answers in that form.
func (c *Chat) Read(name string, read func(text string) (string, bool), offers []Button, args ...any) string {
	step := c.step(name)
	if value, ok := c.state.answer(step); ok {
		return value
	}
	return c.ask(step, Message{Args: pairs(args), Rows: rows(offers), Pack: true}, typed(read, offers))
}

// ReadGrid is Read with the rows of offers laid out by the caller.
func (c *Chat) ReadGrid(name string, read func(text string) (string, bool), grid [][]Button, args ...any) string {
	step := c.step(name)
	if value, ok := c.state.answer(step); ok {
		return value
	}
	return c.ask(step, Message{Args: pairs(args), Rows: grid}, typed(read, slices.Concat(grid...)))
}

// typed takes what is typed and understood, or the press of an offer.
func typed(read func(text string) (string, bool), offers []Button) func(Event) (string, bool) {
	return func(e Event) (string, bool) {
		if e.Kind == Pressed {
			return e.Data, slices.ContainsFunc(offers, func(b Button) bool { return b.Choice == e.Data })
		}
		if e.Kind != Wrote {
			return "", false
		}
		return read(e.Text)
	}
}

// Choose asks with a button per choice. The label of a choice is the key flow.step.choice.
func (c *Chat) Choose(name string, choices []string, args ...any) string {
	return c.Pick(name, c.labelled(name, choices), args...)
}

// labelled makes a button of each choice.
func (c *Chat) labelled(name string, choices []string) []Button {
	buttons := make([]Button, len(choices))
	for i, choice := range choices {
		buttons[i] = Button{Key: c.key(name, choice), Choice: choice}
	}
	return buttons
}

// Confirm is Choose where one choice says yes and the first of the others no: both may be typed as people say them.
func (c *Chat) Confirm(name string, choices []string, yes string, args ...any) string {
	buttons := c.labelled(name, choices)
	return c.Read(name, c.decides(buttons, yes, false), buttons, args...)
}

// decides reads a yes or a no to buttons of which one says yes and the first of the others no. Where the thing must be named, a bare yes is none.
func (c *Chat) decides(buttons []Button, yes string, named bool) func(string) (string, bool) {
	labels := map[string]string{}
	for _, label := range slices.Sorted(maps.Keys(c.state.Labels)) {
		labels[c.state.Labels[label]] = label
	}
	no := buttons[slices.IndexFunc(buttons, func(b Button) bool { return b.Choice != yes })].Choice
	return func(text string) (string, bool) {
		switch said, with := parenting.ReadDecision(text, labels[yes], labels[no]); {
		case said == parenting.Coming && (with || !named):
			return yes, true
		case said == parenting.NotComing:
			return no, true
		}
		return "", false
	}
}

// Pick is Choose with buttons of the caller's making.
func (c *Chat) Pick(name string, buttons []Button, args ...any) string {
	choice, _ := c.PickOr(name, func(string) (string, bool) { return "", false }, buttons, args...)
	return choice
}

// meant begins an answer that was understood, not chosen.
const meant = "="

// PickOr is Pick where something else may be typed that read understands; typed is that, in the form that read gives it.
func (c *Chat) PickOr(name string, read func(text string) (string, bool), buttons []Button, args ...any) (choice, typed string) {
	step := c.step(name)
	among := func(choice string) bool {
		return slices.ContainsFunc(buttons, func(b Button) bool { return b.Choice == choice })
	}
	value, ok := c.state.answer(step)
	if !ok || !strings.HasPrefix(value, meant) && !among(value) {
		value = c.ask(step, Message{Args: pairs(args), Rows: rows(buttons), Pack: true}, func(e Event) (string, bool) {
			if e.Kind == Wrote {
				kept, ok := read(e.Text)
				return meant + kept, ok
			}
			return e.Data, e.Kind == Pressed && among(e.Data)
		})
	}
	if typed, ok := strings.CutPrefix(value, meant); ok {
		return "", typed
	}
	return value, ""
}

// Many asks for any number of choices, marked in place one by one and ended by the button common.done. At least one is needed,
// or a press on one of the ways past the question, which then is the answer.
func (c *Chat) Many(name string, choices, ways []Button, args ...any) []string {
	return c.Marked(name, nil, choices, ways, args...)
}

// mostMarks is how many choices can be marked on one page.
const mostMarks = 20

// Marked is Many with some choices marked already, page by page if there are very many.
func (c *Chat) Marked(name string, already []string, choices, ways []Button, args ...any) []string {
	return c.marked(name, nil, already, choices, ways, args...)
}

// marked is Marked where read gives what is marked after something is typed, none if that says nothing.
func (c *Chat) marked(name string, read func(text string, marked []string) []string, already []string, choices, ways []Button, args ...any) []string {
	step := c.step(name)
	if value, ok := c.state.answer(step); ok {
		return split(value)
	}
	partial, page := step+"*", step+".page*"
	marked := already
	if value, ok := c.state.answer(partial); ok {
		marked = split(value)
	}
	m := Message{Key: c.key(step, "ask"), Args: pairs(args), Pack: true}
	silent := false
	switch e := c.Event; {
	case c.state.Asking != step || !c.hears():
	case e.Kind != Pressed:
		c.wantsBack()
		var typed []string
		if e.Kind == Wrote && read != nil {
			typed = read(e.Text, marked)
		}
		if len(typed) == 0 {
			m.Key = c.key(step, "again")
			break
		}
		c.heard = true
		marked = typed
		c.state.set(partial, strings.Join(marked, ","))
		m.Lead = "common.marked"
	default:
		c.heard = true
		mark, choice := e.Data[:min(1, len(e.Data))], e.Data[min(1, len(e.Data)):]
		chosen := func(b Button) bool { return b.Choice == choice }
		known, on := slices.ContainsFunc(choices, chosen), slices.Contains(marked, choice)
		switch {
		case mark == "=" && slices.ContainsFunc(ways, chosen):
			marked = []string{choice}
			fallthrough
		case e.Data == "=" && len(marked) > 0:
			c.state.unset(partial)
			c.state.unset(page)
			c.state.set(step, strings.Join(marked, ","))
			c.chose(slices.Concat(choices, ways), marked...)
			return marked
		case e.Data == "=":
			m.Key = c.key(step, "again")
		case mark == turning:
			c.state.set(page, choice)
			m.Edit = e.Message
		case mark == "+" && known && !on:
			marked, m.Edit = append(slices.Clone(marked), choice), e.Message
		case mark == "-" && on:
			marked, m.Edit = slices.DeleteFunc(slices.Clone(marked), func(m string) bool { return m == choice }), e.Message
		default: // pressed twice: the message shows it already, and Telegram refuses an edit that changes nothing
			silent = true
		}
		c.state.set(partial, strings.Join(marked, ","))
	}
	shown, turn := slices.Clone(choices), [][]Button(nil)
	if len(choices) > mostMarks {
		at, pages := 0, 0
		value, _ := c.state.answer(page)
		shown, at, pages = onPage(shown, pageOf(value))
		turn = turns(at, pages, func(key string, page int) Button {
			return Button{Key: key, Choice: turning + strconv.Itoa(page), Wide: true}
		})
	}
	for i, b := range shown {
		on := slices.Contains(marked, b.Choice)
		shown[i] = Button{Key: "common.mark", Wide: b.Wide, Choice: map[bool]string{true: "-", false: "+"}[on] + b.Choice, Args: Args{
			"Mark": map[bool]string{true: "☑", false: "☐"}[on], "What": Message{Key: b.Key, Args: b.Args},
		}}
		if b.Label != "" {
			shown[i].Args["What"] = b.Label
		}
	}
	last := []Button{{Key: "common.done", Choice: "=", Wide: true}}
	for _, b := range ways {
		b.Choice = "=" + b.Choice
		last = append(last, b)
	}
	m.Rows = append(append(rows(shown), turn...), last)
	if !silent {
		c.question(step, m)
	}
	panic(waiting{})
}

// Do adds changes, which count once the flow has ended.
func (c *Chat) Do(acts ...parenting.Act) { c.turn.Acts = append(c.turn.Acts, acts...) }

// Show shows a card as a new message once the flow has ended.
func (c *Chat) Show(kind parenting.CardKind, subject int64, group parenting.GroupID) {
	c.turn.Cards = append(c.turn.Cards, parenting.Card{Kind: kind, Subject: subject, Group: group, Chat: c.Event.Chat})
}

// View changes what a card in this chat has on show.
func (c *Chat) View(kind parenting.CardKind, subject int64, view string) {
	c.turn.Views = append(c.turn.Views, parenting.Card{Kind: kind, Subject: subject, Chat: c.Event.Chat, View: view})
}

// Then starts another flow once this one has ended and its acts count.
func (c *Chat) Then(flow string, args ...any) {
	c.turn.Then = &Event{
		Kind: Begin, Account: c.Event.Account, Chat: c.Event.Chat, At: c.Event.At, Name: c.Event.Name, Message: c.Event.Message,
		Start: Start{Flow: flow, Args: pairs(args)},
	}
}

// ends says that the account is forgotten with this turn: nothing of what was open asks again.
func (c *Chat) ends() { c.parted = true }

// Toast answers the press that is being handled; what it says also stands in a message or a card.
func (c *Chat) Toast(key string, args ...any) {
	c.turn.Toast = &Message{Key: key, Args: pairs(args)}
}

// Alert is a Toast that has to be closed by hand.
func (c *Chat) Alert(key string, args ...any) {
	c.Toast(key, args...)
	c.turn.Alert = true
}

// Skip says why a fire says nothing.
func (c *Chat) Skip(reason string) { c.turn.Skipped = reason }

// Arg is what the flow was started with, "" if nothing.
func (c *Chat) Arg(name string) string {
	value, _ := c.state.answer("@" + name)
	return value
}

// ID is an Arg that is an id.
func (c *Chat) ID(name string) int64 {
	id, _ := parenting.ReadShortID(c.Arg(name))
	return id
}

// NewID makes the id of a thing that this conversation creates: the same at every replay.
func (c *Chat) NewID(what string) int64 { return parenting.DeriveID(c.Key(), c.state.ID, what) }

// NewToken makes the token of a start link that this conversation creates.
func (c *Chat) NewToken(what string) string { return parenting.DeriveToken(c.Key(), c.state.ID, what) }

// Zone is the clock of a group.
func Zone(g parenting.Group) *time.Location { return parenting.ProvinceZone(g.Province) }

// rows puts each button into a row of its own; the renderer packs short ones side by side.
func rows(buttons []Button) [][]Button {
	var grid [][]Button
	for _, b := range buttons {
		grid = append(grid, []Button{b})
	}
	return grid
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// conversationID makes the random id of a conversation out of the event that begins it.
func conversationID(f Facts, e Event, flow string) string {
	d := parenting.Derive(f.Key(), "conversation", flow, strconv.Itoa(e.ID), strconv.FormatInt(int64(e.Account), 10),
		strconv.FormatInt(f.Now().UnixNano(), 10))
	return base64.RawURLEncoding.EncodeToString(d[:6])
}
