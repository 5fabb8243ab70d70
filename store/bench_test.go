package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// BenchmarkReplies is the hot path: a batch of 100 presses, each by another family of 1,000 announced groups of 20, each in its
// savepoint with everything that the bot asks the store on the way; the commit is durable.
func BenchmarkReplies(b *testing.B) {
	ctx, now := context.Background(), morning
	s, err := Open(ctx, filepath.Join(b.TempDir(), "asuh.db"), func() time.Time { return now }, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(1, 2))
	id := func() int64 { return r.Int64()>>1 | 1 }
	var presses []parenting.Reply
	var accounts []parenting.AccountID
	err = s.Batch(ctx, func(tx *Tx) error {
		for range 1000 {
			group, session := id(), id()
			tx.exec("INSERT INTO groups (id, name, village, regency, province, place, salam, chat, founded) VALUES (?, 'Melati', 'Anjani', 'Lombok Timur', '52', '/52/lomboktimur/anjani/', 'islam', ?, 0)", group, -group)
			tx.exec("INSERT INTO sessions (id, group_id, theme, start, duration, place, state) VALUES (?, ?, 'A', ?, 5400, 'Balai desa', 'announced')", session, group, unix(saturday))
			card := func(kind parenting.CardKind, chat int64) {
				c, stamp := tx.ShowCard(parenting.Card{Kind: kind, Subject: session, Group: parenting.GroupID(group), Chat: parenting.ChatID(chat)}, 0)
				call := tx.Queue(Call{Chat: parenting.ChatID(chat), Method: "sendMessage", Params: []byte(`{}`), Card: c, Stamp: stamp})
				tx.Claim(call)
				tx.Sent(call, 1)
			}
			card(parenting.CardTally, -group)
			card(parenting.CardSession, id())
			for range 20 {
				family, account := parenting.FamilyID(id()), parenting.AccountID(id())
				tx.addFamily(parenting.Family{ID: family, Group: parenting.GroupID(group)}, 0)
				tx.addPerson(parenting.Person{ID: parenting.PersonID(id()), Family: family, Group: parenting.GroupID(group), Account: account, Name: "Sari", Consent: 1}, 0)
				card(parenting.CardInvitation, int64(account))
				accounts = append(accounts, account)
				presses = append(presses, parenting.Reply{
					RSVP: parenting.RSVP{Session: parenting.SessionID(session), Family: family, Answer: parenting.Coming}, Group: parenting.GroupID(group),
				})
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	r.Shuffle(len(presses), func(i, j int) {
		presses[i], presses[j] = presses[j], presses[i]
		accounts[i], accounts[j] = accounts[j], accounts[i]
	})
	const size = 100
	update := 0
	b.ReportAllocs()
	for b.Loop() {
		err := s.Batch(ctx, func(tx *Tx) error {
			for range size {
				update++
				a, press := accounts[update%len(accounts)], presses[update%len(accounts)]
				err := tx.Savepoint(func() error {
					if !tx.Once(update)[update] || !tx.Touch(a, now) || len(tx.Stack(a)) > 0 {
						b.Error("the press is not handled")
					}
					return tx.Apply(tx.Rights(a), press)
				})
				if err != nil {
					return err
				}
			}
			if len(tx.Raised()) < size {
				b.Error("cards stay as they were")
			}
			tx.SetOffset(update)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/size, "µs/press")
}

// BenchmarkAudience counts and writes down audiences among 1,000,000 people of 50,000 groups, and prints the longest that a batch has held
// the writer for it. Each has had three announcements already, so that the week's budget is asked for.
func BenchmarkAudience(b *testing.B) {
	const people, groups = 1_000_000, 50_000
	ctx, now := context.Background(), morning
	s, err := Open(ctx, filepath.Join(b.TempDir(), "asuh.db"), func() time.Time { return now }, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var longest time.Duration
	batches := 0
	batch := func(f func(*Tx)) {
		b.Helper()
		began := time.Now()
		var held time.Duration // without the commit, which waits for the disk
		if err := s.Batch(ctx, func(tx *Tx) error { f(tx); held = time.Since(began); return nil }); err != nil {
			b.Fatal(err)
		}
		longest, batches = max(longest, held), batches+1
	}
	batch(func(tx *Tx) {
		enrolled(tx, people, groups)
		tx.Coordinate(joko)
		for id := 1; id <= parenting.MostUnasked; id++ {
			tx.exec(`INSERT INTO broadcasts (id, by_account, state, made, total, sent, content, gathered) VALUES (?, 1, 'running', 0, ?, ?, '{}', NULL)`, id, people/10, people/10)
			tx.exec(`INSERT INTO deliveries (broadcast_id, chat, state, at) `+numbers+`SELECT ?2, i * 10000 + 7, 'sent', ?3 FROM n`, people/10, id, unix(now))
		}
	})
	if err := s.Tidy(); err != nil {
		b.Fatal(err)
	}
	next := parenting.BroadcastID(1000)
	for name, area := range map[string]parenting.Area{
		"everywhere": {}, "kabupaten": {Region: parenting.Region{Province: "52", Regency: "K7"}},
		"village": {Region: parenting.Region{Province: "52", Regency: "K7", Village: "D700"}},
	} {
		b.Run(name, func(b *testing.B) {
			var count, gather, worst time.Duration
			var will, slices int
			for b.Loop() {
				next++
				id := next
				to := parenting.Audience{Whom: []parenting.Whom{parenting.ToFamilies, parenting.ToFacilitators}, Areas: []parenting.Area{area}}
				began, known := time.Now(), false
				var r parenting.Reach
				var asked []Unanswered
				longest, batches = 0, 0
				batch(func(tx *Tx) {
					for _, act := range []parenting.Act{parenting.Compose{Broadcast: id, Content: awas}, parenting.Aim{Broadcast: id, Audience: to, Version: 1}} {
						if err := tx.Apply(tx.Rights(joko), act); err != nil {
							b.Fatal(err)
						}
					}
					r, known = tx.Reach(id)
					asked = tx.Unanswered()
				})
				if !known {
					keep, err := s.Answer(ctx, asked[0])
					if err != nil {
						b.Fatal(err)
					}
					batch(func(tx *Tx) { keep(tx); r, _ = tx.Reach(id) })
				}
				count = time.Since(began)
				began = time.Now()
				batch(func(tx *Tx) {
					tx.Coordinate(tuti) // who approves what is for many
					if err := tx.Apply(tx.Rights(joko), parenting.Send{Broadcast: id, Version: 2}); err != nil {
						b.Fatal(err)
					}
					if c := tx.Broadcast(id); c.State == parenting.Asking {
						if err := tx.Apply(tx.Rights(tuti), parenting.Approve{Broadcast: id, Version: c.Version}); err != nil {
							b.Fatal(err)
						}
					}
				})
				for going := true; going; {
					batch(func(tx *Tx) { tx.Gather(id, 2000); going = tx.Broadcast(id).State == parenting.Gathering })
				}
				gather, worst, will, slices = time.Since(began), longest, r.Will, batches
				batch(func(tx *Tx) {
					counts := tx.Broadcast(id).Counts
					if counts.Waiting != r.Will || counts.Skipped != r.Over {
						b.Errorf("the ledger says %+v, the split %+v", counts, r)
					}
					tx.exec("UPDATE fires SET outcome = 'done'")
					tx.exec("UPDATE broadcasts SET safety = 1 WHERE id = ?", id)
				})
			}
			b.ReportMetric(float64(will), "readers")
			b.ReportMetric(float64(count.Milliseconds()), "ms/count")
			b.ReportMetric(float64(gather.Milliseconds()), "ms/gather")
			b.ReportMetric(float64(slices), "batches")
			b.ReportMetric(float64(worst.Microseconds())/1000, "ms/longest-batch")
		})
	}
}

// BenchmarkDeliveries is what a delivery of an announcement costs the store: batches that settle seventy, claim the next seventy and are durable,
// among 50,000 people of 2,500 groups.
func BenchmarkDeliveries(b *testing.B) {
	const people, groups, size, ahead = 50_000, 2500, 70, 500
	ctx, now := context.Background(), morning
	s, err := Open(ctx, filepath.Join(b.TempDir(), "asuh.db"), func() time.Time { return now }, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	batch := func(f func(*Tx)) {
		b.Helper()
		if err := s.Batch(ctx, func(tx *Tx) error { f(tx); return nil }); err != nil {
			b.Fatal(err)
		}
	}
	batch(func(tx *Tx) { enrolled(tx, people, groups); tx.Coordinate(joko); tx.Coordinate(tuti) })
	if err := s.Tidy(); err != nil {
		b.Fatal(err)
	}
	next := parenting.BroadcastID(1000)
	sent := 0
	cpu := spent(b)
	for b.Loop() {
		b.StopTimer()
		before := spent(b)
		next++
		id := next
		var asked []Unanswered
		apply := func(tx *Tx, by parenting.AccountID, act parenting.Act) {
			if err := tx.Apply(tx.Rights(by), act); err != nil {
				b.Fatalf("%T: %v", act, err)
			}
		}
		batch(func(tx *Tx) {
			apply(tx, joko, parenting.Compose{Broadcast: id, Content: awas})
			apply(tx, joko, parenting.Aim{Broadcast: id, Audience: parenting.Audience{Whom: []parenting.Whom{parenting.ToFamilies}, Areas: []parenting.Area{{}}}, Version: 1})
			tx.Reach(id)
			asked = tx.Unanswered()
		})
		for _, q := range asked {
			keep, err := s.Answer(ctx, q)
			if err != nil {
				b.Fatal(err)
			}
			batch(func(tx *Tx) { keep(tx) })
		}
		batch(func(tx *Tx) {
			apply(tx, joko, parenting.Send{Broadcast: id, Version: 2})
			apply(tx, tuti, parenting.Approve{Broadcast: id, Version: tx.Broadcast(id).Version})
		})
		for going := true; going; {
			batch(func(tx *Tx) { tx.Gather(id, 2000); going = tx.Broadcast(id).State == parenting.Gathering })
		}
		cpu += spent(b) - before
		b.StartTimer()
		var waiting, flying []parenting.ChatID
		var after parenting.ChatID
		for message, over := 0, false; !over; {
			batch(func(tx *Tx) {
				messages := map[parenting.ChatID]int{}
				for _, chat := range flying[:min(size, len(flying))] {
					message++
					messages[chat] = message
				}
				flying = flying[len(messages):]
				tx.Settle(id, parenting.Sent, "", messages)
				if len(waiting) < ahead/2 {
					waiting = append(waiting, tx.Recipients(id, after, ahead-len(waiting))...)
				}
				if n := len(waiting); n > 0 {
					after = waiting[n-1]
				}
				n := min(size, len(waiting))
				_, claimed, _, _ := tx.ClaimDeliveries(id, waiting[:n])
				waiting, flying = waiting[n:], append(flying, claimed...)
				sent += len(messages)
				tx.Advanced()
				over = tx.Broadcast(id).Over()
			})
		}
		b.StopTimer()
		before = spent(b)
		batch(func(tx *Tx) {
			if c := tx.Broadcast(id).Counts; c.Sent < people*8/10 {
				b.Fatalf("only %d were sent", c.Sent)
			}
			tx.exec("UPDATE broadcasts SET safety = 1 WHERE id = ?", id)
		})
		cpu += spent(b) - before
		b.StartTimer()
	}
	cpu = spent(b) - cpu
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(sent), "µs/delivery")
	b.ReportMetric(float64(cpu.Microseconds())/float64(sent), "cpu-µs/delivery")
}

// BenchmarkDue: of 1,000,000 fires to come 50,000 are due, and are queued in the slices that the bot takes. Those of lessons are moved on
// to when the next ones are, by each reader's pace and clock.
func BenchmarkDue(b *testing.B) {
	const all, due, slice = 1_000_000, 50_000, 1000
	for name, kind := range map[string]parenting.FireKind{"reminders": parenting.FireDay, "lessons": parenting.FireLesson} {
		b.Run(name, func(b *testing.B) {
			ctx, now := context.Background(), morning
			s, err := Open(ctx, filepath.Join(b.TempDir(), "asuh.db"), func() time.Time { return now }, nil)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			batch := func(f func(*Tx)) (took, held time.Duration) {
				began := time.Now()
				if err := s.Batch(ctx, func(tx *Tx) error { f(tx); held = time.Since(began); return nil }); err != nil {
					b.Fatal(err)
				}
				return time.Since(began), held
			}
			soon := "iif(id % (?1 / ?2) = 0, ?3, ?3 + 3600)"
			batch(func(tx *Tx) {
				tx.exec(`WITH n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ?1)
					INSERT INTO fires (due, kind, subject, version, reader, expires)
					SELECT ?3 + 3600, ?4, iif(?4 = 'lesson', 0, id / 20 + 1), 1, (id * 7919 % 999983 + 1) * 8000, ?3 + 7200 FROM n`, all, due, unix(now), kind)
				tx.exec("UPDATE fires SET due = "+soon, all, due, unix(now))
				if kind == parenting.FireLesson {
					tx.exec(`INSERT OR IGNORE INTO paces (account_id, days, hour, zone) SELECT reader, 1 << (reader / 8000 % 7), 1110, iif(reader % 160000, 'WITA', 'Asia/Riyadh') FROM fires`)
				}
			})
			var longest, longestHeld time.Duration
			cpu := spent(b)
			for b.Loop() {
				for queued := 1; queued > 0; {
					took, held := batch(func(tx *Tx) { queued = tx.QueueDue(slice, false); tx.Queued() })
					longest, longestHeld = max(longest, took), max(longestHeld, held)
				}
				b.StopTimer()
				cpu = spent(b) - cpu
				if n := len(waiting(b, s)); n != due {
					b.Fatalf("%d are queued, not %d", n, due)
				}
				batch(func(tx *Tx) {
					if kind == parenting.FireLesson {
						n := 0
						tx.get("SELECT count(*) FROM fires WHERE outcome IS NULL AND due > ?", []any{unix(now)}, &n)
						if n != all {
							b.Fatalf("%d are to come, not %d", n, all)
						}
					}
					tx.exec("DELETE FROM outbox")
					tx.exec("UPDATE fires SET outcome = NULL, due = "+soon+" WHERE outcome IS NOT NULL OR kind = 'lesson' AND id % (?1 / ?2) = 0", all, due, unix(now))
				})
				if err := s.Tidy(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(cpu.Milliseconds()), "cpu-ms/op")
				cpu = spent(b)
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
			b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest-batch")
			b.ReportMetric(float64(longestHeld.Microseconds())/1000, "ms/longest-before-commit")
		})
	}
}

func waiting(b *testing.B, s *Store) (all []Ref) {
	if err := s.Batch(context.Background(), func(tx *Tx) error { all = tx.Waiting(); return nil }); err != nil {
		b.Fatal(err)
	}
	return all
}

// BenchmarkErase erases one after another of 1,000,000 people who have had reminders, announcements and lessons, and prints how long each
// holds the writer.
func BenchmarkErase(b *testing.B) {
	const people, groups = 1_000_000, 50_000
	ctx, now := context.Background(), morning
	s, err := Open(ctx, filepath.Join(b.TempDir(), "asuh.db"), func() time.Time { return now }, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) "
	err = s.Batch(ctx, func(tx *Tx) error {
		for _, fill := range []struct {
			what string
			n    int
		}{
			{"INTO groups (id, name, village, regency, province, place, salam, founded) " + numbers + "SELECT i + 1, 'K', 'D', 'K', '52', '/52/k/d/', '', 0 FROM n", groups},
			{"INTO accounts (id, seen) " + numbers + "SELECT i * 1000 + 7, 0 FROM n", people},
			{"INTO families (group_id, id, joined_ms) " + numbers + "SELECT i / 20 + 1, i + 1, 0 FROM n", people},
			{"INTO people (group_id, family_id, id, account_id, name, consent, joined_ms) " + numbers + "SELECT i / 20 + 1, i + 1, i + 1, i * 1000 + 7, 'Warga', 1, 0 FROM n", people},
			{"INTO sessions (id, group_id, theme, start, duration, place, state) " + numbers + "SELECT i + 1, i / 4 + 1, 'A', 1, 3600, 'Balai', 'closed' FROM n", 4 * groups},
			{"INTO rsvps (session_id, family_id, answer, by_account, at) " + numbers + "SELECT i / 20 * 4 + 1, i + 1, 'coming', i * 1000 + 7, 0 FROM n", people},
			{"INTO attendance (session_id, family_id, presence, how, by_account, at) " + numbers + "SELECT i / 20 * 4 + 1, i + 1, 'present', 'code', i * 1000 + 7, 0 FROM n", people},
			{"INTO audit (at, account_id, act, group_id, subject, family_id) " + numbers + "SELECT 0, i * 1000 + 7, 'enrol', i / 20 + 1, i + 1, i + 1 FROM n", people},
			{"INTO fires (due, kind, subject, version, reader, expires, outcome) " + numbers + "SELECT 0, 'invite', i / 60 * 4 + 1, 1, i / 3 * 1000 + 7, 0, 'sent' FROM n", 3 * people},
			{"INTO lessons (account_id, lesson, at, unasked) " + numbers + "SELECT i / 2 * 1000 + 7, iif(i % 2, 'a', 'b'), 0, 1 FROM n", 2 * people},
			{"INTO links (token, kind, group_id, family_id, by_account, made, expires) " + numbers + "SELECT 't' || i, 'carer', i / 20 + 1, i + 1, i * 1000 + 7, 0, 0 FROM n", people},
			{"INTO cards (kind, subject, group_id, chat, raised) " + numbers + "SELECT 'invitation', i / 20 * 4 + 1, i / 20 + 1, i * 1000 + 7, 0 FROM n", people},
			{"INTO outbox (state, lane, chat, method, queued, ended) " + numbers + "SELECT 'sent', 2, 0, 'sendMessage', 0, 1 FROM n", people},
			{"INTO contacts (group_id, kind, text, by_account, at) " + numbers + "SELECT i + 1, 'midwife', 'Bidan', i + 1, 0 FROM n", groups},
		} {
			tx.exec("INSERT "+fill.what, fill.n)
		}
		for id := 1; id <= 20; id++ {
			tx.exec("INSERT INTO broadcasts (id, by_account, state, made, total, sent, content, gathered) VALUES (?, 1, 'running', 0, ?, ?, '{}', NULL)", id, people/10, people/10)
			tx.exec("INSERT INTO deliveries (broadcast_id, chat, state, content, at) "+numbers+"SELECT ?2, i * 10000 + 7, 'sent', 1, 0 FROM n", people/10, id)
		}
		return nil
	})
	if err := errors.Join(err, s.Tidy()); err != nil {
		b.Fatal(err)
	}
	var longest time.Duration
	next := 0
	for b.Loop() {
		next += 10_000
		began := time.Now()
		err := s.Batch(ctx, func(tx *Tx) error {
			a := parenting.AccountID(next*1000 + 7)
			err := tx.Apply(tx.Rights(a), parenting.Erase{Account: a, Receipt: "1"})
			longest = max(longest, time.Since(began)) // without the commit, which waits for the disk
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest")
}

// numbers is SQL of the numbers from 0 to below a parameter.
const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1) "

// enrolled enrols people in groups of twenty, each of which has a facilitator; one in ten has no account.
func enrolled(tx *Tx, people, groups int) {
	tx.exec(`INSERT INTO groups (id, name, village, regency, province, place, salam, chat, founded) `+numbers+`
		SELECT (i * 7919) % ?1 + 1, 'Kelompok ' || i, 'D' || (i / 5), 'K' || (i / 500), '52', '/52/k' || (i / 500) || '/d' || (i / 5) || '/', '', -i - 1, 0 FROM n`, groups)
	tx.exec(`INSERT INTO accounts (id, seen) `+numbers+`SELECT i * 1000 + 7, 0 FROM n`, people+groups)
	tx.exec(`INSERT INTO families (group_id, id, bands, joined_ms) `+numbers+`
		SELECT (i / 20 * 7919) % ?2 + 1, i + 1, iif(i % 3, '3-5', '0-2,6-9'), 0 FROM n`, people, groups)
	tx.exec(`INSERT INTO people (group_id, family_id, id, account_id, name, consent, joined_ms) `+numbers+`
		SELECT (i / 20 * 7919) % ?2 + 1, i + 1, i + 1, iif(i % 10, (i * 17 % ?1) * 1000 + 7, NULL), 'Warga', 1, 0 FROM n`, people, groups)
	tx.exec(`INSERT INTO grants (account_id, role, group_id, province, regency, village, place, name, by_account, at) `+numbers+`
		SELECT (?2 + i) * 1000 + 7, 'facilitator', i + 1, '', '', '', '/', 'Bu', 0, 0 FROM n`, groups, people)
}

// spent is the CPU that the process has used so far.
func spent(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
