package flows

import (
	"strconv"
	"time"

	"asuhbersama/parenting"
)

// Compose takes what is to be said: any message, as it stands. It ends with that; the words themselves stand in no journal.
func Compose(c *Chat) {
	id := parenting.BroadcastID(c.ID("on")) // of a draft whose message is to be another one
	if id == 0 {
		id = parenting.BroadcastID(c.NewID("broadcast"))
	}
	c.Do(parenting.Compose{Broadcast: id, Content: c.content("what")})
	c.Then("broadcast", "on", id)
}

// content asks for a message that can be sent on. It must be the last question of its flow: only the event holds the answer.
func (c *Chat) content(name string) parenting.Content {
	step, e, m := c.step(name), c.Event, Message{}
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
		}
		c.state.set(step+"*", part)
	}
	c.ask(step, m, func(e Event) (string, bool) {
		why, _ := unfit(e)
		return "", why == "" && (e.Kind == Wrote || e.Kind == SentFile)
	})
	return e.Content
}

// unfit says why a message cannot be sent on, "" if it can. part is the same for all messages that the app makes of one: an album, a text
// that is too long.
func unfit(e Event) (why, part string) {
	longest := parenting.LongestText
	if e.Kind == SentFile {
		longest = parenting.LongestCaption
	}
	switch {
	case e.Album != "":
		return "album", e.Album
	case e.Content.Kind == "":
		return "unfit", ""
	case e.Content.Kind == parenting.ContentText && e.Content.Start == "":
		return "unfit", ""
	case e.Length > longest && e.Kind == SentFile:
		return "caption", ""
	case e.Length > longest, len(e.Content.HTML) > mostMarkup:
		return "long", strconv.FormatInt(e.At.Unix(), 10)
	}
	return "", ""
}

// mostMarkup is how many bytes a text may have with its markup (telegram-bot-api, Client.cpp: 32,768).
const mostMarkup = 32_000

// rest reports whether a text is what is left of the one that was too long: an app sends its parts in one go.
func rest(part string, e Event) bool {
	at, err := strconv.ParseInt(part, 10, 64)
	return err == nil && e.Kind == Wrote && e.At.Sub(time.Unix(at, 0)) <= 2*time.Second
}
