package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"asuhbersama/bot"
	"asuhbersama/demo"
)

// counter is the program as whoever runs it knows it: a process over a file, with a Telegram behind a real connection.
type counter struct {
	*testing.T
	telegram *demo.Telegram
	api      *httptest.Server
	db       string
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	c := &counter{T: t, db: filepath.Join(t.TempDir(), "asuh.db")}
	c.telegram = demo.New(demo.NewClock(time.Date(2026, 6, 8, 2, 0, 0, 0, time.UTC)), demo.Options{Token: demoToken, Username: demoName, Name: "Asuh Bersama"})
	castInto(c.telegram)
	c.api = httptest.NewServer(c.telegram)
	t.Cleanup(func() { c.api.CloseClientConnections(); c.api.Close() })
	return c
}

// serve prepares a child over the file; wrap may put a command before the program, to take something away from it.
func (c *counter) serve(token string, wrap ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	c.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	c.Cleanup(cancel)
	args := append(wrap, self(c), "serve", "--api", c.api.URL, "--db", c.db, "--rate", "0", "--listen", "")
	cmd, stderr = exec.CommandContext(ctx, args[0], args[1:]...), new(bytes.Buffer)
	cmd.Env, cmd.Stderr = append(os.Environ(), "ASUH_CHILD=serve", "TELEGRAM_TOKEN="+token), stderr
	return cmd, stderr
}

// start starts a child and waits until it polls.
func (c *counter) start() (cmd *exec.Cmd, stderr *bytes.Buffer) {
	c.Helper()
	cmd, stderr = c.serve(demoToken)
	if err := cmd.Start(); err != nil {
		c.Fatal(err)
	}
	c.until(c.telegram.Polling)
	return cmd, stderr
}

// stop asks a child to end and fails unless it does so in time and without complaint.
func (c *counter) stop(cmd *exec.Cmd, stderr *bytes.Buffer) {
	c.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		c.Fatal(err)
	}
	asked := now()
	if err := cmd.Wait(); err != nil {
		c.Errorf("it ended with %v\n%s", err, stderr)
	}
	if took := now().Sub(asked); took > 2*time.Second {
		c.Errorf("it took %v to stop", took)
	}
}

// until waits for something that people can see, or that the simulator knows.
func (c *counter) until(so func() bool) {
	c.Helper()
	late, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	for {
		changed := c.telegram.Changed()
		if so() {
			return
		}
		beat, stop := bot.WallClock{}.Wake(now().Add(5 * time.Millisecond)) // not everything is seen by people
		select {
		case <-changed:
		case <-beat:
		case <-late.Done():
			c.Fatal("it does not happen")
		}
		stop()
	}
}

// refused runs a child that must end by itself with an error and say what to do about it, never telling the token.
func (c *counter) refused(token string, says string, wrap ...string) {
	c.Helper()
	cmd, stderr := c.serve(token, wrap...)
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		c.Errorf("it ended with %v, want exit code 1\n%s", err, stderr)
	}
	lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "asuhbersama: ") || !strings.Contains(last, says) {
		c.Errorf("it ended with the words %q, want %q in them", last, says)
	}
	if strings.Contains(stderr.String(), token) && token != "" {
		c.Error("it tells the token")
	}
}

// TestServeAdvice: what is wrong with a token is said, and nothing is served.
func TestServeAdvice(t *testing.T) {
	c := newCounter(t)
	c.refused("", "TELEGRAM_TOKEN")
	c.refused("1234567890:wrong-secret", "@BotFather")
}

// TestServeAway: a bot that was started while Telegram is away serves as soon as it is back, and can be stopped before.
func TestServeAway(t *testing.T) {
	c := newCounter(t)
	c.telegram.SetTrouble(demo.Trouble{CutBefore: 100})
	if _, err := c.telegram.Write(sari, sari, "/start"); err != nil {
		t.Fatal(err)
	}
	tried := func() bool { return len(c.telegram.Record()) > 0 }
	cmd, stderr := c.serve(demoToken)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.until(tried)
	c.stop(cmd, stderr)

	cmd, stderr = c.serve(demoToken)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	n := len(c.telegram.Record())
	c.until(func() bool { return len(c.telegram.Record()) > n })
	c.telegram.SetTrouble(demo.Trouble{})
	c.until(func() bool { return len(c.telegram.History(sari)) == 2 })
	c.stop(cmd, stderr)
}

// TestServeTwice: the second one on a file refuses, and does the first no harm.
func TestServeTwice(t *testing.T) {
	c := newCounter(t)
	first, stderr := c.start()
	c.refused(demoToken, "only one may run")
	if _, err := c.telegram.Write(sari, sari, "/start"); err != nil {
		t.Fatal(err)
	}
	c.until(func() bool { return len(c.telegram.History(sari)) == 2 })
	c.stop(first, stderr)
}

// TestServeNewer: a database from a newer version is refused and left as it was, byte for byte; so is what is no database of ours.
func TestServeNewer(t *testing.T) {
	c := newCounter(t)
	c.stop(c.start())
	newer, err := os.ReadFile(c.db)
	if err != nil {
		t.Fatal(err)
	}
	binary.BigEndian.PutUint32(newer[60:], 99) // the user version (sqlite.org/fileformat2.html 1.3.10)
	for says, content := range map[string][]byte{"newer version": newer, "not a database of this program": bytes.Repeat([]byte("daftar belanja\n"), 100)} {
		if err := os.WriteFile(c.db, content, 0o600); err != nil {
			t.Fatal(err)
		}
		c.refused(demoToken, says)
		after, err := os.ReadFile(c.db)
		if err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s: the file was touched (%v)", says, err)
		}
		for _, beside := range []string{"-wal", "-journal"} {
			if left, err := os.Stat(c.db + beside); err == nil && left.Size() > 0 {
				t.Errorf("%s: %s was left beside it", says, left.Name())
			}
		}
	}
}

// TestServeReadOnly: a file that may not be written is refused with a word about permissions, and left as it was.
func TestServeReadOnly(t *testing.T) {
	c := newCounter(t)
	c.stop(c.start())
	before, err := os.ReadFile(c.db)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(c.db)
	var wrap []string
	if os.Getuid() == 0 { // root may write everything; nobody may not
		setpriv, err := exec.LookPath("setpriv")
		if err != nil {
			t.Skip("needs setpriv to give up root")
		}
		wrap = []string{setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"}
		open(t, dir, self(t))
	}
	for _, readOnly := range []struct {
		path string
		mode os.FileMode
	}{{c.db, 0o444}, {dir, 0o555}} {
		if err := os.Chmod(readOnly.path, readOnly.mode); err != nil {
			t.Fatal(err)
		}
		c.refused(demoToken, "check the permissions", wrap...)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(c.db)
	if err != nil || !bytes.Equal(after, before) {
		t.Errorf("the file was touched (%v)", err)
	}
}

// open lets everybody reach these files.
func open(t *testing.T, paths ...string) {
	t.Helper()
	for _, path := range paths {
		for ; path != "/" && path != os.TempDir(); path = filepath.Dir(path) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, info.Mode()|0o555); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestServeDiskFull: when the disk is full the bot stops with a clear word, not answering what it could not keep. With space again
// every message that was ever written is answered.
func TestServeDiskFull(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a limit on the size of files")
	}
	c := newCounter(t)
	c.stop(c.start()) // the database is there
	wrote := 0
	write := func() {
		t.Helper()
		for _, who := range []int64{sari, rina, joko} {
			if _, err := c.telegram.Write(who, who, "/bantuan"); err != nil {
				t.Fatal(err)
			}
		}
		wrote++
	}
	cmd, stderr := c.serve(demoToken, "sh", "-c", `ulimit -f 600; exec "$@"`, "sh")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var err error
	for full := false; !full; {
		write()
		if wrote > 5000 {
			t.Fatal("the disk never gets full")
		}
		select {
		case err = <-ended:
			full = true
		default:
			c.until(func() bool { return c.telegram.Pending() == 0 || len(ended) > 0 })
		}
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 || !strings.Contains(stderr.String(), "the disk is full") {
		t.Errorf("it ended with %v and the words:\n%s", err, stderr)
	}
	write()
	answers := func(who int64) (n int) {
		for _, m := range c.telegram.History(who) {
			if m.From != who {
				n++
			}
		}
		return n
	}
	cmd, stderr = c.start()
	c.until(func() bool { return min(answers(sari), answers(rina), answers(joko)) >= wrote })
	c.stop(cmd, stderr)
	for _, who := range []int64{sari, rina, joko} {
		if n := answers(who); n > wrote+1 { // one may have been on its way
			t.Errorf("%d messages of %d were answered %d times", wrote, who, n)
		}
	}
}
