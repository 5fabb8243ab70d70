package parenting

import "testing"

func TestReadOrder(t *testing.T) {
	for text, want := range map[string]Wish{
		"pengumuman": WishAnnounce, "kirim pengumuman": WishAnnounce, "Buat pengumuman dong": WishAnnounce, "mau bikin pengumuman banjir": WishAnnounce,
		"pengumuman hasil lomba": WishAnnounce, "lanjutkan pengumuman": WishAnnounce, "mau umumkan banjir": WishAnnounce, "Umumkan vaksin gratis": WishAnnounce,
		"mau kasih tau keluarga di 2 kabupaten, mau hujan deras": WishAnnounce, "mo ksh tau warga": WishAnnounce,
		"mau ngabarin keluarga ada gempa": WishAnnounce, "mau kirim foto ke keluarga": WishAnnounce, "bisa kirim video?": WishAnnounce, "share ke semua grup": WishAnnounce, "sy mau kirim foto jembatan ke ibu2": WishAnnounce,
		"broadcast": WishAnnounce, "mau kasih tau keluarga, jembatan sudah putus": WishAnnounce, "kabari semua keluarga": WishAnnounce, "mau kasih tau besok hujan deras": WishAnnounce, "mau bilang ke keluarga kalau besok libur": WishAnnounce, "umumkan": WishTell, "umumin dong": WishTell,

		"pengumuman tadi sudah sampai?": WishProgress, "pengumuman kemarin gimana hasilnya": WishProgress, "gmn hasilnya": WishProgress,
		"berapa yang sudah dapat": WishProgress, "brp yg udah baca": WishProgress, "sudah sampai mana": WishProgress, "udah smpe mana ya": WishProgress,
		"sudah terkirim belum": WishProgress, "sdh terkirim blm?": WishProgress, "udah kekirim semua": WishProgress, "sudah dikirim?": WishProgress,
		"bu tuti sudah setuju belum?": WishProgress, "udah di acc blm": WishProgress, "yang tidak punya telegram gimana": WishProgress,
		"yg gak pny telegram gmn": WishProgress, "sudah selesai belum": WishProgress, "kirimnya sudah selesai?": WishProgress, "tarik kembali": WishProgress,
		"salah kirim": WishProgress, "bu tuti setuju gak": WishProgress, "warga yang gak punya hp gimana": WishProgress, "siapa yang dapat": WishProgress,

		"siapa yang belum dapat?": WishMissed, "siapa aja yg blm dapet": WishMissed, "yang gagal siapa": WishMissed, "kenapa banyak yang tidak dapat": WishMissed,
		"kok desa sakra blm dapat": WishMissed, "berapa yang belum menerima": WishMissed,
		"kirim ulang": WishResend, "kirim ulang yang gagal dong": WishResend, "kirim lagi ke yg blm dapat": WishResend, "ulangi yang gagal": WishResend,
		"titip ke fasilitator aja": WishHandOver, "yg gagal titipkan ke fasilitatornya": WishHandOver, "titip salam ke fasilitator": "",

		"stop semua": WishHalt, "hentikan dulu semua!": WishHalt, "tahan dulu semua": WishHalt, "jangan kirim semua dulu": WishHalt, "hentikan semua pengumuman": WishHalt,
		"Hentikan": WishHold, "tolong tahan dulu": WishHold, "stop pengumumannya": WishHold, "jeda pengumuman": WishHold,
		"jeda": WishPause, "jeda dulu": WishPause, "stop dulu": WishPause, "stop dlu pak": WishPause, "salah kirim, stop dulu": WishPause, "eh stop salah kirim": WishPause, "jangan kirim dulu": WishPause,
		"jalankan lagi": WishGoOn, "lanjut": WishGoOn, "sudah berhenti belum?": WishGoOn, "udah jalan blm": WishGoOn, "masih jalan gak": WishGoOn,

		"kirim sekarang": WishSendNow, "ga jadi, kirim sekarang": WishSendNow, "langsung kirim aja": WishSendNow, "kirim materi sekarang": "",
		"stop": "", "berhenti": "", "stop kirim pesan": "", "jangan kirim pengumuman ke saya lagi": "", "anak tidak tahan panas": "", "": "",
		"anak menahan pipis": "", "semua sehat": "", "jeda seminggu": "", "kirim lagi": "", "sudah sampai": "", "saya belum dapat": "", "kirim ulang undangan": "",
		"umumkan pertemuan sabtu": "", "kirim materi ke keluarga": "", "keluarga tidak tahu": "", "mulai lagi": "", "maaf salah kirim ke grup": "", "anak belum bilang ke orang": "", "sudah kasih tau keluarga": "", "mau kasih tau anak saya demam": "", "saya sudah setuju": "",
	} {
		if got := ReadOrder(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestReadRecipient(t *testing.T) {
	for text, want := range map[string]string{
		"kenapa bu Sari tidak dapat": "bu sari", "bu sari kok gak dapet": "bu sari", "bu sari udah terima blm?": "bu sari", "knp sari blm dapat": "sari", "bu sari ga dapet2": "bu sari", "bu sari belum terima pengumuman saya": "bu sari",
		"Pak, bu Nur'aini kok belum dapat ya pak": "bu nur'aini", "nenek inaq sahnun sdh dapat pengumuman?": "inaq sahnun",
		"inaq sahnun tidak menerima pengumuman": "inaq sahnun", "keluarga bu sari belum dapat kabar": "bu sari",
		"pesannya sampai ke bu sari gak": "bu sari", "mengapa pesan tadi tidak sampai ke pak Tiga?": "pak tiga",

		"siapa yang belum dapat?": "", "bu, siapa yg blm dapet": "", "sudah dapat belum bu": "", "bu sari tidak dapat hadir": "", "bu sari belum sampai": "",
		"tidak dapat datang bu sari": "", "bu sari tidak dapat bantuan beras": "", "kenapa saya belum dapat": "", "anak belum bisa baca": "", "sinyal kok belum masuk": "", "kenapa suami tidak dapat kerja": "",
		"bu tuti sudah setuju belum?": "", "kelompok melati kok belum dapat": "", "banjir dapat ditangani": "", "terima kasih bu rina": "", "": "",
	} {
		if got := ReadRecipient(text); got != want {
			t.Errorf("%q is about %q, want %q", text, got, want)
		}
	}
}
