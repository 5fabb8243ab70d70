package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"asuhbersama/parenting"
)

// What so many rows are looked at for that the writer would be held is answered beside it: on a connection of its own, all of it as it was at
// one moment. Whoever wants to know is told that it is not known yet. Once the batch is committed [Store.Answer] finds it out; the bot keeps
// the answer and lets whoever waits for it ask again.

// mostAtOnce is how many rows are looked at for an answer in a batch: within ten milliseconds. Tests of the store have it lower.
const mostAtOnce = 5000

// answerLasts is how long an answer that was found beside the writer is taken for what is so.
const answerLasts = 10 * time.Minute

// A Question is one about a broadcast.
type Question struct {
	What      string
	Broadcast parenting.BroadcastID
	About     string // whom a draft was for; the version that was counted; the name that is looked for
}

// Unanswered is a question with the way to its answer.
type Unanswered struct {
	Question
	find func(asking) (found any, sure bool)
}

// asking reads rows, in a batch or beside it.
type asking func(query string, args []any, row func(scanner))

// A finding is an answer, and when it was true.
type finding struct {
	found any
	at    time.Time
}

// answered gives the answer to a question: at once if only few rows are looked at, else when it was found beside the writer. find is not sure of
// what has changed since it was asked.
func answered[T any](tx *Tx, q Question, few bool, find func(asking) (T, bool)) (found T, is bool) {
	if few {
		return find(tx.each)
	}
	if a, ok := tx.store.answers[q]; ok && tx.now.Sub(a.at) < answerLasts {
		return a.found.(T), true
	}
	tx.unanswered = append(tx.unanswered, Unanswered{q, func(ask asking) (any, bool) {
		found, sure := find(ask)
		return found, sure
	}})
	return found, false
}

// Unanswered lists, once, what was asked in this batch and could not be answered in it.
func (tx *Tx) Unanswered() (all []Unanswered) {
	all, tx.unanswered = tx.unanswered, nil
	return all
}

// Answer answers a question beside whoever writes. What it returns lets later batches know it; nil if the answer is one to something else by now.
func (s *Store) Answer(ctx context.Context, q Unanswered) (keep func(*Tx), err error) {
	at := s.now()
	var found any
	sure := false
	err = reading(ctx, s.path, func(conn *sql.Conn) (err error) {
		tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, tx.Rollback()) }()
		found, sure = q.find(func(query string, args []any, row func(scanner)) {
			if err == nil {
				err = eachBeside(ctx, tx, query, args, row)
			}
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("answer beside the writer: %w", err)
	}
	if !sure {
		return nil, nil //nolint:nilnil // nobody waits for it
	}
	return func(tx *Tx) {
		if s.answers == nil {
			s.answers = map[Question]finding{}
		}
		for q, a := range s.answers {
			if tx.now.Sub(a.at) >= answerLasts {
				delete(s.answers, q)
			}
		}
		s.answers[q.Question] = finding{found, at}
	}, nil
}

func eachBeside(ctx context.Context, tx *sql.Tx, query string, args []any, row func(scanner)) (err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	scan := func(into ...any) { err = errors.Join(err, rows.Scan(into...)) }
	for err == nil && rows.Next() {
		row(scan)
	}
	return err
}
