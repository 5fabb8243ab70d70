package bot

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
)

func TestAnswersAreReadOnceWhateverTheyLookLike(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		cut    int // bytes of it that never arrive
		want   answer
	}{
		{"as Telegram writes it", 200, `{"ok":true,"result":{"message_id":7}}`, 0, answer{}},
		{"as others may", 200, ` { "result" : { "message_id" : 7 }, "ok" : true }`, 0, answer{}},
		{"a refusal", 400, `{"ok":false,"error_code":400,"description":"Bad Request: no"}`, 0, answer{verdict: refused, reason: "Bad Request: no"}},
		{"a refusal that looks well", 200, `{"ok":false,"error_code":400,"description":"Bad Request: no"}`, 0, answer{verdict: refused, reason: "Bad Request: no"}},
		{
			"a group that lets no photos in", 400, `{"ok":false,"error_code":400,"description":"Bad Request: not enough rights to send photos to the chat"}`, 0,
			answer{verdict: refused, reason: "Bad Request: not enough rights to send photos to the chat"},
		},
		{
			"a group that lets nothing in", 400, `{"ok":false,"error_code":400,"description":"Bad Request: not enough rights to send text messages to the chat"}`, 0,
			answer{verdict: gone, reason: "Bad Request: not enough rights to send text messages to the chat"},
		},
		{"somebody else's page", 200, `<html>Selamat datang</html>`, 0, answer{verdict: uncertain, reason: "connection broke"}},
		{"nothing", 200, "", 0, answer{verdict: uncertain, reason: "connection broke"}},
		{"half an answer", 200, `{"ok":true,"result":{"message_id":7}}`, 5, answer{verdict: uncertain, reason: "connection broke"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", strconv.Itoa(len(c.body)))
				w.WriteHeader(c.status)
				w.Write([]byte(c.body[:len(c.body)-c.cut]))
			}))
			defer server.Close()
			client := newClient(server.URL, "1:a", server.Client().Transport)
			var sent struct {
				ID int `json:"message_id"`
			}
			if got := judge(client.call(context.Background(), "sendMessage", nil, &sent)); got != c.want {
				t.Errorf("with its result: %+v, want %+v", got, c.want)
			}
			if c.want.verdict == applied && sent.ID != 7 {
				t.Errorf("the message is %d, want 7", sent.ID)
			}
			if got := judge(client.call(context.Background(), "answerCallbackQuery", nil, nil)); got != c.want {
				t.Errorf("without its result: %+v, want %+v", got, c.want)
			}
		})
	}
}
