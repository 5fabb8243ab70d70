package report

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"
)

const joinLink = "https://t.me/asuhbersama_bot?start=j_Q2ZkT9xLm-Na4RwVb7Yc3"

// hard is what people type where a name is asked for.
func hard() []string {
	return []string{
		"Kelompok Melati",
		"",
		"🌸🌸🌸",
		"النور",
		"\u202e\u200fMelati\u200b\xff\x00",
		`<b>"Melati" & 'Mawar'</b>`,
		strings.Repeat("M", 10_000),
		strings.Repeat("Melati Mawar ", 800),
		strings.Repeat("W\u0301\u0302", 5_000),
	}
}

func melati() Poster {
	return Poster{
		Group: "Kelompok Melati",
		Lines: []string{
			"Pertemuan keluarga pekerja migran: mengasuh anak bersama-sama.",
			"Buka kamera HP, arahkan ke kotak ini, lalu tekan tautannya.",
		},
		Link:      joinLink,
		Programme: "Asuh Bersama", Place: "Desa Anjani, Kabupaten Lombok Timur",
	}
}

func checkIn() Code {
	return Code{
		Digits: "4071", Link: "https://t.me/asuhbersama_bot?start=h_Q2ZkT9xLmNa4",
		Meeting: "Mendengarkan anak dari jauh", Group: "Kelompok Melati",
		Lines: []string{"Sabtu, 13 Juni 2026 pukul 14.00 WITA", "Berlaku sampai pukul 14.20 WITA"},
	}
}

// see opens a picture and says what a camera reads in it, near and from twice as
// far.
func see(t *testing.T, data []byte) (image.Image, string) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("open picture: %v", err)
	}
	read := ""
	for _, far := range []int{1, 2} {
		small := image.NewGray(image.Rect(0, 0, img.Bounds().Dx()/far, img.Bounds().Dy()/far))
		draw.ApproxBiLinear.Scale(small, small.Rect, img, img.Bounds(), draw.Src, nil)
		bits, err := gozxing.NewBinaryBitmapFromImage(small)
		if err != nil {
			t.Fatal(err)
		}
		result, err := qrcode.NewQRCodeReader().Decode(bits, nil)
		if err != nil {
			t.Fatalf("read QR code from %d times as far: %v", far, err)
		}
		if read != "" && result.GetText() != read {
			t.Fatalf("QR code reads %q from %d times as far, %q near", result.GetText(), far, read)
		}
		read = result.GetText()
	}
	return img, read
}

func TestPosterOpensTheGroup(t *testing.T) {
	for _, name := range hard() {
		p := melati()
		p.Group = name
		data, err := p.PNG()
		if err != nil {
			t.Fatalf("poster of %.40q: %v", name, err)
		}
		img, read := see(t, data)
		if read != joinLink {
			t.Errorf("poster of %.40q opens %q, want %q", name, read, joinLink)
		}
		if got, want := img.Bounds(), image.Rect(0, 0, 1748, 2480); got != want {
			t.Errorf("poster is %v, want %v", got, want)
		}
		if got, want := len(data), 100_000; got >= want {
			t.Errorf("poster of %.40q has %d bytes, want less than %d", name, got, want)
		}
	}
}

// A5 is 148 × 210 mm; without a resolution a printer makes something else of it.
func TestPosterPrintsAt300DotsPerInch(t *testing.T) {
	data, err := melati().PNG()
	if err != nil {
		t.Fatal(err)
	}
	at := bytes.Index(data, []byte("pHYs"))
	if at < 0 {
		t.Fatal("the poster says no resolution")
	}
	across, down := binary.BigEndian.Uint32(data[at+4:]), binary.BigEndian.Uint32(data[at+8:])
	if want := uint32(11811); across != want || down != want || data[at+12] != 1 {
		t.Errorf("resolution is %d × %d (unit %d), want %d a metre", across, down, data[at+12], want)
	}
}

func TestPosterWithAllTextsLong(t *testing.T) {
	long := strings.Repeat("Kelompok Pengasuh Keluarga ", 40)
	p := Poster{Group: long, Lines: []string{long, long, long}, Link: joinLink + strings.Repeat("x", 40), Programme: long, Place: long}
	data, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	if _, read := see(t, data); read != p.Link {
		t.Errorf("poster opens %q, want %q", read, p.Link)
	}
}

func TestCodeChecksIn(t *testing.T) {
	for _, name := range hard() {
		k := checkIn()
		k.Meeting, k.Group = name, name
		data, err := k.PNG()
		if err != nil {
			t.Fatalf("code of %.40q: %v", name, err)
		}
		img, read := see(t, data)
		if read != k.Link {
			t.Errorf("code of %.40q opens %q, want %q", name, read, k.Link)
		}
		if got, want := img.Bounds(), image.Rect(0, 0, 900, 900); got != want {
			t.Errorf("code is %v, want %v", got, want)
		}
		if got, want := len(data), 30_000; got >= want {
			t.Errorf("code of %.40q has %d bytes, want less than %d", name, got, want)
		}
	}
}

func TestCodeShowsItsDigits(t *testing.T) {
	seen := map[string]string{}
	for _, digits := range []string{"0000", "0001", "1000", "8888", "8808"} {
		k := checkIn()
		k.Digits = digits
		data, err := k.PNG()
		if err != nil {
			t.Fatal(err)
		}
		if same, ok := seen[string(data)]; ok {
			t.Errorf("%s and %s look the same", same, digits)
		}
		seen[string(data)] = digits
	}
}

// In the middle of an eight is ink; a zero is open there, without the slash of
// the typeface.
func TestZeroIsNoEight(t *testing.T) {
	for digits, want := range map[string]bool{"0": false, "8": true} {
		k := checkIn()
		k.Digits = digits
		data, err := k.PNG()
		if err != nil {
			t.Fatal(err)
		}
		img, _ := see(t, data)
		ink := false
		for y := 150; y < 270; y++ {
			if r, _, _, _ := img.At(450, y).RGBA(); r < 0x8000 {
				ink = true
			}
		}
		if ink != want {
			t.Errorf("ink inside %s is %v, want %v", digits, ink, want)
		}
	}
}

func TestPicturesAreTheSameTwice(t *testing.T) {
	for name, paint := range map[string]func() ([]byte, error){"poster": melati().PNG, "code": checkIn().PNG} {
		first, err := paint()
		if err != nil {
			t.Fatal(err)
		}
		second, err := paint()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("the same %s gives different bytes", name)
		}
	}
}

func TestLinkTooLongForAQRCode(t *testing.T) {
	link := strings.Repeat("x", 5_000)
	if _, err := (Poster{Link: link}).PNG(); err == nil {
		t.Error("a poster was made of a link of 5,000 characters")
	}
	if _, err := (Code{Link: link}).PNG(); err == nil {
		t.Error("a code was made of a link of 5,000 characters")
	}
}

// FuzzReports throws any text at all three reports: they are made, and small
// enough to send.
func FuzzReports(f *testing.F) {
	for n, text := range hard() {
		f.Add(text, hard()[n/2])
	}
	f.Fuzz(func(t *testing.T, one, two string) {
		pictures := map[int]func() ([]byte, error){
			100_000: Poster{Group: one, Lines: []string{two, one}, Link: joinLink, Programme: two, Place: one}.PNG,
			30_000:  Code{Digits: one, Link: joinLink, Meeting: two, Group: one, Lines: []string{one, two}}.PNG,
		}
		for limit, paint := range pictures {
			data, err := paint()
			if err != nil {
				t.Fatal(err)
			}
			if len(data) >= limit {
				t.Errorf("picture has %d bytes, want less than %d", len(data), limit)
			}
			if _, err := png.Decode(bytes.NewReader(data)); err != nil {
				t.Errorf("open picture: %v", err)
			}
		}
		s := meeting(1)
		s.Programme, s.Title, s.Group, s.Place, s.Facilitators = one, two, one, two, []string{one, two, one}
		s.Rows = []Row{{one, two, one, two}}
		s.Totals = []string{one, two}
		open(t, s)
	})
}

func BenchmarkPoster(b *testing.B) {
	for b.Loop() {
		if _, err := melati().PNG(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCode(b *testing.B) {
	for b.Loop() {
		if _, err := checkIn().PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
