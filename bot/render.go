package bot

import (
	"encoding/json"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// words are the words of the language that a chat is spoken to in. Groups are spoken to in Indonesian.
func (b *Bot) words(tx *store.Tx, chat parenting.ChatID) *locales.Words {
	if chat < 0 {
		return b.catalog.In("id")
	}
	return b.catalog.In(tx.Lang(parenting.AccountID(chat)))
}

// params are the parameters of a call as they are kept in the outbox.
type params map[string]string

func (p params) json() []byte {
	text, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings only
	}
	return text
}

// render puts a message into a Telegram call for a chat. state is the conversation whose question it is, if any: its buttons
// answer it, and their labels are noted in it for people who type them.
func (b *Bot) render(w *locales.Words, chat parenting.ChatID, m flows.Message, state *flows.State) (method string, p params, err error) {
	if m.Copy != nil {
		buttons, err := b.contentButtons(w, *m.Copy, chat)
		p = params{"chat_id": strconv.FormatInt(int64(chat), 10), "message_id": strconv.Itoa(m.Edit), "reply_markup": buttons}
		return "editMessageReplyMarkup", p, err
	}
	args, err := b.values(w, m.Args)
	if err != nil {
		return "", nil, err
	}
	text, err := w.Text(m.Key, args)
	if err != nil {
		return "", nil, err
	}
	if m.Lead != "" {
		lead, err := w.Text(string(m.Lead), nil)
		if err != nil {
			return "", nil, err
		}
		text = lead + "\n" + text
	}
	markup, err := b.keyboard(w, chat, m, state)
	if err != nil {
		return "", nil, fmt.Errorf("buttons of %s: %w", m.Key, err)
	}
	p = params{"chat_id": strconv.FormatInt(int64(chat), 10), "parse_mode": "HTML"}
	if markup != "" {
		p["reply_markup"] = markup
	}
	switch {
	case m.File != nil:
		p["caption"] = text
		return sending(m.File.Kind), p, nil
	case m.Edit != 0:
		p["message_id"] = strconv.Itoa(m.Edit)
		method = "editMessageText"
	default:
		method = "sendMessage"
	}
	p["text"], p["link_preview_options"] = text, `{"is_disabled":true}`
	return method, p, nil
}

// label renders a short plain text: a toast, a button.
func (b *Bot) label(w *locales.Words, key string, args flows.Args) (string, error) {
	values, err := b.values(w, args)
	if err != nil {
		return "", err
	}
	return w.Label(key, values)
}

// values puts what only the renderer knows into the arguments of a message: words of the reader's language, addresses of links,
// how people are addressed.
func (b *Bot) values(w *locales.Words, args flows.Args) (map[string]any, error) {
	if len(args) == 0 {
		return nil, nil
	}
	values := make(map[string]any, len(args))
	for name, v := range args {
		value, err := b.value(w, v)
		if err != nil {
			return nil, err
		}
		values[name] = value
	}
	return values, nil
}

func (b *Bot) value(w *locales.Words, v any) (any, error) {
	switch v := v.(type) {
	case flows.Word:
		if v == "" {
			return "", nil
		}
		return w.Label(string(v), nil)
	case flows.Link:
		return b.address(v), nil
	case parenting.Person:
		if v.Form == "" {
			return v.Name, nil
		}
		return w.Label("form."+string(v.Form), map[string]any{"Name": v.Name})
	case []parenting.Person:
		return each(b, w, v)
	case []flows.Word:
		return each(b, w, v)
	case flows.HTML:
		return template.HTML(v), nil // rendered by content, which escapes every text
	case flows.Guide:
		m := b.library.Meeting(v.Theme)
		lessons := []map[string]any{}
		for _, id := range m.Lessons {
			if lesson, _ := b.library.Lesson(id); !v.Held[id] {
				lessons = append(lessons, map[string]any{"Title": lesson.Title, "Summary": template.HTML(lesson.Summary)}) // as above
			}
		}
		return map[string]any{"Aim": m.Aim, "Materials": m.Materials, "Minutes": m.Minutes(), "Lessons": lessons}, nil
	case flows.GuideStep:
		m := b.library.Meeting(v.Theme)
		step := m.Step(v.Part)
		return map[string]any{"Minutes": step.Minutes, "Text": template.HTML(step.Text)}, nil // as above
	case flows.Copy: // of which only the words are wanted
		content, err := filledIn(w, v)
		return content.Plain(), err
	case flows.Message: // a part of a longer text
		args, err := b.values(w, v.Args)
		if err != nil {
			return nil, err
		}
		return w.Label(v.Key, args)
	case []flows.Message:
		return each(b, w, v)
	}
	return v, nil
}

func each[T any](b *Bot, w *locales.Words, list []T) ([]string, error) {
	texts := make([]string, len(list))
	for i, x := range list {
		v, err := b.value(w, x)
		if err != nil {
			return nil, err
		}
		texts[i] = v.(string)
	}
	return texts, nil
}

// address is the whole start link of a token.
func (b *Bot) address(token flows.Link) string {
	return "https://t.me/" + b.username + "?start=" + string(token)
}

type inlineButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
	wide bool
}

// keyboard is the inline keyboard of a message as JSON, "" without buttons.
func (b *Bot) keyboard(w *locales.Words, chat parenting.ChatID, m flows.Message, state *flows.State) (string, error) {
	if len(m.Rows) == 0 {
		return "", nil
	}
	var grid [][]inlineButton
	for _, row := range m.Rows {
		var line []inlineButton
		for _, button := range row {
			ib, err := b.button(w, button, state)
			if err != nil {
				return "", err
			}
			line = append(line, ib)
		}
		grid = append(grid, fit(line, chat)...)
	}
	if m.Pack {
		grid = pack(grid, chat)
	}
	return markup(grid)
}

func markup(grid [][]inlineButton) (string, error) {
	text, err := json.Marshal(struct {
		Grid [][]inlineButton `json:"inline_keyboard"`
	}{grid})
	return string(text), err
}

// ticked is what is left of the buttons of an answered question: what was chosen. data are those of the press; nothing follows from
// them any more, unless the button begins something.
func (b *Bot) ticked(w *locales.Words, chat parenting.ChatID, chosen []flows.Button, data string) (string, error) {
	var grid [][]inlineButton
	for _, c := range chosen {
		ib, err := b.button(w, c, nil)
		if err != nil {
			return "", err
		}
		ib.Text = cut("✓ "+ib.Text, 60)
		if c.Begin == "" {
			ib.Data = data
		}
		grid = append(grid, []inlineButton{ib})
	}
	return markup(pack(grid, chat))
}

func (b *Bot) button(w *locales.Words, button flows.Button, state *flows.State) (inlineButton, error) {
	label := button.Label
	if label == "" {
		var err error
		if label, err = b.label(w, button.Key, button.Args); err != nil {
			return inlineButton{}, err
		}
	}
	ib := inlineButton{Text: cut(label, 60), wide: button.Wide}
	switch {
	case button.Choice != "" && state != nil:
		ib.Data = flows.ChoiceData(*state, button.Choice)
		if state.Labels == nil {
			state.Labels = map[string]string{}
		}
		said := append([]string{label}, w.Said(button.Key)...)
		if master := b.catalog.In(""); button.Label == "" && w != master { // who reads another language may still write Indonesian
			label, err := b.label(master, button.Key, button.Args)
			if err != nil {
				return inlineButton{}, err
			}
			said = append(append(said, label), master.Said(button.Key)...)
		}
		for _, words := range said {
			plain, choice := flows.Plain(words), button.Choice
			if other, taken := state.Labels[plain]; taken && other != choice {
				choice = "" // of two namesakes none is meant more than the other
			}
			state.Labels[plain] = choice
		}
	case button.Card.Kind != "":
		ib.Data = button.Card.Data()
	case button.Begin != "" && button.About != "":
		ib.Data = flows.AboutData(button.Begin, button.About)
	case button.Begin != "":
		ib.Data = flows.BeginData(button.Begin, button.On)
	case button.Start != "":
		ib.URL = b.address(button.Start)
	case button.Share != nil:
		text, err := b.label(w, button.Share.Key, button.Share.Args)
		if err != nil {
			return inlineButton{}, err
		}
		ib.URL = "https://wa.me/?text=" + url.QueryEscape(text)
	default:
		ib.URL = button.URL
	}
	if len(ib.Data) > 64 {
		return inlineButton{}, fmt.Errorf("button data %q is longer than 64 bytes", ib.Data)
	}
	return ib, nil
}

// Room for labels on a phone of 360 px by buttons in a row, in characters: Telegram for Android draws them at 15 dp and cuts the rest.
var (
	privateRoom = [...]int{0, 38, 18, 11, 8}
	groupRoom   = [...]int{0, 32, 15, 9, 6}
)

func room(chat parenting.ChatID, inRow int) int {
	r := privateRoom
	if chat < 0 {
		r = groupRoom
	}
	return r[min(inRow, len(r)-1)]
}

// fit breaks a row whose labels would be cut.
func fit(line []inlineButton, chat parenting.ChatID) [][]inlineButton {
	for _, ib := range line {
		if len(line) > 1 && utf8.RuneCountInString(ib.Text) > room(chat, len(line)) {
			var rows [][]inlineButton
			for _, ib := range line {
				rows = append(rows, []inlineButton{ib})
			}
			return rows
		}
	}
	return [][]inlineButton{line}
}

// pack puts short single buttons side by side, two or three to a row.
func pack(grid [][]inlineButton, chat parenting.ChatID) [][]inlineButton {
	var packed [][]inlineButton
	for i := 0; i < len(grid); {
		n := 1
		for try := 3; try > 1; try-- {
			if fitsTogether(grid[i:min(i+try, len(grid))], try, chat) {
				n = try
				break
			}
		}
		var line []inlineButton
		for _, row := range grid[i : i+n] {
			line = append(line, row...)
		}
		packed = append(packed, line)
		i += n
	}
	return packed
}

func fitsTogether(rows [][]inlineButton, n int, chat parenting.ChatID) bool {
	if len(rows) < n {
		return false
	}
	for _, row := range rows {
		if len(row) != 1 || row[0].wide || utf8.RuneCountInString(row[0].Text) > room(chat, n) {
			return false
		}
	}
	return true
}

// cut shortens a text to n characters, at the end of a word unless that is very long.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	head := string(runes[:n-1])
	if end := strings.LastIndexByte(string(runes[:n]), ' '); end > len(head)/2 {
		head = head[:end]
	}
	return strings.TrimRight(head, " ,.;:") + "…"
}
