package content

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Lint lists what should be better before people read it, for `asuhbersama check`: lengths, missing parts, ids, sources, long
// sentences and words to avoid, each with the file and the part. An empty list means that nothing was found.
func Lint(l *Library) []string {
	var found []string
	for i := range l.lessons {
		lesson := &l.lessons[i]
		report := func(place, format string, args ...any) {
			found = append(found, fmt.Sprintf("id/%s.md: %s: %s", lesson.ID, place, fmt.Sprintf(format, args...)))
		}
		lintMatter(lesson, report)
		lintParts(lesson, report)
		lintPassage(passage{"title", lesson.Title, 40}, report)
		for _, p := range passages(lesson) {
			lintPassage(p, report)
		}
	}
	return found
}

// A reporter notes what should be better at a place of a lesson.
type reporter func(place, format string, args ...any)

func lintMatter(l *Lesson, report reporter) {
	const place = "front matter"
	prefix := strings.ToLower(string(l.Theme)) + "-"
	// An id travels in button data, which holds 64 bytes with everything else (Bot API InlineKeyboardButton).
	if !regexp.MustCompile(`^[a-z]-[a-z0-9-]{2,22}$`).MatchString(l.ID) || !strings.HasPrefix(l.ID, prefix) {
		report(place, "id should be %s and small letters, digits or hyphens, 24 at most", prefix)
	}
	if l.Title == "" {
		report(place, "no title")
	}
	if len(l.Bands) == 0 {
		report(place, "no age bands")
	}
	if len(l.For) == 0 {
		report(place, "no audience (for)")
	}
	if len(l.Sources) == 0 {
		report(place, "no sources")
	}
	for i, s := range l.Sources {
		if s.Title == "" || s.Year < 1990 || !strings.HasPrefix(s.Address, "http") {
			report(place, "source %d needs a title, a year and a web address", i+1)
		}
	}
	if checked := l.CheckedBy != "" && !l.CheckedOn.IsZero(); l.Status == "checked" && !checked {
		report(place, "checked, but checked_by or checked_on is missing")
	}
}

func lintParts(l *Lesson, report reporter) {
	if n := len(l.Message); n > 3 {
		report(partMessage, "%d paragraphs, at most 3", n)
	}
	if n := len(l.Obstacles); n != 3 {
		report(partObstacles, "%d obstacles, want 3", n)
	}
	if n := len(l.Quiz); n != 2 {
		report(partQuiz, "%d questions, want 2", n)
	}
	if l.Call == "" {
		report(partCall, "missing")
	}
	if l.Summary == "" {
		report(partSummary, "missing")
	}
}

func lintPassage(p passage, report reporter) {
	if n := utf8.RuneCountInString(p.text); n > p.limit {
		report(p.place, "%d characters, at most %d", n, p.limit)
	}
	// A stop inside a number ("pukul 14.00") ends no sentence.
	for _, s := range regexp.MustCompile(`[.!?…]+["”')]*\s+|\n+`).Split(p.text, -1) {
		if words := strings.Fields(s); len(words) > 20 {
			report(p.place, "sentence of %d words, at most 20: %s …", len(words), strings.Join(words[:5], " "))
		}
	}
	if strings.ContainsAny(p.text, "<>") {
		report(p.place, "HTML and comments are shown as they are written")
	}
	for _, w := range avoid() {
		text := p.text
		if w.inQuotes {
			text = regexp.MustCompile(`"[^"]*"|“[^”]*”`).ReplaceAllString(text, "")
		}
		if regexp.MustCompile(`(?i)\b` + w.word + `\b`).MatchString(text) {
			report(p.place, "avoid %q, write %s", w.word, w.instead)
		}
	}
	if n := regexp.MustCompile(`\b1(10|12|18|19|29)\b|\b1500\b|(\+62|\b0)[\d -]{5,}\d`).FindString(p.text); n != "" {
		report(p.place, "telephone number %s: numbers change and live with the helplines", n)
	}
}

type word struct {
	word, instead string
	inQuotes      bool // may stand in what somebody says to a child
}

// avoid lists words that are foreign, cold or shaming to a carer in a village.
func avoid() []word {
	return []word{
		{word: "anda", instead: "Ibu, Bapak or kita"},
		{word: "kamu", instead: "Ibu, Bapak or kita", inQuotes: true},
		{word: "user", instead: "Ibu, Bapak or pengasuh"},
		{word: "tki", instead: "pekerja migran or yang di rantau"},
		{word: "tkw", instead: "pekerja migran or yang di rantau"},
		{word: "parenting", instead: "pengasuhan"},
		{word: "gadget", instead: "HP or gawai"},
		{word: "screen time", instead: "waktu layar"},
		{word: "quality time", instead: "waktu bersama"},
		{word: "stakeholder", instead: "who is meant"},
		{word: "coverage", instead: "what is meant"},
		{word: "broken home", instead: "nothing: it shames"},
		{word: "anak telantar", instead: "anak yang ditinggal merantau"},
		{word: "anak nakal", instead: "what the child did"},
		{word: "alpa", instead: "belum ada kabar"},
	}
}
