package main

import (
	"bytes"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/synctest"

	"asuhbersama/demo"
	"asuhbersama/parenting"
)

// TestDangerIsKeptNowhere lets people write words of danger at all moments, in every way that words can be sent, and then looks for
// them in the database file, its journal and the log. A harmless word in an unfinished question is found there, so the search sees.
func TestDangerIsKeptNowhere(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("parenting/testdata/danger/own1.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var dangers []string
	for line := range strings.Lines(string(text)) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if _, sentence, _ := strings.Cut(rest, "\t"); kind == "danger" && parenting.Danger(sentence) != "" {
			dangers = append(dangers, sentence)
		}
	}
	rand.Shuffle(len(dangers), func(i, j int) { dangers[i], dangers[j] = dangers[j], dangers[i] })
	dangers = dangers[:30]
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOf(t, "enrol")
		defer w.stop()
		w.play("flows/transcripts/enrol.txt")
		w.stop()
		var log bytes.Buffer
		w.log = slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})
		w.start()
		write := func(from int64, words string) {
			if _, err := w.telegram.Write(from, from, words); err != nil {
				t.Fatal(err)
			}
			w.settle()
		}
		ways := []func(string){
			func(s string) { write(sari, s) },                               // out of the blue
			func(s string) { write(tuti, s) },                               // somebody who never joined
			func(s string) { write(sari, "/bantuan "+s) },                   // behind a command
			func(s string) { write(rina, "/kelompokbaru"); write(rina, s) }, // as the name of a group
			func(s string) { write(sari, "/berhenti"); write(sari, s) },     // where something is taken away
			func(s string) { // to the facilitator
				w.talk(sari, s, "/tanya", "[:else]", "[:wait]", "*", "/batal")
			},
			func(s string) { // below a picture
				if _, err := w.telegram.AttachStyled(sari, sari, demo.File{Kind: "photo", Name: "foto.jpg"}, s); err != nil {
					t.Fatal(err)
				}
				w.settle()
			},
		}
		for i, s := range dangers {
			helped := func() (n int) {
				for _, who := range []int64{sari, rina, tuti} {
					for _, m := range w.telegram.History(who) {
						n += strings.Count(m.Text, "tidak kami simpan")
					}
				}
				return n
			}
			before := helped()
			ways[i%len(ways)](s)
			if helped() != before+1 {
				t.Errorf("not helped: %s", s)
			}
		}
		const harmless = "Kelompok Anggrek Bulan"
		write(rina, "/kelompokbaru")
		write(rina, harmless)
		w.stop()
		kept := w.bytesOf(&log)
		if !bytes.Contains(kept, []byte(harmless)) {
			t.Error("an answer in an unfinished conversation was not found: this test sees nothing")
		}
		for _, s := range dangers {
			if bytes.Contains(bytes.ToLower(kept), []byte(strings.ToLower(s))) {
				t.Errorf("kept: %s", s)
			}
		}
	})
}
