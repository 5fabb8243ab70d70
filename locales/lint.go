package locales

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits a text must keep.
const (
	maxKey     = 64   // bytes; keys are also written into button data and the journal
	maxMessage = 4096 // code points (Bot API sendMessage)
	maxButton  = 40   // code points; a longer label does not fit on one line of a phone
)

// Lint lists what is wrong with the words, one finding a line, each beginning with language and key. The rules are:
//
//   - every language has the same keys, and a text uses the same fields in each;
//   - every text can be parsed and written, with long plausible values and with empty ones, and keeps within 4096 code points;
//   - markup is Telegram's (Bot API "HTML style"), and whole within each branch of a template;
//   - a field is used as one kind of thing, and only through functions that are for words;
//   - in a table with an "ask", whatever does not end like a sentence is a button: one line, no markup, 40 code points;
//   - nothing is empty or shouted, no telephone number stands in it, and the Indonesian avoids the words that hurt or estrange.
func Lint(c *Catalog) []string {
	var findings []string
	for _, lang := range []string{indonesian, english} {
		w, another := c.In(lang), c.In(english)
		if lang == english {
			another = c.In(indonesian)
		}
		for _, key := range c.Keys(lang) {
			for _, f := range w.lint(key, another) {
				findings = append(findings, lang+" "+key+": "+f)
			}
		}
	}
	return findings
}

func (w *Words) lint(key string, another *Words) []string {
	src := w.sources[key]
	r, err := read(src)
	if err != nil {
		return []string{err.Error()}
	}
	if strings.TrimSpace(src) == "" {
		r.finding("is empty")
	}
	if len(key) > maxKey {
		r.finding("the key is longer than %d bytes", maxKey)
	}
	if other, ok := another.sources[key]; !ok {
		r.finding("is missing in %s", another.lang)
	} else if o, err := read(other); err == nil && w.lang == indonesian {
		mine, theirs := r.root.names(""), o.root.names("")
		if !slices.Equal(mine, theirs) {
			r.finding("uses the fields %v, in %s %v", mine, another.lang, theirs)
		}
	}
	for _, p := range r.passages {
		r.markup(p)
		r.manners(tag.ReplaceAllString(p, " "), w.lang)
	}
	if w.isButton(key) {
		r.button(src)
	}
	if len(r.findings) == 0 {
		r.writeBoth(key, w)
	}
	slices.Sort(r.findings)
	return slices.Compact(r.findings)
}

// writeBoth writes the text with long and with empty values, as a message and as a label.
func (r *reading) writeBoth(key string, w *Words) {
	for _, long := range []bool{true, false} {
		args := r.root.sample(long, w).(map[string]any)
		s, err := w.Text(key, args)
		if err == nil {
			_, err = w.Label(key, args)
		}
		if err != nil {
			r.finding("with sample values: %v", err)
		} else if n := utf8.RuneCountInString(s); n > maxMessage {
			r.finding("has %d code points with plausible values", n)
		}
	}
}

var (
	tag       = regexp.MustCompile(`<(/?)([a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>`)
	attribute = regexp.MustCompile(`([a-z-]+)(?:="[^"]*")?`)
	entity    = regexp.MustCompile(`&([a-zA-Z]+);`)
)

// attributes gives the attributes that a tag may have, and whether we use the tag at all.
func attributes(tag string) (names []string, ok bool) {
	switch tag {
	case "b", "i", "u", "s", "pre", "tg-spoiler":
		return nil, true
	case "a":
		return []string{"href"}, true
	case "code":
		return []string{"class"}, true
	case "blockquote":
		return []string{"expandable"}, true
	case "tg-time":
		return []string{"unix", "format"}, true
	}
	return nil, false
}

// markup holds one branch to what Telegram reads (tdlib MessageEntity.cpp, parse_html).
func (r *reading) markup(s string) {
	found := tag.FindAllStringSubmatch(s, -1)
	if len(found) != strings.Count(s, "<") {
		r.finding("a < begins no tag; it is written &lt;")
	}
	var open []string
	for _, m := range found {
		closing, name := m[1] != "", m[2]
		allowed, ok := attributes(name)
		if !ok {
			r.finding("<%s> is not a tag for Telegram", name)
		}
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			if !slices.Contains(allowed, a[1]) {
				r.finding("<%s> takes no attribute %s", name, a[1])
			}
		}
		switch last := len(open) - 1; {
		case !closing:
			open = append(open, name)
		case last < 0 || open[last] != name:
			r.finding("</%s> closes nothing", name)
		default:
			open = open[:last]
		}
	}
	for _, name := range open {
		r.finding("<%s> is not closed in its branch", name)
	}
	for _, m := range entity.FindAllStringSubmatch(s, -1) {
		if !slices.Contains([]string{"lt", "gt", "amp", "quot"}, m[1]) {
			r.finding("Telegram does not read &%s;", m[1])
		}
	}
}

var (
	// banned words estrange (Anda, user), shame (alpa, broken home), or are out of date (TKI, TKW). "Parenting" with a capital is
	// part of a name.
	banned = regexp.MustCompile(`\b(?:(?i:anda|user|tki|tkw|broken home|alpa)|parenting)\b`)
	// A number with a row of noughts is an example.
	telephone = regexp.MustCompile(`\b1(?:10|12|18|19|29)\b|\b1500\b|(?:\+62|\b0)[\d -]{5,}\d`)
	shout     = regexp.MustCompile(`\b[A-Z]{4,}\b`)
)

// abbreviations are the long ones that people know in capitals.
const abbreviations = " WITA BPJS PAUD SAPA UPTD LKKNU GATI "

// manners holds one branch, without its markup, to the register of the bot.
func (r *reading) manners(s, lang string) {
	if lang == indonesian {
		for _, word := range banned.FindAllString(s, -1) {
			r.finding("%q is not how we speak", word)
		}
	}
	for _, number := range telephone.FindAllString(s, -1) {
		if !strings.HasSuffix(number, "0000") {
			r.finding("the number %s changes some day; it belongs to the data with a date", number)
		}
	}
	for _, word := range shout.FindAllString(s, -1) {
		if !strings.Contains(abbreviations, " "+word+" ") {
			r.finding("%q shouts", word)
		}
	}
}

// isButton reports whether a key names a choice: it stands beside an "ask", and its text does not end like a sentence.
func (w *Words) isButton(key string) bool {
	i := strings.LastIndexByte(key, '.')
	if i < 0 || !w.Has(key[:i]+".ask") || key[i:] == ".ask" || key[i:] == ".again" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(w.sources[key]))
	return unicode.IsLetter(last) || unicode.IsDigit(last)
}

func (r *reading) button(src string) {
	if n := utf8.RuneCountInString(src); n > maxButton && !strings.Contains(src, "{{") {
		r.finding("is a button of %d code points, or a sentence without its full stop", n)
	}
	if strings.ContainsAny(src, "\n<") {
		r.finding("is a button with a line break or markup, or a sentence without its full stop")
	}
}
