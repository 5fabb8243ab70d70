package demo

import (
	"strconv"
	"unicode/utf8"
)

// The platform's answers are written by hand, field by field: a benchmark asks for hundreds of thousands of them, and
// encoding/json would be most of their cost.

// appendString writes s as JSON. Bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c >= ' ' && c != '"' && c != '\\' {
				continue
			}
			b = append(b, s[from:i-1]...)
			from = i
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			b = append(b, s[from:i-1]...)
			b = append(b, `\ufffd`...)
			from = i
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

// appendText writes ,"name":"value" unless the value is empty.
func appendText(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	return appendString(b, value)
}

// appendNumber writes ,"name":value.
func appendNumber(b []byte, name string, value int64) []byte {
	b = append(append(append(b, `,"`...), name...), `":`...)
	return strconv.AppendInt(b, value, 10)
}

// appendRaw writes ,"name":value for a value that is JSON already, unless it is empty.
func appendRaw(b []byte, name string, value []byte) []byte {
	if len(value) == 0 {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	return append(b, value...)
}

func userJSON(u User, bot bool) []byte {
	b := strconv.AppendInt([]byte(`{"id":`), u.ID, 10)
	b = strconv.AppendBool(append(b, `,"is_bot":`...), bot)
	b = appendText(append(append(b, `,"first_name":`...), appendString(nil, u.First)...), "last_name", u.Last)
	b = appendText(b, "username", u.Username)
	return append(appendText(b, "language_code", u.Lang), '}')
}

func chatJSON(c *chat) []byte {
	b := strconv.AppendInt([]byte(`{"id":`), c.id, 10)
	if c.person != nil {
		b = appendText(b, "first_name", c.person.First)
		b = appendText(b, "last_name", c.person.Last)
		b = appendText(b, "username", c.person.Username)
	}
	b = appendText(b, "title", c.title)
	return append(appendText(b, "type", c.kind), '}')
}

// appendMessage writes the message as the Bot API shows it. A message replied to is shown without its own reply.
func (t *Telegram) appendMessage(b []byte, c *chat, m *message) []byte {
	return t.appendMessageUpTo(b, c, m, true)
}

func (t *Telegram) appendMessageUpTo(b []byte, c *chat, m *message, reply bool) []byte {
	b = strconv.AppendInt(append(b, `{"message_id":`...), int64(m.ID), 10)
	b = appendRaw(b, "from", t.userJSON(m.From))
	b = appendRaw(b, "chat", c.json)
	b = appendNumber(b, "date", m.Date.Unix())
	if !m.Edited.IsZero() {
		b = appendNumber(b, "edit_date", m.Edited.Unix())
	}
	b = append(b, m.origin...)
	if to := c.message(m.ReplyTo); reply && to != nil && !to.Deleted {
		b = t.appendMessageUpTo(append(b, `,"reply_to_message":`...), c, to, false)
	}
	b = appendText(b, "media_group_id", m.Album)
	text, entities := "text", "entities"
	if m.file != nil {
		b = append(append(b, ','), m.file.json...)
		text, entities = "caption", "caption_entities"
	}
	if m.Service != "" {
		b = append(append(b, ','), m.service...)
	} else {
		b = appendText(b, text, m.Text)
	}
	if len(m.Entities) > 0 {
		b = append(append(append(b, `,"`...), entities...), `":`...)
		b = t.appendEntities(b, m.Entities)
	}
	b = appendRaw(b, "reply_markup", m.markup)
	return append(b, '}')
}

// appendBare writes what is left of a message that is gone: chat, id and the date 0 (Bot API InaccessibleMessage).
func appendBare(b []byte, c *chat, id int) []byte {
	b = strconv.AppendInt(append(b, `{"message_id":`...), int64(id), 10)
	return append(appendRaw(b, "chat", c.json), `,"date":0}`...)
}

func (t *Telegram) appendEntities(b []byte, entities []Entity) []byte {
	b = append(b, '[')
	for i, e := range entities {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"offset":`...), int64(e.Offset), 10)
		b = appendNumber(b, "length", int64(e.Length))
		b = appendText(b, "type", e.Type)
		b = appendText(b, "url", e.URL)
		b = appendText(b, "language", e.Language)
		b = appendText(b, "custom_emoji_id", e.Emoji)
		if e.Type == "date_time" {
			b = appendText(appendNumber(b, "unix_time", e.Unix), "date_time_format", e.Format)
		}
		if e.User != 0 {
			b = appendRaw(b, "user", t.userJSON(e.User))
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

// userJSON is how the Bot API shows whoever has the id.
func (t *Telegram) userJSON(id int64) []byte {
	if id == t.bot.ID {
		return t.self
	}
	if p := t.people[id]; p != nil {
		return p.json
	}
	return userJSON(User{ID: id, First: "Deleted Account"}, false)
}
