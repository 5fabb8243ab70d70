package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// world is a store in a file of its own, and the clock by which it lives.
type world struct {
	*testing.T
	*Store
	path string
	time time.Time
}

// prune erases what was kept long enough, so many rows in a batch.
func (w *world) prune(most int) (batches int) {
	w.Helper()
	for more := true; more; batches++ {
		w.do(func(tx *Tx) {
			var err error
			if more, err = tx.Prune(most); err != nil {
				w.Error(err)
			}
		})
	}
	return batches
}

var secret = bytes.Repeat([]byte("melati "), 5)

// morning is Wednesday, 10 June 2026, 09.00 WITA.
var morning = time.Date(2026, 6, 10, 1, 0, 0, 0, time.UTC)

func atMorning() time.Time { return morning }

func newWorld(t *testing.T) *world {
	w := &world{T: t, path: filepath.Join(t.TempDir(), "asuh.db"), time: morning}
	w.open()
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) open() {
	w.Helper()
	s, err := Open(context.Background(), w.path, func() time.Time { return w.time }, bytes.NewReader(secret))
	if err != nil {
		w.Fatal(err)
	}
	w.Store = s
}

func (w *world) reopen() {
	w.Helper()
	if err := w.Close(); err != nil {
		w.Fatal(err)
	}
	w.open()
}

// do runs a batch that must succeed.
func (w *world) do(f func(tx *Tx)) {
	w.Helper()
	if err := w.Batch(context.Background(), func(tx *Tx) error { f(tx); truthful(w, tx); remember(tx); return nil }); err != nil {
		w.Fatal(err)
	}
}

// apply makes acts by an account, each of which must be allowed and fresh.
func (w *world) apply(by parenting.AccountID, acts ...parenting.Act) {
	w.Helper()
	for _, act := range acts {
		if err := w.try(by, act); err != nil {
			w.Fatalf("%T: %v", act, err)
		}
	}
}

// try makes an act in a savepoint, as the bot does.
func (w *world) try(by parenting.AccountID, act parenting.Act) (err error) {
	w.Helper()
	w.do(func(tx *Tx) { err = tx.Savepoint(func() error { return tx.Apply(tx.Rights(by), act) }) })
	return err
}

func check[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	w.do(func(tx *Tx) { tx.get(query, args, &n) })
	return n
}

func TestSavepointsCountWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	broken := errors.New("broken")
	write := func(tx *Tx, key string) {
		tx.SetMeta(key, "x")
		tx.Queue(Call{Chat: 7, Method: "sendMessage", Params: []byte(`{"chat_id":"7"}`)})
		tx.changed(7)
	}
	var nobody map[string][]int
	w.do(func(tx *Tx) {
		for _, c := range []struct {
			key  string
			f    func() error
			want string
		}{
			{"good", func() error { return nil }, ""},
			{"error", func() error { return broken }, "broken"},
			{"fact", func() error { tx.get("SELECT it FROM nowhere", nil); return nil }, "SELECT it FROM nowhere …: no such table: nowhere"},
			{"runtime", func() error { return errors.New(string(rune(nobody["a"][3]))) }, "panic at store_test.go:"},
			{"words", func() error { panic("Bu Sari menulis rahasia") }, "panic at store_test.go:"},
			{"inner", func() error { return tx.Savepoint(func() error { write(tx, "deep"); return broken }) }, "broken"},
			{"after", func() error { return nil }, ""},
		} {
			err := tx.Savepoint(func() error { write(tx, c.key); return c.f() })
			if got := errorText(err); c.want == "" && got != "" || !strings.HasPrefix(got, c.want) || strings.Contains(got, "rahasia") {
				t.Errorf("%s: got %q, want %q", c.key, got, c.want)
			}
		}
		check(t, "queued", len(tx.Queued()), 2)
		check(t, "rights changed", tx.RightsChanged(), []parenting.AccountID{7})
	})
	w.reopen()
	w.do(func(tx *Tx) {
		for key, want := range map[string]string{"good": "x", "error": "", "fact": "", "runtime": "", "words": "", "inner": "", "deep": "", "after": "x"} {
			check(t, key, tx.Meta(key), want)
		}
	})
	check(t, "calls kept", w.count("SELECT count(*) FROM outbox"), 2)
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestBatchesThatFailLeaveNothing(t *testing.T) {
	w := newWorld(t)
	broken := errors.New("broken")
	if err := w.Batch(context.Background(), func(tx *Tx) error { tx.SetMeta("a", "x"); return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = w.Batch(context.Background(), func(tx *Tx) error { tx.SetMeta("a", "x"); panic("outside") })
	}()
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.Batch(over, func(tx *Tx) error { tx.SetMeta("a", "x"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	w.do(func(tx *Tx) { check(t, "what was written", tx.Meta("a"), "") })
}

func TestUpdatesAreHandledOnceInAnyOrderOfIDs(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) {
		check(t, "first", tx.Once(9), map[int]bool{9: true})
		check(t, "one of them again, one twice", tx.Once(9, 3, 3), map[int]bool{3: true})
	})
	w.time = w.time.Add(47 * time.Hour)
	w.prune(1000)
	w.do(func(tx *Tx) { check(t, "next day", tx.Once(9), map[int]bool{}) })
	w.time = w.time.Add(2 * time.Hour)
	w.prune(1000)
	w.do(func(tx *Tx) {
		check(t, "ids began anew", tx.Once(9), map[int]bool{9: true})
	})
}

func TestConversationsOfStrangersAreKeptForAWeekOnly(t *testing.T) {
	w := newWorld(t)
	stack := []flows.State{{ID: "abc", Flow: "enrol", Asking: "name", Journal: []flows.Answer{{Step: "form", Value: "ibu"}}}}
	w.do(func(tx *Tx) {
		tx.KeepStack(5, stack)
		tx.KeepStack(6, stack)
		tx.KeepStack(6, nil)
		check(t, "a stranger is known", tx.Touch(5, w.time), false)
	})
	w.reopen()
	w.do(func(tx *Tx) {
		check(t, "open", tx.Stack(5), stack)
		check(t, "ended", tx.Stack(6), nil)
	})
	w.time = w.time.Add(8 * 24 * time.Hour)
	w.prune(1000)
	w.do(func(tx *Tx) { check(t, "a week later", tx.Stack(5), nil) })
	check(t, "accounts", w.count("SELECT count(*) FROM accounts"), 0)
}

func TestTheKeyIsDrawnOnceAndKept(t *testing.T) {
	w := newWorld(t)
	var key []byte
	w.do(func(tx *Tx) { key = tx.Key() })
	check(t, "key", key, secret[:32])
	w.reopen()
	w.do(func(tx *Tx) { check(t, "key after a restart", tx.Key(), key) })
	if _, err := Open(context.Background(), filepath.Join(t.TempDir(), "a.db"), atMorning, bytes.NewReader(secret[:5])); err == nil {
		t.Error("a short key was taken")
	}
}

func TestASecondServeIsRefused(t *testing.T) {
	w := newWorld(t)
	_, err := Open(context.Background(), w.path, atMorning, nil)
	if !errors.Is(err, ErrInUse) {
		t.Errorf("got %v, want ErrInUse", err)
	}
	w.do(func(tx *Tx) { tx.SetMeta("still", "works") })
	w.reopen() // the lock goes with its holder
}

func TestFilesOfOthersAndOfNewerVersionsStayUntouched(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) { tx.exec("PRAGMA user_version = 99") })
	newer := w.path
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("daftar belanja\n"), 100), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{newer: ErrNewer, text: ErrForeign} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(context.Background(), path, atMorning, nil); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was touched (%v)", filepath.Base(path), err)
		}
	}
	w.path = filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(w.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.open()
	check(t, "schema of an empty file", w.count("SELECT user_version FROM pragma_user_version"), newest(t))
}

// newest is the number of the newest schema.
func newest(t *testing.T) int {
	steps, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	return len(steps)
}

func TestMigrationsCopyFirstAndCountWhole(t *testing.T) {
	one, err := fs.ReadFile(schema, "schema/001_first.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := fstest.MapFS{"schema/001_first.sql": {Data: one}}
	w := &world{T: t, path: filepath.Join(t.TempDir(), "asuh.db"), time: morning}
	if w.Store, err = open(context.Background(), w.path, atMorning, nil, steps); err != nil {
		t.Fatal(err)
	}
	w.do(func(tx *Tx) { tx.SetMeta("kept", "x") })
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	steps["schema/002_more.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE more (a INTEGER) STRICT")}
	steps["schema/003_meta.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE meta (a INTEGER)")}
	if _, err := open(context.Background(), w.path, atMorning, nil, steps); err == nil || !strings.Contains(err.Error(), "003_meta.sql") {
		t.Fatalf("got %v, want an error that names the step", err)
	}
	clear(steps)
	steps["schema/001_first.sql"] = &fstest.MapFile{Data: one}
	if w.Store, err = open(context.Background(), w.path, atMorning, nil, steps); err != nil {
		t.Fatal(err)
	}
	check(t, "schema after a step that failed", w.count("SELECT user_version FROM pragma_user_version"), 1)
	check(t, "the step before it", w.count("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"), 0)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}

	steps["schema/002_more.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE more (a INTEGER) STRICT")}
	w.Store, err = open(context.Background(), w.path, atMorning, nil, steps)
	if err != nil {
		t.Fatal(err)
	}
	w.do(func(tx *Tx) { check(t, "what was kept", tx.Meta("kept"), "x") })
	check(t, "the new table", w.count("SELECT count(*) FROM more"), 0)
	r, err := Doctor(context.Background(), w.path+".before-002")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "schema of the copy", []any{r.Schema, r.Integrity}, []any{1, "ok"})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFullDiskFailsTheBatchAndNotTheUpdate(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) { tx.SetMeta("before", "x") })
	pages := w.count("SELECT page_count FROM pragma_page_count")
	limit := func(n int) {
		t.Helper()
		if err := w.conn.pragma(fmt.Sprintf("max_page_count = %d", n)); err != nil {
			t.Fatal(err)
		}
	}
	limit(pages + 1)
	err := w.Batch(context.Background(), func(tx *Tx) error {
		if err := tx.Savepoint(func() error { tx.SetMeta("big", strings.Repeat("x", 1<<20)); return nil }); !errors.Is(err, ErrFull) {
			t.Errorf("savepoint: got %v, want ErrFull", err)
		}
		tx.Poisoned(1, "text", 7, "must not be noted: it would be lost")
		return nil
	})
	if !errors.Is(err, ErrFull) {
		t.Errorf("batch: got %v, want ErrFull", err)
	}
	limit(pages + 1000)
	w.do(func(tx *Tx) {
		check(t, "what was there", []string{tx.Meta("before"), tx.Meta("big")}, []string{"x", ""})
	})
	check(t, "poisoned", w.count("SELECT count(*) FROM poisoned"), 0)
}

func TestAFileThatCannotBeWrittenIsExplained(t *testing.T) {
	w := newWorld(t)
	if err := w.conn.pragma("query_only = 1"); err != nil {
		t.Fatal(err)
	}
	err := w.Batch(context.Background(), func(tx *Tx) error { return tx.Savepoint(func() error { tx.SetMeta("a", "x"); return nil }) })
	if !errors.Is(err, ErrReadOnly) {
		t.Errorf("got %v, want ErrReadOnly", err)
	}
	if _, err := Open(context.Background(), filepath.Join(t.TempDir(), "no", "folder", "a.db"), atMorning, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("no folder: got %v, want ErrReadOnly", err)
	}
}

func TestBackupBesideARunningServe(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) { tx.SetMeta("kept", "x") })
	to := filepath.Join(t.TempDir(), "copy.db")
	done := make(chan error)
	go func() { done <- Backup(context.Background(), w.path, to) }()
	for running := true; running; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		default:
			w.do(func(tx *Tx) { tx.SetOffset(tx.Offset() + 1) })
		}
	}
	if err := Backup(context.Background(), w.path, to); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second backup onto the first: got %v", err)
	}
	info, err := os.Stat(to)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup may be read by others: %v %v", info.Mode(), err)
	}
	copied := &world{T: t, path: to, time: morning}
	copied.open()
	defer copied.Close()
	copied.do(func(tx *Tx) { check(t, "in the copy", tx.Meta("kept"), "x") })
	if err := Backup(context.Background(), filepath.Join(t.TempDir(), "none.db"), to+"2"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a backup of nothing: got %v", err)
	}
}
