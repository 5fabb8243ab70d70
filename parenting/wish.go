package parenting

import (
	"strings"
	"unicode"
)

// Wish is what somebody asks for in words outside every conversation.
type Wish string

// The wishes that are understood.
const (
	WishStop    Wish = "stop"    // no more messages
	WishBack    Wish = "back"    // messages again, after a stop
	WishMeeting Wish = "meeting" // when and where the next meeting is
)

// ReadWish reads a wish as people type it: "tolong jangan kirim pesan lagi", "jam brp ya", "di mana tempatnya". It is "" where the
// words may mean something else.
func ReadWish(text string) Wish {
	if len(text) > 200 {
		return ""
	}
	words := map[string]bool{}
	for _, word := range strings.FieldsFunc(strings.ToLower(Clean(text)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		words[word] = true
	}
	said := func(of ...string) bool {
		for _, w := range of {
			if words[w] {
				return true
			}
		}
		return false
	}
	switch {
	case said("lagi", "kembali", "kabari", "pesan") && said("ikut", "terima", "mulai") &&
		!said("jangan", "tidak", "gak", "ga", "gk", "tdk", "nggak", "berhenti", "stop", "kasih"):
		return WishBack
	case said("berhenti", "stop", "keluar"), said("jangan", "gausah", "usah") && said("kirim", "kirimi", "ngirim", "pesan", "kabari", "wa", "sms"):
		return WishStop
	case said("kapan", "jadwal", "jadwalnya"), said("jam", "jm", "pukul", "hari") && said("brp", "berapa", "brapa", "apa"),
		said("mana", "dimana", "dmn") && said("tempat", "tempatnya", "pertemuan", "pertemuannya", "kumpul", "acaranya"):
		return WishMeeting
	}
	return ""
}
