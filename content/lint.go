package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"asuhbersama/parenting"
)

// Lint lists what should be better before people read it, for `asuhbersama check`: lengths, missing parts, ids, sources, long
// sentences and words, words to avoid, each with the file and the part; and what the shelf has too little of. An empty list means that
// nothing was found.
func Lint(l *Library) []string {
	return slices.Concat(lintLessons(l), lintCurricula(l), lintShelf(l))
}

func lintLessons(l *Library) []string {
	var found []string
	titled := map[string]string{}
	for i := range l.lessons {
		lesson := &l.lessons[i]
		report := func(place, format string, args ...any) {
			found = append(found, fmt.Sprintf("id/%s.md: %s: %s", lesson.ID, place, fmt.Sprintf(format, args...)))
		}
		lintMatter(lesson, report)
		if other, taken := titled[lesson.Title]; taken {
			report("front matter", "titled as %s is", other)
		}
		titled[lesson.Title] = lesson.ID
		lintParts(lesson, report)
		lintPassage(passage{"title", lesson.Title, label}, report)
		longest, _ := l.LessonFor(lesson.ID, parenting.AwayBoth)
		for _, p := range passages(&longest) {
			lintPassage(p, report)
		}
	}
	return append(found, lintHelplines(l.helplines)...)
}

// The least that the shelf holds.
const (
	minLessons        = 45
	minLessonsForBand = 6
)

// lintShelf counts the lessons, by age band and by theme.
func lintShelf(l *Library) (found []string) {
	bands, themes := map[parenting.Band]int{}, map[parenting.Theme]int{}
	for _, lesson := range l.lessons {
		themes[lesson.Theme]++
		for _, b := range lesson.Bands {
			bands[b]++
		}
	}
	if n := len(l.lessons); n < minLessons {
		found = append(found, fmt.Sprintf("id: %d lessons, at least %d", n, minLessons))
	}
	for _, b := range parenting.Bands() {
		if bands[b] < minLessonsForBand {
			found = append(found, fmt.Sprintf("id: %d lessons for age band %s, at least %d", bands[b], b, minLessonsForBand))
		}
	}
	for _, t := range parenting.Themes() {
		if themes[t] == 0 {
			found = append(found, fmt.Sprintf("id: no lesson on theme %s", t))
		}
	}
	return found
}

// lintCurricula looks over the run sheets.
func lintCurricula(l *Library) (found []string) {
	for _, c := range append(slices.Clone(l.curricula), l.anyTheme) {
		used := map[string]string{}
		for i, m := range c.Meetings {
			report := func(place, format string, args ...any) {
				found = append(found, fmt.Sprintf("id/kurikulum/%s.md: meeting %d (%s): %s: %s", c.ID, i+1, m.Title, place, fmt.Sprintf(format, args...)))
			}
			for _, name := range append([]string{"theme " + string(m.Theme)}, m.Lessons...) {
				if first, taken := used[name]; taken {
					report("list", "%s stands in %s too", name, first)
				}
				used[name] = m.Title
			}
			lintMeeting(&m, c.Minutes, report)
		}
	}
	return found
}

func lintMeeting(m *Meeting, minutes int, report reporter) {
	if sum := m.Minutes(); sum != minutes {
		report("list", "%d minutes in all, the meeting takes %d", sum, minutes)
	}
	if n := len(m.Lessons); n > maxLessons {
		report(labelLessons, "%d lessons, at most %d", n, maxLessons)
	}
	for _, p := range m.passages() {
		lintPassage(p, report)
	}
	if s := visible(m.Step(parenting.GuideStory).Text); !strings.Contains(s, "cerita karangan") {
		report("Cerita", `does not say that it is one ("ini cerita karangan")`)
	}
}

// A reporter notes what should be better at a place of a file.
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
	for _, words := range sentences(p.text) {
		if len(words) > 20 {
			report(p.place, "sentence of %d words, at most 20: %s …", len(words), strings.Join(words[:5], " "))
		}
		for _, w := range words {
			for _, piece := range pieces(w) {
				if utf8.RuneCountInString(piece) > longestWord {
					report(p.place, "long word %q, at most %d letters", piece, longestWord)
				}
			}
		}
	}
	if strings.ContainsAny(p.text, "<>") {
		report(p.place, "HTML and comments are shown as they are written")
	}
	for _, field := range bracketed.FindAllString(p.text, -1) {
		report(p.place, "unknown field %s: the body of a lesson has %s, and no other text has any", field, awayField)
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

// longestWord is what somebody who reads slowly still takes in at once: "memberangkatkan" has fifteen letters.
const longestWord = 16

var (
	// A stop inside a number ("pukul 14.00") ends no sentence.
	sentenceEnd = regexp.MustCompile(`[.!?…]+["”')]*(\s+|$)|\n+`)
	bracketed   = regexp.MustCompile(`\{[^{}]*\}`)
	address     = regexp.MustCompile(`^\W*[a-z0-9-]+\.[a-z.]+\W*$`)
)

// sentences divides a text into sentences of words.
func sentences(text string) (all [][]string) {
	for _, s := range sentenceEnd.Split(text, -1) {
		if words := strings.Fields(s); len(words) > 0 {
			all = append(all, words)
		}
	}
	return all
}

// pieces are the parts of a word that are read one by one: "mudah-mudahan" has two. A web address has none.
func pieces(word string) []string {
	if address.MatchString(word) {
		return nil
	}
	return strings.FieldsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
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
