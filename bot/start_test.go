package bot

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestTheLastRunsCardsAreLookedForInParts: a database may have more cards than a batch should look through, and the ones that the last
// run left dirty may be among the last.
func TestTheLastRunsCardsAreLookedForInParts(t *testing.T) {
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(t.TempDir(), "asuh.db"), WallClock{}.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	batch := func(f func(*store.Tx)) {
		t.Helper()
		if err := s.Batch(ctx, func(tx *store.Tx) error { f(tx); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	var ids []int64
	batch(func(tx *store.Tx) {
		for subject := range int64(cardsAtOnce + 1) {
			id, stamp := tx.ShowCard(parenting.Card{Kind: parenting.CardGroup, Subject: subject, Chat: 7}, 0)
			if subject == 0 || subject == cardsAtOnce {
				call := tx.Queue(store.Call{Chat: 7, Method: "sendMessage", Params: []byte(`{}`), Card: id, Stamp: stamp})
				tx.Claim(call)
				tx.Sent(call, int(id))
				tx.Raise(parenting.CardGroup, subject)
				ids = append(ids, id)
			}
		}
	})
	b := New(s, Options{Clock: WallClock{}, Library: &content.Library{}, Log: slog.New(slog.DiscardHandler)})
	waiting := func() (found []int64) {
		for id := range b.lanes.cards {
			found = append(found, id)
		}
		return slices.Sorted(slices.Values(found))
	}
	if _, err := b.load(); err != nil {
		t.Fatal(err)
	}
	if got := waiting(); !slices.Equal(got, ids[:1]) || !b.seeking || b.nextWake().After(WallClock{}.Now().Add(time.Second)) {
		t.Errorf("after the start: cards %v wait, seeking %t, next at %v", got, b.seeking, b.nextWake())
	}
	batch(b.seek)
	if got := waiting(); !slices.Equal(got, ids) || b.seeking {
		t.Errorf("after the next batch: cards %v wait, seeking %t", got, b.seeking)
	}
}
