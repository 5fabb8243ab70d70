package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// client is the one way to Telegram: the library's MakeRequest and UploadFiles over an HTTP client that adds what the library
// lacks, namely a context, silence about the token (its errors carry the whole address), the word whether a request may have
// reached Telegram, and answers that are read once.
type client struct {
	api       tgbotapi.BotAPI
	transport http.RoundTripper
	bodies    sync.Pool // of *bytes.Buffer, into which answers are read
}

// newClient makes a client for a base address such as https://api.telegram.org. It does not call getMe as the library's own
// constructor does: the bot must start while Telegram is away.
func newClient(base, token string, transport http.RoundTripper) *client {
	c := &client{transport: transport, bodies: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
	c.api = tgbotapi.BotAPI{Token: token, Buffer: 100}
	c.api.SetAPIEndpoint(strings.TrimSuffix(base, "/") + "/bot%s/%s")
	return c
}

// Transport is the HTTP transport for the real API: kept connections for as many lines as the outbox may have, and the proxy of the
// environment.
func Transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = manyLines + 2
	t.MaxIdleConns = 0
	return t
}

// do is the library's HTTPClient for one request. It asks the transport itself: Telegram sends nobody elsewhere, and has no cookies.
type do struct {
	*client
	ctx    context.Context
	result any // what the result of the call is decoded into, unless it is nil
}

// Do sends a request under the context. Its errors never name the address.
func (d do) Do(r *http.Request) (*http.Response, error) {
	var wrote atomic.Bool // set from the transport's goroutine
	ctx := httptrace.WithClientTrace(d.ctx, &httptrace.ClientTrace{WroteHeaders: func() { wrote.Store(true) }})
	resp, err := d.transport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, &netError{err: err, maybe: wrote.Load()}
	}
	if resp.StatusCode == http.StatusOK { // else the body says why not, and is short
		err = d.read(resp)
	}
	return resp, err
}

// read takes the result out of an answer, and leaves to the library that the call went well: it would put a hundred updates, or the
// message that was just sent, through three more buffers.
func (d do) read(resp *http.Response) error {
	body := d.bodies.Get().(*bytes.Buffer)
	defer d.bodies.Put(body)
	body.Reset()
	_, err := body.ReadFrom(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return &netError{err: err, maybe: true}
	}
	const went = `{"ok":true`
	answer := struct {
		OK     bool `json:"ok"`
		Result any  `json:"result"`
	}{bytes.HasPrefix(body.Bytes(), []byte(went)), d.result}
	if d.result != nil {
		if err := json.Unmarshal(body.Bytes(), &answer); err != nil {
			return fmt.Errorf("read the answer: %w", err)
		}
	}
	left := went + "}"
	if !answer.OK {
		left = body.String()
	}
	resp.Body = io.NopCloser(strings.NewReader(left))
	return nil
}

// netError is a failure on the way. maybe: the request may have been applied.
type netError struct {
	err   error
	maybe bool
}

func (e *netError) Error() string { return e.err.Error() }
func (e *netError) Unwrap() error { return e.err }

// call makes a request and decodes its result into result, unless that is nil.
func (c *client) call(ctx context.Context, method string, params tgbotapi.Params, result any, files ...tgbotapi.RequestFile) error {
	api := c.api
	api.Client = do{c, ctx, result}
	var err error
	if len(files) > 0 {
		_, err = api.UploadFiles(method, params, files)
	} else {
		_, err = api.MakeRequest(method, params)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	return nil
}

// verdict is what an answer means for what was to be sent.
type verdict int

const (
	applied   verdict = iota // done, or nothing to do
	refused                  // never, as it stands
	gone                     // the chat cannot be reached
	editless                 // the message cannot be edited any more
	flooded                  // not sent; wait
	moved                    // not sent; the group has another id
	unsent                   // certainly not sent; try again
	uncertain                // may have been sent
)

// answer is a verdict with what belongs to it.
type answer struct {
	verdict verdict
	wait    time.Duration
	to      int64
	reason  string // for the ledger: Telegram's own words, which name nobody
}

// judge classifies the error of a call. Telegram has no machine-readable reasons, so its wording is compared; where the library
// loses the code (uploads), the wording is all there is (research: tdlib/telegram-bot-api Client.cpp, fail_query_with_error).
func judge(err error) answer {
	if err == nil {
		return answer{}
	}
	var api *tgbotapi.Error
	if !errors.As(err, &api) {
		var broken *netError
		if errors.As(err, &broken) && !broken.maybe {
			return answer{verdict: unsent, reason: "no connection"}
		}
		return answer{verdict: uncertain, reason: "connection broke"}
	}
	a := answer{reason: api.Message}
	says := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(api.Message, p) {
				return true
			}
		}
		return false
	}
	switch {
	case api.RetryAfter > 0:
		a.verdict, a.wait = flooded, time.Duration(api.RetryAfter)*time.Second
	case api.MigrateToChatID != 0:
		a.verdict, a.to = moved, api.MigrateToChatID
	case api.Code == http.StatusUnauthorized, says("Unauthorized"): // the token was revoked: what waits must outlive that
		a.verdict = unsent
	case says("message is not modified", "message to delete not found"):
		a.verdict = applied
	case says("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"):
		a.verdict = editless
	case says("not enough rights to send") && !says("text messages"): // photos, say: the chat can be reached all the same
		a.verdict = refused
	case says("Forbidden", "chat not found", "have no rights to send", "not enough rights", "TOPIC_CLOSED", "message thread not found"):
		a.verdict = gone
	case api.Code >= 500, says("Internal Server Error", "Bad Gateway", "Gateway Timeout"):
		a.verdict = uncertain
	default:
		a.verdict = refused
	}
	return a
}
