package content

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asuhbersama/parenting"
)

const sheetSample = `
### Pembukaan, 10 menit

Sambut tamu.

> Selamat datang.

### Cerita, 15 menit

> Ini cerita karangan.

### Permainan, 20 menit

Main.

### Obrolan, 25 menit

- Satu?
- Dua?

### Praktik di rumah, 10 menit

Coba.

### Penutup, 10 menit

Selesai.
`

const anySample = `+++
id = "umum"
title = "Apa saja"
for = ["carer"]
minutes = 90
+++

## Apa saja

- Tujuan: Satu hal.
- Bahan: kertas
` + sheetSample

const courseSample = `+++
id = "contoh"
title = "Kurikulum contoh"
for = ["carer"]
minutes = 90
+++

## Pertama

- Tema: A
- Materi: a-contoh
- Tujuan: Satu hal.
- Bahan: kertas, pensil
` + sheetSample

// shelf is a file system with two lessons on theme A, two on B, and a curriculum.
func shelf(course string) fstest.MapFS {
	lesson := func(id, theme string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.NewReplacer("a-contoh", id, `theme = "A"`, `theme = "`+theme+`"`).Replace(sample))}
	}
	return fstest.MapFS{
		"id/a-awal.md": lesson("a-awal", "A"), "id/a-contoh.md": lesson("a-contoh", "A"), "id/b-contoh.md": lesson("b-contoh", "B"),
		"id/b-dua.md":            lesson("b-dua", "B"),
		"id/kurikulum/contoh.md": {Data: []byte(course)}, "id/kurikulum/umum.md": {Data: []byte(anySample)},
	}
}

func TestMeeting(t *testing.T) {
	l, err := load(shelf(courseSample))
	if err != nil {
		t.Fatal(err)
	}
	c, ok := l.Curriculum("contoh")
	if !ok || c.Title != "Kurikulum contoh" || len(c.Meetings) != 1 || len(l.Curricula()) != 1 {
		t.Fatalf("got %+v, %v", c, ok)
	}
	m := l.Meeting("A")
	if m.Title != "Pertama" || !slices.Equal(m.Lessons, []string{"a-contoh"}) || m.Materials != "kertas, pensil" || m.Minutes() != 90 {
		t.Errorf("theme A: got %+v", m)
	}
	if got, want := m.Step(parenting.GuideOpening).Text, "Sambut tamu.\n\n<blockquote>Selamat datang.</blockquote>"; got != want {
		t.Errorf("opening: got %q, want %q", got, want)
	}
	if got, want := m.Step(parenting.GuideTalk), (Step{parenting.GuideTalk, 25, "• Satu?\n• Dua?"}); got != want {
		t.Errorf("talk: got %+v, want %+v", got, want)
	}
	if lesson, _ := l.ForTheme("A"); lesson.ID != "a-contoh" {
		t.Errorf("practice of theme A: got that of %s, want that of the meeting's first lesson", lesson.ID)
	}
	if m := l.Meeting("B"); m.Title != "Apa saja" || !slices.Equal(m.Lessons, []string{"b-contoh", "b-dua"}) || len(m.Steps) != 6 {
		t.Errorf("a theme without a meeting: got %+v", m)
	}
	if found := lintCurricula(l); len(found) > 0 {
		t.Errorf("lint of a good curriculum: %q", found)
	}
}

// TestBuiltInCurricula: eight meetings and six, and a run sheet for every theme.
func TestBuiltInCurricula(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]int{"dasar": 8, "kakek-nenek": 6} {
		if c, _ := l.Curriculum(id); len(c.Meetings) != want || c.Minutes != 90 {
			t.Errorf("%s: got %d meetings of %d minutes, want %d of 90", id, len(c.Meetings), c.Minutes, want)
		}
	}
	for _, theme := range parenting.Themes() {
		m := l.Meeting(theme)
		if m.Minutes() != 90 || len(m.Lessons) == 0 {
			t.Errorf("theme %s: got %d minutes and the lessons %q", theme, m.Minutes(), m.Lessons)
		}
	}
}

func TestLoadRefusesCurricula(t *testing.T) {
	const meeting = "meeting 1 (Pertama): "
	tests := []struct{ name, old, new, want string }{
		{"no front matter", "+++\nid", "id", "front matter: not between"},
		{"broken TOML, with its line", `title = "Kurikulum`, `title = Kurikulum`, "front matter: toml: line 3"},
		{"unknown key", "minutes", "menit", "front matter: unknown key menit"},
		{"unknown audience", `"carer"`, `"teacher"`, `front matter: unknown audience "teacher"`},
		{"id unlike the file", `"contoh"`, `"lain"`, `front matter: id is "lain", want "contoh"`},
		{"too long", "Main.", strings.Repeat("main ", 12_000), "file has 60406 bytes, at most 60000"},
		{"not UTF-8", "Main.", "\xff", "file is not UTF-8"},
		{"no meetings", courseSample[strings.Index(courseSample, "## "):], "", "0 meetings"},
		{"meeting twice", "## Pertama", "## Pertama\n\n## Pertama", "Pertama: written twice"},
		{"no list", "- Tema: A\n- Materi: a-contoh\n- Tujuan: Satu hal.\n- Bahan: kertas, pensil", "Halo", meeting + "a list with Tema"},
		{"text below the list", "### Pembukaan", "Halo\n\n### Pembukaan", meeting + "a list with Tema"},
		{"unknown label", "- Bahan", "- Alat", meeting + `"Alat: kertas, pensil" begins with no label`},
		{"unknown theme", "Tema: A", "Tema: Z", meeting + `Tema: unknown theme "Z"`},
		{"no theme", "- Tema: A\n", "", meeting + "Tema or Materi: missing"},
		{"no aim", "- Tujuan: Satu hal.\n", "", meeting + "Tujuan: missing"},
		{"no materials", "\n- Bahan: kertas, pensil", "", meeting + "Bahan: missing"},
		{"unknown lesson", "a-contoh", "a-contoh, a-tidak-ada", meeting + `Materi: unknown lesson "a-tidak-ada"`},
		{"lesson on another theme first", "a-contoh", "b-contoh", meeting + "Materi: the first, b-contoh, is on theme B, the meeting on A"},
		{"heading without minutes", "Cerita, 15 menit", "Cerita", meeting + "Cerita: want a name and its minutes"},
		{"unknown part", "Cerita, 15 menit", "Kisah, 15 menit", meeting + "Kisah: unknown part"},
		{"part missing", "### Cerita, 15 menit\n\n> Ini cerita karangan.\n", "", meeting + "Permainan: in the wrong place"},
		{"last part missing", "### Penutup, 10 menit\n\nSelesai.\n", "", meeting + "Penutup: missing"},
		{"part empty", "Main.", "", meeting + "Permainan: empty"},
		{"more than a message holds", "Main.", strings.Repeat("main ", 1_000), meeting + "Permainan: 4999 characters, a message holds 4096"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			broken := strings.Replace(courseSample, tt.old, tt.new, 1)
			if broken == courseSample {
				t.Fatalf("the sample has no %q", tt.old)
			}
			l, err := load(shelf(broken))
			if want := "id/kurikulum/contoh.md: " + tt.want; err == nil || l != nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want an error with %q", err, want)
			}
		})
	}
}

// TestMeetingForAnyTheme: there is exactly one, and it leaves the theme open.
func TestMeetingForAnyTheme(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"with a theme": {strings.Replace(anySample, "- Tujuan", "- Tema: A\n- Tujuan", 1), "Tema and Materi have no place"},
		"two":          {anySample + strings.Replace(anySample[strings.Index(anySample, "## "):], "## Apa saja", "## Lagi", 1), "2 meetings"},
	} {
		files := shelf(courseSample)
		files["id/kurikulum/umum.md"] = &fstest.MapFile{Data: []byte(tt.text)}
		if _, err := load(files); err == nil || !strings.Contains(err.Error(), "id/kurikulum/umum.md: ") || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, tt.want)
		}
	}
	files := shelf(courseSample)
	delete(files, "id/kurikulum/umum.md")
	if _, err := load(files); err == nil || !strings.Contains(err.Error(), "umum.md: missing") {
		t.Errorf("none: got %v", err)
	}
}

func TestLintCurricula(t *testing.T) {
	second := strings.Replace(courseSample[strings.Index(courseSample, "## "):], "Pertama", "Kedua", 1)
	tests := []struct{ name, old, new, want string }{
		{"minutes", "Cerita, 15", "Cerita, 25", "list: 100 minutes in all, the meeting takes 90"},
		{"four lessons", "a-contoh", "a-contoh, a-awal, b-contoh, b-dua", "Materi: 4 lessons, at most 3"},
		{"long part", "Main.", strings.Repeat("Main pelan. ", 51), "Permainan: 611 characters, at most 600"},
		{"long sentence", "Main.", strings.Repeat("main ", 21), "Permainan: sentence of 21 words"},
		{"cold word", "Main.", "Anda main.", `Permainan: avoid "anda"`},
		{"telephone number", "Main.", "Telepon 129.", "Permainan: telephone number 129"},
		{"HTML", "Main.", "Main <b>pelan</b>.", "Permainan: HTML and comments are shown as they are written"},
		{"story told as if it were true", "Ini cerita karangan.", "Di desa kita.", "Cerita: does not say that it is one"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := load(shelf(strings.Replace(courseSample, tt.old, tt.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			want := "id/kurikulum/contoh.md: meeting 1 (Pertama): " + tt.want
			if got := lintCurricula(l); len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("got %q, want only %q", got, want)
			}
		})
	}
	l, err := load(shelf(courseSample + "\n" + second))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"id/kurikulum/contoh.md: meeting 2 (Kedua): list: theme A stands in Pertama too",
		"id/kurikulum/contoh.md: meeting 2 (Kedua): list: a-contoh stands in Pertama too",
	}
	if got := lintCurricula(l); !slices.Equal(got, want) {
		t.Errorf("used twice:\n got %q\nwant %q", got, want)
	}
}

func TestLintShelf(t *testing.T) {
	l, err := load(shelf(courseSample))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(lintShelf(l), "\n")
	for _, want := range []string{
		"id: 4 lessons, at least 45", "id: 4 lessons for age band 0-2, at least 6", "id: 0 lessons for age band 16-17, at least 6",
		"id: no lesson on theme C",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want it to say %q", got, want)
		}
	}
	if want := "no lesson on theme A"; strings.Contains(got, want) {
		t.Errorf("got %q, there is one", got)
	}
	if got := lintLessons(l); len(got) != 3 || got[0] != "id/a-contoh.md: front matter: titled as a-awal is" {
		t.Errorf("four lessons with one title: got %q", got)
	}
}

// TestReading: a meeting with long sentences and a long word is found, with the place.
func TestReading(t *testing.T) {
	files := shelf(strings.Replace(courseSample, "Main.", strings.Repeat("Nenek membicarakannya dengan tenang lalu ikut bermain bersama cucunya di teras sampai sore. ", 5), 1))
	l, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	got := Reading(l)
	for _, want := range []string{
		"hardest is id/kurikulum/contoh.md, Pertama with ", "the longest sentence has 13, in id/kurikulum/contoh.md, Pertama, Permainan",
		"words of 14 letters and more: 1\n", "membicarakannya: id/kurikulum/contoh.md, Pertama, Permainan",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant it to say %q", got, want)
		}
	}
}
