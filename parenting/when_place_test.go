package parenting

import (
	"strings"
	"testing"
)

func TestCutPlace(t *testing.T) {
	now := wednesday()
	read := func(s string) (When, bool) { return ReadDay(s, now) }
	for typed, want := range map[string]string{
		"Sabtu jam 2 siang di balai desa":             "Sabtu jam 2 siang | balai desa",
		"besok jam 9 pagi di rumah Bu Rina":           "besok jam 9 pagi | rumah Bu Rina",
		"Sabtu di Balai Desa Anjani jam 2 siang":      "Sabtu jam 14.00 | Balai Desa Anjani",
		"di balai desa, besok jam 9":                  "besok jam 9 | balai desa",
		"di balai desa hari Sabtu jam 2 siang":        "Sabtu jam 14.00 | balai desa",
		"Sabtu jam 2 siang, tempat: rumah Bu Rina.":   "Sabtu jam 14.00 | rumah Bu Rina",
		"Sabtu jam 14.00\nTempat : Masjid Nurul Huda": "Sabtu jam 14.00 | Masjid Nurul Huda",
		"20 Juni bertempat di SD 2 Anjani":            "20 Juni | SD 2 Anjani",
		"Sabtu jam 2 siang tempatnya di posyandu ya":  "Sabtu jam 14.00 | posyandu",
		"besok jam 9 dirumah Bu Rina":                 "besok jam 9 | rumah Bu Rina",
		"besok jam 9 diposyandu, RT 02":               "besok jam 9 | posyandu, RT 02",
		"besok di posyandu sore":                      "besok sore | posyandu",
		"besok di Balai Desa ba'da asar":              "besok bakda asar | Balai Desa",
		"Minggu jam 9 di Pasar Senin":                 "Minggu jam 9 | Pasar Senin",
		"besok di Pasar Minggu jam 9":                 "besok jam 9 | Pasar Minggu",
		"Sabtu jam 7 malam di Pasar Malam":            "Sabtu jam 19.00 | Pasar Malam",
		"Sabtu jam 9 pagi di rumah Bu Rina di Lauk":   "Sabtu jam 9 pagi | rumah Bu Rina di Lauk",
		"Sabtu jam 2-4 siang di Jl. Merdeka 17":       "Sabtu jam 14.00 - 16.00 | Jl. Merdeka 17",
		"Sabtu":                                       "refused",
		"di balai desa":                               "refused",
		"Sabtu jam 9 di":                              "refused",
		"Sabtu jam 9 di mana ya":                      "refused",
		"Sabtu jam 9 dimana":                          "refused",
		"Sabtu jam 9 di balai desa?":                  "refused",
		"kapan-kapan di balai desa":                   "refused",
		"kapan, di balai desa jam 9":                  "refused",
		"30 Februari di balai desa":                   "refused",
		"besok jam 9 di hari Sabtu":                   "refused",
		"Sabtu jam 9 di 👍":                            "refused",
	} {
		w, place, ok := CutPlace(typed, read)
		got := write(w) + " | " + place
		if when, where, understood := strings.Cut(want, " | "); understood {
			of, _ := read(when)
			want = write(of) + " | " + where
		}
		if !ok {
			got = "refused"
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", typed, got, want)
		}
	}
}

func TestReadPlace(t *testing.T) {
	for typed, want := range map[string]string{
		"Balai Desa": "Balai Desa", "di balai desa": "balai desa", "Tempat: rumah Bu Rina": "rumah Bu Rina", "bertempat di masjid.": "masjid",
		"dirumah Bu Rina": "rumah Bu Rina", "Dimas Jaya": "Dimas Jaya", "tempat biasa": "tempat biasa", "tempatnya di balai": "balai", "di mana?": "", "di": "", "": "",
		"pindah ke musholla nurul iman aja bu": "musholla nurul iman", "di musholla aja ya bu": "musholla", "eh ganti ke balai desa saja ya": "balai desa",
		"bukan, tempatnya balai desa": "balai desa", "bukan tempatnya di rumah Bu Rina": "rumah Bu Rina", "tempatnya pindah ke posyandu": "posyandu",
		"Rumah Bu Rina": "Rumah Bu Rina", "Balai Desa Anjani": "Balai Desa Anjani", "rumah Bu Rina bu": "rumah Bu Rina", "Posyandu Mawar, RT 02": "Posyandu Mawar, RT 02",
		"rumah ibu": "rumah ibu", "Toko Mas": "Toko Mas", "di musholla aja ya bu 🙏": "musholla", "Balai Desa (lantai 2)": "Balai Desa (lantai 2)", "pindah ke": "", "bukan": "", "aja ya bu": "", "bukan balai desa": "", "salah": "", "ganti ke mana?": "",
	} {
		if got := ReadPlace(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// FuzzCutPlace: whatever stands around a place, it is understood sanely or refused, and a place can be seen.
func FuzzCutPlace(f *testing.F) {
	f.Add("Sabtu jam 2 siang", "balai desa", "")
	f.Add("besok", "rumah Bu Rina, RT 02", "jam 9 pagi")
	f.Add("", "Pasar Senin", "hari Minggu")
	f.Fuzz(func(t *testing.T, before, place, after string) {
		now := wednesday()
		read := func(s string) (When, bool) { return ReadDay(s, now) }
		w, where, ok := CutPlace(before+" di "+place+" "+after, read)
		if !ok {
			return
		}
		if where != Clean(where) || !hasLetter(where) {
			t.Fatalf("%q is no place", where)
		}
		if err := sane(w, now); err != nil {
			t.Fatal(err)
		}
	})
}
