package content

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func lines(t testing.TB, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

func library(t testing.TB) *Library {
	t.Helper()
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestFind measures how often a lesson that somebody wanted is among the first three. Every file of queries is measured; held to 90 in
// a hundred is heldout.tsv, which was written by somebody who had not seen the words of the search.
func TestFind(t *testing.T) {
	l := library(t)
	files, err := filepath.Glob("testdata/queries/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no queries: %v", err)
	}
	for _, file := range files {
		all, found, first, sure := 0, 0, 0, 0
		for _, line := range lines(t, file) {
			query, want, ok := strings.Cut(line, "\t")
			if !ok {
				t.Fatalf("%s: no tab in %q", file, line)
			}
			ids := strings.Split(want, ",")
			for _, id := range ids {
				if _, ok := l.Lesson(id); !ok {
					t.Errorf("%s: %q wants %q, which is no lesson", file, query, id)
				}
			}
			got, isSure := l.FindLessons(query)
			all++
			at := slices.IndexFunc(got, func(l Lesson) bool { return slices.Contains(ids, l.ID) })
			if at >= 0 {
				found++
			} else {
				t.Logf("%s: %q wants %s, got %s", filepath.Base(file), query, want, named(got))
			}
			if at == 0 {
				first++
			}
			if at >= 0 && isSure {
				sure++
			}
		}
		t.Logf("%s: of %d queries %d found their lesson (%d %%), %d as the first, %d offered unasked", filepath.Base(file), all, found, 100*found/all, first, sure)
		if filepath.Base(file) == "heldout.tsv" && found*100 < 90*all {
			t.Errorf("%s: only %d of %d queries found their lesson", file, found, all)
		}
	}
}

// TestFindKeepsToTheMatter: what families ask most brings its lesson first, and none that only shares a word with it.
func TestFindKeepsToTheMatter(t *testing.T) {
	l := library(t)
	for _, c := range []struct{ query, first, without string }{
		{"anak susah makan", "c-susah-makan", "o-saat-pulang j-mulai-bolos"},
		{"anak saya gak mau makan", "c-susah-makan", "o-saat-pulang j-mulai-bolos"},
		{"anak mogok makan", "c-susah-makan", "o-saat-pulang j-mulai-bolos"},
		{"cucu sy tdk mau mkn", "c-susah-makan", "o-saat-pulang j-mulai-bolos"},
		{"mpasi 6 bln", "c-makan-mulai-6-bulan", "c-susah-makan"},
		{"anak tantrum", "b-saat-mengamuk", "f-pengasuh-istirahat"},
		{"anakku ngompol terus", "e-waktu-mengompol", "f-pengasuh-istirahat"},
		{"anak takut gelap", "e-urutan-sehari", "h-dengar-dan-percaya"},
		{"anak blm bisa ngomong lancar umur 4", "c-bermain-dan-bicara", "h-dengar-dan-percaya"},
		{"suami ga kirim uang 3 bln", "k-pisahkan-dulu", "g-taruhan-di-hp"},
		{"anak sy susah dibilangin", "b-menegur-tanpa-memukul", "e-urutan-sehari"},
		{"gmn cara ngomong sama bapaknya", "m-ayah-rantau", "h-dengar-dan-percaya"},
	} {
		found, sure := l.FindLessons(c.query)
		if !sure || found[0].ID != c.first {
			t.Errorf("%q: found %s, sure %v; want %s first", c.query, named(found), sure, c.first)
		}
		if slices.ContainsFunc(found, func(l Lesson) bool { return slices.Contains(strings.Fields(c.without), l.ID) }) {
			t.Errorf("%q: found %s, which has nothing to do with it", c.query, named(found))
		}
	}
}

// TestFindIsNotSureOfChatter: what people say to each other is not answered with a lesson.
func TestFindIsNotSureOfChatter(t *testing.T) {
	l := library(t)
	for _, text := range lines(t, "testdata/unrelated.txt") {
		if found, sure := l.FindLessons(text); sure {
			t.Errorf("%q: sure of %s", text, named(found))
		}
	}
}

func TestFindTakesAnything(t *testing.T) {
	l := library(t)
	for _, text := range []string{"", " ", "?!", "2", "k", "ng", "\xff\xfe", "🙏🙏", strings.Repeat("demam ", 10_000), strings.Repeat("a", 4096), "ПРИВЕТ", "ñññññ"} {
		if found, sure := l.FindLessons(text); len(found) > mostFound || sure && len(found) == 0 {
			t.Errorf("%.20q: %d lessons, sure %v", text, len(found), sure)
		}
	}
}

// TestStem: forms of a word have one stem, and words that only look alike do not.
func TestStem(t *testing.T) {
	x := library(t).index()
	for _, forms := range []string{
		"pukul memukul dipukul mukul pemukulan dipukulin", "tangis menangis tangisan ditangisi", "susu menyusu nyusu menyusui",
		"kirim mengirim ngirim kiriman dikirimkan", "ajar mengajar ngajar belajar pelajaran diajarin", "dengar mendengar mendengarkan didengarkan",
		"nikah menikah dinikahkan pernikahan nikahin", "anak anaknya anakny anakku", "makan makannya dimakan",
	} {
		var stems []string
		for _, word := range strings.Fields(forms) {
			stems = append(stems, string(x.stem(nil, word)))
		}
		if len(slices.Compact(stems)) != 1 {
			t.Errorf("%s: %q", forms, stems)
		}
	}
	for _, pair := range [][2]string{{"sabar", "kabar"}, {"makan", "malam"}, {"sekolah", "seko"}, {"bayi", "bayar"}} {
		if string(x.stem(nil, pair[0])) == string(x.stem(nil, pair[1])) {
			t.Errorf("%s and %s have one stem", pair[0], pair[1])
		}
	}
}

func named(lessons []Lesson) string {
	var ids []string
	for _, l := range lessons {
		ids = append(ids, l.ID)
	}
	return strings.Join(ids, " ")
}

func BenchmarkFind(b *testing.B) {
	l := library(b)
	var queries []string
	for _, line := range lines(b, "testdata/queries/own.tsv") {
		query, _, _ := strings.Cut(line, "\t")
		queries = append(queries, query)
	}
	queries = append(queries, strings.Repeat("anakny susah mkan bgt ", 50))
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		l.FindLessons(queries[len(took)%len(queries)])
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
}
