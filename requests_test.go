package main

import (
	"bytes"
	"log/slog"
	"os"
	"testing"
	"testing/synctest"

	"asuhbersama/content"
	"asuhbersama/locales"
)

// TestRequestsAreForgotten looks, after a request was answered and closed, for what was said: in the database file, its journal and the
// log. The words of a request that is still open are found there, so the search sees.
func TestRequestsAreForgotten(t *testing.T) {
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	library, err := content.Load()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		const answered = "flows/transcripts/tanya.txt"
		w := newTranscriptWorld(t, catalog, library, answered)
		defer w.stop()
		w.play(answered)
		w.stop()
		var log bytes.Buffer
		w.log = slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})
		w.start()
		const open = "anak saya sering bisulan"
		w.talk(sari, open, "/tanya", "[:child]", "[:wait]", "*")
		w.complain(t)
		w.stop()
		kept := log.Bytes()
		for _, beside := range []string{"", "-wal", "-journal"} {
			file, err := os.ReadFile(w.path + beside)
			if err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
			kept = append(kept, file...)
		}
		if !bytes.Contains(kept, []byte(open)) {
			t.Error("the words of an open request were not found: this test sees nothing")
		}
		for _, said := range []string{"susah makan", "umurnya 4 tahun", "makan bersama", "kalau tetap tidak mau", "mampir ke rumah"} {
			if bytes.Contains(kept, []byte(said)) {
				t.Errorf("kept: %s", said)
			}
		}
	})
}
