package flows

import (
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// ShowLog shows who changed what: in a group, or in all that the reader answers for.
func ShowLog(c *Chat) {
	g := parenting.GroupID(c.ID("on"))
	if own := c.Rights.Groups(); g == 0 && len(own) == 1 && !coordinator(c) {
		g = own[0]
	}
	c.Show(parenting.CardLog, int64(g), g)
}

// mayReadLog: a facilitator of the group that the flow is about, or its coordinator; without one, facilitators and coordinators.
func mayReadLog(c *Chat) bool {
	g := parenting.GroupID(c.ID("on"))
	return parenting.MaySee(c.Rights, parenting.Card{Kind: parenting.CardLog, Subject: int64(g), Group: g}, parenting.About{Group: c.Group(g)})
}

// renderLog shows a page of the log, the newest first.
func renderLog(f Facts, card parenting.Card) Message {
	l := logReader{f, f.Rights(parenting.AccountID(card.Chat))}
	of, where := l.groups(parenting.GroupID(card.Subject))
	coordinator := parenting.AccountID(0)
	if card.Subject == 0 && l.reader.Has(parenting.Coordinator) {
		coordinator = l.reader.Account
	}
	page := min(max(pageOf(card.View), 1), deepestPage)
	entries := f.Log(of, coordinator, (page-1)*perPage, perPage+1)
	zone := ReaderZone(f, l.reader.Account)
	var lines []Message
	for _, e := range entries[:min(len(entries), perPage)] {
		group := ""
		if card.Subject == 0 {
			group = f.Group(e.Group).Name
		}
		lines = append(lines, Message{Key: "log.line", Args: Args{"At": e.At.In(zone), "Group": group, "What": l.sentence(e)}})
	}
	more := page
	if len(entries) > perPage {
		more++
	}
	return Message{Key: "log.card", Rows: turns(page, more, turnCard(card)), Args: Args{
		"Where": where, "Lines": lines, "Page": page, "Now": f.Now().In(zone),
	}}
}

// deepestPage ends the turning of pages that somebody made up.
const deepestPage = 1000

// A logReader puts the log into words for an account. Names are those that the reader may see anyway: a facilitator's families and
// colleagues, a coordinator's facilitators and coordinators. Everybody else is a role.
type logReader struct {
	Facts
	reader parenting.Rights
}

// groups lists what the reader may read of, and names it: one group, or all.
func (l logReader) groups(on parenting.GroupID) (of []parenting.GroupID, where string) {
	if on != 0 {
		return []parenting.GroupID{on}, l.Group(on).Name
	}
	of = l.reader.Groups()
	if !l.reader.Has(parenting.Coordinator) {
		return of, ""
	}
	groups, _ := reach(l.Facts, l.reader)
	for _, g := range groups {
		of = append(of, g.ID)
	}
	if l.reader.Holds(parenting.Coordinator, parenting.Region{}) {
		of = append(of, 0)
	}
	return of, namesOf(l.reader.Regions(parenting.Coordinator))
}

// sentence says what was done and who did it.
func (l logReader) sentence(e parenting.Entry) Message {
	who, own := l.author(e)
	args := Args{"Who": who, "Own": own, "Family": l.family(e), "Detail": e.Detail}
	switch e.Act {
	case "coordinate", "withdraw":
		args["Whom"] = l.holder(parenting.AccountID(e.Subject))
	case "hold lesson", "free lesson", "share lesson":
		for _, lesson := range l.Lessons() {
			if lesson.ID == e.Detail {
				args["Detail"] = lesson.Title
			}
		}
	case "check helpline":
		id, numbers, _ := strings.Cut(e.Detail, " > ")
		args["Name"] = ""
		args["Was"], args["Now"], _ = strings.Cut(numbers, " > ")
		for _, h := range l.Helplines() {
			if h.ID == id {
				args["Name"] = h.Name
			}
		}
	case "correct":
		was, now, _ := strings.Cut(e.Detail, " > ")
		args["Was"], args["Now"], args["Why"] = Word("sheet.note_"+was), Word("sheet.note_"+now), ""
		if l.reader.Leads(e.Group) { // what was typed may name a family
			args["Why"] = e.Why
		}
	}
	args["About"] = l.announcement(e)
	s := l.Session(parenting.SessionID(e.Subject))
	args["Meeting"], args["Start"] = s.ID != 0, s.Start.In(Zone(l.Group(e.Group)))
	return Message{Key: "log." + strings.ReplaceAll(e.Act, " ", "_"), Args: args}
}

// announcement names what an entry about a broadcast is about, if the reader may see that: its words as they stand now, not in the log. Of
// those that only their author has seen yet, nobody else reads them here.
func (l logReader) announcement(e parenting.Entry) Message {
	args := Args{"Title": "", "Count": 0, "Chats": false}
	b := l.Broadcast(parenting.BroadcastID(e.Subject))
	if own := b.By == l.reader.Account; b.ID != 0 && (own || !b.Started.IsZero() && l.reader.Reaches(b.Audience.Areas)) {
		args["Title"] = b.Content.Start
	}
	for _, word := range strings.Fields(e.Detail) {
		if n, err := strconv.Atoi(word); err == nil {
			args["Count"] = n
		}
		args["Chats"] = args["Chats"] == true || word == string(parenting.ToChats)
	}
	return Message{Key: "log.about", Args: args}
}

// author names who did something, as far as the reader may know. own is what a family did for itself. Whoever holds a right somewhere may
// also be of a family: in a family's matters only those are named for their right who lead its group.
func (l logReader) author(e parenting.Entry) (who any, own bool) {
	by := l.Rights(e.By)
	own = slices.Contains([]string{"enrol", "join family"}, e.Act) || e.Detail == "mine" && len(by.People) > 0 || e.Detail == string(parenting.LinkCarer) ||
		e.Act == "leave" && e.Detail == "" || by.InFamily(e.Family) && !by.Leads(e.Group)
	switch name := l.holder(e.By); {
	case e.By == 0:
		return Word("log.clock"), false
	case own:
		for _, p := range by.People {
			if p.Group == e.Group && l.reader.Leads(e.Group) {
				return p, true
			}
		}
		return Word("log.some_family"), true
	case name != "" && (e.Family == 0 || by.Leads(e.Group)):
		return name, false
	case by.Has(parenting.Coordinator):
		return Word("log.coordinator"), false
	case len(by.Grants) > 0:
		return Word("log.officer"), false
	}
	return Word("log.former"), false
}

// holder is what somebody who holds a right is called, "" if the reader does not see the right.
func (l logReader) holder(a parenting.AccountID) string {
	for _, g := range l.Rights(a).Grants {
		seen := l.reader.Holds(parenting.Coordinator, placeOf(l.Facts, g)) || g.Role == parenting.Facilitator && l.reader.Leads(g.Group)
		if g.Name != "" && (seen || a == l.reader.Account) {
			return g.Name
		}
	}
	return ""
}

// family names the family that an entry is about to its facilitator, for others it is one of many.
func (l logReader) family(e parenting.Entry) any {
	people := l.People(e.Family)
	if !l.reader.Leads(e.Group) || len(people) == 0 || people[0].Group != e.Group {
		return Word("log.a_family")
	}
	return Message{Key: "log.family", Args: Args{"Who": face(people)}}
}
