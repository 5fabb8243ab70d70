package store

import (
	"context"
	"errors"
	"maps"
	"testing"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// truthful fails if the memo holds anything that the tables say otherwise, or if counters differ from what they count. Every batch of a
// world ends with it.
func truthful(t testing.TB, tx *Tx) {
	t.Helper()
	counted(t, tx)
	m := &tx.store.memo
	for id, kept := range m.rights.all() {
		check(t, "rights in the memo", kept, tx.rightsOf(id))
	}
	for id, kept := range m.accounts.all() {
		check(t, "account in the memo", kept, tx.accountOf(id))
	}
	for id, kept := range m.stacks.all() {
		check(t, "conversations in the memo", kept, tx.stackOf(id))
	}
	for id, kept := range m.groups.all() {
		check(t, "group in the memo", kept, tx.groupOf(id))
	}
	for id, kept := range m.leaders.all() {
		check(t, "leaders in the memo", kept, tx.leadersOf(id))
	}
	for token, kept := range m.links.all() {
		check(t, "link in the memo", kept, tx.linkOf(token))
	}
	for _, kept := range m.said.all() {
		check(t, "programme in the memo", kept, tx.readProgramme())
	}
	for k, kept := range m.replies.all() {
		check(t, "reply in the memo", kept, tx.replyOf(k))
	}
	for id, kept := range m.broadcasts.all() {
		check(t, "broadcast in the memo", kept, tx.broadcastOf(id))
	}
	for id, kept := range m.sessions.all() {
		check(t, "session in the memo", kept, tx.sessionOf(id))
	}
	for chat, kept := range m.clocks.all() {
		check(t, "clock in the memo", kept, flows.ChatZone(tx, chat))
	}
}

// remember asks for some of all that there is, so that what the next batch makes untrue is in the memo when it begins.
func remember(tx *Tx) {
	if !tx.get("SELECT 1 FROM sqlite_schema WHERE name = 'broadcasts'", nil, new(int)) { // the schema of an earlier version
		return
	}
	tx.Programme()
	for _, a := range ids[parenting.AccountID](tx, "SELECT id FROM accounts LIMIT 20") {
		tx.Rights(a)
		tx.Account(a)
		tx.Stack(a)
		tx.clock(parenting.ChatID(a))
	}
	for _, g := range ids[parenting.GroupID](tx, "SELECT id FROM groups LIMIT 20") {
		tx.Group(g)
		tx.Leaders(g)
	}
	for _, token := range list(tx, func(scan scanner) (token string) { scan(&token); return token }, "SELECT token FROM links LIMIT 20") {
		tx.Link(token)
	}
	for _, s := range ids[parenting.SessionID](tx, "SELECT id FROM sessions LIMIT 20") {
		tx.Session(s)
		for _, f := range ids[parenting.FamilyID](tx, "SELECT id FROM families LIMIT 20") {
			tx.Reply(s, f)
		}
	}
	for _, b := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts LIMIT 20") {
		tx.Broadcast(b)
	}
}

func (k *kept[K, V]) all() map[K]V {
	all := maps.Clone(k.old)
	if all == nil {
		all = map[K]V{}
	}
	maps.Copy(all, k.young)
	return all
}

func TestWhatIsAskedForStaysKept(t *testing.T) {
	var k kept[int, int]
	for i := range 5 * mostKept {
		k.put(i, -i)
		if v, ok := k.get(0); !ok || v != 0 {
			t.Fatalf("what was asked for a moment ago is lost after %d others", i)
		}
		if n := len(k.young) + len(k.old); n > 2*mostKept {
			t.Fatalf("%d are kept", n)
		}
	}
	if _, ok := k.get(1); ok {
		t.Error("what nobody asks for is kept for ever")
	}
}

func TestWhatIsExpectedIsReadAtOnceAndTheSame(t *testing.T) {
	w := melatiWorld(t)
	accounts := []parenting.AccountID{sari, rina, joko, sari}
	for stranger := parenting.AccountID(1001); len(accounts) < 2*few; stranger++ {
		accounts = append(accounts, stranger)
	}
	w.do(func(tx *Tx) { tx.KeepStack(sari, []flows.State{{ID: "abc", Flow: "menu"}}) })
	w.reopen() // remembers nobody
	w.do(func(tx *Tx) {
		tx.Expect(accounts)
		check(t, "remembered", len(tx.store.memo.rights.all()), len(accounts)-1)
		truthful(t, tx)
		check(t, "stack", tx.Stack(sari), []flows.State{{ID: "abc", Flow: "menu"}})
	})
}

func TestClocksAreReadAtOnceAndTheSame(t *testing.T) {
	w := crowd(t, 2*few)
	w.carer(900, 990, true)
	w.do(func(tx *Tx) { tx.exec("UPDATE families SET away_in = 'SA' WHERE id = ?", famSari) })
	w.reopen()
	w.do(func(tx *Tx) {
		chats := []parenting.ChatID{900, parenting.ChatID(sari), parenting.ChatID(joko), -7}
		for i := range parenting.ChatID(2 * few) {
			chats = append(chats, 5001+i)
		}
		tx.expectClocks(chats)
		known := tx.store.memo.clocks.all()
		check(t, "at home", known[5001], parenting.ProvinceZone("52"))
		check(t, "who has nobody at home is asked for", known[900], nil)
		check(t, "abroad", tx.clock(900).String(), "Asia/Riyadh")
		for _, chat := range chats {
			check(t, "clock", tx.clock(chat), flows.ChatZone(tx, chat))
		}
	})
	w.do(func(tx *Tx) {
		tx.exec("UPDATE grants SET province = '94' WHERE account_id = ?", joko)
		check(t, "the coordinator is in charge elsewhere", tx.clock(parenting.ChatID(joko)), parenting.ProvinceZone("94"))
		tx.exec("UPDATE groups SET province = '94'")
		check(t, "the group has moved", tx.clock(5001), parenting.ProvinceZone("94"))
	})
}

func TestTheMemoForgetsWhatWasUndone(t *testing.T) {
	w := melatiWorld(t)
	broken := errors.New("broken")
	w.do(func(tx *Tx) {
		_ = tx.Savepoint(func() error {
			tx.KeepStack(sari, []flows.State{{ID: "abc", Flow: "menu"}})
			check(t, "open", len(tx.Stack(sari)), 1)
			return broken
		})
		check(t, "after the savepoint", tx.Stack(sari), nil)
	})
	if err := w.Batch(context.Background(), func(tx *Tx) error {
		tx.Coordinate(sari)
		check(t, "coordinator", tx.Rights(sari).Has(parenting.Coordinator), true)
		return broken
	}); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	w.do(func(tx *Tx) { check(t, "after the batch", tx.Rights(sari).Has(parenting.Coordinator), false) })
}
