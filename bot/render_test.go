package bot

import (
	"log/slog"
	"path/filepath"
	"testing"

	"asuhbersama/content"
	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// BenchmarkLesson: somebody opens a lesson; from the event to the calls that show all of it, without the database's writing.
func BenchmarkLesson(b *testing.B) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "asuh.db"), WallClock{}.Now, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	library, err := content.Load()
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := locales.Load()
	if err != nil {
		b.Fatal(err)
	}
	s.SetMaterial(library)
	spine := New(s, Options{Clock: WallClock{}, Library: library, Catalog: catalog, Log: slog.New(slog.DiscardHandler)})
	const who = parenting.AccountID(7)
	rights := parenting.Rights{Account: who, Grants: []parenting.Grant{{Account: who, Role: parenting.Coordinator}}}
	err = s.Batch(b.Context(), func(tx *store.Tx) error {
		if err := tx.Apply(rights, parenting.Claim{Token: tx.ClaimLink(), Account: who, Role: parenting.Coordinator, Name: "Pak Joko"}); err != nil {
			return err
		}
		e := flows.Event{Kind: flows.Begin, Account: who, Chat: parenting.ChatID(who), Start: flows.Start{Flow: "lesson", Args: flows.Args{"on": "a-jam-telepon"}}}
		words := spine.words(tx, e.Chat)
		for b.Loop() {
			said := flows.Handle(tx, e, nil).Say
			if len(said) < 2 {
				b.Fatalf("it says %v", said)
			}
			for _, m := range said {
				if _, _, err := spine.render(words, e.Chat, m, nil); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func TestCut(t *testing.T) {
	for s, want := range map[string]string{
		"Posko di balai": "Posko di balai", "Posko di balai desa": "Posko di balai…", "Posko di balai. desa": "Posko di balai…",
		"Posko di balaidesa": "Posko di…", "Posyandukelilingbesok": "Posyandukelilin…", "Di posyandukelilingbesok": "Di posyandukeli…",
	} {
		if got := cut(s, 16); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
}
