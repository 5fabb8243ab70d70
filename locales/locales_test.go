package locales

import (
	"html/template"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// TestWords holds every word file of the tree to the rules of Lint.
func TestWords(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range Lint(c) {
		t.Error(finding)
	}
}

// catalog loads the real words together with more files.
func catalog(t testing.TB, more map[string]string) *Catalog {
	t.Helper()
	c, err := load(with(t, more))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func with(t testing.TB, more map[string]string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		fsys[e.Name()] = &fstest.MapFile{Data: data}
	}
	for name, data := range more {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

// words is a catalog with one more Indonesian text, "test.text".
func words(t testing.TB, text string) *Words {
	t.Helper()
	return catalog(t, map[string]string{"test.id.toml": "[test]\ntext = '''" + text + "'''"}).In("id")
}

func TestTextAndLabel(t *testing.T) {
	evil := `<b>Sari</b> & "Ani" 'x' + \`
	tests := []struct {
		name, text string
		args       map[string]any
		html       string
		plain      string
	}{
		{"fixed", "Terima <b>kasih</b>.", nil, "Terima <b>kasih</b>.", "Terima <b>kasih</b>."},
		{
			"escaped", "<b>{{.Name}}</b>",
			map[string]any{"Name": evil},
			`<b>&lt;b&gt;Sari&lt;/b&gt; &amp; &#34;Ani&#34; &#39;x&#39; &#43; \</b>`, "<b>" + evil + "</b>",
		},
		{
			"even when told not to", "{{.Name}}",
			map[string]any{"Name": template.JS("<b>")},
			"&lt;b&gt;", "<b>",
		},
		{
			"in an attribute", `<a href="{{.Link}}">x</a>`,
			map[string]any{"Link": `https://t.me/a?start=1&x="><b>`},
			`<a href="https://t.me/a?start=1&amp;x=%22%3e%3cb%3e">x</a>`, `<a href="https://t.me/a?start=1&x="><b>">x</a>`,
		},
		{
			"in an address", `<a href="https://wa.me/?text={{.Text}}">x</a>`,
			map[string]any{"Text": "Sabtu & Minggu"},
			`<a href="https://wa.me/?text=Sabtu%20%26%20Minggu">x</a>`, `<a href="https://wa.me/?text=Sabtu & Minggu">x</a>`,
		},
		{
			"dangerous address", `<a href="{{.Link}}">x</a>`,
			map[string]any{"Link": "javascript:alert(1)"},
			`<a href="#ZgotmplZ">x</a>`, `<a href="javascript:alert(1)">x</a>`,
		},
		{"named types", "{{.A}} {{.B}}", map[string]any{"A": name("Sari"), "B": count(7)}, "Sari 7", "Sari 7"},
		{"lists", "{{range .A}}{{.B}};{{end}}", map[string]any{"A": []map[string]any{{"B": 1}, {"B": "<"}}}, "1;&lt;;", "1;<;"},
		{"word", `{{word "country" .C}}, {{.C | word "country"}}`, map[string]any{"C": name("SA")}, "Arab Saudi, Arab Saudi", "Arab Saudi, Arab Saudi"},
		{"word in small letters", `{{word "theme" .T}}`, map[string]any{"T": name("M")}, "Ayah ikut mengasuh", "Ayah ikut mengasuh"},
		{"a name like that", "{{.A}}", map[string]any{"A": "<no value>"}, "&lt;no value&gt;", "<no value>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := words(t, tt.text)
			if got, err := w.Text("test.text", tt.args); got != tt.html || err != nil {
				t.Errorf("Text\n got %s, %v\nwant %s", got, err, tt.html)
			}
			if got, err := w.Label("test.text", tt.args); got != tt.plain || err != nil {
				t.Errorf("Label\n got %s, %v\nwant %s", got, err, tt.plain)
			}
		})
	}
}

type (
	name  string
	count int64
)

func TestErrors(t *testing.T) {
	tests := []struct {
		name, text string
		args       map[string]any
	}{
		{"no arguments", "{{.Name}}", nil},
		{"missing", "{{.Name}}", map[string]any{"Nama": "Sari"}},
		{"missing in a condition", "{{if .Name}}x{{end}}", map[string]any{}},
		{"missing in a list", "{{range .A}}{{.B}}{{end}}", map[string]any{"A": []map[string]any{{}}}},
		{"nil", "{{.Name}}", map[string]any{"Name": nil}},
		{"nil in an attribute", `<a href="{{.Name}}">x</a>`, map[string]any{"Name": nil}},
		{"nil pointer", "{{.Name}}", map[string]any{"Name": (*string)(nil)}},
		{"nil to a function", "{{date .At}}", map[string]any{"At": nil}},
		{"zero time", "{{date .At}}", map[string]any{"At": time.Time{}}},
		{"bare time", "{{.At}}", map[string]any{"At": time.Unix(0, 0)}},
		{"bare duration", "{{.D}}", map[string]any{"D": time.Minute}},
		{"bare list", "{{.L}}", map[string]any{"L": []string{"a"}}},
		{"bare bool", "{{.B}}", map[string]any{"B": true}},
		{"text as number", "{{number .N}}", map[string]any{"N": "7"}},
		{"unknown word", `{{word "country" .C}}`, map[string]any{"C": "XX"}},
		{"word with fields", `{{word "test" .C}}`, map[string]any{"C": "text"}},
		{"unknown function", "{{shout .N}}", map[string]any{"N": "x"}},
		{"markup cut", `<a href="{{if .N}}">{{end}}x</a>`, map[string]any{"N": "x"}},
		{"template", `{{define "x"}}{{.}}{{end}}{{template "x" .N}}`, map[string]any{"N": "x"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := words(t, tt.text)
			got, err := w.Text("test.text", tt.args)
			if err == nil || got != "" {
				t.Errorf("Text gave %q, want an error", got)
			} else if !strings.Contains(err.Error(), "test.text") {
				t.Errorf("the error does not name the key: %v", err)
			}
			if tt.name == "markup cut" {
				return // as a label it is fine
			}
			if got, err := w.Label("test.text", tt.args); err == nil || got != "" {
				t.Errorf("Label gave %q, want an error", got)
			}
		})
	}
	w := words(t, "x")
	for _, key := range []string{"", "test", "test.none", "weekday"} {
		if got, err := w.Text(key, nil); err == nil || got != "" {
			t.Errorf("Text(%q) gave %q, want an error", key, got)
		}
		if w.Has(key) {
			t.Errorf("Has(%q) is true", key)
		}
	}
	if !w.Has("test.text") {
		t.Error("Has does not know test.text")
	}
}

func TestIn(t *testing.T) {
	c := catalog(t, map[string]string{"test.en.toml": "[test]\ntext = 'only English'"})
	for lang, want := range map[string]string{"id": "id", "en": "en", "": "id", "jv": "id", "en-GB": "id", "EN": "id"} {
		if got := c.In(lang).Lang(); got != want {
			t.Errorf("In(%q) speaks %q, want %q", lang, got, want)
		}
	}
	if got, err := c.In("id").Text("test.text", nil); err == nil {
		t.Errorf("Indonesian borrowed %q", got)
	}
	if got, err := c.In("en").Text("test.text", nil); got != "only English" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct{ file, data, want string }{
		"reserved name":  {"x.id.toml", "[x.why]\nask = 'a'\nother = 'b'", `the name "other"`},
		"reserved table": {"x.id.toml", "[x.One]\nask = 'a'", `the name "One"`},
		"plural forms":   {"x.id.toml", "[x]\none = 'a'\ntwo = 'b'", "x.one"},
		"said twice":     {"x.id.toml", "[month]\nmay = 'a'", "month.may is said twice"},
		"bad TOML":       {"x.id.toml", "[x\n", "x.id.toml"},
		"no text":        {"x.id.toml", "x = 1", "x.id.toml"},
		"no language":    {"x.toml", "", "ends in .id.toml"},
		"other language": {"x.jv.toml", "", "ends in .id.toml"},
		"no calendar":    {"id.toml", "[month]\nmay = 'Mei'", "is missing"},
	}
	for name, tt := range tests {
		_, err := load(with(t, map[string]string{tt.file: tt.data}))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", name, err, tt.want)
		}
	}
}

// TestMarkup shows that ready markup stands in a message as it is, inside an attribute only its words, and in a label not at all.
func TestMarkup(t *testing.T) {
	w := words(t, `{{.Name}}: {{with .Practice}}<i>{{.}}</i>{{end}} <a href="{{.Practice}}">x</a>`)
	args := map[string]any{"Name": "<b>", "Practice": template.HTML("<b>Peluk</b> &amp; dengarkan.")}
	want := `&lt;b&gt;: <i><b>Peluk</b> &amp; dengarkan.</i> <a href="%3cb%3ePeluk%3c/b%3e%20&amp;amp;%20dengarkan.">x</a>`
	if got, err := w.Text("test.text", args); got != want || err != nil {
		t.Errorf("Text\n got %s, %v\nwant %s", got, err, want)
	}
	if got, err := w.Label("test.text", args); err == nil || got != "" {
		t.Errorf("Label gave %q, want an error", got)
	}
}

func TestConcurrent(t *testing.T) {
	w := words(t, "{{.Name}}, {{when .At}}, {{number .N}}, {{word \"country\" .C}}")
	args := map[string]any{"Name": "Bu Sari", "At": wita(14, 0), "N": 1234, "C": "SA"}
	want := "Bu Sari, Sabtu, 13 Juni 2026 pukul 14.00 WITA, 1.234, Arab Saudi"
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() {
			for range 50 {
				text, err := w.Text("test.text", args)
				label, err2 := w.Label("test.text", args)
				if text != want || label != want || err != nil || err2 != nil {
					t.Errorf("got %q, %v and %q, %v", text, err, label, err2)
				}
			}
		})
	}
	g.Wait()
}

func BenchmarkText(b *testing.B) {
	const text = "Assalamu'alaikum, <b>{{.Name}}</b>. Mengingatkan, {{%s} ada pertemuan di {{.Place}}. Bisa datang?"
	args := map[string]any{"Name": "Bu Sari", "When": wita(14, 0), "Place": "balai desa", "Plain": "besok"}
	for name, third := range map[string]string{"three texts": ".Plain}", "a time": "when .When}"} {
		w := words(b, strings.Replace(text, "%s", third, 1))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Text("test.text", args); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+" as label", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Label("test.text", args); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
