package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// The benchmarks measure the program itself: the built binary with a database on disk and synchronous=FULL, against the simulator on
// loopback, without pacing. Each takes one run: go test . -run '^$' -bench . -benchtime 1x. BENCH_SCALE=10 has a tenth of the people.
//
// What the machine allows is measured in the same run: the ceiling is the same calls with the same bodies, made by the same library
// in a process of its own over fifty connections to the same simulator with the same people, with nothing behind them.

// waves is in how many parts the work is done: after each the ceiling is measured again, since a shared machine is not as fast at one
// moment as at the next. What is reported is the median wave.
const waves = 5

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

// BenchmarkBroadcast: an announcement to 50,000 people of 2,500 groups, at an API without limits.
func BenchmarkBroadcast(b *testing.B) {
	for b.Loop() {
		t, f := &tape{}, figures{}
		v := newVillage(b, scene{groups: scaled(2500), families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true}, listen: t.listen})
		bin := program(b)
		v.start(bin).stop() // sets what is set once
		t.reset()
		c := v.start(bin)
		c.profile()
		families := v.everyFamily()
		s := begin(c, len(families))
		v.announce("Awas banjir")
		v.until(func() bool {
			return strings.Contains(newestSaying(v.telegram.History(coordinator), "Terkirim"), "Selesai.")
		})
		s.end()
		_, peak := c.memory()
		c.stop()
		for _, h := range families {
			if newestSaying(v.telegram.History(h.account), "Awas banjir") == "" {
				b.Fatalf("%d has not got it", h.account)
			}
		}
		v.countersAdd()
		t.calls = slices.DeleteFunc(t.calls, func(r recorded) bool { return r.Method != "sendMessage" }) // the coordinator's own calls are few
		f.add("MiB-peak", peak)
		f.span(s, v.ceiling(t, s.steps), "delivery", "deliveries/s")
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

// BenchmarkSize: how big the program is, how soon it asks for updates, what it weighs when idle; with 60 people and with 100,000.
func BenchmarkSize(b *testing.B) {
	for b.Loop() {
		f := figures{}
		for name, ldflags := range map[string]string{"MiB-binary": "", "MiB-stripped": "-s -w"} {
			info, err := os.Stat(built(b, b.TempDir(), ldflags))
			if err != nil {
				b.Fatal(err)
			}
			f.add(name, float64(info.Size())/(1<<20))
		}
		bin := program(b)
		for name, groups := range map[string]int{"": 3, "-100k": scaled(5000)} {
			v := newVillage(b, scene{groups: groups, families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true}})
			v.start(bin).stop() // sets what is set once
			for range 9 {
				begin := now()
				c := v.start(bin)
				f.add("ms-start"+name, micros(now().Sub(begin))/1000)
				resident, _ := c.memory()
				f.add("MiB-started"+name, resident)
				c.stop()
			}
		}
		f.report(b)
	}
}

// figures are what a benchmark has measured, several times perhaps.
type figures map[string][]float64

func (f figures) add(unit string, x float64) { f[unit] = append(f[unit], x) }

// times adds how long something took in the middle and for the unlucky.
func (f figures) times(what string, all []time.Duration) {
	for _, p := range []float64{50, 95, 99} {
		f.add(what+"-p"+strconv.Itoa(int(p))+"-ms", percentile(all, p))
	}
}

// span is what the bot needed for so many steps, and the simulator with it.
type span struct {
	steps    int
	c        *child
	begin    time.Time
	took     time.Duration
	cpu, own time.Duration
}

func begin(c *child, steps int) *span {
	return &span{steps: steps, c: c, cpu: c.cpu(), own: cpuOfSelf(), begin: now()}
}

func (s *span) end() {
	s.took = now().Sub(s.begin)
	s.cpu, s.own = s.c.cpu()-s.cpu, cpuOfSelf()-s.own
}

// span adds how fast the bot was, and how near to its ceiling.
func (f figures) span(s, ceiling *span, step, plural string) {
	rate := func(s *span) float64 { return float64(s.steps) / s.took.Seconds() }
	f.add(plural, rate(s))
	f.add("ceiling/s", rate(ceiling))
	f.add("%-of-ceiling", 100*rate(s)/rate(ceiling))
	f.add("%-of-ceiling-by-cpu", 100*micros(ceiling.cpu+ceiling.own)/micros(s.cpu+s.own))
	f.add("cpu-µs/"+step, micros(s.cpu)/float64(s.steps))
	f.add("bare-cpu-µs/"+step, micros(ceiling.cpu)/float64(s.steps))
}

// report gives the medians.
func (f figures) report(b *testing.B) {
	for unit, all := range f {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], unit)
	}
	b.ReportMetric(0, "ns/op")
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// scaled divides how many there are of something by BENCH_SCALE.
func scaled(n int) int {
	if by, err := strconv.Atoi(os.Getenv("BENCH_SCALE")); err == nil && by > 0 {
		return max(1, n/by)
	}
	return n
}

func now() time.Time { return bot.WallClock{}.Now() }

// program builds the binary; with ASUH_PROFILE it is this one, which can write a profile.
func program(b *testing.B) string {
	if os.Getenv("ASUH_PROFILE") != "" {
		return self(b)
	}
	return built(b, b.TempDir(), "")
}

func built(b *testing.B, dir, ldflags string) string {
	b.Helper()
	path := filepath.Join(dir, "asuhbersama")
	if out, err := exec.Command("go", "build", "-ldflags", ldflags, "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatalf("build the program: %v\n%s", err, out)
	}
	return path
}

// cpu is what the process has used of it so far.
func (c *child) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", c.cmd.Process.Pid))
	if err != nil {
		c.tb.Skipf("no way to time a process here: %v", err)
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // clock ticks are a hundredth of a second on every Linux
}

// profile lets the child begin its profile, if one is wanted.
func (c *child) profile() {
	if os.Getenv("ASUH_PROFILE") != "" {
		if err := c.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
			c.tb.Error(err)
		}
	}
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

type invited struct {
	household
	session parenting.SessionID
}

// everyFamily lists the families so that neighbours stand far apart.
func (v *village) everyFamily() (all []invited) {
	for i := range v.hamlets[0].families {
		for _, h := range v.hamlets {
			all = append(all, invited{h.families[i], h.session})
		}
	}
	return all
}

// until waits for something that changes with what people can see.
func (v *village) until(so func() bool) {
	for {
		changed := v.telegram.Changed()
		if so() {
			return
		}
		select {
		case <-changed:
		case <-v.Context().Done():
			v.Fatal("it never came to that")
		}
	}
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

// body reads the body of a request and puts it back.
func body(r *http.Request) []byte {
	text, _ := io.ReadAll(r.Body) // a broken one is the simulator's to refuse
	r.Body = io.NopCloser(bytes.NewReader(text))
	return text
}

func methodOf(r *http.Request) string { return r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:] }

// percentile is in milliseconds.
func percentile(all []time.Duration, p float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	if len(sorted) == 0 {
		return math.NaN()
	}
	return float64(sorted[min(len(sorted)-1, int(float64(len(sorted))*p/100))].Microseconds()) / 1000
}

// tape records the calls that the bot makes, so that they can be made again without it.
type tape struct {
	mu    sync.Mutex
	calls []recorded
	again map[string]func(*village) string // by query: presses the same button once more
}

// recorded is a call of the bot.
type recorded struct{ Method, Body string }

// script is what a bare client does: it makes the calls, and takes the updates as they come.
type script struct {
	API            string
	First, Updates int // that wait, from the first id on
	Calls          []call
}

type call struct {
	Method string
	Params map[string]string
}

func (t *tape) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.calls, t.again = nil, map[string]func(*village) string{}
}

func (t *tape) told(query string, account int64, message int, data string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.again[query] = func(v *village) string {
		query, err := v.telegram.Press(account, account, message, data)
		if err != nil {
			v.Fatal(err)
		}
		return query
	}
}

func (t *tape) listen(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if method := methodOf(r); method != "getUpdates" {
			text := string(body(r))
			t.mu.Lock()
			t.calls = append(t.calls, recorded{method, text})
			t.mu.Unlock()
		}
		next.ServeHTTP(rw, r)
	})
}

// ceiling is how a bare client makes the recorded calls, to the same people, while the bot is away; with presses made anew so that there
// is something to answer, and texts changed so that edits change something.
func (v *village) ceiling(t *tape, steps int) *span {
	v.Helper()
	v.life++
	s := script{API: v.api + "/bare", First: v.life * 10_000_000}
	v.telegram.RestartIDs(s.First)
	for _, c := range t.calls {
		form, err := url.ParseQuery(c.Body)
		if err != nil {
			v.Fatal(err)
		}
		params := map[string]string{}
		for name, values := range form {
			params[name] = values[0]
		}
		switch c.Method {
		case "answerCallbackQuery":
			params["callback_query_id"] = t.again[params["callback_query_id"]](v)
			s.Updates++
		case "editMessageText":
			params["text"] += " ·"
		case "editMessageReplyMarkup":
			params["reply_markup"] = strings.ReplaceAll(params["reply_markup"], "✓", "✓ ·")
		}
		s.Calls = append(s.Calls, call{c.Method, params})
	}
	var stdin, stdout bytes.Buffer
	if err := gob.NewEncoder(&stdin).Encode(s); err != nil {
		v.Fatal(err)
	}
	cmd := exec.Command(self(v))
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = append(os.Environ(), "ASUH_CHILD=replay"), &stdin, &stdout, os.Stderr
	bare := &span{steps: steps}
	own := cpuOfSelf()
	if err := cmd.Run(); err != nil {
		v.Fatal(err)
	}
	bare.own = cpuOfSelf() - own
	if _, err := fmt.Sscan(stdout.String(), &bare.took, &bare.cpu); err != nil {
		v.Fatal(err)
	}
	v.telegram.RestartIDs(s.First + 5_000_000)
	return bare
}

// replay is the bare client: it reads a script, makes its calls over fifty connections, and prints how long it took and what CPU.
func replay() error {
	var s script
	if err := gob.NewDecoder(os.Stdin).Decode(&s); err != nil {
		return err
	}
	api := client(s.API)
	var wg sync.WaitGroup
	work := make(chan call)
	failures := make(chan error, 51)
	before, begin := cpuOfSelf(), now()
	for range 50 {
		wg.Go(func() {
			for call := range work {
				if _, err := api.MakeRequest(call.Method, call.Params); err != nil {
					select {
					case failures <- fmt.Errorf("%s: %w", call.Method, err):
					default:
					}
				}
			}
		})
	}
	wg.Go(func() {
		for offset := s.First; offset < s.First+s.Updates; offset += 100 {
			if _, err := api.MakeRequest("getUpdates", tgbotapi.Params{"offset": strconv.Itoa(offset), "limit": "100"}); err != nil {
				failures <- err
				return
			}
		}
	})
	for _, call := range s.Calls {
		work <- call
	}
	close(work)
	wg.Wait()
	took, cpu := now().Sub(begin), cpuOfSelf()-before
	fmt.Println(int64(took), int64(cpu))
	close(failures)
	return <-failures
}

// client is the library as it comes, over the bot's own transport.
func client(base string) *tgbotapi.BotAPI {
	api := &tgbotapi.BotAPI{Token: demoToken, Client: &http.Client{Transport: bot.Transport()}, Buffer: 100}
	api.SetAPIEndpoint(base + "/bot%s/%s")
	return api
}

func cpuOfSelf() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
