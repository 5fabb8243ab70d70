package store

import (
	"slices"
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
	tx.woken = 0
	if a.ID == 0 {
		return false
	}
	if at.Sub(a.Seen) >= 24*time.Hour {
		tx.askAgain(a)
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
		tx.answerAgain(id)
		tx.raiseReach(id)
	}
	return true
}

// asksAgain is how long somebody who did not answer is left in peace.
const asksAgain = 30 * 24 * time.Hour

// askAgain asks somebody who is here today, and agreed to an older text, for consent to the one in force.
func (tx *Tx) askAgain(a parenting.Account) {
	people := tx.Rights(a.ID).People
	if a.Stopped || !slices.ContainsFunc(people, parenting.Person.Outdated) {
		return
	}
	var asked bool
	tx.get(`SELECT EXISTS (SELECT 1 FROM fires WHERE reader = ? AND kind = 'consent' AND due > ?
		AND (outcome IS NULL OR outcome IN ('queued', 'sent')))`, []any{a.ID, unix(tx.now.Add(-asksAgain))}, &asked)
	if !asked {
		tx.notify(a.ID, parenting.FireConsent, parenting.ConsentVersion, people[0].Group)
	}
}

// Menu is a sum of the command menu that Telegram shows in an account's chat, "" if it has none of its own.
func (tx *Tx) Menu(id parenting.AccountID) (sum string) {
	tx.get("SELECT menu FROM accounts WHERE id = ?", []any{id}, &sum)
	return sum
}

// SetMenu keeps a sum of the command menu of an account that is known.
func (tx *Tx) SetMenu(id parenting.AccountID, sum string) {
	only(tx, &tx.store.memo.accounts, id, func() { tx.exec("UPDATE accounts SET menu = ? WHERE id = ?", sum, id) })
}

// know makes the row of an account to which something attaches from now on.
func (tx *Tx) know(id parenting.AccountID) {
	only(tx, &tx.store.memo.accounts, id, func() {
		tx.exec("INSERT INTO accounts (id, seen) VALUES (?, ?) ON CONFLICT DO NOTHING", id, unix(tx.now))
	})
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
	lost := 0
	only(tx, &tx.store.memo.accounts, id, func() {
		lost = tx.exec("UPDATE accounts SET reachable = 0, why = ? WHERE id = ? AND reachable = 1", why, id)
	})
	if lost == 0 {
		return
	}
	tx.exec("UPDATE fires SET outcome = 'skipped: unreachable', done = ? WHERE reader = ? AND outcome IS NULL", unix(tx.now), id)
	tx.raiseReach(id)
	tx.missRequests(tx.Rights(id).Groups())
	type home struct {
		group  parenting.GroupID
		family parenting.FamilyID
	}
	homes := list(tx, func(scan scanner) (h home) { scan(&h.group, &h.family); return h },
		`SELECT DISTINCT p.group_id, p.family_id FROM people p WHERE p.account_id = ? AND NOT EXISTS (
			SELECT 1 FROM people o JOIN accounts a ON a.id = o.account_id
			WHERE o.group_id = p.group_id AND o.family_id = p.family_id AND a.reachable)`, id)
	for _, h := range homes {
		tx.tellLeaders(h.group, parenting.FireLost, int64(h.family))
		tx.raiseRoster(h.group)
	}
}
