package demo

import (
	"slices"
	"time"
)

// Button is one key under a message: Data, URL or Copy says what it does.
type Button struct {
	Text  string
	Data  string
	URL   string
	Copy  string // copy_text: what a tap puts on the clipboard
	Style string // danger, success, primary or none
}

// File is what hangs on a message. Kind is photo, voice, audio, sticker, document, video, animation, location, venue or
// contact.
type File struct {
	Kind      string
	Name      string // of the file; of the person on a contact
	MIME      string
	ID        string // file_id; the bytes are had by FileData
	Size      int    // bytes
	Duration  int    // seconds
	Data      []byte `json:"-"`
	Latitude  float64
	Longitude float64
	Title     string // of a venue or an audio
	Performer string // of an audio
	Address   string // of a venue
}

// Entity is a stretch of formatted text. Type is the Bot API's name for it; Offset and Length count UTF-16 units.
type Entity struct {
	Type     string
	Offset   int
	Length   int
	URL      string // text_link
	Language string // pre
	Unix     int64  // date_time: the moment
	Format   string // date_time: how to write it
	User     int64  // text_mention
	Emoji    string // custom_emoji
}

// Message is what a person sees in a chat.
type Message struct {
	ID       int
	Chat     int64
	From     int64 // the bot's own id for the bot
	Date     time.Time
	Edited   time.Time
	Text     string // text or caption, markup parsed away
	Entities []Entity
	Buttons  [][]Button
	File     *File
	Service  string // created, joined, left, upgraded, pinned: not said by anybody; Text then names who or what
	ReplyTo  int
	Album    string // media_group_id: messages that are shown as one
	Origin   *Origin
	Deleted  bool
}

// Event is something a person could have noticed. Kind is one of
//   - message, edit, delete: Message is the message as it stands after it
//   - toast, alert: Text is the answer to User's press Query on Message; a press answered without words is a toast with empty Text
//   - typing: Text is the action, shown in Message.Chat
//   - commands: a menu changed
//   - chat: Message.Chat came into being, changed its members or name, or was blocked or unblocked
type Event struct {
	Seq     int // 1, 2, 3 …
	Kind    string
	Message Message
	User    int64
	Query   string
	Text    string
}

// Events are all that happened after event number since, oldest first.
func (t *Telegram) Events(since int) []Event {
	t.mu.Lock()
	defer t.mu.Unlock()
	if since >= len(t.events) {
		return nil
	}
	return slices.Clone(t.events[max(since, 0):])
}

// Changed is closed at the next event; ask again after that.
func (t *Telegram) Changed() <-chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.changed == nil {
		t.changed = make(chan struct{})
	}
	return t.changed
}

// happened tells everybody who looks.
func (t *Telegram) happened(e Event) {
	if c := t.chats[e.Message.Chat]; c != nil && c.silent {
		return
	}
	if !t.options.NoRecord {
		e.Seq = len(t.events) + 1
		t.events = append(t.events, e)
	}
	if t.changed != nil {
		close(t.changed)
		t.changed = nil
	}
}

// History is every message of a chat, oldest first, the deleted ones marked.
func (t *Telegram) History(chat int64) []Message {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chats[chat]
	if c == nil {
		return nil
	}
	all := make([]Message, len(c.messages))
	for i, m := range c.messages {
		all[i] = m.Message
	}
	return all
}

// FileData is the content of a file by its id; false when there is no such file.
func (t *Telegram) FileData(id string) (File, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.files.byID[id]
	if f == nil {
		return File{}, false
	}
	return f.File, true
}

// User is who a user id belongs to, the bot included; false when nobody has it.
func (t *Telegram) User(id int64) (User, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if id == t.bot.ID {
		return t.bot, true
	}
	p := t.people[id]
	if p == nil {
		return User{}, false
	}
	return p.User, true
}

// Title is the name above a chat: the group's title, or the person's name; empty when there is no such chat.
func (t *Telegram) Title(chat int64) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.chats[chat]
	if c == nil {
		return ""
	}
	return c.name()
}

// Chats are the ids of the chats this person is in, oldest first; a group that was upgraded is not among them.
func (t *Telegram) Chats(user int64) []int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	var in []*chat
	for _, c := range t.chats {
		if c.migrated == 0 && (c.id == user && c.bot != outside || c.has(user)) {
			in = append(in, c)
		}
	}
	slices.SortFunc(in, func(a, b *chat) int { return int(a.born - b.born) })
	ids := make([]int64, len(in))
	for i, c := range in {
		ids[i] = c.id
	}
	return ids
}

// Call is one call of the bot that reached the platform. Calls of getUpdates are kept only when they were refused.
type Call struct {
	Seq         int // 1, 2, 3 …
	At          time.Time
	Method      string
	Chat        int64
	Text        string // text or caption as sent
	Data        string // reply_markup as sent; of answerCallbackQuery the query's id
	Status      int    // 0: the connection was cut before the call was read
	Description string
	Message     int  // the message made or changed
	Applied     bool // it had its effect, whether or not the bot was told
	injected    bool // the answer was made by trouble
}

// Record is every call so far, oldest first. With trouble Down nothing arrives, so nothing is recorded.
func (t *Telegram) Record() []Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.record)
}

// Refusals are the calls answered 4xx by rule: not those answered so by trouble, but those over a limit.
func (t *Telegram) Refusals() []Call {
	t.mu.Lock()
	defer t.mu.Unlock()
	var refused []Call
	for _, c := range t.record {
		if c.Status >= 400 && c.Status < 500 && !c.injected {
			refused = append(refused, c)
		}
	}
	return refused
}
