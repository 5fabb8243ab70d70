package parenting

import (
	"html"
	"strings"
	"unicode"
)

// blank are letters and signs that leave nothing to be seen: fillers of Hangul and Khmer, the empty Braille cell.
const blank = "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800"

// Clean makes free text fit to be kept and shown: what is invisible (control characters, zero-width characters, marks that turn
// the writing direction) goes, blanks become single ones. Letters of every script and emoji stay.
func Clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200d': // joins emoji and shapes of Arabic script
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar, strings.ContainsRune(blank, r):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if strings.Trim(text, "\u200d ") == "" {
		return ""
	}
	return text
}

// Visible is what people see of Telegram HTML: no tags, no entities.
func Visible(markup string) string {
	pieces := strings.Split(markup, "<")
	for i := 1; i < len(pieces); i++ {
		_, pieces[i], _ = strings.Cut(pieces[i], ">")
	}
	return html.UnescapeString(strings.Join(pieces, ""))
}
