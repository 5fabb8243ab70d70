// Package bot is Telegram in and out: it reads updates, lets flows think, keeps what follows in the store, and sends what the
// outbox holds. It is the only room that knows Telegram.
//
// Everything goes one way. Updates, due fires and the results of requests are gathered into a batch; one goroutine handles the
// batch inside one transaction; what may leave is claimed in that same transaction, and sent after its commit. Begin with
// [Bot.Run] and handle, which are the spine; lanes.go says what leaves when, lines.go and client.go how.
package bot

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"math"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"asuhbersama/content"
	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// Options are what a Bot needs beside its store.
type Options struct {
	Token     string
	API       string // base address of the Bot API
	Rate      float64
	Clock     Clock
	Transport http.RoundTripper
	Catalog   *locales.Catalog
	Library   *content.Library
	Log       *slog.Logger

	Coordinators []parenting.AccountID // coordinators from the start
}

// ErrCut is the cause with which a context stops a Bot at once, as a power cut would: nothing is awaited and nothing more is kept.
var ErrCut = errors.New("cut")

// Bot is the running bot. There is one for a database.
type Bot struct {
	store    *store.Store
	client   *client
	clock    Clock
	catalog  *locales.Catalog
	library  *content.Library
	log      *slog.Logger
	lanes    *lanes
	username string
	offset   int         // of the next poll
	nextFire time.Time   // when the next fire is due
	answers  []*outgoing // answers to presses that wait for a free line
	lines    *lines
	results  chan result         // of requests
	ended    []result            // those that the batch has taken
	flying   int                 // requests on their way
	idle     atomic.Int64        // until when there is nothing to do, in unix nanoseconds; 0: there is
	lastPoll atomic.Int64        // when Telegram last answered, in unix seconds
	seeking  bool                // cards that the last run has left dirty are still being looked for
	sought   int64               // up to this one they were; of the others it is not known what they look like
	untidy   bool                // the database was pruned
	wipe     time.Time           // when its log is to be wiped, since somebody was forgotten; zero: nobody was
	renewing bool                // the menus of officers are still those of the version before
	renewed  parenting.AccountID // as far as they are done
	heard    time.Time           // when Telegram was surely heard before this start
	missed   atomic.Bool         // presses may have been lost
	caughtUp atomic.Bool         // what people did before this moment is known: only then the clock acts
	told     time.Time           // when the database was told last that we are there
	first    []parenting.AccountID
	meter    *meter

	ledgers  map[parenting.BroadcastID]*ledger // of the broadcasts that run
	slicing  bool                              // there is more of a ledger to write
	faults   int                               // deliveries in a row that ended in doubt
	refusal  string                            // the last reason for which one was refused
	refusals int                               // how often in a row
	pruning  bool                              // there may be more that was kept long enough
	album    string                            // the last of which a part has come

	unanswered  []store.Unanswered                       // to be answered beside the writer
	curious     map[store.Question][]parenting.AccountID // who waits for what is being answered
	answered    chan discovery
	discoveries []discovery // those that the batch has taken
}

// inFlight is how many requests may be on their way at once, or wait for a line: the more there are, the more of them share a commit.
const inFlight = 380

// New makes a Bot over an open store. It does nothing before Run.
func New(s *store.Store, o Options) *Bot {
	s.SetRate(o.Rate)
	s.SetMaterial(o.Library)
	s.SetHelplines(o.Library.Helplines())
	return &Bot{
		store: s, clock: o.Clock, catalog: o.Catalog, library: o.Library, log: o.Log,
		client: newClient(o.API, o.Token, o.Transport), lanes: newLanes(o.Rate), lines: newLines(), results: make(chan result, 2*inFlight),
		meter: newMeter(), first: o.Coordinators, ledgers: map[parenting.BroadcastID]*ledger{},
		curious: map[store.Question][]parenting.AccountID{}, answered: make(chan discovery),
	}
}

// Run serves until the context ends; then it lets the requests on their way finish, for less than two seconds, keeps their
// results and returns. An error means that the database can no longer be written or that Telegram refuses the token.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.wakeUp(ctx); err != nil {
		if errors.Is(err, ctx.Err()) { // told to stop while Telegram was away
			return nil
		}
		return err
	}
	defer b.lines.stop()
	batches := make(chan batch)
	pollCtx, stopPoll := context.WithCancel(ctx)
	polled := make(chan struct{})
	go func() { defer close(polled); b.poll(pollCtx, b.offset, batches) }()
	defer func() { stopPoll(); <-polled }()
	asking, stopAsking := context.WithCancel(context.Background())
	var finders sync.WaitGroup
	defer func() { stopAsking(); finders.Wait() }()
	for {
		in, results, ok := b.gather(ctx, batches)
		if !ok {
			if errors.Is(context.Cause(ctx), ErrCut) {
				return nil
			}
			return b.drain()
		}
		if in.done != nil {
			b.caughtUp.Store(len(in.updates) < pollLimit)
		}
		if err := b.handle(in.updates, results); err != nil {
			return err
		}
		b.find(asking, &finders)
		if in.done != nil {
			in.done <- b.offset
			runtime.Gosched() // let the next poll leave before this goroutine goes on to what is to be sent
		}
	}
}

// gather waits until there is something to do and takes all of it.
func (b *Bot) gather(ctx context.Context, batches <-chan batch) (in batch, results []result, ok bool) {
	var wake <-chan time.Time
	idle := int64(math.MaxInt64)
	if at := b.nextWake(); !at.IsZero() {
		ch, stop := b.clock.Wake(at)
		defer stop()
		wake, idle = ch, at.UnixNano()
	}
	if len(b.answers) > 2*inFlight { // Telegram keeps what we do not take; memory is ours
		batches = nil
	}
	results = b.ended[:0]
	if b.flying == 0 && len(b.answers) == 0 && len(b.curious) == 0 {
		b.idle.Store(idle)
	}
	select {
	case <-ctx.Done():
		return in, nil, false
	case in = <-batches:
	case r := <-b.results:
		results = append(results, r)
	case d := <-b.answered:
		b.discoveries = append(b.discoveries, d)
	case <-wake:
	}
	b.idle.Store(0)
	for heard := 0; ; {
		select {
		case r := <-b.results:
			results = append(results, r)
			continue
		default:
		}
		if len(results) > heard { // more answers may be in: what is kept together costs one commit
			heard = len(results)
			runtime.Gosched()
			continue
		}
		b.ended = results
		return in, results, true
	}
}

// handle is the spine: one batch, one transaction. What is claimed in it is sent once it is committed. While Telegram has more than
// one poll can carry, a batch of updates claims nothing: what may leave is claimed while the next poll is on its way.
func (b *Bot) handle(updates []update, results []result) error {
	var going []*outgoing
	begin := b.clock.Now()
	err := b.store.Batch(context.Background(), func(tx *store.Tx) error {
		b.settleAll(tx, results)
		if b.missed.Swap(false) {
			tx.HintCards()
		}
		if b.seeking {
			b.seek(tx)
		}
		b.keepDiscoveries(tx)
		b.updates(tx, updates)
		if n := len(updates); n > 0 {
			b.offset = updates[n-1].ID + 1
			tx.SetOffset(b.offset)
		}
		b.alive(tx, beat)
		if err := b.prune(tx); err != nil {
			return fmt.Errorf("prune: %w", err)
		}
		if b.caughtUp.Load() {
			b.fire(tx)
		}
		b.menus(tx)
		if b.renewing {
			b.renew(tx)
		}
		b.lanes.hold(!tx.Held().IsZero(), b.clock.Now())
		b.broadcast(tx)
		b.enqueue(tx)
		going = b.answer()
		if len(updates) < pollLimit {
			going = append(going, b.claim(tx)...)
			b.enqueue(tx) // what more a notice says, whose turn has come
		}
		b.advance(tx)
		b.nextFire = tx.NextFire(b.lanes.crowd())
		if tx.Forgot() {
			b.wipe = begin.Add(wipeAfter)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep a batch of %d updates: %w", len(updates), err)
	}
	b.meter.held.Update(b.clock.Now().Sub(begin).Seconds())
	b.send(going)
	if b.untidy { // after the pruning
		b.untidy = false
		if err := b.store.Tidy(); err != nil {
			return err
		}
		if b.wipe.IsZero() {
			b.wipe = begin
		}
	}
	return b.wiped(begin)
}

// wipeAfter is how long after somebody was forgotten the log of the database is wiped: their receipt is out by then.
const wipeAfter = time.Minute

// wiped wipes the log of the database when it is time, and tries again a little later while somebody reads beside.
func (b *Bot) wiped(now time.Time) error {
	if b.wipe.IsZero() || now.Before(b.wipe) {
		return nil
	}
	done, err := b.store.Wipe()
	b.wipe = now.Add(wipeAfter)
	if done {
		b.wipe = time.Time{}
	}
	return err
}

// updates takes a batch of updates through their turns, each once. Nearly always all of them go well, and then one savepoint is enough;
// else they are undone and done again, each in a savepoint of its own, so that a bad one stops nobody.
func (b *Bot) updates(tx *store.Tx, all []update) {
	if len(all) == 0 {
		return
	}
	b.meter.updates.Add(len(all))
	ids, accounts := make([]int, len(all)), make([]parenting.AccountID, len(all))
	for i, u := range all {
		ids[i], accounts[i] = u.ID, u.sender()
	}
	var fresh []update
	once := tx.Once(ids...)
	for _, u := range all {
		if once[u.ID] {
			fresh = append(fresh, u)
			delete(once, u.ID) // the same may stand in one batch twice
		}
	}
	tx.Expect(accounts)
	if b.together(tx, fresh) == nil {
		return
	}
	for _, u := range fresh {
		if err := b.together(tx, []update{u}); err != nil {
			b.undone(tx, u, err)
		}
	}
}

// together takes updates through their turns, all of them or none.
func (b *Bot) together(tx *store.Tx, all []update) error {
	answers, album := len(b.answers), b.album
	err := tx.Savepoint(func() error {
		for _, u := range all {
			if err := b.update(tx, u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.answers, b.album = b.answers[:answers], album
	}
	return err
}

// update takes one update through its turn.
func (b *Bot) update(tx *store.Tx, u update) error {
	e, ok := b.event(u)
	if !ok {
		return nil
	}
	switch e.Kind {
	case flows.Moved:
		b.migrate(tx, e.Chat, e.MovedTo)
		return nil
	case flows.Blocked, flows.Removed: // who goes is not here to be asked anything
		tx.Unreachable(e.Chat, string(e.Kind))
		return nil
	}
	tx.Touch(e.Account, e.At)
	if e.Album != "" {
		e.Further, b.album = e.Album == b.album, e.Album
	}
	if err := b.turn(tx, e, u.query()); err != nil {
		return err
	}
	if r := tx.Rights(e.Account); e.Kind == flows.Called && e.Command != "start" && len(r.People) > 0 {
		b.menu(tx, e.Account) // of before an upgrade perhaps
	}
	return nil
}

// undone answers an update whose turn was undone. One that could not be handled is noted, without its text.
func (b *Bot) undone(tx *store.Tx, u update, err error) {
	e, _ := b.event(u)
	switch {
	case errors.Is(err, store.ErrStale):
		b.excuse(tx, e, u, "common.changed")
	case errors.Is(err, store.ErrDenied):
		b.excuse(tx, e, u, "common.notyours")
	default:
		b.meter.poisoned.Inc()
		b.log.Error("an update could not be handled", "update", u.ID, "kind", e.Kind, "cause", err)
		tx.Poisoned(u.ID, string(e.Kind), e.Account, err.Error())
		b.excuse(tx, e, u, "common.trouble")
	}
}

// turn is the way of an event: facts → flow → keep → render → queue. A flow that starts another, or uncovers one, goes round again.
func (b *Bot) turn(tx *store.Tx, e flows.Event, query string) error {
	rounds := 0
	for next := &e; next != nil; rounds++ {
		if rounds > 8 {
			return fmt.Errorf("flow %s never ends", next.Start.Flow)
		}
		stack := tx.Stack(e.Account)
		tx.Unanswered() // what acts, notices and cards have asked is nobody's question
		t := flows.Handle(tx, *next, stack)
		b.wonder(tx, e.Account)
		rights := tx.Rights(e.Account)
		for _, act := range t.Acts {
			if err := tx.Apply(rights, act); err != nil {
				return fmt.Errorf("%T: %w", act, err)
			}
		}
		for i, m := range t.Say {
			var asking *flows.State
			if n := len(t.Stack); n > 0 && i == len(t.Say)-1 && next.Private() {
				asking = &t.Stack[n-1]
				asking.Labels = nil
			}
			if err := b.say(tx, store.Call{Lane: store.Replies, Chat: next.Chat}, m, asking); err != nil {
				return err
			}
		}
		if len(t.Chosen) > 0 && next.Kind == flows.Pressed { // the question itself may be old: it can wait
			left, err := b.ticked(b.words(tx, e.Chat), e.Chat, t.Chosen, e.Data)
			if err != nil {
				return err
			}
			retire(tx, store.Edits, e.Chat, e.Message, left)
		}
		for _, c := range t.Cards {
			if err := b.show(tx, store.Call{Lane: store.Replies}, c); err != nil {
				return err
			}
		}
		for _, v := range t.Views {
			tx.RaiseIn(v.Kind, v.Subject, v.Chat, v.View)
		}
		if len(stack)+len(t.Stack) > 0 {
			tx.KeepStack(e.Account, t.Stack)
		}
		if query != "" && (t.Toast != nil || t.Then == nil) {
			if err := b.toast(tx, e, query, t.Toast, t.Alert); err != nil {
				return err
			}
			query = ""
		}
		next = t.Then
	}
	return nil
}

// excuse answers an event whose turn was undone.
func (b *Bot) excuse(tx *store.Tx, e flows.Event, u update, key string) {
	err := tx.Savepoint(func() error {
		if query := u.query(); query != "" {
			if err := b.toast(tx, e, query, &flows.Message{Key: key}, false); err != nil {
				return err
			}
		}
		if !e.Private() {
			return nil
		}
		return b.say(tx, store.Call{Lane: store.Replies, Chat: e.Chat}, flows.Message{Key: key}, nil)
	})
	if err != nil {
		b.log.Error("an excuse could not be made", "update", u.ID, "cause", err)
	}
}

// say renders a message and queues it as a call.
func (b *Bot) say(tx *store.Tx, c store.Call, m flows.Message, state *flows.State) error {
	if m.Copy != nil && m.Edit == 0 {
		return b.post(tx, c, *m.Copy)
	}
	method, p, err := b.render(b.words(tx, c.Chat), c.Chat, m, state)
	if err != nil {
		return err
	}
	c.Method, c.Params, c.File = method, p.json(), m.File
	tx.Queue(c)
	return nil
}

// post queues what somebody else has written.
func (b *Bot) post(tx *store.Tx, c store.Call, copied flows.Copy) error {
	calls, err := b.postings(tx, copied, c.Chat)
	if err != nil {
		return err
	}
	for _, call := range calls {
		c.Method, c.Params, c.Messages = call.method, call.params.json(), call.messages
		tx.Queue(c)
		c.ID = 0
	}
	return nil
}

// show sends a card as a new message, for whoever may see it.
func (b *Bot) show(tx *store.Tx, c store.Call, card parenting.Card) error {
	m, ok := flows.RenderCard(tx, card)
	if !ok {
		return nil
	}
	method, p, err := b.render(b.words(tx, card.Chat), card.Chat, m, nil)
	if err != nil {
		return err
	}
	before := tx.MessageOf(card)
	c.Chat, c.Method, c.Params, c.File = card.Chat, method, p.json(), m.File
	c.Card, c.Stamp = tx.ShowCard(card, face(p, m.File))
	tx.Queue(c)
	if before != 0 {
		return b.outdate(tx, c.Lane, card, before)
	}
	return nil
}

// outdate lets a message say what is left of it once another one, from a lane, shows its card: its hour may be an old one, and what it asks was
// asked anew.
func (b *Bot) outdate(tx *store.Tx, from store.Lane, card parenting.Card, message int) error {
	m, ok := flows.Outdated(tx, card)
	if !ok {
		return nil
	}
	m.Edit = message
	return b.say(tx, store.Call{Lane: max(from, store.Edits), Chat: card.Chat}, m, nil) // behind the one that takes its place
}

// retire takes the buttons off a message that has had its time, but for those that are left.
func retire(tx *store.Tx, lane store.Lane, chat parenting.ChatID, message int, left string) {
	p := params{"chat_id": strconv.FormatInt(int64(chat), 10), "message_id": strconv.Itoa(message)}
	if left != "" {
		p["reply_markup"] = left
	}
	tx.Queue(store.Call{Lane: lane, Chat: chat, Method: "editMessageReplyMarkup", Params: p.json()})
}

// face is a sum of what a message looks like: its words, its buttons, its picture.
func face(p params, f *flows.File) int64 {
	h := fnv.New64a()
	for _, part := range []string{p["text"], p["caption"], p["reply_markup"]} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	if f != nil {
		fmt.Fprint(h, f.Kind, f.Subject, f.Stamp)
	}
	return int64(h.Sum64())
}

// fire queues what is due to readers and lets the clock act: each time in a savepoint; what fails is kept with its cause.
func (b *Bot) fire(tx *store.Tx) {
	b.meter.fires("queued", tx.QueueDue(maxNotices, b.lanes.crowd()))
	for _, f := range tx.ClockFires(maxFires) {
		outcome := ""
		err := tx.Savepoint(func() error {
			var err error
			outcome, err = b.act(tx, f)
			return err
		})
		if err != nil {
			outcome = "failed"
			b.log.Error("a fire could not be handled", "fire", f.ID, "kind", f.Kind, "cause", err)
		}
		tx.FireDone(f.ID, outcome)
		b.meter.fires(outcome, 1)
	}
}

// How many notices a batch queues, and how much the clock does in one, so that replies do not wait for a morning's reminders.
const (
	maxNotices = 1000
	maxFires   = 100
)

// act does what is due and read by nobody. It may speak to a group.
func (b *Bot) act(tx *store.Tx, f store.Fire) (outcome string, err error) {
	t := flows.Fired(tx, f.Fire)
	if t.Skipped != "" {
		return "skipped: " + t.Skipped, nil
	}
	if err := b.notice(tx, store.Call{Lane: store.Notices, Fire: f.ID, Expires: f.Expires}, t); err != nil {
		return "", err
	}
	if len(t.Say)+len(t.Cards) > 0 {
		return "queued", nil
	}
	return "done", nil
}

// notice does and queues what follows from a fire. If the call stands in the outbox already, what is said first takes its place; what
// was begun is said to its end.
func (b *Bot) notice(tx *store.Tx, call store.Call, t flows.Turn) error {
	if call.ID != 0 { // of what has words by now only its fire grows stale
		call.Expires = time.Time{}
	}
	for _, act := range t.Acts {
		if err := tx.Apply(parenting.Rights{}, act); err != nil && !errors.Is(err, store.ErrStale) {
			return fmt.Errorf("%T: %w", act, err)
		}
	}
	for _, m := range t.Say {
		if err := b.say(tx, call, m, nil); err != nil {
			return err
		}
		call.ID = 0
	}
	for _, c := range t.Cards {
		if err := b.show(tx, call, c); err != nil {
			return err
		}
		call.ID = 0
	}
	return nil
}

// Healthy reports whether the bot hears from Telegram, and if not, why.
func (b *Bot) Healthy() (ok bool, why string) {
	silent := b.clock.Now().Sub(time.Unix(b.lastPoll.Load(), 0))
	if silent > 3*pollSeconds*time.Second {
		return false, fmt.Sprintf("no answer from Telegram for %s", silent.Round(time.Second))
	}
	return true, ""
}
