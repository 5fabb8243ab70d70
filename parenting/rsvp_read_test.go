package parenting

import (
	"strings"
	"testing"
	"time"
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
		"maaf bu gak bisa datang, anak sakit":  {NotComing, ReasonChild},
		"maaf bu gak bisa datang, suami sakit": {NotComing, ReasonSick},

		"cucu yg kecil sakit sy ndak bisa datang":      {NotComing, ReasonChild},
		"si kecil sakit sy tidak bisa datang":          {NotComing, ReasonChild},
		"cucu kecil panas sy ndak bisa datang":         {NotComing, ReasonChild},
		"ndak jadi dateng bu, cucu yg kecil sakit":     {NotComing, ReasonChild},
		"sy ndak jadi, cucu panas":                     {NotComing, ReasonChild},
		"cucu panas badannya, sy endek bisa dateng":    {NotComing, ReasonChild},
		"sy ndak jadi, ada hajatan":                    {NotComing, ReasonBusy},
		"sy ndak jadi":                                 {},
		"tidak jadi kerja":                             {"", ReasonBusy},
		"cucu kecil panas":                             {"", ReasonChild},
		"insyaallah tiang dateng":                      {Coming, ""},
		"enggih, tyang dateng":                         {Coming, ""},
		"cucu sakit tapi sudah sembuh, sy bisa datang": {"", ReasonChild},
		"anak tidak jadi sakit, saya datang":           {"", ReasonChild},
		"izin bu, ada acara":                           {NotComing, ReasonBusy},
		"tidak bisa datang, tidak ada motor":           {NotComing, ReasonNoRide},
		"gak jadi datang bu":                           {NotComing, ""},
		"eh, ternyata jadi datang":                     {Coming, ""},
		"tidak jadi berhalangan":                       {},
		"belum tahu":                                   {Unsure, ""},
		"mungkin datang":                               {Unsure, ""},
		"belum bisa datang":                            {Unsure, ""},
		"saya lagi demam":                              {"", ReasonSick},
		"insyaallah datang bu, tp agak telat":          {Coming, ""},
		"maaf bu kayaknya ga bisa, ada hajatan":        {NotComing, ReasonBusy},
		"yg sabtu ini ga bisa":                         {NotComing, ""},
		"kayaknya bisa":                                {Unsure, ""},
		"mau datang tapi anak sakit":                   {"", ReasonChild},
		"insyaallah tidak telat":                       {},
		"kalau minggu bisa":                            {},
		"motor rusak":                                  {"", ReasonNoRide},
		"bisa datang gak?":                             {},
		"datang?":                                      {},
		"siapa yang datang":                            {},
		"iya":                                          {},
		"tidak":                                        {},
		"terima kasih":                                 {},
		"":                                             {},
		"saya ikut senang":                             {},
		strings.Repeat("datang ", 100):                 {},
		"bagaimana kalau tidak bisa hadir":             {},
		"Assalamu'alaikum bu, insyaallah ikut":         {Coming, ""},
		"insyaalah dtg":                                {Coming, ""},
		"insyalah":                                     {Coming, ""},
		"insya allah dtg bu":                           {Coming, ""},
		"gk bs dtg":                                    {NotComing, ""},
		"sy gak bs, sawah":                             {NotComing, ReasonBusy},
		"sy gk mau ikut lg":                            {},
		"anak gak mau ikut lagi":                       {},
		"bs dtg gk?":                                   {},
		strings.Repeat("datang ", 100):                 {},
	} {
		answer, reason, ok := ReadAnswer(text)
		if answer != want.answer || reason != want.reason || ok != (want.answer != "") {
			t.Errorf("%q: got %q %q %v, want %q %q", text, answer, reason, ok, want.answer, want.reason)
		}
	}
}

func TestReadAnswerFromAfar(t *testing.T) {
	for text, want := range map[string]string{
		"istri saya yg datang":                "coming home",
		"insyaallah istri datang ya bu":       "coming home",
		"istri saya bisa datang":              "coming home",
		"ibunya yg datang":                    "coming home",
		"neneknya yg dateng":                  "coming home",
		"keluarga yang datang, saya gak bisa": "coming home",
		"saya gak bisa, istri yang datang":    "coming home",
		"sy gk bs tp neneknya bs dtg":         "coming home",
		"saya kerja istri aja yg datang":      "coming home",
		"istri yg datang soalnya saya kerja":  "coming home",
		"yang datang bu istri saya":           "coming home",
		"orang rumah yang datang":             "coming home",
		"istri saya ga bisa datang, sakit":    "notcoming sick home",
		"mungkin istri datang":                "unsure home",
		"saya ga bisa datang, kerja":          "notcoming busy self",
		"saya datang":                         "coming self",
		"datang":                              "coming",
		"tidak bisa":                          "notcoming",
		"istri saya datang?":                  "",
		"apa istri saya sudah datang":         "",
		"istri saya marah":                    "",
		"istri saya bisa datang gak ya":       "",
	} {
		answer, reason, comer, ok := ReadAnswerFromAfar(text)
		got := ""
		if ok {
			got = strings.Join(strings.Fields(string(answer)+" "+string(reason)+" "+string(comer)), " ")
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSaysComing(t *testing.T) {
	for text, want := range map[string]bool{
		"sy jadi dtg hari sabtu": true, "sy ndak bisa dtg": true, "insyaallah hadir": true, "ndak bisa bu": false, "siap bu": false, "iya": false, "bapaknya datang marah": false,
	} {
		if got := SaysComing(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestMayMean(t *testing.T) {
	friday := Day{2026, 6, 12}
	for text, want := range map[string]string{
		"bisa bu": "Sat 13, Sun 14, Sat 20", "yg sabtu ini ga bisa": "Sat 13, Sat 20", "minggu bisa": "Sun 14", "ahad insyaallah": "Sun 14",
		"besok datang": "Sat 13", "lusa bisa bu": "Sun 14", "minggu depan ga bisa": "Sat 13, Sun 14, Sat 20", "kamis bisa": "",
	} {
		var got []string
		for _, day := range []Day{{2026, 6, 13}, {2026, 6, 14}, {2026, 6, 20}} {
			if MayMean(text, day, friday) {
				got = append(got, day.At(0, time.UTC).Format("Mon 2"))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %v, want %s", text, got, want)
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

func TestReadDecision(t *testing.T) {
	for question, table := range map[[2]string]map[string]string{
		{"ya batalkan", "tidak jadi"}: {
			"ya": "coming", "iya bu": "coming", "ya batalkan": "coming named", "iya dibatalkan aja bu": "coming named", "batalkan": "coming", "tidak": "no",
			"ya tidak": "", "jangan dulu": "", "ya nanti": "", "boleh tidak": "", "ya?": "", "": "", "bu": "", "ya kirim": "",
		},
		{"tutup sekarang", "jangan dulu"}: {
			"ya tutup": "coming named", "Ya, tutup sekarang aja": "coming named", "tutup aja": "coming", "betul": "coming", "sudah bu": "coming",
			"jangan": "no", "jangan dulu bu": "no", "belum": "no", "jangan tutup": "", "sekarang": "",
		},
		{"kirim ke 12 keluarga", "nanti"}: {"ya kirim aja": "coming named", "kirim aja": "coming", "ya": "coming", "nanti aja": "no", "ya nanti": "", "ya keluarga": "coming"},
		{"", ""}:                          {"ya": "coming", "gak": "no", "ubah": ""},
	} {
		for text, want := range table {
			answer, named := ReadDecision(text, question[0], question[1])
			got := map[Answer]string{Coming: "coming", NotComing: "no", "": ""}[answer]
			if named {
				got += " named"
			}
			if got != want {
				t.Errorf("%q to [%s] [%s]: got %q, want %q", text, question[0], question[1], got, want)
			}
		}
	}
}
