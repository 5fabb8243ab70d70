package content

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"asuhbersama/parenting"
)

const sample = `+++
id = "a-contoh"
title = "Contoh"
theme = "A"
bands = ["0-2", "3-5"]
for = ["carer"]
status = "draft"

[[sources]]
title = "Sebuah buku"
year = 2024
address = "https://example.org/buku"
+++

## Pesan

Baris satu
masih satu gelembung.

Gelembung kedua:

- satu
- **dua**

## Latihan

Ajak anak *menggambar*.

## Kendala

### Tidak ada kertas

Pakai pasir.

### Hujan

Di teras saja.

### Anak bosan

Ganti permainan.

## Kuis

### Satu tambah satu?

- [ ] Tiga
- [x] Dua

Hitung dengan jari.

### Langit biru?

- [x] Biru
- [ ] Hijau

Lihat ke atas.

## Telepon

Tanyakan kabarnya.

## Ringkasan

Kita menggambar bersama.
`

// only is a file system with one lesson, and the meeting for any theme that there has to be.
func only(name, text string) fs.FS {
	return fstest.MapFS{"id/" + name: {Data: []byte(text)}, "id/kurikulum/umum.md": {Data: []byte(anySample)}}
}

func TestLoadReadsEveryPart(t *testing.T) {
	l, err := load(only("a-contoh.md", sample))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := l.Lesson("a-contoh")
	if !ok {
		t.Fatal("lesson not found by its id")
	}
	want := Lesson{
		ID: "a-contoh", Title: "Contoh", Theme: "A", Bands: []parenting.Band{"0-2", "3-5"}, For: []string{"carer"},
		Sources:  []parenting.Source{{Title: "Sebuah buku", Year: 2024, Address: "https://example.org/buku"}},
		Status:   "draft",
		Message:  []string{"Baris satu masih satu gelembung.", "Gelembung kedua:\n• satu\n• <b>dua</b>"},
		Practice: "Ajak anak <i>menggambar</i>.",
		Obstacles: []parenting.Obstacle{
			{Name: "Tidak ada kertas", Tip: "Pakai pasir."},
			{Name: "Hujan", Tip: "Di teras saja."},
			{Name: "Anak bosan", Tip: "Ganti permainan."},
		},
		Quiz: []parenting.Question{
			{Ask: "Satu tambah satu?", Options: []parenting.Option{{Text: "Tiga"}, {Text: "Dua", Right: true}}, Why: "Hitung dengan jari."},
			{Ask: "Langit biru?", Options: []parenting.Option{{Text: "Biru", Right: true}, {Text: "Hijau"}}, Why: "Lihat ke atas."},
		},
		Call: "Tanyakan kabarnya.", Summary: "Kita menggambar bersama.",
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if found := lintLessons(l); len(found) > 0 {
		t.Errorf("lint of a good lesson: %q", found)
	}
}

func TestLessonForWhoIsAway(t *testing.T) {
	const said = "{rantau} ikut"
	text := strings.NewReplacer("Baris satu", said, "Ajak anak", said, "Hujan", said, "Pakai pasir", said, "Satu tambah satu", said, "Tiga", said,
		"Hitung dengan jari", said, "Tanyakan kabarnya", said, "Kita menggambar bersama", said).Replace(sample)
	l, err := load(only("a-contoh.md", text))
	if err != nil {
		t.Fatal(err)
	}
	for away, want := range map[parenting.Away]string{
		parenting.AwayFather: "Ayah ikut", parenting.AwayMother: "Ibu ikut", parenting.AwayBoth: "Ayah dan Ibu ikut",
		parenting.AwaySister: "Ayah/Ibu ikut", parenting.AwayNobody: "Ayah/Ibu ikut", "": "Ayah/Ibu ikut",
	} {
		lesson, _ := l.LessonFor("a-contoh", away)
		if got := strings.Count(fmt.Sprint(lesson), want); got != 9 {
			t.Errorf("%q stands %d times in the lesson for %q, want 9: %v", want, got, away, lesson)
		}
	}
	if lesson, ok := l.LessonFor("tidak-ada", parenting.AwayMother); ok {
		t.Errorf("found %v", lesson)
	}
}

func TestLoadTakesNotepadFiles(t *testing.T) {
	_, err := load(only("a-contoh.md", "\ufeff"+strings.ReplaceAll(sample, "\n", "\r\n")))
	if err != nil {
		t.Error(err)
	}
}

func TestBuiltInLessons(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Lint(l) {
		t.Error(s)
	}
	for _, theme := range []parenting.Theme{"A", "B", "E", "F", "G"} {
		if lesson, ok := l.ForTheme(theme); !ok || lesson.Theme != theme || lesson.Practice == "" {
			t.Errorf("theme %s: got %q, %v, want a lesson with a practice", theme, lesson.ID, ok)
		}
	}
	numbers := map[int64]string{} // two of the same number would be asked about for one another
	for _, lesson := range l.Lessons() {
		number := parenting.LessonNumber(lesson.ID)
		if other, taken := numbers[number]; taken || number <= 0 {
			t.Errorf("%s has the number %d, as %q has", lesson.ID, number, other)
		}
		numbers[number] = lesson.ID
	}
	if lesson, ok := l.ForTheme("?"); ok {
		t.Errorf("unknown theme: got %q, want none", lesson.ID)
	}
	if lesson, ok := l.Lesson("tidak-ada"); ok {
		t.Errorf("unknown id: got %q, want none", lesson.ID)
	}
}

func TestForThemeTakesTheFirstById(t *testing.T) {
	l, err := load(fstest.MapFS{
		"id/a-kedua.md":   {Data: []byte(strings.Replace(sample, "a-contoh", "a-kedua", 1))},
		"id/a-contoh.md":  {Data: []byte(sample)},
		"id/catatan.txt":  {Data: []byte("not a lesson")},
		"id/a-ketiga.md~": {Data: []byte("an editor's copy")},

		"id/kurikulum/umum.md": {Data: []byte(anySample)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := l.ForTheme("A"); got.ID != "a-contoh" {
		t.Errorf("got %q, want a-contoh", got.ID)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"no front matter", "+++\nid", "id", "front matter: not between"},
		{"front matter left open", "+++\n\n## Pesan", "\n## Pesan", "front matter: not between"},
		{"broken TOML, with its line", `title = "Contoh"`, `title = Contoh`, "front matter: toml: line 3"},
		{"unknown key", "status =", "state =", "front matter: unknown key state"},
		{"text for a number", "year = 2024", `year = "2024"`, "front matter: toml: line 11"},
		{"unknown theme", `theme = "A"`, `theme = "Z"`, `front matter: unknown theme "Z"`},
		{"small theme", `theme = "A"`, `theme = "a"`, `front matter: unknown theme "a"`},
		{"unknown band", `"3-5"`, `"3-6"`, `front matter: unknown age band "3-6"`},
		{"unknown audience", `"carer"`, `"teacher"`, `front matter: unknown audience "teacher"`},
		{"unknown parent away", `status = "draft"`, `away = ["sister"]
status = "draft"`, `front matter: unknown parent away "sister"`},
		{"unknown status", `"draft"`, `"done"`, `front matter: status is "done"`},
		{"id unlike the file", `"a-contoh"`, `"a-lain"`, `front matter: id is "a-lain", want "a-contoh"`},
		{"60,000 characters", "Pakai pasir.", strings.Repeat("pasir ", 10_000), "file has 60612 bytes"},
		{"more than a message holds", "Pakai pasir.", strings.Repeat("pasir ", 1_000), "Kendala 1, tip: 5999 characters"},
		{"not UTF-8", "Pakai pasir.", "Pakai \xff.", "not UTF-8"},
		{"text before the parts", "## Pesan", "Halo\n\n## Pesan", "body: text before the first ##"},
		{"unknown part", "## Telepon", "## Telpon", "Telpon: unknown part"},
		{"part twice", "## Telepon", "## Pesan", "Pesan: written twice"},
		{"message missing", "## Pesan\n\nBaris satu\nmasih satu gelembung.\n\nGelembung kedua:\n\n- satu\n- **dua**", "", "Pesan: missing"},
		{"heading of a wrong level", "### Hujan", "#### Hujan", "Kendala: heading of level 4"},
		{"item where none belongs", "Ajak anak", "### Ajak\n\nanak", "Latihan: a ### heading"},
		{"text where items belong", "### Tidak ada kertas", "Awal\n\n### Kertas", "Kendala: text before"},
		{"obstacle without a tip", "Pakai pasir.", "", "Kendala 1, tip: empty"},
		{"obstacle without a name", "### Hujan", "###", "Kendala 2, name: empty"},
		{"practice missing", "## Latihan\n\nAjak anak *menggambar*.", "", "Latihan: missing"},
		{"question without options", "- [ ] Tiga\n- [x] Dua", "Dua", "Kuis: question 1: no list"},
		{"two right answers", "- [ ] Tiga", "- [x] Tiga", "Kuis: question 1: 2 options with 2 right"},
		{"no right answer", "- [x] Dua", "- [ ] Dua", "Kuis: question 1: 2 options with 0 right"},
		{"one option", "- [ ] Hijau\n", "", "Kuis: question 2: 1 options"},
		{"option without a box", "- [ ] Tiga", "- Tiga", `option "Tiga" begins neither`},
		{"question without a reason", "Lihat ke atas.", "", "Kuis 2, reason: empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			broken := strings.Replace(sample, tt.old, tt.new, 1)
			if broken == sample {
				t.Fatalf("the sample has no %q", tt.old)
			}
			l, err := load(only("a-contoh.md", broken))
			if err == nil || l != nil {
				t.Fatalf("got %v, want an error with %q", l, tt.want)
			}
			for _, want := range []string{"id/a-contoh.md", tt.want} {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %q, want it to say %q", err, want)
				}
			}
		})
	}
}

func TestLoadNamesEveryBrokenFile(t *testing.T) {
	_, err := load(fstest.MapFS{"id/a-satu.md": {Data: []byte("x")}, "id/a-dua.md": {Data: []byte("y")}})
	if err == nil || !strings.Contains(err.Error(), "a-satu.md") || !strings.Contains(err.Error(), "a-dua.md") {
		t.Errorf("got %v, want both files named", err)
	}
}

func TestRender(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"plain signs", `Ayah & Ibu: 5 > 3, "ya"`, `Ayah &amp; Ibu: 5 &gt; 3, &#34;ya&#34;`},
		{"HTML inside a line", `Halo <b>Ibu</b><script>x</script>`, `Halo &lt;b&gt;Ibu&lt;/b&gt;&lt;script&gt;x&lt;/script&gt;`},
		{"HTML block", "<div onclick=\"x\">\nHalo\n</div>", "&lt;div onclick=&#34;x&#34;&gt;\nHalo\n&lt;/div&gt;"},
		{"HTML comment block", "<!-- rahasia\n-->", "&lt;!-- rahasia\n--&gt;"},
		{"entities in the Markdown", "&lt;b&gt; &amp; \\<i\\>", "&lt;b&gt; &amp; &lt;i&gt;"},
		{"emphasis", "**kuat** dan *miring* dan ***dua***", "<b>kuat</b> dan <i>miring</i> dan <i><b>dua</b></i>"},
		{"code", "`a < b` dan `**x**`", "<code>a &lt; b</code> dan <code>**x**</code>"},
		{"code block", "```\na < b\n  c\n```", "<code>a &lt; b\n  c</code>"},
		{"line ends", "satu\ndua\\\ntiga", "satu dua\ntiga"},
		{"lists", "Bawa:\n\n- buku\n- pensil\n\n1. mulai\n2. selesai", "Bawa:\n• buku\n• pensil\n1. mulai\n2. selesai"},
		{"quotes do not nest", "> luar\n>\n> > dalam", "<blockquote>luar\n\ndalam</blockquote>"},
		{"link", `[situs](https://example.org/?a=1&b="x")`, `<a href="https://example.org/?a=1&amp;b=&#34;x&#34;">situs</a>`},
		{"bare link", "<https://example.org>", `<a href="https://example.org">https://example.org</a>`},
		{"links that could do harm", "[a](javascript:x) [b](tg://user?id=1) <ibu@example.org>", "a b ibu@example.org"},
		{"image", "![gambar anak](https://example.org/a.png)", "gambar anak"},
		{"paragraphs", "satu\n\n---\n\ndua", "satu\n\ndua"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newMarkdown(tt.markdown)
			if got := m.html(children(m.doc)); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestVisible(t *testing.T) {
	if got, want := visible(`a <b>&lt;b&gt;</b> <a href="https://example.org/&gt;">c</a> &amp;lt;`), "a <b> c &lt;"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLint(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("kata ", 21))
	tests := []struct{ name, old, new, want string }{
		{"no title", `title = "Contoh"`, "", "front matter: no title"},
		{"long title", `"Contoh"`, `"Contoh yang terlalu panjang untuk sebuah tombol"`, "title: 47 characters, at most 40"},
		{"theme unlike the id", `theme = "A"`, `theme = "B"`, "front matter: id should be b-"},
		{"no bands", `"0-2", "3-5"`, "", "front matter: no age bands"},
		{"no audience", `"carer"`, "", "front matter: no audience"},
		{"no sources", "[[sources]]\ntitle = \"Sebuah buku\"\nyear = 2024\naddress = \"https://example.org/buku\"", "", "front matter: no sources"},
		{"source without a year", "year = 2024", "", "front matter: source 1"},
		{"source without an address", "https://example.org/buku", "buku di rak", "front matter: source 1"},
		{"checked by nobody", `"draft"`, `"checked"`, "front matter: checked, but"},
		{"four bubbles", "Gelembung kedua:", "Dua.\n\nTiga.\n\nEmpat:", "Pesan: 4 paragraphs"},
		{"two obstacles", "### Hujan\n\nDi teras saja.", "", "Kendala: 2 obstacles"},
		{"one question", "### Langit biru?\n\n- [x] Biru\n- [ ] Hijau\n\nLihat ke atas.", "", "Kuis: 1 questions"},
		{"no call", "## Telepon\n\nTanyakan kabarnya.", "", "Telepon: missing"},
		{"no summary", "## Ringkasan\n\nKita menggambar bersama.", "", "Ringkasan: missing"},
		{"long bubble", "Baris satu", strings.Repeat("Baris satu. ", 30), "Pesan 1: 381 characters, at most 300"},
		{"long button", "- [ ] Tiga", "- [ ] Tiga, atau empat, atau lima, atau enam ratus", "Kuis 1, option 1: 44 characters, at most 40"},
		{"long sentence", "Pakai pasir.", "Satu. " + long + ".", "Kendala 1, tip: sentence of 21 words, at most 20: kata kata"},
		{"foreign word", "Pakai pasir.", "Kurangi Gadget.", `Kendala 1, tip: avoid "gadget", write HP`},
		{"cold word", "Pakai pasir.", "Apakah kamu lelah?", `Kendala 1, tip: avoid "kamu"`},
		{"telephone number", "Pakai pasir.", "Hubungi 0812-3456-789.", "Kendala 1, tip: telephone number 0812-3456-789"},
		{"short number", "Pakai pasir.", "Telepon 129 saja.", "Kendala 1, tip: telephone number 129"},
		{"long word", "Pakai pasir.", "Ini pertanggungjawabannya, berpura-pura memberangkatkan.", "Kendala 1, tip: long word \"pertanggungjawabannya\""},
		{"HTML", "Pakai pasir.", "Pakai <b>pasir</b>. <!-- catatan -->", "Kendala 1, tip: HTML"},
		{"unknown field", "Pakai pasir.", "Minta {ratau} ikut.", "Kendala 1, tip: unknown field {ratau}"},
		{"field in the title", `title = "Contoh"`, `title = "Suara {rantau}"`, "title: unknown field {rantau}"},
		{"long button once it is filled", "- [ ] Tiga", "- [ ] Tiga, atau empat, atau lima, {rantau}", "Kuis 1, option 1: 41 characters, at most 40"},
		{"a field", "Pakai pasir.", "{rantau} ikut.", ""},
		{"said to a child", "Pakai pasir.", `Katakan: "Kamu capek, ya?"`, ""},
		{"numbers that are none", "Pakai pasir.", "Pukul 14.00 selama 15 menit, umur 10 tahun, tahun 2026, healing119.id, konselingpengasuhan.id.", ""},
		{"checked by somebody", `"draft"`, "\"checked\"\nchecked_by = \"Bu Rina\"\nchecked_on = 2026-06-12", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := strings.Replace(sample, tt.old, tt.new, 1)
			if changed == sample {
				t.Fatalf("the sample has no %q", tt.old)
			}
			l, err := load(only("a-contoh.md", changed))
			if err != nil {
				t.Fatal(err)
			}
			got := lintLessons(l)
			if tt.want == "" && len(got) > 0 {
				t.Errorf("got %q, want nothing", got)
			}
			if want := "id/a-contoh.md: " + tt.want; tt.want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], want)) {
				t.Errorf("got %q, want only %q", got, want)
			}
		})
	}
}

// FuzzLesson: whatever stands in a body, the result is HTML that Telegram takes: allowed tags only, closed in order.
func FuzzLesson(f *testing.F) {
	names, err := fs.Glob(files, "id/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(sample))
	f.Add([]byte("+++\n+++\n> > - [x](http://<a>) **<b>`*</b>**\n\n    <i>\n1. a\n   > b"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if l, err := parse(raw); err == nil {
			checkHTML(t, strings.Join(append(l.Message, l.Practice, l.Call, l.Summary), "\n"))
		}
		m := newMarkdown(string(raw))
		checkHTML(t, m.html(children(m.doc)))
	})
}

func checkHTML(t *testing.T, rendered string) {
	t.Helper()
	tag := regexp.MustCompile(`^<(/?)(b|i|a|code|blockquote)( href="https?://[^"<>]*")?>`)
	var open []string
	for rest := rendered; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i:]
		m := tag.FindStringSubmatch(rest)
		if m == nil || (m[3] != "") != (m[1] == "" && m[2] == "a") {
			t.Fatalf("not Telegram's: %.40q in %q", rest, rendered)
		}
		if m[1] == "" {
			open = append(open, m[2])
		} else if last := len(open) - 1; last < 0 || open[last] != m[2] {
			t.Fatalf("%s closes %q in %q", m[0], open, rendered)
		} else {
			open = open[:last]
		}
		if m[1] == "" && m[2] == "blockquote" && slices.Contains(open[:len(open)-1], "blockquote") {
			t.Fatalf("quotes nest in %q", rendered)
		}
		rest = rest[len(m[0]):]
	}
	if len(open) > 0 {
		t.Fatalf("%q left open in %q", open, rendered)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
