package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// kind is what a typed word, number or mark means to the reader of days and hours.
type kind int

const (
	isUnknown   kind = iota
	isFiller         // adds nothing: "pada", "ya", "Bu"
	isNumber         // value; spelled out if digits is 0
	isMark           // value is one of , . : / -
	isDay            // hari
	isWeek           // pekan
	isMonth          // bulan
	isYear           // tahun
	isMinute         // menit
	isHour           // jam, pukul
	isDate           // tanggal
	isOrdinal        // ke
	isRelative       // value: days from today
	isWeekday        // value
	isSunday         // minggu: the weekday or the week
	isMarket         // value: place in the Javanese week of five days
	isMonthName      // value
	isThis           // ini
	isNext           // depan
	isComing         // mendatang
	isLater          // nanti
	isAgain          // lagi
	isHalf           // setengah
	isQuarter        // seperempat
	isQuarters       // perempat
	isPast           // lewat
	isBefore         // kurang
	isPart           // value is a slot: pagi, siang, sore, malam
	isPrayer         // value is a slot
	isAfter          // habis, ba'da
	isUntil          // sampai
	isEnd            // selesai
	isLasting        // selama
	isAbout          // -an
	isShift          // diundur, or dimajukan if value is -1
	isFollowing      // depannya
	isZone           // value: hours east of UTC
)

// token is one word, number or mark of the typed text.
type token struct {
	kind   kind
	value  int
	digits int  // how many digits a number was typed with
	apart  bool // a comma or the like stands before it
}

// maxWords and maxText bound what is read; nobody needs more to name a day and an hour.
const (
	maxWords = 40
	maxText  = 200
)

// tokens cuts text into what it says; false if a part of it means nothing to us.
func tokens(text string) ([]token, bool) {
	if text = strings.TrimSpace(text); len(text) > maxText {
		return nil, false
	}
	text = strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', '‘', '`', '´', 'ʼ', '′': // ba'da, Jum'at
			return -1
		case 'é', 'è', 'ê':
			return 'e'
		case '–', '—', '−', '‐', '‑', '~':
			return '-'
		}
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, strings.ToLower(text))
	text = strings.NewReplacer("s.d.", " sampai ", "s.d", " sampai ", "s/d", " sampai ", "kira-kira", " kira ", "kira2", " kira ",
		"½", " setengah ", "¼", " seperempat ", "¾", " 3 perempat ").Replace(text)

	var all []token
	apart := false
	add := func(t token) {
		t.apart = apart
		all, apart = append(all, t), false
	}
	runes := []rune(text)
	digit := func(i int) bool { return i >= 0 && i < len(runes) && runes[i] >= '0' && runes[i] <= '9' }
	spaced := func(i, step int) int { // the next place that is no blank
		i += step
		for i >= 0 && i < len(runes) && unicode.IsSpace(runes[i]) {
			i += step
		}
		return i
	}
	for i := 0; i < len(runes); {
		r := runes[i]
		switch {
		case unicode.IsLetter(r):
			from := i
			for i < len(runes) && unicode.IsLetter(runes[i]) {
				i++
			}
			for _, t := range meaning(string(runes[from:i])) {
				add(t)
			}
			continue
		case digit(i):
			t := token{kind: isNumber}
			for ; digit(i); i++ {
				if t.digits++; t.digits > 4 {
					return nil, false
				}
				t.value = t.value*10 + int(runes[i]-'0')
			}
			add(t)
			continue
		case r == '-', (r == ':' || r == '/') && digit(spaced(i, -1)) && digit(spaced(i, 1)), (r == '.' || r == ',') && digit(i-1) && digit(i+1):
			add(token{kind: isMark, value: int(r)})
		case unicode.IsSpace(r):
		case strings.ContainsRune(",.:;/!?()[]\"“”„*_…|", r), unicode.Is(unicode.So, r), unicode.Is(unicode.Sk, r):
			apart = true
		default:
			return nil, false
		}
		i++
	}
	return compose(all)
}

// compose turns "dua puluh lima" into one number, drops what adds nothing and refuses what is not understood.
func compose(all []token) ([]token, bool) {
	var out []token
	apart := false
	for _, t := range all {
		t.apart = t.apart || apart
		if apart = t.kind == isFiller && t.apart; t.kind == isFiller {
			continue
		}
		last := len(out) - 1
		spelled := last >= 0 && out[last].kind == isNumber && out[last].digits == 0 && !t.apart
		switch {
		case t.kind == isUnknown:
			return nil, false
		case t.kind == isNumber && t.value == -10: // belas
			if !spelled || out[last].value > 9 {
				return nil, false
			}
			out[last].value += 10
		case t.kind == isNumber && t.value == -100: // puluh
			if !spelled || out[last].value > 9 {
				return nil, false
			}
			out[last].value *= 10
		case t.kind == isNumber && t.digits == 0 && t.value < 10 && spelled && out[last].value >= 20 && out[last].value%10 == 0:
			out[last].value += t.value
		default:
			out = append(out, t)
		}
	}
	return out, len(out) <= maxWords
}

// meaning says what a word means; a few short ones stand for two ("sejam"), and so do numbers written as one ("duabelas").
func meaning(word string) []token {
	for _, tail := range []string{"belas", "puluh"} {
		if unit, found := strings.CutSuffix(word, tail); found && unit != "" {
			if t := exact(unit); t.kind == isNumber && t.value > 0 && t.value < 10 {
				return []token{t, exact(tail)}
			}
		}
	}
	one := token{kind: isNumber, value: 1}
	switch word {
	case "sejam", "sakjam":
		return []token{one, {kind: isHour}}
	case "seminggu", "sepekan", "semingguan":
		return []token{one, {kind: isWeek}}
	case "sehari":
		return []token{one, {kind: isDay}}
	case "hariini":
		return []token{{kind: isDay}, {kind: isThis}}
	case "dinihari":
		return []token{{kind: isPart, value: int(atDawn)}}
	case "kedepan":
		return []token{{kind: isAgain}}
	}
	t := exact(word)
	if t.kind == isUnknown && len(word) >= 4 {
		t = exact(closest(word))
	}
	return []token{t}
}

// closest is the one day, month or other long word that a typed word misses by a single slip, "" if there is none or several.
// Shorter and commoner words must be typed as listed: "salam" is not "malam".
func closest(word string) string {
	long := []string{
		"senin", "selasa", "kamis", "jumat", "sabtu", "minggu", "besok", "januari", "februari", "maret", "april", "agustus",
		"september", "oktober", "november", "desember", "tanggal", "pukul", "setengah", "sampai", "depan", "magrib", "jumatan",
	}
	near := slices.DeleteFunc(long, func(w string) bool {
		return w[0] != word[0] || len(word) > len(w)+1 || distance(word, w) > 1
	})
	if len(near) != 1 {
		return ""
	}
	return near[0]
}

// exact is the vocabulary: Indonesian as it is typed in villages, with what Javanese, Sasak and Sundanese mix into it.
func exact(typed string) token {
	word := func(k kind, value int) token { return token{kind: k, value: value} }
	switch typed {
	case "pada", "ya", "yaa", "yah", "iya", "nggih", "njih", "bu", "ibu", "pak", "bapak", "mbak", "mas", "kak", "saja", "aja", "lah",
		"deh", "dong", "insyaallah", "insya", "allah", "oke", "ok", "mulai", "dimulai", "dari", "sekitar", "kira", "kurleb", "tepat",
		"pas", "yang", "yg", "akan", "waktu", "setempat", "salat", "shalat", "sholat", "solat", "sembahyang", "berjamaah", "jamaah", "eh",
		"sudah", "udah", "udh", "dah", "yaudah":
		return word(isFiller, 0)

	case "hari", "hri", "hr", "dino", "dina", "jelo", "poe":
		return word(isDay, 0)
	case "pekan":
		return word(isWeek, 0)
	case "minggu", "mingu", "mnggu", "minngu", "mgg", "mggu", "mgu":
		return word(isSunday, 0)
	case "bulan", "bln", "wulan":
		return word(isMonth, 0)
	case "tahun", "thn", "taun": //nolint:misspell // short for tahun, no slip of English
		return word(isYear, 0)
	case "menit", "mnt", "mnit", "menet", "min", "m":
		return word(isMinute, 0)
	case "jam", "jm", "pukul", "pkl", "pk", "pkul", "tabuh", "jem":
		return word(isHour, 0)
	case "tanggal", "tgl", "tg", "tggl", "tngl", "tanggl":
		return word(isDate, 0)
	case "ke":
		return word(isOrdinal, 0)

	case "besok", "bsk", "bsok", "besuk", "esok", "sesuk", "sesok", "jemaq", "jemak", "isukan":
		return word(isRelative, 1)
	case "lusa", "lsa", "emben", "pageto":
		return word(isRelative, 2)

	case "ahad", "ahat", "akad", "ngahad":
		return word(isWeekday, 0)
	case "senin", "senen", "sen":
		return word(isWeekday, 1)
	case "selasa", "slasa", "seloso", "selase", "salasa", "sel":
		return word(isWeekday, 2)
	case "rabu", "rebo", "rebu", "rbu", "rab":
		return word(isWeekday, 3)
	case "kamis", "kemis", "kms", "kam":
		return word(isWeekday, 4)
	case "jumat", "jumuah", "jumuwah", "jemuah", "jemuwah", "jumaah", "jmt", "jum":
		return word(isWeekday, 5)
	case "sabtu", "saptu", "setu", "septu", "sbt", "sab":
		return word(isWeekday, 6)

	case "legi", "manis":
		return word(isMarket, 0)
	case "pahing", "paing":
		return word(isMarket, 1)
	case "pon":
		return word(isMarket, 2)
	case "wage":
		return word(isMarket, 3)
	case "kliwon":
		return word(isMarket, 4)

	case "januari", "jan":
		return word(isMonthName, 1)
	case "februari", "pebruari", "feb", "peb":
		return word(isMonthName, 2)
	case "maret", "mar", "mrt":
		return word(isMonthName, 3)
	case "april", "apr":
		return word(isMonthName, 4)
	case "mei", "mey", "may":
		return word(isMonthName, 5)
	case "juni", "juny", "june", "jun":
		return word(isMonthName, 6)
	case "juli", "july", "jul":
		return word(isMonthName, 7)
	case "agustus", "agu", "ags", "agt", "agst", "agus", "aug":
		return word(isMonthName, 8)
	case "september", "sept", "sep":
		return word(isMonthName, 9)
	case "oktober", "october", "okt", "oct":
		return word(isMonthName, 10)
	case "november", "nopember", "nov", "nop":
		return word(isMonthName, 11)
	case "desember", "december", "des", "dec":
		return word(isMonthName, 12)

	case "ini", "iki", "ne", "ieu":
		return word(isThis, 0)
	case "depan", "dpn", "dpan", "ngarep":
		return word(isNext, 0)
	case "mendatang", "datang", "yad":
		return word(isComing, 0)
	case "nanti", "nti", "ntar", "ntr", "entar", "mengko", "mengke":
		return word(isLater, 0)
	case "lagi", "lg", "maneh":
		return word(isAgain, 0)

	case "setengah", "stengah", "stgh", "stngh", "satengah":
		return word(isHalf, 0)
	case "seperempat", "sprempat", "seprapat", "prapat":
		return word(isQuarter, 0)
	case "perempat":
		return word(isQuarters, 0)
	case "lewat", "lwt", "liwat", "lebih":
		return word(isPast, 0)
	case "kurang", "krg", "krng":
		return word(isBefore, 0)

	case "dini":
		return word(isPart, int(atDawn))
	case "pagi", "pgi", "pg", "esuk", "isuk", "enjing", "kelemaq", "kelemak":
		return word(isPart, int(atMorning))
	case "siang", "siank", "sian", "awan", "tengari":
		return word(isPart, int(atMidday))
	case "sore", "sor", "petang":
		return word(isPart, int(atAfternoon))
	case "malam", "mlm", "malem", "mlam", "mlem", "bengi", "peuting":
		return word(isPart, int(atNight))
	case "subuh", "shubuh", "sbuh":
		return word(isPrayer, int(atSubuh))
	case "zuhur", "dzuhur", "zhuhur", "duhur", "dhuhur", "dhuhor", "zohor", "lohor", "luhur", "dzuhr", "zuhr":
		return word(isPrayer, int(atZuhur))
	case "asar", "ashar", "asr", "ngasar", "asyar":
		return word(isPrayer, int(atAsar))
	case "magrib", "maghrib", "mahrib", "magrip", "magreb", "maghreb", "mgrib":
		return word(isPrayer, int(atMagrib))
	case "isya", "isa", "isha", "isyak", "isyah", "ngisa":
		return word(isPrayer, int(atIsya))
	case "jumatan":
		return word(isPrayer, int(atJumatan))
	case "habis", "abis", "hbs", "sehabis", "bakda", "bakdo", "bada", "badal", "badda", "sesudah", "setelah", "stlh", "selepas", "usai",
		"seusai", "bar":
		return word(isAfter, 0)

	case "sampai", "sampe", "sampek", "smpai", "sd", "hingga":
		return word(isUntil, 0)
	case "selesai", "slesai", "selesei":
		return word(isEnd, 0)
	case "selama":
		return word(isLasting, 0)
	case "diundur", "diundurkan", "diundurin", "undur", "undurkan", "mundur", "mundurkan", "dimundurkan", "dimundurin", "ditunda", "tunda":
		return word(isShift, 1)
	case "dimajukan", "dimajuin", "majukan", "maju":
		return word(isShift, -1)
	case "depannya", "dpnnya", "berikutnya", "selanjutnya", "setelahnya", "sesudahnya":
		return word(isFollowing, 0)
	case "an":
		return word(isAbout, 0)
	case "wib":
		return word(isZone, 7)
	case "wita":
		return word(isZone, 8)
	case "wit":
		return word(isZone, 9)

	case "satu", "siji", "sopok":
		return word(isNumber, 1)
	case "dua", "loro", "rong", "due":
		return word(isNumber, 2)
	case "tiga", "telu", "telung":
		return word(isNumber, 3)
	case "empat", "papat", "patang":
		return word(isNumber, 4)
	case "lima", "limo", "lime", "limang":
		return word(isNumber, 5)
	case "enam", "enem", "nem":
		return word(isNumber, 6)
	case "tujuh", "pitu", "pituq":
		return word(isNumber, 7)
	case "delapan", "dlapan", "wolu", "baluq":
		return word(isNumber, 8)
	case "sembilan", "songo", "sanga", "siwaq":
		return word(isNumber, 9)
	case "sepuluh", "sepulu":
		return word(isNumber, 10)
	case "sebelas", "sewelas", "solas":
		return word(isNumber, 11)
	case "rolas":
		return word(isNumber, 12)
	case "belas", "welas":
		return word(isNumber, -10)
	case "puluh", "pulu":
		return word(isNumber, -100)
	}
	return token{}
}
