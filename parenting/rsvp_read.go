package parenting

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// ReadAnswer reads an answer to an announcement as people type it: "insyaallah datang", "maaf gak bisa bu, anak sakit". One word
// that is not known refuses the answer, since it may turn it round; so does a question. The reason is "" if none was said, and
// comes back for words that are no answer too, such as "motor rusak".
func ReadAnswer(text string) (Answer, Reason, bool) {
	if len(text) > 200 {
		return "", "", false
	}
	words := answerWords(text)
	var comes, hopes, not, again, drops, doubts, declines, strange bool
	var reason Reason
	for i, word := range words {
		after := i > 1 && words[i-2] == "tidak" && words[i-1] == "jadi" // "tidak jadi sakit"
		switch word {
		case "datang", "hadir", "ikut", "bisa", "dapat", "sempat", "berangkat", "rauh":
			strange = strange || again // "tidak bisa tidak datang"
			comes = true
		case "insyaallah", "insya", "inshaa", "allah", "alloh", "siap", "pasti":
			hopes = true
		case "tidak", "ora":
			strange = strange || comes && !not // "bisa datang gak"
			again = not && comes
			not = true
		case "belum", "mungkin", "mgkn", "ragu", "usahakan", "diusahakan", "lihat", "kayaknya", "sepertinya":
			doubts = true
		case "berhalangan", "halangan", "izin", "ijin", "absen":
			strange = strange || not // "tidak jadi berhalangan"
			declines = true
		case "jadi":
			drops = drops || i > 0 && words[i-1] == "tidak"
		case "sakit", "demam", "meriang", "opname", "batuk", "panas":
			strange = strange || after
			reason = ReasonSick
			if slices.ContainsFunc(words, among("anak anaknya cucu cucunya kecil bayi bayinya balita bungsu")) {
				reason = ReasonChild
			}
		case "urusan", "acara", "kerja", "bekerja", "hajatan", "pengajian", "begawe", "sibuk", "repot", "sawah", "kebun", "ladang", "panen":
			strange = strange || after
			reason = ReasonBusy
		case "kendaraan", "motor", "ojek", "ongkos", "bensin", "jauh":
			reason = ReasonNoRide
		case "ya", "iya", "nggih", "ok", "oke", "baik", "bu", "ibu", "inaq", "pak", "bapak", "amaq", "papuq", "kak", "mbak", "mas", "min", "saya", "aku", "kami",
			"kita", "akan", "mau", "besok", "nanti", "hari", "ini", "juga", "ternyata", "eh", "maaf", "mohon", "terima", "kasih", "makasih", "dulu", "karena",
			"soalnya", "sedang", "lagi", "ada", "anak", "anaknya", "cucu", "cucunya", "bayi", "bayinya", "balita", "bungsu", "si", "kecil",
			"besar", "badan", "badannya", "suami", "nenek", "kakek", "assalamualaikum", "assalamu",
			"alaikum", "tahu", "yakin", "untuk", "di", "ke", "pertemuan", "rumah", "tapi", "agak", "telat", "terlambat", "nyusul", "menyusul",
			"sedikit", "yang", "depan", "pagi", "siang", "sore", "malam", "deh", "saja", "kok":
		default:
			strange = strange || !namesDay(word) // which day it is says [MayMean]
		}
	}
	leaves := not && slices.Contains(words, "mau") && slices.Contains(words, "lagi") // "tidak mau ikut lagi" is of every meeting
	switch {
	case strange || leaves || len(words) == 0:
		return "", reason, false
	case declines, not && comes, drops && reason != "":
		return NotComing, reason, true
	case doubts:
		return Unsure, "", true
	case reason != "" || not:
		return "", reason, false
	case comes, hopes:
		return Coming, "", true
	}
	return "", "", false
}

// Comer is who comes or does not, in an answer of somebody who is abroad.
type Comer string

// Who may be meant by an answer; "" if it does not say.
const (
	ComerHome Comer = "home" // somebody at home
	ComerSelf Comer = "self" // who says it
)

// ReadAnswerFromAfar is [ReadAnswer] for somebody who is abroad, with whom it is about: "istri saya yang datang, saya gak bisa". What is
// said of those at home is the answer.
func ReadAnswerFromAfar(text string) (answer Answer, reason Reason, comer Comer, ok bool) {
	whole, why, read := ReadAnswer(text)
	for _, part := range answerParts(text) {
		rest := slices.DeleteFunc(slices.Clone(part), isFamily)
		if answer, reason, ok = ReadAnswer(strings.Join(rest, " ")); ok && len(rest) < len(part) {
			if answer == NotComing {
				reason = cmp.Or(reason, why)
			}
			return answer, reason, ComerHome, true
		}
	}
	if slices.ContainsFunc(answerWords(text), among("saya aku")) {
		comer = ComerSelf
	}
	return whole, why, comer, read
}

// isFamily reports whether a word stands for somebody at home.
var isFamily = among("istri istriku istrinya bini suami suamiku suaminya ibunya mamanya mamaknya bapaknya ayahnya nenek neneknya kakek kakeknya " +
	"mbahnya papuqnya mertua kakak kakaknya adik adiknya bibi bibinya paman pamannya keluarga orang rumah")

// answerParts divides an answer of somebody abroad into what is said of one and of another: at a comma or a conjunction, and before who is at
// home once something was denied or explained.
func answerParts(text string) (parts [][]string) {
	for _, piece := range strings.FieldsFunc(Spelled(text), func(r rune) bool { return strings.ContainsRune(",.;:!\n", r) }) {
		var part []string
		for _, word := range answerWords(piece) {
			_, reason, _ := ReadAnswer(strings.Join(part, " "))
			switch turns := among("tapi karena soalnya sebab"); {
			case turns(word):
				parts, part = append(parts, part), nil
			case isFamily(word) && (reason != "" || slices.Contains(part, "tidak")):
				parts, part = append(parts, part), []string{word}
			default:
				part = append(part, word)
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// SaysComing reports whether an answer in words names the coming itself: "tidak bisa" alone may be said of anything.
func SaysComing(text string) bool {
	_, _, ok := ReadAnswer(text)
	return ok && slices.ContainsFunc(answerWords(text), among("datang hadir rauh"))
}

// answerWords are the words of an answer; a question mark counts as one of them, or as a part.
func answerWords(text string) []string {
	return strings.FieldsFunc(Spelled(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '?' })
}

// namesDay reports whether a word stands for a day: "sabtu", "besok".
func namesDay(word string) bool {
	k := exact(word).kind
	return k == isWeekday || k == isSunday || k == isRelative
}

// MayMean reports whether an answer in words may be about the meeting of a day: they name that day or none. "Minggu ini" is a week.
func MayMean(text string, day, today Day) bool {
	words := answerWords(text)
	for i, word := range words {
		t := exact(word)
		week := i+1 < len(words) && (words[i+1] == "ini" || words[i+1] == "depan")
		switch {
		case t.kind == isWeekday && day.Weekday() != time.Weekday(t.value), t.kind == isSunday && !week && day.Weekday() != time.Sunday,
			t.kind == isRelative && day != today.AddDays(t.value):
			return false
		}
	}
	return true
}

// ReadNod reads a bare yes or no as people type it, "iya bu" or "tidak". It is an answer to an announcement only while just that is
// asked.
func ReadNod(text string) (Answer, bool) {
	if len(text) > 40 {
		return "", false
	}
	var answer Answer
	for _, word := range answerWords(text) {
		said := answer
		switch word {
		case "ya", "iya", "iye", "yaa", "iyaa", "nggih", "inggih", "ok", "oke", "okey", "baik":
			said = Coming
		case "tidak":
			said = NotComing
		case "bu", "ibu", "pak", "bapak", "kak", "mbak", "mas", "maaf":
		default:
			return "", false
		}
		if answer != "" && said != answer {
			return "", false
		}
		answer = said
	}
	return answer, answer != ""
}

// ReadDecision reads a yes or a no to a question whose two buttons are labelled so: "iya bu", "ya tutup aja", "belum". named reports that a
// yes came with the thing itself, the first word of its label: "ya batalkan".
func ReadDecision(text, yes, no string) (answer Answer, named bool) {
	isYes := among("ya iya iye yaa iyaa nggih inggih ok oke okey baik siap betul benar bener sudah")
	isNo := among("tidak belum jangan")
	isAddress := among("bu ibu pak bapak kak mbak mas maaf saja deh lah dong eh jadi")
	thing, agreed := "", false
	var rest []string
	for _, word := range answerWords(yes) {
		if thing == "" && !isYes(word) {
			thing = word
		}
		rest = append(rest, word)
	}
	for _, word := range answerWords(text) {
		said := answer
		switch word = strings.TrimPrefix(word, "di"); {
		case isYes(word):
			said, agreed = Coming, true
		case word == thing:
			said, named = Coming, true
		case isNo(word), !isAddress(word) && slices.Contains(answerWords(no), word):
			said = NotComing
		case isAddress(word), slices.Contains(rest, word):
		default:
			return "", false
		}
		if answer != "" && said != answer {
			return "", false
		}
		answer = said
	}
	return answer, named && agreed
}
