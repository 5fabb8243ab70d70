package store

import (
	"encoding/json"
	"strings"

	"asuhbersama/parenting"
)

// verdict is SQL that says what keeps a broadcast, ?1, from an account a: "" if nothing does. It is asked when recipients are counted,
// when they are written down, and once more before each is sent to: this is where regions narrow an audience.
func verdict(to parenting.Audience) string {
	var is []string
	if to.For(parenting.ToFamilies) {
		is = append(is, `EXISTS (SELECT 1 FROM people p JOIN groups g ON g.id = p.group_id WHERE p.account_id = a.id AND p.consent > 0 AND `+
			inAreas(to, "g.id", "g.place")+`)`)
	}
	if to.For(parenting.ToFacilitators) {
		is = append(is, `EXISTS (SELECT 1 FROM grants r LEFT JOIN groups g ON g.id = r.group_id WHERE r.account_id = a.id
			AND r.role IN ('facilitator', 'founder') AND `+inAreas(to, "r.group_id", "coalesce(g.place, r.place)")+`)`)
	}
	if to.For(parenting.ToCoordinators) {
		is = append(is, `EXISTS (SELECT 1 FROM grants r WHERE r.account_id = a.id AND r.role = 'coordinator' AND `+inAreas(to, "0", "r.place")+`)`)
	}
	if is == nil {
		is = []string{"false"}
	}
	return `CASE WHEN NOT (` + strings.Join(is, " OR ") + `) THEN 'left'
		WHEN NOT a.reachable THEN 'unreachable' WHEN a.stopped THEN 'stopped' ELSE '' END`
}

// Reach counts whom a broadcast is for.
func (tx *Tx) Reach(id parenting.BroadcastID) (r parenting.Reach) {
	to := tx.broadcast(id).Audience
	tx.each("SELECT "+verdict(to)+" AS verdict, count(*) FROM accounts a WHERE ?1 = ?1 GROUP BY verdict", []any{id}, func(scan scanner) {
		var why string
		var n int
		scan(&why, &n)
		switch why {
		case "":
			r.Will = n
		case "stopped":
			r.Stopped = n
		case "unreachable":
			r.Unreachable = n
		}
	})
	if to.For(parenting.ToFamilies) {
		tx.get(`SELECT count(*) FROM families f JOIN groups g ON g.id = f.group_id WHERE ?1 = ?1 AND `+inAreas(to, "g.id", "g.place")+`
			AND NOT EXISTS (SELECT 1 FROM people p WHERE p.group_id = f.group_id AND p.family_id = f.id AND p.account_id IS NOT NULL)`,
			[]any{id}, &r.Without)
	}
	return r
}

// inAreas is SQL that says whether a group, or a right for a place, lies in the areas of a broadcast, ?1.
func inAreas(to parenting.Audience, group, place string) string {
	if to.Everywhere() {
		return "true"
	}
	return "EXISTS (SELECT 1 FROM areas x WHERE x.broadcast_id = ?1 AND " +
		"iif(x.group_id = 0, substr(" + place + ", 1, length(x.place)) = x.place, x.group_id = " + group + "))"
}

func (tx *Tx) aim(by parenting.AccountID, a parenting.Aim) error {
	for _, area := range a.Audience.Areas {
		if area.Group != 0 && !tx.lies(area.Group, area.Region) {
			return ErrStale
		}
	}
	to, err := json.Marshal(a.Audience)
	if err != nil {
		return err
	}
	if tx.exec("UPDATE broadcasts SET audience = ?, version = version + 1 WHERE id = ? AND by_account = ? AND state = 'draft' AND version = ?",
		string(to), a.Broadcast, by, a.Version) == 0 {
		return ErrStale
	}
	tx.exec("DELETE FROM areas WHERE broadcast_id = ?", a.Broadcast)
	for _, area := range a.Audience.Areas {
		tx.exec("INSERT OR IGNORE INTO areas (broadcast_id, place, group_id) VALUES (?, ?, ?)", a.Broadcast, area.Region.Key(), area.Group)
	}
	return nil
}
