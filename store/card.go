package store

import (
	"slices"
	"time"

	"asuhbersama/parenting"
)

// Dirty names a card that no longer shows what is so.
type Dirty struct {
	ID   int64
	Chat parenting.ChatID
}

// ShowCard begins to show a card as a new message, whatever message showed it before: the call that carries it has the card's id and
// wanted as Card and Stamp. face is a sum of what it will look like; while two are on their way, what is shown is not known.
func (tx *Tx) ShowCard(c parenting.Card, face int64) (id, wanted int64) {
	tx.get(`INSERT INTO cards (kind, subject, group_id, chat, view, raised, face) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET message = 0, wanted = wanted + 1, group_id = excluded.group_id, view = excluded.view, raised = excluded.raised,
			face = iif(message = 0 AND wanted > shown, 0, excluded.face)
		RETURNING id, wanted`, []any{c.Kind, c.Subject, c.Group, c.Chat, c.View, unix(tx.now), face}, &id, &wanted)
	return id, wanted
}

// Raise makes all cards of a subject dirty.
func (tx *Tx) Raise(kind parenting.CardKind, subject int64) {
	tx.raise("kind = ? AND subject = ?", kind, subject)
}

// RaiseIn lets one card show another view.
func (tx *Tx) RaiseIn(kind parenting.CardKind, subject int64, chat parenting.ChatID, view string) {
	tx.exec("UPDATE cards SET view = ? WHERE kind = ? AND subject = ? AND chat = ?", view, kind, subject, chat)
	tx.raise("kind = ? AND subject = ? AND chat = ?", kind, subject, chat)
}

// raise makes the cards dirty that meet a condition.
func (tx *Tx) raise(where string, args ...any) {
	tx.raiseFound("SELECT id, chat, message FROM cards WHERE "+where, args...)
}

// raiseFound makes the cards dirty that a query finds. One statement with RETURNING would do it too, but costs more: SQLite builds a
// table for what it returns.
func (tx *Tx) raiseFound(query string, args ...any) {
	type found struct {
		Dirty
		message int
	}
	for _, c := range list(tx, func(scan scanner) (c found) { scan(&c.ID, &c.Chat, &c.message); return c }, query, args...) {
		tx.exec("UPDATE cards SET wanted = wanted + 1, raised = ?, view = replace(view, '+hint', '') WHERE id = ?", unix(tx.now), c.ID)
		if c.message != 0 { // one on its way is found dirty when it has arrived
			tx.raised = append(tx.raised, c.Dirty)
		}
	}
}

// HintCards lets the invitations to meetings to come say that a press may have been lost: their view ends with "+hint" until the next
// change.
func (tx *Tx) HintCards() {
	const open = "kind IN ('invitation', 'tally') AND subject IN (SELECT id FROM sessions WHERE state = 'announced' AND start + duration > ?)"
	tx.raise(open, unix(tx.now))
	tx.exec("UPDATE cards SET view = view || '+hint' WHERE "+open, unix(tx.now))
}

// Raised lists the cards made dirty since the batch began or this was asked, each once.
func (tx *Tx) Raised() []Dirty {
	raised := tx.raised
	tx.raised = nil
	slices.SortStableFunc(raised, func(a, b Dirty) int { return int(min(1, max(-1, a.ID-b.ID))) })
	return slices.Compact(raised)
}

// DirtyCards looks through so many of the cards, those after an id, and lists the dirty ones that have a message. rest is the id to go on
// after, 0 when all were seen. It is asked at a start: an edit may have reached Telegram before the end of the last run, so what they
// look like is unknown.
func (tx *Tx) DirtyCards(after, part int64) (dirty []Dirty, rest int64) {
	read := func(scan scanner) (d Dirty) { scan(&d.ID, &d.Chat); return d }
	dirty = list(tx, read, "UPDATE cards SET face = 0 WHERE id > ? AND id - ? <= ? AND wanted > shown AND message <> 0 RETURNING id, chat", after, after, part)
	var newest int64
	if tx.get("SELECT coalesce(max(id), 0) FROM cards", nil, &newest); newest-after > part {
		rest = after + part
	}
	return dirty, rest
}

const cardColumns = "kind, subject, group_id, chat, view"

// MessageOf gives the message that shows a card in its chat, 0 if none does.
func (tx *Tx) MessageOf(c parenting.Card) (message int) {
	tx.get("SELECT message FROM cards WHERE subject = ? AND kind = ? AND chat = ?", []any{c.Subject, c.Kind, c.Chat}, &message)
	return message
}

// CardAt gives a card with its message (0: none), what it should show, whether it shows less, and the sum of what it looks like.
func (tx *Tx) CardAt(id int64) (c parenting.Card, message int, wanted int64, dirty bool, face int64) {
	tx.get("SELECT "+cardColumns+", message, wanted, wanted > shown, face FROM cards WHERE id = ?", []any{id},
		&c.Kind, &c.Subject, &c.Group, &c.Chat, &c.View, &message, &wanted, &dirty, &face)
	return c, message, wanted, dirty, face
}

// CardShown settles an edit that showed wanted, and the code of a slot if that is not 0. An edit of a message that is no longer the
// card's counts for nothing. Whatever made the card dirty meanwhile has raised it.
func (tx *Tx) CardShown(id int64, message int, wanted, slot, face int64) {
	if tx.exec("UPDATE cards SET shown = max(shown, ?), face = ? WHERE id = ? AND message = ?", wanted, face, id, message) > 0 {
		tx.codeShown(id, slot)
	}
}

// codeShown notes when a code was first seen: from then on its predecessor runs out, and its own successor is due.
func (tx *Tx) codeShown(card, slot int64) {
	if slot == 0 || tx.exec("INSERT INTO codes (session_id, slot, shown) SELECT subject, ?, ? FROM cards WHERE id = ? AND kind = 'code' ON CONFLICT DO NOTHING",
		slot, unix(tx.now), card) == 0 {
		return
	}
	var session parenting.SessionID
	tx.get("SELECT subject FROM cards WHERE id = ?", []any{card}, &session)
	if f, ok := parenting.TurnFire(tx.Session(session), slot); ok {
		tx.AddFire(f)
	}
}

// CardDoubtful notes that an edit may have reached Telegram or not: what the card looks like is unknown until the next one.
func (tx *Tx) CardDoubtful(id int64) {
	tx.exec("UPDATE cards SET face = 0 WHERE id = ?", id)
}

// ShownSince reports whether a card was shown by another call after the one that carries its stamp was queued.
func (tx *Tx) ShownSince(id, stamp int64) (since bool) {
	tx.get("SELECT message <> 0 AND shown >= ? FROM cards WHERE id = ?", []any{stamp, id}, &since)
	return since
}

// ShownAfter reports whether a card's message was sent after a time.
func (tx *Tx) ShownAfter(c parenting.Card, at time.Time) (after bool) {
	tx.get("SELECT message <> 0 AND sent > ? FROM cards WHERE subject = ? AND kind = ? AND chat = ?", []any{unix(at), c.Subject, c.Kind, c.Chat}, &after)
	return after
}

// CardLost notes that a message can no longer be edited: the card has none until it is shown anew.
func (tx *Tx) CardLost(id int64, message int) {
	tx.exec("UPDATE cards SET message = 0 WHERE id = ? AND message = ?", id, message)
}

// Migrate moves everything of a group chat to the id that Telegram gave it, and lists the cards that must be shown anew: buttons of
// the messages before are dead. The second time it finds nothing left to do.
func (tx *Tx) Migrate(from, to parenting.ChatID) []parenting.Card {
	tx.exec("UPDATE OR IGNORE groups SET chat = ? WHERE chat = ?", to, from)
	tx.moveChat(from, to)
	read := func(scan scanner) (c parenting.Card) { scan(&c.Kind, &c.Subject, &c.Group, &c.Chat, &c.View); return c }
	lost := list(tx, read, "UPDATE OR IGNORE cards SET chat = ?, message = 0 WHERE chat = ? AND message <> 0 RETURNING "+cardColumns, to, from)
	tx.exec("UPDATE OR IGNORE cards SET chat = ? WHERE chat = ?", to, from) // those on their way
	tx.exec("DELETE FROM cards WHERE chat = ?", from)
	tx.exec(`UPDATE outbox SET chat = ?1, params = json_replace(params, '$.chat_id', CAST(?1 AS TEXT))
		WHERE chat = ?2 AND ended = 0`, to, from)
	return lost
}
