package flows

import (
	"slices"
	"strconv"

	"asuhbersama/parenting"
)

// Seconds lists who may approve a broadcast: other coordinators whose regions hold its audience, as far as they can be told.
func Seconds(f Facts, b parenting.Broadcast) []parenting.AccountID {
	var ids []parenting.AccountID
	for _, g := range f.Coordinators() {
		a := f.Account(g.Account)
		told := a.Reachable && !a.Stopped
		if a.ID != b.By && told && !slices.Contains(ids, a.ID) && f.Rights(a.ID).Reaches(b.Audience.Areas) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// mayApprove: a coordinator who has not written it, and whose regions hold its audience.
func mayApprove(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	return coordinator(c) && (b.ID == 0 || b.By != c.Event.Account && c.Rights.Reaches(b.Audience.Areas))
}

// ApproveBroadcast shows a coordinator what another one wants to send to many people, as its author has seen it, and asks whether it may
// go out. What was changed since is shown and asked anew: both have its version in their names.
func ApproveBroadcast(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	author := c.Facts.Rights(b.By)
	switch {
	case b.State != parenting.Asking:
		c.Say("decided")
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
		return
	case !author.Reaches(b.Audience.Areas):
		c.Say("nobody")
		return
	case b.Missed(c.Now(), ReaderZone(c.Facts, b.By)):
		c.Say("late")
		return
	}
	version := "#" + strconv.Itoa(b.Version)
	if c.Event.Kind == Resume { // what is asked about stands far above by now
		c.state.unsay("preview", "sample", "message")
	}
	reach, known := c.Reach(b.ID)
	if !known {
		c.Tell("counting", Message{Rows: [][]Button{{{Key: "approve.again", Begin: "approve", On: int64(b.ID)}}}})
		return
	}
	args := append(reached(c.Facts, b, reach), c.outlook(b, reach).args(c.Facts, b, reach.Will)...)
	args = append(args, "By", OfficerName(author), "Urgent", b.Urgent)
	c.Say("preview"+version, args...)
	c.preview(b, version)
	switch c.Choose("decide"+version, []string{"yes", "no", "wait"}, args...) {
	case "yes":
		c.Do(parenting.Approve{Broadcast: b.ID, Version: b.Version})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	case "no":
		why := c.Read("why", func(text string) (string, bool) {
			text = parenting.Clean(text)
			return "=" + text, Plain(text) != "" && len([]rune(text)) <= longestRefusal
		}, []Button{{Key: "approve.why.none", Choice: "="}}, "By", OfficerName(author))
		c.Do(parenting.Refuse{Broadcast: b.ID, Why: why[1:], Version: b.Version})
		c.Say("refused", "By", OfficerName(author))
	default:
		c.Say("waits", "By", OfficerName(author), "Planned", !b.From.IsZero() && !c.passed(b))
	}
}

// longestRefusal is how many characters the reason of a refusal may have.
const longestRefusal = 200

// AskSecond asks a coordinator to approve what another one wants to send.
func AskSecond(c *Chat, fire parenting.Fire) {
	b, ok := c.waits(fire, parenting.Asking)
	switch {
	case !ok:
	case b.By == fire.Reader || !c.Rights.Reaches(b.Audience.Areas):
		c.Skip("not theirs")
	default:
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	}
}

// Pending reminds whoever may approve a broadcast that its time is near, and tells its author that nobody has answered yet.
func Pending(c *Chat, fire parenting.Fire) {
	b, ok := c.waits(fire, parenting.Asking)
	if !ok {
		return
	}
	args := Args{
		"By": OfficerName(c.Facts.Rights(b.By)), "Start": b.Content.Start, "Kind": kindOf(b), "From": b.From,
		"Apart": !fire.Expires.Equal(AuthorsHour(c.Facts, b)), "Until": fire.Expires.In(ReaderZone(c.Facts, fire.Reader)),
	}
	switch {
	case !c.Rights.Reaches(b.Audience.Areas):
		c.Skip("not theirs")
	case b.By == fire.Reader:
		var names []string
		for _, a := range Seconds(c.Facts, b) {
			names = append(names, OfficerName(c.Facts.Rights(a)))
		}
		args["Whom"] = names
		again := Button{Key: "pending.again", Begin: "askagain", On: fire.Subject}
		invite := Button{Key: "pending.invite", Begin: "cohire", On: fire.Subject}
		c.Tell("author", Message{Args: args, Pack: true, Rows: rows([]Button{again, invite, broadcastButton("withdraw", b)})})
	default:
		c.Tell("second", Message{Args: args})
		c.Show(parenting.CardBroadcast, fire.Subject, 0)
	}
}

// AskAgainSecond asks once more for the approval of an own broadcast: whoever may give it is told anew.
func AskAgainSecond(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	switch {
	case b.State != parenting.Asking || b.By != c.Event.Account:
		c.Say("over")
	case len(Seconds(c.Facts, b)) == 0:
		c.Then("cohire", "on", b.ID)
		return
	default:
		c.Do(parenting.AskAgain{Broadcast: b.ID, Version: b.Version})
	}
	c.Show(parenting.CardBroadcast, int64(b.ID), 0)
}

// LapseApproval gives a broadcast back to its author when nobody has approved or refused it.
func LapseApproval(c *Chat, fire parenting.Fire) {
	if b, ok := c.waits(fire, parenting.Asking); ok {
		c.Do(parenting.Refuse{Broadcast: b.ID, Version: b.Version})
	}
}

// Decided tells the author of a broadcast what became of his request.
func Decided(c *Chat, fire parenting.Fire) {
	b := c.Broadcast(parenting.BroadcastID(fire.Subject))
	by := OfficerName(c.Facts.Rights(b.Second))
	switch {
	case b.ID == 0 || b.Version != fire.Version:
		c.Skip("version")
	case !coordinator(c):
		c.Skip("not theirs")
	case b.State != parenting.Draft:
		c.Tell("approved", Message{Args: Args{"By": by, "Start": b.Content.Start}})
		c.Show(parenting.CardBroadcast, int64(b.ID), 0)
	default:
		key := "decided.refused"
		if b.Second == 0 {
			key = "decided.unanswered"
		}
		c.Tell("refused", Message{
			Key: key, Args: Args{"By": by, "Start": b.Content.Start, "Why": b.Refusal, "From": b.From, "Planned": !b.From.IsZero(), "Passed": c.passed(b)},
			Rows: [][]Button{{{Key: "broadcasts.resume", Begin: "broadcast", On: int64(b.ID)}}},
		})
	}
}

// Rings reports whether a notice need not wait for the end of quiet hours: it is about an emergency.
func Rings(f Facts, fire parenting.Fire) bool {
	if slices.Contains([]parenting.FireKind{parenting.FireSaid, parenting.FireLate}, fire.Kind) {
		return f.Request(parenting.RequestID(fire.Subject)).Urgent
	}
	about := []parenting.FireKind{
		parenting.FireAsk, parenting.FirePending, parenting.FireDecided, parenting.FireUnsent, parenting.FireAmended, parenting.FireUntold, parenting.FireHanded,
	}
	return slices.Contains(about, fire.Kind) && f.Broadcast(parenting.BroadcastID(fire.Subject)).Urgent
}

// around is the smallest region that holds all areas of an audience.
func around(areas []parenting.Area) parenting.Region {
	r := areas[0].Region
	for _, a := range areas[1:] {
		for !a.Region.Within(r) {
			r = r.Outer()
		}
	}
	return r
}
