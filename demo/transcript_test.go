package demo

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const everything = `# Bu Sari melaporkan kehadiran.

= 2026-06-10 09:00 WITA
Bot ke Bu Sari: Selamat pagi.
  .
  [Ibu] [Ayah]
Bu Sari: [Ibu] pada "Siapa yang datang"
Bu Sari: [Bagikan ↗]
Bu Rina di Kelompok Melati: Halo semua
  apa kabar?
  .
  ..
Bu Sari: (foto)
Bu Sari: (album: foto, video) dua
  baris
Bu Sari: (terusan dari Kanal BPBD: suara)
Bu Sari: (terusan dari Warga 1) <b>a</b>
Bu Sari: (ubah "dua") 2
Bu Sari: (buka tautan lama "kelompok" dari Bu Rina)
Bu Sari:
  (bukan perbuatan)
= 2 jam lagi
Bu Sari: {kode}

-- kehadiran --
tanggal     keluarga
2026-03-07  Bu Sari
`

func TestParseReadsEveryKindOfLine(t *testing.T) {
	s, err := ParseTranscript("melati.txt", []byte(everything))
	if err != nil {
		t.Fatal(err)
	}
	var got []Line
	for _, l := range s.Lines {
		l.raw, l.event = "", nil
		got = append(got, l)
	}
	want := []Line{
		{Number: 1, Kind: "comment", Text: "Bu Sari melaporkan kehadiran."},
		{Number: 2, Kind: "blank"},
		{Number: 3, Kind: "event", Text: "2026-06-10 09:00 WITA"},
		{Number: 4, Kind: "bot"},
		{Number: 7, Kind: "press", Who: "Bu Sari", Text: "Ibu", Of: "Siapa yang datang"},
		{Number: 8, Kind: "press", Who: "Bu Sari", Text: "Bagikan"},
		{Number: 9, Kind: "write", Who: "Bu Rina", Where: "Kelompok Melati", Text: "Halo semua\napa kabar?\n\n."},
		{Number: 13, Kind: "attach", Who: "Bu Sari", Text: "foto"},
		{Number: 14, Kind: "attach", Who: "Bu Sari", Text: "foto, video", Styled: "dua\nbaris"},
		{Number: 16, Kind: "forward", Who: "Bu Sari", Text: "suara", From: "Kanal BPBD"},
		{Number: 17, Kind: "forward", Who: "Bu Sari", From: "Warga 1", Styled: "<b>a</b>"},
		{Number: 18, Kind: "edit", Who: "Bu Sari", Of: "dua", Text: "2"},
		{Number: 19, Kind: "open", Who: "Bu Sari", Text: "lama", Of: "kelompok", From: "Bu Rina"},
		{Number: 20, Kind: "write", Who: "Bu Sari", Text: "(bukan perbuatan)"},
		{Number: 22, Kind: "event", Text: "2 jam lagi"},
		{Number: 23, Kind: "write", Who: "Bu Sari", Text: "{kode}"},
		{Number: 24, Kind: "blank"},
		{Number: 25, Kind: "table", Text: "kehadiran"},
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("line %d:\n got %+v\nwant %+v", i, got[min(i, len(got)):], want[min(i, len(want)):])
		}
	}
	if got := s.String(); got != everything {
		t.Errorf("printed again:\n%s", Diff([]byte(everything), []byte(got)))
	}
}

func TestParseNamesTheLineThatIsWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"halo", "a.txt:1: \"halo\" is nothing that a transcript has"},
		{"# x\n  lanjut", "a.txt:2: an indented line continues a message"},
		{"Bu Sari: halo\n\n  lanjut", "a.txt:3: an indented line"},
		{"Bu Sari: (foto)\n  lanjut", "a.txt:2: an indented line"},
		{"Bu Sari: [Ibu", "a.txt:1: a press is written [Label]"},
		{"Bu Sari: (album: foto, foto)\n  lanjut", "a.txt:2: an indented line"},
		{"Bu Sari: (foto, foto)", "a.txt:1: several things are sent as (album: foto, foto)"},
		{"Bu Sari: (album: foto)", "a.txt:1: several things are sent as (album: foto, foto)"},
		{"Bu Sari: (album: foto, tari)", `a.txt:1: "(album: foto, tari)" is not an act`},
		{"Bu Sari: (lokasi) di sini", "a.txt:1: a location is written like (lokasi) -8.56, 116.35"},
		{"Bu Sari: (lokasi) -91, 116", "a.txt:1: a location is written like"},
		{"Bu Sari: (terusan dari Warga 1)", "a.txt:1: Bu Sari says nothing"},
		{"Bu Sari: (tari)", `a.txt:1: "(tari)" is not an act`},
		{"Bu Sari:", "a.txt:1: Bu Sari says nothing"},
		{`Bu Sari: (ubah "a")`, "a.txt:1: Bu Sari says nothing"},
		{": halo", "a.txt:1: nobody's name"},
		{"= bot menari", `a.txt:1: nobody knows how "bot menari" happens; there is 2026-06-10 09:00 WITA`},
		{"= banjir 0", "a.txt:1: nobody knows"},
		{"--kehadiran--", "a.txt:1: a table begins like -- kehadiran --"},
		{"Bu Sari: a\n-- kehadiran --\nBu Sari: halo", "a.txt:3: a table goes on until a blank line"},
		{"-- kehadiran --\n= 2 jam lagi", "a.txt:2: a table goes on"},
		{"# x\r\n", "a.txt:1: the line ends as on Windows"},
		{"# \xff", "a.txt:1: this is not UTF-8"},
	} {
		_, err := ParseTranscript("a.txt", []byte(c.text))
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func FuzzParseTranscript(f *testing.F) {
	f.Add(everything)
	f.Add("= bot dimulai ulang\n= banjir 30\n= besok 16.00 WIB\n= Bu Rina menambahkan bot ke Kelompok Melati")
	f.Add("Bu Sari:\n  .\n  ...\n\t.\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseTranscript("a.txt", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "a.txt:") {
				t.Errorf("the error %q names no line", err)
			}
			return
		}
		if got := s.String(); got != text {
			t.Errorf("printed again: %q, want %q", got, text)
		}
		number := 1
		for _, l := range s.Lines {
			if l.Number != number {
				t.Errorf("%q begins at line %d, want %d", l.raw, l.Number, number)
			}
			if l.Kind == "event" && l.event == nil {
				t.Errorf("%q does nothing", l.raw)
			}
			number += strings.Count(l.raw, "\n")
		}
	})
}

// Whatever the bot says, it is one line of the bot to whoever reads the transcript next.
func TestSaidIsReadAsOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("a.:#=[]-{} \t\né🙏")))
		text := words.Draw(t, "text")
		rows := [][]Button{{{Text: words.Draw(t, "label"), Data: "x"}, {Text: "Buka", URL: "https://example.org"}}}
		head := rapid.SampledFrom([]string{"Bot", "Bot ke Bu Rina", "Bot ke -100 mengubah", "Bot (toast)"}).Draw(t, "head")
		written := "Bu Sari: halo\n" + said(head, text, rows) + "Bu Sari: lagi\n"
		s, err := ParseTranscript("a.txt", []byte(written))
		if err != nil {
			t.Fatalf("%v in\n%s", err, written)
		}
		var kinds []string
		for _, l := range s.Lines {
			kinds = append(kinds, l.Kind)
		}
		if want := []string{"write", "bot", "write"}; !slices.Equal(kinds, want) {
			t.Fatalf("got %v, want %v in\n%s", kinds, want, written)
		}
	})
}

// What a person says on indented lines arrives as it is, whatever it looks like.
func TestIndentedWordsAreLiteral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringOf(rapid.SampledFrom([]rune("a.:#=[]-(){} é🙏"))), 1, 5).Draw(t, "lines")
		var want, written []string
		for _, line := range lines {
			line = strings.TrimRight(line, " ")
			want, written = append(want, line), append(written, "  "+indent(line)+"\n")
		}
		text := strings.Join(want, "\n")
		if text == "" {
			t.Skip("nothing said")
		}
		s, err := ParseTranscript("a.txt", []byte("Bu Sari:\n"+strings.Join(written, "")))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Lines[0].Text; got != text || len(s.Lines) != 1 {
			t.Fatalf("got %q in %d lines, want %q", got, len(s.Lines), text)
		}
	})
}

func TestDiffShowsTheFirstDifference(t *testing.T) {
	var long string
	for i := range 20 {
		long += fmt.Sprintf("Bot: %d\n", i)
	}
	for _, c := range []struct{ want, got, diff string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\nc\n", "a\nx\nc\n", "line 2\nwant    2: b\n got    2: x\n"},
		{"a\nc\n", "a\nb\nc\n", "line 2\nwant    2: c\n got    2: b\n got    3: c\n"},
		{"a\n", "a\n" + long, "line 2\nwant    2: (the end)\n got    2: Bot: 0\n got    3: Bot: 1\n got    4: Bot: 2\n got    5: Bot: 3\n got    6: Bot: 4\n got    7: Bot: 5\n got: … 15 more\n"},
	} {
		if got := Diff([]byte(c.want), []byte(c.got)); got != c.diff {
			t.Errorf("Diff(%q, %q)\n got %q\nwant %q", c.want, c.got, got, c.diff)
		}
	}
}
