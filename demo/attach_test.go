package demo

import (
	"strings"
	"testing"
)

func TestPeopleSendAlbums(t *testing.T) {
	s := newPlatform(t, Options{})
	photo, video, document, audio := File{Kind: "photo"}, File{Kind: "video"}, File{Kind: "document"}, File{Kind: "audio"}
	for _, c := range []struct {
		files []File
		want  string
	}{
		{[]File{photo, video, photo}, ""},
		{[]File{document, document}, ""},
		{[]File{audio, audio}, ""},
		{[]File{photo}, "an album has at least two files"},
		{make([]File, 11), "an album has at most ten files"},
		{[]File{photo, document}, "document can't be mixed with other media types"},
		{[]File{document, audio}, "document can't be mixed with other media types"},
		{[]File{photo, {Kind: "animation"}}, "an album holds no animation"},
	} {
		for i := range c.files {
			if c.files[i].Kind == "" {
				c.files[i].Kind = "photo"
			}
		}
		err := s.AttachAlbumStyled(rinaID, rinaID, "<b>Posko</b> Anjani", c.files...)
		got := s.drain()
		if c.want != "" {
			if err == nil || err.Error() != c.want || len(got) > 0 {
				t.Errorf("%v: got %v and %d updates, want %s", c.files, err, len(got), c.want)
			}
			continue
		}
		s.must(err)
		if len(got) != len(c.files) || got[0].Message.Caption != "Posko Anjani" || got[1].Message.Caption != "" || got[0].Message.Album == "" || got[0].Message.Album != got[1].Message.Album {
			t.Errorf("%v: got %+v", c.files, got)
		}
	}
}

// A forwarded message says where it comes from, in the field of today and in those of before, and keeps its styles (Bot
// API MessageOrigin).
func TestForwards(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct {
		from  Origin
		files []File
		want  []string
	}{
		{Origin{Kind: "channel", Name: "Kanal BPBD"}, nil, []string{
			`"forward_origin":{"type":"channel","date":`, `"chat":{"id":-10`, `"title":"Kanal BPBD","type":"channel"},"message_id":1}`,
			`"forward_from_chat":{"id":-10`, `"forward_from_message_id":1,"forward_date":`, `"text":"Awas banjir","entities":[{"offset":0,"length":4,"type":"bold"`,
		}},
		{Origin{Kind: "channel", Name: "Kanal BPBD"}, []File{{Kind: "photo"}, {Kind: "video"}}, []string{
			`"media_group_id"`, `"message_id":2},"forward_from_chat"`, `"caption":"Awas banjir","caption_entities"`,
		}},
		{Origin{Kind: "user", User: rinaID}, []File{{Kind: "voice"}}, []string{
			`"forward_origin":{"type":"user","date":`, `"sender_user":{"id":102,`, `"forward_from":{"id":102,`, `"voice":{`,
		}},
		{Origin{Kind: "hidden_user", Name: "Ibu Satu"}, nil, []string{
			`"forward_origin":{"type":"hidden_user","date":`, `"sender_user_name":"Ibu Satu"},"forward_sender_name":"Ibu Satu"`,
		}},
	} {
		s.drain()
		id, err := s.Forward(sariID, sariID, c.from, "<b>Awas</b> banjir", c.files...)
		s.must(err)
		got := string(s.call("getUpdates", args{}).Result)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%+v: %s is not in %s", c.from, want, got)
			}
		}
		if err := s.Edit(sariID, sariID, id, "lain"); err == nil {
			t.Errorf("%+v: somebody else's words were edited", c.from)
		}
	}
	for _, c := range []struct {
		from Origin
		html string
		want string
	}{
		{Origin{Kind: "user", User: nobody}, "a", "there is no user 999 to forward from"},
		{Origin{Kind: "radio"}, "a", `nobody can forward from a "radio"`},
		{Origin{Kind: "hidden_user", Name: "Ibu Satu"}, "", "nobody can write that: Bad Request: text must be non-empty"},
	} {
		if _, err := s.Forward(sariID, sariID, c.from, c.html); err == nil || err.Error() != c.want {
			t.Errorf("%+v: got %v, want %s", c.from, err, c.want)
		}
	}
}

func TestPeopleSendPlaces(t *testing.T) {
	s := newPlatform(t, Options{})
	_, err := s.Attach(sariID, sariID, File{Kind: "venue", Title: "Balai Desa", Address: "Anjani", Latitude: -8.56, Longitude: 116.35})
	s.must(err)
	if got := string(s.call("getUpdates", args{}).Result); !strings.Contains(got, `"venue":{"location":{"latitude":-8.56,"longitude":116.35},"title":"Balai Desa","address":"Anjani"}`) {
		t.Errorf("got %s", got)
	}
	if _, err := s.AttachStyled(sariID, sariID, File{Kind: "location"}, "di sini"); err == nil {
		t.Error("nothing is written below a location")
	}
}
