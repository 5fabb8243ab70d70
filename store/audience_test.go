package store

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/parenting"
)

// The places of the tests of audiences.
var (
	timur  = parenting.Region{Province: "52", Regency: "Lombok Timur"}
	tengah = parenting.Region{Province: "52", Regency: "Lombok Tengah"}
	aikmel = parenting.Region{Province: "52", Regency: "Lombok Timur", Village: "Aikmel"}
	praya  = parenting.Region{Province: "52", Regency: "Lombok Tengah", Village: "Praya"}
)

// groupAt founds a group somewhere, led by an account.
func (w *world) groupAt(id parenting.GroupID, where parenting.Region, chat parenting.ChatID, leader parenting.AccountID) {
	w.Helper()
	w.apply(leader, parenting.Found{
		Group: parenting.Group{ID: id, Name: fmt.Sprint("Kelompok ", id), Village: where.Village, Regency: where.Regency, Province: where.Province, Chat: chat},
		Name:  "Fasilitator", Join: fmt.Sprint("join", id),
	})
}

// household adds a family with an account, 0 for none.
func (w *world) household(g parenting.GroupID, f parenting.FamilyID, a parenting.AccountID, bands ...parenting.Band) {
	w.Helper()
	w.do(func(tx *Tx) {
		tx.addFamily(parenting.Family{ID: f, Group: g, Bands: bands}, 0)
		tx.addPerson(parenting.Person{ID: parenting.PersonID(f), Family: f, Group: g, Account: a, Name: fmt.Sprint("Warga ", f), Consent: 1}, 0)
	})
}

// draft composes a broadcast of Pak Joko's, and says whom it is for.
func (w *world) draft(id parenting.BroadcastID, to parenting.Audience) {
	w.Helper()
	w.apply(joko, parenting.Compose{Broadcast: id, Content: awas}, parenting.Aim{Broadcast: id, Audience: to, Version: 1})
}

// gathered sends a draft and writes its recipients down, at most so many at once.
func (w *world) gathered(id parenting.BroadcastID, most int) {
	w.Helper()
	w.apply(joko, parenting.Send{Broadcast: id, Version: w.broadcast(id).Version})
	for w.broadcast(id).State == parenting.Gathering {
		w.do(func(tx *Tx) { tx.Gather(id, most) })
	}
}

// beside lets a question be answered beside the writer, as if it were about very many.
func (w *world) beside(ask func(*Tx) (known bool)) {
	w.Helper()
	w.atOnce = -1
	defer func() { w.atOnce = mostAtOnce }()
	var asked []Unanswered
	w.do(func(tx *Tx) {
		if ask(tx) {
			w.Error("it was answered at once")
		}
		asked = tx.Unanswered()
	})
	for _, q := range asked {
		keep, err := w.Answer(w.Context(), q)
		if err != nil {
			w.Fatal(err)
		}
		w.do(keep)
	}
	w.do(func(tx *Tx) {
		if !ask(tx) {
			w.Error("it is not known")
		}
	})
}

// standings are the recipients of a broadcast by how it stands with them.
func (w *world) standings(id parenting.BroadcastID) map[parenting.ChatID]string {
	all := map[parenting.ChatID]string{}
	w.do(func(tx *Tx) {
		tx.each("SELECT chat, trim(state || ' ' || reason) FROM deliveries WHERE broadcast_id = ?", []any{id}, func(scan scanner) {
			var chat parenting.ChatID
			var s string
			scan(&chat, &s)
			all[chat] = s
		})
	})
	return all
}

func to(areas []parenting.Area, whom ...parenting.Whom) parenting.Audience {
	return parenting.Audience{Whom: whom, Areas: areas}
}

func at(regions ...parenting.Region) (areas []parenting.Area) {
	for _, r := range regions {
		areas = append(areas, parenting.Area{Region: r})
	}
	return areas
}

func TestWhoIsMeant(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	w.groupAt(other, aikmel, -500, rina)
	w.groupAt(1002, praya, 0, rina)
	w.household(other, 6001, 5001, "0-2")
	w.household(1002, 6002, 5002, "3-5", "10-12")
	w.household(1002, 6003, 0)
	w.household(other, 6004, 5002) // in two groups
	babies := to(at(parenting.Region{}), parenting.ToFamilies)
	babies.Bands = []parenting.Band{"0-2", "10-12"}
	for i, c := range []struct {
		to      parenting.Audience
		want    []parenting.ChatID
		without int
	}{
		{to(at(parenting.Region{}), parenting.ToFamilies), []parenting.ChatID{103, 5001, 5002}, 2},
		{to(at(timur), parenting.ToFamilies), []parenting.ChatID{103, 5001, 5002}, 1},
		{to(at(tengah), parenting.ToFamilies), []parenting.ChatID{5002}, 1},
		{to(at(anjani, praya), parenting.ToFamilies), []parenting.ChatID{103, 5002}, 2},
		{to(at(anjani, timur), parenting.ToFamilies), []parenting.ChatID{103, 5001, 5002}, 1}, // each once
		{to([]parenting.Area{{Region: aikmel, Group: other}}, parenting.ToFamilies), []parenting.ChatID{5001, 5002}, 0},
		{to(at(praya), parenting.ToFamilies, parenting.ToFacilitators), []parenting.ChatID{102, 5002}, 1},
		{to(at(parenting.Region{}), parenting.ToFacilitators, parenting.ToCoordinators), []parenting.ChatID{100, 101, 102}, 0},
		{to(at(parenting.Region{Province: "35"}), parenting.ToFamilies, parenting.ToFacilitators, parenting.ToCoordinators), nil, 0},
		{babies, []parenting.ChatID{5001, 5002}, 0},
		{to(at(parenting.Region{}), parenting.ToChats), []parenting.ChatID{-500}, 2},
		{to(at(tengah), parenting.ToChats), nil, 1},
	} {
		for j, most := range []int{1, 1000} { // one by one among all, and at once among those who may be meant
			id := parenting.BroadcastID(9000 + 10*i + j)
			w.draft(id, c.to)
			w.do(func(tx *Tx) {
				reach, known := tx.Reach(id)
				want := parenting.Reach{Will: len(c.want), Without: c.without}
				if c.to.For(parenting.ToChats) {
					want.Behind = 2 * want.Will
				}
				check(t, fmt.Sprint(c.to, " reach"), []any{reach, known}, []any{want, true})
				tx.exec("UPDATE broadcasts SET safety = 1 WHERE id = ?", id) // or the week would be over after three of them
			})
			w.gathered(id, most)
			var got []parenting.ChatID
			w.do(func(tx *Tx) { got = tx.Recipients(id, 0, 100) })
			if !slices.Equal(got, c.want) {
				t.Errorf("%+v: got %v, want %v", c.to, got, c.want)
			}
		}
	}
}

func TestWhoMissedTheLastMeeting(t *testing.T) {
	w := melatiWorld(t)
	w.household(melati, 6001, 5001)
	w.household(melati, 6002, 5002)
	w.announce()
	w.time = saturday.Add(20 * time.Minute)
	w.apply(rina, parenting.Tick{Session: meeting, Family: famSari, Group: melati, Who: pSari, Here: true},
		parenting.Correct{Session: meeting, Family: 6001, Group: melati, Presence: parenting.Sick, Why: "demam"})
	missed := to(at(timur), parenting.ToFamilies)
	missed.Missed = true
	w.draft(flood, missed)
	reach := func() (r parenting.Reach) {
		w.do(func(tx *Tx) { r, _ = tx.Reach(flood) })
		return r
	}
	check(t, "before it is closed", reach(), parenting.Reach{})
	w.apply(rina, parenting.Close{Session: meeting, Group: melati})
	w.household(melati, 6003, 5003) // came into the group too late for it
	check(t, "closed", reach(), parenting.Reach{Will: 2, Without: 1})
	w.gathered(flood, 100)
	check(t, "those", w.standings(flood), map[parenting.ChatID]string{5001: "waiting", 5002: "waiting"})
	w.apply(rina, parenting.Correct{Session: meeting, Family: 6002, Group: melati, Presence: parenting.Present, Why: "lupa dicentang"})
	w.do(func(tx *Tx) {
		_, _, ok := claim(tx, flood, 5002)
		check(t, "who was there after all", ok, false)
	})
}

// TestWhatChangesWhileItGoes: who does not belong to it any more when the turn comes is skipped with the reason.
func TestWhatChangesWhileItGoes(t *testing.T) {
	w := melatiWorld(t)
	w.groupAt(other, aikmel, -500, rina)
	w.groupAt(1002, aikmel, -600, rina)
	w.household(other, 6001, 5001)
	w.household(1002, 6002, 5002)
	const chats, all parenting.BroadcastID = 7003, 7004
	both := []parenting.Area{{Region: aikmel, Group: other}, {Region: aikmel, Group: 1002}}
	w.draft(flood, to(both, parenting.ToFamilies, parenting.ToFacilitators))
	w.draft(chats, to(both, parenting.ToChats))
	w.draft(drill, to(at(timur), parenting.ToChats))
	w.draft(all, to(at(parenting.Region{}), parenting.ToFamilies))
	for _, id := range []parenting.BroadcastID{flood, chats, drill, all} {
		w.gathered(id, 100)
	}
	var moves parenting.Group
	w.do(func(tx *Tx) { moves = tx.Group(other) })
	moves.Village, moves.Regency = "Praya", "Lombok Tengah"
	w.apply(rina, parenting.ChangeGroup{Group: moves})
	w.do(func(tx *Tx) {
		tx.Migrate(-600, -1_000_600)
		for id, chats := range map[parenting.BroadcastID][]parenting.ChatID{
			flood: {5001, 5002}, chats: {-500, -600, -1_000_600}, drill: {-500, -1_000_600}, all: {5001},
		} {
			for _, chat := range chats {
				claim(tx, id, chat)
			}
		}
	})
	check(t, "the groups'", w.standings(flood), map[parenting.ChatID]string{5001: "skipped left", 5002: "sending", 102: "waiting"})
	check(t, "their chats'", w.standings(chats), map[parenting.ChatID]string{-500: "skipped left", -1_000_600: "sending"})
	check(t, "the kabupaten's", w.standings(drill), map[parenting.ChatID]string{-500: "skipped left", -1_000_600: "sending"})
	check(t, "everybody's", w.standings(all), map[parenting.ChatID]string{103: "waiting", 5001: "sending", 5002: "waiting"})

	w.do(func(tx *Tx) {
		settle(tx, chats, -1_000_600, parenting.Waiting, 0, "")
		tx.Unreachable(-1_000_600, "Forbidden: bot was kicked from the group chat")
		claim(tx, chats, -1_000_600)
	})
	check(t, "who threw it out", w.standings(chats)[-1_000_600], "skipped left")
	w.apply(joko, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: 1002, Region: aikmel})
	w.do(func(tx *Tx) { claim(tx, flood, parenting.ChatID(rina)) })
	check(t, "who leads the one that moved", w.standings(flood)[parenting.ChatID(rina)], "skipped left")
}

// TestTheBudgetOfAWeek: families get three a week, and safety notices beside.
func TestTheBudgetOfAWeek(t *testing.T) {
	w := melatiWorld(t)
	w.household(melati, 6001, rina) // who is both is an officer
	send := func(id parenting.BroadcastID) parenting.Reach {
		var r parenting.Reach
		w.do(func(tx *Tx) { r, _ = tx.Reach(id) })
		w.gathered(id, 100)
		w.do(func(tx *Tx) {
			for _, chat := range tx.Recipients(id, 0, 100) {
				if _, _, ok := claim(tx, id, chat); ok {
					settle(tx, id, chat, parenting.Sent, 1, "")
				}
			}
		})
		return r
	}
	families := to(at(timur), parenting.ToFamilies)
	w.draft(1, families)
	w.apply(joko, parenting.MarkSafety{Broadcast: 1, Safety: true, Version: 2})
	check(t, "a safety notice", send(1), parenting.Reach{Will: 2, Without: 1})
	for id := parenting.BroadcastID(2); id < 5; id++ {
		w.draft(id, families)
		check(t, "so far", send(id), parenting.Reach{Will: 2, Without: 1})
		w.time = w.time.Add(24 * time.Hour)
	}
	w.draft(5, families)
	check(t, "the fourth", send(5), parenting.Reach{Will: 1, Over: 1, Without: 1})
	check(t, "the fourth", w.standings(5), map[parenting.ChatID]string{103: "skipped budget", 102: "sent"})
	w.draft(6, families)
	w.apply(joko, parenting.MarkSafety{Broadcast: 6, Safety: true, Version: 2})
	check(t, "another safety notice", send(6), parenting.Reach{Will: 2, Without: 1})
	w.draft(7, families)
	w.time = w.time.Add(4*24*time.Hour + time.Minute) // a week after the first one that counts
	check(t, "a week later", send(7), parenting.Reach{Will: 2, Without: 1})

	// Two at once: the one that comes second finds the week full.
	w.draft(8, families)
	w.draft(9, families)
	w.gathered(8, 100)
	w.gathered(9, 100)
	w.do(func(tx *Tx) {
		_, _, first := claim(tx, 8, 103)
		_, _, second := claim(tx, 9, 103)
		check(t, "claimed", []bool{first, second}, []bool{false, false})
	})
	w.time = w.time.Add(24 * time.Hour)
	w.draft(10, families)
	w.gathered(10, 100)
	w.draft(11, families)
	w.gathered(11, 100)
	w.do(func(tx *Tx) {
		_, _, first := claim(tx, 10, 103)
		_, _, second := claim(tx, 11, 103)
		check(t, "claimed the day after", []bool{first, second}, []bool{true, false})
	})
	check(t, "the second", w.standings(11)[103], "skipped budget")
}

func TestWhoMaySayThatItIsASafetyNotice(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	w.draft(flood, to(at(timur), parenting.ToFamilies))
	mark := parenting.MarkSafety{Broadcast: flood, Safety: true, Version: 2}
	for _, c := range []struct {
		by   parenting.AccountID
		act  parenting.Act
		want error
	}{
		{rina, mark, ErrDenied},
		{tuti, mark, ErrStale},
		{joko, parenting.MarkSafety{Broadcast: flood, Safety: true, Version: 1}, ErrStale},
		{joko, mark, nil},
		{joko, mark, ErrStale},
		{joko, parenting.MarkSafety{Broadcast: flood, Version: 3}, nil},
		{joko, parenting.Send{Broadcast: flood, Urgent: true, Version: 4}, nil},
		{joko, parenting.MarkSafety{Broadcast: flood, Version: 5}, ErrStale},
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d: %+v: got %v, want %v", c.by, c.act, err, c.want)
		}
	}
	check(t, "what is urgent is a safety notice", w.broadcast(flood).Safety, true)
	check(t, "audit", w.count("SELECT count(*) FROM audit WHERE act IN ('safety', 'no safety') OR act = 'send' AND detail = 'families safety urgent 1'"), 3)
}

func TestAimsStayInTheRegion(t *testing.T) {
	w := melatiWorld(t)
	w.groupAt(other, praya, 0, rina)
	w.apply(joko, parenting.Invite{Link: parenting.Link{Token: "timur", Kind: parenting.LinkCoordinate, Region: timur, By: joko}})
	w.apply(tuti, parenting.Claim{Token: "timur", Account: tuti, Role: parenting.Coordinator, Region: timur, Name: "Bu Tuti"},
		parenting.Compose{Broadcast: flood, Content: awas})
	families := []parenting.Whom{parenting.ToFamilies}
	chats := []parenting.Whom{parenting.ToChats}
	for i, c := range []struct {
		to   parenting.Audience
		want error
	}{
		{parenting.Audience{Whom: families, Areas: at(parenting.Region{})}, ErrDenied},
		{parenting.Audience{Whom: families, Areas: at(anjani, tengah)}, ErrDenied},
		{parenting.Audience{Whom: families, Areas: at(parenting.Region{Province: "52"})}, ErrDenied},
		{parenting.Audience{Whom: families, Areas: []parenting.Area{{Region: anjani, Group: other}}}, ErrStale}, // it does not lie there
		{parenting.Audience{Whom: families, Areas: []parenting.Area{{Region: timur, Group: melati}}}, ErrStale},
		{parenting.Audience{Whom: families, Areas: []parenting.Area{{Group: melati}}}, ErrDenied},
		{parenting.Audience{Whom: families}, ErrDenied},
		{parenting.Audience{Areas: at(anjani)}, ErrDenied},
		{parenting.Audience{Whom: append(chats, families...), Areas: at(anjani)}, ErrDenied},
		{parenting.Audience{Whom: chats, Areas: at(anjani), Missed: true}, ErrDenied},
		{parenting.Audience{Whom: families, Areas: at(anjani), Bands: []parenting.Band{"0-2", "') OR true"}}, ErrDenied},
		{parenting.Audience{Whom: []parenting.Whom{"everybody"}, Areas: at(anjani)}, ErrDenied},
		{parenting.Audience{Whom: families, Areas: at(timur, anjani), Bands: []parenting.Band{"0-2"}, Missed: true}, nil},
		{parenting.Audience{Whom: chats, Areas: []parenting.Area{{Region: anjani, Group: melati}}}, nil},
	} {
		err := w.try(tuti, parenting.Aim{Broadcast: flood, Audience: c.to, Version: w.broadcast(flood).Version})
		if !errors.Is(err, c.want) {
			t.Errorf("%d. %+v: got %v, want %v", i, c.to, err, c.want)
		}
	}
}

// TestFacilitatorsHearWhomItDoesNotReach: once for each broadcast, however many groups they lead, and by their own clock.
func TestFacilitatorsHearWhomItDoesNotReach(t *testing.T) {
	w := melatiWorld(t)
	w.groupAt(other, aikmel, 0, rina)
	w.household(other, 6001, 0, "0-2")
	w.household(other, 6002, 5002)
	fires := func(id parenting.BroadcastID) int {
		return w.count("SELECT count(*) FROM fires WHERE kind = 'untold' AND reader = ? AND subject = ?", rina, id)
	}
	w.draft(flood, to(at(timur), parenting.ToFamilies))
	w.gathered(flood, 1)
	check(t, "fires", fires(flood), 1)
	names := func(id parenting.BroadcastID) (names []string) {
		w.do(func(tx *Tx) {
			for _, p := range tx.Untold(id, rina, false) {
				names = append(names, p.Name)
			}
		})
		return names
	}
	check(t, "of both groups", names(flood), []string{"Inaq Sahnun", "Warga 6001"})
	babies := to(at(timur), parenting.ToFamilies)
	babies.Bands = []parenting.Band{"0-2"}
	w.draft(drill, babies)
	w.gathered(drill, 100)
	check(t, "of those with babies", names(drill), []string{"Warga 6001"})
	w.draft(1, to(at(timur), parenting.ToFacilitators))
	w.gathered(1, 100)
	w.draft(2, to(at(tengah), parenting.ToFamilies))
	w.gathered(2, 100)
	check(t, "not meant", []int{fires(1), fires(2)}, []int{0, 0})
}

// TestACorrectionOfACorrection: by night it is the last words that wait for the facilitator's morning.
func TestACorrectionOfACorrection(t *testing.T) {
	w := melatiWorld(t)
	w.draft(flood, to(at(timur), parenting.ToFamilies))
	w.gathered(flood, 100)
	w.sendAll(flood)
	w.do(func(tx *Tx) { tx.FireDone(first(ids[int64](tx, "SELECT id FROM fires WHERE kind = 'untold'")), "sent") })
	w.time = w.time.Add(14 * time.Hour)
	for content := 2; content <= 3; content++ {
		w.apply(joko, parenting.Compose{Broadcast: drill, Amends: flood, Content: awas},
			parenting.Amend{Broadcast: flood, Draft: drill, Version: w.broadcast(flood).Version})
		w.do(func(tx *Tx) { tx.TellUntold(tx.Broadcast(flood), 100) })
	}
	w.apply(joko, parenting.Recall{Broadcast: flood, Version: w.broadcast(flood).Version})
	w.do(func(tx *Tx) { tx.TellUntold(tx.Broadcast(flood), 100) })
	w.do(func(tx *Tx) {
		check(t, "versions", ids[int64](tx, "SELECT version FROM fires WHERE kind = 'untold' AND outcome IS NULL ORDER BY id"), []int64{2, 3, 4})
	})
}

// TestARecallWhileTheyAreTold: what is taken back before all facilitators have heard of it is taken back with those who have, and new to nobody.
func TestARecallWhileTheyAreTold(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) { tx.grant(parenting.Grant{Account: tuti, Role: parenting.Facilitator, Group: melati}) })
	w.draft(flood, to(at(timur), parenting.ToFamilies))
	w.apply(joko, parenting.Send{Broadcast: flood, Version: w.broadcast(flood).Version})
	told := func() (told []string) {
		w.do(func(tx *Tx) {
			told = list(tx, func(scan scanner) (s string) { scan(&s); return s }, "SELECT reader || ' of ' || version FROM fires WHERE kind = 'untold' ORDER BY id")
		})
		return told
	}
	for len(told()) == 0 {
		w.do(func(tx *Tx) { tx.TellUntold(tx.Broadcast(flood), 1) })
	}
	one := told()
	w.do(func(tx *Tx) { tx.exec("UPDATE fires SET outcome = 'sent' WHERE kind = 'untold'") })
	w.apply(joko, parenting.Recall{Broadcast: flood, Version: w.broadcast(flood).Version})
	w.do(func(tx *Tx) {
		for tx.TellUntold(tx.Broadcast(flood), 1) {
		}
	})
	check(t, "who was told", told(), append(one, strings.TrimSuffix(one[0], "0")+"2"))
}

// TestTheSplitAddsUp: for any people and any audience, the split says before what the ledger says after, in whatever slices it is written
// and beside the writer too; and who gets it is who should.
func TestTheSplitAddsUp(t *testing.T) {
	w := melatiWorld(t)
	w.groupAt(other, aikmel, -500, rina)
	w.groupAt(1002, praya, 0, rina)
	groups := []parenting.GroupID{melati, other, 1002}
	regions := []parenting.Region{{}, {Province: "52"}, timur, tengah, anjani, aikmel, praya, {Province: "35"}}
	next := parenting.BroadcastID(1)
	rapid.Check(t, func(r *rapid.T) {
		w.do(func(tx *Tx) {
			for _, q := range []string{
				"DELETE FROM outcomes", "DELETE FROM deliveries", "DELETE FROM areas", "DELETE FROM broadcasts", "DELETE FROM people WHERE id >= 10000",
				"DELETE FROM families WHERE id >= 10000", "DELETE FROM grants WHERE account_id >= 5000", "DELETE FROM accounts WHERE id >= 5000",
				"DELETE FROM attendance", "DELETE FROM sessions",
			} {
				tx.exec(q)
			}
			for a := 5000; a < 5008; a++ {
				tx.exec("INSERT INTO accounts (id, seen, stopped, reachable) VALUES (?, 0, ?, ?)", a, rapid.IntRange(0, 4).Draw(r, "stopped")/4, min(1, rapid.IntRange(0, 4).Draw(r, "reachable")))
				if rapid.IntRange(0, 3).Draw(r, "officer") == 0 {
					at := rapid.SampledFrom(regions).Draw(r, "right")
					tx.grant(parenting.Grant{Account: parenting.AccountID(a), Role: rapid.SampledFrom([]parenting.Role{parenting.Coordinator, parenting.Founder}).Draw(r, "role"), Region: at})
				}
			}
			for i, g := range groups {
				tx.exec("INSERT INTO sessions (id, group_id, theme, start, duration, place, state) VALUES (?, ?, 'A', ?, 5400, '', ?)", 20_000+i, g,
					rapid.Int64Range(1, 3).Draw(r, "start")*1000, rapid.SampledFrom([]string{"closed", "announced"}).Draw(r, "state"))
			}
			for f := range rapid.IntRange(0, 14).Draw(r, "families") {
				g := rapid.SampledFrom(groups).Draw(r, "group")
				bands := rapid.SampledFrom([]string{"", "0-2", "3-5,10-12"}).Draw(r, "bands")
				tx.exec("INSERT INTO families (group_id, id, bands, joined_ms) VALUES (?, ?, ?, ?)", g, 10_000+f, bands,
					rapid.SampledFrom([]int{500_000, 2_500_000}).Draw(r, "joined"))
				if a := rapid.IntRange(4998, 5007).Draw(r, "account"); a >= 5000 {
					tx.exec("INSERT INTO people (group_id, family_id, id, account_id, name, consent, joined_ms) VALUES (?, ?, ?, ?, '', ?, 0)",
						g, 10_000+f, 10_000+f, a, min(1, rapid.IntRange(0, 5).Draw(r, "consent")))
				}
				if rapid.Bool().Draw(r, "came") {
					tx.exec("INSERT INTO attendance (session_id, family_id, presence, how, by_account, at) VALUES (?, ?, ?, '', 0, 0)",
						20_000+slices.Index(groups, g), 10_000+f, rapid.SampledFrom([]string{"present", "sick"}).Draw(r, "presence"))
				}
			}
			for b := range 4 { // what they have had
				tx.exec("INSERT INTO broadcasts (id, by_account, state, safety, total, sent, made, content, gathered) VALUES (?, 1, 'running', ?, 0, 0, 0, '{}', NULL)",
					30_000+b, rapid.IntRange(0, 3).Draw(r, "safety")/3)
				for a := 5000; a < 5008; a++ {
					if rapid.IntRange(0, 3).Draw(r, "had") > 0 {
						ago := rapid.SampledFrom([]time.Duration{time.Hour, 8 * 24 * time.Hour}).Draw(r, "ago")
						tx.exec("INSERT INTO deliveries (broadcast_id, chat, state, content, at) VALUES (?, ?, 'sent', 1, ?)", 30_000+b, a, unix(tx.now.Add(-ago)))
						tx.move(parenting.BroadcastID(30_000+b), "", "", parenting.Sent, "", 1)
					}
				}
			}
		})
		who := parenting.Audience{Areas: at(rapid.SliceOfNDistinct(rapid.SampledFrom(regions), 1, 3, rapid.ID).Draw(r, "where")...)}
		who.Whom = rapid.SliceOfNDistinct(rapid.SampledFrom([]parenting.Whom{parenting.ToFamilies, parenting.ToFacilitators, parenting.ToCoordinators}), 1, 3, rapid.ID).Draw(r, "whom")
		if rapid.IntRange(0, 3).Draw(r, "one group") == 0 {
			g := rapid.SampledFrom([]parenting.Area{{Region: anjani, Group: melati}, {Region: aikmel, Group: other}, {Region: praya, Group: 1002}}).Draw(r, "group")
			who.Areas = append(who.Areas[1:], g)
		}
		switch {
		case rapid.IntRange(0, 5).Draw(r, "chats") == 0:
			who.Whom = []parenting.Whom{parenting.ToChats}
		case who.For(parenting.ToFamilies):
			who.Missed = rapid.Bool().Draw(r, "missed")
			who.Bands = rapid.SampledFrom([][]parenting.Band{nil, {"0-2"}, {"10-12", "16-17"}}).Draw(r, "bands")
		}
		next++
		id := next
		w.draft(id, who)
		if rapid.Bool().Draw(r, "safety") {
			w.apply(joko, parenting.MarkSafety{Broadcast: id, Safety: true, Version: 2})
		}
		var reach, beside parenting.Reach
		w.do(func(tx *Tx) { reach, _ = tx.Reach(id) })
		w.beside(func(tx *Tx) (known bool) { beside, known = tx.Reach(id); return known })
		if beside != reach {
			r.Fatalf("%+v beside the writer, %+v at once", beside, reach)
		}
		w.gathered(id, rapid.SampledFrom([]int{1, 2, 100}).Draw(r, "slice"))
		var got parenting.Reach
		var want map[parenting.ChatID]string
		w.do(func(tx *Tx) {
			b := tx.Broadcast(id)
			got.Will = b.Waiting
			for _, o := range tx.Outcomes(id) {
				add(&got, o.Reason, o.N)
			}
			want = meant(tx, b)
		})
		got.Without, got.Behind = reach.Without, reach.Behind
		if got != reach {
			r.Fatalf("%+v: the ledger says %+v, the split %+v", who, got, reach)
		}
		if standings := w.standings(id); fmt.Sprint(standings) != fmt.Sprint(want) {
			r.Fatalf("%+v: got %v, want %v", who, standings, want)
		}
	})
}

// meant says in plain Go what verdict says in SQL.
func meant(tx *Tx, b parenting.Broadcast) map[parenting.ChatID]string {
	who, all := b.Audience, map[parenting.ChatID]string{}
	in := func(g parenting.Group) bool {
		return slices.ContainsFunc(who.Areas, func(a parenting.Area) bool { return g.Region().Within(a.Region) && (a.Group == 0 || a.Group == g.ID) })
	}
	holds := func(r parenting.Region) bool {
		return slices.ContainsFunc(who.Areas, func(a parenting.Area) bool { return a.Group == 0 && r.Within(a.Region) })
	}
	family := func(f parenting.Family) bool {
		banded := len(who.Bands) == 0 || slices.ContainsFunc(who.Bands, func(b parenting.Band) bool { return slices.Contains(f.Bands, b) })
		past := slices.DeleteFunc(tx.Sessions(f.Group, time.Unix(math.MinInt32, 0)), func(s parenting.Session) bool { return s.State != parenting.Closed })
		missed := len(past) > 0 && f.Joined.Before(past[len(past)-1].Start) && !tx.Present(past[len(past)-1].ID, f.ID).Presence.Came()
		return banded && (!who.Missed || missed) && in(tx.Group(f.Group))
	}
	if who.For(parenting.ToChats) {
		for _, g := range tx.Groups() {
			if g.Chat != 0 && in(g) {
				all[g.Chat] = "waiting"
			}
		}
		return all
	}
	for _, id := range ids[parenting.AccountID](tx, "SELECT id FROM accounts") {
		r, a, is, had := tx.Rights(id), tx.Account(id), false, 0
		for _, p := range r.People {
			is = is || who.For(parenting.ToFamilies) && p.Consent > 0 && family(tx.Family(p.Family))
		}
		for _, g := range r.Grants {
			switch g.Role {
			case parenting.Coordinator:
				is = is || who.For(parenting.ToCoordinators) && holds(g.Region)
			case parenting.Founder:
				is = is || who.For(parenting.ToFacilitators) && holds(g.Region)
			case parenting.Facilitator:
				is = is || who.For(parenting.ToFacilitators) && in(tx.Group(g.Group))
			}
		}
		tx.get("SELECT count(*) FROM deliveries d JOIN broadcasts b ON b.id = d.broadcast_id WHERE d.chat = ? AND d.state = 'sent' AND NOT b.safety AND d.at > ?",
			[]any{id, unix(tx.now.AddDate(0, 0, -7))}, &had)
		switch {
		case !is:
		case !a.Reachable:
			all[parenting.ChatID(id)] = "skipped unreachable"
		case a.Stopped:
			all[parenting.ChatID(id)] = "skipped stopped"
		case had >= 3 && !b.Safety && len(r.Grants) == 0:
			all[parenting.ChatID(id)] = "skipped budget"
		default:
			all[parenting.ChatID(id)] = "waiting"
		}
	}
	return all
}
