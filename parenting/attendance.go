package parenting

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"time"
)

// Presence is the attendance of a family at a session.
type Presence string

// The kinds of attendance, as the daftar hadir knows them: hadir, terlambat, diwakilkan, izin, sakit, tanpa keterangan.
const (
	Present     Presence = "present"
	LateComer   Presence = "late"
	Represented Presence = "represented"
	Excused     Presence = "excused"
	Sick        Presence = "sick"
	Missing     Presence = "missing"
)

// Presences lists the kinds in the order they are offered for a correction.
func Presences() []Presence {
	return []Presence{Present, LateComer, Represented, Excused, Sick, Missing}
}

// Came reports whether somebody of the family was there.
func (p Presence) Came() bool { return p == Present || p == LateComer || p == Represented }

// OnSheet is what the daftar hadir says, which goes from hand to hand: that somebody was ill is health, and only excused there.
func (p Presence) OnSheet() Presence {
	if p == Sick {
		return Excused
	}
	return p
}

// How attendance became known.
const (
	ByCode = "code"
	ByQR   = "qr"
	ByTick = "tick"
	ByEdit = "correction"
)

// Attendance is what is known of a family at a session.
type Attendance struct {
	Session  SessionID
	Family   FamilyID
	Presence Presence
	Who      PersonID // who of the family came; 0 while unknown, or somebody else
	How      string
	At       time.Time // when they said so, by their own message's clock
}

// CheckIn is a family's own check-in with the right code.
type CheckIn struct {
	Session SessionID
	Family  FamilyID
	Group   GroupID
	Who     PersonID
	How     string
	At      time.Time
}

// CameAs says who of the family was there, after a check-in.
type CameAs struct {
	Session SessionID
	Family  FamilyID
	Group   GroupID
	Who     PersonID // 0: somebody else came for them
}

// Tick is the facilitator's tick: somebody of the family is there, or is not after all.
type Tick struct {
	Session SessionID
	Family  FamilyID
	Group   GroupID
	Who     PersonID
	Here    bool
}

// Correct changes attendance afterwards, with a reason for the audit log.
type Correct struct {
	Session  SessionID
	Family   FamilyID
	Group    GroupID
	Presence Presence
	Why      string
}

// WrongCode counts a wrong try; five lead to the facilitator.
type WrongCode struct {
	Session SessionID
	Account AccountID
}

func (CheckIn) act()   {}
func (CameAs) act()    {}
func (Tick) act()      {}
func (Correct) act()   {}
func (WrongCode) act() {}

// WrongTries is how many wrong codes an account may give for a session.
const WrongTries = 5

// CodeTurn is how long a check-in code is on the screen, and how long it stays valid after its successor was shown.
const CodeTurn = 10 * time.Minute

// Slot numbers the turns of codes.
func Slot(at time.Time) int64 { return at.Unix() / int64(CodeTurn/time.Second) }

// SlotStart is when the turn of a code begins.
func SlotStart(slot int64) time.Time { return time.Unix(slot*int64(CodeTurn/time.Second), 0).UTC() }

// Code is the four-digit check-in code of a session in a slot. It cannot be guessed from other codes without the key.
func Code(key []byte, s SessionID, slot int64) string {
	m := hmac.New(sha256.New, key)
	_ = binary.Write(m, binary.BigEndian, [2]int64{int64(s), slot})
	return fmt.Sprintf("%04d", binary.BigEndian.Uint32(m.Sum(nil))%10000)
}

// Shown is a code that was on a facilitator's screen.
type Shown struct {
	Slot int64
	At   time.Time // when Telegram confirmed that it was shown
}

// ValidCodes lists the codes that count at a time: every shown one until ten minutes after its successor was shown. shown is
// in the order of the slots.
func ValidCodes(key []byte, s SessionID, shown []Shown, at time.Time) []string {
	var codes []string
	for i, c := range shown {
		if i+1 < len(shown) && at.After(shown[i+1].At.Add(CodeTurn)) {
			continue
		}
		codes = append(codes, Code(key, s, c.Slot))
	}
	return codes
}

// CodePayload is the start payload in the QR beside a code: it reaches us as a message, which Telegram keeps for 24 hours,
// where a button press lives only 150 seconds.
func CodePayload(s SessionID, code string) string { return "h" + ShortID(int64(s)) + "-" + code }

// ReadCodePayload takes a CodePayload apart.
func ReadCodePayload(payload string) (SessionID, string, bool) {
	rest, ok := strings.CutPrefix(payload, "h")
	id, code, ok2 := strings.Cut(rest, "-")
	n, ok3 := ReadShortID(id)
	return SessionID(n), code, ok && ok2 && ok3 && len(code) == 4
}
