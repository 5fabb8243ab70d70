package parenting

import (
	"slices"
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
	WishCheckIn Wish = "checkin" // to be noted as present
	WishPrivacy Wish = "privacy" // who sees what is kept
	WishData    Wish = "data"    // what is kept
	WishErase   Wish = "erase"   // to have it erased
	WishAsk     Wish = "ask"     // to ask somebody something, and not what
	WishThanks  Wish = "thanks"  // nothing: it was a thank you
	WishGreet   Wish = "greet"   // nothing yet: it was a greeting
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
	only := func(of ...string) bool {
		for w := range words {
			if !slices.Contains(of, w) {
				return false
			}
		}
		return true
	}
	switch {
	case len(words) == 0:
		return ""
	case said("lagi", "kembali", "kabari", "pesan") && said("ikut", "terima", "mulai") &&
		!said("jangan", "tidak", "gak", "ga", "gk", "tdk", "nggak", "berhenti", "stop", "kasih"):
		return WishBack
	case said("hapus", "hapuskan", "dihapus", "hapusin", "hps") && said("data", "datanya", "dataku", "nama", "namanya", "akun", "semua"):
		return WishErase
	case said("berhenti", "stop", "keluar"), said("jangan", "gausah", "usah") && said("kirim", "kirimi", "ngirim", "pesan", "kabari", "wa", "sms"):
		return WishStop
	case said("privasi"), said("data", "datanya", "dataku") && said("siapa", "aman", "rahasia", "buat", "untuk"):
		return WishPrivacy
	case said("dataku"), said("data", "datanya") && said("saya", "sy", "aku", "kami", "lihat", "liat", "melihat", "disimpan", "simpan"):
		return WishData
	case said("sudah", "udah", "udh", "sdh", "dah") && said("datang", "dateng", "sampai", "sampe", "nyampe", "tiba", "hadir", "tempat", "ditempat", "lokasi") &&
		only("sudah", "udah", "udh", "sdh", "dah", "datang", "dateng", "sampai", "sampe", "nyampe", "tiba", "hadir", "tempat", "ditempat", "lokasi",
			"saya", "sy", "aku", "kami", "kita", "bu", "ibu", "pak", "bapak", "ya", "nih", "ini", "di", "balai", "desa", "pertemuan"):
		return WishCheckIn
	case said("besok", "bsk", "bsok", "lusa") && (strings.Contains(text, "?") || only("besok", "bsk", "bsok", "lusa", "ada", "jadi", "pertemuan", "pertemuannya", "kumpul", "ya", "bu", "pak")):
		return WishMeeting
	case said("kapan", "jadwal", "jadwalnya"), said("jam", "jm", "pukul", "hari") && said("brp", "berapa", "brapa", "apa"),
		said("mana", "dimana", "dmn") && said("tempat", "tempatnya", "pertemuan", "pertemuannya", "kumpul", "acaranya"):
		return WishMeeting
	case said("tanya", "bertanya", "nanya", "tnya", "konsultasi", "curhat") && len(words) <= 5 &&
		(len(words) == 1 || said("mau", "mo", "ingin", "pengen", "boleh", "bisa", "numpang", "izin", "ijin", "minta")):
		return WishAsk
	case only(append(courteous, "terima", "kasih", "terimakasih", "trimakasih", "trima", "makasih", "makasi", "mksh", "tks", "thanks", "suwun", "nuwun", "matur", "hatur")...):
		return WishThanks
	case only(append(courteous, "assalamualaikum", "assalamu", "alaikum", "asslamualaikum", "waalaikumsalam", "waalaikumussalam", "wa", "salam", "wr", "wb", "halo", "hallo", "hai",
		"selamat", "pagi", "siang", "sore", "malam")...):
		return WishGreet
	}
	return ""
}

// courteous are words that come with a thank you or a greeting, and say nothing by themselves.
var courteous = []string{"bu", "ibu", "pak", "bapak", "kak", "min", "mbak", "mas", "ya", "y", "banyak", "oke", "ok", "okey", "siap", "baik", "sip", "iya", "nggih"}

// Declines reports whether somebody in a conversation wants nothing of it any more: "ga jadi deh bu", "batal", "eh jangan dikirim". It is
// false where more is said.
func Declines(text string) bool {
	words := strings.FieldsFunc(strings.ToLower(Clean(text)), func(r rune) bool { return !unicode.IsLetter(r) })
	not := []string{"tidak", "tdk", "tak", "ga", "gak", "gk", "g", "nggak", "ngga", "enggak", "engga", "ndak", "nda"}
	by := func(i int, of []string, then ...string) bool {
		return slices.Contains(of, words[i]) && i+1 < len(words) && slices.Contains(then, words[i+1])
	}
	declined := false
	for i := 0; i < len(words); i++ {
		switch {
		case slices.Contains([]string{"batal", "batalkan", "batalin", "dibatalkan", "gajadi", "gakjadi"}, words[i]):
			declined = true
		case by(i, not, "jadi", "usah"), by(i, []string{"jangan", "jgn"}, "kirim", "dikirim", "kirimkan", "diteruskan", "jadi"), by(i, []string{"hapus", "hps"}, "aja", "saja"):
			declined = true
			i++
		case !slices.Contains(hesitant, words[i]):
			return false
		}
	}
	return declined
}

// hesitant are words that come with declining, and say nothing by themselves.
var hesitant = append([]string{
	"eh", "ah", "deh", "aja", "saja", "dulu", "malu", "maaf", "lah", "dong", "sih", "kok", "nanti", "sy", "saya", "aku", "mau", "itu", "ini", "tadi", "jangan", "jgn",
	"pesan", "pesannya", "pertanyaan", "pertanyaannya", "nya",
}, courteous...)

// WantsBack reports whether somebody in a conversation wants to go back to the question before: the word stands alone.
func WantsBack(text string) bool {
	switch strings.ToLower(strings.Trim(Clean(text), ".,!? ")) {
	case "kembali", "salah", "balik", "ulangi":
		return true
	}
	return false
}
