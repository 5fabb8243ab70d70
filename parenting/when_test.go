package parenting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// wednesday is when most of the tables are read: Wednesday 10 June 2026, 08.00 WITA.
func wednesday() time.Time { return Day{2026, time.June, 10}.At(8*60, indonesian("WITA")) }

// write puts what was read into one line: days, hours and the rest.
func write(w When) string {
	var days, hours []string
	for _, d := range w.Days {
		days = append(days, d.At(0, time.UTC).Format("Mon 2.1.06"))
	}
	for _, h := range w.Hours {
		hours = append(hours, fmt.Sprintf("%02d.%02d", h/60, h%60))
	}
	var out []string
	for _, s := range []string{strings.Join(days, ", "), strings.Join(hours, " ")} {
		if s != "" {
			out = append(out, s)
		}
	}
	if w.Lasts != 0 {
		out = append(out, strings.TrimSuffix(w.Lasts.String(), "0s"))
	}
	if w.Zone != nil {
		out = append(out, ZoneLabel(w.Zone))
	}
	if w.Prayer {
		out = append(out, "prayer")
	}
	if w.Vague {
		out = append(out, "vague")
	}
	return strings.Join(out, "; ")
}

// readings cuts a table of "typed => what was understood" into its lines.
func readings(t *testing.T, table string) [][2]string {
	t.Helper()
	var out [][2]string
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		typed, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("no => in %q", line)
		}
		out = append(out, [2]string{typed, want})
	}
	return out
}

func TestReadWhen(t *testing.T) {
	for _, c := range readings(t, understood) {
		w, ok := ReadWhen(c[0], wednesday())
		got := "refused"
		if ok {
			got = write(w)
		}
		if got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestReadWhenRefuses(t *testing.T) {
	for typed := range strings.SplitSeq(refused, "|") {
		if w, ok := ReadWhen(strings.TrimSpace(typed), wednesday()); ok {
			t.Errorf("%q was read as %s", strings.TrimSpace(typed), write(w))
		}
	}
	for _, typed := range []string{"", " \n", "besok\x00", strings.Repeat("ya ", 80) + "besok", strings.Repeat("- ", 50) + "besok"} {
		if w, ok := ReadWhen(typed, wednesday()); ok {
			t.Errorf("%q was read as %s", typed, write(w))
		}
	}
}

// The first block is what general date libraries were measured on and mostly got wrong, the second the traps of the language.
const understood = `
	12 Juni 2026 14.00 => Fri 12.6.26; 14.00
	12 Juni 2026 14:00 => Fri 12.6.26; 14.00
	Jumat, 19 Juni 2026 pukul 19.30 WIB => Fri 19.6.26; 19.30; WIB
	Senin 15/6 jam 13.00 => Mon 15.6.26; 13.00
	17 Agustus => Mon 17.8.26
	besok pukul 09.30 => Thu 11.6.26; 09.30
	Rabu, 24 Juni 2026, 09.00-11.00 WITA => Wed 24.6.26; 09.00; 2h0m; WITA
	Minggu depan => Sun 14.6.26, Wed 17.6.26, Sun 21.6.26
	Sabtu depan jam 2 siang => Sat 13.6.26, Sat 20.6.26; 14.00
	Sabtu depan => Sat 13.6.26, Sat 20.6.26
	hari ini jam 4 sore => Wed 10.6.26; 16.00
	besok jam 9 pagi => Thu 11.6.26; 09.00
	lusa => Fri 12.6.26
	3 hari lagi => Sat 13.6.26
	nanti malam jam 7 => Wed 10.6.26; 19.00
	Kamis pagi => Thu 11.6.26; 09.00 08.00 10.00; vague
	jam setengah 8 malam => 19.30
	tgl 20 jam 10 => Sat 20.6.26; 10.00

	setengah tujuh => 06.30 18.30
	jam 2 => 14.00
	habis magrib => 18.30; prayer
	ba'da isya => 19.30; prayer
	ba'da asar => 16.00; prayer
	habis zuhur => 13.00; prayer
	habis Jumatan => 13.00; prayer
	besok => Thu 11.6.26
	besok lusa => Fri 12.6.26, Thu 11.6.26
	Sabtu ini => Sat 13.6.26
	Ahad => Sun 14.6.26
	malam Jumat => Thu 11.6.26; 19.30 19.00 20.00; vague
	malam Minggu => Sat 13.6.26; 19.30 19.00 20.00; vague
	Sabtu, 13 Juni, pukul 14.00 WITA => Sat 13.6.26; 14.00; WITA

	BESOK!! => Thu 11.6.26
	bsk => Thu 11.6.26
	bsok jm 2 => Thu 11.6.26; 14.00
	bsk jm.9 pg => Thu 11.6.26; 09.00
	besok pkl.8 => Thu 11.6.26; 08.00 20.00
	hari ini => Wed 10.6.26
	lusa besok => Fri 12.6.26, Thu 11.6.26
	tiga hari lagi => Sat 13.6.26
	2 minggu lagi => Wed 24.6.26
	seminggu lagi => Wed 17.6.26
	sehari lagi => Thu 11.6.26
	2 minggu ke depan => Wed 24.6.26
	dua hari kedepan => Fri 12.6.26
	minggu ini => Sun 14.6.26, Wed 10.6.26, Thu 11.6.26, Fri 12.6.26, Sat 13.6.26
	pekan depan => Wed 17.6.26, Mon 15.6.26, Tue 16.6.26, Thu 18.6.26, Fri 19.6.26, Sat 20.6.26, Sun 21.6.26
	pekan ini => Wed 10.6.26, Thu 11.6.26, Fri 12.6.26, Sat 13.6.26, Sun 14.6.26

	Senin => Mon 15.6.26
	senen => Mon 15.6.26
	Selasa => Tue 16.6.26
	Rabu => Wed 10.6.26, Wed 17.6.26
	Rebo => Wed 10.6.26, Wed 17.6.26
	Kamis => Thu 11.6.26
	kemis => Thu 11.6.26
	Jum'at => Fri 12.6.26
	Jum’at => Fri 12.6.26
	jumt => Fri 12.6.26
	Sabtu => Sat 13.6.26
	sbtu => Sat 13.6.26
	saptu => Sat 13.6.26
	Minggu => Sun 14.6.26
	mnggu => Sun 14.6.26
	hari Ahad => Sun 14.6.26
	hari Minggu => Sun 14.6.26
	hari Minggu depan => Sun 14.6.26, Sun 21.6.26
	hari Minggu ini => Sun 14.6.26
	Sabtu minggu ini => Sat 13.6.26
	Senin minggu ini => Mon 8.6.26
	Sabtu minggu depan => Sat 20.6.26
	Selasa minggu depan jam 9 pg => Tue 16.6.26; 09.00
	minggu depan hari Kamis => Thu 18.6.26
	Sabtu pekan depan => Sat 20.6.26
	Sabtu yang akan datang => Sat 13.6.26
	Rabu depan => Wed 17.6.26
	Rabu ini => Wed 10.6.26
	Rabu mendatang => Wed 17.6.26
	nanti Sabtu => Sat 13.6.26
	besok Kamis => Thu 11.6.26
	besok Sabtu => Sat 13.6.26, Thu 11.6.26
	besok Sabtu, 13 Juni => Sat 13.6.26
	Ahad Pon => Sun 5.7.26
	malam Jumat Kliwon => Thu 11.6.26; 19.30 19.00 20.00; vague

	malam jum'at => Thu 11.6.26; 19.30 19.00 20.00; vague
	malem jemuah jam pitu => Thu 11.6.26; 19.00
	malam Minggu depan jam 8 => Sat 13.6.26, Sat 20.6.26; 20.00
	malam Ahad jam 8 => Sat 13.6.26; 20.00
	malam Kamis jam 8 => Wed 10.6.26, Wed 17.6.26; 20.00
	malam Senin jam 8 => Sun 14.6.26; 20.00
	malam Selasa jam 8 => Mon 15.6.26; 20.00
	malam Rabu jam 8 => Tue 16.6.26; 20.00
	malam Sabtu jam 8 => Fri 12.6.26; 20.00
	jam 7 malam Minggu => Sat 13.6.26; 19.00
	jam 7 malam, Minggu => Sun 14.6.26; 19.00
	Minggu malam jam 7 => Sun 14.6.26; 19.00
	Kamis malam Jumat jam 8 => Thu 11.6.26; 20.00
	Sabtu malam Minggu jam 8 => Sat 13.6.26; 20.00
	malam hari Jumat jam 8 => Thu 11.6.26, Fri 12.6.26; 20.00
	malam Jumat, 11 Juni, jam 8 => Thu 11.6.26; 20.00
	malam Jumat, 12 Juni, jam 8 => Fri 12.6.26, Thu 11.6.26; 20.00
	malam 17 Agustus jam 8 => Sun 16.8.26, Mon 17.8.26; 20.00
	Sabtu malam tanggal 13 Juni jam 8 => Sat 13.6.26; 20.00
	jam 7 malam tanggal 12 Juni => Fri 12.6.26; 19.00
	nanti malam => Wed 10.6.26; 19.30 19.00 20.00; vague
	nanti sore => Wed 10.6.26; 16.00 15.30 17.00; vague
	nanti jam 2 => Wed 10.6.26; 14.00
	mlm ini jam 7 => Wed 10.6.26; 19.00
	jam 7 malam ini => Wed 10.6.26; 19.00
	jam 7 nanti malam => Wed 10.6.26; 19.00
	Sabtu malam ini jam 7 => Sat 13.6.26; 19.00
	besok malam jam 7 => Thu 11.6.26; 19.00
	mengko bengi jam pitu => Wed 10.6.26; 19.00
	sesuk esuk jam 9 => Thu 11.6.26; 09.00
	jemaq kelemaq jam 9 => Thu 11.6.26; 09.00

	12 Juni => Fri 12.6.26
	12 juni 2026 => Fri 12.6.26
	12juni2026 => Fri 12.6.26
	12/6 => Fri 12.6.26
	12-6 => Fri 12.6.26
	12-6-2026 => Fri 12.6.26
	12/06/26 => Fri 12.6.26
	12.6.2026 => Fri 12.6.26
	2026-06-12 => Fri 12.6.26
	6/12 => Sun 6.12.26
	tgl 20 => Sat 20.6.26
	tgl12 => Fri 12.6.26
	tanggal 5 => Sun 5.7.26
	tgl 31 => Fri 31.7.26
	tanggal ke-12 => Fri 12.6.26
	tgl 12 bulan 7 => Sun 12.7.26
	tgl 12 bulan depan => Sun 12.7.26
	tgl 5 bulan ini => Fri 5.6.26
	tanggal 12 bulan Juni tahun 2026 => Fri 12.6.26
	12 Juni tahun depan => Sat 12.6.27
	10 Juni => Wed 10.6.26
	9 Juni => Wed 9.6.27, Tue 9.6.26
	Selasa, 9 Juni => Tue 9.6.26
	9 Desember => Wed 9.12.26
	9 Juni tahun depan => Wed 9.6.27
	9 Juni 2025 => Mon 9.6.25
	29 Februari => Tue 29.2.28
	12 agst => Wed 12.8.26
	12 nop => Thu 12.11.26
	12 pebruari => Fri 12.2.27, Thu 12.2.26
	12 Agustsu => Wed 12.8.26
	dua belas Juni => Fri 12.6.26
	dua puluh lima Juni jam tujuh malam => Thu 25.6.26; 19.00
	tujuhbelas agustus => Mon 17.8.26
	Sabtu 13 => Sat 13.6.26
	Sabtu 13 jam 2 siang => Sat 13.6.26; 14.00
	Sabtu, 14 Juni => Sun 14.6.26, Sat 13.6.26
	Sabtu (13/6) pukul 14.00 => Sat 13.6.26; 14.00
	Sabtu - 13 Juni - 14.00 => Sat 13.6.26; 14.00
	minggu depan tgl 20 => Sat 20.6.26

	14.00 => 14.00
	14,30 => 14.30
	09.00 => 09.00
	9.00 => 09.00
	02.00 => 02.00
	02.00 siang => 14.00
	00.30 => 00.30
	12.30 => 12.30
	14.00WITA => 14.00; WITA
	14 WIB => 14.00; WIB
	19.30 wit => 19.30; WIT
	besok jam 14 : 00 => Thu 11.6.26; 14.00
	pukul 14 => 14.00
	pkl. 14.00 => 14.00
	jam 1 => 13.00
	jam 5 => 17.00 05.00
	jam 6 => 06.00 18.00
	jam 9 => 09.00
	jam 11 => 11.00
	jam 12 => 12.00
	jam 12 siang => 12.00
	jam 9 pagi => 09.00
	jam 4 sore => 16.00
	jam7malam => 19.00
	tujuh malam => 19.00
	9 pagi => 09.00
	pagi jam 9 => 09.00
	jam 5 subuh => 05.00
	jam 3 dini hari => 03.00
	jam setengah 1 => 12.30
	setengah 8 malam => 19.30
	jam 1/2 8 => 07.30 19.30
	jam ½ 8 malam => 19.30
	jm stgh 8 mlm => 19.30
	setengah wolu bengi => 19.30
	jam 2 kurang seperempat => 13.45
	jam 1 kurang seperempat => 12.45
	jam 2 kurang 10 menit => 13.50
	jam 3 kurang lima sore => 14.55
	jam 2 lewat 15 => 14.15
	jam 2 lebih seperempat => 14.15
	jam 2 lewat lima belas menit siang => 14.15
	jam dua tiga puluh => 14.30
	pukul empat belas => 14.00
	jam 2-an siang => 14.00
	kira-kira jam 2 siang => 14.00
	kurang lebih jam 9 pagi => 09.00
	hari ini jam 7 => Wed 10.6.26; 19.00
	hari ini jam 2 => Wed 10.6.26; 14.00
	Rabu jam 7 pagi => Wed 17.6.26; 07.00

	ba’da maghrib => 18.30; prayer
	bada ashar => 16.00; prayer
	bakda asar => 16.00; prayer
	setelah salat isya => 19.30; prayer
	habis sholat dzuhur => 13.00; prayer
	sesudah lohor => 13.00; prayer
	habis subuh => 05.30; prayer
	habis salat Jumat => 13.00; prayer
	Jumat habis Jumatan => Fri 12.6.26; 13.00; prayer
	malam Jumat ba'da isya => Thu 11.6.26; 19.30; prayer
	malam Jumat habis isya jam 8 => Thu 11.6.26; 20.00
	habis asar jam 4 => 16.00
	Kamis sore habis asar => Thu 11.6.26; 16.00; prayer
	Kamis magrib => Thu 11.6.26; 18.30; prayer
	besok ba'da isya sampai selesai => Thu 11.6.26; 19.30; prayer

	09.00-11.00 => 09.00; 2h0m
	09.00 – 11.00 => 09.00; 2h0m
	09.00 s/d 11.00 => 09.00; 2h0m
	09.00 s.d. 11.00 WIB => 09.00; 2h0m; WIB
	jam 9 sampai 11 => 09.00; 2h0m
	jam 9-11 => 09.00; 2h0m
	jam 9 sampai jam 11 siang => 09.00; 2h0m
	jam 9 pagi sampai 12 siang => 09.00; 3h0m
	jam 2 sampai setengah 4 => 14.00; 1h30m
	9-11 pagi => 09.00; 2h0m
	13-15 WIB => 13.00; 2h0m; WIB
	jam 2 sampai 4 sore => 14.00; 2h0m
	jam 8-10 malam => 20.00; 2h0m
	jam 8-10 malam Minggu => Sat 13.6.26; 20.00; 2h0m
	jam 11 sampai jam 1 => 11.00; 2h0m
	pukul 8 pagi - 2 siang => 08.00; 6h0m
	pukul 13.00 WITA s/d selesai => 13.00; WITA
	pukul 13.00 - selesai => 13.00
	jam 9 pagi selama 2 jam => 09.00; 2h0m
	besok 02.00-04.00 siang => Thu 11.6.26; 14.00; 2h0m
	Besok, hari Kamis tanggal 11 Juni 2026, pukul 09.00 WITA s.d. selesai => Thu 11.6.26; 09.00; WITA
	Insyaallah besok jam 2 siang ya Bu 🙏🏽 => Thu 11.6.26; 14.00
`

const refused = `
	ya | nanti | hari | ini | depan | satu | jam | tgl | habis | setengah | pekan | bulan depan | kurang lebih | sampai selesai |
	kemarin | tadi malam | sekarang | besok jam | jam 9 sampai | 09.00- | besok selama | selama 2 jam | awal bulan | akhir bulan ini |
	halo | Salam | salam jam 2 | Assalamu'alaikum | besar | gamis | habis makan | besok jam 2 di balai desa |
	31 Juni | 30 Februari | 29 Februari 2027 | tgl 32 | tgl 0 | 0 Juni | 12/0 | 0/6 | 6/13 | 12/13 | 32/1 | 2026-13-01 | 2026-6 |
	12 Juni 1999 | 12 Juni 20266 | 12/6/26/7 | 12/6-2026 | 13 06 2026 | 12.6 | 12--6 | Juni | Juni 2026 | tgl 12 bulan | tgl -5 |
	12-14 Juni | 12 - 14 Juni | 12 s/d 14 Juni | 12 Juni - 14 Juni | tgl 12 tgl 13 | 12/6 13/6 |
	Sabtu atau Minggu | Sabtu dan Minggu | Senin Selasa | Senin, Kamis | besok atau lusa | besok hari ini | besok lusa 3 hari lagi |
	bukan besok | jangan besok | tidak bisa besok | setiap Sabtu | tiap malam Jumat | selapanan | Sabtu 14 |
	1 Ramadan | 1 Ramadhan 1447 | 1 Syawal | 27 Rajab | habis tarawih | lebaran | habis lebaran | Idul Fitri | 12 Muharram | 1 Sura |
	20 | 9 11 | besok 9 | besok 14 | jam 25 | jam 24 | 24.00 | 14.60 | 14.5 | 14.00.00 | 14:00:00 | jam -2 | -5 | setengah 14 |
	jam 12 malam | jam 1 malam | jam 12 pagi | jam 9 siang | jam 14 pagi | jam 4 pagi sore | siang malam | jam 5 kurang | jam 5 lewat |
	malam Jumat jam 4 sore | malam Jumat jam 2 siang | sore habis subuh | habis asar magrib | besok WIB WITA | besok malam jam 12 |
	jam 2 jam 3 | jam 2 atau jam 3 | 14.00 15.00 | 11.00-09.00 | 22.00-01.00 | 09.00-09.00 | jam 9-11-12 | jam 9 sampai Minggu |
	2 bulan lagi | 2 jam lagi | 30 menit lagi | 400 hari lagi | 9999 minggu lagi |
	081234567890 | 10.000 | Rp 50.000 | <b>besok</b> | besok & lusa | besok; DROP TABLE | غدا | 明日 | tomorrow | 2pm | 14h00
`

// On a Sunday, "minggu depan" has other ends, and a weekday that is today is asked about unless its hour is over.
func TestReadWhenOnOtherDays(t *testing.T) {
	for _, c := range []struct {
		now   string
		typed string
		want  string
	}{
		{"2026-06-14 08:00", "minggu depan", "Sun 21.6.26, Sun 28.6.26"},
		{"2026-06-14 08:00", "Senin minggu depan", "Mon 15.6.26, Mon 22.6.26"},
		{"2026-06-14 08:00", "minggu ini", "Sun 14.6.26"},
		{"2026-06-14 08:00", "Sabtu depan", "Sat 20.6.26, Sat 27.6.26"},
		{"2026-06-13 08:00", "Sabtu jam 2 siang", "Sat 13.6.26, Sat 20.6.26; 14.00"},
		{"2026-06-13 15:00", "Sabtu jam 2 siang", "Sat 20.6.26; 14.00"},
		{"2026-06-13 15:00", "Sabtu ini jam 2 siang", "Sat 13.6.26; 14.00"},
		{"2026-06-13 15:00", "hari ini jam 2", "Sat 13.6.26; 14.00"},
		{"2026-06-13 15:00", "hari ini jam 9", "Sat 13.6.26; 21.00"},
		{"2026-06-13 13:30", "hari ini jam 2 WIB", "Sat 13.6.26; 14.00; WIB"},
		{"2026-06-11 08:00", "malam Jumat jam 8", "Thu 11.6.26, Thu 18.6.26; 20.00"},
		{"2026-12-30 08:00", "3 hari lagi", "Sat 2.1.27"},
		{"2026-12-30 08:00", "2 Januari", "Sat 2.1.27"},
		{"2026-12-30 08:00", "tgl 5 bulan depan", "Tue 5.1.27"},
		{"2028-02-28 23:59", "besok", "Tue 29.2.28"},
		{"2026-12-31 08:00", "tgl 31", "Thu 31.12.26"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", c.now, indonesian("WITA"))
		if err != nil {
			t.Fatal(err)
		}
		w, ok := ReadWhen(c.typed, now)
		if got := write(w); !ok || got != c.want {
			t.Errorf("%s on %s\n got %s\nwant %s", c.typed, c.now, got, c.want)
		}
	}
}

func TestReadDayAndReadHour(t *testing.T) {
	for _, c := range []struct {
		read  func(string, time.Time) (When, bool)
		typed string
		want  string
	}{
		{ReadDay, "20", "Sat 20.6.26"},
		{ReadDay, "12.06", "Fri 12.6.26"},
		{ReadDay, "14.00", "14.00"},
		{ReadDay, "9 pagi", "09.00"},
		{ReadDay, "Sabtu 14", "Sun 14.6.26, Sat 13.6.26"},
		{ReadDay, "20 jam 2 siang", "Sat 20.6.26; 14.00"},
		{ReadDay, "32", ""},
		{ReadHour, "9", "09.00"},
		{ReadHour, "14", "14.00"},
		{ReadHour, "dua", "14.00"},
		{ReadHour, "9-11", "09.00; 2h0m"},
		{ReadHour, "9 sampai 11", "09.00; 2h0m"},
		{ReadHour, "besok 9", "Thu 11.6.26; 09.00"},
		{ReadHour, "32", ""},
	} {
		w, ok := c.read(c.typed, wednesday())
		if got := write(w); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q %v, want %q", c.typed, got, ok, c.want)
		}
	}
}

// Two dates that are known from history: a Thursday Pon and a Wednesday Kliwon.
func TestMarketDays(t *testing.T) {
	for _, c := range []struct {
		day  Day
		want int
	}{
		{Day{1945, time.August, 17}, 0},
		{Day{1945, time.August, 16}, 4},
		{Day{1901, time.June, 6}, 2},
		{Day{1921, time.June, 8}, 4},
	} {
		if got := c.day.market(); got != c.want {
			t.Errorf("%v is market day %d, want %d", c.day, got, c.want)
		}
	}
}

func TestReadDuration(t *testing.T) {
	for _, c := range readings(t, `
		90 menit => 1h30m0s
		90 => 1h30m0s
		90mnt => 1h30m0s
		45 min => 45m0s
		1,5 jam => 1h30m0s
		1.5 jam => 1h30m0s
		1½ jam => 1h30m0s
		1 1/2 jam => 1h30m0s
		satu setengah jam => 1h30m0s
		satu jam setengah => 1h30m0s
		sejam setengah => 1h30m0s
		Dua Jam Setengah => 2h30m0s
		2 jam => 2h0m0s
		2 => 2h0m0s
		dua => 2h0m0s
		rong jam => 2h0m0s
		sejam => 1h0m0s
		sak jam => refused
		setengah jam => 30m0s
		1/2 jam => 30m0s
		tiga perempat jam => 45m0s
		seperempat jam => 15m0s
		2 jam 30 menit => 2h30m0s
		1 jam 30 => 1h30m0s
		1 jam 5 menit => 1h5m0s
		1:30 => 1h30m0s
		1.30 jam => 1h30m0s
		1,25 jam => 1h15m0s
		kurang lebih 2 jam => 2h0m0s
		sekitar 90 menit saja => 1h30m0s
		2 jam-an => 2h0m0s
		selama dua jam => 2h0m0s
		12 jam => 12h0m0s
		13 jam => refused
		1000 menit => refused
		0 => refused
		10 => refused
		0 menit => refused
		4 menit => refused
		-2 jam => refused
		1.50 jam => refused
		1,333 jam => refused
		1 jam 5 => refused
		1 jam 75 menit => refused
		jam => refused
		jam 2 => refused
		2 hari => refused
		2 jam lagi => refused
		lama => refused
		setengah => refused
		satu setengah => refused
	`) {
		got := "refused"
		if d, ok := ReadDuration(c[0]); ok {
			got = d.String()
		}
		if got != c[1] {
			t.Errorf("%s: got %s, want %s", c[0], got, c[1])
		}
	}
}

func TestDayText(t *testing.T) {
	d := Day{2026, time.June, 3}
	if got, ok := ParseDay(d.String()); !ok || got != d {
		t.Errorf("got %v from %s", got, d)
	}
	if got, ok := ParseDay("2026-06-31"); ok {
		t.Errorf("got %v", got)
	}
}

func TestAmong(t *testing.T) {
	seven := []Hour{7 * 60, 19 * 60}
	for text, want := range map[string][]Hour{
		"pagi": {7 * 60}, "yang pagi bu": {7 * 60}, "malam": {19 * 60}, "sore": nil, "ba'da isya": {19 * 60}, "jam 8 pagi": nil, "besok": nil, "entah": nil, "": nil,
	} {
		if got := Among(seven, text); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}

func TestCutUntil(t *testing.T) {
	for text, want := range map[string]string{
		"sampai besok malam": "besok malam", " Sampe jam 9": "jam 9", "hingga Sabtu": "Sabtu", "besok malam": "besok malam", "sampai": "", "": "",
	} {
		if got := CutUntil(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
