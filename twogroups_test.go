package main

import (
	"cmp"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/demo"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// Two groups that have nothing to do with each other. Melati is the one that is attacked. Anggrek is a third, in another kabupaten.
const (
	groupMelati parenting.GroupID = 11
	groupMawar  parenting.GroupID = 12
	groupFar    parenting.GroupID = 13

	familySari   parenting.FamilyID  = 21 // with Nenek Inaq Sahnun
	familyPaper  parenting.FamilyID  = 22 // without Telegram
	familyNext   parenting.FamilyID  = 23 // another one of Melati
	familyMawar  parenting.FamilyID  = 31
	personSari   parenting.PersonID  = 41
	personNenek  parenting.PersonID  = 42
	personPaper  parenting.PersonID  = 43
	personNext   parenting.PersonID  = 44
	personMawar  parenting.PersonID  = 51
	sessionComes parenting.SessionID = 61 // announced, for Saturday
	sessionOpen  parenting.SessionID = 62 // announced, check-in is open
	sessionOver  parenting.SessionID = 63 // closed
	sessionDraft parenting.SessionID = 64 // planned
	sessionMawar parenting.SessionID = 71 // announced, of the other group

	castDraft  parenting.BroadcastID = 81 // of Pak Joko, as those below
	castGoes   parenting.BroadcastID = 82
	castPaused parenting.BroadcastID = 83
	castTimed  parenting.BroadcastID = 84
	castAsks   parenting.BroadcastID = 85 // of another coordinator
	castOver   parenting.BroadcastID = 86 // Bu Sari has got it
	castFix    parenting.BroadcastID = 87 // the draft of a correction
	castEast   parenting.BroadcastID = 88 // of the coordinator of Lombok Timur: a draft, and one that goes to Melati alone
	castMelati parenting.BroadcastID = 89

	requestAsked parenting.RequestID = 91 // of Bu Sari, to Bu Rina

	stranger parenting.AccountID = 2001 // knows nobody
	guest    parenting.AccountID = 2002 // holds links of Melati and has not used them
	nextDoor parenting.AccountID = 2003 // of another family of Melati
	farAway  parenting.AccountID = 2004 // of the other group
	leader   parenting.AccountID = 2005 // leads the other group
	east     parenting.AccountID = 2006 // coordinates Lombok Timur, where both groups are
	central  parenting.AccountID = 2007 // coordinates Lombok Tengah, where Anggrek is
	distant  parenting.AccountID = 2008 // leads Anggrek, and may found groups in Lombok Tengah
)

// The regions of the two coordinators who do not reach everything.
var (
	inEast    = parenting.Region{Province: "52", Regency: "Lombok Timur"}
	inCentral = parenting.Region{Province: "52", Regency: "Lombok Tengah"}
)

// callers have no business with Bu Sari's family, and but for her neighbour none with her group.
func callers() []parenting.AccountID {
	return []parenting.AccountID{stranger, farAway, leader, joko, nextDoor, east, central, distant}
}

// newTwoGroups is a running bot over the two groups.
func newTwoGroups(t *testing.T) *transcriptWorld {
	w := newWorldOf(t, "coordinator")
	for _, id := range []parenting.AccountID{stranger, guest, nextDoor, farAway, leader, east, central, distant} {
		w.telegram.AddUser(demo.User{ID: int64(id), First: "Warga", Lang: "id"})
	}
	for _, id := range []parenting.AccountID{sari, nenek, rina, joko, stranger, guest, nextDoor, farAway, leader, east, central, distant} {
		w.write(int64(id), "/start")
	}
	chat := w.world.Chats[melati]
	if err := w.telegram.AddBot(rina, chat); err != nil {
		t.Fatal(err)
	}
	w.settle()
	w.batch(func(tx *store.Tx) { twoGroups(t, tx, parenting.ChatID(chat)) })
	if err := w.restart(); err != nil {
		t.Fatal(err)
	}
	w.settle()
	return w
}

// inTwoGroups runs f inside a transaction over the two groups, without a bot.
func inTwoGroups(t *testing.T, f func(tx *store.Tx)) {
	morning := time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC)
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "asuh.db"), func() time.Time { return morning }, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	library, err := content.Load()
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaterial(library)
	db.SetHelplines([]parenting.Helpline{{ID: "sapa", Number: "129"}})
	err = db.Batch(t.Context(), func(tx *store.Tx) error {
		twoGroups(t, tx, -4_000_000_001)
		broadcasts(t, tx)
		f(tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func twoGroups(t *testing.T, tx *store.Tx, chat parenting.ChatID) {
	do := func(by parenting.AccountID, acts ...parenting.Act) {
		t.Helper()
		for _, act := range acts {
			if err := tx.Apply(tx.Rights(by), act); err != nil {
				t.Fatalf("%T by %d: %v", act, by, err)
			}
		}
	}
	invite := func(by parenting.AccountID, token string, kind parenting.LinkKind, g parenting.GroupID, f parenting.FamilyID) {
		t.Helper()
		link := parenting.Link{Token: token, Kind: kind, Group: g, Family: f, By: by, Made: tx.Now()}
		if kind == parenting.LinkAssist {
			link.Region = tx.Group(g).Region()
		}
		do(by, parenting.Invite{Link: link})
	}
	person := func(id parenting.PersonID, f parenting.FamilyID, a parenting.AccountID, form parenting.Form, name string) parenting.Person {
		return parenting.Person{ID: id, Family: f, Account: a, Form: form, Name: name, Consent: parenting.ConsentVersion}
	}
	meeting := func(id parenting.SessionID, g parenting.GroupID, start time.Time) parenting.Plan {
		return parenting.Plan{Session: parenting.Session{ID: id, Group: g, Theme: "A", Start: start, Duration: parenting.DefaultDuration, Place: "Balai desa"}}
	}
	tx.Coordinate(joko, tuti)
	for by, g := range map[parenting.AccountID]parenting.Group{
		rina:   {ID: groupMelati, Name: melati, Village: "Anjani", Regency: "Lombok Timur", Province: "52", Salam: parenting.SalamIslam, Chat: chat},
		leader: {ID: groupMawar, Name: "Kelompok Mawar", Village: "Anjani", Regency: "Lombok Timur", Province: "52", Salam: parenting.SalamUmum},
	} {
		token, name := "facilitate-"+parenting.ShortID(int64(g.ID)), map[parenting.AccountID]string{rina: "Bu Rina", leader: "Fasilitator Mawar"}[by]
		invite(joko, token, parenting.LinkFacilitate, 0, 0)
		do(by, parenting.Claim{Token: token, Account: by, Role: parenting.Founder, Name: name})
		do(by, parenting.Found{Group: g, Name: name, Join: "old-" + parenting.ShortID(int64(g.ID))})
		do(by, parenting.RenewJoin{Group: g.ID, Join: "join-" + parenting.ShortID(int64(g.ID))})
	}
	for by, r := range map[parenting.AccountID]parenting.Region{east: inEast, central: inCentral} {
		token := "coordinate-" + r.Regency
		do(joko, parenting.Invite{Link: parenting.Link{Token: token, Kind: parenting.LinkCoordinate, Region: r, By: joko, Made: tx.Now()}})
		do(by, parenting.Claim{Token: token, Account: by, Role: parenting.Coordinator, Region: r, Name: "Koordinator " + r.Regency})
	}
	do(central, parenting.Invite{Link: parenting.Link{Token: "anggrek", Kind: parenting.LinkFacilitate, Region: inCentral, By: central, Made: tx.Now()}})
	anggrek := parenting.Group{ID: groupFar, Name: "Kelompok Anggrek", Village: "Sukarara", Regency: "Kab. Lombok Tengah", Province: "52", Salam: parenting.SalamIslam}
	do(distant, parenting.Claim{Token: "anggrek", Account: distant, Role: parenting.Founder, Region: inCentral, Name: "Fasilitator Anggrek"},
		parenting.Found{Group: anggrek, Name: "Fasilitator Anggrek", Join: "join-anggrek"})
	join := "join-" + parenting.ShortID(int64(groupMelati))
	bands := []parenting.Band{"3-5"}
	do(sari, parenting.Enrol{
		Token: join, Family: parenting.Family{ID: familySari, Group: groupMelati, Away: parenting.AwayFather, Where: "SA", Cares: parenting.CaresMother, Bands: bands},
		Person: person(personSari, familySari, sari, parenting.Ibu, "Sari"),
	})
	invite(sari, "carer-sari", parenting.LinkCarer, groupMelati, familySari)
	do(nenek, parenting.JoinFamily{Token: "carer-sari", Person: person(personNenek, familySari, nenek, parenting.Nenek, "Inaq Sahnun")})
	do(nextDoor, parenting.Enrol{
		Token: join, Family: parenting.Family{ID: familyNext, Group: groupMelati}, Person: person(personNext, familyNext, nextDoor, parenting.Ibu, "Tetangga"),
	})
	do(farAway, parenting.Enrol{
		Token:  "join-" + parenting.ShortID(int64(groupMawar)),
		Family: parenting.Family{ID: familyMawar, Group: groupMawar}, Person: person(personMawar, familyMawar, farAway, parenting.Ibu, "Warga Mawar"),
	})
	do(rina, parenting.AddFamilies{
		Group: groupMelati, Families: []parenting.Family{{ID: familyPaper}}, People: []parenting.Person{{ID: personPaper, Family: familyPaper, Name: "Tanpa Telegram"}},
	})
	invite(rina, "assist-melati", parenting.LinkAssist, groupMelati, 0)
	saturday := tx.Now().AddDate(0, 0, 5)
	for id, start := range map[parenting.SessionID]time.Time{
		sessionComes: saturday, sessionOpen: tx.Now().Add(20 * time.Minute), sessionOver: tx.Now().Add(-4 * time.Hour), sessionDraft: saturday.Add(24 * time.Hour),
	} {
		do(rina, meeting(id, groupMelati, start))
		if id != sessionDraft {
			do(rina, parenting.Announce{Session: id, Group: groupMelati, Version: 1})
			do(sari, parenting.Reply{
				RSVP: parenting.RSVP{Session: id, Family: familySari, Answer: parenting.NotComing, Reason: parenting.ReasonSick}, Group: groupMelati,
			})
		}
	}
	do(rina, parenting.Tick{Session: sessionOpen, Family: familyPaper, Group: groupMelati, Who: personPaper, Here: true},
		parenting.Tick{Session: sessionOver, Family: familyPaper, Group: groupMelati, Who: personPaper, Here: true},
		parenting.Tick{Session: sessionOver, Family: familySari, Group: groupMelati, Who: personSari, Here: true},
		parenting.Close{Session: sessionOver, Group: groupMelati})
	do(sari, parenting.AskHelp{
		Request: requestAsked, Group: groupMelati, Family: familySari, Account: sari, About: "child", Words: parenting.Words{Text: "Anak saya bisulan"},
	})
	do(leader, meeting(sessionMawar, groupMawar, saturday), parenting.Announce{Session: sessionMawar, Group: groupMawar, Version: 1})
}

// broadcasts has one of each kind. The bot would send them, so they are only where there is none.
func broadcasts(t *testing.T, tx *store.Tx) {
	do := func(by parenting.AccountID, act parenting.Act) {
		t.Helper()
		if err := tx.Apply(tx.Rights(by), act); err != nil {
			t.Fatalf("%T: %v", act, err)
		}
	}
	melati := tx.Group(groupMelati)
	for _, act := range []parenting.Act{
		parenting.Compose{Broadcast: castEast, Content: flood()},
		parenting.Aim{Broadcast: castEast, Version: 1, Audience: parenting.Audience{
			Whom: []parenting.Whom{parenting.ToChats}, Areas: []parenting.Area{{Region: inEast}},
		}},
		parenting.Compose{Broadcast: castMelati, Content: flood()},
		parenting.Aim{Broadcast: castMelati, Version: 1, Audience: parenting.Audience{
			Whom: []parenting.Whom{parenting.ToFamilies}, Areas: []parenting.Area{{Region: melati.Region(), Group: melati.ID}}, Bands: []parenting.Band{"3-5"},
		}},
		parenting.Send{Broadcast: castMelati, Version: 2},
	} {
		do(east, act)
	}
	for _, act := range []parenting.Act{
		parenting.Compose{Broadcast: castDraft, Content: flood()},
		aim(castDraft),
		parenting.Compose{Broadcast: castGoes, Content: flood()},
		aim(castGoes),
		parenting.Send{Broadcast: castGoes, Version: 2},
		parenting.Compose{Broadcast: castPaused, Content: flood()},
		aim(castPaused),
		parenting.Send{Broadcast: castPaused, Version: 2},
		parenting.Halt{Broadcast: castPaused, Version: 3, Why: parenting.PausedByHand},
		parenting.Compose{Broadcast: castTimed, Content: flood()},
		aim(castTimed),
		parenting.SetSchedule{Broadcast: castTimed, Schedule: parenting.Schedule{From: parenting.Civil(tx.Now().AddDate(0, 0, 2))}, Version: 2},
		parenting.Send{Broadcast: castTimed, Version: 3},
		parenting.Compose{Broadcast: castOver, Content: flood()},
		aim(castOver),
		parenting.Send{Broadcast: castOver, Version: 2},
		parenting.Compose{Broadcast: castFix, Amends: castOver, Content: flood()},
	} {
		do(joko, act)
	}
	for tx.Broadcast(castOver).State == parenting.Gathering {
		tx.Gather(castOver, 1000)
	}
	_, claimed, _, _ := tx.ClaimDeliveries(castOver, tx.Recipients(castOver, 0, 1000))
	for _, chat := range claimed {
		to, why := parenting.Failed, "refused"
		if chat == parenting.ChatID(sari) {
			to, why = parenting.Sent, ""
		}
		tx.Settle(castOver, to, why, map[parenting.ChatID]int{chat: 901})
	}
	for i := range parenting.MostAlone { // in Anggrek, so many that one coordinator alone does not reach them
		account, family := parenting.AccountID(50_001+i), parenting.FamilyID(60_001+i)
		do(account, parenting.Enrol{Token: "join-anggrek", Family: parenting.Family{ID: family, Group: groupFar}, Person: parenting.Person{
			ID: parenting.PersonID(70_001 + i), Family: family, Account: account, Form: parenting.Ibu, Name: "Warga", Consent: parenting.ConsentVersion,
		}})
	}
	do(tuti, parenting.Compose{Broadcast: castAsks, Content: flood()})
	do(tuti, aim(castAsks))
	do(tuti, parenting.Send{Broadcast: castAsks, Version: 2})
}

// aim says that a draft of the first version is for everybody in the villages, wherever they are.
func aim(id parenting.BroadcastID) parenting.Aim {
	return parenting.Aim{Broadcast: id, Version: 1, Audience: parenting.Audience{
		Whom: []parenting.Whom{parenting.ToFamilies, parenting.ToFacilitators}, Areas: []parenting.Area{{}},
	}}
}

// flood is a text to be sent on.
func flood() parenting.Content {
	return parenting.Content{Kind: parenting.ContentText, HTML: "<b>Awas banjir</b>", Start: "Awas banjir"}
}

// A deed is an act with somebody who may do it.
type deed struct {
	by  parenting.AccountID
	act parenting.Act
}

// deeds has one of every kind of act, all of them about Melati.
func deeds(tx *store.Tx) []deed {
	now := tx.Now()
	draft := parenting.Session{ID: 65, Group: groupMelati, Theme: "B", Start: now.AddDate(0, 0, 9), Duration: time.Hour, Place: "Musala"}
	comes, over := tx.Session(sessionComes), parenting.RSVP{Session: sessionComes, Family: familySari, Answer: parenting.Coming}
	sahnun := parenting.Person{ID: 45, Family: familySari, Account: guest, Form: parenting.Nenek, Name: "Lain", Consent: parenting.ConsentVersion}
	newcomer := sahnun
	newcomer.Family = 24
	return []deed{
		{sari, parenting.Stop{Account: sari}},
		{sari, parenting.Resume{Account: sari}},
		{sari, parenting.SetLanguage{Account: sari, Lang: "en"}},
		{guest, parenting.Claim{Token: "assist-melati", Account: guest, Role: parenting.Facilitator, Group: groupMelati, Name: "Baru"}},
		{rina, parenting.Invite{Link: parenting.Link{Token: "forged", Kind: parenting.LinkAssist, Group: groupMelati, Region: tx.Group(groupMelati).Region(), By: rina}}},
		{joko, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: groupMelati, Region: tx.Group(groupMelati).Region()}},
		{joko, parenting.SetProgramme{Programme: parenting.Programme{Office: "Dinas Sosial", Contact: "Bu Tuti", Months: 12, Version: 1}}},
		{joko, parenting.Hold{On: true}},
		{joko, parenting.HoldLesson{Lesson: "d-oralit-saat-diare", Held: true}},
		{nenek, parenting.Erase{Account: nenek, Receipt: "1234-5678"}},
		{rina, parenting.Export{What: "sheet", Group: groupMelati, Session: sessionOver}},
		{sari, parenting.GiveLesson{Account: sari, Lesson: "a-jam-telepon"}},
		{sari, parenting.SetPace{Account: sari, Days: parenting.WeekdaysOf(time.Sunday), Hour: 9 * 60}},
		{sari, parenting.PlanPractice{Account: sari, Lesson: "a-jam-telepon", At: now.Add(time.Hour)}},
		{sari, parenting.TellPractice{Account: sari, Lesson: "a-jam-telepon", State: parenting.PracticeDone}},
		{rina, parenting.ShareLesson{Lesson: "a-jam-telepon", Family: familySari, Group: groupMelati}},
		{joko, parenting.CheckHelpline{ID: "sapa", Number: "129"}},
		{rina, parenting.SetContact{Group: groupMelati, Kind: parenting.ContactMidwife, Text: "Bidan Desa 0376-123456"}},
		{joko, parenting.Compose{Broadcast: castDraft, Content: flood()}},
		{joko, parenting.Discard{Broadcast: castDraft}},
		{joko, parenting.Aim{Broadcast: castDraft, Audience: aim(castDraft).Audience, Version: 2}},
		{joko, parenting.SetSchedule{Broadcast: castDraft, Version: 2}},
		{joko, parenting.MarkSafety{Broadcast: castDraft, Safety: true, Version: 2}},
		{joko, parenting.Send{Broadcast: castDraft, Version: 2}},
		{joko, parenting.Reopen{Broadcast: castTimed, Version: 4}},
		{0, parenting.Start{Broadcast: castTimed, Version: 4}},
		{joko, parenting.Approve{Broadcast: castAsks, Version: 3}},
		{joko, parenting.Refuse{Broadcast: castAsks, Why: "jangan", Version: 3}},
		{joko, parenting.Halt{Broadcast: castGoes, Version: 3, Why: parenting.PausedByHand}},
		{joko, parenting.GoOn{Broadcast: castPaused, Version: 4}},
		{joko, parenting.Abort{Broadcast: castGoes, Version: 3}},
		{sari, parenting.Read{Broadcast: castOver, Account: sari, Message: 901}},
		{joko, parenting.Amend{Broadcast: castOver, Draft: castFix, Version: 3}},
		{joko, parenting.Recall{Broadcast: castOver, Version: 3}},
		{joko, parenting.Resend{Broadcast: castOver, Version: 3}},
		{joko, parenting.ReadLedger{Broadcast: castOver}},
		{rina, parenting.Found{Group: parenting.Group{ID: 14, Name: "Ketiga", Province: "52", Salam: parenting.SalamUmum}, Name: "Bu Rina", Join: "third"}},
		{rina, parenting.ChangeGroup{Group: tx.Group(groupMelati)}},
		{rina, parenting.RenewJoin{Group: groupMelati, Join: "renewed"}},
		{rina, parenting.LinkChat{Group: groupMelati, Chat: tx.Group(groupMelati).Chat}},
		{guest, parenting.Enrol{Token: tx.JoinLink(groupMelati), Family: parenting.Family{ID: 24, Group: groupMelati}, Person: newcomer}},
		{guest, parenting.JoinFamily{Token: "carer-sari", Person: sahnun}},
		{rina, parenting.AddFamilies{
			Group: groupMelati, Families: []parenting.Family{{ID: 24}}, People: []parenting.Person{{ID: 45, Family: 24, Name: "Lain"}},
		}},
		{sari, parenting.Describe{Family: tx.Family(familySari)}},
		{sari, parenting.Address{Person: personSari, Family: familySari, Group: groupMelati, Form: parenting.Mbak, Name: "Lain"}},
		{rina, parenting.Agree{Person: personPaper, Family: familyPaper, Group: groupMelati, Version: 1, Paper: true}},
		{rina, parenting.Merge{Group: groupMelati, Keep: familyPaper, Drop: familySari}},
		{nenek, parenting.Leave{Person: personNenek, Family: familySari, Group: groupMelati}},
		{rina, parenting.Plan{Session: draft}},
		{rina, parenting.ChangeSession{Session: comes}},
		{rina, parenting.Announce{Session: sessionDraft, Group: groupMelati, Version: 1}},
		{rina, parenting.Cancel{Session: sessionComes, Group: groupMelati, Version: 1}},
		{rina, parenting.Close{Session: sessionOpen, Group: groupMelati}},
		{0, parenting.Refresh{Session: sessionComes, Group: groupMelati, Card: parenting.CardInvitation}},
		{sari, parenting.Reply{RSVP: over, Group: groupMelati}},
		{sari, parenting.Explain{Session: sessionComes, Family: familySari, Group: groupMelati, Reason: parenting.ReasonBusy}},
		{sari, parenting.CheckIn{Session: sessionOpen, Family: familySari, Group: groupMelati, Who: personSari, How: parenting.ByCode, At: now}},
		{sari, parenting.CameAs{Session: sessionOver, Family: familySari, Group: groupMelati, Who: personNenek}},
		{rina, parenting.Tick{Session: sessionOpen, Family: familySari, Group: groupMelati, Who: personSari, Here: true}},
		{rina, parenting.Correct{Session: sessionOver, Family: familySari, Group: groupMelati, Presence: parenting.Sick, Why: "salah centang"}},
		{sari, parenting.WrongCode{Session: sessionOpen, Account: sari}},
		{sari, parenting.AskHelp{Request: 92, Group: groupMelati, Family: familySari, Account: sari, About: "money", Urgent: true}},
		{sari, parenting.AddWords{Request: requestAsked, Account: sari, Words: parenting.Words{Text: "Umurnya 4 tahun"}}},
		{rina, parenting.Respond{Request: requestAsked, Group: groupMelati, Words: parenting.Words{Text: "Coba makan bersama"}}},
		{rina, parenting.Take{Request: requestAsked, Group: groupMelati, To: rina, Version: 2}},
		{rina, parenting.Escalate{Request: requestAsked, Group: groupMelati, Version: 2}},
		{rina, parenting.Finish{Request: requestAsked, Group: groupMelati, Version: 2, Said: 1}},
		{sari, parenting.Rate{Request: requestAsked, Account: sari, Helped: parenting.HelpedYes}},
	}
}

// mayToo: what a caller may do of the deeds although it is none of theirs.
func mayToo(by parenting.AccountID, act parenting.Act) bool {
	switch a := act.(type) {
	case parenting.Found: // a group of their own
		return by == leader
	case parenting.Invite: // a coordinator finds a successor for a facilitator who left
		return (by == joko || by == east) && a.Link.By == by
	case parenting.Withdraw:
		return by == joko || by == east
	case parenting.SetProgramme, parenting.CheckHelpline, parenting.Hold, parenting.Compose, parenting.Discard, parenting.Aim, parenting.MarkSafety, parenting.Send,
		parenting.Halt, parenting.GoOn, parenting.Abort, parenting.SetSchedule, parenting.Reopen, parenting.Approve, parenting.Refuse,
		parenting.Amend, parenting.Recall, parenting.Resend, parenting.ReadLedger:
		return by == joko
	case parenting.HoldLesson: // a lesson is nobody's own: any coordinator may be careful
		return by == joko || by == east || by == central
	}
	return false
}

// belongings is everything that a caller must not be able to change: all of Melati, or but for the caller's own family.
func belongings(tx *store.Tx, caller parenting.AccountID) string {
	var all []any
	forged := tx.Link("forged")
	for _, f := range tx.Families(groupMelati) {
		if caller == nextDoor && f.ID == familyNext {
			continue
		}
		all = append(all, f, tx.People(f.ID), tx.CarerLink(f.ID), forged.Kind == parenting.LinkCarer && forged.Family == f.ID)
		for _, s := range tx.Sessions(groupMelati, time.Time{}) {
			all = append(all, tx.Reply(s.ID, f.ID), tx.Present(s.ID, f.ID))
		}
	}
	all = append(all, tx.Request(requestAsked), tx.Said(requestAsked), tx.RequestsOf(sari))
	all = append(all, tx.Group(groupMelati), tx.JoinLink(groupMelati), tx.Sessions(groupMelati, time.Time{}), tx.GroupOfChat(tx.Group(groupMelati).Chat))
	for _, a := range []parenting.AccountID{sari, nenek, rina} {
		all = append(all, tx.Account(a), tx.WrongTries(sessionOpen, a), tx.Rights(a).People, tx.Had(a), tx.PaceOf(a))
	}
	if caller != joko {
		for _, id := range []parenting.BroadcastID{castDraft, castGoes, castPaused, castTimed, castAsks, castOver, castFix} {
			all = append(all, tx.Broadcast(id))
		}
		if caller != east {
			all = append(all, tx.Broadcast(castEast), tx.Broadcast(castMelati))
		}
		all = append(all, tx.Programme(), tx.Rights(joko).Grants, beyond(tx, caller))
	}
	if caller != joko && caller != east {
		all = append(all, tx.Leaders(groupMelati), tx.Rights(rina).Grants, tx.Link("assist-melati"),
			forged.Group == groupMelati && (forged.Kind == parenting.LinkJoin || forged.Kind == parenting.LinkAssist))
	}
	return inside(all)
}

// beyond is what a caller must not be able to give: all rights, and whatever the forged link offers, that reach beyond the caller's own
// region.
func beyond(tx *store.Tx, caller parenting.AccountID) (all []any) {
	rights := tx.Rights(caller)
	for _, g := range tx.Grants() {
		where := g.Region
		if g.Role == parenting.Facilitator {
			where = tx.Group(g.Group).Region()
		}
		if !rights.Holds(parenting.Coordinator, where) && g.By != leader && g.By != distant { // who found groups of their own
			all = append(all, g)
		}
	}
	forged := tx.Link("forged")
	offers := slices.Contains([]parenting.LinkKind{parenting.LinkClaim, parenting.LinkCoordinate, parenting.LinkFacilitate}, forged.Kind)
	if offers && !rights.Holds(parenting.Coordinator, forged.Region) {
		all = append(all, forged)
	}
	return all
}

// secrets are the names that a caller may see on no occasion.
func secrets(caller parenting.AccountID) []string {
	families := []string{"Sari", "Sahnun", "Tanpa Telegram", "bisul"}
	switch caller {
	case nextDoor: // knows her facilitator
		return families
	case joko: // and the facilitators of his region
		return append(families, "Tetangga")
	case east: // and nothing of the next kabupaten
		return append(families, "Tetangga", "Anggrek", "Sukarara", "Lombok Tengah")
	case central, distant:
		return append(families, "Tetangga", "Rina", "Melati", "Mawar", "Anjani", "Lombok Timur")
	}
	return append(families, "Tetangga", "Rina", "Anggrek")
}

// tells reports the first secret in a text.
func tells(text string, caller parenting.AccountID) (secret string, told bool) {
	for _, s := range secrets(caller) {
		if strings.Contains(text, s) {
			return s, true
		}
	}
	return "", false
}

// newWorldOf is a running bot at the moment at which a transcript begins.
func newWorldOf(t *testing.T, transcript string) *transcriptWorld {
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	library, err := content.Load()
	if err != nil {
		t.Fatal(err)
	}
	return newTranscriptWorld(t, catalog, library, "flows/transcripts/"+transcript+".txt")
}

// batch looks into the database, or changes it.
func (w *transcriptWorld) batch(f func(*store.Tx)) {
	w.t.Helper()
	if err := w.db.Batch(w.t.Context(), func(tx *store.Tx) error { f(tx); return nil }); err != nil {
		w.t.Fatal(err)
	}
}

// write lets somebody write to the bot.
func (w *transcriptWorld) write(who int64, text string) {
	w.t.Helper()
	if _, err := w.telegram.Write(who, who, text); err != nil {
		w.t.Fatal(err)
	}
}

// newest is the last message that the bot sent to a chat.
func (w *transcriptWorld) newest(chat int64) demo.Message {
	w.t.Helper()
	for _, m := range slices.Backward(w.telegram.History(chat)) {
		if m.From != chat && m.Service == "" && !m.Deleted {
			return m
		}
	}
	w.t.Fatalf("the bot said nothing to %d", chat)
	return demo.Message{}
}

// complain fails on presses that nobody answered and calls that Telegram refused.
func (w *transcriptWorld) complain(t *testing.T) {
	t.Helper()
	if open := w.telegram.Unanswered(); len(open) > 0 {
		t.Errorf("%d presses were not answered", len(open))
	}
	for _, c := range w.telegram.Refusals() {
		t.Errorf("Telegram refused %s: %s: %q", c.Method, c.Description, c.Text)
	}
}

// talk plays one side of a conversation: "[x]" presses the newest button whose data end so or begin with it, "!data" presses data that
// need not be on a button, "*" writes the text at hand, everything else is written as it stands. What cannot be pressed is skipped.
func (w *transcriptWorld) talk(who int64, text string, lines ...string) {
	w.t.Helper()
	for _, line := range lines {
		press, isPress := strings.CutPrefix(line, "[")
		forged, isForged := strings.CutPrefix(line, "!")
		switch {
		case isPress:
			press = strings.TrimSuffix(press, "]")
			m := w.newest(who)
			for _, b := range slices.Concat(m.Buttons...) {
				if strings.HasSuffix(b.Data, press) || strings.HasPrefix(b.Data, press) {
					forged, isForged = b.Data, true
				}
			}
			if !isForged {
				continue
			}
			fallthrough
		case isForged:
			if _, err := w.telegram.Press(who, who, w.newest(who).ID, forged); err != nil {
				w.t.Fatal(err)
			}
		default:
			w.write(who, cmp.Or(map[string]string{"*": text}[line], line))
		}
		w.settle()
	}
}

// pressAll presses all these data, on the newest message.
func (w *transcriptWorld) pressAll(who int64, all []string) {
	w.t.Helper()
	message := w.newest(who).ID
	for i, data := range all {
		if _, err := w.telegram.Press(who, who, message, data); err != nil {
			w.t.Fatal(err)
		}
		if i%40 == 39 {
			w.settle()
		}
	}
	w.settle()
}

// call calls the Bot API beside the bot.
func (w *transcriptWorld) call(method string, pairs ...string) {
	w.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, err := (&http.Client{Transport: w.telegram.Transport()}).PostForm("http://telegram/bot"+demoToken+"/"+method, form)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	if text, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		w.t.Fatalf("%s: %s", method, text)
	}
}

// newestWith is the last message of a chat with these words in it.
func (w *transcriptWorld) newestWith(chat int64, words string) demo.Message {
	w.t.Helper()
	for _, m := range slices.Backward(w.telegram.History(chat)) {
		if w.botSaid(m) && strings.Contains(inside(m), words) {
			return m
		}
	}
	w.t.Fatalf("nothing with %q was said to %d", words, chat)
	return demo.Message{}
}

// said is all that the bot said in a chat, with what its buttons say.
func (w *transcriptWorld) said(chat int64) string {
	var all strings.Builder
	for _, m := range w.telegram.History(chat) {
		if w.botSaid(m) {
			all.WriteString(m.Text + "\n")
			for _, b := range slices.Concat(m.Buttons...) {
				all.WriteString(b.Text + "\n")
			}
		}
	}
	return all.String()
}

// joinMelati is the token of Melati's join link.
func (w *transcriptWorld) joinMelati() (token string) {
	w.batch(func(tx *store.Tx) { token = tx.JoinLink(groupMelati) })
	return token
}

// everything is all that is true of both groups and of those who have rights.
func (w *transcriptWorld) everything() string {
	var all []any
	w.batch(func(tx *store.Tx) {
		all = append(all, untouched(tx)[joko], tx.Grants(), tx.Groups())
		for _, s := range tx.Sessions(groupMawar, time.Time{}) {
			all = append(all, s, tx.Replies(s.ID), tx.Attendance(s.ID))
		}
		for _, a := range []parenting.AccountID{farAway, leader, stranger} {
			all = append(all, tx.Rights(a))
		}
	})
	return inside(all)
}
