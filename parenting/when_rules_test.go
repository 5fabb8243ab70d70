package parenting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sane reports what no answer of the readers may ever be.
func sane(w When, now time.Time) error {
	for i, d := range w.Days {
		if !d.valid() || slices.Contains(w.Days[:i], d) {
			return fmt.Errorf("day %v", d)
		}
	}
	for i, h := range w.Hours {
		if h < 0 || h >= 24*60 || slices.Contains(w.Hours[:i], h) {
			return fmt.Errorf("hour %d", h)
		}
	}
	switch {
	case len(w.Days)+len(w.Hours) == 0:
		return fmt.Errorf("nothing was understood on %v", now)
	case w.Lasts < 0 || w.Lasts > 12*time.Hour, w.Lasts > 0 && len(w.Hours) == 0:
		return fmt.Errorf("lasts %v", w.Lasts)
	case w.Zone != nil && ZoneLabel(w.Zone) == "":
		return fmt.Errorf("zone %v", w.Zone)
	case w.Prayer && len(w.Hours) != 1, w.Prayer && w.Vague:
		return fmt.Errorf("hours %v", w.Hours)
	}
	return nil
}

func FuzzReadWhen(f *testing.F) {
	for line := range strings.Lines(understood) {
		typed, _, _ := strings.Cut(strings.TrimSpace(line), " => ")
		f.Add(typed, int64(1781049600))
	}
	for typed := range strings.SplitSeq(refused, "|") {
		f.Add(strings.TrimSpace(typed), int64(1798675200))
	}
	f.Fuzz(func(t *testing.T, typed string, unix int64) {
		if unix < 946684800 || unix > 4070908800-400*86400 { // 2000 to 2097
			t.Skip()
		}
		now := time.Unix(unix, 0).In(indonesian("WIT"))
		for _, read := range []func(string, time.Time) (When, bool){ReadWhen, ReadDay, ReadHour} {
			w, ok := read(typed, now)
			if !ok {
				continue
			}
			if err := sane(w, now); err != nil {
				t.Errorf("%q: %v", typed, err)
			}
			if again, _ := read("  "+typed+" \n", now); write(again) != write(w) {
				t.Errorf("%q: %s with blanks, %s without", typed, write(again), write(w))
			}
		}
		if d, ok := ReadDuration(typed); ok && (d < 5*time.Minute || d > 12*time.Hour) {
			t.Errorf("%q takes %v", typed, d)
		}
	})
}

func anyTime() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		unix := rapid.Int64Range(946684800, 4070908800-400*86400).Draw(t, "unix")
		return time.Unix(unix, 0).In(indonesian(rapid.SampledFrom([]string{"WIB", "WITA", "WIT"}).Draw(t, "zone")))
	})
}

// What we write ourselves is read back as it was, and so are other plain ways to write a date and an hour.
func TestReadWhenReadsOurWriting(t *testing.T) {
	days := []string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
	months := []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}
	rapid.Check(t, func(t *rapid.T) {
		now := anyTime().Draw(t, "now")
		day := DayOf(now).AddDays(rapid.IntRange(-400, 400).Draw(t, "away"))
		if !day.valid() {
			t.Skip()
		}
		hour := Hour(rapid.IntRange(0, 24*60-1).Draw(t, "hour"))
		label := rapid.SampledFrom([]string{"WIB", "WITA", "WIT"}).Draw(t, "label")
		clock := fmt.Sprintf("%02d.%02d", hour/60, hour%60)
		long := fmt.Sprintf("%s, %d %s %d", days[day.Weekday()], day.Day, months[day.Month-1], day.Year)
		for _, typed := range []string{
			fmt.Sprintf("%s pukul %s %s", long, clock, label),
			fmt.Sprintf("pukul %s %s, %s", clock, label, long),
			fmt.Sprintf("%d/%d/%d %s %s", day.Day, day.Month, day.Year, strings.Replace(clock, ".", ":", 1), label),
			fmt.Sprintf("tgl %02d-%02d-%02d jam %s %s s.d. selesai", day.Day, day.Month, day.Year%100, clock, label),
			fmt.Sprintf("%s %s%s", day, clock, label),
		} {
			w, ok := ReadWhen(typed, now)
			if !ok || len(w.Days) != 1 || len(w.Hours) != 1 || w.Days[0] != day || w.Hours[0] != hour || ZoneLabel(w.Zone) != label || w.Lasts != 0 {
				t.Fatalf("%q was read as %q", typed, write(w))
			}
			up, _ := ReadWhen(strings.ToUpper(typed), now)
			if write(up) != write(w) {
				t.Fatalf("%q in capitals was read as %q", typed, write(up))
			}
		}
	})
}

// A weekday means such a day ahead of us, and with "malam" in front the evening before one, whatever today is.
func TestReadWhenWeekdays(t *testing.T) {
	days := []string{"Ahad", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"}
	rapid.Check(t, func(t *rapid.T) {
		now := anyTime().Draw(t, "now")
		n := rapid.IntRange(0, 6).Draw(t, "weekday")
		tail := rapid.SampledFrom([]string{"", " ini", " depan", " mendatang", " Kliwon"}).Draw(t, "tail")
		plain, ok := ReadWhen(days[n]+tail, now)
		eve, okEve := ReadWhen("malam "+days[n]+tail, now)
		if !ok || !okEve {
			t.Fatalf("%s%s was refused", days[n], tail)
		}
		for _, d := range plain.Days {
			if int(d.Weekday()) != n || d.Before(DayOf(now)) {
				t.Fatalf("%s%s: %s", days[n], tail, write(plain))
			}
		}
		for _, d := range eve.Days {
			if int(d.AddDays(1).Weekday()) != n || d.Before(DayOf(now)) || eve.Hours[0] < 18*60 {
				t.Fatalf("malam %s%s: %s", days[n], tail, write(eve))
			}
		}
	})
}
