package report

import (
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Bu Sari", "Bu Sari"},
		{" \n Bu\t\tSari \r\n", "Bu Sari"},
		{"=1+1", "=1+1"},
		{`<b>Sari</b> & "Tuti"`, `<b>Sari</b> & "Tuti"`},
		{"النور بنت محمد", "النور بنت محمد"},
		{"🌸 Melati 👩\u200d👧", "🌸 Melati 👩\u200d👧"},
		{"Sari\u202ednih\u2066\ufeff\x00\u200b", "Saridnih"},
		{"\xff\xfeSari", "Sari"},
		{"12345678901234567890", "12345678901234567890"},
		{"123456789012345678901", "1234567890123456789…"},
		{"123456789012345678 01", "123456789012345678…"},
	} {
		if got := plain(c.text, 20); got != c.want {
			t.Errorf("plain(%q) is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDrawable(t *testing.T) {
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	has := func(r rune) bool {
		i, err := f.GlyphIndex(nil, r)
		return err == nil && i != 0
	}
	for _, c := range []struct{ text, want string }{
		{"Kelompok Melati", "Kelompok Melati"},
		{"🌸 Kelompok  Melati 🌸👩\u200d👧", "Kelompok Melati"},
		{"𝓜𝓮𝓵𝓪𝓽𝓲 Ｍｅｌａｔｉ", "Melati Melati"},
		{"Kelompok النور", "Kelompok"},
		{"النور", ""},
		{"Cafe\u0301 h\u0323asan ṣalihah", "Café hasan salihah"},
		{"Z\u0351\u0363\u0301a\u0300\u0301\u0302lgo", "Zàlgo"},
		{"Jumʼat bersama\u2011sama anak-anak", "Jum’at bersama\u00adsama anak\u00adanak"},
		{"\u202e\u200f\ufeff\xff“Melati”", "“Melati”"},
	} {
		if got := drawable(c.text, 100, has); got != c.want {
			t.Errorf("drawable(%q) is %q, want %q", c.text, got, c.want)
		}
	}
	if got := len([]rune(drawable(strings.Repeat("a\u0301", 10_000), 50, has))); got != 50 {
		t.Errorf("a text of 10,000 letters is cut to %d, want 50", got)
	}
}
