package store

import (
	"fmt"
	"time"

	"asuhbersama/parenting"
)

// What was kept long enough is erased table by table, and the large ones slice by slice along their keys: nobody waits for it.

// A pruning erases what of a table has served its time, of the keys after one up to another and about so many rows. It gives true if that
// was not all.
type pruning struct {
	table, key string // no key: all of it at once, it is small
	erase      func(tx *Tx, after, last int64, most int) (more bool, err error)
}

// pruned is how far the erasing has come.
type pruned struct {
	table int
	key   int64
}

const (
	day = 24 * time.Hour
	// keepLedgers is how long a ledger is kept once nothing was left to do. Who has got an announcement is asked about for weeks, and its
	// rows are people: after that the counters are the account.
	keepLedgers = 90 * day
)

func prunings() []pruning {
	old := func(table, key, where string, kept time.Duration) pruning {
		query := "DELETE FROM " + table + " WHERE " + where
		if key != "" {
			query += " AND " + key + " > ? AND " + key + " <= ?"
		}
		return pruning{table, key, func(tx *Tx, after, last int64, _ int) (bool, error) {
			args := []any{unix(tx.now.Add(-kept))}
			if key != "" {
				args = append(args, after, last)
			}
			tx.exec(query, args...)
			return false, nil
		}}
	}
	return []pruning{
		old("handled", "update_id", "at < ?", 2*day),
		old("conversations", "account_id", "at < ?", 7*day),
		old("outbox", "id", "state IN ('sent', 'failed', 'skipped', 'unknown') AND ended < ?", 7*day),
		old("files", "", "at < ?", 30*day),
		old("codes", "", "shown < ?", 7*day),
		old("broadcasts", "", "state = 'draft' AND max(made, starts) < ?", 7*day),
		old("wrong_tries", "", "session_id IN (SELECT id FROM sessions WHERE start < ?)", 7*day),
		old("cards", "id", "raised < ? AND kind NOT IN ('group', 'roster', 'region')", 60*day),
		old("fires", "id", "outcome IS NOT NULL AND done < ?", 90*day),
		old("poisoned", "", "at < ?", 90*day),
		old("links", "", "expires <> 0 AND expires < ?", 90*day),
		old("audit", "id", "at < ?", 730*day),
		old("requests", "id", "state = 'closed' AND closed < ?", 730*day),
		{"request_words", "", (*Tx).forgetSaid},
		{"broadcasts", "", (*Tx).pruneLedgers},
		{"people", "id", (*Tx).leaveDormant},
		{"accounts", "id", (*Tx).resignDormant},
		{"accounts", "id", (*Tx).forgetStrangers},
	}
}

// mostLeave is how many a slice takes out at most: each leaves traces in many tables.
const mostLeave = 50

// Prune erases what was kept long enough, out of the next so many rows, and reports whether there are more. Once a day will do.
func (tx *Tx) Prune(most int) (more bool, err error) {
	at := &tx.store.pruned
	for all := prunings(); at.table < len(all); {
		p, n, last := all[at.table], 0, int64(0)
		if p.key != "" {
			tx.get(fmt.Sprintf("SELECT coalesce(max(k), 0), count(*) FROM (SELECT %[1]s AS k FROM %[2]s WHERE %[1]s > ? ORDER BY k LIMIT +?)", p.key, p.table),
				[]any{at.key, most}, &last, &n)
		}
		more, err := p.erase(tx, at.key, last, most)
		if more || err != nil || tx.err != nil {
			return more, err
		}
		if most -= n; most == 0 {
			at.key = last
			return true, nil
		}
		*at = pruned{table: at.table + 1}
	}
	*at = pruned{}
	return false, nil
}

// pruneLedgers erases a slice of the ledgers that were kept long enough.
func (tx *Tx) pruneLedgers(_, _ int64, most int) (more bool, err error) {
	now, before := unix(tx.now), unix(tx.now.Add(-keepLedgers))
	tx.exec(`UPDATE broadcasts SET state = 'cancelled', why = '', version = version + 1, ended = iif(waiting + sending + stale = 0, ?, 0)
		WHERE state = 'paused' AND started < ?`, now, before)
	tx.exec("UPDATE broadcasts SET pruned = ? WHERE ended BETWEEN 1 AND ? AND pruned = 0", now, before) // a half of one says nothing true
	var id parenting.BroadcastID
	if !tx.get(`SELECT id FROM broadcasts b WHERE pruned > 0 AND EXISTS (SELECT 1 FROM deliveries WHERE broadcast_id = b.id)
		ORDER BY id LIMIT 1`, nil, &id) {
		return false, nil
	}
	tx.exec("DELETE FROM passed WHERE broadcast_id = ?", id)
	tx.exec(`DELETE FROM deliveries WHERE broadcast_id = ?1 AND chat IN (SELECT chat FROM deliveries WHERE broadcast_id = ?1 ORDER BY chat LIMIT ?2)`,
		id, most)
	return true, nil
}

// leaveDormant takes out the families of which nobody was heard since the programme's months: no message, no answer, no attendance.
func (tx *Tx) leaveDormant(after, last int64, _ int) (more bool, err error) {
	since := tx.now.AddDate(0, -tx.Programme().Months, 0)
	dormant := list(tx, readPerson, "SELECT "+personColumns+` FROM people p WHERE p.id > +?2 AND p.id <= +?3 AND p.joined_ms < ?1 * 1000 AND NOT EXISTS (
			SELECT 1 FROM people q LEFT JOIN accounts a ON a.id = q.account_id
			WHERE q.group_id = p.group_id AND q.family_id = p.family_id AND (q.joined_ms >= ?1 * 1000 OR q.agreed >= ?1 OR a.seen >= ?1))
		AND NOT EXISTS (SELECT 1 FROM sessions s JOIN attendance t ON t.session_id = s.id AND t.family_id = p.family_id
			WHERE s.group_id = p.group_id AND t.at >= ?1)
		AND NOT EXISTS (SELECT 1 FROM sessions s JOIN rsvps r ON r.session_id = s.id AND r.family_id = p.family_id
			WHERE s.group_id = p.group_id AND r.at >= ?1)
		LIMIT +?4`, unix(since), after, last, mostLeave)
	for _, p := range dormant {
		if err := tx.leave(0, parenting.Leave{Person: p.ID, Family: p.Family, Group: p.Group}); err != nil {
			return false, fmt.Errorf("take out a dormant family: %w", err)
		}
	}
	return len(dormant) == mostLeave, nil
}

// forgetStrangers forgets the accounts that belong to nothing and were not heard of for a week.
func (tx *Tx) forgetStrangers(after, last int64, _ int) (more bool, err error) {
	strangers := ids[parenting.AccountID](tx, `SELECT id FROM accounts a WHERE id > ? AND id <= ? AND seen < ?
		AND NOT EXISTS (SELECT 1 FROM people WHERE account_id = a.id) AND NOT EXISTS (SELECT 1 FROM grants WHERE account_id = a.id)
		LIMIT +?`, after, last, unix(tx.now.Add(-7*day)), mostLeave)
	for _, id := range strangers {
		tx.forget(id)
	}
	return len(strangers) == mostLeave, nil
}
