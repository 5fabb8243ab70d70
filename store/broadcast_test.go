package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

const flood, drill parenting.BroadcastID = 7001, 7002

var awas = parenting.Content{Kind: parenting.ContentText, HTML: "<b>Awas banjir</b>", Start: "Awas banjir"}

// counted fails if the counters of a broadcast are not what its ledger says.
func counted(t testing.TB, tx *Tx) {
	t.Helper()
	var there bool // in a database of the first schema there is none
	if tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'broadcasts'", nil, &there); !there {
		return
	}
	tx.count()
	for _, id := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts WHERE pruned = 0 ORDER BY id") {
		n := map[parenting.DeliveryState]int{}
		tx.each("SELECT state, count(*) FROM deliveries WHERE broadcast_id = ? GROUP BY state", []any{id}, func(scan scanner) {
			var state parenting.DeliveryState
			var rows int
			scan(&state, &rows)
			n[state] = rows
		})
		want := parenting.Counts{
			Waiting: n[parenting.Waiting], Sending: n[parenting.Sending], Sent: n[parenting.Sent], Failed: n[parenting.Failed],
			Parked: n[parenting.Parked], Skipped: n[parenting.Skipped], Deleted: n[parenting.Deleted],
		}
		want.Total = want.Waiting + want.Sending + want.Sent + want.Failed + want.Parked + want.Skipped + want.Deleted
		outdated := 0
		tx.get("SELECT count(*) FROM deliveries WHERE broadcast_id = ? AND state = 'sent' AND content < ?", []any{id, tx.broadcast(id).ContentVersion}, &outdated)
		check(t, "stale", tx.Broadcast(id).Stale, outdated)
		check(t, "counters", tx.Broadcast(id).Counts, want)
		var readers int
		tx.get("SELECT count(*) FROM deliveries WHERE broadcast_id = ? AND read > 0", []any{id}, &readers)
		check(t, "readers", tx.Broadcast(id).Read, readers)
		if tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'passed'", nil, &there); there {
			var passed, handed int
			tx.get("SELECT coalesce(sum(families) FILTER (WHERE NOT handed), 0), coalesce(sum(families) FILTER (WHERE handed), 0) FROM passed WHERE broadcast_id = ? AND content = ?",
				[]any{id, tx.broadcast(id).ContentVersion}, &passed, &handed)
			check(t, "passed on", []int{tx.Broadcast(id).Passed, tx.Broadcast(id).Handed.Passed}, []int{passed, handed})
		}
		read := func(scan scanner) (o parenting.Outcome) { scan(&o.State, &o.Reason, &o.N); return o }
		check(t, "outcomes", tx.Outcomes(id), list(tx, read, `SELECT state, reason, count(*) FROM deliveries WHERE broadcast_id = ?
			AND (state IN ('failed', 'skipped') OR state = 'sent' AND reason <> '') GROUP BY state, reason ORDER BY state, count(*) DESC, reason`, id))
	}
}

// crowd is Melati with so many more families in it, each with an account from 5001 on.
func crowd(t *testing.T, n int) *world {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		for i := range n {
			tx.exec("INSERT INTO accounts (id, seen) VALUES (?, ?)", 5001+i, unix(tx.now))
			tx.exec("INSERT INTO families (group_id, id, joined_ms) VALUES (?, ?, 0)", melati, 6001+i)
			tx.exec("INSERT INTO people (group_id, family_id, id, account_id, name, consent, joined_ms) VALUES (?, ?, ?, ?, 'Warga', 1, 0)",
				melati, 6001+i, 8001+i, 5001+i)
		}
	})
	return w
}

// aim says whom a new broadcast is for, everywhere.
func aim(id parenting.BroadcastID, to ...parenting.Whom) parenting.Aim {
	return parenting.Aim{Broadcast: id, Audience: parenting.Audience{Whom: to, Areas: []parenting.Area{{}}}, Version: 1}
}

// begin lets Pak Joko send a broadcast, and writes all its recipients down.
func (w *world) begin(id parenting.BroadcastID, to ...parenting.Whom) {
	w.Helper()
	w.apply(joko, parenting.Compose{Broadcast: id, Content: awas}, aim(id, to...), parenting.Send{Broadcast: id, Version: 2})
	for w.broadcast(id).State == parenting.Gathering {
		w.do(func(tx *Tx) { tx.Gather(id, 1000) })
	}
}

func (w *world) broadcast(id parenting.BroadcastID) (b parenting.Broadcast) {
	w.do(func(tx *Tx) { b = tx.Broadcast(id) })
	return b
}

// standing is how a broadcast stands with an account: its state and the reason.
func (w *world) standing(id parenting.BroadcastID, a parenting.AccountID) (s string) {
	w.do(func(tx *Tx) {
		tx.get("SELECT trim(state || ' ' || reason) FROM deliveries WHERE broadcast_id = ? AND chat = ?", []any{id, a}, &s)
	})
	return s
}

func TestRecipientsAreWrittenDownInSlices(t *testing.T) {
	w := crowd(t, 20)
	w.apply(sari, parenting.Stop{Account: sari})
	w.do(func(tx *Tx) { tx.Unreachable(5007, "Forbidden: bot was blocked by the user") })
	w.do(func(tx *Tx) {
		reach := func(id parenting.BroadcastID, to ...parenting.Whom) parenting.Reach {
			for _, act := range []parenting.Act{parenting.Compose{Broadcast: id, Content: awas}, aim(id, to...)} {
				if err := tx.Apply(tx.Rights(joko), act); err != nil {
					t.Fatal(err)
				}
			}
			r, known := tx.Reach(id)
			check(t, "known", known, true)
			return r
		}
		check(t, "families", reach(1, parenting.ToFamilies), parenting.Reach{Will: 19, Stopped: 1, Unreachable: 1, Without: 1})
		check(t, "facilitators", reach(2, parenting.ToFacilitators), parenting.Reach{Will: 1})
		check(t, "both", reach(3, parenting.ToFamilies, parenting.ToFacilitators), parenting.Reach{Will: 20, Stopped: 1, Unreachable: 1, Without: 1})
		check(t, "coordinators", reach(4, parenting.ToCoordinators), parenting.Reach{Will: 1})
	})
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies), parenting.Send{Broadcast: flood, Version: 2})
	var totals []int
	for w.broadcast(flood).State == parenting.Gathering {
		w.do(func(tx *Tx) { tx.Gather(flood, 7) })
		totals = append(totals, w.broadcast(flood).Total)
		w.reopen() // what is written down stays so
	}
	check(t, "after each slice of seven, the first two for Bu Rina's list", totals, []int{0, 0, 7, 14, 21, 21})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 21, Waiting: 19, Skipped: 2})
	check(t, "Bu Sari", w.standing(flood, sari), "skipped stopped")
	check(t, "who blocked", w.standing(flood, 5007), "skipped unreachable")
	check(t, "Bu Rina", w.standing(flood, rina), "")
	w.do(func(tx *Tx) {
		first := tx.Recipients(flood, 0, 8)
		check(t, "recipients", []any{len(first), first[0], first[7]}, []any{8, parenting.ChatID(5001), parenting.ChatID(5009)})
		check(t, "the rest", len(tx.Recipients(flood, first[7], 100)), 11)
	})
}

// claim claims a single delivery, and settle settles it.
func claim(tx *Tx, id parenting.BroadcastID, chat parenting.ChatID) (b parenting.Broadcast, due time.Time, ok bool) {
	b, claimed, due, _ := tx.ClaimDeliveries(id, []parenting.ChatID{chat})
	return b, due, len(claimed) == 1
}

func settle(tx *Tx, id parenting.BroadcastID, chat parenting.ChatID, to parenting.DeliveryState, message int, reason string) (stale bool) {
	return len(tx.Settle(id, to, reason, map[parenting.ChatID]int{chat: message})) > 0
}

// TestManyAtOnce: each delivery of many that are claimed, or settled, by one statement has its own end.
func TestManyAtOnce(t *testing.T) {
	w := crowd(t, 30)
	w.begin(flood, parenting.ToFamilies)
	w.begin(drill, parenting.ToFamilies)
	w.apply(5002, parenting.Stop{Account: 5002})
	w.do(func(tx *Tx) { tx.Unreachable(5003, "Forbidden: user is deactivated") })
	w.do(func(tx *Tx) {
		b, claimed, _, _ := tx.ClaimDeliveries(flood, []parenting.ChatID{5004, 5003, 5001, 9999, 5002, 5005})
		slices.Sort(claimed)
		check(t, "content", b.Content, awas)
		check(t, "claimed", claimed, []parenting.ChatID{5001, 5004, 5005})
		b, claimed, _, _ = tx.ClaimDeliveries(drill, nil)
		check(t, "of none", []any{b.ID, len(claimed)}, []any{drill, 0})
	})
	w.do(func(tx *Tx) {
		tx.Settle(flood, parenting.Sent, "", map[parenting.ChatID]int{5001: 71, 5005: 75, 5006: 76, 5003: 73}) // of these two were not claimed
	})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 31, Waiting: 26, Sending: 1, Sent: 2, Skipped: 2})
	check(t, "counts", w.broadcast(drill).Counts, parenting.Counts{Total: 31, Waiting: 31})
	check(t, "messages", w.count("SELECT sum(message) FROM deliveries"), 71+75)
}

func TestAClaimAsksOnceMore(t *testing.T) {
	w := crowd(t, 8)
	w.begin(flood, parenting.ToFamilies, parenting.ToFacilitators)
	w.apply(5001, parenting.Stop{Account: 5001})
	w.apply(joko, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: melati, Region: anjani}, parenting.Withdraw{Account: rina, Role: parenting.Founder})
	w.do(func(tx *Tx) { tx.Unreachable(5002, "Forbidden: user is deactivated") })
	w.apply(5003, parenting.Leave{Person: 8003, Family: 6003, Group: melati})
	w.apply(joko, parenting.Halt{Broadcast: flood, Version: 3, Why: parenting.PausedByHand})
	claimed := func(a parenting.ChatID) (ok bool) {
		w.do(func(tx *Tx) {
			var b parenting.Broadcast
			if b, _, ok = claim(tx, flood, a); ok {
				check(t, "content", b.Content, awas)
			}
		})
		return ok
	}
	check(t, "claimed while paused", []any{claimed(5001), claimed(5004), w.standing(flood, 5004)}, []any{false, false, "waiting"})
	w.apply(joko, parenting.GoOn{Broadcast: flood, Version: 4})
	for _, c := range []struct {
		who  parenting.ChatID
		ok   bool
		want string
	}{
		{5001, false, "skipped stopped"},
		{5002, false, "skipped unreachable"},
		{5003, false, ""},
		{parenting.ChatID(rina), false, "skipped left"},
		{5004, true, "sending"},
		{5004, false, "sending"},
		{9999, false, ""},
	} {
		check(t, fmt.Sprint(c.who), []any{claimed(c.who), w.standing(flood, parenting.AccountID(c.who))}, []any{c.ok, c.want})
	}
	check(t, "who left stands there as nobody", w.count("SELECT count(*) FROM deliveries WHERE chat = -1 AND state = 'skipped' AND reason = 'left'"), 1)
}

func TestHowDeliveriesEnd(t *testing.T) {
	w := crowd(t, 6)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		for _, chat := range tx.Recipients(flood, 0, 100) {
			claim(tx, flood, chat)
		}
	})
	w.do(func(tx *Tx) {
		settle(tx, flood, 5001, parenting.Sent, 77, "")
		settle(tx, flood, 5001, parenting.Failed, 0, "blocked") // settled once is settled
		settle(tx, flood, 5002, parenting.Failed, 0, "blocked")
		settle(tx, flood, 5003, parenting.Parked, 0, "doubt")
		settle(tx, flood, 5004, parenting.Waiting, 0, "")
	})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 7, Waiting: 1, Sending: 3, Sent: 1, Failed: 1, Parked: 1})
	check(t, "message", w.count("SELECT message FROM deliveries WHERE chat = 5001"), 77)
	w.reopen()
	w.do(func(tx *Tx) { tx.Park() })
	check(t, "after a crash", w.broadcast(flood).Counts, parenting.Counts{Total: 7, Waiting: 1, Sent: 1, Failed: 1, Parked: 4})
	w.apply(joko, parenting.Abort{Broadcast: flood, Version: 3})
	check(t, "over while somebody waits", w.broadcast(flood).Over(), false)
	w.do(func(tx *Tx) {
		check(t, "open", len(tx.OpenBroadcasts()), 1)
		tx.SkipWaiting(flood, 100)
		check(t, "open", len(tx.OpenBroadcasts()), 0)
	})
	r, err := Doctor(t.Context(), w.path)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "what the doctor sees", r.Deliveries, []Count{{What: "parked", N: 4}, {What: "failed", N: 1}, {What: "sent", N: 1}, {What: "skipped", N: 1}})
	check(t, "aborted", w.broadcast(flood).Counts, parenting.Counts{Total: 7, Sent: 1, Failed: 1, Parked: 4, Skipped: 1})
	check(t, "over", w.broadcast(flood).Over(), true)
}

func TestCountersFollowSavepoints(t *testing.T) {
	w := crowd(t, 4)
	w.begin(flood, parenting.ToFamilies)
	broken := errors.New("broken")
	w.do(func(tx *Tx) {
		claim(tx, flood, 5001)
		_ = tx.Savepoint(func() error {
			claim(tx, flood, 5002)
			check(t, "inside", tx.Broadcast(flood).Sending, 2) // what was not counted yet is counted here, in vain
			return broken
		})
		claim(tx, flood, 5003)
		check(t, "after", tx.Broadcast(flood).Sending, 2)
		_ = tx.Savepoint(func() error { settle(tx, flood, 5001, parenting.Sent, 1, ""); return nil })
	})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 5, Waiting: 3, Sending: 1, Sent: 1})
}

func TestWhoMaySteerABroadcast(t *testing.T) {
	w := crowd(t, 3)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas})
	send := parenting.Send{Broadcast: flood, Version: 2}
	halt := parenting.Halt{Broadcast: flood, Version: 3, Why: parenting.PausedByHand}
	for i, c := range []struct {
		by   parenting.AccountID
		act  parenting.Act
		want error
	}{
		{joko, parenting.Send{Broadcast: flood, Version: 1}, ErrStale}, // to nobody yet
		{tuti, aim(flood, parenting.ToFamilies), ErrStale},
		{rina, aim(flood, parenting.ToFamilies), ErrDenied},
		{joko, aim(flood), ErrDenied},
		{joko, aim(flood, parenting.ToFamilies), nil},
		{rina, send, ErrDenied},
		{sari, parenting.Compose{Broadcast: drill, Content: awas}, ErrDenied},
		{tuti, send, ErrStale},
		{tuti, parenting.Compose{Broadcast: flood, Content: awas}, ErrStale},
		{tuti, parenting.Discard{Broadcast: flood}, ErrStale},
		{joko, halt, ErrStale},
		{joko, parenting.Send{Broadcast: flood, Version: 1}, ErrStale},
		{joko, send, nil},
		{joko, send, ErrStale},
		{joko, parenting.Compose{Broadcast: flood, Content: awas}, ErrStale},
		{joko, parenting.Discard{Broadcast: flood}, ErrStale},
		{sari, halt, ErrDenied},
		{joko, parenting.Halt{Broadcast: flood, Version: 3, Why: parenting.PausedByFault}, ErrDenied},
		{tuti, halt, nil},
		{joko, halt, ErrStale},
		{joko, parenting.GoOn{Broadcast: flood, Version: 3}, ErrStale},
		{joko, parenting.GoOn{Broadcast: flood, Version: 4}, nil},
		{0, parenting.Halt{Broadcast: flood, Version: 5, Why: parenting.PausedByFault}, nil},
		{joko, parenting.Withdraw{Account: tuti, Role: parenting.Coordinator}, nil},
		{tuti, parenting.Abort{Broadcast: flood, Version: 6}, ErrDenied},
		{joko, parenting.Abort{Broadcast: flood, Version: 6}, nil},
		{joko, parenting.Abort{Broadcast: flood, Version: 7}, ErrStale},
		{joko, parenting.GoOn{Broadcast: flood, Version: 7}, ErrStale},
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d. %d: %+v: got %v, want %v", i, c.by, c.act, err, c.want)
		}
	}
	check(t, "audit", w.count("SELECT count(*) FROM audit WHERE act IN ('send', 'halt', 'goon', 'abort') AND subject = ?", flood), 5)
}

// TestAnyOrderOfThings lets everything happen to two broadcasts in any order; each batch is checked by counted.
func TestAnyOrderOfThings(t *testing.T) {
	w := crowd(t, 12)
	rapid.Check(t, func(r *rapid.T) {
		w.do(func(tx *Tx) {
			for _, table := range []string{"outcomes", "deliveries", "broadcasts"} {
				tx.exec("DELETE FROM " + table)
			}
		})
		both := []parenting.BroadcastID{flood, drill}
		for _, id := range both {
			w.apply(joko, parenting.Compose{Broadcast: id, Content: awas}, aim(id, parenting.ToFamilies, parenting.ToFacilitators), parenting.Send{Broadcast: id, Version: 2})
		}
		for range rapid.IntRange(1, 25).Draw(r, "things") {
			id, chat := rapid.SampledFrom(both).Draw(r, "broadcast"), parenting.ChatID(rapid.IntRange(5001, 5012).Draw(r, "chat"))
			b := w.broadcast(id)
			switch rapid.IntRange(0, 10).Draw(r, "thing") {
			case 0, 1:
				if b.State == parenting.Gathering {
					w.do(func(tx *Tx) { tx.Gather(id, 9) })
				}
			case 2, 3, 4:
				w.do(func(tx *Tx) {
					_, _, ok := claim(tx, id, chat)
					if ok && b.State != parenting.Running {
						r.Fatalf("claimed from a broadcast that is %s", b.State)
					}
				})
			case 5, 6:
				to := rapid.SampledFrom([]parenting.DeliveryState{parenting.Sent, parenting.Failed, parenting.Parked, parenting.Waiting}).Draw(r, "to")
				w.do(func(tx *Tx) {
					settle(tx, id, chat, to, 1, map[parenting.DeliveryState]string{parenting.Failed: "refused"}[to])
				})
			case 7:
				act := rapid.SampledFrom([]parenting.Act{
					parenting.Halt{Broadcast: id, Version: b.Version, Why: parenting.PausedByHand},
					parenting.GoOn{Broadcast: id, Version: b.Version},
					parenting.Abort{Broadcast: id, Version: b.Version},
				}).Draw(r, "act")
				_ = w.try(joko, act)
			case 8:
				a := parenting.AccountID(chat)
				w.apply(a, rapid.SampledFrom([]parenting.Act{parenting.Stop{Account: a}, parenting.Resume{Account: a}}).Draw(r, "wish"))
				if rapid.Bool().Draw(r, "leaves") {
					w.do(func(tx *Tx) { tx.leaveLedgers(a) })
				}
			case 9:
				w.reopen()
				w.do(func(tx *Tx) { tx.Park() })
			case 10:
				_ = w.try(parenting.AccountID(chat), parenting.Read{Broadcast: id, Account: parenting.AccountID(chat), Message: 1})
			}
			if b.State == parenting.Aborted {
				w.do(func(tx *Tx) { tx.SkipWaiting(id, 4) })
			}
		}
	})
}

func TestDraftsArePruned(t *testing.T) {
	w := crowd(t, 1)
	w.begin(flood, parenting.ToFamilies)
	const later parenting.BroadcastID = 7003 // its hour is to come, and its author to be told that it does not go out
	w.apply(joko, parenting.Compose{Broadcast: drill, Content: awas}, parenting.Compose{Broadcast: later, Content: awas},
		parenting.SetSchedule{Broadcast: later, Version: 1, Schedule: parenting.Schedule{From: parenting.Civil(w.time.AddDate(0, 0, 9))}})
	for _, want := range [][]parenting.BroadcastID{{flood, later}, {flood, later}, {flood}} {
		w.time = w.time.Add(8 * 24 * time.Hour)
		w.prune(1000)
		var left []parenting.BroadcastID
		w.do(func(tx *Tx) { left = ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts ORDER BY id") })
		if !slices.Equal(left, want) {
			t.Errorf("got %v, want %v", left, want)
		}
	}
}

// sendAll makes all deliveries that wait.
func (w *world) sendAll(id parenting.BroadcastID) {
	w.Helper()
	w.do(func(tx *Tx) {
		for _, chat := range tx.Recipients(id, 0, 1000) {
			if _, _, ok := claim(tx, id, chat); ok {
				settle(tx, id, chat, parenting.Sent, 100+int(chat), "")
			}
		}
	})
}

// stale lists the deliveries that are to be mended.
func (w *world) stale(id parenting.BroadcastID) (all []parenting.ChatID) {
	w.Helper()
	w.do(func(tx *Tx) {
		for after, more := parenting.ChatID(0), true; more; {
			var chats []parenting.ChatID
			chats, after, more = tx.Stale(id, after, 3, 4)
			all = append(all, chats...)
		}
	})
	return all
}

var better = parenting.Content{Kind: parenting.ContentText, HTML: "Awas banjir di Anjani", Start: "Awas banjir di Anjani"}

func TestACorrectionReachesWhoHasItAndWhoWaits(t *testing.T) {
	w := crowd(t, 6)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		for _, chat := range []parenting.ChatID{5001, 5002, 5003} {
			claim(tx, flood, chat)
		}
		settle(tx, flood, 5001, parenting.Sent, 71, "")
		settle(tx, flood, 5002, parenting.Sent, 72, "")
	})
	w.apply(joko, parenting.Compose{Broadcast: drill, Amends: flood, Content: better}, parenting.Amend{Broadcast: flood, Draft: drill, Version: 3})
	check(t, "the draft is used up", w.broadcast(drill).ID, 0)
	check(t, "to be edited", w.stale(flood), []parenting.ChatID{5001, 5002})
	w.do(func(tx *Tx) { check(t, "sent meanwhile", settle(tx, flood, 5003, parenting.Sent, 73, ""), true) })
	w.do(func(tx *Tx) {
		b, _, ok := claim(tx, flood, 5004)
		check(t, "who waits gets the new one", []any{b.Content, ok}, []any{better, true})
		check(t, "which is no old one", settle(tx, flood, 5004, parenting.Sent, 74, ""), false)
		m, ok := tx.ClaimMending(flood, 5001)
		check(t, "mending", []any{m.Messages, m.Broadcast.Content, m.Version, m.Delete, ok}, []any{[]int{71}, better, 2, false, true})
		_, ok = tx.ClaimMending(flood, 5004)
		check(t, "of the new one", ok, false)
		tx.Mend(flood, 5001, m, "")
		tx.Mend(flood, 5001, m, "locked") // settled once is settled
		tx.Mend(flood, 5002, m, "locked")
	})
	check(t, "stale", []any{w.broadcast(flood).Stale, w.stale(flood)}, []any{1, []parenting.ChatID{5003}})
	check(t, "what could not be edited", w.standing(flood, 5002), "sent locked")

	// A second one while an edit of the first is on its way.
	var first Mending
	w.do(func(tx *Tx) { first, _ = tx.ClaimMending(flood, 5003) })
	w.apply(joko, parenting.Compose{Broadcast: drill, Amends: flood, Content: awas}, parenting.Amend{Broadcast: flood, Draft: drill, Version: 4})
	w.do(func(tx *Tx) { tx.Mend(flood, 5003, first, "") })
	check(t, "all of them again", w.stale(flood), []parenting.ChatID{5001, 5002, 5003, 5004})
	w.apply(5001, parenting.Leave{Person: 8001, Family: 6001, Group: melati})
	check(t, "who has left is not looked for", w.stale(flood), []parenting.ChatID{5002, 5003, 5004})
	w.apply(joko, parenting.Halt{Broadcast: flood, Version: 5, Why: parenting.PausedByHand})
	w.do(func(tx *Tx) {
		_, ok := tx.ClaimMending(flood, 5002)
		check(t, "while it is paused", ok, false)
	})
}

func TestACorrectionIsOfTheSameKind(t *testing.T) {
	w := crowd(t, 2)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	w.begin(flood, parenting.ToFamilies)
	photo := parenting.Content{Kind: parenting.ContentPhoto, File: "x"}
	w.apply(joko, parenting.Compose{Broadcast: 1, Amends: flood, Content: photo}, parenting.Compose{Broadcast: 3, Content: better})
	if err := w.try(joko, parenting.Amend{Broadcast: flood, Draft: 1, Version: 3}); !errors.Is(err, ErrStale) {
		t.Errorf("a photo in the place of a text: %v", err)
	}
	w.apply(joko, parenting.Compose{Broadcast: 2, Amends: flood, Content: better})
	check(t, "the one before is gone", w.broadcast(1).ID, 0)
	w.do(func(tx *Tx) { check(t, "what is to be a broadcast", tx.Draft(joko).ID, 3) })
	for i, c := range []struct {
		by   parenting.AccountID
		act  parenting.Amend
		want error
	}{
		{joko, parenting.Amend{Broadcast: flood, Draft: 3, Version: 3}, ErrStale}, // made for nothing that was sent
		{joko, parenting.Amend{Broadcast: flood, Draft: 9, Version: 3}, ErrStale},
		{joko, parenting.Amend{Broadcast: flood, Draft: flood, Version: 3}, ErrStale},
		{joko, parenting.Amend{Broadcast: flood, Draft: 2, Version: 2}, ErrStale},
		{tuti, parenting.Amend{Broadcast: flood, Draft: 2, Version: 3}, ErrStale}, // another one's draft
		{rina, parenting.Amend{Broadcast: flood, Draft: 2, Version: 3}, ErrDenied},
		{joko, parenting.Amend{Broadcast: 3, Draft: 2, Version: 1}, ErrStale},
		{joko, parenting.Amend{Broadcast: flood, Draft: 2, Version: 3}, nil},
		{joko, parenting.Amend{Broadcast: flood, Draft: 2, Version: 3}, ErrStale}, // pressed at once
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d. %+v: got %v, want %v", i, c.act, err, c.want)
		}
	}
}

func TestARecallDeletesWhatIsYoung(t *testing.T) {
	w := crowd(t, 4)
	w.begin(flood, parenting.ToFamilies)
	settle := func(chat parenting.ChatID) {
		w.do(func(tx *Tx) {
			claim(tx, flood, chat)
			settle(tx, flood, chat, parenting.Sent, 70, "")
		})
	}
	settle(5001)
	w.time = w.time.Add(47 * time.Hour)
	settle(5002)
	settle(5003)
	w.time = w.time.Add(time.Hour)
	w.apply(joko, parenting.Recall{Broadcast: flood, Version: 3})
	w.do(func(tx *Tx) {
		_, _, ok := claim(tx, flood, 5004)
		check(t, "who waits does not get it", ok, false)
		tx.SkipWaiting(flood, 100)
	})
	check(t, "to be deleted", w.stale(flood), []parenting.ChatID{5002, 5003})
	w.do(func(tx *Tx) {
		m, ok := tx.ClaimMending(flood, 5002)
		check(t, "mending", []any{m.Delete, m.Messages, ok}, []any{true, []int{70}, true})
		tx.Mend(flood, 5002, m, "")
		tx.Mend(flood, 5003, m, "blocked")
	})
	var standing []string
	for a := parenting.AccountID(5001); a <= 5004; a++ {
		standing = append(standing, w.standing(flood, a))
	}
	check(t, "ledger", standing, []string{"sent old", "recalled", "sent blocked", "skipped recalled"})
	check(t, "over", w.broadcast(flood).Over(), true)
	w.do(func(tx *Tx) {
		told := flows.Fired(tx, parenting.Fire{Kind: parenting.FireUntold, Subject: int64(flood), Reader: rina})
		check(t, "nobody passes it on", told.Skipped, "recalled")
	})
	for _, act := range []parenting.Act{
		parenting.Recall{Broadcast: flood, Version: 4}, parenting.GoOn{Broadcast: flood, Version: 4}, parenting.Resend{Broadcast: flood, Version: 4},
	} {
		if err := w.try(joko, act); !errors.Is(err, ErrStale) {
			t.Errorf("%T after it was recalled: %v", act, err)
		}
	}
}

func TestOnlyTheFailedGetItAgain(t *testing.T) {
	w := crowd(t, 6)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		for _, chat := range tx.Recipients(flood, 0, 100) {
			claim(tx, flood, chat)
		}
		settle(tx, flood, 5001, parenting.Failed, 0, "refused")
		settle(tx, flood, 5002, parenting.Failed, 0, "blocked") // and comes back
		settle(tx, flood, 5003, parenting.Failed, 0, "blocked")
		tx.Unreachable(5003, "Forbidden: bot was blocked by the user")
		settle(tx, flood, 5004, parenting.Parked, 0, "doubt")
		settle(tx, flood, 5005, parenting.Sent, 75, "")
		settle(tx, flood, 5006, parenting.Sent, 76, "")
	})
	if err := w.try(joko, parenting.Resend{Broadcast: flood, Version: 3}); !errors.Is(err, ErrStale) { // one is on its way
		t.Errorf("while it goes out: %v", err)
	}
	w.do(func(tx *Tx) {
		settle(tx, flood, parenting.ChatID(sari), parenting.Sent, 77, "")
	})
	retries := func(tx *Tx) bool {
		failed, parked, known := tx.Retries(flood)
		check(t, "whom it would reach", known, failed == 2 && parked == 1)
		return known
	}
	w.do(func(tx *Tx) { check(t, "known at once", retries(tx), true) })
	w.beside(retries)
	again := func(parked bool) (chats []parenting.ChatID) {
		w.apply(joko, parenting.Resend{Broadcast: flood, Parked: parked, Version: w.broadcast(flood).Version})
		for w.broadcast(flood).State == parenting.Gathering {
			w.do(func(tx *Tx) { tx.Gather(flood, 1) })
		}
		w.do(func(tx *Tx) { chats = tx.Recipients(flood, 0, 100) })
		w.sendAll(flood)
		return chats
	}
	check(t, "the failed", again(false), []parenting.ChatID{5001, 5002})
	w.atOnce = -1
	w.do(func(tx *Tx) {
		_, _, known := tx.Retries(flood)
		check(t, "what was found out before is known no more", known, false)
	})
	w.atOnce = mostAtOnce
	check(t, "the parked", again(true), []parenting.ChatID{5004})
	check(t, "who still blocks", w.standing(flood, 5003), "failed blocked")
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 7, Sent: 6, Failed: 1})
}

// TestWhoCameBackGetsIt: skipped as unreachable or stopped, they get it once they are back, and nobody else who was skipped does.
func TestWhoCameBackGetsIt(t *testing.T) {
	w := crowd(t, 8)
	for a := parenting.AccountID(5001); a <= 5004; a++ {
		w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(a), "Forbidden: bot was blocked by the user") })
	}
	for a := parenting.AccountID(5005); a <= 5006; a++ {
		w.apply(a, parenting.Stop{Account: a})
	}
	budget := func(a parenting.AccountID) {
		w.do(func(tx *Tx) {
			for n := range parenting.MostUnasked {
				tx.exec("INSERT INTO lessons (account_id, lesson, unasked, at) VALUES (?, ?, 1, ?)", a, fmt.Sprint("l", n), unix(tx.now))
			}
		})
	}
	budget(5007)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		chats := tx.Recipients(flood, 0, 100)
		check(t, "who gets it", chats, []parenting.ChatID{parenting.ChatID(sari), 5008})
		tx.exec("UPDATE people SET consent = 0 WHERE account_id = 5008")
	})
	w.sendAll(flood)
	check(t, "who has left", w.standing(flood, 5008), "skipped left")

	back := func(a parenting.AccountID) { w.do(func(tx *Tx) { tx.Touch(a, tx.now) }) }
	back(5001)
	back(5002)
	budget(5002)
	back(5003)
	w.apply(5003, parenting.Stop{Account: 5003})
	w.apply(5005, parenting.Resume{Account: 5005})
	w.do(func(tx *Tx) {
		tx.exec("DELETE FROM lessons WHERE account_id = 5007")
		tx.exec("UPDATE people SET consent = 1 WHERE account_id = 5008")
		var reached []parenting.ChatID
		for chat := parenting.ChatID(5001); chat <= 5008; chat++ {
			if tx.Returned(flood, chat) {
				reached = append(reached, chat)
			}
		}
		check(t, "who is back", reached, []parenting.ChatID{5001, 5005})
		failed, parked, known := tx.Retries(flood)
		check(t, "whom it would reach", []any{failed, parked, known}, []any{2, 0, true})
	})
	w.apply(joko, parenting.Resend{Broadcast: flood, Version: w.broadcast(flood).Version})
	for w.broadcast(flood).State == parenting.Gathering {
		w.do(func(tx *Tx) { tx.Gather(flood, 2) })
	}
	w.sendAll(flood)
	got := w.standings(flood)
	delete(got, parenting.ChatID(sari))
	check(t, "ledger", got, map[parenting.ChatID]string{
		5001: "sent", 5002: "skipped unreachable", 5003: "skipped unreachable", 5004: "skipped unreachable", 5005: "sent", 5006: "skipped stopped",
		5007: "skipped budget", 5008: "skipped left",
	})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 9, Sent: 3, Skipped: 6})
}

func TestGroupChatsGetItAgain(t *testing.T) {
	w := melatiWorld(t)
	w.groupAt(other, aikmel, -500, rina)
	w.groupAt(1002, praya, -600, rina)
	w.begin(flood, parenting.ToChats)
	w.do(func(tx *Tx) {
		claim(tx, flood, -500)
		claim(tx, flood, -600)
		settle(tx, flood, -500, parenting.Failed, 0, "refused")
		settle(tx, flood, -600, parenting.Sent, 75, "")
	})
	w.do(func(tx *Tx) {
		tx.Migrate(-500, -1_000_500)
		tx.Migrate(-600, -1_000_600)
	})
	w.apply(joko, parenting.Resend{Broadcast: flood, Version: w.broadcast(flood).Version})
	for w.broadcast(flood).State == parenting.Gathering {
		w.do(func(tx *Tx) { tx.Gather(flood, 1) })
	}
	check(t, "who waits", w.standings(flood), map[parenting.ChatID]string{-1_000_500: "waiting", -600: "sent"})
}

// TestOwnBroadcastsAreFoundAmongMany: whoever coordinates a kabupaten sees what was for it, however many others were sent since.
func TestOwnBroadcastsAreFoundAmongMany(t *testing.T) {
	w := melatiWorld(t)
	w.draft(flood, to(at(timur), parenting.ToFamilies))
	w.gathered(flood, 100)
	w.sendAll(flood)
	for id := range parenting.BroadcastID(30) {
		w.time = w.time.Add(time.Minute)
		w.draft(id+1, to(at(parenting.Region{}), parenting.ToFacilitators))
		w.gathered(id+1, 100)
		w.sendAll(id + 1)
	}
	w.do(func(tx *Tx) {
		ended := func(in ...parenting.Region) (all []parenting.BroadcastID) {
			for _, b := range tx.Ended(in, 2) {
				all = append(all, b.ID)
			}
			return all
		}
		check(t, "of the programme", ended(parenting.Region{}), []parenting.BroadcastID{30, 29})
		check(t, "of the kabupaten", ended(tengah, timur), []parenting.BroadcastID{flood})
		check(t, "of a village in it", ended(aikmel), nil)
	})
}

func TestWithdrawnRightsPauseABroadcast(t *testing.T) {
	w := crowd(t, 3)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	w.begin(flood, parenting.ToFamilies)
	w.begin(drill, parenting.ToFamilies)
	w.sendAll(drill)
	w.apply(tuti, parenting.Withdraw{Account: joko, Role: parenting.Coordinator})
	b := w.broadcast(flood)
	check(t, "what goes out", []any{b.State, b.Why}, []any{parenting.Paused, parenting.PausedByRights})
	check(t, "what is over", w.broadcast(drill).State, parenting.Running)
	check(t, "who is told", w.count("SELECT count(*) FROM fires WHERE kind = 'paused' AND reader = ?", tuti), 1)
	w.apply(tuti, parenting.GoOn{Broadcast: flood, Version: b.Version})
}

// TestWhatEndsInAPauseIsOver: its last delivery was on its way when it was paused.
func TestWhatEndsInAPauseIsOver(t *testing.T) {
	w := crowd(t, 1)
	for _, id := range []parenting.BroadcastID{flood, drill} {
		w.begin(id, parenting.ToFamilies)
		w.do(func(tx *Tx) { tx.ClaimDeliveries(id, []parenting.ChatID{5001, parenting.ChatID(sari)}) })
		w.apply(joko, parenting.Halt{Broadcast: id, Version: 3, Why: parenting.PausedByHand})
		w.do(func(tx *Tx) {
			tx.Settle(id, parenting.Sent, "", map[parenting.ChatID]int{5001: 71, parenting.ChatID(sari): 72})
		})
	}
	ended := func(id parenting.BroadcastID) int {
		return w.count("SELECT count(*) FROM broadcasts WHERE id = ? AND ended = ?", id, unix(w.time))
	}
	w.apply(joko, parenting.GoOn{Broadcast: flood, Version: 4})
	check(t, "what goes on", ended(flood), 1)
	w.time = w.time.Add(keepLedgers + time.Hour)
	w.prune(100)
	check(t, "what was forgotten", ended(drill), 1)
	check(t, "rows of the first", w.count("SELECT count(*) FROM deliveries WHERE broadcast_id = ?", flood), 0)
}

// TestWhoLeavesWhileItIsOnTheWay: nothing in the ledger leads to the account any more, whatever the answer will be.
func TestWhoLeavesWhileItIsOnTheWay(t *testing.T) {
	for _, end := range []parenting.DeliveryState{parenting.Sent, parenting.Waiting, parenting.Failed} {
		w := crowd(t, 2)
		w.begin(flood, parenting.ToFamilies)
		w.do(func(tx *Tx) { claim(tx, flood, 5001) })
		w.apply(5001, parenting.Leave{Person: 8001, Family: 6001, Group: melati})
		w.do(func(tx *Tx) { settle(tx, flood, 5001, end, 71, "") })
		check(t, "ledger", w.standings(flood), map[parenting.ChatID]string{-1: "parked left", 5002: "waiting", parenting.ChatID(sari): "waiting"})
	}
}

func TestLedgersArePrunedInSlices(t *testing.T) {
	w := crowd(t, 9)
	w.begin(flood, parenting.ToFamilies)
	w.sendAll(flood)
	w.begin(drill, parenting.ToFamilies)
	w.apply(joko, parenting.Halt{Broadcast: drill, Version: 3, Why: parenting.PausedByHand})
	rows := func(id parenting.BroadcastID) int {
		return w.count("SELECT count(*) FROM deliveries WHERE broadcast_id = ?", id)
	}
	w.time = w.time.Add(keepLedgers - time.Hour)
	w.prune(4)
	check(t, "in time", rows(flood), 10)
	w.time = w.time.Add(2 * time.Hour)
	last := rows(flood)
	for more := true; more; last = rows(flood) {
		w.do(func(tx *Tx) { more, _ = tx.Prune(4) })
		check(t, "no more than a slice at once", last-rows(flood) <= 4, true)
	}
	b := w.broadcast(flood)
	check(t, "what is left of the rows", last, 0)
	check(t, "the account", []any{b.Counts, b.Pruned, b.Known()}, []any{parenting.Counts{Total: 10, Sent: 10}, true, false})
	b = w.broadcast(drill)
	check(t, "what was forgotten in a pause ends", b.State, parenting.Aborted)
	w.do(func(tx *Tx) { tx.SkipWaiting(drill, 100) })
	w.prune(4)
	check(t, "and is kept for its own time", rows(drill), 10)
	w.apply(5001, parenting.Leave{Person: 8001, Family: 6001, Group: melati})
	check(t, "who leaves stays counted", w.broadcast(flood).Total, 10)
}
