// Package store keeps everything in one SQLite file. It is the only room that knows SQL, and it decides nothing: what may be
// done and what is due is asked of parenting, what is said of flows.
//
// Begin with [Store.Batch] and the [Tx] it hands out, then apply.go: the one place that changes the world. Each noun has a file
// with its facts (what may be read) and its acts (what changes); schema/ says why each column is there.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// The rules are:
//
//   - One connection writes. A batch is one BEGIN IMMEDIATE … COMMIT with synchronous=FULL: what was acknowledged to Telegram
//     cannot come again, so it must not be lost to a power cut either.
//   - A batch reads the clock once: everything in it happens at the same moment.
//   - Facts return no errors. The Tx remembers the first; from then on it reads nothing and writes nothing, and the savepoint
//     around it rolls back.
//   - A full disk or a broken file is nobody's bad update: it fails the whole batch, whatever savepoint it struck in.
//   - A parameter in a WHERE of a join or beside ORDER BY is written +?. It reads the same, but the planner would look at the value of
//     a bare one and so compile the statement anew for each (whereLoopOutputAdjust, sqlite3_clear_bindings): three times the cost.
//   - Statements run without a cancellable context, which would cost a goroutine each; a batch is short instead.
//   - Nobody else writes, so what was read of who somebody is holds until a statement of ours writes to its table (memo.go).

// What Open, Batch and Apply return where somebody has to act on it.
var (
	ErrInUse    = errors.New("another process is serving this database")
	ErrNewer    = errors.New("the database was written by a newer version of this program")
	ErrForeign  = errors.New("the file is not a database of this program")
	ErrFull     = errors.New("the disk is full: free some space and start again, nothing that was answered is lost")
	ErrReadOnly = errors.New("the database cannot be written: check the permissions of the file and its folder")
	ErrDenied   = errors.New("not allowed")
	ErrStale    = errors.New("decided on what is no longer so")
)

// Store is an open database that may be written.
type Store struct {
	path string
	conn *conn
	wal  *checkpointer
	lock *sql.DB
	now  func() time.Time
	key  []byte
	mu   sync.Mutex // one batch at a time
	memo memo

	helplines []parenting.Helpline // as shipped

	pruned pruned // how far the erasing of what was kept long enough has come

	rate     float64 // messages a second that may leave; 0: as many as can
	asleep   asleep
	speeds   speeds // of the broadcasts that have moved since the start
	material flows.Material
	atOnce   int                  // [mostAtOnce]
	answers  map[Question]finding // that were found beside the writer
}

// Tx is a running batch. It implements flows.Facts.
type Tx struct {
	store  *Store
	now    time.Time
	err    error // the first since the savepoint began
	broken bool  // err is the database's own and no savepoint can undo it

	queued []Ref
	raised []Dirty
	rights []parenting.AccountID

	forgotten map[parenting.AccountID]string // by this batch, with their languages
	woken     parenting.AccountID            // see [Tx.Woken]

	moved    map[tally]int           // in ledgers, and not counted yet
	advanced []parenting.BroadcastID // those whose counters have changed
	wasRead  []parenting.BroadcastID // those that somebody has read

	unanswered []Unanswered // what is to be answered beside the writer
}

var _ flows.Facts = (*Tx)(nil)

// Batch runs f in one transaction and commits it, or rolls it back when f or the database returned an error or f panicked. The
// context is asked only before it begins.
func (s *Store) Batch(ctx context.Context, f func(*Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	tx := &Tx{store: s, now: s.now()}
	tx.exec("BEGIN IMMEDIATE")
	committed := false
	defer func() {
		if !committed {
			tx.err = nil
			tx.exec("ROLLBACK")
			s.memo = memo{}
		}
	}()
	if tx.err == nil {
		if err := f(tx); err != nil && tx.err == nil {
			return err
		}
	}
	tx.count()
	tx.exec("COMMIT")
	committed = tx.err == nil
	if s.wal != nil {
		s.wal.check(s.path, s.conn)
	}
	return tx.err
}

// Savepoint runs f so that it counts whole or not at all: an error, one that facts have remembered, or a panic undoes what f wrote,
// queued and raised, and is returned. A panic's error says where it happened and never what somebody wrote.
func (tx *Tx) Savepoint(f func() error) (err error) {
	if tx.err != nil {
		return tx.err
	}
	queued, raised, rights := len(tx.queued), len(tx.raised), len(tx.rights)
	moved, advanced, read, forgotten := maps.Clone(tx.moved), len(tx.advanced), len(tx.wasRead), maps.Clone(tx.forgotten)
	tx.exec("SAVEPOINT turn")
	ended := false
	defer func() {
		if !ended {
			err = panicked(recover())
		}
		if tx.err != nil { // what f made of facts that could not be read says nothing
			err = tx.err
		}
		if !tx.broken {
			tx.err = nil
		}
		if err != nil {
			tx.exec("ROLLBACK TO turn")
			tx.store.memo = memo{}
			tx.queued, tx.raised, tx.rights = tx.queued[:queued], tx.raised[:raised], tx.rights[:rights]
			tx.moved, tx.advanced = moved, tx.advanced[:advanced] // what was counted meanwhile was counted in vain
			tx.wasRead, tx.forgotten = tx.wasRead[:read], forgotten
		}
		tx.exec("RELEASE turn")
		if err != nil && tx.err != nil {
			tx.broken, err = true, tx.err // SQLite itself has given up the transaction
		}
	}()
	if tx.err == nil {
		err = f()
	}
	ended = true
	return err
}

// Try runs f and returns its error, one that facts have remembered, or a panic, as Savepoint does, but undoes nothing: it is for f that
// only reads, or whose writes may stay.
func (tx *Tx) Try(f func() error) (err error) {
	ended := false
	defer func() {
		if !ended {
			err = panicked(recover())
		}
		if tx.err != nil {
			err = tx.err
		}
		if !tx.broken {
			tx.err = nil
		}
	}()
	err = f()
	ended = true
	return err
}

// panicked makes an error of a panic. The value of one may quote what a person wrote, so only those of the runtime are shown.
func panicked(value any) error {
	where := ""
	frames := runtime.CallersFrames(callers())
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		if strings.HasPrefix(frame.Function, "asuhbersama/") && !strings.HasSuffix(frame.Function, "store.(*Tx).Savepoint.func1") &&
			!strings.HasSuffix(frame.Function, "store.panicked") {
			where = fmt.Sprintf(" at %s:%d", filepath.Base(frame.File), frame.Line)
			break
		}
	}
	if cause, ok := value.(runtime.Error); ok {
		return fmt.Errorf("panic%s: %w", where, cause)
	}
	return fmt.Errorf("panic%s: %T", where, value)
}

func callers() []uintptr {
	pcs := make([]uintptr, 32)
	return pcs[:runtime.Callers(2, pcs)]
}

// Now is when the batch began.
func (tx *Tx) Now() time.Time { return tx.now }

// Key is the database's secret, for ids, tokens and codes.
func (tx *Tx) Key() []byte { return tx.store.key }

// RightsChanged lists the accounts whose rights were changed since the batch began, each once.
func (tx *Tx) RightsChanged() []parenting.AccountID {
	changed := slices.Clone(tx.rights)
	slices.Sort(changed)
	return slices.Compact(changed)
}

// exec writes, and gives the number of rows written.
func (tx *Tx) exec(query string, args ...any) int {
	changed, _ := tx.write(query, args)
	return changed
}

// insert writes a row, and gives its id.
func (tx *Tx) insert(query string, args ...any) int64 {
	_, id := tx.write(query, args)
	return id
}

func (tx *Tx) write(query string, args []any) (changed int, id int64) {
	tx.run(query, args, func(s *statement) error {
		result, err := s.run.ExecContext(context.Background(), s.args)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		changed = int(n)
		if err == nil {
			id, err = result.LastInsertId()
		}
		return err
	})
	return changed, id
}

// get reads one row, and reports whether there was one.
func (tx *Tx) get(query string, args []any, into ...any) bool {
	found := false
	tx.each(query, args, func(scan scanner) {
		if !found {
			scan(into...)
			found = true
		}
	})
	return found && tx.err == nil
}

// scanner reads the columns of a row.
type scanner func(into ...any)

// each reads rows.
func (tx *Tx) each(query string, args []any, row func(scanner)) {
	tx.run(query, args, func(s *statement) error {
		rows, err := s.run.QueryContext(context.Background(), s.args)
		if err != nil {
			return err
		}
		scan := func(into ...any) {
			if err := s.scan(into); err != nil {
				tx.fail(query, err)
			}
		}
		more, err := s.read(rows)
		for more && tx.err == nil {
			row(scan)
			more, err = s.read(rows)
		}
		return errors.Join(err, rows.Close())
	})
}

// run lets a statement do its work, and forgets what it made untrue.
func (tx *Tx) run(query string, args []any, work func(*statement) error) {
	if tx.err != nil {
		return
	}
	conn := tx.store.conn
	s, err := conn.take(query, args)
	if err == nil {
		err = work(s)
		err = cmp.Or(err, conn.give(query, s))
		tx.store.memo.forget(s.table)
	}
	if err != nil {
		tx.fail(query, err)
	}
}

// list reads rows into a slice.
func list[T any](tx *Tx, read func(scanner) T, query string, args ...any) []T {
	var out []T
	tx.each(query, args, func(scan scanner) { out = append(out, read(scan)) })
	return out
}

// ids reads a column of ids.
func ids[T ~int64](tx *Tx, query string, args ...any) []T {
	return list(tx, func(scan scanner) (id T) { scan(&id); return id }, query, args...)
}

// fail remembers the first error and whether the database itself is broken. The statement is named by its beginning: it has
// no values in it, they are bound.
func (tx *Tx) fail(query string, err error) {
	if tx.err != nil {
		return
	}
	words := strings.Fields(query)
	tx.err = fmt.Errorf("%s …: %w", strings.Join(words[:min(4, len(words))], " "), explain(err))
	var e sqlite3.Error
	if errors.As(err, &e) {
		switch e.Code {
		case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrReadonly, sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrNomem,
			sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrCantOpen:
			tx.broken = true
		}
	}
}

// explain puts the errors that an operator can mend into a sentence that says how.
func explain(err error) error {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code {
	case sqlite3.ErrIoErr: // a quota, a limit on the size of files, and a disk without room for the shared memory come as this
		if e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT || e.SystemErrno == syscall.EFBIG {
			return fmt.Errorf("%w (%w)", ErrFull, err)
		}
	case sqlite3.ErrFull:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case sqlite3.ErrNotADB:
		return fmt.Errorf("%w (%w)", ErrForeign, err)
	}
	return err
}

// unix is a time as it is kept.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// moment is a time as it is read back.
func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// when scans a time kept in seconds.
type when struct{ *time.Time }

// Scan implements sql.Scanner.
func (w when) Scan(value any) error {
	seconds, ok := value.(int64)
	if !ok {
		return fmt.Errorf("a time is kept as %T", value)
	}
	*w.Time = moment(seconds)
	return nil
}

// Close checkpoints and closes the database and gives the lock free.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.wal != nil {
		err = s.wal.Close()
	}
	if s.conn != nil {
		err = errors.Join(err, s.conn.Close())
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}

// Tidy gives SQLite its daily care, outside of any batch: statistics for the planner. It also deletes the copies from before old migrations
// whose days are over.
func (s *Store) Tidy() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.conn.pragma("optimize"); err != nil {
		return fmt.Errorf("tidy the database: %w", explain(err))
	}
	copies, err := filepath.Glob(s.path + ".before-*")
	if err != nil {
		return fmt.Errorf("look for copies of the database: %w", err)
	}
	for _, name := range copies {
		if made, err := os.Stat(name); err == nil && s.now().Sub(made.ModTime()) > parenting.BackupDays*24*time.Hour {
			if err := os.Remove(name); err != nil {
				return fmt.Errorf("delete an old copy of the database: %w", err)
			}
		}
	}
	return nil
}

// Wipe lets the write-ahead log begin anew, outside of any batch, so that what was erased is gone from it as well. It is false while
// somebody reads beside the writer, a backup say: then it is to be tried again.
func (s *Store) Wipe() (done bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wait := func(ms int) { err = errors.Join(err, s.conn.pragma(fmt.Sprintf("busy_timeout = %d", ms))) }
	wait(0) // people's answers do not wait for a reader
	defer wait(5000)
	busy, _, failed := s.conn.checkpoint("TRUNCATE")
	if failed != nil {
		return false, fmt.Errorf("wipe the database: %w", explain(failed))
	}
	return !busy, err
}
