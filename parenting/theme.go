package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// themeWords are words by which people name a theme, beside the words that many share: every one belongs to one theme.
var themeWords = map[Theme][]string{
	"A": {"jauh", "rantau", "telepon", "telpon", "nelpon", "komunikasi", "kangen"},
	"B": {"disiplin", "pola", "asuh", "nurut", "hukuman", "bandel", "tantrum"},
	"C": {"gizi", "stunting", "tumbuh", "kembang", "balita", "bayi", "asi", "mpasi", "makan", "makanan", "posyandu"},
	"D": {"sakit", "demam", "diare", "imunisasi", "kesehatan", "obat", "panas"},
	"E": {"perasaan", "sedih", "rindu", "emosi", "murung"},
	"F": {"pengasuh", "lelah", "capek", "stres", "stress", "istirahat"},
	"G": {"hp", "internet", "gawai", "gadget", "medsos", "game", "tiktok", "youtube", "online"},
	"H": {"kekerasan", "pelecehan", "bully", "perundungan", "aman"},
	"I": {"perkawinan", "pernikahan", "kawin", "nikah", "dini"},
	"J": {"sekolah", "belajar", "pr", "paud", "baca", "membaca"},
	"K": {"uang", "kiriman", "remitan", "tabungan", "nabung", "menabung", "utang", "keuangan"},
	"L": {"hak", "layanan", "bpjs", "bp2mi", "kp2mi", "perlindungan"},
	"M": {"ayah", "bapak"},
	"N": {"maslahah", "agama", "ngaji", "mengaji", "ibadah", "nilai"},
	"O": {"berangkat", "pulang", "keberangkatan", "kepulangan"},
}

// ReadTheme reads a theme as people type it: its letter, or words that speak of one theme only ("gizi balita", "anak sakit"). It is ""
// where they may mean another.
func ReadTheme(text string) Theme {
	text = Clean(text)
	if t := Theme(strings.ToUpper(strings.TrimRight(text, ". "))); slices.Contains(Themes(), t) {
		return t
	}
	var found Theme
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		for _, t := range Themes() {
			if !slices.Contains(themeWords[t], word) {
				continue
			}
			if found != "" && found != t {
				return ""
			}
			found = t
		}
	}
	return found
}
