package parenting

import (
	"strings"
	"testing"
)

func TestReadAnswer(t *testing.T) {
	for text, want := range map[string]struct {
		answer Answer
		reason Reason
	}{
		"datang":                               {Coming, ""},
		"Insyaallah datang.":                   {Coming, ""},
		"insya Allah hadir bu 🙏":               {Coming, ""},
		"siap, bu":                             {Coming, ""},
		"ya, bisa":                             {Coming, ""},
		"gak bisa":                             {NotComing, ""},
		"Maaf, tidak bisa hadir":               {NotComing, ""},
		"berhalangan":                          {NotComing, ""},
		"maaf bu gak bisa datang, anak sakit":  {NotComing, ReasonSick},
		"izin bu, ada acara":                   {NotComing, ReasonBusy},
		"tidak bisa datang, tidak ada motor":   {NotComing, ReasonNoRide},
		"gak jadi datang bu":                   {NotComing, ""},
		"eh, ternyata jadi datang":             {Coming, ""},
		"tidak jadi berhalangan":               {},
		"belum tahu":                           {Unsure, ""},
		"mungkin datang":                       {Unsure, ""},
		"belum bisa datang":                    {Unsure, ""},
		"saya lagi demam":                      {"", ReasonSick},
		"motor rusak":                          {"", ReasonNoRide},
		"bisa datang gak?":                     {},
		"datang?":                              {},
		"siapa yang datang":                    {},
		"iya":                                  {},
		"tidak":                                {},
		"terima kasih":                         {},
		"":                                     {},
		"saya ikut senang":                     {},
		strings.Repeat("datang ", 100):         {},
		"bagaimana kalau tidak bisa hadir":     {},
		"Assalamu'alaikum bu, insyaallah ikut": {Coming, ""},
	} {
		answer, reason, ok := ReadAnswer(text)
		if answer != want.answer || reason != want.reason || ok != (want.answer != "") {
			t.Errorf("%q: got %q %q %v, want %q %q", text, answer, reason, ok, want.answer, want.reason)
		}
	}
}

func TestReadNod(t *testing.T) {
	for text, want := range map[string]Answer{
		"iya": Coming, "Ya.": Coming, "iya bu": Coming, "ok": Coming, "baik, Bu": Coming, "tidak": NotComing, "maaf tidak bu": NotComing, "gak": NotComing,
		"iya?": "", "ya tidak": "", "ya sudah": "", "bu": "", "": "", "tidak tahu": "",
	} {
		if got, ok := ReadNod(text); got != want || ok != (want != "") {
			t.Errorf("%q: got %q %v, want %q", text, got, ok, want)
		}
	}
}
