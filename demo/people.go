package demo

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// complaint says why a person could not do that.
func complaint(format string, a ...any) error { return fmt.Errorf(format, a...) }

// AddUser makes an account, or changes the one of this id; its private chat with the bot begins when the person writes
// first.
func (t *Telegram) AddUser(u User) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, c := t.people[u.ID], t.chats[u.ID]
	if p == nil {
		p = &person{}
		c = &chat{id: u.ID, born: t.next(), kind: "private", person: p}
		t.people[u.ID], t.chats[u.ID] = p, c
	}
	p.User, p.json = u, userJSON(u, false)
	c.json = chatJSON(c)
}

// AddSilent is AddUser for somebody who has said hello to the bot and whom nobody looks at: there is no Event of that chat.
func (t *Telegram) AddSilent(u User) {
	t.AddUser(u)
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chats[u.ID]
	c.bot, c.silent = member, true
}

// Block is the person stopping the bot: it gets my_chat_member, and its messages are refused from then on.
func (t *Telegram) Block(user int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.chats[user]; c != nil && c.bot == member {
		t.standing(c, user, kicked, t.clock.Now())
	}
}

// Unblock is the person restarting the bot.
func (t *Telegram) Unblock(user int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.chats[user]; c != nil && c.bot == kicked {
		t.standing(c, user, member, t.clock.Now())
	}
}

// Deactivate deletes the person's account. Nobody tells the bot.
func (t *Telegram) Deactivate(user int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p := t.people[user]; p != nil {
		p.gone = true
	}
}

// Write sends a text from a person into their private chat with the bot (chat and user are the same then) or into a
// group. A text longer than a message is sent as several, as the apps do; the id is the last one's. In a group privacy
// mode decides whether the bot gets it. A person who blocked the bot can only write /start, which unblocks it.
func (t *Telegram) Write(user, chat int64, text string) (id int, err error) {
	return t.Reply(user, chat, 0, text)
}

// Reply is Write as an answer to another message of the chat.
func (t *Telegram) Reply(user, chat int64, to int, text string) (id int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, strings.HasPrefix(text, "/start"))
	if err != nil {
		return 0, err
	}
	if to != 0 && c.message(to) == nil {
		return 0, complaint("there is no message %d to reply to in chat %d", to, chat)
	}
	text, ok := tidy(text)
	if !ok || text == "" {
		return 0, complaint("an empty message cannot be sent")
	}
	for text != "" {
		part, rest := cutText(text, maxText)
		id = t.say(c, &message{Message: Message{From: user, Text: part, Entities: found(part), ReplyTo: to}})
		text = rest
	}
	return id, nil
}

// Edit changes a person's own message; the bot gets edited_message if it got the message.
func (t *Telegram) Edit(user, chat int64, id int, text string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, false)
	if err != nil {
		return err
	}
	m := c.message(id)
	if m == nil || m.Deleted || m.From != user || m.Service != "" || m.Origin != nil {
		return complaint("user %d has no message %d in chat %d to edit", user, id, chat)
	}
	text, ok := tidy(text)
	if !ok || text == "" && m.file == nil {
		return complaint("a message cannot be made empty")
	}
	now, most := t.clock.Now(), maxText
	if m.file != nil {
		most = maxCaption
	}
	text, _ = cutText(text, most)
	m.Text, m.Entities, m.Edited = text, found(text), now.Truncate(time.Second)
	t.happened(Event{Kind: "edit", Message: m.Message})
	t.deliver("edited_message", c, m, now)
	return nil
}

// Delete takes back a person's own message, with the rest of its album. Nobody tells the bot.
func (t *Telegram) Delete(user, chat int64, id int) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, false)
	if err != nil {
		return err
	}
	m := c.message(id)
	if m == nil || m.Deleted || m.From != user || m.Service != "" {
		return complaint("user %d has no message %d in chat %d to delete", user, id, chat)
	}
	for _, other := range c.messages {
		if other == m || m.Album != "" && other.Album == m.Album && !other.Deleted {
			t.remove(other)
		}
	}
	return nil
}

// WriteStyled sends one text as somebody writes it who uses the styles of the app; html says which.
func (t *Telegram) WriteStyled(user, chat int64, html string) (id int, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, false)
	if err != nil {
		return 0, err
	}
	f, err := styled(html, false)
	if err != nil {
		return 0, err
	}
	return t.say(c, &message{Message: Message{From: user, Text: f.text, Entities: f.entities}}), nil
}

// styled reads what a person has written with styles.
func styled(html string, caption bool) (formatted, error) {
	f, err := parseHTML(html)
	if err == nil {
		err = f.finish(caption)
	}
	if err != nil {
		return f, complaint("nobody can write that: %v", err)
	}
	return f, nil
}

// say adds what a person says to the chat, and tells the bot.
func (t *Telegram) say(c *chat, m *message) (id int) {
	now := t.clock.Now()
	t.add(c, m, now)
	t.deliver("message", c, m, now)
	return m.ID
}

// Press taps a button under a message of the bot and gives the id of the query. The data need not be on the message:
// the platform does not check it either (Bot API CallbackQuery). The message may have been deleted meanwhile, then the
// bot is shown what is left of it.
func (t *Telegram) Press(user, chat int64, id int, data string) (query string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.reach(user, chat, false)
	if err != nil {
		return "", err
	}
	m := c.message(id)
	if m == nil || m.From != t.bot.ID || m.Service != "" {
		return "", complaint("the bot never sent message %d to chat %d", id, chat)
	}
	switch {
	case data == "":
		return "", complaint("a press carries data")
	case !c.private() && !c.joined():
		return "", complaint("the bot is not in %q any more", c.title)
	}
	now := t.clock.Now()
	query = strconv.FormatInt(4_382_000_000_000_000_000+t.next()*977, 10)
	told := t.push("callback_query", now.Add(queryLife), func(b []byte) []byte {
		b = append(append(append(b, `{"id":"`...), query...), `","from":`...)
		b = append(append(b, t.people[user].json...), `,"message":`...)
		if m.Deleted {
			b = appendBare(b, c, m.ID)
		} else {
			b = t.appendMessage(b, c, m)
		}
		b = strconv.AppendInt(append(b, `,"chat_instance":"`...), -7_000_000_000_000+c.id, 10)
		return append(appendText(append(b, '"'), "data", data), '}')
	})
	if told {
		t.queries.ask(query, user, chat, id, now)
	}
	return query, nil
}

// Open follows a link to the bot and presses the start button it leads to: https://t.me/<bot>?start=payload becomes
// "/start payload" in the private chat. A payload that is not 1-64 of A-Z, a-z, 0-9, _ and - is dropped, as the apps do
// (core.telegram.org/bots/features, tdlib LinkManager.cpp). A startgroup link asks the person to choose a group, which
// is AddBot.
func (t *Telegram) Open(user int64, link string) error {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return fmt.Errorf("open link: %w", err)
	}
	name := strings.Trim(u.Path, "/")
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	switch {
	case u.Scheme == "tg" && host == "resolve":
		name = u.Query().Get("domain")
	case u.Scheme != "https" && u.Scheme != "http", host != "t.me" && host != "telegram.me" && host != "telegram.dog":
		return complaint("%s does not open Telegram", link)
	}
	if !strings.EqualFold(name, t.options.Username) {
		return complaint("%s does not lead to @%s", link, t.options.Username)
	}
	if u.Query().Has("startgroup") {
		return complaint("%s asks for a group: choose one with AddBot", link)
	}
	text := "/start"
	if payload := u.Query().Get("start"); startPayload(payload) {
		text += " " + payload
	}
	_, err = t.Write(user, user, text)
	return err
}

func startPayload(s string) bool {
	return len(s) >= 1 && len(s) <= 64 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// reach is the chat, open for this person to write in. The first word in the private chat starts it; start unblocks.
func (t *Telegram) reach(user, id int64, start bool) (*chat, error) {
	p, c := t.people[user], t.chats[id]
	switch {
	case p == nil || p.gone:
		return nil, complaint("there is no user %d", user)
	case c == nil:
		return nil, complaint("there is no chat %d", id)
	case !c.private():
		return t.group(user, id)
	case c.id != user:
		return nil, complaint("user %d is not in the private chat %d", user, id)
	case c.bot == kicked && !start:
		return nil, complaint("user %d has blocked the bot", user)
	case c.bot == kicked:
		t.standing(c, user, member, t.clock.Now())
	case c.bot == outside:
		c.bot = member
		t.happened(Event{Kind: "chat", Message: Message{Chat: id}, User: user})
	}
	return c, nil
}

// deliver gives a person's message to the bot, if it may see it.
func (t *Telegram) deliver(kind string, c *chat, m *message, now time.Time) {
	if c.private() || c.joined() && t.privy(c, m) {
		t.pushMessage(kind, c, m, now)
	}
}

// privy is privacy mode (bots FAQ): in a group the bot gets commands addressed to it, bare commands if it was the last
// bot to speak (it is the only one here), replies to it, and as an administrator everything.
func (t *Telegram) privy(c *chat, m *message) bool {
	if c.bot == administrator {
		return true
	}
	if to := c.message(m.ReplyTo); to != nil && to.From == t.bot.ID {
		return true
	}
	return slices.ContainsFunc(m.Entities, func(e Entity) bool {
		_, bot, addressed := strings.Cut(cutUTF16(m.Text, e.Offset, e.Length), "@")
		return e.Type == "bot_command" && (addressed && strings.EqualFold(bot, t.options.Username) || !addressed && e.Offset == 0 && c.spoke)
	})
}
