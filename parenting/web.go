package parenting

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"
)

// host is a name of a computer in plain letters: one in other scripts can look like a name that people trust.
var host = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$`)

// ReadWebAddress reads the address of a page as people type it: "t.me/bpbdntb" is https://t.me/bpbdntb. It is refused unless it is
// encrypted and leads to a name in plain letters.
func ReadWebAddress(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' }) || utf8.RuneCountInString(text) > 500 {
		return "", false
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if u.Scheme != "https" || u.User != nil || !host.MatchString(u.Host) {
		return "", false
	}
	return u.String(), true
}
