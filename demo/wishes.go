package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"
)

// What visitors of the page may wish for, one function for each address they are posted to.

type deed struct {
	As      int64  `json:"as"`
	Do      string `json:"do"`
	Chat    int64  `json:"chat"`
	Message int    `json:"message"`
	Text    string `json:"text"` // of attach: what stands below
	Data    string `json:"data"` // of a press; of attach: the content, base64
	Link    string `json:"link"`
	Kind    string `json:"kind"` // of attach
	Name    string `json:"name"`
	MIME    string `json:"mime"`
	File    string `json:"file"`
}

// do lets a person of the cast act.
func (p *page) do(_ context.Context, d deed) (any, error) {
	t := p.Telegram
	if d.Do == "repeat" {
		t.Repeat(3)
		return nil, nil
	}
	if !slices.ContainsFunc(p.People, func(who Person) bool { return who.User.ID == d.As }) {
		return nil, fmt.Errorf("user %d is not in the cast", d.As)
	}
	switch d.Do {
	case "write":
		id, err := t.Write(d.As, d.Chat, d.Text)
		return map[string]int{"message": id}, err
	case "edit":
		return nil, t.Edit(d.As, d.Chat, d.Message, d.Text)
	case "delete":
		return nil, t.Delete(d.As, d.Chat, d.Message)
	case "press":
		query, err := t.Press(d.As, d.Chat, d.Message, d.Data)
		return map[string]string{"query": query}, err
	case "attach":
		return nil, p.attach(d)
	case "open":
		return nil, t.Open(d.As, d.Link)
	case "block":
		t.Block(d.As)
	case "unblock":
		t.Unblock(d.As)
	case "add-bot":
		return nil, p.addBot(d)
	case "remove-bot":
		return nil, t.RemoveBot(d.As, d.Chat)
	case "migrate":
		_, err := t.Migrate(d.Chat)
		return nil, err
	case "scan":
		f, ok := t.FileData(d.File)
		if p.Scan == nil || !ok {
			return nil, errors.New("there is nothing to scan")
		}
		text, err := p.Scan(f.Data)
		return map[string]string{"text": text}, err
	default:
		return nil, fmt.Errorf("nobody can do %q", d.Do)
	}
	return nil, nil
}

// addBot brings the bot into a group. A startgroup link's payload then reaches the bot as a command in the group
// (core.telegram.org/bots/features, deep linking).
func (p *page) addBot(d deed) error {
	if err := p.Telegram.AddBot(d.As, d.Chat); err != nil || d.Link == "" {
		return err
	}
	link, err := url.Parse(d.Link)
	if err != nil {
		return fmt.Errorf("read group link: %w", err)
	}
	payload := link.Query().Get("startgroup")
	if !startPayload(payload) {
		return nil
	}
	_, err = p.Telegram.Write(d.As, d.Chat, "/start@"+p.Telegram.options.Username+" "+payload)
	return err
}

// walk moves the clock to a moment, by some seconds, or to the next moment somebody waits for.
func (p *page) walk(_ context.Context, d struct {
	To   time.Time `json:"to"`
	By   int       `json:"by"` // seconds
	Next bool      `json:"next"`
},
) (any, error) {
	now := p.Clock.Now()
	to := d.To
	switch {
	case d.Next:
		to = now
	case d.By > 0:
		to = now.Add(time.Duration(d.By) * time.Second)
	case to.Before(now):
		return nil, errors.New("time only goes forward")
	}
	if to.Sub(now) > farthest {
		return nil, errors.New("that is more than a year ahead")
	}
	busy := false
	p.change(func() { busy, p.walking = p.walking, true })
	if busy {
		return nil, errors.New("the clock is being moved already")
	}
	defer p.change(func() { p.walking = false })
	p.Settle() // a bot that was started just now waits for nothing yet
	for d.Next && to.Sub(now) < soon {
		next, ok := p.Clock.Next()
		if !ok {
			return nil, errors.New("nobody waits for anything")
		}
		to = latest(next, p.Clock.Now().Add(step))
		p.advance(to)
	}
	p.advance(to)
	return p.Clock.Now(), nil
}

// advance moves the clock. A bot without a signal tries again every few seconds; not every try of a long walk is waited for.
func (p *page) advance(to time.Time) {
	down := func() bool {
		p.Telegram.mu.Lock()
		defer p.Telegram.mu.Unlock()
		return p.Telegram.trouble.Down
	}
	for now := p.Clock.Now(); down() && to.Sub(now) > 10*time.Minute; now = p.Clock.Now() {
		p.Clock.jump(now.Add(10 * time.Minute))
		p.settle()
	}
	p.Clock.stride(to, step, p.settle)
}

// step is how long a step of a walk is at least. A long send waits for its next message every few hundredths of a second, and a bot may
// send as many at once as a second holds.
const step = 500 * time.Millisecond

// soon is what a visitor does not take for the next event: a message that only waits for the pace of the platform.
const soon = 30 * time.Second

// harm begins a trouble, or ends it with {}. A flood is over when the seconds are that it asks the bot to wait.
func (p *page) harm(_ context.Context, trouble Trouble) (any, error) {
	p.Telegram.SetTrouble(trouble)
	p.change(nil)
	if trouble.Flood > 0 {
		over, _ := p.Clock.Wake(p.Clock.Now().Add(time.Duration(trouble.Flood) * time.Second))
		go func() {
			<-over
			p.Telegram.mu.Lock()
			still := p.Telegram.trouble == trouble
			p.Telegram.mu.Unlock()
			if still {
				p.Telegram.SetTrouble(Trouble{})
				p.change(nil)
			}
		}()
	}
	return nil, nil
}

// bot crashes or restarts the bot, or puts the whole world back to its beginning.
func (p *page) bot(ctx context.Context, d struct {
	Do string `json:"do"`
},
) (any, error) {
	switch {
	case d.Do == "crash" && p.Crash != nil:
		return nil, p.crash()
	case d.Do == "restart" && p.Restart != nil:
		return nil, p.restart()
	case d.Do == "reset" && p.Reset != nil:
		p.stopTour(ctx)
		if err := p.Reset(); err != nil {
			return nil, err
		}
		p.change(func() { p.world = rand.Text() }) // open pages load anew
		return nil, nil
	}
	return nil, fmt.Errorf("the bot cannot %q here", d.Do)
}

func (p *page) crash() error {
	err := p.Crash()
	if err == nil {
		p.change(func() { p.down = true })
	}
	return err
}

func (p *page) restart() error {
	err := p.Restart()
	if err == nil {
		p.change(func() { p.down = false })
	}
	return err
}
