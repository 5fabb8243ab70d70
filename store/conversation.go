package store

import (
	"encoding/json"
	"fmt"
	"strconv"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// Once notes that updates are being handled, and gives those that were not before.
func (tx *Tx) Once(updates ...int) map[int]bool {
	text, err := json.Marshal(updates)
	if err != nil {
		panic(err) // numbers only
	}
	fresh := make(map[int]bool, len(updates))
	tx.each("INSERT INTO handled (update_id, at) SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING RETURNING update_id",
		[]any{unix(tx.now), string(text)}, func(scan scanner) {
			var id int
			scan(&id)
			fresh[id] = true
		})
	return fresh
}

// Poisoned notes an update that could not be handled, without its text, and of a stranger without the sender.
func (tx *Tx) Poisoned(update int, kind string, sender parenting.AccountID, cause string) {
	if tx.Account(sender).ID == 0 {
		sender = parenting.Nobody
	}
	tx.exec("INSERT INTO poisoned (update_id, kind, account_id, cause, at) VALUES (?, ?, ?, ?, ?)", update, kind, sender, cause, unix(tx.now))
}

// Offset is where the next poll begins.
func (tx *Tx) Offset() int {
	offset, _ := strconv.Atoi(tx.Meta("offset")) // none yet is 0
	return offset
}

// SetOffset keeps where the next poll begins.
func (tx *Tx) SetOffset(offset int) { tx.SetMeta("offset", strconv.Itoa(offset)) }

// Meta gives something small that was kept under a key, "" if nothing was.
func (tx *Tx) Meta(key string) (value string) {
	tx.get("SELECT value FROM meta WHERE key = ?", []any{key}, &value)
	return value
}

// SetMeta keeps something small under a key.
func (tx *Tx) SetMeta(key, value string) {
	tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
}

// Stack gives an account's open conversations, the newest last.
func (tx *Tx) Stack(a parenting.AccountID) (stack []flows.State) {
	text := recall(tx, &tx.store.memo.stacks, a, func() string { return tx.stackOf(a) })
	if text != "" {
		if err := json.Unmarshal([]byte(text), &stack); err != nil && tx.err == nil {
			tx.err = fmt.Errorf("read the conversations of an account: %w", err)
		}
	}
	return stack
}

func (tx *Tx) stackOf(a parenting.AccountID) (text string) {
	tx.get("SELECT stack FROM conversations WHERE account_id = ?", []any{a}, &text)
	return text
}

// KeepStack keeps an account's open conversations; none leave nothing behind.
func (tx *Tx) KeepStack(a parenting.AccountID, stack []flows.State) {
	text, err := json.Marshal(stack)
	if err != nil && tx.err == nil {
		tx.err = fmt.Errorf("write the conversations of an account: %w", err)
	}
	only(tx, &tx.store.memo.stacks, a, func() {
		if len(stack) == 0 {
			tx.exec("DELETE FROM conversations WHERE account_id = ?", a)
			return
		}
		tx.exec(`INSERT INTO conversations (account_id, stack, at) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET stack = excluded.stack, at = excluded.at`, a, string(text), unix(tx.now))
	})
	if len(stack) > 0 && tx.err == nil { // the next answer asks for it
		tx.store.memo.stacks.put(a, string(text))
	}
}
