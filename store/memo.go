package store

import (
	"encoding/json"

	"asuhbersama/parenting"
)

// A memo keeps what is read again and again, from batch to batch: who somebody is, which meeting of which group a button speaks of.
// A write to the table of something empties its part.
type memo struct {
	rights   map[parenting.AccountID]parenting.Rights
	accounts map[parenting.AccountID]parenting.Account
	stacks   map[parenting.AccountID]string // as they are kept; "" without an open conversation
	groups   map[parenting.GroupID]parenting.Group
	sessions map[parenting.SessionID]parenting.Session
}

// mostKept is how many of each are kept. A batch asks for a few hundred, and the edits that follow from it for the same ones.
const mostKept = 2000

// forget drops what a write to a table may have made untrue.
func (m *memo) forget(table string) {
	switch table {
	case "accounts":
		clear(m.accounts)
	case "grants", "people":
		clear(m.rights)
	case "conversations":
		clear(m.stacks)
	case "groups":
		clear(m.groups)
	case "sessions":
		clear(m.sessions)
	}
}

// recall gives what the memo holds for a key, or reads it once.
func recall[K comparable, V any](tx *Tx, kept *map[K]V, key K, read func() V) V {
	if v, ok := (*kept)[key]; ok && tx.err == nil {
		return v
	}
	v := read()
	if tx.err == nil {
		keep(kept, key, v)
	}
	return v
}

func keep[K comparable, V any](kept *map[K]V, key K, v V) {
	switch {
	case *kept == nil:
		*kept = map[K]V{}
	case len(*kept) >= mostKept:
		clear(*kept)
	}
	(*kept)[key] = v
}

// only writes something that makes untrue what the memo holds under one key, and nothing else of its kind.
func only[K comparable, V any](tx *Tx, kept *map[K]V, key K, write func()) {
	others := *kept
	*kept = nil
	write()
	if tx.err == nil {
		delete(others, key)
		*kept = others
	}
}

// few is how many are as cheap to ask for one by one.
const few = 8

// Expect reads at once who is about to be asked for: a hundred people cost four statements and not four hundred.
func (tx *Tx) Expect(accounts []parenting.AccountID) {
	m := &tx.store.memo
	rights, found, open := map[parenting.AccountID]parenting.Rights{}, map[parenting.AccountID]parenting.Account{}, map[parenting.AccountID]string{}
	var unknown []parenting.AccountID
	for _, a := range accounts {
		if _, ok := m.rights[a]; !ok && rights[a].Account == 0 {
			unknown = append(unknown, a)
			rights[a] = parenting.Rights{Account: a}
		}
	}
	if len(unknown) < few {
		return
	}
	text, err := json.Marshal(unknown)
	if err != nil {
		panic(err) // numbers only
	}
	const these = " IN (SELECT value FROM json_each(?)) "
	ask := []any{string(text)}
	for _, a := range list(tx, readAccount, "SELECT "+accountColumns+" FROM accounts WHERE id"+these, ask...) {
		found[a.ID] = a
	}
	for _, g := range list(tx, readGrant, "SELECT "+grantColumns+" FROM grants WHERE account_id"+these+grantOrder, ask...) {
		r := rights[g.Account]
		r.Grants = append(r.Grants, g)
		rights[g.Account] = r
	}
	for _, p := range list(tx, readPerson, "SELECT "+personColumns+" FROM people WHERE account_id"+these+personOrder, ask...) {
		r := rights[p.Account]
		r.People = append(r.People, p)
		rights[p.Account] = r
	}
	tx.each("SELECT account_id, stack FROM conversations WHERE account_id"+these, ask, func(scan scanner) {
		var a parenting.AccountID
		var stack string
		scan(&a, &stack)
		open[a] = stack
	})
	for _, a := range unknown {
		if tx.err == nil {
			keep(&m.rights, a, rights[a])
			keep(&m.accounts, a, found[a])
			keep(&m.stacks, a, open[a])
		}
	}
}
