package demo

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// inputMedia is one item of an album, or what a message is edited to (Bot API InputMedia).
type inputMedia struct {
	Type      string          `json:"type"`
	Media     string          `json:"media"`
	Caption   string          `json:"caption"`
	Mode      string          `json:"parse_mode"`
	Entities  json.RawMessage `json:"caption_entities"`
	Duration  int             `json:"duration"`
	Title     string          `json:"title"`
	Performer string          `json:"performer"`
}

// read gives the caption of an item that may be one; an album takes no animations (telegram-bot-api Client.cpp
// get_input_media).
func (i *inputMedia) read(c *call, album bool) (formatted, error) {
	f, err := readText(i.Caption, i.Mode, string(i.Entities))
	if err != nil {
		reason := err.Error()[len("Bad Request: "):]
		return f, bad("can't parse InputMedia: %s%s", strings.ToUpper(reason[:1]), reason[1:])
	}
	part, attached := strings.CutPrefix(i.Media, "attach://")
	_, uploaded := c.files[part]
	switch {
	case i.Media == "", attached && !uploaded:
		return f, bad("can't parse InputMedia: media not found")
	case i.Type == "":
		return f, bad(`can't parse InputMedia: Can't find field "type"`)
	case i.Type == "animation" && album:
		return f, bad(`can't parse InputMedia: type "animation" can't be used in sendMediaGroup`)
	}
	switch i.Type {
	case "photo", "document", "video", "audio", "animation":
		return f, nil
	}
	return f, bad("can't parse InputMedia: type \"%s\" is unsupported", i.Type)
}

func (i *inputMedia) file(t *Telegram, c *call) (*stored, error) {
	return t.file(c, File{Kind: i.Type, Duration: max(i.Duration, 0), Title: i.Title, Performer: i.Performer}, "", i.Media)
}

// alone says whether the kind stands in an album only with its own (tdlib MessageContentType.cpp
// is_homogenous_media_group_content).
func alone(kind string) bool { return kind == "document" || kind == "audio" }

// mixed is why files of these kinds cannot be one album; empty when they can.
func mixed(kinds []string) string {
	for _, kind := range kinds {
		for _, other := range kinds {
			if alone(kind) && other != kind {
				return kind + " can't be mixed with other media types"
			}
		}
	}
	return ""
}

// takes says whether the message may be edited to media of this kind (tdlib MessagesManager.cpp edit_message_media). A
// text may become media (Bot API editMessageMedia).
func (m *message) takes(kind string) error {
	switch {
	case m.file == nil:
		return nil
	case m.file.Kind == "voice" || !m.file.captioned():
		return bad("there is no media in the message to edit")
	case m.Album == "" || m.file.Kind == kind:
		return nil
	case kind == "animation":
		return bad("Message content type can't be used in an album")
	case alone(m.file.Kind) || alone(kind):
		return bad("Can't change media type in the album")
	}
	return nil
}

// sendMediaGroup sends 2-10 files as one album; documents and audios only among their own. It has no reply_markup: one that
// is given is not read (Bot API sendMediaGroup, telegram-bot-api Client.cpp). The platform may have sent some items when
// another fails; here an album goes out whole or not at all.
func (t *Telegram) sendMediaGroup(c *call) error {
	raw := c.arg("media")
	var items []*inputMedia
	switch err := json.Unmarshal([]byte(raw), &items); {
	case raw == "":
		return bad(`parameter "media" is required`)
	case !json.Valid([]byte(raw)):
		return bad("can't parse media JSON object")
	case err != nil:
		return bad("Expected an Array of InputMedia")
	}
	texts, kinds := make([]formatted, len(items)), make([]string, len(items))
	for i, item := range items {
		if item == nil {
			return bad("can't parse InputMedia: expected an Object")
		}
		var err error
		if texts[i], err = item.read(c, true); err != nil {
			return err
		}
		kinds[i] = item.Type
	}
	in, err := t.writable(c, c.arg("chat_id"))
	if err != nil {
		return err
	}
	switch n := len(items); {
	case n > 10:
		return bad("Too many messages to send as an album")
	case n == 0:
		return bad("There are no messages to send")
	case n == 1:
		return bad("MEDIA_EMPTY") // the platform's documentation says 2-10 items
	}
	reply, err := c.replyTo(in)
	if err != nil {
		return err
	}
	for i := range texts {
		if err := texts[i].finish(true); err != nil {
			return err
		}
	}
	if why := mixed(kinds); why != "" {
		return bad("%s", why)
	}
	all := make([]*message, len(items))
	for i, item := range items {
		s, err := item.file(t, c)
		if no := (*refusal)(nil); errors.As(err, &no) && no.status == http.StatusBadRequest && strings.HasPrefix(item.Media, "attach://") {
			err = bad("failed to send message #%d with the error message \"%s\"", i+1, no.text[len("Bad Request: "):])
		}
		if err != nil {
			return err
		}
		all[i] = &message{Message: Message{From: t.bot.ID, Text: texts[i].text, Entities: texts[i].entities, File: &s.File, ReplyTo: reply}, file: s}
	}
	if err := t.spend(in, len(all), c.now); err != nil {
		return err
	}
	album := t.newAlbum()
	c.out = append(c.out, '[')
	for i, m := range all {
		m.Album = album
		t.post(c, in, m)
		if i > 0 {
			c.out = append(c.out, ',')
		}
		c.out = t.appendMessage(c.out, in, m)
	}
	c.call.Message = all[0].ID
	c.out = append(c.out, ']')
	return nil
}

// newAlbum is what the parts of a new album have in common.
func (t *Telegram) newAlbum() string { return strconv.FormatInt(13_900_000_000_000_000+t.next(), 10) }
