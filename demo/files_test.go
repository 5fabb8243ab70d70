package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
		{"a video", "video", "film", "ok"},
		{"a voice message", "voice", "suara", "ok"},
		{"an audio", "audio", "lagu", "ok"},
		{"an animation", "animation", "gambar bergerak", "ok"},
		{"a video has up to 50 MB", "video", strings.Repeat("a", 50<<20+1), "413 Request Entity Too Large"},
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

// A file_id serves again, for its own kind only, also the id of what a person sent and of a file too big to upload or to
// download (Bot API sending-files).
func TestFileIDs(t *testing.T) {
	s := newPlatform(t, Options{})
	ids := map[string]string{}
	for _, kind := range []string{"photo", "document", "video", "voice", "audio", "animation"} {
		_, err := s.Attach(sariID, sariID, File{Kind: kind, Size: 60 << 20, Data: []byte(pngOf(1000, 500))})
		s.must(err)
		ids[kind] = s.last(sariID).File.ID
	}
	sizes := s.drain()[0].Message.Photo
	if len(sizes) != 4 || sizes[3].Width != 1000 || sizes[3].Height != 500 || sizes[0].Width != 90 || sizes[0].FileID == sizes[3].FileID || sizes[3].FileID != ids["photo"] {
		t.Errorf("sizes: %+v", sizes)
	}
	for kind, id := range ids {
		for as := range ids {
			want := "ok"
			if as != kind {
				want = fmt.Sprintf("400 Bad Request: can't use file of type %s as %s", typeName(kind), typeName(as))
			}
			s.refused(s.call("send"+as, args{"chat_id": rinaID, as: id, "caption": kind}), want)
		}
		if got := s.last(rinaID); got.File.ID != id || got.File.Kind != kind || got.Text != kind {
			t.Errorf("%s sent again: got %+v", kind, got)
		}
	}
	s.refused(s.call("sendPhoto", args{"chat_id": sariID, "photo": "AgACentah"}), "400 Bad Request: wrong file identifier/HTTP URL specified")
	s.refused(s.call("sendVideo", args{"chat_id": sariID}), "400 Bad Request: there is no video in the request")
	s.refused(s.call("sendVoice", args{"chat_id": sariID, "voice": ids["voice"], "caption": strings.Repeat("a", 1025)}), "400 Bad Request: message caption is too long")
	s.refused(s.call("getFile", args{"file_id": ids["video"]}), "400 Bad Request: file is too big")
}

// What a file is shown as: its length, its name, and an animation as a document too (Bot API Message).
func TestHowFilesAreShown(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct {
		f    File
		want string
	}{
		{File{Kind: "video", Name: "banjir.mp4", MIME: "video/mp4", Duration: 75}, `"width":1280,"height":720,"duration":75,"file_name":"banjir.mp4","mime_type":"video/mp4"}`},
		{File{Kind: "voice", MIME: "audio/ogg"}, `"duration":4,"mime_type":"audio/ogg"}`},
		{File{Kind: "audio", Title: "Nina Bobo", Performer: "Ibu Satu", Duration: 61}, `"performer":"Ibu Satu","title":"Nina Bobo","duration":61}`},
		{File{Kind: "animation", Name: "cuci.mp4"}, `,"document":{"file_id":"CgAC`},
	} {
		_, err := s.Attach(sariID, sariID, c.f)
		s.must(err)
		if got := string(s.call("getUpdates", args{"offset": -1}).Result); !strings.Contains(got, `"`+c.f.Kind+`":{"file_id":"`) || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s", c.f.Kind, got)
		}
	}
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
