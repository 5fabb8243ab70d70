package demo

import (
	"fmt"
	"strings"
	"testing"
)

// Bot API setMyCommands, BotCommand; tdlib BotCommand.cpp.
func TestCommandRules(t *testing.T) {
	s := newPlatform(t, Options{})
	line := func(command, description string) any {
		return []args{{"command": command, "description": description}}
	}
	many := func(n int) (all []args) {
		for i := range n {
			all = append(all, args{"command": fmt.Sprint("c", i), "description": "a"})
		}
		return all
	}
	for _, c := range []struct {
		rule     string
		commands any
		want     string
	}{
		{"a command", line("bantuan", "Minta bantuan"), "ok"},
		{"a slash before it is taken off", line("/bantuan", "Minta bantuan"), "ok"},
		{"32 characters", line(strings.Repeat("a", 32), "a"), "ok"},
		{"not 33", line(strings.Repeat("a", 33), "a"), "400 Bad Request: command length must not exceed 32"},
		{"not none", line(" ", "a"), "400 Bad Request: command must be non-empty"},
		{"small letters, digits, underscores", line("Bantuan", "a"), "400 Bad Request: BOT_COMMAND_INVALID"},
		{"no minus", line("ban-tuan", "a"), "400 Bad Request: BOT_COMMAND_INVALID"},
		{"a description", line("a", ""), "400 Bad Request: command description must be non-empty"},
		{"of 256 characters", line("a", strings.Repeat("é", 256)), "ok"},
		{"not 257", line("a", strings.Repeat("é", 257)), "400 Bad Request: command description length must not exceed 256"},
		{"100 commands", many(100), "ok"},
		{"not 101", many(101), "400 Bad Request: BOT_COMMANDS_TOO_MUCH"},
		{"JSON", "{", "400 Bad Request: can't parse commands JSON object"},
		{"an array", "{}", "400 Bad Request: expected an Array of BotCommand"},
	} {
		if got := s.call("setMyCommands", args{"commands": c.commands}); got.String() != c.want {
			t.Errorf("%s: got %v, want %s", c.rule, got, c.want)
		}
	}
	for scope, want := range map[string]string{
		`{"type":"all_private_chats"}`:                 "ok",
		`{"type":"chat","chat_id":101}`:                "ok",
		`{"type":"chat","chat_id":"999"}`:              "400 Bad Request: chat not found",
		`{"type":"chat"}`:                              `400 Bad Request: can't parse BotCommandScope: Can't find field "chat_id"`,
		`{"type":"chat_administrators","chat_id":101}`: "400 Bad Request: can't use specified scope in private chats",
		`{"type":"kampung"}`:                           "400 Bad Request: can't parse BotCommandScope: Unsupported type specified",
		`{}`:                                           `400 Bad Request: can't parse BotCommandScope: Can't find field "type"`,
		`{`:                                            "400 Bad Request: can't parse BotCommandScope JSON object",
		fmt.Sprintf(`{"type":"chat_member","chat_id":%d}`, s.melati): "400 Bad Request: can't parse BotCommandScope: Invalid user_id specified",
	} {
		s.refused(s.call("setMyCommands", args{"commands": line("a", "b"), "scope": scope}), want)
	}
	s.refused(s.call("setMyCommands", args{"commands": line("a", "b"), "language_code": "ind"}), "400 Bad Request: invalid language code specified")
}

// The first menu found is shown, in the order of the Bot API ("Determining list of commands").
func TestWhichMenuIsShown(t *testing.T) {
	s := newPlatform(t, Options{})
	supergroup := s.melati
	set := func(name, lang, scope string) {
		t.Helper()
		s.ok("setMyCommands", args{"commands": []args{{"command": name, "description": "a"}}, "language_code": lang, "scope": scope})
	}
	shown := func(user, chat int64) string {
		menu := s.Commands(user, chat)
		if len(menu) == 0 {
			return ""
		}
		return menu[0].Command
	}
	want := func(user, chat int64, name string) {
		t.Helper()
		if got := shown(user, chat); got != name {
			t.Errorf("user %d in chat %d sees %q, want %q", user, chat, got, name)
		}
	}
	want(sariID, sariID, "")
	set("semua", "", "")
	want(sariID, sariID, "semua")
	want(sariID, supergroup, "semua")
	set("semua_id", "id", `{"type":"default"}`)
	want(sariID, sariID, "semua_id")
	want(nenekID, nenekID, "semua") // her app speaks English
	set("pribadi", "", `{"type":"all_private_chats"}`)
	want(sariID, sariID, "pribadi")
	set("pribadi_id", "id", `{"type":"all_private_chats"}`)
	want(sariID, sariID, "pribadi_id")
	set("sari", "", `{"type":"chat","chat_id":101}`)
	want(sariID, sariID, "sari")
	want(rinaID, rinaID, "pribadi_id")

	set("grup", "", `{"type":"all_group_chats"}`)
	want(rinaID, supergroup, "grup")
	set("pengurus", "", `{"type":"all_chat_administrators"}`)
	want(rinaID, supergroup, "pengurus") // she owns it
	want(sariID, supergroup, "grup")
	set("melati", "", fmt.Sprintf(`{"type":"chat","chat_id":%d}`, supergroup))
	want(rinaID, supergroup, "melati")
	set("pengurus_melati", "", fmt.Sprintf(`{"type":"chat_administrators","chat_id":%d}`, supergroup))
	want(rinaID, supergroup, "pengurus_melati")
	want(sariID, supergroup, "melati")
	set("khusus", "", fmt.Sprintf(`{"type":"chat_member","chat_id":%d,"user_id":101}`, supergroup))
	want(sariID, supergroup, "khusus")

	s.ok("deleteMyCommands", args{"scope": `{"type":"chat","chat_id":101}`})
	want(sariID, sariID, "pribadi_id")
	if got := string(s.call("getMyCommands", args{"language_code": "id"}).Result); got != `[{"command":"semua_id","description":"a"}]` {
		t.Errorf("getMyCommands: %s", got)
	}
	if got := string(s.call("getMyCommands", args{"language_code": "en"}).Result); got != `[]` {
		t.Errorf("getMyCommands looks no further: %s", got)
	}
}

// Bot API setMyName, setMyDescription, setMyShortDescription.
func TestWhatTheBotSaysOfItself(t *testing.T) {
	s := newPlatform(t, Options{})
	for _, c := range []struct {
		method, parameter, refusal string
		most                       int
	}{
		{"setMyName", "name", "FIRSTNAME_INVALID", 64},
		{"setMyDescription", "description", "DESCRIPTION_TOO_LONG", 512},
		{"setMyShortDescription", "short_description", "ABOUT_TOO_LONG", 120},
	} {
		s.refused(s.call(c.method, args{c.parameter: strings.Repeat("é", c.most)}), "ok")
		s.refused(s.call(c.method, args{c.parameter: strings.Repeat("é", c.most+1)}), "400 Bad Request: "+c.refusal)
		s.refused(s.call(c.method, args{c.parameter: "a", "language_code": "I"}), "400 Bad Request: invalid language code specified")
	}
	s.ok("setMyDescription", args{"description": "Bersama mengasuh", "language_code": "id"})
	s.ok("setMyDescription", args{"description": "Parenting together"})
	if id, en := s.About("description", "id"), s.About("description", "en"); id != "Bersama mengasuh" || en != "Parenting together" {
		t.Errorf("got %q and %q", id, en)
	}
}
