package content

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

//go:embed search.toml
var searchWords string

// How people type and what they call things, as search.toml has it.
type searchTable struct {
	Quiet string            // words that find nothing
	Roots string            // words that are not to be taken apart
	Same  []string          // words that mean the same
	Short map[string]string // how words are shortened or said, and what they are
	Asked map[string]string // how people ask for a lesson
}

// An index finds lessons by words. Everything that can be reckoned beforehand is: to search is to look words up and to add.
type index struct {
	lessons   []Lesson
	quiet     map[string]bool // words
	roots     map[string]bool // words
	short     map[string]string
	alike     map[string]bool      // stems of words that mean the same as others: what families ask about
	postings  map[string][]posting // by stem
	byLetter  map[byte][]string    // the stems by their first letter, for what is mistyped
	spelt     map[byte][]string    // the words as they are spelt, likewise
	skeletons map[string][]string  // the stems by their consonants, for what is typed without vowels
}

// A posting says how much a word speaks for a lesson.
type posting struct {
	lesson int
	score  float32
}

// How much a word weighs by where it stands, and what takes from it.
const (
	inAsked, inTitle, inName, inText, inRest = 4, 4, 1, 0.5, 0.25

	saturation = 2    // the weight at which a word counts half of the most it can
	akin       = 0.75 // a word of the same meaning
	mistyped   = 0.7

	byChance   = 2.5  // up to this score a lesson is found by chance
	worthwhile = 0.65 // of the score of the best; what has less is left out
	surely     = 6.8  // from this score on, and when most of what was said was understood and not only guessed, a search is sure
	outright   = 4.8  // of a word that stands alone and means the same as no other
	usual      = 4    // what a word that nobody knows would have spoken for

	longestQuery = 24 // words; what follows is not looked at
	mostFound    = 3
)

func readSearchTable() (t searchTable, err error) {
	if _, err := toml.Decode(searchWords, &t); err != nil {
		return t, fmt.Errorf("search.toml: %w", err)
	}
	return t, nil
}

func newIndex(lessons []Lesson, t searchTable) *index {
	x := &index{
		lessons: lessons, quiet: set(t.Quiet), roots: set(t.Roots), short: t.Short, alike: map[string]bool{},
		postings: map[string][]posting{}, byLetter: map[byte][]string{}, spelt: map[byte][]string{}, skeletons: map[string][]string{},
	}
	weights := x.weigh(t.Asked)
	groups := map[string][]string{}
	for _, words := range t.Same {
		stems := x.stems(words)
		for _, s := range stems {
			groups[s] = append(groups[s], stems...)
			x.alike[s] = true
		}
	}
	vocabulary := map[string]bool{}
	for s := range weights {
		vocabulary[s] = true
	}
	for s := range groups {
		vocabulary[s] = true
	}
	delete(vocabulary, "")
	for s := range vocabulary {
		if x.postings[s] = x.posted(weights, s, groups[s]); len(x.postings[s]) == 0 {
			delete(x.postings, s)
			continue
		}
		x.byLetter[s[0]] = append(x.byLetter[s[0]], s)
		if bones := skeleton(s); len(bones) > 2 {
			x.skeletons[bones] = append(x.skeletons[bones], s)
		}
	}
	for _, list := range x.byLetter { // a search must not depend on the order of a map
		slices.Sort(list)
	}
	for _, list := range x.skeletons {
		slices.Sort(list)
	}
	return x
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// weigh gives each stem its weight in each lesson, and notes how the words are spelt.
func (x *index) weigh(asked map[string]string) map[string][]float64 {
	weights, known := map[string][]float64{}, map[string]bool{}
	for i := range x.lessons {
		l := &x.lessons[i]
		add := func(weight float64, texts ...string) {
			for _, text := range texts {
				for word := range x.words(visible(text)) {
					if !known[word] {
						known[word] = true
						x.spelt[word[0]] = append(x.spelt[word[0]], word)
					}
					s := string(x.stem(nil, word))
					if weights[s] == nil {
						weights[s] = make([]float64, len(x.lessons))
					}
					weights[s][i] += weight
				}
			}
		}
		add(inAsked, asked[l.ID])
		add(inTitle, l.Title)
		add(inText, append([]string{l.Practice, l.Summary}, l.Message...)...)
		for _, o := range l.Obstacles {
			add(inName, o.Name)
			add(inRest, o.Tip)
		}
		for _, q := range l.Quiz {
			add(inRest, q.Ask)
		}
	}
	return weights
}

// posted reckons what a stem speaks for, itself or through those of the same meaning: the rarer, the more.
func (x *index) posted(weights map[string][]float64, stem string, group []string) []posting {
	var list []posting
	n, spread := len(x.lessons), 0.0
	for i := range n {
		best := 0.0
		count := func(s string, factor float64) {
			if w := weights[s]; w != nil && w[i] > 0 {
				best = max(best, factor*w[i]*(saturation+1)/(w[i]+saturation))
			}
		}
		count(stem, 1)
		for _, s := range group {
			count(s, akin)
		}
		if best > 0 {
			list = append(list, posting{i, float32(best)})
			spread += best / (saturation + 1)
		}
	}
	rarity := float32(math.Log(1 + float64(n)/(spread+1)))
	for i := range list {
		list[i].score *= rarity
	}
	return list
}

// FindLessons looks for lessons as people ask for them: shortened, mistyped, in words of their own. The best come first, at most three. It is
// sure if they are what was asked for rather than what a chance word speaks of.
func (l *Library) FindLessons(text string) (found []Lesson, sure bool) {
	x := l.index()
	scores, guessed := make([]float32, len(x.lessons)), make([]float32, len(x.lessons))
	var buf [maxStem]byte
	var seen [longestQuery]string
	said, understood, words, known, alike := float32(0), float32(0), 0, 0, false
	for word := range x.words(text) {
		if words == longestQuery {
			break
		}
		if slices.Contains(seen[:words], word) {
			continue
		}
		seen[words] = word
		words++
		stem := x.stem(buf[:0], word)
		list, factor := x.postings[string(stem)], float32(1)
		if list != nil {
			known++
			alike = x.alike[string(stem)]
		} else {
			list, factor = x.postings[x.meant(word, stem)], mistyped
		}
		most := float32(0)
		for _, p := range list {
			scores[p.lesson] += factor * p.score
			if factor == mistyped {
				guessed[p.lesson] += factor * p.score
			}
			most = max(most, factor*p.score)
		}
		said += max(most, usual)
		understood += most
	}
	best := make([]int, 0, mostFound+1)
	for i, s := range scores {
		at := len(best)
		for at > 0 && s > scores[best[at-1]] {
			at--
		}
		if s > byChance && at < mostFound {
			best = slices.Insert(best, at, i)
			best = best[:min(len(best), mostFound)]
		}
	}
	for _, i := range best {
		if scores[i] < scores[best[0]]*worthwhile {
			break
		}
		found = append(found, x.lessons[i])
	}
	if len(best) == 0 {
		return nil, false
	}
	score := scores[best[0]]
	if known == 1 && len(strings.Fields(text)) == 1 && (alike || score >= outright) { // whoever writes nothing but "demam" asks about it
		return found, true
	}
	return found, score >= surely && understood >= 0.6*said && guessed[best[0]] <= 0.5*score
}

// words are the words of a text in lower case and as they are spelt, without those that find nothing.
func (x *index) words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		lower := strings.ToLower(text)
		refused := false
		said := func(word string) bool {
			switch {
			case word == "tidak":
				refused = true
				return true
			case refused && (word == "mau" || word == "ingin"): // says more than its words
				word = "ogah"
			}
			refused = false
			return x.quiet[word] || yield(word)
		}
		for len(lower) > 0 {
			r, size := utf8.DecodeRuneInString(lower)
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				lower = lower[size:]
				continue
			}
			end := strings.IndexFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if end < 0 {
				end = len(lower)
			}
			word := lower[:end]
			lower = lower[end:]
			if !x.spell(word, said) {
				return
			}
		}
	}
}

// spell gives a word as it is spelt, or the words that it is short for.
func (x *index) spell(word string, said func(string) bool) bool {
	if unicode.IsLetter(rune(word[0])) { // anak2
		word = strings.TrimRight(word, "0123456789")
	}
	long, ok := x.short[word]
	if own := possessed(word); !ok && own != word && !x.roots[word] {
		if long, ok = x.short[own]; !ok && x.quiet[own] {
			return true
		}
	}
	if !ok {
		long = word
	}
	for long != "" {
		one, rest, _ := strings.Cut(long, " ")
		long = rest
		if one != "" && !said(one) {
			return false
		}
	}
	return true
}

// stems are the stems of a text.
func (x *index) stems(text string) []string {
	var all []string
	for word := range x.words(text) {
		if s := x.stem(nil, word); len(s) > 0 {
			all = append(all, string(s))
		}
	}
	return all
}

const (
	maxStem = 24 // letters of a word that are looked at
	root    = 4  // letters that must be left when something is cut off
)

// stem cuts a word down to what its forms share, after dst. What is left need not be a word, as long as it is the same for memukul,
// dipukulin and mukul: the first letter stands for what it becomes behind me-, and a k, which vanishes there, is left out.
func (x *index) stem(dst []byte, word string) []byte {
	word = word[:min(len(word), maxStem)]
	if !x.roots[word] {
		word = possessed(word)
	}
	if bare := unprefixed(word); x.roots[bare] {
		word = bare
	}
	if x.roots[word] {
		return append(dst, word...)
	}
	for _, suffix := range []string{"kan", "an", "in", "i"} {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) >= root {
			word = s
			break
		}
	}
	for range 2 {
		if word = unprefixed(word); x.roots[word] {
			return append(dst, word...)
		}
	}
	switch {
	case strings.HasPrefix(word, "ny"):
		return append(append(dst, 's'), word[2:]...)
	case len(word) > 3 && strings.HasPrefix(word, "ng"):
		return append(dst, word[2:]...)
	case word == "":
		return dst
	}
	switch word[0] {
	case 't':
		return append(append(dst, 'n'), word[1:]...)
	case 'p':
		return append(append(dst, 'm'), word[1:]...)
	case 'k':
		if len(word) > 3 {
			return append(dst, word[1:]...)
		}
	}
	return append(dst, word...)
}

// possessed cuts off whose something is: anaknya, anakny, anakku.
func possessed(word string) string {
	for _, suffix := range []string{"nya", "ny", "ku", "mu"} {
		if s, ok := strings.CutSuffix(word, suffix); ok && len(s) >= 3 {
			return s
		}
	}
	return word
}

// unprefixed cuts off one prefix.
func unprefixed(word string) string {
	for _, prefix := range []string{"bel", "pel"} {
		if strings.TrimPrefix(word, prefix) == "ajar" {
			return "ajar"
		}
	}
	for _, prefix := range []string{"ber", "ter", "per"} {
		if s, ok := strings.CutPrefix(word, prefix); ok && len(s) >= root && (prefix != "per" || !strings.ContainsRune("aiueo", rune(s[0]))) {
			return s
		}
	}
	for _, prefix := range []string{"me", "pe"} {
		if s, ok := strings.CutPrefix(word, prefix); ok && len(s) >= root {
			return unnasal(s)
		}
	}
	for _, prefix := range []string{"di", "ke", "se"} {
		if s, ok := strings.CutPrefix(word, prefix); ok && len(s) >= root {
			return s
		}
	}
	return word
}

// unnasal takes away the nasal that me- puts before a consonant. One that has taken the place of the first letter stays.
func unnasal(s string) string {
	for _, nasal := range []string{"ng", "n", "m"} {
		if rest, ok := strings.CutPrefix(s, nasal); ok && rest != "" && !strings.ContainsRune("aiueoyg", rune(rest[0])) || ok && nasal == "ng" && rest != "" && rest[0] == 'g' {
			return rest
		}
	}
	return s
}

// meant is the stem that a word which nobody knows is most likely to stand for, "" if there is none: one with the same consonants, if
// it has no vowels, or the nearest to its stem, or that of the nearest word.
func (x *index) meant(word string, stem []byte) string {
	if len(stem) >= 3 && !strings.ContainsAny(string(stem), "aiueo") {
		if list := x.skeletons[string(stem)]; len(list) > 0 {
			return slices.MaxFunc(list, func(a, b string) int { return cmp.Compare(x.weight(a), x.weight(b)) })
		}
	}
	if s := x.nearest(string(stem), x.byLetter); s != "" {
		return s
	}
	if near := x.nearest(word[:min(len(word), maxStem)], x.spelt); near != "" {
		return string(x.stem(nil, near))
	}
	return ""
}

// nearest is the word of a list that a mistyped one is most likely to be, "" if there is none.
func (x *index) nearest(word string, byLetter map[byte][]string) string {
	if len(word) < 4 {
		return ""
	}
	best, least := "", 1
	if len(word) > 6 {
		least = 2
	}
	for _, s := range byLetter[word[0]] {
		if len(s) < 3 || max(len(s)-len(word), len(word)-len(s)) > least {
			continue
		}
		if d := distance(word, s, least); d < least || d == least && (best == "" || x.weight(s) > x.weight(best)) {
			best, least = s, d
		}
	}
	return best
}

// weight is the most that a stem speaks for a lesson.
func (x *index) weight(stem string) float32 {
	most := float32(0)
	for _, p := range x.postings[stem] {
		most = max(most, p.score)
	}
	return most
}

// skeleton is a stem without its vowels, but for the first letter.
func skeleton(s string) string {
	bones := []byte{s[0]}
	for _, c := range []byte(s[1:]) {
		if !strings.ContainsRune("aiueo", rune(c)) {
			bones = append(bones, c)
		}
	}
	return string(bones)
}

// distance counts the letters that are wrong, too many, missing or swapped; more than most is all the same.
func distance(a, b string, most int) int {
	var rows [3][maxStem + 2]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	a, b = a[:min(len(a), maxStem)], b[:min(len(b), maxStem)]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
