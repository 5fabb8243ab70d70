package demo

import (
	"fmt"
	"strconv"
)

// refusal is an answer that is not ok, in the platform's words.
type refusal struct {
	status     int
	text       string
	retryAfter int   // seconds
	migratedTo int64 // the supergroup to use instead
}

func (r *refusal) Error() string { return r.text }

// bad is a 400. The platform writes its reasons with a small first letter unless they are codes like USER_ID_INVALID
// (telegram-bot-api Client.cpp fail_query_with_error).
func bad(format string, a ...any) error {
	reason := []byte(fmt.Sprintf(format, a...))
	code := len(reason) > 1 && (reason[1] == '_' || 'A' <= reason[1] && reason[1] <= 'Z')
	if !code && len(reason) > 0 && 'A' <= reason[0] && reason[0] <= 'Z' {
		reason[0] |= 0x20
	}
	return &refusal{status: 400, text: "Bad Request: " + string(reason)}
}

func forbidden(reason string) error { return &refusal{status: 403, text: "Forbidden: " + reason} }

func tooMany(seconds int) error {
	return &refusal{status: 429, text: "Too Many Requests: retry after " + strconv.Itoa(seconds), retryAfter: seconds}
}

func (r *refusal) json(b []byte) []byte {
	b = strconv.AppendInt(append(b, `{"ok":false,"error_code":`...), int64(r.status), 10)
	b = appendText(b, "description", r.text)
	if r.retryAfter > 0 {
		b = append(strconv.AppendInt(append(b, `,"parameters":{"retry_after":`...), int64(r.retryAfter), 10), '}')
	}
	if r.migratedTo != 0 {
		b = append(strconv.AppendInt(append(b, `,"parameters":{"migrate_to_chat_id":`...), r.migratedTo, 10), '}')
	}
	return append(b, '}')
}
