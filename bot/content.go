package bot

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"asuhbersama/parenting"
)

// Entity is a stretch of a text that looks different. Offset and Length count UTF-16 units, as Telegram does.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url"`
	Language string `json:"language"`
}

// tags are the markup that an entity is written with; none for what Telegram finds by itself in a text, and for what a bot may not send
// or we do not want to: other people's names as links, emoji for subscribers.
func (e Entity) tags() (open, end string) {
	switch e.Type {
	case "bold":
		return "<b>", "</b>"
	case "italic":
		return "<i>", "</i>"
	case "underline":
		return "<u>", "</u>"
	case "strikethrough":
		return "<s>", "</s>"
	case "spoiler":
		return "<tg-spoiler>", "</tg-spoiler>"
	case "blockquote":
		return "<blockquote>", "</blockquote>"
	case "expandable_blockquote":
		return "<blockquote expandable>", "</blockquote>"
	case "code":
		return "<code>", "</code>"
	case "pre":
		if e.Language != "" {
			return `<pre><code class="language-` + attribute(e.Language) + `">`, "</code></pre>"
		}
		return "<pre>", "</pre>"
	case "text_link":
		return `<a href="` + attribute(e.URL) + `">`, "</a>"
	}
	return "", ""
}

// attribute writes the value of an attribute; control characters, which no app sends, would end it.
func attribute(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, s))
}

// HTML writes a text and its entities as Telegram's markup, everything else escaped. Entities that cross are cut where they do, so that
// the tags always nest.
func HTML(text string, entities []Entity) string {
	waiting := slices.DeleteFunc(slices.Clone(entities), func(e Entity) bool { open, _ := e.tags(); return open == "" || e.Length <= 0 })
	if len(waiting) == 0 {
		return html.EscapeString(text)
	}
	outerFirst := func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	}
	slices.SortStableFunc(waiting, outerFirst)
	var b strings.Builder
	var open []Entity
	at := 0 // in UTF-16 units
	for len(text) > 0 {
		for n := len(open); n > 0 && open[n-1].Offset+open[n-1].Length <= at; n-- {
			_, end := open[n-1].tags()
			b.WriteString(end)
			open = open[:n-1]
		}
		for len(waiting) > 0 && waiting[0].Offset <= at {
			e := waiting[0]
			waiting = waiting[1:]
			end := e.Offset + e.Length
			if end <= at {
				continue
			}
			if n := len(open); n > 0 {
				if outer := open[n-1].Offset + open[n-1].Length; end > outer {
					left := e
					left.Offset, left.Length = outer, end-outer
					e.Length = outer - e.Offset
					place, _ := slices.BinarySearchFunc(waiting, left, outerFirst)
					waiting = slices.Insert(waiting, place, left)
				}
			}
			tag, _ := e.tags()
			b.WriteString(tag)
			open = append(open, e)
		}
		r, size := utf8.DecodeRuneInString(text)
		b.WriteString(html.EscapeString(text[:size]))
		text = text[size:]
		if at++; r > 0xffff {
			at++
		}
	}
	for _, e := range slices.Backward(open) {
		_, end := e.tags()
		b.WriteString(end)
	}
	return b.String()
}

// content is what of a message can be sent on, and how many characters its words have.
func (m *message) content() (c parenting.Content, length int) {
	text, entities := m.Text, m.Entities
	switch {
	case m.Text != "":
		c.Kind = parenting.ContentText
	case len(m.Photo) > 0:
		c.Kind, c.File = parenting.ContentPhoto, m.Photo[len(m.Photo)-1].ID // the largest
	case m.Document != nil && m.Animation == nil:
		c.Kind, c.File = parenting.ContentDocument, m.Document.ID
	default:
		return c, 0
	}
	if c.Kind != parenting.ContentText {
		text, entities = m.Caption, m.CaptionEntities
	}
	c.HTML, c.Start = HTML(text, entities), cut(parenting.Clean(text), firstWords)
	return c, utf8.RuneCountInString(text)
}

// firstWords is how many characters of a content stand for it where it is spoken of.
const firstWords = 40

// written is the call that says a content to a chat.
func written(c parenting.Content, chat parenting.ChatID) (method string, p params) {
	p = params{"chat_id": strconv.FormatInt(int64(chat), 10), "parse_mode": "HTML"}
	switch c.Kind {
	case parenting.ContentPhoto:
		p["photo"], p["caption"] = c.File, c.HTML
		return "sendPhoto", p
	case parenting.ContentDocument:
		p["document"], p["caption"] = c.File, c.HTML
		return "sendDocument", p
	}
	p["text"] = c.HTML
	return "sendMessage", p
}
