package demo

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// Command is one line of the bot's menu.
type Command struct {
	Command     string `json:"command"` // without slash
	Description string `json:"description"`
}

// scope says to whom a menu is shown.
type scope struct {
	kind string // default, all_private_chats, all_group_chats, all_chat_administrators, chat, chat_administrators, chat_member
	chat int64
	user int64
	lang string
}

// about is what the bot says of itself.
type about struct {
	menus map[scope][]Command
	texts map[string]string // method's parameter and language → text
}

func newAbout(name string) about {
	return about{menus: map[scope][]Command{}, texts: map[string]string{"name": name}}
}

// Commands are the menu this person sees in this chat (Bot API BotCommandScope, "determining list of commands").
func (t *Telegram) Commands(user, chat int64) []Command {
	t.mu.Lock()
	defer t.mu.Unlock()
	c, p := t.chats[chat], t.people[user]
	if c == nil || p == nil {
		return nil
	}
	order := []scope{{kind: "chat", chat: chat}, {kind: "all_private_chats"}, {kind: "default"}}
	if !c.private() {
		admin := c.members[user] == creator || c.members[user] == administrator
		order = []scope{{kind: "chat_member", chat: chat, user: user}}
		if admin {
			order = append(order, scope{kind: "chat_administrators", chat: chat})
		}
		order = append(order, scope{kind: "chat", chat: chat})
		if admin {
			order = append(order, scope{kind: "all_chat_administrators"})
		}
		order = append(order, scope{kind: "all_group_chats"}, scope{kind: "default"})
	}
	for _, s := range order {
		for _, lang := range []string{p.Lang, ""} {
			s.lang = lang
			if menu := t.about.menus[s]; len(menu) > 0 {
				return slices.Clone(menu)
			}
		}
	}
	return nil
}

func (t *Telegram) setMyCommands(c *call) error {
	var menu []*Command
	raw := c.arg("commands")
	switch err := json.Unmarshal([]byte(raw), &menu); {
	case raw == "":
	case !json.Valid([]byte(raw)):
		return bad("can't parse commands JSON object")
	case err != nil || menu == nil:
		return bad("expected an Array of BotCommand")
	}
	if len(menu) > 100 {
		return bad("BOT_COMMANDS_TOO_MUCH")
	}
	kept := make([]Command, 0, len(menu))
	for _, line := range menu {
		if line == nil {
			return bad("can't parse BotCommand: expected an Object")
		}
		command, ok := tidy(line.Command)
		description, fine := tidy(line.Description)
		command = strings.TrimPrefix(command, "/")
		switch { // tdlib BotCommand.cpp; the alphabet is the server's to check
		case !ok:
			return bad("command must be encoded in UTF-8")
		case !fine:
			return bad("command description must be encoded in UTF-8")
		case command == "":
			return bad("command must be non-empty")
		case utf8.RuneCountInString(command) > 32:
			return bad("command length must not exceed 32")
		case description == "":
			return bad("command description must be non-empty")
		case utf8.RuneCountInString(description) > 256:
			return bad("command description length must not exceed 256")
		case strings.Trim(command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "":
			return bad("BOT_COMMAND_INVALID")
		}
		kept = append(kept, Command{command, description})
	}
	s, err := t.scope(c)
	if err != nil {
		return err
	}
	t.about.menus[s] = kept
	t.happened(Event{Kind: "commands"})
	c.out = append(c.out, "true"...)
	return nil
}

func (t *Telegram) deleteMyCommands(c *call) error {
	s, err := t.scope(c)
	if err != nil {
		return err
	}
	delete(t.about.menus, s)
	t.happened(Event{Kind: "commands"})
	c.out = append(c.out, "true"...)
	return nil
}

// getMyCommands shows exactly what was set for the scope and the language, without looking further.
func (t *Telegram) getMyCommands(c *call) error {
	s, err := t.scope(c)
	if err != nil {
		return err
	}
	c.out = append(c.out, '[')
	for i, line := range t.about.menus[s] {
		if i > 0 {
			c.out = append(c.out, ',')
		}
		c.out = appendString(append(c.out, `{"command":`...), line.Command)
		c.out = append(appendText(c.out, "description", line.Description), '}')
	}
	c.out = append(c.out, ']')
	return nil
}

// scope reads scope and language_code.
func (t *Telegram) scope(c *call) (s scope, err error) {
	s.kind = "default"
	if s.lang, err = c.language(); err != nil {
		return s, err
	}
	raw := c.arg("scope")
	if raw == "" {
		return s, nil
	}
	var asked *struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id"`
		User int64           `json:"user_id"`
	}
	if err := json.Unmarshal([]byte(raw), &asked); err != nil || asked == nil {
		return s, bad("can't parse BotCommandScope JSON object")
	}
	s.kind = asked.Type
	switch s.kind {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return s, nil
	case "chat", "chat_administrators", "chat_member":
	case "":
		return s, bad(`can't parse BotCommandScope: Can't find field "type"`)
	default:
		return s, bad("can't parse BotCommandScope: Unsupported type specified")
	}
	if len(asked.Chat) == 0 {
		return s, bad(`can't parse BotCommandScope: Can't find field "chat_id"`)
	}
	in, err := t.readable(strings.Trim(string(asked.Chat), `"`))
	if err != nil {
		return s, err
	}
	s.chat = in.id
	if s.kind != "chat" && in.private() {
		return s, bad("can't use specified scope in private chats") // Bot API BotCommandScope: groups only
	}
	if s.kind == "chat_member" {
		if s.user = asked.User; s.user <= 0 {
			return s, bad("can't parse BotCommandScope: Invalid user_id specified")
		}
		if t.people[s.user] == nil {
			return s, bad("user not found")
		}
	}
	return s, nil
}

// language reads language_code: two letters or nothing (tdlib BotInfoManager.cpp).
func (c *call) language() (string, error) {
	lang := c.arg("language_code")
	if lang != "" && (len(lang) != 2 || strings.Trim(lang, "abcdefghijklmnopqrstuvwxyz") != "") {
		return "", bad("Invalid language code specified")
	}
	return lang, nil
}

// setAbout sets one of the bot's texts: its name, description or short description.
func setAbout(parameter, tooLong string, most int) func(*Telegram, *call) error {
	return func(t *Telegram, c *call) error {
		lang, err := c.language()
		if err != nil {
			return err
		}
		text, ok := tidy(c.arg(parameter))
		switch {
		case !ok:
			return bad("Strings must be encoded in UTF-8")
		case utf8.RuneCountInString(text) > most:
			return bad("%s", tooLong)
		}
		t.about.texts[parameter+lang] = text
		c.out = append(c.out, "true"...)
		return nil
	}
}

// About is the bot's description (before a chat begins) or short description (on its profile) as someone with this
// language sees it; which is "description" or "short_description".
func (t *Telegram) About(which, lang string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if text := t.about.texts[which+lang]; text != "" {
		return text
	}
	return t.about.texts[which]
}
