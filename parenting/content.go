package parenting

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Content is what a broadcast says: a snapshot of a message, so that nothing changes when the original is edited or deleted.
type Content struct {
	Kind  ContentKind `json:"kind"`
	HTML  string      `json:"html,omitempty"`  // the text, or the caption of a file; in Telegram's markup, everything else escaped
	File  string      `json:"file,omitempty"`  // Telegram's id of it
	Spot  Spot        `json:"spot,omitzero"`   // of a location
	Parts []Content   `json:"parts,omitempty"` // of an album, in their order
	Album string      `json:"album,omitempty"` // Telegram's name of it, by which its further parts are known
	Start string      `json:"start"`           // the first words without markup, by which people know it

	Forwarded bool      `json:"forwarded,omitempty"` // somebody else wrote it, whom nobody is told
	Bare      bool      `json:"bare,omitempty"`      // links in it show no preview
	Kept      bool      `json:"kept,omitempty"`      // what stands in {} and is no field was meant so
	Links     []WebLink `json:"links,omitempty"`     // buttons that open a page
	Receipt   bool      `json:"receipt,omitempty"`   // a button by which the reader says to have read it
}

// ContentKind says how a content is sent.
type ContentKind string

// The kinds of contents.
const (
	ContentText      ContentKind = "text"
	ContentPhoto     ContentKind = "photo"
	ContentDocument  ContentKind = "document"
	ContentVideo     ContentKind = "video"
	ContentVoice     ContentKind = "voice"
	ContentAudio     ContentKind = "audio"
	ContentAnimation ContentKind = "animation"
	ContentLocation  ContentKind = "location"
	ContentAlbum     ContentKind = "album"
)

// Spot is a point on the map, perhaps with a name and an address.
type Spot struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Title     string  `json:"title,omitempty"`
	Address   string  `json:"address,omitempty"`
}

// WebLink is a button that opens a page.
type WebLink struct {
	Label   string `json:"label"`
	Address string `json:"address"`
}

// MostLinks is how many buttons with links a content may have: more of them is a list to read, and belongs into the text.
const MostLinks = 3

// How long the words of a content may be, in characters; an app cuts a text of more than 4,096 into several messages.
const (
	LongestText    = 3500
	LongestCaption = 1024
	LongestFilled  = 4096 // a text, once its fields are filled in
)

// Field is a place in the words of a content that is filled in for each reader. It stands there in curly brackets.
type Field string

// The fields.
const (
	FieldForm  Field = "sapaan"   // how the reader is addressed: Ibu
	FieldName  Field = "nama"     // Sari
	FieldGroup Field = "kelompok" // Kelompok Melati
)

// Fields lists the fields in the order they are offered.
func Fields() []Field { return []Field{FieldForm, FieldName, FieldGroup} }

// longest is how many characters a field is filled with at most; what is longer is cut. So the longest that a text can become is known
// before anybody's name is looked at.
func (f Field) longest() int {
	switch f {
	case FieldForm:
		return 12
	case FieldName:
		return NameLength
	}
	return 100
}

// bracketed finds what stands in curly brackets, and the tags of the markup, which are passed over whole: an address must not tell a
// page who opens it.
var bracketed = regexp.MustCompile(`<[^>]*>|\{[\pL\d_ .-]{1,30}\}`)

// readField reads what was found; ok is false for a tag and for what is no field.
func readField(part string) (f Field, ok bool) {
	f = Field(strings.ToLower(strings.TrimSpace(strings.Trim(part, "{}"))))
	return f, slices.Contains(Fields(), f)
}

// Fill writes values into the fields of a content. They are plain text.
func (c Content) Fill(value func(Field) string) Content {
	c.HTML = bracketed.ReplaceAllStringFunc(c.HTML, func(part string) string {
		f, ok := readField(part)
		if !ok {
			return part
		}
		return html.EscapeString(shorten(value(f), f.longest()))
	})
	c.Parts = slices.Clone(c.Parts)
	for i, part := range c.Parts {
		c.Parts[i] = part.Fill(value)
	}
	return c
}

// shorten cuts a text to n characters.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// brackets lists what stands in curly brackets in all words of a content.
func (c Content) brackets() (parts []string) {
	if strings.Contains(c.HTML, "{") {
		for _, part := range bracketed.FindAllString(c.HTML, -1) {
			if part[0] == '{' {
				parts = append(parts, part)
			}
		}
	}
	for _, part := range c.Parts {
		parts = append(parts, part.brackets()...)
	}
	return parts
}

// Personal reports whether there is a field to be filled in.
func (c Content) Personal() bool {
	return slices.ContainsFunc(c.brackets(), func(part string) bool { _, ok := readField(part); return ok })
}

// Unknown lists what looks like a field and is none, each once, unless it was meant so.
func (c Content) Unknown() (parts []string) {
	for _, part := range c.brackets() {
		if _, ok := readField(part); !ok && hasLetter(part) && !c.Kept && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// Growth is by how many characters the fields make a text longer at most.
func (c Content) Growth() (n int) {
	for _, part := range c.brackets() {
		if f, ok := readField(part); ok {
			n += f.longest() - utf8.RuneCountInString(part)
		}
	}
	return n
}

// Buttons reports whether a content has buttons of its own.
func (c Content) Buttons() bool { return c.Receipt || len(c.Links) > 0 }

// FieldAt gives how many bytes the field has that a text begins with, 0 if it begins with none.
func FieldAt(text string) int {
	at := bracketed.FindStringIndex(text[:min(len(text), 40)])
	if at == nil || at[0] != 0 {
		return 0
	}
	if _, ok := readField(text[:at[1]]); !ok {
		return 0
	}
	return at[1]
}

// Messages is how many messages a content makes, without the one that carries an album's buttons.
func (c Content) Messages() int { return max(1, len(c.Parts)) }

// Plain is what a content says without markup, to be passed on elsewhere; a link stands behind its words.
func (c Content) Plain() string {
	return strings.TrimSpace(html.UnescapeString(anyTag.ReplaceAllString(linkTag.ReplaceAllString(c.HTML, "$2 ($1)"), "")))
}

var (
	linkTag = regexp.MustCompile(`(?s)<a href="([^"]*)">(.*?)</a>`)
	anyTag  = regexp.MustCompile(`<[^>]*>`)
)

// Editable reports whether Telegram lets a message of a kind become another one of that kind (Bot API, editMessageText, editMessageMedia).
func (k ContentKind) Editable() bool {
	return slices.Contains([]ContentKind{ContentText, ContentPhoto, ContentVideo, ContentAudio, ContentAnimation, ContentDocument}, k)
}
