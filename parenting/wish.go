package parenting

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Wish is what somebody asks for in words outside every conversation.
type Wish string

// The wishes that are understood.
const (
	WishStop     Wish = "stop"     // no more messages
	WishPace     Wish = "pace"     // fewer messages, or none for a while
	WishNight    Wish = "night"    // none in the evening
	WishBack     Wish = "back"     // messages again, after a stop
	WishMeeting  Wish = "meeting"  // when and where the next meeting is
	WishCheckIn  Wish = "checkin"  // to be noted as present
	WishPrivacy  Wish = "privacy"  // who sees what is kept
	WishData     Wish = "data"     // what is kept
	WishErase    Wish = "erase"    // to have it erased
	WishName     Wish = "name"     // to be called something else
	WishCalled   Wish = "called"   // to be called as it says
	WishAges     Wish = "ages"     // to put right how old the children are
	WishFamily   Wish = "family"   // to see what is known of one's family
	WishAid      Wish = "aid"      // help, and whom to call for it
	WishNumber   Wish = "number"   // the number of the facilitator
	WishAsk      Wish = "ask"      // to ask somebody something, and not what
	WishMenu     Wish = "menu"     // what there is
	WishLessons  Wish = "lessons"  // something to read
	WishThemes   Wish = "themes"   // the same, by theme
	WishByAge    Wish = "byage"    // the same, by age
	WishBand     Wish = "band"     // the same, for the ages that [ReadBands] finds in the words
	WishSearch   Wish = "search"   // to look for something, and not what
	WishPractice Wish = "practice" // one's own practices
	WishHelp     Wish = "help"     // how to use all this
	WishCancel   Wish = "cancel"   // to drop what was begun
	WishWhat     Wish = "what"     // what this is, and who writes here
	WishThanks   Wish = "thanks"   // nothing: it was a thank you
	WishGreet    Wish = "greet"    // nothing yet: it was a greeting
	WishNod      Wish = "nod"      // nothing: it was a yes or a no

	// What only whoever leads a group asks for, see [ReadTask].
	WishPlan  Wish = "plan"  // to plan a meeting
	WishLead  Wish = "lead"  // to announce, change, cancel or close one, or to see who comes
	WishNames Wish = "names" // to add families
	WishTold  Wish = "told"  // nothing: families without Telegram know of an announcement
)

// A wording is how a wish is said, in words in full ([Spelled]).
type wording struct {
	wish   Wish
	said   []string // a word of each of these lists
	beside string   // and no other words but these; [anything]: whatever they are
	never  string   // but none of these
	most   int      // in so many words; 0: any number
}

// anything may be said beside the words of a wish.
const anything = "*"

// Words that come in many wordings. The last four lists say nothing by themselves.
const (
	me        = "saya aku kami kita"
	no        = "tidak"
	messages  = "pesan pesannya kirim kirimi ngirim kirimnya kiriman kirimannya materi materinya chat chatnya wa"
	money     = "uang duit gaji suami istri ayah bapaknya ibunya"
	mend      = "salah keliru ganti ubah diganti diubah betulkan perbaiki gantikan mengganti mengubah"
	turnOn    = "hidupkan dihidupkan hidupin idupin nyalakan dinyalakan nyalain aktifkan diaktifkan"
	pause     = "dulu seminggu sebulan sementara sebentar bentar"
	asked     = "tanya bertanya nanya tnya konsultasi curhat"
	number    = "nomor nomer nomornya no telp telpon telepon tlp kontak hotline"
	children  = "anak anakku anaknya"
	lessonly  = children + " cucu bayi balita asi mpasi makan disapih obat imunisasi vaksin hamil periksa kontrol panas demam bab hp layar telpon telepon nelpon vidcall pulang"
	years     = "tahun thn th taun bulan bln" //nolint:misspell // short for tahun, no slip of English
	attending = "absen absensi absennya ngabsen"
	meeting   = "pertemuan pertemuannya kumpul kumpulnya kumpulan acaranya undangan undangannya"
	move      = "batal batalkan dibatalkan batalin tunda ditunda undur diundur mundur dimundurkan maju dimajukan pindah pindahkan dipindah geser digeser libur edit"
	greeting  = "assalamualaikum assalamu asslamualaikum waalaikumsalam waalaikumussalam salam halo hallo hai selamat pagi siang sore malam"
	courteous = "bu ibu inaq pak bapak amaq papuq kak min mbak mas ya banyak oke ok okey siap baik sip iya nggih"
	thankful  = courteous + " buk bun bunda terima kasih matur hatur sgt sangat sekali membantu dibantu bermanfaat ilmunya infonya materinya bantuannya sarannya atas untuk semuanya sudah"
	plain     = asking + " " + messages + " " + meeting + " bot grup kelompok ikut terima di ke jam hari besok lusa nanti pagi siang sore senin selasa rabu kamis jumat sabtu minggu ahad"
	asking    = courteous + " " + me + " minta mau ingin lihat liat buka tampilkan tolong dong donk deh nih lagi yang ada apa saja boleh bisa coba"
)

// wordings is how people type their wishes. The first that fits counts.
var wordings = []wording{
	{wish: WishBack, said: []string{"lagi kembali kabari pesan", "ikut terima"}, beside: anything, never: no + " jangan berhenti stop kasih"},
	{wish: WishBack, said: []string{"lagi kembali", "mulai kirim kirimi kirimin kirimkan " + turnOn}, beside: asking + " mulai kirim kembali " + messages},
	{wish: WishBack, said: []string{turnOn}, beside: asking + " bot " + messages},

	{wish: WishErase, said: []string{"hapus hapuskan dihapus hapusin", "data datanya dataku nama namanya akun semua"}, beside: anything},

	{wish: WishNight, said: []string{messages, "jangan usah stop berhenti", "malam"}, beside: anything, never: money + " " + children},
	{wish: WishNight, said: []string{"jangan " + no, "ganggu diganggu mengganggu gangguin bunyi berisik", "malam"}, beside: anything, never: children},
	{wish: WishNight, said: []string{messages, "pagi siang sore", "saja"}, beside: asking + " kalau hari pas di datang jangan malam tidak yang"},

	{wish: WishPace, said: []string{messages, "kurangi kurangin dikurangi kebanyakan jarangin dijarangin atur"}, beside: anything, never: money + " " + children},
	{wish: WishPace, said: []string{messages, "lebih terlalu", "jarang sedikit banyak sering"}, beside: anything, never: money + " " + children},
	{wish: WishPace, said: []string{messages, "jangan berhenti stop libur jeda", pause + " materi materinya"}, beside: anything, never: money + " " + children},
	{wish: WishPace, said: []string{"stop berhenti jeda libur", pause}, beside: asking},
	{wish: WishPace, said: []string{"jeda"}, beside: asking},
	{wish: WishPace, said: []string{"jangan", "sering keseringan"}, beside: asking + " terlalu " + messages},
	{wish: WishPace, said: []string{"sedikit", "saja", messages}, beside: asking},
	{wish: WishPace, said: []string{"seminggu sebulan", "sekali kali x"}, beside: asking + " cukup dua jadi sekali " + messages},
	{wish: WishPace, said: []string{"lebih", "jarang"}, beside: asking},

	{wish: WishStop, said: []string{no, "mau ingin", "ikut", "lagi sudah"}, beside: courteous + " " + me + " maaf"},
	{wish: WishStop, said: []string{"berhenti stop keluar", "ikut pesan pesannya kirim kelompok grup bot sini"}, beside: anything},
	{wish: WishStop, said: []string{"berhenti stop keluar"}, beside: anything, never: lessonly},
	{wish: WishStop, said: []string{"jangan usah", "kirim kirimi ngirim pesan kabari wa sms"}, beside: anything},

	{wish: WishPrivacy, said: []string{"privasi"}, beside: anything},
	{wish: WishPrivacy, said: []string{"data datanya dataku", "siapa aman rahasia buat untuk"}, beside: anything},
	{wish: WishData, said: []string{"dataku"}, beside: anything},
	{wish: WishData, said: []string{"data datanya", "saya aku kami lihat liat melihat disimpan simpan"}, beside: anything},
	{wish: WishData, said: []string{"apa", "disimpan simpan", me}, beside: anything, never: money},

	{wish: WishName, said: []string{"nama namaku namanya panggilan", mend}, beside: asking + " panggilan"},
	{
		wish: WishCalled, said: []string{"nama", me}, beside: anything, most: 5,
		never: children + " suami istri akta akte kk ktp rapor bayi apa siapa ada daftar terdaftar belum sudah masuk disimpan ?",
	},
	{wish: WishAges, said: []string{"umur usia umurnya usianya", mend}, beside: anything, most: 7, never: "?"},
	{
		wish: WishAges, said: []string{children, "sekarang sudah", years}, never: "?",
		beside: me + " umur umurnya usia pertama kedua ketiga ke yang kecil besar bungsu sulung ya bu pak dan",
	},

	{wish: WishAid, said: []string{"pertolongan bantuan", "butuh perlu minta"}, beside: asking + " segera cepat"},
	{wish: WishAid, said: []string{"tolong pertolongan"}, beside: courteous + " " + me},
	{
		wish: WishAid, said: []string{number, "darurat polisi puskesmas pustu bidan ambulans ambulan rs igd dokter disnaker ppa dihubungi hubungi ditelpon pengaduan"},
		beside: anything, never: "antrian antri bpjs", most: 7,
	},
	{wish: WishNumber, said: []string{number + " wa hp", "fasilitator petugas kader koordinator bu ibu pak"}, beside: asking + " berapa nya"},
	{wish: WishNumber, said: []string{number, "wa hp"}, beside: asking + " berapa nya"},
	{wish: WishAid, said: []string{"nomor nomer nomornya kontak hotline"}, beside: asking + " berapa penting"},

	{wish: WishThemes, said: []string{"menurut", "tema"}, beside: asking + " materi"},
	{wish: WishByAge, said: []string{"menurut", "umur usia"}, beside: asking + " materi anak"},
	{wish: WishBand, said: []string{years}, beside: asking + " untuk kirim kirimkan materi materinya pelajaran bacaan umur usia bayi balita dan " + children},
	{wish: WishSearch, said: []string{"cari mencari nyari"}, beside: asking + " materi materinya sesuatu"},
	{wish: WishMenu, said: []string{"menu menunya"}, beside: asking + " utama"},
	{wish: WishMenu, said: []string{"mulai"}, beside: courteous},
	{wish: WishLessons, said: []string{"materi materinya"}, beside: asking + " baca belajar pengasuhan baru lain hari ini kirim kirimkan"},
	{wish: WishLessons, said: []string{"belajar", "mau ingin"}, beside: asking},
	{wish: WishPractice, said: []string{"latihan latihannya"}, beside: asking + " di rumah"},
	{wish: WishFamily, said: []string{"keluarga keluargaku"}, beside: asking + " data"},
	{wish: WishHelp, said: []string{"bantuan petunjuk panduan"}, beside: asking + " bot ini"},
	{wish: WishHelp, said: []string{"cara caranya", "memakai pakai pake makai menggunakan bagaimana"}, beside: asking + " bot ini nya"},

	{
		wish: WishCheckIn, said: []string{"sudah", "datang sampai tiba hadir tempat lokasi balai sini"},
		beside: me + " bu ibu pak bapak ya nih ini di desa pertemuan",
	},
	{wish: WishCheckIn, said: []string{"di", "sini"}, beside: me + " bu ibu pak bapak ya nih ini", never: "?"},
	{wish: WishCheckIn, said: []string{attending}, beside: courteous + " tolong dong hadir"},
	{wish: WishCheckIn, said: []string{attending, "mau ingin minta isi cara caranya bagaimana mana kapan daftar"}, beside: asking + " di hadir"},
	{wish: WishCheckIn, said: []string{"daftar", "hadir"}, beside: asking + " isi mengisi cara caranya bagaimana di mana"},
	{wish: WishMeeting, said: []string{"besok bsk bsok lusa", "?"}, beside: anything},
	{wish: WishMeeting, said: []string{"besok bsk bsok lusa"}, beside: "ada jadi pertemuan pertemuannya kumpul ya bu pak"},
	{wish: WishMeeting, said: []string{"kapan jadwal jadwalnya", "pertemuan pertemuannya kumpul kumpulnya acaranya"}, beside: anything},
	{wish: WishMeeting, said: []string{"jam jm pukul hari", "berapa brapa apa", "pertemuan pertemuannya kumpul kumpulnya acaranya"}, beside: anything},
	{wish: WishMeeting, said: []string{"kapan jadwal jadwalnya"}, beside: anything, never: lessonly + " sampai smp sampe smpe"},
	{wish: WishMeeting, said: []string{"jam jm pukul hari", "berapa brapa apa"}, beside: anything, never: lessonly},
	{wish: WishMeeting, said: []string{"mana", "tempat tempatnya pertemuan pertemuannya kumpul acaranya"}, beside: anything},
	{wish: WishMeeting, said: []string{"di ojok", "mana"}, beside: asking + " itu"},
	{wish: WishMeeting, said: []string{"pertemuan pertemuannya"}, beside: asking + " berikutnya selanjutnya info"},
	{wish: WishMeeting, said: []string{"siapa", "datang hadir ikut"}, beside: asking + " sudah besok nanti pertemuan kumpul"},

	{wish: WishAsk, said: []string{asked}, beside: asking + " fasilitator petugas kader numpang izin ijin"},
	{wish: WishAsk, said: []string{asked, "mau ingin boleh bisa numpang izin ijin minta"}, beside: anything, most: 5},

	{wish: WishThanks, said: []string{"terimakasih terimakasi trimakasih trimakasi trmksih trmksh trims makasih tks thanks suwun nuwun"}, beside: thankful},
	{wish: WishThanks, said: []string{"tampi", "asih"}, beside: thankful + " tampi"},
	{wish: WishThanks, said: []string{"terima trima trm", "kasih kasi ksh ksih"}, beside: thankful},
	{wish: WishWhat, said: []string{"apa apaan siapa maksudnya maksud bingung"}, beside: courteous + " " + greeting + " " + me + " ini itu bot aplikasi sih kok untuk buat yang kirim dari"},
	{wish: WishWhat, said: []string{no, "tahu ngerti mengerti paham"}, beside: courteous + " " + me + " ini itu apa maksudnya"},
	{wish: WishGreet, said: []string{greeting}, beside: courteous + " alaikum wa wr wb"},
	{wish: WishNod, said: []string{"oke ok okey siap baik sip iya iyaa ya yaa nggih boleh setuju silakan silahkan " + no}, beside: courteous + " saya saja"},

	// Whatever else is about a meeting asks for no lesson.
	{wish: WishMeeting, said: []string{"pertemuan pertemuannya"}, beside: anything},
	{wish: WishMeeting, said: []string{"undangan undangannya"}, beside: anything, never: "nikah pernikahan kawin kawinan"},
	{wish: WishMeeting, said: []string{"kumpul kumpulnya rencanakan"}, beside: anything, never: money + " " + lessonly + " teman temannya temen keluarga"},
	{wish: WishMeeting, said: []string{attending}, beside: anything, never: lessonly + " sekolah sekolahnya"},
	{wish: WishMeeting, said: []string{"balai", "desa"}, beside: anything, never: lessonly},
}

// tasks is how those who lead a group type what they want to do. The first that fits counts.
var tasks = []wording{
	{
		wish: WishTold, said: []string{"sudah", "sampaikan disampaikan menyampaikan sampein teruskan diteruskan kabari dikabari kabarin beritahu diberitahu"},
		beside: anything, never: no + " belum siapa ?",
	},
	{
		wish: WishLead, said: []string{meeting + " jadwal jadwalnya tempatnya jamnya harinya temanya", move + " " + mend},
		beside: anything, never: messages + " " + lessonly,
	},
	{wish: WishLead, said: []string{meeting, no, "jadi"}, beside: anything, never: "ikut datang hadir"},
	{wish: WishLead, said: []string{"ganti ubah pindah pindahkan geser", "jam hari tempat tempatnya jamnya harinya tema temanya"}, beside: asking + " ke"},
	{
		wish: WishPlan, said: []string{"rencanakan merencanakan rencana buat bikin buatkan bikinkan adakan mengadakan", meeting},
		beside: anything, never: no + " jangan lihat liat sudah materi materinya bahan bahannya siapa ?",
	},
	{wish: WishPlan, said: []string{"rencanakan merencanakan"}, beside: asking},
	{wish: WishPlan, said: []string{"pertemuan", "baru"}, beside: asking},
	{wish: WishLead, said: []string{"umumkan diumumkan umumin mengumumkan"}, beside: anything, never: "jangan"},
	{
		wish: WishLead, said: []string{"kirim kirimkan kirimin sebar sebarkan bagikan", "undangan undangannya"},
		beside: anything, never: no + " jangan stop berhenti fasilitator",
	},
	{wish: WishLead, said: []string{"undangan undangannya"}, beside: asking},
	{wish: WishLead, said: []string{"tutup ditutup menutup akhiri"}, beside: asking + " sudah daftar hadir " + attending + " " + meeting},
	{wish: WishLead, said: []string{meeting, "selesai bubar beres kelar mulai dimulai"}, beside: anything},
	{wish: WishLead, said: []string{attending}, beside: anything, never: lessonly + " sekolah sekolahnya izin ijin maaf dulu"},
	{wish: WishLead, said: []string{"daftar", "hadir"}, beside: anything},
	{wish: WishLead, said: []string{"kode kodenya", "hadir layar pertemuan"}, beside: asking},
	{
		wish: WishLead, said: []string{"siapa berapa", "datang hadir ikut jawab menjawab konfirmasi"},
		beside: anything, never: children + " suami uang",
	},
	{wish: WishLead, said: []string{"belum", "jawab menjawab konfirmasi"}, beside: anything, never: children},
	{
		wish: WishNames, said: []string{"tambah tambahkan tambahin nambah menambah masukkan masukin daftarkan", "nama ibu keluarga pengasuh anggota peserta warga"},
		beside: anything, never: lessonly + " susu gizi berat",
	},
}

// ReadWish reads a wish as people type it: "tolong jangan kirim pesan lagi", "jam brp ya", "di mana tempatnya". It is "" where the
// words may mean something else.
func ReadWish(text string) Wish {
	if wish := first(wordings, text); wish != "" || len(text) > longestWish || !Declines(text) {
		return wish
	}
	return WishCancel
}

// Agrees reports whether somebody agrees in so many words: "nggih setuju", "iya setuju bu". A bare yes does not.
func Agrees(text string) bool { return first(agreeing, text) != "" }

var agreeing = []wording{{wish: WishNod, said: []string{"setuju"}, beside: courteous + " " + me + " yaa iyaa sudah dewasa dan sangat sekali saja deh", never: "?"}}

// IsOrder reports whether a text is nothing but a wish that is clear in the middle of a talk, too: "berhenti", "jam berapa kumpul". What is
// said with other words may be part of what somebody tells.
func IsOrder(text string) bool {
	switch first(plainWordings, text) {
	case WishStop, WishPace, WishNight, WishBack, WishErase, WishData, WishPrivacy, WishMenu, WishLessons:
		return true
	case WishMeeting:
		return slices.ContainsFunc(spelledWords(text), among(meeting))
	}
	return false
}

// ReadTask reads what somebody who leads a group wants to do: "umumkan", "pertemuannya pindah ke musala". It is "" where it may be
// something that anybody asks for.
func ReadTask(text string) Wish { return first(tasks, text) }

// longestWish is how long a text may be that is read as a wish.
const longestWish = 200

// plainWordings are wordings beside which nothing may be said that says something itself.
var plainWordings = func() []wording {
	all := slices.Clone(wordings)
	for i := range all {
		if all[i].beside == anything {
			all[i].beside = plain
		}
	}
	return all
}()

// spelledWords are the words of a text in full, without what stands between them.
func spelledWords(text string) []string {
	return strings.FieldsFunc(Spelled(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// first is the wish of the first wording that fits a text, "" if none does.
func first(of []wording, text string) Wish {
	if len(text) > longestWish {
		return ""
	}
	words := spelledWords(text)
	if len(words) == 0 {
		return ""
	}
	for _, w := range of {
		if w.fits(words, strings.Contains(text, "?")) {
			return w.wish
		}
	}
	return ""
}

// fits reports whether words are this wording; a question mark counts as one of them.
func (w wording) fits(words []string, question bool) bool {
	if w.most > 0 && len(words) > w.most {
		return false
	}
	known := w.beside
	for _, list := range w.said {
		if (!question || list != "?") && !slices.ContainsFunc(words, among(list)) {
			return false
		}
		known += " " + list
	}
	isKnown, isNever := among(known), among(w.never)
	strange := func(word string) bool { return isNever(word) || w.beside != anything && !isKnown(word) }
	return !slices.ContainsFunc(words, strange) && (!question || !isNever("?"))
}

// among reports of words whether they are in a list.
func among(list string) func(word string) bool {
	words := strings.Fields(list)
	return func(word string) bool { return slices.Contains(words, word) }
}

// Declines reports whether somebody in a conversation wants nothing of it any more: "ga jadi deh bu", "batal", "eh jangan dikirim". It is
// false where more is said.
func Declines(text string) bool {
	words := spelledWords(text)
	by := func(i int, word string, then ...string) bool {
		return words[i] == word && i+1 < len(words) && slices.Contains(then, words[i+1])
	}
	declined := false
	for i := 0; i < len(words); i++ {
		switch {
		case slices.Contains([]string{"batal", "batalkan", "batalin", "dibatalkan", "cancel", "nevermind"}, words[i]):
			declined = true
		case by(i, "never", "mind"), by(i, "forget", "it"), by(i, "tidak", "jadi", "usah"), by(i, "jangan", "kirim", "dikirim", "kirimkan", "diteruskan", "jadi"), by(i, "hapus", "saja"):
			declined = true
			i++
		case !slices.Contains(hesitant, words[i]):
			return false
		}
	}
	return declined
}

// ReadStill reads whether something is still wanted, as people answer that: "masih bu", "iya lanjut", "udah ga usah".
func ReadStill(text string) (still, ok bool) {
	words := spelledWords(text)
	is := func(list string) bool { return slices.ContainsFunc(words, among(list)) }
	if len(text) > longestWish || slices.ContainsFunc(words, func(word string) bool { return !stillWords(word) }) {
		return false, false
	}
	not, stop, still := is("tidak usah jangan cukup"), is("berhenti stop"), is("ya iya iyaa nggih ok oke siap masih lanjut lanjutkan lanjutin terus teruskan mau boleh")
	return !not && !stop, not != stop || still && !not
}

var stillWords = among(courteous + " iyaa masih lanjut lanjutkan lanjutin terus teruskan mau boleh " + no + " usah jangan cukup berhenti stop sudah dulu saja deh lah dong " +
	"kok maaf terima kasih makasih kirim kirimi dikirim lagi " + me + " " + messages)

// hesitant are words that come with declining, and say nothing by themselves.
var hesitant = append([]string{
	"eh", "ah", "deh", "saja", "dulu", "malu", "maaf", "lah", "dong", "sih", "kok", "nanti", "saya", "aku", "mau", "itu", "ini", "tadi", "jangan",
	"pesan", "pesannya", "pertanyaan", "pertanyaannya", "nya", "oh", "it", "please", "sorry", "then", "thanks",
}, strings.Fields(courteous)...)

// tells is how people say that something is for their facilitator, who stands in it by that word: that it be told, that they want to talk, or
// what the facilitator should do.
var tells = func() *regexp.Regexp {
	words := func(list string) string { return "(?:" + strings.ReplaceAll(list, " ", "|") + ")" }
	titles := "(?:" + words("bu ibu pak bapak kak mbak mas") + " )*"
	before := "(?:" + words("tolong minta minta bisa boleh "+me+" mau ingin maaf mohon ya eh lagi assalamualaikum bu ibu pak bapak kak mbak mas") + " )*"
	whom := "(?:" + words("ke sama kepada pada dengan buat untuk") + " )?" + titles + "(?:fasilitator|kader)\\b"
	tell := words("bilang bilangin bilangkan sampaikan sampein sampaiin kabari kabarin beritahu panggil panggilkan panggilin ngomong bicara ngobrol cerita ketemu bertemu") + "|kasih tahu|titip pesan"
	return regexp.MustCompile("^" + before + "(?:(?:" + tell + ") (?:tolong )?" + whom + "|(?:fasilitator|kader) (?:bisa |boleh |minta )?tolong\\b|tolong " + titles + "(?:fasilitator|kader)\\b)")
}()

// Tells reports whether somebody wants their facilitator, for whom that word or "kader" stands, to hear what is said: "bilang fasilitator saya
// titip arisan", "bu fasilitator tolong ke rumah".
func Tells(text string) bool {
	return tells.MatchString(strings.Join(spelledWords(text), " "))
}

// WantsBack reports whether somebody in a conversation wants to go back to the question before: the word stands alone.
func WantsBack(text string) bool {
	switch strings.ToLower(strings.Trim(Clean(text), ".,!? ")) {
	case "kembali", "salah", "balik", "ulangi":
		return true
	}
	return false
}
