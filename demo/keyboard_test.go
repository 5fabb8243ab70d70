package demo

import (
	"encoding/json"
	"strings"
	"testing"
)

func manyButtons(rows, perRow int) string {
	all := make([][]args, rows)
	for i := range all {
		for range perRow {
			all[i] = append(all[i], args{"text": "1", "callback_data": "1"})
		}
	}
	b, _ := json.Marshal(args{"inline_keyboard": all})
	return string(b)
}

// Sources: Bot API InlineKeyboardButton; telegram-bot-api Client.cpp get_reply_markup; tdlib ReplyMarkup.cpp,
// LinkManager.cpp; for the sizes tginfo/Telegram-Limits.
func TestReplyMarkup(t *testing.T) {
	s := newPlatform(t, Options{})
	const button = "400 Bad Request: can't parse inline keyboard button: "
	const link = "400 Bad Request: inline keyboard button URL "
	for _, c := range []struct{ rule, markup, want string }{
		{"no JSON", `{`, "400 Bad Request: can't parse reply keyboard markup JSON object"},
		{"no object", `[]`, "400 Bad Request: object expected as reply markup"},
		{"null is no object", `null`, "400 Bad Request: object expected as reply markup"},
		{"rows are an array", `{"inline_keyboard":{}}`, `400 Bad Request: field "inline_keyboard" must be of type Array`},
		{"a row is an array", `{"inline_keyboard":[{}]}`, `400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		{"a button is an object", `{"inline_keyboard":[["a"]]}`, button + "InlineKeyboardButton must be an Object"},
		{"a button has a text", `{"inline_keyboard":[[{"callback_data":"a"}]]}`, button + `Can't find field "text"`},
		{"which is not empty", keys(args{"text": " ", "callback_data": "a"}), "400 Bad Request: inline keyboard button text must be non-empty"},
		{"a button does something", keys(args{"text": "a"}), button + "Text buttons are unallowed in the inline keyboard"},
		{"empty data does nothing", keys(args{"text": "a", "callback_data": ""}), button + "Text buttons are unallowed in the inline keyboard"},
		{"data has up to 64 bytes", keys(args{"text": "a", "callback_data": strings.Repeat("é", 32)}), "ok"},
		{"not 65", keys(args{"text": "a", "callback_data": strings.Repeat("é", 32) + "a"}), "400 Bad Request: BUTTON_DATA_INVALID"},
		{"copied text has up to 256 characters", keys(args{"text": "a", "copy_text": args{"text": strings.Repeat("é", 256)}}), "ok"},
		{"not 257", keys(args{"text": "a", "copy_text": args{"text": strings.Repeat("é", 257)}}), "400 Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"nor none", keys(args{"text": "a", "copy_text": args{"text": ""}}), "400 Bad Request: BUTTON_COPY_TEXT_INVALID"},
		{"a link needs a dot in the host", keys(args{"text": "a", "url": "http://localhost:8080"}), link + "'http://localhost:8080' is invalid: Wrong HTTP URL"},
		{"and a known scheme", keys(args{"text": "a", "url": "ftp://contoh.id"}), link + "'ftp://contoh.id' is invalid: Unsupported URL protocol"},
		{"share links are fine", keys(args{"text": "a", "url": "https://t.me/share/url?url=https%3A%2F%2Ft.me&text=a%20b"}), "ok"},
		{"100 buttons fit", manyButtons(20, 5), "ok"},
		{"101 do not", manyButtons(101, 1), "400 Bad Request: reply markup is too long"},
		{"8 stand in a row", manyButtons(1, 8), "ok"},
		{"9 do not", manyButtons(1, 9), "400 Bad Request: reply markup is too long"},
		{"10 kB are too long", keys(args{"text": strings.Repeat("a", 10_000), "callback_data": "a"}), "400 Bad Request: reply markup is too long"},
		{"no rows are no keyboard", `{"inline_keyboard":[]}`, "ok"},
		{"a keyboard instead of the phone's", `{"keyboard":[["Hadir",{"text":"Nomor saya","request_contact":true}]]}`, "ok"},
		{"its keys have a text too", `{"keyboard":[[""]]}`, "400 Bad Request: keyboard button text must be non-empty"},
		{"taking it away", `{"remove_keyboard":true}`, "ok"},
	} {
		if got := s.call("sendMessage", args{"chat_id": sariID, "text": "a", "reply_markup": c.markup}); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
		}
	}
	// In groups nobody is asked for a number (tdlib ReplyMarkup.cpp).
	s.refused(s.call("sendMessage", args{"chat_id": s.melati, "text": "a", "reply_markup": `{"keyboard":[[{"text":"a","request_contact":true}]]}`}),
		"400 Bad Request: phone number can be requested in private chats only")
	s.refused(s.call("sendMessage", args{"chat_id": s.melati, "text": "a", "reply_markup": keys(args{"text": "a", "web_app": args{"url": "https://contoh.id"}})}),
		"400 Bad Request: BUTTON_TYPE_INVALID")
}

// The first action a button knows is the one it has.
func TestButtonsAsPeopleSeeThem(t *testing.T) {
	s := newPlatform(t, Options{})
	s.send(sariID, "a", args{"reply_markup": keys(
		args{"text": "Peta", "url": "contoh.id", "callback_data": "x"},
		args{"text": "Salin", "copy_text": args{"text": "1234"}},
		args{"text": "Hadir", "callback_data": "h"},
	)})
	all := s.History(sariID)
	got := all[len(all)-1].Buttons[0]
	want := []Button{{Text: "Peta", URL: "http://contoh.id/"}, {Text: "Salin", Copy: "1234"}, {Text: "Hadir", Data: "h"}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestLinks(t *testing.T) {
	for _, c := range []struct{ in, want, refusal string }{
		{"contoh.id", "http://contoh.id/", ""},
		{"HTTPS://Contoh.ID/A?b=C#d", "https://contoh.id/A?b=C#d", ""},
		{"https://contoh.id?x", "https://contoh.id/?x", ""},
		{"https://contoh.id:8443/", "https://contoh.id:8443/", ""},
		{"TG://resolve?domain=a", "tg://resolve?domain=a", ""},
		{"tg:resolve?domain=a", "tg://resolve?domain=a", ""},
		{"tg://resolve:80?domain=a", "", "URL 'tg://resolve:80?domain=a' is invalid: Wrong tg URL"},
		{"contoh", "", "URL 'contoh' is invalid: Wrong HTTP URL"},
		{"https://", "", "URL 'https://' is invalid: URL host is empty"},
		{"https://con toh.id", "", "URL 'https://con toh.id' is invalid: Unallowed characters in URL host"},
		{"https://contoh.id:x/", "", "URL 'https://contoh.id:x/' is invalid: Wrong port number specified in the URL"},
	} {
		got, err := checkLink(c.in)
		if got != c.want || (err == nil) != (c.refusal == "") || err != nil && err.Error() != c.refusal {
			t.Errorf("%s: got %q, %v, want %q, %s", c.in, got, err, c.want, c.refusal)
		}
	}
}
