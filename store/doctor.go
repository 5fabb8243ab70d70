package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Report is what a person who runs the bot should look at.
type Report struct {
	Schema      int    // version
	Size        int64  // bytes of the file, without its log
	Integrity   string // "ok", or what SQLite finds wrong
	Families    int
	People      int
	Accounts    int
	Unreachable []Count   // accounts by Telegram's reason
	Poisoned    []Count   // updates that could not be handled, by kind and cause
	Unsent      []Count   // calls that ended failed, unknown (parked) or skipped, by reason
	Waiting     []Count   // calls by lane; At is the oldest
	Deliveries  []Count   // of broadcasts, by state
	Due         Count     // fires to come; At is the next
	Skipped     []Count   // fires by reason
	Held        time.Time // since when nothing goes out of the bot's own accord, zero if it does
}

// Count is how many there are of something.
type Count struct {
	What string
	N    int
	At   time.Time // the latest of them, where nothing else is said; zero if there is none
}

// Doctor examines the database at path. It works beside a running serve.
func Doctor(ctx context.Context, path string) (r Report, err error) {
	err = reading(ctx, path, func(conn *sql.Conn) error {
		err := conn.QueryRowContext(ctx, `SELECT user_version, page_count * page_size, (SELECT integrity_check FROM pragma_integrity_check),
			(SELECT count(*) FROM families), (SELECT count(*) FROM people), (SELECT count(*) FROM accounts)
			FROM pragma_user_version, pragma_page_count, pragma_page_size`).
			Scan(&r.Schema, &r.Size, &r.Integrity, &r.Families, &r.People, &r.Accounts)
		count := func(into *[]Count, query string) {
			if err == nil {
				*into, err = counts(ctx, conn, query)
			}
		}
		var due []Count
		count(&r.Unreachable, "SELECT why, count(*), 0 FROM accounts WHERE NOT reachable GROUP BY 1 ORDER BY 2 DESC, 1")
		count(&r.Poisoned, "SELECT kind || ': ' || cause, count(*), max(at) FROM poisoned GROUP BY 1 ORDER BY 2 DESC, 1")
		count(&r.Unsent, `SELECT state || ': ' || iif(method = '', 'notice', method) || ': ' || reason, count(*), max(ended) FROM outbox
			WHERE state IN ('failed', 'unknown', 'skipped') GROUP BY 1 ORDER BY 2 DESC, 1`)
		count(&r.Waiting, `SELECT CASE lane WHEN 0 THEN 'replies' WHEN 1 THEN 'edits' ELSE 'notices' END, count(*), min(queued)
			FROM outbox WHERE ended = 0 GROUP BY lane ORDER BY lane`)
		if r.Schema > 1 { // older copies have none
			count(&r.Deliveries, `SELECT state, sum(n), 0 FROM (SELECT 'waiting' AS state, waiting + sending AS n FROM broadcasts
				UNION ALL SELECT 'sent', sent FROM broadcasts UNION ALL SELECT 'failed', failed FROM broadcasts
				UNION ALL SELECT 'parked', parked FROM broadcasts UNION ALL SELECT 'skipped', skipped FROM broadcasts
				UNION ALL SELECT 'recalled', recalled FROM broadcasts)
				GROUP BY state HAVING sum(n) > 0 ORDER BY 2 DESC, 1`)
		}
		count(&due, "SELECT 'to come', count(*), coalesce(min(due), 0) FROM fires WHERE outcome IS NULL")
		count(&r.Skipped, `SELECT kind || ': ' || outcome, count(*), max(done) FROM fires
			WHERE outcome LIKE 'skipped:%' OR outcome LIKE 'failed%' GROUP BY 1 ORDER BY 2 DESC, 1`)
		if err == nil {
			err = conn.QueryRowContext(ctx, "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'held'), 0)").Scan(when{&r.Held})
		}
		r.Due = first(due)
		return err
	})
	if err != nil {
		return r, fmt.Errorf("examine the database: %w", err)
	}
	return r, nil
}

func counts(ctx context.Context, conn *sql.Conn, query string) (all []Count, err error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	for rows.Next() {
		var c Count
		if err := rows.Scan(&c.What, &c.N, when{&c.At}); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// String writes the report for a terminal.
func (r Report) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "schema %d, %d KiB, integrity %s\n", r.Schema, (r.Size+1023)/1024, r.Integrity)
	fmt.Fprintf(&s, "%d families, %d people, %d accounts\n", r.Families, r.People, r.Accounts)
	if !r.Held.IsZero() {
		fmt.Fprintf(&s, "NOTHING GOES OUT but answers: a coordinator has stopped it with /hentikan (%s)\n", r.Held.Format(time.RFC3339))
	}
	for _, part := range []struct {
		title string
		all   []Count
	}{
		{"unreachable accounts", r.Unreachable},
		{"updates that could not be handled", r.Poisoned},
		{"calls that did not arrive", r.Unsent},
		{"calls that wait", r.Waiting},
		{"deliveries of broadcasts", r.Deliveries},
		{"notices", append([]Count{r.Due}, r.Skipped...)},
	} {
		if part.title += ":"; len(part.all) == 0 {
			part.title += " none"
		}
		fmt.Fprintln(&s, part.title)
		for _, c := range part.all {
			fmt.Fprintf(&s, "%6d  %s", c.N, c.What)
			if !c.At.IsZero() {
				fmt.Fprintf(&s, " (%s)", c.At.Format(time.RFC3339))
			}
			fmt.Fprintln(&s)
		}
	}
	return s.String()
}
