package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/mattn/go-sqlite3"
)

//go:embed schema/*.sql
var schema embed.FS

// applicationID marks a file as ours; schema/001_first.sql sets it.
const applicationID = 1095980360

// Open opens the database, creating or migrating it where needed, and keeps it for this process alone until Close. now is the clock
// of all batches; random gives a new database its secret, nil is the system's. The file is left as it was with ErrInUse, ErrNewer and ErrForeign; a
// copy is made beside it before an existing one is migrated, named after it with ".before-" and the number of the schema to come.
func Open(ctx context.Context, path string, now func() time.Time, random io.Reader) (*Store, error) {
	return open(ctx, path, now, random, schema)
}

func open(ctx context.Context, path string, now func() time.Time, random io.Reader, schema fs.FS) (_ *Store, err error) {
	s := &Store{now: now, path: path, speeds: speeds{}, asleep: asleep{}, atOnce: mostAtOnce}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("open the database %s: %w", path, err), s.Close())
		}
	}()
	if s.lock, err = lock(path + ".lock"); err != nil {
		return nil, err
	}
	// Created here so that nobody else on the machine may read it; what SQLite puts beside it inherits that.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrReadOnly, err)
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	if err := migrate(ctx, path, schema); err != nil {
		return nil, explain(err)
	}
	if s.conn, err = connect(address(path, "mode=rw")); err != nil {
		return nil, explain(err)
	}
	s.wal = newCheckpointer(path)
	if err := s.unlockKey(random); err != nil {
		return nil, err
	}
	return s, nil
}

// address is a path as SQLite's URI.
func address(path, query string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_busy_timeout=5000&" + query
}

// lock takes a lock that ends with the process: an open transaction on an empty database of its own. That is portable, and two
// processes polling with one token would only fight for the updates.
func lock(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: path}).EscapedPath()+"?_busy_timeout=0")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err = db.ExecContext(context.Background(), "BEGIN EXCLUSIVE"); err == nil {
		return db, nil
	}
	var e sqlite3.Error
	if errors.As(err, &e) && e.Code == sqlite3.ErrBusy {
		return nil, errors.Join(ErrInUse, db.Close())
	}
	return nil, errors.Join(explain(err), db.Close())
}

// migrate brings the schema up to date, all of it or nothing.
func migrate(ctx context.Context, path string, schema fs.FS) (err error) {
	db, err := sql.Open("sqlite3", address(path, "mode=rw"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	steps, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return fmt.Errorf("list the schema: %w", err)
	}
	slices.Sort(steps)
	version, err := identify(conn)
	if err != nil {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, version, len(steps))
	}
	run := func(query string, args ...any) {
		if err == nil {
			_, err = conn.ExecContext(context.Background(), query, args...)
		}
	}
	for _, pragma := range pragmas() {
		run("PRAGMA " + pragma)
	}
	if err != nil {
		return fmt.Errorf("prepare the database: %w", err)
	}
	if version > 0 && version < len(steps) {
		if err := copyBefore(conn, fmt.Sprintf("%s.before-%03d", path, version+1)); err != nil {
			return fmt.Errorf("copy the database before migrating it: %w", err)
		}
	}
	if version == len(steps) {
		return nil
	}
	run("BEGIN IMMEDIATE")
	for _, step := range steps[version:] {
		text, readErr := fs.ReadFile(schema, step)
		err = errors.Join(err, readErr)
		run(string(text))
		if err != nil {
			_, undo := conn.ExecContext(context.Background(), "ROLLBACK")
			return errors.Join(fmt.Errorf("migrate with %s: %w", step, err), undo)
		}
	}
	run("PRAGMA user_version = " + strconv.Itoa(len(steps)))
	run("COMMIT")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// pragmas are what every connection that writes is told.
func pragmas() []string {
	return []string{
		"journal_mode = WAL",            // readers beside the writer: backup and doctor while it serves
		"synchronous = FULL",            // see the rules
		"secure_delete = ON",            // what people had erased is erased
		"foreign_keys = ON",             // off by default, for each connection anew
		"cache_size = -8000",            // KiB; the pages of a busy village evening fit
		"temp_store = MEMORY",           // nothing of a query lands in a file elsewhere
		"wal_autocheckpoint = 17000",    // pages; what the checkpointer has left
		"journal_size_limit = 67108864", // a log that once grew shrinks again
	}
}

// identify reads the version of the schema, 0 of an empty file, without changing anything.
func identify(conn *sql.Conn) (version int, err error) {
	var app, tables int
	row := conn.QueryRowContext(context.Background(),
		"SELECT user_version, (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version")
	if err := row.Scan(&version, &app, &tables); err != nil {
		return 0, fmt.Errorf("read the version of the database: %w", explain(err))
	}
	if (version != 0 || tables != 0) && app != applicationID {
		return 0, ErrForeign
	}
	return version, nil
}

func copyBefore(conn *sql.Conn, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return vacuumInto(context.Background(), conn, to)
}

// vacuumInto writes a whole copy to a file that must not exist.
func vacuumInto(ctx context.Context, conn *sql.Conn, to string) (err error) {
	file, err := os.OpenFile(to, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(to))
		}
	}()
	_, err = conn.ExecContext(ctx, "VACUUM INTO ?", to)
	return errors.Join(explain(err), file.Sync(), file.Close())
}

// unlockKey reads the database's secret, drawing that of a new one.
func (s *Store) unlockKey(random io.Reader) error {
	return s.Batch(context.Background(), func(tx *Tx) error {
		text := tx.Meta("key")
		if text == "" && tx.err == nil {
			key := make([]byte, 32)
			if random == nil {
				random = rand.Reader
			}
			if _, err := io.ReadFull(random, key); err != nil {
				return fmt.Errorf("draw the database's key: %w", err)
			}
			text = hex.EncodeToString(key)
			tx.SetMeta("key", text)
		}
		key, err := hex.DecodeString(text)
		s.key = key
		return err
	})
}

// Backup writes a whole and checked copy of the database at path to a file that must not exist. It works beside a running serve.
func Backup(ctx context.Context, path, to string) error {
	err := reading(ctx, path, func(conn *sql.Conn) error { return vacuumInto(ctx, conn, to) })
	if err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	err = reading(ctx, to, func(conn *sql.Conn) error {
		var verdict string
		if err := conn.QueryRowContext(ctx, "PRAGMA quick_check").Scan(&verdict); err != nil {
			return err
		}
		if verdict != "ok" {
			return errors.New(verdict)
		}
		return nil
	})
	if err != nil {
		return errors.Join(fmt.Errorf("check the backup %s: %w", to, err), os.Remove(to))
	}
	return nil
}

// reading runs f over a connection that cannot write, beside whoever does.
func reading(ctx context.Context, path string, f func(*sql.Conn) error) (err error) {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", address(path, "mode=ro"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return explain(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := identify(conn); err != nil {
		return err
	}
	return explain(f(conn))
}
