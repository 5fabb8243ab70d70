package demo

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ServeHTTP answers the Bot API at /bot<token>/<method> and files at /file/bot<token>/<path>. Trouble cuts connections
// by panicking with http.ErrAbortHandler: net/http's server knows what to do; who calls this directly has to recover it
// as a broken connection, or use Transport.
func (t *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, file := strings.CutPrefix(r.URL.Path, "/file")
	path, bot := strings.CutPrefix(path, "/bot")
	token, rest, _ := strings.Cut(path, "/")
	c, _ := t.calls.Get().(*call)
	if c == nil {
		c = new(call)
	}
	c.again(rest)
	defer func() {
		if c.body.Cap() <= keptBody {
			t.calls.Put(c)
		}
	}()
	var err error
	switch {
	case !bot || !wellFormed(token):
		err = &refusal{status: http.StatusNotFound, text: "Not Found"}
	case token != t.options.Token:
		err = &refusal{status: http.StatusUnauthorized, text: http.StatusText(http.StatusUnauthorized)}
	case file:
		t.download(w, rest)
		return
	default:
		t.delay(r.Context())
		if err = c.read(r); err == nil {
			err = t.answer(r.Context(), c)
		}
		t.delay(r.Context())
	}
	if errors.Is(err, http.ErrAbortHandler) {
		panic(http.ErrAbortHandler)
	}
	status := http.StatusOK
	if no := (*refusal)(nil); errors.As(err, &no) {
		status, c.out = no.status, no.json(c.out[:0])
	} else if err != nil { // the connection broke while the body was read, or the bot hung up
		panic(http.ErrAbortHandler)
	}
	w.Header()["Content-Type"] = []string{"application/json"}
	w.Header()["Content-Length"] = []string{strconv.Itoa(len(c.out))}
	w.WriteHeader(status)
	_, _ = w.Write(c.out) // if it breaks here, the bot never learns: so it is on the real line
}

// wellFormed says whether it looks like a token at all.
func wellFormed(token string) bool {
	id, secret, ok := strings.Cut(token, ":")
	_, err := strconv.ParseInt(id, 10, 64)
	return ok && err == nil && id[0] != '0' && secret != "" && len(token) <= 80
}

// delay is one way of the line.
func (t *Telegram) delay(ctx context.Context) {
	if t.options.Latency <= 0 {
		return
	}
	tick, stop := after(t.options.Latency / 2)
	defer stop()
	select {
	case <-tick:
	case <-ctx.Done():
	}
}

// answer does what the call asks for, unless trouble is in the way. Its result is in c.out.
func (t *Telegram) answer(ctx context.Context, c *call) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.trouble.Down {
		return http.ErrAbortHandler
	}
	c.now = t.clock.Now()
	c.call.At, c.call.Text, c.call.Data = c.now, c.arg("text"), c.arg("reply_markup")
	if t.strikes(t.trouble.CutBefore) {
		t.keep(c, nil, true)
		return http.ErrAbortHandler
	}
	do := methodNamed(c.method)
	err := t.obstacle(c)
	injected := err != nil
	if err == nil {
		c.out = append(c.out, `{"ok":true,"result":`...)
		switch {
		case c.method == "getupdates":
			err = t.getUpdates(ctx, c)
		case do != nil:
			if err = t.upload(ctx, c); err == nil {
				err = do(t, c)
			}
		default:
			err = &refusal{status: http.StatusNotFound, text: "Not Found"}
		}
		c.out = append(c.out, '}')
	}
	if errors.Is(err, http.ErrAbortHandler) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	c.sent = err == nil
	t.keep(c, err, injected)
	if !injected && t.strikes(t.trouble.CutAfter) {
		return http.ErrAbortHandler
	}
	return err
}

// upload lets a large upload wait for its turn, without the lock.
func (t *Telegram) upload(ctx context.Context, c *call) error {
	turn, err := t.throttle(c)
	if err != nil || !turn.After(c.now) {
		return err
	}
	t.mu.Unlock()
	defer t.mu.Lock()
	tick, stop := t.clock.Wake(turn)
	defer stop()
	select {
	case c.now = <-tick:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// obstacle is the refusal that trouble makes.
func (t *Telegram) obstacle(c *call) error {
	switch {
	case t.strikes(t.trouble.Server):
		return &refusal{status: http.StatusBadGateway, text: "Bad Gateway"}
	case t.trouble.Flood > 0 && c.method != "getupdates":
		return tooMany(t.trouble.Flood)
	}
	return nil
}

// keep puts the call on record.
func (t *Telegram) keep(c *call, err error, injected bool) {
	if t.options.NoRecord || c.method == "getupdates" && err == nil {
		return
	}
	k := c.call
	k.Seq, k.injected, k.Applied = len(t.record)+1, injected, c.sent
	if c.sent {
		k.Status = http.StatusOK
	}
	if no := (*refusal)(nil); errors.As(err, &no) {
		k.Status, k.Description = no.status, no.text
	}
	if k.Text == "" {
		k.Text = c.arg("caption")
	}
	t.record = append(t.record, k)
}

// getUpdates gives what waits, or waits for it. It is called with the lock and gives it up while it waits.
func (t *Telegram) getUpdates(ctx context.Context, c *call) error {
	q := &t.updates
	offset := int(c.number("offset"))
	limit := min(max(int(c.number("limit")), 1), 100)
	if c.arg("limit") == "" {
		limit = 100
	}
	timeout := time.Duration(min(max(c.number("timeout"), 0), maxPoll)) * time.Second
	q.allow(c.arg("allowed_updates"))
	// Who asks the same again at once is made to wait, and gets one update at a time (telegram-bot-api Client.cpp
	// process_get_updates_query): a bot that crashes on one update would otherwise read a hundred again and again.
	if q.asked.once && q.asked.offset == offset {
		since := c.now.Sub(q.asked.at)
		if since < 3*time.Second {
			timeout = max(timeout, 3*time.Second)
		}
		if since < time.Second/2 {
			limit = 1
		}
	}
	q.asked.offset, q.asked.at, q.asked.once = offset, c.now, true
	if q.parked != nil {
		q.parked.conflict = true
		q.wake()
	}
	give := q.take(offset, limit, c.now)
	if len(give) == 0 && timeout > 0 {
		p := &poll{end: make(chan struct{})}
		q.parked = p
		err := t.park(ctx, p, timeout)
		if q.parked == p {
			q.parked = nil
		}
		switch {
		case err != nil:
			return err
		case p.cut:
			return http.ErrAbortHandler
		case p.conflict:
			return t.conflict(ctx)
		}
		give = q.take(offset, limit, t.clock.Now())
	}
	c.out = append(c.out, '[')
	for i, u := range give {
		if i > 0 && len(c.out) > 4<<20 { // an answer is about 4 MiB at most (telegram-bot-api Client.cpp)
			break
		}
		if i > 0 {
			c.out = append(c.out, ',')
		}
		c.out = append(c.out, u.json...)
	}
	c.out = append(c.out, ']')
	return nil
}

// park waits without the lock.
func (t *Telegram) park(ctx context.Context, p *poll, timeout time.Duration) error {
	t.mu.Unlock()
	defer t.mu.Lock()
	tick, stop := t.clock.patience(t.clock.Now().Add(timeout))
	defer stop()
	select {
	case <-p.end:
	case <-tick:
	case <-ctx.Done():
	}
	return ctx.Err() // who has hung up is answered nothing, whatever came at the same time
}

// conflict is the answer to a poll that another one ended, at most one in three seconds: what comes sooner waits
// (telegram-bot-api Client.cpp fail_query_conflict).
func (t *Telegram) conflict(ctx context.Context) error {
	now := t.clock.Now()
	if now.Before(t.updates.conflict) {
		if err := t.park(ctx, &poll{}, 3*time.Second); err != nil {
			return err
		}
	}
	t.updates.conflict = now.Add(3 * time.Second)
	return &refusal{status: http.StatusConflict, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
}
