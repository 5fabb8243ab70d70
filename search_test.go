package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestOnePersonsManySearches: whoever searches a hundred times at once gets an answer to each, at the pace of a chat, and nobody else waits
// for that.
func TestOnePersonsManySearches(t *testing.T) {
	t.Parallel()
	const many = 100
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOf(t, "enrol")
		defer w.stop()
		w.play("flows/transcripts/enrol.txt")
		answers := func(chat int64, words string) (n int, last time.Time) {
			for _, m := range w.telegram.History(chat) {
				if strings.Contains(m.Text, words) {
					n, last = n+1, m.Date
				}
			}
			return n, last
		}
		for i := range many {
			if _, err := w.telegram.Write(sari, sari, []string{"anak susah mkan", "gk mau skolah"}[i%2]); err != nil {
				t.Fatal(err)
			}
		}
		begin := w.clock.Now()
		w.write(nenek, "/menu")
		synctest.Wait()
		w.clock.Walk(begin.Add(5*time.Minute), synctest.Wait)
		found, last := answers(sari, "Mungkin ini yang dicari")
		menus, at := answers(nenek, "mau lihat apa?")
		if found != many || menus != 1 {
			t.Errorf("%d of %d searches and %d menus were answered", found, many, menus)
		}
		if at.Sub(begin) > 2*time.Second || last.Sub(begin) < time.Minute {
			t.Errorf("the other one was answered after %s, the last search after %s", at.Sub(begin), last.Sub(begin))
		}
		w.complain(t)
	})
}
