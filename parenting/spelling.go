package parenting

import (
	"cmp"
	"regexp"
	"strings"
)

// shortened is how people shorten words in chats, or write them as they speak, by the word in full.
var shortened = map[string]string{
	"saya": "sy sya", "tidak": "tdk tak g ga gk gak nggak ngga enggak engga ndak ndk nda mboten", "tidak jadi": "gajadi gakjadi gkjadi", "tidak usah": "gausah gakusah",
	"mau": "mo mw", "ingin": "pengen pengin pingin pgn", "bisa": "bs bsa", "boleh": "blh", "jangan": "jgn jngan", "minta": "mnta", "hapus": "hps", "tolong": "tlg tlong",
	"sudah": "sdh udah udh dah sudh", "belum": "blm blum belom", "lagi": "lg", "saja": "aja sj ae", "juga": "jg", "dulu": "dlu", "sekarang": "skrg skg skrang", "masih": "msh",
	"yang": "yg", "dengan": "dg dgn", "karena": "krn karna", "kayaknya": "kyknya kyaknya kayanya", "untuk": "utk", "sama": "sm", "tapi": "tp", "kalau": "klo kl kalo klau", "di": "d", "jadi": "jd",
	"ya": "y", "anak": "ank", "anaknya": "anknya", "orang": "org", "banyak": "bnyak bnyk byk",
	"datang": "dtg dtang dateng", "hadir": "hdir", "ikut": "ikt", "sampai": "smpe smpai sampe nyampe", "kumpul": "kmpul", "sakit": "skit skt",
	"insyaallah": "insyallah insyaalah insyalah insaallah insaalah insalah inshaallah inshallah insyaalloh", "makasih": "mksih mksh mkasih makasi maksih",
	"malam": "mlm malem", "apa": "ap", "kapan": "kpn", "berapa": "brp brapa", "jam": "jm", "hari": "hr", "besok": "bsk bsok", "bagaimana": "gmn gimana gmana bgmn",
	"di mana": "dmn dimana dmana", "di sini": "disini dsini", "di tempat": "ditempat dtempat", "di balai": "dibalai dbalai", "di rumah": "dirumah drumah",
	"tempat": "tmpat tmpt", "tempatnya": "tmpatnya tmptnya", "pertemuan": "prtemuan prtmuan", "pertemuannya": "prtemuannya prtmuannya",
	"pesan": "psan psn", "pesannya": "psannya psnnya", "kirim": "krim krm", "terlalu": "trlalu", "kebanyakan": "kbanyakan kbnyakan", "sering": "sring srng", "sedikit": "sdikit sdkit",
	"berhenti": "brhenti brenti berenti", "tahu": "tau", "selesai": "slesai selesei sls",
}

// sasak is what people in Lombok say, by the Indonesian word. "Nani", now, is left out, as it is a name, and so are "bau", can, and others
// that mean something else in Indonesian. "Tiang" does too, but nobody writes of poles here. "Inaq", mother, "amaq" and "papuq" are parts of names and
// stay as they are.
var sasak = map[string]string{
	"saya": "tiang tyang", "ya": "enggih inggih enggeh", "tidak": "endek ndek endeq ndeq", "sekarang": "mangkin", "berapa": "pire", "kapan": "piran",
	"di mana": "dimane", "mana": "mbe", "kumpulnya": "kumpulne",
}

// spellings is shortened, and sasak, by what people write.
var spellings = func() map[string]string {
	by := map[string]string{}
	for _, table := range []map[string]string{shortened, sasak} {
		for word, said := range table {
			for _, s := range strings.Fields(said) {
				by[s] = word
			}
		}
	}
	return by
}()

var wordlike = regexp.MustCompile(`\pL+`)

// Spelled is what people write with its words in full, in lower case: "Sy gk bs dtg" is "saya tidak bisa datang".
func Spelled(text string) string {
	return wordlike.ReplaceAllStringFunc(strings.ToLower(Clean(text)), func(word string) string { return cmp.Or(spellings[word], word) })
}
