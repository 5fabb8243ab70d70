package parenting

import "testing"

func TestReadStill(t *testing.T) {
	for text, want := range map[string]string{
		"masih": "yes", "iya lanjut": "yes", "lanjut": "yes", "iya masih": "yes", "msh bu": "yes", "iya": "yes", "mau dong": "yes", "iya kirim terus bu": "yes",
		"udah ga usah": "no", "stop aja": "no", "gausah bu": "no", "tidak": "no", "sdh cukup, terima kasih": "no", "ga mau": "no", "mau berhenti": "no", "ya berhenti dulu": "no",
		"jangan stop": "", "jangan berhenti": "", "bu": "", "sudah": "", "masih demam": "", "anak masih batuk": "", "halo bu": "", "": "",
	} {
		still, ok := ReadStill(text)
		if got := map[bool]string{true: "yes", false: "no"}[still]; ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %s %v, want %q", text, got, ok, want)
		}
	}
}

//nolint:misspell // thn is short for tahun
func TestReadWish(t *testing.T) {
	for text, want := range map[string]Wish{
		"berhenti": WishStop, "stop": WishStop, "Tolong jangan kirim pesan lagi": WishStop, "saya mau keluar": WishStop, "gausah kirim": WishStop,
		"saya mau ikut lagi": WishBack, "mau terima pesan lagi": WishBack, "terima pesan": WishBack, "berhenti terima pesan": WishStop, "terima kasih pesan nya": "",
		"jam brp ya": WishMeeting, "jam berapa": WishMeeting, "di mana tempatnya": WishMeeting, "dimana kumpul": WishMeeting, "kapan pertemuan?": WishMeeting,
		"hari apa pertemuannya": WishMeeting,
		"sudah datang":          WishCheckIn, "saya sudah sampai bu": WishCheckIn, "Sudah di tempat": WishCheckIn, "suami saya sudah datang dari Malaysia": "",
		"sudah sampai rumah": "", "besok?": WishMeeting, "besok jadi?": WishMeeting, "besok": WishMeeting, "besok saya ke pasar": "",
		"terima kasih bu": WishThanks, "Makasih ya 🙏": WishThanks, "oke": WishNod, "matur nuwun": WishThanks, "kasih makan apa ya": "",
		"Assalamu'alaikum": WishGreet, "waalaikumsalam wr wb": WishGreet, "selamat pagi bu": WishGreet, "selamat ulang tahun": "",
		"siapa yang lihat data saya": WishPrivacy, "data saya aman?": WishPrivacy, "privasi": WishPrivacy,
		"data saya": WishData, "mau lihat data saya": WishData, "dataku": WishData, "data apa yg disimpan": WishData,
		"hapus data saya": WishErase, "tolong hapus nama saya bu": WishErase, "hps dataku": WishErase, "data saya dihapus saja": WishErase,
		"mau tanya bu": WishAsk, "Bu Rina, boleh tanya?": WishAsk, "tanya": WishAsk, "numpang nanya": WishAsk, "saya mau curhat": WishAsk,
		"tanya saja ke suami saya": "", "mau tanya jam brp pertemuan": WishMeeting, "anak saya suka bertanya terus": "", "jangan banyak tanya": "",

		"butuh pertolongan": WishAid, "Minta bantuan bu": WishAid, "nomor darurat": WishAid, "nomor polisi brp": WishAid, "no telp puskesmas": WishAid,
		"minta nomor telpon polisi": WishAid, "ada nomor yg bisa dihubungi?": WishAid, "tolong bu": WishAid,
		"cara ambil no antrian di puskesmas": "", "tolong anak saya demam": "", "bantuan beras": "",
		"minta no wa bu": WishNumber, "no hp fasilitator brp": WishNumber,
		"menu": WishMenu, "lihat menu": WishMenu, "materi": WishLessons, "minta materi dong": WishLessons, "mau belajar": WishLessons, "Materi lain": WishLessons,
		"latihan": WishPractice, "Latihan saya": WishPractice, "pertemuan": WishMeeting, "Pertemuan berikutnya": WishMeeting, "keluarga": WishFamily,
		"Keluarga saya": WishFamily, "bantuan": WishHelp, "Cara memakai": WishHelp, "tanya fasilitator": WishAsk, "sy mau tanya bu": WishAsk,
		"Menurut tema": WishThemes, "Menurut umur anak": WishByAge, "Cari": WishSearch, "Atur kiriman": WishPace, "Berhenti menerima pesan": WishStop,
		"Untuk 3–5 tahun": WishBand, "kirim materi anak 4 thn": WishBand, "4 tahun": WishBand,
		"menu makan anak": "", "anak tidak mau belajar": "", "keluarga saya bertengkar": "", "latihan toilet": "", "cari kerja": "",
		"batal": WishCancel, "batalkan": WishCancel, "ga jadi": WishCancel, "tidak jadi deh": WishCancel, "suami tidak jadi pulang": "",
		"mulai lagi": WishBack, "kirim lagi dong": WishBack, "anak mulai nakal lagi": "", "kapan suami kirim uang lagi": WishMeeting,
		"kurangi pesannya": WishPace, "pesannya kebanyakan kuota sy abis": WishPace, "seminggu sekali aja": WishPace, "jangan kirim dulu seminggu": WishPace,
		"stop dulu": WishPace, "jeda": WishPace, "jeda ya bu": WishPace, "jangan kirim materi lagi": WishPace, "kiriman uang suami lebih sedikit": "", "anak kebanyakan main hp": "",
		"nama sy salah": WishName, "ganti nama": WishName, "nama sy inaq sahnun": WishCalled, "nama anak saya salah di akta": "", "nama saya ada di daftar?": "",
		"umur anak sy salah": WishAges, "ganti umur anak": WishAges, "anak sy skrg 6 thn": WishAges, "anak sy sudah 3 thn blm bisa bicara": "",
		"apa aja yg disimpan ttg saya": WishData, "iya": WishNod, "ya bu": WishNod, "ok": WishNod, "tidak": WishNod, "bu": "",
		"makasih ya bu sgt membantu": WishThanks, "mksih bu": WishThanks, "trmksih byk bunda": WishThanks, "trima ksih buk": WishThanks,
		"apa ini": WishWhat, "ini siapa": WishWhat, "tidak tau": WishWhat, "maksudnya?": WishWhat,
		"ini siapa yg sakit": "", "sudah paham": "", "No": "", "kasih": "",
		"kapan bayi boleh makan pisang?": "", "anak nanya terus kapan ibu pulang": "", "pertemuan boleh bawa anak? jam brp": WishMeeting, "puskesmas buka jam berapa": WishMeeting,
		"saya ingin berhenti membentak anak, ada materinya?": "", "anak suka keluar malam": "", "saya berhenti ikut bu, anak sakit": WishStop,
		"sy gk mau ikut lg": WishStop, "tidak mau ikut lagi bu": WishStop, "sdh tdk mau ikut": WishStop, "gak ikut lg": "", "mau brhenti": WishStop, "brhenti": WishStop,
		"anak tdk mau ikut lg": "", "sy gk bisa ikut lg": "", "gk mau ikut": "", "sy mau ikut lg": WishBack,
		"sdh smpe": WishCheckIn, "sdh di balai": WishCheckIn, "sdh d balai": WishCheckIn, "udah di tempat": WishCheckIn, "saya di sini": WishCheckIn, "sy sdh dsini": WishCheckIn,
		"di sini?": "", "sdh smpe rumah": "", "di sini sepi": "",
		"dmn": WishMeeting, "dmn itu": WishMeeting, "dmn tmpatnya": WishMeeting, "kpn": WishMeeting, "kpn kumpul": WishMeeting, "kpn prtemuan": WishMeeting, "di mana suami": "",
		"kbanyakan pesan": WishPace, "pesan kbanyakan": WishPace, "jgn sring2 kirim": WishPace, "sdikit sj pesannya": WishPace,
		"jgn kirim lg": WishStop, "sdikit sj makannya": "",
		"dimana": WishMeeting, "Dimana?": WishMeeting, "di mana ya bu": WishMeeting, "di mana beli susu": "",
		"absen": WishCheckIn, "mau absen": WishCheckIn, "absen gimana bu": WishCheckIn, "daftar hadir": WishCheckIn, "izin absen dulu bu": WishMeeting, "anak sering absen sekolah": "",
		"siapa aja yg datang": WishMeeting, "batalkan pertemuan": WishMeeting, "maaf tidak bisa ikut pertemuan bu, anak rewel": WishMeeting,
		"undangan nikah anak": "", "anak suka kumpul sama temannya": "", "di balai desa ada acara apa sih": WishMeeting, "rencanakan uang kiriman": "", "umumkan": "",
		"hidupkan lagi": WishBack, "pesannya hidupkan lagi bu": WishBack, "aktifkan": WishBack, "hidupkan lampu": "", "motornya tidak mau hidup lagi": "",
		"malam jangan kirim pesan": WishNight, "jgn kirim mlm2 ya bu": WishNight, "sy ndk mau diganggu malam": WishNight, "kirimnya pagi saja": WishNight,
		"pagi aja kirimnya bu, jgn malam": WishNight, "anak tidak mau diganggu malam": "", "tidak kirim uang malam ini": "", "pagi saja": "",
		"matur tampi asih": WishThanks, "tampi asih inaq": WishThanks, "asih di rumah": "", "enggih": WishNod, "mulai": WishMenu, "mulai bolos": "",
		"jam pire kumpulne": WishMeeting, "piran kumpul": WishMeeting, "ojok mbe": WishMeeting,
		"": "", "anak saya sakit": "", "jam tangan saya hilang": "", "lagi di mana-mana sibuk": "", "ke mana saja": "",
	} {
		if got := ReadWish(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestReadTask(t *testing.T) {
	for text, want := range map[string]Wish{
		"rencanakan pertemuan": WishPlan, "buat pertemuan": WishPlan, "Rencanakan": WishPlan, "pertemuan baru": WishPlan,
		"mau buat undangan pertemuan sabtu depan jam 2 siang di balai desa tentang gizi": WishPlan, "materi buat pertemuan besok": "",
		"batalkan pertemuan": WishLead, "pertemuan sabtu ini batal ya ibu2, saya ada acara keluarga": WishLead, "pertemuan ga jadi": WishLead,
		"ubah pertemuan": WishLead, "pertemuannya pindah ke musholla": WishLead, "pertemuan diundur seminggu": WishLead, "ganti jam 3 aja": WishLead,
		"umumkan": WishLead, "tolong umumkan ke ibu2": WishLead, "kirim undangannya": WishLead, "jangan kirim undangan lagi": "",
		"tutup": WishLead, "tutup pertemuan": WishLead, "pertemuan sudah selesai": WishLead, "tutup mulut": "",
		"absen": WishLead, "daftar hadir": WishLead, "siapa aja yg datang": WishLead, "siapa yang belum jawab": WishLead, "ingatkan yg belum jawab": WishLead,
		"anak ditanya belum jawab": "", "anak saya sering absen sekolah": "", "izin absen dulu": "", "jadwal imunisasi bayi salah": "", "siapa yg bisa dihubungi": "",
		"mau tambah 3 ibu yg ga punya telegram": WishNames, "tambah nama": WishNames, "tambah berat bayi ibu": "", "ganti nama": "",
		"pertemuan": "", "kapan pertemuan": "", "insyaallah datang": "", "tidak bisa ikut": "", "batal": "", "eh jam 3 aja": "", "ubah jam kirim materi": "", "": "",
	} {
		if got := ReadTask(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDeclines(t *testing.T) {
	for text, want := range map[string]bool{
		"batal": true, "Batal ya bu": true, "ga jadi ah malu": true, "eh ga jadi deh": true, "tidak jadi, maaf ya": true, "gak jadi aja": true, "jangan kirim": true,
		"eh jangan bu hapus aja": true, "ga usah dikirim": false, "ga usah deh": true, "jangan dikirim dulu ya bu": true, "batalkan pertanyaan tadi": true, "gajadi": true,
		"never mind": true, "Oh nevermind, sorry": true, "cancel it please": true, "forget it": true, "never": false, "it": false,
		"": false, "jangan": false, "ya": false, "eh": false, "anak saya ga jadi sekolah": false, "suami batal pulang": false, "jangan kirim uang ke bapaknya": false,
		"ga jadi datang bu, anak sakit": false, "hapus nomor ini": false, "jadi gimana bu": false, "kirim aja": false,
	} {
		if got := Declines(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestIsOrder: what is clear in the middle of a talk, and what may be a part of it.
func TestIsOrder(t *testing.T) {
	for text, want := range map[string]bool{
		"berhenti": true, "stop": true, "tolong berhenti kirim pesan bu": true, "malam jangan kirim pesan": true, "jam berapa kumpul": true, "jam pire kumpulne": true,
		"kapan kumpul lagi bu?": true, "jm brp kumpul?": true, "menu": true, "hidupkan lagi": true, "jgn sring2 kirim": true, "hapus data saya": true,
		"suami saya berhenti kerja": false, "kapan ya bu": false, "jam berapa ibu di rumah": false, "anak nangis waktu kumpul": false, "mau keluar kota": false,
		"terima kasih bu": false, "tolong bu": false, "iya": false, "tidak berhenti batuk": false, "": false,
	} {
		if got := IsOrder(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestTells: what is for the facilitator, and what only speaks of one.
func TestTells(t *testing.T) {
	for text, want := range map[string]bool{
		"bilang bu fasilitator sy mau titip arisan": true, "bu fasilitator tolong ke rumah sy": true, "sy mau ngomong sama bu fasilitator": true,
		"tolong sampaikan ke bu kader cucu sy sakit": true, "mau ketemu bu kader": true, "panggilkan bu fasilitator": true, "kasih tau fasilitator, sy telat": true,
		"Assalamualaikum bu fasilitator, tolong telpon sy": true, "tolong bu fasilitator ke sini": true,
		"bu fasilitator bilang anak sy kurang gizi": false, "kata bu fasilitator tolong dibaca": false, "mau tanya fasilitator": false, "fasilitator": false,
		"terima kasih bu fasilitator": false, "tolong anak sy": false, "suami sy bilang bu fasilitator baik": false, "petugas puskesmas tolong": false, "": false,
	} {
		if got := Tells(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
