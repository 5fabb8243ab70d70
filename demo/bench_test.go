package demo

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"testing"
)

// The platform is the yardstick the bot is measured with, so a call must cost it little: no more than 15 µs of handling.

// deaf takes an answer and forgets it.
type deaf struct{ header http.Header }

func (d deaf) Header() http.Header         { return d.header }
func (d deaf) WriteHeader(int)             {}
func (d deaf) Write(b []byte) (int, error) { return len(b), nil }

type form struct {
	body string
	read bool
}

func (f *form) Close() error { return nil }

func (f *form) Read(b []byte) (int, error) {
	if f.read {
		return 0, io.EOF
	}
	f.read = true
	return copy(b, f.body), nil
}

func benchmarkCall(b *testing.B, method string, values func(t *Telegram, i int) url.Values) {
	t := New(NewClock(monday()), Options{Token: apiToken, Username: "asuhbersamabot", Name: "Asuh Bersama", NoRecord: true})
	const people = 1000
	for id := range int64(people) {
		t.AddUser(User{ID: 1 + id, First: "Bu Sari", Lang: "id"})
		if _, err := t.Write(1+id, 1+id, "/start"); err != nil {
			b.Fatal(err)
		}
	}
	post := func(method, body string) {
		r := &http.Request{
			Method: http.MethodPost,
			URL:    &url.URL{Path: "/bot" + apiToken + "/" + method},
			Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			Body:   &form{body: body},
		}
		t.ServeHTTP(deaf{http.Header{}}, r)
	}
	for id := range people {
		post("sendMessage", url.Values{"chat_id": {strconv.Itoa(1 + id)}, "text": {"pertama"}}.Encode())
	}
	b.ReportAllocs()
	bodies := make([]string, 0, 1024)
	for i := 0; b.Loop(); i++ {
		if i%1024 == 0 {
			b.StopTimer()
			bodies = bodies[:0]
			for j := range 1024 {
				v := values(t, i+j)
				v.Set("chat_id", strconv.Itoa(1+(i+j)%people))
				bodies = append(bodies, v.Encode())
			}
			b.StartTimer()
		}
		post(method, bodies[i%1024])
	}
}

const invitation = "<b>Pertemuan Kelompok Melati</b>\nSabtu, 13 Juni 2026 pukul 14.00 WITA\nBalai Desa Anjani\n\nApakah Ibu bisa datang?"

const choices = `{"inline_keyboard":[[{"text":"Insyaallah datang","callback_data":"a1b2c3d4:plan:yes"}],[{"text":"Belum tahu","callback_data":"a1b2c3d4:plan:maybe"},{"text":"Berhalangan","callback_data":"a1b2c3d4:plan:no"}]]}`

func BenchmarkSendMessage(b *testing.B) {
	benchmarkCall(b, "sendMessage", func(*Telegram, int) url.Values {
		return url.Values{"text": {invitation}, "parse_mode": {"HTML"}, "reply_markup": {choices}}
	})
}

func BenchmarkEditMessageText(b *testing.B) {
	benchmarkCall(b, "editMessageText", func(_ *Telegram, i int) url.Values {
		return url.Values{"message_id": {"2"}, "text": {invitation + strconv.Itoa(i)}, "parse_mode": {"HTML"}, "reply_markup": {choices}}
	})
}

func BenchmarkAnswerCallbackQuery(b *testing.B) {
	benchmarkCall(b, "answerCallbackQuery", func(t *Telegram, i int) url.Values {
		user := int64(1 + i%1000)
		query, err := t.Press(user, user, 2, "a1b2c3d4:plan:yes")
		if err != nil {
			b.Fatal(err)
		}
		return url.Values{"callback_query_id": {query}, "text": {"Terima kasih, Bu."}}
	})
}

func BenchmarkPressAndGetUpdates(b *testing.B) {
	offset := 0
	benchmarkCall(b, "getUpdates", func(t *Telegram, i int) url.Values {
		user := int64(1 + i%1000)
		for range 100 {
			if _, err := t.Press(user, user, 2, "a1b2c3d4:plan:yes"); err != nil {
				b.Fatal(err)
			}
		}
		offset += 100
		return url.Values{"offset": {strconv.Itoa(102_001 + offset)}, "limit": {"100"}}
	})
}
