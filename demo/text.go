package demo

import (
	"strings"
	"unicode/utf8"
)

const (
	maxText    = 4096   // code points of a message (tdlib MessageContent.cpp, utf8_length)
	maxCaption = 1024   // code points (tdlib MessageContent.cpp)
	maxRaw     = 32_768 // bytes, markup included (telegram-bot-api Client.cpp)
)

// tidy is what the platform makes of any text before it counts: control characters become blanks, carriage returns,
// line separators, direction overrides and stacked lines go, blanks and newlines around the whole are cut (tdlib misc.cpp
// clean_input_string, MessageEntity.cpp). It is false for text that is not UTF-8.
func tidy(text string) (string, bool) {
	f := formatted{text: text}
	ok := f.tidy()
	return f.text, ok
}

// dropped says whether the platform removes the character.
func dropped(r rune) bool {
	return r == '\r' || '\u2028' <= r && r <= '\u202e' || r == '\u0333' || r == '\u033f' || r == '\u030a'
}

// utf16Len counts the UTF-16 units of a character.
func utf16Len(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// cutText cuts the text after at most n code points.
func cutText(text string, n int) (head, rest string) {
	if len(text) <= n {
		return text, ""
	}
	for i := range text {
		if n == 0 {
			return text[:i], text[i:]
		}
		n--
	}
	return text, ""
}

// cutUTF16 is the stretch of text an entity covers.
func cutUTF16(text string, offset, length int) string {
	from, to, at := len(text), len(text), 0
	for i, r := range text {
		if at >= offset && i < from {
			from = i
		}
		if at >= offset+length {
			to = i
			break
		}
		at += utf16Len(r)
	}
	return text[from:to]
}

// found are the entities the platform finds by itself: commands, mentions and links (tdlib MessageEntity.cpp
// find_entities, of which this is the part that chats with a bot need).
func found(text string) []Entity {
	if !strings.ContainsAny(text, "/@.") {
		return nil
	}
	var all []Entity
	at, before := 0, ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		kind, n := "", 0
		if !wordy(before) {
			switch rest := text[i:]; {
			case r == '/' && before != '/':
				kind, n = "bot_command", commandLen(rest)
			case r == '@':
				kind, n = "mention", mentionLen(rest)
			case r == 'h' || r == 'H' || r == 't' || r == 'w':
				kind, n = "url", urlLen(rest)
			}
		}
		if n > 0 {
			length := 0
			for _, r := range text[i : i+n] {
				length += utf16Len(r)
			}
			all = append(all, Entity{Type: kind, Offset: at, Length: length})
			before, _ = utf8.DecodeLastRuneInString(text[:i+n])
			at += length
			i += n
			continue
		}
		before = r
		at += utf16Len(r)
		i += size
	}
	return all
}

func wordy(r rune) bool {
	return r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '@' || r == '>' || r >= 0xc0 && r < 0x2000
}

// name is the length of the leading run of letters, digits and underscores.
func nameLen(s string) int {
	n := 0
	for n < len(s) && (s[n] == '_' || 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z' || '0' <= s[n] && s[n] <= '9') {
		n++
	}
	return n
}

// commandLen is the length of "/name" or "/name@bot" at the start of s, 0 if there is none.
func commandLen(s string) int {
	n := nameLen(s[1:])
	if n < 1 || n > 64 {
		return 0
	}
	n++
	if rest := s[n:]; rest != "" && rest[0] == '@' {
		if m := nameLen(rest[1:]); m >= 3 && m <= 32 {
			n += 1 + m
		}
	}
	if rest := s[n:]; rest != "" && (rest[0] == '/' || rest[0] == '<' || rest[0] == '>') {
		return 0
	}
	return n
}

func mentionLen(s string) int {
	if n := nameLen(s[1:]); n >= 4 && n <= 32 {
		return n + 1
	}
	return 0
}

func urlLen(s string) int {
	lower := strings.ToLower(s[:min(len(s), 13)])
	host := ""
	for _, prefix := range []string{"https://", "http://", "t.me/", "wa.me/"} {
		if strings.HasPrefix(lower, prefix) {
			host = prefix
			break
		}
	}
	if host == "" {
		return 0
	}
	n := strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`"<>«»`, r) || r == 0x7f })
	if n < 0 {
		n = len(s)
	}
	n = len(strings.TrimRight(s[:n], `.,:;!?'")]`))
	if n <= len(host) || strings.HasPrefix(host, "http") && !strings.Contains(s[len(host):n], ".") {
		return 0
	}
	return n
}
