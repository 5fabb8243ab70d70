package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestMain lets this binary also be the program itself, so that what is killed, weighed and timed is a process of its own that begins
// in main; and it lets it be what the program is measured beside.
func TestMain(m *testing.M) {
	switch os.Getenv("ASUH_CHILD") {
	case "":
		_ = flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))) // half of the time they wait for the disk; -parallel says otherwise
		os.Exit(m.Run())
	case "replay":
		instead(replay)
	case "thrifty":
		instead(thrifty)
	default:
		stop := profile()
		main()
		stop()
	}
}

// instead runs what this binary is now in place of the tests.
func instead(program func() error) {
	if err := program(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// profile writes where the child's CPU goes, from the first SIGUSR1 on, to the file named by ASUH_PROFILE. Only the tests can do that,
// not the product.
func profile() (stop func()) {
	if os.Getenv("ASUH_PROFILE") == "" {
		return func() {}
	}
	begin := make(chan os.Signal, 1)
	signal.Notify(begin, syscall.SIGUSR1)
	go func() {
		<-begin
		if file, err := os.Create(os.Getenv("ASUH_PROFILE")); err != nil || pprof.StartCPUProfile(file) != nil {
			fmt.Fprintln(os.Stderr, "no profile:", err)
		}
	}()
	return pprof.StopCPUProfile
}

// household is a family of one: who answers for it and the account they do it with.
type household struct {
	family  parenting.FamilyID
	person  parenting.PersonID
	account int64
}

// hamlet is a group with its facilitator, its families and the meeting they are invited to.
type hamlet struct {
	number   int
	group    parenting.GroupID
	session  parenting.SessionID
	join     string // token of the join link
	leader   int64
	chat     int64 // the group's Telegram chat, 0 if it has none
	families []household
}

// The accounts of a village. What they are called does not matter to anybody.
const (
	coordinator = 900
	approver    = 901 // another coordinator
	recruiter   = 902 // a third, who has invited the facilitators and wants no news of them: by day it would come in between
	firstLeader = 1000
	leaders     = 50 // of up to a thousand groups; of more, each leads twenty
	firstFamily = 100_000
)

// village is a simulator on loopback with groups of people whom the bot knows from its database.
type village struct {
	testing.TB
	telegram *demo.Telegram
	clock    *demo.Clock
	db       string
	api      string
	hamlets  []*hamlet
	seeded   time.Time    // when that began
	quiet    bool         // it is night there: the bot sends nothing by itself
	handler  http.Handler // what serves the calls: the simulator, perhaps with somebody who listens in between
	mu       sync.Mutex
	born     int                      // children so far
	life     int                      // how often update ids began anew
	polled   map[string]chan struct{} // by child, closed at its first getUpdates
}

// scene says what a village is like.
type scene struct {
	groups, families int
	starts           time.Duration // how far away the meeting of each group is; 0: there is none
	meetings         int           // of how many groups there is one; 0: of all
	lessons          int           // in how many groups the families are abroad, and have chosen lessonsDue; to the others none comes for days
	ago              time.Duration // how long ago all that was agreed
	silent           bool          // the families have no phone that the simulator knows
	chats            bool          // groups have Telegram chats
	options          demo.Options
	listen           func(http.Handler) http.Handler
}

// newVillage builds a village. The people have started their chat with the bot; what they wrote is forgotten.
func newVillage(tb testing.TB, s scene) *village {
	v := &village{TB: tb, clock: demo.NewClock(bot.WallClock{}.Now()), db: filepath.Join(tb.TempDir(), "asuh.db"), polled: map[string]chan struct{}{}}
	v.quiet = parenting.QuietAt(v.clock.Now().In(flows.Zone(parenting.Group{}))) // it lives by the same clock as the coordinator of the programme
	s.options.Token, s.options.Username, s.options.Name = demoToken, demoName, "Asuh Bersama"
	v.telegram = demo.New(v.clock, s.options)
	v.handler = v.telegram
	if s.listen != nil {
		v.handler = s.listen(v.telegram)
	}
	v.arrive(coordinator)
	v.arrive(approver)
	v.arrive(recruiter)
	led := max(leaders, s.groups/20)
	for g := range s.groups {
		h := &hamlet{number: g, leader: firstLeader + int64(g%led), families: make([]household, s.families)}
		v.hamlets = append(v.hamlets, h)
		if g < led {
			v.arrive(h.leader)
		}
		for i := range h.families {
			h.families[i].account = firstFamily + int64(g*s.families+i)
			if !s.silent {
				v.arrive(h.families[i].account)
			}
		}
		if s.chats {
			members := []int64{h.leader}
			for _, f := range h.families {
				members = append(members, f.account)
			}
			h.chat = v.telegram.NewGroup(h.name(), members...)
			if err := v.telegram.AddBot(h.leader, h.chat); err != nil {
				tb.Fatal(err)
			}
		}
	}
	v.telegram.RestartIDs(100_001)
	if err := v.seed(s); err != nil {
		tb.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	srv := &http.Server{Handler: v, ReadHeaderTimeout: readHeaders, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
	go srv.Serve(l) //nolint:errcheck // it ends with the test
	tb.Cleanup(func() { srv.Close() })
	v.api = "http://" + l.Addr().String()
	return v
}

func (h *hamlet) name() string { return "Kelompok " + strconv.Itoa(h.number+1) }

// arrive gives somebody Telegram and lets them say hello to the bot.
func (v *village) arrive(account int64) {
	v.telegram.AddUser(demo.User{ID: account, First: "Warga " + strconv.FormatInt(account, 10), Lang: "id"})
	if _, err := v.telegram.Write(account, account, "/start"); err != nil {
		v.Fatal(err)
	}
}

// ServeHTTP passes the calls of the children on. Each child calls below a path of its own, so that the last request of a dead one is
// not taken for the first of the next.
func (v *village) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	child, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	r.URL.Path = "/" + path
	if strings.HasSuffix(path, "/getUpdates") {
		v.mu.Lock()
		if first := v.polled[child]; first != nil {
			close(first)
			delete(v.polled, child)
		}
		v.mu.Unlock()
	}
	v.handler.ServeHTTP(w, r)
}

// seed fills the database with what facilitators and families have done so far, by the same acts: groups are founded, families have
// joined, meetings are planned and announced.
func (v *village) seed(s scene) error {
	v.seeded = bot.WallClock{}.Now()
	then := func() time.Time { return bot.WallClock{}.Now().Add(-s.ago) }
	db, err := store.Open(v.Context(), v.db, then, nil)
	if err != nil {
		return err
	}
	founders := map[int64]bool{}
	for part := range slices.Chunk(v.hamlets, 50) { // a batch each
		err = errors.Join(err, db.Batch(v.Context(), func(tx *store.Tx) error {
			tx.Coordinate(coordinator, approver, recruiter)
			for _, h := range part {
				starts := s.starts
				if s.meetings > 0 && h.number >= s.meetings {
					starts = 0
				}
				var lesson time.Time
				if h.number < s.lessons {
					lesson = v.lessonsDue()
				}
				if err := h.settle(tx, !founders[h.leader], starts, lesson); err != nil {
					return fmt.Errorf("%s: %w", h.name(), err)
				}
				founders[h.leader] = true
			}
			return nil
		}))
	}
	err = errors.Join(err, db.Batch(v.Context(), func(tx *store.Tx) error {
		return tx.Apply(tx.Rights(recruiter), parenting.Stop{Account: recruiter})
	}))
	return errors.Join(err, db.Close())
}

// settle lets a facilitator found the group, and families join it. With a lesson they are abroad, where it is day then, and have chosen it.
func (h *hamlet) settle(tx *store.Tx, hire bool, starts time.Duration, lesson time.Time) error {
	e, number := &enrolment{tx: tx}, int64(h.number)
	if hire {
		e.hires(recruiter, h.leader, "Petugas", parenting.Region{})
	}
	h.group, h.join = e.founds(h.leader, "Petugas", number, parenting.Group{
		Name: h.name(), Village: "Juntinyuat", Regency: "Indramayu", Province: "32", Salam: parenting.SalamIslam,
	})
	if h.chat != 0 {
		e.does(h.leader, parenting.LinkChat{Group: h.group, Chat: parenting.ChatID(h.chat)})
	}
	where, abroad := "SA", !lesson.IsZero()
	if abroad {
		where, lesson = whereByDay(lesson)
	} else { // not on this day, whatever the hour: what is measured is something else
		lesson = time.Date(tx.Now().Year(), tx.Now().Month(), tx.Now().Day()+3, 12, 0, 0, 0, time.UTC)
	}
	for i := range h.families {
		home := &h.families[i]
		f, p := e.enrols(h.join, parenting.Family{
			Group: h.group, Away: parenting.AwayFather, Where: where, Cares: parenting.CaresMother, Bands: []parenting.Band{"6-9"},
		}, parenting.Person{Account: parenting.AccountID(home.account), Form: parenting.Ibu, Name: "Warga " + strconv.FormatInt(home.account, 10), Abroad: abroad})
		home.family, home.person = f.ID, p.ID
		e.chooses(home.account, lesson)
	}
	if starts == 0 {
		return e.err
	}
	h.session = parenting.SessionID(e.id("session", number))
	e.does(h.leader, parenting.Plan{Session: parenting.Session{
		ID: h.session, Group: h.group, Theme: "A", Start: tx.Now().Add(starts).Truncate(time.Minute), Duration: parenting.DefaultDuration,
		Place: "Balai desa", State: parenting.Planned,
	}})
	e.does(h.leader, parenting.Announce{Session: h.session, Group: h.group, Version: tx.Session(h.session).Version})
	return e.err
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

// dirty counts the cards that do not show what is so.
func (v *village) dirty() (n int) {
	v.look(func(tx *store.Tx) {
		dirty, _ := tx.DirtyCards(0, math.MaxInt64)
		n = len(dirty)
	})
	return n
}

// look opens the database while no bot serves it.
func (v *village) look(at func(*store.Tx)) {
	v.Helper()
	db, err := store.Open(v.Context(), v.db, v.clock.Now, nil)
	if err != nil {
		v.Fatal(err)
	}
	err = db.Batch(v.Context(), func(tx *store.Tx) error { at(tx); return nil })
	if err := errors.Join(err, db.Close()); err != nil {
		v.Error(err)
	}
}

// child is the bot as a process.
type child struct {
	tb     testing.TB
	cmd    *exec.Cmd
	stderr bytes.Buffer
	ended  chan struct{} // closed when the process is gone; then
	err    error         // says how
}

// start runs the program against the village and waits for its first getUpdates.
func (v *village) start(program string, args ...string) *child {
	v.Helper()
	v.mu.Lock()
	v.born++
	name, polled := strconv.Itoa(v.born), make(chan struct{})
	v.polled[name] = polled
	v.mu.Unlock()
	c := &child{tb: v, ended: make(chan struct{}), cmd: exec.Command(program, append([]string{
		"serve", "--api", v.api + "/" + name, "--db", v.db, "--token", demoToken, "--rate", "0", "--listen", "",
	}, args...)...)}
	c.cmd.Env, c.cmd.Stderr = append(os.Environ(), "ASUH_CHILD=serve"), &c.stderr
	if err := c.cmd.Start(); err != nil {
		v.Fatal(err)
	}
	v.Cleanup(c.kill)
	go func() { c.err = c.cmd.Wait(); close(c.ended) }()
	select {
	case <-polled:
	case <-c.ended:
		v.Fatalf("the bot ended before it asked for updates: %v\n%s", c.err, &c.stderr)
	}
	return c
}

// pause and resume hold the process and let it go on.
func (c *child) pause()  { c.signal(syscall.SIGSTOP) }
func (c *child) resume() { c.signal(syscall.SIGCONT) }

func (c *child) signal(s syscall.Signal) {
	if err := c.cmd.Process.Signal(s); err != nil {
		c.tb.Error(err)
	}
}

// kill ends the process as a power cut would.
func (c *child) kill() {
	if err := c.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		c.tb.Error(err)
	}
	<-c.ended
}

// stop asks the process to end, and fails if it did so with an error or has anything to complain about.
func (c *child) stop() {
	c.tb.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.tb.Errorf("the bot was gone: %v", err)
	}
	<-c.ended
	if c.err != nil {
		c.tb.Errorf("the bot ended with %v\n%s", c.err, &c.stderr)
	}
	c.content()
}

// content fails if the process, which has ended, has logged an error.
func (c *child) content() {
	c.tb.Helper()
	if strings.Contains(c.stderr.String(), "level=ERROR") {
		c.tb.Errorf("the bot logged:\n%s", &c.stderr)
	}
}

// memory is what of the process lies in memory, and the most that ever did, in MiB.
func (c *child) memory() (resident, peak float64) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		c.tb.Skipf("no way to weigh a process here: %v", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		if len(words) < 2 {
			continue
		}
		switch n, _ := strconv.ParseFloat(words[1], 64); words[0] {
		case "VmRSS:":
			resident = n / 1024
		case "VmHWM:":
			peak = n / 1024
		}
	}
	return resident, peak
}

// self is this test binary, which is also the program.
func self(tb testing.TB) string {
	tb.Helper()
	path, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	return path
}

// offers finds the button of a message whose data begin so.
func offers(m demo.Message, prefix string) (data string, ok bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, prefix) {
				return b.Data, true
			}
		}
	}
	return "", false
}

// newest is the last message of a chat with a button whose data begin so, the zero message if there is none.
func newest(history []demo.Message, prefix string) (found demo.Message) {
	for _, m := range slices.Backward(history) {
		if _, ok := offers(m, prefix); ok {
			return m
		}
	}
	return found
}
