package store

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"asuhbersama/parenting"
)

// Programme gives what is said of the programme.
func (tx *Tx) Programme() parenting.Programme {
	return recall(tx, &tx.store.memo.said, struct{}{}, tx.readProgramme)
}

func (tx *Tx) readProgramme() (p parenting.Programme) {
	tx.get("SELECT office, contact, months, version, EXISTS (SELECT 1 FROM families) FROM programme", nil,
		&p.Office, &p.Contact, &p.Months, &p.Version, &p.Bound)
	p.Held = tx.Held()
	return p
}

// Held is since when nothing goes out of the bot's own accord, zero if it does.
func (tx *Tx) Held() time.Time {
	since, _ := strconv.ParseInt(tx.Meta("held"), 10, 64) // nobody has ever held it: 0
	return moment(since)
}

func (tx *Tx) hold(by parenting.AccountID, a parenting.Hold) error {
	if a.On != tx.Held().IsZero() {
		return ErrStale
	}
	detail, since := "off", int64(0)
	if a.On {
		detail, since = "on", unix(tx.now)
	}
	tx.SetMeta("held", strconv.FormatInt(since, 10))
	tx.record(by, parenting.Entry{Act: "hold", Detail: detail})
	for _, b := range tx.Unfinished() {
		tx.Raise(parenting.CardBroadcast, int64(b.ID))
	}
	return nil
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
