package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/yuin/goldmark/ast"

	"asuhbersama/parenting"
)

// The parts of a lesson, as their headings are written.
const (
	partMessage   = "Pesan"
	partPractice  = "Latihan"
	partObstacles = "Kendala"
	partQuiz      = "Kuis"
	partCall      = "Telepon"
	partSummary   = "Ringkasan"
)

const (
	maxFile    = 16_000 // bytes; a whole lesson at its limits stays well below
	maxMessage = 4096   // code points after entity parsing (Bot API sendMessage, text)
)

// open divides a file of at most so many bytes into front matter and body. Windows line ends and a byte order mark are taken as they
// come: people write lessons in Notepad.
func open(raw []byte, most int) (matter, body string, err error) {
	if len(raw) > most {
		return "", "", fmt.Errorf("file has %d bytes, at most %d", len(raw), most)
	}
	if !utf8.Valid(raw) {
		return "", "", errors.New("file is not UTF-8")
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(raw), "\ufeff"), "\r\n", "\n")
	// The line end after the first +++ stays in the front matter, so that its line numbers are those of the file.
	text, ok := strings.CutPrefix(text, "+++")
	matter, body, closed := strings.Cut(text, "\n+++\n")
	if !ok || !closed {
		return "", "", errors.New("front matter: not between two lines +++")
	}
	return matter, body, nil
}

// parse reads a lesson.
func parse(raw []byte) (Lesson, error) {
	matter, body, err := open(raw, maxFile)
	if err != nil {
		return Lesson{}, err
	}
	l, err := parseMatter(matter)
	if err != nil {
		return Lesson{}, fmt.Errorf("front matter: %w", err)
	}
	if err := parseBody(&l, newMarkdown(body)); err != nil {
		return Lesson{}, err
	}
	return l, nil
}

func parseMatter(matter string) (Lesson, error) {
	var l Lesson
	meta, err := toml.Decode(matter, &l)
	if err != nil {
		return Lesson{}, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return Lesson{}, fmt.Errorf("unknown key %s", unknown[0])
	}
	if !slices.Contains(parenting.Themes(), l.Theme) {
		return Lesson{}, fmt.Errorf("unknown theme %q", l.Theme)
	}
	for _, b := range l.Bands {
		if !slices.Contains(parenting.Bands(), b) {
			return Lesson{}, fmt.Errorf("unknown age band %q", b)
		}
	}
	for _, a := range l.Away {
		if !slices.Contains([]parenting.Away{parenting.AwayFather, parenting.AwayMother, parenting.AwayBoth}, a) {
			return Lesson{}, fmt.Errorf("unknown parent away %q", a)
		}
	}
	if err := knownAudience(l.For); err != nil {
		return Lesson{}, err
	}
	if l.Status != "draft" && l.Status != "checked" {
		return Lesson{}, fmt.Errorf("status is %q, not draft or checked", l.Status)
	}
	return l, nil
}

func knownAudience(all []string) error {
	for _, f := range all {
		if !slices.Contains([]string{"carer", "grandparent", "abroad", "facilitator"}, f) {
			return fmt.Errorf("unknown audience %q", f)
		}
	}
	return nil
}

func parseBody(l *Lesson, m *markdown) error {
	parts, err := m.parts()
	if err != nil {
		return err
	}
	for _, p := range parts {
		if err := parsePart(l, m, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	if len(l.Message) == 0 {
		return fmt.Errorf("%s: missing", partMessage)
	}
	if l.Practice == "" {
		return fmt.Errorf("%s: missing", partPractice)
	}
	for _, p := range passages(l) {
		switch n := utf8.RuneCountInString(p.text); {
		case n == 0:
			return fmt.Errorf("%s: empty", p.place)
		case n > maxMessage:
			return fmt.Errorf("%s: %d characters, a message holds %d", p.place, n, maxMessage)
		}
	}
	return nil
}

func parsePart(l *Lesson, m *markdown, p part) error {
	if inItems := p.name == partObstacles || p.name == partQuiz; inItems && len(p.blocks) > 0 {
		return errors.New("text before the first ### heading")
	} else if !inItems && len(p.items) > 0 {
		return errors.New("a ### heading has no place here")
	}
	switch p.name {
	case partMessage:
		l.Message = m.bubbles(p.blocks)
	case partPractice:
		l.Practice = m.html(p.blocks)
	case partCall:
		l.Call = m.html(p.blocks)
	case partSummary:
		l.Summary = m.html(p.blocks)
	case partObstacles:
		for _, it := range p.items {
			l.Obstacles = append(l.Obstacles, parenting.Obstacle{Name: visible(m.inline(it.heading)), Tip: m.html(it.blocks)})
		}
	case partQuiz:
		for i, it := range p.items {
			q, err := m.question(it)
			if err != nil {
				return fmt.Errorf("question %d: %w", i+1, err)
			}
			l.Quiz = append(l.Quiz, q)
		}
	default:
		return errors.New("unknown part")
	}
	return nil
}

// question reads a heading that asks, a list of options with [x] before the right one, and the reason.
func (m *markdown) question(it item) (parenting.Question, error) {
	q := parenting.Question{Ask: m.inline(it.heading)}
	if len(it.blocks) == 0 || it.blocks[0].Kind() != ast.KindList {
		return q, errors.New("no list of options")
	}
	right := 0
	for _, li := range children(it.blocks[0]) {
		text := visible(m.html(children(li)))
		wrong, isWrong := strings.CutPrefix(text, "[ ] ")
		answer, isRight := strings.CutPrefix(wrong, "[x] ")
		if isWrong == isRight {
			return q, fmt.Errorf("option %q begins neither with [ ] nor with [x]", text)
		}
		if isRight {
			right++
		}
		q.Options = append(q.Options, parenting.Option{Text: answer, Right: isRight})
	}
	if len(q.Options) < 2 || right != 1 {
		return q, fmt.Errorf("%d options with %d right ones, want at least two with exactly one", len(q.Options), right)
	}
	q.Why = m.html(it.blocks[1:])
	return q, nil
}

// A passage is what people see of one text of a lesson, without tags, with its place in the file and the length that suits a phone.
type passage struct {
	place, text string
	limit       int // code points
}

// label is how long a title or a button may be, in code points.
const label = 40

// passages lists every text of the body. Call and Summary are left out while they are not written.
func passages(l *Lesson) []passage {
	const bubble, digest = 300, 500
	var all []passage
	add := func(limit int, text, place string, args ...any) {
		all = append(all, passage{fmt.Sprintf(place, args...), strings.TrimSpace(text), limit})
	}
	for i, html := range l.Message {
		add(bubble, visible(html), "%s %d", partMessage, i+1)
	}
	add(bubble, visible(l.Practice), partPractice)
	for i, o := range l.Obstacles {
		add(label, o.Name, "%s %d, name", partObstacles, i+1)
		add(bubble, visible(o.Tip), "%s %d, tip", partObstacles, i+1)
	}
	for i, q := range l.Quiz {
		add(bubble, visible(q.Ask), "%s %d", partQuiz, i+1)
		for j, o := range q.Options {
			add(label, o.Text, "%s %d, option %d", partQuiz, i+1, j+1)
		}
		add(bubble, visible(q.Why), "%s %d, reason", partQuiz, i+1)
	}
	if l.Call != "" {
		add(bubble, visible(l.Call), partCall)
	}
	if l.Summary != "" {
		add(digest, visible(l.Summary), partSummary)
	}
	return all
}
