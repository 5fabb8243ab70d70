package content

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const goodHelpline = `[[helpline]]
id = "sapa"
name = "SAPA"
what = "kekerasan"
via = "phone"
number = "129"
needs = ["violence"]
where = ["home", "HK"]
source = "https://example.org"
checked = 2026-01-01
`

func loadHelplines(text string) (*Library, error) {
	all, err := readHelplines(fstest.MapFS{helplinesFile: {Data: []byte(text)}})
	return &Library{helplines: all}, err
}

func TestBuiltInHelplines(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Helplines()) < 5 {
		t.Errorf("only %d helplines", len(l.Helplines()))
	}
	for _, h := range l.Helplines() {
		for _, never := range []string{"500-454", "500454", "118", "1500-771"} { // closed, or never confirmed
			if strings.Contains(h.Number, never) {
				t.Errorf("%s is %s", h.ID, h.Number)
			}
		}
	}
	if found := lintHelplines(l.Helplines()); len(found) > 0 {
		t.Error(found)
	}
}

func TestLintHelplines(t *testing.T) {
	for name, c := range map[string]struct{ from, to, want string }{
		"good":         {"", "", ""},
		"no source":    {`source = "https://example.org"`, "", "no source"},
		"no date":      {"checked = 2026-01-01", "", "no date"},
		"no number":    {`"129"`, `"tanya kader"`, "is no number"},
		"strange need": {`"violence"`, `"boredom"`, "not known"},
		"strange land": {`"HK"`, `"XX"`, "not known"},
		"strange way":  {`"phone"`, `"pigeon"`, "not known"},
		"no purpose":   {`what = "kekerasan"`, "", "what it is for"},
		"twice":        {"checked = 2026-01-01\n", "checked = 2026-01-01\n" + goodHelpline, "twice"},
	} {
		l, err := loadHelplines(strings.Replace(goodHelpline, c.from, c.to, 1))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if found := strings.Join(lintHelplines(l.Helplines()), "\n"); c.want == "" && found != "" || !strings.Contains(found, c.want) {
			t.Errorf("%s: found %q, want %q", name, found, c.want)
		}
	}
	if _, err := loadHelplines(goodHelpline + "fax = \"1\"\n"); err == nil {
		t.Error("a key that is not known is taken")
	}
}

func TestStale(t *testing.T) {
	l, err := loadHelplines(goodHelpline)
	if err != nil {
		t.Fatal(err)
	}
	checked := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for days, want := range map[int]int{180: 0, 181: 1} {
		if found := Stale(l, checked.AddDate(0, 0, days)); len(found) != want {
			t.Errorf("after %d days: %v", days, found)
		}
	}
}
