package store

import (
	"context"
	"errors"
	"testing"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// truthful fails if the memo holds anything that the tables say otherwise. Every batch of a world ends with it.
func truthful(t testing.TB, tx *Tx) {
	t.Helper()
	m := tx.store.memo
	for id, kept := range m.rights {
		check(t, "rights in the memo", kept, tx.rightsOf(id))
	}
	for id, kept := range m.accounts {
		check(t, "account in the memo", kept, tx.accountOf(id))
	}
	for id, kept := range m.stacks {
		check(t, "conversations in the memo", kept, tx.stackOf(id))
	}
	for id, kept := range m.groups {
		check(t, "group in the memo", kept, tx.groupOf(id))
	}
	for id, kept := range m.sessions {
		check(t, "session in the memo", kept, tx.sessionOf(id))
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
		check(t, "remembered", len(tx.store.memo.rights), len(accounts)-1)
		truthful(t, tx)
		check(t, "stack", tx.Stack(sari), []flows.State{{ID: "abc", Flow: "menu"}})
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
