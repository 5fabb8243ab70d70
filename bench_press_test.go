package main

import (
	"bytes"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// BenchmarkStorm: 20,000 people of 1,000 groups each press an answer to their invitation, and then another one.
func BenchmarkStorm(b *testing.B) {
	for b.Loop() {
		w, t := &watch{}, &tape{}
		v := newVillage(b, scene{groups: scaled(1000), families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true}, listen: func(h http.Handler) http.Handler {
			return w.listen(t.listen(h))
		}})
		bin := program(b)
		c := v.start(bin)
		cards := v.invitations()
		c.stop()
		f, waited, peak := figures{}, []time.Duration(nil), 0.0
		for part := range slices.Chunk(cards, (len(cards)+waves-1)/waves) {
			c := v.start(bin)
			c.profile()
			w.reset()
			t.reset()
			c.pause() // who presses is not what is measured
			v.pressAll(part, parenting.Coming, t.told)
			v.pressAll(part, parenting.Unsure, t.told)
			s := begin(c, 2*len(part))
			c.resume()
			w.await(v, s.steps)
			answered := now().Sub(s.begin)
			v.shows(part, parenting.Unsure)
			s.end()
			waited = append(waited, w.all...)
			_, most := c.memory()
			peak = max(peak, most)
			c.stop()
			f.add("calls/press", float64(len(t.calls))/float64(s.steps))
			f.add("answers/s", float64(s.steps)/answered.Seconds())
			f.span(s, v.ceiling(t, s.steps), "press", "presses/s")
		}
		v.planned(parenting.Unsure)
		f.add("MiB-peak", peak)
		f.times("storm", waited)
		f.report(b)
	}
}

// BenchmarkEnrolment: 2,000 people join, many at once: the link, consent, and what is asked of a new family.
func BenchmarkEnrolment(b *testing.B) {
	const each = 20
	for b.Loop() {
		t := &tape{}
		v := newVillage(b, scene{groups: scaled(100), starts: 24 * time.Hour, listen: t.listen})
		bin := program(b)
		f := figures{}
		for part := range slices.Chunk(v.hamlets, (len(v.hamlets)+waves-1)/waves) {
			c := v.start(bin)
			c.profile()
			t.reset()
			s := begin(c, 0)
			s.steps = v.enrolAll(part, each, t.told)
			s.end()
			c.stop()
			f.span(s, v.ceiling(t, s.steps), "step", "steps/s")
		}
		v.enrolled(each)
		f.report(b)
	}
}

// BenchmarkSteady: how long a press waits for its answer, from the update handed out, on an idle system and at 500 presses a second;
// beside it a bare call at the same rate.
func BenchmarkSteady(b *testing.B) {
	const perSecond, seconds = 500, 4
	for b.Loop() {
		w := &watch{}
		v := newVillage(b, scene{groups: 50, families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true}, listen: w.listen})
		c := v.start(program(b))
		cards := v.invitations()
		w.reset()
		for i := range 500 {
			v.press(cards[i], parenting.Coming)
			w.await(v, i+1)
			v.shows(cards[i:i+1], parenting.Coming)
		}
		idle := w.all
		resident, _ := c.memory()
		w.reset()
		v.paced(perSecond, perSecond*seconds, func(i int) {
			v.press(cards[i%len(cards)], []parenting.Answer{parenting.Unsure, parenting.Coming}[i/len(cards)%2])
		})
		w.await(v, perSecond*seconds)
		steady := w.all
		c.stop()

		api := client(v.api + "/bare")
		var mu sync.Mutex
		var wg sync.WaitGroup
		var bare []time.Duration
		v.paced(perSecond, perSecond*seconds, func(i int) {
			query := v.press(cards[i%len(cards)], parenting.Coming)
			wg.Go(func() {
				begin := now()
				_, err := api.MakeRequest("answerCallbackQuery", tgbotapi.Params{"callback_query_id": query, "text": "Dicatat."})
				mu.Lock()
				defer mu.Unlock()
				if bare = append(bare, now().Sub(begin)); err != nil {
					b.Error(err)
				}
			})
		})
		wg.Wait()
		f := figures{}
		f.times("idle", idle)
		f.times("steady", steady)
		f.times("bare", bare)
		f.add("p50-above-bare-ms", percentile(steady, 50)-percentile(bare, 50))
		f.add("p99-above-bare-ms", percentile(steady, 99)-percentile(bare, 99))
		f.add("MiB-resident", resident)
		f.report(b)
	}
}

// BenchmarkLatency: presses when every call takes 30 ms on the way. Telegram hands out a hundred updates for a call, so that a hundred
// for each round trip is the most there can be; how long that takes is measured too, by a bare client that asks for as many.
func BenchmarkLatency(b *testing.B) {
	const latency, rounds = 30 * time.Millisecond, 20
	for b.Loop() {
		w, t := &watch{}, &tape{}
		v := newVillage(b, scene{
			groups: 100, families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true, Latency: latency}, listen: w.listen,
		})
		c := v.start(program(b))
		cards := v.invitations()
		w.reset()
		t.reset()
		c.pause()
		for i := range rounds {
			v.pressAll(cards, []parenting.Answer{parenting.Coming, parenting.Unsure}[i%2], t.told)
		}
		s := begin(c, rounds*len(cards))
		c.resume()
		w.await(v, s.steps)
		answered := now().Sub(s.begin)
		v.shows(cards, parenting.Unsure)
		s.end()
		c.stop()
		v.planned(parenting.Unsure)
		trip := v.roundTrip(t)
		f := figures{}
		f.add("answers/s", float64(s.steps)/answered.Seconds())
		f.add("presses/s", float64(s.steps)/s.took.Seconds()) // until every card is right as well
		f.add("round-trip-ms", micros(trip)/1000)
		f.add("%-of-100-a-round-trip", float64(s.steps)*trip.Seconds()/answered.Seconds())
		f.times("latency", w.all)
		f.report(b)
	}
}

// roundTrip is how long a call takes that asks for a hundred presses, those on the tape made anew, and does nothing with them.
func (v *village) roundTrip(t *tape) time.Duration {
	v.Helper()
	v.life++
	first := v.life * 10_000_000
	v.telegram.RestartIDs(first)
	const polls = 50
	waiting := 0
	for _, press := range t.again {
		press(v)
		if waiting++; waiting == 100*polls {
			break
		}
	}
	api, begin := client(v.api+"/bare"), now()
	for i := range polls {
		if _, err := api.MakeRequest("getUpdates", tgbotapi.Params{"offset": strconv.Itoa(first + 100*i), "limit": "100"}); err != nil {
			v.Fatal(err)
		}
	}
	return now().Sub(begin) / polls
}

// card is an invitation on a family's phone.
type card struct {
	account int64
	message int
	data    string // of its buttons, up to the answer
	family  string // and after it
}

// invitations waits until every family has its invitation. By night, when the bot sends none by itself, they ask for it.
func (v *village) invitations() (cards []card) {
	if v.quiet {
		for _, f := range v.everyFamily() {
			if _, err := v.telegram.Write(f.account, f.account, "/pertemuan"); err != nil {
				v.Fatal(err)
			}
		}
	}
	for _, f := range v.everyFamily() {
		var m demo.Message
		v.until(func() bool { m = newest(v.telegram.History(f.account), "~invitation:"); return m.ID != 0 })
		cards = append(cards, card{f.account, m.ID, flows.CardData{
			Kind: parenting.CardInvitation, Subject: int64(f.session),
		}.Data(), "." + parenting.ShortID(int64(f.family))})
	}
	return cards
}

func (v *village) press(c card, answer parenting.Answer) (query string) {
	query, err := v.telegram.Press(c.account, c.account, c.message, c.data+string(answer)+c.family)
	if err != nil {
		v.Fatal(err)
	}
	return query
}

func (v *village) pressAll(cards []card, answer parenting.Answer, told func(query string, account int64, message int, data string)) {
	for _, c := range cards {
		if query := v.press(c, answer); told != nil {
			told(query, c.account, c.message, c.data+string(answer)+c.family)
		}
	}
}

// paced does something so many times a second.
func (v *village) paced(perSecond, times int, do func(i int)) {
	tick := time.NewTicker(time.Second / time.Duration(perSecond))
	defer tick.Stop()
	for i := range times {
		<-tick.C
		do(i)
	}
}

// shows waits until all invitations show an answer.
func (v *village) shows(cards []card, answer parenting.Answer) {
	catalog, err := locales.Load()
	if err != nil {
		v.Fatal(err)
	}
	label, err := catalog.In("id").Label("rsvp."+string(answer), nil)
	if err != nil {
		v.Fatal(err)
	}
	for _, c := range cards {
		v.until(func() bool {
			return strings.Contains(newest(v.telegram.History(c.account), "~invitation:").Text, label)
		})
	}
}

// planned fails unless every family plans this, and no card is left to be made right.
func (v *village) planned(answer parenting.Answer) {
	if n := v.dirty(); n > 0 {
		v.Errorf("%d cards are dirty", n)
	}
	v.look(func(tx *store.Tx) {
		for _, h := range v.hamlets {
			replies := tx.Replies(h.session)
			for _, f := range h.families {
				if got := replies[f.family].Answer; got != answer {
					v.Errorf("family %d of %s plans %q, want %q", f.account, h.name(), got, answer)
				}
			}
		}
	})
}

// enrolAll lets new people join each group all at once, and gives the number of messages and presses that takes.
func (v *village) enrolAll(hamlets []*hamlet, each int, told func(query string, account int64, message int, data string)) (steps int) {
	people := map[int64]*newcomer{}
	seen := len(v.telegram.Events(0))
	for _, h := range hamlets {
		for i := range each {
			account := int64(firstFamily + h.number*each + i)
			people[account] = &newcomer{name: "Warga " + strconv.Itoa(i+1)}
			v.telegram.AddUser(demo.User{ID: account, First: "Warga", Lang: "id"})
			if _, err := v.telegram.Write(account, account, "/start "+h.join); err != nil {
				v.Fatal(err)
			}
			steps++
		}
	}
	left := len(people)
	v.until(func() bool {
		events := v.telegram.Events(seen)
		seen += len(events)
		for _, e := range events {
			n := people[e.Message.Chat]
			if n == nil || e.Kind != "message" && e.Kind != "edit" || e.Message.From == e.Message.Chat || n.welcome {
				continue
			}
			data, text := n.answers(e.Message)
			chat, err := e.Message.Chat, error(nil)
			switch {
			case n.welcome:
				left--
				continue
			case text != "":
				_, err = v.telegram.Write(chat, chat, text)
			case data != "":
				var query string
				if query, err = v.telegram.Press(chat, chat, e.Message.ID, data); told != nil {
					told(query, chat, e.Message.ID, data)
				}
			default:
				continue
			}
			if steps++; err != nil {
				v.Fatal(err)
			}
		}
		return left == 0
	})
	return steps
}

// enrolled fails unless so many new people have joined each group, each once.
func (v *village) enrolled(each int) {
	v.look(func(tx *store.Tx) {
		for _, h := range v.hamlets {
			seats := map[parenting.AccountID]bool{}
			roster := tx.Roster(h.group)
			for _, p := range roster {
				seats[p.Account] = true
			}
			if len(roster) != each || len(seats) != each {
				v.Errorf("%d people with %d accounts have joined %s, want %d", len(roster), len(seats), h.name(), each)
			}
		}
	})
}

// watch stands before the simulator and notes how long presses wait.
type watch struct {
	mu     sync.Mutex
	handed map[string]time.Time // by query
	all    []time.Duration      // from handed out to answered
	want   int
	enough chan struct{}
	edits  atomic.Int64
}

func (w *watch) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handed, w.all, w.want = map[string]time.Time{}, nil, math.MaxInt
	w.edits.Store(0)
}

// await waits until so many presses have been answered since the last reset.
func (w *watch) await(v *village, answers int) {
	w.mu.Lock()
	enough := make(chan struct{})
	if w.want, w.enough = answers, enough; len(w.all) >= answers {
		close(enough)
	}
	w.mu.Unlock()
	select {
	case <-enough:
	case <-v.Context().Done():
		v.Fatal("presses stay without an answer")
	}
}

func (w *watch) listen(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		switch methodOf(r) {
		case "getUpdates":
			next.ServeHTTP(handing{rw, w}, r)
		case "answerCallbackQuery":
			_, rest, _ := bytes.Cut(body(r), []byte("callback_query_id="))
			query, _, _ := bytes.Cut(rest, []byte("&"))
			next.ServeHTTP(rw, r)
			w.answered(string(query), now())
		case "editMessageText":
			w.edits.Add(1)
			next.ServeHTTP(rw, r)
		default:
			next.ServeHTTP(rw, r)
		}
	})
}

func (w *watch) answered(query string, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if handed, ok := w.handed[query]; ok {
		delete(w.handed, query)
		if w.all = append(w.all, at.Sub(handed)); len(w.all) == w.want {
			close(w.enough)
		}
	}
}

// handing notes which presses are handed out.
type handing struct {
	http.ResponseWriter
	*watch
}

func (h handing) Write(p []byte) (int, error) {
	at := now()
	h.mu.Lock()
	const mark = `"callback_query":{"id":"`
	for rest := p; h.handed != nil; {
		i := bytes.Index(rest, []byte(mark))
		if i < 0 {
			break
		}
		rest = rest[i+len(mark):]
		query, _, _ := bytes.Cut(rest, []byte(`"`))
		h.handed[string(query)] = at
	}
	h.mu.Unlock()
	return h.ResponseWriter.Write(p)
}
