package store

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// A sender is a broadcast as people have it on their phones, with two coordinators who press whatever they see or have seen.
type sender struct {
	*world
	r      *rapid.T
	dice   *rand.Rand               // rapid throws small numbers too often to get far
	state  parenting.BroadcastState // as the acts that counted have made it
	phones map[parenting.ChatID][]string
	flying map[parenting.ChatID]Mending // without Messages: it is being sent
	twice  bool                         // what was parked was sent again
	stacks map[parenting.AccountID][]flows.State
	asked  map[parenting.AccountID][]string // data of the buttons of the last turn
	seen   map[parenting.AccountID][]string // of all
	events int
}

// press lets a coordinator press something, as the bot lets him: it is all of a turn or nothing.
func (s *sender) press(who parenting.AccountID, data string) {
	s.events++
	e := flows.Event{ID: s.events, Kind: flows.Pressed, Account: who, Chat: parenting.ChatID(who), At: s.time, Data: data}
	s.turn(e)
}

func (s *sender) turn(e flows.Event) {
	stack, state := s.stacks[e.Account], s.state
	var offered []string
	s.do(func(tx *Tx) {
		err := tx.Savepoint(func() error {
			for next := &e; next != nil; {
				t := flows.Handle(tx, *next, stack)
				for _, act := range t.Acts {
					if err := tx.Apply(tx.Rights(e.Account), act); err != nil {
						return err
					}
					state = s.after(tx, state, act)
				}
				for _, c := range t.Cards {
					m, ok := flows.RenderCard(tx, c)
					if !ok {
						return errors.New("a card that may not be seen")
					}
					offered = append(offered, buttons(m, nil)...)
				}
				for _, m := range t.Say {
					offered = append(offered, buttons(m, t.Stack)...)
				}
				stack, next = t.Stack, t.Then
			}
			return nil
		})
		switch {
		case errors.Is(err, ErrStale):
			return
		case err != nil:
			s.r.Fatalf("%s: %v", e.Data, err)
		}
		s.stacks[e.Account], s.state = stack, state
		s.asked[e.Account] = offered
		s.seen[e.Account] = append(s.seen[e.Account], offered...)
	})
}

// after is the state that an act leads to.
func (s *sender) after(tx *Tx, was parenting.BroadcastState, act parenting.Act) parenting.BroadcastState {
	switch a := act.(type) {
	case parenting.Halt:
		return parenting.Paused
	case parenting.GoOn:
		if b := tx.Broadcast(flood); b.Written {
			return parenting.Running
		}
		return parenting.Gathering
	case parenting.Abort:
		return parenting.Aborted
	case parenting.Recall:
		return parenting.Recalled
	case parenting.Resend:
		s.twice = s.twice || a.Parked
		return parenting.Gathering
	}
	return was
}

// buttons are the data of the buttons of a message; stack has the conversation whose question it is.
func buttons(m flows.Message, stack []flows.State) (data []string) {
	for _, b := range slices.Concat(m.Rows...) {
		switch {
		case b.Choice != "" && len(stack) > 0:
			data = append(data, flows.ChoiceData(stack[len(stack)-1], b.Choice))
		case b.Begin != "" && b.On == int64(flood):
			data = append(data, flows.BeginData(b.Begin, b.On))
		case b.Card.Kind != "":
			data = append(data, b.Card.Data())
		}
	}
	return data
}

// look has the card rendered for a coordinator, and checks that it offers what can be done.
func (s *sender) look(who parenting.AccountID) (data []string) {
	s.do(func(tx *Tx) {
		m, ok := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardBroadcast, Subject: int64(flood), Chat: parenting.ChatID(who)})
		if !ok {
			s.r.Fatalf("%d may not see the card", who)
		}
		data = buttons(m, nil)
		b := tx.Broadcast(flood)
		s.seen[who] = append(s.seen[who], data...)
		offers := func(name string) bool {
			return slices.ContainsFunc(data, func(d string) bool { return strings.Contains(d, ":"+name+".") || strings.HasPrefix(d, "!"+name+":") })
		}
		moving := s.state == parenting.Gathering || s.state == parenting.Running
		again, missed := b.Parked, 0 // of how many it may be sent to some once more, or be handed over
		for _, o := range tx.Outcomes(flood) {
			if o.State == parenting.Failed || o.Reason == "unreachable" {
				missed += o.N
			}
			if o.State == parenting.Failed || o.State == parenting.Skipped && slices.Contains([]string{"unreachable", "stopped"}, o.Reason) {
				again += o.N
			}
		}
		waits := (moving || s.state == parenting.Paused) && (!b.Written || b.Waiting+b.Sending > 0)
		passed := s.state == parenting.Running && b.Waiting+b.Sending+b.Sent == 0 && b.Without > 0 // on by facilitators, and to nobody else
		for name, want := range map[string]bool{
			"halt": s.state == parenting.Gathering || s.state == parenting.Running && b.Waiting+b.Sending+b.Stale > 0, "goon": s.state == parenting.Paused,
			"abort": waits, "recall": s.state != parenting.Recalled && b.Sent > 0 || passed,
			"amend":    s.state != parenting.Recalled && (b.Sent > 0 || waits) || passed,
			"resend":   s.state == parenting.Running && b.Waiting+b.Sending == 0 && again > 0,
			"handover": s.state == parenting.Running && b.Waiting+b.Sending+b.Stale == 0 && missed > 0 && !b.Handed.Done,
			"missed":   b.Failed+b.Parked+b.Skipped > 0,
		} {
			if offers(name) != want {
				s.r.Fatalf("while it is %s with %+v, stale %d: %s is offered: %v", s.state, b.Counts, b.Stale, name, !want)
			}
		}
	})
	return data
}

// claim takes up what there is to do for a chat.
func (s *sender) claim(chat parenting.ChatID) {
	if _, busy := s.flying[chat]; busy {
		return
	}
	s.do(func(tx *Tx) {
		if b, _, ok := claim(tx, flood, chat); ok {
			if s.state != parenting.Running {
				s.r.Fatalf("claimed while it is %s", s.state)
			}
			s.flying[chat] = Mending{Broadcast: b}
		} else if m, ok := tx.ClaimMending(flood, chat); ok {
			if s.state == parenting.Paused || m.Delete != (s.state == parenting.Recalled) {
				s.r.Fatalf("%+v while it is %s", m, s.state)
			}
			s.flying[chat] = m
		}
	})
}

// arrive lets Telegram do what was asked for, or refuse to.
func (s *sender) arrive(chat parenting.ChatID, refuse bool) {
	m, ok := s.flying[chat]
	switch {
	case !ok || refuse:
	case m.Messages == nil:
		s.phones[chat] = append(s.phones[chat], m.Broadcast.Content.HTML)
	case m.Delete:
		s.phones[chat][m.Messages[0]-1] = ""
	default:
		s.phones[chat][m.Messages[0]-1] = m.Broadcast.Content.HTML
	}
}

// settle writes how it ended.
func (s *sender) settle(chat parenting.ChatID, end string) {
	m, ok := s.flying[chat]
	if !ok {
		return
	}
	refused := map[string]string{"refused": "refused", "blocked": "blocked"}[end]
	lost := end == "cut before" || end == "cut after"
	s.arrive(chat, refused != "" || end == "cut before")
	delete(s.flying, chat)
	s.do(func(tx *Tx) {
		switch {
		case m.Messages != nil && lost: // it is repeated
		case m.Messages != nil:
			tx.Mend(flood, chat, m, refused)
		case lost:
			settle(tx, flood, chat, parenting.Parked, 0, "doubt")
		case refused != "":
			settle(tx, flood, chat, parenting.Failed, 0, refused)
		default:
			settle(tx, flood, chat, parenting.Sent, len(s.phones[chat]), "")
		}
	})
}

// back lets somebody be reached again, and want messages.
func (s *sender) back(chat parenting.ChatID) {
	who := parenting.AccountID(chat)
	s.do(func(tx *Tx) { tx.Touch(who, tx.now) })
	s.apply(who, parenting.Resume{Account: who})
}

// crash loses all that is on its way.
func (s *sender) crash(after bool) {
	for _, chat := range slices.Sorted(maps.Keys(s.flying)) {
		s.arrive(chat, !after)
	}
	clear(s.flying)
	s.reopen()
	s.do(func(tx *Tx) { tx.Park() })
}

// work is what the bot does by itself.
func (s *sender) work() {
	s.do(func(tx *Tx) {
		switch b := tx.Broadcast(flood); b.State {
		case parenting.Gathering:
			tx.Gather(flood, 6)
			s.state = tx.Broadcast(flood).State
		case parenting.Aborted, parenting.Recalled:
			tx.SkipWaiting(flood, 2)
		}
	})
}

// steer lets a coordinator do one thing: press what the card offers, what was asked last, or anything he has ever seen; or write.
func (s *sender) steer(who parenting.AccountID) {
	data, stack := s.look(who), s.stacks[who]
	of := s.dice.IntN(10)
	switch {
	case len(stack) > 0 && of > 2 && stack[len(stack)-1].Asking == "what":
		s.events++
		text := parenting.Content{Kind: parenting.ContentText, HTML: fmt.Sprint("perbaikan ", s.events), Start: "perbaikan"}
		s.turn(flows.Event{ID: s.events, Kind: flows.Wrote, Account: who, Chat: parenting.ChatID(who), At: s.time, Text: text.HTML, Content: text, Length: 11})
		return
	case len(stack) > 0 && of > 2:
		data = s.asked[who]
	case of == 0:
		data = s.seen[who]
	case of > 2: // what only looks, or ends it all, comes often enough
		data = slices.DeleteFunc(data, func(d string) bool {
			return strings.HasPrefix(d, "!ledger:") || strings.HasPrefix(d, "!missed:") || strings.HasPrefix(d, "!abort:")
		})
	}
	if len(data) > 0 {
		s.press(who, data[s.dice.IntN(len(data))])
	}
}

// TestTheCardAtEveryState presses every button of the card, new ones and old ones, two coordinators at once, between deliveries, edits,
// refusals, cut lines and crashes. The card offers what can be done and nothing else; the counters add up in every batch; and in the
// end everybody has on the phone what the ledger says, and nobody two of it.
func TestTheCardAtEveryState(t *testing.T) {
	w := crowd(t, 5)
	w.do(func(tx *Tx) { tx.Coordinate(tuti) })
	rapid.Check(t, func(r *rapid.T) {
		w.do(func(tx *Tx) {
			for _, table := range []string{"outcomes", "deliveries", "areas", "broadcasts", "cards", "fires"} {
				tx.exec("DELETE FROM " + table)
			}
		})
		s := &sender{
			world: w, r: r, dice: rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0)), state: parenting.Gathering, phones: map[parenting.ChatID][]string{}, flying: map[parenting.ChatID]Mending{},
			stacks: map[parenting.AccountID][]flows.State{}, seen: map[parenting.AccountID][]string{},
			asked: map[parenting.AccountID][]string{},
		}
		w.apply(joko, parenting.Compose{Broadcast: flood, Content: awas}, aim(flood, parenting.ToFamilies), parenting.Send{Broadcast: flood, Urgent: true, Version: 2})
		chats := []parenting.ChatID{parenting.ChatID(sari), 5001, 5002, 5003, 5004, 5005}
		for _, chat := range chats {
			s.back(chat)
		}
		for s.dice.IntN(2) == 0 && s.state == parenting.Gathering {
			s.work()
		}
		for range rapid.IntRange(1, 30).Draw(r, "steps") + 10 {
			who, chat := []parenting.AccountID{joko, tuti}[s.dice.IntN(2)], chats[s.dice.IntN(len(chats))]
			switch s.dice.IntN(13) {
			case 0, 1, 2:
				for range 1 + s.dice.IntN(5) {
					s.steer(who)
				}
			case 3, 4:
				s.work()
			case 5:
				for _, chat := range chats {
					s.claim(chat)
				}
			case 6:
				s.claim(chat)
			case 7:
				for _, chat := range chats {
					s.settle(chat, "done")
				}
			case 8:
				s.settle(chat, "done")
			case 9:
				s.settle(chat, []string{"refused", "blocked", "cut before", "cut after"}[s.dice.IntN(4)])
			case 10:
				if s.dice.IntN(3) == 0 {
					s.crash(s.dice.IntN(2) == 0)
				}
			case 11:
				s.time = s.time.Add(time.Duration(s.dice.IntN(10)) * time.Hour)
			case 12:
				switch s.dice.IntN(3) {
				case 0:
					s.do(func(tx *Tx) { tx.Unreachable(chat, "Forbidden: bot was blocked by the user") })
				case 1:
					s.apply(parenting.AccountID(chat), parenting.Stop{Account: parenting.AccountID(chat)})
				default:
					s.back(chat)
				}
			}
			if b := s.broadcast(flood); b.State != s.state {
				r.Fatalf("it is %s, want %s", b.State, s.state)
			}
		}
		s.finish(chats)
	})
}

// finish lets everything go to its end, and compares the phones with the ledger.
func (s *sender) finish(chats []parenting.ChatID) {
	if b := s.broadcast(flood); b.State == parenting.Paused {
		s.apply(joko, parenting.GoOn{Broadcast: flood, Version: b.Version})
		s.state = s.broadcast(flood).State
	}
	for _, chat := range chats {
		s.back(chat)
	}
	for range 10 {
		s.work()
		s.do(func(tx *Tx) { tx.Stale(flood, 0, 100, 100) }) // gives up what is too old
		for _, chat := range chats {
			s.settle(chat, "done")
			s.claim(chat)
		}
	}
	b := s.broadcast(flood)
	if !b.Over() {
		s.r.Fatalf("it does not come to an end: %s, %+v, stale %d", b.State, b.Counts, b.Stale)
	}
	for _, chat := range chats {
		var d parenting.Delivery
		s.do(func(tx *Tx) { d = tx.Delivery(flood, chat) })
		has := slices.DeleteFunc(slices.Clone(s.phones[chat]), func(m string) bool { return m == "" })
		switch {
		case len(has) > 1 && !s.twice:
			s.r.Fatalf("%d has %q", chat, has)
		case d.State == parenting.Sent && d.Reason == "" && (len(has) == 0 || has[len(has)-1] != b.Content.HTML),
			d.State == parenting.Sent && len(has) == 0,
			(d.State == parenting.Deleted || d.State == parenting.Failed || d.State == parenting.Skipped) && len(has) > 0 && !s.twice:
			s.r.Fatalf("%d has %q, the ledger says %+v and it should be %q", chat, has, d, b.Content.HTML)
		}
	}
	for _, who := range []parenting.AccountID{joko, tuti} {
		s.look(who)
	}
}
