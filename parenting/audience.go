package parenting

import "slices"

// Audience is whom a broadcast is for: all who are one of Whom in one of Areas. Each account counts once.
type Audience struct {
	Whom   []Whom `json:"whom"`
	Areas  []Area `json:"areas"`
	Bands  []Band `json:"bands,omitempty"`  // of families: only those with a child of one of these ages; none: all
	Missed bool   `json:"missed,omitempty"` // of families: only those who were there already and did not come to their group's last meeting
}

// Whom is a kind of recipients.
type Whom string

// The kinds of recipients. Facilitators are those too who lead no group yet. Chats are the groups' own and go with no other kind: who
// reads there is not known, so nothing is counted or left out by person.
const (
	ToFamilies     Whom = "families"
	ToFacilitators Whom = "facilitators"
	ToCoordinators Whom = "coordinators"
	ToChats        Whom = "chats"
)

// Everyone lists the kinds of recipients as they are offered.
func Everyone() []Whom { return []Whom{ToFamilies, ToFacilitators, ToCoordinators, ToChats} }

// Area is a region, or one group in it for as long as it lies there.
type Area struct {
	Region Region
	Group  GroupID // 0: all groups there
}

// For reports whether recipients of a kind are meant.
func (a Audience) For(w Whom) bool { return slices.Contains(a.Whom, w) }

// sound reports whether an audience names somebody and somewhere, and nothing that does not go together.
func (a Audience) sound() bool {
	nobody := func(w Whom) bool { return !slices.Contains(Everyone(), w) }
	ageless := func(b Band) bool { return !slices.Contains(Bands(), b) }
	switch {
	case len(a.Whom) == 0, len(a.Areas) == 0, slices.ContainsFunc(a.Whom, nobody), slices.ContainsFunc(a.Bands, ageless):
		return false
	case a.For(ToChats) && len(a.Whom) > 1:
		return false
	}
	return a.For(ToFamilies) || len(a.Bands) == 0 && !a.Missed
}

// Everywhere reports whether an audience is narrowed to no region.
func (a Audience) Everywhere() bool { return slices.Contains(a.Areas, Area{}) }

// Reaches reports whether a coordinator's regions hold all areas of an audience.
func (r Rights) Reaches(areas []Area) bool {
	beyond := func(a Area) bool { return !r.Holds(Coordinator, a.Region) }
	return r.Has(Coordinator) && !slices.ContainsFunc(areas, beyond)
}

// Reach is whom an audience consists of.
type Reach struct {
	Will        int // accounts, or chats, that get it
	Stopped     int // accounts that asked for no messages
	Unreachable int // accounts that Telegram does not deliver to
	Over        int // accounts that have had their messages of this week
	Without     int // families of whom nobody has Telegram; groups without a chat
	Behind      int // families of the groups whose chats get it
}

// MostAlone is how many a coordinator reaches without anybody else having agreed. One village is some hundreds of families at most; what is
// for more than a thousand people, and wrong, cannot be put right from door to door.
const MostAlone = 1000

// NeedsSecond reports whether a second coordinator has to approve. A group's chat counts by the families behind it: a thousand of them are
// read by as many people as a thousand accounts at least.
func (r Reach) NeedsSecond() bool { return max(r.Will, r.Behind) > MostAlone }

// Aim says whom an own draft is for.
type Aim struct {
	Broadcast BroadcastID
	Audience  Audience
	Version   int
}

func (Aim) act() {}

// Holds reports whether a group lies in one of the areas.
func (a Audience) Holds(g Group) bool {
	return slices.ContainsFunc(a.Areas, func(area Area) bool {
		return g.Region().Within(area.Region) && (area.Group == 0 || area.Group == g.ID)
	})
}
