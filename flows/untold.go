package flows

import (
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// TellUntold tells a facilitator which families of hers do not get a broadcast because they have no Telegram, or which were handed over, with
// the words to pass on.
func TellUntold(c *Chat, fire parenting.Fire) {
	b, handed := c.Broadcast(parenting.BroadcastID(fire.Subject)), fire.Kind == parenting.FireHanded
	people, changed := c.Untold(b.ID, fire.Reader, handed), fire.Version > 0
	switch {
	case changed && fire.Version != b.ContentVersion:
		c.Skip("version")
	case handed && b.State == parenting.Recalled && len(c.Untold(b.ID, fire.Reader, false)) > 0: // it is said once of all families
		c.Skip("told")
	case changed && b.State == parenting.Recalled:
		c.Tell("recalled", Message{Args: Args{"Who": c.myName(), "Start": b.Content.Start}})
	case b.State == parenting.Recalled, b.State == parenting.Aborted && !changed: // nobody is to pass it on
		c.Skip(string(b.State))
	case len(people) == 0: // they have joined, or left, or she leads nobody any more
		c.Skip("nobody")
	default:
		more := max(0, len(people)-mostNames)
		m := Message{Key: "untold.text", Args: Args{
			"Who": c.myName(), "Start": b.Content.Start, "People": people[:len(people)-more], "Count": len(people), "More": more, "Changed": changed,
			"Handed": handed,
		}}
		m.Rows = append(c.toPassOn(b, people), passedOn(b, handed))
		c.Tell("text", m)
	}
}

// toPassOn is the button with the words of a broadcast, if it has any.
func (c *Chat) toPassOn(b parenting.Broadcast, people []parenting.Person) [][]Button {
	switch words := b.Content.Plain(); {
	case words == "":
		return nil
	case len(words) <= mostShared:
		return [][]Button{{{Key: "common.whatsapp", Share: forwarded(c.Facts, b, people)}}}
	}
	return [][]Button{{{Key: "untold.words", Begin: "passon", On: int64(b.ID)}}}
}

// passedOn says that a broadcast was passed on, as it reads by now.
func passedOn(b parenting.Broadcast, handed bool) []Button {
	about := parenting.ShortID(int64(b.ID)) + "." + strconv.Itoa(b.ContentVersion)
	if handed {
		about += ".h"
	}
	return []Button{{Key: "untold.passed", Begin: "passed", About: about}}
}

// Told is what a facilitator is asked who writes that she has passed it on: whether to all of the families.
func Told(c *Chat) {
	b, handed := c.Broadcast(parenting.BroadcastID(c.ID("on"))), c.Arg("handed") != ""
	people := c.notPassed(b, handed)
	if len(people) == 0 || b.State == parenting.Recalled {
		c.Tell("noted", Message{Key: "untold.noted"})
		return
	}
	more := max(0, len(people)-mostNames)
	c.Tell("sure", Message{Key: "untold.sure", Rows: [][]Button{passedOn(b, handed)}, Args: Args{
		"Start": b.Content.Start, "People": people[:len(people)-more], "Count": len(people), "More": more,
	}})
}

// notPassed lists the families of a facilitator to whom nobody has passed a broadcast on, as it reads by now.
func (c *Chat) notPassed(b parenting.Broadcast, handed bool) []parenting.Person {
	return slices.DeleteFunc(c.Untold(b.ID, c.Event.Account, handed), func(p parenting.Person) bool {
		return c.PassedOn(b.ID, p.Group, handed) == b.ContentVersion
	})
}

// PassedOn notes that a facilitator has passed a broadcast on, as it was when she was told of it.
func PassedOn(c *Chat) {
	short, rest, _ := strings.Cut(c.Arg("on"), ".")
	version, _, handed := strings.Cut(rest, ".")
	id, _ := parenting.ReadShortID(short)
	content, _ := strconv.Atoi(version)
	b := c.Broadcast(parenting.BroadcastID(id))
	if !b.Known() || b.State == parenting.Recalled || b.ContentVersion != content {
		c.Toast("common.changed")
		return
	}
	c.Toast("untold.noted")
	people := c.notPassed(b, handed)
	if len(people) == 0 { // pressed twice
		return
	}
	for i, p := range people {
		if i == 0 || p.Group != people[i-1].Group {
			c.Do(parenting.PassOn{Broadcast: b.ID, Group: p.Group, Handed: handed, Content: content})
		}
	}
	c.Tell("done", Message{Key: "untold.done", Args: Args{"Start": b.Content.Start, "Count": len(people), "Handed": handed}, Rows: c.toPassOn(b, people), Edit: c.Event.Message})
}

// mostShared is how many bytes a text may have that a link carries; three times as many stand in the link.
const mostShared = 700

// forwarded are the words of a broadcast for people who have no Telegram. They are addressed as all of their groups: the words go to several.
func forwarded(f Facts, b parenting.Broadcast, people []parenting.Person) *Message {
	var groups []string
	for _, p := range people {
		if name := f.Group(p.Group).Name; !slices.Contains(groups, name) {
			groups = append(groups, name)
		}
	}
	return &Message{Key: "untold.whatsapp", Args: Args{"Words": Copy{Broadcast: b.ID, By: b.By, Content: b.Content, Reader: Reader{Groups: groups}}}}
}

// PassOn gives a facilitator the words of a broadcast that are too long for a link, to be copied.
func PassOn(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	c.Tell("text", *forwarded(c.Facts, b, c.allUntold(b)))
}

// passesOn: a facilitator of families that a broadcast does not reach.
func passesOn(c *Chat) bool {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	return b.Known() && b.State != parenting.Recalled && c.Rights.Has(parenting.Facilitator) && len(c.allUntold(b)) > 0
}

// allUntold lists all families of a facilitator that a broadcast is to be passed on to.
func (c *Chat) allUntold(b parenting.Broadcast) []parenting.Person {
	return append(c.Untold(b.ID, c.Event.Account, false), c.Untold(b.ID, c.Event.Account, true)...)
}
