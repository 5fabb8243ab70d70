package store

import (
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// Lane orders what waits to be sent.
type Lane int

// The lanes, the most urgent first.
const (
	Replies Lane = iota
	Edits
	Notices
	Broadcasts
	LaneCount = 4
)

// Call is a call of the Bot API that waits to be made, or is being made.
type Call struct {
	ID        int64
	Lane      Lane
	Chat      parenting.ChatID
	Method    string // "" of a notice whose turn has not come: it has no words yet
	Params    []byte // a JSON object of strings
	File      *flows.File
	Card      int64                 // the card that it shows, and
	Stamp     int64                 // its wanted
	Fire      int64                 // that it is the message of
	Delivery  parenting.BroadcastID // that it completes; 0: none
	Messages  int                   // how many it makes; 0 is one
	Expires   time.Time
	NotBefore time.Time
	Tries     int // with this one
	Queued    time.Time
}

// Ref names a queued call.
type Ref struct {
	ID        int64
	Lane      Lane
	Chat      parenting.ChatID
	NotBefore time.Time
	Messages  int // how many it makes; 0 is one
}

func unixMilli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func momentMilli(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// Queue keeps a call until it was made, and gives its id. One that has an id already takes the place of what was queued without words.
func (tx *Tx) Queue(c Call) (id int64) {
	if c.File == nil {
		c.File = &flows.File{}
	}
	id = tx.insert(`INSERT OR REPLACE INTO outbox
		(id, state, lane, chat, method, params, file_kind, file_subject, file_stamp, card, stamp, fire, delivery, expires, before_ms, queued)
		VALUES (nullif(?, 0), 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Lane, c.Chat, c.Method, string(c.Params), c.File.Kind, c.File.Subject, c.File.Stamp, c.Card, c.Stamp, c.Fire, c.Delivery, unix(c.Expires),
		unixMilli(c.NotBefore), unix(tx.now))
	if c.ID == 0 {
		tx.queued = append(tx.queued, Ref{ID: id, Lane: c.Lane, Chat: c.Chat, NotBefore: c.NotBefore, Messages: c.Messages})
	}
	return id
}

// Queued lists what was queued since the batch began or this was asked.
func (tx *Tx) Queued() []Ref {
	queued := tx.queued
	tx.queued = nil
	return queued
}

// Waiting lists all queued calls, the oldest first. It is asked at a start, when no request can be on its way: calls that a crash has
// left in the middle are queued again, since twice beats never for a personal message. Broadcasts are no calls, see [Tx.Park], and what
// completes a delivery is repeated as little as they are.
func (tx *Tx) Waiting() []Ref {
	tx.exec(`UPDATE outbox SET state = 'unknown', reason = 'crash', params = NULL, chat = min(chat, 0), ended = ?
		WHERE ended = 0 AND state = 'sending' AND delivery <> 0`, unix(tx.now))
	tx.exec("UPDATE outbox SET state = 'queued' WHERE ended = 0 AND state = 'sending'")
	read := func(scan scanner) (r Ref) {
		var before int64
		scan(&r.ID, &r.Lane, &r.Chat, &before, &r.Messages)
		r.NotBefore = momentMilli(before)
		return r
	}
	return list(tx, read, `SELECT id, lane, chat, before_ms, iif(method = 'sendMediaGroup', json_array_length(params ->> 'media'), 0)
		FROM outbox WHERE ended = 0 ORDER BY id`)
}

// Claim takes a queued call to be made once the batch is committed; it is false when there is nothing to claim. One without words is
// queued in its place with them, and claimed once more.
func (tx *Tx) Claim(id int64) (c Call, ok bool) {
	var file flows.File
	var before int64
	if !tx.get(`SELECT id, lane, chat, method, coalesce(params, ''), file_kind, file_subject, file_stamp, card, stamp, fire, delivery, expires, before_ms,
			tries + 1, queued
		FROM outbox WHERE id = ? AND state = 'queued'`, []any{id},
		&c.ID, &c.Lane, &c.Chat, &c.Method, &c.Params, &file.Kind, &file.Subject, &file.Stamp, &c.Card, &c.Stamp, &c.Fire, &c.Delivery,
		when{&c.Expires}, &before, &c.Tries, when{&c.Queued}) {
		return c, false
	}
	tx.exec("UPDATE outbox SET state = 'sending', tries = ? WHERE id = ?", c.Tries, id)
	c.NotBefore = momentMilli(before)
	if file.Kind != "" {
		c.File = &file
	}
	return c, tx.err == nil
}

// Unclaim puts a claimed call back that was not made, or may be repeated, not to be made before a time.
func (tx *Tx) Unclaim(id int64, notBefore time.Time) {
	tx.exec("UPDATE outbox SET state = 'queued', before_ms = ? WHERE id = ? AND state = 'sending'", unixMilli(notBefore), id)
}

// Sent settles a call that Telegram has made, into a message unless that is 0. A card that it carried is shown by that message; it is
// true when the card should by now show more.
func (tx *Tx) Sent(id int64, message int) (dirty bool) {
	var file flows.File
	var card, stamp, fire int64
	if !tx.get("SELECT card, stamp, file_kind, file_stamp, fire FROM outbox WHERE id = ? AND state = 'sending'", []any{id},
		&card, &stamp, &file.Kind, &file.Stamp, &fire) {
		return false
	}
	tx.exec("UPDATE outbox SET state = 'sent', params = NULL, chat = min(chat, 0), message = ?, ended = ? WHERE id = ?", message, unix(tx.now), id)
	if fire != 0 {
		tx.exec("UPDATE fires SET outcome = 'sent', done = ? WHERE id = ? AND outcome = 'queued'", unix(tx.now), fire)
	}
	if card != 0 && message != 0 {
		tx.get(`UPDATE cards SET message = ?1, shown = ?2, sent = ?4 WHERE id = ?3 AND shown < ?2 RETURNING wanted > shown`,
			[]any{message, stamp, card, unix(tx.now)}, &dirty)
		if file.Kind == flows.FileCode {
			tx.codeShown(card, file.Stamp)
		}
	}
	return dirty
}

// Failed settles a call that Telegram has refused for good.
func (tx *Tx) Failed(id int64, reason string) { tx.end(id, "failed", reason) }

// Doubtful settles a call that Telegram may have made or not, and that is not to be repeated.
func (tx *Tx) Doubtful(id int64, reason string) { tx.end(id, "unknown", reason) }

// Dropped settles a call that need not be made any more.
func (tx *Tx) Dropped(id int64, reason string) { tx.end(id, "skipped", reason) }

func (tx *Tx) end(id int64, state, reason string) {
	var fire int64
	if tx.get(`UPDATE outbox SET state = ?, reason = ?, params = NULL, chat = min(chat, 0), ended = ? WHERE id = ? AND state IN ('queued', 'sending') RETURNING fire`,
		[]any{state, reason, unix(tx.now), id}, &fire) && fire != 0 {
		tx.exec("UPDATE fires SET outcome = ?, done = ? WHERE id = ? AND outcome IS NOT NULL", state+": "+reason, unix(tx.now), fire) // a lesson's comes again
	}
}

// FileID gives Telegram's id of a file that it has already, "" if it has not.
func (tx *Tx) FileID(f flows.File) (fileID string) {
	tx.get("SELECT file_id FROM files WHERE kind = ? AND subject = ? AND stamp = ?", []any{f.Kind, f.Subject, f.Stamp}, &fileID)
	return fileID
}

// KeepFile notes Telegram's id of a file.
func (tx *Tx) KeepFile(f flows.File, fileID string) {
	tx.exec("INSERT INTO files (kind, subject, stamp, file_id, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET file_id = excluded.file_id, at = excluded.at",
		f.Kind, f.Subject, f.Stamp, fileID, unix(tx.now))
}
