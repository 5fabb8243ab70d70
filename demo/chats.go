package demo

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// User is a Telegram account.
type User struct {
	ID       int64
	First    string
	Last     string
	Username string // without @
	Lang     string // of the person's app: "id", "en" …
}

// Name is the first and last name, as chats show it.
func (u User) Name() string {
	if u.Last == "" {
		return u.First
	}
	return u.First + " " + u.Last
}

type person struct {
	User
	json []byte
	gone bool // the account was deleted
}

// The bot's standing in a chat, in the Bot API's words; outside is before the first hello.
const (
	outside       = ""
	member        = "member"
	administrator = "administrator"
	creator       = "creator"
	left          = "left"
	kicked        = "kicked"
)

type chat struct {
	id       int64
	born     int64
	kind     string  // private, group or supergroup
	person   *person // of a private chat
	title    string
	members  map[int64]string // people in a group: creator, administrator, member, left
	bot      string           // private: kicked while the person blocks the bot
	migrated int64            // the supergroup it became
	deleted  bool             // the group is no more
	spoke    bool             // the bot has said something in the group
	silent   bool             // nobody looks: what happens is no Event
	pinned   []int
	messages []*message
	json     []byte
	pace     pace
}

// message adds to what people see what only the platform knows.
type message struct {
	Message
	service []byte // the Bot API's field for the service message
	markup  []byte // reply_markup as the Bot API shows it
	file    *stored
	origin  []byte // the Bot API's fields of a forwarded message
}

func (c *chat) private() bool { return c.kind == "private" }

func (c *chat) name() string {
	if c.person != nil {
		return c.person.Name()
	}
	return c.title
}

// has says whether this person belongs to the group.
func (c *chat) has(user int64) bool {
	status := c.members[user]
	return status == member || status == administrator || status == creator
}

// joined says whether the bot belongs to the group.
func (c *chat) joined() bool { return c.bot == member || c.bot == administrator }

// message is nil when there never was one of this number. Numbers count from 1 in every chat.
func (c *chat) message(id int) *message {
	if id < 1 || id > len(c.messages) {
		return nil
	}
	return c.messages[id-1]
}

// add gives the message its place in the chat and shows it to everybody.
func (t *Telegram) add(c *chat, m *message, now time.Time) {
	m.ID, m.Chat, m.Date = len(c.messages)+1, c.id, now.Truncate(time.Second)
	c.messages = append(c.messages, m)
	t.happened(Event{Kind: "message", Message: m.Message})
}

// NewGroup makes a basic group without the bot; the first member owns it.
func (t *Telegram) NewGroup(title string, members ...int64) (id int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := &chat{id: -(4_000_000_000 + t.next()), kind: "group", title: title, members: map[int64]string{}}
	for i, user := range members {
		c.members[user] = member
		if i == 0 {
			c.members[user] = creator
		}
	}
	t.open(c)
	if len(members) > 0 {
		t.add(c, &message{Message: Message{From: members[0], Service: "created", Text: title}, service: []byte(`"group_chat_created":true`)}, t.clock.Now())
	}
	return c.id
}

func (t *Telegram) open(c *chat) {
	c.born, c.json = t.next(), chatJSON(c)
	t.chats[c.id] = c
	t.happened(Event{Kind: "chat", Message: Message{Chat: c.id}})
}

// standing changes what the bot is in a chat and tells it by my_chat_member.
func (t *Telegram) standing(c *chat, by int64, status string, now time.Time) {
	was := cmp.Or(c.bot, left)
	c.bot = status
	t.happened(Event{Kind: "chat", Message: Message{Chat: c.id}, User: by})
	t.push("my_chat_member", now.Add(day), func(b []byte) []byte {
		b = append(append(b, `{"chat":`...), c.json...)
		b = appendRaw(b, "from", t.userJSON(by))
		b = appendNumber(b, "date", now.Unix())
		b = t.appendMember(append(b, `,"old_chat_member":`...), t.bot.ID, was)
		b = t.appendMember(append(b, `,"new_chat_member":`...), t.bot.ID, status)
		return append(b, '}')
	})
}

// appendMember writes a ChatMember.
func (t *Telegram) appendMember(b []byte, user int64, status string) []byte {
	b = append(append(b, `{"user":`...), t.userJSON(user)...)
	b = appendText(b, "status", status)
	switch status {
	case kicked:
		b = append(b, `,"until_date":0`...)
	case creator:
		b = append(b, `,"is_anonymous":false`...)
	case administrator:
		b = append(b, `,"can_be_edited":false,"is_anonymous":false,"can_manage_chat":true,"can_delete_messages":true,`+
			`"can_manage_video_chats":true,"can_restrict_members":true,"can_promote_members":false,"can_change_info":true,`+
			`"can_invite_users":true,"can_pin_messages":true`...)
	}
	return append(b, '}')
}

// announce puts a service message into the group. The bot gets it if told: all of them while it is there (bots FAQ,
// privacy mode).
func (t *Telegram) announce(c *chat, m Message, field string, value []byte, told bool, now time.Time) {
	s := &message{Message: m, service: appendRaw(nil, field, value)[1:]}
	t.add(c, s, now)
	if told {
		t.pushMessage("message", c, s, now)
	}
}

// AddBot lets a member bring the bot into the group: the bot gets my_chat_member and the service message.
func (t *Telegram) AddBot(by, group int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.group(by, group)
	if err != nil {
		return err
	}
	if c.joined() {
		return complaint("the bot is in %q already", c.title)
	}
	now := t.clock.Now()
	t.standing(c, by, member, now)
	t.announce(c, Message{From: by, Service: "joined", Text: t.bot.First}, "new_chat_members", slices.Concat([]byte("["), t.self, []byte("]")), true, now)
	return nil
}

// RemoveBot lets a member put the bot out of the group: it gets my_chat_member, and in a basic group the service
// message too.
func (t *Telegram) RemoveBot(by, group int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.group(by, group)
	if err != nil {
		return err
	}
	if !c.joined() {
		return complaint("the bot is not in %q", c.title)
	}
	now := t.clock.Now()
	t.standing(c, by, kicked, now)
	t.announce(c, Message{From: by, Service: "left", Text: t.bot.First}, "left_chat_member", t.self, c.kind == "group", now)
	return nil
}

// Promote makes the bot an administrator of the group: it may pin, and privacy mode ends.
func (t *Telegram) Promote(by, group int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.group(by, group)
	if err != nil {
		return err
	}
	if !c.joined() {
		return complaint("the bot is not in %q", c.title)
	}
	t.standing(c, by, administrator, t.clock.Now())
	return nil
}

// Join brings a person into the group.
func (t *Telegram) Join(user, group int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, p := t.chats[group], t.people[user]
	if c == nil || c.private() || p == nil || c.has(user) {
		return complaint("user %d cannot join chat %d", user, group)
	}
	c.members[user] = member
	t.happened(Event{Kind: "chat", Message: Message{Chat: c.id}, User: user})
	t.announce(c, Message{From: user, Service: "joined", Text: p.Name()}, "new_chat_members", slices.Concat([]byte("["), p.json, []byte("]")), c.joined(), t.clock.Now())
	return nil
}

// Leave takes a person out of the group.
func (t *Telegram) Leave(user, group int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, err := t.group(user, group)
	if err != nil {
		return err
	}
	p := t.people[user]
	t.announce(c, Message{From: user, Service: "left", Text: p.Name()}, "left_chat_member", p.json, c.joined(), t.clock.Now())
	c.members[user] = left
	t.happened(Event{Kind: "chat", Message: Message{Chat: c.id}, User: user})
	return nil
}

// Migrate turns a basic group into a supergroup, which gets a new id beginning with -100 and counts its messages anew.
// The old chat ends with migrate_to_chat_id, the new one begins with migrate_from_chat_id; the buttons of the old one
// are dead.
func (t *Telegram) Migrate(group int64) (supergroup int64, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.chats[group]
	if old == nil || old.kind != "group" || old.migrated != 0 {
		return 0, complaint("chat %d is no basic group", group)
	}
	var owner int64
	for user, status := range old.members {
		if status == creator {
			owner = user
		}
	}
	c := &chat{id: -(1_000_000_000_000 + 1_500_000_000 + t.next()), kind: "supergroup", title: old.title, members: old.members, bot: old.bot}
	t.open(c)
	old.migrated = c.id
	now := t.clock.Now()
	m := Message{From: owner, Service: "upgraded", Text: old.title}
	t.announce(old, m, "migrate_to_chat_id", strconv.AppendInt(nil, c.id, 10), c.joined(), now)
	t.announce(c, m, "migrate_from_chat_id", strconv.AppendInt(nil, old.id, 10), c.joined(), now)
	return c.id, nil
}

// Disband deletes the group for everybody.
func (t *Telegram) Disband(group int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.chats[group]; c != nil && !c.private() {
		c.deleted = true
		t.happened(Event{Kind: "chat", Message: Message{Chat: c.id}})
	}
}

// group is a living group this person is in.
func (t *Telegram) group(user, id int64) (*chat, error) {
	c := t.chats[id]
	switch {
	case c == nil || c.private():
		return nil, complaint("there is no group %d", id)
	case c.migrated != 0:
		return nil, complaint("group %d was upgraded to %d", id, c.migrated)
	case c.deleted:
		return nil, complaint("group %d was deleted", id)
	case !c.has(user):
		return nil, complaint("user %d is not in group %d", user, id)
	}
	return c, nil
}
