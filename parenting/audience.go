package parenting

import "slices"

// Audience is whom a broadcast is for: all who are one of Whom in one of Areas. Each account counts once.
type Audience struct {
	Whom  []Whom `json:"whom"`
	Areas []Area `json:"areas"`
}

// Whom is a kind of recipients.
type Whom string

// The kinds of recipients. Facilitators are those too who lead no group yet.
const (
	ToFamilies     Whom = "families"
	ToFacilitators Whom = "facilitators"
	ToCoordinators Whom = "coordinators"
)

// Everyone lists the kinds of recipients as they are offered.
func Everyone() []Whom { return []Whom{ToFamilies, ToFacilitators, ToCoordinators} }

// Area is a region, or one group in it.
type Area struct {
	Region Region
	Group  GroupID // 0: all groups there
}

// For reports whether recipients of a kind are meant.
func (a Audience) For(w Whom) bool { return slices.Contains(a.Whom, w) }

// sound reports whether an audience names somebody and somewhere.
func (a Audience) sound() bool {
	unknown := func(w Whom) bool { return !slices.Contains(Everyone(), w) }
	return len(a.Whom) > 0 && len(a.Areas) > 0 && !slices.ContainsFunc(a.Whom, unknown)
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
	Will        int // accounts that get it
	Stopped     int // accounts that asked for no messages
	Unreachable int // accounts that Telegram does not deliver to
	Without     int // families of whom nobody has Telegram
}

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
		return area.Group == g.ID && g.ID != 0 || area.Group == 0 && g.Region().Within(area.Region)
	})
}
