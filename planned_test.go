package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// acrossZones lets a reader enrol under each of several clocks: at home in three provinces, and abroad. It gives their clocks.
func (w *transcriptWorld) acrossZones() map[int64]*time.Location {
	w.t.Helper()
	zones := map[int64]*time.Location{}
	for i, r := range []struct {
		province, abroad string
	}{{"11", ""}, {"52", ""}, {"91", ""}, {"52", "SA"}, {"11", "NZ"}, {"91", "HK"}, {"11", "DE"}} {
		account := int64(50_001 + i)
		w.telegram.AddUser(demo.User{ID: account, First: "Warga", Lang: "id"})
		w.write(account, "/start")
		w.batch(func(tx *store.Tx) {
			n := int64(i)
			g := parenting.Group{ID: parenting.GroupID(100 + n), Name: "Kelompok " + strconv.Itoa(i), Village: "Anjani", Regency: "Kabupaten", Province: r.province, Salam: parenting.SalamUmum}
			join, a := "join-"+strconv.Itoa(i), parenting.AccountID(account)
			family := parenting.Family{ID: parenting.FamilyID(200 + n), Group: g.ID, Away: parenting.AwayMother, Where: r.abroad}
			person := parenting.Person{
				ID: parenting.PersonID(300 + n), Family: family.ID, Account: a, Form: parenting.Ibu, Name: "Warga", Abroad: r.abroad != "", Consent: parenting.ConsentVersion,
			}
			for by, act := range map[parenting.AccountID]parenting.Act{rina: parenting.Found{Group: g, Name: "Bu Rina", Join: join}} {
				if err := tx.Apply(tx.Rights(by), act); err != nil {
					w.t.Fatal(err)
				}
			}
			if err := tx.Apply(tx.Rights(a), parenting.Enrol{Token: join, Family: family, Person: person}); err != nil {
				w.t.Fatal(err)
			}
			zones[account] = flows.ReaderZone(tx, a)
		})
	}
	w.settle()
	return zones
}

// plans lets Pak Joko send a broadcast to everybody, on a schedule.
func (w *transcriptWorld) plans(s parenting.Schedule, urgent bool) {
	w.t.Helper()
	w.batch(func(tx *store.Tx) {
		for _, act := range []parenting.Act{
			parenting.Compose{Broadcast: castGoes, Content: flood()},
			aim(castGoes),
			parenting.SetSchedule{Broadcast: castGoes, Schedule: s, Version: 2},
			parenting.Send{Broadcast: castGoes, Urgent: urgent, Version: 3},
		} {
			if err := tx.Apply(tx.Rights(joko), act); err != nil {
				w.t.Fatal(err)
			}
		}
	})
	if err := w.restart(); err != nil {
		w.t.Fatal(err)
	}
}

// got is when each has got a text; nobody gets it twice.
func (w *transcriptWorld) got(text string) map[int64]time.Time {
	w.t.Helper()
	got := map[int64]time.Time{}
	for _, call := range w.telegram.Record() {
		if call.Applied && call.Method == "sendMessage" && call.Text == text && !slices.Contains([]int64{joko, tuti, int64(guest)}, call.Chat) {
			if !got[call.Chat].IsZero() {
				w.t.Errorf("%d has got it twice", call.Chat)
			}
			got[call.Chat] = call.At
		}
	}
	return got
}

// TestEveryReadersOwnHour: under whatever clock somebody lives, the bot being stopped, cut and started again as it may, an announcement
// arrives when that clock shows its hour, and not in quiet hours unless it is urgent.
func TestEveryReadersOwnHour(t *testing.T) {
	for name, c := range map[string]struct {
		hour   parenting.Hour
		urgent bool
		want   parenting.Hour
		down   bool // around the hour, for half a day
	}{
		"by day":          {9 * 60, false, 9 * 60, false},
		"by night":        {4*60 + 30, false, 6 * 60, false},
		"urgent":          {4*60 + 30, true, 4*60 + 30, false},
		"after a day off": {9 * 60, false, 9 * 60, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				zones := w.acrossZones()
				day := parenting.DayOf(w.clock.Now()).AddDays(2)
				w.plans(parenting.Schedule{From: day.At(c.hour, time.UTC)}, c.urgent)
				chance := rand.New(rand.NewPCG(uint64(len(name)), 1))
				var gone, back time.Time
				for end := day.AddDays(2).At(0, time.UTC); w.clock.Now().Before(end); {
					w.clock.Walk(w.clock.Now().Add(time.Duration(chance.IntN(200))*time.Minute), synctest.Wait)
					switch last := day.At(c.hour, time.UTC).Add(-9 * time.Hour); {
					case c.down && back.IsZero() && w.clock.Now().After(last):
						if err := w.crash(); err != nil {
							t.Fatal(err)
						}
						gone = w.clock.Now()
						w.clock.Walk(gone.Add(9*time.Hour), synctest.Wait)
						w.start()
						back = w.clock.Now()
					case chance.IntN(2) == 0:
						if err := w.restart(); err != nil {
							t.Fatal(err)
						}
					default:
						if err := w.crash(); err != nil {
							t.Fatal(err)
						}
						w.start()
					}
					w.clock.Walk(w.clock.Now().Add(5*time.Second), synctest.Wait) // the first poll is answered
				}
				got, late := w.got(flood().HTML), 0
				for account, zone := range zones {
					want := day.At(c.want, zone)
					if want.After(gone) && want.Before(back) {
						want = back
						late++
					}
					if off := got[account].Sub(want); off < 0 || off > 10*time.Second {
						t.Errorf("%s: got it at %s, want %s", zone, got[account].In(zone), want.In(zone))
					}
				}
				if c.down && (late == 0 || late == len(zones)) {
					t.Errorf("%d of %d are late", late, len(zones))
				}
				if ledger := w.ledger(); ledger["terkirim"] != 14 || len(ledger) != 1 {
					t.Errorf("the ledger says %v", ledger)
				}
				w.complain(t)
			})
		})
	}
}

// TestNothingAfterItsEnd: a warning for tonight does not reach whoever sleeps until it is over, or lives where it is over already, and the
// account says so at once.
func TestNothingAfterItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		zones := w.acrossZones()
		day := parenting.DayOf(w.clock.Now()).AddDays(1)
		w.clock.Walk(day.At(12*60, time.UTC), synctest.Wait) // 20.00 WITA, 21.00 WIT
		w.plans(parenting.Schedule{Until: day.AddDays(1).At(5*60, time.UTC)}, false)
		w.settle()
		got := w.got(flood().HTML)
		for account, zone := range zones {
			if _, ok := got[account]; ok == parenting.QuietAt(w.clock.Now().In(zone)) {
				t.Errorf("%s: got it: %v", zone, ok)
			}
		}
		if ledger := w.ledger(); ledger["menunggu"] != 0 || ledger["terkirim"] != len(got) || ledger["tidak dikirim"] == 0 {
			t.Errorf("%d have got it, the ledger says %v", len(got), ledger)
		}
	})
}

// TestTwoDecideAtOnce: of two coordinators who press at the same moment, whoever comes first decides; the other one is told so. What was
// approved goes out to everybody, and the card says how long it will take.
func TestTwoDecideAtOnce(t *testing.T) {
	t.Parallel()
	for first, many := range map[string]int{":yes": 2400, ":no": parenting.MostAlone} {
		t.Run(first, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				for i := range int64(many) {
					w.telegram.AddUser(demo.User{ID: 50_001 + i, First: "Warga", Lang: "id"})
					w.write(50_001+i, "/start")
				}
				synctest.Wait()
				w.clock.Walk(w.clock.Now().Add(2*time.Minute), synctest.Wait)
				if err := w.enrolCrowd(many, false); err != nil {
					t.Fatal(err)
				}
				third := int64(guest)
				w.write(tuti, "/start")
				w.batch(func(tx *store.Tx) { tx.Coordinate(guest) })
				w.clock.Walk(w.clock.Now().Add(8*time.Hour), synctest.Wait) // the morning's messages are out
				w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]", "[:ask_second]")
				decide := map[int64]demo.Message{}
				for _, who := range []int64{tuti, third} {
					w.talk(who, "", "[!approve]")
					decide[who] = w.newestWith(who, "Setuju dikirim")
				}
				press := func(who int64, choice string) {
					m := decide[who]
					for _, b := range slices.Concat(m.Buttons...) {
						if strings.HasSuffix(b.Data, choice) {
							if _, err := w.telegram.Press(who, who, m.ID, b.Data); err != nil {
								t.Fatal(err)
							}
						}
					}
				}
				press(tuti, first)
				press(third, ":yes")
				if first == ":no" { // he has not said why yet, so nothing is decided
					synctest.Wait()
					w.write(tuti, "Terlambat")
				}
				synctest.Wait()
				w.clock.Walk(w.clock.Now().Add(7*time.Second), synctest.Wait)
				if card := w.newestWith(joko, "Menunggu").Text; strings.Contains(card, "2 menit lagi, 28 per detik") != (many > parenting.MostAlone) {
					t.Errorf("on the way the card says %s", card)
				}
				w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
				if n := len(w.got("Awas banjir")); n < many {
					t.Errorf("%d have got it", n)
				}
				approved := 0
				w.batch(func(tx *store.Tx) {
					for _, e := range tx.Log([]parenting.GroupID{0}, 0, 0, 10) {
						if e.Act == "approve" || e.Act == "refuse" {
							approved++
						}
					}
				})
				if approved != 1 {
					t.Errorf("%d have decided", approved)
				}
				loser := third
				if first == ":no" {
					loser = tuti
				}
				if !strings.Contains(w.said(loser), "tidak menunggu persetujuan lagi") && !strings.Contains(w.said(loser), "diubah") {
					t.Errorf("who came second is told %q", w.newest(loser).Text)
				}
				if open := w.telegram.Unanswered(); len(open) > 0 {
					t.Errorf("%d presses were not answered", len(open))
				}
			})
		})
	}
}
