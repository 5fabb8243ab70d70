package store

import (
	"fmt"
	"slices"

	"asuhbersama/parenting"
)

// Programme gives what is said of the programme.
func (tx *Tx) Programme() (p parenting.Programme) {
	tx.get("SELECT office, contact, months, version, EXISTS (SELECT 1 FROM families) FROM programme", nil,
		&p.Office, &p.Contact, &p.Months, &p.Version, &p.Bound)
	return p
}

func (tx *Tx) setProgramme(by parenting.AccountID, a parenting.SetProgramme) error {
	p, was := a.Programme, tx.Programme()
	if p.Months != was.Months && !slices.Contains(was.OtherMonths(), p.Months) {
		return ErrStale // offered before a family joined
	}
	if tx.exec("UPDATE programme SET office = ?, contact = ?, months = ?, version = version + 1 WHERE version = ?",
		p.Office, p.Contact, p.Months, p.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "set programme", Subject: int64(p.Version + 1), Detail: fmt.Sprintf("%d months", p.Months)})
	tx.Raise(parenting.CardRegion, 0)
	return nil
}
