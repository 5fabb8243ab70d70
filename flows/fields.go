package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// A Copy is the content of a broadcast as one reader gets it.
type Copy struct {
	Broadcast parenting.BroadcastID
	By        parenting.AccountID // who wrote it, in whose language its fields are filled
	Content   parenting.Content
	Reader    Reader
	Read      bool // and the reader has said so
}

// A Reader is as whom a content is read: what its fields say.
type Reader struct {
	Form   parenting.Form
	Name   string // "" where many read, as in a group's chat
	Groups []string
	Sample parenting.Whom // somebody made up, who stands for these
}

// CopyFor is what a chat gets of a broadcast.
func CopyFor(f Facts, b parenting.Broadcast, chat parenting.ChatID) Copy {
	c := Copy{Broadcast: b.ID, By: b.By, Content: b.Content}
	if c.Content.Personal() {
		c.Reader = readerOf(f, b.Audience, chat)
	}
	return c
}

// readerOf is as whom a chat reads what is for an audience. An account may carry several people and roles: it is addressed as the first of
// its people who is meant, else by the name in its rights, and the groups are all those by which it is meant.
func readerOf(f Facts, to parenting.Audience, chat parenting.ChatID) (r Reader) {
	meant := func(id parenting.GroupID) bool {
		g := f.Group(id)
		if !to.Holds(g) {
			return false
		}
		if !slices.Contains(r.Groups, g.Name) {
			r.Groups = append(r.Groups, g.Name)
		}
		return true
	}
	if chat < 0 {
		r.Groups = []string{f.GroupOfChat(chat).Name}
		return r
	}
	rights := f.Rights(parenting.AccountID(chat))
	if to.For(parenting.ToFamilies) {
		for _, p := range rights.People {
			if p.Consent > 0 && meant(p.Group) && r.Name == "" {
				r.Form, r.Name = p.Form, p.Name
			}
		}
	}
	for _, g := range rights.Grants {
		if to.For(parenting.ToFacilitators) && g.Role == parenting.Facilitator {
			meant(g.Group)
		}
		if r.Name == "" {
			r.Form, r.Name = parenting.ReadName(g.Name)
		}
	}
	return r
}

// samples are the copies of a draft that differ by who reads them. Their readers are made up: a preview shows no names that its author may
// not know.
func samples(b parenting.Broadcast) []Copy {
	plain := Copy{Broadcast: b.ID, By: b.By, Content: b.Content}
	if !b.Content.Personal() {
		return []Copy{plain}
	}
	var copies []Copy
	for _, w := range parenting.Everyone() {
		if b.Audience.For(w) {
			plain.Reader.Sample = w
			copies = append(copies, plain)
		}
	}
	return copies
}

// UnknownFields asks about what looks like a field and is none.
func UnknownFields(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	if c.Choose("unknown", []string{"change", "keep"}, "Unknown", b.Content.Unknown()) == "change" {
		c.Then("compose", "on", b.ID)
		return
	}
	b.Content.Kept = true
	c.Do(parenting.Compose{Broadcast: b.ID, Content: b.Content})
	c.Then("broadcast", "on", b.ID)
}
