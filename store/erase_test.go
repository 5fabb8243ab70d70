package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// TestErasedInTheMiddle erases somebody while a delivery and a message to her are on their way, and others wait: their ends find nobody.
func TestErasedInTheMiddle(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies, parenting.ToFacilitators), parenting.Send{Broadcast: flood, Version: 2},
		parenting.Compose{Broadcast: drill, Content: awas}, aim(drill, parenting.ToFamilies, parenting.ToFacilitators), parenting.Send{Broadcast: drill, Version: 2})
	var flying, waiting int64
	w.do(func(tx *Tx) {
		for range 2 { // the first time the facilitators hear whom it does not reach
			tx.Gather(flood, 9)
			tx.Gather(drill, 9)
		}
		flying = tx.Queue(Call{Chat: parenting.ChatID(sari), Method: "sendMessage", Params: []byte(`{"text":"Bu Sari"}`)})
		waiting = tx.Queue(Call{Chat: parenting.ChatID(sari), Method: "sendMessage", Params: []byte(`{"text":"Bu Sari"}`)})
		tx.Claim(flying)
		_, _, ok := claim(tx, flood, parenting.ChatID(sari))
		check(t, "a delivery is on its way", ok, true)
	})
	w.apply(sari, parenting.Erase{Account: sari, Receipt: "1"})
	w.do(func(tx *Tx) {
		_, ok := tx.Claim(waiting)
		check(t, "what waits leaves", ok, false)
		_, chats, _, _ := tx.ClaimDeliveries(drill, []parenting.ChatID{parenting.ChatID(sari)})
		check(t, "deliveries that wait leave", chats, nil)
		tx.Settle(flood, parenting.Sent, "", map[parenting.ChatID]int{parenting.ChatID(sari): 901})
		tx.Further(flood, parenting.ChatID(sari), 902)
		tx.Sent(flying, 903)
		tx.Unclaim(flying, w.time)
		tx.Unreachable(parenting.ChatID(sari), "Forbidden")
		tx.Touch(sari, w.time)
		check(t, "those that wait", len(tx.Waiting()), 0)
	})
	for _, left := range []string{
		"SELECT count(*) FROM outbox WHERE chat = ? OR params IS NOT NULL", "SELECT count(*) FROM deliveries WHERE chat = ?", "SELECT count(*) FROM accounts WHERE id = ?",
		"SELECT count(*) FROM fires WHERE reader = ?", "SELECT count(*) FROM audit WHERE account_id = ?",
	} {
		check(t, left, w.count(left, sari), 0)
	}
	check(t, "what was on its way may have arrived", w.broadcast(flood).Parked, 1)
	check(t, "who waits is skipped", w.broadcast(drill).Skipped, 1)
	check(t, "the receipt can be found", w.count("SELECT count(*) FROM audit WHERE act = 'erase' AND detail = '1' AND account_id = ?", parenting.Nobody), 1)
}

// TestRecalledFromNobody: what somebody had got who has left is not looked for when it is taken back.
func TestRecalledFromNobody(t *testing.T) {
	w := melatiWorld(t)
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies), parenting.Send{Broadcast: flood, Version: 2})
	w.do(func(tx *Tx) {
		for range 2 {
			tx.Gather(flood, 9)
		}
		claim(tx, flood, parenting.ChatID(sari))
		tx.Settle(flood, parenting.Sent, "", map[parenting.ChatID]int{parenting.ChatID(sari): 901})
	})
	w.apply(sari, parenting.Erase{Account: sari, Receipt: "1"})
	w.apply(joko, parenting.Recall{Broadcast: flood, Version: w.broadcast(flood).Version})
	check(t, "to be deleted", w.broadcast(flood).Stale, 1)
	w.do(func(tx *Tx) {
		chats, _, _ := tx.Stale(flood, 0, 9, 9)
		check(t, "of nobody", chats, []parenting.ChatID{-1})
		_, ok := tx.ClaimMending(flood, -1)
		check(t, "a call is made", ok, false)
	})
	check(t, "to be deleted", w.broadcast(flood).Stale, 0)
}

// TestNobodyElseIsInTheFile: what an officer was about to write of families, and gave as a reason, stays behind.
func TestNobodyElseIsInTheFile(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.time = w.time.AddDate(0, 0, 8)
	w.apply(rina, parenting.Correct{Session: meeting, Family: famSari, Group: melati, Presence: parenting.Sick, Why: "Inaq Sahnun lupa"})
	w.do(func(tx *Tx) {
		tx.KeepStack(rina, []flows.State{{ID: "abc", Flow: "names", Asking: "sure", Journal: []flows.Answer{{Step: "list", Value: "Inaq Sahnun"}}}})
		m := tx.Mine(rina)
		check(t, "a conversation", m.Conversations, []parenting.MyConversation{{Flow: "names", Steps: []string{"list"}}})
		check(t, "a reason", slices.ContainsFunc(m.Log, func(e parenting.MyEntry) bool { return e.Act == "correct" && e.Reason }), true)
		file, err := json.Marshal(m)
		check(t, "her file", err, nil)
		check(t, "names somebody else", strings.Contains(string(file), "Sahnun"), false)
	})
}

// TestWhoLeadsNoMore: somebody whose right ends is not named in what was written of the meetings, but stays in the log while known.
func TestWhoLeadsNoMore(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(rina, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNenek, Answer: parenting.Coming}, Group: melati})
	check(t, "who noted it", w.count("SELECT count(*) FROM rsvps WHERE by_account = ?", rina), 1)
	w.apply(joko, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: melati, Region: anjani})
	check(t, "who noted it", w.count("SELECT count(*) FROM rsvps WHERE by_account = ?", parenting.Nobody), 1)
	check(t, "her lines in the log", w.count("SELECT count(*) FROM audit WHERE account_id = ?", rina) > 0, true)
}

// TestDormantOfficers: a right ends two years after the last contact, whatever the months of the programme are, and the coordinators hear
// of a group without a facilitator.
func TestDormantOfficers(t *testing.T) {
	w := melatiWorld(t)
	w.apply(joko, parenting.SetProgramme{Programme: parenting.Programme{Months: 6, Version: 1}})
	last := w.time
	for _, c := range []struct{ months, grants int }{{23, 3}, {25, 1}} {
		w.time = last.AddDate(0, c.months, 0)
		w.do(func(tx *Tx) { tx.Touch(joko, w.time) })
		w.prune(1000)
		check(t, "rights", w.count("SELECT count(*) FROM grants"), c.grants)
	}
	check(t, "accounts", w.count("SELECT count(*) FROM accounts WHERE id <> ?", joko), 0)
	check(t, "told", w.count("SELECT count(*) FROM fires WHERE kind = 'orphan' AND reader = ?", joko), 1)
}

// TestWiping: the log of the database is emptied, but while somebody reads beside the writer.
func TestWiping(t *testing.T) {
	w := newWorld(t)
	writes := 0
	wipe := func(want bool) {
		t.Helper()
		writes++
		w.do(func(tx *Tx) { tx.SetMeta("writes", strconv.Itoa(writes)) })
		done, err := w.Wipe()
		check(t, "wiped", done, want)
		check(t, "error", err, nil)
		size := int64(0)
		if log, err := os.Stat(w.path + "-wal"); err == nil {
			size = log.Size()
		}
		check(t, "the log is empty", size == 0, want)
	}
	wipe(true)
	err := reading(t.Context(), w.path, func(conn *sql.Conn) error {
		tx, err := conn.BeginTx(t.Context(), nil)
		if err != nil {
			return err
		}
		var n int
		err = tx.QueryRowContext(t.Context(), "SELECT count(*) FROM meta").Scan(&n)
		wipe(false)
		return errors.Join(err, tx.Rollback())
	})
	check(t, "a reader", err, nil)
	wipe(true)
}

// TestOldCopies: what a migration has copied beside the database is deleted with the backups of that day.
func TestOldCopies(t *testing.T) {
	w := newWorld(t)
	name := w.path + ".before-002"
	for _, c := range []struct {
		days int
		left bool
	}{{parenting.BackupDays - 1, true}, {parenting.BackupDays + 1, false}} {
		made := w.time.AddDate(0, 0, -c.days)
		err := errors.Join(os.WriteFile(name, nil, 0o600), os.Chtimes(name, made, made), w.Tidy())
		check(t, "error", err, nil)
		_, err = os.Stat(name)
		check(t, "left", err == nil, c.left)
	}
}
