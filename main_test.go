package main

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"asuhbersama/locales"
	"asuhbersama/parenting"
)

// TestReadmeNamesEveryCommand holds README and docs/running.md to what the command line really offers.
func TestReadmeNamesEveryCommand(t *testing.T) {
	var c commands
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	readme, running := read(t, "README.md"), read(t, "docs/running.md")
	settings := map[string]bool{}
	for _, command := range parser.Model.Children {
		row := regexp.MustCompile("(?m)^\\| `" + command.Name + "( FILE)?` \\|")
		if !row.MatchString(readme) {
			t.Errorf("the README's table has no row for %s", command.Name)
		}
		for _, f := range command.Flags {
			for _, env := range f.Envs {
				settings[env] = true
				if !strings.Contains(running, "`--"+f.Name+"` / `"+env+"`") {
					t.Errorf("docs/running.md does not explain --%s / %s", f.Name, env)
				}
			}
		}
	}
	for _, env := range regexp.MustCompile(`(?m)^[A-Z_]+`).FindAllString(read(t, ".env.example"), -1) {
		if !settings[env] {
			t.Errorf(".env.example names %s, which nothing reads", env)
		}
	}
}

// TestDocumentsSayHowLongCopiesAreKept: what people are told in their receipt is what whoever runs the bot reads.
func TestDocumentsSayHowLongCopiesAreKept(t *testing.T) {
	for _, name := range []string{"docs/running.md", "docs/data.md"} {
		if days := fmt.Sprintf("%d days", parenting.BackupDays); !strings.Contains(read(t, name), days) {
			t.Errorf("%s does not say %s", name, days)
		}
	}
}

// TestDocumentsNameWhatIsInTheFile: whoever takes their data away can look up what the names mean.
func TestDocumentsNameWhatIsInTheFile(t *testing.T) {
	for field := range reflect.TypeFor[parenting.Mine]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "dibuat" && !strings.Contains(read(t, "docs/data.md"), "`"+name+"`") {
			t.Errorf("docs/data.md does not say what `%s` is", name)
		}
	}
}

// TestDecisionsAreShort: a decision that needs more than a page is two.
func TestDecisionsAreShort(t *testing.T) {
	entries, err := os.ReadDir("docs/decisions")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := strings.Count(read(t, "docs/decisions/"+e.Name()), "\n"); n > 14 {
			t.Errorf("%s has %d lines", e.Name(), n)
		}
	}
}

// TestPlacesHaveWords: whatever parenting counts up has a word in every language.
func TestPlacesHaveWords(t *testing.T) {
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, c := range parenting.Countries() {
		keys = append(keys, "country."+c.Code)
	}
	for _, b := range parenting.Bands() {
		keys = append(keys, "band."+string(b))
	}
	for _, theme := range parenting.Themes() {
		keys = append(keys, "theme."+strings.ToLower(string(theme)))
	}
	for _, f := range parenting.Forms() {
		keys = append(keys, "form."+string(f))
	}
	for _, topic := range parenting.Topics() {
		keys = append(keys, "ask.about."+string(topic), "ask.topic_"+string(topic))
	}
	for _, lang := range []string{"id", "en"} {
		for _, key := range keys {
			if !catalog.In(lang).Has(key) {
				t.Errorf("%s has no word for %s", lang, key)
			}
		}
	}
}

// TestCheck: the words and lessons that are built in have no findings.
func TestCheck(t *testing.T) {
	var out bytes.Buffer
	if err := run(t.Context(), []string{"check"}, &out, &out); err != nil {
		t.Errorf("%v:\n%s", err, out.String())
	}
}

// TestChangelogIsDated: the newest changes stand first.
func TestChangelogIsDated(t *testing.T) {
	heads := regexp.MustCompile(`(?m)^## (.*)$`).FindAllStringSubmatch(read(t, "CHANGELOG.md"), -1)
	if len(heads) == 0 {
		t.Fatal("the changelog says nothing")
	}
	var dates []string
	for _, h := range heads {
		if date := regexp.MustCompile(`\d{4}-\d{2}-\d{2}`).FindString(h[1]); date != "" {
			dates = append(dates, date)
		}
	}
	if !slices.IsSortedFunc(dates, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("the changelog's dates are %v", dates)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
