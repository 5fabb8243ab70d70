package demo

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// query is a press that waits for its answer.
type query struct {
	user    int64
	chat    int64
	message int
	at      time.Time
}

// queries are the presses not answered yet, and the order they came in. Who asks for one that is not there gets the
// same refusal whether it was answered, is too old or never was.
type queries struct {
	open  map[string]query
	order []string
}

func newQueries() queries { return queries{open: map[string]query{}} }

func (q *queries) ask(id string, user, chat int64, message int, now time.Time) {
	q.expire(now)
	q.open[id] = query{user, chat, message, now.Truncate(time.Second)}
	q.order = append(q.order, id)
}

func (q *queries) expire(now time.Time) {
	for len(q.order) > 0 {
		first, open := q.open[q.order[0]]
		if open && !now.Truncate(time.Second).After(first.at.Add(queryLife)) {
			return
		}
		delete(q.open, q.order[0])
		q.order = q.order[1:]
	}
}

// Unanswered are the presses that the bot was told of or will be, and that still wait for an answer, oldest first.
func (t *Telegram) Unanswered() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.queries.expire(t.clock.Now())
	var open []string
	for _, id := range t.queries.order {
		if _, waits := t.queries.open[id]; waits {
			open = append(open, id)
		}
	}
	return open
}

func (t *Telegram) answerCallbackQuery(c *call) error {
	id := strings.TrimSpace(c.arg("callback_query_id"))
	c.call.Data = id
	t.queries.expire(c.now)
	text, ok := tidy(c.arg("text"))
	if !ok {
		return bad("Strings must be encoded in UTF-8")
	}
	if utf8.RuneCountInString(text) > 200 { // Bot API answerCallbackQuery
		return bad("MESSAGE_TOO_LONG")
	}
	if link := c.arg("url"); link != "" && !strings.HasPrefix(strings.ToLower(link), "https://t.me/"+strings.ToLower(t.options.Username)+"?start=") {
		return bad("URL_INVALID")
	}
	q, open := t.queries.open[id]
	if _, err := strconv.ParseInt(id, 10, 64); err != nil || !open {
		return bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(t.queries.open, id)
	c.call.Chat, c.call.Message = q.chat, q.message
	kind := "toast"
	if c.flag("show_alert") {
		kind = "alert"
	}
	e := Event{Kind: kind, User: q.user, Query: id, Text: text}
	if in := t.chats[q.chat]; in != nil && in.message(q.message) != nil {
		e.Message = in.message(q.message).Message
	}
	t.happened(e)
	c.out = append(c.out, "true"...)
	return nil
}
