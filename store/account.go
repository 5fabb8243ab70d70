package store

import (
	"time"

	"asuhbersama/parenting"
)

// Account gives an account's row, the zero value for a stranger.
func (tx *Tx) Account(id parenting.AccountID) parenting.Account {
	return recall(tx, &tx.store.memo.accounts, id, func() parenting.Account { return tx.accountOf(id) })
}

const accountColumns = "id, lang, reachable, stopped, seen"

func readAccount(scan scanner) (a parenting.Account) {
	scan(&a.ID, &a.Lang, &a.Reachable, &a.Stopped, when{&a.Seen})
	return a
}

func (tx *Tx) accountOf(id parenting.AccountID) parenting.Account {
	return first(list(tx, readAccount, "SELECT "+accountColumns+" FROM accounts WHERE id = ?", id))
}

// Unreached gives the accounts of a group that get no messages of their own accord: they asked for none, or cannot be reached.
func (tx *Tx) Unreached(g parenting.GroupID) map[parenting.AccountID]bool {
	unreached := map[parenting.AccountID]bool{}
	for _, id := range ids[parenting.AccountID](tx, `SELECT a.id FROM people p JOIN accounts a ON a.id = p.account_id
		WHERE p.group_id = +? AND (NOT a.reachable OR a.stopped)`, g) {
		unreached[id] = true
	}
	return unreached
}

// raiseReach raises what sets the families apart that get no messages.
func (tx *Tx) raiseReach(a parenting.AccountID) {
	tx.raise(`kind IN ('session', 'replies') AND subject IN (SELECT s.id FROM sessions s JOIN people p ON p.group_id = s.group_id
		WHERE p.account_id = ? AND s.state = 'announced')`, a)
}

// Touch notes that an account was heard of, at most once a day, and that it can be reached. It is false for a stranger, of whom
// nothing is kept.
func (tx *Tx) Touch(id parenting.AccountID, at time.Time) (known bool) {
	a := tx.Account(id)
	if a.ID == 0 {
		return false
	}
	if !a.Reachable || at.Sub(a.Seen) >= 24*time.Hour {
		only(tx, &tx.store.memo.accounts, id, func() {
			tx.exec("UPDATE accounts SET reachable = 1, why = '', seen = max(seen, ?) WHERE id = ?", unix(at), id)
		})
	}
	if at.Sub(a.Seen) >= 24*time.Hour {
		tx.again(id)
	}
	if !a.Reachable {
		tx.remindAgain(id)
		tx.raiseReach(id)
	}
	return true
}

// know makes the row of an account to which something attaches from now on.
func (tx *Tx) know(id parenting.AccountID) {
	only(tx, &tx.store.memo.accounts, id, func() {
		tx.exec("INSERT INTO accounts (id, seen) VALUES (?, ?) ON CONFLICT DO NOTHING", id, unix(tx.now))
	})
}

// forget removes an account to which nothing is attached any more, with all that was kept for it.
func (tx *Tx) forget(id parenting.AccountID) {
	if tx.exec(`DELETE FROM accounts WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM people WHERE account_id = ?1)
		AND NOT EXISTS (SELECT 1 FROM grants WHERE account_id = ?1)`, id) == 0 {
		return
	}
	tx.dropFires("reader = ?", "left", id)
	tx.exec("DELETE FROM cards WHERE chat = ?", id)
	tx.exec("DELETE FROM wrong_tries WHERE account_id = ?", id)
	tx.exec("DELETE FROM lessons WHERE account_id = ?", id)
	tx.exec("DELETE FROM paces WHERE account_id = ?", id)
	tx.exec("UPDATE requests SET owner = 0 WHERE owner = ?", id)
	tx.exec("UPDATE request_words SET by_account = 0 WHERE by_account = ?", id)
	tx.leaveLedgers(id)
}

func (tx *Tx) stop(a parenting.Stop) error {
	if tx.exec("UPDATE accounts SET stopped = 1 WHERE id = ?", a.Account) > 0 {
		tx.exec(`UPDATE fires SET outcome = 'skipped: stopped', done = ?1 WHERE reader = ?2 AND outcome IS NULL
			AND NOT (kind IN ('said', 'late', 'helped') AND subject IN (SELECT id FROM requests WHERE account_id = ?2))`, unix(tx.now), a.Account)
		tx.missRequests(tx.Rights(a.Account).Groups())
		tx.raiseReach(a.Account)
	}
	return nil
}

func (tx *Tx) resume(a parenting.Resume) error {
	if tx.exec("UPDATE accounts SET stopped = 0 WHERE id = ? AND stopped = 1", a.Account) > 0 {
		tx.remindAgain(a.Account)
		tx.raiseReach(a.Account)
	}
	return nil
}

func (tx *Tx) setLanguage(a parenting.SetLanguage) error {
	tx.exec("UPDATE accounts SET lang = ? WHERE id = ?", a.Lang, a.Account)
	tx.changed(a.Account) // the menu is in the language
	return nil
}

// Unreachable notes that nothing can be delivered to a chat any more, for a reason in Telegram's words. What was due to an account
// is skipped, and the facilitators are told of each family that nobody can be reached of; a group's chat is unlinked. The second
// time it changes nothing, until [Tx.Touch] hears of the account again.
func (tx *Tx) Unreachable(chat parenting.ChatID, why string) {
	if chat < 0 {
		for _, g := range ids[parenting.GroupID](tx, "SELECT id FROM groups WHERE chat = ?", chat) {
			tx.unlink(g, chat)
		}
		return
	}
	id := parenting.AccountID(chat)
	if tx.exec("UPDATE accounts SET reachable = 0, why = ? WHERE id = ? AND reachable = 1", why, id) == 0 {
		return
	}
	tx.exec("UPDATE fires SET outcome = 'skipped: unreachable', done = ? WHERE reader = ? AND outcome IS NULL", unix(tx.now), id)
	tx.raiseReach(id)
	tx.missRequests(tx.Rights(id).Groups())
	type home struct {
		group  parenting.GroupID
		family parenting.FamilyID
	}
	lost := list(tx, func(scan scanner) (h home) { scan(&h.group, &h.family); return h },
		`SELECT DISTINCT p.group_id, p.family_id FROM people p WHERE p.account_id = ? AND NOT EXISTS (
			SELECT 1 FROM people o JOIN accounts a ON a.id = o.account_id
			WHERE o.group_id = p.group_id AND o.family_id = p.family_id AND a.reachable)`, id)
	for _, h := range lost {
		tx.tellLeaders(h.group, parenting.FireLost, int64(h.family))
		tx.raiseRoster(h.group)
	}
}
