package store

import (
	"time"

	"asuhbersama/parenting"
)

const groupColumns = "id, name, village, regency, province, salam, coalesce(chat, 0), version"

func readGroup(scan scanner) (g parenting.Group) {
	scan(&g.ID, &g.Name, &g.Village, &g.Regency, &g.Province, &g.Salam, &g.Chat, &g.Version)
	return g
}

func first[T any](all []T) (one T) {
	if len(all) > 0 {
		one = all[0]
	}
	return one
}

// Group gives a group, the zero value if there is none.
func (tx *Tx) Group(id parenting.GroupID) parenting.Group {
	return recall(tx, &tx.store.memo.groups, id, func() parenting.Group { return tx.groupOf(id) })
}

func (tx *Tx) groupOf(id parenting.GroupID) parenting.Group {
	return first(list(tx, readGroup, "SELECT "+groupColumns+" FROM groups WHERE id = ?", id))
}

// GroupOfChat gives the group that a Telegram chat is linked to.
func (tx *Tx) GroupOfChat(chat parenting.ChatID) parenting.Group {
	return first(list(tx, readGroup, "SELECT "+groupColumns+" FROM groups WHERE chat = ?", chat))
}

// Groups lists all groups by name.
func (tx *Tx) Groups() []parenting.Group {
	return list(tx, readGroup, "SELECT "+groupColumns+" FROM groups ORDER BY name, id")
}

// GroupsIn lists the groups in some regions, none of which lies in another, by place and name.
func (tx *Tx) GroupsIn(regions []parenting.Region) (all []parenting.Group) {
	for _, r := range regions {
		all = append(all, list(tx, readGroup, "SELECT "+groupColumns+" FROM groups, (SELECT ? AS place) x WHERE groups.place "+within+" ORDER BY groups.place, name, id", r.Key())...)
	}
	return all
}

// zone is the clock of a group.
func (tx *Tx) zone(g parenting.GroupID) *time.Location {
	return parenting.ProvinceZone(tx.Group(g).Province)
}

func (tx *Tx) found(by parenting.AccountID, a parenting.Found) error {
	g := a.Group
	if tx.exec(`INSERT INTO groups (id, name, village, regency, province, place, salam, chat, founded) VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?)
		ON CONFLICT DO NOTHING`, g.ID, g.Name, g.Village, g.Regency, g.Province, g.Region().Key(), g.Salam, g.Chat, unix(tx.now)) == 0 {
		return ErrStale
	}
	if !tx.addLink(parenting.Link{Token: a.Join, Kind: parenting.LinkJoin, Group: g.ID, By: by}) {
		return ErrStale
	}
	tx.grant(parenting.Grant{Account: by, Role: parenting.Facilitator, Group: g.ID, Name: a.Name, By: by})
	tx.record(by, parenting.Entry{Act: "found", Group: g.ID})
	return nil
}

func (tx *Tx) changeGroup(r parenting.Rights, a parenting.ChangeGroup) error {
	g, by := a.Group, r.Account
	before := tx.Group(g.ID)
	if g.Region().Plain() != before.Region().Plain() && !r.MayMove(before.Region(), g.Region()) {
		return ErrDenied
	}
	if tx.exec(`UPDATE groups SET name = ?, village = ?, regency = ?, province = ?, place = ?, salam = ?, version = version + 1
		WHERE id = ? AND version = ?`, g.Name, g.Village, g.Regency, g.Province, g.Region().Key(), g.Salam, g.ID, g.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "change group", Group: g.ID})
	tx.raise("group_id = ? AND kind <> 'code' AND subject IN (SELECT id FROM sessions WHERE group_id = ? UNION SELECT ?)", g.ID, g.ID, g.ID)
	tx.Raise(parenting.CardRegion, 0)
	if before.Province != g.Province { // another clock: the reminders stand at other times
		for _, s := range tx.coming(g.ID) {
			tx.refire(s, 0, "another zone")
		}
		tx.otherClock("group_id = +?", g.ID)
	}
	return nil
}

func (tx *Tx) renewJoin(by parenting.AccountID, a parenting.RenewJoin) error {
	tx.exec("UPDATE links SET revoked = 1 WHERE group_id = ? AND kind = 'join' AND revoked = 0", a.Group)
	if !tx.addLink(parenting.Link{Token: a.Join, Kind: parenting.LinkJoin, Group: a.Group, By: by}) {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "renew join", Group: a.Group})
	tx.Raise(parenting.CardGroup, int64(a.Group))
	return nil
}

func (tx *Tx) linkChat(by parenting.AccountID, a parenting.LinkChat) error {
	before := tx.Group(a.Group)
	if other := tx.GroupOfChat(a.Chat); before.ID == 0 || other.ID != 0 && other.ID != a.Group {
		return ErrStale
	}
	if before.Chat == a.Chat {
		return nil
	}
	if before.Chat != 0 {
		tx.unlink(a.Group, before.Chat)
	}
	if a.Chat != 0 {
		tx.exec("UPDATE groups SET chat = ? WHERE id = ?", a.Chat, a.Group)
		for _, s := range tx.coming(a.Group) {
			tx.AddFire(parenting.Fire{Due: tx.now, Kind: parenting.FireTally, Subject: int64(s.ID), Version: s.Version, Expires: s.Start})
		}
	}
	tx.record(by, parenting.Entry{Act: "link chat", Group: a.Group})
	tx.Raise(parenting.CardGroup, int64(a.Group))
	return nil
}

// unlink takes a chat from a group; its cards there are lost.
func (tx *Tx) unlink(g parenting.GroupID, chat parenting.ChatID) {
	tx.exec("UPDATE groups SET chat = NULL WHERE id = ? AND chat = ?", g, chat)
	tx.exec("DELETE FROM cards WHERE chat = ?", chat)
	tx.Raise(parenting.CardGroup, int64(g))
}
