package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// nasty are texts that people could write where a name or a place is asked for, and all of them are taken.
func nasty() []string {
	return []string{
		`<b>Sari</b>`, `</a><i>Sari & "Anak"`, `&lt;b&gt; Sari 'x'`, `{{.Group}} %s %d \n`, "_*[Sari](x)*_`~|>#+=!",
		"S\u202eari\u202c \u200fAnjani\u200e", "Sa\u200bri\ufeff\u2060\u00ad", "Sari\u0301\u0302\u0303\u0304", "🧕🏽👨\u200d👩\u200d👧 Sari 🌸",
		"سارة بنت محمد", "می\u200cخواهم سارة", `=HYPERLINK("http://x.y")`, "Sari  \t  Anjani", "1. Sari", strings.Repeat("W", 40), strings.Repeat("ﷺ", 40),
	}
}

// TestFreeTexts leads a group from its first name to a corrected daftar hadir, with the same nasty text wherever something is typed.
// Telegram refuses nothing, every step goes on, and what is kept is what can be seen.
func TestFreeTexts(t *testing.T) {
	for i, text := range nasty() {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				w.batch(func(tx *store.Tx) {
					link := parenting.Link{Token: "nasty", Kind: parenting.LinkFacilitate, By: joko, Made: tx.Now()}
					if err := tx.Apply(tx.Rights(joko), parenting.Invite{Link: link}); err != nil {
						t.Fatal(err)
					}
				})
				lead, carer := int64(stranger), int64(guest)
				w.talk(lead, text, "/start nasty", "*", "[!found:]", "*", "[:52]", "*", "*", "[:islam]", "[:right]")
				w.batch(func(tx *store.Tx) {
					groups := tx.Rights(stranger).Groups()
					if len(groups) != 1 {
						t.Fatalf("%q founded %d groups; the bot said %q", text, len(groups), w.newest(lead).Text)
					}
				})
				var g parenting.Group
				var join string
				w.batch(func(tx *store.Tx) {
					g = tx.Group(tx.Rights(stranger).Groups()[0])
					join = tx.JoinLink(g.ID)
				})
				on := int64(g.ID)
				w.talk(lead, text, "!"+flows.BeginData("poster", on), "!"+flows.BeginData("names", on), "*", "[:right]")
				w.talk(carer, text, "/start "+join, "[:agree]", "[:nenek]", "*", "[:home]", "[:nobody]", "[:grandmother]", "[:+3-5]", "[:=]")
				w.talk(lead, text, "!"+flows.BeginData("roster", on), "!"+flows.BeginData("plan", on), "[:A]", "besok jam 2 siang", "[:60]", "*", "[:right]")
				var s parenting.Session
				var family parenting.Family
				w.batch(func(tx *store.Tx) {
					if coming := tx.Sessions(g.ID, time.Time{}); len(coming) == 1 {
						s = coming[0]
					}
					if p := tx.Rights(guest).People; len(p) == 1 {
						family = tx.Family(p[0].Family)
					}
				})
				if s.ID == 0 || family.ID == 0 {
					t.Fatalf("%q: meeting %+v, family %+v; the bot said %q and %q", text, s, family, w.newest(lead).Text, w.newest(carer).Text)
				}
				session := int64(s.ID)
				w.talk(lead, text, "!"+flows.BeginData("about", int64(family.ID)), "[:hamlet]", "*", "!"+flows.BeginData("announce", session), "[:announce]",
					"!"+flows.BeginData("share", session), "!"+flows.BeginData("blank", session))
				w.talk(carer, text, "/start", "!"+flows.CardData{Kind: parenting.CardInvitation, Subject: session, Choice: "notcoming." + parenting.ShortID(int64(family.ID))}.Data(), "*")
				w.clock.Walk(s.Start.Add(time.Minute), w.settle)
				w.talk(lead, text, "!"+flows.BeginData("screen", session), "!"+flows.BeginData("ticks", session), "!"+flows.BeginData("close", session), "[:yes]",
					"!"+flows.BeginData("correct", session), "[:"+parenting.ShortID(int64(family.ID))+"]", "[:late]", "*",
					"!"+flows.BeginData("sheet", session), "!"+flows.BeginData("visits", session))
				w.complain(t)
				w.batch(func(tx *store.Tx) {
					kept := map[string]string{
						"group": g.Name, "village": g.Village, "regency": g.Regency, "facilitator": tx.Rights(stranger).Grants[0].Name,
						"person": tx.Rights(guest).People[0].Name, "hamlet": tx.Family(family.ID).Hamlet, "place": s.Place,
					}
					for _, p := range tx.Roster(g.ID) {
						kept["name in the list "+parenting.ShortID(int64(p.ID))] = p.Name
					}
					clean := parenting.Clean(text)
					for what, got := range kept {
						if got == "" || !strings.Contains(strings.ToLower(clean), strings.ToLower(got)) { // names get their capitals
							t.Errorf("the %s is kept as %q, want %q", what, got, clean)
						}
					}
					if a := tx.Present(s.ID, family.ID); a.Presence != parenting.LateComer {
						t.Errorf("after the correction the attendance is %+v", a)
					}
				})
				if all := w.said(lead); !strings.Contains(all, parenting.Clean(text)) {
					t.Errorf("%q is shown nowhere as it was written", text)
				}
			})
		})
	}
}

// TestTextsThatAreNone: what is empty to the eye, or far too long, is asked for again and never kept.
func TestTextsThatAreNone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		who := int64(guest)
		empty := []string{"\u200b", "\u200f\u200e", "\u200d\u200d", "\u3164", "\u2800", "\u115f\u1160", "\ufe0f", "\u0301", ".", "٬"}
		for _, text := range append(empty, strings.Repeat("a", 41), strings.Repeat("🧕🏽", 30), strings.Repeat("Sari & <b> ", 1000)) {
			w.write(who, "/batal")
			w.talk(who, text, "/start "+w.joinMelati(), "[:agree]", "[:ibu]")
			asked := w.newest(who)
			if _, err := w.telegram.Write(who, who, text); err != nil { // Telegram itself lets nobody send it
				continue
			}
			w.settle()
			if again := w.newest(who); again.ID == asked.ID || len(again.Buttons) > 0 {
				t.Errorf("%.20q as a name: the bot said %q", text, again.Text)
			}
		}
		for _, flow := range []string{"found", "names", "plan", "me", "about"} {
			on := map[string]int64{"names": int64(groupMelati), "plan": int64(groupMelati), "me": int64(personPaper), "about": int64(familyPaper)}[flow]
			for range 3 { // whatever the step is about
				w.talk(rina, strings.Repeat("Sari & <b> ", 1000), "!"+flows.BeginData(flow, on), "*", "*", "[:A]", "*", "[:ibu]", "*", "[:hamlet]", "*")
			}
		}
		w.complain(t)
		w.batch(func(tx *store.Tx) {
			if got, want := len(tx.Rights(guest).People), 0; got != want {
				t.Errorf("%d people were kept", got)
			}
			if got := tx.Person(personPaper).Name + tx.Family(familyPaper).Hamlet; got != "Tanpa Telegram" {
				t.Errorf("the name and hamlet became %.40q", got)
			}
		})
	})
}

// TestLongLists: a group much larger than any, with the longest names, still gets every list and card through Telegram's limits.
func TestLongLists(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.batch(func(tx *store.Tx) {
			add := parenting.AddFamilies{Group: groupMelati}
			for i := range 150 {
				id := int64(1000 + i)
				add.Families = append(add.Families, parenting.Family{ID: parenting.FamilyID(id)})
				add.People = append(add.People, parenting.Person{
					ID: parenting.PersonID(id), Family: parenting.FamilyID(id), Form: parenting.Nenek, Name: fmt.Sprintf("%03d %s", i, strings.Repeat("&", 36)),
				})
			}
			if err := tx.Apply(tx.Rights(rina), add); err != nil {
				t.Fatal(err)
			}
			for _, f := range add.Families {
				f = tx.Family(f.ID)
				f.Hamlet = strings.Repeat("D", 40)
				reply := parenting.RSVP{Session: sessionOpen, Family: f.ID, Answer: parenting.NotComing, Reason: parenting.ReasonNoRide}
				for _, act := range []parenting.Act{parenting.Describe{Family: f}, parenting.Reply{RSVP: reply, Group: groupMelati}} {
					if err := tx.Apply(tx.Rights(rina), act); err != nil {
						t.Fatal(err)
					}
				}
			}
		})
		on, group := int64(sessionOpen), int64(groupMelati)
		w.clock.Walk(w.clock.Now().Add(30*time.Minute), w.settle)
		w.talk(rina, "", "/pertemuan", "/kelompok", "!"+flows.BeginData("roster", group), "!"+flows.BeginData("share", int64(sessionComes)),
			"!"+flows.BeginData("ticks", on), "!"+flows.BeginData("merge", int64(familyNext)), "/batal", "!"+flows.BeginData("blank", on),
			"!"+flows.BeginData("close", on), "[:yes]", "!"+flows.BeginData("visits", on), "!"+flows.BeginData("correct", on), "/batal",
			"!"+flows.BeginData("sheet", on), "!"+flows.BeginData("names", group))
		var names []string
		for i := range 60 {
			names = append(names, fmt.Sprintf("Nenek %03d %s", i, strings.Repeat("&", 36)))
		}
		w.talk(rina, strings.Join(names, "\n"), "*", "[:same]")
		w.complain(t)
		sheets := 0
		for _, m := range w.telegram.History(rina) {
			if m.File != nil && m.File.Kind == "document" {
				sheets++
			}
		}
		if sheets != 3 || !strings.Contains(w.said(rina), "153") {
			t.Errorf("the facilitator got %d sheets; and was she told how many of 153 came? %.300s", sheets, w.said(rina))
		}
	})
}

// TestCallbackData presses what no button says: cut off, another person's, another group's, from a message that is gone, and noise.
func TestCallbackData(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.talk(nenek, "", "/berhenti")
		w.talk(rina, "", "!"+flows.BeginData("roster", int64(groupMelati)), "!"+flows.BeginData("remove", int64(familySari)))
		w.talk(sari, "", "/pertemuan", "/bahasa")
		var real []string
		for _, who := range []int64{sari, nenek, rina, w.world.Chats[melati]} {
			for _, m := range w.telegram.History(who) {
				for _, b := range slices.Concat(m.Buttons...) {
					if b.Data != "" && !slices.Contains(real, b.Data) {
						real = append(real, b.Data)
					}
				}
			}
		}
		if len(real) < 20 {
			t.Fatalf("only %d buttons to forge: %v", len(real), real)
		}
		before := w.everything()
		forged := []string{
			"x", ":", "::", "!", "!:", "~", "~:", "~::", "~invitation:", "~invitation:0:coming", "~invitation:zzzzzzzzzzzzzzzzzzzz:coming.l", "~tally:-1:coming",
			"!plan:zzzzzzzzzzzzzzzzz", "!linkchat:1", "!enrol:x", "!claim:x", "!answer:x", "!link:x", "!assist:zz", "\x00\x01", "نعم", strings.Repeat("🧕", 16),
			"' OR 1=1 --", "~ticks:1q:+", "~ticks:1q:+-5", "~roster:b:p99999999999999999999", "~region:0:p-1", "~region:0:", "~code:1q:x",
		}
		for _, data := range real {
			for n := range len(data) - 1 {
				if n%4 == 3 || n > len(data)-4 {
					forged = append(forged, data[:n+1])
				}
			}
		}
		for _, who := range []int64{int64(farAway), int64(stranger)} { // what others may press, they may not
			w.pressAll(who, append(real, forged...))
		}
		for _, who := range []int64{sari, rina} {
			w.pressAll(who, forged)
		}
		w.complain(t)
		if after := w.everything(); after != before {
			t.Errorf("something has changed:\n%s", demo.Diff([]byte(strings.ReplaceAll(before, ",", "\n")), []byte(strings.ReplaceAll(after, ",", "\n"))))
		}

		// A button of a message that was deleted still means what it meant.
		invitation := w.newestWith(sari, "Insyaallah")
		w.call("deleteMessage", "chat_id", strconv.Itoa(sari), "message_id", strconv.Itoa(invitation.ID))
		answer := flows.CardData{Kind: parenting.CardInvitation, Subject: int64(sessionComes), Choice: "coming." + parenting.ShortID(int64(familySari))}.Data()
		if _, err := w.telegram.Press(sari, sari, invitation.ID, answer); err != nil {
			t.Fatal(err)
		}
		w.settle()
		w.batch(func(tx *store.Tx) {
			if r := tx.Reply(sessionComes, familySari); r.Answer != parenting.Coming {
				t.Errorf("the press on a deleted message left %+v", r)
			}
		})
		if open := w.telegram.Unanswered(); len(open) > 0 {
			t.Error("the press on a deleted message was not answered")
		}
		for _, c := range w.telegram.Refusals() {
			if c.Method != "editMessageText" || c.Message == 0 && !strings.Contains(c.Description, "message to edit not found") {
				t.Errorf("Telegram refused %s: %s", c.Method, c.Description)
			}
		}
	})
}

// TestStartPayloads opens links of every bad kind, as a stranger and as somebody who is known.
func TestStartPayloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		var old string
		w.batch(func(tx *store.Tx) {
			old = "expired"
			link := parenting.Link{Token: old, Kind: parenting.LinkAssist, Group: groupMelati, Region: tx.Group(groupMelati).Region(), By: rina, Expires: tx.Now().Add(time.Second)}
			if err := tx.Apply(tx.Rights(rina), parenting.Invite{Link: link}); err != nil {
				t.Fatal(err)
			}
		})
		w.clock.Walk(w.clock.Now().Add(time.Minute), w.settle)
		before := w.everything()
		code := parenting.CodePayload(sessionOpen, "0000")
		for _, payload := range []string{
			"", " ", "x", "old-b", old, "facilitate-b", "carer", "h", "h-", "h-1234", "hzz-1234", "h1q-12", "h1q-12345", "h1q-abcd", code, code + "0", "H1Q-1234",
			"menu", "undian", "claim", "start", "!plan:b", "join-b x", "JOIN-B", "join%2Db", strings.Repeat("a", 64), strings.Repeat("a", 4000), "' OR 1=1 --", "نعم", "\u200b", "<b>",
		} {
			for _, who := range []int64{int64(stranger), int64(farAway), int64(nextDoor), rina} {
				told := len(w.telegram.History(who))
				w.write(who, strings.TrimSpace("/start "+payload))
				w.settle()
				if got := w.newest(who); len(w.telegram.History(who)) < told+2 || got.Text == "" {
					t.Errorf("/start %.20q by %d was not answered", payload, who)
				}
			}
		}
		w.complain(t)
		if after := w.everything(); after != before {
			t.Errorf("something has changed:\n%s", demo.Diff([]byte(strings.ReplaceAll(before, ",", "\n")), []byte(strings.ReplaceAll(after, ",", "\n"))))
		}
		for _, caller := range []parenting.AccountID{stranger, farAway} {
			if secret, told := tells(w.said(int64(caller)), caller); told {
				t.Errorf("%d was told %q", caller, secret)
			}
		}
	})
}

// TestTokensComeFirst: a token is random, and one in some thousands reads like the code of a meeting or like something else that a start
// link may hold. It leads to its group all the same.
func TestTokensComeFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		for _, token := range []string{"hrS0ngrULQf-TNd5", parenting.CodePayload(sessionOpen, "0000"), "materi-jam-telep", "pertemuan"} {
			w.batch(func(tx *store.Tx) {
				if err := tx.Apply(tx.Rights(leader), parenting.RenewJoin{Group: groupMawar, Join: token}); err != nil {
					t.Fatal(err)
				}
			})
			w.write(int64(stranger), "/start "+token)
			w.settle()
			if got := w.newest(int64(stranger)).Text; !strings.Contains(got, "Kelompok Mawar") || !strings.Contains(got, "dewasa") {
				t.Errorf("/start %s: %s", token, got)
			}
		}
	})
}

// TestTwoPhonesAtOnce: two carers of a family answer and check in at the same moment; there is one answer and one attendance, and
// both phones show it.
func TestTwoPhonesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		press := func(who int64, session parenting.SessionID, answer parenting.Answer) {
			t.Helper()
			data := flows.CardData{Kind: parenting.CardInvitation, Subject: int64(session), Choice: string(answer) + "." + parenting.ShortID(int64(familySari))}.Data()
			if _, err := w.telegram.Press(who, who, w.newest(who).ID, data); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			press(sari, sessionComes, parenting.Coming)
			press(nenek, sessionComes, parenting.Unsure)
		}
		w.settle()
		w.batch(func(tx *store.Tx) {
			if got := tx.Reply(sessionComes, familySari).Answer; got != parenting.Unsure {
				t.Errorf("the answer is %s, want the newest", got)
			}
		})
		answer, err := w.catalog.In("id").Label("rsvp.unsure", nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range []int64{sari, nenek} {
			if card := w.newestWith(who, "13 Juni"); !strings.Contains(card.Text, answer) {
				t.Errorf("the phone of %d shows %q", who, card.Text)
			}
		}

		w.talk(rina, "", "!"+flows.BeginData("screen", int64(sessionOpen)))
		var code string
		w.batch(func(tx *store.Tx) { code = parenting.Code(tx.Key(), sessionOpen, parenting.Slot(tx.Now())) })
		w.write(sari, code)
		w.write(nenek, "/start "+parenting.CodePayload(sessionOpen, code))
		w.settle()
		w.complain(t)
		w.batch(func(tx *store.Tx) {
			if a := tx.Present(sessionOpen, familySari); a.Who != personSari || a.How != parenting.ByCode {
				t.Errorf("attendance is %+v, want that of whoever was first", a)
			}
		})
		if got := w.newest(nenek); !strings.Contains(got.Text, "Inaq Sahnun") || len(got.Buttons) > 0 {
			t.Errorf("the second phone is told %q", got.Text)
		}
	})
}

// TestTroubles lets the same happen under every trouble that the line and the platform can make. When it is over, the database and
// the chats are as they would have been; what people see twice is what Telegram took before the line broke, and nothing else.
func TestTroubles(t *testing.T) {
	calm := troubled(t, demo.Trouble{})
	for name, trouble := range map[string]demo.Trouble{
		"flood": {Flood: 60}, "down": {Down: true}, "server": {Server: 100}, "cut before": {CutBefore: 100}, "cut after": {CutAfter: 60, Seed: 4},
		"mixed 1": {Server: 30, CutBefore: 20, CutAfter: 20, Seed: 1}, "mixed 2": {Server: 20, CutBefore: 30, CutAfter: 30, Seed: 2},
		"mixed 3": {Flood: 5, CutAfter: 50, Seed: 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := troubled(t, trouble)
			if got.facts != calm.facts {
				t.Errorf("the database holds\n%s, want\n%s", got.facts, calm.facts)
			}
			doubles := 0
			for said, n := range calm.said {
				if got.said[said] < n {
					t.Errorf("was not said: %s", said)
				}
				doubles += got.said[said] - n
			}
			for said := range got.said {
				if calm.said[said] == 0 {
					t.Errorf("was said besides: %s", said)
				}
			}
			if breaks := trouble.CutAfter > 0; !breaks && doubles > 0 || name == "cut after" && doubles == 0 || doubles > got.tries {
				t.Errorf("%d messages came twice, of %d calls in the trouble", doubles, got.tries)
			}
			if trouble.Flood == 60 && got.tries > 20 {
				t.Errorf("%d calls were made while Telegram asked for silence", got.tries)
			}
		})
	}
}

// aftermath is what is left of a trouble.
type aftermath struct {
	facts string
	said  map[string]int // by chat and final text
	tries int            // calls that reached Telegram during the trouble
}

func troubled(t *testing.T, trouble demo.Trouble) (a aftermath) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.settle()
		calls := len(w.telegram.Record())
		w.telegram.SetTrouble(trouble)
		for range 4 {
			w.write(sari, "insyaallah datang")
			w.write(nenek, "/keluarga")
			w.write(rina, "/kelompok")
			w.write(int64(guest), "/start")
			w.write(int64(guest), "/bantuan")
			w.write(int64(nextDoor), "tidak bisa, sakit")
			w.clock.Walk(w.clock.Now().Add(15*time.Second), synctest.Wait)
		}
		for _, c := range w.telegram.Record()[calls:] {
			if c.Method != "getUpdates" {
				a.tries++
			}
		}
		w.telegram.SetTrouble(demo.Trouble{})
		w.write(sari, "/menu")
		w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
		w.batch(func(tx *store.Tx) {
			a.facts = inside([]any{tx.Replies(sessionComes), tx.Replies(sessionOpen), tx.Account(sari).Reachable, tx.Account(nenek).Reachable, len(tx.Stack(sari))})
		})
		if open := w.telegram.Pending(); open > 0 {
			t.Errorf("%d updates were never taken", open)
		}
		a.said = map[string]int{}
		for _, who := range []int64{sari, nenek, rina, int64(guest), int64(nextDoor), w.world.Chats[melati]} {
			for _, m := range w.telegram.History(who) {
				if w.botSaid(m) {
					a.said[fmt.Sprint(who, ": ", m.Text)]++
				}
			}
		}
	})
	return a
}

// TestHintAfterSilence: when Telegram could not be heard for longer than it keeps a press, open cards say once that it may be lost, also
// if the bot was started anew meanwhile.
func TestHintAfterSilence(t *testing.T) {
	for _, restarted := range []bool{false, true} {
		t.Run(fmt.Sprintf("restarted %v", restarted), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				silence := func() {
					t.Helper()
					w.telegram.SetTrouble(demo.Trouble{Down: true})
					synctest.Wait() // it is noticed at once
					w.clock.Walk(w.clock.Now().Add(2*time.Minute), synctest.Wait)
					if restarted {
						w.stop()
						w.start()
					}
					w.clock.Walk(w.clock.Now().Add(2*time.Minute), synctest.Wait)
					w.telegram.SetTrouble(demo.Trouble{})
					w.clock.Walk(w.clock.Now().Add(time.Minute), synctest.Wait)
				}
				before := w.newestWith(sari, "13 Juni")
				silence()
				hinted := w.newestWith(sari, "13 Juni")
				if hinted.ID != before.ID || !strings.HasPrefix(hinted.Text, before.Text) || hinted.Text == before.Text {
					t.Errorf("after the silence the card says %q", hinted.Text)
				}
				silence()
				if again := w.newestWith(sari, "13 Juni"); again.Edited != hinted.Edited {
					t.Errorf("the card says it again: %q", again.Text)
				}
				w.complain(t)
			})
		})
	}
}

// TestNoHintAfterAWalk: however far the clock of the demo goes, the bot was there all the time, also if it crashes at once.
func TestNoHintAfterAWalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.clock.Walk(w.clock.Now().Add(9*time.Hour), w.settle)
		before := w.newestWith(sari, "13 Juni")
		if err := w.crash(); err != nil {
			t.Fatal(err)
		}
		w.start()
		w.settle()
		if after := w.newestWith(sari, "13 Juni"); after.ID != before.ID || after.Text != before.Text {
			t.Errorf("the card says %q", after.Text)
		}
		w.complain(t)
	})
}

// TestHintAfterSleep: a computer that was asleep for a night notices only in the morning that its line is dead. What was pressed
// meanwhile is lost all the same.
func TestHintAfterSleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		before := w.newestWith(sari, "13 Juni")
		w.asleep.Store(true)
		w.clock.Walk(w.clock.Now().Add(time.Hour), synctest.Wait)
		w.asleep.Store(false)
		w.clock.Walk(w.clock.Now().Add(time.Minute), w.settle)
		if after := w.newestWith(sari, "13 Juni"); !strings.HasPrefix(after.Text, before.Text) || after.Text == before.Text {
			t.Errorf("the card says %q", after.Text)
		}
		w.complain(t)
	})
}

// TestAwayAtStart: while Telegram cannot be reached the bot waits, a new one and one that knows its name; then it serves what has
// gathered. A token that Telegram refuses ends it with advice that does not tell the token.
func TestAwayAtStart(t *testing.T) {
	for _, known := range []bool{false, true} {
		t.Run(fmt.Sprintf("known %v", known), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorldOf(t, "coordinator")
				defer w.stop()
				w.stop()
				if !known {
					w.path = filepath.Join(t.TempDir(), "new.db")
				}
				w.telegram.SetTrouble(demo.Trouble{Down: true})
				w.start()
				w.write(sari, "/start")
				for range 20 {
					w.clock.Walk(w.clock.Now().Add(30*time.Second), w.settle)
				}
				if n := len(w.telegram.History(sari)); n != 1 {
					t.Fatalf("%d messages while there is no line", n)
				}
				w.telegram.SetTrouble(demo.Trouble{})
				w.clock.Walk(w.clock.Now().Add(time.Minute), w.settle)
				if n := len(w.telegram.History(sari)); n != 2 {
					t.Errorf("%d messages when the line is back, want the answer to hers", n)
				}
				w.complain(t)
			})
		})
	}
	t.Run("stopped", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorldOf(t, "coordinator")
			w.stop()
			w.path = filepath.Join(t.TempDir(), "new.db")
			w.telegram.SetTrouble(demo.Trouble{Down: true})
			w.start()
			w.stop() // fails if the bot calls this an error
		})
	})
	t.Run("refused", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := newWorldOf(t, "coordinator")
			defer w.stop()
			db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "other.db"), w.clock.Now, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, token := range []string{"1234567890:wrong", "nonsense"} {
				b := bot.New(db, bot.Options{
					Token: token, API: "http://telegram", Clock: w.clock, Transport: w.telegram.Transport(), Catalog: w.catalog, Library: w.library,
					Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
				})
				err := b.Run(t.Context())
				if !errors.Is(err, bot.ErrToken) {
					t.Errorf("token %q: got %v", token, err)
				}
				if told := advice(err); !strings.Contains(told, "@BotFather") || strings.Contains(told, token) {
					t.Errorf("token %q: advice %q", token, told)
				}
			}
		})
	})
}
