package demo

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// World is what a transcript acts upon.
type World struct {
	Telegram *Telegram
	Clock    *Clock
	Settle   func()                                   // returns when the bot has nothing more to do at this moment
	Restart  func() error                             // closes bot and database, if they run, and opens them; Play does it before every line. May be nil
	Crash    func() error                             // stops the bot without letting it finish
	Cast     map[string]int64                         // "Bu Sari" → user id
	Chats    map[string]int64                         // "Kelompok Melati" → group chat id
	Tables   func(name string) (string, error)        // a view of the database as aligned text
	Zone     func(abbreviation string) *time.Location // WIB, WITA, WIT; nil for any other
	Crowd    func(n int, spread bool) error           // lets so many people enrol whom nobody sees, all near or in three kabupaten. May be nil
	Older    func() error                             // makes it so that everybody has agreed to the consent text before this one. May be nil
	First    string                                   // the link opened by (buka tautan klaim)
}

// Start is the moment the script begins at: the one its first = line names. It is false if that line names none.
func (s *Script) Start(zone func(string) *time.Location) (time.Time, bool) {
	for _, l := range s.Lines {
		if l.Kind == "event" {
			found := moment.FindStringSubmatch(l.Text)
			if found == nil {
				return time.Time{}, false
			}
			at, err := momentAt(time.Time{}, zone, found)
			return at, err == nil && at.Year() > 1
		}
	}
	return time.Time{}, false
}

// Play acts the script out and gives it back with the bot's side and the tables as they really were; what people wrote
// is kept byte for byte. A press that was not answered and a refusal that no trouble explains are errors, found to the
// end; where a line cannot be done the play stops and the rest is as it was written.
func (s *Script) Play(w World) (got []byte, err error) {
	p := newPlayer(s, w)
	defer func() { p.calm() }()
	p.look()
	var out strings.Builder
	write := func(text string) {
		if n := out.Len(); text != "" && n > 0 && out.String()[n-1] != '\n' {
			out.WriteByte('\n')
		}
		out.WriteString(text)
	}
	var wrong []error
	for i, l := range s.Lines {
		var what string
		var err error
		switch l.Kind {
		case "comment", "blank":
			write(l.raw)
			continue
		case "bot":
			continue
		case "table":
			what, err = p.table(l)
		default:
			what, err = p.line(l)
		}
		if err != nil {
			for _, rest := range s.Lines[i:] {
				write(rest.raw)
			}
			return []byte(out.String()), errors.Join(append(wrong, s.at(l, err))...)
		}
		write(what)
		wrong = append(wrong, p.complaints(l)...)
	}
	return []byte(out.String()), errors.Join(wrong...)
}

// Perform acts people's lines and the = lines out and waits for the bot to settle before each. Each line, comments
// included, is given to pace with what is known of it then; pace may wait, and false stops the play. A time that has
// passed is not gone back to.
func (s *Script) Perform(w World, pace func(Line) bool) error {
	p := newPlayer(s, w)
	p.live = true
	defer func() { p.calm() }()
	for _, l := range s.Lines {
		var do func() error
		switch l.Kind {
		case "blank", "bot", "table":
			continue
		case "comment":
		default:
			w.Settle()
			p.look()
			var err error
			if do, err = p.prepare(&l); err != nil {
				return s.at(l, err)
			}
		}
		if !pace(l) {
			return nil
		}
		if do == nil {
			continue
		}
		if err := do(); err != nil {
			return s.at(l, err)
		}
	}
	w.Settle()
	return nil
}

func (s *Script) at(l Line, err error) error {
	return fmt.Errorf("%s:%d: %w", s.Name, l.Number, err)
}

// player is a script being acted out.
type player struct {
	World
	script *Script
	live   bool // nobody restarts the bot but the script
	begun  bool // a line was acted out

	groups map[string]int64 // as they are by now: an upgraded group has another id
	hosts  map[int64]int64  // who added the bot to a group

	seen  int // events looked at
	chats map[int64][]*memory
	codes []string // everything shown as monospace, newest last, each once

	dead     bool           // between crash and restart
	calm     func()         // ends the trouble
	troubled func() bool    // there is some
	gone     map[int64]bool // chats that the script took from the bot
	refused  int            // refusals known
	ignored  []string       // unanswered presses known
}

// memory is a message in all the forms it had, newest last.
type memory struct {
	forms   []Message
	deleted bool
}

func (m *memory) now() Message { return m.forms[len(m.forms)-1] }

func newPlayer(s *Script, w World) *player {
	p := &player{
		World: w, script: s,
		groups: maps.Clone(w.Chats), hosts: map[int64]int64{}, chats: map[int64][]*memory{}, gone: map[int64]bool{},
		calm: func() {}, troubled: func() bool { return false },
	}
	if p.groups == nil {
		p.groups = map[string]int64{}
	}
	p.refused = len(w.Telegram.Refusals())
	return p
}

// line acts one line out and writes it with what the bot did.
func (p *player) line(l Line) (string, error) {
	if err := p.reopen(); err != nil {
		return "", err
	}
	events := p.look()
	do, err := p.prepare(&l)
	if err != nil {
		return "", err
	}
	if err := do(); err != nil {
		return "", err
	}
	if l.Chat == l.User {
		delete(p.gone, l.User) // who blocked the bot and writes to it unblocks it
	}
	p.Settle()
	text := l.raw
	if heard := p.heard(append(events, p.look()...), l); heard != "" {
		text = strings.TrimSuffix(text, "\n") + "\n" + heard
	}
	return text, nil
}

func (p *player) table(l Line) (string, error) {
	if err := p.reopen(); err != nil {
		return "", err
	}
	if p.Tables == nil {
		return "", fmt.Errorf("there are no tables here")
	}
	rows, err := p.Tables(l.Text)
	if err != nil {
		return "", fmt.Errorf("show table %s: %w", l.Text, err)
	}
	text, _, _ := strings.Cut(l.raw, "\n")
	for row := range strings.Lines(rows) {
		if row = strings.TrimRight(row, " \t\r\n"); row != "" {
			text += "\n" + row
		}
	}
	if strings.HasSuffix(l.raw, "\n") {
		text += "\n"
	}
	return text, nil
}

// reopen restarts a bot that runs, except before the first line.
func (p *player) reopen() error {
	if !p.begun || p.dead || p.Restart == nil {
		p.begun = true
		return nil
	}
	if err := p.Restart(); err != nil {
		return fmt.Errorf("restart between lines: %w", err)
	}
	p.Settle()
	return nil
}

// complaints are presses left spinning and refusals of the platform since the last line, as far as nothing excuses them.
func (p *player) complaints(l Line) (wrong []error) {
	refused := p.Telegram.Refusals()
	for _, c := range refused[p.refused:] {
		if !p.gone[c.Chat] {
			to := ""
			if c.Chat != 0 {
				to = " to " + p.nameOf(c.Chat)
			}
			wrong = append(wrong, p.script.at(l, fmt.Errorf("Telegram refused %s%s: %d %s: %q", c.Method, to, c.Status, c.Description, c.Text)))
		}
	}
	p.refused = len(refused)
	if p.dead || p.troubled() {
		return wrong
	}
	for _, query := range p.Telegram.Unanswered() {
		if !slices.Contains(p.ignored, query) {
			p.ignored = append(p.ignored, query)
			wrong = append(wrong, p.script.at(l, fmt.Errorf("the press %s was not answered", query)))
		}
	}
	return wrong
}

// prepare finds out what a line is about and how to do it.
func (p *player) prepare(l *Line) (do func() error, err error) {
	if l.Kind == "event" {
		return func() error { return l.event(p) }, nil
	}
	if l.User, err = p.person(l.Who); err != nil {
		return nil, err
	}
	l.Chat = l.User
	if l.Where != "" {
		if l.Chat, err = p.group(l.Where); err != nil {
			return nil, err
		}
	}
	t := p.Telegram
	switch l.Kind {
	case "press":
		return p.press(l)
	case "attach", "forward":
		return p.send(l)
	case "open":
		link, err := p.link(l)
		return func() error { return t.Open(l.User, link) }, err
	}
	if l.Text, err = p.typed(l.Text); err != nil {
		return nil, err
	}
	switch {
	case l.Styled != "":
		return func() error { _, err := t.WriteStyled(l.User, l.Chat, l.Styled); return err }, nil
	case l.Kind == "write":
		return func() error { _, err := t.Write(l.User, l.Chat, l.Text); return err }, nil
	}
	for _, m := range slices.Backward(p.chats[l.Chat]) {
		if m.now().From != l.User || m.deleted || !strings.Contains(m.now().Text, l.Of) {
			continue
		}
		l.Message = m.now().ID
		if l.Kind == "delete" {
			return func() error { return t.Delete(l.User, l.Chat, l.Message) }, nil
		}
		return func() error { return t.Edit(l.User, l.Chat, l.Message, l.Text) }, nil
	}
	return nil, fmt.Errorf("%s wrote nothing with %q in %s", l.Who, l.Of, p.nameOf(l.Chat))
}

// send finds out what a line sends other than words of one's own.
func (p *player) send(l *Line) (func() error, error) {
	t, files, words := p.Telegram, []File(nil), l.Styled
	if l.Text != "" {
		var err error
		if files, words, err = sent(l.Text, l.Styled); err != nil {
			return nil, err
		}
	}
	switch {
	case l.Kind == "forward":
		return func() error { _, err := t.Forward(l.User, l.Chat, p.origin(l.From), words, files...); return err }, nil
	case len(files) == 1:
		return func() error { _, err := t.AttachStyled(l.User, l.Chat, files[0], words); return err }, nil
	}
	return func() error { return t.AttachAlbumStyled(l.User, l.Chat, words, files...) }, nil
}

// origin is whom a name means that something is forwarded from: a channel, one of the cast, or somebody who is not known.
func (p *player) origin(name string) Origin {
	from := Origin{Kind: "hidden_user", Name: name, User: p.Cast[name]}
	switch {
	case strings.HasPrefix(name, "Kanal "):
		from.Kind = "channel"
	case from.User != 0:
		from.Kind = "user"
	}
	return from
}

// press finds the button a line means.
func (p *player) press(l *Line) (func() error, error) {
	m, button, found := p.button(l)
	switch {
	case !found:
		return nil, p.noButton(l)
	case button.URL != "" && startLink.FindString(button.URL) == button.URL:
		l.Message, l.Chat = m.ID, l.User
		return func() error { return p.Telegram.Open(l.User, button.URL) }, nil
	case button.URL != "":
		return nil, fmt.Errorf("[%s] leaves Telegram for %s", l.Text, button.URL)
	case button.Data == "":
		return nil, fmt.Errorf("[%s] copies %q and tells the bot nothing", l.Text, button.Copy)
	}
	l.Message = m.ID
	return func() error {
		_, err := p.Telegram.Press(l.User, l.Chat, m.ID, button.Data)
		return err
	}, nil
}

func (p *player) button(l *Line) (Message, Button, bool) {
	for _, m := range slices.Backward(p.chats[l.Chat]) {
		if l.Of == "" {
			if b, ok := labelled(m.now(), l.Text); ok && !m.deleted {
				return m.now(), b, true
			}
			continue
		}
		if !slices.ContainsFunc(m.forms, func(f Message) bool { return strings.Contains(shown(f), l.Of) }) {
			continue
		}
		var once *Button // on a form without the words
		for _, f := range slices.Backward(m.forms) {
			b, ok := labelled(f, l.Text)
			if ok && strings.Contains(shown(f), l.Of) {
				return f, b, true
			}
			if ok && once == nil {
				once = &b
			}
		}
		if once != nil {
			return m.now(), *once, true
		}
	}
	return Message{}, Button{}, false
}

func labelled(m Message, label string) (Button, bool) {
	for _, row := range m.Buttons {
		for _, b := range row {
			if name := oneLine(b.Text); name == oneLine(label) || name+mark(b) == oneLine(label) {
				return b, true
			}
		}
	}
	return Button{}, false
}

// noButton says what could have been pressed instead.
func (p *player) noButton(l *Line) error {
	const most = 20
	var labels []string
	for _, m := range slices.Backward(p.chats[l.Chat]) {
		if m.deleted || !strings.Contains(shown(m.now()), l.Of) {
			continue
		}
		for _, row := range m.now().Buttons {
			for _, b := range row {
				if label := "[" + oneLine(b.Text) + mark(b) + "]"; len(labels) < most && !slices.Contains(labels, label) {
					labels = append(labels, label)
				}
			}
		}
	}
	there := "no button at all"
	if len(labels) > 0 {
		there = strings.Join(labels, " ")
	}
	on := ""
	if l.Of != "" {
		on = fmt.Sprintf(" on a message with %q", l.Of)
	}
	return fmt.Errorf("no button [%s]%s in the chat of %s; there is %s", l.Text, on, p.nameOf(l.Chat), there)
}

// typed puts in the codes that a text has places for.
func (p *player) typed(text string) (string, error) {
	for place, back := range map[string]int{"{kode}": 1, "{kode lama}": 2} {
		if !strings.Contains(text, place) {
			continue
		}
		if len(p.codes) < back {
			return "", fmt.Errorf("%s cannot be typed: %d codes were shown", place, len(p.codes))
		}
		text = strings.ReplaceAll(text, place, p.codes[len(p.codes)-back])
	}
	return text, nil
}

// link finds the link a person opens.
func (p *player) link(l *Line) (string, error) {
	if l.Text == "klaim" {
		if p.First == "" {
			return "", fmt.Errorf("there is no first link here")
		}
		return p.First, nil
	}
	from := l.Chat
	if l.From != "" {
		var err error
		if from, err = p.chat(l.From); err != nil {
			return "", err
		}
	}
	var links []string // newest first, each once
	for _, m := range slices.Backward(p.chats[from]) {
		for i, f := range slices.Backward(m.forms) {
			replaced := i < len(m.forms)-1 || m.deleted
			if replaced && l.Text != "lama" || !strings.Contains(shown(f), l.Of) {
				continue
			}
			for _, link := range linksIn(f) {
				if !slices.ContainsFunc(links, func(known string) bool { return payload(known) == payload(link) }) {
					links = append(links, link)
				}
			}
		}
	}
	nth := 0
	if l.Text == "lama" {
		nth = 1
	}
	if nth >= len(links) {
		return "", fmt.Errorf("%d start links were shown to %s in messages with %q", len(links), p.nameOf(from), l.Of)
	}
	return links[nth], nil
}

// look reads what happened since the last look into memory.
func (p *player) look() []Event {
	events := p.Telegram.Events(p.seen)
	for _, e := range events {
		p.seen = e.Seq
		m := p.recall(e.Message)
		switch e.Kind {
		case "message", "edit":
			var before []string
			if m == nil {
				m = &memory{}
				p.chats[e.Message.Chat] = append(p.chats[e.Message.Chat], m)
			} else {
				before = codesIn(m.now())
			}
			m.forms = append(m.forms, e.Message)
			if e.Message.From != p.Telegram.bot.ID {
				continue
			}
			for _, code := range codesIn(e.Message) {
				if !slices.Contains(before, code) {
					p.codes = append(slices.DeleteFunc(p.codes, func(c string) bool { return c == code }), code)
				}
			}
		case "delete":
			if m != nil {
				m.deleted = true
			}
		}
	}
	return events
}

func (p *player) recall(m Message) *memory {
	for _, known := range slices.Backward(p.chats[m.Chat]) {
		if known.now().ID == m.ID {
			return known
		}
	}
	return nil
}

func (p *player) person(name string) (int64, error) {
	if id, ok := p.Cast[name]; ok {
		return id, nil
	}
	return 0, fmt.Errorf("nobody is called %q; there is %s", name, list(p.Cast))
}

func (p *player) group(name string) (int64, error) {
	if id, ok := p.groups[name]; ok {
		return id, nil
	}
	return 0, fmt.Errorf("no group is called %q; there is %s", name, list(p.groups))
}

func (p *player) chat(name string) (int64, error) {
	if id, ok := p.groups[name]; ok {
		return id, nil
	}
	return p.person(name)
}

func (p *player) nameOf(chat int64) string {
	for _, names := range []map[string]int64{p.Cast, p.groups} {
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if names[name] == chat {
				return name
			}
		}
	}
	return strconv.FormatInt(chat, 10)
}

func list(names map[string]int64) string { return strings.Join(slices.Sorted(maps.Keys(names)), ", ") }

func (p *player) walk(to time.Time) error {
	if now := p.Clock.Now(); to.Before(now) && !p.live {
		return fmt.Errorf("the clock stands at %s and does not go back", now.In(to.Location()).Format("2006-01-02 15:04:05 MST"))
	}
	p.Clock.Walk(to, p.Settle)
	return nil
}

// suffer begins a trouble, which ends when over ticks or at the next calm.
func (p *player) suffer(trouble Trouble, over <-chan time.Time) {
	p.calm()
	p.Telegram.SetTrouble(trouble)
	calmed, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-over:
		case <-calmed:
		}
		p.Telegram.SetTrouble(Trouble{})
	}()
	p.troubled = func() bool {
		select {
		case <-ended:
			return false
		default:
			return true
		}
	}
	p.calm = func() {
		close(calmed)
		<-ended
		p.calm = func() {}
	}
}
