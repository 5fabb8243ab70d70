package demo

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// sendPlace is sendLocation, or sendVenue, which gives the point a name and an address (telegram-bot-api Client.cpp
// get_location; tdlib Location.cpp, Venue.cpp).
func sendPlace(kind string) func(*Telegram, *call) error {
	return func(t *Telegram, c *call) error {
		f := File{Kind: kind}
		for name, value := range map[string]*float64{"latitude": &f.Latitude, "longitude": &f.Longitude} {
			given := strings.TrimSpace(c.arg(name))
			if given == "" {
				return bad("%s is empty", name)
			}
			*value, _ = strconv.ParseFloat(given, 64) // 0 for what is no number
		}
		wrong := "Wrong location specified"
		if kind == "venue" {
			wrong = "Wrong venue location specified"
			for name, value := range map[string]*string{"title": &f.Title, "address": &f.Address} {
				var ok bool
				if *value, ok = tidy(c.arg(name)); !ok {
					return bad("Venue %s must be encoded in UTF-8", name)
				}
			}
		}
		return t.send(c, formatted{}, func() (*stored, error) {
			if !(math.Abs(f.Latitude) <= 90 && math.Abs(f.Longitude) <= 180) {
				return nil, bad("%s", wrong)
			}
			if kind == "venue" && (f.Title == "" || f.Address == "") {
				return nil, bad("MEDIA_EMPTY") // the platform's documentation requires both
			}
			return placed(f), nil
		})
	}
}

// placed is a point on the map. A venue is a location as well, for bots that do not know venues (Bot API Message).
func placed(f File) *stored {
	at := fmt.Sprintf(`"location":{"latitude":%g,"longitude":%g}`, f.Latitude, f.Longitude)
	s := &stored{File: f, json: []byte(at)}
	if f.Kind == "venue" {
		b := appendText([]byte(at+`,"venue":{`+at), "title", f.Title)
		s.json = append(appendText(b, "address", f.Address), '}')
	}
	return s
}
