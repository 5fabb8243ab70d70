package flows

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// AskFacilitator takes a carer's request for help: for which family, about what, how urgent, and what there is to say. The last is heard
// and sent on in one turn: the words stand in no journal. Voice messages that come before they are asked for
// wait there, by their ids.
func AskFacilitator(c *Chat) {
	const more, no = "more", "no"
	switch {
	case !known(c):
		c.Tell("stranger", Message{Key: "menu.stranger"})
		return
	case len(c.Rights.People) == 0:
		c.Say("officer")
		return
	}
	if open := c.RequestsOf(c.Event.Account); len(open) > 0 {
		var buttons []Button
		for _, q := range open {
			buttons = append(buttons, Button{Key: "ask.open.request", Args: c.brief(q), Choice: parenting.ShortID(int64(q.ID)), Wide: true})
		}
		full := len(open) >= parenting.MostRequests
		if !full {
			buttons = append(buttons, Button{Key: "ask.open.more", Choice: more, Wide: true})
		}
		switch choice := c.Pick("open", append(buttons, Button{Key: "ask.open.no", Choice: no, Wide: true}), "Count", len(open), "Full", full); choice {
		case no:
			c.Say("kept")
			return
		case more:
		default:
			c.Then("mine", "on", choice)
			return
		}
	}
	c.spokeEarly()
	f := c.askingFamily()
	g := c.Group(f.Group)
	leaders, coordinators := RequestReaders(c.Facts, g.ID, c.Event.Account)
	if len(leaders)+len(coordinators) == 0 {
		c.Tell("nobody", Message{Args: Args{"Contact": c.Programme().Contact}, Rows: [][]Button{{{Key: "aid.button", Begin: "aid"}}}})
		return
	}
	readers := []any{"Leaders", c.officers(leaders, g.ID), "Group", g.Name}
	var topics []Button
	for _, t := range parenting.Topics() {
		topics = append(topics, Button{Key: "ask.about." + string(t), Choice: string(t)})
	}
	about := c.Pick("about", append(topics, Button{Key: "aid.button", Begin: "aid"}, Button{Key: "ask.about.no", Choice: no}), readers...)
	if about == no {
		c.Say("kept")
		return
	}
	pressing := c.Choose("urgent", []string{"yes", "wait", no}, append(readers, "Hours", int(parenting.PatienceUrgent.Hours()))...)
	if pressing == no {
		c.Say("kept")
		return
	}
	urgent := pressing == "yes"
	if local := c.Now().In(Zone(g)); urgent && parenting.QuietAt(local) {
		urgent = c.Choose("night", []string{"yes", "wait"}, readers...) == "yes"
	}
	voices := split(c.Arg(earlyVoices))
	var w parenting.Words
	if len(voices) > 0 {
		w.Voice = voices[0]
	} else {
		var way string
		if w, way = c.words("say", []string{"call", no}, readers...); way == no {
			c.Say("kept")
			return
		}
	}
	id := parenting.RequestID(c.NewID("request"))
	c.Do(parenting.AskHelp{
		Request: id, Group: g.ID, Family: f.ID, Account: c.Event.Account, About: parenting.Topic(about), Urgent: urgent, Words: w,
	})
	for _, voice := range voices[min(1, len(voices)):] {
		c.Do(parenting.AddWords{Request: id, Account: c.Event.Account, Words: parenting.Words{Voice: voice}})
	}
	c.Then("add", "on", id, "sent", "asked", "at", c.Now().Unix(), "heard", c.Arg("on"))
}

// TellFacilitator sends on at once what somebody has said to the facilitator outside every conversation, as it stands: it would have to be kept
// while something is asked. Where it is not clear whose or what it belongs to, it is asked for.
func TellFacilitator(c *Chat) {
	families, open := c.mine(), c.RequestsOf(c.Event.Account)
	w := spokenWords(c.Event)
	g := c.Family(families[0]).Group
	leaders, coordinators := RequestReaders(c.Facts, g, c.Event.Account)
	id, sent := parenting.RequestID(c.NewID("request")), "asked"
	switch {
	case len(families) > 1, len(open) > 1, len(leaders)+len(coordinators) == 0, w.Text == "", c.Event.Length > parenting.LongestText:
		c.Then("ask")
		return
	case len(open) == 1:
		id, sent = open[0].ID, "more"
		if parenting.Unanswered(c.Said(id), c.Event.Account) < parenting.MostWords {
			c.Do(parenting.AddWords{Request: id, Account: c.Event.Account, Words: w})
		}
	default:
		c.Do(parenting.AskHelp{Request: id, Group: g, Family: families[0], Account: c.Event.Account, About: parenting.TopicElse, Words: w})
	}
	c.Then("add", "on", id, "sent", sent, "at", c.Now().Unix())
}

// earlyVoices is where voice messages wait for their question.
const earlyVoices = "voices"

// spokeEarly keeps a voice message that answers no question yet; the one that waits is asked again. With words beside it, it is not kept:
// those stand in no journal.
func (c *Chat) spokeEarly() {
	e, voices := c.Event, split(c.Arg(earlyVoices))
	button := slices.Contains([]string{"family", "about", "urgent", "night"}, c.state.Asking)
	if !button || e.Kind != SentFile || e.Content.Kind != parenting.ContentVoice || e.Content.HTML != "" || len(voices) == parenting.MostWords {
		return
	}
	c.state.unset("@" + earlyVoices)
	kept := Answer{"@" + earlyVoices, strings.Join(append(voices, e.Content.File), ",")}
	c.state.Journal = slices.Insert(c.state.Journal, 0, kept) // first, where no step back takes it away
	c.Event.Kind = Early
}

// askingFamily is the family that asks. Who is of several says which.
func (c *Chat) askingFamily() parenting.Family {
	mine := c.mine()
	if len(mine) == 1 {
		return c.Family(mine[0])
	}
	var buttons []Button
	for _, id := range mine {
		args := Args{"Who": c.own(id), "Group": c.Group(c.Family(id).Group).Name}
		buttons = append(buttons, Button{Key: "ask.family.of", Args: args, Choice: parenting.ShortID(int64(id)), Wide: true})
	}
	id, _ := parenting.ReadShortID(c.Pick("family", buttons))
	return c.Family(parenting.FamilyID(id))
}

// mine are the families that the account's people belong to.
func (c *Chat) mine() (all []parenting.FamilyID) {
	for _, p := range c.Rights.People {
		if !slices.Contains(all, p.Family) {
			all = append(all, p.Family)
		}
	}
	return all
}

// RequestReaders lists who can be told of what somebody in a group asks: its facilitators, and the coordinators next to it. Nobody is asked
// by themselves.
func RequestReaders(f Facts, g parenting.GroupID, asks parenting.AccountID) (leaders, coordinators []parenting.AccountID) {
	away := func(grant parenting.Grant) bool {
		a := f.Account(grant.Account)
		return a.ID == asks || !a.Reachable || a.Stopped
	}
	for _, grant := range f.Leaders(g) {
		if !away(grant) {
			leaders = append(leaders, grant.Account)
		}
	}
	return leaders, parenting.Nearest(slices.DeleteFunc(slices.Clone(f.Coordinators()), away), f.Group(g).Region())
}

// words asks for words or a voice, or for one of the ways past the question. It must be the last question of its flow: only the event
// holds the answer.
func (c *Chat) words(name string, ways []string, args ...any) (w parenting.Words, way string) {
	var buttons []Button
	for _, way := range ways {
		buttons = append(buttons, Button{Key: c.key(name, way), Choice: way})
	}
	way = c.message(name, unspoken, Message{Args: pairs(args), Rows: rows(buttons), Pack: true})
	if way == "" {
		w = spokenWords(c.Event)
	}
	return w, way
}

// unspoken says why a message is neither words nor a voice that can be passed on, "" if it is. Pictures are not passed on: they show
// children, and papers with numbers on them.
func unspoken(e Event) (why, part string) {
	switch {
	case e.Kind == SentFile && e.Content.Kind != parenting.ContentVoice:
		return "kind", e.Album
	case e.Kind == Wrote && e.Length > parenting.LongestText:
		return "long", strconv.FormatInt(e.At.Unix(), 10)
	case spokenWords(e) == parenting.Words{}, e.Kind == Wrote && parenting.WantsBack(e.Text):
		return "again", ""
	}
	return "", ""
}

// spokenWords are the words or the voice of a message, cleaned line by line.
func spokenWords(e Event) parenting.Words {
	text := e.Text
	if e.Kind == SentFile {
		text = parenting.Visible(e.Content.HTML)
	}
	var lines []string
	for line := range strings.Lines(text) {
		lines = append(lines, parenting.Clean(line))
	}
	return parenting.Words{Text: strings.TrimSpace(strings.Join(lines, "\n")), Voice: e.Content.File}
}

// pauseEnds is how long after the last words to a request those that follow are meant for it too.
const pauseEnds = 10 * time.Minute

// goesOn reports whether a conversation goes on that, after something was sent, stays open only for what people think of next.
func (c *Chat) goesOn() bool { return c.Arg("sent") == "" || c.listens() }

// listens reports whether a conversation still goes on that stays open (since "at") only for what people think of next. Who has turned to
// something else is not asked again, and what comes much later is meant for the bot.
func (c *Chat) listens() bool {
	late := c.Now().Sub(time.Unix(c.ID("at"), 0)) > pauseEnds
	switch {
	case c.Event.Kind == Resume:
		return false
	case late && (c.Event.Kind == Wrote || c.Event.Kind == SentFile):
		c.turn.Then = c.elsewhere()
		return false
	}
	return true
}

// elsewhere is what was said, as it is understood outside every conversation.
func (c *Chat) elsewhere() *Event {
	e := c.Event
	e.Start, e.Kind = spoken(c.Facts, e), Begin
	return &e
}

// AddWords takes more words to an own request: right after it was made, or to an answer.
func AddWords(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	switch {
	case !c.goesOn():
		return
	case q.Account != c.Event.Account || !q.Open():
		c.requestOver()
		return
	case parenting.Unanswered(c.Said(q.ID), q.Account) >= parenting.MostWords:
		c.Say("full", "To", c.readers(q))
		return
	}
	const enough, back = "enough", "back"
	step, ways := "what", []string{"no"}
	if c.Arg("sent") != "" {
		step, ways = "more", []string{enough, back}
	}
	zone := ReaderZone(c.Facts, c.Event.Account)
	w, way := c.words(step, ways, "First", c.Arg("sent") == "asked", "To", c.readers(q), "Due", q.Due.In(zone),
		"Waits", !q.Urgent && parenting.QuietAt(c.Now().In(Zone(c.Group(q.Group)))))
	switch way {
	case "":
		c.Do(parenting.AddWords{Request: q.ID, Account: c.Event.Account, Words: w})
		c.Then("add", "on", q.ID, "sent", "more", "at", c.Now().Unix(), "heard", c.Arg("heard"))
	case back:
		c.Then("takeback", "on", q.ID)
	default:
		c.Say("enough")
	}
}

// TakeBack takes an own request back: it is closed, and its words are erased here. What somebody has read stays on their phone.
func TakeBack(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	if q.Account != c.Event.Account || !q.Open() {
		c.requestOver()
		return
	}
	about := []any{"About", Word("ask.topic_" + string(q.About)), "To", c.readers(q)}
	if c.Choose("sure", []string{"no", "yes"}, about...) == "no" {
		c.Say("kept", about...)
		return
	}
	c.Do(parenting.Rate{Request: q.ID, Account: c.Event.Account, Helped: parenting.TakenBack})
	c.Say("done", about...)
}

// requestOver says that a request is closed, or is none of the account's.
func (c *Chat) requestOver() {
	c.Tell("over", Message{Key: "add.over", Rows: [][]Button{{{Key: "ask.button", Begin: "ask"}}}})
}

// readers names who reads what is said to a request: who looks after it, the facilitators, or nobody by name while it is the coordinators.
func (c *Chat) readers(q parenting.HelpRequest) []string {
	leaders, _ := RequestReaders(c.Facts, q.Group, q.Account)
	if q.Owner != 0 {
		leaders = []parenting.AccountID{q.Owner}
	}
	return c.officers(leaders, q.Group)
}

// officers names accounts by the rights they hold: by that for a group, if they have one.
func (c *Chat) officers(accounts []parenting.AccountID, g parenting.GroupID) (names []string) {
	for _, a := range accounts {
		if name, _ := officerOf(c.Facts, a, g); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// officerOf is what an officer is called by the families of a group, and as what.
func officerOf(f Facts, a parenting.AccountID, g parenting.GroupID) (name string, role parenting.Role) {
	r := f.Rights(a)
	for _, grant := range r.Grants {
		if grant.Role == parenting.Facilitator && grant.Group == g {
			return grant.Name, grant.Role
		}
	}
	if r.Has(parenting.Coordinator) {
		return OfficerName(r), parenting.Coordinator
	}
	return "", parenting.Facilitator
}

// brief is a request in a few words, for its carer.
func (c *Chat) brief(q parenting.HelpRequest) Args {
	return Args{"About": Word("ask.topic_" + string(q.About)), "Answered": q.State == parenting.RequestAnswered}
}

// ShowOwnRequest shows a carer how a request stands, and what can be done with it.
func ShowOwnRequest(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	if q.Account != c.Event.Account || !q.Open() {
		c.requestOver()
		return
	}
	args := c.brief(q)
	args["To"], args["Due"], args["Late"] = c.readers(q), q.Due.In(ReaderZone(c.Facts, c.Event.Account)), q.Late(c.Now())
	args["Escalated"] = !q.Escalated.IsZero()
	c.Tell("text", Message{Args: args, Pack: true, Rows: [][]Button{
		{{Key: "mine.add", Begin: "add", On: int64(q.ID)}},
		{{Key: "mine.reread", Begin: "reread", On: int64(q.ID)}},
		{{Key: "mine.takeback", Begin: "takeback", On: int64(q.ID)}},
		{helpedButton(q, parenting.HelpedYes, "said.helped")},
		{{Key: "aid.button", Begin: "aid"}},
	}})
}

func helpedButton(q parenting.HelpRequest, how parenting.Helped, key string) Button {
	return Button{Key: key, Begin: "helped", About: string(how) + "." + parenting.ShortID(int64(q.ID))}
}

// HearSaid brings what was said to a request to who is to hear it: a carer's words to an officer, with how the request stands, or an
// answer to the carer.
func HearSaid(c *Chat, fire parenting.Fire) {
	q := c.Request(parenting.RequestID(fire.Subject))
	all := c.Said(q.ID)
	i := slices.IndexFunc(all, func(s parenting.Said) bool { return s.N == fire.Version })
	switch {
	case i < 0:
		c.Skip("gone")
	case fire.Reader == q.Account:
		c.quote(q, all[i], [][]Button{{{Key: "said.reply", Begin: "add", On: fire.Subject}, helpedButton(q, parenting.HelpedYes, "said.helped")}})
	case !q.Open():
		c.Skip("closed")
	case !mayAnswer(c.Rights, q):
		c.Skip("not theirs")
	default:
		c.quote(q, all[i], nil)
		if i == len(all)-1 { // else the next brings it
			c.Show(parenting.CardRequest, fire.Subject, q.Group)
		}
	}
}

// quote tells what somebody has said to a request. A voice comes as it is, and then whose it was.
func (c *Chat) quote(q parenting.HelpRequest, s parenting.Said, rows [][]Button) {
	n := "#" + strconv.Itoa(s.N) // each once, whatever comes between
	if s.Voice != "" {
		c.Tell("voice"+n, Message{Copy: &Copy{By: s.By, Content: parenting.Content{Kind: parenting.ContentVoice, File: s.Voice}}})
	}
	m := Message{Rows: rows, Pack: true, Args: Args{"Text": s.Text, "Voice": s.Voice != "", "About": Word("ask.topic_" + string(q.About))}}
	switch s.By {
	case c.Event.Account:
		m.Key = "said.own"
	case q.Account:
		m.Key = "said.words"
		m.Args["Who"], m.Args["Group"], m.Args["Urgent"] = asker(c.Facts, q), c.Group(q.Group).Name, q.Urgent
		m.Args["Again"] = q.Helped == parenting.HelpedNo
	default:
		name, role := officerOf(c.Facts, s.By, q.Group)
		m.Key = "said.answer"
		m.Args["By"], m.Args["Coordinator"] = name, role == parenting.Coordinator
	}
	c.Tell("quote"+n, m)
}

// asker is who has made a request, as the roster shows it.
func asker(f Facts, q parenting.HelpRequest) any {
	if p, ok := f.Rights(q.Account).Person(q.Family); ok {
		return p
	}
	return Word("request.family")
}

// ReadRequest tells all that was said to a request once more.
func ReadRequest(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	own := q.Account == c.Event.Account && q.ID != 0
	if !own && !mayAnswer(c.Rights, q) {
		c.Tell("notyours", Message{Key: "common.notyours"})
		return
	}
	all := c.Said(q.ID)
	for _, s := range all {
		c.quote(q, s, nil)
	}
	switch {
	case len(all) == 0:
		c.Say("nothing")
	case own:
		c.Then("mine", "on", q.ID)
		return
	}
	c.Show(parenting.CardRequest, int64(q.ID), q.Group)
}

// RequestDue acts when nobody has answered a request in time, or said anything to it for long since it was answered or coordinators were
// asked.
func RequestDue(c *Chat, fire parenting.Fire) {
	switch q := c.Request(parenting.RequestID(fire.Subject)); {
	case q.Version != fire.Version:
		c.Skip("version")
	case !q.Open():
		c.Skip("closed")
	case q.State == parenting.RequestWaiting && !q.Given():
		c.Do(parenting.Escalate{Request: q.ID, Group: q.Group, Version: q.Version})
	default:
		c.Do(parenting.Finish{Request: q.ID, Group: q.Group, Version: q.Version, Said: q.Said})
	}
}

// RequestLate tells coordinators that a request waits for them, naming nobody, and who asked that they were told. Days later it shows it once
// more to whoever may answer it.
func RequestLate(c *Chat, fire parenting.Fire) {
	q := c.Request(parenting.RequestID(fire.Subject))
	g := c.Group(q.Group)
	switch {
	case q.Version != fire.Version:
		c.Skip("version")
	case !q.Open():
		c.Skip("closed")
	case fire.Reader == q.Account:
		leaders, coordinators := RequestReaders(c.Facts, q.Group, q.Account)
		args := c.brief(q)
		args["Leaders"], args["Nobody"], args["Late"] = c.officers(leaders, g.ID), len(coordinators) == 0, q.Late(c.Now())
		c.Tell("carer", Message{Args: args, Rows: [][]Button{
			{{Key: "mine.add", Begin: "add", On: fire.Subject}, {Key: "aid.button", Begin: "aid"}},
		}})
	case !c.Rights.Holds(parenting.Coordinator, g.Region()) && !c.Rights.Leads(g.ID):
		c.Skip("not theirs")
	default:
		c.Show(parenting.CardRequest, fire.Subject, q.Group)
	}
}

// AskHelped asks a carer whether a request that was closed has helped.
func AskHelped(c *Chat, fire parenting.Fire) {
	q := c.Request(parenting.RequestID(fire.Subject))
	if q.Version != fire.Version || q.Account != fire.Reader || q.Helped != "" {
		c.Skip("version")
		return
	}
	args := c.brief(q)
	args["Answered"] = !q.Answered.IsZero() || q.Owner != 0
	c.Tell("question", Message{Key: "helped.question", Args: args, Pack: true, Rows: [][]Button{
		{helpedButton(q, parenting.HelpedYes, "helped.yes")},
		{helpedButton(q, parenting.HelpedPartly, "helped.partly")},
		{helpedButton(q, parenting.HelpedNo, "helped.no")},
	}})
}

// RateRequest notes whether a request has helped. If it has not, those who look after it are told, or the carer is led to another one.
func RateRequest(c *Chat) {
	how, id, _ := strings.Cut(c.Arg("on"), ".")
	n, _ := parenting.ReadShortID(id)
	q := c.Request(parenting.RequestID(n))
	helped := parenting.Helped(how)
	switch {
	case q.Account != c.Event.Account || !slices.Contains([]parenting.Helped{parenting.HelpedYes, parenting.HelpedPartly, parenting.HelpedNo}, helped):
		c.requestOver()
	case helped == parenting.HelpedNo && !q.Open() && q.Reopened >= parenting.MostReopened:
		c.Do(parenting.Rate{Request: q.ID, Account: c.Event.Account, Helped: helped})
		c.Tell("over", Message{Rows: [][]Button{{{Key: "ask.button", Begin: "ask"}, {Key: "aid.button", Begin: "aid"}}}})
	case helped == parenting.HelpedNo:
		c.Do(parenting.Rate{Request: q.ID, Account: c.Event.Account, Helped: helped})
		c.Tell("again", Message{Args: Args{"To": c.readers(q)}, Rows: [][]Button{
			{{Key: "mine.add", Begin: "add", On: n}, {Key: "aid.button", Begin: "aid"}},
		}})
	default:
		c.Do(parenting.Rate{Request: q.ID, Account: c.Event.Account, Helped: helped})
		c.Say("thanks")
	}
}

// awaited reports whether a notice is what its reader has asked for: it comes to who gets no others, too.
func awaited(f Facts, fire parenting.Fire) bool {
	about := slices.Contains([]parenting.FireKind{parenting.FireSaid, parenting.FireLate, parenting.FireHelped}, fire.Kind)
	return about && f.Request(parenting.RequestID(fire.Subject)).Account == fire.Reader
}
