package store

import "asuhbersama/parenting"

// entry is a line of the audit log: ids and codes. Families' everyday answers are not in it: their rows say who gave them and when.
type entry struct {
	act     string
	group   parenting.GroupID
	subject int64
	family  parenting.FamilyID
	detail  string
	why     string // the reason of a correction, the only free text
}

// record adds a line to the audit log; by 0 is the clock, or the operator.
func (tx *Tx) record(by parenting.AccountID, e entry) {
	tx.exec("INSERT INTO audit (at, account_id, act, group_id, subject, family_id, detail, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		unix(tx.now), by, e.act, e.group, e.subject, e.family, e.detail, e.why)
}
