package main

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"

	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// logged are the kinds of acts that the store writes into the log.
func logged(t *testing.T) (acts []string) {
	for _, f := range parsed(t, "store") {
		ast.Inspect(f, func(n ast.Node) bool {
			entry, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if kind, ok := entry.Type.(*ast.SelectorExpr); !ok || kind.Sel.Name != "Entry" {
				return true
			}
			for _, e := range entry.Elts {
				pair := e.(*ast.KeyValueExpr)
				if pair.Key.(*ast.Ident).Name != "Act" {
					continue
				}
				act, err := strconv.Unquote(pair.Value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				acts = append(acts, act)
			}
			return true
		})
	}
	if len(acts) < 20 {
		t.Fatalf("found only the acts %v", acts)
	}
	return acts
}

// TestTheLogHasWords: whatever the store records can be read, in both languages.
func TestTheLogHasWords(t *testing.T) {
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"id", "en"} {
		words := catalog.In(lang)
		for _, act := range logged(t) {
			if key := "log." + strings.ReplaceAll(act, " ", "_"); !words.Has(key) {
				t.Errorf("%s: there is no %s", lang, key)
			}
		}
		for part, kinds := range map[string][]string{
			"role":  {string(parenting.Coordinator), string(parenting.Founder), string(parenting.Facilitator)},
			"right": {string(parenting.Coordinator), string(parenting.Founder), string(parenting.Facilitator)},
			"file":  {"sheet", "blank", "consent", "mine"},
			"guest": {string(parenting.LinkCoordinate), string(parenting.LinkFacilitate), string(parenting.LinkAssist), string(parenting.LinkCarer)},
		} {
			for _, kind := range kinds {
				if key := "log." + part + "." + kind; !words.Has(key) {
					t.Errorf("%s: there is no %s", lang, key)
				}
			}
		}
	}
}

// TestTheLogKeepsFamiliesApart: who holds a right in one group and is of a family in another is not told by the log to be of it.
func TestTheLogKeepsFamiliesApart(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		does := func(act parenting.Act) {
			t.Helper()
			if err := tx.Apply(tx.Rights(leader), act); err != nil {
				t.Fatalf("%T: %v", act, err)
			}
		}
		person := parenting.Person{ID: 46, Family: 25, Account: leader, Form: parenting.Ibu, Name: "Pemimpin", Consent: parenting.ConsentVersion}
		silent := func(when string) {
			t.Helper()
			for _, who := range []parenting.AccountID{joko, east} {
				m, ok := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardLog, Subject: int64(groupMelati), Chat: parenting.ChatID(who)})
				if text := inside(m); !ok || strings.Contains(text, "Mawar") || strings.Contains(text, "Pemimpin") {
					t.Errorf("%s, %d reads %s", when, who, text)
				}
			}
		}
		does(parenting.Enrol{Token: tx.JoinLink(groupMelati), Family: parenting.Family{ID: 25, Group: groupMelati}, Person: person})
		does(parenting.Describe{Family: tx.Family(25)})
		does(parenting.Address{Person: 46, Family: 25, Group: groupMelati, Form: parenting.Mbak, Name: "Pemimpin"})
		silent("in the family")
		does(parenting.Leave{Person: 46, Family: 25, Group: groupMelati})
		silent("after it was left")
		m, _ := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardLog, Subject: int64(groupMawar), Chat: joko})
		if !strings.Contains(inside(m), "Fasilitator Mawar") {
			t.Error("the facilitator is not named in her own group: this test sees nothing")
		}
	})
}

// TestTheLogOfARegion does all there is to do in Melati and looks whether the log of the next kabupaten, and its region card, say the same
// as before, and those of its own kabupaten do not.
func TestTheLogOfARegion(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		shown := func(to parenting.AccountID) string {
			var all []any
			for _, kind := range []parenting.CardKind{parenting.CardLog, parenting.CardRegion} {
				for _, view := range []string{"", "p2", "p3", "p99999999999"} {
					m, ok := flows.RenderCard(tx, parenting.Card{Kind: kind, Chat: parenting.ChatID(to), View: view})
					all = append(all, m, ok)
				}
			}
			return inside(all)
		}
		before := map[parenting.AccountID]string{central: shown(central), distant: shown(distant), east: shown(east), joko: shown(joko)}
		for _, d := range deeds(tx) {
			if _, ok := d.act.(parenting.SetProgramme); ok {
				continue // its office stands on every region card
			}
			err := try(tx, func() error {
				err := tx.Apply(tx.Rights(d.by), d.act)
				for _, who := range []parenting.AccountID{central, distant} {
					if shown(who) != before[who] {
						t.Errorf("%d sees that %d has done %#v", who, d.by, d.act)
					}
				}
				return err
			})
			if err != nil {
				t.Errorf("%#v: %v", d.act, err)
			}
		}
		renewed := parenting.RenewJoin{Group: groupMelati, Join: "renewed"}
		if err := tx.Apply(tx.Rights(rina), renewed); err != nil {
			t.Fatal(err)
		}
		for _, who := range []parenting.AccountID{east, joko} {
			if shown(who) == before[who] {
				t.Errorf("%d does not see what was done in the own region: this test sees nothing", who)
			}
		}
		whole := tx.Log([]parenting.GroupID{groupMelati, groupMawar, groupFar, 0}, 0, 0, 1000)
		for _, who := range []parenting.AccountID{stranger, sari, nextDoor} {
			if m, ok := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardLog, Chat: parenting.ChatID(who)}); ok {
				t.Errorf("%d reads the log: %s", who, inside(m))
			}
		}
		if none := tx.Log(nil, 0, 0, 1000); len(none) > 0 || len(whole) < 20 {
			t.Errorf("of nothing: got %d lines, of everything %d", len(none), len(whole))
		}
		if !slices.IsSortedFunc(whole, func(a, b parenting.Entry) int { return b.At.Compare(a.At) }) {
			t.Error("the newest does not stand first")
		}
	})
}
