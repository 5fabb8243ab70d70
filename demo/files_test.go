package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func pngOf(width, height int) string {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.String()
}

func jpegOf(width, height int) string {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil)
	return b.String()
}

// Bot API sendPhoto, sendDocument, sending-files.
func TestUploads(t *testing.T) {
	s := newPlatform(t, Options{})
	qr := pngOf(360, 360)
	for _, c := range []struct {
		rule, kind, content, want string
	}{
		{"a picture", "photo", qr, "ok"},
		{"JPEG too", "photo", jpegOf(100, 50), "ok"},
		{"words are no picture", "photo", "bukan gambar", "400 Bad Request: IMAGE_PROCESS_FAILED"},
		{"half a picture is none", "photo", qr[:len(qr)/2], "400 Bad Request: IMAGE_PROCESS_FAILED"},
		{"width and height make up to 10000", "photo", pngOf(5000, 5000), "ok"},
		{"not more", "photo", pngOf(5000, 5001), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"sides up to 20 to 1", "photo", pngOf(200, 10), "ok"},
		{"not more", "photo", pngOf(201, 10), "400 Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{"a photo has up to 10 MB", "photo", strings.Repeat("a", 10<<20+1), "400 Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes"},
		{"a document may be anything", "document", "apa saja", "ok"},
		{"but not nothing", "document", "", "400 Bad Request: file must be non-empty"},
		{"up to 50 MB", "document", strings.Repeat("a", 50<<20+1), "413 Request Entity Too Large"},
	} {
		method := "send" + strings.ToUpper(c.kind[:1]) + c.kind[1:]
		if got := s.upload(method, args{"chat_id": sariID}, map[string]string{c.kind: c.content}); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
		}
	}
	s.refused(s.call("sendPhoto", args{"chat_id": sariID}), "400 Bad Request: there is no photo in the request")
	s.refused(s.call("sendDocument", args{"chat_id": sariID, "document": "attach://lain"}), "400 Bad Request: there is no document in the request")
	s.refused(s.call("sendPhoto", args{"chat_id": sariID, "photo": "https://contoh.id/a.png"}), "400 Bad Request: failed to get HTTP URL content")
	if got := s.upload("sendDocument", args{"chat_id": sariID, "document": "attach://berkas"}, map[string]string{"berkas": "isi"}); !got.OK {
		t.Errorf("attach://: %v", got)
	}
}

// The limit of a caption is 1024 code points (tdlib MessageContent.cpp); it may be empty.
func TestCaptions(t *testing.T) {
	s := newPlatform(t, Options{})
	qr := map[string]string{"photo": pngOf(10, 10)}
	got := s.upload("sendPhoto", args{"chat_id": sariID, "caption": "<b>" + strings.Repeat("🏟", 1024) + "</b>", "parse_mode": "HTML"}, qr)
	if !got.OK {
		t.Error(got)
	}
	s.refused(s.upload("sendPhoto", args{"chat_id": sariID, "caption": strings.Repeat("a", 1025)}, qr), "400 Bad Request: message caption is too long")
	s.refused(s.upload("sendPhoto", args{"chat_id": sariID, "caption": "<b>", "parse_mode": "HTML"}, qr), `400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`)
	if got := s.upload("sendPhoto", args{"chat_id": sariID, "caption": " "}, qr); !got.OK {
		t.Error(got)
	}
}

// A file_id serves again, for its own kind only (Bot API sending-files).
func TestFileIDs(t *testing.T) {
	s := newPlatform(t, Options{})
	var photo, document posted
	s.must(json.Unmarshal(s.upload("sendPhoto", args{"chat_id": sariID}, map[string]string{"photo": pngOf(1000, 500)}).Result, &photo))
	s.must(json.Unmarshal(s.upload("sendDocument", args{"chat_id": sariID}, map[string]string{"document": "isi"}).Result, &document))
	largest := photo.Photo[len(photo.Photo)-1]
	if len(photo.Photo) != 4 || largest.Width != 1000 || largest.Height != 500 || photo.Photo[0].Width != 90 || photo.Photo[0].FileID == largest.FileID {
		t.Errorf("sizes: %+v", photo.Photo)
	}
	again := s.ok("sendPhoto", args{"chat_id": rinaID, "photo": largest.FileID})
	if again.Photo[len(again.Photo)-1].FileID != largest.FileID {
		t.Errorf("got %+v", again.Photo)
	}
	s.refused(s.call("sendPhoto", args{"chat_id": sariID, "photo": document.Document.FileID}), "400 Bad Request: can't use file of type Document as Photo")
	s.refused(s.call("sendDocument", args{"chat_id": sariID, "document": largest.FileID}), "400 Bad Request: can't use file of type Photo as Document")
	s.refused(s.call("sendPhoto", args{"chat_id": sariID, "photo": "AgACentah"}), "400 Bad Request: wrong file identifier/HTTP URL specified")
}

func TestGetFile(t *testing.T) {
	s := newPlatform(t, Options{})
	_, err := s.Attach(sariID, sariID, File{Kind: "document", Name: "surat.pdf", MIME: "application/pdf", Data: []byte("isi surat")})
	s.must(err)
	all := s.History(sariID)
	id := all[len(all)-1].File.ID
	var f struct {
		Path string `json:"file_path"`
		Size int    `json:"file_size"`
	}
	s.must(json.Unmarshal(s.call("getFile", args{"file_id": id}).Result, &f))
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://telegram/file/bot"+apiToken+"/"+f.Path, nil)
	s.must(err)
	response, err := s.Transport().RoundTrip(r)
	s.must(err)
	if got, _ := io.ReadAll(response.Body); string(got) != "isi surat" || f.Size != 9 {
		t.Errorf("got %q, size %d", got, f.Size)
	}
	s.refused(s.call("getFile", args{}), "400 Bad Request: file_id not specified")
	s.refused(s.call("getFile", args{"file_id": "entah"}), "400 Bad Request: invalid file_id")
	_, err = s.Attach(sariID, sariID, File{Kind: "video", Size: 20<<20 + 1})
	s.must(err)
	all = s.History(sariID)
	s.refused(s.call("getFile", args{"file_id": all[len(all)-1].File.ID}), "400 Bad Request: file is too big")
	if got := s.request(context.Background(), "/file/bot"+apiToken+"/documents/lain", "", nil); got.Code != 404 {
		t.Errorf("a path that is not there: %v", got)
	}
}

// Over 100 kB uploads of one size go one after the other on the platform's clock; more than five seconds of them
// waiting are refused (telegram-bot-api Client.cpp on_cmd). The id of a file goes at once.
func TestLargeUploadsOfOneSizeWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlatform(t, Options{Limits: true})
		send := func(size int) answer {
			return s.upload("sendDocument", args{"chat_id": s.melati}, map[string]string{"document": strings.Repeat("a", size)})
		}
		for range 2 {
			if got := send(100_001); !got.OK {
				t.Fatal(got)
			}
		}
		s.mu.Lock()
		s.files.uploads[100_001] = s.clock.Now().Add(5100 * time.Millisecond)
		s.mu.Unlock()
		got := send(100_001)
		s.refused(got, "429 Too Many Requests: retry after 60")
		if got.Parameters.RetryAfter != 60 {
			t.Errorf("got %+v", got.Parameters)
		}
		for _, size := range []int{100_002, 100_000} {
			if got := send(size); !got.OK {
				t.Errorf("%d bytes: %v", size, got)
			}
		}
	})
}

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
		{[]args{photos[0], {"type": "puisi", "media": "attach://b"}}, map[string]string{"a": qr, "b": qr}, `400 Bad Request: failed to send message #2 with the error message "can't parse InputMedia: type "puisi" is unsupported"`},
	} {
		s.refused(s.upload("sendMediaGroup", args{"chat_id": sariID, "media": c.media}, c.files), c.want)
	}
}

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
}
