package demo

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// Source: bots FAQ, "My bot is hitting limits"; edits share the limits (tdlib/td issue 3034).

func (s *platform) flooded(rule string, got answer, seconds int) {
	s.Helper()
	if got.Code != 429 || got.Parameters.RetryAfter != seconds {
		s.Errorf("%s: got %v with retry_after %d, want 429 with %d", rule, got, got.Parameters.RetryAfter, seconds)
	}
}

func TestAPrivateChatTakesOneASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Limits: true})
		a := args{"chat_id": sariID, "text": "a"}
		for range 5 {
			s.ok("sendMessage", a)
		}
		s.flooded("the sixth at once", s.call("sendMessage", a), 1)
		s.flooded("an edit shares it", s.call("editMessageText", args{"chat_id": sariID, "message_id": 2, "text": "b"}), 1)
		s.send(rinaID, "another chat")
		s.ok("sendChatAction", args{"chat_id": sariID, "action": "typing"})
		s.wait(time.Second)
		s.ok("sendMessage", a)
		s.flooded("one a second", s.call("sendMessage", a), 1)
		s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": " "}), "400 Bad Request: text must be non-empty")
	})
}

// Each item of an album counts. One that is larger than the burst goes when nothing was sent for a while, and is paid for
// afterwards.
func TestAnAlbumCountsEachItem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Limits: true})
		_, err := s.Attach(rinaID, rinaID, File{Kind: "photo"})
		s.must(err)
		photo := args{"type": "photo", "media": s.last(rinaID).File.ID}
		album := args{"chat_id": sariID, "media": slices.Repeat([]args{photo}, 7)}
		s.ok("sendMediaGroup", album)
		s.flooded("after seven", s.call("sendMessage", args{"chat_id": sariID, "text": "a"}), 3)
		s.flooded("another album", s.call("sendMediaGroup", album), 7)
		s.wait(7 * time.Second)
		s.ok("sendMediaGroup", album)
		album["chat_id"] = s.melati
		s.ok("sendMediaGroup", album)
		s.ok("sendMediaGroup", album)
		s.flooded("the 21st in a group", s.call("sendMediaGroup", album), 60)
	})
}

func TestAGroupTakesTwentyAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Limits: true})
		m := s.send(s.melati, "a")
		s.wait(10 * time.Second)
		for i := range 19 {
			s.ok("editMessageText", args{"chat_id": s.melati, "message_id": m.ID, "text": "b" + string(rune('a'+i))})
		}
		s.flooded("the 21st", s.call("sendMessage", args{"chat_id": s.melati, "text": "a"}), 50)
		s.wait(50 * time.Second)
		s.ok("sendMessage", args{"chat_id": s.melati, "text": "a"})
		s.flooded("the next", s.call("sendMessage", args{"chat_id": s.melati, "text": "a"}), 10)
	})
}

func TestTheBotSendsThirtyASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Limits: true})
		for id := range int64(31) {
			s.AddUser(User{ID: 5000 + id, First: "Ibu"})
			s.write(5000+id, 5000+id, "/start")
		}
		s.drain()
		for id := range int64(30) {
			s.send(5000+id, "a")
		}
		s.flooded("the 31st", s.call("sendMessage", args{"chat_id": 5030, "text": "a"}), 1)
		q, err := s.Press(5000, 5000, 2, "x")
		s.must(err)
		s.ok("answerCallbackQuery", args{"callback_query_id": q})
		if got := len(s.drain()); got != 1 {
			t.Errorf("getUpdates does not count: got %d", got)
		}
		s.wait(time.Second)
		s.send(5030, "a")
	})
}

func TestWithoutLimitsNothingWaits(t *testing.T) {
	s := newPlatform(t, Options{})
	for range 100 {
		s.send(s.melati, "a")
	}
}
