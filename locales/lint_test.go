package locales

import (
	"strings"
	"testing"
)

// TestLint shows each rule a text that breaks it.
func TestLint(t *testing.T) {
	long := strings.Repeat("panjang ", 600)
	tests := []struct{ name, id, en, want string }{
		{"empty", "x = ''", "x = ' '", "id test.x: is empty"},
		{"missing in English", "x = 'a'", "", "id test.x: is missing in en"},
		{"missing in Indonesian", "", "x = 'a'", "en test.x: is missing in id"},
		{"other fields", "x = '{{.A}}'", "x = '{{.B}}'", "id test.x: uses the fields [A], in en [B]"},
		{"other inner fields", "x = '{{range .A}}{{.B}}{{end}}'", "x = '{{range .A}}{{.C}}{{end}}'", "uses the fields [A A.B], in en [A A.C]"},
		{"does not parse", "x = '{{.A'", "x = '{{.A'", "unclosed action"},
		{"unknown function", "x = '{{printf .A}}'", "x = '{{printf .A}}'", "the function printf is not for words"},
		{"wrong function", "x = '{{date .A}} {{.A}}'", "x = '{{date .A}} {{.A}}'", "is used as a time and as text"},
		{"wrong in one branch", "x = '{{if .B}}{{list .A}}{{else}}{{.A}}{{end}}'", "x = ''", "is used as a list and as text"},
		{"template", `x = '{{template "a"}}'`, `x = '{{template "a"}}'`, "not for words"},
		{"no such word", `x = '{{word "none" .A}}'`, `x = '{{word "none" .A}}'`, "no word without fields"},
		{"unsafe place", `x = '<a {{.A}}="">x</a>'`, "x = ''", "begins no tag"},
		{"too long", "x = '" + long + "'", "x = 'a'", "has 4800 code points"},
		{"too long with values", "x = '{{range .A}}{{range .B}}{{.}}{{end}}{{end}}'", "x = '{{range .A}}{{range .B}}{{.}}{{end}}{{end}}'", "code points with plausible values"},
		{"long key", strings.Repeat("x", 60) + " = 'a'", "", "longer than 64"},
		{"unknown tag", "x = '<p>a</p>'", "x = ''", "<p> is not a tag for Telegram"},
		{"unknown attribute", `x = '<b class="a">a</b>'`, "x = ''", "takes no attribute class"},
		{"not closed", "x = '<b>a'", "x = ''", "<b> is not closed"},
		{"crossing", "x = '<b><i>a</b></i>'", "x = ''", "</b> closes nothing"},
		{"closed elsewhere", "x = '{{if .A}}<b>{{end}}a{{if .A}}</b>{{end}}'", "x = ''", "<b> is not closed in its branch"},
		{"less than", "x = '1 < 2'", "x = ''", "begins no tag"},
		{"entity", "x = 'a&nbsp;b'", "x = ''", "does not read &nbsp;"},
		{"Anda", "x = 'Apakah Anda datang?'", "x = ''", `"Anda" is not how we speak`},
		{"alpa", "x = '{{if .A}}Alpa{{end}}'", "x = ''", `"Alpa" is not how we speak`},
		{"broken home", "x = 'broken home'", "x = ''", "is not how we speak"},
		{"parenting", "x = 'pertemuan parenting'", "x = ''", "is not how we speak"},
		{"helpline", "x = 'Telepon 129.'", "x = ''", "the number 129 changes some day"},
		{"telephone number", "x = 'Hubungi 0812 3456 789.'", "x = ''", "the number 0812 3456 789 changes some day"},
		{"shouting", "x = 'JANGAN lupa'", "x = ''", `"JANGAN" shouts`},
		{"button", "ask = 'Siapa?'\nx = '" + long[:47] + "'", "x = ''", "is a button of 47 code points"},
		{"button with markup", "ask = 'Siapa?'\nx = '<b>Ibu</b> saya'", "x = ''", "button with a line break or markup"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := catalog(t, map[string]string{"test.id.toml": "[test]\n" + tt.id, "test.en.toml": "[test]\n" + tt.en})
			if got := strings.Join(Lint(c), "\n"); !strings.Contains(got, tt.want) {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestLintAccepts shows what good texts may do.
func TestLintAccepts(t *testing.T) {
	texts := []string{
		`a = 'Halo, {{.Name}} & keluarga. <b>{{when .At}}</b>, {{duration .Length}}.'`,
		`a = '{{with .Place}}di {{.}}{{end}}{{if and .A (not .B)}}!{{else if eq .C "x"}}?{{end}}'`,
		`a = '{{if eq .N 1}}satu{{else}}{{number .N}}{{end}}{{if gt (len .L) 3}}banyak{{end}}'`,
		`a = '{{range $i, $row := .Rows}}{{$row.Name}}: {{clock .At}} {{$.Group}}{{else}}-{{end}}'`,
		`a = '{{list .Names}}{{range .Names}}{{.}}{{end}}'`,
		`a = '{{$c := word "country" .C}}{{if $c}}{{$c}}{{end}}{{.C | word "country"}}'`,
		`a = '<a href="{{.Link}}">x</a> <a href="tg://user?id={{.ID}}">y</a> <code class="language-a">{{.X}}</code>'`,
		`a = '<tg-time unix="{{.U}}" format="f">{{date .At}}</tg-time> <blockquote expandable>a</blockquote> &lt;'`,
		"ask = 'Siapa?'\nagain = 'Pilih salah satu, ya. Boleh juga mengetik nama orangnya'\na = 'Ibu'\nwrong = 'Kodenya belum cocok, Bu. Coba lihat sekali lagi di layar petugas.'",
		`a = 'WITA, BPJS, PMI, dan komunitas Parenting Lombok. Pandangan, kalpataru.'`,
		`a = 'Misalnya: 0812 0000 0000. Umur 10 tahun, pukul 14.00.'`,
	}
	for _, text := range texts {
		c := catalog(t, map[string]string{"test.id.toml": "[test]\n" + text, "test.en.toml": "[test]\n" + text})
		for _, finding := range Lint(c) {
			t.Errorf("%s\n%s", text, finding)
		}
	}
}
