package content

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Reading says how hard the material is to read, for `asuhbersama check`: how many words its sentences have on average and where the
// hardest text stands, and its longest words.
func Reading(l *Library) string {
	type level struct {
		place            string
		sentences, words int
	}
	average := func(v level) float64 { return float64(v.words) / float64(max(1, v.sentences)) }
	var all, worst level
	longest, places := level{}, map[string]string{}
	read := func(file string, passages []passage) {
		text := level{place: file}
		for _, p := range passages {
			for _, words := range sentences(p.text) {
				if p.limit > label { // titles and buttons are no sentences
					text.sentences++
					text.words += len(words)
				}
				if len(words) > longest.words {
					longest = level{file + ", " + p.place, 1, len(words)}
				}
				for _, w := range words {
					for _, piece := range pieces(w) {
						if piece = strings.ToLower(piece); utf8.RuneCountInString(piece) >= longWord && places[piece] == "" {
							places[piece] = file + ", " + p.place
						}
					}
				}
			}
		}
		all.sentences += text.sentences
		all.words += text.words
		if average(text) > average(worst) {
			worst = text
		}
	}
	for i := range l.lessons {
		read("id/"+l.lessons[i].ID+".md", passages(&l.lessons[i]))
	}
	for _, c := range append(slices.Clone(l.curricula), l.anyTheme) {
		for i := range c.Meetings {
			read(fmt.Sprintf("id/kurikulum/%s.md, %s", c.ID, c.Meetings[i].Title), c.Meetings[i].passages())
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%.1f words a sentence; hardest is %s with %.1f; the longest sentence has %d, in %s\n",
		average(all), worst.place, average(worst), longest.words, longest.place)
	fmt.Fprintf(&b, "words of %d letters and more: %d\n", longWord, len(places))
	byLength := func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }
	for _, w := range slices.SortedFunc(maps.Keys(places), byLength)[:min(mostWords, len(places))] {
		fmt.Fprintf(&b, "  %s: %s\n", w, places[w])
	}
	return b.String()
}

const (
	longWord  = 14 // letters; a list of such words, the worst first, shows where simpler ones may do
	mostWords = 12
)
