package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// CutPlace reads what says a place beside day and hour: "Sabtu jam 2 siang di balai desa", "besok di rumah Bu Rina, jam 9". read has
// refused the whole and reads what is left without the place. All of the rest must be understood, as in [ReadWhen].
func CutPlace(text string, read func(string) (When, bool)) (w When, place string, ok bool) {
	words := strings.Fields(Clean(strings.ReplaceAll(text, "\n", ", ")))
	if len(words) > 2*maxWords {
		return When{}, "", false
	}
	for i := range words {
		from, glued, found := placeAt(words, i)
		if !found || from == len(words) || glued == "" && beginsTime(words[from]) {
			continue
		}
		before := strings.Join(words[:i], " ")
		for to := from + 1; to <= len(words); to++ {
			if to < len(words) && !strings.ContainsAny(words[to-1][len(words[to-1])-1:], ",;") && (!beginsTime(words[to]) || unmarked(words[to-1]) == "pasar") {
				continue
			}
			w, ok = readAround(before, strings.Join(words[to:], " "), read)
			if place = placeOf(words[from:to], glued); ok && place != "" {
				return w, place, true
			}
		}
		return When{}, "", false // "di rumah Bu Rina di Dusun Lauk" is one place
	}
	return When{}, "", false
}

// ReadPlace reads a place that is all that was said: "di balai desa" and "pindah ke balai desa aja bu" are the balai desa. It is "" where
// nothing is left.
func ReadPlace(text string) string {
	words := strings.Fields(Corrected(text))
	if from, glued, found := placeAt(words, 0); found {
		return placeOf(words[from:], glued)
	}
	return placeOf(words, "")
}

// readAround reads what stands before and after a place. Each of day and hour stands on one side of it: "Minggu jam 9 di Pasar
// Senin" names one day.
func readAround(before, after string, read func(string) (When, bool)) (When, bool) {
	b, okBefore := read(before)
	a, okAfter := read(after)
	switch {
	case after == "":
		return b, okBefore
	case before == "":
		return a, okAfter
	case !okAfter, okBefore && (len(b.Days) > 0 && len(a.Days) > 0 || len(b.Hours) > 0 && len(a.Hours) > 0):
		return When{}, false
	}
	return read(before + ", " + after)
}

// placeAt reports whether the word at i says that a place follows, and where it begins. glued is its first word when it is written
// together with the "di".
func placeAt(words []string, i int) (from int, glued string, found bool) {
	if i >= len(words) {
		return 0, "", false
	}
	word := words[i]
	switch strings.ToLower(strings.TrimRight(word, ":")) {
	case "di":
		return i + 1, "", true
	case "bertempat", "tempat", "tempatnya", "lokasi", "lokasinya":
		from = i + 1
		for from < len(words) && (among("di ke : ada")(strings.ToLower(words[from])) || leading(words[from])) {
			from++
		}
		if from == i+1 && !strings.HasSuffix(word, ":") && !strings.HasSuffix(strings.ToLower(word), "nya") {
			return 0, "", false // "tempat biasa" is a place itself
		}
		return from, "", true
	}
	if len(word) > len("di") && strings.EqualFold(word[:len("di")], "di") {
		places := []string{
			"rumah", "balai", "bale", "masjid", "mesjid", "musala", "musola", "mushola", "musholla", "kantor", "aula", "sekolah", "posyandu",
			"poskesdes", "puskesmas", "madrasah", "gedung", "lapangan", "berugak", "pendopo", "paud", "sd", "tk",
		}
		glued = word[len("di"):]
		return i + 1, glued, slices.Contains(places, strings.ToLower(strings.TrimRight(glued, ",.;")))
	}
	return 0, "", false
}

// placeOf writes a place out of its words, "" if they are none. What is said to whoever reads it falls away at its end.
func placeOf(words []string, glued string) string {
	for len(words) > 0 && slices.Contains(courtesies, unmarked(words[len(words)-1])) {
		words = words[:len(words)-1]
	}
	place := strings.Trim(glued+" "+strings.Join(words, " "), " ,;.:")
	first, _, _ := strings.Cut(place, " ")
	if !hasLetter(place) || among("mana apa bukan salah keliru belum")(unmarked(first)) || strings.HasSuffix(place, "?") {
		return ""
	}
	return place
}

// courtesies are what is left of words, or of an emoji, that are for whoever reads.
var courtesies = []string{"", "aja", "saja", "ya", "yaa", "bu", "pak", "kak", "mbak", "deh", "dong"}

// unmarked is a word without what stands around it.
func unmarked(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// beginsTime reports whether a word begins what is said of day or hour.
func beginsTime(word string) bool {
	read, ok := tokens(word)
	begin := []kind{isHour, isDate, isDay, isRelative, isWeekday, isSunday, isAfter, isLater, isPart}
	return ok && len(read) > 0 && slices.Contains(begin, read[0].kind)
}
