// Package demo is a Telegram of one's own: a Bot API server as strict as the platform, people who use it, a clock that
// can be pushed forward, a page of phones and a player for written conversations.
//
// It knows Telegram's rules and nothing of the bot that talks to it. What it refuses, it refuses in the platform's own
// words, so a bot that gets along here gets along there.
//
// Begin at Telegram: people act through Write, Press, Open …; the bot talks to ServeHTTP; what everybody sees is in
// Events and History.
package demo

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Options say which bot is served and how.
type Options struct {
	Token    string        // "123456:ABC…"; the number before the colon is the bot's id
	Username string        // without @
	Name     string        // shown above the chat
	Limits   bool          // rate limits on
	Rate     float64       // calls a second over all chats that they allow; 0: as many as the platform
	Latency  time.Duration // real time every call takes on the way, both ways together
	NoRecord bool          // keep neither calls nor events: for load tests
}

// Telegram is the platform with one bot on it. All its methods may be called by many at once.
type Telegram struct {
	clock   *Clock
	options Options
	bot     User
	self    []byte // the bot as JSON
	calls   sync.Pool

	mu        sync.Mutex
	people    map[int64]*person
	chats     map[int64]*chat
	updates   queue
	queries   queries
	files     files
	about     about
	allowance bucket // of the bot over all chats

	events  []Event
	changed chan struct{}
	record  []Call
	trouble Trouble
	chance  *rand.Rand
	serial  int64 // makes ids of groups, queries and files
}

// New makes a platform that knows the bot and nobody else.
func New(clock *Clock, o Options) *Telegram {
	number, _, _ := strings.Cut(o.Token, ":")
	id, _ := strconv.ParseInt(number, 10, 64)
	bot := User{ID: id, First: o.Name, Username: o.Username}
	return &Telegram{
		clock:   clock,
		options: o,
		bot:     bot,
		self:    userJSON(bot, true),
		people:  map[int64]*person{},
		chats:   map[int64]*chat{},
		updates: newQueue(),
		queries: newQueries(),
		files:   newFiles(),
		about:   newAbout(o.Name),
		chance:  rand.New(rand.NewPCG(0, 0)),
	}
}

// next gives a number nobody has had.
func (t *Telegram) next() int64 {
	t.serial++
	return t.serial
}
