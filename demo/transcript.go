package demo

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The grammar of a transcript is:
//
//	# what happens, and to whom
//	= 2026-06-10 09:00 WITA            the clock walks there; also besok 16:00 WITA, 2 jam lagi,
//	                                   and what happens to the bot, a phone or the network (see happenings)
//	Bu Sari: words                     she writes to the bot; indented lines continue, a lone "." is an empty line
//	Bu Sari di Kelompok Melati: words  … in the group
//	Bu Sari: [Label]                   presses the newest button that says so
//	Bu Sari: [Label] pada "words"      … on the newest message with these words, even if the button is gone
//	Bu Sari: (gaya) <b>words</b>       she writes with the styles of her app
//	Bu Sari: (foto)                    sends something other than words: see things
//	Bu Sari: (foto) <b>words</b>       … with words below it; they may go on as words do
//	Bu Sari: (lokasi) -8.56, 116.35    … a point on the map; (tempat) Balai Desa, Anjani names it
//	Bu Sari: (album: foto, video) a    … several files in one go
//	Bu Sari: (terusan dari Kanal BPBD) <b>words</b>
//	                                   forwards what a channel, one of the cast or somebody unknown wrote;
//	                                   (terusan dari Warga 1: foto, foto) is forwarded files
//	Bu Sari: (ubah "old") new          edits what she wrote
//	Bu Sari: (hapus "old")             deletes it
//	Bu Sari: (buka tautan dari X)      opens the newest start link in X's chat
//	Bot: words                         what the bot did; never read, always written. Buttons that a pressed message loses are not.
//	                                   Bot (video banjir.mp4): words; Bot (album: gambar a.jpg, gambar b.jpg): words;
//	                                   Bot mengubah: words, in place of a message; Bot menghapus: "beginning"
//	-- table --                        a view of the database, up to the next blank line; written too
//
// Words that would be taken for an act, such as "(foto)", are written on an indented line of their own.

// Script is a transcript as it was written: people's lines, and what the bot is said to have answered.
type Script struct {
	Name  string // the file, for errors
	Lines []Line
}

// Line is one thing in a transcript, with the indented lines that continue it.
type Line struct {
	Number int    // where it begins in the file, from 1
	Kind   string // comment, blank, event (an = line), write, press, attach, forward, edit, delete, open, bot, table
	Who    string // the person who acts
	Where  string // the group it is done in; empty for the person's own chat with the bot
	Text   string // the words of a comment, event, write or edit; the label of a press; the things attached or forwarded; the name of a table; for open: "", "lama" or "klaim"
	Of     string // words of the older message that a press, an edit, a deletion or an opened link is about
	From   string // whose chat a link is opened from; whom something is forwarded from
	Styled string // what is written with styles, is forwarded, or stands below something attached

	// Known only when the line is performed.
	User, Chat int64
	Message    int // the message that is pressed, edited or deleted

	raw   string // as written, with its line ends
	event func(*player) error
}

var (
	pressed   = regexp.MustCompile(`^\[(.+)\](?: pada "(.+)")?$`)
	attached  = regexp.MustCompile(`^\((album: )?(` + named() + `)\)(?: (.*))?$`)
	forwarded = regexp.MustCompile(`^\(terusan dari ([^():]+)(?:: (` + named() + `))?\)(?: (.*))?$`)
	gaya      = regexp.MustCompile(`^\(gaya\) (.+)$`)
	deleted   = regexp.MustCompile(`^\(hapus "([^"]+)"\)$`)
	edited    = regexp.MustCompile(`^\(ubah "([^"]+)"\)(?: (.*))?$`)
	opened    = regexp.MustCompile(`^\(buka tautan(?: (klaim|lama))?(?: "([^"]+)")?(?: dari ([^"]+))?\)$`)
	table     = regexp.MustCompile(`^-- (.+) --$`)
)

// ParseTranscript reads a transcript. The error names the file and line.
func ParseTranscript(name string, text []byte) (*Script, error) {
	s := &Script{Name: name}
	number := 0
	for raw := range strings.Lines(string(text)) {
		number++
		if err := s.add(number, raw); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	for _, l := range s.Lines {
		if (l.Kind == "write" || l.Kind == "edit" || l.Kind == "forward") && l.Text == "" && l.Styled == "" {
			return nil, fmt.Errorf("%s:%d: %s says nothing", name, l.Number, l.Who)
		}
	}
	return s, nil
}

// String is the transcript as it was written, byte for byte.
func (s *Script) String() string {
	var b strings.Builder
	for _, l := range s.Lines {
		b.WriteString(l.raw)
	}
	return b.String()
}

func (s *Script) add(number int, raw string) error {
	text := strings.TrimRight(raw, "\n")
	switch {
	case !utf8.ValidString(text):
		return fmt.Errorf("this is not UTF-8")
	case strings.HasSuffix(text, "\r"):
		return fmt.Errorf("the line ends as on Windows (CR LF); save the file with LF")
	}
	l := Line{Number: number, raw: raw}
	var last *Line
	if len(s.Lines) > 0 {
		last = &s.Lines[len(s.Lines)-1]
	}
	switch head, rest, spoken := strings.Cut(text, ":"); {
	case strings.TrimSpace(text) == "":
		l.Kind = "blank"
	case last != nil && last.Kind == "table":
		if strings.HasPrefix(text, "= ") || table.MatchString(text) || spoken && s.speaks(head) {
			return fmt.Errorf("a table goes on until a blank line, and there is none before this line")
		}
		last.raw += raw
		return nil
	case text[0] == ' ' || text[0] == '\t':
		return last.goOn(raw, text)
	case text[0] == '#':
		l.Kind, l.Text = "comment", strings.TrimSpace(text[1:])
	case text[0] == '=':
		l.Kind, l.Text = "event", strings.TrimSpace(text[1:])
		if l.event = happens(l.Text); l.event == nil {
			return fmt.Errorf("nobody knows how %q happens; there is %s", l.Text, strings.Join(examples(), ", "))
		}
	case strings.HasPrefix(text, "--"):
		found := table.FindStringSubmatch(text)
		if found == nil {
			return fmt.Errorf("a table begins like -- kehadiran --")
		}
		l.Kind, l.Text = "table", found[1]
	case !spoken:
		return fmt.Errorf("%q is nothing that a transcript has; people's lines are like Bu Sari: halo", text)
	case head == "Bot" || strings.HasPrefix(head, "Bot "):
		l.Kind = "bot"
	default:
		if err := l.speech(head, strings.TrimSpace(rest)); err != nil {
			return err
		}
	}
	s.Lines = append(s.Lines, l)
	return nil
}

// speaks reports whether head is how a line of the bot or of somebody who spoke before begins.
func (s *Script) speaks(head string) bool {
	who, _, _ := strings.Cut(head, " di ")
	return head == "Bot" || strings.HasPrefix(head, "Bot ") ||
		slices.ContainsFunc(s.Lines, func(l Line) bool { return l.Who != "" && l.Who == who })
}

// goOn adds an indented line to what is being said.
func (l *Line) goOn(raw, text string) error {
	switch {
	case l == nil || !slices.Contains([]string{"write", "edit", "attach", "forward", "bot"}, l.Kind), l.Kind == "attach" && l.Styled == "":
		return fmt.Errorf(`an indented line continues a message, and there is none above (an empty line within one is written as an indented ".")`)
	case l.Kind != "bot":
		said := strings.TrimRight(unindent(text), " \t")
		if strings.Trim(said, ".") == "" {
			said = said[1:] // the opposite of indent
		}
		words := &l.Text
		if l.Kind == "attach" || l.Kind == "forward" {
			words = &l.Styled
		}
		if *words != "" || strings.Count(l.raw, "\n") > 1 {
			said = "\n" + said
		}
		if *words += said; l.Kind == "write" && l.Styled != "" {
			l.Styled = l.Text
		}
	}
	l.raw += raw
	return nil
}

// speech reads what a person says or does after the colon.
func (l *Line) speech(head, rest string) error {
	l.Who, l.Where, _ = strings.Cut(head, " di ")
	if l.Who = strings.TrimSpace(l.Who); l.Who == "" {
		return fmt.Errorf("nobody's name stands before the colon")
	}
	l.Where = strings.TrimSpace(l.Where)
	l.Kind, l.Text = "write", rest
	switch {
	case strings.HasPrefix(rest, "["):
		found := pressed.FindStringSubmatch(rest)
		if found == nil {
			return fmt.Errorf(`a press is written [Label] or [Label] pada "words of the message"`)
		}
		l.Kind, l.Text, l.Of = "press", strings.TrimSuffix(found[1], linkMark), found[2]
	case gaya.MatchString(rest):
		l.Text = gaya.FindStringSubmatch(rest)[1]
		l.Styled = l.Text
	case edited.MatchString(rest):
		found := edited.FindStringSubmatch(rest)
		l.Kind, l.Of, l.Text = "edit", found[1], strings.TrimSpace(found[2])
	case deleted.MatchString(rest):
		l.Kind, l.Of, l.Text = "delete", deleted.FindStringSubmatch(rest)[1], ""
	case opened.MatchString(rest):
		found := opened.FindStringSubmatch(rest)
		l.Kind, l.Text, l.Of, l.From = "open", found[1], found[2], found[3]
	case forwarded.MatchString(rest):
		found := forwarded.FindStringSubmatch(rest)
		l.Kind, l.From, l.Text, l.Styled = "forward", found[1], found[2], found[3]
		return l.things()
	case attached.MatchString(rest):
		found := attached.FindStringSubmatch(rest)
		l.Kind, l.Text, l.Styled = "attach", found[2], found[3]
		if many := strings.Contains(l.Text, ", "); many != (found[1] != "") {
			return fmt.Errorf("several things are sent as (album: foto, foto), one as (foto)")
		}
		return l.things()
	case strings.HasPrefix(rest, "("):
		return fmt.Errorf(`%q is not an act; there is %s; words in brackets go on an indented line`, rest, acts())
	}
	return nil
}

// things finds out whether the things of a line can be sent.
func (l *Line) things() error {
	if l.Text == "" {
		return nil
	}
	_, _, err := sent(l.Text, l.Styled)
	return err
}

func acts() string {
	all := "(gaya) kata,"
	for _, t := range things() {
		all += " (" + t.theirs + ")"
	}
	return all + ` (album: foto, video) (terusan dari Kanal BPBD) kata, (ubah "lama") baru, (hapus "lama"), (buka tautan dari Bu Rina)`
}

// happening is something an = line can say.
type happening struct {
	example string
	pattern *regexp.Regexp
	do      func(p *player, said []string) error
}

var moment = regexp.MustCompile(`^(\d{4}-\d\d-\d\d|hari ini|besok|lusa) ([012]\d[:.][0-5]\d) (\S+)$`)

func happenings() []happening {
	return []happening{
		{"2026-06-10 09:00 WITA, besok 16:00 WITA", moment, func(p *player, said []string) error {
			at, err := momentAt(p.Clock.Now(), p.Zone, said)
			if err != nil {
				return err
			}
			return p.walk(at)
		}},
		{"2 jam lagi", regexp.MustCompile(`^(\d{1,5}) (detik|menit|jam|hari) lagi$`), func(p *player, said []string) error {
			unit := map[string]time.Duration{"detik": time.Second, "menit": time.Minute, "jam": time.Hour, "hari": 24 * time.Hour}
			return p.walk(p.Clock.Now().Add(time.Duration(number(said[1])) * unit[said[2]]))
		}},
		{"1200 warga bergabung (di tiga kabupaten)", regexp.MustCompile(`^([1-9]\d{0,3}) warga bergabung( di tiga kabupaten)?$`), func(p *player, said []string) error {
			if p.Crowd == nil {
				return fmt.Errorf("there is no crowd here")
			}
			return p.Crowd(number(said[1]), said[2] != "")
		}},
		{"semua setuju pada naskah lama", regexp.MustCompile(`^semua setuju pada naskah lama$`), func(p *player, _ []string) error {
			if p.Older == nil {
				return fmt.Errorf("there is no consent here")
			}
			return p.Older()
		}},
		{"bot dimulai ulang", regexp.MustCompile(`^bot (?:dimulai ulang|hidup lagi)$`), func(p *player, _ []string) error {
			if p.Restart == nil {
				return fmt.Errorf("the bot cannot be restarted here")
			}
			p.dead = false
			return p.Restart()
		}},
		{"bot mati, bot hidup lagi", regexp.MustCompile(`^bot mati$`), func(p *player, _ []string) error {
			if p.Crash == nil {
				return fmt.Errorf("the bot cannot be crashed here")
			}
			p.dead = true
			return p.Crash()
		}},
		{"sinyal putus", regexp.MustCompile(`^sinyal putus$`), func(p *player, _ []string) error {
			p.suffer(Trouble{Down: true}, nil)
			return nil
		}},
		{"sinyal pulih", regexp.MustCompile(`^sinyal pulih$`), func(p *player, _ []string) error {
			p.calm()
			return nil
		}},
		{"banjir 30", regexp.MustCompile(`^banjir ([1-9]\d{0,4})$`), func(p *player, said []string) error {
			// It ends a moment before those who were told to wait for its end try again.
			seconds := number(said[1])
			over, _ := p.Clock.Wake(p.Clock.Now().Add(time.Duration(seconds)*time.Second - time.Millisecond))
			p.suffer(Trouble{Flood: seconds}, over)
			return nil
		}},
		{"Bu Sari memblokir bot", regexp.MustCompile(`^(.+) memblokir bot$`), func(p *player, said []string) error {
			id, err := p.person(said[1])
			if err == nil {
				p.gone[id] = true
				p.Telegram.Block(id)
			}
			return err
		}},
		{"Bu Sari membuka blokir", regexp.MustCompile(`^(.+) membuka blokir$`), func(p *player, said []string) error {
			id, err := p.person(said[1])
			if err == nil {
				delete(p.gone, id)
				p.Telegram.Unblock(id)
			}
			return err
		}},
		{"Bu Sari menghapus akunnya", regexp.MustCompile(`^(.+) menghapus akunnya$`), func(p *player, said []string) error {
			id, err := p.person(said[1])
			if err == nil {
				p.gone[id] = true
				p.Telegram.Deactivate(id)
			}
			return err
		}},
		{"pembaruan diulang 3 kali", regexp.MustCompile(`^pembaruan diulang (\d{1,3}) kali$`), func(p *player, said []string) error {
			p.Telegram.Repeat(number(said[1]))
			return nil
		}},
		{"nomor pembaruan mulai lagi dari 5", regexp.MustCompile(`^nomor pembaruan mulai lagi dari (\d{1,9})$`), func(p *player, said []string) error {
			p.Telegram.RestartIDs(number(said[1]))
			return nil
		}},
		{"Bu Rina menambahkan bot ke Kelompok Melati", regexp.MustCompile(`^(.+) menambahkan bot ke (.+)$`), func(p *player, said []string) error {
			by, err := p.person(said[1])
			if err != nil {
				return err
			}
			group, err := p.group(said[2])
			if err != nil {
				return err
			}
			p.hosts[group] = by
			delete(p.gone, group)
			return p.Telegram.AddBot(by, group)
		}},
		{"bot dikeluarkan dari Kelompok Melati", regexp.MustCompile(`^(?:bot dikeluarkan|(.+) mengeluarkan bot) dari (.+)$`), func(p *player, said []string) error {
			group, err := p.group(said[2])
			if err != nil {
				return err
			}
			by := p.hosts[group]
			if said[1] != "" {
				if by, err = p.person(said[1]); err != nil {
					return err
				}
			}
			if by == 0 {
				return fmt.Errorf("say who: Bu Rina mengeluarkan bot dari %s", said[2])
			}
			p.gone[group] = true
			return p.Telegram.RemoveBot(by, group)
		}},
		{"Kelompok Melati menjadi supergrup", regexp.MustCompile(`^(.+) menjadi supergrup$`), func(p *player, said []string) error {
			group, err := p.group(said[1])
			if err != nil {
				return err
			}
			upgraded, err := p.Telegram.Migrate(group)
			if err != nil {
				return err
			}
			p.gone[group] = true
			p.groups[said[1]], p.hosts[upgraded] = upgraded, p.hosts[group]
			return nil
		}},
	}
}

// happens is what the words of an = line do; nil when they say nothing known.
func happens(words string) func(*player) error {
	for _, h := range happenings() {
		if said := h.pattern.FindStringSubmatch(words); said != nil {
			return func(p *player) error { return h.do(p, said) }
		}
	}
	return nil
}

func examples() (all []string) {
	for _, h := range happenings() {
		all = append(all, h.example)
	}
	return all
}

// momentAt is the time that words like "besok 16:00 WITA" mean.
func momentAt(now time.Time, zone func(string) *time.Location, said []string) (time.Time, error) {
	var in *time.Location
	if zone != nil {
		in = zone(said[3])
	}
	if in == nil {
		return time.Time{}, fmt.Errorf("nobody knows the zone %q", said[3])
	}
	day := said[1]
	if ahead := slices.Index([]string{"hari ini", "besok", "lusa"}, day); ahead >= 0 {
		day = now.In(in).AddDate(0, 0, ahead).Format(time.DateOnly)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+strings.Replace(said[2], ".", ":", 1), in)
	if err != nil {
		return time.Time{}, fmt.Errorf("read the time: %w", err)
	}
	return at, nil
}

// number reads digits; the pattern they matched keeps them short.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// Diff shows where got first differs from want: line numbers and both texts, a few lines of each. It is empty when they are the same.
func Diff(want, got []byte) string {
	if bytes.Equal(want, got) {
		return ""
	}
	w, g := strings.SplitAfter(string(want), "\n"), strings.SplitAfter(string(got), "\n")
	same := 0
	for same < len(w) && same < len(g) && w[same] == g[same] {
		same++
	}
	w, g = w[same:], g[same:]
	for len(w) > 1 && len(g) > 1 && w[len(w)-1] == g[len(g)-1] {
		w, g = w[:len(w)-1], g[:len(g)-1]
	}
	var b strings.Builder
	fmt.Fprintf(&b, "line %d\n", same+1)
	few(&b, "want", same, w)
	few(&b, " got", same, g)
	return b.String()
}

func few(b *strings.Builder, whose string, from int, lines []string) {
	const most = 6
	for i, line := range lines {
		if i == most {
			fmt.Fprintf(b, "%s: … %d more\n", whose, len(lines)-most)
			return
		}
		if line == "" {
			line = "(the end)"
		}
		fmt.Fprintf(b, "%s %4d: %s\n", whose, from+i+1, strings.TrimSuffix(line, "\n"))
	}
}
