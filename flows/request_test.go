package flows

import (
	"strings"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// TestUnspoken: what is passed on to a facilitator are words and voices, and nothing else.
func TestUnspoken(t *testing.T) {
	at := time.Date(2026, 6, 9, 1, 0, 0, 0, time.UTC)
	wrote := func(text string) Event {
		return Event{Kind: Wrote, At: at, Text: text, Length: len([]rune(text)), Content: parenting.Content{Kind: parenting.ContentText}}
	}
	sent := func(kind parenting.ContentKind, caption string) Event {
		return Event{Kind: SentFile, At: at, Content: parenting.Content{Kind: kind, File: "file", HTML: caption}}
	}
	for _, c := range []struct {
		what string
		e    Event
		why  string
		said parenting.Words
	}{
		{"words", wrote("  Bu,\n\n anak <b>susah</b> makan\u202e & rewel "), "", parenting.Words{Text: "Bu,\n\nanak <b>susah</b> makan & rewel"}},
		{"a voice", sent(parenting.ContentVoice, ""), "", parenting.Words{Voice: "file"}},
		{"a voice with words", sent(parenting.ContentVoice, "<b>begini</b> &amp; begitu"), "", parenting.Words{Text: "begini & begitu", Voice: "file"}},
		{"as much as fits", wrote(strings.Repeat("a", parenting.LongestText)), "", parenting.Words{Text: strings.Repeat("a", parenting.LongestText)}},
		{"too much", wrote(strings.Repeat("a", parenting.LongestText+1)), "long", parenting.Words{}},
		{"nothing to be seen", wrote("\u202e\u200b\u2800"), "again", parenting.Words{}},
		{"back", wrote("kembali"), "again", parenting.Words{}},
		{"a photo", sent(parenting.ContentPhoto, "lihat ini"), "kind", parenting.Words{}},
		{"a document", sent(parenting.ContentDocument, ""), "kind", parenting.Words{}},
		{"a sticker", Event{Kind: SentFile, At: at}, "kind", parenting.Words{}},
	} {
		if why, _ := unspoken(c.e); why != c.why {
			t.Errorf("%s: got %q, want %q", c.what, why, c.why)
		}
		if said := spokenWords(c.e); c.why == "" && said != c.said {
			t.Errorf("%s: got %+v, want %+v", c.what, said, c.said)
		}
	}
}
