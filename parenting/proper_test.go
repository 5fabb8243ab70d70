package parenting

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestProperName(t *testing.T) {
	for typed, want := range map[string]string{
		"rina sahnun":           "Rina Sahnun",
		"RINA SAHNUN":           "Rina Sahnun",
		"Rina sahnun":           "Rina Sahnun",
		"Rina SAHNUN":           "Rina Sahnun",
		"inaq sahnun":           "Inaq Sahnun",
		"McDonald":              "McDonald",
		"deWi":                  "deWi",
		"r.a. kartini":          "R.A. Kartini",
		"R.A. KARTINI":          "R.A. Kartini",
		"R.A. Kartini":          "R.A. Kartini",
		"RA Kartini":            "RA Kartini",
		"h. ali":                "H. Ali",
		"hj.rina":               "Hj.Rina",
		"TGH. UMAR":             "TGH. Umar",
		"rina, s.pd":            "Rina, S.Pd",
		"RINA, S.PD.I":          "Rina, S.Pd.I",
		"rina binti ahmad":      "Rina binti Ahmad",
		"ALI BIN ABU":           "Ali bin Abu",
		"Rina BINTI Ahmad":      "Rina binti Ahmad",
		"Rina Binti Ahmad":      "Rina binti Ahmad",
		"bin":                   "Bin",
		"ma'rifah":              "Ma'rifah",
		"NUR’AINI":              "Nur’aini",
		"ash-shiddiq":           "Ash-Shiddiq",
		"anjani II":             "Anjani II",
		"ANJANI II":             "Anjani II",
		"melati iv":             "Melati IV",
		"xi lin":                "Xi Lin",
		"vivi":                  "Vivi",
		"rina mia":              "Rina Mia",
		"u":                     "U",
		"suku bali u":           "Suku Bali U",
		"tp pkk melati":         "TP PKK Melati",
		"PAUD melati":           "PAUD Melati",
		"rt 02 lauk":            "RT 02 Lauk",
		"kelompok melati 2b":    "Kelompok Melati 2b",
		"ame\u0301lia":          "Ame\u0301lia",
		"سيتي":                  "سيتي",
		"rina 🌼":                "Rina 🌼",
		"<b>Sari</b> & \"Ani\"": "<b>Sari</b> & \"Ani\"",
		"İPEK":                  "İpek",
		"":                      "",
	} {
		if got := ProperName(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func FuzzProperName(f *testing.F) {
	for _, name := range []string{"RINA binti ahmad, s.pd II", "r.a. KARTINI 'aini", "ǆ ß ა Ა 𝐀b i̇", "TP pkk ii"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		name := ProperName(typed)
		if again := ProperName(name); again != name {
			t.Fatalf("%q becomes %q, and then %q", typed, name, again)
		}
		if utf8.ValidString(typed) && utf8.RuneCountInString(name) != utf8.RuneCountInString(typed) {
			t.Fatalf("%q becomes %q: letters come or go", typed, name)
		}
		small := func(s string) string { return strings.ToLower(strings.ToUpper(s)) }
		if small(name) != small(typed) {
			t.Fatalf("%q becomes %q: other letters", typed, name)
		}
	})
}
