package demo

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// methodNamed is the method of the Bot API by its name in small letters; nil when this platform has no such method.
func methodNamed(name string) func(*Telegram, *call) error {
	switch name {
	case "getme":
		return (*Telegram).getMe
	case "sendmessage":
		return (*Telegram).sendMessage
	case "editmessagetext":
		return (*Telegram).editMessageText
	case "editmessagereplymarkup":
		return (*Telegram).editMessageReplyMarkup
	case "editmessagecaption":
		return (*Telegram).editMessageCaption
	case "editmessagemedia":
		return (*Telegram).editMessageMedia
	case "sendphoto", "senddocument", "sendvideo", "sendvoice", "sendaudio", "sendanimation":
		return sendFile(name[len("send"):])
	case "sendlocation":
		return sendPlace("location")
	case "sendvenue":
		return sendPlace("venue")
	case "copymessage":
		return (*Telegram).copyMessage
	case "sendmediagroup":
		return (*Telegram).sendMediaGroup
	case "deletemessage":
		return (*Telegram).deleteMessage
	case "deletemessages":
		return (*Telegram).deleteMessages
	case "answercallbackquery":
		return (*Telegram).answerCallbackQuery
	case "setmycommands":
		return (*Telegram).setMyCommands
	case "deletemycommands":
		return (*Telegram).deleteMyCommands
	case "getmycommands":
		return (*Telegram).getMyCommands
	case "setmyname":
		return setAbout("name", "FIRSTNAME_INVALID", 64)
	case "setmydescription":
		return setAbout("description", "DESCRIPTION_TOO_LONG", 512)
	case "setmyshortdescription":
		return setAbout("short_description", "ABOUT_TOO_LONG", 120)
	case "getfile":
		return (*Telegram).getFile
	case "getchat":
		return (*Telegram).getChat
	case "getchatmember":
		return (*Telegram).getChatMember
	case "leavechat":
		return (*Telegram).leaveChat
	case "pinchatmessage":
		return (*Telegram).pinChatMessage
	case "unpinchatmessage":
		return (*Telegram).unpinChatMessage
	case "sendchataction":
		return (*Telegram).sendChatAction
	case "deletewebhook":
		return (*Telegram).deleteWebhook
	case "getwebhookinfo":
		return (*Telegram).getWebhookInfo
	}
	return nil
}

// readable is the chat the bot names, if it may know of it.
func (t *Telegram) readable(id string) (*chat, error) {
	if id = strings.TrimSpace(id); id == "" {
		return nil, bad("chat_id is empty")
	}
	n, err := strconv.ParseInt(id, 10, 64)
	c := t.chats[n]
	if err != nil || c == nil {
		return nil, bad("chat not found")
	}
	return c, nil
}

// writable is the chat of the call, if the bot may write into it (telegram-bot-api Client.cpp check_chat_access).
func (t *Telegram) writable(c *call, id string) (*chat, error) {
	in, err := t.readable(id)
	if err != nil {
		return nil, err
	}
	c.call.Chat = in.id
	switch {
	case in.migrated != 0:
		return nil, &refusal{status: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migratedTo: in.migrated}
	case in.deleted:
		return nil, forbidden("the group chat was deleted")
	case !in.private() && in.bot == kicked:
		return nil, forbidden("bot was kicked from the " + in.kind + " chat")
	case !in.private() && !in.joined():
		return nil, forbidden("bot is not a member of the " + in.kind + " chat")
	case in.private() && in.person.gone:
		return nil, forbidden("user is deactivated")
	case in.private() && in.bot == outside:
		return nil, forbidden("bot can't initiate conversation with a user")
	case in.private() && in.bot == kicked:
		return nil, forbidden("bot was blocked by the user")
	}
	return in, nil
}

// message is one the bot names in a chat it may write into; what is what it is wanted for: "message to edit".
func (t *Telegram) message(c *call, what string) (*chat, *message, error) {
	id := int(c.number("message_id"))
	if c.arg("chat_id") == "" && id <= 0 {
		return nil, nil, bad("message identifier is not specified")
	}
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return nil, nil, err
	}
	m := in.message(id)
	if m == nil || m.Deleted {
		return nil, nil, bad("%s not found", what)
	}
	c.call.Message = m.ID
	return in, m, nil
}

// readText reads a text with its markup: HTML, or none with entities given beside it.
func readText(text, mode, entities string) (formatted, error) {
	if len(text) > maxRaw {
		return formatted{}, bad("Text is too long")
	}
	f := formatted{text: text}
	switch strings.ToLower(mode) {
	case "", "none":
		if entities != "" {
			var err error
			if f.entities, err = readEntities(entities); err != nil {
				return f, err
			}
		}
	case "html":
		if !utf8.ValidString(text) {
			return f, bad("Text must be encoded in UTF-8")
		}
		var err error
		if f, err = parseHTML(text); err != nil {
			return f, bad("can't parse entities: %v", err)
		}
	default: // MarkdownV2 is a mode of the platform; this product keeps to HTML
		if text != "" {
			return f, bad("Unsupported parse_mode")
		}
	}
	return f, nil
}

func readEntities(raw string) ([]Entity, error) {
	var read []struct {
		Type     string
		Offset   int
		Length   int
		URL      string
		Language string
		User     struct{ ID int64 }
		Emoji    string `json:"custom_emoji_id"`
		Unix     int64  `json:"unix_time"`
		Format   string `json:"date_time_format"`
	}
	if json.Unmarshal([]byte(raw), &read) != nil {
		return nil, nil // what cannot be read is not there (telegram-bot-api Client.cpp get_input_entities)
	}
	var all []Entity
	for _, e := range read {
		switch e.Type {
		case "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number":
			continue // found anew
		case "text_link":
			e.URL = webLink(e.URL)
		}
		if rank(e.Type) < 0 {
			return nil, bad("can't parse MessageEntity: Unsupported type specified")
		}
		all = append(all, Entity{Type: e.Type, Offset: e.Offset, Length: e.Length, URL: e.URL, Language: e.Language, User: e.User.ID, Emoji: e.Emoji, Unix: e.Unix, Format: e.Format})
	}
	return all, nil
}

// finish brings the text into the form it is kept in and holds it to the limits (tdlib MessageEntity.cpp
// fix_formatted_text, MessageContent.cpp).
func (f *formatted) finish(caption bool) error {
	if !f.tidy() {
		return bad("Strings must be encoded in UTF-8")
	}
	switch n := utf8.RuneCountInString(f.text); {
	case caption && n > maxCaption:
		return bad("message caption is too long")
	case !caption && n == 0:
		return bad("Text must be non-empty")
	case !caption && n > maxText:
		return bad("message is too long")
	}
	f.settle()
	return nil
}

func (t *Telegram) getMe(c *call) error {
	c.out = append(c.out, t.self[:len(t.self)-1]...)
	c.out = append(c.out, `,"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false}`...)
	return nil
}

// words are the text of a message that is nothing but text.
func (c *call) words() (formatted, error) {
	if preview := c.arg("link_preview_options"); preview != "" && !json.Valid([]byte(preview)) {
		return formatted{}, bad("can't parse link preview options JSON object")
	}
	if c.arg("text") == "" {
		return formatted{}, bad("message text is empty")
	}
	return readText(c.arg("text"), c.arg("parse_mode"), c.arg("entities"))
}

// caption is the text below a file.
func (c *call) caption() (formatted, error) {
	return readText(c.arg("caption"), c.arg("parse_mode"), c.arg("caption_entities"))
}

func (t *Telegram) sendMessage(c *call) error {
	f, err := c.words()
	if err != nil {
		return err
	}
	return t.send(c, f, nil)
}

func sendFile(kind string) func(*Telegram, *call) error {
	return func(t *Telegram, c *call) error {
		value := c.arg(kind)
		if _, uploaded := c.files[kind]; value == "" && !uploaded {
			return bad("there is no %s in the request", kind)
		}
		f, err := c.caption()
		if err != nil {
			return err
		}
		return t.send(c, f, func() (*stored, error) {
			s, err := t.file(c, File{Kind: kind, Duration: c.seconds("duration"), Title: c.arg("title"), Performer: c.arg("performer")}, kind, value)
			if err == nil && s == nil {
				err = bad("there is no %s in the request", kind)
			}
			return s, err
		})
	}
}

// send is what all methods that make one message share, in the platform's order: markup, chat, reply, content.
func (t *Telegram) send(c *call, f formatted, attach func() (*stored, error)) error {
	in, m, err := t.compose(c, f, attach)
	if err != nil {
		return err
	}
	if err := t.spend(in, 1, c.now); err != nil {
		return err
	}
	t.post(c, in, m)
	c.out = t.appendMessage(c.out, in, m)
	return nil
}

func (t *Telegram) compose(c *call, f formatted, attach func() (*stored, error)) (*chat, *message, error) {
	raw, err := readMarkup(c.arg("reply_markup"))
	if err != nil {
		return nil, nil, err
	}
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return nil, nil, err
	}
	keys, err := raw.keyboard(len(c.arg("reply_markup")), in.private(), false)
	if err != nil {
		return nil, nil, err
	}
	m := &message{Message: Message{From: t.bot.ID, Buttons: keys.rows}, markup: keys.json}
	if m.ReplyTo, err = c.replyTo(in); err != nil {
		return nil, nil, err
	}
	if thread := c.number("message_thread_id"); thread != 0 {
		return nil, nil, bad("message thread not found") // there are no forums here
	}
	if err := f.finish(attach != nil); err != nil {
		return nil, nil, err
	}
	m.Text, m.Entities = f.text, f.entities
	if attach != nil {
		if m.file, err = attach(); err != nil {
			return nil, nil, err
		}
		m.File = &m.file.File
	}
	return in, m, nil
}

// replyTo reads reply_parameters and the older reply_to_message_id.
func (c *call) replyTo(in *chat) (int, error) {
	id, without := int(c.number("reply_to_message_id")), c.flag("allow_sending_without_reply")
	if raw := c.arg("reply_parameters"); raw != "" {
		var asked struct {
			Message int  `json:"message_id"`
			Without bool `json:"allow_sending_without_reply"`
		}
		if json.Unmarshal([]byte(raw), &asked) != nil {
			return 0, bad("can't parse reply parameters JSON object")
		}
		id, without = asked.Message, asked.Without
	}
	if id == 0 {
		return 0, nil
	}
	if m := in.message(id); m != nil && !m.Deleted {
		return id, nil
	}
	if without {
		return 0, nil
	}
	return 0, bad("message to be replied not found")
}

// post puts the bot's message into the chat.
func (t *Telegram) post(c *call, in *chat, m *message) {
	in.spoke = true
	t.add(in, m, c.now)
	c.call.Message = m.ID
}

func (t *Telegram) editMessageText(c *call) error {
	f, err := c.words()
	if err != nil {
		return err
	}
	return t.edit(c, func(m *message) (*message, error) {
		if m.file != nil {
			return nil, bad("there is no text in the message to edit")
		}
		if err := f.finish(false); err != nil {
			return nil, err
		}
		changed := *m
		changed.Text, changed.Entities = f.text, f.entities
		return &changed, nil
	})
}

func (t *Telegram) editMessageCaption(c *call) error {
	f, err := c.caption()
	if err != nil {
		return err
	}
	return t.edit(c, func(m *message) (*message, error) {
		if m.file == nil || !m.file.captioned() {
			return nil, bad("there is no caption in the message to edit")
		}
		if err := f.finish(true); err != nil {
			return nil, err
		}
		changed := *m
		changed.Text, changed.Entities = f.text, f.entities
		return &changed, nil
	})
}

func (t *Telegram) editMessageReplyMarkup(c *call) error {
	return t.edit(c, func(m *message) (*message, error) {
		changed := *m
		return &changed, nil
	})
}

func (t *Telegram) editMessageMedia(c *call) error {
	raw := c.arg("media")
	if raw == "" {
		return bad(`parameter "media" is required`)
	}
	var item *inputMedia
	if err := json.Unmarshal([]byte(raw), &item); err != nil || item == nil {
		return bad("can't parse input media JSON object")
	}
	f, err := item.read(c, false)
	if err != nil {
		return err
	}
	return t.edit(c, func(m *message) (*message, error) {
		if err := m.takes(item.Type); err != nil {
			return nil, err
		}
		if err := f.finish(true); err != nil {
			return nil, err
		}
		s, err := item.file(t, c)
		if err != nil {
			return nil, err
		}
		changed := *m
		changed.Text, changed.Entities, changed.file, changed.File = f.text, f.entities, s, &s.File
		return &changed, nil
	})
}

// edit is what all edits share. Leaving reply_markup out takes the keyboard away.
func (t *Telegram) edit(c *call, change func(*message) (*message, error)) error {
	raw, err := readMarkup(c.arg("reply_markup"))
	if err != nil {
		return err
	}
	in, m, err := t.message(c, "message to edit")
	if err != nil {
		return err
	}
	if m.From != t.bot.ID || m.Service != "" {
		return bad("message can't be edited")
	}
	keys, err := raw.keyboard(len(c.arg("reply_markup")), in.private(), true)
	if err != nil {
		return err
	}
	changed, err := change(m)
	if err != nil {
		return err
	}
	changed.Buttons, changed.markup = keys.rows, keys.json
	if err := t.spend(in, 1, c.now); err != nil {
		return err
	}
	if changed.Text == m.Text && changed.file == m.file && slices.Equal(changed.Entities, m.Entities) && string(changed.markup) == string(m.markup) {
		return bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	*m = *changed
	m.Edited = c.now.Truncate(time.Second)
	t.happened(Event{Kind: "edit", Message: m.Message})
	c.out = t.appendMessage(c.out, in, m)
	return nil
}

// copyMessage sends what is in a message anew; a caption may be replaced, buttons are not copied.
func (t *Telegram) copyMessage(c *call) error {
	from, err := t.readable(c.arg("from_chat_id"))
	if err != nil {
		return err
	}
	m := from.message(int(c.number("message_id")))
	switch {
	case m == nil || m.Deleted:
		return bad("message to copy not found")
	case m.Service != "":
		return bad("the message can't be copied")
	}
	f := formatted{text: m.Text, entities: slices.Clone(m.Entities)}
	var attach func() (*stored, error)
	if m.file != nil {
		attach = func() (*stored, error) { return m.file, nil }
		if c.arg("caption") != "" {
			if f, err = c.caption(); err != nil {
				return err
			}
		}
	}
	in, copied, err := t.compose(c, f, attach)
	if err != nil {
		return err
	}
	if err := t.spend(in, 1, c.now); err != nil {
		return err
	}
	t.post(c, in, copied)
	c.out = append(strconv.AppendInt(append(c.out, `{"message_id":`...), int64(copied.ID), 10), '}')
	return nil
}
