package store

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// A conn is the connection that writes. It speaks to the driver itself: database/sql exists so that many goroutines may share a pool,
// which one goroutine with one connection would pay for at every statement. Each statement is compiled once.
type conn struct {
	*sqlite3.SQLiteConn
	statements map[string]*statement // by text
}

// A statement is compiled, and keeps what its next run can use again.
type statement struct {
	run interface {
		driver.StmtExecContext
		driver.StmtQueryContext
	}
	table  string // that it writes to, "" if it only reads
	busy   bool   // its rows are being read
	args   []driver.NamedValue
	values []driver.Value
}

// connect opens the connection that writes, with the pragmas that count for a connection and not for the file.
func connect(address string) (*conn, error) {
	raw, err := (&sqlite3.SQLiteDriver{}).Open(address)
	if err != nil {
		return nil, err
	}
	c := &conn{raw.(*sqlite3.SQLiteConn), map[string]*statement{}}
	for _, p := range pragmas() {
		if err := c.pragma(p); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	return c, nil
}

func (c *conn) pragma(what string) error {
	_, err := c.Exec("PRAGMA "+what, nil)
	return err
}

// checkpoint brings the log to the file, in one of SQLite's modes. It gives how many pages of the log are in the file by now; busy means that
// somebody who reads or writes kept it from doing all that the mode asks for.
func (c *conn) checkpoint(mode string) (busy bool, done int64, err error) {
	rows, err := c.Query("PRAGMA wal_checkpoint("+mode+")", nil)
	if err != nil {
		return false, 0, err
	}
	row := make([]driver.Value, 3) // busy, pages of the log, of those in the file
	if err := errors.Join(rows.Next(row), rows.Close()); err != nil {
		return false, 0, err
	}
	done, _ = row[2].(int64)
	return row[0] == int64(1), done, nil
}

// take gives the compiled statement of a text, with its arguments in place, until it is given back. While it is busy another one does
// the work.
func (c *conn) take(query string, args []any) (*statement, error) {
	s := c.statements[query]
	if s == nil || s.busy {
		compiled, err := c.Prepare(query)
		if err != nil {
			return nil, err
		}
		stmt := compiled.(*sqlite3.SQLiteStmt)
		another := &statement{run: stmt, table: tableOf(query), args: make([]driver.NamedValue, stmt.NumInput())}
		if s == nil {
			c.statements[query] = another
		}
		s = another
	}
	if len(args) != len(s.args) {
		return nil, fmt.Errorf("%d arguments for %d parameters", len(args), len(s.args))
	}
	for i, arg := range args {
		value, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		s.args[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	s.busy = true
	return s, nil
}

// give takes a statement back when its work is done.
func (c *conn) give(query string, s *statement) error {
	s.busy = false
	if c.statements[query] == s {
		return nil
	}
	return s.run.(io.Closer).Close()
}

// tableOf is the table that a statement writes to.
func tableOf(query string) string {
	words := strings.Fields(query)
	for i, w := range words {
		switch w {
		case "INTO", "FROM":
			if words[0] == "INSERT" || words[0] == "DELETE" {
				return words[i+1]
			}
		case "UPDATE", "OR", "IGNORE":
		default:
			if words[0] == "UPDATE" {
				return w
			}
		}
	}
	return ""
}

// read steps to the next row; false at the end.
func (s *statement) read(rows driver.Rows) (bool, error) {
	if s.values == nil {
		s.values = make([]driver.Value, len(rows.Columns()))
	}
	err := rows.Next(s.values)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

// scan copies the columns of the row into what the pointers point to.
func (s *statement) scan(into []any) error {
	if len(into) != len(s.values) {
		return fmt.Errorf("%d columns are read into %d variables", len(s.values), len(into))
	}
	for i, p := range into {
		if err := assign(p, s.values[i]); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}

// assign copies a value of SQLite's into a variable of a like kind.
func assign(into any, value driver.Value) error {
	if s, ok := into.(sql.Scanner); ok {
		return s.Scan(value)
	}
	to := reflect.ValueOf(into).Elem()
	switch v := value.(type) {
	case int64:
		switch {
		case to.CanInt() && !to.OverflowInt(v):
			to.SetInt(v)
			return nil
		case to.Kind() == reflect.Bool:
			to.SetBool(v != 0)
			return nil
		}
	case string:
		switch {
		case to.Kind() == reflect.String:
			to.SetString(v)
			return nil
		case to.Type() == reflect.TypeFor[[]byte]():
			to.SetBytes([]byte(v))
			return nil
		}
	}
	return fmt.Errorf("a %T is read into a %T", value, into)
}

// Close finalizes the statements and closes the connection.
func (c *conn) Close() error {
	var err error
	for _, s := range c.statements {
		err = cmp.Or(s.run.(io.Closer).Close(), err)
	}
	return cmp.Or(c.SQLiteConn.Close(), err)
}
