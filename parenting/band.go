package parenting

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ageWord is a number or a word: "4thn" is two.
var ageWord = regexp.MustCompile(`[0-9]+|\pL+`)

// ReadBands reads how old children are as people type it: "4 tahun", "3 sama 7 tahun", "8 bln", "6-9". A number that counts something
// else is none, and one that is no child's age refuses the whole.
func ReadBands(text string) (bands []Band, ok bool) {
	const tooOld = 18
	var ages, open []int // open: those whose unit has not come yet
	counts := func(months int) {
		for _, n := range open {
			ages = append(ages, n*months/12)
		}
		open = nil
	}
	bare := true
	for _, word := range ageWord.FindAllString(strings.ToLower(Clean(text)), -1) {
		n, err := strconv.Atoi(word)
		switch {
		case err == nil:
			open = append(open, n)
		case slices.Contains([]string{"tahun", "thn", "th", "taun", "thun", "years", "year"}, word): //nolint:misspell // short for tahun, no slip of English
			counts(12)
		case slices.Contains([]string{"bulan", "bln", "months", "month"}, word):
			counts(1)
		case slices.Contains([]string{"minggu", "mgg", "hari", "hr"}, word):
			counts(0)
		case slices.Contains([]string{"dan", "sama", "sm", "n", "and"}, word):
		default:
			open, bare = nil, false
		}
	}
	if bare {
		counts(12)
	}
	for _, age := range ages {
		if age >= tooOld {
			return nil, false
		}
	}
	for _, b := range Bands() {
		from, to, _ := strings.Cut(string(b), "-")
		least, _ := strconv.Atoi(from)
		most, _ := strconv.Atoi(to)
		if slices.ContainsFunc(ages, func(age int) bool { return least <= age && age <= most }) {
			bands = append(bands, b)
		}
	}
	return bands, len(bands) > 0
}
