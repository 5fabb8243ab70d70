package parenting

import "testing"

func TestReadWish(t *testing.T) {
	for text, want := range map[string]Wish{
		"berhenti": WishStop, "stop": WishStop, "Tolong jangan kirim pesan lagi": WishStop, "saya mau keluar": WishStop, "gausah kirim": WishStop,
		"saya mau ikut lagi": WishBack, "mau terima pesan lagi": WishBack, "terima pesan": WishBack, "berhenti terima pesan": WishStop, "terima kasih pesan nya": "",
		"jam brp ya": WishMeeting, "jam berapa": WishMeeting, "di mana tempatnya": WishMeeting, "dimana kumpul": WishMeeting, "kapan pertemuan?": WishMeeting,
		"hari apa pertemuannya": WishMeeting,
		"sudah datang":          WishCheckIn, "saya sudah sampai bu": WishCheckIn, "Sudah di tempat": WishCheckIn, "suami saya sudah datang dari Malaysia": "",
		"sudah sampai rumah": "", "besok?": WishMeeting, "besok jadi?": WishMeeting, "besok": WishMeeting, "besok saya ke pasar": "",
		"terima kasih bu": WishThanks, "Makasih ya 🙏": WishThanks, "oke": WishThanks, "matur nuwun": WishThanks, "kasih makan apa ya": "",
		"Assalamu'alaikum": WishGreet, "waalaikumsalam wr wb": WishGreet, "selamat pagi bu": WishGreet, "selamat ulang tahun": "",
		"siapa yang lihat data saya": WishPrivacy, "data saya aman?": WishPrivacy, "privasi": WishPrivacy,
		"data saya": WishData, "mau lihat data saya": WishData, "dataku": WishData, "data apa yg disimpan": WishData,
		"hapus data saya": WishErase, "tolong hapus nama saya bu": WishErase, "hps dataku": WishErase, "data saya dihapus saja": WishErase,
		"mau tanya bu": WishAsk, "Bu Rina, boleh tanya?": WishAsk, "tanya": WishAsk, "numpang nanya": WishAsk, "saya mau curhat": WishAsk,
		"tanya saja ke suami saya": "", "mau tanya jam brp pertemuan": WishMeeting, "anak saya suka bertanya terus": "", "jangan banyak tanya": "",
		"": "", "anak saya sakit": "", "jam tangan saya hilang": "", "lagi di mana-mana sibuk": "", "ke mana saja": "",
	} {
		if got := ReadWish(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestDeclines(t *testing.T) {
	for text, want := range map[string]bool{
		"batal": true, "Batal ya bu": true, "ga jadi ah malu": true, "eh ga jadi deh": true, "tidak jadi, maaf ya": true, "gak jadi aja": true, "jangan kirim": true,
		"eh jangan bu hapus aja": true, "ga usah dikirim": false, "ga usah deh": true, "jangan dikirim dulu ya bu": true, "batalkan pertanyaan tadi": true, "gajadi": true,
		"": false, "jangan": false, "ya": false, "eh": false, "anak saya ga jadi sekolah": false, "suami batal pulang": false, "jangan kirim uang ke bapaknya": false,
		"ga jadi datang bu, anak sakit": false, "hapus nomor ini": false, "jadi gimana bu": false, "kirim aja": false,
	} {
		if got := Declines(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
