package parenting

import (
	"slices"
	"strings"
	"time"
)

// Corrected cuts away what leads to what is wanted: "eh, ganti jam 3" is "jam 3", and "bukan, pindah ke musala" is "di musala".
func Corrected(text string) string {
	words := strings.Fields(Clean(strings.ReplaceAll(text, "\n", ", ")))
	for ; len(words) > 0; words = words[1:] {
		word, next := unmarked(words[0]), ""
		if len(words) > 1 {
			next = words[1]
		}
		switch {
		case leading(word), word == "ke" && (next == "" || beginsTime(next)):
		case word == "bukan" && (next == "" || word != strings.ToLower(words[0]) || among("tempatnya lokasinya")(unmarked(next))): // not "bukan Sabtu"
		case exact(word).kind == isShift && (unmarked(next) == "ke" || leading(next) || beginsTime(next)): // not "diundur seminggu"
		case word == "ke":
			words[0] = "di"
			return strings.Join(words, " ")
		default:
			return strings.Join(words, " ")
		}
	}
	return ""
}

// leading reports whether a word leads to what is wanted, and says nothing of it.
func leading(word string) bool {
	return among("eh oh maaf ganti diganti gantinya ubah diubah pindah pindahkan pindahin dipindah dipindahkan dipindahin jadi jadinya " +
		"harinya jamnya waktunya lamanya durasinya kirim kirimnya kirimkan kirimin dikirim jadwalkan jadwalin dijadwalkan")(unmarked(word))
}

// ReadChange reads what is to be different of a meeting, which would begin at start: [ReadWhen], [ReadShift], or how long it takes.
func ReadChange(text string, now, start time.Time) (When, bool) {
	if w, ok := ReadWhen(text, now); ok {
		return w, true
	}
	if w, ok := ReadShift(text, start); ok {
		return w, true
	}
	lasts, ok := ReadLength(text, HourOf(start))
	return When{Lasts: lasts}, ok && hasLetter(text) // "2" may be an hour
}

// ReadShift reads how much later or earlier something is to begin: "diundur seminggu", "maju 1 jam", "minggu depannya lagi".
func ReadShift(text string, start time.Time) (When, bool) {
	words, ok := tokens(text)
	if !ok {
		return When{}, false
	}
	r := reader{words: words}
	sign, days, by := r.ahead(0).value, 0, time.Duration(0)
	switch {
	case r.accept(isSunday, isFollowing), r.accept(isWeek, isFollowing), r.accept(isSunday, isNext, isAgain), r.accept(isWeek, isNext, isAgain):
		sign, days = 1, 7
	case r.accept(isDay, isFollowing):
		sign, days = 1, 1
	case !r.accept(isShift):
		return When{}, false
	case r.ahead(0).kind == isNumber && r.ahead(1).kind == isDay:
		days = r.ahead(0).value
		r.at += 2
	case r.ahead(0).kind == isNumber && slices.Contains([]kind{isWeek, isSunday}, r.ahead(1).kind):
		days = 7 * r.ahead(0).value
		r.at += 2
	default:
		if by, ok = r.span(); !ok {
			return When{}, false
		}
	}
	r.accept(isAgain)
	if r.at < len(r.words) || days > 366 {
		return When{}, false
	}
	at := start.Add(time.Duration(sign) * by)
	w := When{Days: []Day{DayOf(at).AddDays(sign * days)}}
	if by > 0 {
		w.Hours = []Hour{HourOf(at)}
	}
	return w, true
}
