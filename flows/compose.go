package flows

import (
	"slices"
	"strconv"
	"time"

	"asuhbersama/parenting"
)

// Compose takes what is to be said: any message, as it stands. It ends with that; the words themselves stand in no journal. Buttons that
// a draft has stay when its message is to be another one.
func Compose(c *Chat) {
	id := parenting.BroadcastID(c.ID("on")) // of a draft whose message is to be another one
	was := c.Broadcast(id).Content
	if id == 0 {
		id = parenting.BroadcastID(c.NewID("broadcast"))
	}
	var rows [][]Button
	if c.Arg("on") == "" && len(c.sent()) > 0 {
		rows = [][]Button{{{Key: "compose.sent", Begin: "sent"}}}
	}
	content, next := c.content("what", true, rows), "broadcast"
	if c.Event.Album != "" {
		content = parenting.Content{
			Kind: parenting.ContentAlbum, Album: c.Event.Album, Parts: []parenting.Content{content}, Start: content.Start, Forwarded: content.Forwarded,
		}
		next = "album"
	}
	content.Links, content.Receipt = was.Links, was.Receipt
	c.Do(parenting.Compose{Broadcast: id, Content: content})
	c.Then(next, "on", id)
}

// WholeAlbum waits for the rest of an album. Its parts come one by one, see [anotherPart], and only who sent them knows how many they are.
func WholeAlbum(c *Chat) {
	next := "broadcast"
	if c.Choose("all", []string{"yes", "change"}) == "change" {
		next = "compose"
	}
	c.Then(next, "on", parenting.BroadcastID(c.ID("on")))
}

// anotherPart adds to a draft one more part of the album that it consists of, whatever is being asked meanwhile. Nothing is said of it;
// only a draft that is on show already is shown anew. ok is false for what is no such part.
func anotherPart(f Facts, e Event, stack []State) (t Turn, ok bool) {
	t.Stack = stack
	for i, s := range slices.Backward(stack) {
		on, _ := s.answer("@on")
		id, _ := parenting.ReadShortID(on)
		b := f.Broadcast(parenting.BroadcastID(id))
		if b.State != parenting.Draft || b.By != e.Account || b.Content.Album != e.Album {
			continue
		}
		if why, _ := unfit(e); why != "" {
			t.Say = []Message{{Key: "album.left_out"}}
			return t, true
		}
		if b.Content.Start == "" {
			b.Content.Start = e.Content.Start
		}
		b.Content.Parts = append(slices.Clone(b.Content.Parts), e.Content)
		t.Acts = []parenting.Act{parenting.Compose{Broadcast: b.ID, Content: b.Content}}
		if s.Flow == "broadcast" && i == len(stack)-1 {
			t.Then = &Event{Kind: Resume, Account: e.Account, Chat: e.Chat, At: e.At, Name: e.Name}
		}
		return t, true
	}
	return t, false
}

// content asks for a message that can be sent on, or for the parts of an album if that may be one. It must be the last question of its
// flow: only the event holds the answer.
func (c *Chat) content(name string, album bool, rows [][]Button, args ...any) parenting.Content {
	c.message(name, func(e Event) (why, part string) {
		if why, part = unfit(e); e.Album != "" && !album {
			why = "album"
		}
		return why, part
	}, Message{Args: pairs(args), Rows: rows})
	return c.Event.Content
}

// message asks for a message that is not unfit, or for one of the choices under the question, and gives that: as [Chat.content] does.
func (c *Chat) message(name string, unfit func(Event) (why, part string), m Message) (choice string) {
	step, e := c.step(name), c.Event
	if c.state.Asking == step && !c.heard && (e.Kind == Wrote || e.Kind == SentFile) {
		why, part := unfit(e)
		before, _ := c.state.answer(step + "*")
		if part == "" && rest(before, e) {
			part = before
		}
		if part != "" && part == before { // one more part of what was answered already
			c.heard = true
			panic(waiting{})
		}
		if why != "" {
			m.Key = c.key(step, why)
			c.Event.Kind = Wrote // it was looked at, unlike other pictures
		}
		c.state.set(step+"*", part)
	}
	return c.ask(step, m, func(e Event) (string, bool) {
		if e.Kind == Pressed {
			return e.Data, e.Data != "" && slices.ContainsFunc(slices.Concat(m.Rows...), func(b Button) bool { return b.Choice == e.Data })
		}
		return "", m.Key == "" && (e.Kind == Wrote || e.Kind == SentFile)
	})
}

// unfit says why a message cannot be sent on, "" if it can. part is the same for all messages that the app makes of one: an album, a text
// that is too long.
func unfit(e Event) (why, part string) {
	longest, filled := parenting.LongestText, parenting.LongestFilled
	if e.Content.Kind != parenting.ContentText {
		longest, filled = parenting.LongestCaption, parenting.LongestCaption
	}
	switch {
	case e.Content.Kind == "", e.Content.Kind == parenting.ContentText && e.Content.Start == "":
		return "unfit", e.Album
	case e.Length > longest && e.Content.Kind != parenting.ContentText:
		return "caption", e.Album
	case e.Length > longest, len(e.Content.HTML) > mostMarkup:
		return "long", strconv.FormatInt(e.At.Unix(), 10)
	case e.Length+e.Content.Growth() > filled:
		return "grows", e.Album
	}
	return "", e.Album
}

// mostMarkup is how many bytes a text may have with its markup, so that names find room in it (telegram-bot-api, Client.cpp: 32,768).
const mostMarkup = 28_000

// rest reports whether a text is what is left of the one that was too long: an app sends its parts in one go.
func rest(part string, e Event) bool {
	at, err := strconv.ParseInt(part, 10, 64) // an album's is a number too, but no time
	since := e.At.Sub(time.Unix(at, 0))
	return err == nil && e.Kind == Wrote && since >= 0 && since <= 2*time.Second
}
