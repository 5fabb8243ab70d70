package demo

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// heard writes what every phone was shown, as answers to the line.
func (p *player) heard(events []Event, l Line) string {
	// Requests to several chats are under way at once: which comes first is chance. Within a chat it is not.
	events = slices.Clone(events)
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(p.rank(a, l), p.rank(b, l)) })
	type place struct {
		chat    int64
		message int
	}
	first, last := map[place]int{}, map[place]int{}
	mine := func(m Message) bool { return m.From == p.Telegram.bot.ID && m.Service == "" }
	for i, e := range events {
		at := place{e.Message.Chat, e.Message.ID}
		switch {
		case !mine(e.Message):
		case e.Kind == "message":
			first[at], last[at] = i, i
		case e.Kind == "edit":
			last[at] = i
		}
	}
	var b strings.Builder
	for i := 0; i < len(events); i += together(events[i:]) {
		e := events[i]
		parts := make([]Message, together(events[i:]))
		for j, e := range events[i : i+len(parts)] {
			parts[j] = e.Message
			if at, ok := last[place{e.Message.Chat, e.Message.ID}]; ok && e.Kind == "message" {
				parts[j] = events[at].Message
			}
		}
		at := place{e.Message.Chat, e.Message.ID}
		sent, fresh := first[at]
		head := "Bot"
		if e.Message.Chat != l.Chat {
			head += " ke " + p.nameOf(e.Message.Chat)
		}
		switch m := e.Message; {
		case e.Kind == "toast" || e.Kind == "alert":
			head = "Bot"
			if e.User != l.User {
				head += " ke " + p.nameOf(e.User)
			}
			if e.Text != "" {
				b.WriteString(said(head+" ("+e.Kind+")", masked(e.Text), nil))
			}
		case !mine(m):
		case e.Kind == "message" && sent == i:
			b.WriteString(said(head+filesOf(parts), wordsOf(parts), parts[0].Buttons))
		case e.Kind == "edit" && !fresh && last[at] == i && p.onlyAnswered(m, l):
		case e.Kind == "edit" && !fresh && last[at] == i:
			b.WriteString(said(head+" mengubah", shown(m), m.Buttons))
		case e.Kind == "delete":
			words := beginning(wordsOf(parts))
			if words != "" {
				words = `"` + words + `"`
			}
			b.WriteString(said(head+" menghapus"+filesOf(parts), words, nil))
		}
	}
	return b.String()
}

// together is how many events from the first on are one: the messages of an album come at once, and go so.
func together(events []Event) int {
	first := events[0]
	n := slices.IndexFunc(events, func(e Event) bool {
		return e.Kind != first.Kind || e.Message.Chat != first.Message.Chat || e.Message.Album != first.Message.Album
	})
	switch {
	case first.Message.Album == "" || first.Kind == "edit":
		return 1
	case n < 0:
		return len(events)
	}
	return n
}

func filesOf(parts []Message) string {
	files := make([]*File, len(parts))
	for i, m := range parts {
		files[i] = m.File
	}
	return shownAs(files...)
}

func wordsOf(parts []Message) string {
	var words []string
	for _, m := range parts {
		if text := shown(m); text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, "\n")
}

// onlyAnswered reports whether nothing is left to press on the message that a line presses but the same once more, and its words
// are the same: the line says already what was pressed.
func (p *player) onlyAnswered(m Message, l Line) bool {
	known := p.recall(m)
	if l.Kind != "press" || m.Chat != l.Chat || m.ID != l.Message || len(known.forms) < 2 {
		return false
	}
	data := map[string]bool{}
	for _, b := range slices.Concat(m.Buttons...) {
		data[b.Data] = true
	}
	return len(data) == 1 && shown(m) == shown(known.forms[len(known.forms)-2])
}

// rank is where an event stands among the answers to a line: what pops up, the speaker's own chat, then the others by name.
func (p *player) rank(e Event, l Line) string {
	switch {
	case e.Kind == "toast" || e.Kind == "alert":
		return "0"
	case e.Message.Chat == l.Chat:
		return "1"
	}
	return "2" + p.nameOf(e.Message.Chat)
}

func beginning(text string) string {
	const most = 6
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}

// Marks after the labels of buttons that do not answer the bot.
const (
	linkMark = " ↗" // opens an address
	copyMark = " ⧉" // copies a text
)

// said writes a line of the bot: its head, the words after the colon, its rows of buttons.
func said(head, text string, rows [][]Button) string {
	var b strings.Builder
	b.WriteString(head + ":")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case i > 0:
			b.WriteString("\n  " + indent(line))
		case line != "":
			b.WriteString(" " + line)
		}
	}
	for _, row := range rows {
		b.WriteString("\n ")
		for _, button := range row {
			b.WriteString(" [" + oneLine(button.Text) + mark(button) + "]")
		}
	}
	b.WriteString("\n")
	return b.String()
}

func mark(b Button) string {
	switch {
	case b.URL != "":
		return linkMark
	case b.Copy != "":
		return copyMark
	}
	return ""
}

// indent makes an empty line visible as "."; a line that is only dots gets one more.
func indent(line string) string {
	if strings.Trim(line, ".") == "" {
		return "." + line
	}
	return line
}

func unindent(text string) string {
	for _, by := range []string{"  ", " ", "\t"} {
		if rest, ok := strings.CutPrefix(text, by); ok {
			return rest
		}
	}
	return text
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var secret = regexp.MustCompile(`(?i)((?:[?&]|%3F|%26)start(?:=|%3D))[\w-]+`)

// masked hides the payloads of start links, which are another at every run.
func masked(text string) string { return secret.ReplaceAllString(text, "$1…") }

// shown is a message's text as a transcript has it: no payloads, and codes only as places.
func shown(m Message) string {
	units := utf16.Encode([]rune(m.Text))
	var b strings.Builder
	at := 0
	for _, e := range m.Entities {
		if e.Type == "code" && e.Offset >= at && e.Offset+e.Length <= len(units) {
			b.WriteString(string(utf16.Decode(units[at:e.Offset])) + "{kode}")
			at = e.Offset + e.Length
		}
	}
	b.WriteString(string(utf16.Decode(units[at:])))
	return masked(b.String())
}

func codesIn(m Message) (codes []string) {
	units := utf16.Encode([]rune(m.Text))
	for _, e := range m.Entities {
		if e.Type == "code" && e.Offset+e.Length <= len(units) {
			codes = append(codes, string(utf16.Decode(units[e.Offset:e.Offset+e.Length])))
		}
	}
	return codes
}

var startLink = regexp.MustCompile(`(?:https?://)?(?:t|telegram)\.me/\w+\?start=[\w-]+`)

// linksIn are the start links a message leads to, shown or not.
func linksIn(m Message) []string {
	texts := []string{m.Text}
	for _, e := range m.Entities {
		texts = append(texts, e.URL)
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			texts = append(texts, b.URL, b.Copy)
		}
	}
	var links []string
	for _, text := range texts {
		for range 3 { // a link inside the text of a wa.me link is escaped, inside a share link perhaps twice
			links = append(links, startLink.FindAllString(text, -1)...)
			plain, err := url.QueryUnescape(text)
			if err != nil || plain == text {
				break
			}
			text = plain
		}
	}
	return links
}

func payload(link string) string { return link[strings.LastIndex(link, "=")+1:] }
