package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// ErrToken means that Telegram does not know the token.
var ErrToken = errors.New("the token is refused by Telegram")

// wakeUp learns who the bot is, takes up what was left unsent and publishes the default menus.
func (b *Bot) wakeUp(ctx context.Context) error {
	known, err := b.load()
	if err != nil {
		return err
	}
	if err := b.introduce(ctx, known); err != nil {
		return err
	}
	return b.store.Batch(context.Background(), func(tx *store.Tx) error {
		tx.SetMeta("username", b.username)
		tx.Coordinate(b.first...)
		b.menus(tx)
		b.publish(tx)
		b.renewing = tx.Meta("menus") != b.menuSum()
		if token := tx.ClaimLink(); token != "" {
			b.log.Info("there is no coordinator yet: open this link on the coordinator's phone", "link", b.address(flows.Link(token)))
		}
		b.nextFire = tx.NextFire(b.lanes.crowd())
		b.wipe = b.clock.Now().Add(wipeAfter) // a crash may have come before the last run's
		return nil
	})
}

// load fills the lanes with what the database holds, and gives the username that Telegram told last time.
func (b *Bot) load() (username string, err error) {
	err = b.store.Batch(context.Background(), func(tx *store.Tx) error {
		now := b.clock.Now()
		for _, r := range tx.Waiting() {
			b.lanes.add(item{row: r.ID, lane: r.Lane, chat: r.Chat, notBefore: r.NotBefore, messages: r.Messages}, now)
		}
		tx.Park()
		b.advance(tx)
		b.seek(tx)
		b.offset, username = tx.Offset(), tx.Meta("username")
		if at, err := strconv.ParseInt(tx.Meta("alive"), 10, 64); err == nil {
			b.heard = time.Unix(at, 0)
		}
		return nil
	})
	return username, err
}

// cardsAtOnce is how many cards are looked through in a batch; that takes a few milliseconds.
const cardsAtOnce = 20_000

// seek looks through a part of the cards for dirty ones of the last run. A large database has more of them than one batch should take.
func (b *Bot) seek(tx *store.Tx) {
	dirty, rest := tx.DirtyCards(b.sought, cardsAtOnce)
	for _, d := range dirty {
		b.lanes.add(item{card: d.ID, lane: store.Edits, chat: d.Chat}, b.clock.Now())
	}
	b.sought, b.seeking = rest, rest > 0
}

// introduce asks Telegram who the bot is. While Telegram is away, a bot that knows its name goes on, and a new one waits.
func (b *Bot) introduce(ctx context.Context, known string) error {
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		var me struct {
			Username string `json:"username"`
		}
		tryCtx, cancel := context.WithTimeout(ctx, requestTime)
		err := b.client.call(tryCtx, "getMe", nil, &me)
		cancel()
		a := judge(err)
		switch {
		case err == nil:
			b.username = me.Username
			return nil
		case strings.Contains(a.reason, "Unauthorized"), a.verdict == refused && strings.Contains(a.reason, "Not Found"):
			return ErrToken
		case known != "":
			b.username = known
			return nil
		}
		b.log.Warn("Telegram cannot be reached, trying again", "error", a.reason)
		if !b.wait(ctx, wait) {
			return ctx.Err()
		}
	}
}

// publish sets the menus and descriptions that everybody sees, when they differ from what was set last.
func (b *Bot) publish(tx *store.Tx) {
	type set struct {
		method string
		p      params
	}
	var sets []set
	for _, lang := range []string{"", "en"} {
		w := b.catalog.In(lang)
		with := func(p params) params {
			if lang != "" {
				p["language_code"] = lang
			}
			return p
		}
		sets = append(sets,
			set{"setMyCommands", with(params{"commands": b.commands(w, flows.Commands(parenting.Rights{})), "scope": `{"type":"all_private_chats"}`})},
			set{"setMyDescription", with(params{"description": b.plain(w, "bot.about")})},
			set{"setMyShortDescription", with(params{"short_description": b.plain(w, "bot.short")})},
		)
	}
	for _, s := range sets {
		b.setOnce(tx, s.method, s.p)
	}
}

// menus renews the command menus of accounts whose rights have changed. Who is nobody any more has none of its own.
func (b *Bot) menus(tx *store.Tx) {
	for _, a := range tx.RightsChanged() {
		b.menu(tx, a)
	}
}

// menu sets the command menu of an account, if it is another one than was set last.
func (b *Bot) menu(tx *store.Tx, a parenting.AccountID) {
	p := params{"scope": fmt.Sprintf(`{"type":"chat","chat_id":%d}`, a)}
	method, lane := "deleteMyCommands", store.Replies // its row names somebody who is gone: it waits for nothing
	if tx.Account(a).ID != 0 {
		method, lane, p["commands"] = "setMyCommands", store.Notices, b.commands(b.words(tx, parenting.ChatID(a)), flows.Commands(tx.Rights(a)))
		if tx.Menu(a) == sum(p) {
			return
		}
		tx.SetMenu(a, sum(p))
	}
	tx.Queue(store.Call{Lane: lane, Chat: parenting.ChatID(a), Method: method, Params: p.json()})
}

// menuSum is a sum of all menus there are: another one after an upgrade that has changed them.
func (b *Bot) menuSum() string {
	all := params{}
	for _, lang := range []string{"id", "en"} {
		for i, r := range flows.Offices() {
			all[lang+strconv.Itoa(i)] = b.commands(b.catalog.In(lang), flows.Commands(r))
		}
	}
	return sum(all)
}

// menusAtOnce is how many menus a batch renews.
const menusAtOnce = 100

// renew renews the menus of the next officers after an upgrade. A family's is renewed when it uses a command.
func (b *Bot) renew(tx *store.Tx) {
	officers := tx.Officers(b.renewed, menusAtOnce)
	for _, a := range officers {
		b.menu(tx, a)
		b.renewed = a
	}
	if len(officers) < menusAtOnce {
		b.renewing = false
		tx.SetMeta("menus", b.menuSum())
	}
}

// sum is a short sum of parameters.
func sum(p params) string {
	s := sha256.Sum256(p.json())
	return hex.EncodeToString(s[:8])
}

// setOnce queues a setting of the bot unless Telegram has it already.
func (b *Bot) setOnce(tx *store.Tx, method string, p params) {
	key := "set " + method + " " + p["scope"] + " " + p["language_code"]
	if tx.Meta(key) == sum(p) {
		return
	}
	tx.SetMeta(key, sum(p))
	tx.Queue(store.Call{Lane: store.Notices, Method: method, Params: p.json()})
}

// commands is a list of commands as setMyCommands wants it.
func (b *Bot) commands(w *locales.Words, names []string) string {
	type command struct {
		Command     string `json:"command"`
		Description string `json:"description"`
	}
	list := make([]command, 0, len(names))
	for _, name := range names {
		text, err := w.Label("command."+name, nil)
		if err != nil {
			b.log.Error("a command has no description", "command", name)
			continue
		}
		list = append(list, command{name, text})
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings only
	}
	return string(text)
}

func (b *Bot) plain(w *locales.Words, key string,
) string {
	text, err := w.Label(key, nil)
	if err != nil {
		b.log.Error("a text is missing", "key", key)
	}
	return text
}

// migrate moves a group chat to its new id and shows its cards anew: the buttons of the old messages are dead.
func (b *Bot) migrate(tx *store.Tx, from, to parenting.ChatID) {
	for _, l := range b.ledgers {
		l.again = b.clock.Now()
	}
	for _, card := range tx.Migrate(from, to) {
		if err := b.show(tx, store.Call{Lane: store.Notices}, card); err != nil {
			b.log.Error("a card could not be shown anew", "kind", card.Kind, "cause", err)
		}
	}
}

// nextWake is when there is something to do without being asked: a due fire, or something that may leave by then.
func (b *Bot) nextWake() time.Time {
	if b.seeking || b.renewing || b.pruning && b.caughtUp.Load() {
		return b.clock.Now()
	}
	at := sooner(b.nextBroadcast(), b.wipe)
	if b.caughtUp.Load() {
		at = sooner(at, b.nextFire)
	}
	if b.flying < inFlight {
		at = sooner(at, b.lanes.wake(b.clock.Now()))
	}
	return at
}

// sooner is the earlier of two times; zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// lastWords is how long a stop waits for the requests on their way.
const lastWords = 1500 * time.Millisecond

// alive tells the database that we are there, if it was told longer ago than a time; and once a day it is time to prune.
func (b *Bot) alive(tx *store.Tx, ago time.Duration) {
	now := b.clock.Now()
	if !b.caughtUp.Load() || now.Sub(b.told) < ago { // who does not hear Telegram is not there
		return
	}
	b.told = now
	tx.SetMeta("alive", strconv.FormatInt(now.Unix(), 10))
	if tx.Meta("pruned") != today(now) {
		b.pruning = true
	}
}

// today is the day as the database is told.
func today(now time.Time) string { return now.Format(time.DateOnly) }

// keep writes the last results.
func (b *Bot) keep(results []result) error {
	return b.store.Batch(context.Background(), func(tx *store.Tx) error {
		b.settleAll(tx, results)
		b.alive(tx, 0)
		return nil
	})
}

// prune lets a part of what has served its time go.
func (b *Bot) prune(tx *store.Tx) (err error) {
	if !b.pruning || !b.caughtUp.Load() {
		return nil
	}
	if b.pruning, err = tx.Prune(slice); err == nil && !b.pruning { // a run that is cut short begins again
		tx.SetMeta("pruned", today(b.clock.Now()))
		b.untidy = true
	}
	return err
}

// Quiet reports whether nothing is left to do at this moment: no request on its way, nothing due.
func (b *Bot) Quiet() bool { return b.clock.Now().UnixNano() < b.idle.Load() }
