package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// The cast by their accounts. Nenek Inaq Sahnun has none at first.
const (
	joko parenting.AccountID = 100 + iota
	tuti
	rina
	sari
	husband
	nenek
	stranger
)

// The things of the story by their ids.
const (
	melati parenting.GroupID = 1000 + iota
	other
)

const (
	famSari parenting.FamilyID = 2000 + iota
	famNenek
	famNew
)

const (
	pSari parenting.PersonID = 3000 + iota
	pHusband
	pNenek
	pNew
)

const meeting parenting.SessionID = 4000

// anjani is where Kelompok Melati lies.
var anjani = parenting.Region{Province: "52", Regency: "Lombok Timur", Village: "Anjani"}

// saturday is Saturday, 13 June 2026, 14.00 WITA.
var saturday = time.Date(2026, 6, 13, 6, 0, 0, 0, time.UTC)

func link(token string, kind parenting.LinkKind, by parenting.AccountID) parenting.Link {
	return parenting.Link{Token: token, Kind: kind, By: by, Made: morning, Expires: morning.Add(7 * 24 * time.Hour)}
}

// melatiWorld has Pak Joko as coordinator, Bu Rina as the facilitator of Kelompok Melati, Bu Sari in it by link, and Nenek Inaq Sahnun
// as a name that Bu Rina has pasted.
func melatiWorld(t *testing.T) *world {
	w := newWorld(t)
	w.do(func(tx *Tx) { tx.Coordinate(joko) })
	w.apply(joko, parenting.Invite{Link: link("hire", parenting.LinkFacilitate, joko)})
	w.apply(rina,
		parenting.Claim{Token: "hire", Account: rina, Role: parenting.Founder, Name: "Bu Rina"},
		parenting.Found{
			Group: parenting.Group{ID: melati, Name: "Kelompok Melati", Village: "Anjani", Regency: "Lombok Timur", Province: "52", Salam: parenting.SalamIslam},
			Name:  "Bu Rina", Join: "join",
		},
		parenting.AddFamilies{
			Group: melati, Families: []parenting.Family{{ID: famNenek}}, People: []parenting.Person{{ID: pNenek, Family: famNenek, Name: "Inaq Sahnun"}},
		})
	w.time = w.time.Add(time.Minute)
	w.apply(sari, enrolSari())
	return w
}

func enrolSari() parenting.Enrol {
	return parenting.Enrol{
		Token:  "join",
		Family: parenting.Family{ID: famSari, Group: melati, Away: parenting.AwayFather, Where: "SA", Cares: parenting.CaresMother, Bands: []parenting.Band{"3-5", "6-9"}},
		Person: parenting.Person{ID: pSari, Family: famSari, Account: sari, Form: parenting.Ibu, Name: "Sari", Consent: 1},
	}
}

func (w *world) session() (s parenting.Session) {
	w.Helper()
	w.do(func(tx *Tx) { s = tx.Session(meeting) })
	return s
}

func (w *world) announce() {
	w.Helper()
	w.apply(rina,
		parenting.Plan{Session: parenting.Session{ID: meeting, Group: melati, Theme: "A", Start: saturday, Duration: 90 * time.Minute, Place: "Balai desa"}},
		parenting.Announce{Session: meeting, Group: melati, Version: 1})
}

// carer lets somebody join Bu Sari's family by its own link.
func (w *world) carer(account parenting.AccountID, person parenting.PersonID, abroad bool) {
	w.Helper()
	token := fmt.Sprint("carer", account)
	w.apply(sari, parenting.Invite{Link: parenting.Link{Token: token, Kind: parenting.LinkCarer, Family: famSari, By: sari}})
	w.apply(account, parenting.JoinFamily{Token: token, Person: parenting.Person{
		ID: person, Family: famSari, Account: account, Form: parenting.Bapak, Name: "Suami Sari", Abroad: abroad, Consent: 1,
	}})
}

func TestEnrollingKeepsWhatWasSaid(t *testing.T) {
	w := melatiWorld(t)
	w.reopen()
	w.do(func(tx *Tx) {
		check(t, "group", tx.Group(melati), parenting.Group{
			ID: melati, Name: "Kelompok Melati", Village: "Anjani", Regency: "Lombok Timur", Province: "52", Salam: parenting.SalamIslam, Version: 1,
		})
		want := enrolSari().Family
		want.Version, want.Joined = 1, w.time
		check(t, "family", tx.Family(famSari), want)
		person := enrolSari().Person
		person.Group, person.Agreed, person.Joined = melati, w.time, w.time
		check(t, "people", tx.People(famSari), []parenting.Person{person})
		check(t, "roster", []parenting.PersonID{tx.Roster(melati)[0].ID, tx.Roster(melati)[1].ID}, []parenting.PersonID{pNenek, pSari})
		check(t, "families", []parenting.FamilyID{tx.Families(melati)[0].ID, tx.Families(melati)[1].ID}, []parenting.FamilyID{famNenek, famSari})
		check(t, "rights of a carer", tx.Rights(sari), parenting.Rights{Account: sari, People: []parenting.Person{person}})
		check(t, "leaders", tx.Leaders(melati), []parenting.Grant{{Account: rina, Role: parenting.Facilitator, Group: melati, Name: "Bu Rina", By: rina}})
		check(t, "grants", len(tx.Grants()), 3)
		check(t, "account", tx.Account(sari), parenting.Account{ID: sari, Lang: "id", Reachable: true, Seen: w.time})
		check(t, "nobody", tx.Account(stranger), parenting.Account{})
		check(t, "join link", tx.Link(tx.JoinLink(melati)).State(stranger, w.time), parenting.LinkOpen)
		check(t, "rights of her account", tx.Rights(rina).Leads(melati), true)
	})
}

// TestActsAreDeniedOrStale shows what every kind of act answers to who may not make it, and to who decided on what is no longer so.
func TestActsAreDeniedOrStale(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	s := w.session()
	w.apply(rina, parenting.ChangeSession{Session: s}) // version 2
	w.do(func(tx *Tx) {
		tx.exec("INSERT INTO groups (id, name, village, regency, province, place, salam, founded) VALUES (?, 'Mawar', '', '', '52', '/52/', '', 0)", other)
	})
	old := parenting.Group{ID: melati, Name: "X", Version: 7}
	for _, c := range []struct {
		by   parenting.AccountID
		act  parenting.Act
		want error
	}{
		{sari, parenting.Announce{Session: meeting, Group: melati, Version: 2}, ErrDenied},
		{rina, parenting.Announce{Session: meeting, Group: melati, Version: 2}, ErrStale}, // announced already
		{rina, parenting.ChangeSession{Session: s}, ErrStale},
		{rina, parenting.Cancel{Session: meeting, Group: melati, Version: 1}, ErrStale},
		{sari, parenting.Close{Session: meeting, Group: melati}, ErrDenied},
		{rina, parenting.Plan{Session: parenting.Session{ID: meeting, Group: melati, Duration: time.Hour}}, ErrStale}, // the id is taken
		{rina, parenting.Plan{Session: parenting.Session{ID: 9, Group: other, Duration: time.Hour}}, ErrDenied},
		{rina, parenting.ChangeGroup{Group: old}, ErrStale},
		{sari, parenting.ChangeGroup{Group: old}, ErrDenied},
		{sari, parenting.RenewJoin{Group: melati, Join: "x"}, ErrDenied},
		{rina, parenting.RenewJoin{Group: melati, Join: "hire"}, ErrStale}, // the token is taken
		{stranger, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati}, ErrDenied},
		{sari, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: other}, ErrStale},
		{rina, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNew, Answer: parenting.Coming}, Group: melati}, ErrStale},
		{sari, parenting.Explain{Session: meeting, Family: famSari, Group: melati, Reason: parenting.ReasonSick}, ErrStale}, // she has not said no
		{sari, parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, At: w.time}, ErrStale},                   // not open yet
		{sari, parenting.CheckIn{Session: meeting, Family: famNenek, Group: melati, At: s.Start}, ErrDenied},
		{sari, parenting.CameAs{Session: meeting, Family: famSari, Group: melati, Who: pSari}, ErrStale},
		{rina, parenting.Tick{Session: meeting, Family: famSari, Group: melati, Here: true}, ErrStale}, // not open yet
		{rina, parenting.Correct{Session: meeting, Family: famSari, Group: melati, Presence: parenting.Sick}, ErrStale},
		{sari, parenting.WrongCode{Session: meeting, Account: rina}, ErrDenied},
		{stranger, parenting.Enrol{Token: "old", Family: parenting.Family{ID: famNew, Group: melati}, Person: parenting.Person{ID: pNew, Family: famNew, Account: stranger, Consent: 1}}, ErrStale},
		{stranger, parenting.Enrol{Token: "join", Family: parenting.Family{ID: famNew, Group: other}, Person: parenting.Person{ID: pNew, Family: famNew, Account: stranger, Consent: 1}}, ErrStale},
		{stranger, parenting.Enrol{Token: "join", Family: parenting.Family{ID: famNew, Group: melati}, Person: parenting.Person{ID: pNew, Family: famNew, Account: stranger}}, ErrDenied}, // without consent
		{stranger, parenting.Enrol{Token: "join", Family: parenting.Family{ID: famSari, Group: melati}, Person: parenting.Person{ID: pNew, Family: famSari, Account: stranger, Consent: 1}}, ErrStale},
		{stranger, parenting.JoinFamily{Token: "join", Person: parenting.Person{ID: pNew, Family: famSari, Account: stranger, Consent: 1}}, ErrStale},
		{stranger, parenting.JoinFamily{Token: "", Person: parenting.Person{ID: pNew, Family: famSari, Account: stranger, Consent: 1}}, ErrStale},
		{rina, parenting.AddFamilies{Group: melati, Families: []parenting.Family{{ID: famNew}}, People: []parenting.Person{{ID: pNew, Family: famSari}}}, ErrStale},
		{rina, parenting.AddFamilies{Group: melati, Families: []parenting.Family{{ID: famNew}}, People: []parenting.Person{{ID: pNew, Family: famNew, Account: stranger}}}, ErrStale},
		{sari, parenting.Describe{Family: parenting.Family{ID: famNenek, Group: melati, Version: 1}}, ErrDenied},
		{rina, parenting.Describe{Family: parenting.Family{ID: famNenek, Group: melati, Version: 9}}, ErrStale},
		{rina, parenting.Address{Person: pSari, Family: famNenek, Group: melati, Name: "X"}, ErrStale},
		{sari, parenting.Agree{Person: pSari, Family: famSari, Group: melati, Version: 1, Paper: true}, ErrDenied},
		{rina, parenting.Merge{Group: melati, Keep: famSari, Drop: famSari}, ErrStale},
		{rina, parenting.Merge{Group: melati, Keep: famSari, Drop: famNew}, ErrStale},
		{rina, parenting.Leave{Person: pSari, Family: famNenek, Group: melati}, ErrStale},
		{stranger, parenting.Claim{Token: "hire", Account: stranger, Role: parenting.Founder}, ErrStale}, // forwarded after it was used
		{stranger, parenting.Claim{Token: "hire", Account: stranger, Role: parenting.Coordinator}, ErrStale},
		{stranger, parenting.Claim{Token: "join", Account: stranger, Role: parenting.Founder}, ErrStale},
		{rina, parenting.Invite{Link: link("x", parenting.LinkCoordinate, rina)}, ErrDenied},
		{joko, parenting.Withdraw{Account: joko, Role: parenting.Coordinator}, ErrDenied},
		{joko, parenting.Withdraw{Account: tuti, Role: parenting.Coordinator}, ErrStale},
		{sari, parenting.Stop{Account: rina}, ErrDenied},
	} {
		before := w.everything()
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%T by %d: got %v, want %v", c.act, c.by, err, c.want)
		}
		if after := w.everything(); !slices.Equal(before, after) {
			t.Errorf("%T by %d has changed something", c.act, c.by)
		}
	}
}

// everything counts the rows of all tables and adds up what a denied act might change.
func (w *world) everything() (all []int64) {
	w.Helper()
	w.do(func(tx *Tx) {
		all = ids[int64](tx, `SELECT count(*) FROM accounts UNION ALL SELECT count(*) FROM people UNION ALL SELECT sum(version) FROM families
			UNION ALL SELECT sum(version) FROM sessions UNION ALL SELECT count(*) FROM rsvps UNION ALL SELECT count(*) FROM attendance
			UNION ALL SELECT count(*) FROM fires WHERE outcome IS NULL UNION ALL SELECT count(*) + sum(revoked) + sum(used_by) FROM links
			UNION ALL SELECT count(*) FROM grants UNION ALL SELECT count(*) FROM audit UNION ALL SELECT sum(version) FROM groups`)
	})
	return all
}

func TestOneTimeLinksAreSpentOnce(t *testing.T) {
	w := melatiWorld(t)
	claim := parenting.Claim{Token: "second", Account: tuti, Role: parenting.Facilitator, Group: melati, Name: "Bu Tuti"}
	l := link("second", parenting.LinkAssist, rina)
	l.Group, l.Region = melati, anjani
	w.apply(rina, parenting.Invite{Link: l})
	w.apply(tuti, claim, claim) // the same account again is no error
	check(t, "forwarded", w.try(stranger, parenting.Claim{Token: "second", Account: stranger, Role: parenting.Facilitator, Group: melati}), ErrStale)
	w.do(func(tx *Tx) { check(t, "leads", tx.Rights(tuti).Leads(melati), true) })
	check(t, "told who invited", w.count("SELECT count(*) FROM fires WHERE kind = 'assist' AND reader = ?", rina), 1)

	w.apply(joko, parenting.Withdraw{Account: tuti, Role: parenting.Facilitator, Group: melati, Region: anjani})
	w.apply(tuti, claim) // a spent link brings nothing back
	w.do(func(tx *Tx) { check(t, "leads after it was withdrawn", tx.Rights(tuti).Leads(melati), false) })
	check(t, "told of which", w.count("SELECT count(*) FROM fires WHERE kind = ? AND reader = ?", parenting.Withdrawn(parenting.Facilitator), tuti), 1)

	w.apply(joko, parenting.Invite{Link: link("late", parenting.LinkCoordinate, joko)})
	w.time = w.time.Add(8 * 24 * time.Hour)
	check(t, "expired", w.try(tuti, parenting.Claim{Token: "late", Account: tuti, Role: parenting.Coordinator}), ErrStale)
	w.prune(1000)
	check(t, "an account to which nothing is attached", w.count("SELECT count(*) FROM accounts WHERE id = ?", tuti), 0)
}

func TestTheFirstCoordinatorClaimsOnce(t *testing.T) {
	w := newWorld(t)
	var token string
	w.do(func(tx *Tx) { token = tx.ClaimLink() })
	w.time = w.time.Add(time.Hour)
	w.do(func(tx *Tx) { check(t, "after a restart", tx.ClaimLink(), token) })
	w.apply(joko, parenting.Claim{Token: token, Account: joko, Role: parenting.Coordinator, Name: "Pak Joko"})
	w.do(func(tx *Tx) { check(t, "once there is one", tx.ClaimLink(), "") })
	check(t, "a second claim", w.try(tuti, parenting.Claim{Token: token, Account: tuti, Role: parenting.Coordinator}), ErrStale)
	w.apply(joko, parenting.Invite{Link: link("hire", parenting.LinkFacilitate, joko)}, parenting.Invite{Link: link("two", parenting.LinkCoordinate, joko)})
	w.apply(tuti, parenting.Claim{Token: "two", Account: tuti, Role: parenting.Coordinator}, parenting.Withdraw{Account: joko, Role: parenting.Coordinator})
	check(t, "an invitation of who may no longer invite", w.try(rina, parenting.Claim{Token: "hire", Account: rina, Role: parenting.Founder}), ErrStale)
}

func TestNamedCoordinatorsCloseTheClaim(t *testing.T) {
	w := newWorld(t)
	var token string
	w.do(func(tx *Tx) { token = tx.ClaimLink(); tx.Coordinate(joko, tuti) })
	w.do(func(tx *Tx) {
		tx.Coordinate(joko)
		check(t, "grants", len(tx.Grants()), 2)
	})
	check(t, "the link that was logged", w.try(stranger, parenting.Claim{Token: token, Account: stranger, Role: parenting.Coordinator}), ErrStale)
}

func TestRenewedJoinLinks(t *testing.T) {
	w := melatiWorld(t)
	w.apply(rina, parenting.RenewJoin{Group: melati, Join: "join2"})
	w.do(func(tx *Tx) {
		check(t, "the old one", tx.Link("join").State(stranger, w.time), parenting.LinkRevoked)
		check(t, "the current one", tx.JoinLink(melati), "join2")
	})
}

func TestOneFamilyAnswersOnceAndTheNewestCounts(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	reply := func(a parenting.Answer) parenting.Reply {
		return parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: a}, Group: melati}
	}
	w.apply(sari, reply(parenting.Coming), reply(parenting.NotComing),
		parenting.Explain{Session: meeting, Family: famSari, Group: melati, Reason: parenting.ReasonSick}, reply(parenting.NotComing))
	w.do(func(tx *Tx) {
		want := parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.NotComing, Reason: parenting.ReasonSick}
		check(t, "reply", tx.Reply(meeting, famSari), want)
		check(t, "replies", tx.Replies(meeting), map[parenting.FamilyID]parenting.RSVP{famSari: want})
		check(t, "none", tx.Reply(meeting, famNenek), parenting.RSVP{})
	})
	w.apply(sari, reply(parenting.Unsure))
	w.apply(rina, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNenek, Answer: parenting.Coming}, Group: melati})
	w.do(func(tx *Tx) {
		check(t, "the reason goes with its answer", tx.Reply(meeting, famSari).Reason, "")
		check(t, "tally", tx.Tally(meeting), map[parenting.Answer]int{parenting.Unsure: 1, parenting.Coming: 1})
	})
	check(t, "audited for others only", w.count("SELECT count(*) FROM audit WHERE act = 'reply for'"), 1)
}

func TestAnAnswerIsToTheHourThatItWasAsked(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	reply := parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati}
	w.apply(sari, reply)
	change := func(how func(*parenting.Session)) {
		var s parenting.Session
		w.do(func(tx *Tx) { s = tx.Session(meeting) })
		how(&s)
		w.time = w.time.Add(time.Minute)
		w.apply(rina, parenting.ChangeSession{Session: s})
	}
	answered := parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}
	change(func(s *parenting.Session) { s.Place = "Posyandu" })
	w.do(func(tx *Tx) { check(t, "another place", tx.Reply(meeting, famSari), answered) })
	change(func(s *parenting.Session) { s.Start = s.Start.Add(time.Hour) })
	old := parenting.RSVP{Session: meeting, Family: famSari, Before: parenting.Coming}
	w.do(func(tx *Tx) {
		check(t, "another hour", tx.Reply(meeting, famSari), old)
		check(t, "all", tx.Replies(meeting), map[parenting.FamilyID]parenting.RSVP{famSari: old})
		check(t, "tally", tx.Tally(meeting), map[parenting.Answer]int{})
	})
	w.apply(sari, reply)
	w.do(func(tx *Tx) { check(t, "answered anew", tx.Reply(meeting, famSari), answered) })
}

func TestCheckingInCountsOnce(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	at := saturday.Add(20 * time.Minute)
	in := parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, How: parenting.ByCode, At: at}
	again := in
	again.At, again.How = at.Add(time.Minute), parenting.ByQR
	w.time = at.Add(2 * time.Hour) // the event's own clock counts
	w.apply(sari, in, again, parenting.CameAs{Session: meeting, Family: famSari, Group: melati, Who: pSari})
	want := parenting.Attendance{Session: meeting, Family: famSari, Presence: parenting.LateComer, Who: pSari, How: parenting.ByCode, At: at}
	w.do(func(tx *Tx) {
		check(t, "attendance", tx.Present(meeting, famSari), want)
		check(t, "all", tx.Attendance(meeting), map[parenting.FamilyID]parenting.Attendance{famSari: want})
	})
	check(t, "a person of another family", w.try(sari, parenting.CameAs{Session: meeting, Family: famSari, Group: melati, Who: pNenek}), ErrStale)
	for _, step := range []struct {
		who  parenting.PersonID
		want parenting.Presence
	}{{0, parenting.Represented}, {pSari, parenting.LateComer}} {
		w.apply(sari, parenting.CameAs{Session: meeting, Family: famSari, Group: melati, Who: step.who})
		w.do(func(tx *Tx) { check(t, "who came", tx.Present(meeting, famSari).Presence, step.want) })
	}
	w.apply(sari, parenting.WrongCode{Session: meeting, Account: sari}, parenting.WrongCode{Session: meeting, Account: sari})
	w.do(func(tx *Tx) {
		check(t, "wrong tries", []int{tx.WrongTries(meeting, sari), tx.WrongTries(meeting, rina)}, []int{2, 0})
	})
}

func TestTicksAndCorrectionsAreAudited(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	tick := parenting.Tick{Session: meeting, Family: famNenek, Group: melati, Here: true}
	presence := func() (p parenting.Presence) {
		w.do(func(tx *Tx) { p = tx.Present(meeting, famNenek).Presence })
		return p
	}
	for _, step := range []struct {
		after time.Duration
		want  parenting.Presence
	}{{-10 * time.Minute, parenting.Present}, {30 * time.Minute, parenting.Present}, {3 * time.Hour, parenting.Present}} {
		w.time = saturday.Add(step.after)
		tick.Here = true
		w.apply(rina, tick, tick)
		check(t, fmt.Sprint("ticked at ", step.after), presence(), step.want)
		tick.Here = false
		w.apply(rina, tick, tick)
		check(t, "not here after all", presence(), "")
	}
	check(t, "ticks in the audit log", w.count("SELECT count(*) FROM audit WHERE act = 'tick'"), 6)

	w.apply(rina, parenting.Correct{Session: meeting, Family: famNenek, Group: melati, Presence: parenting.Excused, Why: "ke dokter"})
	w.apply(rina, parenting.Correct{Session: meeting, Family: famNenek, Group: melati, Presence: parenting.Sick, Why: "ternyata sakit"})
	check(t, "corrected", presence(), parenting.Sick)
	_, rows, err := View(t.Context(), w.path, "audit")
	if err != nil {
		t.Fatal(err)
	}
	check(t, "audit", rows[len(rows)-2:], [][]string{
		{"2026-06-13 17.00", "Bu Rina", "correct", "Inaq Sahnun", "missing > excused", "ke dokter"},
		{"2026-06-13 17.00", "Bu Rina", "correct", "Inaq Sahnun", "excused > sick", "ternyata sakit"},
	})
	w.time = saturday.Add(90 * time.Minute).Add(parenting.CorrectionTime)
	check(t, "after 30 days", w.try(rina, tick), ErrStale)
}

func TestMergingTwoEntriesOfOneFamily(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	// Nenek Inaq Sahnun joins by the link although her name is on the roster.
	w.apply(nenek, parenting.Enrol{
		Token:  "join",
		Family: parenting.Family{ID: famNew, Group: melati, Away: parenting.AwayBoth, Where: "MY", Bands: []parenting.Band{"6-9"}},
		Person: parenting.Person{ID: pNew, Family: famNew, Account: nenek, Form: parenting.Nenek, Name: "Sahnun", Consent: 1},
	})
	check(t, "the facilitator is asked", w.count("SELECT count(*) FROM fires WHERE kind = 'merge' AND reader = ? AND subject = ?", rina, famNew), 1)
	w.apply(rina, parenting.Describe{Family: parenting.Family{ID: famNenek, Group: melati, Hamlet: "Dusun Timuq", Away: parenting.AwayFather, Version: 1}})
	w.apply(nenek, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNew, Answer: parenting.Coming}, Group: melati})
	w.time = saturday
	w.apply(nenek, parenting.CheckIn{Session: meeting, Family: famNew, Group: melati, Who: pNew, How: parenting.ByCode, At: saturday})
	w.apply(rina, parenting.Merge{Group: melati, Keep: famNenek, Drop: famNew, SamePerson: true})
	w.do(func(tx *Tx) {
		check(t, "the dropped one", tx.Family(famNew), parenting.Family{})
		f := tx.Family(famNenek)
		check(t, "what both knew", []any{f.Hamlet, f.Away, f.Where, f.Bands}, []any{"Dusun Timuq", parenting.AwayFather, "MY", []parenting.Band{"6-9"}})
		people := tx.People(famNenek)
		check(t, "one person", len(people), 1)
		check(t, "with both", []any{people[0].ID, people[0].Name, people[0].Form, people[0].Account, people[0].Consent}, []any{pNenek, "Inaq Sahnun", parenting.Nenek, nenek, 1})
		check(t, "reply", tx.Reply(meeting, famNenek).Answer, parenting.Coming)
		check(t, "attendance", []any{tx.Present(meeting, famNenek).Presence, tx.Present(meeting, famNenek).Who}, []any{parenting.Present, pNenek})
		check(t, "counted once", len(tx.Attendance(meeting)), 1)
	})
	check(t, "nobody asks any more", w.count("SELECT count(*) FROM fires WHERE kind = 'merge' AND subject = ? AND outcome IS NULL", famNew), 0)
	check(t, "one invitation", w.count("SELECT count(*) FROM fires WHERE kind = 'invite' AND reader = ?", nenek), 1)
}

func TestMergingTwoCarersKeepsBoth(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(rina, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famNenek, Answer: parenting.NotComing}, Group: melati})
	w.apply(sari, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati},
		parenting.Invite{Link: parenting.Link{Token: "carer", Kind: parenting.LinkCarer, Family: famSari, By: sari}})
	w.apply(rina, parenting.Merge{Group: melati, Keep: famNenek, Drop: famSari})
	w.do(func(tx *Tx) {
		check(t, "people", len(tx.People(famNenek)), 2)
		check(t, "the answer of the one that is kept", tx.Replies(meeting), map[parenting.FamilyID]parenting.RSVP{
			famNenek: {Session: meeting, Family: famNenek, Answer: parenting.NotComing},
		})
		check(t, "the link that she has sent", tx.Link("carer").Family, famNenek)
		check(t, "her family", tx.Rights(sari).InFamily(famNenek), true)
	})
}

func TestLeavingTakesEverythingButTheCount(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.carer(husband, pHusband, true)
	w.time = saturday
	w.apply(sari, parenting.Reply{RSVP: parenting.RSVP{Session: meeting, Family: famSari, Answer: parenting.Coming}, Group: melati},
		parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, Who: pSari, How: parenting.ByCode, At: saturday})
	w.apply(rina, parenting.Correct{Session: meeting, Family: famSari, Group: melati, Presence: parenting.LateComer, Why: "Bu Sari terlambat"})
	w.do(func(tx *Tx) {
		tx.ShowCard(parenting.Card{Kind: parenting.CardInvitation, Subject: int64(meeting), Group: melati, Chat: parenting.ChatID(sari)}, 0)
	})
	w.apply(sari, parenting.Leave{Person: pSari, Family: famSari, Group: melati})
	w.do(func(tx *Tx) {
		check(t, "who came", tx.Present(meeting, famSari).Who, 0)
		check(t, "the family of who stays", tx.Family(famSari).ID, famSari)
	})
	w.apply(husband, parenting.Leave{Person: pHusband, Family: famSari, Group: melati})
	w.do(func(tx *Tx) {
		check(t, "family", tx.Family(famSari), parenting.Family{})
		check(t, "tally", tx.Tally(meeting), map[parenting.Answer]int{})
		check(t, "attendance", tx.Attendance(meeting), map[parenting.FamilyID]parenting.Attendance{
			-1: {Session: meeting, Family: -1, Presence: parenting.LateComer, How: parenting.ByEdit, At: saturday},
		})
	})
	check(t, "noted by", w.count("SELECT by_account FROM attendance"), int(parenting.Nobody))
	for _, left := range []string{
		"SELECT count(*) FROM accounts WHERE id IN (?1, ?2)", "SELECT count(*) FROM cards WHERE chat IN (?1, ?2)",
		"SELECT count(*) FROM fires WHERE reader IN (?1, ?2) AND outcome IS NULL", "SELECT count(*) FROM links WHERE kind = 'carer' OR by_account IN (?1, ?2)",
		"SELECT count(*) FROM audit WHERE why <> '' AND ?1 <> ?2", "SELECT count(*) FROM attendance WHERE by_account IN (?1, ?2)",
	} {
		check(t, left, w.count(left, sari, husband), 0)
	}
}

func TestAnAccountMayCarryTwoFamilies(t *testing.T) {
	w := melatiWorld(t)
	second := enrolSari()
	second.Family.ID, second.Person.ID, second.Person.Family = famNew, pNew, famNew
	w.apply(sari, second)
	w.announce()
	check(t, "one message goes once to one account", w.count("SELECT count(*) FROM fires WHERE kind = 'invite'"), 1)
	w.apply(sari, parenting.Leave{Person: pSari, Family: famSari, Group: melati})
	w.do(func(tx *Tx) { check(t, "the other family", tx.Rights(sari).InFamily(famNew), true) })
	check(t, "is still reminded", w.count("SELECT count(*) FROM fires WHERE kind = 'hours' AND reader = ? AND outcome IS NULL", sari), 1)
}

func TestChatsBelongToOneGroup(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	w.apply(rina, parenting.Found{Group: parenting.Group{ID: other, Name: "Mawar", Province: "52"}, Name: "Bu Rina", Join: "join-mawar"},
		parenting.LinkChat{Group: melati, Chat: -77})
	check(t, "the meeting to come is shown there", w.count("SELECT count(*) FROM fires WHERE kind = 'tally' AND outcome IS NULL"), 1)
	check(t, "a chat of another group", w.try(rina, parenting.LinkChat{Group: other, Chat: -77}), ErrStale)
	w.apply(rina, parenting.LinkChat{Group: melati}, parenting.LinkChat{Group: other, Chat: -77})
	w.do(func(tx *Tx) {
		check(t, "linked", tx.GroupOfChat(-77).ID, other)
		tx.Unreachable(-77, "Forbidden: bot was kicked from the supergroup chat")
		check(t, "after it was kicked", tx.GroupOfChat(-77), parenting.Group{})
	})
}

func TestUnreachableAndBack(t *testing.T) {
	w := melatiWorld(t)
	w.announce()
	lost := func() int { return w.count("SELECT count(*) FROM fires WHERE kind = 'lost' AND reader = ?", rina) }
	due := func() int {
		return w.count("SELECT count(*) FROM fires WHERE reader = ? AND outcome IS NULL", sari)
	}
	before := due()
	for range 2 {
		w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "Forbidden: bot was blocked by the user") })
		check(t, "told once", lost(), 1)
		check(t, "due", due(), 0)
	}
	w.do(func(tx *Tx) {
		check(t, "account", tx.Account(sari).Reachable, false)
		check(t, "known", tx.Touch(sari, w.time), true)
		check(t, "reachable again", tx.Account(sari).Reachable, true)
	})
	check(t, "due again", due(), before)
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "blocked") })
	check(t, "told the second time", lost(), 2)
}

func TestAFamilyWithAnotherPhoneIsNotLost(t *testing.T) {
	w := melatiWorld(t)
	w.carer(husband, pHusband, true)
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "blocked") })
	check(t, "lost", w.count("SELECT count(*) FROM fires WHERE kind = 'lost'"), 0)
}

func TestSeenIsKeptOnceADay(t *testing.T) {
	w := melatiWorld(t)
	first := w.time
	for _, step := range []struct{ after, want time.Duration }{{time.Hour, 0}, {25 * time.Hour, 25 * time.Hour}, {26 * time.Hour, 25 * time.Hour}} {
		w.do(func(tx *Tx) {
			tx.Touch(sari, first.Add(step.after))
			check(t, fmt.Sprint("seen after ", step.after), tx.Account(sari).Seen, first.Add(step.want))
		})
	}
}

func TestRightsChangedNamesWhoseMenuIsOld(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		if err := errors.Join(
			tx.Apply(tx.Rights(sari), parenting.SetLanguage{Account: sari, Lang: "en"}),
			tx.Apply(tx.Rights(joko), parenting.Withdraw{Account: rina, Role: parenting.Founder}),
			tx.Apply(tx.Rights(sari), parenting.SetLanguage{Account: sari, Lang: "id"}),
		); err != nil {
			t.Error(err)
		}
		check(t, "changed", tx.RightsChanged(), []parenting.AccountID{rina, sari})
	})
}

func TestDormantFamiliesGo(t *testing.T) {
	for _, months := range []int{24, 6} {
		t.Run(fmt.Sprint(months), func(t *testing.T) { dormantFamiliesGo(t, months) })
	}
}

func dormantFamiliesGo(t *testing.T, months int) {
	w := melatiWorld(t)
	w.apply(joko, parenting.SetProgramme{Programme: parenting.Programme{Months: months, Version: 1}})
	w.announce()
	w.deliver()
	w.time = saturday
	w.apply(sari, parenting.CheckIn{Session: meeting, Family: famSari, Group: melati, How: parenting.ByCode, At: saturday})
	names := func() []string {
		var all []string
		w.do(func(tx *Tx) {
			for _, p := range tx.Roster(melati) {
				all = append(all, p.Name)
			}
		})
		return all
	}
	before := names()
	w.time = saturday.AddDate(0, months, -2)
	w.prune(1)
	check(t, "two days before the time is over: who was on the list only has gone", len(names()) < len(before) && len(names()) > 0, true)
	w.time = saturday.AddDate(0, months, 2)
	w.prune(1)
	check(t, "after the time", len(names()), 0)
	w.do(func(tx *Tx) {
		came := 0
		for _, a := range tx.Attendance(meeting) {
			if a.Presence.Came() && a.Family < 0 {
				came++
			}
		}
		check(t, "attendance stays as a count", came, 1)
	})
}

// TestConsentIsAskedForUntilItArrives: a question that never reached somebody does not leave them in peace for a month.
func TestConsentIsAskedForUntilItArrives(t *testing.T) {
	w := melatiWorld(t)
	asked := func(days int) int {
		w.time = w.time.AddDate(0, 0, days)
		w.do(func(tx *Tx) { tx.Touch(sari, w.time) })
		return w.count("SELECT count(*) FROM fires WHERE kind = 'consent' AND reader = ?", sari)
	}
	check(t, "who is here", asked(2), 1)
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(sari), "Forbidden: bot was blocked by the user") })
	check(t, "back again", asked(2), 2)
	check(t, "in peace", asked(2), 2)
}
