package parenting

import (
	"slices"
	"strings"
)

// What only a coordinator asks for, see [ReadOrder].
const (
	WishHalt     Wish = "halt"     // to stop all that goes out
	WishHold     Wish = "hold"     // to stop something that goes out
	WishPause    Wish = "pause"    // the same; but where nothing goes out, no messages to oneself for a while
	WishGoOn     Wish = "goon"     // that it goes on, or to know whether it does
	WishAnnounce Wish = "announce" // to send an announcement
	WishTell     Wish = "tell"     // the same, or to announce a meeting
	WishProgress Wish = "progress" // to see how an announcement stands
	WishMissed   Wish = "missed"   // to see who did not get it
	WishResend   Wish = "resend"   // to send it to them once more
	WishHandOver Wish = "handover" // that facilitators tell them
	WishSendNow  Wish = "sendnow"  // to send at once what waits for its hour
)

// Words of orders.
const (
	bulletin = "pengumuman pengumumannya"
	stopping = "hentikan setop stop berhenti tahan jeda"
	awhile   = asking + " dulu sebentar bentar sementara sekarang segera ini itu tadi eh aduh salah"
	arrived  = "dapat dapet dpt menerima terima nerima kebagian terkirim kekirim dikirim dikirimi sampai masuk baca membaca dibaca"
	delivery = asking + " " + arrived + " " + bulletin + " " + recipient + " " + no + " belum sudah gagal siapa sapa kenapa knp knapa mengapa kok masih apakah kah sih " +
		"itu ini tadi kemarin barusan pesan pesannya kabar kabarnya info infonya kiriman kirimannya kirimnya ke mana berapa semua semuanya banyak sebagian beberapa lain lainnya"
	recipient = "keluarga keluarganya warga orang orangnya penerima anggota peserta pengasuh"
	places    = "kelompok grup desa dusun kabupaten kecamatan wilayah"
	many      = recipient + " " + places + " semua semuanya"
	told      = "umumkan umumin mengumumkan diumumkan ngumumin"
	telling   = "kasih kasi ksh ngasih kabari kabarin ngabarin mengabari beritahu beritahukan memberitahu infokan informasikan sampaikan menyampaikan"
	share     = "kirim kirimkan kirimin ngirim mengirim sebar sebarkan menyebarkan bagikan share"
	shareable = "foto gambar video suara dokumen file berkas surat brosur selebaran lokasi"
	notNews   = meeting + " materi materinya pelajaran latihan link tautan poster qr jangan siapa salah"
)

// orders is how coordinators type what they want of that which goes out. The first that fits counts. A bare "stop" is not among them: it
// asks for no more messages, whoever says it.
var orders = []wording{
	{wish: WishHalt, said: []string{stopping, "semua semuanya kiriman kirimannya pengiriman"}, beside: awhile + " yang sedang berjalan kirim pesan " + bulletin},
	{wish: WishHalt, said: []string{"jangan", "kirim dikirim kirimkan", "semua semuanya"}, beside: awhile},
	{wish: WishHold, said: []string{stopping, bulletin}, beside: awhile + " yang sedang berjalan kirim"},
	{wish: WishHold, said: []string{"jangan", "kirim dikirim kirimkan", bulletin}, beside: awhile},
	{wish: WishHold, said: []string{"hentikan setop tahan"}, beside: awhile},
	{wish: WishPause, said: []string{"jeda pause"}, beside: awhile},
	{wish: WishPause, said: []string{"stop berhenti", "dulu sebentar bentar sementara salah"}, beside: awhile + " kirim"},
	{wish: WishPause, said: []string{"jangan", "kirim dikirim kirimkan", "dulu"}, beside: awhile},
	{wish: WishGoOn, said: []string{"jalankan jalanin lanjut lanjutkan lanjutin teruskan"}, beside: awhile + " semua semuanya kirim kiriman kirimannya sudah"},
	{wish: WishGoOn, said: []string{"berhenti stop setop distop dihentikan terhenti dijeda jalan berjalan", "sudah masih"}, beside: delivery},

	{wish: WishResend, said: []string{share + " dikirim", "ulang ulangi diulang"}, beside: delivery},
	{wish: WishResend, said: []string{share + " dikirim", "lagi", "gagal belum"}, beside: delivery},
	{wish: WishResend, said: []string{"ulang ulangi diulang", "gagal"}, beside: delivery},
	{wish: WishHandOver, said: []string{"titip titipkan dititipkan", "fasilitator fasilitatornya gagal belum"}, beside: delivery + " saja supaya disampaikan"},
	{
		wish: WishProgress, said: []string{bulletin, "bagaimana hasilnya sudah sampai terkirim tadi kemarin berapa status keadaan perkembangannya selesai diterima dibaca"},
		beside: anything, never: no + " jangan stop berhenti kirim buat bikin buatkan bikinkan tulis baru",
	},
	{wish: WishProgress, said: []string{"hasil hasilnya status statusnya progres progresnya perkembangannya", "bagaimana"}, beside: delivery},
	{wish: WishProgress, said: []string{"sudah", arrived, "belum berapa semua semuanya siapa apakah yang"}, beside: delivery, never: me},
	{wish: WishProgress, said: []string{"sudah", arrived, "?"}, beside: delivery, never: me},
	{wish: WishProgress, said: []string{"sampai", "mana"}, beside: delivery + " di"},
	{wish: WishProgress, said: []string{"selesai beres kelar", "sudah", "belum"}, beside: delivery},
	{wish: WishProgress, said: []string{"selesai beres kelar", "sudah", "?"}, beside: delivery},
	{wish: WishProgress, said: []string{"salah", "kirim terkirim kekirim"}, beside: delivery},
	{wish: WishProgress, said: []string{"tarik ditarik", "kembali lagi"}, beside: delivery},
	{wish: WishProgress, said: []string{"setuju disetujui menyetujui disetujuin persetujuan persetujuannya acc approve", no + " sudah belum kapan"}, beside: anything, most: 8, never: "saya aku " + money},
	{wish: WishProgress, said: []string{"telegram telegramnya tele", no + " tanpa belum"}, beside: anything, never: "saya aku"},
	{wish: WishProgress, said: []string{"hp", no + " tanpa", recipient}, beside: anything, most: 8, never: me},
	{wish: WishMissed, said: []string{no + " belum", arrived}, beside: delivery, never: me},
	{wish: WishMissed, said: []string{no + " belum", arrived, places}, beside: anything, most: 8, never: me},
	{wish: WishMissed, said: []string{"gagal"}, beside: delivery},
	{wish: WishProgress, said: []string{"berapa siapa", arrived}, beside: delivery, never: me},

	{
		wish: WishSendNow, said: []string{"kirim kirimkan", "sekarang langsung"},
		beside: asking + " tidak jadi batal jadwal jadwalnya dulu itu ini " + bulletin,
	},
	{wish: WishTell, said: []string{told}, beside: asking},
	{wish: WishAnnounce, said: []string{bulletin + " broadcast siaran"}, beside: anything, never: "jangan stop berhenti hapus usah"},
	{wish: WishAnnounce, said: []string{"mau ingin tolong", telling + " " + told + " bilang bilangin ingatkan mengingatkan", many}, beside: anything, never: notNews},
	{wish: WishAnnounce, said: []string{"mau ingin", telling, "tahu"}, beside: anything, never: notNews + " " + me + " " + children},
	{wish: WishAnnounce, said: []string{told}, beside: anything, never: notNews + " sudah"},
	{wish: WishAnnounce, said: []string{telling, many}, beside: anything, never: notNews + " sudah " + no},
	{wish: WishAnnounce, said: []string{share, many, "ke kepada buat untuk"}, beside: anything, never: notNews + " sudah"},
	{wish: WishAnnounce, said: []string{share, shareable}, beside: asking + " pesan"},
	{wish: WishAnnounce, said: []string{"mau ingin", share, shareable}, beside: anything, never: notNews + " fasilitator petugas kader " + children},
}

// ReadOrder reads what a coordinator wants of announcements and of all that goes out: "mau bikin pengumuman banjir", "tahan dulu semua".
// It is "" where it may be something that anybody asks for.
func ReadOrder(text string) Wish { return first(orders, text) }

// ReadRecipient reads by whose name a coordinator asks whether an announcement has arrived: "bu sari" of "kenapa bu Sari tidak dapat". It
// is "" where nobody is named, or more is said. A name without a form of address counts only in a question.
func ReadRecipient(text string) string {
	const most = 4
	if len(text) > longestWish {
		return ""
	}
	words := strings.FieldsFunc(Spelled(text), func(r rune) bool { return strings.ContainsRune(" ,.?!:;\"()0123456789", r) })
	said := among(delivery)
	form := func(word string) bool {
		return readForm(word) != "" || slices.Contains([]string{"inaq", "amaq", "papuq"}, word)
	}
	asks := strings.Contains(text, "?") || slices.ContainsFunc(words, among("kenapa knp knapa mengapa kok apakah belum"))
	if !slices.ContainsFunc(words, among(arrived)) || slices.Contains(words, "sampai") && !slices.Contains(words, "ke") ||
		slices.ContainsFunc(words, among(places+" "+money+" "+lessonly+" telegram bot sinyal internet kuota")) {
		return ""
	}
	var name []string
	ended := false
	for i, word := range words {
		switch {
		case form(word) && name == nil && i+1 < len(words) && !form(words[i+1]) && !said(words[i+1]):
			name = []string{word}
		case form(word), said(word):
			ended = ended || name != nil
		case ended:
			return ""
		default:
			name = append(name, word)
		}
	}
	if name == nil || len(name) > most || !form(name[0]) && (!asks || len(name) > 2) {
		return ""
	}
	return strings.Join(name, " ")
}
