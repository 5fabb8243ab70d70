package demo

import (
	"strings"
	"testing"
)

// telegram-bot-api Client.cpp get_location; tdlib Location.cpp, Venue.cpp. A venue is shown as a location too (Bot API
// Message).
func TestPlaces(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct {
		rule, method string
		a            args
		want         string
	}{
		{"a point", "sendLocation", args{"latitude": "-8.56", "longitude": 116.35}, "ok"},
		{"the equator is a place", "sendLocation", args{"latitude": 0, "longitude": 109.32}, "ok"},
		{"no latitude", "sendLocation", args{"longitude": 116.35}, "400 Bad Request: latitude is empty"},
		{"no longitude", "sendLocation", args{"latitude": -8.56}, "400 Bad Request: longitude is empty"},
		{"beyond the pole", "sendLocation", args{"latitude": -91, "longitude": 116.35}, "400 Bad Request: wrong location specified"},
		{"around the world", "sendLocation", args{"latitude": -8.56, "longitude": 181}, "400 Bad Request: wrong location specified"},
		{"a venue", "sendVenue", args{"latitude": -8.56, "longitude": 116.35, "title": "Balai Desa", "address": "Anjani"}, "ok"},
		{"a venue nowhere", "sendVenue", args{"latitude": 91, "longitude": 116.35, "title": "Balai Desa", "address": "Anjani"}, "400 Bad Request: wrong venue location specified"},
		{"a venue without a name", "sendVenue", args{"latitude": -8.56, "longitude": 116.35, "address": "Anjani"}, "400 Bad Request: MEDIA_EMPTY"},
	} {
		c.a["chat_id"] = sariID
		if got := s.call(c.method, c.a); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
		}
	}
	got := string(s.call("sendVenue", args{"chat_id": sariID, "latitude": -8.56, "longitude": 116.35, "title": "Balai Desa", "address": "Anjani", "reply_markup": keys(args{"text": "Hadir", "callback_data": "h"})}).Result)
	at := `"location":{"latitude":-8.56,"longitude":116.35}`
	if !strings.Contains(got, ","+at+`,"venue":{`+at+`,"title":"Balai Desa","address":"Anjani"}`) || !strings.Contains(got, `"callback_data":"h"`) {
		t.Errorf("got %s", got)
	}
}
