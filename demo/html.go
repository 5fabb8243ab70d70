package demo

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// formatted is text with its markup parsed away.
type formatted struct {
	text     string
	entities []Entity
}

// tag is one that is still open.
type tag struct {
	name     string
	argument string
	format   string // of tg-time
	offset   int    // UTF-16
	from     int    // byte in the text without markup
}

// parseHTML reads parse_mode HTML as tdlib does (MessageEntity.cpp parse_html). Only < begins markup; > and unknown
// &names; are text. Errors name the byte of the input; the platform puts "can't parse entities: " before them.
func parseHTML(in string) (formatted, error) {
	if !strings.ContainsAny(in, "<&") {
		return formatted{text: in}, nil
	}
	p := parser{in: in, out: make([]byte, 0, len(in))}
	for p.at < len(in) {
		switch c := in[p.at]; {
		case c == '&':
			if code, n := htmlEntity(in[p.at:]); code != 0 {
				p.utf16 += utf16Len(code)
				p.half = p.half || 0xd800 <= code && code <= 0xdfff
				p.out = utf8.AppendRune(p.out, code)
				p.at += n
				continue
			}
			fallthrough
		case c != '<':
			if utf8.RuneStart(c) {
				p.utf16++
			}
			if c >= 0xf0 {
				p.utf16++
			}
			p.out = append(p.out, c)
			p.at++
		case p.at+1 < len(in) && in[p.at+1] == '/':
			if err := p.end(); err != nil {
				return formatted{}, err
			}
		default:
			if err := p.start(); err != nil {
				return formatted{}, err
			}
		}
	}
	if n := len(p.open); n > 0 {
		return formatted{}, complaint("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	if p.half {
		return formatted{}, complaint("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
	}
	for i, e := range p.entities {
		if e.Type == "code" {
			p.entities[i].Language = ""
		}
	}
	sortEntities(p.entities)
	return formatted{text: string(p.out), entities: p.entities}, nil
}

type parser struct {
	in       string
	at       int
	out      []byte
	utf16    int
	half     bool // half of a surrogate pair was written as a number
	open     []tag
	entities []Entity
}

// char is the byte at the place, 0 at the end of the input.
func (p *parser) char() byte {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

// skip goes on to the first byte that is one of stop, a blank or the end.
func (p *parser) skip(stop string) string {
	from := p.at
	for c := p.char(); !blank(c) && !strings.ContainsRune(stop, rune(c)); c = p.char() {
		p.at++
	}
	return p.in[from:p.at]
}

func (p *parser) blanks() {
	for p.at < len(p.in) && p.in[p.at] != 0 && blank(p.in[p.at]) {
		p.at++
	}
}

// blank includes the end of the input.
func blank(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}

func (p *parser) start() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.skip(">"))
	if p.char() == 0 {
		return complaint("Unclosed start tag at byte offset %d", begin)
	}
	switch name {
	case "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "span", "tg-emoji", "tg-time", "pre", "code", "blockquote":
	default:
		return complaint("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	open := tag{name: name, offset: p.utf16, from: len(p.out)}
	for {
		p.blanks()
		if p.char() == '>' {
			break
		}
		attribute, value, err := p.attribute(name, begin)
		if err != nil {
			return err
		}
		switch {
		case name == "a" && attribute == "href", name == "tg-emoji" && attribute == "emoji-id", name == "tg-time" && attribute == "unix":
			open.argument = value
		case name == "tg-time" && attribute == "format":
			open.format = value
		case name == "code" && attribute == "class" && strings.HasPrefix(value, "language-"):
			open.argument = value[len("language-"):]
		case name == "span" && attribute == "class" && strings.HasPrefix(value, "tg-"):
			open.argument = value[len("tg-"):]
		case name == "blockquote" && attribute == "expandable":
			open.argument = "1"
		}
	}
	if name == "span" && open.argument != "spoiler" {
		return complaint("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.at++
	p.open = append(p.open, open)
	return nil
}

// attribute reads one name, with its value if it has one.
func (p *parser) attribute(tag string, begin int) (name, value string, err error) {
	name = p.skip("=>/\"'")
	if name == "" {
		if p.char() == 0 {
			return "", "", complaint("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
		}
		return "", "", complaint("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
	}
	p.blanks()
	switch p.char() {
	case 0:
		return "", "", complaint("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	case '=':
	default:
		return name, "", nil
	}
	p.at++
	p.blanks()
	switch quote := p.char(); quote {
	case 0:
		return "", "", complaint("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	case '"', '\'':
		p.at++
		var b strings.Builder
		for p.char() != quote && p.char() != 0 {
			if code, n := htmlEntity(p.in[p.at:]); code != 0 {
				b.WriteRune(code)
				p.at += n
				continue
			}
			b.WriteByte(p.in[p.at])
			p.at++
		}
		if p.char() == quote {
			p.at++
		}
		value = b.String()
	default:
		from := p.at
		for c := p.char(); c == '.' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'; c = p.char() {
			p.at++
		}
		value = strings.ToLower(p.in[from:p.at])
		if c := p.char(); !blank(c) && c != '>' {
			return "", "", complaint("Unexpected end of name token at byte offset %d", from)
		}
	}
	if p.char() == 0 {
		return "", "", complaint("Unclosed start tag at byte offset %d", begin)
	}
	return name, value, nil
}

func (p *parser) end() error {
	begin := p.at
	if len(p.open) == 0 {
		return complaint("Unexpected end tag at byte offset %d", begin)
	}
	p.at += 2
	name := strings.ToLower(p.skip(">"))
	p.blanks()
	if p.char() != '>' {
		return complaint("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	open := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	if name != "" && name != open.name {
		return complaint("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, open.name, name)
	}
	if p.utf16 == open.offset {
		return nil
	}
	e := Entity{Offset: open.offset, Length: p.utf16 - open.offset}
	switch open.name {
	case "b", "strong":
		e.Type = "bold"
	case "i", "em":
		e.Type = "italic"
	case "u", "ins":
		e.Type = "underline"
	case "s", "strike", "del":
		e.Type = "strikethrough"
	case "tg-spoiler", "span":
		e.Type = "spoiler"
	case "blockquote":
		e.Type = "blockquote"
		if open.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "tg-emoji":
		if id, err := strconv.ParseInt(open.argument, 10, 64); err != nil || id == 0 {
			return complaint("Invalid custom emoji identifier specified")
		}
		e.Type, e.Emoji = "custom_emoji", open.argument
	case "tg-time":
		unix, err := strconv.ParseInt(open.argument, 10, 32)
		if err != nil || unix <= 0 {
			return complaint("Invalid date specified")
		}
		if open.format != "r" && strings.Trim(open.format, "tTdDwW") != "" {
			return complaint("Invalid date format used")
		}
		e.Type, e.Unix, e.Format = "date_time", unix, open.format
	case "a":
		link := cmp.Or(open.argument, string(p.out[open.from:]))
		if e.User = userLink(link); e.User != 0 {
			e.Type = "text_mention"
			break
		}
		if e.URL = webLink(link); e.URL == "" {
			return nil
		}
		e.Type = "text_link"
	case "pre", "code":
		// <pre><code class="language-x"> over the same words, in either order, is one block in that language.
		if last := len(p.entities) - 1; last >= 0 {
			inner := &p.entities[last]
			language := cmp.Or(inner.Language, open.argument)
			if inner.Type == other(open.name) && inner.Offset == e.Offset && inner.Length == e.Length && language != "" {
				inner.Type, inner.Language = "pre", language
				return nil
			}
		}
		e.Type, e.Language = open.name, open.argument
	}
	p.entities = append(p.entities, e)
	return nil
}

func other(block string) string {
	if block == "pre" {
		return "code"
	}
	return "pre"
}

// htmlEntity reads &lt; &gt; &amp; &quot; and numbers; the semicolon may be missing. Everything else is text, &nbsp; and
// &apos; too: then code is 0.
func htmlEntity(s string) (code rune, n int) {
	if len(s) < 2 || s[0] != '&' {
		return 0, 0
	}
	n = 1
	if s[1] == '#' {
		base, digits := uint32(10), "0123456789"
		n = 2
		if n < len(s) && s[n] == 'x' {
			base, digits = 16, "0123456789abcdefABCDEF"
			n = 3
		}
		var number uint32
		for ; n < len(s) && strings.IndexByte(digits, s[n]) >= 0; n++ {
			d, _ := strconv.ParseUint(s[n:n+1], 16, 8)
			number = number*base + uint32(d)
		}
		if number == 0 || number >= 0x10ffff || n >= 10 {
			return 0, 0
		}
		code = rune(number)
	} else {
		for n < len(s) && 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z' {
			n++
		}
		switch s[1:n] {
		case "lt":
			code = '<'
		case "gt":
			code = '>'
		case "amp":
			code = '&'
		case "quot":
			code = '"'
		default:
			return 0, 0
		}
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return code, n
}

// sortEntities puts the earlier before the later and the longer before the shorter; of two over the same words, the one
// that must be outside comes first (tdlib MessageEntity operator<).
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(rank(a.Type), rank(b.Type)))
	})
}

func rank(kind string) int {
	return slices.Index([]string{
		"blockquote", "expandable_blockquote", "pre", "bot_command", "mention", "url", "text_link", "text_mention",
		"code", "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time",
	}, kind)
}
