package parenting

import "testing"

func TestReadOrder(t *testing.T) {
	for text, want := range map[string]Wish{
		"pengumuman": WishAnnounce, "kirim pengumuman": WishAnnounce, "Buat pengumuman dong": WishAnnounce, "mau bikin pengumuman banjir": WishAnnounce,
		"pengumuman tadi sudah sampai?": WishAnnounce,
		"stop semua":                    WishHalt, "Hentikan": WishHalt, "hentikan dulu semua!": WishHalt, "tahan dulu semua": WishHalt, "stop pengumumannya": WishHalt,
		"tolong tahan dulu": WishHalt, "jangan kirim semua dulu": WishHalt,
		"stop": "", "berhenti": "", "stop kirim pesan": "", "jangan kirim pengumuman ke saya lagi": "", "anak tidak tahan panas": "", "": "",
		"anak menahan pipis": "", "semua sehat": "",
	} {
		if got := ReadOrder(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
