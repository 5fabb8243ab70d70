package demo

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html"
)

// attach sends the file that a visitor chose, or one of the page's own; and an album or a forwarded post, which are the
// page's own.
func (p *page) attach(d deed) error {
	t, words := p.Telegram, html.EscapeString(d.Text)
	switch d.Kind {
	case "forward":
		_, err := t.Forward(d.As, d.Chat, Origin{Kind: "channel", Name: "Kanal BPBD"}, cmp.Or(words, post))
		return err
	case "album":
		files := make([]File, 3)
		for i, kind := range []string{"photo", "bridge", "video"} {
			var err error
			if files[i], err = sample(kind); err != nil {
				return err
			}
		}
		return t.AttachAlbumStyled(d.As, d.Chat, words, files...)
	}
	f, err := sample(d.Kind)
	if d.Data != "" {
		var data []byte
		if data, err = base64.StdEncoding.DecodeString(d.Data); err != nil {
			err = fmt.Errorf("read attached file: %w", err)
		}
		f = File{Kind: d.Kind, Name: d.Name, MIME: d.MIME, Data: data, Size: len(data)}
	}
	if err != nil {
		return err
	}
	_, err = t.AttachStyled(d.As, d.Chat, f, words)
	return err
}

// post is what a channel has written.
const post = "<b>Waspada banjir</b>\nHujan lebat masih turun di hulu sungai sampai besok pagi. Jauhi tepi sungai, dan ikuti arahan petugas di desa."

// sample is a made-up file of each kind a person can attach. The pictures, the sounds and the films are real ones.
func sample(kind string) (File, error) {
	const latitude, longitude = -8.6035, 116.5312 // Anjani
	s, ok := map[string]struct {
		File
		from string // the file in page/sample
	}{
		"photo":     {File{Name: "photo.jpg", MIME: "image/jpeg"}, "photo.jpg"},
		"bridge":    {File{Kind: "photo", Name: "jembatan.jpg", MIME: "image/jpeg"}, "bridge.jpg"},
		"voice":     {File{MIME: "audio/ogg", Duration: 3}, "voice.ogg"},
		"audio":     {File{Name: "nina-bobo.ogg", MIME: "audio/ogg", Duration: 3, Title: "Nina Bobo"}, "voice.ogg"},
		"sticker":   {File{Name: "sticker.webp", MIME: "image/webp"}, "sticker.webp"},
		"document":  {File{Name: "resep.pdf", MIME: "application/pdf"}, "resep.pdf"},
		"video":     {File{Name: "video.mp4", MIME: "video/mp4", Duration: 2}, "video.mp4"},
		"animation": {File{Name: "animasi.mp4", MIME: "video/mp4", Duration: 2}, "video.mp4"},
		"location":  {File{Latitude: latitude, Longitude: longitude}, ""},
		"venue":     {File{Latitude: latitude, Longitude: longitude, Title: "Balai Desa", Address: "Anjani, Lombok Timur"}, ""},
		"contact":   {File{Name: "Bu Rina"}, ""},
	}[kind]
	if !ok {
		return File{}, fmt.Errorf("there is no sample of %q", kind)
	}
	s.Kind = cmp.Or(s.Kind, kind)
	if s.from == "" {
		return s.File, nil
	}
	data, err := pageFiles.ReadFile("page/sample/" + s.from)
	if err != nil {
		return File{}, fmt.Errorf("read sample: %w", err)
	}
	s.Data, s.Size = data, len(data)
	return s.File, nil
}
