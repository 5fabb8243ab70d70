package bot

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/flows"
	"asuhbersama/locales"
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

// TestMenusOfOfficers: who coordinates from the start has a menu for it, and after an upgrade that changes menus all officers have the new one.
func TestMenusOfOfficers(t *testing.T) {
	telegram := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"ok":true,"result":{"username":"asuh_bot"}}`)
	}))
	defer telegram.Close()
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "asuh.db")
	// menus are those that a start sets for accounts.
	menus := func(before func(*store.Tx)) (set []parenting.ChatID) {
		t.Helper()
		s, err := store.Open(t.Context(), path, WallClock{}.Now, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		batch := func(f func(*store.Tx)) {
			if err := s.Batch(t.Context(), func(tx *store.Tx) error { f(tx); return nil }); err != nil {
				t.Fatal(err)
			}
		}
		batch(before)
		b := New(s, Options{
			API: telegram.URL, Token: "1:x", Transport: http.DefaultTransport, Clock: WallClock{}, Catalog: catalog, Library: &content.Library{},
			Log: slog.New(slog.DiscardHandler), Coordinators: []parenting.AccountID{100},
		})
		if err := b.wakeUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for b.renewing {
			batch(b.renew)
		}
		batch(func(tx *store.Tx) {
			for _, r := range tx.Waiting() {
				c, ok := tx.Claim(r.ID)
				if tx.Sent(r.ID, 0); ok && c.Method == "setMyCommands" && c.Chat != 0 {
					set = append(set, c.Chat)
				}
			}
		})
		return set
	}
	nothing := func(*store.Tx) {}
	if got := menus(nothing); !slices.Equal(got, []parenting.ChatID{100}) {
		t.Errorf("the first start sets the menus of %v", got)
	}
	if got := menus(nothing); len(got) > 0 {
		t.Errorf("the next one those of %v", got)
	}
	upgrade := func(tx *store.Tx) {
		tx.Coordinate(101)
		tx.SetMeta("menus", "those of before")
		tx.SetMenu(100, "that of before")
	}
	if got := menus(upgrade); !slices.Equal(got, []parenting.ChatID{100, 101}) {
		t.Errorf("after an upgrade those of %v are set", got)
	}
}

// TestAPruningThatIsCutShortBeginsAgain: the day counts as pruned once nothing is left, whatever happens in between.
func TestAPruningThatIsCutShortBeginsAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "asuh.db")
	// run lets a bot live for some batches, and says on which day it was through.
	run := func(batches int, before func(*store.Tx)) (done string, more bool) {
		t.Helper()
		s, err := store.Open(t.Context(), path, WallClock{}.Now, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		b := New(s, Options{Clock: WallClock{}, Library: &content.Library{}, Log: slog.New(slog.DiscardHandler)})
		b.caughtUp.Store(true)
		for range batches {
			if err := s.Batch(t.Context(), func(tx *store.Tx) error {
				before(tx)
				b.alive(tx, 0)
				err := b.prune(tx)
				done = tx.Meta("pruned")
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		return done, b.pruning
	}
	done, more := run(1, func(tx *store.Tx) {
		handled := make([]int, slice+1)
		for i := range handled {
			handled[i] = i + 1
		}
		tx.Once(handled...)
	})
	if done != "" || !more {
		t.Errorf("cut short: pruned %q, more %t", done, more)
	}
	nothing := func(*store.Tx) {}
	if done, more := run(3, nothing); done != today(WallClock{}.Now()) || more {
		t.Errorf("after the start: pruned %q, more %t", done, more)
	}
}

// TestNobodyWondersForOthers: what is asked while acts are applied, or for a notice, is no question of whoever says something next.
func TestNobodyWondersForOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "asuh.db")
	s, err := store.Open(t.Context(), path, WallClock{}.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	const flood parenting.BroadcastID = 7
	batch := func(f func(*store.Tx) error) {
		t.Helper()
		if err := s.Batch(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	batch(func(tx *store.Tx) error {
		tx.Coordinate(100, 101)
		words := parenting.Content{Kind: parenting.ContentText, HTML: "Awas banjir", Start: "Awas banjir"}
		return tx.Apply(tx.Rights(100), parenting.Compose{Broadcast: flood, Content: words})
	})
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE broadcasts SET total = 1000000, failed = 1000000"); err != nil {
		t.Fatal(err)
	}
	b := New(s, Options{Clock: WallClock{}, Catalog: catalog, Library: &content.Library{}, Log: slog.New(slog.DiscardHandler)})
	batch(func(tx *store.Tx) error {
		if _, _, known := tx.Retries(flood); known {
			t.Error("a million are counted at once")
		}
		return b.turn(tx, flows.Event{Kind: flows.Called, Command: "menu", Account: 101, Chat: 101, At: b.clock.Now()}, "")
	})
	if len(b.curious) > 0 {
		t.Errorf("who is told: %v", b.curious)
	}
}
