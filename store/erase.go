package store

import (
	"fmt"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// What becomes of an account that is forgotten, by its own will or because nobody has heard of it for long. The rules are:
//
//   - What is only about it is deleted. What belongs to others as well, a meeting's count or the sums of a ledger, keeps its row; there the
//     account becomes [parenting.Nobody], or in a key a negative number that leads back to nobody.
//   - No large table is searched without an index. So whoever is no more of a group does not stand in what is written of its meetings
//     (unname), and a call that has ended has no chat any more ([Tx.Sent]).
//   - Rows of fires and of the outbox stay without what they were about: their ids would be given again, and memory may still hold them.
//   - The file holds zeros where something was deleted, see pragmas. The write-ahead log is emptied a little later: [Store.Wipe].

// forget removes an account to which nothing is attached any more, with all that was kept for it.
func (tx *Tx) forget(id parenting.AccountID) {
	a := tx.Account(id)
	if tx.exec(`DELETE FROM accounts WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM people WHERE account_id = ?1)
		AND NOT EXISTS (SELECT 1 FROM grants WHERE account_id = ?1)`, id) == 0 {
		return
	}
	if tx.forgotten == nil {
		tx.forgotten = map[parenting.AccountID]string{}
	}
	tx.forgotten[id] = a.Lang
	tx.changed(id)
	tx.leaveLedgers(id)

	tx.exec("DELETE FROM conversations WHERE account_id = ?", id)
	tx.exec("DELETE FROM cards WHERE chat = ?", id)
	tx.exec("DELETE FROM wrong_tries WHERE account_id = ?", id)
	tx.exec("DELETE FROM lessons WHERE account_id = ?", id)
	tx.exec("DELETE FROM paces WHERE account_id = ?", id)

	tx.exec("UPDATE requests SET owner = 0 WHERE owner = ? AND owner <> 0", id)
	tx.exec("UPDATE request_words SET by_account = ? WHERE by_account = ?", parenting.Nobody, id) // of open requests only: they are few

	tx.exec("UPDATE outbox SET state = 'skipped', reason = 'left', params = NULL, chat = 0, ended = ? WHERE ended = 0 AND chat = ?", unix(tx.now), id)
	tx.exec("UPDATE fires SET reader = ?1, done = iif(outcome IS NULL, ?3, done), outcome = coalesce(outcome, 'skipped: left') WHERE reader = ?2",
		parenting.Nobody, id, unix(tx.now))
	tx.aboutNothing(int64(id))

	tx.exec("UPDATE links SET by_account = ? WHERE by_account = ?", parenting.Nobody, id)
	tx.exec("UPDATE links SET used_by = ? WHERE used_by = ? AND used_by > 0", parenting.Nobody, id)
	for _, table := range []string{"grants", "helplines", "contacts"} {
		tx.exec("UPDATE "+table+" SET by_account = ? WHERE by_account = ?", parenting.Nobody, id)
	}
	tx.exec("UPDATE poisoned SET account_id = ? WHERE account_id = ?", parenting.Nobody, id)
	tx.exec("UPDATE audit SET account_id = ?, why = '' WHERE account_id = ? AND account_id > 0", parenting.Nobody, id)
	tx.exec("UPDATE audit SET subject = ? WHERE subject = ? AND act IN ('claim', 'withdraw', 'coordinate')", parenting.Nobody, id)

	// What she has sent was said by the programme, and stays; what she has only begun does not.
	for _, b := range ids[parenting.BroadcastID](tx, "SELECT id FROM broadcasts WHERE by_account = ? AND state IN ('draft', 'asking', 'planned')", id) {
		tx.Raise(parenting.CardBroadcast, int64(b))
		tx.exec("DELETE FROM broadcasts WHERE id = ?", b)
	}
	tx.exec("UPDATE broadcasts SET by_account = ? WHERE by_account = ?", parenting.Nobody, id)
	tx.exec("UPDATE broadcasts SET second = ?, refusal = '' WHERE second = ?", parenting.Nobody, id)
}

// aboutNothing takes somebody or something that is gone out of the notices about it.
func (tx *Tx) aboutNothing(subject int64) {
	tx.exec("UPDATE fires SET subject = 0, done = iif(outcome IS NULL, ?2, done), outcome = coalesce(outcome, 'skipped: left') WHERE subject = ?1",
		subject, unix(tx.now))
}

// unname takes an account that is no more of a group, and does not lead it, out of what is written of the group's meetings.
func (tx *Tx) unname(id parenting.AccountID, g parenting.GroupID) {
	if r := tx.Rights(id); r.Leads(g) || len(flows.FamiliesIn(r, g)) > 0 {
		return
	}
	for _, table := range []string{"rsvps", "attendance"} {
		tx.exec("UPDATE "+table+" SET by_account = ? WHERE by_account = ? AND session_id IN (SELECT id FROM sessions WHERE group_id = ?)",
			parenting.Nobody, id, g)
	}
}

// erase forgets an account at its own wish. Nothing of it is left but a line in the log with the number of the receipt.
func (tx *Tx) erase(a parenting.Erase) error {
	if tx.Account(a.Account).ID == 0 {
		return ErrStale
	}
	tx.record(a.Account, parenting.Entry{Act: "erase", Detail: a.Receipt})
	return tx.part(a.Account)
}

// part ends the rights of an account and lets its people leave; with the last of them it is forgotten.
func (tx *Tx) part(id parenting.AccountID) error {
	if err := tx.resign(id); err != nil {
		return err
	}
	for _, p := range tx.Rights(id).People {
		if err := tx.leave(id, parenting.Leave{Person: p.ID, Family: p.Family, Group: p.Group}); err != nil {
			return err
		}
	}
	tx.forget(id)
	return nil
}

// resign ends all rights of an account. The coordinators of a group that has no facilitator after this are told.
func (tx *Tx) resign(id parenting.AccountID) error {
	for _, g := range tx.Rights(id).Grants {
		if err := tx.takeBack(g); err != nil {
			return err
		}
		if g.Group != 0 && len(tx.Leaders(g.Group)) == 0 {
			tx.tellCoordinators(g.Group, parenting.FireOrphan)
		}
	}
	return nil
}

// tellCoordinators lets news of a group reach those who coordinate where it lies.
func (tx *Tx) tellCoordinators(g parenting.GroupID, kind parenting.FireKind) {
	told := map[parenting.AccountID]bool{}
	for _, c := range tx.Coordinators() {
		if !told[c.Account] && tx.Group(g).Region().Within(c.Region) {
			told[c.Account] = true
			tx.notify(c.Account, kind, int64(g), g)
		}
	}
}

// resignDormant ends the rights of those of whom nobody has heard.
func (tx *Tx) resignDormant(after, last int64, _ int) (more bool, err error) {
	dormant := ids[parenting.AccountID](tx, `SELECT id FROM accounts a WHERE id > ? AND id <= ? AND seen < ?
		AND EXISTS (SELECT 1 FROM grants WHERE account_id = a.id) LIMIT +?`, after, last, unix(tx.now.AddDate(0, -parenting.OfficerMonths, 0)), mostLeave)
	for _, id := range dormant {
		if err := tx.resign(id); err != nil {
			return false, fmt.Errorf("end the rights of a dormant officer: %w", err)
		}
		tx.forget(id)
	}
	return len(dormant) == mostLeave, nil
}

// Lang is the language in which an account is spoken to: somebody who was forgotten in this batch still hears the end in his own.
func (tx *Tx) Lang(id parenting.AccountID) string {
	if lang, ok := tx.forgotten[id]; ok && tx.Account(id).ID == 0 {
		return lang
	}
	return tx.Account(id).Lang
}

// Forgot reports whether the batch has forgotten somebody, so that the file is to be wiped.
func (tx *Tx) Forgot() bool { return len(tx.forgotten) > 0 }
