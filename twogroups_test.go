package main

import (
	"path/filepath"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/demo"
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

// joinMelati is the token of Melati's join link.
func (w *transcriptWorld) joinMelati() (token string) {
	w.batch(func(tx *store.Tx) { token = tx.JoinLink(groupMelati) })
	return token
}
