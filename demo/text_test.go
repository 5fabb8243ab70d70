package demo

import (
	"strings"
	"testing"
)

func TestTidy(t *testing.T) {
	for _, c := range []struct{ rule, in, want string }{
		{"blanks and newlines around go", " \n a b \n", "a b"},
		{"control characters and tabs become blanks", "a\tb\x01c\x00d", "a b c d"},
		{"newlines stay", "a\nb", "a\nb"},
		{"carriage returns go", "a\r\nb", "a\nb"},
		{"line separators and direction overrides go", "a\u2028b\u202ec", "abc"},
		{"direction marks stay", "a\u200fb", "a\u200fb"},
		{"stacked lines go", "a\u0333\u033f\u030ab", "ab"},
	} {
		if got, ok := tidy(c.in); got != c.want || !ok {
			t.Errorf("%s: %q became %q, %t, want %q", c.rule, c.in, got, ok, c.want)
		}
	}
	if _, ok := tidy("a\xff"); ok {
		t.Error("took bytes that are not UTF-8")
	}
}

// Entities keep to their words when characters before and inside them go (tdlib clean_input_string_with_entities).
func TestTidyMovesEntities(t *testing.T) {
	f, err := parseHTML(" \r\n🏟\r<b> a\r\tb </b><i> </i>c")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.finish(false); err != nil {
		t.Fatal(err)
	}
	if got, want := inWords(f.entities), "bold 3+4"; f.text != "🏟 a b  c" || got != want {
		t.Errorf("got %q with %s, want %s", f.text, got, want)
	}
}

// The limits of a text: 4096 code points after parsing, 32768 bytes before (telegram-bot-api Client.cpp; tdlib
// MessageContent.cpp).
func TestTextLimits(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct{ rule, text, want string }{
		{"4096 characters outside the BMP fit", strings.Repeat("🏟", 4096), "ok"},
		{"4097 do not", strings.Repeat("🏟", 4097), "400 Bad Request: message is too long"},
		{"markup does not count", "<b>" + strings.Repeat("a", 4096) + "</b>", "ok"},
		{"entities count as what they are", strings.Repeat("&amp;", 4096), "ok"},
		{"blanks around do not count", strings.Repeat(" ", 100) + strings.Repeat("a", 4096) + "\n", "ok"},
		{"32768 bytes may be sent", "<b>" + strings.Repeat(" ", 32_768-8) + "a</b>", "ok"},
		{"32769 may not", strings.Repeat(" ", 32_768) + "a", "400 Bad Request: text is too long"},
		{"nothing", "", "400 Bad Request: message text is empty"},
		{"only blanks", " \n\t", "400 Bad Request: text must be non-empty"},
		{"only markup", "<b></b>", "400 Bad Request: text must be non-empty"},
		{"no UTF-8", "a\xff", "400 Bad Request: text must be encoded in UTF-8"},
	} {
		if got := s.call("sendMessage", args{"chat_id": sariID, "text": c.text, "parse_mode": "HTML"}); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
		}
	}
}

func TestEntitiesGivenBesideTheText(t *testing.T) {
	s := newPlatform(t, Options{})
	m := s.send(sariID, "Bu Sari hadir", args{"parse_mode": "", "entities": `[{"type":"bold","offset":3,"length":4}]`})
	if len(m.Entities) != 1 || m.Entities[0].Offset != 3 {
		t.Errorf("got %+v", m.Entities)
	}
	if m := s.send(sariID, "a", args{"parse_mode": "", "entities": "null"}); len(m.Entities) != 0 {
		t.Errorf("null gave %+v", m.Entities)
	}
	s.refused(s.call("sendMessage", args{"chat_id": sariID, "text": "a", "entities": `[{"type":"besar","offset":0,"length":1}]`}),
		"400 Bad Request: can't parse MessageEntity: Unsupported type specified")
}

func TestFoundCommandsMentionsAndLinks(t *testing.T) {
	for in, want := range map[string]string{
		"/start abc":                    "bot_command 0+6",
		"/start@asuhbersamabot x":       "bot_command 0+21",
		"🏟 /batal, /batal":              "bot_command 3+6, bot_command 11+6",
		"a/b 1/2 //x":                   "",
		"Halo @burina ya":               "mention 5+7",
		"surel a@contoh.id":             "",
		"https://wa.me/?text=a%20b.":    "url 0+25",
		"(t.me/asuhbersamabot?start=a)": "url 1+27",
		"https://localhost":             "",
	} {
		if got := inWords(found(in)); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
