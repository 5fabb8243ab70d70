package parenting

import (
	"strings"
	"testing"
)

func TestSpelled(t *testing.T) {
	for text, want := range map[string]string{
		"Sy gk bs dtg, krn ank skit": "saya tidak bisa datang, karena anak sakit", "dmn tmpatnya?": "di mana tempatnya?", "sdh d balai": "sudah di balai",
		"jgn sring2": "jangan sering2", "Endek, tyang mangkin di balai": "tidak, saya sekarang di balai", "jam pire, inaq?": "jam berapa, inaq?", "4 sm 9": "4 sama 9", "Saya": "saya", "": "",
	} {
		if got := Spelled(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestSpellings: nothing is short for two words, and no word in full is short for another.
func TestSpellings(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range []map[string]string{shortened, sasak} {
		for word, said := range table {
			if Spelled(word) != word {
				t.Errorf("%q is spelled %q", word, Spelled(word))
			}
			for _, s := range strings.Fields(said) {
				if seen[s] {
					t.Errorf("%q is short for several words", s)
				}
				seen[s] = true
			}
		}
	}
}
