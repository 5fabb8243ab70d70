package store

import (
	"encoding/json"
	"time"

	"asuhbersama/parenting"
)

// A memo keeps what is read again and again, from batch to batch: who somebody is, which meeting of which group a button speaks of,
// what was answered. A write to the table of something empties its part.
type memo struct {
	rights   kept[parenting.AccountID, parenting.Rights]
	accounts kept[parenting.AccountID, parenting.Account]
	stacks   kept[parenting.AccountID, string] // as they are kept; "" without an open conversation
	groups   kept[parenting.GroupID, parenting.Group]
	leaders  kept[parenting.GroupID, []parenting.Grant]
	links    kept[string, parenting.Link]
	said     kept[struct{}, parenting.Programme] // of the programme
	sessions kept[parenting.SessionID, parenting.Session]
	replies  kept[replyKey, parenting.RSVP]
	clocks   kept[parenting.ChatID, *time.Location] // of those whom announcements go to

	broadcasts kept[parenting.BroadcastID, parenting.Broadcast] // with the counters as they were written last
}

// forget drops what a write to a table may have made untrue.
func (m *memo) forget(table string) {
	switch table {
	case "accounts":
		m.accounts = kept[parenting.AccountID, parenting.Account]{}
	case "grants":
		m.rights = kept[parenting.AccountID, parenting.Rights]{}
		m.clocks = kept[parenting.ChatID, *time.Location]{}
		m.leaders = kept[parenting.GroupID, []parenting.Grant]{}
	case "people":
		m.rights = kept[parenting.AccountID, parenting.Rights]{}
		m.clocks = kept[parenting.ChatID, *time.Location]{}
	case "programme", "meta": // which says whether all is held
		m.said = kept[struct{}, parenting.Programme]{}
	case "families":
		m.said = kept[struct{}, parenting.Programme]{} // the first of them binds it
		m.clocks = kept[parenting.ChatID, *time.Location]{}
	case "links":
		m.links = kept[string, parenting.Link]{}
	case "conversations":
		m.stacks = kept[parenting.AccountID, string]{}
	case "groups":
		m.clocks = kept[parenting.ChatID, *time.Location]{}
		m.groups = kept[parenting.GroupID, parenting.Group]{}
	case "sessions": // a moved one makes its answers old
		m.sessions = kept[parenting.SessionID, parenting.Session]{}
		m.replies = kept[replyKey, parenting.RSVP]{}
	case "broadcasts":
		m.broadcasts = kept[parenting.BroadcastID, parenting.Broadcast]{}
	case "rsvps":
		m.replies = kept[replyKey, parenting.RSVP]{}
	}
}

// kept holds the things that were asked for last: when there are too many, those that nobody asked for since there were too many the
// last time are dropped.
type kept[K comparable, V any] struct{ young, old map[K]V }

// mostKept is how many of each are young. A batch asks for a few hundred, and the edits that follow from it for the same ones.
const mostKept = 1000

func (k *kept[K, V]) get(key K) (V, bool) {
	v, ok := k.young[key]
	if !ok {
		if v, ok = k.old[key]; ok {
			k.put(key, v)
		}
	}
	return v, ok
}

func (k *kept[K, V]) put(key K, v V) {
	if k.young == nil || len(k.young) >= mostKept {
		k.young, k.old = map[K]V{}, k.young
	}
	k.young[key] = v
}

func (k *kept[K, V]) drop(key K) {
	delete(k.young, key)
	delete(k.old, key)
}

// recall gives what the memo holds for a key, or reads it once.
func recall[K comparable, V any](tx *Tx, k *kept[K, V], key K, read func() V) V {
	if v, ok := k.get(key); ok && tx.err == nil {
		return v
	}
	v := read()
	if tx.err == nil {
		k.put(key, v)
	}
	return v
}

// only writes something that makes untrue what the memo holds under one key, and nothing else of its kind.
func only[K comparable, V any](tx *Tx, k *kept[K, V], key K, write func()) {
	others := *k
	write()
	if tx.err == nil {
		*k = others
		k.drop(key)
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
		if _, ok := m.rights.get(a); !ok && rights[a].Account == 0 {
			unknown = append(unknown, a)
			rights[a] = parenting.Rights{Account: a}
		}
	}
	if len(unknown) < few {
		return
	}
	const these = " IN (SELECT value FROM json_each(?)) "
	ask := []any{jsonOf(unknown)}
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
			m.rights.put(a, rights[a])
			m.accounts.put(a, found[a])
			m.stacks.put(a, open[a])
		}
	}
}

// jsonOf writes a list or a map of numbers, or a list of texts, for json_each.
func jsonOf(numbers any) string {
	text, err := json.Marshal(numbers)
	if err != nil {
		panic(err)
	}
	if string(text) == "null" { // json_each makes a row of it, and of [] none
		return "[]"
	}
	return string(text)
}
