package demo

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strconv"
)

// Transport carries requests to the platform without a network, for tests under testing/synctest. A connection that
// trouble cuts is an error as on a real line: with no signal nothing was written; when it is cut later the request had
// gone out, so nobody can know whether it had its effect.
func (t *Telegram) Transport() http.RoundTripper { return inProcess{t} }

type inProcess struct{ telegram *Telegram }

func (p inProcess) RoundTrip(r *http.Request) (answer *http.Response, err error) {
	if r.Body != nil {
		defer func() { _ = r.Body.Close() }() // a string reader; it has nothing to say
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	p.telegram.mu.Lock()
	down := p.telegram.trouble.Down
	p.telegram.mu.Unlock()
	if down {
		return nil, errors.New("connect: network is unreachable")
	}
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
	defer func() {
		cut := recover()
		if cut == nil {
			return
		}
		if reason, ok := cut.(error); !ok || !errors.Is(reason, http.ErrAbortHandler) {
			panic(cut)
		}
		answer, err = nil, io.ErrUnexpectedEOF
		if gone := r.Context().Err(); gone != nil {
			err = gone
		}
	}()
	w := &written{header: http.Header{}, status: http.StatusOK}
	p.telegram.ServeHTTP(w, r)
	return &http.Response{
		Status:        strconv.Itoa(w.status) + " " + http.StatusText(w.status),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.header,
		Body:          io.NopCloser(&w.body),
		ContentLength: int64(w.body.Len()),
		Request:       r,
	}, nil
}

// written is the answer as it is written.
type written struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *written) Header() http.Header         { return w.header }
func (w *written) WriteHeader(status int)      { w.status = status }
func (w *written) Write(b []byte) (int, error) { return w.body.Write(b) }
