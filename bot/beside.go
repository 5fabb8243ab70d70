package bot

import (
	"context"
	"slices"
	"sync"

	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// Questions about very many people are answered beside the spine, and whoever has asked one is told when the answer is there.

// A discovery is the answer to a question.
type discovery struct {
	store.Question
	keep func(*store.Tx) // nil: there is none
}

// wonder notes what an account has asked and cannot be answered at once.
func (b *Bot) wonder(tx *store.Tx, by parenting.AccountID) {
	for _, q := range tx.Unanswered() {
		if b.curious[q.Question] == nil {
			b.unanswered = append(b.unanswered, q)
		}
		if !slices.Contains(b.curious[q.Question], by) {
			b.curious[q.Question] = append(b.curious[q.Question], by)
		}
	}
}

// find answers what was asked in the batch.
func (b *Bot) find(ctx context.Context, running *sync.WaitGroup) {
	for _, q := range b.unanswered {
		running.Go(func() {
			keep, err := b.store.Answer(ctx, q)
			if err != nil && ctx.Err() == nil {
				b.log.Error("a question could not be answered", "what", q.What, "cause", err)
			}
			select {
			case b.answered <- discovery{q.Question, keep}:
			case <-ctx.Done():
			}
		})
	}
	b.unanswered = nil
}

// keepDiscoveries goes on with whoever waits for an answer. Should there be none, the next thing that they say asks for it again.
func (b *Bot) keepDiscoveries(tx *store.Tx) {
	for _, d := range b.discoveries {
		curious := b.curious[d.Question]
		delete(b.curious, d.Question)
		if d.keep == nil {
			continue
		}
		d.keep(tx)
		for _, who := range curious {
			if !flows.Awaits(tx.Stack(who), d.Broadcast) {
				continue
			}
			err := tx.Savepoint(func() error {
				return b.turn(tx, flows.Event{Kind: flows.Resume, Account: who, Chat: parenting.ChatID(who), At: b.clock.Now()}, "")
			})
			if err != nil {
				b.log.Error("a conversation could not go on", "cause", err)
			}
		}
	}
	b.discoveries = nil
}
