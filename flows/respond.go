package flows

import (
	"slices"
	"strconv"

	"asuhbersama/parenting"
)

// mayAnswer: a facilitator of the group that a request comes from, or the coordinator who looks after it.
func mayAnswer(r parenting.Rights, q parenting.HelpRequest) bool {
	return r.Leads(q.Group) || q.Owner == r.Account && r.Has(parenting.Coordinator)
}

// answersRequest: whoever may answer the request that the flow is about.
func answersRequest(c *Chat) bool {
	q := c.Request(parenting.RequestID(c.ID("on")))
	return q.ID != 0 && mayAnswer(c.Rights, q)
}

// leadsRequest: a facilitator of the group that the request comes from.
func leadsRequest(c *Chat) bool {
	return c.Rights.Leads(c.Request(parenting.RequestID(c.ID("on"))).Group)
}

// mayAssign: a coordinator whom a request of the region was brought to.
func mayAssign(c *Chat) bool {
	q := c.Request(parenting.RequestID(c.ID("on")))
	return q.ID != 0 && c.Rights.Holds(parenting.Coordinator, c.Group(q.Group).Region()) && !q.Escalated.IsZero()
}

// renderRequest is how a request stands. Who asks is named to who may answer it only.
func renderRequest(f Facts, card parenting.Card) Message {
	q := f.Request(parenting.RequestID(card.Subject))
	reader := f.Rights(parenting.AccountID(card.Chat))
	zone := ReaderZone(f, reader.Account)
	owner, _ := officerOf(f, q.Owner, q.Group)
	args := Args{
		"Who": any(Word("request.family")), "Group": f.Group(q.Group).Name, "About": Word("ask.topic_" + string(q.About)), "Urgent": q.Urgent,
		"State": string(q.State), "Owner": owner, "Mine": q.Owner == reader.Account, "Due": q.Due.In(zone), "Late": q.Late(f.Now()),
		"Escalated": !q.Escalated.IsZero() && reader.Leads(q.Group), "Left": q.Account == 0, "Helped": string(q.Helped),
	}
	on := int64(q.ID)
	take := Button{Key: "request.take", Card: CardData{Kind: card.Kind, Subject: on, Choice: "take." + parenting.ShortID(int64(q.Owner))}}
	var rows [][]Button
	if mayAnswer(reader, q) {
		args["Who"] = asker(f, q)
		rows = append(rows, []Button{{Key: "request.respond", Begin: "respond", On: on}})
		if q.Owner != reader.Account {
			rows = append(rows, []Button{take})
		}
		rows = append(rows, []Button{{Key: "request.finish", Begin: "finish", On: on}}, []Button{{Key: "request.reread", Begin: "reread", On: on}})
		if q.Escalated.IsZero() && reader.Leads(q.Group) {
			rows = append(rows, []Button{{Key: "request.escalate", Begin: "escalate", On: on}})
		}
	} else if !q.Escalated.IsZero() {
		rows = append(rows, []Button{take})
	}
	if q.State == parenting.RequestWaiting && !q.Escalated.IsZero() && !reader.Leads(q.Group) && len(f.Leaders(q.Group)) > 0 {
		rows = append(rows, []Button{{Key: "request.assign", Begin: "assign", On: on}})
	}
	if !q.Open() {
		rows = nil
	}
	return Message{Key: "request.card", Args: args, Pack: true, Rows: rows}
}

// pressRequest lets an officer look after a request, if nobody else does since the button was shown.
func pressRequest(c *Chat, card parenting.Card, choice string) {
	q := c.Request(parenting.RequestID(card.Subject))
	owner, _ := officerOf(c.Facts, q.Owner, q.Group)
	switch {
	case !q.Open():
		c.Toast("request.over")
	case q.Owner == c.Event.Account:
		c.Toast("request.yours")
	case choice != "take."+parenting.ShortID(int64(q.Owner)):
		c.Toast("request.taken", "Owner", owner)
	case !c.Rights.Leads(q.Group) && q.Escalated.IsZero():
		c.Toast("common.stale")
	default:
		c.Do(parenting.Take{Request: q.ID, Group: q.Group, Region: c.Group(q.Group).Region(), To: c.Event.Account, Version: q.Version})
		c.Toast("request.yours")
		if !c.Rights.Leads(q.Group) { // has not read it yet
			c.Then("reread", "on", q.ID)
		}
	}
}

// Requests lists the open requests that an officer may see, the most pressing first.
func Requests(c *Chat) {
	open := requestsFor(c.Facts, c.Rights)
	if len(open) == 0 {
		c.Say("none")
		return
	}
	var buttons []Button
	for _, q := range open {
		args := c.brief(q)
		args["Urgent"], args["Late"], args["Where"] = q.Urgent, q.Late(c.Now()), any(c.Group(q.Group).Name)
		if mayAnswer(c.Rights, q) {
			args["Where"] = asker(c.Facts, q)
		}
		buttons = append(buttons, Button{Key: "requests.line", Args: args, Begin: "request", On: int64(q.ID), Wide: true})
	}
	page, _ := strconv.Atoi(c.Arg("on")) // what is no number is the first page
	grid, at, pages := paged(buttons, page, func(key string, page int) Button {
		return Button{Key: key, Begin: "requests", About: strconv.Itoa(page)}
	})
	m := Message{Args: Args{"Waiting": waitingOf(open), "Count": len(open), "Page": at, "Pages": pages}, Rows: grid}
	if c.Arg("on") != "" {
		m.Edit = c.Event.Message
	}
	c.Tell("text", m)
}

// requestsFor lists the open requests that an officer may see, the most pressing first.
func requestsFor(f Facts, r parenting.Rights) []parenting.HelpRequest {
	if !r.Has(parenting.Coordinator) {
		return f.Requests(r.Groups())
	}
	return slices.DeleteFunc(f.OpenRequests(), func(q parenting.HelpRequest) bool { // fewer than a coordinator may have groups
		return !r.Leads(q.Group) && !r.Holds(parenting.Coordinator, f.Group(q.Group).Region())
	})
}

// waitingOf counts those of some requests that wait for an answer.
func waitingOf(open []parenting.HelpRequest) (n int) {
	for _, q := range open {
		if q.State == parenting.RequestWaiting {
			n++
		}
	}
	return n
}

// lateOf counts those that nobody has answered in time.
func lateOf(f Facts, open []parenting.HelpRequest) (n int) {
	for _, q := range open {
		if q.Late(f.Now()) {
			n++
		}
	}
	return n
}

// ShowRequest shows an officer a request.
func ShowRequest(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	if !parenting.MaySee(c.Rights, parenting.Card{Kind: parenting.CardRequest, Group: q.Group}, parenting.About{Group: c.Group(q.Group)}) {
		c.Tell("notyours", Message{Key: "common.notyours"})
		return
	}
	c.Show(parenting.CardRequest, int64(q.ID), q.Group)
}

// Respond takes an officer's answer.
func Respond(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	switch {
	case !c.goesOn():
		return
	case !q.Open():
		c.Say("over")
		return
	}
	step, way := "what", "no"
	if c.Arg("sent") != "" {
		step, way = "more", "enough"
	}
	owner, other := "", q.Owner != 0 && q.Owner != c.Event.Account
	if other {
		owner, _ = officerOf(c.Facts, q.Owner, q.Group)
	}
	asks := c.Account(q.Account)
	w, way := c.words(step, []string{way}, "Who", asker(c.Facts, q), "Owner", owner, "Reachable", asks.Reachable,
		"Waits", !q.Urgent && parenting.QuietAt(c.Now().In(ReaderZone(c.Facts, q.Account))))
	if way != "" {
		c.Say("enough")
		return
	}
	c.Do(parenting.Respond{Request: q.ID, Group: q.Group, Region: c.Group(q.Group).Region(), Words: w})
	c.Then("respond", "on", q.ID, "sent", "more", "at", c.Now().Unix())
}

// FinishRequest closes a request. What nobody has been brought yet is read first; after what is said meanwhile it is asked anew, since the
// question has in its name how the request stands. The carer is asked whether it has helped.
func FinishRequest(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	if !q.Open() {
		c.Say("over")
		return
	}
	for _, s := range c.Unheard(q.ID) {
		c.quote(q, s, nil)
	}
	switch {
	case c.Choose("sure#"+strconv.Itoa(q.Version)+"."+strconv.Itoa(q.Said), []string{"no", "yes"}, "Who", asker(c.Facts, q), "Answered", !q.Answered.IsZero()) == "no":
		c.Say("kept")
	default:
		c.Do(parenting.Finish{Request: q.ID, Group: q.Group, Region: c.Group(q.Group).Region(), Version: q.Version, Said: q.Said})
		c.Say("done", "Who", asker(c.Facts, q))
	}
}

// EscalateRequest lets a facilitator pass a request on to the coordinators.
func EscalateRequest(c *Chat) {
	q := c.Request(parenting.RequestID(c.ID("on")))
	_, coordinators := RequestReaders(c.Facts, q.Group, q.Account)
	switch {
	case !q.Open() || !q.Escalated.IsZero():
		c.Say("over")
	case len(coordinators) == 0:
		c.Say("nobody")
	case c.Choose("sure", []string{"no", "yes"}, "Who", asker(c.Facts, q)) == "no":
		c.Say("kept")
	default:
		c.Do(parenting.Escalate{Request: q.ID, Group: q.Group, Version: q.Version})
		c.Say("done", "Who", asker(c.Facts, q))
	}
}

// AssignRequest lets a coordinator give a request to one of the group's facilitators.
func AssignRequest(c *Chat) {
	const no = "no"
	q := c.Request(parenting.RequestID(c.ID("on")))
	if !q.Open() {
		c.Say("over")
		return
	}
	leaders, _ := RequestReaders(c.Facts, q.Group, q.Account)
	if len(leaders) == 0 {
		c.Say("nobody", "Group", c.Group(q.Group).Name)
		return
	}
	var buttons []Button
	for _, a := range leaders {
		name, _ := officerOf(c.Facts, a, q.Group)
		buttons = append(buttons, Button{Label: name, Choice: parenting.ShortID(int64(a))})
	}
	who := c.Pick("who", append(buttons, Button{Key: "assign.who.no", Choice: no}), "Group", c.Group(q.Group).Name)
	if who == no {
		c.Say("kept")
		return
	}
	id, _ := parenting.ReadShortID(who)
	to := parenting.AccountID(id)
	c.Do(parenting.Take{Request: q.ID, Group: q.Group, Region: c.Group(q.Group).Region(), To: to, Version: q.Version})
	name, _ := officerOf(c.Facts, to, q.Group)
	c.Say("done", "Name", name)
}
