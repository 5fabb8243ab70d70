package main

import (
	"slices"
	"strings"
	"time"

	"asuhbersama/parenting"
	"asuhbersama/store"
)

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
		{joko, parenting.Revise{Broadcast: castTimed, Draft: 93, Version: 4}},
		{tuti, parenting.Reopen{Broadcast: castAsks, Version: 3}},
		{tuti, parenting.AskAgain{Broadcast: castAsks, Version: 3}},
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
		{joko, parenting.HandOver{Broadcast: castOver, Version: 3}},
		{joko, parenting.ReadLedger{Broadcast: castOver}},
		{rina, parenting.PassOn{Broadcast: castOver, Group: groupMelati, Content: 1}},
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
		parenting.Halt, parenting.GoOn, parenting.Abort, parenting.SetSchedule, parenting.Revise, parenting.Reopen, parenting.AskAgain, parenting.Approve, parenting.Refuse,
		parenting.Amend, parenting.Recall, parenting.Resend, parenting.HandOver, parenting.ReadLedger:
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
