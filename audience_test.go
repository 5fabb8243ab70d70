package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestVeryManyAreCountedBesideTheWriter: a draft for more people than are counted at once says so, answers meanwhile, and goes on by itself
// with the exact number. So does whoever looks for one of them.
func TestVeryManyAreCountedBesideTheWriter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		const crowd = 5000
		w.telegram.AddUser(demo.User{ID: tuti, First: "Tuti", Lang: "id"})
		w.write(tuti, "/start")
		w.batch(func(tx *store.Tx) {
			for i := range crowd {
				account, family := parenting.AccountID(50_001+i), parenting.FamilyID(60_001+i)
				err := tx.Apply(tx.Rights(account), parenting.Enrol{
					Token: "join-anggrek", Family: parenting.Family{ID: family, Group: groupFar}, Person: parenting.Person{
						ID: parenting.PersonID(70_001 + i), Family: family, Account: account, Form: parenting.Ibu, Name: "Warga", Consent: parenting.ConsentVersion,
					},
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		})
		w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]")
		if said := w.said(joko); !strings.Contains(said, "sedang dihitung") || !strings.Contains(said, "5.004 akun Telegram") {
			t.Errorf("the coordinator is told %s", said)
		}
		w.talk(joko, "", "[:edit]", "[:audience]", "[:done]") // the same as before: known by now
		if n := strings.Count(w.said(joko), "sedang dihitung"); n != 1 {
			t.Errorf("it was counted %d times", n)
		}
		w.talk(joko, "", "[:ask_second]")
		var b parenting.Broadcast
		w.batch(func(tx *store.Tx) {
			b = tx.Unfinished()[len(tx.Unfinished())-1]
			err := errors.Join(
				tx.Apply(tx.Rights(joko), parenting.Hold{On: true}), // nobody of the crowd has a phone that the simulator knows
				tx.Apply(tx.Rights(tuti), parenting.Approve{Broadcast: b.ID, Version: b.Version}))
			if err != nil {
				t.Fatal(err)
			}
		})
		w.talk(joko, "", "/pengumuman", "!"+flows.BeginData("find", int64(b.ID)), "Warga")
		if said := w.said(joko); !strings.Contains(said, "Warga sedang dicari") || !strings.Contains(said, "Ada beberapa orang bernama Warga") {
			t.Errorf("who looks for somebody is told %s", said)
		}
		w.complain(t)
	})
}

// TestGroupChatsMoveWhileTheyWait: what waits for a group chat goes to where the chat is by then, once.
func TestGroupChatsMoveWhileTheyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.clock.Walk(time.Date(2026, 6, 8, 14, 0, 0, 0, time.UTC), synctest.Wait) // 22.00 there
		w.talk(joko, "Besok kerja bakti", "/pengumuman", "*", "[:self]", "[:whom]", "[:=chats]", "[:done]", "[:morning]")
		old := w.world.Chats[melati]
		moved, err := w.telegram.Migrate(old)
		if err != nil {
			t.Fatal(err)
		}
		w.settle()
		w.clock.Walk(w.clock.Now().Add(12*time.Hour), synctest.Wait)
		w.settle()
		if n, before := strings.Count(w.said(moved), "Besok kerja bakti"), strings.Count(w.said(old), "Besok kerja bakti"); n != 1 || before != 0 {
			t.Errorf("the group reads it %d times, and %d times where it was", n, before)
		}
		// The same, where the bot hears of it from the answer to its request.
		w.batch(func(tx *store.Tx) { tx.Migrate(parenting.ChatID(moved), parenting.ChatID(old)) })
		w.talk(joko, "Kerja bakti diundur", "/pengumuman", "*", "[:self]", "[:whom]", "[:=chats]", "[:done]", "[:send]")
		if n := strings.Count(w.said(moved), "Kerja bakti diundur"); n != 1 {
			t.Errorf("the group reads it %d times", n)
		}
		if n := w.ledger()["terkirim"]; n != 2 {
			t.Errorf("the ledger says %v", w.ledger())
		}
	})
}

// TestBroadcastsOfAnotherRegion: a coordinator neither sees nor steers what goes to a region that is not his.
func TestBroadcastsOfAnotherRegion(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		for _, id := range []parenting.BroadcastID{castEast, castMelati, castGoes} {
			card := parenting.Card{Kind: parenting.CardBroadcast, Subject: int64(id), Chat: parenting.ChatID(central)}
			if m, ok := flows.RenderCard(tx, card); ok {
				t.Errorf("the coordinator of another kabupaten sees %s", inside(m))
			}
			version := tx.Broadcast(id).Version
			for _, act := range []parenting.Act{
				parenting.Aim{Broadcast: id, Version: version, Audience: parenting.Audience{
					Whom: []parenting.Whom{parenting.ToFamilies}, Areas: []parenting.Area{{Region: inCentral}},
				}},
				parenting.MarkSafety{Broadcast: id, Safety: true, Version: version},
				parenting.Send{Broadcast: id, Version: version},
				parenting.Halt{Broadcast: id, Version: version, Why: parenting.PausedByHand},
				parenting.GoOn{Broadcast: id, Version: version},
				parenting.Abort{Broadcast: id, Version: version},
				parenting.Compose{Broadcast: id, Content: flood()},
				parenting.Discard{Broadcast: id},
			} {
				if err := try(tx, func() error { return tx.Apply(tx.Rights(central), act) }); err == nil {
					t.Errorf("the coordinator of another kabupaten may %#v", act)
				}
			}
		}
		for _, caller := range []parenting.AccountID{east, joko} {
			card := parenting.Card{Kind: parenting.CardBroadcast, Subject: int64(castMelati), Chat: parenting.ChatID(caller)}
			if _, ok := flows.RenderCard(tx, card); !ok {
				t.Errorf("%d does not see what goes to his own region", caller)
			}
			halt := parenting.Halt{Broadcast: castMelati, Version: tx.Broadcast(castMelati).Version, Why: parenting.PausedByHand}
			if err := try(tx, func() error { return tx.Apply(tx.Rights(caller), halt) }); err != nil {
				t.Errorf("%d cannot pause what goes to his own region: %v", caller, err)
			}
		}
		stack, said, _, err := turn(tx, flows.Event{Kind: flows.Called, Command: "pengumuman", Account: central, Chat: parenting.ChatID(central), At: tx.Now()}, nil)
		if err != nil || len(stack) != 1 || stack[0].Flow != "compose" { // there is nothing to show him
			t.Errorf("he is told %s (%v)", said, err)
		}
	})
}

// TestKabupatenPageByPage: more places than a phone shows are marked page by page, and all marks count.
func TestKabupatenPageByPage(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		for i := range 25 {
			g := parenting.Group{ID: parenting.GroupID(500 + i), Name: "Kelompok", Village: "Desa", Regency: fmt.Sprintf("Kabupaten Ke%c", 'a'+i), Province: "35"}
			if err := tx.Apply(tx.Rights(rina), parenting.Found{Group: g, Name: "Bu Rina", Join: fmt.Sprint("join-", i)}); err != nil {
				t.Fatal(err)
			}
		}
		var stack []flows.State
		var said string
		var offered []string
		say := func(e flows.Event) {
			t.Helper()
			e.Account, e.Chat, e.At = joko, joko, tx.Now()
			var err error
			if stack, said, offered, err = turn(tx, e, stack); err != nil {
				t.Fatal(err)
			}
		}
		press := func(end string, nth int) {
			t.Helper()
			for _, data := range offered {
				choice := data[strings.LastIndex(data, ":")+1:]
				if strings.HasPrefix(choice, end) && (end != "=" || choice == "=") {
					if nth--; nth < 0 {
						say(flows.Event{Kind: flows.Pressed, Data: data, Message: 1})
						return
					}
				}
			}
			t.Fatalf("there is no %s among %v", end, offered)
		}
		say(flows.Event{Kind: flows.Pressed, Data: flows.BeginData("compose", 0), Message: 1})
		say(flows.Event{Kind: flows.Wrote, Text: "Awas banjir", Content: flood()})
		for _, choice := range []string{"self", "where", "regency", "=*"} { // in both provinces
			press(choice, 0)
		}
		press("+", 0)
		press("#2", 0)
		press("+", 7)
		press("#3", 0)
		press("+", 0)
		press("-", 0) // changed his mind
		press("#4", 0)
		press("+", 2)
		press("=", 0)
		if want := `"Kab. Lombok Tengah","Kabupaten Keo","Lombok Timur"`; !strings.Contains(said, want) {
			t.Errorf("it is for %s, want %s", said, want)
		}
	})
}
