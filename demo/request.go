package demo

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxUpload   = 50 << 20 // bytes of a file (Bot API sending-files)
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20
	maxBody     = maxUpload + 1<<20
	keptBody    = 1 << 20 // larger ones are not kept for the next call
)

// call is one request of the bot, on its way to an answer. It is used again for another.
type call struct {
	method string
	args   []argument
	files  map[string]upload
	now    time.Time
	body   bytes.Buffer
	out    []byte // the answer's result
	call   Call   // what goes on record
	sent   bool   // it went through to its effect
}

type argument struct{ name, value string }

type upload struct {
	name string
	mime string
	data []byte
}

// again empties the call for a method.
func (c *call) again(method string) {
	args, out, body := c.args[:0], c.out[:0], c.body
	body.Reset()
	*c = call{method: strings.ToLower(method), args: args, out: out, body: body, call: Call{Method: method}}
}

// arg is empty for what was not given.
func (c *call) arg(name string) string {
	for _, a := range c.args {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// number is 0 for what is no number.
func (c *call) number(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(c.arg(name)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// seconds reads how long something lasts.
func (c *call) seconds(name string) int { return int(max(c.number(name), 0)) }

// flag reads a boolean (telegram-bot-api Client.cpp to_bool).
func (c *call) flag(name string) bool {
	switch strings.ToLower(c.arg(name)) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// read takes the arguments from the query and from a form, multipart or JSON body.
func (c *call) read(r *http.Request) error {
	c.parse(r.URL.RawQuery)
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if _, err := c.body.ReadFrom(io.LimitReader(r.Body, maxBody+1)); err != nil {
		return err
	}
	if c.body.Len() > maxBody {
		return &refusal{status: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		c.parse(c.body.String())
	case "application/json":
		return c.parseJSON(c.body.Bytes())
	case "multipart/form-data":
		return c.parseParts(multipart.NewReader(&c.body, params["boundary"]))
	}
	return nil
}

// parse reads a form; what is not well escaped is taken as it stands.
func (c *call) parse(form string) {
	for form != "" {
		var pair string
		pair, form, _ = strings.Cut(form, "&")
		name, value, _ := strings.Cut(pair, "=")
		if name == "" {
			continue
		}
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if plain, err := url.QueryUnescape(value); err == nil {
			value = plain
		}
		c.args = append(c.args, argument{name, value})
	}
}

func (c *call) parseJSON(body []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return bad("can't parse parameters: %v", err)
	}
	for name, raw := range fields {
		value := string(raw)
		if raw[0] == '"' {
			if err := json.Unmarshal(raw, &value); err != nil {
				return bad("can't parse parameters: %v", err)
			}
		}
		if value != "null" {
			c.args = append(c.args, argument{name, value})
		}
	}
	return nil
}

func (c *call) parseParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return bad("can't parse multipart body: %v", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return bad("can't parse multipart body: %v", err)
		}
		if part.FileName() == "" {
			c.args = append(c.args, argument{part.FormName(), string(data)})
			continue
		}
		if c.files == nil {
			c.files = map[string]upload{}
		}
		c.files[part.FormName()] = upload{name: part.FileName(), mime: part.Header.Get("Content-Type"), data: data}
	}
}
