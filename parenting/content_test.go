package parenting

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFieldsAreFilled(t *testing.T) {
	values := map[Field]string{FieldForm: "Ibu", FieldName: `Sari <b>"&`, FieldGroup: "Kelompok Melati"}
	for html, want := range map[string]string{
		"Yth. {sapaan} <b>{nama}</b>":                             "Yth. Ibu <b>Sari &lt;b&gt;&#34;&amp;</b>",
		"{Kelompok}, { NAMA }":                                    "Kelompok Melati, Sari &lt;b&gt;&#34;&amp;",
		"{namaa} {} {1} {{sapaan}} {nama":                         "{namaa} {} {1} {Ibu} {nama",
		`<a href="https://example.org/?{nama}">{sapaan}</a> &lt;`: `<a href="https://example.org/?{nama}">Ibu</a> &lt;`,
		"a{\nnama}": "a{\nnama}",
	} {
		album := Content{Kind: ContentAlbum, Parts: []Content{{HTML: "{nama}x"}, {HTML: html}}}
		got := Content{HTML: html, Parts: album.Parts}.Fill(func(f Field) string { return values[f] })
		if got.HTML != want || got.Parts[1].HTML != want || album.Parts[1].HTML != html {
			t.Errorf("%s became %s and %s, want %s", html, got.HTML, got.Parts[1].HTML, want)
		}
	}
}

// However long somebody's name is, a text does not grow beyond what was foreseen.
func TestGrowthIsForeseen(t *testing.T) {
	html := "{sapaan} {nama} {kelompok} {nama} { Nama }, {lain}"
	c := Content{HTML: html}
	longest := utf8.RuneCountInString(html) + c.Growth()
	for n := range 300 {
		filled := c.Fill(func(Field) string { return strings.Repeat("é", n) })
		if got := utf8.RuneCountInString(filled.HTML); got > longest || n > 100 && got != longest {
			t.Errorf("values of %d characters make %d of it, at most %d were foreseen", n, got, longest)
		}
	}
}

func TestUnknownFields(t *testing.T) {
	c := Content{HTML: "{sapaan} {namaa} <i>{jam 9}</i> {namaa} {9} {a&amp;b}", Parts: []Content{{HTML: "{kelompok} {desa}"}}}
	if got := c.Unknown(); !slices.Equal(got, []string{"{namaa}", "{jam 9}", "{desa}"}) || !c.Personal() {
		t.Errorf("got %q", got)
	}
	if c.Kept = true; len(c.Unknown()) > 0 {
		t.Error("what is kept is asked about")
	}
	if (Content{HTML: `<a href="{nama}">x</a> {lain}`}).Personal() {
		t.Error("there is nothing to fill in")
	}
}

func TestWebAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"https://bmkg.go.id":                      "https://bmkg.go.id",
		" t.me/infobpbd ":                         "https://t.me/infobpbd",
		"HTTPS://BMKG.go.id/Peta?a=1&b=é":         "https://bmkg.go.id/Peta?a=1&b=é",
		"http://bmkg.go.id":                       "",
		"bmkg":                                    "",
		"di kantor desa":                          "",
		"https://bmkg.go.id@jahat.example":        "",
		"https://bmkg.go.id:8080":                 "",
		"https://127.0.0.1":                       "",
		"https://раypal.com":                      "",
		"https://a.b/" + strings.Repeat("x", 500): "",
		"javascript:alert(1)":                     "",
		"tg://resolve?domain=x":                   "",
		"https://bmkg.go.id/\n":                   "https://bmkg.go.id/",
		"https://bmkg.go.id/\nx":                  "",
		"":                                        "",
	} {
		if got, ok := ReadWebAddress(text); got != want || ok != (want != "") {
			t.Errorf("%q was read as %q, want %q", text, got, want)
		}
	}
}
