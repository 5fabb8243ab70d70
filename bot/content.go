package bot

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// Entity is a stretch of a text that looks different. Offset and Length count UTF-16 units, as Telegram does.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url"`
	Language string `json:"language"`
}

// tags are the markup that an entity is written with; none for what Telegram finds by itself in a text, and for what a bot may not send
// or we do not want to: other people's names as links, emoji for subscribers.
func (e Entity) tags() (open, end string) {
	switch e.Type {
	case "bold":
		return "<b>", "</b>"
	case "italic":
		return "<i>", "</i>"
	case "underline":
		return "<u>", "</u>"
	case "strikethrough":
		return "<s>", "</s>"
	case "spoiler":
		return "<tg-spoiler>", "</tg-spoiler>"
	case "blockquote":
		return "<blockquote>", "</blockquote>"
	case "expandable_blockquote":
		return "<blockquote expandable>", "</blockquote>"
	case "code":
		return "<code>", "</code>"
	case "pre":
		if e.Language != "" {
			return `<pre><code class="language-` + attribute(e.Language) + `">`, "</code></pre>"
		}
		return "<pre>", "</pre>"
	case "text_link":
		return `<a href="` + attribute(e.URL) + `">`, "</a>"
	}
	return "", ""
}

// attribute writes the value of an attribute; control characters, which no app sends, would end it.
func attribute(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, s))
}

// HTML writes a text and its entities as Telegram's markup, everything else escaped. Entities that cross are cut where they do, so that
// the tags always nest. A field is never divided by a tag: what begins or ends inside does so behind it.
func HTML(text string, entities []Entity) string {
	waiting := slices.DeleteFunc(slices.Clone(entities), func(e Entity) bool { open, _ := e.tags(); return open == "" || e.Length <= 0 })
	if len(waiting) == 0 {
		return html.EscapeString(text)
	}
	outerFirst := func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	}
	slices.SortStableFunc(waiting, outerFirst)
	var b strings.Builder
	var open []Entity
	at := 0 // in UTF-16 units
	for len(text) > 0 {
		for n := len(open); n > 0 && open[n-1].Offset+open[n-1].Length <= at; n-- {
			_, end := open[n-1].tags()
			b.WriteString(end)
			open = open[:n-1]
		}
		for len(waiting) > 0 && waiting[0].Offset <= at {
			e := waiting[0]
			waiting = waiting[1:]
			end := e.Offset + e.Length
			if end <= at {
				continue
			}
			if n := len(open); n > 0 {
				if outer := open[n-1].Offset + open[n-1].Length; end > outer {
					left := e
					left.Offset, left.Length = outer, end-outer
					e.Length = outer - e.Offset
					place, _ := slices.BinarySearchFunc(waiting, left, outerFirst)
					waiting = slices.Insert(waiting, place, left)
				}
			}
			tag, _ := e.tags()
			b.WriteString(tag)
			open = append(open, e)
		}
		size := parenting.FieldAt(text)
		if size == 0 {
			_, size = utf8.DecodeRuneInString(text)
		}
		b.WriteString(html.EscapeString(text[:size]))
		for _, r := range text[:size] {
			if at++; r > 0xffff {
				at++
			}
		}
		text = text[size:]
	}
	for _, e := range slices.Backward(open) {
		_, end := e.tags()
		b.WriteString(end)
	}
	return b.String()
}

// content is what of a message can be sent on, and how many characters its words have.
func (m *message) content() (c parenting.Content, length int) {
	text, entities := m.Caption, m.CaptionEntities
	switch {
	case m.Protected:
		return c, 0
	case m.Text != "":
		c.Kind, text, entities = parenting.ContentText, m.Text, m.Entities
		c.Bare = m.Preview.Disabled
	case len(m.Photo) > 0:
		c.Kind, c.File = parenting.ContentPhoto, m.Photo[len(m.Photo)-1].ID // the largest
	case m.Video != nil:
		c.Kind, c.File = parenting.ContentVideo, m.Video.ID
	case m.Voice != nil:
		c.Kind, c.File = parenting.ContentVoice, m.Voice.ID
	case m.Audio != nil:
		c.Kind, c.File = parenting.ContentAudio, m.Audio.ID
	case m.Animation != nil:
		c.Kind, c.File = parenting.ContentAnimation, m.Animation.ID
	case m.Document != nil:
		c.Kind, c.File = parenting.ContentDocument, m.Document.ID
	case m.Location != nil:
		c.Kind, c.Spot, text = parenting.ContentLocation, *m.Location, ""
		if m.Venue != nil {
			c.Spot.Title, c.Spot.Address, text = m.Venue.Title, m.Venue.Address, m.Venue.Title
		}
	default:
		return c, 0
	}
	c.Start, c.Forwarded = cut(parenting.Clean(greeting.ReplaceAllString(text, "")), firstWords), m.Origin != nil
	if c.Kind != parenting.ContentLocation {
		c.HTML = HTML(text, entities)
	}
	return c, utf8.RuneCountInString(text)
}

// greeting is the address with fields that a content begins with. It says nothing of what the content is about.
var greeting = regexp.MustCompile(`(?i)^[^,:!?\n]{0,30}(?:\{(?:sapaan|nama|kelompok)\}[^{,:!?\n]{0,30})+[,:!?\n]\s*\b`)

// firstWords is how many characters of a content stand for it where it is spoken of.
const firstWords = 40

// A posting is one call that says a content to a chat, and how many messages it makes.
type posting struct {
	method   string
	params   params
	messages int
}

// postings are the calls that say a content to a reader: one, but two for an album with buttons, which Telegram lets stand only under a
// message of their own (Bot API, sendMediaGroup).
func (b *Bot) postings(tx *store.Tx, copied flows.Copy, chat parenting.ChatID) ([]posting, error) {
	c, err := b.filled(tx, copied)
	if err != nil {
		return nil, err
	}
	to := strconv.FormatInt(int64(chat), 10)
	below := ""
	if c.Buttons() {
		if below, err = b.contentButtons(b.words(tx, chat), copied, chat); err != nil {
			return nil, err
		}
	}
	if len(c.Parts) < 2 {
		if len(c.Parts) == 1 {
			c = c.Parts[0]
		}
		method, p := single(c)
		p["chat_id"] = to
		if below != "" {
			p["reply_markup"] = below
		}
		return []posting{{method, p, 1}}, nil
	}
	media, err := json.Marshal(mediaOf(c.Parts))
	if err != nil {
		return nil, err
	}
	all := []posting{{"sendMediaGroup", params{"chat_id": to, "media": string(media)}, len(c.Parts)}}
	if below != "" {
		text, err := b.words(tx, chat).Text("receipt.below", map[string]any{"Receipt": c.Receipt && chat > 0})
		if err != nil {
			return nil, err
		}
		all = append(all, posting{"sendMessage", params{"chat_id": to, "text": text, "parse_mode": "HTML", "reply_markup": below}, 1})
	}
	return all, nil
}

// single is the call that says a content which is one message.
func single(c parenting.Content) (method string, p params) {
	switch kind := string(c.Kind); {
	case c.Kind == parenting.ContentText && c.Bare:
		return "sendMessage", params{"text": c.HTML, "parse_mode": "HTML", "link_preview_options": `{"is_disabled":true}`}
	case c.Kind == parenting.ContentText:
		return "sendMessage", params{"text": c.HTML, "parse_mode": "HTML"}
	case c.Kind != parenting.ContentLocation:
		return "send" + strings.ToUpper(kind[:1]) + kind[1:], params{kind: c.File, "caption": c.HTML, "parse_mode": "HTML"}
	}
	degrees := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	p = params{"latitude": degrees(c.Spot.Latitude), "longitude": degrees(c.Spot.Longitude)}
	if c.Spot.Title == "" || c.Spot.Address == "" {
		return "sendLocation", p
	}
	p["title"], p["address"] = c.Spot.Title, c.Spot.Address
	return "sendVenue", p
}

// mediaOf is what sendMediaGroup wants to know of the parts of an album.
func mediaOf(parts []parenting.Content) []params {
	media := make([]params, len(parts))
	for i, part := range parts {
		media[i] = params{"type": string(part.Kind), "media": part.File, "caption": part.HTML, "parse_mode": "HTML"}
	}
	return media
}

// filled is a content as its reader gets it, in the words of the language of whoever wrote it.
func (b *Bot) filled(tx *store.Tx, c flows.Copy) (parenting.Content, error) {
	return filledIn(b.words(tx, parenting.ChatID(c.By)), c)
}

func filledIn(w *locales.Words, c flows.Copy) (parenting.Content, error) {
	if !c.Content.Personal() {
		return c.Content, nil
	}
	t, r := tongue{w: w}, c.Reader
	who := "anybody"
	if r.Sample != "" && r.Sample != parenting.ToChats {
		who = string(r.Sample)
	}
	form, name, group := t.say("fields.form_"+who), t.say("fields.name_"+who), t.say("fields.group_"+who)
	if r.Form != "" {
		form = t.say("form.only_" + string(r.Form))
	}
	if r.Name != "" {
		name = r.Name
	}
	if len(r.Groups) > 0 {
		group = t.say("fields.groups", "Groups", r.Groups)
	}
	values := map[parenting.Field]string{parenting.FieldForm: form, parenting.FieldName: name, parenting.FieldGroup: group}
	return c.Content.Fill(func(f parenting.Field) string { return values[f] }), t.err
}

// contentButtons are the buttons of a content as JSON, "" if it has none. Nobody answers for a group's chat that it has read something.
func (b *Bot) contentButtons(w *locales.Words, c flows.Copy, chat parenting.ChatID) (string, error) {
	var grid [][]inlineButton
	for _, link := range c.Content.Links {
		grid = append(grid, []inlineButton{{Text: link.Label, URL: link.Address}})
	}
	if c.Content.Receipt && chat > 0 {
		label, err := w.Label("receipt.read", nil)
		if err != nil {
			return "", err
		}
		if c.Read {
			label = "✓ " + label
		}
		data := flows.CardData{Kind: parenting.CardReceipt, Subject: int64(c.Broadcast), Choice: "read"}.Data()
		grid = append(grid, []inlineButton{{Text: label, Data: data}})
	}
	if grid == nil {
		return "", nil
	}
	return markup(grid)
}

// rewritten is the call that lets a message say what a posting would. It is false where Telegram edits nothing: a place, a voice.
func rewritten(to posting, message int) (method string, p params, ok bool) {
	id := strconv.Itoa(message)
	if to.method == "sendMessage" {
		to.params["message_id"] = id
		return "editMessageText", to.params, true
	}
	kind := strings.ToLower(strings.TrimPrefix(to.method, "send"))
	if !parenting.ContentKind(kind).Editable() {
		return "", nil, false
	}
	media, err := json.Marshal(params{"type": kind, "media": to.params[kind], "caption": to.params["caption"], "parse_mode": "HTML"})
	if err != nil {
		panic(err) // strings only
	}
	p = params{"chat_id": to.params["chat_id"], "message_id": id, "media": string(media)}
	if below := to.params["reply_markup"]; below != "" {
		p["reply_markup"] = below
	}
	return "editMessageMedia", p, true
}

// erased is the call that deletes messages.
func erased(chat parenting.ChatID, messages []int) (method string, p params) {
	p = params{"chat_id": strconv.FormatInt(int64(chat), 10)}
	if len(messages) == 1 {
		p["message_id"] = strconv.Itoa(messages[0])
		return "deleteMessage", p
	}
	ids, err := json.Marshal(messages)
	if err != nil {
		panic(err) // numbers only
	}
	p["message_ids"] = string(ids)
	return "deleteMessages", p
}
