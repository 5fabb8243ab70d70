package store

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"asuhbersama/parenting"
)

// The SQL of an audience has two parameters: ?1 is the broadcast, ?2 the time from which on messages count in the week's budget.

// since is that time.
func since(now time.Time) int64 { return unix(now.Add(-parenting.BudgetTime)) }

// verdict is SQL that says what keeps a broadcast from a recipient a: "" if nothing does. It is asked when recipients are counted,
// when they are written down, and once more before each is sent to: this is where regions narrow an audience.
func verdict(b parenting.Broadcast) string {
	to := b.Audience
	var is []string
	if to.For(parenting.ToFamilies) {
		more := ""
		if len(to.Bands) > 0 || to.Missed { // a third of the time for those who are not asked for it
			more = " JOIN families f ON f.group_id = p.group_id AND f.id = p.family_id"
		}
		is = append(is, `EXISTS (SELECT 1 FROM people p JOIN groups g ON g.id = p.group_id`+more+`
			WHERE p.account_id = a.id AND p.consent > 0 AND `+inAreas(to, "g.id", "g.place")+ofFamilies(to)+`)`)
	}
	if to.For(parenting.ToFacilitators) {
		is = append(is, `EXISTS (SELECT 1 FROM grants r LEFT JOIN groups g ON g.id = r.group_id WHERE r.account_id = a.id
			AND r.role IN ('facilitator', 'founder') AND `+inAreas(to, "r.group_id", "coalesce(g.place, r.place)")+`)`)
	}
	if to.For(parenting.ToCoordinators) {
		is = append(is, `EXISTS (SELECT 1 FROM grants r WHERE r.account_id = a.id AND r.role = 'coordinator' AND `+inAreas(to, "0", "r.place")+`)`)
	}
	if to.For(parenting.ToChats) {
		is = append(is, inAreas(to, "a.group_id", "a.place"))
	}
	if is == nil {
		is = []string{"false"}
	}
	why := `CASE WHEN ?1 + ?2 IS NULL OR NOT (` + strings.Join(is, " OR ") + `) THEN 'left'`
	if to.For(parenting.ToChats) {
		return why + " ELSE '' END"
	}
	why += " WHEN NOT a.reachable THEN 'unreachable' WHEN a.stopped THEN 'stopped'"
	if !b.Safety {
		why += " WHEN " + overBudget + " THEN 'budget'"
	}
	return why + " ELSE '' END"
}

// unasked is SQL that counts the messages that an account a has had in the week of their own accord: announcements, and lessons.
const unasked = `((SELECT count(*) FROM deliveries d WHERE d.chat = a.id AND d.state IN ('sent', 'sending') AND d.at > ?2 AND d.broadcast_id IN (
	SELECT id FROM broadcasts WHERE NOT safety AND total > 0 AND (ended = 0 OR ended > ?2)))
	+ (SELECT count(*) FROM lessons l WHERE l.account_id = a.id AND (l.unasked AND l.at > ?2 OR l.shared > ?2)))`

// overBudget is SQL that says whether an account a is no officer and has had its messages of the week.
var overBudget = fmt.Sprintf(unasked+` >= %d AND NOT EXISTS (SELECT 1 FROM grants r WHERE r.account_id = a.id)`, parenting.MostUnasked)

// ofFamilies is SQL that narrows families f of groups g to those with children of an age, and to those who missed the last meeting.
func ofFamilies(to parenting.Audience) (and string) {
	var bands []string
	for _, b := range to.Bands {
		bands = append(bands, fmt.Sprintf("instr(',' || f.bands || ',', ',%s,')", b))
	}
	if bands != nil {
		and = " AND (" + strings.Join(bands, " OR ") + ")"
	}
	if to.Missed {
		and += ` AND EXISTS (SELECT 1 FROM sessions s WHERE f.joined_ms < s.start * 1000 AND s.id = (
				SELECT id FROM sessions WHERE group_id = g.id AND state = 'closed' ORDER BY start DESC LIMIT 1)
			AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.session_id = s.id AND t.family_id = f.id AND t.presence IN ('present', 'late', 'represented')))`
	}
	return and
}

// inAreas is SQL that says whether a group, or a right for a place, lies in the areas of a broadcast.
func inAreas(to parenting.Audience, group, place string) string {
	if to.Everywhere() {
		return "true"
	}
	return "EXISTS (SELECT 1 FROM areas x WHERE x.broadcast_id = ?1 AND x.group_id IN (0, " + group +
		") AND substr(" + place + ", 1, length(x.place)) = x.place)"
}

// recipients is the SQL of the table, a, in which the recipients of an audience are.
func recipients(to parenting.Audience) string {
	if to.For(parenting.ToChats) {
		return "(SELECT chat AS id, id AS group_id, place FROM groups WHERE chat IS NOT NULL) a"
	}
	return "accounts a"
}

// land is SQL that finds the groups in the areas of a broadcast without looking at others.
const land = `SELECT g.id FROM areas x JOIN groups g ON g.place ` + within + ` WHERE x.broadcast_id = ?1 AND x.group_id = 0
	UNION ALL SELECT group_id FROM areas WHERE broadcast_id = ?1 AND group_id <> 0`

// within is SQL for places that lie in an area x: '0' is what follows '/', with which the keys of places end.
const within = `BETWEEN x.place AND substr(x.place, 1, length(x.place) - 1) || '0'`

// candidates is SQL that finds, in the areas of a broadcast, everybody who may be a recipient, some of them more than once.
func candidates(to parenting.Audience) string {
	var from []string
	if to.For(parenting.ToFamilies) {
		from = append(from, "SELECT p.account_id FROM ("+land+") l CROSS JOIN people p ON p.group_id = l.id WHERE p.account_id IS NOT NULL")
	}
	if to.For(parenting.ToFacilitators) {
		from = append(from, "SELECT r.account_id FROM ("+land+") l CROSS JOIN grants r ON r.group_id = l.id AND r.role = 'facilitator'")
	}
	if to.For(parenting.ToFacilitators) || to.For(parenting.ToCoordinators) {
		from = append(from, `SELECT r.account_id FROM areas x CROSS JOIN grants r ON r.place `+within+` AND r.role <> 'facilitator'
			WHERE x.broadcast_id = ?1 AND x.group_id = 0`)
	}
	if to.For(parenting.ToChats) {
		from = append(from, "SELECT g.chat FROM ("+land+") l CROSS JOIN groups g ON g.id = l.id WHERE g.chat IS NOT NULL")
	}
	return strings.Join(from, " UNION ALL ")
}

// narrow reports whether an audience has at most so many candidates, and so is better looked for among them than among all.
func (tx *Tx) narrow(b parenting.Broadcast, most int) bool {
	if b.Audience.Everywhere() || len(b.Audience.Whom) == 0 {
		return false
	}
	n := most + 1
	tx.get("SELECT count(*) FROM ("+candidates(b.Audience)+" LIMIT ?2)", []any{b.ID, most + 1}, &n)
	return n <= most
}

// few reports whether a count looks at so few accounts and families that it can be done at once.
func (tx *Tx) few(b parenting.Broadcast, narrow bool) bool {
	among, args := []string{"accounts", "families"}, []any(nil)
	if narrow {
		among, args = []string{"(" + land + ") l CROSS JOIN families f ON f.group_id = l.id"}, []any{b.ID}
	}
	return !slices.ContainsFunc(among, func(rows string) bool {
		n := tx.store.atOnce + 1
		tx.get(fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d)", rows, n), args, &n)
		return n > tx.store.atOnce
	})
}

// Reach counts whom a broadcast is for. It is false while that is not known: very many are counted beside the writer.
func (tx *Tx) Reach(id parenting.BroadcastID) (parenting.Reach, bool) {
	b, since := tx.broadcast(id), since(tx.now)
	narrow := tx.narrow(b, tx.store.atOnce)
	few := tx.few(b, narrow)
	return answered(tx, Question{"reach", id, mark(b)}, few, func(ask asking) (r parenting.Reach, sure bool) {
		if !few { // among many who are not meant those who are would be looked for one by one
			narrow = !b.Audience.Everywhere()
		}
		for _, q := range reachSQL(b, narrow) {
			ask(q, []any{id, since}, func(scan scanner) {
				var why string
				var n int
				scan(&why, &n)
				add(&r, why, n)
			})
		}
		now := parenting.Broadcast{ID: id}
		var audience []byte
		ask("SELECT audience, safety FROM broadcasts WHERE id = ?", []any{id}, func(scan scanner) { scan(&audience, &now.Safety) })
		return r, json.Unmarshal(audience, &now.Audience) == nil && mark(now) == mark(b)
	})
}

// mark is whom a draft is for, as far as it matters for a count.
func mark(b parenting.Broadcast) string { return fmt.Sprintf("%+v %v", b.Audience, b.Safety) }

// reachSQL are the questions that a count asks: how many there are of each verdict, and how many the bot has no way to.
func reachSQL(b parenting.Broadcast, narrow bool) []string {
	to := b.Audience
	among, around := "", "true"
	if narrow {
		among = " WHERE a.id IN (" + candidates(to) + ")"
	}
	if !to.Everywhere() {
		around = "g.id IN (" + land + ")"
	}
	all := []string{"SELECT " + verdict(b) + " AS verdict, count(*) FROM " + recipients(to) + among + " GROUP BY verdict"}
	if to.For(parenting.ToFamilies) {
		all = append(all, "SELECT 'without', count(*) FROM "+untold(to, false)+" AND "+around)
	}
	if to.For(parenting.ToChats) {
		all = append(all, "SELECT 'behind', count(*) FROM groups g CROSS JOIN families f ON f.group_id = g.id WHERE ?1 + ?2 AND chat IS NOT NULL AND "+
			around+" AND "+inAreas(to, "g.id", "g.place"))
		all = append(all, "SELECT 'without', count(*) FROM groups g WHERE ?1 + ?2 AND chat IS NULL AND "+around+" AND "+inAreas(to, "g.id", "g.place"))
	}
	return all
}

// untold is SQL for the families f of groups g that an audience means and that nobody has Telegram of; or handed over, for those of whom
// somebody was missed and nobody got the broadcast.
func untold(to parenting.Audience, handed bool) string {
	all := "groups g CROSS JOIN families f ON f.group_id = g.id WHERE ?1 + ?2"
	if handed {
		return all + " AND EXISTS (SELECT 1 FROM " + missedOfFamily + ")" + unreached(to)
	}
	return all + " AND " + inAreas(to, "g.id", "g.place") + ofFamilies(to) + `
		AND NOT EXISTS (SELECT 1 FROM people p WHERE p.group_id = f.group_id AND p.family_id = f.id AND p.account_id IS NOT NULL)`
}

// ofFamily is SQL for the deliveries d of a broadcast to people p of a family f.
const ofFamily = "people p JOIN deliveries d ON d.broadcast_id = ?1 AND d.chat = p.account_id WHERE p.group_id = f.group_id AND p.family_id = f.id"

// missedOfFamily is SQL for those of them who can be handed over.
const missedOfFamily = ofFamily + " AND " + hands

// hands is SQL that says of deliveries d what [parenting.Outcome.Hands] does.
const hands = "(d.state = 'failed' OR d.state = 'skipped' AND d.reason = 'unreachable')"

// unreached is SQL that narrows families f of groups g to those that an audience means, and nobody of whom got the broadcast or still may.
func unreached(to parenting.Audience) string {
	return " AND " + inAreas(to, "g.id", "g.place") + ofFamilies(to) + " AND " + nobodyGot
}

// nobodyGot is SQL that says so of a family f.
const nobodyGot = "NOT EXISTS (SELECT 1 FROM " + ofFamily + " AND d.state IN ('waiting', 'sending', 'sent'))"

// ToHand counts the families whose facilitators a [parenting.HandOver] would tell. It is false while that is not known, see [Tx.Unanswered].
func (tx *Tx) ToHand(id parenting.BroadcastID) (families int, known bool) {
	b, since := tx.Broadcast(id), since(tx.now)
	few := b.Failed+b.Parked+b.Skipped <= tx.store.atOnce
	return answered(tx, Question{What: "to hand", Broadcast: id, About: strconv.Itoa(b.Version)}, few, func(ask asking) (families int, sure bool) {
		ask(`SELECT count(DISTINCT f.id) FROM deliveries d INDEXED BY deliveries_missed CROSS JOIN people p ON p.account_id = d.chat
			CROSS JOIN groups g ON g.id = p.group_id CROSS JOIN families f ON f.group_id = g.id AND f.id = p.family_id
			WHERE d.broadcast_id = ?1 AND ?2 AND d.state IN ('failed', 'parked', 'skipped') AND `+hands+unreached(b.Audience)+`
			AND EXISTS (SELECT 1 FROM grants WHERE group_id = g.id AND role = 'facilitator')`, []any{id, since}, func(scan scanner) { scan(&families) })
		return families, true
	})
}

func add(r *parenting.Reach, why string, n int) {
	switch why {
	case "":
		r.Will = n
	case "stopped":
		r.Stopped = n
	case "unreachable":
		r.Unreachable = n
	case "budget":
		r.Over = n
	case "without":
		r.Without = n
	case "behind":
		r.Behind = n
	}
}

// firstOfFamily is SQL of who joined first of a family f.
const firstOfFamily = "(SELECT p.id FROM people p WHERE p.group_id = f.group_id AND p.family_id = f.id ORDER BY p.joined_ms, p.id LIMIT 1)"

// Untold lists the families without Telegram that a broadcast is for, or those that were handed over, of the groups that an account leads:
// of each who joined first, of those who were missed.
func (tx *Tx) Untold(id parenting.BroadcastID, leader parenting.AccountID, handed bool) []parenting.Person {
	b, who := tx.broadcast(id), firstOfFamily
	if handed && !b.Handed.Done {
		return nil
	}
	if handed {
		who = "(SELECT p.id FROM " + missedOfFamily + " ORDER BY p.joined_ms, p.id LIMIT 1)"
	}
	return list(tx, readPerson, "SELECT "+personColumns+` FROM people WHERE id IN (
		SELECT `+who+` FROM `+untold(b.Audience, handed)+` AND g.id IN (SELECT group_id FROM grants WHERE account_id = +?3 AND role = 'facilitator'))
		ORDER BY group_id, joined_ms, id`, id, since(tx.now), leader)
}

// ToPassOn gives the broadcast that a facilitator was last told of because families of hers do not get it, 0 if there is none, or if she is yet to
// hear of the last one, or of its correction.
func (tx *Tx) ToPassOn(leader parenting.AccountID) (id parenting.BroadcastID, handed bool) {
	tx.get(`SELECT iif(outcome = 'sent', subject, 0), kind = 'handed' FROM fires WHERE reader = ? AND kind IN ('untold', 'handed')
		AND (outcome IS NULL OR outcome IN ('queued', 'sent')) ORDER BY id DESC LIMIT 1`, []any{leader}, &id, &handed)
	return id, handed
}

// PassedOn gives the version of a broadcast that was passed on to a group's families without Telegram, or to those handed over, 0 if none was.
func (tx *Tx) PassedOn(id parenting.BroadcastID, g parenting.GroupID, handed bool) (content int) {
	tx.get("SELECT content FROM passed WHERE broadcast_id = ? AND group_id = ? AND handed = ?", []any{id, g, handed}, &content)
	return content
}

// passOn notes that families of a group know of a broadcast. Of what was corrected since, or taken back, they do not.
func (tx *Tx) passOn(a parenting.PassOn) error {
	b := tx.broadcast(a.Broadcast)
	if !b.Known() || b.State == parenting.Recalled || b.ContentVersion != a.Content || a.Handed && !b.Handed.Done {
		return ErrStale
	}
	families := 0
	tx.get("SELECT count(*) FROM "+untold(b.Audience, a.Handed)+" AND g.id = ?3", []any{b.ID, since(tx.now), a.Group}, &families)
	if families == 0 {
		return ErrStale
	}
	if tx.exec(`INSERT INTO passed (broadcast_id, group_id, content, families, at, handed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
		ON CONFLICT DO UPDATE SET content = ?3, families = ?4, at = ?5 WHERE content < ?3`, b.ID, a.Group, a.Content, families, unix(tx.now), a.Handed) > 0 {
		count := "passed"
		if a.Handed {
			count = "handed_passed"
		}
		tx.exec("UPDATE broadcasts SET "+count+" = "+count+" + ? WHERE id = ?", families, b.ID)
		tx.heard(b.ID)
	}
	return nil
}

// TellUntold lets the next facilitators know that families of theirs do not get a broadcast, out of so many rights; after a correction or a
// recall those who have heard of it. It is false once all of them do. Families that are handed over are counted with the first who leads them.
func (tx *Tx) TellUntold(b parenting.Broadcast, most int) (more bool) {
	var after, last parenting.AccountID
	var again bool
	if !tx.get("SELECT told, told_again FROM broadcasts WHERE id = ? AND told IS NOT NULL", []any{b.ID}, &after, &again) {
		return false
	}
	leaders, led := b, "grants r"
	leaders.Audience.Whom = []parenting.Whom{parenting.ToFacilitators}
	switch narrow := tx.narrow(leaders, most); {
	case !b.Audience.For(parenting.ToFamilies):
	case narrow && after == 0:
		last, led = math.MaxInt64, "("+land+") l CROSS JOIN grants r ON r.group_id = l.id"
	default:
		tx.get("SELECT coalesce(max(account_id), 0) FROM (SELECT account_id FROM grants WHERE account_id > ? ORDER BY account_id LIMIT +?)", []any{after, most}, &last)
	}
	if last == 0 {
		tx.exec("UPDATE broadcasts SET told = NULL WHERE id = ?", b.ID)
		return false
	}
	var kinds []parenting.FireKind
	if again || !b.Handed.Done {
		kinds = append(kinds, parenting.FireUntold)
	}
	if b.Handed.Done {
		kinds = append(kinds, parenting.FireHanded)
	}
	handed := 0
	for _, kind := range kinds {
		heard, version := "?5 = 0", 0
		if again { // but those for whom the first words, which are these by then, or these are still to come
			about := "EXISTS (SELECT 1 FROM fires WHERE subject = ?1 AND reader = r.account_id AND kind = '" + string(kind) + "' AND "
			heard, version = about+"outcome IN ('queued', 'sent')) AND NOT "+about+"outcome IS NULL AND version IN (0, ?5))", b.ContentVersion
		}
		type leader struct {
			account  parenting.AccountID
			province string
			first    int // of so many families no other stands before
		}
		for _, l := range list(tx, func(scan scanner) (l leader) { scan(&l.account, &l.province, &l.first); return l }, `
			SELECT r.account_id, min(g.province), count(*) FILTER (WHERE NOT EXISTS (
				SELECT 1 FROM grants o WHERE o.group_id = g.id AND o.role = 'facilitator' AND o.account_id < r.account_id))
			FROM `+led+` CROSS JOIN `+untold(b.Audience, kind == parenting.FireHanded)+` AND r.role = 'facilitator' AND g.id = r.group_id
			AND r.account_id > ?3 AND r.account_id <= ?4 AND `+heard+` GROUP BY r.account_id ORDER BY r.account_id`, b.ID, since(tx.now), after, last, version) {
			zone := parenting.ProvinceZone(l.province)
			due := b.Due(tx.now, zone)
			until := due.Add(newsLasts)
			if end := parenting.OnClock(b.Until, zone); !again && !b.Until.IsZero() && end.Before(until) { // what was passed on may be put right even then
				until = end
			}
			tx.AddFire(parenting.Fire{Due: due, Kind: kind, Subject: int64(b.ID), Version: version, Reader: l.account, Expires: until})
			if kind == parenting.FireHanded && !again {
				handed += l.first
			}
		}
	}
	tx.exec("UPDATE broadcasts SET told = ?, handed = handed + ? WHERE id = ?", last, handed, b.ID)
	if handed > 0 {
		tx.heard(b.ID)
	}
	return true
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
