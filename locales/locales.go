// Package locales holds every word the bot says, and writes dates, times, numbers and lists the way its readers do.
//
// The words are the TOML files beside this one: id.toml and name.id.toml are the master, en.toml and name.en.toml say the same in
// English. A key is the path to a text, "checkin.who.ask". Texts are templates; what is filled in is always escaped, and a value
// that is missing is an error rather than a hole in a sentence. Nothing here knows what a conversation is about: [Load] reads the
// words, [Words.Text] and [Words.Label] write them, [Lint] finds what is wrong with them.
package locales

import (
	"embed"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	texttemplate "text/template"
	"text/template/parse"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed *.toml
var files embed.FS

// The languages; Indonesian is the master and what everybody reads who chose nothing else.
const (
	indonesian = "id"
	english    = "en"
)

// Catalog is all words in all languages. It does not change after Load and may be used by many goroutines at once.
type Catalog struct{ words map[string]*Words }

// Words are the words of one language.
type Words struct {
	lang    string
	sources map[string]string // templates by key
	fixed   map[string]string // those of them with nothing to fill in, which go-i18n need not know
	text    voice
	label   voice

	days, shortDays     [7]string
	months, shortMonths [12]string
	numbers             *message.Printer
}

// Load reads the words that are built into the program. It fails if a file cannot be read as TOML, says a key twice, uses a name
// that go-i18n keeps for itself, or if a name of a day or month is missing. What is merely wrong with a text is for [Lint].
func Load() (*Catalog, error) { return load(files) }

func load(fsys fs.FS) (*Catalog, error) {
	paths, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("list the word files: %w", err)
	}
	said := map[string][]*i18n.Message{indonesian: nil, english: nil}
	for _, p := range paths {
		name := strings.TrimSuffix(p, path.Ext(p))
		lang := name[strings.LastIndexByte(name, '.')+1:]
		if _, ok := said[lang]; !ok {
			return nil, fmt.Errorf("read %s: a word file ends in .%s.toml or .%s.toml", p, indonesian, english)
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p, err)
		}
		messages, err := i18n.ParseMessageBytes(data, decode)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p, err)
		}
		said[lang] = append(said[lang], messages...)
	}
	c := &Catalog{words: map[string]*Words{}}
	for lang, messages := range said {
		if c.words[lang], err = newWords(lang, messages); err != nil {
			return nil, fmt.Errorf("read the words of %s: %w", lang, err)
		}
	}
	return c, nil
}

// decode reads TOML and refuses the names that go-i18n would silently take for plural forms or notes of one single message.
func decode(data []byte, v any) error {
	meta, err := toml.Decode(string(data), v)
	if err != nil {
		return err
	}
	for _, key := range meta.Keys() {
		for _, name := range key {
			switch strings.ToLower(name) {
			case "id", "description", "hash", "leftdelim", "rightdelim", "translation", "zero", "one", "two", "few", "many", "other":
				return fmt.Errorf("%s: go-i18n keeps the name %q for itself", key, name)
			}
		}
	}
	return nil
}

func newWords(lang string, messages []*i18n.Message) (*Words, error) {
	tag := language.Make(lang)
	w := &Words{lang: lang, sources: map[string]string{}, fixed: map[string]string{}, numbers: message.NewPrinter(tag)}
	var templates []*i18n.Message
	for _, m := range messages {
		if _, twice := w.sources[m.ID]; twice {
			return nil, fmt.Errorf("%s is said twice", m.ID)
		}
		w.sources[m.ID] = m.Other
		if m.Other == "" || strings.Contains(m.Other, "{{") {
			templates = append(templates, m)
		} else {
			w.fixed[m.ID] = m.Other
		}
	}
	// go-i18n keeps a parsed template beside its message, whichever parser came first: each way of writing has its own bundle.
	var err, err2 error
	w.text, err = newVoice(tag, templates, w.parseHTML)
	w.label, err2 = newVoice(tag, templates, w.parsePlain)
	return w, errors.Join(err, err2, w.readCalendar())
}

// In returns the words of a language, "id" or "en"; anything else gives Indonesian.
func (c *Catalog) In(lang string) *Words {
	if w, ok := c.words[lang]; ok {
		return w
	}
	return c.words[indonesian]
}

// Keys lists the keys of a language in alphabetical order.
func (c *Catalog) Keys(lang string) []string { return slices.Sorted(maps.Keys(c.In(lang).sources)) }

// Lang is "id" or "en".
func (w *Words) Lang() string { return w.lang }

// Has reports whether there is a text for a key.
func (w *Words) Has(key string) bool { return w.sources[key] != "" }

// Said lists what people type in place of a label beside the label itself: the text of its key with "_said" behind it, between commas.
func (w *Words) Said(key string) []string {
	if !w.Has(key + "_said") {
		return nil
	}
	return strings.Split(w.sources[key+"_said"], ",")
}

// Text writes a text as Telegram HTML (Bot API "HTML style"): markup stands in the text only, every value is escaped, also inside
// the quotes of an attribute; all but an html/template.HTML, which is how the parenting material comes. An unknown key, a value that is missing or nil, and a value that needs a function to be readable
// (a time, a list) are errors. The error names the key and the field; of the values at most a code that word did not find.
func (w *Words) Text(key string, args map[string]any) (string, error) {
	return w.write(w.text, key, args)
}

// Label writes a text as it is, for places that know no markup: buttons, toasts, file names, texts for WhatsApp. Errors as Text;
// there an html/template.HTML is one too.
func (w *Words) Label(key string, args map[string]any) (string, error) {
	return w.write(w.label, key, args)
}

func (w *Words) write(v voice, key string, args map[string]any) (string, error) {
	if s, ok := w.fixed[key]; ok {
		return s, nil
	}
	s, err := v.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: args, TemplateParser: v.parser})
	if err != nil {
		return "", fmt.Errorf("write %s in %s: %w", key, w.lang, err)
	}
	return s, nil
}

// A voice is one way to write the messages of one language.
type voice struct {
	localizer *i18n.Localizer
	parser    template.Parser
}

func newVoice(tag language.Tag, messages []*i18n.Message, p parser) (voice, error) {
	bundle := i18n.NewBundle(tag)
	err := bundle.AddMessages(tag, messages...)
	return voice{i18n.NewLocalizer(bundle, tag.String()), p}, err
}

// A parser makes templates for go-i18n. The functions of the language are part of it, so what it makes can be kept.
type parser func(src string) (executor, error)

type executor interface {
	Execute(w io.Writer, data any) error
}

func (p parser) Cacheable() bool { return true }

func (p parser) Parse(src, _, _ string) (template.ParsedTemplate, error) {
	t, err := p(src)
	return filled{t}, err
}

func (w *Words) parseHTML(src string) (executor, error) {
	t, err := htmltemplate.New("").Option("missingkey=error").Funcs(w.functions()).Parse(src)
	if err != nil {
		return nil, err
	}
	return t, guard(t.Tree.Root)
}

func (w *Words) parsePlain(src string) (executor, error) {
	t, err := texttemplate.New("").Option("missingkey=error").Funcs(w.functions()).Funcs(map[string]any{"value": plainValue}).Parse(src)
	if err != nil {
		return nil, err
	}
	return t, guard(t.Root)
}

type filled struct{ executor }

func (f filled) Execute(data any) (string, error) {
	var b strings.Builder
	if err := f.executor.Execute(&b, data); err != nil {
		return "", err
	}
	return b.String(), nil
}

// guard sends everything that a template prints through the function value, since the template packages themselves print a nil as
// nothing, as "<nil>" or as "<no value>".
func guard(list *parse.ListNode) error {
	if list == nil {
		return nil
	}
	for _, n := range list.Nodes {
		var err error
		switch n := n.(type) {
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				name := parse.NewIdentifier("value").SetPos(n.Pos)
				n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Pos: n.Pos, Args: []parse.Node{name}})
			}
		case *parse.IfNode:
			err = errors.Join(guard(n.List), guard(n.ElseList))
		case *parse.WithNode:
			err = errors.Join(guard(n.List), guard(n.ElseList))
		case *parse.RangeNode:
			err = errors.Join(guard(n.List), guard(n.ElseList))
		case *parse.TemplateNode:
			err = errors.New("templates inside a text are not for words")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// value passes what reads well by itself: text and whole numbers. Text types lose their type here, so that nothing slips past the
// escaping but markup that calls itself so.
func value(v any) (any, error) {
	switch v := v.(type) {
	case string, int, htmltemplate.HTML:
		return v, nil
	case time.Duration:
		return nil, errors.New("a time.Duration needs a function to be readable")
	}
	switch r := reflect.ValueOf(v); {
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return r.Uint(), nil
	}
	return nil, fmt.Errorf("missing, or in need of a function to be readable: %T", v)
}

// plainValue is value where markup would be shown as it is written.
func plainValue(v any) (any, error) {
	if _, ok := v.(htmltemplate.HTML); ok {
		return nil, errors.New("markup in a place that knows none")
	}
	return value(v)
}
