package parenting

import (
	"slices"
	"strings"
	"time"
)

// A Helpline is a number or address of a service that helps, as data with its source: it is shown only while somebody stands for it.
type Helpline struct {
	ID      string
	Name    string // of the service
	What    string // what it is for, in a few words
	Via     Via
	Number  string // or the web address
	Hours   string // "" when not known
	Note    string // what is to be known before calling, "" if nothing
	Needs   []Need
	Where   []string // whence it can be reached: home, abroad, or the ISO code of a country
	Source  string   // the address of the page where it stood
	Checked time.Time
	By      AccountID // who has checked or corrected it in chat; 0: nobody, it is as shipped
	Dead    bool      // somebody has found that it does not answer any more
}

// Via is how a helpline is reached.
type Via string

// The ways to reach a helpline.
const (
	ViaPhone    Via = "phone"
	ViaWhatsApp Via = "whatsapp"
	ViaWeb      Via = "web"
)

// Home and Abroad are where most helplines can be reached from.
const (
	Home   = "home"
	Abroad = "abroad"
)

// HelplineDays is how long a check of a helpline holds.
const HelplineDays = 180

// Stale reports whether nobody has checked the helpline for too long.
func (h Helpline) Stale(now time.Time) bool { return now.Sub(h.Checked) > HelplineDays*24*time.Hour }

// Helps reports whether the helpline is for a need and can be reached from one of some places.
func (h Helpline) Helps(need Need, from []string) bool {
	reached := func(place string) bool { return slices.Contains(from, place) }
	return !h.Dead && slices.Contains(h.Needs, need) && slices.ContainsFunc(h.Where, reached)
}

// Address is what opens the helpline, "" for a telephone number, which people tap as it stands.
func (h Helpline) Address() string {
	switch h.Via {
	case ViaWhatsApp:
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, h.Number)
		if rest, ok := strings.CutPrefix(digits, "0"); ok {
			digits = "62" + rest
		}
		return "https://wa.me/" + digits
	case ViaWeb:
		return "https://" + h.Number
	}
	return ""
}

// ReadNumber reads a telephone number as people write it: figures, blanks, hyphens, "ext", a plus in front.
func ReadNumber(text string) (string, bool) {
	text = Clean(text)
	digits := strings.Count(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, text), "0")
	rest := strings.Trim(strings.ReplaceAll(strings.ToLower(text), "ext", ""), "0123456789 +-().")
	return text, rest == "" && digits >= 3 && digits <= 16 && len(text) <= 30
}

// CheckHelpline says that a helpline was called: it is right, has another number, or is dead.
type CheckHelpline struct {
	ID     string
	Number string
	Dead   bool
}

func (CheckHelpline) act() {}

// ContactKind is whom a group has nearby.
type ContactKind string

// The kinds of contacts.
const (
	ContactMidwife ContactKind = "midwife"
	ContactClinic  ContactKind = "clinic"  // puskesmas
	ContactShelter ContactKind = "shelter" // UPTD PPA, against violence
	ContactMigrant ContactKind = "migrant" // BP3MI, P4MI or Disnaker
)

// ContactKinds lists them all.
func ContactKinds() []ContactKind {
	return []ContactKind{ContactMidwife, ContactClinic, ContactShelter, ContactMigrant}
}

// ContactsFor lists whom to call nearby for a need, the nearest first.
func ContactsFor(need Need) []ContactKind {
	return map[Need][]ContactKind{
		NeedViolence: {ContactShelter, ContactClinic},
		NeedSuicide:  {ContactClinic, ContactMidwife},
		NeedBaby:     {ContactMidwife, ContactClinic},
		NeedContact:  {ContactMigrant},
	}[need]
}

// SetContact writes down whom to call near a group: a name and a number, or "" to forget it.
type SetContact struct {
	Group GroupID
	Kind  ContactKind
	Text  string
}

func (SetContact) act() {}
