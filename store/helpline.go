package store

import (
	"slices"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// SetHelplines says which helplines are shipped. It is called before the first batch.
func (s *Store) SetHelplines(shipped []parenting.Helpline) { s.helplines = shipped }

// Helplines gives the shipped helplines with what coordinators have found out since they were shipped.
func (tx *Tx) Helplines() []parenting.Helpline {
	all := slices.Clone(tx.store.helplines)
	tx.each("SELECT id, number, dead, by_account, checked FROM helplines", nil, func(scan scanner) {
		var id, number string
		var dead bool
		var by parenting.AccountID
		var checked time.Time
		scan(&id, &number, &dead, &by, when{&checked})
		i := slices.IndexFunc(all, func(h parenting.Helpline) bool { return h.ID == id })
		if i >= 0 && checked.After(all[i].Checked) {
			all[i].Number, all[i].Dead, all[i].By, all[i].Checked = number, dead, by, checked
		}
	})
	return all
}

func (tx *Tx) checkHelpline(by parenting.AccountID, a parenting.CheckHelpline) error {
	all := tx.Helplines()
	i := slices.IndexFunc(all, func(h parenting.Helpline) bool { return h.ID == a.ID })
	if i < 0 {
		return ErrStale // of another version of this program
	}
	number := a.Number
	if a.Dead {
		number = ""
	}
	tx.exec(`INSERT INTO helplines (id, number, dead, by_account, checked) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
		SET number = excluded.number, dead = excluded.dead, by_account = excluded.by_account, checked = excluded.checked`,
		a.ID, a.Number, a.Dead, by, unix(tx.now))
	tx.record(by, parenting.Entry{Act: "check helpline", Detail: strings.Join([]string{a.ID, all[i].Number, number}, " > ")})
	tx.Raise(parenting.CardRegion, 0)
	return nil
}

// Contacts gives whom to call near a group.
func (tx *Tx) Contacts(g parenting.GroupID) map[parenting.ContactKind]string {
	contacts := map[parenting.ContactKind]string{}
	tx.each("SELECT kind, text FROM contacts WHERE group_id = ?", []any{g}, func(scan scanner) {
		var kind parenting.ContactKind
		var text string
		scan(&kind, &text)
		contacts[kind] = text
	})
	return contacts
}

func (tx *Tx) setContact(by parenting.AccountID, a parenting.SetContact) error {
	if a.Text == "" {
		tx.exec("DELETE FROM contacts WHERE group_id = ? AND kind = ?", a.Group, a.Kind)
	} else {
		tx.exec(`INSERT INTO contacts (group_id, kind, text, by_account, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (group_id, kind) DO UPDATE
			SET text = excluded.text, by_account = excluded.by_account, at = excluded.at`, a.Group, a.Kind, a.Text, by, unix(tx.now))
	}
	tx.record(by, parenting.Entry{Act: "set contact", Group: a.Group, Detail: string(a.Kind)})
	return nil
}
