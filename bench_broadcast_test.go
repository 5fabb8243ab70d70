package main

import (
	"bufio"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"asuhbersama/demo"
)

// alarm is what is announced.
const alarm = "Awas banjir"

// BenchmarkBroadcast: an announcement to 50,000 people of 2,500 groups, at an API without limits.
func BenchmarkBroadcast(b *testing.B) {
	for b.Loop() {
		t, f := &tape{}, figures{}
		v := newVillage(b, scene{groups: scaled(2500), families: 20, options: demo.Options{NoRecord: true}, listen: t.listen})
		bin := program(b)
		v.start(bin).rest() // does what is done once, or once a day
		t.reset()
		c := v.start(bin)
		c.profile()
		families := v.everyFamily()
		v.announce(alarm, ":families")
		s := begin(c, len(families))
		v.goesOut()
		s.end()
		_, peak := c.memory()
		c.stop()
		for _, h := range families {
			if newestSaying(v.telegram.History(h.account), alarm) == "" {
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

// BenchmarkPace: an announcement to 900 people at the platform's 30 messages a second, and to 20,000 at 1,000 a second over a line of
// 80 ms. The simulator refuses what is faster. The ideal is one message after the other, from the press on.
func BenchmarkPace(b *testing.B) {
	for _, c := range []struct {
		name    string
		groups  int
		rate    float64
		latency time.Duration
	}{
		{"30", scaled(45), 30, 0},
		{"1000", scaled(1000), 1000, 80 * time.Millisecond},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				f, l := figures{}, &listener{}
				v := newVillage(b, scene{groups: c.groups, families: 20, listen: l.listen, options: demo.Options{
					Limits: true, Rate: c.rate, Latency: c.latency,
				}})
				bot := v.start(program(b), "--rate="+strconv.FormatFloat(c.rate, 'f', -1, 64))
				pressed := v.announce(alarm, ":families")
				v.goesOut()
				bot.stop()
				delivered, _, last := l.delivered()
				if delivered != 20*c.groups {
					b.Errorf("%d of %d have got it", delivered, 20*c.groups)
				}
				f.add("of-ideal-time", float64(delivered)/c.rate/last.Sub(pressed).Seconds())
				f.add("429s", float64(v.floods()))
				f.report(b)
			}
		})
	}
}

// BenchmarkOvertaking: while an announcement to 1,200 people goes out at the platform's pace, others write three times a second. From
// the moment they write to their answer's arrival.
func BenchmarkOvertaking(b *testing.B) {
	const perSecond, seconds = 3, 30
	for b.Loop() {
		f, l := figures{}, &listener{}
		v := newVillage(b, scene{groups: 60, families: 20, listen: l.listen, options: demo.Options{Limits: true}})
		c := v.start(program(b), "--rate=30")
		v.announce(alarm, ":families")
		families := v.everyFamily()
		before, _, _ := l.delivered()
		v.paced(perSecond, perSecond*seconds, func(i int) {
			who := families[len(families)-1-i].account // whose turn comes late
			l.asks(who)
			if _, err := v.telegram.Write(who, who, "/menu"); err != nil {
				b.Fatal(err)
			}
		})
		after, _, _ := l.delivered()
		v.goesOut()
		c.stop()
		waited, left := l.answers()
		f.times("reply", waited)
		f.add("lost", float64(left))
		f.add("429s", float64(v.floods()))
		f.add("deliveries/s", float64(after-before)/seconds)
		f.report(b)
	}
}

// BenchmarkMillion: a database of 1,000,000 people, of whom 50,000 are invited to a meeting at the same moment; then an announcement to
// all of them, up to the first message. How long the writer was held is known to about a tenth.
func BenchmarkMillion(b *testing.B) {
	for b.Loop() {
		f, l := figures{}, &listener{}
		v := newVillage(b, scene{
			groups: scaled(50_000), families: 20, meetings: scaled(2500), starts: 24 * time.Hour, ago: 10 * time.Hour, silent: true, listen: l.listen,
		})
		v.phones(v.hamlets[:scaled(2500)])
		size := func() float64 {
			info, err := os.Stat(v.db)
			if err != nil {
				b.Fatal(err)
			}
			return float64(info.Size())
		}
		empty, invited := size(), 20*scaled(2500)
		address, bin := freeAddress(b), program(b)
		begin := now()
		c := v.start(bin, "--rate=1", "--listen="+address)
		for c.look(address).queued < invited {
			<-time.After(5 * time.Millisecond)
		}
		f.add("ms-fires", micros(now().Sub(begin))/1000)
		f.add("cpu-ms-fires", micros(c.cpu())/1000)
		fires := c.look(address)
		f.add("ms-held-by-fires", fires.longest(counters{}))
		c.stop()
		c = v.start(bin, "--listen="+address)
		fires = c.look(address)
		pressed := v.announce(alarm, ":families")
		sent := c.look(address)
		var begun time.Time
		for begun.IsZero() {
			<-time.After(5 * time.Millisecond)
			_, begun, _ = l.delivered()
		}
		f.add("s-to-begin", begun.Sub(pressed).Seconds())
		f.add("ms-held-by-counting", sent.longest(fires))
		f.add("ms-held-by-writing-down", c.look(address).longest(sent))
		_, peak := c.memory()
		f.add("MiB-peak", peak)
		c.stop()
		f.add("B/recipient", (size()-empty)/float64(20*len(v.hamlets)))
		f.report(b)
	}
}

// listener stands before the simulator and notes when an announcement's deliveries arrive, and how long those wait for an answer who
// have written something.
type listener struct {
	mu          sync.Mutex
	n           int
	first, last time.Time
	asked       map[int64]time.Time // by chat
	waited      []time.Duration
}

func (l *listener) listen(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if methodOf(r) == "sendMessage" {
			form, _ := url.ParseQuery(string(body(r))) // a broken one is the simulator's to refuse
			if chat, _ := strconv.ParseInt(form.Get("chat_id"), 10, 64); chat >= firstFamily {
				l.arrives(chat, form.Get("text") == alarm, now())
			}
		}
		next.ServeHTTP(rw, r)
	})
}

func (l *listener) arrives(chat int64, delivery bool, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch asked, ok := l.asked[chat]; {
	case delivery:
		if l.n++; l.n == 1 {
			l.first = at
		}
		l.last = at
	case ok:
		l.waited = append(l.waited, at.Sub(asked))
		delete(l.asked, chat)
	}
}

func (l *listener) asks(chat int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		l.asked = map[int64]time.Time{}
	}
	l.asked[chat] = now()
}

func (l *listener) delivered() (n int, first, last time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n, l.first, l.last
}

func (l *listener) answers() (waited []time.Duration, left int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.waited, len(l.asked)
}

// floods counts the calls that were too fast.
func (v *village) floods() (n int) {
	for _, refusal := range v.telegram.Refusals() {
		if refusal.Status == http.StatusTooManyRequests {
			n++
		}
	}
	return n
}

// counters are what the bot says of itself.
type counters struct {
	queued int             // fires that became a call
	held   map[float64]int // batches, by the most milliseconds they may have held the writer
}

// look asks the bot for its counters.
func (c *child) look(address string) (now counters) {
	c.tb.Helper()
	resp, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		c.tb.Fatal(err)
	}
	defer resp.Body.Close()
	now.held = map[float64]int{}
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), " ")
		n, _ := strconv.Atoi(value)
		if name == `asuh_fires_total{outcome="queued"}` {
			now.queued = n
		}
		if _, span, ok := strings.Cut(name, `asuh_batch_seconds_bucket{vmrange="`); ok {
			_, most, _ := strings.Cut(strings.TrimSuffix(span, `"}`), "...")
			seconds, _ := strconv.ParseFloat(most, 64)
			now.held[1000*seconds] = n
		}
	}
	return now
}

// longest is how long a batch held the writer at most since an earlier look.
func (c counters) longest(before counters) (ms float64) {
	for most, n := range c.held {
		if n > before.held[most] {
			ms = max(ms, most)
		}
	}
	return ms
}

// freeAddress is one that nobody listens on.
func freeAddress(tb testing.TB) string {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
