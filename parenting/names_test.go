package parenting

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadName(t *testing.T) {
	for typed, want := range map[string]string{
		"Nenek Inaq Sahnun": "nenek|Inaq Sahnun",
		"Bu Sari":           "ibu|Sari",
		"IBU  Sari":         "ibu|Sari",
		"Bu.Sari":           "ibu|Sari",
		"bpk. Joko":         "bapak|Joko",
		"Sari":              "|Sari",
		"Inaq Sahnun":       "|Inaq Sahnun",
		"Bu":                "|Bu",
		"Bu -":              "|Bu -",
		"Bu Hj. Rina":       "ibu|Hj. Rina",
		"Masitah":           "|Masitah",
		"سيتي":              "|سيتي",
		"Bu <b>Sari</b>":    "ibu|<b>Sari</b>",
		" \u200b ":          "|",
	} {
		form, name := ReadName(typed)
		if got := string(form) + "|" + name; got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestReadAddress(t *testing.T) {
	for typed, want := range map[string]string{
		"Ibu Sari":                   "ibu|Sari",
		"bu":                         "ibu|",
		"Nenek.":                     "nenek|",
		"panggil saja bu Sari ya":    "ibu|Sari",
		"Nama saya Inaq Sahnun":      "|Inaq Sahnun",
		"saya Pak Joko, koordinator": "bapak|Joko, Koordinator",
		"Rina Nur Sahnun":            "|Rina Nur Sahnun",
		"saya":                       "refused",
		"Saja":                       "|Saja",
		"Ibu Sari Dewi dari Dusun L": "ibu|Sari Dewi Dari Dusun L",
		"سيتي":                       "|سيتي",
		"maksudnya apa?":             "refused",
		"siapa ini":                  "refused",
		"terserah":                   "refused",
		"dipanggil apa saja boleh":   "refused",
		"Sari dari dusun sebelah":    "refused",
		"0812":                       "refused",
		"Sari 2":                     "refused",
		"👍":                          "refused",
		"":                           "refused",
		"bu " + strings.Repeat("x", NameLength+1): "refused",
	} {
		form, name, ok := ReadAddress(typed)
		got := string(form) + "|" + name
		if !ok {
			got = "refused"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestReadHamlet(t *testing.T) {
	for typed, want := range map[string]string{"Dusun Lauk": "Lauk", "dsn. Lauk": "Lauk", "Lauk": "Lauk", "Dusun": "Dusun", "Dusunan": "Dusunan"} {
		if got := ReadHamlet(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestReadRoster(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"Bu Sari\nNenek Inaq Sahnun", "ibu Sari, nenek Inaq Sahnun"},
		{"1. Bu Sari\r\n2) Sari\n(3) Pak Joko\n4 Bu Tuti", "ibu Sari,  Sari, bapak Joko, ibu Tuti"},
		{"- Bu Sari,\n• Pak Joko;\n1️⃣ Bu Tuti\n* Rina", "ibu Sari, bapak Joko, ibu Tuti,  Rina"},
		{"Daftar keluarga:\n---\n\nBu Sari\n5.\n👍", "ibu Sari"},
		{"Sari 2", " Sari 2"},
		{"Bu Sari, Rina Sahnun; pak Joko", "ibu Sari,  Rina Sahnun, bapak Joko"},
		{"Sari, Sahnun dan Tuti", " Sari,  Sahnun,  Tuti"},
		{"Sari, Sahnun, dan Tuti.", " Sari,  Sahnun,  Tuti"},
		{"Bu Sari dan Pak Joko", "ibu Sari dan Pak Joko"},
		{"Peserta: Sari, Sahnun", " Sari,  Sahnun"},
		{"1. Bu Sari 2. Rina Sahnun 3) Tuti", "ibu Sari,  Rina Sahnun,  Tuti"},
		{"1. Sari, 2. Sahnun; (3) Tuti", " Sari,  Sahnun,  Tuti"},
		{"- Sari, - Sahnun", " Sari,  Sahnun"},
		{"Rina, S.Pd", " Rina, S.Pd"},
		{"Rina, S. Pd. I., M.Pd, Sahnun; Tuti, Amd Keb", " Rina, S. Pd. I, M.Pd,  Sahnun,  Tuti, Amd Keb"},
		{"S.Pd, Rina", " S.Pd,  Rina"},
		{"1. Sari, Dusun Lauk\n2. Sahnun, RT 02, 0812345", " Sari,  Sahnun"},
		{"Bu Sari 0812 3456 7890\nPak Joko - 081234567890\nTuti (HP: +62 812-3456-789)\n0812345678 Rina", "ibu Sari, bapak Joko,  Tuti,  Rina"},
		{"Bu Sari (dusun timba)\nPak Joko (RT 02), Tuti (Inaq Dua)", "ibu Sari, bapak Joko"},
		{"Bu Sari (dusun timba), Tuti (Inaq Dua)", "ibu Sari,  Tuti (Inaq Dua)"},
		{"1. Bu Sari (istri pak Joko), Dusun Timuq, hp 0812-3456-789\n2. Inaq Dua, anak 2, suami di malaysia\n3. bu tuti 081 234 567 89", "ibu Sari,  Inaq Dua, ibu Tuti"},
		{"Daftar keluarga:\nBu Sari, Rina Sahnun", "ibu Sari,  Rina Sahnun"},
		{"Bu Sari - Dusun Lauk\nInaq Sahnun anak 2. suami pergi\nRina, S.Pd, RT 02\nDusun Daya, 12 orang\nPak Joko [ketua]", "ibu Sari,  Inaq Sahnun,  Rina, S.Pd, bapak Joko"},
		{"1. Bu Sari, anak 3. sakit 2. Pak Joko\n3. Tuti (anak 2) ikut", "ibu Sari, bapak Joko,  Tuti"},
		{"Hj. Rina, H. Ali, M. Nur", " Hj. Rina,  H. Ali,  M. Nur"},
		{strings.Repeat("Sari,", MostNames), strings.TrimSuffix(strings.Repeat(" Sari, ", MostNames), ", ")},
		{strings.Repeat("Sari,", MostNames+1), "refused"},
		{"👍", "refused"},
		{"", "refused"},
		{"12.\n13.", "refused"},
		{strings.Repeat("x", NameLength), " X" + strings.Repeat("x", NameLength-1)},
		{strings.Repeat("x", NameLength+1), "refused"},
		{strings.Repeat("Bu Sari\n", MostNames+1), "refused"},
	} {
		people, _, ok := ReadRoster(c.typed)
		var names []string
		for _, p := range people {
			names = append(names, string(p.Form)+" "+p.Name)
		}
		got := strings.Join(names, ", ")
		if !ok {
			got = "refused"
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
		}
	}
}

func TestReadRosterSaysWhatIsLeftOut(t *testing.T) {
	for typed, want := range map[string]bool{
		"Daftar keluarga:\n1. Bu Sari\n2) Nenek Inaq Sahnun\n- Rina, S.Pd": false,
		"Peserta: Sari, Sahnun dan Tuti":                                   false,
		"Sari, Dusun Lauk":                                                 true,
		"Sari 081234567890":                                                true,
		"Bu Sari\nInaq Sahnun, anak 2":                                     true,
		"Bu Sari\nInaq Sahnun (suami di Malaysia)":                         true,
		"Bu Sari\nPak Joko 081234567890":                                   true,
		"Bu Sari (1)\nPak Joko":                                            true,
	} {
		if _, rest, _ := ReadRoster(typed); rest != want {
			t.Errorf("%q: got %v", typed, rest)
		}
	}
}

func FuzzReadRoster(f *testing.F) {
	f.Add("Peserta: Rina, S.Pd, Sahnun dan Tuti; 4. Joko, Dusun Lauk")
	f.Add("1. Bu Sari\n• Nenek Inaq Sahnun\n3️⃣ Pak. Joko;\n<b>&\"\n\u202e")
	f.Fuzz(func(t *testing.T, typed string) {
		people, _, ok := ReadRoster(typed)
		if ok != (len(people) > 0) || len(people) > MostNames {
			t.Fatalf("%d people, %v", len(people), ok)
		}
		for _, p := range people {
			if n := utf8.RuneCountInString(p.Name); !hasLetter(p.Name) || n > NameLength || p.Name != Clean(p.Name) {
				t.Fatalf("%q is no name of %d characters", p.Name, n)
			}
		}
	})
}

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
		same bool
	}{
		{"Nenek Inaq Sahnun", "nenek inaq  sahnun", 3, true},
		{"Nenek Inaq Sahnun", "Inaq Sahnun", 3, true},
		{"Nenek Inaq Sahnun", "Bu Sahnun", 3, false},
		{"Nenek Sahnun", "Inaq Sahnum", 3, false},
		{"Bu Sari", "Sari", 3, true},
		{"Bu Sari", "Pak Sari", 3, false},
		{"Bu Sari", "Bu Sari Dewi", 2, false},
		{"Bu Dewi Sari", "Bu Sari Duabelas", 1, false},
		{"Inaq Rina", "Inaq Tuti", 0, false},
		{"Bu Rina", "Bu Rini", 0, false},
		{"Inaq", "Inaq", 3, true},
	} {
		t.Run(fmt.Sprintf("%s and %s", c.a, c.b), func(t *testing.T) {
			person := func(text string) (p Person) {
				p.Form, p.Name = ReadName(text)
				return p
			}
			a, b := person(c.a), person(c.b)
			if got := Alike(a, b); got != c.want || Alike(b, a) != c.want {
				t.Errorf("alike: got %d, back %d, want %d", got, Alike(b, a), c.want)
			}
			if got := SameName(a, b); got != c.same {
				t.Errorf("same: got %v", got)
			}
		})
	}
}
