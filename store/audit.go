package store

import "asuhbersama/parenting"

// record adds a line to the audit log.
func (tx *Tx) record(by parenting.AccountID, e parenting.Entry) {
	tx.exec("INSERT INTO audit (at, account_id, act, group_id, subject, family_id, detail, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		unix(tx.now), by, e.Act, e.Group, e.Subject, e.Family, e.Detail, e.Why)
}

// Log lists what was recorded of some groups, the newest first: n lines after the first few. The group 0 is what concerns none. A coordinator,
// 0 for none, reads of announcements too that are his, or for his regions only.
func (tx *Tx) Log(of []parenting.GroupID, coordinator parenting.AccountID, skip, n int) []parenting.Entry {
	places := []string{}
	for _, r := range tx.Rights(coordinator).Regions(parenting.Coordinator) {
		places = append(places, r.Key())
	}
	read := func(scan scanner) (e parenting.Entry) {
		scan(when{&e.At}, &e.By, &e.Act, &e.Group, &e.Subject, &e.Family, &e.Detail, &e.Why)
		return e
	}
	return list(tx, read, `SELECT at, account_id, act, group_id, subject, family_id, detail, why FROM audit
		WHERE group_id IN (SELECT value FROM json_each(?1)) OR group_id = 0 AND subject IN (SELECT id FROM broadcasts b WHERE by_account = ?2 AND ?2 <> 0
			OR EXISTS (SELECT 1 FROM areas WHERE broadcast_id = b.id) AND NOT EXISTS (SELECT 1 FROM areas x WHERE x.broadcast_id = b.id
				AND NOT EXISTS (SELECT 1 FROM json_each(?3) r WHERE substr(x.place, 1, length(r.value)) = r.value)))
		ORDER BY id DESC LIMIT ?4 OFFSET ?5`, jsonOf(of), coordinator, jsonOf(places), n, skip)
}

func (tx *Tx) export(by parenting.AccountID, a parenting.Export) error {
	if a.Session != 0 && tx.Session(a.Session).Group != a.Group {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "export", Group: a.Group, Subject: int64(a.Session), Detail: a.What})
	return nil
}
