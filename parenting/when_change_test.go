package parenting

import (
	"strings"
	"testing"
	"time"
)

// A meeting on Saturday at three, as it is said back on a Wednesday.
func TestReadChange(t *testing.T) {
	now := wednesday()
	start := (Day{2026, time.June, 13}).At(15*60, now.Location())
	for typed, want := range map[string]string{
		"eh jam 4 aja":                "16.00",
		"jam 9":                       "09.00",
		"ganti jam 4 sore":            "16.00",
		"jamnya jadi jam 8 pagi":      "08.00",
		"bukan, Minggu":               "Sun 14.6.26",
		"pindah ke hari Minggu":       "Sun 14.6.26",
		"diundur ke Minggu jam 9":     "Sun 14.6.26; 09.00",
		"diundur seminggu":            "Sat 20.6.26",
		"ditunda 2 minggu ya bu":      "Sat 27.6.26",
		"mundur 1 hari lagi":          "Sun 14.6.26",
		"dimajukan sehari":            "Fri 12.6.26",
		"minggu depannya lagi":        "Sat 20.6.26",
		"diundur 1 jam":               "Sat 13.6.26; 16.00",
		"maju setengah jam":           "Sat 13.6.26; 14.30",
		"2 jam aja":                   "2h0m",
		"lamanya 90 menit":            "1h30m",
		"sampai jam 4 aja":            "1h0m",
		"2":                           "",
		"diundur":                     "",
		"diundur jauh":                "",
		"diundur 400 hari":            "",
		"bukan Minggu":                "",
		"kayaknya salah":              "",
		strings.Repeat("diundur ", 9): "",
	} {
		w, ok := ReadChange(Corrected(typed), now, start)
		if got := write(w); ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q %v, want %q", typed, got, ok, want)
		}
	}
}

func TestReadLength(t *testing.T) {
	for typed, want := range map[string]time.Duration{
		"Sampai jam 4": time.Hour, "sampai setengah lima sore": 90 * time.Minute, "sampe 17.00 bu": 2 * time.Hour, "s/d jam 3": 0, "2": 2 * time.Hour,
		"sampai": 0, "sampai selesai": 0, "sampai jam 3 sore": 0, "sampai Sabtu": 0, "sampai jam 4 pagi": 0, "jam 4": 0, "": 0,
	} {
		if got, ok := ReadLength(typed, 15*60); got != want || ok != (want > 0) {
			t.Errorf("%q: got %v %v, want %v", typed, got, ok, want)
		}
	}
}
