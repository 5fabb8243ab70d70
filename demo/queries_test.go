package demo

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Bot API answerCallbackQuery; the words for a query that is gone are telegram-bot-api's for QUERY_ID_INVALID.
func TestAnsweringPresses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const gone = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
		s := newPlatform(t, Options{})
		m := s.send(sariID, "a")
		press := func() string {
			id, err := s.Press(sariID, sariID, m.ID, "h")
			s.must(err)
			return id
		}
		id := press()
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": id, "text": strings.Repeat("é", 201)}), "400 Bad Request: MESSAGE_TOO_LONG")
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": id, "url": "https://contoh.id"}), "400 Bad Request: URL_INVALID")
		same(t, "a refused answer is none", s.Unanswered(), id)
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": id, "text": strings.Repeat("é", 200)}), "ok")
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": id}), gone)
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": "1"}), gone)
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": "x"}), gone)
		s.refused(s.call("answerCallbackQuery", args{}), gone)
		early, late := press(), press()
		s.wait(150 * time.Second)
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": early, "url": "https://t.me/asuhbersamabot?start=a"}), "ok")
		s.wait(time.Second)
		s.refused(s.call("answerCallbackQuery", args{"callback_query_id": late}), gone)
		same(t, "unanswered", s.Unanswered())
	})
}

func TestAPressTheBotDidNotAskForNeedsNoAnswer(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(sariID, "a")
	s.poll(args{"allowed_updates": `["message"]`})
	_, err := s.Press(sariID, sariID, m.ID, "h")
	s.must(err)
	same(t, "unanswered", s.Unanswered())
}
