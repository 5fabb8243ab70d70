package bot

import (
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestStaleCallsTakeNoPlaceInThePace: behind more stale calls than leave in a moment, one that is not leaves at once.
func TestStaleCallsTakeNoPlaceInThePace(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "asuh.db"), WallClock{}.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	library, err := content.Load()
	if err != nil {
		t.Fatal(err)
	}
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := New(s, Options{Rate: 28, Clock: WallClock{}, Library: library, Catalog: catalog, Log: slog.New(slog.DiscardHandler)})
	var going []*outgoing
	err = s.Batch(t.Context(), func(tx *store.Tx) error {
		const stale = 3 * bucketBurst
		for i := range parenting.ChatID(stale + 1) {
			c := store.Call{Lane: store.Notices, Chat: i + 1, Method: "sendMessage", Params: []byte(`{}`)}
			if i < stale {
				c.Expires = WallClock{}.Now().Add(-time.Hour)
			}
			tx.Queue(c)
		}
		b.enqueue(tx)
		going = b.claim(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(going) != 1 || going[0].item.chat != 3*bucketBurst+1 {
		t.Errorf("%d calls leave, want the one that is not stale", len(going))
	}
}
