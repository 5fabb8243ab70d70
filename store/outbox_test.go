package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

func call(lane Lane, chat parenting.ChatID, method string) Call {
	return Call{Lane: lane, Chat: chat, Method: method, Params: []byte(`{"chat_id":"` + string(method[0]) + `"}`)}
}

func TestACallOnItsWay(t *testing.T) {
	w := newWorld(t)
	sheet := &flows.File{Kind: flows.FileSheet, Subject: 4, Stamp: 2}
	in := Call{
		Lane: Notices, Chat: 7, Method: "sendDocument", Params: []byte(`{"chat_id":"7"}`), File: sheet, Fire: 3,
		Expires: w.time.Add(time.Hour), NotBefore: w.time.Add(1500 * time.Millisecond),
	}
	var id int64
	w.do(func(tx *Tx) {
		id = tx.Queue(in)
		check(t, "queued", tx.Queued(), []Ref{{ID: id, Lane: Notices, Chat: 7, NotBefore: in.NotBefore}})
	})
	w.reopen()
	w.do(func(tx *Tx) {
		check(t, "waiting", tx.Waiting(), []Ref{{ID: id, Lane: Notices, Chat: 7, NotBefore: in.NotBefore}})
		got, ok := tx.Claim(id)
		want := in
		want.ID, want.Tries, want.Queued = id, 1, w.time
		check(t, "claimed", ok, true)
		check(t, "call", got, want)
		_, ok = tx.Claim(id)
		check(t, "claimed twice", ok, false)
	})
	w.do(func(tx *Tx) {
		tx.Unclaim(id, w.time.Add(time.Minute))
		got, _ := tx.Claim(id)
		check(t, "after a flood", []any{got.Tries, got.NotBefore}, []any{2, w.time.Add(time.Minute)})
		tx.Sent(id, 55)
		tx.Unclaim(id, w.time) // settled once is settled
		check(t, "waiting", len(tx.Waiting()), 0)
	})
	check(t, "params of what was sent", w.count("SELECT count(*) FROM outbox WHERE params IS NULL AND message = 55 AND state = 'sent'"), 1)
}

func TestWhatACrashLeftInTheMiddle(t *testing.T) {
	w := newWorld(t)
	var all []int64
	w.do(func(tx *Tx) {
		for _, c := range []Call{
			call(Replies, 1, "sendMessage"), call(Notices, 2, "sendMessage"), call(Notices, 2, "setMyCommands"), call(Edits, 3, "editMessageText"),
		} {
			all = append(all, tx.Queue(c))
		}
		for _, id := range all[:3] {
			tx.Claim(id)
		}
	})
	w.reopen()
	w.do(func(tx *Tx) {
		var waiting []int64
		for _, r := range tx.Waiting() {
			waiting = append(waiting, r.ID)
		}
		check(t, "waiting", waiting, all)
	})
}

func TestHowNoticesEnd(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) {
		for i, end := range []func(id int64){
			func(id int64) { tx.Sent(id, 9) },
			func(id int64) { tx.Failed(id, "Forbidden: bot was blocked by the user") },
			func(id int64) { tx.Dropped(id, "version") },
		} {
			tx.AddFire(parenting.Fire{Due: w.time, Kind: parenting.FireInvite, Subject: int64(i), Reader: sari, Expires: w.time.Add(time.Hour)})
			tx.QueueDue(1, false)
			call, _ := tx.Claim(tx.Queued()[0].ID)
			end(call.ID)
			f, ok := tx.FireOf(call.Fire)
			check(t, "fire", []any{ok, f.Subject}, []any{true, int64(i)})
		}
		_, ok := tx.FireOf(99)
		check(t, "no fire", ok, false)
		outcomes := list(tx, func(scan scanner) (s string) { scan(&s); return s }, "SELECT outcome FROM fires ORDER BY id")
		check(t, "outcomes", outcomes, []string{"sent", "failed: Forbidden: bot was blocked by the user", "skipped: version"})
	})
}

func TestAReplyShowsWhatANoticeWouldHaveShown(t *testing.T) {
	w := newWorld(t)
	card := parenting.Card{Kind: parenting.CardInvitation, Subject: 4, Group: melati, Chat: parenting.ChatID(sari)}
	before := w.time
	w.do(func(tx *Tx) {
		id, stamp := tx.ShowCard(card, 0)
		call := tx.Queue(Call{Chat: card.Chat, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
		check(t, "not sent yet", tx.ShownAfter(card, before), false)
		tx.Claim(call)
		w.time = before.Add(time.Minute)
		tx.Sent(call, 9)
	})
	w.do(func(tx *Tx) {
		id, stamp := tx.ShowCard(card, 0)
		call := tx.Queue(Call{Chat: card.Chat, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
		tx.Claim(call)
		tx.Sent(call, 10)
		check(t, "after it was queued", tx.ShownAfter(card, before), true)
		check(t, "not after itself", tx.ShownAfter(card, w.time), false)
		tx.ShowCard(card, 0)
		check(t, "on its way anew", tx.ShownAfter(card, before), false)
	})
}

func TestCardsStayTrue(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	mine := parenting.Card{Kind: parenting.CardInvitation, Subject: int64(meeting), Group: melati, Chat: parenting.ChatID(sari)}
	neighbour := mine
	neighbour.Chat = parenting.ChatID(nenek)
	tally := parenting.Card{Kind: parenting.CardTally, Subject: int64(meeting), Group: melati, Chat: -77}
	show := func(tx *Tx, c parenting.Card, message int) (id int64) {
		id, stamp := tx.ShowCard(c, 0)
		call := tx.Queue(Call{Chat: c.Chat, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
		tx.Claim(call)
		check(t, "dirty when it has arrived", tx.Sent(call, message), false)
		return id
	}
	var a, b, c int64
	w.do(func(tx *Tx) { a, b, c = show(tx, mine, 11), show(tx, neighbour, 12), show(tx, tally, 13) })
	w.do(func(tx *Tx) {
		reply := parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati}
		for range 3 {
			if err := tx.Apply(tx.Rights(sari), reply); err != nil {
				t.Error(err)
			}
		}
		check(t, "raised, each once, the neighbour's not", tx.Raised(), []Dirty{{a, mine.Chat}, {c, -77}})
	})
	w.reopen()
	w.do(func(tx *Tx) {
		dirty, rest := tx.DirtyCards(0, 2)
		check(t, "dirty after a restart, among the first two", []any{dirty, rest}, []any{[]Dirty{{a, mine.Chat}}, int64(2)})
		dirty, rest = tx.DirtyCards(rest, 2)
		check(t, "and among the rest", []any{dirty, rest}, []any{[]Dirty{{c, -77}}, int64(0)})
		card, message, wanted, isDirty, _ := tx.CardAt(a)
		check(t, "card", []any{card, message, wanted, isDirty}, []any{mine, 11, int64(4), true})
		tx.Raise(parenting.CardInvitation, int64(meeting))
		shown := func(card int64, message int, wanted int64) (clean bool) {
			tx.CardShown(card, message, wanted, 0, 0)
			_, _, _, dirty, _ := tx.CardAt(card)
			return !dirty
		}
		check(t, "changed while the edit was on its way", shown(a, 11, wanted), false)
		check(t, "settled", shown(a, 11, wanted+1), true)
		check(t, "the edit of another message", shown(b, 99, 50), false)

		tx.RaiseIn(parenting.CardTally, int64(meeting), -77, "p2")
		tx.CardLost(c, 13)
		card, message, _, _, _ = tx.CardAt(c)
		check(t, "view", card.View, "p2")
		check(t, "message of a lost card", message, 0)
	})
	w.do(func(tx *Tx) {
		tx.Raise(parenting.CardTally, int64(meeting))
		check(t, "a card without a message is not edited", tx.Raised(), nil)
	})
}

func TestACardThatChangesOnItsWayIsDirtyOnArrival(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) {
		id, stamp := tx.ShowCard(parenting.Card{Kind: parenting.CardGroup, Subject: 5, Group: 5, Chat: 7}, 0)
		first := tx.Queue(Call{Chat: 7, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
		tx.Claim(first)
		tx.Raise(parenting.CardGroup, 5)
		check(t, "raised while on its way", tx.Raised(), nil)
		check(t, "dirty on arrival", tx.Sent(first, 1), true)

		again, stamp := tx.ShowCard(parenting.Card{Kind: parenting.CardGroup, Subject: 5, Group: 5, Chat: 7}, 0)
		check(t, "the same card", again, id)
		second := tx.Queue(Call{Chat: 7, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
		tx.Claim(second)
		check(t, "shown whole", tx.Sent(second, 2), false)
		_, message, _, _, _ := tx.CardAt(id)
		check(t, "message", message, 2)
	})
}

func TestHintsLastUntilTheNextChange(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	card := parenting.Card{Kind: parenting.CardInvitation, Subject: int64(meeting), Group: melati, Chat: parenting.ChatID(sari)}
	var id int64
	view := func(tx *Tx) string {
		c, _, _, _, _ := tx.CardAt(id)
		return c.View
	}
	w.do(func(tx *Tx) {
		id, _ = tx.ShowCard(card, 0)
		tx.HintCards()
		tx.HintCards()
		check(t, "view", view(tx), "+hint")
		tx.Raise(card.Kind, card.Subject)
		check(t, "after a change", view(tx), "")
		tx.RaiseIn(card.Kind, card.Subject, card.Chat, "changed")
		tx.HintCards()
		check(t, "view of one that shows something else", view(tx), "changed+hint")
		tx.Raise(card.Kind, card.Subject)
		check(t, "after a change", view(tx), "changed")
	})
}

func TestCodesCountFromWhenTheyWereShown(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.time = saturday
	slot := parenting.Slot(w.time)
	w.do(func(tx *Tx) {
		id, stamp := tx.ShowCard(parenting.Card{Kind: parenting.CardCode, Subject: int64(meeting), Group: melati, Chat: parenting.ChatID(rina)}, 0)
		call := tx.Queue(Call{Chat: parenting.ChatID(rina), Method: "sendPhoto", Params: []byte(`{}`), Card: id, Stamp: stamp, File: &flows.File{
			Kind: flows.FileCode, Subject: int64(meeting), Stamp: slot,
		}})
		tx.Claim(call)
		tx.Sent(call, 3)
		check(t, "shown", tx.Shown(meeting), []parenting.Shown{{Slot: slot, At: saturday}})
		w.time = saturday.Add(12 * time.Minute)
	})
	w.do(func(tx *Tx) {
		tx.Raise(parenting.CardCode, int64(meeting))
		_, message, wanted, _, _ := tx.CardAt(1)
		tx.CardShown(1, message, wanted, slot+1, 0)
		tx.CardShown(1, message, wanted, slot+1, 0) // another screen
		check(t, "shown", tx.Shown(meeting), []parenting.Shown{{Slot: slot, At: saturday}, {Slot: slot + 1, At: w.time}})
	})
	check(t, "each turns once", w.count("SELECT count(*) FROM fires WHERE kind = 'turn'"), 2)
}

func TestAGroupChatMoves(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(rina, parenting.LinkChat{Group: melati, Chat: -77})
	tally := parenting.Card{Kind: parenting.CardTally, Subject: int64(meeting), Group: melati, Chat: -77}
	var queued, sending, card int64
	w.do(func(tx *Tx) {
		var stamp int64
		card, stamp = tx.ShowCard(tally, 0)
		shown := tx.Queue(Call{Chat: -77, Method: "sendMessage", Params: []byte(`{}`), Card: card, Stamp: stamp})
		tx.Claim(shown)
		tx.Sent(shown, 3)
		other := Call{Chat: -77, Method: "sendMessage", Params: []byte(`{"chat_id":"-77","text":"<b>Bu \"Rina\"</b>"}`)}
		queued, sending = tx.Queue(other), tx.Queue(other)
		tx.Claim(sending)
	})
	w.do(func(tx *Tx) {
		moved := tally
		moved.Chat = -10077
		check(t, "to be shown anew", tx.Migrate(-77, -10077), []parenting.Card{moved})
		check(t, "the second time", len(tx.Migrate(-77, -10077)), 0)
		check(t, "group", tx.GroupOfChat(-10077).ID, melati)
		_, message, _, _, _ := tx.CardAt(card)
		check(t, "the old message", message, 0)
		tx.Unclaim(sending, time.Time{})
		for _, id := range []int64{queued, sending} {
			c, _ := tx.Claim(id)
			check(t, "call", []any{c.Chat, string(c.Params)}, []any{parenting.ChatID(-10077), `{"chat_id":"-10077","text":"<b>Bu \"Rina\"</b>"}`})
		}
	})
}

func TestFilesAreSentOnce(t *testing.T) {
	w := newWorld(t)
	poster := flows.File{Kind: flows.FilePoster, Subject: 5, Stamp: 1}
	changed := poster
	changed.Stamp = 2
	w.do(func(tx *Tx) {
		tx.KeepFile(poster, "AgAD1")
		tx.KeepFile(poster, "AgAD2")
		check(t, "file ids", []string{tx.FileID(poster), tx.FileID(changed)}, []string{"AgAD2", ""})
	})
}

func TestPruneErasesWhatIsOver(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.deliver()
	w.do(func(tx *Tx) {
		tx.Poisoned(7, "text", sari, "panic")
		tx.KeepFile(flows.File{Kind: flows.FileBlank, Subject: 1}, "x")
		tx.Queue(call(Replies, 1, "sendMessage"))
		tx.ShowCard(parenting.Card{Kind: parenting.CardInvitation, Subject: int64(meeting), Group: melati, Chat: 9}, 0)
		tx.ShowCard(parenting.Card{Kind: parenting.CardGroup, Subject: int64(melati), Group: melati, Chat: 9}, 0)
	})
	w.time = w.time.Add(100 * 24 * time.Hour)
	w.prune(1000)
	if err := w.Tidy(); err != nil {
		t.Error(err)
	}
	for query, want := range map[string]int{
		"SELECT count(*) FROM outbox": 1, "SELECT count(*) FROM fires WHERE outcome IS NOT NULL": 0, "SELECT count(*) FROM poisoned": 0,
		"SELECT count(*) FROM files": 0, "SELECT count(*) FROM cards": 1, "SELECT count(*) FROM people": 2, "SELECT count(*) FROM links": 1,
	} {
		check(t, query, w.count(query), want)
	}
}

func TestDoctorNamesWhatIsWrong(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.Unreachable(parenting.ChatID(sari), "Forbidden: bot was blocked by the user")
		tx.Poisoned(7, "text", sari, "panic at session.go:7: runtime error")
		failed := tx.Queue(call(Replies, 1, "sendMessage"))
		tx.Claim(failed)
		tx.Failed(failed, "Bad Request: chat not found")
		tx.Queue(call(Notices, 1, "sendMessage"))
		tx.Queue(call(Replies, 1, "sendMessage"))
	})
	r, err := Doctor(t.Context(), w.path) // beside the store that has it open
	if err != nil {
		t.Fatal(err)
	}
	check(t, "counts", []any{r.Schema, r.Integrity, r.Families, r.People, r.Accounts}, []any{newest(t), "ok", 2, 2, 3})
	check(t, "unreachable", r.Unreachable, []Count{{What: "Forbidden: bot was blocked by the user", N: 1}})
	check(t, "unsent", r.Unsent, []Count{{What: "failed: sendMessage: Bad Request: chat not found", N: 1, At: w.time}})
	check(t, "waiting", r.Waiting, []Count{{"replies", 1, w.time}, {"notices", 1, w.time}})
	for _, want := range []string{fmt.Sprintf("schema %d,", newest(t)), "integrity ok", "     1  text: panic at session.go:7: runtime error (2026-06-10T01:01:00Z)\n"} {
		if !strings.Contains(r.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, r)
		}
	}
	if _, err := Doctor(t.Context(), w.path+".none"); err == nil {
		t.Error("a database that does not exist is well")
	}
}

func TestViewsSpeakToTheirReaders(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(rina, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNenek, Answer: parenting.NotComing, Reason: parenting.ReasonSick}, Group: melati})
	w.time = saturday
	w.apply(sari, parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, Who: pSari, How: parenting.ByQR, At: saturday})
	for name, want := range map[string][][]string{
		"kelompok":  {{"Kelompok Melati", "Anjani", "Lombok Timur", "52", "islam", "-"}},
		"keluarga":  {{"Inaq Sahnun", "Inaq Sahnun", "", "", "", "", "", "belum", "-"}, {"Bu Sari", "Bu Sari", "", "ayah", "SA", "ibu", "3-5,6-9", "v1", "ya"}},
		"hak":       {{"akun 100", "koordinator", "seluruh program"}, {"Bu Rina", "fasilitator", "Kelompok Melati"}, {"Bu Rina", "pendiri", "seluruh program"}},
		"pertemuan": {{"2026-06-13 14.00", "A", "Balai desa", "diumumkan"}},
		"rencana":   {{"2026-06-13", "Inaq Sahnun", "berhalangan", "sakit", "Bu Rina"}},
		"kehadiran": {{"2026-06-13", "Bu Sari", "hadir", "Bu Sari", "Bu Sari", "QR"}},
		"akun":      {{"Bu Rina", "id", "terjangkau"}, {"Bu Sari", "id", "terjangkau"}, {"akun 100", "id", "terjangkau"}},
		"pesan":     nil,
	} {
		header, rows, err := View(t.Context(), w.path, name)
		if err != nil {
			t.Error(err)
			continue
		}
		check(t, name, rows, want)
		if len(rows) > 0 {
			check(t, "columns of "+name, len(rows[0]), len(header))
		}
	}
	for name := range views() {
		if _, _, err := View(t.Context(), w.path, name); err != nil {
			t.Error(err)
		}
	}
	if _, _, err := View(t.Context(), w.path, "rahasia"); err == nil {
		t.Error("a view that does not exist was shown")
	}
}
