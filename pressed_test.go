package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
)

// TestAnsweredQuestionsKeepWhatWasChosen: a question that a press has answered shows what was chosen and no other button. Pressing that
// changes nothing. What a crash finds waiting is done after it.
func TestAnsweredQuestionsKeepWhatWasChosen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		who := int64(guest)
		left := func(words, want string) demo.Message {
			t.Helper()
			m := w.newestWith(who, words)
			var labels []string
			for _, b := range slices.Concat(m.Buttons...) {
				labels = append(labels, b.Text)
			}
			if got := strings.Join(labels, ", "); got != want {
				t.Errorf("%q: the buttons are %s, want %s", words, got, want)
			}
			return m
		}
		w.talk(who, "Sari", "/start "+w.joinMelati(), "[:agree]", "[:ibu]", "*", "[:home]", "[:nobody]")
		left("Boleh kami simpan", "✓ Saya dewasa dan setuju")
		form := left("panggil apa", "✓ Ibu")
		asked := w.newest(who)

		// The second of two quick answers waits for the pace of the chat when the bot dies.
		for _, choice := range []string{":grandmother", ":+3-5", ":+6-9", ":="} {
			m := w.newest(who)
			for _, b := range slices.Concat(m.Buttons...) {
				if strings.HasSuffix(b.Data, choice) {
					if _, err := w.telegram.Press(who, who, m.ID, b.Data); err != nil {
						t.Fatal(err)
					}
				}
			}
			if choice != ":=" {
				w.settle()
			}
		}
		synctest.Wait()
		if m := w.newestWith(who, "umur anak"); len(slices.Concat(m.Buttons...)) < 3 {
			t.Fatalf("the edit did not wait: %+v", m.Buttons)
		}
		if err := w.crash(); err != nil {
			t.Fatal(err)
		}
		w.clock.Walk(w.clock.Now().Add(10*time.Second), synctest.Wait)
		w.start()
		w.settle()
		left("paling sering mengasuh", "✓ Nenek")
		left("umur anak", "✓ 3–5 tahun, ✓ 6–9 tahun")

		before := len(w.telegram.History(who))
		if _, err := w.telegram.Press(who, who, form.ID, form.Buttons[0][0].Data); err != nil {
			t.Fatal(err)
		}
		w.settle()
		if after := len(w.telegram.History(who)); after != before || asked.ID == form.ID {
			t.Errorf("pressing what is left said %q", w.newest(who).Text)
		}
		w.complain(t)
	})
}
