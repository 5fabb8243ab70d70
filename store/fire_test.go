package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// due lists what is due: kind, reader, version and the hour in WITA.
func (w *world) due() (lines []string) {
	w.Helper()
	w.do(func(tx *Tx) {
		for _, f := range list(tx, readFire, "SELECT "+fireColumns+" FROM fires WHERE outcome IS NULL AND kind NOT IN ('assist', 'merge', 'turn', 'lesson') ORDER BY due, kind, reader") {
			lines = append(lines, fmt.Sprintf("%s %d v%d %s", f.Kind, f.Reader, f.Version, f.Due.In(parenting.ProvinceZone("52")).Format("02 15.04")))
		}
	})
	return lines
}

// deliver lets everything that is due become a message that arrives.
func (w *world) deliver() {
	w.Helper()
	w.do(func(tx *Tx) {
		tx.QueueDue(100, false)
		for _, r := range tx.Queued() {
			tx.Claim(r.ID)
			tx.Sent(r.ID, 1)
		}
		for _, f := range tx.ClockFires(100) {
			id := tx.Queue(Call{Lane: Notices, Chat: parenting.ChatID(f.Reader), Method: "sendMessage", Params: []byte(`{}`), Fire: f.ID})
			tx.FireDone(f.ID, "queued")
			tx.Claim(id)
			tx.Sent(id, 1)
		}
	})
}

func TestNoticesAreQueuedInSlicesWithoutWords(t *testing.T) {
	w := newWorld(t)
	soon, over := w.time.Add(time.Hour), w.time.Add(-time.Minute)
	w.do(func(tx *Tx) {
		for _, f := range []parenting.Fire{
			{Due: w.time, Reader: sari, Expires: soon},
			{Due: over, Reader: nenek, Expires: soon},
			{Due: over, Reader: rina, Expires: w.time}, // stale
			{Due: over, Expires: soon},                 // the clock's
			{Due: w.time, Reader: joko},                // never stale
			{Due: soon, Reader: tuti, Expires: soon.Add(time.Hour)},
		} {
			f.Kind = parenting.FireDay
			tx.AddFire(f)
		}
	})
	queue := func(limit int) (chats []parenting.ChatID) {
		w.do(func(tx *Tx) {
			n := tx.QueueDue(limit, false)
			for _, r := range tx.Queued() {
				chats = append(chats, r.Chat)
				check(t, "lane", r.Lane, Notices)
			}
			check(t, "how many", n, len(chats))
		})
		return chats
	}
	check(t, "the oldest, of which one is stale", queue(2), []parenting.ChatID{parenting.ChatID(nenek)})
	check(t, "those after them", queue(2), []parenting.ChatID{parenting.ChatID(sari), parenting.ChatID(joko)})
	check(t, "no more", queue(2), nil)
	outcomes := "SELECT group_concat(coalesce(outcome, 'due'), ', ' ORDER BY id) FROM fires"
	w.do(func(tx *Tx) {
		var got string
		tx.get(outcomes, nil, &got)
		check(t, "outcomes", got, "queued, queued, skipped: stale, due, queued, due")
		clock := tx.ClockFires(9)
		check(t, "the clock's", []any{len(clock), clock[0].ID}, []any{1, int64(4)})
	})
	w.reopen()
	w.do(func(tx *Tx) {
		waiting := tx.Waiting()
		bare, ok := tx.Claim(waiting[1].ID)
		check(t, "without words", []any{ok, bare.Method, len(bare.Params), bare.Fire, bare.Expires}, []any{true, "", 0, int64(1), soon})
		bare.Method, bare.Params = "sendMessage", []byte(`{"text":"Besok"}`)
		check(t, "the same place", tx.Queue(bare), bare.ID)
		check(t, "stands in line already", len(tx.Queued()), 0)
		got, ok := tx.Claim(bare.ID)
		check(t, "with words", []any{ok, got.Method, string(got.Params), got.Fire, got.Expires}, []any{true, "sendMessage", `{"text":"Besok"}`, int64(1), soon})
	})
	check(t, "one row for each", w.count("SELECT count(*) FROM outbox"), 3)
}

func TestAnnouncingFires(t *testing.T) {
	w := melatiWorld(t)
	w.carer(husband, pHusband, true)
	w.apply(rina, parenting.LinkChat{Group: melati, Chat: -77})
	w.time = time.Date(2026, 6, 10, 12, 30, 0, 0, time.UTC) // 20.30 WITA: the families sleep
	w.announce()
	check(t, "due", w.due(), []string{
		"joined 103 v0 10 09.01",
		"invite 103 v1 11 06.00",
		"tally 0 v1 11 06.00",
		"day 103 v1 12 16.00",
		"eve 102 v1 12 16.00",
		"hours 103 v1 13 12.00",
		"open 102 v1 13 13.15",
		"refresh 0 v1 13 13.15",
		"close 0 v1 13 16.30",
	})
	w.do(func(tx *Tx) {
		check(t, "news of the morning", tx.QueueDue(100, false), 4)
		check(t, "next", tx.NextFire(false), time.Date(2026, 6, 10, 22, 0, 0, 0, time.UTC))
	})
}

// TestTalkWaitsBehindNothing: what people say to each other is queued before older notices, and alone while enough of them wait.
func TestTalkWaitsBehindNothing(t *testing.T) {
	w := newWorld(t)
	soon, hour := w.time.Add(time.Minute), w.time.Add(time.Hour)
	add := func(kind parenting.FireKind, reader parenting.AccountID, due time.Time) {
		w.do(func(tx *Tx) { tx.AddFire(parenting.Fire{Kind: kind, Reader: reader, Due: due, Expires: hour}) })
	}
	add(parenting.FireDay, sari, w.time.Add(-time.Minute))
	add(parenting.FireDay, joko, w.time.Add(-time.Minute))
	add(parenting.FireSaid, rina, w.time)
	add(parenting.FireSaid, tuti, soon)
	queue := func(limit int, crowd bool) (chats []parenting.ChatID) {
		w.do(func(tx *Tx) {
			tx.QueueDue(limit, crowd)
			for _, r := range tx.Queued() {
				chats = append(chats, r.Chat)
			}
		})
		return chats
	}
	next := func(crowd bool) (due time.Time) {
		w.do(func(tx *Tx) { due = tx.NextFire(crowd) })
		return due
	}
	check(t, "in a crowd", queue(9, true), []parenting.ChatID{parenting.ChatID(rina)})
	check(t, "no more then", queue(9, true), nil)
	check(t, "what comes next in a crowd", next(true), soon)
	add("", 0, w.time.Add(time.Second)) // the clock's
	check(t, "unless the clock acts before", next(true), w.time.Add(time.Second))
	check(t, "with room", next(false), w.time.Add(-time.Minute))
	w.time = soon
	check(t, "before older notices", queue(2, false), []parenting.ChatID{parenting.ChatID(sari), parenting.ChatID(tuti)}) // the limit leaves one of them out
	check(t, "the rest", queue(2, false), []parenting.ChatID{parenting.ChatID(joko)})
}

func TestOneAbroadIsToldOnlyWhenNobodyAtHomeCanBe(t *testing.T) {
	w := melatiWorld(t)
	w.carer(husband, pHusband, true)
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "blocked") })
	w.time = time.Date(2026, 6, 10, 20, 0, 0, 0, time.UTC) // 04.00 WITA, 23.00 in Arab Saudi
	w.announce()
	check(t, "due", slices.DeleteFunc(w.due(), func(s string) bool { return s[:3] != "inv" && s[:3] != "day" }), []string{
		"invite 104 v1 11 11.00", // 06.00 in Arab Saudi
	})
}

func TestMovingFiresAnew(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.deliver()
	w.time = w.time.Add(time.Hour)
	s := w.session()
	s.Start, s.Place = saturday.Add(24*time.Hour), "Posyandu"
	w.apply(rina, parenting.ChangeSession{Session: s})
	want := []string{
		"changed 103 v2 10 10.01",
		"day 103 v2 13 16.00",
		"eve 102 v2 13 16.00",
		"hours 103 v2 14 12.00",
		"open 102 v2 14 13.15",
		"refresh 0 v2 14 13.15",
		"close 0 v2 14 16.30",
	}
	check(t, "due", w.due(), want)
	check(t, "what was due before", w.count("SELECT count(*) FROM fires WHERE outcome = 'skipped: version' AND kind <> 'turn'"), 6)
	w.do(func(tx *Tx) {
		before := tx.Before(meeting)
		check(t, "before", []any{before.Start, before.Place, before.Version}, []any{saturday, "Balai desa", 1})
	})

	// Moved once more in the same minute: everybody hears of it once, with the last hour.
	s = w.session()
	s.Start = saturday.Add(48 * time.Hour)
	w.apply(rina, parenting.ChangeSession{Session: s})
	check(t, "changes due", slices.DeleteFunc(w.due(), func(s string) bool { return s[:3] != "cha" }), []string{"changed 103 v3 10 10.01"})
}

func TestMovingBeforeAnybodyWasToldInvitesToTheLastHour(t *testing.T) {
	w := melatiWorld(t)
	w.time = time.Date(2026, 6, 10, 13, 0, 0, 0, time.UTC) // 21.00 WITA
	w.announce()
	s := w.session()
	s.Start = saturday.Add(24 * time.Hour)
	w.apply(rina, parenting.ChangeSession{Session: s})
	check(t, "due", w.due()[0], "invite 103 v2 11 06.00")
	w.do(func(tx *Tx) { check(t, "nobody is told of a change", len(tx.told(w.sessionIn(tx))), 0) })
}

func (w *world) sessionIn(tx *Tx) parenting.Session { return tx.Session(meeting) }

func TestCancellingTellsWhoWasTold(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.deliver()
	w.apply(stranger, parenting.Enrol{
		Token: "join", Family: parenting.Family{ID: famNew, Group: melati},
		Person: parenting.Person{ID: pNew, Family: famNew, Account: stranger, Name: "Ani", Form: parenting.Ibu, Consent: 1},
	})
	w.apply(rina, parenting.Cancel{Session: meeting, Group: melati, Version: 1})
	check(t, "due", w.due(), []string{"cancel 103 v2 10 09.01"})
	check(t, "skipped", w.count("SELECT count(*) FROM fires WHERE outcome = 'skipped: cancelled' AND kind <> 'turn'"), 9)
	check(t, "replies are over", w.try(sari, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati}), ErrStale)
}

func TestLateJoinersAreInvitedAndReminded(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.deliver()
	w.time = saturday.Add(-20 * time.Hour) // 18.00 the evening before
	w.apply(nenek, parenting.Enrol{
		Token: "join", Family: parenting.Family{ID: famNew, Group: melati},
		Person: parenting.Person{ID: pNew, Family: famNew, Account: nenek, Name: "Sahnun", Form: parenting.Nenek, Consent: 1},
	})
	ofNenek := slices.DeleteFunc(w.due(), func(s string) bool { return s[len(s)-15:len(s)-12] != "105" })
	check(t, "due", ofNenek, []string{"invite 105 v1 12 18.00", "hours 105 v1 13 12.00"})
	check(t, "others are not told again", w.count("SELECT count(*) FROM fires WHERE kind = 'invite' AND reader = ?", sari), 1)
}

func TestStoppingAndResuming(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(sari, parenting.Stop{Account: sari})
	check(t, "due", w.due(), []string{"eve 102 v1 12 16.00", "open 102 v1 13 13.15", "refresh 0 v1 13 13.15", "close 0 v1 13 16.30"})
	w.apply(sari, parenting.Resume{Account: sari})
	check(t, "due again", w.due()[:4], []string{"invite 103 v1 10 09.01", "day 103 v1 12 16.00", "eve 102 v1 12 16.00", "hours 103 v1 13 12.00"})
}

func TestClosingThanksWhoCameAndReports(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(nenek, parenting.Enrol{
		Token: "join", Family: parenting.Family{ID: famNew, Group: melati},
		Person: parenting.Person{ID: pNew, Family: famNew, Account: nenek, Name: "Sahnun", Form: parenting.Nenek, Consent: 1},
	})
	w.deliver()
	w.time = saturday
	w.apply(sari, parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, How: parenting.ByQR, At: saturday})
	w.time = time.Date(2026, 6, 13, 12, 30, 0, 0, time.UTC) // 20.30 WITA
	w.apply(rina, parenting.Close{Session: meeting, Group: melati})
	check(t, "due; who closed it is told by her own chat", w.due(), []string{"thanks 103 v1 14 06.00"})
	check(t, "twice", w.try(rina, parenting.Close{Session: meeting, Group: melati}), ErrStale)
}

func TestTheClockClosesPolitely(t *testing.T) {
	w := melatiWorld(t)
	s := parenting.Session{ID: meeting, Group: melati, Theme: "A", Start: time.Date(2026, 6, 13, 11, 0, 0, 0, time.UTC), Duration: time.Hour, Place: "Masjid"}
	w.apply(rina, parenting.Plan{Session: s}, parenting.Announce{Session: meeting, Group: melati, Version: 1})
	w.time = s.Closes() // 21.00 WITA
	w.do(func(tx *Tx) {
		if err := tx.Apply(parenting.Rights{}, parenting.Close{Session: meeting, Group: melati}); err != nil {
			t.Error(err)
		}
		check(t, "the clock may do nothing else", tx.Apply(parenting.Rights{}, parenting.Cancel{Session: meeting, Group: melati, Version: 1}), ErrDenied)
	})
	check(t, "due", w.due(), []string{"report 102 v1 14 06.00"})
}

func TestASecondFacilitatorIsRemindedFromThenOn(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	l := link("assist", parenting.LinkAssist, rina)
	l.Group, l.Region = melati, anjani
	w.apply(rina, parenting.Invite{Link: l})
	w.apply(tuti, parenting.Claim{Token: "assist", Account: tuti, Role: parenting.Facilitator, Group: melati, Name: "Bu Tuti"})
	opens := func() int {
		return w.count("SELECT count(*) FROM fires WHERE kind = 'open' AND reader = ? AND outcome IS NULL", tuti)
	}
	check(t, "due", opens(), 1)
	w.apply(joko, parenting.Withdraw{Account: tuti, Role: parenting.Facilitator, Group: melati, Region: anjani})
	check(t, "after it was withdrawn", opens(), 0)
}

func TestALeaderWhoCaresIsRemindedOnce(t *testing.T) {
	w := melatiWorld(t)
	l := link("assist", parenting.LinkAssist, rina)
	l.Group, l.Region = melati, anjani
	w.apply(rina, parenting.Invite{Link: l})
	w.apply(sari, parenting.Claim{Token: "assist", Account: sari, Role: parenting.Facilitator, Group: melati, Name: "Bu Sari"})
	w.announce()
	ofSari := func() []string {
		return slices.DeleteFunc(w.due(), func(s string) bool { return s[:6] != "day 10" && s[:6] != "eve 10" || s[4:7] != "103" })
	}
	check(t, "as a facilitator", ofSari(), []string{"eve 103 v1 12 16.00"})
	w.apply(joko, parenting.Withdraw{Account: sari, Role: parenting.Facilitator, Group: melati, Region: anjani})
	check(t, "as a carer again", ofSari(), []string{"day 103 v1 12 16.00"})
}

func TestAnotherZoneMovesTheReminders(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	var g parenting.Group
	w.do(func(tx *Tx) { g = tx.Group(melati) })
	g.Province = "35" // WIB
	w.apply(rina, parenting.ChangeGroup{Group: g})
	check(t, "day before, 16.00 WIB", slices.Contains(w.due(), "day 103 v1 12 17.00"), true)
}
