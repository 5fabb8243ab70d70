package parenting

import "testing"

func TestReadTheme(t *testing.T) {
	for text, want := range map[string]Theme{
		"c": "C", "O.": "O", "gizi": "C", "Anak sakit": "D", "hp": "G", "HP dan internet sehat": "G", "uang kiriman": "K",
		"nikah dini": "I", "pola asuh": "B", "makan dan sekolah": "", "anak": "", "P": "", "": "",
	} {
		if got := ReadTheme(text); got != want {
			t.Errorf("%q is the theme %q, want %q", text, got, want)
		}
	}
	of := map[string]Theme{}
	for theme, words := range themeWords {
		for _, w := range words {
			if other, twice := of[w]; twice {
				t.Errorf("%q belongs to %s and %s", w, other, theme)
			}
			of[w] = theme
		}
	}
	for _, theme := range Themes() {
		if len(themeWords[theme]) == 0 {
			t.Errorf("no word names the theme %s", theme)
		}
	}
}
