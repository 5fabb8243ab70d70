package demo

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// userLink is the user of a tg://user?id=… link, else 0 (tdlib LinkManager.cpp get_link_user_id).
func userLink(link string) int64 {
	rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(link)), "tg:")
	if !ok {
		return 0
	}
	query, ok := strings.CutPrefix(strings.TrimPrefix(rest, "//"), "user?")
	if !ok {
		return 0
	}
	query, _, _ = strings.Cut(query, "#")
	for part := range strings.SplitSeq(query, "&") {
		if id, ok := strings.CutPrefix(part, "id="); ok {
			n, _ := strconv.ParseInt(id, 10, 64)
			return max(n, 0)
		}
	}
	return 0
}

// checkLink is the link as the platform keeps it, or why it is none (tdlib LinkManager.cpp check_link, HttpUrl.cpp):
// http where no scheme is given, a dot in the host, a slash after it; or tg://.
func checkLink(link string) (string, error) {
	wrong := func(why string) (string, error) { return "", complaint("URL '%s' is invalid: %s", link, why) }
	scheme, rest, tg := "http", strings.TrimSpace(link), false
	if lower := strings.ToLower(rest); strings.HasPrefix(lower, "tg:") {
		scheme, rest, tg = "tg", strings.TrimPrefix(rest[len("tg:"):], "//"), true
	} else if s, r, ok := strings.Cut(rest, "://"); ok {
		scheme, rest = strings.ToLower(s), r
	}
	if !tg && scheme != "http" && scheme != "https" {
		return wrong("Unsupported URL protocol")
	}
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, path := strings.ToLower(rest[:end]), rest[end:]
	if at := strings.LastIndexByte(host, '@'); at >= 0 && !tg {
		host = host[at+1:]
	}
	name, port, ported := strings.Cut(host, ":")
	if n, err := strconv.Atoi(port); ported && (tg || err != nil || n < 1 || n > 65535) {
		if tg {
			return wrong("Wrong tg URL")
		}
		return wrong("Wrong port number specified in the URL")
	}
	switch {
	case name == "":
		return wrong("URL host is empty")
	case strings.ContainsFunc(name, func(r rune) bool { return !hostly(r) }):
		return wrong("Unallowed characters in URL host")
	case tg:
		return "tg://" + name + path, nil
	case !strings.Contains(name, "."):
		return wrong("Wrong HTTP URL")
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if strings.ContainsAny(path, " \n") || !utf8.ValidString(path) {
		path = strings.NewReplacer(" ", "%20", "\n", "%0A").Replace(path)
	}
	return scheme + "://" + rest[:end-len(host)] + host + path, nil
}

// hostly is a character a host may have: letters, digits, dot, minus, underscore, the sub-delimiters of RFC 3986, and
// everything that is not ASCII.
func hostly(r rune) bool {
	return r >= 0x80 || 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune(".-_~!$&'()*+,;=%", r)
}

// webLink is the link as the platform keeps it, empty when it is none.
func webLink(link string) string {
	kept, err := checkLink(link)
	if err != nil {
		return ""
	}
	return kept
}
