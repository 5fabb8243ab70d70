package demo

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestAlbums(t *testing.T) {
	s := newPlatform(t, Options{})
	qr := pngOf(10, 10)
	photos := []args{{"type": "photo", "media": "attach://a", "caption": "<b>satu</b>", "parse_mode": "HTML"}, {"type": "photo", "media": "attach://b"}}
	got := s.upload("sendMediaGroup", args{"chat_id": sariID, "media": photos}, map[string]string{"a": qr, "b": qr})
	var all []posted
	s.must(json.Unmarshal(got.Result, &all))
	if len(all) != 2 || all[0].Caption != "satu" || all[0].Album == "" || all[0].Album != all[1].Album {
		t.Errorf("got %+v", all)
	}
	before := len(s.History(sariID))
	eleven := make([]args, 11)
	for i := range eleven {
		eleven[i] = photos[1]
	}
	for _, c := range []struct {
		media any
		files map[string]string
		want  string
	}{
		{photos[:1], map[string]string{"a": qr}, "400 Bad Request: MEDIA_EMPTY"},
		{eleven, map[string]string{"b": qr}, "400 Bad Request: too many messages to send as an album"},
		{"", nil, `400 Bad Request: parameter "media" is required`},
		{"{", nil, "400 Bad Request: can't parse media JSON object"},
		{"{}", nil, "400 Bad Request: expected an Array of InputMedia"},
		{photos, map[string]string{"a": qr, "b": "rusak"}, `400 Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"`},
		{[]args{photos[0], {"type": "document", "media": "attach://b"}}, map[string]string{"a": qr, "b": qr}, "400 Bad Request: document can't be mixed with other media types"},
		{[]args{photos[0], {"type": "puisi", "media": "attach://b"}}, map[string]string{"a": qr, "b": qr}, `400 Bad Request: can't parse InputMedia: type "puisi" is unsupported`},
		{[]args{photos[0], {"type": "animation", "media": "attach://b"}}, map[string]string{"a": qr, "b": qr}, `400 Bad Request: can't parse InputMedia: type "animation" can't be used in sendMediaGroup`},
		{[]args{photos[0], {"type": "audio", "media": "attach://b"}}, map[string]string{"a": qr, "b": qr}, "400 Bad Request: audio can't be mixed with other media types"},
		{[]args{photos[0], {"type": "video", "media": "attach://c"}}, map[string]string{"a": qr, "b": qr}, "400 Bad Request: can't parse InputMedia: media not found"},
		{[]args{photos[0], {"type": "video", "media": "BAACentah"}}, map[string]string{"a": qr}, "400 Bad Request: wrong file identifier/HTTP URL specified"},
		{[]args{photos[0], {"type": "video", "media": "attach://b"}}, map[string]string{"a": qr, "b": strings.Repeat("a", 50<<20+1)}, "413 Request Entity Too Large"},
		{[]args{photos[0], {"type": "video", "media": "attach://b", "caption": "<b>", "parse_mode": "HTML"}}, map[string]string{"a": qr, "b": qr}, `400 Bad Request: can't parse InputMedia: Can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{[]args{photos[0], {"type": "video", "media": "attach://b", "caption": strings.Repeat("a", 1025)}}, map[string]string{"a": qr, "b": qr}, "400 Bad Request: message caption is too long"},
	} {
		s.refused(s.upload("sendMediaGroup", args{"chat_id": sariID, "media": c.media}, c.files), c.want)
	}
	if got := len(s.History(sariID)); got != before {
		t.Errorf("%d messages of refused albums were sent", got-before)
	}
}

// An album goes out again from the ids of what a person sent. It has no buttons: they are not even read.
func TestAnAlbumIsSentAgain(t *testing.T) {
	s := newPlatform(t, Options{})
	s.must(s.AttachAlbumStyled(rinaID, rinaID, "<b>Posko</b>", File{Kind: "photo"}, File{Kind: "video"}))
	var media []args
	for _, u := range s.drain() {
		media = append(media, args{"type": "photo", "media": u.Message.Video.FileID, "caption": u.Message.Caption})
		if u.Message.Video.FileID != "" {
			media[len(media)-1]["type"] = "video"
		} else {
			media[len(media)-1]["media"] = u.Message.Photo[0].FileID
		}
	}
	s.ok("sendMediaGroup", args{"chat_id": sariID, "media": media, "reply_markup": keys(args{"text": "Sudah dibaca", "callback_data": "r"})})
	all := s.History(sariID)
	photo, video := all[len(all)-2], all[len(all)-1]
	if photo.File.Kind != "photo" || photo.Text != "Posko" || video.File.Kind != "video" || photo.Album != video.Album || photo.Buttons != nil || video.Buttons != nil {
		t.Errorf("got %+v and %+v", photo, video)
	}
}

// An item of an album stays what an album of its kind may hold (Bot API editMessageMedia).
func TestEditsInAnAlbum(t *testing.T) {
	s := newPlatform(t, Options{})
	ids := map[string]string{}
	for _, kind := range []string{"photo", "video", "document", "audio", "animation"} {
		_, err := s.Attach(sariID, sariID, File{Kind: kind})
		s.must(err)
		ids[kind] = s.last(sariID).File.ID
	}
	item := func(kind string) args { return args{"type": kind, "media": ids[kind]} }
	for _, c := range []struct{ album, to, want string }{
		{"photo", "video", "ok"},
		{"photo", "document", "400 Bad Request: can't change media type in the album"},
		{"photo", "animation", "400 Bad Request: message content type can't be used in an album"},
		{"document", "document", "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"document", "photo", "400 Bad Request: can't change media type in the album"},
		{"audio", "document", "400 Bad Request: can't change media type in the album"},
	} {
		s.ok("sendMediaGroup", args{"chat_id": rinaID, "media": []args{item(c.album), item(c.album)}})
		got := s.call("editMessageMedia", args{"chat_id": rinaID, "message_id": s.last(rinaID).ID, "media": item(c.to)})
		if got.String() != c.want {
			t.Errorf("%s to %s: got %v, want %s", c.album, c.to, got, c.want)
		}
	}
}
