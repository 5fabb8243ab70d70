package flows

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"asuhbersama/parenting"
)

// Aid shows where help is to be had: by need, for whoever asks. It asks nothing, so that its buttons never grow old; the need is a
// place in parenting.Needs, counted from one.
func Aid(c *Chat) {
	needs := parenting.Needs()
	if n := c.ID("on"); n >= 1 && n <= int64(len(needs)) {
		c.aid(needs[n-1], nil)
		return
	}
	var grid [][]Button
	for i, need := range needs {
		grid = append(grid, []Button{{Key: "aid.for_" + string(need), Begin: "aid", On: int64(i + 1)}})
	}
	if len(c.Rights.People) > 0 {
		grid = append(grid, []Button{{Key: "ask.button", Begin: "ask"}})
	}
	for _, g := range c.Rights.Groups() {
		grid = append(grid, []Button{{Key: "aid.contacts", Args: Args{"Group": c.Group(g).Name}, Begin: "contacts", On: int64(g)}})
	}
	if ofEverything(c) {
		grid = append(grid, []Button{{Key: "aid.numbers", Args: Args{"Count": stale(c.Facts)}, Begin: "numbers"}})
	}
	c.Tell("which", Message{Rows: grid})
}

// Heard answers words of danger: with help at once, and with the truth that nobody reads them.
func Heard(c *Chat) {
	need := parenting.Need(c.Arg("need"))
	if !slices.Contains(parenting.Needs(), need) { // a forged button
		c.Then("aid")
		return
	}
	c.aid(need, &Message{Key: "aid.heard", Args: Args{"Written": c.Arg("written") != ""}})
	if ids := c.Arg("lessons"); ids != "" {
		c.Then("results", "lessons", ids)
	}
}

// heed finds words of danger before anything else sees them. What was written goes no further: it answers no question and is kept
// nowhere; below, the question that was open comes again, or lessons that were surely asked for are offered. A coordinator who writes to
// many may speak of danger, and so may an officer who answers a family.
func heed(f Facts, e Event, stack []State) (Turn, bool) {
	top := State{}
	if len(stack) > 0 {
		top = stack[len(stack)-1]
	}
	said := e.Text + e.Payload
	if e.Kind == SentFile {
		said = e.Content.HTML // its caption
	}
	need := parenting.Danger(said)
	if need == "" || slices.Contains([]string{"compose", "broadcast", "buttons", "fields", "album", "amend", "amending", "respond"}, top.Flow) || toldBefore(top) {
		return Turn{}, false
	}
	lessons := ""
	urgent := need == parenting.NeedSuicide || need == parenting.NeedBaby // nothing is to be read before calling
	if !urgent && command(f, e).Start.Flow == "results" {
		if ids, sure := find(f, f.Rights(e.Account), e.Payload); sure {
			lessons = ids
		}
	}
	e = Event{ID: e.ID, Kind: Begin, Account: e.Account, Chat: e.Chat, At: e.At, Name: e.Name}
	s := State{ID: conversationID(f, e, "heard"), Flow: "heard"}
	s.set("@need", string(need))
	s.set("@lessons", lessons)
	if asks(top) {
		s.set("@written", "yes")
	}
	return proceed(f, e, slices.DeleteFunc(slices.Clone(stack), func(s State) bool { return asksOnce(s.Flow) || asks(s) }), s), true
}

// asks reports whether a conversation takes words to a facilitator. After words of danger it is over: what is said next is about them.
func asks(s State) bool { return s.Flow == "ask" || s.Flow == "add" }

// toldBefore reports whether a conversation was begun from an answer to words of danger, to say them to a facilitator all the same.
func toldBefore(s State) bool {
	on, _ := s.answer("@on")
	heard, _ := s.answer("@heard")
	return asks(s) && (on == anyway || heard == anyway)
}

// anyway is what the flow is about that asks a facilitator after words of danger.
const anyway = "anyway"

// aid says whom to call: who is near first, then those of the country. What can be opened has a button, a number is tapped as it stands.
func (c *Chat) aid(need parenting.Need, heard *Message) {
	var lines []Message
	var rows [][]Button
	for _, text := range c.nearby(need) {
		lines = append(lines, Message{Key: "aid.near", Args: Args{"Text": text}})
	}
	var checked time.Time
	for _, h := range c.Helplines() {
		if !h.Helps(need, c.whence()) {
			continue
		}
		args := Args{"Name": h.Name, "Number": h.Number, "What": h.What, "Hours": h.Hours, "Note": h.Note, "WhatsApp": h.Via == parenting.ViaWhatsApp}
		lines = append(lines, Message{Key: "aid.line", Args: args})
		if address := h.Address(); address != "" {
			rows = append(rows, []Button{{Key: "aid.open_" + string(h.Via), Args: Args{"Name": h.Name}, URL: address}})
		}
		if checked.IsZero() || h.Checked.Before(checked) {
			checked = h.Checked
		}
	}
	switch {
	case len(c.Rights.People) > 0 && heard != nil:
		rows = append(rows, []Button{{Key: "aid.anyway", Begin: "ask", About: anyway}})
	case len(c.Rights.People) > 0:
		rows = append(rows, []Button{{Key: "ask.button", Begin: "ask"}})
	}
	rows = append(rows, []Button{{Key: "aid.another", Begin: "aid"}})
	args := Args{"Heard": "", "Lines": lines, "Checked": checked.In(ReaderZone(c.Facts, c.Event.Account))}
	if heard != nil {
		args["Heard"] = *heard
	}
	c.Tell(string(need), Message{Key: "aid." + string(need), Args: args, Rows: rows})
}

// whence lists from where the reader may call: from home, from abroad, or, while that is not known, from either.
func (c *Chat) whence() []string {
	var from []string
	for _, p := range c.Rights.People {
		if p.Abroad {
			from = append(from, parenting.Abroad, c.Family(p.Family).Where)
		} else {
			from = append(from, parenting.Home)
		}
	}
	switch {
	case len(c.Rights.Grants) > 0:
		from = append(from, parenting.Home)
	case len(from) == 0:
		from = []string{parenting.Home, parenting.Abroad}
	}
	return from
}

// nearby lists whom to call near the reader's groups, each once.
func (c *Chat) nearby(need parenting.Need) (texts []string) {
	groups := c.Rights.Groups()
	for _, p := range c.Rights.People {
		if !p.Abroad {
			groups = append(groups, p.Group)
		}
	}
	for _, kind := range parenting.ContactsFor(need) {
		for _, g := range groups {
			if text := c.Contacts(g)[kind]; text != "" && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// stale counts the helplines that nobody has checked for too long.
func stale(f Facts) (n int) {
	for _, h := range f.Helplines() {
		if h.Stale(f.Now()) {
			n++
		}
	}
	return n
}

// longestContact is how many characters a contact nearby may have.
const longestContact = 80

// SetContacts lets a facilitator write down whom families call nearby.
func SetContacts(c *Chat) {
	g := parenting.GroupID(c.ID("on"))
	known := c.Contacts(g)
	var buttons []Button
	for _, kind := range parenting.ContactKinds() {
		buttons = append(buttons, Button{Key: "contacts.which." + string(kind), Args: Args{"Text": known[kind]}, Choice: string(kind), Wide: true})
	}
	kind := parenting.ContactKind(c.Pick("which", append(buttons, Button{Key: "contacts.which.nothing", Choice: "nothing", Wide: true}), "Group", c.Group(g).Name))
	if kind == "nothing" {
		c.Say("kept")
		return
	}
	const forget = "-"
	var offers []Button
	if known[kind] != "" {
		offers = []Button{{Key: "contacts.text.forget", Choice: forget}}
	}
	text := c.Read("text", func(text string) (string, bool) {
		text = parenting.Clean(text)
		named := strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, unicode.IsDigit)
		return text, named && len([]rune(text)) <= longestContact
	}, offers, "Kind", Word("contacts.kind_"+string(kind)))
	if text == forget {
		text = ""
	}
	c.Do(parenting.SetContact{Group: g, Kind: kind, Text: text})
	c.Tell("done", Message{Args: Args{"Kind": Word("contacts.kind_" + string(kind)), "Text": text}, Rows: [][]Button{
		{{Key: "contacts.more", Begin: "contacts", On: int64(g)}},
	}})
}

// CheckNumbers lets a coordinator say what came of calling a helpline: it is right, has another number, or is dead. Those that wait
// longest come first.
func CheckNumbers(c *Chat) {
	all := c.Helplines()
	slices.SortStableFunc(all, func(a, b parenting.Helpline) int { return a.Checked.Compare(b.Checked) })
	const nothing = "nothing"
	var buttons []Button
	for _, h := range all {
		var mark Word
		switch {
		case h.Dead:
			mark = "numbers.dead"
		case h.Stale(c.Now()):
			mark = "numbers.old"
		}
		buttons = append(buttons, Button{Key: "numbers.which.entry", Args: Args{"Name": h.Name, "Number": h.Number, "Mark": mark}, Choice: h.ID, Wide: true})
	}
	id := c.Pick("which", append(buttons, Button{Key: "numbers.which.nothing", Choice: nothing, Wide: true}), "Count", stale(c.Facts), "Days", parenting.HelplineDays)
	i := slices.IndexFunc(all, func(h parenting.Helpline) bool { return h.ID == id })
	if id == nothing || i < 0 {
		c.Say("kept")
		return
	}
	h := all[i]
	check := parenting.CheckHelpline{ID: id, Number: h.Number}
	switch c.Choose("what", []string{"same", "changed", "dead", nothing}, "Name", h.Name, "Number", h.Number, "What", h.What,
		"Checked", h.Checked.In(ReaderZone(c.Facts, c.Event.Account)), "Source", h.Source, "Mended", h.By != 0, "Web", h.Via == parenting.ViaWeb) {
	case nothing:
		c.Say("kept")
		return
	case "dead":
		check.Dead = true
	case "changed":
		read := parenting.ReadNumber
		if h.Via == parenting.ViaWeb {
			read = readSite
		}
		for sure := false; !sure; {
			check.Number = c.Read("number", read, nil, "Name", h.Name)
			sure = c.Choose("sure", []string{"right", "change"}, "Name", h.Name, "Was", h.Number, "Number", check.Number) == "right"
		}
	}
	c.Do(check)
	c.Tell("done", Message{Args: Args{"Name": h.Name, "Number": check.Number, "Dead": check.Dead}, Rows: [][]Button{{{Key: "numbers.more", Begin: "numbers"}}}})
}

// readSite reads a web address as people say it, without https.
func readSite(text string) (string, bool) {
	address, ok := parenting.ReadWebAddress(text)
	return strings.TrimSuffix(strings.TrimPrefix(address, "https://"), "/"), ok
}
