package bot

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// update is what we read of a Telegram update. It is not the library's type because that one is from Bot API 5.5 and decodes a
// great deal about people that we neither need nor want to hold.
type update struct {
	ID       int       `json:"update_id"`
	Message  *message  `json:"message"`
	Callback *callback `json:"callback_query"`
	Member   *member   `json:"my_chat_member"`
}

type user struct {
	ID   int64  `json:"id"`
	Name string `json:"first_name"`
	Bot  bool   `json:"is_bot"`
}

type chat struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type message struct {
	ID       int             `json:"message_id"`
	Date     int64           `json:"date"`
	Chat     chat            `json:"chat"`
	From     *user           `json:"from"`
	Text     string          `json:"text"`
	Entities []Entity        `json:"entities"`
	MovedTo  int64           `json:"migrate_to_chat_id"`
	Service  json.RawMessage `json:"new_chat_members"`
	Left     json.RawMessage `json:"left_chat_member"`
	NewTitle string          `json:"new_chat_title"`
	Pinned   json.RawMessage `json:"pinned_message"`
	From2    int64           `json:"migrate_from_chat_id"`
	Created  bool            `json:"group_chat_created"`

	Photo           []file   `json:"photo"` // in several sizes, the largest last
	Document        *file    `json:"document"`
	Animation       *file    `json:"animation"` // is a document too
	Video           *file    `json:"video"`
	Voice           *file    `json:"voice"`
	Audio           *file    `json:"audio"`
	Caption         string   `json:"caption"`
	CaptionEntities []Entity `json:"caption_entities"`
	Album           string   `json:"media_group_id"`

	Location *parenting.Spot `json:"location"`
	Venue    *struct {       // has a location beside it
		Title   string `json:"title"`
		Address string `json:"address"`
	} `json:"venue"`

	Origin    json.RawMessage `json:"forward_origin"`
	Protected bool            `json:"has_protected_content"`
	Preview   struct {
		Disabled bool `json:"is_disabled"`
	} `json:"link_preview_options"`
}

type file struct {
	ID string `json:"file_id"`
}

type callback struct {
	ID      string `json:"id"`
	From    user   `json:"from"`
	Data    string `json:"data"`
	Message *struct {
		ID   int  `json:"message_id"`
		Chat chat `json:"chat"`
	} `json:"message"`
}

type member struct {
	Chat chat  `json:"chat"`
	From user  `json:"from"`
	Date int64 `json:"date"`
	Old  struct {
		Status string `json:"status"`
	} `json:"old_chat_member"`
	New struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

// wanted are the kinds of updates we ask for, always explicitly: Telegram keeps the last list it was given (getUpdates,
// allowed_updates). Edited messages are not among them, so that an edit can never answer a question twice.
const wanted = `["message","callback_query","my_chat_member"]`

// pollSeconds is how long Telegram may hold a poll open; it clamps longer ones to 50.
const pollSeconds = 50

// pollLimit is how many updates Telegram gives at once, at most.
const pollLimit = 100

// batch is what one poll brought.
type batch struct {
	updates []update
	done    chan int // the offset to poll from, once the batch is kept
}

// poll asks for updates until the context ends. It goes on only when a batch is kept: asking with a higher offset tells Telegram
// to forget what lies below. What has gathered while the line was dead is asked for without waiting for more: until it is known,
// the clock stands still.
func (b *Bot) poll(ctx context.Context, offset int, batches chan<- batch) {
	heard, failed := b.heard, !b.heard.IsZero() // a start is like a failure: what was before is not known
	hold := 0
	for wait := time.Second; ; {
		var updates []update
		err := b.client.call(ctx, "getUpdates", tgbotapi.Params{
			"offset": strconv.Itoa(offset), "limit": strconv.Itoa(pollLimit), "timeout": strconv.Itoa(hold), "allowed_updates": wanted,
		}, &updates)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			a := judge(err)
			b.log.Warn("getUpdates", "error", a.reason)
			b.meter.pollErrors.Inc()
			failed = true
			b.caughtUp.Store(false)
			hold = 0
			if !b.wait(ctx, max(wait, a.wait)) {
				return
			}
			wait = min(2*wait, 30*time.Second)
			continue
		}
		if failed {
			b.silent(heard)
		}
		heard, failed = b.clock.Now(), false
		b.lastPoll.Store(heard.Unix())
		wait = time.Second
		if len(updates) < pollLimit {
			hold = pollSeconds
		}
		in := batch{updates, make(chan int, 1)}
		select {
		case batches <- in:
		case <-ctx.Done():
			return
		}
		select {
		case offset = <-in.done:
		case <-ctx.Done():
			return
		}
	}
}

// wait lets a time pass on the bot's clock; false when the context ended first.
func (b *Bot) wait(ctx context.Context, d time.Duration) bool {
	wake, stop := b.clock.Wake(b.clock.Now().Add(d))
	defer stop()
	select {
	case <-wake:
		return true
	case <-ctx.Done():
		return false
	}
}

// event puts an update into our own terms. ok is false for what concerns nobody: channel posts, other bots, service messages.
func (b *Bot) event(u update) (e flows.Event, ok bool) {
	e = flows.Event{ID: u.ID, At: b.clock.Now()}
	switch {
	case u.Callback != nil && u.Callback.Message != nil && !u.Callback.From.Bot:
		q := u.Callback
		e.Kind, e.Account, e.Chat = flows.Pressed, parenting.AccountID(q.From.ID), parenting.ChatID(q.Message.Chat.ID)
		e.Name, e.Data, e.Message = q.From.Name, q.Data, q.Message.ID
		return e, true
	case u.Member != nil:
		return b.memberEvent(e, u.Member)
	case u.Message != nil && u.Message.MovedTo != 0:
		e.Kind, e.Chat, e.MovedTo = flows.Moved, parenting.ChatID(u.Message.Chat.ID), parenting.ChatID(u.Message.MovedTo)
		return e, true
	case u.Message != nil && u.Message.From != nil && !u.Message.From.Bot && !u.Message.service():
		return b.messageEvent(e, u.Message)
	}
	return e, false
}

func (b *Bot) messageEvent(e flows.Event, m *message) (flows.Event, bool) {
	e.Account, e.Chat, e.Name = parenting.AccountID(m.From.ID), parenting.ChatID(m.Chat.ID), m.From.Name
	e.At, e.Message = time.Unix(m.Date, 0).UTC(), m.ID
	if e.Private() {
		e.Content, e.Length = m.content()
		e.Album = m.Album
	}
	switch {
	case m.Text == "":
		e.Kind = flows.SentFile
	case len(m.Entities) > 0 && m.Entities[0].Type == "bot_command" && m.Entities[0].Offset == 0 && m.Origin == nil:
		e.Kind = flows.Called
		command, rest := cut16(m.Text, m.Entities[0].Length)
		command, to, addressed := strings.Cut(strings.TrimPrefix(command, "/"), "@")
		if addressed && !e.Private() && !strings.EqualFold(to, b.username) {
			return e, false
		}
		e.Command, e.Payload = strings.ToLower(command), strings.TrimSpace(rest)
	default:
		e.Kind, e.Text = flows.Wrote, m.Text
	}
	return e, true
}

func (b *Bot) memberEvent(e flows.Event, m *member) (flows.Event, bool) {
	e.Account, e.Chat, e.At = parenting.AccountID(m.From.ID), parenting.ChatID(m.Chat.ID), time.Unix(m.Date, 0).UTC()
	in := func(status string) bool {
		return status == "member" || status == "administrator" || status == "restricted"
	}
	switch was, is := in(m.Old.Status), in(m.New.Status); {
	case m.Chat.Type == "private" && !is:
		e.Kind = flows.Blocked
	case m.Chat.Type == "private":
		e.Kind = flows.Returned
	case !was && is:
		e.Kind = flows.Added
	case was && !is:
		e.Kind = flows.Removed
	default:
		return e, false
	}
	return e, m.Chat.Type != "channel"
}

// service reports whether the message is one of Telegram's own: somebody joined, a new title.
func (m *message) service() bool {
	return m.Service != nil || m.Left != nil || m.NewTitle != "" || m.Pinned != nil || m.From2 != 0 || m.Created
}

// cut16 cuts a text after n UTF-16 units, in which Telegram counts; a length from the wire is not trusted.
func cut16(s string, n int) (head, tail string) {
	units := utf16.Encode([]rune(s))
	n = max(0, min(n, len(units)))
	return string(utf16.Decode(units[:n])), string(utf16.Decode(units[n:]))
}

// sender is the account that an update comes from, 0 if that is none.
func (u update) sender() parenting.AccountID {
	switch {
	case u.Callback != nil:
		return parenting.AccountID(u.Callback.From.ID)
	case u.Message != nil && u.Message.From != nil:
		return parenting.AccountID(u.Message.From.ID)
	case u.Member != nil:
		return parenting.AccountID(u.Member.From.ID)
	}
	return 0
}

// query is the id by which a press is to be answered, "" for what is none.
func (u update) query() string {
	if u.Callback == nil {
		return ""
	}
	return u.Callback.ID
}

// pressLife is how long Telegram keeps a press for us (tdlib/telegram-bot-api, Client.cpp: callback queries live 150 seconds).
const pressLife = 150 * time.Second

// beat is how often the database is told that we are there: with every poll that is held to its end.
const beat = (pollSeconds - 5) * time.Second

// silent says that Telegram was not heard since a time. A line may be dead long before that is noticed, all of it on a computer that
// was asleep, so the time is that of the last answer. When that is too long ago, presses were lost, and open cards say so once.
func (b *Bot) silent(since time.Time) {
	if !since.IsZero() && b.clock.Now().Sub(since) > pressLife {
		b.missed.Store(true)
	}
}
