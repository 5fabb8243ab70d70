package store

import (
	"errors"
	"slices"
	"testing"

	"asuhbersama/parenting"
)

func TestWhoHasRead(t *testing.T) {
	w := crowd(t, 7)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		for _, chat := range tx.Recipients(flood, 0, 6) { // Bu Sari, who is the first, up to 5005
			claim(tx, flood, chat)
		}
		settle(tx, flood, 5001, parenting.Sent, 77, "")
		settle(tx, flood, 5002, parenting.Failed, 0, "refused")
		settle(tx, flood, 5003, parenting.Parked, 0, "doubt")
	})
	read := func(a parenting.AccountID) parenting.Read {
		return parenting.Read{Broadcast: flood, Account: a, Message: 78}
	}
	for _, c := range []struct {
		by   parenting.AccountID
		act  parenting.Read
		want error
	}{
		{5001, read(5001), nil},
		{5001, read(5001), ErrStale}, // said once
		{5002, read(5001), ErrDenied},
		{5002, read(5002), ErrStale}, // has not got it
		{5003, read(5003), nil},      // so it had arrived
		{5004, read(5004), nil},      // faster than what Telegram answered
		{5006, read(5006), ErrStale},
		{rina, read(rina), ErrStale},
		{0, read(0), ErrDenied},
		{5001, parenting.Read{Broadcast: drill, Account: 5001}, ErrStale},
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d: %+v: got %v, want %v", c.by, c.act, err, c.want)
		}
	}
	w.do(func(tx *Tx) {
		check(t, "readers", tx.Broadcast(flood).Read, 3)
		d := parenting.Delivery{Chat: 5003, State: parenting.Sent, Content: 1, At: w.time, Read: w.time}
		check(t, "who was in doubt", tx.Delivery(flood, 5003), d)
		d = parenting.Delivery{Chat: 5002, State: parenting.Failed, Reason: "refused", Content: 1, At: w.time}
		check(t, "who has not got it", tx.Delivery(flood, 5002), d)
		check(t, "nobody", tx.Delivery(flood, 9999), parenting.Delivery{})
		settle(tx, flood, 5004, parenting.Sent, 79, "")
	})
	check(t, "counts", w.broadcast(flood).Counts, parenting.Counts{Total: 8, Waiting: 2, Sending: 2, Sent: 3, Failed: 1})
	check(t, "message", w.count("SELECT message FROM deliveries WHERE chat = 5003"), 78)
}

func TestMessagesOfAnAlbum(t *testing.T) {
	w := crowd(t, 2)
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		claim(tx, flood, 5001)
		settle(tx, flood, 5001, parenting.Sent, 77, "")
		tx.Further(flood, 5001, 78, 79)
	})
	w.do(func(tx *Tx) {
		tx.Further(flood, 5001)
		tx.Further(flood, 5001, 85)
		tx.Further(flood, 9999, 1)
		check(t, "messages", tx.Messages(flood, 5001), []int{77, 78, 79, 85})
		check(t, "of who has got none", tx.Messages(flood, 5002), nil)
	})
}

// What completes a delivery is repeated as little as the delivery itself.
func TestButtonsOfAnAlbumAfterACrash(t *testing.T) {
	w := newWorld(t)
	below := Call{Lane: Broadcasts, Chat: 5001, Method: "sendMessage", Params: []byte("{}"), Delivery: flood}
	w.do(func(tx *Tx) {
		flying := tx.Queue(below)
		below.Chat = 5002
		tx.Queue(below)
		tx.Queue(Call{Chat: 5003, Method: "sendMediaGroup", Params: []byte(`{"media":"[{},{},{}]"}`)})
		call, _ := tx.Claim(flying)
		check(t, "delivery", call.Delivery, flood)
	})
	w.reopen()
	w.do(func(tx *Tx) {
		check(t, "waiting", tx.Waiting(), []Ref{{ID: 2, Lane: Broadcasts, Chat: 5002}, {ID: 3, Chat: 5003, Messages: 3}})
	})
	check(t, "in doubt", w.count("SELECT count(*) FROM outbox WHERE state = 'unknown' AND reason = 'crash' AND params IS NULL"), 1)
}

func TestContentsAreKept(t *testing.T) {
	w := crowd(t, 0)
	part := parenting.Content{Kind: parenting.ContentVideo, File: "BAAC", HTML: "<b>Awas</b>", Start: "Awas"}
	for _, c := range []parenting.Content{
		{Kind: parenting.ContentText, HTML: "Yth. {nama} &lt;{desa}&gt;", Start: "Yth. {nama}", Bare: true, Kept: true, Forwarded: true, Receipt: true},
		{Kind: parenting.ContentLocation, Spot: parenting.Spot{Latitude: -8.5833, Longitude: 116.5333, Title: "Balai Desa", Address: "Anjani"}},
		{
			Kind: parenting.ContentAlbum, Album: "12345", Parts: []parenting.Content{part, {Kind: parenting.ContentPhoto, File: "AgAC"}}, Start: "Awas",
			Links: []parenting.WebLink{{Label: "Posko & <peta>", Address: "https://bpbd.ntbprov.go.id/?a=1&b=2"}},
		},
	} {
		w.apply(joko, parenting.Compose{Broadcast: flood, Content: c})
		w.reopen()
		check(t, string(c.Kind), w.broadcast(flood).Content, c)
	}
}

// TestPassedOnCountsFamiliesOnce: what a facilitator has passed on counts once for each family without Telegram of her group, in the version that
// reads by now, and is forgotten with the ledger.
func TestPassedOnCountsFamiliesOnce(t *testing.T) {
	w := crowd(t, 2)
	w.household(melati, 6101, 0)
	w.groupAt(other, aikmel, -500, rina)
	w.household(other, 6102, 0)
	w.begin(flood, parenting.ToFamilies)
	without := func(g parenting.GroupID) (n int) {
		w.do(func(tx *Tx) {
			for _, p := range tx.Untold(flood, rina, false) {
				if p.Group == g {
					n++
				}
			}
		})
		return n
	}
	mine, others := without(melati), without(other)
	if mine == 0 || others != 1 {
		t.Fatalf("%d and %d families have no Telegram", mine, others)
	}
	pass := func(g parenting.GroupID, content int) parenting.PassOn {
		return parenting.PassOn{Broadcast: flood, Group: g, Content: content}
	}
	w.apply(rina, pass(melati, 1), pass(melati, 1))
	check(t, "once", w.broadcast(flood).Passed, mine)
	w.apply(rina, pass(other, 1))
	check(t, "the other group", w.broadcast(flood).Passed, mine+others)
	check(t, "no facilitator", w.try(joko, pass(melati, 1)), ErrDenied)
	w.apply(joko, parenting.Compose{Broadcast: drill, Amends: flood, Content: better}, parenting.Amend{Broadcast: flood, Draft: drill, Version: 3})
	check(t, "corrected", w.broadcast(flood).Passed, 0)
	check(t, "what reads no more", w.try(rina, pass(melati, 1)), ErrStale)
	w.apply(rina, pass(melati, 2))
	check(t, "the new one", w.broadcast(flood).Passed, mine)
	w.apply(joko, parenting.Recall{Broadcast: flood, Version: 4})
	check(t, "taken back", w.try(rina, pass(other, 3)), ErrStale)
}

// TestHandOver: whom a broadcast could not reach is handed to whoever leads the family's group, once, unless somebody of the family has got it;
// who asked for no messages is not. What is passed on counts apart from what families without Telegram are told.
func TestHandOver(t *testing.T) {
	w := crowd(t, 6)
	w.groupAt(other, aikmel, -500, rina)
	w.household(other, 6101, 5101)
	w.groupAt(1002, praya, 0, rina)
	w.household(1002, 6201, 5201)
	w.do(func(tx *Tx) {
		tx.grant(parenting.Grant{Account: 5001, Role: parenting.Facilitator, Group: melati})
		tx.exec("INSERT INTO accounts (id, seen) VALUES (5013, ?)", unix(tx.now))
		tx.exec("INSERT INTO people (group_id, family_id, id, account_id, name, consent, joined_ms) VALUES (?, 6003, 8013, 5013, 'Warga', 1, 1)", melati)
		tx.exec("DELETE FROM grants WHERE group_id = 1002")
		tx.Unreachable(5004, "Forbidden: user is deactivated")
	})
	w.apply(5002, parenting.Stop{Account: 5002})
	w.begin(flood, parenting.ToFamilies)
	w.do(func(tx *Tx) {
		missed := []parenting.ChatID{5001, 5003, 5101, 5201}
		_, claimed, _, _ := tx.ClaimDeliveries(flood, tx.Recipients(flood, 0, 100))
		for _, chat := range claimed {
			switch {
			case slices.Contains(missed, chat):
				settle(tx, flood, chat, parenting.Failed, 0, "blocked")
			case chat == 5006:
				settle(tx, flood, chat, parenting.Parked, 0, "cut")
			default:
				settle(tx, flood, chat, parenting.Sent, 71, "")
			}
		}
	})
	told := func(kind parenting.FireKind) int {
		return w.count("SELECT count(*) FROM fires WHERE kind = ? AND subject = ?", kind, flood)
	}
	names := func(leader parenting.AccountID) (ids []parenting.PersonID) {
		w.do(func(tx *Tx) {
			for _, p := range tx.Untold(flood, leader, true) {
				ids = append(ids, p.ID)
			}
		})
		return ids
	}
	families := func() (n int) {
		w.do(func(tx *Tx) { n, _ = tx.ToHand(flood) })
		return n
	}
	check(t, "who is led", families(), 3)
	check(t, "before", []any{names(rina), told(parenting.FireHanded)}, []any{[]parenting.PersonID(nil), 0})
	hand := parenting.HandOver{Broadcast: flood, Version: 3}
	check(t, "a coordinator of elsewhere", w.try(tuti, hand), ErrDenied)
	check(t, "a facilitator", w.try(rina, hand), ErrDenied)
	check(t, "what was not handed over", w.try(rina, parenting.PassOn{Broadcast: flood, Group: melati, Handed: true, Content: 1}), ErrStale)
	before := told(parenting.FireUntold)
	w.apply(joko, hand)
	check(t, "handed over", w.broadcast(flood).Handed, parenting.Handing{Done: true, Families: 3})
	for w.count("SELECT count(*) FROM broadcasts WHERE id = ? AND told IS NOT NULL", flood) > 0 {
		w.do(func(tx *Tx) {
			check(t, "open until all are told", len(tx.OpenBroadcasts()), 1)
			tx.TellUntold(tx.Broadcast(flood), 1)
		})
		w.reopen() // it goes on where it was
	}
	check(t, "told", []int{told(parenting.FireHanded), told(parenting.FireUntold)}, []int{2, before})
	check(t, "whom", []any{names(rina), names(5001)}, []any{[]parenting.PersonID{8001, 8004, 6101}, []parenting.PersonID{8001, 8004}})
	check(t, "once more", w.try(joko, parenting.HandOver{Broadcast: flood, Version: 4}), ErrStale)
	w.apply(rina, parenting.PassOn{Broadcast: flood, Group: melati, Content: 1}, parenting.PassOn{Broadcast: flood, Group: melati, Handed: true, Content: 1})
	w.apply(5001, parenting.PassOn{Broadcast: flood, Group: melati, Handed: true, Content: 1})
	b := w.broadcast(flood)
	check(t, "passed on", []any{b.Passed, b.Handed}, []any{1, parenting.Handing{Done: true, Families: 3, Passed: 2}})
	passed := map[parenting.ChatID]bool{}
	if err := w.Ledger(t.Context(), b, func(r LedgerRow) error {
		if r.Passed && !r.Without {
			passed[r.Chat] = true
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	check(t, "in the file", passed, map[parenting.ChatID]bool{5001: true, 5004: true})
	w.deliver()
	w.apply(joko, parenting.Compose{Broadcast: drill, Amends: flood, Content: better}, parenting.Amend{Broadcast: flood, Draft: drill, Version: 4})
	w.do(func(tx *Tx) {
		for tx.TellUntold(tx.Broadcast(flood), 1) {
		}
	})
	check(t, "told of the correction", []int{told(parenting.FireHanded), told(parenting.FireUntold)}, []int{4, 2 * before})
	check(t, "of which nobody was told yet", w.broadcast(flood).Handed, parenting.Handing{Done: true, Families: 3})
}
