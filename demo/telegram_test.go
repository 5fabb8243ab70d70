package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// The cast. Bu Sari, Bu Rina and Nenek Inaq Sahnun have written to the bot; Bu Tuti has not.
const (
	sariID   = 101
	rinaID   = 102
	nenekID  = 103
	tutiID   = 104
	botID    = 7000
	apiToken = "7000:AAF-contoh_token"
	nobody   = 999
)

func monday() time.Time { return time.Date(2026, 6, 8, 1, 0, 0, 0, time.UTC) }

// platform is a platform with people, and a bot that calls it.
type platform struct {
	*testing.T
	*Telegram
	clock  *Clock
	melati int64
}

func newPlatform(t *testing.T, o Options) *platform {
	t.Helper()
	o.Token, o.Username, o.Name = apiToken, "asuhbersamabot", "Asuh Bersama"
	clock := NewClock(monday())
	s := &platform{T: t, Telegram: New(clock, o), clock: clock}
	for _, u := range []User{
		{ID: sariID, First: "Bu Sari", Lang: "id"},
		{ID: rinaID, First: "Bu Rina", Username: "burina", Lang: "id"},
		{ID: nenekID, First: "Nenek Inaq", Last: "Sahnun", Lang: "en"},
		{ID: tutiID, First: "Bu Tuti", Lang: "id"},
	} {
		s.AddUser(u)
	}
	for _, u := range []int64{sariID, rinaID, nenekID} {
		s.write(u, u, "/start")
	}
	s.melati = s.NewGroup("Kelompok Melati", rinaID, sariID, nenekID)
	s.must(s.AddBot(rinaID, s.melati))
	s.drain()
	return s
}

func (s *platform) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *platform) write(user, chat int64, text string) int {
	s.Helper()
	id, err := s.Write(user, chat, text)
	s.must(err)
	return id
}

// answer is what the Bot API says.
type answer struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
	err error // of the connection
}

func (a answer) String() string {
	if a.err != nil {
		return a.err.Error()
	}
	if a.OK {
		return "ok"
	}
	return fmt.Sprintf("%d %s", a.Code, a.Description)
}

type args map[string]any

func (a args) form() string {
	values := url.Values{}
	for name, value := range a {
		if text, ok := value.(string); ok {
			values.Set(name, text)
			continue
		}
		b, _ := json.Marshal(value)
		values.Set(name, string(b))
	}
	return values.Encode()
}

func (s *platform) call(method string, a args) answer {
	s.Helper()
	return s.request(context.Background(), "/bot"+apiToken+"/"+method, "application/x-www-form-urlencoded", []byte(a.form()))
}

func (s *platform) request(ctx context.Context, path, kind string, body []byte) (a answer) {
	s.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://telegram"+path, bytes.NewReader(body))
	s.must(err)
	r.Header.Set("Content-Type", kind)
	response, err := (&http.Client{Transport: s.Transport()}).Do(r)
	if err != nil {
		return answer{err: errors.Unwrap(err)}
	}
	raw, err := io.ReadAll(response.Body)
	s.must(err)
	if err := json.Unmarshal(raw, &a); err != nil {
		s.Fatalf("%s answered %q: %v", path, raw, err)
	}
	if !a.OK && a.Code != response.StatusCode {
		s.Errorf("%s: error_code %d with status %d", path, a.Code, response.StatusCode)
	}
	return a
}

// upload calls with files: name of the field → its file name and content.
func (s *platform) upload(method string, a args, files map[string]string) answer {
	s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	values, err := url.ParseQuery(a.form())
	s.must(err)
	for name := range values {
		s.must(w.WriteField(name, values.Get(name)))
	}
	for field, content := range files {
		part, err := w.CreateFormFile(field, "berkas.bin")
		s.must(err)
		_, err = io.WriteString(part, content)
		s.must(err)
	}
	s.must(w.Close())
	return s.request(context.Background(), "/bot"+apiToken+"/"+method, w.FormDataContentType(), body.Bytes())
}

// posted is what the Bot API shows of a message.
type posted struct {
	ID       int `json:"message_id"`
	Date     int64
	Edited   int64 `json:"edit_date"`
	Text     string
	Caption  string
	From     struct{ ID int64 }
	Chat     struct{ ID int64 }
	Entities []struct {
		Type           string
		Offset, Length int
		URL            string
		Language       string
	}
	Photo []struct {
		FileID        string `json:"file_id"`
		Width, Height int
	}
	Video struct {
		FileID string `json:"file_id"`
	}
	Document struct {
		FileID   string `json:"file_id"`
		FileName string `json:"file_name"`
	}
	Markup struct {
		Rows [][]struct {
			Text, URL string
			Data      string `json:"callback_data"`
		} `json:"inline_keyboard"`
	} `json:"reply_markup"`
	ReplyTo     *posted              `json:"reply_to_message"`
	Album       string               `json:"media_group_id"`
	MigrateTo   int64                `json:"migrate_to_chat_id"`
	MigrateFrom int64                `json:"migrate_from_chat_id"`
	Joined      []struct{ ID int64 } `json:"new_chat_members"`
	Left        struct{ ID int64 }   `json:"left_chat_member"`
}

// send sends a text that must be accepted.
func (s *platform) send(chat int64, text string, more ...args) posted {
	s.Helper()
	a := args{"chat_id": chat, "text": text, "parse_mode": "HTML"}
	for _, m := range more {
		for name, value := range m {
			a[name] = value
		}
	}
	return s.ok("sendMessage", a)
}

func (s *platform) ok(method string, a args) (m posted) {
	s.Helper()
	got := s.call(method, a)
	if !got.OK {
		s.Fatalf("%s: %v", method, got)
	}
	if got.Result[0] == '{' {
		s.must(json.Unmarshal(got.Result, &m))
	}
	return m
}

// refused holds an answer against the platform's words.
func (s *platform) refused(got answer, want string) {
	s.Helper()
	if got.String() != want {
		s.Errorf("got %v, want %s", got, want)
	}
}

// received is an update as the bot gets it.
type received struct {
	ID      int     `json:"update_id"`
	Message *posted `json:"message"`
	Edited  *posted `json:"edited_message"`
	Query   *struct {
		ID      string
		From    struct{ ID int64 }
		Message posted
		Data    string
	} `json:"callback_query"`
	Standing *struct {
		Chat struct{ ID int64 }
		From struct{ ID int64 }
		Old  struct{ Status string } `json:"old_chat_member"`
		New  struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

// poll asks for updates without waiting.
func (s *platform) poll(a args) (all []received) {
	s.Helper()
	got := s.call("getUpdates", a)
	if !got.OK {
		s.Fatalf("getUpdates: %v", got)
	}
	s.must(json.Unmarshal(got.Result, &all))
	return all
}

// drain takes and confirms everything that waits.
func (s *platform) drain() (all []received) {
	s.Helper()
	s.mu.Lock()
	s.updates.asked.once = false // the pause between two askings is not what is tested here
	s.mu.Unlock()
	all = s.poll(args{})
	if len(all) > 0 {
		s.poll(args{"offset": all[len(all)-1].ID + 1})
	}
	s.mu.Lock()
	s.updates.asked.once = false
	s.mu.Unlock()
	return all
}

// last is the newest message of a chat.
func (s *platform) last(chat int64) Message {
	s.Helper()
	all := s.History(chat)
	return all[len(all)-1]
}

// wait lets time pass on the platform's clock.
func (s *platform) wait(d time.Duration) { s.clock.Walk(s.clock.Now().Add(d), func() {}) }

// keys is an inline keyboard of one row.
func keys(buttons ...args) string {
	b, _ := json.Marshal(args{"inline_keyboard": [][]args{buttons}})
	return string(b)
}

func TestEveryAnswerHasThePlatformsShape(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(sariID, "Selamat <b>pagi</b> 🏟", args{"reply_markup": keys(args{"text": "Hadir", "callback_data": "h"})})
	if m.ID != 2 || m.Text != "Selamat pagi 🏟" || m.From.ID != botID || m.Chat.ID != sariID || m.Date != monday().Unix() {
		t.Errorf("got %+v", m)
	}
	if len(m.Entities) != 1 || m.Entities[0].Type != "bold" || m.Markup.Rows[0][0].Data != "h" {
		t.Errorf("got entities %+v, markup %+v", m.Entities, m.Markup)
	}
}

func TestTheWayIn(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct{ path, want string }{
		{"/bot" + apiToken + "/getMe", "ok"},
		{"/bot" + apiToken + "/GETME", "ok"},                                       // names of methods have no case
		{"/bot" + apiToken + "/sendFlowers", "404 Not Found"},                      // unknown method
		{"/bot7000:lain/getMe", "401 " + http.StatusText(http.StatusUnauthorized)}, // wrong apiToken
		{"/botsalah/getMe", "404 Not Found"},                                       // no apiToken at all
		{"/getMe", "404 Not Found"},
	} {
		if got := s.request(context.Background(), c.path, "", nil); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", strings.ReplaceAll(c.path, apiToken, "<apiToken>"), got, c.want)
		}
	}
}

func TestParametersComeInFourWays(t *testing.T) {
	s := newPlatform(t, Options{})
	way := "/bot" + apiToken + "/sendMessage"
	asJSON := []byte(`{"chat_id":101,"text":"lewat \u201cJSON\u201d","disable_notification":true,"reply_markup":{"inline_keyboard":[[{"text":"Ya","callback_data":"y"}]]}}`)
	for name, got := range map[string]answer{
		"query":     s.request(context.Background(), way+"?chat_id=101&text=lewat+alamat", "", nil),
		"form":      s.call("sendMessage", args{"chat_id": sariID, "text": "lewat formulir"}),
		"JSON":      s.request(context.Background(), way, "application/json; charset=utf-8", asJSON),
		"multipart": s.upload("sendMessage", args{"chat_id": sariID, "text": "lewat bagian"}, nil),
	} {
		if !got.OK {
			t.Errorf("%s: %v", name, got)
		}
	}
	if last := s.History(sariID); len(last) != 5 {
		t.Errorf("got %d messages, want /start and four", len(last))
	}
	s.refused(s.request(context.Background(), way, "application/json", []byte(`{`)), "400 Bad Request: can't parse parameters: unexpected end of JSON input")
}
