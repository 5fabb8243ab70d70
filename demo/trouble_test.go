package demo

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestNoSignal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{})
		polled := make(chan answer)
		go func() { polled <- s.call("getUpdates", args{"timeout": 50}) }()
		synctest.Wait()
		before := len(s.History(sariID))
		s.SetTrouble(Trouble{Down: true})
		if got := <-polled; got.err == nil {
			t.Errorf("the poll goes on: %v", got)
		}
		if got := s.call("sendMessage", args{"chat_id": sariID, "text": "a"}); got.err == nil {
			t.Errorf("got %v", got)
		}
		if n := len(s.History(sariID)); n != before {
			t.Error("the message went out")
		}
		id := s.write(sariID, sariID, "a") // Bu Sari has signal
		s.SetTrouble(Trouble{})
		if got := s.drain(); len(got) != 1 || got[0].Message.ID != id {
			t.Errorf("got %+v", got)
		}
		s.send(sariID, "a")
	})
}

func TestFlood(t *testing.T) {
	s := newPlatform(t, Options{})
	s.SetTrouble(Trouble{Flood: 30})
	s.flooded("a send", s.call("sendMessage", args{"chat_id": sariID, "text": "a"}), 30)
	s.flooded("an answer", s.call("answerCallbackQuery", args{"callback_query_id": "1"}), 30)
	s.refused(s.call("getUpdates", args{}), "ok")
	if got := s.Refusals(); len(got) != 0 {
		t.Errorf("trouble is nobody's fault: %+v", got)
	}
}

func TestServerErrors(t *testing.T) {
	s := newPlatform(t, Options{})
	s.SetTrouble(Trouble{Server: 100})
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "a"}), "502 Bad Gateway")
	s.refused(s.call("getUpdates", args{}), "502 Bad Gateway")
	if got := len(s.History(sariID)); got != 1 {
		t.Errorf("%d messages, want only /start", got)
	}
}

func TestCutConnections(t *testing.T) {
	s := newPlatform(t, Options{})
	a := args{"chat_id": sariID, "text": "a"}
	s.SetTrouble(Trouble{CutBefore: 100})
	if got := s.call("sendMessage", a); !errors.Is(got.err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", got)
	}
	if got := len(s.History(sariID)); got != 1 {
		t.Errorf("%d messages, want only /start", got)
	}
	s.SetTrouble(Trouble{CutAfter: 100})
	if got := s.call("sendMessage", a); !errors.Is(got.err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", got)
	}
	if got := len(s.History(sariID)); got != 2 {
		t.Errorf("%d messages, want /start and the one whose answer was lost", got)
	}
	s.write(sariID, sariID, "b")
	if got := s.call("getUpdates", args{}); got.err == nil {
		t.Errorf("got %v", got)
	}
	s.SetTrouble(Trouble{})
	if got := s.drain(); len(got) != 1 {
		t.Errorf("an update whose delivery was cut comes again: %+v", got)
	}
	record := s.Record()
	if n := len(record); n < 2 || record[n-2].Applied || record[n-2].Status != 0 || !record[n-1].Applied || record[n-1].Status != 200 {
		t.Errorf("got %+v", record)
	}
	if got := s.Refusals(); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestTroubleIsTheSameForTheSameSeed(t *testing.T) {
	s := newPlatform(t, Options{})
	run := func(seed uint64) string {
		s.SetTrouble(Trouble{Server: 20, CutBefore: 20, CutAfter: 20, Seed: seed})
		var b strings.Builder
		for range 50 {
			b.WriteString(s.call("sendChatAction", args{"chat_id": sariID, "action": "typing"}).String() + "\n")
		}
		return b.String()
	}
	if first := run(1); first != run(1) || first == run(2) {
		t.Error("the seed does not decide")
	}
}

// Who has to decide whether to repeat a call looks at whether the request went out.
func TestTransportSaysWhetherTheRequestWentOut(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct {
		trouble Trouble
		wrote   bool
	}{{Trouble{Down: true}, false}, {Trouble{CutBefore: 100}, true}, {Trouble{CutAfter: 100}, true}, {Trouble{}, true}} {
		wrote := false
		ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{WroteHeaders: func() { wrote = true }})
		s.SetTrouble(c.trouble)
		s.request(ctx, "/bot"+apiToken+"/getMe", "", nil)
		if wrote != c.wrote {
			t.Errorf("%+v: wrote is %t", c.trouble, wrote)
		}
	}
}

// The same over a real line: the server cuts what trouble cuts, and a poll ends when somebody writes.
func TestOverTheNetwork(t *testing.T) {
	s := newPlatform(t, Options{})
	server := httptest.NewServer(s.Telegram)
	defer server.Close()
	get := func(ctx context.Context, method string) (int, error) {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/bot"+apiToken+"/"+method, nil)
		s.must(err)
		response, err := server.Client().Do(r)
		if err != nil {
			return 0, err
		}
		defer func() { s.must(response.Body.Close()) }()
		_, err = io.Copy(io.Discard, response.Body)
		return response.StatusCode, err
	}
	if status, err := get(context.Background(), "getMe"); status != 200 || err != nil {
		t.Errorf("got %d, %v", status, err)
	}
	s.SetTrouble(Trouble{CutAfter: 100})
	if status, err := get(context.Background(), "getMe"); err == nil {
		t.Errorf("got %d", status)
	}
	s.SetTrouble(Trouble{})
	ended := make(chan error)
	go func() {
		_, err := get(context.Background(), "getUpdates?timeout=50")
		ended <- err
	}()
	s.write(sariID, sariID, "a")
	s.must(<-ended)
}

func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Latency: 30 * time.Millisecond})
		start := time.Now()
		s.send(sariID, "a")
		if took := time.Since(start); took != 30*time.Millisecond {
			t.Errorf("took %v, want 30ms", took)
		}
	})
}

func TestRecord(t *testing.T) {
	s := newPlatform(t, Options{})
	before := len(s.Record())
	markup := keys(args{"text": "Hadir", "callback_data": "h"})
	m := s.send(sariID, "<b>a</b>", args{"reply_markup": markup})
	s.call("sendMessage", args{"chat_id": nobody, "text": "a"})
	s.poll(args{})
	got := s.Record()[before:]
	if len(got) != 2 {
		t.Fatalf("got %+v", got)
	}
	if c := got[0]; c.Method != "sendMessage" || c.Chat != sariID || c.Text != "<b>a</b>" || c.Data != markup || c.Status != 200 || !c.Applied || c.Message != m.ID || c.Seq != before+1 {
		t.Errorf("got %+v", c)
	}
	if c := got[1]; c.Status != 400 || c.Description != "Bad Request: chat not found" || c.Applied {
		t.Errorf("got %+v", c)
	}
	if r := s.Refusals(); len(r) != 1 || r[0].Seq != before+2 {
		t.Errorf("got %+v", r)
	}
}
