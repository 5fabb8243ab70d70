package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // pictures that visitors attach
	_ "image/png"  // pictures that the bot sends
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// The demo's bot. The token is made up; the simulator knows no other.
const (
	demoToken = "1234567890:demo-token-that-opens-nothing"
	demoName  = "AsuhBersamaBot"
)

// The cast: everybody who appears in the demo, the transcripts and the README.
const (
	sari   = 1001
	nenek  = 1002
	rina   = 1003
	joko   = 1004
	tuti   = 1005
	melati = "Kelompok Melati"
)

// people are the cast with their phones.
func people() []demo.Person {
	return []demo.Person{
		{User: demo.User{ID: rina, First: "Rina", Lang: "id"}, Name: "Bu Rina", Role: "fasilitator", Note: "kader di Desa Anjani, Lombok Timur", Online: true},
		{User: demo.User{ID: sari, First: "Sari", Lang: "id"}, Name: "Bu Sari", Role: "ibu", Note: "suaminya bekerja di Arab Saudi", Online: true},
		{User: demo.User{ID: nenek, First: "Inaq Sahnun", Lang: "id"}, Name: "Nenek Inaq Sahnun", Role: "nenek", Note: "mengasuh cucu di Anjani"},
		{User: demo.User{ID: joko, First: "Joko", Lang: "id"}, Name: "Pak Joko", Role: "koordinator", Note: "di Disnaker", Zone: "Asia/Jakarta", Online: true},
		{User: demo.User{ID: tuti, First: "Tuti", Lang: "id"}, Name: "Bu Tuti", Role: "koordinator", Note: "rekan Pak Joko", Zone: "Asia/Jakarta", Online: true},
	}
}

// castInto brings the cast into a simulator and gives the names by which transcripts call people and chats.
func castInto(t *demo.Telegram) (cast, chats map[string]int64) {
	cast = map[string]int64{}
	for _, p := range people() {
		t.AddUser(p.User)
		cast[p.Name] = p.User.ID
	}
	return cast, map[string]int64{melati: t.NewGroup(melati, rina, sari, joko)}
}

//go:embed flows/transcripts/tour*.txt
var scripts embed.FS

// demoStart is the moment at which the demo begins: a Monday morning.
var demoStart = time.Date(2026, 6, 8, 1, 0, 0, 0, time.UTC)

// stage is the demo command.
type stage struct {
	Listen    string  `help:"Where the page is served." env:"ASUH_LISTEN" default:"127.0.0.1:8080"`
	NoBrowser bool    `help:"Do not open a browser."`
	Rate      float64 `help:"Messages a second over all chats." env:"ASUH_RATE" default:"28"`
}

// Run serves the page until it is told to stop.
func (d *stage) Run(ctx context.Context, stdout io.Writer) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", d.Listen)
	if err != nil {
		return fmt.Errorf("serve the page: %w", err)
	}
	defer l.Close() //nolint:errcheck // the server below has closed it, as a rule
	var front atomic.Pointer[theatre]
	var raising sync.Mutex
	var raise func() error
	raise = func() error {
		raising.Lock()
		defer raising.Unlock()
		th, err := newTheatre(ctx, d.Rate, func() error { return raise() })
		if err != nil {
			return err
		}
		if old := front.Swap(th); old != nil {
			old.close()
		}
		return nil
	}
	if err := raise(); err != nil {
		return err
	}
	srv := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { front.Load().page.ServeHTTP(w, r) }),
		ReadHeaderTimeout: readHeaders, BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go srv.Serve(l) //nolint:errcheck // it ends when it is closed below
	address := "http://" + l.Addr().String() + "/"
	fmt.Fprintf(stdout, "Asuh Bersama, the demo: open %s (Ctrl-C ends it)\n", address)
	if !d.NoBrowser {
		openBrowser(ctx, address)
	}
	<-ctx.Done()
	srv.Close()
	raising.Lock() // a reset that is on its way may not leave a theatre behind
	defer raising.Unlock()
	front.Load().close()
	return nil
}

// openBrowser shows the page if this machine has a way to; the address is printed anyway.
func openBrowser(ctx context.Context, address string) {
	opener := map[string][]string{"darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}[runtime.GOOS]
	if opener == nil {
		opener = []string{"xdg-open"}
	}
	if path, err := exec.LookPath(opener[0]); err == nil {
		cmd := exec.CommandContext(ctx, path, append(opener[1:], address)...)
		if cmd.Start() == nil {
			go cmd.Wait() //nolint:errcheck // whether a browser came up is for the person to see
		}
	}
}

// theatre is one run of the demo: a simulator on loopback, the bot against it, and the page.
type theatre struct {
	ctx      context.Context
	telegram *demo.Telegram
	clock    *demo.Clock
	dir      string
	api      string
	rate     float64
	page     http.Handler
	servers  []*http.Server

	mu     sync.Mutex
	bot    *bot.Bot
	db     *store.Store
	cancel context.CancelCauseFunc
	ended  chan struct{}
}

func newTheatre(ctx context.Context, rate float64, reset func() error) (raised *theatre, err error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	dir, err := os.MkdirTemp("", "asuhbersama-demo-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the demo: %w", err)
	}
	th := &theatre{ctx: ctx, clock: demo.NewClock(demoStart.Add(-crowdTook)), dir: dir, rate: rate}
	defer func() {
		if err != nil {
			th.close()
		}
	}()
	th.telegram = demo.New(th.clock, demo.Options{Token: demoToken, Username: demoName, Name: "Asuh Bersama", Limits: true})
	_, chats := castInto(th.telegram)
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the simulator: %w", err)
	}
	srv := &http.Server{Handler: th.telegram, ReadHeaderTimeout: readHeaders, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, 0)}
	go srv.Serve(l) //nolint:errcheck // it ends when the theatre closes
	th.servers, th.api = append(th.servers, srv), "http://"+l.Addr().String()
	tours, err := tours()
	if err != nil {
		return nil, err
	}
	invitation, err := th.past()
	if err != nil {
		return nil, err
	}
	th.page = demo.Page(demo.Stage{
		Telegram: th.telegram, Clock: th.clock, People: people(), Groups: []int64{chats[melati]},
		Settle: th.settle, Crash: th.crash, Restart: th.restart, Reset: reset, Scan: scan, Zone: zoneNamed, Tours: tours, Guide: guide(),
		Fits: th.fits, First: startLink(invitation),
	})
	return th, nil
}

// scan reads the QR code in a picture, as the camera of a phone would.
func scan(picture []byte) (link string, err error) {
	img, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return "", fmt.Errorf("open picture: %w", err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		return "", fmt.Errorf("see picture: %w", err)
	}
	found, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		return "", fmt.Errorf("find a QR code: %w", err)
	}
	return found.GetText(), nil
}

// tours are the transcripts that the page acts out, in the order of a meeting's life.
func tours() ([]demo.Tour, error) {
	script, err := fs.ReadFile(scripts, "flows/transcripts/tour.txt")
	if err != nil {
		return nil, fmt.Errorf("read the tour: %w", err)
	}
	return []demo.Tour{{Name: "pertemuan", Title: "Satu pertemuan, dari undangan sampai daftar hadir", Script: string(script)}}, nil
}

// past is what has happened before the demo begins. Some weeks ago Bu Tuti became the first coordinator, then the crowd enrolled, and now
// she invites Pak Joko: that is the link he has.
func (th *theatre) past() (invitation string, err error) {
	if err := th.restart(); err != nil {
		return "", err
	}
	var claim string
	if err := th.batch(func(tx *store.Tx) error { claim = tx.ClaimLink(); return nil }); err != nil {
		return "", err
	}
	if err := th.telegram.Open(tuti, startLink(claim)); err != nil {
		return "", err
	}
	th.await(tuti, 2) // who she is, asks the bot
	if _, err := th.telegram.Write(tuti, tuti, "Bu Tuti"); err != nil {
		return "", err
	}
	th.await(tuti, 4)
	th.settle()
	th.stop(nil)
	if err := pastOf(th.ctx, th.telegram, th.clock, th.path(), tuti); err != nil {
		return "", err
	}
	if err := th.restart(); err != nil {
		return "", err
	}
	err = th.batch(func(tx *store.Tx) error {
		e := &enrolment{tx: tx}
		invitation = e.offers(tuti, joko, parenting.LinkCoordinate, parenting.Region{})
		return e.err
	})
	return invitation, err
}

// await waits until there are so many messages in somebody's chat with the bot.
func (th *theatre) await(who int64, messages int) {
	for {
		changed := th.telegram.Changed()
		if len(th.telegram.History(who)) >= messages {
			return
		}
		select {
		case <-changed:
		case <-th.ctx.Done():
			return
		}
	}
}

func startLink(token string) string { return "https://t.me/" + demoName + "?start=" + token }

// batch does something in the database of the running bot.
func (th *theatre) batch(do func(*store.Tx) error) error {
	th.mu.Lock()
	defer th.mu.Unlock()
	return th.db.Batch(th.ctx, do)
}

// fits reports whether a start link leads somebody on: an open invitation of somebody else's, into what they are not in yet and as who they
// are in the cast; whatever else it is, if the bot knows them.
func (th *theatre) fits(who int64, start string) bool {
	fits, account := false, parenting.AccountID(who)
	err := th.batch(func(tx *store.Tx) error {
		link, rights := tx.Link(start), tx.Rights(account)
		switch {
		case link.Token == "":
			fits = len(rights.People)+len(rights.Grants) > 0
		case link.By == account || link.State(account, th.clock.Now()) != parenting.LinkOpen:
		case link.Kind == parenting.LinkJoin:
			fits = !slices.ContainsFunc(rights.People, func(p parenting.Person) bool { return p.Group == link.Group })
		case link.Kind == parenting.LinkCarer:
			fits = !rights.InFamily(link.Family)
		case who == sari || who == nenek: // what follows is for officers
		case link.Kind == parenting.LinkAssist:
			fits = !rights.Leads(link.Group)
		case link.Kind == parenting.LinkFacilitate:
			fits = !rights.Holds(parenting.Founder, link.Region)
		default:
			fits = !rights.Holds(parenting.Coordinator, link.Region)
		}
		return nil
	})
	return fits || err != nil // the bot is down
}

func (th *theatre) path() string { return filepath.Join(th.dir, "asuh.db") }

// restart starts the bot, stopping it first if it runs.
func (th *theatre) restart() error {
	th.mu.Lock()
	defer th.mu.Unlock()
	th.halt(nil)
	db, err := store.Open(th.ctx, th.path(), th.clock.Now, nil)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	b, err := newBot(db, bot.Options{
		Token: demoToken, API: th.api, Rate: th.rate, Clock: th.clock, Transport: bot.Transport(), Log: log,
	})
	if err != nil {
		return errors.Join(err, db.Close())
	}
	var ctx context.Context
	ctx, th.cancel = context.WithCancelCause(th.ctx)
	th.bot, th.db, th.ended = b, db, make(chan struct{})
	go func() {
		defer close(th.ended)
		if err := b.Run(ctx); err != nil && ctx.Err() == nil {
			log.Error("the bot has stopped", "cause", err)
		}
	}()
	return nil
}

// crash cuts the bot without letting it finish anything.
func (th *theatre) crash() error {
	th.stop(bot.ErrCut)
	return nil
}

func (th *theatre) stop(cause error) {
	th.mu.Lock()
	defer th.mu.Unlock()
	th.halt(cause)
}

// halt stops the bot if it runs.
func (th *theatre) halt(cause error) {
	if th.cancel == nil {
		return
	}
	th.cancel(cause)
	<-th.ended
	th.db.Close()
	th.cancel = nil
}

// settle waits until the bot has nothing more to do at this moment; not for long, since the page waits for it.
func (th *theatre) settle() {
	ctx, cancel := context.WithTimeout(th.ctx, 3*time.Second)
	defer cancel()
	for calm := 0; calm < 30; {
		select {
		case <-ctx.Done():
			return
		case <-time.After(2 * time.Millisecond):
		}
		th.mu.Lock()
		stopped := th.cancel == nil
		quiet, polling := stopped || th.bot.Quiet(), stopped || th.telegram.Polling()
		th.mu.Unlock()
		switch {
		case !quiet:
			calm = 0
		case polling:
			calm += 10
		default: // it has no signal perhaps, and waits before it tries again
			calm++
		}
	}
}

func (th *theatre) close() {
	th.mu.Lock()
	defer th.mu.Unlock()
	th.halt(nil)
	for _, s := range th.servers {
		s.Close()
	}
	os.RemoveAll(th.dir)
}

// zoneNamed is the zone that transcripts and the page call by its Indonesian abbreviation.
func zoneNamed(abbrev string) *time.Location {
	code, ok := map[string]string{"WIB": "31", "WITA": "52", "WIT": "91"}[abbrev]
	if !ok {
		return nil
	}
	return parenting.ProvinceZone(code)
}
