package parenting

import (
	"slices"
	"strings"
	"unicode"
)

// hazards are words of a warning, in lower case.
const hazards = "banjir longsor gempa gempabumi tsunami kebakaran erupsi meletus letusan lahar badai topan siklon beliung evakuasi mengungsi pengungsian " +
	"keracunan meluap luapan bencana darurat siaga waspada awas"

// Warns reports whether the words of a content may be a warning. Only its author knows whether they are: "simulasi gempa" is none.
func (c Content) Warns() bool {
	words := strings.FieldsFunc(strings.ToLower(Visible(c.HTML)), func(r rune) bool { return !unicode.IsLetter(r) })
	hazard := func(word string) bool { return slices.Contains(strings.Fields(hazards), word) }
	rising := slices.Contains(words, "naik") && (slices.Contains(words, "air") || slices.Contains(words, "sungai"))
	return rising || slices.ContainsFunc(words, hazard) || slices.ContainsFunc(c.Parts, Content.Warns)
}
