package flows

import (
	"fmt"
	"slices"

	"asuhbersama/parenting"
)

// MyData tells somebody what is kept of them: first how much of what, then each part behind a button. It asks nothing, so that its
// buttons never grow old.
func MyData(c *Chat) {
	if !known(c) {
		c.Say("stranger")
		return
	}
	m, months := c.Mine(c.Event.Account), parenting.OfficerMonths
	if len(c.Rights.People) > 0 {
		months = c.Programme().Months
	}
	kept := Args{
		"People": c.placed(c.Rights.People), "Duties": c.duties(), "Replies": len(m.Replies), "Attendance": len(m.Attendance), "Lessons": len(m.Lessons),
		"Requests": len(m.Requests), "Received": len(m.Received) + len(m.Notices), "Log": len(m.Log), "Seen": m.Account.Seen.In(ReaderZone(c.Facts, c.Event.Account)),
		"Kept": keptFor(months), "Family": len(c.Rights.People) > 0,
	}
	rows := [][]Button{{{Key: "mydata.details", Begin: "mydetails"}}}
	if len(c.Rights.People) > 0 {
		rows = append(rows, []Button{{Key: "mydata.mend", Begin: "family"}})
	}
	c.Tell("text", Message{Args: kept, Pack: true, Rows: append(rows,
		[]Button{{Key: "mydata.copy", Begin: "mycopy"}}, []Button{{Key: "mydata.policy", Begin: "privacy"}},
		[]Button{{Key: "mydata.stop", Begin: "stop"}}, []Button{{Key: "mydata.erase", Begin: "erase"}},
	)})
}

// keptFor says for how long somebody is kept, in the words of the consent.
func keptFor(months int) Message { return Message{Key: "privacy.kept", Args: Args{"Months": months}} }

// duties names what the account is trusted with.
func (c *Chat) duties() []Message {
	var duties []Message
	for _, g := range c.Rights.Grants {
		duties = append(duties, Message{Key: "withdraw.duty_" + string(g.Role), Args: c.right(g).Args})
	}
	return duties
}

// newest is how many lines of a part of somebody's data the chat shows; the file has all.
const newest = 10

// MyDetails shows a part of what is kept, or asks which.
func MyDetails(c *Chat) {
	m, zone := c.Mine(c.Event.Account), ReaderZone(c.Facts, c.Event.Account)
	var lines []Message
	line := func(part string, args ...any) {
		lines = append(lines, Message{Key: "mydetails.line_" + part, Args: pairs(args)})
	}
	part := c.Arg("on")
	switch part {
	case "people":
		for _, p := range c.Rights.People {
			f := c.Family(p.Family)
			args := describedFamily(f, nil)
			args["Who"], args["Group"], args["Version"], args["Agreed"], args["Paper"] = p, c.Group(p.Group).Name, p.Consent, p.Agreed.In(zone), p.Paper
			args["Others"] = len(c.People(f.ID)) - 1
			lines = append(lines, Message{Key: "mydetails.line_people", Args: args})
		}
	case "meetings":
		for _, x := range m.Replies {
			if x.Own {
				line("reply", "Start", x.Session.In(zone), "Answer", Word("mydetails.answer_"+string(x.Answer)), "Reason", reasonWord(x.Reason))
			}
		}
		for _, x := range m.Attendance {
			if x.Own {
				line("attendance", "Start", x.Session.In(zone), "Presence", Word("sheet.note_"+string(x.Presence)), "Me", x.Me)
			}
		}
	case "lessons":
		for _, x := range m.Lessons {
			title := x.Lesson
			if i := slices.IndexFunc(c.Lessons(), func(l parenting.Lesson) bool { return l.ID == x.Lesson }); i >= 0 {
				title = c.Lessons()[i].Title
			}
			line("lesson", "Title", title, "At", x.At.In(zone), "Practice", x.Practice != parenting.PracticeOpen)
		}
	case "messages":
		for _, x := range m.Received {
			line("received", "Start", x.Start, "At", x.At.In(zone), "Sent", x.State == parenting.Sent, "Read", !x.Read.IsZero())
		}
		for _, x := range m.Requests {
			line("request", "At", x.Asked.In(zone), "Own", x.Own, "Closed", x.State == parenting.RequestClosed)
		}
		line("notices", "Count", len(m.Notices), "Cards", len(m.Cards))
	case "duties":
		for _, x := range c.duties() {
			line("duty", "Duty", x)
		}
		line("acts", "Count", len(m.Log), "Links", len(m.Links), "Broadcasts", len(m.Broadcasts))
	default:
		rows := [][]Button{}
		for _, p := range []string{"people", "meetings", "lessons", "messages"} {
			rows = append(rows, []Button{{Key: "mydetails." + p, Begin: "mydetails", About: p}})
		}
		if len(c.Rights.People) == 0 {
			rows = rows[3:]
		}
		if len(c.Rights.Grants) > 0 {
			rows = append(rows, []Button{{Key: "mydetails.duties", Begin: "mydetails", About: "duties"}})
		}
		c.Tell("which", Message{Pack: true, Rows: append(rows, []Button{{Key: "mydetails.back", Begin: "mydata"}})})
		return
	}
	more := max(0, len(lines)-newest)
	rows := [][]Button{{{Key: "mydetails.others", Begin: "mydetails"}}}
	if more > 0 {
		rows = append(rows, []Button{{Key: "mydata.copy", Begin: "mycopy"}})
	}
	c.Tell("text", Message{Pack: true, Rows: rows, Args: Args{"Part": Word("mydetails." + part), "Lines": lines[more:], "More": more}})
}

// reasonWord is a reason in words, "" if there is none.
func reasonWord(r parenting.Reason) Word {
	if r == "" {
		return ""
	}
	return Word("reason.word_" + string(r))
}

// MyCopy sends all of it as a file, made when it is sent.
func MyCopy(c *Chat) {
	c.Do(parenting.Export{What: "mine"})
	c.Tell("ready", Message{File: &File{Kind: FileMine, Stamp: c.Now().UnixNano()}, Rows: [][]Button{{{Key: "mydetails.back", Begin: "mydata"}}}})
}

// EraseMe erases everything of an account after one explicit question, and gives a receipt. Whoever is the only one to answer for a group
// or the programme is first asked to find somebody, and may go all the same.
func EraseMe(c *Chat) {
	if !known(c) {
		c.Tell("stranger", Message{Key: "mydata.stranger"})
		return
	}
	if !c.handsOver() {
		return
	}
	people := c.Rights.People
	choices := []string{"no", "yes"}
	if len(people) > 1 {
		choices = []string{"no", "some", "yes"}
	}
	about := []any{"People", c.placed(people), "Duties", c.duties()}
	switch c.Choose("sure", choices, about...) {
	case "no":
		c.Tell("kept", Message{Key: "stop.kept"})
		return
	case "some":
		c.Then("stop")
		return
	}
	receipt := fmt.Sprintf("%04d-%04d", c.NewID("receipt")/10_000%10_000, c.NewID("receipt")%10_000)
	now := c.Now().In(ReaderZone(c.Facts, c.Event.Account))
	c.Do(parenting.Erase{Account: c.Event.Account, Receipt: receipt})
	c.Say("done", append(about, "Receipt", receipt, "Now", now, "Days", parenting.BackupDays)...)
	c.ends()
}

// handsOver asks who alone answers for something to find somebody first; false if they do, or do not go on.
func (c *Chat) handsOver() bool {
	const find, on, no = "find", "on", "no"
	var alone []parenting.GroupID
	for _, g := range c.Rights.Groups() {
		if len(c.Leaders(g)) == 1 {
			alone = append(alone, g)
		}
	}
	last := ofEverything(c) && !slices.ContainsFunc(c.Coordinators(), func(g parenting.Grant) bool {
		return g.Account != c.Event.Account && g.Region == parenting.Region{}
	})
	var names []string
	for _, g := range alone {
		names = append(names, c.Group(g).Name)
	}
	if len(alone) == 0 && !last {
		return true
	}
	switch c.Choose("alone", []string{find, on, no}, "Groups", names, "Last", last) {
	case on:
		return true
	case no:
		c.Tell("kept", Message{Key: "stop.kept"})
	case find:
		if len(alone) > 0 {
			c.Then("assist", "on", alone[0])
		} else {
			c.Then("cohire")
		}
	}
	return false
}

// Orphaned tells a coordinator that a group's last facilitator has gone.
func Orphaned(c *Chat, fire parenting.Fire) {
	g := c.Group(parenting.GroupID(fire.Subject))
	if g.ID == 0 || len(c.Leaders(g.ID)) > 0 || !c.Rights.Holds(parenting.Coordinator, g.Region()) {
		c.Skip("gone")
		return
	}
	c.Tell("text", Message{Key: "orphan.text", Args: Args{"Group": g.Name, "Village": g.Village}, Rows: [][]Button{
		{{Key: "region.assist", Args: Args{"Group": g.Name}, Begin: "assist", On: int64(g.ID)}},
	}})
}
