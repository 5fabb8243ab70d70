package parenting

import (
	"bytes"
	"compress/gzip"
	_ "embed" // danger_words.txt and danger_weights.gz
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// featureBits is the logarithm of how many features there can be; each is known by its hash.
const featureBits = 17

//go:embed danger_weights.gz
var weightsFile []byte

// learned gives the weights, unpacked at the first message.
var learned = sync.OnceValue(func() *weights {
	unpacked, err := gzip.NewReader(bytes.NewReader(weightsFile))
	if err != nil {
		panic(err) // it is part of the program
	}
	all, err := io.ReadAll(unpacked)
	if err != nil {
		panic(err)
	}
	w := new(weights)
	for i, weight := range all {
		w[i/needs][i%needs] = int8(weight)
	}
	return w
})

// features lists what there is in a text to judge it by, as hashes, each once: the letters of each word, two to five in a row; the
// stem and the class of each word, alone and with those of the four before it; and every two classes that meet in the text.
func features(text string) []uint32 {
	var all []uint32
	var seen [1 << featureBits / 64]uint64
	add := func(parts ...string) {
		f := hashed(parts...)
		if word, bit := f/64, uint64(1)<<(f%64); seen[word]&bit == 0 {
			seen[word] |= bit
			all = append(all, f)
		}
	}
	words := split(text)
	for _, w := range words {
		if w[0] <= '9' { // a dot, a figure
			continue
		}
		w = "^" + w + "$"
		for n := 2; n <= 5; n++ {
			for i := 0; i+n <= len(w); i++ {
				add("letters", w[i:i+n])
			}
		}
	}
	terms := termsOf(words)
	var classes []string
	for i, t := range terms {
		add("stem", t.stem)
		add("stem", t.voice, t.stem)
		add("class", t.class)
		classes = append(classes, t.class)
		for _, before := range terms[max(0, i-4):i] {
			add("near", before.voice, before.stem, t.voice, t.stem)
			add("near", before.voice, before.stem, t.class)
			add("near", before.class, t.voice, t.stem)
			add("near", before.class, t.class)
		}
	}
	slices.Sort(classes)
	classes = slices.Compact(classes)
	for i, class := range classes {
		for _, other := range classes[:i] {
			add("both", other, class)
		}
	}
	return all
}

// hashed is FNV-1a, folded; 0 is no feature.
func hashed(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, part := range parts {
		for i := range len(part) {
			h = (h ^ uint32(part[i])) * 16777619
		}
		h = (h ^ ' ') * 16777619
	}
	return max(1, (h^h>>featureBits)&(1<<featureBits-1))
}

// A term is a word as it is understood: what remains of it without endings and prefixes, in one spelling; whether something is done ("me")
// or suffered ("di"); and to which words it is akin. The class of a violent verb tells that, too.
type term struct{ stem, voice, class string }

// termsOf understands words, one after another. A word twice in a row is one: anak-anak.
func termsOf(words []string) []term {
	terms := []term{{stem: ".", class: "."}}
	add := func(t term) {
		if t != terms[len(terms)-1] {
			terms = append(terms, t)
		}
	}
	for _, word := range words {
		switch {
		case word == ".":
			add(term{stem: ".", class: "."})
		case word[0] >= '0' && word[0] <= '9':
			add(term{stem: "#", class: "#"})
		default:
			t := vocabulary().read(word)
			if t.voice == "tidak" { // gamau
				add(vocabulary().read(t.voice))
				t.voice = ""
			}
			if last := terms[len(terms)-1]; last.stem == "di" && t.voice == "" && slices.Contains(violent, t.class) { // di pukul, written apart
				t.voice, t.class = "di", "di"+t.class
			}
			add(t)
		}
	}
	add(term{stem: ".", class: "."})
	return terms
}

//go:embed danger_words.txt
var wordsFile string

// A lexicon knows words, each in all its spellings, as terms.
type lexicon struct {
	terms map[string]term
	short map[string][]string // its words by their consonants
}

// vocabulary reads danger_words.txt: a class and its words on each line, the spellings of a word joined by strokes.
var vocabulary = sync.OnceValue(func() lexicon {
	l := lexicon{map[string]term{}, map[string][]string{}}
	for line := range strings.Lines(wordsFile) {
		class, words, _ := strings.Cut(line, ": ")
		for word := range strings.FieldsSeq(words) {
			spellings := strings.Split(word, "/")
			for _, s := range spellings {
				l.terms[s] = term{stem: spellings[0], class: class}
				l.short[consonants(s)] = append(l.short[consonants(s)], s)
			}
		}
	}
	return l
})

// A prefix is cut off, and of a nasal one the letter that it swallowed put back: mukul is pukul.
type prefix struct {
	cut, voice string
	back       []string
}

var prefixes = []prefix{
	{"di", "di", []string{""}},
	{"d", "di", []string{""}},
	{"te", "di", []string{""}},
	{"ka", "di", []string{""}},
	{"e", "di", []string{""}},
	{"menge", "me", []string{""}},
	{"meny", "me", []string{"s", "c"}},
	{"meng", "me", []string{"", "k", "g", "h"}},
	{"mem", "me", []string{"p", "b", ""}},
	{"men", "me", []string{"t", "d", "c", "j", ""}},
	{"me", "me", []string{""}},
	{"nge", "me", []string{""}},
	{"ny", "me", []string{"s", "c"}},
	{"ng", "me", []string{"", "k", "g"}},
	{"n", "me", []string{"t", "d", "c", "j"}},
	{"m", "me", []string{"p", "b", ""}},
	{"ter", "", []string{""}},
	{"ke", "", []string{""}},
	{"ber", "", []string{""}},
	{"be", "", []string{""}},
	{"se", "", []string{""}},
	{"pem", "", []string{"p", "b"}},
	{"pen", "", []string{"t", "d"}},
	{"peny", "", []string{"s"}},
	{"peng", "", []string{"", "k", "g"}},
	{"per", "", []string{""}},
	{"tidak", "tidak", []string{""}},
	{"nggak", "tidak", []string{""}},
	{"ngga", "tidak", []string{""}},
	{"ndak", "tidak", []string{""}},
	{"tdk", "tidak", []string{""}},
	{"gak", "tidak", []string{""}},
	{"ga", "tidak", []string{""}},
	{"gk", "tidak", []string{""}},
}

var suffixes = []string{
	"nya", "ku", "mu", "in", "kan", "i", "an", "ny", "lah", "kah", "pun", "ne", "na", "e", "ke", "x", "q", "n", "inya", "annya", "kannya", "innya",
}

// read understands a word. One that it does not know is a stem of no class.
func (l lexicon) read(word string) term {
	if t, ok := l.known(word); ok {
		return t
	}
	for _, p := range prefixes {
		rest, ok := strings.CutPrefix(word, p.cut)
		if !ok {
			continue
		}
		for _, letter := range p.back {
			if stem := letter + rest; len(stem) >= 4 {
				if t, ok := l.known(stem); ok {
					t.voice = p.voice
					if slices.Contains(violent, t.class) {
						t.class = p.voice + t.class
					}
					return t
				}
			}
		}
	}
	word = strings.TrimSuffix(word, "nya")
	if full := l.full(word); full != "" {
		return l.terms[full]
	}
	return term{stem: word, class: "?"}
}

// full finds the word that is written with vowels left out, skolah or sklh; "" if there is none, or several that are not alike.
func (l lexicon) full(word string) (full string) {
	left := consonants(word)
	if len(left) < 3 {
		return ""
	}
	for _, w := range l.short[left] {
		switch {
		case !leaves(w, word):
		case full != "" && l.terms[w] != l.terms[full]:
			return ""
		default:
			full = w
		}
	}
	return full
}

// consonants are the letters that nobody leaves out: the first, and those that are no vowels.
func consonants(word string) string {
	var left []byte
	for i := range len(word) {
		if i == 0 || !vowel(word[i]) {
			left = append(left, word[i])
		}
	}
	return string(left)
}

// leaves reports whether a word can be a whole one without some of its vowels. Those that stand between consonants are left out.
func leaves(whole, word string) bool {
	for i := range len(whole) {
		switch {
		case word != "" && whole[i] == word[0]:
			word = word[1:]
		case i+1 == len(whole) || vowel(whole[i-1]) || vowel(whole[i+1]):
			return false
		}
	}
	return word == ""
}

func vowel(letter byte) bool { return strings.IndexByte("aiueo", letter) >= 0 }

// violent are the classes of what somebody does and somebody else suffers.
var violent = []string{"hit", "hurt", "kill", "rape", "threat", "lock", "rob", "expel", "sell", "order"}

// known finds a word that may have an ending; a star in it hides a vowel: b*nuh.
func (l lexicon) known(word string) (t term, ok bool) {
	if before, after, hidden := strings.Cut(word, "*"); hidden && !strings.Contains(after, "*") {
		for _, vowel := range []string{"a", "i", "u", "e", "o"} {
			if t, ok = l.known(before + vowel + after); ok {
				return t, true
			}
		}
	}
	if t, ok = l.terms[word]; ok {
		return t, true
	}
	for _, ending := range suffixes {
		if stem, cut := strings.CutSuffix(word, ending); cut && (len(stem) >= 4 || len(stem) == 3 && ending == "nya") {
			if t, ok = l.terms[stem]; ok {
				return t, true
			}
		}
	}
	return t, false
}

// longestHeard is how far into a text is read, in bytes: a whole message of Telegram.
const longestHeard = 4096

// split cuts a text into words in small letters, figures, faces and dots. "3bln" is a figure and a word, "anak2" and "anak-anak" are one word twice.
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
		case unicode.Is(unicode.So, r): // a face
			end()
			words = append(words, string(r))
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
