package flows

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// Replies shows a facilitator the plans of the families for a meeting, to note there what those say who do not press buttons.
func Replies(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if !c.takesReplies(s) {
		c.Say("over")
		return
	}
	c.Show(parenting.CardReplies, int64(s.ID), s.Group)
}

// ReplyFor asks a facilitator for the plan of one family, for the meeting that comes next.
func ReplyFor(c *Chat, family parenting.Family) {
	s, ok := nextSession(c.Facts, family.Group)
	if !ok {
		c.Tell("none", Message{Rows: [][]Button{{{Key: "sessions.plan", Begin: "plan", On: int64(family.Group)}}}})
		return
	}
	c.turn.Cards = append(c.turn.Cards, parenting.Card{
		Kind: parenting.CardReplies, Subject: int64(s.ID), Group: s.Group, Chat: c.Event.Chat, View: repliesView{viewPlan, 1, family.ID}.String(),
	})
}

// takesReplies reports whether plans for a meeting can still be noted.
func (c *Chat) takesReplies(s parenting.Session) bool {
	return s.State == parenting.Announced && c.Event.At.Before(s.Closes())
}

// What a list of plans has on show.
const (
	viewFamilies = "p" // a page of the families
	viewPlan     = "f" // one of them, and what it may plan
	viewWhy      = "w" // one that cannot come, and why
)

// repliesView is the view of a list of plans: "p2", or "f2.family" with the page to go back to.
type repliesView struct {
	shows  string
	page   int
	family parenting.FamilyID
}

func (v repliesView) String() string {
	view := v.shows + strconv.Itoa(v.page)
	if v.shows == viewFamilies {
		return view
	}
	return view + "." + parenting.ShortID(int64(v.family))
}

// readRepliesView reads a view; what is none is the first page.
func readRepliesView(view string) (v repliesView, ok bool) {
	head, id, _ := strings.Cut(view, ".")
	shows, page := head[:min(1, len(head))], head[min(1, len(head)):]
	family, isFamily := parenting.ReadShortID(id)
	n, err := strconv.Atoi(page)
	if err != nil || shows != viewFamilies && (!isFamily || shows != viewPlan && shows != viewWhy) {
		return repliesView{shows: viewFamilies, page: 1}, false
	}
	return repliesView{shows, n, parenting.FamilyID(family)}, true
}

// renderReplies lists the families with their plans, those first whom no message reaches; or asks for the plan of one.
func renderReplies(f Facts, card parenting.Card) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	g := f.Group(s.Group)
	m := Message{Key: "replies.card", Args: Args{"Group": g.Name, "Start": s.Start.In(Zone(g))}}
	switch {
	case s.State == parenting.Cancelled:
		m.Key = "replies.card_cancelled"
		return m
	case s.State != parenting.Announced || !f.Now().Before(s.Closes()):
		m.Key = "replies.card_over"
		return m
	}
	all, unreached := families(f, s.Group), f.Unreached(s.Group)
	view, _ := readRepliesView(card.View)
	faces, heard := make([]parenting.Person, len(all)), map[parenting.FamilyID]bool{}
	for i, people := range all {
		if faces[i] = face(people); view.shows != viewFamilies && view.family == faces[i].Family {
			return renderReply(f, card, faces[i])
		}
		heard[faces[i].Family] = hears(people, unreached)
	}
	slices.SortStableFunc(faces, func(a, b parenting.Person) int { return cmp.Or(order(heard[a.Family], heard[b.Family]), byName(a, b)) })
	replies, apart := f.Replies(s.ID), namesakes(f, faces)
	buttons, count := make([]Button, len(faces)), map[parenting.Answer]int{}
	for i, p := range faces {
		answer := replies[p.Family].Answer
		count[answer]++
		mark := map[parenting.Answer]string{parenting.Coming: "✅", parenting.Unsure: "🤔", parenting.NotComing: "🙏", "": "◻️"}[answer]
		buttons[i] = Button{
			Key: "ticks.person", Args: Args{"Mark": mark, "Who": p, "Hamlet": apart(p)},
			Card: CardData{card.Kind, card.Subject, repliesView{viewPlan, i/perPage + 1, p.Family}.String()},
		}
	}
	m.Args["Coming"], m.Args["Unsure"] = count[parenting.Coming], count[parenting.Unsure]
	m.Args["NotComing"], m.Args["Silent"] = count[parenting.NotComing], count[""]
	m.Rows, m.Args["Page"], m.Args["Pages"] = paged(buttons, view.page, func(key string, page int) Button {
		return Button{Key: key, Card: CardData{card.Kind, card.Subject, repliesView{shows: viewFamilies, page: page}.String()}}
	})
	return m
}

// renderReply asks for the plan of a family, known by its face, or why it cannot come.
func renderReply(f Facts, card parenting.Card, who parenting.Person) Message {
	s := f.Session(parenting.SessionID(card.Subject))
	view, _ := readRepliesView(card.View)
	set := func(key, choice string) []Button {
		choice += strconv.Itoa(view.page) + "." + parenting.ShortID(int64(who.Family))
		return []Button{{Key: key, Card: CardData{card.Kind, card.Subject, choice}}}
	}
	m := Message{Key: "replies.why", Args: Args{"Who": who}, Pack: true}
	if view.shows == viewPlan {
		m.Key = "replies.plan"
		m.Args["Start"], m.Args["Answer"] = s.Start.In(Zone(f.Group(s.Group))), answerWord(f.Reply(s.ID, who.Family).Answer)
		for _, a := range answers() {
			m.Rows = append(m.Rows, set("rsvp."+string(a), string(a)))
		}
	} else {
		for _, r := range reasons() {
			m.Rows = append(m.Rows, set("reason.label_"+string(r), string(r)))
		}
	}
	back := repliesView{shows: viewFamilies, page: view.page}.String()
	m.Rows = append(m.Rows, []Button{{Key: "replies.back", Card: CardData{card.Kind, card.Subject, back}}})
	return m
}

// pressReplies turns to a page or a family, or sets what a family plans, or why it cannot come: "sick2.family", with the page to go
// back to.
func pressReplies(c *Chat, card parenting.Card, choice string) {
	if _, ok := readRepliesView(choice); ok {
		c.View(card.Kind, card.Subject, choice)
		return
	}
	s := c.Session(parenting.SessionID(card.Subject))
	head, id, _ := strings.Cut(choice, ".")
	what := strings.TrimRight(head, "0123456789")
	page, _ := strconv.Atoi(head[len(what):]) // what is no number is the first page
	n, _ := parenting.ReadShortID(id)
	family := c.Family(parenting.FamilyID(n))
	answer, reason := parenting.Answer(what), parenting.Reason(what)
	next := repliesView{shows: viewFamilies, page: page, family: family.ID}
	switch {
	case family.ID == 0 || family.Group != s.Group:
		c.Toast("common.stale")
		return
	case isAnswer(answer):
		said, ok := c.rsvp(s, family.ID, answer)
		if ok && answer == parenting.NotComing {
			next.shows = viewWhy
		}
		c.Toast("replies.toast_"+strings.TrimSuffix(said, "_same"), "Who", face(c.People(family.ID)))
	case slices.Contains(reasons(), reason) && c.takesReplies(s) && c.Reply(s.ID, family.ID).Answer == parenting.NotComing:
		c.Do(parenting.Explain{Session: s.ID, Family: family.ID, Group: s.Group, Reason: reason})
		c.Toast("replies.toast_why", "Who", face(c.People(family.ID)), "Reason", Word("reason.word_"+what))
	default:
		c.Toast("common.stale")
	}
	c.View(card.Kind, card.Subject, next.String())
}
