package demo

import (
	"encoding/json"
	"unicode/utf8"
)

// Not documented; reported by many, and what libraries keep to: tginfo/Telegram-Limits issues 187 and 228.
const (
	maxButtons      = 100
	maxButtonsInRow = 8
	maxMarkup       = 10_000 // bytes as sent
	maxData         = 64     // bytes of callback_data (Bot API InlineKeyboardButton)
	maxCopy         = 256    // characters of copy_text (Bot API CopyTextButton)
)

// keyboard is what a message carries below it.
type keyboard struct {
	rows [][]Button
	json []byte // as the Bot API shows it; nil for none
}

// markup is a reply_markup as it comes in.
type markup struct {
	Inline [][]markupButton `json:"inline_keyboard"`
	Reply  [][]replyButton  `json:"keyboard"`
	Remove bool             `json:"remove_keyboard"`
	Force  bool             `json:"force_reply"`
}

type markupButton struct {
	Text  *string                `json:"text"`
	URL   string                 `json:"url"`
	Data  string                 `json:"callback_data"`
	Copy  *struct{ Text string } `json:"copy_text"`
	App   *struct{ URL string }  `json:"web_app"`
	Login *struct{ URL string }  `json:"login_url"`
	Query *string                `json:"switch_inline_query"`
	Here  *string                `json:"switch_inline_query_current_chat"`
	Style string                 `json:"style"`
}

// replyButton is a key of a keyboard that takes the place of the phone's own; a bare string is one too.
type replyButton struct {
	Text     *string         `json:"text"`
	Contact  bool            `json:"request_contact"`
	Location bool            `json:"request_location"`
	App      json.RawMessage `json:"web_app"`
}

// UnmarshalJSON also takes a string.
func (r *replyButton) UnmarshalJSON(raw []byte) error {
	if raw[0] == '"' {
		return json.Unmarshal(raw, &r.Text)
	}
	type object replyButton
	return json.Unmarshal(raw, (*object)(r))
}

// readMarkup reads a reply_markup and looks at its shape (telegram-bot-api Client.cpp get_reply_markup).
func readMarkup(raw string) (m *markup, err error) {
	if raw == "" {
		return &markup{}, nil
	}
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		return nil, badShape(raw)
	}
	if m == nil {
		return nil, bad("object expected as reply markup")
	}
	for _, row := range m.Inline {
		if row == nil {
			return nil, badShape(raw)
		}
		for _, b := range row {
			if err := b.readable(); err != nil {
				return nil, err
			}
		}
	}
	for _, row := range m.Reply {
		for _, b := range row {
			if b.Text == nil {
				return nil, bad(`can't parse keyboard button: Can't find field "text"`)
			}
		}
	}
	return m, nil
}

// badShape finds the words for a reply_markup that could not be read.
func badShape(raw string) error {
	var shape map[string]json.RawMessage
	if !json.Valid([]byte(raw)) {
		return bad("can't parse reply keyboard markup JSON object")
	}
	if json.Unmarshal([]byte(raw), &shape) != nil {
		return bad("object expected as reply markup")
	}
	for _, field := range []string{"keyboard", "inline_keyboard"} {
		var rows []json.RawMessage
		if json.Unmarshal(shape[field], &rows) != nil && shape[field] != nil {
			return bad("field \"%s\" must be of type Array", field)
		}
		for _, row := range rows {
			var buttons []json.RawMessage
			if json.Unmarshal(row, &buttons) != nil || buttons == nil {
				if field == "keyboard" {
					return bad(`field "keyboard" must be an Array of Arrays`)
				}
				return bad(`field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`)
			}
			for _, b := range buttons {
				if field == "inline_keyboard" && b[0] != '{' {
					return bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
				}
			}
		}
	}
	return bad("can't parse inline keyboard button: a field is of the wrong type")
}

// readable says whether the button has a text and does something.
func (r *markupButton) readable() error {
	switch {
	case r.Text == nil:
		return bad(`can't parse inline keyboard button: Can't find field "text"`)
	case r.URL == "" && r.Data == "" && r.Query == nil && r.Here == nil && r.Login == nil && r.App == nil && r.Copy == nil:
		return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	}
	return nil
}

// keyboard holds the markup to what the chat allows; size is its length as sent. An edit takes inline keyboards only.
func (m *markup) keyboard(size int, private, edit bool) (keyboard, error) {
	if edit && len(m.Inline) == 0 && (len(m.Reply) > 0 || m.Remove || m.Force) {
		return keyboard{}, bad("inline keyboard expected")
	}
	for _, row := range m.Reply {
		for _, b := range row {
			if err := b.check(private); err != nil {
				return keyboard{}, err
			}
		}
	}
	if len(m.Reply) > 0 {
		return keyboard{}, nil
	}
	rows, count := make([][]Button, 0, len(m.Inline)), 0
	for _, row := range m.Inline {
		if len(row) > maxButtonsInRow {
			return keyboard{}, bad("reply markup is too long")
		}
		line := make([]Button, len(row))
		for i, read := range row {
			var err error
			if line[i], err = read.check(private); err != nil {
				return keyboard{}, err
			}
		}
		if count += len(row); len(row) > 0 {
			rows = append(rows, line)
		}
	}
	if count > maxButtons || len(m.Inline) > 0 && size > maxMarkup {
		return keyboard{}, bad("reply markup is too long")
	}
	if count == 0 {
		return keyboard{}, nil
	}
	return keyboard{rows: rows, json: rowsJSON(rows)}, nil
}

func (r *replyButton) check(private bool) error {
	text, ok := tidy(*r.Text)
	switch {
	case !ok:
		return bad("keyboard button text must be encoded in UTF-8")
	case text == "":
		return bad("keyboard button text must be non-empty")
	case r.Contact && !private:
		return bad("phone number can be requested in private chats only")
	case r.Location && !private:
		return bad("location can be requested in private chats only")
	case r.App != nil && !private:
		return bad("Web App buttons can be used in private chats only")
	}
	return nil
}

// check takes the first action it knows, in the platform's order (telegram-bot-api Client.cpp
// get_inline_keyboard_button; tdlib ReplyMarkup.cpp). The platform leaves out a button with an empty text without a
// word; here it is refused, as one of blanks is there.
func (r *markupButton) check(private bool) (Button, error) {
	text, ok := tidy(*r.Text)
	b := Button{Text: text, Style: r.Style}
	switch {
	case r.URL != "":
		b.URL = r.URL
	case r.Data != "":
		b.Data = r.Data
	case r.Query != nil || r.Here != nil:
	case r.Login != nil:
		b.URL = r.Login.URL
	case r.App != nil:
		b.URL = r.App.URL
	default:
		b.Copy = r.Copy.Text
	}
	switch {
	case !ok:
		return b, bad("inline keyboard button text must be encoded in UTF-8")
	case text == "":
		return b, bad("inline keyboard button text must be non-empty")
	case len(b.Data) > maxData:
		return b, bad("BUTTON_DATA_INVALID")
	case r.App != nil && b.URL == r.App.URL && !private:
		return b, bad("BUTTON_TYPE_INVALID")
	case r.Copy != nil && b == (Button{Text: text, Style: r.Style}), utf8.RuneCountInString(b.Copy) > maxCopy:
		return b, bad("BUTTON_COPY_TEXT_INVALID")
	}
	if b.URL != "" && userLink(b.URL) == 0 {
		kept, err := checkLink(b.URL)
		if err != nil {
			return b, bad("inline keyboard button %v", err)
		}
		b.URL = kept
	}
	return b, nil
}

func rowsJSON(rows [][]Button) []byte {
	if len(rows) == 0 {
		return nil
	}
	b := append(make([]byte, 0, 256), `{"inline_keyboard":[`...)
	for i, row := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, button := range row {
			if j > 0 {
				b = append(b, ',')
			}
			b = appendString(append(b, `{"text":`...), button.Text)
			b = appendText(b, "url", button.URL)
			b = appendText(b, "callback_data", button.Data)
			b = appendText(b, "style", button.Style)
			if button.Copy != "" {
				b = append(appendString(append(b, `,"copy_text":{"text":`...), button.Copy), '}')
			}
			b = append(b, '}')
		}
		b = append(b, ']')
	}
	return append(b, `]}`...)
}
