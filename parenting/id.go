package parenting

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"
)

// Derive makes what identifies a new thing out of the database's key, the conversation that makes it and the step: the same at
// every replay, and not to be guessed without the key.
func Derive(key []byte, parts ...string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(strings.Join(parts, "\x00")))
	return m.Sum(nil)
}

// DeriveID is a positive id made by [Derive].
func DeriveID(key []byte, parts ...string) int64 {
	return int64(binary.BigEndian.Uint64(Derive(key, parts...))>>2) | 1
}

// DeriveToken is the payload of a start link made by [Derive]: 96 bits in the 16 characters that a payload may have.
func DeriveToken(key []byte, parts ...string) string {
	return base64.RawURLEncoding.EncodeToString(Derive(key, parts...)[:12])
}

// ShortID writes an id for button data (at most 64 bytes) and start payloads.
func ShortID(id int64) string { return strconv.FormatInt(id, 36) }

// ReadShortID reads what ShortID wrote.
func ReadShortID(s string) (int64, bool) {
	id, err := strconv.ParseInt(s, 36, 64)
	return id, err == nil && id > 0
}
