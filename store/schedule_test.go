package store

import (
	"errors"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/parenting"
)

const part parenting.AccountID = 150 // coordinates Lombok Timur only

var inEast = parenting.Region{Province: "52", Regency: "Lombok Timur"}

// coordinates gives somebody a region.
func (w *world) coordinates(a parenting.AccountID, in parenting.Region) {
	w.Helper()
	w.do(func(tx *Tx) {
		tx.grant(parenting.Grant{Account: a, Role: parenting.Coordinator, Region: in})
	})
}

func (w *world) resigns(a parenting.AccountID) {
	w.Helper()
	w.do(func(tx *Tx) { tx.exec("DELETE FROM grants WHERE account_id = ? AND role = 'coordinator'", a) })
}

func TestMoreThanAThousandNeedASecond(t *testing.T) {
	w := crowd(t, parenting.MostAlone-1) // and Bu Sari
	w.begin(drill, parenting.ToFamilies)
	check(t, "a thousand", w.broadcast(drill).State, parenting.Running)
	w.do(func(tx *Tx) { tx.exec("INSERT INTO accounts (id, seen) VALUES (9001, 0)") })
	w.apply(sari, parenting.Invite{Link: parenting.Link{Token: "more", Kind: parenting.LinkCarer, Family: famSari, Group: melati, By: sari}})
	w.apply(9001, parenting.JoinFamily{Token: "more", Person: parenting.Person{ID: 9002, Family: famSari, Account: 9001, Form: parenting.Kakek, Name: "Warga", Consent: 1}})
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies))
	send := parenting.Send{Broadcast: flood, Version: 2}
	w.coordinates(part, inEast) // who holds only a part of the audience does not count
	if err := w.try(joko, send); !errors.Is(err, ErrStale) {
		t.Errorf("without a second coordinator: %v", err)
	}
	w.coordinates(tuti, parenting.Region{})
	w.apply(tuti, parenting.Stop{Account: tuti}) // nor does whom nobody can ask
	if err := w.try(joko, send); !errors.Is(err, ErrStale) {
		t.Errorf("with one who gets no messages: %v", err)
	}
	w.apply(tuti, parenting.Resume{Account: tuti})
	w.apply(joko, send)
	check(t, "state", w.broadcast(flood).State, parenting.Asking)
	check(t, "asked", w.count("SELECT reader FROM fires WHERE kind = 'ask' AND outcome IS NULL"), int(tuti))
	for i, c := range []struct {
		by   parenting.AccountID
		act  parenting.Act
		want error
	}{
		{joko, parenting.Approve{Broadcast: flood, Version: 3}, ErrDenied},
		{joko, parenting.Refuse{Broadcast: flood, Version: 3}, ErrDenied},
		{part, parenting.Approve{Broadcast: flood, Version: 3}, ErrDenied},
		{part, parenting.Refuse{Broadcast: flood, Version: 3}, ErrDenied},
		{rina, parenting.Approve{Broadcast: flood, Version: 3}, ErrDenied},
		{0, parenting.Approve{Broadcast: flood, Version: 3}, ErrDenied},
		{joko, parenting.Start{Broadcast: flood, Version: 3}, ErrDenied},
		{0, parenting.Start{Broadcast: flood, Version: 3}, ErrStale},
		{tuti, parenting.Reopen{Broadcast: flood, Version: 3}, ErrStale},
		{tuti, parenting.AskAgain{Broadcast: flood, Version: 3}, ErrStale},
		{joko, parenting.AskAgain{Broadcast: flood, Version: 2}, ErrStale},
		{joko, parenting.Revise{Broadcast: flood, Draft: drill, Version: 3}, ErrStale},
		{tuti, parenting.Approve{Broadcast: flood, Version: 2}, ErrStale},
		{joko, parenting.SetSchedule{Broadcast: flood, Version: 3}, ErrStale},
		{joko, parenting.Compose{Broadcast: flood, Content: awas}, ErrStale},
		{joko, parenting.Reopen{Broadcast: flood, Version: 3}, nil},
		{tuti, parenting.Approve{Broadcast: flood, Version: 3}, ErrStale},
		{joko, parenting.Compose{Broadcast: flood, Content: awas}, nil},
		{joko, parenting.Send{Broadcast: flood, Version: 5}, nil},
		{tuti, parenting.Approve{Broadcast: flood, Version: 3}, ErrStale},
		{tuti, parenting.Refuse{Broadcast: flood, Why: "salah hari", Version: 6}, nil},
		{tuti, parenting.Approve{Broadcast: flood, Version: 6}, ErrStale},
		{joko, parenting.Send{Broadcast: flood, Version: 7}, nil},
		{tuti, parenting.Approve{Broadcast: flood, Version: 8}, nil},
		{tuti, parenting.Refuse{Broadcast: flood, Version: 9}, ErrStale},
		{tuti, parenting.Abort{Broadcast: flood, Version: 9}, nil},
	} {
		if err := w.try(c.by, c.act); !errors.Is(err, c.want) {
			t.Errorf("%d. %d: %+v: got %v, want %v", i, c.by, c.act, err, c.want)
		}
	}
	check(t, "the version that went out, however often it was refused or changed before", w.broadcast(flood).ContentVersion, 1)
	check(t, "who approved", w.count("SELECT account_id FROM audit WHERE act = 'approve' AND subject = ?", flood), int(tuti))
	check(t, "who sent", w.count("SELECT DISTINCT account_id FROM audit WHERE act = 'send' AND subject = ?", flood), int(joko))
}

// TestNeitherAloneApproves lets three coordinators do and lose anything in any order. Nothing that is for more than a thousand goes out or
// waits for its hour unless another account than its author's has approved just that.
func TestNeitherAloneApproves(t *testing.T) {
	w := crowd(t, parenting.MostAlone+1)
	three := map[parenting.AccountID]parenting.Region{joko: {}, tuti: {}, part: inEast}
	areas := []parenting.Area{{}, {Region: inEast}}
	approvals, starts, revisions := 0, 0, 0
	rapid.Check(t, func(r *rapid.T) {
		w.do(func(tx *Tx) {
			for _, table := range []string{"outcomes", "deliveries", "areas", "broadcasts", "fires"} {
				tx.exec("DELETE FROM " + table)
			}
		})
		for a, in := range three {
			w.coordinates(a, in)
		}
		author := rapid.SampledFrom([]parenting.AccountID{joko, tuti, part}).Draw(r, "author")
		approved := 0 // the version that somebody else has approved
		day := func() parenting.Schedule {
			return parenting.Schedule{From: parenting.Civil(w.time.AddDate(0, 0, rapid.SampledFrom([]int{1, 1, 0}).Draw(r, "day")))}
		}
		to := func(in parenting.Area, version int) parenting.Aim {
			return parenting.Aim{Broadcast: flood, Version: version, Audience: parenting.Audience{
				Whom: []parenting.Whom{parenting.ToFamilies}, Areas: []parenting.Area{in},
			}}
		}
		w.apply(author, parenting.Compose{Broadcast: flood, Content: awas}, to(parenting.Area{Region: three[author]}, 1),
			parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: day()}, parenting.Send{Broadcast: flood, Version: 3})
		for range rapid.IntRange(20, 40).Draw(r, "things") {
			b := w.broadcast(flood)
			who := rapid.SampledFrom([]parenting.AccountID{joko, tuti, part, 0}).Draw(r, "who")
			version := b.Version - rapid.IntRange(0, 5).Draw(r, "behind")/5
			act := rapid.SampledFrom([]parenting.Act{
				parenting.Compose{Broadcast: flood, Content: awas},
				to(rapid.SampledFrom(areas).Draw(r, "area"), version),
				parenting.SetSchedule{Broadcast: flood, Version: version, Schedule: day()},
				parenting.Send{Broadcast: flood, Version: version},
				parenting.Send{Broadcast: flood, Version: version},
				parenting.Reopen{Broadcast: flood, Version: version},
				parenting.AskAgain{Broadcast: flood, Version: version},
				parenting.Revise{Broadcast: flood, Draft: drill, Version: version},
				parenting.Send{Broadcast: drill, Version: 1},
				parenting.Send{Broadcast: drill, Version: 1},
				parenting.Approve{Broadcast: flood, Version: version},
				parenting.Approve{Broadcast: flood, Version: version},
				parenting.Refuse{Broadcast: flood, Version: version},
				parenting.Start{Broadcast: flood, Version: version},
				parenting.Start{Broadcast: flood, Version: version},
				nil, nil,
			}).Draw(r, "act")
			if act == nil {
				if who != 0 && rapid.Bool().Draw(r, "back") {
					w.coordinates(who, three[who])
				} else {
					w.resigns(who)
				}
				continue
			}
			switch a := act.(type) {
			case parenting.Start:
				who = 0
			case parenting.Send:
				if revise := (parenting.Revise{Broadcast: flood, Draft: drill, Version: version}); a.Broadcast == drill && w.try(author, revise) == nil {
					who = author
				}
			}
			var may bool
			w.do(func(tx *Tx) {
				may = tx.Rights(who).Reaches(b.Audience.Areas) && tx.Rights(author).Reaches(b.Audience.Areas)
			})
			err := w.try(who, act)
			now := w.broadcast(flood)
			if s, ok := act.(parenting.Send); ok && s.Broadcast == drill && err == nil {
				revisions++
			}
			if _, ok := act.(parenting.Approve); ok && err == nil {
				if who == author || !may || version != b.Version {
					r.Fatalf("%d has approved what %d wrote, version %d of %d; may: %v", who, author, version, b.Version, may)
				}
				approved = now.Version
				approvals++
			}
			if _, ok := act.(parenting.Start); ok && err == nil && now.State == parenting.Gathering {
				approved = now.Version
				starts++
				w.do(func(tx *Tx) {
					for _, a := range []parenting.AccountID{now.By, now.Second} {
						if !tx.Rights(a).Reaches(now.Audience.Areas) {
							r.Fatalf("it went out although %d coordinates no more", a)
						}
					}
				})
			}
			switch now.State {
			case parenting.Timed, parenting.Gathering:
				if now.Second == 0 || now.Second == now.By || now.Version != approved {
					r.Fatalf("it is %s, approved by %d: %+v", now.State, now.Second, now)
				}
			case parenting.Draft, parenting.Asking, parenting.Aborted:
			default:
				r.Fatalf("it is %s", now.State)
			}
		}
	})
	if approvals == 0 || starts == 0 || revisions == 0 {
		t.Errorf("%d approvals, %d starts and %d new plans", approvals, starts, revisions)
	}
	t.Log(approvals, "approvals,", starts, "starts,", revisions, "new plans")
}

// TestAPlanHoldsUntilItIsReplaced: a draft of it changes nothing before it is sent, and nothing after the hour has come.
func TestAPlanHoldsUntilItIsReplaced(t *testing.T) {
	w := crowd(t, 3)
	hour := parenting.Civil(w.time.AddDate(0, 0, 1))
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies),
		parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: parenting.Schedule{From: hour}}, parenting.Send{Broadcast: flood, Version: 3})
	revise := parenting.Revise{Broadcast: flood, Draft: drill, Version: 4}
	later := parenting.SetSchedule{Broadcast: drill, Version: 1, Schedule: parenting.Schedule{From: hour.AddDate(0, 0, 1)}}
	planned := w.broadcast(flood)
	w.apply(joko, revise)
	w.apply(joko, revise, later) // whoever begins once more has one draft
	check(t, "the plan", w.broadcast(flood), planned)
	check(t, "drafts", w.count("SELECT count(*) FROM broadcasts WHERE state = 'draft'"), 1)
	check(t, "warnings", w.count("SELECT count(*) FROM fires WHERE kind = 'unsent' AND outcome IS NULL"), 0)
	w.apply(joko, parenting.Send{Broadcast: drill, Version: 2})
	b := w.broadcast(flood)
	check(t, "the new plan", []any{b.State, b.From, b.Version, w.broadcast(drill).ID}, []any{parenting.Timed, later.Schedule.From, 5, parenting.BroadcastID(0)})
	if err := w.try(0, parenting.Start{Broadcast: flood, Version: 4}); !errors.Is(err, ErrStale) {
		t.Errorf("at the old hour: %v", err)
	}
	revise.Version = 5
	w.apply(joko, revise)
	w.apply(0, parenting.Start{Broadcast: flood, Version: 5})
	if err := w.try(joko, parenting.Send{Broadcast: drill, Version: 1}); !errors.Is(err, ErrStale) {
		t.Errorf("after its hour: %v", err)
	}
	w.do(func(tx *Tx) {
		for !tx.broadcast(flood).Written {
			tx.Gather(flood, 1000)
		}
	})
	check(t, "who gets it", w.broadcast(flood).Total, 4)
}

// TestNobodyHasAnswered: both are told in good time, and the request ends with its hour. All clocks but that of Melati, an hour ahead, are WIB.
func TestNobodyHasAnswered(t *testing.T) {
	w := crowd(t, parenting.MostAlone+1)
	w.coordinates(tuti, parenting.Region{})
	wib := parenting.ProvinceZone("11")
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 6, day, hour, minute, 0, 0, wib) }
	for name, c := range map[string]struct{ asked, from, pending, lapse time.Time }{
		"early tomorrow":     {at(9, 8, 31), at(10, 7, 0), at(9, 19, 30), at(10, 7, 0)},
		"late in the night":  {at(9, 22, 0), at(10, 9, 0), at(10, 6, 0), at(10, 9, 0)},
		"this afternoon":     {at(9, 8, 0), at(9, 16, 0), at(9, 13, 0), at(9, 16, 0)},
		"soon":               {at(9, 8, 0), at(9, 10, 0), at(9, 8, 30), at(9, 10, 0)},
		"before the morning": {at(9, 22, 0), at(10, 6, 0), at(10, 19, 30), at(10, 22, 0)},
		"next week":          {at(9, 10, 0), at(16, 9, 0), at(10, 8, 0), at(10, 10, 0)},
		"at once":            {at(9, 10, 0), time.Time{}, time.Time{}, at(10, 10, 0)},
	} {
		w.time = c.asked
		s := parenting.Schedule{}
		if !c.from.IsZero() {
			s.From = parenting.Civil(c.from)
		}
		w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies),
			parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: s}, parenting.Send{Broadcast: flood, Version: 3})
		want := map[string]time.Time{"ask tuti": parenting.Polite(c.asked, wib), "lapse": c.lapse, "pending joko": c.pending, "pending tuti": c.pending}
		maps.DeleteFunc(want, func(_ string, due time.Time) bool { return due.IsZero() })
		got := map[string]time.Time{}
		w.do(func(tx *Tx) {
			for _, f := range list(tx, readFire, "SELECT "+fireColumns+" FROM fires WHERE outcome IS NULL AND subject = ?", flood) {
				who := map[parenting.AccountID]string{joko: " joko", tuti: " tuti"}[f.Reader]
				got[string(f.Kind)+who] = f.Due.In(wib)
			}
			tx.exec("DELETE FROM fires")
			tx.exec("DELETE FROM broadcasts")
		})
		check(t, name, got, want)
	}
}

// TestANewCoordinatorIsAsked: who joins while a request is open is asked as well, once, if the regions hold its audience.
func TestANewCoordinatorIsAsked(t *testing.T) {
	w := crowd(t, parenting.MostAlone+1)
	w.coordinates(tuti, parenting.Region{})
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies),
		parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: parenting.Schedule{From: parenting.Civil(w.time.AddDate(0, 0, 1))}},
		parenting.Send{Broadcast: flood, Version: 3})
	join := func(who parenting.AccountID, token string, r parenting.Region) {
		w.apply(joko, parenting.Invite{Link: parenting.Link{Token: token, Kind: parenting.LinkCoordinate, Region: r, By: joko}})
		w.apply(who, parenting.Claim{Token: token, Account: who, Role: parenting.Coordinator, Region: r, Name: "Baru"})
	}
	fires := func(who parenting.AccountID) (kinds string) {
		w.do(func(tx *Tx) {
			tx.get(`SELECT coalesce(group_concat(kind, ' ' ORDER BY kind), '') FROM fires WHERE subject = ?1 AND reader = ?2
				AND expires = (SELECT due FROM fires WHERE subject = ?1 AND kind = 'lapse')`, []any{flood, who}, &kinds)
		})
		return kinds
	}
	join(9001, "part", timur)
	check(t, "who holds a part", fires(9001), "")
	join(9001, "whole", parenting.Region{})
	check(t, "who holds all", fires(9001), "ask pending")
	join(9001, "again", anjani)
	join(tuti, "once", timur)
	check(t, "once", []string{fires(9001), fires(tuti)}, []string{"ask pending", "ask pending"})
	w.apply(9001, parenting.Approve{Broadcast: flood, Version: 4})
	join(9002, "late", parenting.Region{})
	check(t, "decided", fires(9002), "")
}

func TestRightsAreAskedAgainAtTheHour(t *testing.T) {
	plan := func(t *testing.T) *world {
		w := crowd(t, parenting.MostAlone+1)
		w.coordinates(tuti, parenting.Region{})
		w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies),
			parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: parenting.Schedule{From: parenting.Civil(w.time.AddDate(0, 0, 1))}},
			parenting.Send{Broadcast: flood, Version: 3})
		w.apply(tuti, parenting.Approve{Broadcast: flood, Version: 4})
		check(t, "planned", w.broadcast(flood).State, parenting.Timed)
		return w
	}
	start := parenting.Start{Broadcast: flood, Version: 5}
	for name, c := range map[string]struct {
		before func(w *world)
		want   parenting.BroadcastState
		second parenting.AccountID
	}{
		"as it was":          {func(*world) {}, parenting.Gathering, tuti},
		"the author is gone": {func(w *world) { w.resigns(joko) }, parenting.Aborted, tuti},
		"who approved is gone, another is there": {func(w *world) {
			w.resigns(tuti)
			w.coordinates(rina, parenting.Region{})
		}, parenting.Asking, 0},
		"who approved is gone": {func(w *world) { w.resigns(tuti) }, parenting.Draft, 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := plan(t)
			c.before(w)
			w.reopen()
			w.apply(0, start)
			b := w.broadcast(flood)
			check(t, "state and who approved", []any{b.State, b.Second}, []any{c.want, c.second})
			if err := w.try(0, start); !errors.Is(err, ErrStale) {
				t.Errorf("started twice: %v", err)
			}
		})
	}
}

// TestFirstHour: the first clock that anybody here lives by counts.
func TestFirstHour(t *testing.T) {
	w := crowd(t, 1)
	at := func() (at time.Time) {
		w.do(func(tx *Tx) {
			at = tx.FirstHour(time.Date(2026, 6, 13, 9, 0, 0, 0, time.UTC))
		})
		return at.UTC()
	}
	hour := func(h int) time.Time { return time.Date(2026, 6, 13, h, 0, 0, 0, time.UTC) }
	check(t, "Melati and Arab Saudi", at(), hour(1))
	w.do(func(tx *Tx) { tx.exec("UPDATE families SET away_in = 'JP' WHERE id = ?", famSari) })
	check(t, "and Japan", at(), hour(0))
	w.coordinates(tuti, parenting.Region{Province: "91"})
	check(t, "and Papua", at(), hour(0))
}

func TestWhatIsPastItsEndIsNotClaimed(t *testing.T) {
	w := crowd(t, 2)
	until := parenting.Civil(w.time.In(parenting.ProvinceZone("52")).Add(time.Hour))
	w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies),
		parenting.SetSchedule{Broadcast: flood, Version: 2, Schedule: parenting.Schedule{Until: until}}, parenting.Send{Broadcast: flood, Version: 3})
	w.do(func(tx *Tx) { tx.Gather(flood, 1000); tx.Gather(flood, 1000) }) // the facilitators, the families
	claim := func(a parenting.ChatID) (due time.Time, ok bool) {
		w.do(func(tx *Tx) { _, due, ok = claim(tx, flood, a) })
		return due, ok
	}
	_, ok := claim(5001)
	check(t, "before", []any{ok, w.standing(flood, 5001)}, []any{true, "sending"})
	w.time = w.time.Add(time.Hour)
	due, ok := claim(5002)
	check(t, "after", []any{ok, due.IsZero(), w.standing(flood, 5002)}, []any{false, true, "skipped expired"})
	w.do(func(tx *Tx) {
		for _, chat := range []parenting.ChatID{5001, parenting.ChatID(sari)} {
			_, ok := tx.Hour(tx.Broadcast(flood), chat)
			check(t, "in time", ok, false)
		}
	})
	check(t, "what is on its way", w.standing(flood, 5001), "sending")
	check(t, "who waits", w.standing(flood, sari), "skipped expired")
}

func TestPace(t *testing.T) {
	w := crowd(t, 1)
	w.SetRate(28)
	w.do(func(tx *Tx) {
		check(t, "nothing moved", tx.Speed(flood), 28.0)
		now := tx.now
		p := speed{}
		for range 40 { // ten every second
			now = now.Add(time.Second)
			p = p.ended(10, now)
		}
		if got := p.perSecond(now); got < 9 || got > 11 {
			t.Errorf("ten a second are %v", got)
		}
		check(t, "a minute later", p.perSecond(now.Add(time.Minute)), 0.0)
		check(t, "when the clock goes back", p.ended(10, now.Add(-time.Hour)).perSecond(now), 0.0)
	})
}
