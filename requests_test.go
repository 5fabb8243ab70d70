package main

import (
	"bytes"
	"log/slog"
	"testing"
	"testing/synctest"
)

// TestRequestsAreForgotten looks, after a request was answered and closed, for what was said: in the database file, its journal and the
// log. The words of a request that is still open are found there, so the search sees.
func TestRequestsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOf(t, "tanya")
		defer w.stop()
		w.play("flows/transcripts/tanya.txt")
		w.stop()
		var log bytes.Buffer
		w.log = slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})
		w.start()
		const open = "anak saya sering bisulan"
		w.talk(sari, open, "/tanya", "[:child]", "[:wait]", "*")
		w.complain(t)
		w.stop()
		kept := w.bytesOf(&log)
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
