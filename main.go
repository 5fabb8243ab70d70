// Command asuhbersama is the Telegram bot of the Asuh Bersama parenting groups. It puts the parts together; what each part is for
// stands in docs/architecture.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // a container from scratch has no zone data

	"github.com/alecthomas/kong"

	"asuhbersama/bot"
	"asuhbersama/content"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// commands is the command line; kong writes the usage from it.
type commands struct {
	Serve  serve  `cmd:"" help:"Run the bot."`
	Demo   stage  `cmd:"" help:"Try everything in the browser: no token, no network, no account."`
	Check  check  `cmd:"" help:"Look for mistakes in the words and the lessons."`
	Backup backup `cmd:"" help:"Copy the database to a file, beside a running serve."`
	Doctor doctor `cmd:"" help:"Show what is parked, failed or out of reach."`
	Health health `cmd:"" help:"Ask a running serve whether it is well; for health checks."`
}

type database struct {
	DB string `help:"The SQLite file." env:"ASUH_DB" default:"asuh.db" placeholder:"FILE"`
}

type serve struct {
	database
	Token        string  `help:"The bot's token from BotFather. Never printed, never logged." env:"TELEGRAM_TOKEN" placeholder:"TOKEN"`
	API          string  `help:"Base address of the Bot API." env:"TELEGRAM_API" default:"https://api.telegram.org" placeholder:"URL"`
	Coordinators string  `help:"Numeric ids that are coordinators from the start, comma separated." env:"ASUH_COORDINATORS" placeholder:"IDS"`
	Rate         float64 `help:"Messages a second over all chats; 0 switches pacing off, per chat too." env:"ASUH_RATE" default:"28"`
	Listen       string  `help:"Where health and metrics are served; empty: nowhere." env:"ASUH_LISTEN" default:"127.0.0.1:8090"`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "asuhbersama:", advice(err))
		os.Exit(1)
	}
}

// run is main without the process: tests call it too.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var c commands
	parser, err := kong.New(&c, kong.Name("asuhbersama"), kong.Writers(stdout, stderr), kong.UsageOnError(),
		kong.Description("The Telegram bot of the Asuh Bersama parenting groups."), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.BindTo(stdout, (*io.Writer)(nil)), kong.Bind(slog.New(slog.NewTextHandler(stderr, nil))))
	if err != nil {
		return fmt.Errorf("build the command line: %w", err)
	}
	k, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return k.Run()
}

// advice says what to do about an error that a person can mend.
func advice(err error) string {
	switch {
	case errors.Is(err, bot.ErrToken):
		return "Telegram does not know this token. Ask @BotFather for it with /token and set TELEGRAM_TOKEN."
	case errors.Is(err, store.ErrInUse):
		return "another serve is using this database. Stop it first; only one may run on a file."
	case errors.Is(err, store.ErrNewer):
		return "this database was written by a newer version. Install that version; the file was left as it is."
	case errors.Is(err, syscall.EADDRINUSE):
		return err.Error() + ". Stop the program that uses this address, or choose another one with --listen."
	}
	return err.Error()
}

// Run serves until it is told to stop.
func (s *serve) Run(ctx context.Context, log *slog.Logger) error {
	if s.Token == "" {
		return errors.New("no token: set TELEGRAM_TOKEN to the one that @BotFather gave you, or try `asuhbersama demo`")
	}
	coordinators, err := ids(s.Coordinators)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, s.DB, bot.WallClock{}.Now, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	b, err := newBot(db, bot.Options{
		Token: s.Token, API: s.API, Rate: s.Rate, Clock: bot.WallClock{}, Transport: bot.Transport(), Log: log, Coordinators: coordinators,
	})
	if err != nil {
		return err
	}
	if s.Listen != "" {
		stop, err := listen(ctx, s.Listen, healthOf(b))
		if err != nil {
			return err
		}
		defer stop()
	}
	log.Info("serving", "database", s.DB, "rate", s.Rate)
	debug.FreeOSMemory() // reading the words and the lessons took more than serving does
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostGarbage)
	}
	later := time.AfterFunc(started, func() {
		if err := giveBack(); err != nil {
			log.Debug("the memory of the start could not be given back", "cause", err)
		}
	})
	defer later.Stop()
	return b.Run(ctx)
}

// started is after how long a start is over.
const started = time.Minute

// mostGarbage is from how many bytes of memory on garbage is collected sooner than it would be. What is in use may be more.
const mostGarbage = 56 << 20

// newBot adds the words and the lessons, which are built in.
func newBot(db *store.Store, o bot.Options) (*bot.Bot, error) {
	var err error
	if o.Catalog == nil {
		if o.Catalog, err = locales.Load(); err != nil {
			return nil, fmt.Errorf("load the words: %w", err)
		}
	}
	if o.Library == nil {
		if o.Library, err = content.Load(); err != nil {
			return nil, fmt.Errorf("load the lessons: %w", err)
		}
	}
	return bot.New(db, o), nil
}

// ids reads numeric account ids.
func ids(list string) ([]parenting.AccountID, error) {
	var ids []parenting.AccountID
	for _, s := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		id, err := strconv.ParseInt(s, 10, 64)
		if err != nil || id <= 0 {
			return nil, fmt.Errorf("coordinators: %q is not a numeric Telegram id", s)
		}
		ids = append(ids, parenting.AccountID(id))
	}
	return ids, nil
}

// healthOf serves health and metrics.
func healthOf(b *bot.Bot) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if ok, why := b.Healthy(); !ok {
			http.Error(w, why, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) { b.WriteMetrics(w) })
	return mux
}

// listen serves a handler on an address until stop.
func listen(ctx context.Context, addr string, h http.Handler) (stop func(), err error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: readHeaders}
	go srv.Serve(l) //nolint:errcheck // it ends when stop closes it
	return func() { srv.Close() }, nil
}
