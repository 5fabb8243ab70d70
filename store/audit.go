package store

import (
	"encoding/json"

	"asuhbersama/parenting"
)

// record adds a line to the audit log.
func (tx *Tx) record(by parenting.AccountID, e parenting.Entry) {
	tx.exec("INSERT INTO audit (at, account_id, act, group_id, subject, family_id, detail, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		unix(tx.now), by, e.Act, e.Group, e.Subject, e.Family, e.Detail, e.Why)
}

// Log lists what was recorded of some groups, the newest first: n lines after the first few. The group 0 is what concerns none.
func (tx *Tx) Log(of []parenting.GroupID, skip, n int) []parenting.Entry {
	groups, err := json.Marshal(of)
	if err != nil {
		panic(err) // numbers only
	}
	read := func(scan scanner) (e parenting.Entry) {
		scan(when{&e.At}, &e.By, &e.Act, &e.Group, &e.Subject, &e.Family, &e.Detail, &e.Why)
		return e
	}
	return list(tx, read, `SELECT at, account_id, act, group_id, subject, family_id, detail, why FROM audit
		WHERE group_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ? OFFSET ?`, string(groups), n, skip)
}

func (tx *Tx) export(by parenting.AccountID, a parenting.Export) error {
	if a.Session != 0 && tx.Session(a.Session).Group != a.Group {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "export", Group: a.Group, Subject: int64(a.Session), Detail: a.What})
	return nil
}
