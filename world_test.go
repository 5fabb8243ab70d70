package main

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/demo"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// material is what the bot says: its words and its lessons.
func material(tb testing.TB) (*locales.Catalog, *content.Library) {
	tb.Helper()
	catalog, err := locales.Load()
	if err != nil {
		tb.Fatal(err)
	}
	library, err := content.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return catalog, library
}

// newWorldOf is a running bot at the moment at which a transcript begins.
func newWorldOf(t *testing.T, transcript string) *transcriptWorld {
	catalog, library := material(t)
	return newTranscriptWorld(t, catalog, library, "flows/transcripts/"+transcript+".txt")
}

// batch looks into the database, or changes it.
func (w *transcriptWorld) batch(f func(*store.Tx)) {
	w.t.Helper()
	if err := w.db.Batch(w.t.Context(), func(tx *store.Tx) error { f(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

// write lets somebody write to the bot.
func (w *transcriptWorld) write(who int64, text string) {
	w.t.Helper()
	if _, err := w.telegram.Write(who, who, text); err != nil {
		w.t.Fatal(err)
	}
}

// newest is the last message that the bot sent to a chat.
func (w *transcriptWorld) newest(chat int64) demo.Message {
	w.t.Helper()
	for _, m := range slices.Backward(w.telegram.History(chat)) {
		if m.From != chat && m.Service == "" && !m.Deleted {
			return m
		}
	}
	w.t.Fatalf("the bot said nothing to %d", chat)
	return demo.Message{}
}

// complain fails on presses that nobody answered and calls that Telegram refused.
func (w *transcriptWorld) complain(t *testing.T) {
	t.Helper()
	if open := w.telegram.Unanswered(); len(open) > 0 {
		t.Errorf("%d presses were not answered", len(open))
	}
	for _, c := range w.telegram.Refusals() {
		t.Errorf("Telegram refused %s: %s: %q", c.Method, c.Description, c.Text)
	}
}

// talk plays one side of a conversation: "[x]" presses the newest button whose data end so or begin with it, "!data" presses data that
// need not be on a button, "*" writes the text at hand, everything else is written as it stands. What cannot be pressed is skipped.
func (w *transcriptWorld) talk(who int64, text string, lines ...string) {
	w.t.Helper()
	for _, line := range lines {
		press, isPress := strings.CutPrefix(line, "[")
		forged, isForged := strings.CutPrefix(line, "!")
		switch {
		case isPress:
			press = strings.TrimSuffix(press, "]")
			m := w.newest(who)
			for _, b := range slices.Concat(m.Buttons...) {
				if strings.HasSuffix(b.Data, press) || strings.HasPrefix(b.Data, press) {
					forged, isForged = b.Data, true
				}
			}
			if !isForged {
				continue
			}
			fallthrough
		case isForged:
			if _, err := w.telegram.Press(who, who, w.newest(who).ID, forged); err != nil {
				w.t.Fatal(err)
			}
		default:
			w.write(who, cmp.Or(map[string]string{"*": text}[line], line))
		}
		w.settle()
	}
}

// pressAll presses all these data, on the newest message.
func (w *transcriptWorld) pressAll(who int64, all []string) {
	w.t.Helper()
	message := w.newest(who).ID
	for i, data := range all {
		if _, err := w.telegram.Press(who, who, message, data); err != nil {
			w.t.Fatal(err)
		}
		if i%40 == 39 {
			w.settle()
		}
	}
	w.settle()
}

// call calls the Bot API beside the bot.
func (w *transcriptWorld) call(method string, pairs ...string) {
	w.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, err := (&http.Client{Transport: w.telegram.Transport()}).PostForm("http://telegram/bot"+demoToken+"/"+method, form)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if text, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %s", method, text)
	}
}

// newestWith is the last message of a chat with these words in it.
func (w *transcriptWorld) newestWith(chat int64, words string) demo.Message {
	w.t.Helper()
	for _, m := range slices.Backward(w.telegram.History(chat)) {
		if w.botSaid(m) && strings.Contains(inside(m), words) {
			return m
		}
	}
	w.t.Fatalf("nothing with %q was said to %d", words, chat)
	return demo.Message{}
}

// said is all that the bot said in a chat, with what its buttons say.
func (w *transcriptWorld) said(chat int64) string {
	var all strings.Builder
	for _, m := range w.telegram.History(chat) {
		if w.botSaid(m) {
			all.WriteString(m.Text + "\n")
			for _, b := range slices.Concat(m.Buttons...) {
				all.WriteString(b.Text + "\n")
			}
		}
	}
	return all.String()
}

// everything is all that is true of both groups and of those who have rights.
func (w *transcriptWorld) everything() string {
	var all []any
	w.batch(func(tx *store.Tx) {
		all = append(all, untouched(tx)[joko], tx.Grants(), tx.Groups())
		for _, s := range tx.Sessions(groupMawar, time.Time{}) {
			all = append(all, s, tx.Replies(s.ID), tx.Attendance(s.ID))
		}
		for _, a := range []parenting.AccountID{farAway, leader, stranger} {
			all = append(all, tx.Rights(a))
		}
	})
	return inside(all)
}
