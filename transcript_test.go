package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/bot"
	"asuhbersama/content"
	"asuhbersama/demo"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

var update = flag.Bool("update", false, "rewrite the bot's side of the transcripts")

// TestTranscript plays the conversations in flows/transcripts: the real bot over a real SQLite file that is closed and opened
// again between every two lines, against the simulator. One alone:
//
//	go test . -run Transcript/checkin
func TestTranscript(t *testing.T) {
	catalog, library := material(t)
	files, err := filepath.Glob("flows/transcripts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				w := newTranscriptWorld(t, catalog, library, file)
				defer w.stop()
				got := w.play(file)
				if *update {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
				} else if d := demo.Diff(want, got); d != "" {
					t.Errorf("%s\n%s", file, d)
				}
			})
		})
	}
}

// transcriptWorld is one village on one disk.
type transcriptWorld struct {
	asleep   atomic.Bool
	via      func(http.RoundTripper) http.RoundTripper // how the bot's line is worse than that; nil: it is not
	log      slog.Handler                              // that hears all that the bot logs; nil: only errors are heard, and fail the test
	t        *testing.T
	telegram *demo.Telegram
	clock    *demo.Clock
	path     string
	catalog  *locales.Catalog
	library  *content.Library
	db       *store.Store
	cancel   context.CancelCauseFunc
	ended    chan error
	world    demo.World
}

func newTranscriptWorld(t *testing.T, catalog *locales.Catalog, library *content.Library, file string) *transcriptWorld {
	first := before(t, file)[0]
	start, ok := parse(t, first).Start(zoneNamed)
	if !ok {
		t.Fatalf("%s: no = line sets the time", first)
	}
	w := &transcriptWorld{t: t, clock: demo.NewClock(start), catalog: catalog, library: library, path: filepath.Join(t.TempDir(), "asuh.db")}
	w.telegram = demo.New(w.clock, demo.Options{Token: demoToken, Username: demoName, Name: "Asuh Bersama", Limits: true})
	cast, chats := castInto(w.telegram)
	w.world = demo.World{
		Telegram: w.telegram, Clock: w.clock, Settle: w.settle, Restart: w.restart, Crash: w.crash, Cast: cast, Chats: chats,
		Tables: w.table, Zone: zoneNamed, Crowd: w.enrolCrowd, Older: w.agreedBefore,
	}
	w.start()
	err := w.db.Batch(t.Context(), func(tx *store.Tx) error {
		w.world.First = "https://t.me/" + demoName + "?start=" + tx.ClaimLink()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// play plays what a transcript builds on, then the transcript.
func (w *transcriptWorld) play(file string) []byte {
	chain := before(w.t, file)
	for i, f := range chain {
		got, err := parse(w.t, f).Play(w.world)
		if err != nil {
			w.t.Fatal(err)
		}
		if i == len(chain)-1 {
			return got
		}
	}
	return nil
}

// before lists the transcripts that a transcript builds on, by its first line "# Setelah: a, b", and itself last.
func before(t *testing.T, file string) []string {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var chain []string
	line, _, _ := bufio.NewReader(bytes.NewReader(text)).ReadLine()
	if names, ok := strings.CutPrefix(string(line), "# Setelah:"); ok {
		for _, name := range strings.Split(names, ",") {
			for _, f := range before(t, filepath.Join(filepath.Dir(file), strings.TrimSpace(name)+".txt")) {
				if len(chain) == 0 || !contains(chain, f) {
					chain = append(chain, f)
				}
			}
		}
	}
	return append(chain, file)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func parse(t *testing.T, file string) *demo.Script {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	script, err := demo.ParseTranscript(file, text)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// line is the bot's line to Telegram, dead while the computer is asleep: whatever it is told is lost.
type line struct {
	http.RoundTripper
	asleep *atomic.Bool
}

func (l line) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := l.RoundTripper.RoundTrip(r)
	if err == nil && l.asleep.Load() {
		resp.Body.Close()
		return nil, io.ErrUnexpectedEOF
	}
	return resp, err
}

func (w *transcriptWorld) start() {
	db, err := store.Open(w.t.Context(), w.path, w.clock.Now, bytes.NewReader(bytes.Repeat([]byte("asuh bersama "), 100)))
	if err != nil {
		w.t.Fatal(err)
	}
	transport := http.RoundTripper(line{w.telegram.Transport(), &w.asleep})
	if w.via != nil {
		transport = w.via(transport)
	}
	log := w.log
	if log == nil {
		log = slog.NewTextHandler(testLog{w.t}, &slog.HandlerOptions{Level: slog.LevelError})
	}
	b := bot.New(db, bot.Options{
		Token: demoToken, API: "http://telegram", Rate: 28, Clock: w.clock, Transport: transport, Catalog: w.catalog,
		Library: w.library, Log: slog.New(log),
	})
	var ctx context.Context
	ctx, w.cancel = context.WithCancelCause(context.Background())
	w.db, w.ended = db, make(chan error, 1)
	go func() { w.ended <- b.Run(ctx) }()
	synctest.Wait()
}

func (w *transcriptWorld) stop() {
	if w.cancel == nil {
		return
	}
	w.cancel(nil)
	w.cancel = nil
	if err := <-w.ended; err != nil {
		w.t.Error(err)
	}
	if err := w.db.Close(); err != nil {
		w.t.Error(err)
	}
	synctest.Wait()
}

// enrolCrowd lets so many people enrol whom nobody looks at, in groups beside the first one that its facilitator founds: there, or in turn
// in three kabupaten under two clocks.
func (w *transcriptWorld) enrolCrowd(n int, spread bool) error {
	const each = 40
	where := []parenting.Region{
		{Province: "52", Regency: "Lombok Timur", Village: "Sakra"},
		{Province: "52", Regency: "Lombok Tengah", Village: "Puyung"},
		{Province: "35", Regency: "Malang", Village: "Arjowilangun"},
	}
	for i := range n {
		w.telegram.AddSilent(demo.User{ID: int64(50_001 + i), First: "Warga", Lang: "id"})
	}
	return w.db.Batch(w.t.Context(), func(tx *store.Tx) error {
		g := tx.Groups()[0]
		leader, join := tx.Leaders(g.ID)[0], ""
		for i := range n {
			if i%each == 0 {
				g.ID, g.Name, g.Chat, join = parenting.GroupID(80_001+i), fmt.Sprintf("Kelompok %d", i/each+1), 0, fmt.Sprint("crowd-", i)
				if spread {
					r := where[i/each%len(where)]
					g.Province, g.Regency, g.Village = r.Province, r.Regency, r.Village
				}
				if err := tx.Apply(tx.Rights(leader.Account), parenting.Found{Group: g, Name: leader.Name, Join: join}); err != nil {
					return err
				}
			}
			account, family := parenting.AccountID(50_001+i), parenting.FamilyID(60_001+i)
			err := tx.Apply(tx.Rights(account), parenting.Enrol{Token: join, Family: parenting.Family{ID: family, Group: g.ID}, Person: parenting.Person{
				ID: parenting.PersonID(70_001 + i), Family: family, Account: account, Form: parenting.Ibu, Name: "Warga", Consent: parenting.ConsentVersion,
			}})
			if err == nil { // their lessons would take an evening of several minutes
				err = tx.Apply(tx.Rights(account), parenting.SetPace{Account: account, Hour: 9 * 60})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// agreedBefore lets everybody who has agreed have done so to the text before this one, as a new version of the program finds them: to them
// no lessons have come.
func (w *transcriptWorld) agreedBefore() error {
	w.stop()
	defer w.start()
	db, err := sql.Open("sqlite3", w.path)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(w.t.Context(), `UPDATE people SET consent = ? WHERE consent > 0; DELETE FROM paces; DELETE FROM fires WHERE kind = 'lesson'`,
		parenting.ConsentVersion-1)
	return errors.Join(err, db.Close())
}

// restart happens between every two lines, which people need a few seconds for.
func (w *transcriptWorld) restart() error {
	w.clock.Walk(w.clock.Now().Add(5*time.Second), synctest.Wait)
	w.stop()
	w.start()
	return nil
}

func (w *transcriptWorld) crash() error {
	w.cancel(bot.ErrCut)
	w.cancel = nil
	<-w.ended
	synctest.Wait()
	return w.db.Close()
}

// settle lets the bot finish: it is done when everybody waits, and what waits for the pace of the platform has been let out.
func (w *transcriptWorld) settle() {
	for range 1000 {
		synctest.Wait()
		next, ok := w.clock.Next()
		if !ok || next.Sub(w.clock.Now()) > 5*time.Second {
			return
		}
		w.clock.Walk(next, synctest.Wait)
	}
	w.t.Error("the bot never settles")
}

func (w *transcriptWorld) table(name string) (string, error) {
	header, rows, err := store.View(w.t.Context(), w.path, name)
	if err != nil {
		return "", err
	}
	return aligned(append([][]string{header}, rows...)), nil
}

// aligned writes rows in columns.
func aligned(rows [][]string) string {
	width := map[int]int{}
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	var s strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			fmt.Fprintf(&line, "%-*s  ", width[i], cell)
		}
		s.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return s.String()
}

// testLog shows what the bot logs as an error, and fails the test.
type testLog struct{ t *testing.T }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Errorf("the bot logged: %s", p)
	return len(p), nil
}
