package store

import (
	"strconv"

	"asuhbersama/parenting"
)

const (
	grantColumns = "account_id, role, group_id, province, regency, village, name, by_account"
	grantOrder   = " ORDER BY at, role, group_id, province, regency, village" // of an account
	personOrder  = " ORDER BY joined_ms, id"
)

func readGrant(scan scanner) (g parenting.Grant) {
	scan(&g.Account, &g.Role, &g.Group, &g.Region.Province, &g.Region.Regency, &g.Region.Village, &g.Name, &g.By)
	return g
}

// Rights gives everything that an account may do.
func (tx *Tx) Rights(id parenting.AccountID) parenting.Rights {
	return recall(tx, &tx.store.memo.rights, id, func() parenting.Rights { return tx.rightsOf(id) })
}

func (tx *Tx) rightsOf(id parenting.AccountID) parenting.Rights {
	return parenting.Rights{
		Account: id,
		Grants:  list(tx, readGrant, "SELECT "+grantColumns+" FROM grants WHERE account_id = +?"+grantOrder, id),
		People:  list(tx, readPerson, "SELECT "+personColumns+" FROM people WHERE account_id = +?"+personOrder, id),
	}
}

// Grants lists all rights that were given, by role and name.
func (tx *Tx) Grants() []parenting.Grant {
	return list(tx, readGrant, "SELECT "+grantColumns+" FROM grants ORDER BY role, name, account_id, group_id, province, regency, village")
}

// Coordinators lists the rights to coordinate, without a look at those of all facilitators.
func (tx *Tx) Coordinators() []parenting.Grant {
	return list(tx, readGrant, "SELECT "+grantColumns+" FROM grants WHERE role <> 'facilitator' AND role = 'coordinator' ORDER BY name, account_id, province, regency, village")
}

// Leaders lists the facilitators of a group, the first one first.
func (tx *Tx) Leaders(g parenting.GroupID) []parenting.Grant {
	return recall(tx, &tx.store.memo.leaders, g, func() []parenting.Grant { return tx.leadersOf(g) })
}

func (tx *Tx) leadersOf(g parenting.GroupID) []parenting.Grant {
	return list(tx, readGrant, "SELECT "+grantColumns+" FROM grants WHERE group_id = +? AND role = 'facilitator' ORDER BY at, account_id", g)
}

const linkColumns = "token, kind, group_id, family_id, province, regency, village, by_account, made, expires, used_by, revoked"

func readLink(scan scanner) (l parenting.Link) {
	scan(&l.Token, &l.Kind, &l.Group, &l.Family, &l.Region.Province, &l.Region.Regency, &l.Region.Village, &l.By,
		when{&l.Made}, when{&l.Expires}, &l.UsedBy, &l.Revoked)
	return l
}

// longestToken is what Telegram lets a start link carry.
const longestToken = 64

// Link gives the link of a token, the zero value if there is none.
func (tx *Tx) Link(token string) parenting.Link {
	if len(token) > longestToken { // somebody has typed it; it is not to be remembered
		return parenting.Link{}
	}
	return recall(tx, &tx.store.memo.links, token, func() parenting.Link { return tx.linkOf(token) })
}

func (tx *Tx) linkOf(token string) parenting.Link {
	return first(list(tx, readLink, "SELECT "+linkColumns+" FROM links WHERE token = ?", token))
}

// JoinLink gives the token of a group's current join link, "" if there is none.
func (tx *Tx) JoinLink(g parenting.GroupID) (token string) {
	tx.get("SELECT token FROM links WHERE group_id = ? AND kind = 'join' AND revoked = 0", []any{g}, &token)
	return token
}

// CarerLink gives the token of a family's own current link, "" if there is none.
func (tx *Tx) CarerLink(f parenting.FamilyID) (token string) {
	tx.get("SELECT token FROM links WHERE family_id = ? AND kind = 'carer' AND revoked = 0", []any{f}, &token)
	return token
}

// ClaimLink gives the token of the link by which the first coordinator takes his right, "" when there is one already.
func (tx *Tx) ClaimLink() (token string) {
	var taken bool
	tx.get("SELECT EXISTS (SELECT 1 FROM grants WHERE role = 'coordinator' AND province = '')", nil, &taken)
	if taken || tx.err != nil || tx.get("SELECT token FROM links WHERE kind = 'claim' AND used_by = 0 AND revoked = 0", nil, &token) {
		return token
	}
	token = parenting.DeriveToken(tx.Key(), "claim", strconv.FormatInt(tx.now.UnixNano(), 10))
	tx.addLink(parenting.Link{Token: token, Kind: parenting.LinkClaim})
	return token
}

// Coordinate makes accounts coordinators of the whole programme that the operator has named, and the open claim link useless.
func (tx *Tx) Coordinate(accounts ...parenting.AccountID) {
	for _, a := range accounts {
		if tx.Rights(a).Holds(parenting.Coordinator, parenting.Region{}) {
			continue // as at every start but the first
		}
		tx.grant(parenting.Grant{Account: a, Role: parenting.Coordinator})
		tx.record(0, parenting.Entry{Act: "coordinate", Subject: int64(a)})
		tx.exec("UPDATE links SET revoked = 1 WHERE kind = 'claim' AND used_by = 0 AND revoked = 0")
	}
}

// Officers lists the next accounts after one that hold rights, at most so many.
func (tx *Tx) Officers(after parenting.AccountID, most int) []parenting.AccountID {
	return ids[parenting.AccountID](tx, "SELECT DISTINCT account_id FROM grants WHERE account_id > ? ORDER BY account_id LIMIT +?", after, most)
}

// addLink reports whether the token was free.
func (tx *Tx) addLink(l parenting.Link) bool {
	if l.Made.IsZero() {
		l.Made = tx.now
	}
	return tx.exec(`INSERT INTO links (token, kind, group_id, family_id, province, regency, village, by_account, made, expires)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		l.Token, l.Kind, l.Group, l.Family, l.Region.Province, l.Region.Regency, l.Region.Village, l.By, unix(l.Made), unix(l.Expires)) > 0
}

func (tx *Tx) grant(g parenting.Grant) {
	tx.know(g.Account)
	tx.exec(`INSERT INTO grants (account_id, role, group_id, province, regency, village, place, name, by_account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET name = excluded.name`,
		g.Account, g.Role, g.Group, g.Region.Province, g.Region.Regency, g.Region.Village, g.Region.Key(), g.Name, g.By, unix(tx.now))
	tx.changed(g.Account)
	tx.Raise(parenting.CardRegion, 0)
}

// changed notes that the menu of an account must be renewed.
func (tx *Tx) changed(a parenting.AccountID) { tx.rights = append(tx.rights, a) }

// roleOf is the right that a kind of one-time link offers.
func roleOf(k parenting.LinkKind) parenting.Role {
	switch k {
	case parenting.LinkClaim, parenting.LinkCoordinate:
		return parenting.Coordinator
	case parenting.LinkFacilitate:
		return parenting.Founder
	case parenting.LinkAssist:
		return parenting.Facilitator
	}
	return ""
}

// claim spends the link in the statement that checks it. Whoever spent it before gets no error and nothing more: his right may have
// been withdrawn since.
func (tx *Tx) claim(a parenting.Claim) error {
	l := tx.Link(a.Token)
	offer := parenting.Grant{Account: a.Account, Role: roleOf(l.Kind), Group: l.Group, Region: l.Region, Name: a.Name, By: l.By}
	if l.Group != 0 {
		offer.Region = parenting.Region{} // the group says where
	}
	if offer.Role == "" || offer.Role != a.Role || offer.Group != a.Group || offer.Region != a.Region {
		return ErrStale
	}
	if tx.exec(`UPDATE links SET used_by = ?, used_at = ? WHERE token = ? AND kind = ? AND used_by = 0 AND revoked = 0
		AND (expires = 0 OR expires > ?)`, a.Account, unix(tx.now), a.Token, l.Kind, unix(tx.now)) == 0 {
		if l.UsedBy == a.Account {
			return nil
		}
		return ErrStale
	}
	tx.grant(offer)
	tx.record(a.Account, parenting.Entry{Act: "claim", Group: a.Group, Subject: int64(a.Account), Detail: string(a.Role)})
	if l.By != 0 {
		tx.notify(l.By, parenting.FireAssist, int64(a.Account), a.Group)
	}
	if a.Role == parenting.Coordinator {
		tx.askNewcomer(a.Account)
	}
	if a.Group != 0 {
		tx.Raise(parenting.CardGroup, int64(a.Group))
		tx.remindAgain(a.Account)
	}
	return nil
}

func (tx *Tx) invite(a parenting.Invite) error {
	l := a.Link
	if l.Kind == parenting.LinkAssist && !tx.lies(l.Group, l.Region) {
		return ErrStale
	}
	if l.Kind == parenting.LinkCarer {
		tx.exec("UPDATE links SET revoked = 1 WHERE family_id = ? AND kind = 'carer' AND revoked = 0", l.Family)
	}
	if l.Token == "" || !tx.addLink(l) {
		return ErrStale
	}
	tx.record(l.By, parenting.Entry{Act: "invite", Group: l.Group, Family: l.Family, Detail: string(l.Kind)})
	return nil
}

// lies reports whether a group is where an act says, upon which may depend whether somebody may do it.
func (tx *Tx) lies(g parenting.GroupID, in parenting.Region) bool {
	group := tx.Group(g)
	return group.ID != 0 && group.Region() == in
}

func (tx *Tx) withdraw(by parenting.AccountID, a parenting.Withdraw) error {
	of := a.Region
	if a.Group != 0 {
		if !tx.lies(a.Group, a.Region) {
			return ErrStale
		}
		of = parenting.Region{} // the group says where
	}
	if err := tx.takeBack(parenting.Grant{Account: a.Account, Role: a.Role, Group: a.Group, Region: of}); err != nil {
		return err
	}
	tx.record(by, parenting.Entry{Act: "withdraw", Group: a.Group, Subject: int64(a.Account), Detail: string(a.Role)})
	tx.notify(a.Account, parenting.Withdrawn(a.Role), int64(a.Group), a.Group)
	return nil
}

// takeBack ends a right, with all that it was used for.
func (tx *Tx) takeBack(g parenting.Grant) error {
	if tx.exec("DELETE FROM grants WHERE account_id = ? AND role = ? AND group_id = ? AND province = ? AND regency = ? AND village = ?",
		g.Account, g.Role, g.Group, g.Region.Province, g.Region.Regency, g.Region.Village) == 0 {
		return ErrStale
	}
	// What the right was used to offer is no longer on offer.
	left := tx.Rights(g.Account)
	for _, l := range list(tx, readLink, "SELECT "+linkColumns+` FROM links WHERE by_account = ? AND used_by = 0 AND revoked = 0
		AND kind IN ('coordinate', 'facilitate', 'assist')`, g.Account) {
		if !parenting.May(left, parenting.Invite{Link: l}) {
			tx.exec("UPDATE links SET revoked = 1 WHERE token = ?", l.Token)
		}
	}
	if g.Role == parenting.Coordinator {
		if err := tx.disown(g.Account); err != nil {
			return err
		}
	}
	tx.changed(g.Account)
	tx.disownRequests(g.Account)
	tx.missRequests([]parenting.GroupID{g.Group})
	if g.Group != 0 {
		// His cards of the group show names: they are rendered anew, and then he may no longer see them.
		tx.raise("chat = ? AND subject IN (SELECT id FROM sessions WHERE group_id = ? UNION SELECT ?)", g.Account, g.Group, g.Group)
		tx.Raise(parenting.CardGroup, int64(g.Group))
		tx.dropFires("reader = ? AND subject IN (SELECT id FROM sessions WHERE group_id = ?) AND kind IN ('eve', 'open', 'report')", "withdrawn",
			g.Account, g.Group)
		tx.unname(g.Account, g.Group)
		tx.remindAgain(g.Account) // as a carer, if he is one
	}
	tx.Raise(parenting.CardRegion, 0)
	tx.raise("chat = ? AND kind = 'log'", g.Account)
	return nil
}
