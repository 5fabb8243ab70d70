package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// newCrowd is a running bot whose coordinators, Pak Joko and Bu Tuti, have the demo's crowd behind them.
func newCrowd(t *testing.T) *transcriptWorld {
	w := newWorldOf(t, "coordinator")
	w.write(joko, "/start")
	w.write(tuti, "/start")
	w.settle()
	w.batch(func(tx *store.Tx) { tx.Coordinate(joko, tuti) })
	w.stop()
	if err := pastOf(t.Context(), w.telegram, w.clock, w.path, joko); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.settle()
	return w
}

// TestCrowd: the demo's crowd has enrolled as anybody does, and an announcement reaches all of it but those of whom it is said why.
func TestCrowd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newCrowd(t)
		defer w.stop()
		w.enrolled(t)
		for _, c := range w.telegram.Record() {
			if c.Chat >= firstKader {
				t.Fatalf("%d got %q of its own accord", c.Chat, c.Text)
			}
		}

		w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]")
		w.talk(joko, "", "[:ask_second]")
		w.talk(tuti, "", "[!approve:]")
		w.press(tuti, "[:yes]")
		synctest.Wait()
		w.clock.Walk(w.clock.Now().Add(5*time.Hour), synctest.Wait) // until who works in Arab Saudi is up
		_, rows, err := store.View(t.Context(), w.path, "kiriman")
		if err != nil {
			t.Fatal(err)
		}
		outcomes := map[string]int{}
		for _, row := range rows {
			outcomes[strings.TrimSpace(row[2]+" "+row[3])]++
		}
		want := map[string]int{"terkirim": 2937, "gagal blocked": 36, "gagal gone": 2, "tidak dikirim stopped": 25}
		for outcome, n := range want {
			if outcomes[outcome] != n {
				t.Errorf("%s: %d, want %d", outcome, outcomes[outcome], n)
			}
		}
		if len(outcomes) != len(want) {
			t.Errorf("the ledger says %v", outcomes)
		}
		for n := citizen(1); n <= crowd; n++ {
			want := 1
			if n.stopped() || n.blocked() || n.gone() {
				want = 0
			}
			if got := len(w.telegram.History(n.account())); got != want {
				t.Errorf("%s has got %d messages, want %d", n.name(), got, want)
			}
		}
		if card := w.newestWith(joko, "Terkirim:").Text; !strings.Contains(card, "Selesai") || !strings.Contains(card, "36 memblokir bot") {
			t.Errorf("the card says %s", card)
		}
	})
}

// enrolled fails unless the crowd is what it is to be: in groups of the usual size, with consent, under several clocks.
func (w *transcriptWorld) enrolled(t *testing.T) {
	w.batch(func(tx *store.Tx) {
		groups, zones, people := map[string]int{}, map[string]int{}, 0
		for _, g := range tx.Groups() {
			groups[g.Regency]++
			if n := len(tx.Families(g.ID)); n < 15 || n > 30 {
				t.Errorf("%s has %d families", g.Name, n)
			}
			for _, p := range tx.Roster(g.ID) {
				if (p.Account != 0) != (p.Consent == parenting.ConsentVersion) {
					t.Errorf("%s of account %d has agreed to %d", p.Name, p.Account, p.Consent)
				}
				if p.Account != 0 {
					people++
					zones[flows.ReaderZone(tx, p.Account).String()]++
				}
			}
		}
		if people != crowd || len(groups) != 3 || groups["Lombok Timur"] <= groups["Malang"] {
			t.Errorf("%d people stand in groups in %v", people, groups)
		}
		for _, zone := range []string{"WIB", "WITA", "Asia/Riyadh", "Asia/Seoul"} {
			if zones[zone] == 0 {
				t.Errorf("nobody lives by %s: %v", zone, zones)
			}
		}
	})
}
