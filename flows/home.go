package flows

import (
	"cmp"
	"slices"
	"strings"

	"asuhbersama/parenting"
)

// Commands lists the commands in the menu of an account, the most useful first. Every one works for everybody who types it.
func Commands(r parenting.Rights) []string {
	list := []string{"menu"}
	if len(r.People)+len(r.Grants) > 0 {
		list = append(list, "materi")
	}
	if len(r.People) > 0 {
		list = append(list, "tanya")
	}
	if len(r.Groups()) > 0 {
		list = append(list, "pertemuan", "kelompok")
	}
	if r.Has(parenting.Founder) {
		list = append(list, "kelompokbaru")
	}
	if r.Has(parenting.Coordinator) {
		list = append(list, "wilayah", "pengumuman")
	}
	if r.Holds(parenting.Coordinator, parenting.Region{}) {
		list = append(list, "hentikan")
	}
	if r.Has(parenting.Coordinator) || r.Has(parenting.Facilitator) {
		list = append(list, "permintaan", "catatan")
	}
	if len(r.People) > 0 {
		list = append(list, "keluarga")
	}
	if len(r.People)+len(r.Grants) > 0 {
		list = append(list, "dataku")
	}
	return append(list, "bantuan", "batal", "bahasa", "berhenti")
}

// Offices are rights of every sort: somebody with each menu that there is.
func Offices() []parenting.Rights {
	all := []parenting.Rights{{}, {People: []parenting.Person{{ID: 1}}}}
	for _, g := range []parenting.Grant{
		{Role: parenting.Facilitator, Group: 1}, {Role: parenting.Founder}, {Role: parenting.Coordinator, Region: parenting.Region{Province: "52"}}, {Role: parenting.Coordinator},
	} {
		all = append(all, parenting.Rights{Grants: []parenting.Grant{g}})
	}
	return all
}

// flowOf is the flow that a command starts, "" if there is none.
func flowOf(command string) string {
	return map[string]string{
		"menu": "menu", "bantuan": "help", "help": "help", "batal": "cancel", "cancel": "cancel", "berhenti": "stop", "stop": "stop",
		"bahasa": "bahasa", "language": "bahasa", "wilayah": "region", "kelompokbaru": "found", "kelompok": "group", "pertemuan": "sessions",
		"keluarga": "family", "pengumuman": "broadcasts", "catatan": "log", "hentikan": "hold", "materi": "materials",
		"tanya": "ask", "permintaan": "requests", "latihan": "practices", "dataku": "mydata", "hapus": "erase", "ubah": "family",
	}[command]
}

// command gives a command the flow it starts.
func command(f Facts, e Event) Event {
	flow := flowOf(e.Command)
	switch {
	case e.Command == "start" && e.Payload != "":
		e.Start = opened(f, e)
	case flow == "" && e.Command != "start":
		e.Start = Start{Flow: "lost"}
	case flow == "":
		e.Start = Start{Flow: "menu"}
	case flow == "materials" && e.Payload != "" && len(f.Rights(e.Account).Grants)+len(f.Rights(e.Account).People) > 0:
		ids, _ := find(f, f.Rights(e.Account), e.Payload)
		e.Start = Start{Flow: "results", Args: Args{"lessons": ids}}
	default:
		e.Start = Start{Flow: flow}
	}
	return e
}

// opened gives a start link the flow it leads to. Tokens come first: they are random, so one in some thousands looks like something else.
func opened(f Facts, e Event) Start {
	link := f.Link(e.Payload)
	if link.Token == "" {
		if flow := flowOf(e.Payload); flow != "" { // a command from a group chat goes on in private
			return Start{Flow: flow}
		}
		if id, ok := strings.CutPrefix(e.Payload, lessonPayload); ok {
			return Start{Flow: "lesson", Args: Args{"on": id}}
		}
		if s, code, ok := parenting.ReadCodePayload(e.Payload); ok {
			return Start{Flow: "checkin", Args: Args{"on": s, "code": code}}
		}
	}
	if state := link.State(e.Account, f.Now()); state != parenting.LinkOpen {
		return Start{Flow: "link", Args: Args{"state": deadLink(link, state)}}
	}
	flow := map[parenting.LinkKind]string{
		parenting.LinkClaim: "claim", parenting.LinkCoordinate: "claim", parenting.LinkFacilitate: "claim", parenting.LinkAssist: "claim",
		parenting.LinkJoin: "enrol", parenting.LinkCarer: "enrol",
	}[link.Kind]
	return Start{Flow: flow, Args: Args{"token": link.Token}}
}

// Menu shows somebody what they can do, by what they are: facilitators their groups, coordinators their region, families their
// next meeting.
func Menu(c *Chat) {
	if !known(c) {
		c.Say("stranger")
		return
	}
	if c.Rights.Has(parenting.Coordinator) {
		c.Show(parenting.CardRegion, 0, 0)
	}
	for _, g := range c.Rights.Groups() {
		c.Show(parenting.CardGroup, int64(g), g)
	}
	if c.Rights.Has(parenting.Founder) && len(c.Rights.Groups()) == 0 {
		c.Tell("founder", Message{Rows: [][]Button{{{Key: "menu.found", Begin: "found"}}}})
	}
	lead, last := c.stopped()
	switch {
	case len(c.Rights.People) > 0:
		if lead == "" {
			last = Button{Key: "menu.stop", Begin: "stop"}
		}
		c.Tell("family", Message{Lead: lead, Args: Args{"Who": c.Rights.People[0]}, Rows: [][]Button{
			{{Key: "menu.sessions", Begin: "sessions"}},
			{{Key: "menu.materials", Begin: "materials"}},
			{{Key: "ask.button", Begin: "ask"}},
			{{Key: "menu.myfamily", Begin: "family"}},
			{{Key: "aid.button", Begin: "aid"}},
			{{Key: "menu.help_button", Begin: "help"}},
			{last},
		}})
	case lead != "":
		c.Tell("stopped", Message{Rows: [][]Button{{last}}})
	}
}

// stopped says that the account gets no messages of their own accord, with the button that takes it back; "" when it does.
func (c *Chat) stopped() (lead Word, again Button) {
	if c.Account(c.Event.Account).Stopped {
		lead = "menu.stopped"
	}
	return lead, Button{Key: "stop.back", Begin: "resume"}
}

// Help says what the bot is for and what can be done, by role.
func Help(c *Chat) {
	var parts []Word
	for _, name := range Commands(c.Rights) {
		parts = append(parts, Word("help.line_"+name))
	}
	p := parenting.Programme{}
	if known(c) { // the number of an office is not for whoever finds the bot
		p = c.Programme()
	}
	m := Message{Args: Args{"Lines": parts, "Office": p.Office, "Contact": p.Contact, "Family": len(c.Rights.People) > 0}}
	m.Rows = [][]Button{{{Key: "aid.button", Begin: "aid"}}}
	if known(c) {
		m.Rows = append(m.Rows, []Button{{Key: "privacy.button", Begin: "privacy"}})
	}
	c.Tell("text", m)
}

// CancelConversation drops what was begun, if anything (nothing); nothing of it counts but what has left already (sent). A meeting (session)
// that was about to be changed or called off stays. Who was about to join (token) can begin again without looking for the link.
func CancelConversation(c *Chat) {
	link, s := c.Link(c.Arg("token")), c.Session(parenting.SessionID(c.ID("session")))
	switch b := c.Broadcast(parenting.BroadcastID(c.ID("planned"))); {
	case b.State == parenting.Timed:
		c.Tell("planned", Message{Key: "broadcast.kept", Args: Args{"From": b.From}})
	case c.ID("session") != 0 && changeable(s, c.Now()):
		c.Say("change", append(c.described(s), "Announced", s.State == parenting.Announced)...)
	case c.Arg("nothing") != "":
		c.Say("nothing")
	case c.Arg("sent") != "":
		c.Say("sent")
	case link.State(c.Event.Account, c.Now()) != parenting.LinkOpen:
		c.Say("done")
	default:
		c.Tell("joining", Message{Rows: [][]Button{{{Key: "cancel.join", Start: Link(link.Token)}}}})
	}
}

// joining is the token of the link by which somebody is about to join, "" if nobody is.
func joining(stack []State) string {
	i := slices.IndexFunc(stack, func(s State) bool { return s.Flow == "enrol" })
	if i < 0 {
		return ""
	}
	token, _ := stack[i].answer("@token")
	return token
}

// Greet answers what asks for nothing: a greeting, a thank you, a yes or a no to nothing; and who wonders what this is.
func Greet(c *Chat) {
	var who []parenting.Person
	if len(c.Rights.People) == 1 {
		who = c.Rights.People
	}
	step := map[parenting.Wish]string{parenting.WishThanks: "thanks", parenting.WishNod: "nod", parenting.WishWhat: "what"}[parenting.Wish(c.Arg("with"))]
	c.Tell(cmp.Or(step, "hello"), Message{Args: Args{"People": who}, Rows: [][]Button{{{Key: "lost.menu", Begin: "menu"}}}})
}

// NoNumber says that the numbers of facilitators are not given, and leads to the way there is.
func NoNumber(c *Chat) {
	c.Say("text")
	c.Then("ask")
}

// Lost answers what was not understood with the next step.
func Lost(c *Chat) {
	if !known(c) {
		c.Say("stranger")
		return
	}
	step, file := "text", c.Arg("heard") == "file"
	switch {
	case file && coordinator(c) && c.Event.Content.Kind != "":
		step = "content"
	case c.Event.Content.Kind == parenting.ContentVoice:
		step = "voice"
	case file:
		step = "file"
	}
	rows := [][]Button{{{Key: "lost.menu", Begin: "menu"}}, {{Key: "lost.help", Begin: "help"}}}
	var to []string
	reply, announced := false, !c.Announced(c.Event.Account).IsZero()
	if len(c.Rights.People) > 0 {
		var word Button
		word, to, reply = c.wordTo()
		at := len(rows)
		if reply || announced || step == "voice" || step == "content" {
			at = 0
		}
		rows = slices.Insert(rows, at, []Button{word})
		if announced { // it may have been a warning
			rows = slices.Insert(rows, 1, []Button{{Key: "aid.button", Begin: "aid"}})
		}
	}
	if _, coming := nextOf(c.Facts, c.Rights); coming {
		rows = append(rows, []Button{{Key: "menu.sessions", Begin: "sessions"}})
	}
	if step == "content" {
		rows = slices.Insert(rows, 0, []Button{{Key: "lost.announce", Begin: "compose"}})
	}
	c.Tell(step, Message{Args: Args{"To": to, "Reply": reply, "Announced": announced}, Rows: rows})
}

// wordTo leads a carer to whom it may have been said: to who has answered a question that is open, else to the facilitators.
func (c *Chat) wordTo() (button Button, names []string, reply bool) {
	for _, q := range c.RequestsOf(c.Event.Account) {
		if q.State == parenting.RequestAnswered {
			return Button{Key: "said.reply", Begin: "add", On: int64(q.ID)}, c.readers(q), true
		}
	}
	for _, p := range c.Rights.People {
		leaders, _ := RequestReaders(c.Facts, p.Group, c.Event.Account)
		for _, name := range c.officers(leaders, p.Group) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return Button{Key: "ask.button", Begin: "ask"}, names, false
}

// Language asks in which language to speak.
func Language(c *Chat) {
	if !known(c) { // there is nobody to remember it for
		c.Say("stranger")
		return
	}
	lang := c.Choose("which", []string{"indonesian", "english"})
	c.Do(parenting.SetLanguage{Account: c.Event.Account, Lang: map[string]string{"indonesian": "id", "english": "en"}[lang]})
	c.Say("done_" + lang)
}

// deadLink is what [DeadLink] says of a link in a state: a family's own is had from the family, any other from the facilitator.
func deadLink(l parenting.Link, state parenting.LinkState) string {
	if state == parenting.LinkRevoked && l.Kind == parenting.LinkCarer {
		return "revoked_carer"
	}
	return string(state)
}

// DeadLink answers a link that no longer leads anywhere, kindly and with a way on.
func DeadLink(c *Chat) {
	state := c.Arg("state")
	if state == "" {
		state = string(parenting.LinkUnknown)
	}
	c.Say(state)
	if state == string(parenting.LinkMine) {
		c.Then("menu")
	}
}

// lowerTheme is the key of a theme's title.
func themeWord(t parenting.Theme) Word { return Word("theme." + strings.ToLower(string(t))) }
