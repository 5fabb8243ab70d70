package demo

import (
	"encoding/json"
	"strconv"
)

// inputMedia is one item of an album, or what a message is edited to (Bot API InputMedia).
type inputMedia struct {
	Type     string          `json:"type"`
	Media    string          `json:"media"`
	Caption  string          `json:"caption"`
	Mode     string          `json:"parse_mode"`
	Entities json.RawMessage `json:"caption_entities"`
}

func (i *inputMedia) file(t *Telegram, c *call) (*stored, error) {
	switch i.Type {
	case "photo", "document", "video", "audio":
	case "":
		return nil, bad(`can't parse InputMedia: Can't find field "type"`)
	default:
		return nil, bad("can't parse InputMedia: type \"%s\" is unsupported", i.Type)
	}
	s, err := t.file(c, i.Type, "", i.Media)
	if err == nil && s == nil {
		err = bad("can't parse InputMedia: media not found")
	}
	return s, err
}

// sendMediaGroup sends 2-10 files as one album; documents only among documents (Bot API sendMediaGroup). The platform
// may have sent some items when another fails; here an album goes out whole or not at all.
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
	texts := make([]formatted, len(items))
	for i, item := range items {
		if item == nil {
			return bad("can't parse InputMedia: expected an Object")
		}
		var err error
		if texts[i], err = readText(item.Caption, item.Mode, string(item.Entities)); err != nil {
			return err
		}
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
	all := make([]*message, len(items))
	for i, item := range items {
		if (item.Type == "document") != (items[0].Type == "document") {
			return bad("document can't be mixed with other media types")
		}
		s, err := item.file(t, c)
		if err != nil {
			return bad("failed to send message #%d with the error message \"%s\"", i+1, err.Error()[len("Bad Request: "):])
		}
		if err := texts[i].finish(true); err != nil {
			return bad("failed to send message #%d with the error message \"%s\"", i+1, err.Error()[len("Bad Request: "):])
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
