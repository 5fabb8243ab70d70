package demo

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// mayDelete says whether the bot may delete the message now (Bot API deleteMessage): younger than 48 hours; its own, or
// anybody's in a private chat, or in a group where it is an administrator.
func (t *Telegram) mayDelete(c *call, in *chat, m *message) bool {
	old := c.now.Sub(m.Date) > 2*day
	if in.bot == administrator {
		return !old || in.kind == "supergroup"
	}
	return !old && (m.From == t.bot.ID || in.private())
}

func (t *Telegram) remove(m *message) {
	m.Deleted = true
	t.happened(Event{Kind: "delete", Message: m.Message})
}

func (t *Telegram) deleteMessage(c *call) error {
	if c.arg("chat_id") == "" {
		return bad("chat identifier is not specified")
	}
	if c.number("message_id") <= 0 {
		return bad("message identifier is not specified")
	}
	in, m, err := t.message(c, "message to delete")
	if err != nil {
		return err
	}
	if !t.mayDelete(c, in, m) {
		return bad("message can't be deleted for everyone")
	}
	t.remove(m)
	c.out = append(c.out, "true"...)
	return nil
}

// deleteMessages deletes up to 100; those that are not there, or may not be deleted, are passed over.
func (t *Telegram) deleteMessages(c *call) error {
	var ids []json.Number
	raw := c.arg("message_ids")
	switch err := json.Unmarshal([]byte(raw), &ids); {
	case raw == "":
		return bad("message identifiers are not specified")
	case !json.Valid([]byte(raw)):
		return bad("can't parse message_ids JSON object")
	case err != nil:
		return bad("expected an Array of message identifiers")
	case len(ids) > 100:
		return bad("too many message identifiers specified")
	case len(ids) == 0:
		return bad("message identifiers are not specified")
	}
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if n, err := strconv.Atoi(id.String()); err != nil || n <= 0 {
			return bad("invalid message identifier specified")
		}
	}
	for _, id := range ids {
		n, _ := strconv.Atoi(id.String())
		if m := in.message(n); m != nil && !m.Deleted && t.mayDelete(c, in, m) {
			t.remove(m)
		}
	}
	c.out = append(c.out, "true"...)
	return nil
}

func (t *Telegram) getChat(c *call) error {
	in, err := t.readable(c.arg("chat_id"))
	if err != nil {
		return err
	}
	c.call.Chat = in.id
	c.out = append(c.out, in.json[:len(in.json)-1]...)
	if !in.private() {
		c.out = append(c.out, `,"permissions":{"can_send_messages":true,"can_send_polls":true,"can_send_other_messages":true,"can_add_web_page_previews":true,"can_change_info":false,"can_invite_users":true,"can_pin_messages":false}`...)
	}
	if n := len(in.pinned); n > 0 {
		if m := in.message(in.pinned[n-1]); m != nil && !m.Deleted {
			c.out = t.appendMessage(append(c.out, `,"pinned_message":`...), in, m)
		}
	}
	c.out = append(c.out, '}')
	return nil
}

func (t *Telegram) getChatMember(c *call) error {
	in, err := t.readable(c.arg("chat_id"))
	if err != nil {
		return err
	}
	c.call.Chat = in.id
	user := c.number("user_id")
	switch {
	case user <= 0:
		return bad("invalid user_id specified")
	case in.private():
		if user != in.id && user != t.bot.ID {
			return bad("member not found")
		}
		c.out = t.appendMember(c.out, user, member)
	case !in.joined():
		return forbidden("bot is not a member of the " + in.kind + " chat")
	case user == t.bot.ID:
		c.out = t.appendMember(c.out, user, in.bot)
	case t.people[user] == nil:
		return bad("user not found")
	default:
		status := in.members[user]
		if status == outside {
			status = left
		}
		c.out = t.appendMember(c.out, user, status)
	}
	return nil
}

func (t *Telegram) leaveChat(c *call) error {
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return err
	}
	if in.private() {
		return bad("chat member status can't be changed in private chats")
	}
	t.add(in, &message{Message: Message{From: t.bot.ID, Service: "left", Text: t.bot.First}, service: appendRaw(nil, "left_chat_member", t.self)[1:]}, c.now)
	t.standing(in, t.bot.ID, left, c.now)
	c.out = append(c.out, "true"...)
	return nil
}

// pinChatMessage pins; in groups the bot has to be an administrator (Bot API pinChatMessage).
func (t *Telegram) pinChatMessage(c *call) error {
	in, m, err := t.message(c, "message to pin")
	if err != nil {
		return err
	}
	switch {
	case !in.private() && in.bot != administrator:
		return bad("not enough rights to manage pinned messages in the chat")
	case m.Service != "":
		return bad("message can't be pinned")
	}
	in.pinned = append(slices.DeleteFunc(in.pinned, func(id int) bool { return id == m.ID }), m.ID)
	t.add(in, &message{
		Message: Message{From: t.bot.ID, Service: "pinned", Text: m.Text, ReplyTo: m.ID},
		service: t.appendMessage([]byte(`"pinned_message":`), in, m),
	}, c.now)
	c.out = append(c.out, "true"...)
	return nil
}

func (t *Telegram) unpinChatMessage(c *call) error {
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return err
	}
	if !in.private() && in.bot != administrator {
		return bad("not enough rights to manage pinned messages in the chat")
	}
	id := int(c.number("message_id"))
	if n := len(in.pinned); id == 0 && n > 0 {
		id = in.pinned[n-1]
	}
	if !slices.Contains(in.pinned, id) {
		return bad("message to unpin not found")
	}
	in.pinned = slices.DeleteFunc(in.pinned, func(p int) bool { return p == id })
	t.happened(Event{Kind: "chat", Message: Message{Chat: in.id}})
	c.out = append(c.out, "true"...)
	return nil
}

func (t *Telegram) sendChatAction(c *call) error {
	action := strings.ToLower(c.arg("action"))
	switch action {
	case "cancel", "typing", "record_video", "upload_video", "record_audio", "record_voice", "upload_audio", "upload_voice",
		"upload_photo", "upload_document", "choose_sticker", "find_location", "pick_up_location", "record_video_note", "upload_video_note":
	default:
		return bad("wrong parameter action in request")
	}
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return err
	}
	t.happened(Event{Kind: "typing", Message: Message{Chat: in.id, From: t.bot.ID}, Text: action})
	c.out = append(c.out, "true"...)
	return nil
}

// deleteWebhook has nothing to delete here: the bot polls. With drop_pending_updates what waits is forgotten.
func (t *Telegram) deleteWebhook(c *call) error {
	if c.flag("drop_pending_updates") {
		t.updates.waiting = nil
	}
	c.out = append(c.out, "true"...)
	return nil
}

func (t *Telegram) getWebhookInfo(c *call) error {
	t.updates.expire(c.now)
	c.out = appendNumber(append(c.out, `{"url":"","has_custom_certificate":false`...), "pending_update_count", int64(len(t.updates.waiting)))
	c.out = append(c.out, '}')
	return nil
}
