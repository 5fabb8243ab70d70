package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plain makes one line of at most limit runes out of anything a person can type.
// Line breaks and runs of spaces become one space. Control characters are
// dropped, and with them the bidirectional overrides, which would turn round the
// text that stands after the name. Every script stays as it is.
func plain(text string, limit int) string {
	return collect(text, limit, func(r rune) rune {
		switch {
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		case r == '\u200b', r == '\ufeff':
			return -1
		}
		return r
	})
}

// drawable is plain for pictures: what the fonts cannot draw is left out, so
// that nobody sees boxes. Letters in fancy dress (𝓜𝓮𝓵𝓪𝓽𝓲, Ｍｅｌａｔｉ) become the
// plain ones, accents typed apart join their letter, and a letter whose accent
// the font lacks (ḥ, ṣ of Arabic names) goes without it.
func drawable(text string, limit int, has func(rune) bool) string {
	// A joined letter can be typed as several runes; more than eight for one is noise.
	text = norm.NFKC.String(head(text, 8*limit))
	return collect(text, limit, func(r rune) rune {
		switch r {
		case '\u00ad':
			return -1
		case '-', '\u2010', '\u2011', '\u2012':
			// The hyphen-minus of the Go typefaces is as wide as a dash; their
			// soft hyphen is a true hyphen.
			r = '\u00ad'
		case '\u02bc', '\u02bb', '\u02b9', '\u02be', '\u02bf':
			r = '’'
		}
		if !has(r) {
			for _, r = range norm.NFD.String(string(r)) {
				break
			}
		}
		if unicode.IsMark(r) || !has(r) {
			return -1
		}
		return r
	})
}

// collect maps the runes of text, makes single spaces of white space, and cuts
// with an ellipsis what is longer than limit.
func collect(text string, limit int, keep func(rune) rune) string {
	var out strings.Builder
	space := false
	n := 0
	for _, r := range text {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Noncharacter_Code_Point, r) {
			continue
		}
		if r = keep(r); r < 0 {
			continue
		}
		if space && n > 0 {
			out.WriteByte(' ')
			n++
		}
		space = false
		out.WriteRune(r)
		if n++; n > limit {
			return strings.TrimRight(head(out.String(), limit-1), " ") + "…"
		}
	}
	return out.String()
}

// head returns the first n runes of text.
func head(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
