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
	"syscall"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"asuhbersama/bot"
)

// The benchmarks measure the program itself: the built binary with a database on disk and synchronous=FULL, against the simulator on
// loopback, without pacing. Each takes one run: go test . -run '^$' -bench . -benchtime 1x. BENCH_SCALE=10 has a tenth of the people.
//
// What the machine allows is measured in the same run: the ceiling is the same calls with the same bodies, made by the same library
// in a process of its own over fifty connections to the same simulator with the same people, with nothing behind them.

// waves is in how many parts the work is done: after each the ceiling is measured again, since a shared machine is not as fast at one
// moment as at the next. What is reported is the median wave.
const waves = 5

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

// rest stops the process once it has nothing left to do.
func (c *child) rest() {
	for before := time.Duration(-1); c.cpu() != before; <-time.After(300 * time.Millisecond) {
		before = c.cpu()
	}
	c.stop()
}

// profile lets the child begin its profile, if one is wanted.
func (c *child) profile() {
	if os.Getenv("ASUH_PROFILE") != "" {
		if err := c.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
			c.tb.Error(err)
		}
	}
}

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
