package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// rsvp sets a family's answer to a meeting. said names what the family is to be told, ok whether the answer stands now: setting
// the same twice changes nothing.
func (c *Chat) rsvp(s parenting.Session, family parenting.FamilyID, answer parenting.Answer) (said string, ok bool) {
	switch {
	case s.State == parenting.Cancelled:
		return "cancelled", false
	case s.State != parenting.Announced || !c.Event.At.Before(s.Closes()):
		return "over", false
	case came(c.Facts, s, family):
		return "here", false
	case c.Reply(s.ID, family).Answer == answer:
		return string(answer) + "_same", true
	}
	c.Do(parenting.Reply{RSVP: parenting.RSVP{Session: s.ID, Family: family, Answer: answer}, Group: s.Group})
	return string(answer), true
}

// came reports whether a family is known to have come. Before check-in opens nobody can be, and nothing is looked up: most answers are
// given days before.
func came(f Facts, s parenting.Session, family parenting.FamilyID) bool {
	return !f.Now().Before(s.Opens()) && f.Present(s.ID, family).Presence.Came()
}

// speaksFor reports whether an account is told of meetings and answers for a family: it carries somebody at home, or nobody there is reached.
func speaksFor(f Facts, r parenting.Rights, id parenting.FamilyID) bool {
	return r.AtHome(id) || !homeReached(f, id)
}

// homeReached reports whether messages reach somebody at home in a family.
func homeReached(f Facts, id parenting.FamilyID) bool {
	return slices.ContainsFunc(f.People(id), func(p parenting.Person) bool {
		if p.Abroad || p.Account == 0 {
			return false
		}
		a := f.Account(p.Account)
		return a.Reachable && !a.Stopped
	})
}

// told reports whether the account itself is told of meetings, and not only its families at home.
func (c *Chat) told() bool {
	return len(c.Rights.People) == 0 || slices.ContainsFunc(c.Rights.People, func(p parenting.Person) bool { return speaksFor(c.Facts, c.Rights, p.Family) })
}

// isAnswer reports whether a button or a conversation begun by one names an answer that there is.
func isAnswer(a parenting.Answer) bool { return slices.Contains(answers(), a) }

// announced lists the announced meetings of a group that come or are going on, by start.
func announced(f Facts, g parenting.GroupID) []parenting.Session {
	return slices.DeleteFunc(f.Sessions(g, f.Now().Add(-parenting.CheckInAfter)), func(s parenting.Session) bool {
		return s.State != parenting.Announced
	})
}

// nextSession is the announced meeting of a group that comes next or is going on.
func nextSession(f Facts, g parenting.GroupID) (parenting.Session, bool) {
	for _, s := range announced(f, g) {
		return s, true
	}
	return parenting.Session{}, false
}

// announcedTo lists the announced meetings of somebody's families, by start.
func announcedTo(f Facts, r parenting.Rights) (all []parenting.Session) {
	var groups []parenting.GroupID
	for _, p := range r.People {
		if !slices.Contains(groups, p.Group) {
			groups = append(groups, p.Group)
			all = append(all, announced(f, p.Group)...)
		}
	}
	slices.SortStableFunc(all, func(a, b parenting.Session) int { return a.Start.Compare(b.Start) })
	return all
}

// nextOf is the announced meeting of somebody's families that comes next or is going on.
func nextOf(f Facts, r parenting.Rights) (parenting.Session, bool) {
	for _, s := range announcedTo(f, r) {
		return s, true
	}
	return parenting.Session{}, false
}

// isAsked reports whether a bare yes or no answers a meeting: a family of somebody's has not made up its mind, or has said the same.
func isAsked(f Facts, r parenting.Rights, meetings []parenting.Session, nod parenting.Answer) bool {
	return slices.ContainsFunc(meetings, func(s parenting.Session) bool {
		return slices.ContainsFunc(FamiliesIn(r, s.Group), func(id parenting.FamilyID) bool {
			said := f.Reply(s.ID, id).Answer
			return speaksFor(f, r, id) && (said == "" || said == parenting.Unsure || said == nod) && !came(f, s, id)
		})
	})
}

// shownLast are those of some meetings of which somebody has read after the last announcement: a bare yes after one means that.
func shownLast(f Facts, a parenting.AccountID, meetings []parenting.Session) []parenting.Session {
	announced := f.Announced(a)
	return slices.DeleteFunc(slices.Clone(meetings), func(s parenting.Session) bool {
		invitation := parenting.Card{Kind: parenting.CardInvitation, Subject: int64(s.ID), Chat: parenting.ChatID(a)}
		return !announced.IsZero() && !f.ShownAfter(invitation, announced)
	})
}

// onDaysNamed are those of some meetings that an answer in words may be about: all, unless it names a day.
func onDaysNamed(f Facts, meetings []parenting.Session, text string) []parenting.Session {
	return slices.DeleteFunc(slices.Clone(meetings), func(s parenting.Session) bool {
		zone := Zone(f.Group(s.Group))
		return !parenting.MayMean(text, parenting.DayOf(s.Start.In(zone)), parenting.DayOf(f.Now().In(zone)))
	})
}

// whichMeeting is the announced meeting that an answer in words is about, asked where that is not known; zero if there is none.
func (c *Chat) whichMeeting() parenting.Session {
	on := parenting.SessionID(c.ID("on"))
	meetings := announcedTo(c.Facts, c.Rights)
	if on == 0 && len(meetings) > 0 {
		var buttons []Button
		for _, s := range meetings {
			start := s.Start.In(Zone(c.Group(s.Group)))
			buttons = append(buttons, Button{Key: "answer.day", Args: Args{"Start": start}, Choice: parenting.ShortID(int64(s.ID))})
		}
		id, _ := parenting.ReadShortID(c.Pick("meeting", buttons))
		on = parenting.SessionID(id)
	}
	return c.Session(on)
}

// AnswerInWords takes "insyaallah datang", typed outside every conversation, as the answer to an announced meeting.
func AnswerInWords(c *Chat) {
	answer := parenting.Answer(c.Arg("answer"))
	var next parenting.Session
	if isAnswer(answer) {
		next = c.whichMeeting()
	}
	ids := c.familiesIn(next.Group)
	if len(ids) == 0 {
		c.Say("nothing", "Told", c.told())
		return
	}
	family := ids[0]
	if len(ids) > 1 {
		var buttons []Button
		for _, id := range ids {
			buttons = append(buttons, Button{Key: "answer.family", Args: Args{"Who": c.People(id)}, Choice: parenting.ShortID(int64(id))})
		}
		n, _ := parenting.ReadShortID(c.Pick("which", buttons))
		family = parenting.FamilyID(n)
	}
	if c.takesReplies(next) && !came(c.Facts, next, family) && !c.answersFor(family, answer) {
		home, said := c.atHome(family), c.Reply(next.ID, family).Answer
		c.Say("afar", append(c.described(next), "Who", c.own(family), "Home", home[:min(1, len(home))], "Answer", answerWord(said),
			"Open", said != parenting.Coming)...)
		return
	}
	reason := parenting.Reason(c.Arg("reason"))
	said, ok := c.rsvp(next, family, answer)
	who, _ := c.Rights.Person(family)
	if said == "here" {
		if who = c.Person(c.Present(next.ID, family).Who); who.ID == 0 {
			said = "here_family"
		}
	}
	c.Say(said, append(c.described(next), "Who", who)...)
	switch {
	case !ok || answer != parenting.NotComing:
	case reason != "":
		c.Do(parenting.Explain{Session: next.ID, Family: family, Group: next.Group, Reason: reason})
	case c.Reply(next.ID, family).Reason == "":
		c.Then("reason", "on", next.ID, "family", family)
	}
}

// answersFor reports whether what was said is the answer of a family. Who is abroad does not come himself: he may say that somebody at home
// does, and more where nobody at home can.
func (c *Chat) answersFor(family parenting.FamilyID, answer parenting.Answer) bool {
	comer := parenting.Comer(c.Arg("comer"))
	switch {
	case c.Rights.AtHome(family), comer == parenting.ComerHome && answer == parenting.Coming:
		return true
	case comer == parenting.ComerSelf:
		return false
	}
	return speaksFor(c.Facts, c.Rights, family)
}

// ofFamily: whoever is of the family that the answer is about.
func ofFamily(c *Chat) bool { return c.Rights.InFamily(parenting.FamilyID(c.ID("family"))) }

// GiveReason asks why a family cannot come. Only its facilitators see it; who says now that they come after all is believed.
func GiveReason(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	family := parenting.FamilyID(c.ID("family"))
	if c.Reply(s.ID, family).Answer != parenting.NotComing {
		c.Say("changed")
		return
	}
	var offers []Button
	for _, r := range reasons() {
		offers = append(offers, Button{Key: "reason.label_" + string(r), Choice: string(r)})
	}
	var people []parenting.Person // named where the account carries more than one family
	if len(c.familiesIn(s.Group)) > 1 {
		people = c.People(family)
	}
	why := c.Read("why", readReason, offers, "People", people)
	if why == string(parenting.Coming) {
		said, _ := c.rsvp(s, family, parenting.Coming)
		c.Say("now_" + said)
		return
	}
	c.Do(parenting.Explain{Session: s.ID, Family: family, Group: s.Group, Reason: parenting.Reason(why)})
	c.Say("thanks_" + why)
}

// reasons are those that are offered.
func reasons() []parenting.Reason {
	return []parenting.Reason{parenting.ReasonSick, parenting.ReasonChild, parenting.ReasonBusy, parenting.ReasonNoRide, parenting.ReasonOther}
}

// readReason understands a typed reason; whatever we have no name for is another one. The words themselves are not kept.
func readReason(text string) (string, bool) {
	answer, reason, ok := parenting.ReadAnswer(text)
	switch {
	case ok && answer == parenting.Coming:
		return string(answer), true
	case reason != "":
		return string(reason), true
	}
	return string(parenting.ReasonOther), parenting.Clean(text) != ""
}
