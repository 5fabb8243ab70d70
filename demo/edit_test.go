package demo

import (
	"encoding/json"
	"testing"
)

func TestEditMessageMedia(t *testing.T) {
	s := newPlatform(t, Options{})
	var m posted
	s.must(json.Unmarshal(s.upload("sendPhoto", args{"chat_id": sariID}, map[string]string{"photo": pngOf(10, 10)}).Result, &m))
	got := s.upload("editMessageMedia", args{"chat_id": sariID, "message_id": m.ID, "media": args{"type": "photo", "media": "attach://baru", "caption": "kode baru"}}, map[string]string{"baru": pngOf(20, 20)})
	var changed posted
	s.must(json.Unmarshal(got.Result, &changed))
	if changed.Photo[0].FileID == m.Photo[0].FileID || changed.Caption != "kode baru" {
		t.Errorf("got %+v", changed)
	}
	s.refused(s.call("editMessageMedia", args{"chat_id": sariID, "message_id": m.ID, "media": args{"type": "photo", "media": changed.Photo[0].FileID, "caption": "kode baru"}}),
		"400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	s.refused(s.call("editMessageMedia", args{"chat_id": sariID, "message_id": m.ID}), `400 Bad Request: parameter "media" is required`)
	s.refused(s.call("editMessageMedia", args{"chat_id": sariID, "message_id": m.ID, "media": args{"type": "photo"}}), "400 Bad Request: can't parse InputMedia: media not found")
	s.refused(s.call("editMessageMedia", args{"chat_id": sariID, "message_id": m.ID, "media": args{"type": "voice", "media": "AwAC"}}), `400 Bad Request: can't parse InputMedia: type "voice" is unsupported`)
}

// What can be changed in a message depends on what hangs on it (tdlib MessagesManager.cpp edit_message_media,
// edit_message_caption).
func TestEditsOfEveryKind(t *testing.T) {
	s := newPlatform(t, Options{})
	text, caption, media := "there is no text in the message to edit", "there is no caption in the message to edit", "there is no media in the message to edit"
	for kind, wants := range map[string][2]string{ // of editMessageCaption, editMessageMedia
		"photo": {}, "video": {}, "animation": {}, "audio": {}, "document": {},
		"voice":    {"", media},
		"location": {caption, media},
		"venue":    {caption, media},
	} {
		_, err := s.Attach(rinaID, rinaID, File{Kind: kind, Title: "Balai Desa"})
		s.must(err)
		a := args{"chat_id": sariID, kind: s.last(rinaID).File.ID, "latitude": -8.5, "longitude": 116.5, "title": "Balai Desa", "address": "Anjani"}
		m := s.ok("send"+kind, a)
		_, err = s.Attach(rinaID, rinaID, File{Kind: "photo"})
		s.must(err)
		for method, want := range map[string]string{"editMessageText": text, "editMessageCaption": wants[0], "editMessageMedia": wants[1], "editMessageReplyMarkup": ""} {
			got := s.call(method, args{
				"chat_id": sariID, "message_id": m.ID, "text": "b", "caption": method,
				"media":        args{"type": "photo", "media": s.last(rinaID).File.ID},
				"reply_markup": keys(args{"text": method, "callback_data": "x"}),
			})
			if want == "" && !got.OK || want != "" && got.String() != "400 Bad Request: "+want {
				t.Errorf("%s of a %s: got %v, want %q", method, kind, got, want)
			}
			if method == "editMessageMedia" && got.OK {
				s.ok(method, args{"chat_id": sariID, "message_id": m.ID, "media": args{"type": kind, "media": a[kind], "caption": "kembali"}})
			}
		}
	}
}
