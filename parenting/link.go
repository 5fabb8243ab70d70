package parenting

import "time"

// LinkKind says what a start link leads to.
type LinkKind string

// The kinds of start links. The check-in code's link is not among them: it is computed, see [CodePayload].
const (
	LinkClaim      LinkKind = "claim"      // the first coordinator takes his right; logged by serve, once
	LinkCoordinate LinkKind = "coordinate" // a coordinator invites another for a region, once
	LinkFacilitate LinkKind = "facilitate" // a coordinator invites a facilitator who will found groups in a region, once
	LinkAssist     LinkKind = "assist"     // a facilitator invites a second one to her group, once
	LinkJoin       LinkKind = "join"       // families join a group; anybody who holds it, until renewed
	LinkCarer      LinkKind = "carer"      // a second carer joins the family that shared it
)

// InviteDays is how long a one-time invitation can be used.
const InviteDays = 7

// Link is a start link, https://t.me/<bot>?start=<Token>.
type Link struct {
	Token   string
	Kind    LinkKind
	Group   GroupID  // join, assist
	Region  Region   // coordinate, facilitate: what for; assist: where the group lies
	Family  FamilyID // carer
	By      AccountID
	Made    time.Time
	Expires time.Time // zero: never
	UsedBy  AccountID // of a one-time link
	Revoked bool      // renewed since
}

// Once reports whether the link may be used by one account only.
func (l Link) Once() bool { return l.Kind != LinkJoin && l.Kind != LinkCarer }

// LinkState is what is to be said of a link that somebody opened.
type LinkState string

// The states of a link.
const (
	LinkOpen    LinkState = "open"
	LinkUnknown LinkState = "unknown"
	LinkRevoked LinkState = "revoked"
	LinkExpired LinkState = "expired"
	LinkTaken   LinkState = "taken" // somebody else used the one-time link
	LinkMine    LinkState = "mine"  // this very account used it before
)

// State tells how the link stands for an account that opens it at a time.
func (l Link) State(by AccountID, now time.Time) LinkState {
	switch {
	case l.Token == "":
		return LinkUnknown
	case l.Once() && l.UsedBy == by:
		return LinkMine
	case l.Once() && l.UsedBy != 0:
		return LinkTaken
	case l.Revoked:
		return LinkRevoked
	case !l.Expires.IsZero() && !now.Before(l.Expires):
		return LinkExpired
	}
	return LinkOpen
}
