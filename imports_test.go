package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "asuhbersama"

// rooms says what each room may import beside the standard library, and why nothing else.
var rooms = map[string]struct {
	may []string
	why string
}{
	"parenting": {nil, "the nouns and their rules are pure: no I/O, no clock, nothing of Telegram or SQL"},
	"locales": {
		[]string{"github.com/BurntSushi/toml", "github.com/nicksnyder/go-i18n/v2", "golang.org/x/text"},
		"words know nothing of what they are said about",
	},
	"content": {[]string{module + "/parenting", "github.com/BurntSushi/toml", "github.com/yuin/goldmark"}, "lessons are data"},
	"flows":   {[]string{module + "/parenting"}, "a flow thinks; it neither sends nor keeps"},
	"store":   {[]string{module + "/parenting", module + "/flows", "github.com/mattn/go-sqlite3"}, "the only room that knows SQL"},
	"report": {
		[]string{module + "/parenting", module + "/locales", "github.com/xuri/excelize/v2", "golang.org/x/image", "golang.org/x/text", "rsc.io/qr"},
		"what people take away is drawn from plain values",
	},
	"bot": {
		[]string{
			module + "/content", module + "/flows", module + "/locales", module + "/parenting", module + "/report", module + "/store",
			"github.com/VictoriaMetrics/metrics", "github.com/go-telegram-bot-api/telegram-bot-api/v5", "golang.org/x/time",
		}, "the only room that knows Telegram; its library does not leave it",
	},
	"demo": {nil, "the simulator knows Telegram's rules and nothing of us, else it would judge us by ourselves"},
}

// TestImports holds the rooms apart. Tests of a room may import testing libraries beside.
func TestImports(t *testing.T) {
	testing_ := []string{"pgregory.net/rapid", "github.com/makiuchi-d/gozxing"}
	for room, rule := range rooms {
		files, err := filepath.Glob(room + "/*.go")
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no files: %v", room, err)
		}
		for _, file := range files {
			allowed := rule.may
			if strings.HasSuffix(file, "_test.go") {
				allowed = append(testing_, allowed...)
			}
			for _, path := range imports(t, file) {
				if !standard(path) && !within(path, allowed) {
					t.Errorf("%s imports %s: %s", file, path, rule.why)
				}
			}
		}
	}
}

// TestNoOtherRooms: a new room is a decision, and belongs into the table above.
func TestNoOtherRooms(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		files, err := filepath.Glob(e.Name() + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		if _, known := rooms[e.Name()]; len(files) > 0 && !known {
			t.Errorf("%s is no room of the house", e.Name())
		}
	}
}

// TestClock: the time is passed in. Only the two clocks ask the machine for it, and nobody sleeps.
func TestClock(t *testing.T) {
	clocks := map[string]bool{"bot/clock.go": true, "demo/clock.go": true}
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, banned := range []string{"time.Now" + "(", "time.Sleep" + "(", "time.Tick" + "("} {
			if strings.Contains(string(text), banned) && !clocks[filepath.ToSlash(file)] && !strings.HasSuffix(file, "_test.go") {
				t.Errorf("%s calls %s…): the clock is passed in", file, banned)
			}
		}
	}
}

func imports(t *testing.T, file string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && first != module
}

func within(path string, allowed []string) bool {
	for _, a := range allowed {
		if path == a || strings.HasPrefix(path, a+"/") {
			return true
		}
	}
	return false
}
