package store

import (
	"context"
	"math/rand/v2"
	"path/filepath"
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
