package parenting

// What only a coordinator asks for, see [ReadOrder].
const (
	WishHalt     Wish = "halt"     // to stop what goes out
	WishAnnounce Wish = "announce" // to send an announcement, or to see how one stands
)

// orders is how coordinators type what they want of that which goes out. The first that fits counts. A bare "stop" is not among them: it
// asks for no more messages, whoever says it.
var orders = []wording{
	{
		wish: WishHalt, said: []string{"hentikan setop stop berhenti tahan jeda", "semua semuanya kiriman kirimannya pengiriman pengumuman pengumumannya"},
		beside: asking + " dulu sementara sekarang segera yang sedang berjalan kirim kiriman pengumuman pesan",
	},
	{wish: WishHalt, said: []string{"hentikan setop tahan"}, beside: asking + " dulu sementara sekarang segera"},
	{
		wish: WishHalt, said: []string{"jangan jgn", "kirim dikirim kirimkan", "semua semuanya pengumuman pengumumannya"},
		beside: asking + " dulu sementara sekarang",
	},
	{wish: WishAnnounce, said: []string{"pengumuman pengumumannya"}, beside: anything, never: "jangan jgn stop berhenti hapus usah"},
}

// ReadOrder reads what a coordinator wants of announcements and of all that goes out: "mau bikin pengumuman banjir", "tahan dulu semua".
// It is "" where it may be something that anybody asks for.
func ReadOrder(text string) Wish { return first(orders, text) }
