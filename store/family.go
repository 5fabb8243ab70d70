package store

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

const (
	familyColumns = "id, group_id, hamlet, away, away_in, cares, bands, asked, version, joined_ms / 1000"
	personColumns = "id, family_id, group_id, coalesce(account_id, 0), form, name, abroad, consent, agreed, paper, joined_ms / 1000"
)

func readFamily(scan scanner) (f parenting.Family) {
	var bands string
	scan(&f.ID, &f.Group, &f.Hamlet, &f.Away, &f.Where, &f.Cares, &bands, &f.Asked, &f.Version, when{&f.Joined})
	for b := range strings.SplitSeq(bands, ",") {
		if b != "" {
			f.Bands = append(f.Bands, parenting.Band(b))
		}
	}
	return f
}

func writeBands(bands []parenting.Band) string {
	words := make([]string, len(bands))
	for i, b := range bands {
		words[i] = string(b)
	}
	return strings.Join(words, ",")
}

func readPerson(scan scanner) (p parenting.Person) {
	scan(&p.ID, &p.Family, &p.Group, &p.Account, &p.Form, &p.Name, &p.Abroad, &p.Consent, when{&p.Agreed}, &p.Paper, when{&p.Joined})
	return p
}

// Family gives a family, the zero value if there is none.
func (tx *Tx) Family(id parenting.FamilyID) parenting.Family {
	return first(list(tx, readFamily, "SELECT "+familyColumns+" FROM families WHERE id = ?", id))
}

// Families lists the families of a group in the order they joined.
func (tx *Tx) Families(g parenting.GroupID) []parenting.Family {
	return list(tx, readFamily, "SELECT "+familyColumns+" FROM families WHERE group_id = +? ORDER BY joined_ms, id", g)
}

// Person gives a person, the zero value if there is none.
func (tx *Tx) Person(id parenting.PersonID) parenting.Person {
	return first(list(tx, readPerson, "SELECT "+personColumns+" FROM people WHERE id = ?", id))
}

// People lists the people of a family in the order they joined.
func (tx *Tx) People(f parenting.FamilyID) []parenting.Person {
	return list(tx, readPerson, "SELECT "+personColumns+` FROM people
		WHERE group_id = (SELECT group_id FROM families WHERE id = ?1) AND family_id = +?1 ORDER BY joined_ms, id`, f)
}

// Roster lists everybody of a group: by family in the order they joined, then by name.
func (tx *Tx) Roster(g parenting.GroupID) []parenting.Person {
	return list(tx, readPerson, `SELECT p.id, p.family_id, p.group_id, coalesce(p.account_id, 0), p.form, p.name, p.abroad, p.consent, p.agreed, p.paper, p.joined_ms / 1000
		FROM families f JOIN people p ON p.group_id = f.group_id AND p.family_id = f.id
		WHERE f.group_id = +? ORDER BY f.joined_ms, f.id, p.name, p.id`, g)
}

// addFamily and addPerson report whether the ids were free. after keeps the order of things that come at the same moment.
func (tx *Tx) addFamily(f parenting.Family, after int) bool {
	return tx.exec(`INSERT INTO families (group_id, id, hamlet, away, away_in, cares, bands, asked, joined_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, f.Group, f.ID, f.Hamlet, f.Away, f.Where, f.Cares, writeBands(f.Bands), f.Asked, tx.now.UnixMilli()+int64(after)) > 0
}

func (tx *Tx) addPerson(p parenting.Person, after int) bool {
	if p.Account != 0 {
		tx.know(p.Account)
		tx.changed(p.Account)
	}
	if p.Consent != 0 && p.Agreed.IsZero() {
		p.Agreed = tx.now
	}
	added := 0
	only(tx, &tx.store.memo.rights, p.Account, func() {
		added = tx.exec(`INSERT INTO people (group_id, family_id, id, account_id, form, name, abroad, consent, agreed, paper, joined_ms)
			VALUES (?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			p.Group, p.Family, p.ID, p.Account, p.Form, p.Name, p.Abroad, p.Consent, unix(p.Agreed), p.Paper, tx.now.UnixMilli()+int64(after))
	})
	return added > 0
}

func (tx *Tx) enrol(a parenting.Enrol) error {
	f, p := a.Family, a.Person
	if p.Consent == 0 {
		return ErrDenied // nobody is kept who did not agree
	}
	if a.Token == "" || tx.JoinLink(f.Group) != a.Token || p.Family != f.ID {
		return ErrStale
	}
	p.Group = f.Group
	if !tx.addFamily(f, 0) || !tx.addPerson(p, 0) {
		return ErrStale
	}
	tx.record(p.Account, parenting.Entry{Act: "enrol", Group: f.Group, Subject: int64(p.ID), Family: f.ID, Detail: consent(p.Consent, p.Paper)})
	tx.arrived(p)
	return nil
}

// arrived follows on somebody's joining: the facilitators are asked whether the person stands in the roster without Telegram already,
// and what is due of coming sessions is due for the newcomer too.
func (tx *Tx) arrived(p parenting.Person) {
	var perhapsKnown bool
	tx.get("SELECT EXISTS (SELECT 1 FROM people WHERE group_id = ? AND id <> ? AND account_id IS NULL)", []any{p.Group, p.ID}, &perhapsKnown)
	if perhapsKnown {
		tx.tellLeaders(p.Group, parenting.FireMerge, int64(p.Family))
	}
	tx.raiseRoster(p.Group)
	tx.raiseInvitations(p.Account, p.Group) // what it was told already speaks of the newcomer too
	tx.beginLessons(p.Account)
	tx.remindAgain(p.Account)
}

func (tx *Tx) joinFamily(a parenting.JoinFamily) error {
	p, f := a.Person, tx.Family(a.Person.Family)
	if p.Consent == 0 {
		return ErrDenied
	}
	if a.Token == "" || f.ID == 0 || tx.CarerLink(f.ID) != a.Token {
		return ErrStale
	}
	p.Group = f.Group
	if !tx.addPerson(p, 0) {
		return ErrStale
	}
	if p.Abroad && a.Where != "" && f.Where == "" {
		if f.Away == "" || f.Away == parenting.AwayNobody {
			f.Away = parenting.AwayAs(p.Form)
		}
		tx.exec("UPDATE families SET away = ?, away_in = ?, version = version + 1 WHERE group_id = ? AND id = ?", f.Away, a.Where, f.Group, f.ID)
	}
	tx.record(p.Account, parenting.Entry{Act: "join family", Group: f.Group, Subject: int64(p.ID), Family: f.ID, Detail: consent(p.Consent, p.Paper)})
	told := map[parenting.AccountID]bool{0: true, p.Account: true}
	for _, other := range tx.People(f.ID) {
		if !told[other.Account] {
			told[other.Account] = true
			tx.notify(other.Account, parenting.FireJoined, int64(p.ID), f.Group)
		}
	}
	tx.arrived(p)
	return nil
}

// consent writes a consent for the audit log.
func consent(version int, paper bool) string {
	if paper {
		return fmt.Sprintf("consent %d on paper", version)
	}
	return fmt.Sprintf("consent %d", version)
}

func (tx *Tx) addFamilies(by parenting.AccountID, a parenting.AddFamilies) error {
	if len(a.Families) != len(a.People) {
		return fmt.Errorf("%d families come with %d people", len(a.Families), len(a.People))
	}
	for i, f := range a.Families {
		p := a.People[i]
		if p.Family != f.ID || p.Account != 0 {
			return ErrStale
		}
		f.Group, p.Group, p.Consent, p.Paper = a.Group, a.Group, 0, false
		if !tx.addFamily(f, i) || !tx.addPerson(p, i) {
			return ErrStale
		}
	}
	tx.record(by, parenting.Entry{Act: "add families", Group: a.Group, Detail: fmt.Sprint(len(a.Families))})
	tx.raiseRoster(a.Group)
	return nil
}

func (tx *Tx) describe(by parenting.AccountID, a parenting.Describe) error {
	f := a.Family
	if tx.exec(`UPDATE families SET hamlet = ?, away = ?, away_in = ?, cares = ?, bands = ?, asked = ?, version = version + 1
		WHERE group_id = ? AND id = ? AND version = ?`,
		f.Hamlet, f.Away, f.Where, f.Cares, writeBands(f.Bands), f.Asked, f.Group, f.ID, f.Version) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "describe", Group: f.Group, Family: f.ID})
	if f.Away == parenting.AwayNobody {
		tx.comeHome(f)
	}
	tx.otherClock("group_id = +? AND family_id = +?", f.Group, f.ID)
	tx.raiseRoster(f.Group)
	return nil
}

// comeHome lets those of a family who were abroad be at home: they are told of meetings again.
func (tx *Tx) comeHome(f parenting.Family) {
	for _, p := range tx.People(f.ID) {
		if !p.Abroad {
			continue
		}
		tx.exec("UPDATE people SET abroad = 0 WHERE id = ?", p.ID)
		if p.Account != 0 {
			tx.raiseInvitations(p.Account, f.Group)
			tx.remindAgain(p.Account)
		}
	}
}

func (tx *Tx) address(by parenting.AccountID, a parenting.Address) error {
	if tx.exec("UPDATE people SET form = ?, name = ? WHERE group_id = ? AND family_id = ? AND id = ?",
		a.Form, a.Name, a.Group, a.Family, a.Person) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "address", Group: a.Group, Subject: int64(a.Person), Family: a.Family})
	tx.raiseRoster(a.Group)
	return nil
}

func (tx *Tx) agree(by parenting.AccountID, a parenting.Agree) error {
	if tx.exec("UPDATE people SET consent = ?, agreed = ?, paper = ? WHERE group_id = ? AND family_id = ? AND id = ?",
		a.Version, unix(tx.now), a.Paper, a.Group, a.Family, a.Person) == 0 {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "agree", Group: a.Group, Subject: int64(a.Person), Family: a.Family, Detail: consent(a.Version, a.Paper)})
	tx.raiseRoster(a.Group)
	if p := tx.Person(a.Person); p.Account != 0 && !p.Outdated() { // whoever agreed to the text before the lessons gets them from now on
		tx.beginLessons(p.Account)
		tx.fireLesson(p.Account, "renewed")
	}
	return nil
}

// merge makes one family of two entries of the roster.
func (tx *Tx) merge(by parenting.AccountID, a parenting.Merge) error {
	keep, drop := tx.Family(a.Keep), tx.Family(a.Drop)
	if keep.ID == 0 || drop.ID == 0 || keep.ID == drop.ID || keep.Group != a.Group || drop.Group != a.Group {
		return ErrStale
	}
	tx.mergeRequests(keep.ID, drop.ID)
	if a.SamePerson {
		tx.mergePerson(keep, drop)
	}
	tx.exec("UPDATE people SET family_id = ? WHERE group_id = ? AND family_id = ?", keep.ID, a.Group, drop.ID)
	for _, table := range []string{"rsvps", "attendance"} {
		tx.exec("UPDATE OR IGNORE "+table+" SET family_id = ? WHERE family_id = ? AND session_id IN (SELECT id FROM sessions WHERE group_id = ?)",
			keep.ID, drop.ID, a.Group)
	}
	tx.exec("UPDATE links SET revoked = 1 WHERE family_id = ? AND EXISTS (SELECT 1 FROM links WHERE family_id = ? AND revoked = 0)", drop.ID, keep.ID)
	tx.exec("UPDATE links SET family_id = ? WHERE family_id = ?", keep.ID, drop.ID)
	if len(keep.Bands) == 0 {
		keep.Bands = drop.Bands
	}
	tx.exec("UPDATE families SET hamlet = ?, away = ?, away_in = ?, cares = ?, bands = ?, asked = ?, version = version + 1 WHERE id = ?",
		cmp.Or(keep.Hamlet, drop.Hamlet), cmp.Or(keep.Away, drop.Away), cmp.Or(keep.Where, drop.Where), cmp.Or(keep.Cares, drop.Cares),
		writeBands(keep.Bands), keep.Asked || drop.Asked, keep.ID)
	tx.removeFamily(drop, "merged")
	tx.record(by, parenting.Entry{Act: "merge", Group: a.Group, Subject: int64(drop.ID), Family: keep.ID})
	tx.raiseRoster(a.Group)
	for _, p := range tx.People(keep.ID) {
		if p.Account != 0 {
			tx.changed(p.Account)
			tx.remindAgain(p.Account)
		}
	}
	return nil
}

// mergePerson lets the first person of keep without Telegram be the one who joined with drop: the name stays as the facilitator
// wrote it, account, form and consent are those of who joined.
func (tx *Tx) mergePerson(keep, drop parenting.Family) {
	var known, joined parenting.Person
	for _, p := range tx.People(keep.ID) {
		if p.Account == 0 && known.ID == 0 {
			known = p
		}
	}
	for _, p := range tx.People(drop.ID) {
		if p.Account != 0 && joined.ID == 0 {
			joined = p
		}
	}
	if known.ID == 0 || joined.ID == 0 {
		return
	}
	tx.exec("DELETE FROM people WHERE id = ?", joined.ID)
	tx.exec("UPDATE people SET account_id = ?, form = ?, abroad = ?, consent = ?, agreed = ?, paper = ? WHERE id = ?",
		joined.Account, cmp.Or(joined.Form, known.Form), joined.Abroad, joined.Consent, unix(joined.Agreed), joined.Paper, known.ID)
	tx.exec("UPDATE attendance SET who = ? WHERE family_id = ? AND who = ? AND session_id IN (SELECT id FROM sessions WHERE group_id = ?)",
		known.ID, drop.ID, joined.ID, drop.Group)
}

// leave takes a person out of a family, and the family with its last one.
func (tx *Tx) leave(by parenting.AccountID, a parenting.Leave) error {
	p := tx.Person(a.Person)
	if p.ID == 0 || p.Family != a.Family || p.Group != a.Group {
		return ErrStale
	}
	tx.exec("DELETE FROM people WHERE id = ?", p.ID)
	tx.exec("UPDATE attendance SET who = 0 WHERE family_id = ? AND who = ? AND session_id IN (SELECT id FROM sessions WHERE group_id = ?)",
		p.Family, p.ID, p.Group)
	how := "" // by their own will
	if by != p.Account {
		how = "removed"
	}
	tx.record(by, parenting.Entry{Act: "leave", Group: p.Group, Family: p.Family, Detail: how})
	tx.exec("UPDATE audit SET subject = 0 WHERE family_id = ? AND subject = ?", p.Family, p.ID)
	tx.exec("UPDATE audit SET why = '' WHERE family_id = ?", p.Family) // the reason of a correction may name who leaves
	tx.aboutNothing(int64(p.ID))
	if len(tx.People(p.Family)) == 0 {
		tx.removeFamily(tx.Family(p.Family), "left")
		if by == p.Account && by != 0 {
			tx.dropFires("kind = ? AND subject = ?", "renewed", parenting.FireLeft, p.Group) // one message for who leave together
			tx.tellLeaders(p.Group, parenting.FireLeft, int64(p.Group))
		}
	}
	tx.raiseRoster(p.Group)
	if p.Account != 0 {
		tx.changed(p.Account)
		tx.leaveRequests(p.Account, p.Family)
		tx.leftBehind(p)
		tx.unname(p.Account, p.Group)
		tx.remindAgain(p.Account)
		tx.forget(p.Account)
	}
	return nil
}

// leftBehind makes right what an account has of a group that one of its people has left: its invitations speak only of who is left.
// Where nobody is, nothing more is due to it.
func (tx *Tx) leftBehind(p parenting.Person) {
	r := tx.Rights(p.Account)
	switch {
	case len(flows.FamiliesIn(r, p.Group)) > 0:
		tx.raiseInvitations(p.Account, p.Group)
		return
	case !r.Leads(p.Group):
		tx.dropFires("reader = ? AND subject IN (SELECT id FROM sessions WHERE group_id = ?)", "left", p.Account, p.Group)
	}
	// Who comes back is told anew of what is to come; a leader's own notices of it stay.
	tx.exec("DELETE FROM fires WHERE reader = ? AND kind = 'invite' AND subject IN (SELECT id FROM sessions WHERE group_id = ?)", p.Account, p.Group)
}

// removeFamily removes a family without people. Who came, and who did not, is still counted, under numbers that lead back to nobody.
func (tx *Tx) removeFamily(f parenting.Family, why string) {
	const sessions = " AND session_id IN (SELECT id FROM sessions WHERE group_id = ?)"
	if why != "merged" { // that it did not come to what is over was only to be seen by its standing in the roster
		tx.exec(`INSERT INTO attendance (session_id, family_id, presence, how, by_account, at)
			SELECT s.id, f.id, CASE WHEN r.answer IS NOT 'notcoming' OR r.at < s.announced THEN 'missing' WHEN r.reason = 'sick' THEN 'sick' ELSE 'excused' END, '', 0,
				s.start + s.duration
			FROM families f JOIN sessions s ON s.group_id = f.group_id LEFT JOIN rsvps r ON r.session_id = s.id AND r.family_id = f.id
			WHERE f.group_id = ? AND f.id = ? AND s.state = 'closed' AND f.joined_ms <= (s.start + s.duration + ?) * 1000
			ON CONFLICT DO NOTHING`, f.Group, f.ID, int64(parenting.CheckInAfter/time.Second))
	}
	tx.exec("DELETE FROM rsvps WHERE family_id = ?"+sessions, f.ID, f.Group)
	if why == "merged" { // what is left is what the other entry has as well
		tx.exec("DELETE FROM attendance WHERE family_id = ?"+sessions, f.ID, f.Group)
	}
	tx.exec(`UPDATE attendance SET who = 0, by_account = ?, family_id =
		(SELECT min(0, min(o.family_id)) - 1 FROM attendance o WHERE o.session_id = attendance.session_id)
		WHERE family_id = ?`+sessions, parenting.Nobody, f.ID, f.Group)
	tx.exec("DELETE FROM links WHERE family_id = ?", f.ID)
	tx.exec("UPDATE audit SET why = '', family_id = ? WHERE family_id = ?", parenting.Nobody, f.ID)
	tx.dropFires("subject = ? AND kind IN ('merge', 'lost')", why, f.ID)
	tx.aboutNothing(int64(f.ID))
	tx.exec("DELETE FROM families WHERE group_id = ? AND id = ?", f.Group, f.ID)
}

// raiseInvitations raises what an account was told of the meetings of a group.
func (tx *Tx) raiseInvitations(a parenting.AccountID, g parenting.GroupID) {
	tx.raise("kind = 'invitation' AND chat = ? AND group_id = ?", a, g)
}

// raiseRoster raises the cards that show who is in a group.
func (tx *Tx) raiseRoster(g parenting.GroupID) {
	tx.raise("kind IN ('group', 'roster') AND subject = ?", g)
	tx.raise("kind IN ('session', 'replies', 'ticks', 'tally') AND subject IN (SELECT id FROM sessions WHERE group_id = ? AND start > ?)",
		g, unix(tx.now)-int64(parenting.CorrectionTime.Seconds()))
	tx.Raise(parenting.CardRegion, 0)
}
