package parenting

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Need is what somebody needs help with at once.
type Need string

// The needs that have numbers to call. Their order is that of the buttons in old messages: new ones come last.
const (
	NeedViolence Need = "violence" // somebody is beaten, threatened, abused, abducted
	NeedSuicide  Need = "suicide"  // somebody does not want to live on, or harms himself
	NeedBaby     Need = "baby"     // a baby, or anybody, is in danger of life: convulsions, no breath, poison
	NeedContact  Need = "contact"  // the one abroad cannot be reached
)

// Needs lists them all, what threatens life first.
func Needs() []Need { return []Need{NeedViolence, NeedSuicide, NeedBaby, NeedContact} }

// Danger reads words of danger as people type them: "suamiku mukulin aku trs", "pngen mati aja", "byi sy kejang", "3 bln ga ada
// kabar". It is "" for what only sounds like it: "mati lampu", "pukul 10", "bayi suka baju biru". It errs towards help where life
// is spoken of, and towards silence where a name, a topic or a film is.
//
// A text becomes plain tokens first ([dangerWords]): one for all spellings of a word, and DI-, ME- or a bare verb of violence for
// all its forms. The rules then look for tokens near each other, within one sentence.
func Danger(text string) Need {
	if isName(text) {
		return ""
	}
	return dangerSigns().find(alarmTokens(text))
}

// isName reports whether a text is somebody's or some place's: a form of address and a word or two, all with capitals.
func isName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 4 || !slices.Contains(strings.Fields("bu pak ibu bapak inaq inak amaq amak papuq papuk mbah nenek kakek mbak mas haji hj dusun "+
		"dsn desa kampung balai jalan jl rt masjid"), strings.ToLower(strings.Trim(words[0], "."))) {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !unicode.IsUpper([]rune(w)[0]) || len(w) > 3 && strings.ToUpper(w) == w })
}

// longestHeard is how far into a text is read, in bytes: a whole message of Telegram.
const longestHeard = 4096

// alarmTokens puts a text into the plain tokens that the rules know, each between blanks, sentences parted by dots.
func alarmTokens(text string) string {
	words := dangerWords()
	var b strings.Builder
	b.WriteString(" . ")
	last := "."
	add := func(token string) {
		if token == last && token != "x" { // anak-anak
			return
		}
		last = token
		b.WriteString(token)
		b.WriteByte(' ')
	}
	for _, word := range split(text) {
		plain := words.read(word)
		if verb, ok := strings.CutPrefix(plain, "B-"); ok && (last == "di" || last == "d") { // "di pukul", written apart
			plain = "DI-" + verb
		}
		for token := range strings.FieldsSeq(plain) {
			if token != "-" {
				add(token)
			}
		}
	}
	add(".")
	return b.String()
}

// split cuts a text into words in small letters, figures and dots. "3bln" is a figure and a word, "anak2" and "anak-anak" are one word twice.
func split(text string) []string {
	text = strings.ToLower(Clean(strings.ReplaceAll(text, "\n", ". ")))
	if len(text) > longestHeard {
		text = text[:longestHeard]
	}
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, squeeze(word))
			word = word[:0]
		}
	}
	letters := []rune(text)
	for i, r := range letters {
		next := rune(' ')
		if i+1 < len(letters) {
			next = letters[i+1]
		}
		switch {
		case r == '2' && len(word) > 0 && unicode.IsLetter(word[len(word)-1]) && !unicode.IsDigit(next): // anak2, anak2nya
		case unicode.IsDigit(r) && len(word) > 0 && unicode.IsLetter(word[len(word)-1]) && unicode.IsLetter(next): // m4ti
			word = append(word, disguised(r))
		case unicode.IsDigit(r):
			if len(word) > 0 && unicode.IsLetter(word[0]) {
				end()
			}
			word = append(word, r)
		case unicode.IsLetter(r), r == '*' && len(word) > 0 && unicode.IsLetter(next): // b*nuh
			if len(word) > 0 && unicode.IsDigit(word[0]) {
				end()
			}
			word = append(word, r)
		case r == '\'' || r == '’' || r == '`': // ma'af
		case strings.ContainsRune(".!?;", r):
			end()
			words = append(words, ".")
		default:
			end()
		}
	}
	end()
	return words
}

// disguised is the letter that a figure inside a word stands for.
func disguised(r rune) rune {
	if letter, ok := map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '6': 'g', '7': 't'}[r]; ok {
		return letter
	}
	return r
}

// squeeze takes the stretch out of a word: "tolooong". A figure stays what it is.
func squeeze(word []rune) string {
	if unicode.IsDigit(word[0]) {
		return string(word)
	}
	var out []rune
	for i, r := range word {
		if i >= 1 && r == word[i-1] && (i >= 2 && r == word[i-2] || i == len(word)-1 || i+1 < len(word) && word[i+1] == r) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}

// A lexicon knows the words of danger by all their forms.
type lexicon struct {
	forms map[string]string // token by word
}

// read gives the token of a word, forgiving endings and slips of the finger; a word that nobody fears stays what it is.
func (l *lexicon) read(word string) string {
	if word == "." || unicode.IsDigit(rune(word[0])) {
		return word
	}
	if token, ok := l.known(word); ok {
		return token
	}
	for _, no := range []string{"nggak", "ngga", "gak", "ga", "tdk", "gk"} { // gamau, gkbisa
		if rest, ok := strings.CutPrefix(word, no); ok && len(rest) >= 3 {
			if token, ok := l.known(rest); ok {
				return "tidak " + token
			}
		}
	}
	if len(word) >= 5 && !slices.Contains(notSlips(), word) {
		for _, near := range slips(word) {
			if token, ok := l.forms[near]; ok {
				return token
			}
		}
	}
	if stem, ok := strings.CutSuffix(word, "nya"); ok && len(stem) >= 4 {
		return stem
	}
	return word
}

func (l *lexicon) known(word string) (token string, ok bool) {
	if token, ok = l.forms[word]; ok {
		return token, true
	}
	for _, ending := range []string{"nya", "ny", "ku", "mu", "lah", "kah", "pun", "an", "e", "x", "q"} {
		if stem, cut := strings.CutSuffix(word, ending); cut && (len(stem) >= 4 || len(stem) == 3 && ending == "nya") {
			if token, ok = l.forms[stem]; ok {
				return token, true
			}
		}
	}
	return word, false
}

// slips lists what a word may have been meant as: two letters exchanged, one too many, one missing after the first, o for u and e
// for i. Another letter in its place is no slip: "butuh" is not "bunuh".
func slips(word string) []string {
	var near []string
	for i := 1; i < len(word); i++ {
		if i+1 < len(word) {
			near = append(near, word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:])
		}
		near = append(near, word[:i]+word[i+1:])
		if other, ok := map[byte]string{'o': "u", 'u': "o", 'e': "i", 'i': "e", '*': ""}[word[i]]; ok {
			near = append(near, word[:i]+other+word[i+1:])
		}
		for c := 'a'; c <= 'z'; c++ {
			near = append(near, word[:i]+string(c)+word[i:])
			if word[i] == '*' {
				near = append(near, word[:i]+string(c)+word[i+1:])
			}
		}
	}
	return near
}

// formsOf lists the forms of a verb: passive (di-), active (me-, nasal, nge-), and bare.
func formsOf(verb string) (passive, active, bare []string) {
	rest := verb[1:]
	nasal := map[byte][]string{
		'p': {"mem" + rest, "m" + rest}, 't': {"men" + rest, "n" + rest}, 's': {"meny" + rest, "ny" + rest},
		'k': {"meng" + rest, "ng" + rest}, 'b': {"mem" + verb, "m" + verb}, 'c': {"men" + verb, "ny" + rest, "meny" + rest, "n" + verb},
		'j': {"men" + verb, "n" + verb}, 'd': {"men" + verb, "n" + verb}, 'g': {"meng" + verb, "ng" + verb},
		'h': {"meng" + verb, "ng" + verb}, 'l': {"me" + verb}, 'r': {"me" + verb}, 'm': {"me" + verb},
	}[verb[0]]
	if nasal == nil { // a vowel
		nasal = []string{"meng" + verb, "ng" + verb}
	}
	nasal = append(nasal, "nge"+verb)
	for _, end := range []string{"", "i", "in", "kan", "an", "ke", "ne"} {
		if end != "" && strings.HasSuffix(verb, end) {
			continue
		}
		passive = append(passive, "di"+verb+end, "d"+verb+end)
		for _, n := range nasal {
			active = append(active, n+end)
		}
		bare = append(bare, verb+end)
	}
	return passive, active, bare
}

// A sign is a pattern that speaks of a need, once what only looks like it is taken out.
type sign struct {
	need      Need
	pattern   *regexp.Regexp
	lookAlike *regexp.Regexp
}

// signs are all signs, with an index: a sign is looked for only where one of its rarer tokens stands. by leads from those to the signs.
type signs struct {
	list []sign
	by   map[string][]int
}

func (all *signs) add(need Need, lines, lookAlikes string) {
	lookAlike := pattern(lookAlikes)
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		for _, token := range rarest(line) {
			all.by[token] = append(all.by[token], len(all.list))
		}
		all.list = append(all.list, sign{need, pattern(line), lookAlike})
	}
}

// find gives the need of the first sign in a text of tokens.
func (all *signs) find(said string) Need {
	var perhaps []int
	for token := range strings.FieldsSeq(said) {
		perhaps = append(perhaps, all.by[token]...)
	}
	slices.Sort(perhaps)
	clean := map[Need]string{}
	for _, i := range slices.Compact(perhaps) {
		s := all.list[i]
		if !s.pattern.MatchString(said) {
			continue
		}
		if _, done := clean[s.need]; !done {
			clean[s.need] = s.lookAlike.ReplaceAllString(said, " x ")
		}
		if s.pattern.MatchString(clean[s.need]) {
			return s.need
		}
	}
	return ""
}

// rarest gives the tokens of the part of a line that is seldom in harmless speech.
func rarest(line string) (tokens []string) {
	common := strings.Split(expand("<who>|<away>|<filler>|<that>|<topic>|tidak|mau|tangan|hari|minggu|bulan|tahun|lama|ke|dari|ada|minum|baik|hp|bisa|anak|.|tahu|mana|bayi"), "|")
	fewest := len(common) + 1
	for part := range strings.FieldsSeq(line) {
		if strings.HasSuffix(part, "?") || part == ".." || part == "..." || part == "_" {
			continue
		}
		alternatives := strings.Split(expand(part), "|")
		n := 0
		for _, token := range alternatives {
			if slices.Contains(common, token) {
				n++
			}
		}
		if n < fewest {
			fewest, tokens = n, alternatives
		}
	}
	return tokens
}

// pattern compiles lines of tokens in a row: a|b is one of them, b? may be missing, .. are up to three others between, ... up to seven, _ are a
// few fillers, <name> is a class; a dot begins or ends a sentence, # is a figure.
func pattern(lines string) *regexp.Regexp {
	var all []string
	for line := range strings.Lines(lines) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var b strings.Builder
		for part := range strings.FieldsSeq(line) {
			switch part {
			case "..":
				b.WriteString(`(?:[^ .]+ ){0,3}`)
			case "...":
				b.WriteString(`(?:[^ .]+ ){0,7}`)
			case "_":
				b.WriteString(`(?:(?:` + expand("<filler>") + `) ){0,4}`)
			default:
				part, optional := strings.CutSuffix(strings.ReplaceAll(expand(part), "#", "[0-9]+"), "?")
				b.WriteString(`(?:(?:` + strings.ReplaceAll(part, ".", `\.`) + `) )`)
				if optional {
					b.WriteByte('?')
				}
			}
		}
		all = append(all, b.String())
	}
	return regexp.MustCompile(` (?:` + strings.Join(all, "|") + `)`)
}

// expand puts the tokens of classes in place of their names, and in place of words in any spelling.
func expand(part string) string {
	for name, tokens := range dangerClasses() {
		part = strings.ReplaceAll(part, "<"+name+">", tokens)
	}
	optional := strings.HasSuffix(part, "?")
	alternatives := strings.Split(strings.TrimSuffix(part, "?"), "|")
	for i, word := range alternatives {
		if token, ok := dangerWords().forms[word]; ok {
			alternatives[i] = token
		}
	}
	part = strings.Join(alternatives, "|")
	if optional {
		part += "?"
	}
	return part
}

var (
	dangerWords = sync.OnceValue(newLexicon)
	dangerSigns = sync.OnceValue(newSigns)
)
