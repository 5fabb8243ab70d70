package demo

import (
	"slices"
	"strings"
	"testing"
)

func TestAPersonMayTakeAnotherName(t *testing.T) {
	s := newPlatform(t, Options{})
	s.AddUser(User{ID: sariID, First: "Ibu Sari", Lang: "id"})
	if got := s.Title(sariID); got != "Ibu Sari" || len(s.History(sariID)) != 1 {
		t.Errorf("got %s with %d messages", got, len(s.History(sariID)))
	}
}

func TestWritingToTheBot(t *testing.T) {
	s := newPlatform(t, Options{})
	s.write(sariID, sariID, " /start abc_-1 \n")
	s.write(tutiID, tutiID, "Halo") // the first word begins the chat
	got := s.drain()
	if len(got) != 2 || got[0].Message.Text != "/start abc_-1" || got[0].Message.Entities[0].Type != "bot_command" || got[0].Message.From.ID != sariID {
		t.Fatalf("got %+v", got)
	}
	s.send(tutiID, "Selamat datang")
	if _, err := s.Write(sariID, sariID, " \n"); err == nil {
		t.Error("sent an empty message")
	}
	if _, err := s.Write(sariID, rinaID, "a"); err == nil {
		t.Error("wrote into another's chat")
	}
	if _, err := s.Write(nobody, nobody, "a"); err == nil {
		t.Error("nobody wrote")
	}
}

// The apps send what is longer than a message as several.
func TestLongTextsAreSplit(t *testing.T) {
	s := newPlatform(t, Options{})
	last := s.write(sariID, sariID, strings.Repeat("🏟", 10_000))
	got := s.drain()
	if len(got) != 3 || got[2].Message.ID != last || len([]rune(got[0].Message.Text)) != 4096 || len([]rune(got[2].Message.Text)) != 10_000-2*4096 {
		t.Errorf("got %d messages", len(got))
	}
}

func TestEditsByPeople(t *testing.T) {
	s := newPlatform(t, Options{})
	id := s.write(sariID, sariID, "besok")
	s.must(s.Edit(sariID, sariID, id, "lusa"))
	got := s.drain()
	if len(got) != 2 || got[1].Edited == nil || got[1].Edited.Text != "lusa" || got[1].Edited.ID != id || got[1].Edited.Edited == 0 {
		t.Errorf("got %+v", got)
	}
	m := s.send(sariID, "a")
	if s.Edit(sariID, sariID, m.ID, "b") == nil || s.Edit(sariID, sariID, 77, "b") == nil || s.Edit(sariID, sariID, id, " ") == nil {
		t.Error("edited what she cannot edit")
	}
}

func TestAttachments(t *testing.T) {
	s := newPlatform(t, Options{})
	kinds := []string{"photo", "voice", "sticker", "document", "video", "audio", "location", "contact"}
	for _, kind := range kinds {
		_, err := s.Attach(sariID, sariID, File{Kind: kind, Name: "surat.pdf", Data: []byte("isi"), Latitude: -8.58, Longitude: 116.53})
		s.must(err)
	}
	s.mu.Lock()
	waiting := slices.Clone(s.updates.waiting)
	s.mu.Unlock()
	for i, kind := range kinds {
		if u := string(waiting[i].json); !strings.Contains(u, `"`+kind+`":`) {
			t.Errorf("%s: got %s", kind, u)
		}
	}
	if _, err := s.Attach(sariID, sariID, File{Kind: "puisi"}); err == nil {
		t.Error("attached a poem")
	}
}

func TestPresses(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(sariID, "a", args{"reply_markup": keys(args{"text": "Hadir", "callback_data": "h"})})
	id, err := s.Press(sariID, sariID, m.ID, "palsu") // forged data comes through
	s.must(err)
	got := s.drain()[0].Query
	if got == nil || got.ID != id || got.Data != "palsu" || got.From.ID != sariID || got.Message.ID != m.ID || got.Message.Text != "a" {
		t.Fatalf("got %+v", got)
	}
	same(t, "unanswered", s.Unanswered(), id)
	s.ok("deleteMessage", args{"chat_id": sariID, "message_id": m.ID})
	_, err = s.Press(sariID, sariID, m.ID, "h")
	s.must(err)
	if got := s.drain()[0].Query.Message; got.ID != m.ID || got.Date != 0 || got.Text != "" || got.Chat.ID != sariID {
		t.Errorf("of a deleted message nothing is left but its number: %+v", got)
	}
	for _, id := range []int{1, 77} {
		if _, err := s.Press(sariID, sariID, id, "h"); err == nil {
			t.Errorf("pressed message %d", id)
		}
	}
	if _, err := s.Press(tutiID, s.melati, 1, "h"); err == nil {
		t.Error("pressed in a group she is not in")
	}
}

func TestOpeningLinks(t *testing.T) {
	s := newPlatform(t, Options{})
	long := strings.Repeat("a", 64)
	for _, c := range []struct{ link, want string }{
		{"https://t.me/asuhbersamabot?start=abc-_9", "/start abc-_9"},
		{"t.me/AsuhBersamaBot?start=" + long, "/start " + long},
		{"tg://resolve?domain=asuhbersamabot&start=x", "/start x"},
		{"https://t.me/asuhbersamabot", "/start"},
		{"https://t.me/asuhbersamabot?start=" + long + "a", "/start"}, // too long: dropped
		{"https://t.me/asuhbersamabot?start=a%20b", "/start"},         // wrong alphabet: dropped
		{"https://t.me/lain?start=a", ""},
		{"https://contoh.id/asuhbersamabot?start=a", ""},
		{"https://t.me/asuhbersamabot?startgroup=a", ""},
		{"https://wa.me/?text=a", ""},
	} {
		err := s.Open(tutiID, c.link)
		got := s.drain()
		if c.want == "" {
			if err == nil || len(got) != 0 {
				t.Errorf("%s: got %v, %v", c.link, got, err)
			}
			continue
		}
		if err != nil || len(got) != 1 || got[0].Message.Text != c.want {
			t.Errorf("%s: got %v, %v, want %s", c.link, got, err, c.want)
		}
	}
}

func TestBlocking(t *testing.T) {
	s := newPlatform(t, Options{})
	s.Block(sariID)
	s.Block(sariID)
	s.Block(tutiID) // has never met the bot
	if got := s.drain(); len(got) != 1 || got[0].Standing.Old.Status != "member" || got[0].Standing.New.Status != "kicked" || got[0].Standing.Chat.ID != sariID {
		t.Errorf("got %+v", got)
	}
	if _, err := s.Write(sariID, sariID, "a"); err == nil {
		t.Error("wrote to a bot she has blocked")
	}
	s.must(s.Open(sariID, "https://t.me/asuhbersamabot?start=a"))
	if got := s.drain(); len(got) != 2 || got[0].Standing.New.Status != "member" || got[1].Message.Text != "/start a" {
		t.Errorf("opening a link restarts the bot: got %+v", got)
	}
}

func TestNobodyLooksAtTheSilent(t *testing.T) {
	s := newPlatform(t, Options{})
	const quiet = 9001
	s.AddSilent(User{ID: quiet, First: "Warga 1", Lang: "id"})
	before := len(s.Events(0))
	s.send(quiet, "Awas banjir")
	if got := s.History(quiet); len(got) != 1 || got[0].Text != "Awas banjir" {
		t.Errorf("got %+v", got)
	}
	s.Block(quiet)
	s.refused(s.call("sendMessage", args{"chat_id": quiet, "text": "a"}), "403 Forbidden: bot was blocked by the user")
	if got := s.Events(before); len(got) > 0 {
		t.Errorf("everybody sees %+v", got)
	}
}

// Privacy mode (bots FAQ): what the bot gets to hear in a group.
func TestPrivacyMode(t *testing.T) {
	s := newPlatform(t, Options{})
	heard := func(rule string, want bool, say func()) {
		t.Helper()
		say()
		if got := len(s.drain()) > 0; got != want {
			t.Errorf("%s: heard is %t", rule, got)
		}
	}
	write := func(text string) func() { return func() { s.write(sariID, s.melati, text) } }
	heard("plain words", false, write("Assalamualaikum"))
	heard("a bare command before the bot spoke", false, write("/bantuan"))
	heard("a command to it", true, write("/bantuan@AsuhBersamaBot"))
	heard("a command to another", false, write("/bantuan@laboratbot"))
	heard("a photo", false, func() { _, _ = s.Attach(sariID, s.melati, File{Kind: "photo"}) })
	m := s.send(s.melati, "Pertemuan Sabtu")
	heard("a bare command after it spoke", true, write("/bantuan"))
	heard("a command in the middle", false, write("coba /bantuan"))
	heard("a reply to it", true, func() { _, err := s.Reply(sariID, s.melati, m.ID, "Insyaallah"); s.must(err) })
	heard("a press", true, func() { _, err := s.Press(sariID, s.melati, m.ID, "h"); s.must(err) })
	heard("someone joins", true, func() { s.must(s.Join(tutiID, s.melati)) })
	heard("someone leaves", true, func() { s.must(s.Leave(tutiID, s.melati)) })
	s.must(s.Promote(rinaID, s.melati))
	s.drain()
	heard("plain words, as administrator", true, write("Assalamualaikum"))
}

func TestGroups(t *testing.T) {
	s := newPlatform(t, Options{})
	mawar := s.NewGroup("Kelompok Mawar", rinaID, sariID)
	if got := s.drain(); len(got) != 0 {
		t.Errorf("the bot heard of a group it is not in: %+v", got)
	}
	s.must(s.AddBot(rinaID, mawar))
	got := s.drain()
	if len(got) != 2 || got[0].Standing.New.Status != "member" || got[0].Standing.From.ID != rinaID || got[1].Message.Joined[0].ID != botID {
		t.Fatalf("added: %+v", got)
	}
	if s.AddBot(rinaID, mawar) == nil || s.AddBot(tutiID, mawar) == nil || s.RemoveBot(tutiID, mawar) == nil {
		t.Error("added twice, or by a stranger")
	}
	above, err := s.Migrate(mawar)
	s.must(err)
	got = s.drain()
	if len(got) != 2 || got[0].Message.Chat.ID != mawar || got[0].Message.MigrateTo != above || got[1].Message.Chat.ID != above || got[1].Message.MigrateFrom != mawar {
		t.Fatalf("migrated: %+v", got)
	}
	if _, err := s.Write(sariID, mawar, "a"); err == nil {
		t.Error("wrote into a group that was upgraded")
	}
	if _, err := s.Migrate(above); err == nil {
		t.Error("upgraded twice")
	}
	s.must(s.RemoveBot(rinaID, above))
	if got = s.drain(); len(got) != 1 || got[0].Standing.New.Status != "kicked" {
		t.Errorf("put out of a supergroup: %+v", got)
	}
	s.must(s.RemoveBot(rinaID, s.melati))
	if got = s.drain(); len(got) != 2 || got[1].Message.Left.ID != botID {
		t.Errorf("put out of a group: %+v", got)
	}
}

func TestWhatPeopleSee(t *testing.T) {
	s := newPlatform(t, Options{})
	from := len(s.Events(0))
	changed := s.Changed()
	m := s.send(sariID, "<b>a</b>", args{"reply_markup": keys(args{"text": "Hadir", "callback_data": "h"})})
	<-changed
	id, err := s.Press(sariID, sariID, m.ID, "h")
	s.must(err)
	s.ok("answerCallbackQuery", args{"callback_query_id": id, "text": "Tercatat", "show_alert": true})
	s.ok("editMessageText", args{"chat_id": sariID, "message_id": m.ID, "text": "b"})
	s.ok("sendChatAction", args{"chat_id": sariID, "action": "typing"})
	s.ok("deleteMessage", args{"chat_id": sariID, "message_id": m.ID})
	events := s.Events(from)
	var kinds []string
	for i, e := range events {
		kinds = append(kinds, e.Kind)
		if e.Seq != from+i+1 {
			t.Errorf("event %d has number %d", from+i+1, e.Seq)
		}
	}
	same(t, "events", kinds, "message", "alert", "edit", "typing", "delete")
	if e := events[0].Message; e.Text != "a" || e.Buttons[0][0].Data != "h" || e.From != botID {
		t.Errorf("got %+v", e)
	}
	if e := events[1]; e.User != sariID || e.Query != id || e.Text != "Tercatat" || e.Message.ID != m.ID {
		t.Errorf("got %+v", e)
	}
	if e := events[2].Message; e.Text != "b" || e.Buttons != nil {
		t.Errorf("an edit without keyboard takes it away: %+v", e)
	}
	if all := s.History(sariID); !all[m.ID-1].Deleted {
		t.Error("history shows it as there")
	}
	same(t, "chats of Bu Sari", s.Chats(sariID), sariID, s.melati)
	same(t, "chats of Bu Tuti", s.Chats(tutiID))
	if got := s.Title(nenekID); got != "Nenek Inaq Sahnun" {
		t.Errorf("got %s", got)
	}
}

// The bot learns nothing of it: no update, and the file serves on.
func TestPeopleDeleteTheirMessages(t *testing.T) {
	s := newPlatform(t, Options{})
	first := len(s.History(sariID)) + 1
	s.must(s.AttachAlbum(sariID, sariID, File{Kind: "photo"}, File{Kind: "video"}))
	s.drain()
	s.must(s.Delete(sariID, sariID, first+1))
	if all := s.History(sariID); !all[first-1].Deleted || !all[first].Deleted || all[0].Deleted {
		t.Errorf("got %+v, want the album gone and nothing else", all)
	}
	if got := s.drain(); len(got) != 0 {
		t.Errorf("the bot was told %+v", got)
	}
	s.ok("sendVideo", args{"chat_id": rinaID, "video": s.last(sariID).File.ID})
	m := s.send(sariID, "a")
	for _, id := range []int{first, m.ID, 77} {
		if err := s.Delete(sariID, sariID, id); err == nil {
			t.Errorf("message %d was deleted", id)
		}
	}
}
