package demo

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Who can be written to (telegram-bot-api Client.cpp check_chat_access, and its mapping of errors).
func TestWhoCanBeReached(t *testing.T) {
	s := newPlatform(t, Options{})
	s.Block(sariID)
	s.Deactivate(nenekID)
	never := s.NewGroup("Kelompok Mawar", rinaID)
	out := s.NewGroup("Kelompok Anggrek", rinaID)
	s.must(s.AddBot(rinaID, out))
	s.must(s.RemoveBot(rinaID, out))
	outAbove := s.NewGroup("Kelompok Kenanga", rinaID)
	s.must(s.AddBot(rinaID, outAbove))
	outAbove, err := s.Migrate(outAbove)
	s.must(err)
	s.must(s.RemoveBot(rinaID, outAbove))
	gone := s.NewGroup("Kelompok Sepuluh", rinaID)
	s.must(s.AddBot(rinaID, gone))
	s.Disband(gone)
	for _, c := range []struct {
		who  string
		chat any
		want string
	}{
		{"someone who wrote", rinaID, "ok"},
		{"a group", s.melati, "ok"},
		{"nobody", nobody, "400 Bad Request: chat not found"},
		{"no number", "@kelompokmelati", "400 Bad Request: chat not found"},
		{"nothing", "", "400 Bad Request: chat_id is empty"},
		{"someone who never wrote", tutiID, "403 Forbidden: bot can't initiate conversation with a user"},
		{"someone who blocked the bot", sariID, "403 Forbidden: bot was blocked by the user"},
		{"an account that was deleted", nenekID, "403 Forbidden: user is deactivated"},
		{"a group it is not in", never, "403 Forbidden: bot is not a member of the group chat"},
		{"a group it was put out of", out, "403 Forbidden: bot was kicked from the group chat"},
		{"a supergroup it was put out of", outAbove, "403 Forbidden: bot was kicked from the supergroup chat"},
		{"a group that was deleted", gone, "403 Forbidden: the group chat was deleted"},
	} {
		for method, more := range map[string]args{
			"sendMessage":    {"text": "a"},
			"sendChatAction": {"action": "typing"},
			"deleteMessages": {"message_ids": "[1]"},
		} {
			more["chat_id"] = c.chat
			if got := s.call(method, more); got.String() != c.want {
				t.Errorf("%s to %s: got %v, want %s", method, c.who, got, c.want)
			}
		}
	}
	s.Unblock(sariID)
	s.send(sariID, "Selamat datang kembali")
}

// After an upgrade the old id is answered with the new one (Bot API ResponseParameters).
func TestGroupUpgradeNamesTheNewId(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(s.melati, "a")
	above, err := s.Migrate(s.melati)
	s.must(err)
	for method, more := range map[string]args{"sendMessage": {"text": "a"}, "editMessageText": {"text": "b", "message_id": m.ID}, "deleteMessage": {"message_id": m.ID}} {
		more["chat_id"] = s.melati
		got := s.call(method, more)
		s.refused(got, "400 Bad Request: group chat was upgraded to a supergroup chat")
		if got.Parameters.MigrateTo != above {
			t.Errorf("%s: got migrate_to_chat_id %d, want %d", method, got.Parameters.MigrateTo, above)
		}
	}
	if above >= -1_000_000_000_000 {
		t.Errorf("supergroup %d does not begin with -100", above)
	}
	if m := s.send(above, "a"); m.ID != 2 {
		t.Errorf("first message is number %d; ids begin anew, 1 is migrate_from_chat_id", m.ID)
	}
}

func TestReplies(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(sariID, "a", args{"reply_parameters": `{"message_id":1}`})
	if m.ReplyTo == nil || m.ReplyTo.Text != "/start" {
		t.Errorf("got %+v", m.ReplyTo)
	}
	if m = s.send(sariID, "a", args{"reply_to_message_id": 1}); m.ReplyTo == nil {
		t.Error("the older parameter is read too")
	}
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "a", "reply_to_message_id": 77}), "400 Bad Request: message to be replied not found")
	if m = s.send(sariID, "a", args{"reply_to_message_id": 77, "allow_sending_without_reply": true}); m.ReplyTo != nil {
		t.Errorf("got %+v", m.ReplyTo)
	}
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "a", "message_thread_id": 1}), "400 Bad Request: message thread not found")
}

// Editing (tdlib MessagesManager.cpp edit_message_text; telegram-bot-api Client.cpp check_message).
func TestEdits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		hadir := keys(args{"text": "Hadir", "callback_data": "h"})
		m := s.send(sariID, "<b>a</b>", args{"reply_markup": hadir})
		gone := s.send(sariID, "a")
		s.ok("deleteMessage", args{"chat_id": sariID, "message_id": gone.ID})
		photo := s.upload("sendPhoto", args{"chat_id": sariID}, map[string]string{"photo": pngOf(90, 60)})
		if !photo.OK {
			t.Fatal(photo)
		}
		const same = "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
		for _, c := range []struct {
			rule, method string
			a            args
			want         string
		}{
			{"same text, same keyboard", "editMessageText", args{"message_id": m.ID, "text": " <b>a</b>", "parse_mode": "HTML", "reply_markup": hadir}, same},
			{"other markup is a change", "editMessageText", args{"message_id": m.ID, "text": "a", "reply_markup": hadir}, "ok"},
			{"no keyboard is a change", "editMessageText", args{"message_id": m.ID, "text": "a"}, "ok"},
			{"same without keyboard", "editMessageReplyMarkup", args{"message_id": m.ID}, same},
			{"a keyboard is a change", "editMessageReplyMarkup", args{"message_id": m.ID, "reply_markup": hadir}, "ok"},
			{"only inline keyboards", "editMessageReplyMarkup", args{"message_id": m.ID, "reply_markup": `{"remove_keyboard":true}`}, "400 Bad Request: inline keyboard expected"},
			{"no such message", "editMessageText", args{"message_id": 77, "text": "b"}, "400 Bad Request: message to edit not found"},
			{"a deleted one", "editMessageText", args{"message_id": gone.ID, "text": "b"}, "400 Bad Request: message to edit not found"},
			{"no message named", "editMessageText", args{"text": "b", "chat_id": ""}, "400 Bad Request: message identifier is not specified"},
			{"a person's message", "editMessageText", args{"message_id": 1, "text": "b"}, "400 Bad Request: message can't be edited"},
			{"empty text", "editMessageText", args{"message_id": m.ID, "text": ""}, "400 Bad Request: message text is empty"},
			{"blanks", "editMessageText", args{"message_id": m.ID, "text": " "}, "400 Bad Request: text must be non-empty"},
			{"too long", "editMessageText", args{"message_id": m.ID, "text": strings.Repeat("a", 4097)}, "400 Bad Request: message is too long"},
			{"text of a photo", "editMessageText", args{"message_id": m.ID + 2, "text": "b"}, "400 Bad Request: there is no text in the message to edit"},
			{"caption of a photo", "editMessageCaption", args{"message_id": m.ID + 2, "caption": "b"}, "ok"},
			{"caption of a text", "editMessageCaption", args{"message_id": m.ID, "caption": "b"}, "400 Bad Request: there is no caption in the message to edit"},
		} {
			if _, named := c.a["chat_id"]; !named {
				c.a["chat_id"] = sariID
			}
			if got := s.call(c.method, c.a); got.String() != c.want {
				t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
			}
		}
		s.wait(100 * day) // a bot's own messages can be edited for ever
		if e := s.ok("editMessageText", args{"chat_id": sariID, "message_id": m.ID, "text": "lama"}); e.Edited != monday().Add(100*day).Unix() || e.Date != monday().Unix() {
			t.Errorf("sent %d, edited %d", e.Date, e.Edited)
		}
	})
}

// Deleting (Bot API deleteMessage, deleteMessages).
func TestDeletes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		old := s.send(sariID, "a")
		oldInGroup := s.send(s.melati, "a")
		s.wait(48*time.Hour + time.Minute)
		fresh := s.send(sariID, "b")
		theirs := s.write(sariID, s.melati, "Assalamualaikum")
		for _, c := range []struct {
			rule string
			chat int64
			id   int
			want string
		}{
			{"its own", sariID, fresh.ID, "ok"},
			{"twice", sariID, fresh.ID, "400 Bad Request: message to delete not found"},
			{"one that never was", sariID, 77, "400 Bad Request: message to delete not found"},
			{"after 48 hours", sariID, old.ID, "400 Bad Request: message can't be deleted for everyone"},
			{"after 48 hours in a group", s.melati, oldInGroup.ID, "400 Bad Request: message can't be deleted for everyone"},
			{"a person's in a group", s.melati, theirs, "400 Bad Request: message can't be deleted for everyone"},
			{"a person's in private", rinaID, s.write(rinaID, rinaID, "a"), "ok"},
		} {
			if got := s.call("deleteMessage", args{"chat_id": c.chat, "message_id": c.id}); got.String() != c.want {
				t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
			}
		}
		a, b := s.send(sariID, "a"), s.send(sariID, "b")
		s.ok("deleteMessages", args{"chat_id": sariID, "message_ids": []int{a.ID, 77, b.ID, old.ID}})
		if all := s.History(sariID); !all[a.ID-1].Deleted || !all[b.ID-1].Deleted || all[old.ID-1].Deleted {
			t.Error("deleteMessages passes over what it cannot delete, and deletes the rest")
		}
		many := make([]int, 101)
		s.refused(s.call("deleteMessages", args{"chat_id": sariID, "message_ids": many}), "400 Bad Request: too many message identifiers specified")
		s.refused(s.call("deleteMessages", args{"chat_id": sariID, "message_ids": []int{}}), "400 Bad Request: message identifiers are not specified")
		s.refused(s.call("deleteMessages", args{"chat_id": sariID, "message_ids": "x"}), "400 Bad Request: can't parse message_ids JSON object")
		s.refused(s.call("deleteMessages", args{"chat_id": sariID, "message_ids": []int{0}}), "400 Bad Request: invalid message identifier specified")
	})
}

func TestCopies(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(rinaID, "<b>Pengumuman</b> untuk semua", args{"reply_markup": keys(args{"text": "a", "callback_data": "a"})})
	s.ok("copyMessage", args{"chat_id": sariID, "from_chat_id": rinaID, "message_id": m.ID})
	all := s.History(sariID)
	if got := all[len(all)-1]; got.Text != m.Text || inWords(got.Entities) != "bold 0+10" || got.Buttons != nil {
		t.Errorf("got %+v", got)
	}
	s.refused(s.call("copyMessage", args{"chat_id": sariID, "from_chat_id": rinaID, "message_id": 77}), "400 Bad Request: message to copy not found")
	s.refused(s.call("copyMessage", args{"chat_id": sariID, "from_chat_id": s.melati, "message_id": 1}), "400 Bad Request: the message can't be copied")
}

func TestSmallMethods(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(s.melati, "a")
	mine := s.send(sariID, "a")
	for _, c := range []struct {
		method string
		a      args
		want   string
	}{
		{"sendChatAction", args{"chat_id": sariID, "action": "Typing"}, "ok"},
		{"sendChatAction", args{"chat_id": sariID, "action": "menyanyi"}, "400 Bad Request: wrong parameter action in request"},
		{"getChat", args{"chat_id": s.melati}, "ok"},
		{"getChat", args{"chat_id": nobody}, "400 Bad Request: chat not found"},
		{"getChatMember", args{"chat_id": s.melati, "user_id": rinaID}, "ok"},
		{"getChatMember", args{"chat_id": s.melati, "user_id": tutiID}, "ok"},
		{"getChatMember", args{"chat_id": s.melati, "user_id": nobody}, "400 Bad Request: user not found"},
		{"getChatMember", args{"chat_id": s.melati}, "400 Bad Request: invalid user_id specified"},
		{"pinChatMessage", args{"chat_id": sariID, "message_id": mine.ID}, "ok"},
		{"unpinChatMessage", args{"chat_id": sariID}, "ok"},
		{"unpinChatMessage", args{"chat_id": sariID}, "400 Bad Request: message to unpin not found"},
		{"pinChatMessage", args{"chat_id": s.melati, "message_id": m.ID}, "400 Bad Request: not enough rights to manage pinned messages in the chat"},
		{"deleteWebhook", args{}, "ok"},
		{"getWebhookInfo", args{}, "ok"},
		{"leaveChat", args{"chat_id": sariID}, "400 Bad Request: chat member status can't be changed in private chats"},
		{"leaveChat", args{"chat_id": s.melati}, "ok"},
		{"leaveChat", args{"chat_id": s.melati}, "403 Forbidden: bot is not a member of the group chat"},
	} {
		if got := s.call(c.method, c.a); got.String() != c.want {
			t.Errorf("%s %v: got %v, want %s", c.method, c.a, got, c.want)
		}
	}
	if got := string(s.call("getMe", args{}).Result); !strings.Contains(got, `"username":"asuhbersamabot"`) || !strings.Contains(got, `"is_bot":true`) {
		t.Errorf("getMe: %s", got)
	}
}

func TestPinsNeedAnAdministratorInGroups(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(s.melati, "Pertemuan Sabtu")
	s.must(s.Promote(rinaID, s.melati))
	s.ok("pinChatMessage", args{"chat_id": s.melati, "message_id": m.ID})
	if got := string(s.call("getChat", args{"chat_id": s.melati}).Result); !strings.Contains(got, `"pinned_message":{"message_id":`) {
		t.Errorf("getChat: %s", got)
	}
}
