package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// ProperName writes the name of a person, a group or a place the way names are written: "rina sahnun" and "RINA SAHNUN" are Rina
// Sahnun. A word that mixes capitals and small letters was written with care and stays ("McDonald", "S.Pd"), and so does a short one
// in capitals among others ("TP PKK Melati"). No letter comes or goes.
func ProperName(name string) string {
	longest := 4
	if !strings.ContainsFunc(cased(name, anyWord), unicode.IsLower) {
		longest = 0 // all is in capitals, which then say nothing
	}
	return cased(name, longest)
}

// anyWord is longer than every word.
const anyWord = 1 << 16

// cased writes a name and leaves words in capitals of up to a number of letters.
func cased(name string, longest int) string {
	runes := []rune(name)
	first := true
	for from := 0; from < len(runes); {
		to := from
		for to < len(runes) && (unicode.IsLetter(runes[to]) || to > from && isWithin(runes[to])) {
			to++
		}
		if to == from {
			from++
			continue
		}
		if from == 0 || begins(runes[from-1]) {
			caseWord(runes[from:to], first, longest)
		}
		first, from = false, to
	}
	return string(runes)
}

// isWithin reports whether a sign that is no letter belongs to the word around it: "Ma'rifah", a mark set over a letter.
func isWithin(r rune) bool {
	return unicode.IsMark(r) || strings.ContainsRune("'’‘`ʼ\u200d", r)
}

// begins reports whether a word that is to be written with a capital may follow a sign: "Rina, S.Pd", "Ash-Shiddiq", but not "d/a".
func begins(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;-–(&+'’‘", r) }

// caseWord writes one word in place.
func caseWord(word []rune, first bool, longest int) {
	letters, lower, upper := 0, 0, 0
	for _, r := range word {
		switch {
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r):
			upper++
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	small := strings.ToLower(string(word))
	switch {
	case !first && isRoman(small) || slices.Contains(abbreviations, small):
		inCase(word, unicode.ToUpper, unicode.ToUpper)
	case !first && longest < anyWord && slices.Contains([]string{"bin", "binti", "dan"}, small):
		inCase(word, unicode.ToLower, unicode.ToLower)
	case upper > 0 && (lower > 0 || letters <= longest):
	default:
		inCase(word, unicode.ToTitle, unicode.ToLower)
	}
}

func inCase(word []rune, head, tail func(rune) rune) {
	word[0] = head(word[0])
	for i := range word[1:] {
		word[i+1] = tail(word[i+1])
	}
}

// abbreviations are what the names of groups and places begin with, and learned men's, however it is typed.
var abbreviations = []string{"rt", "rw", "kb", "bkb", "bkr", "bkl", "tp", "pkk", "pkh", "nu", "lkknu", "pmi", "tgh", "kh"}

// isRoman reports whether a word in small letters is a number up to 39: "Melati II".
func isRoman(word string) bool {
	tens := strings.TrimLeft(word, "x")
	return word != "" && len(word)-len(tens) <= 3 && slices.Contains([]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}, tens)
}
