package parenting

import "slices"

// Role is what somebody is trusted with.
type Role string

// The roles. A carer's rights follow from the person in the family and need no grant.
const (
	Coordinator Role = "coordinator"
	Founder     Role = "founder" // a facilitator who may create groups
	Facilitator Role = "facilitator"
)

// Grant is a right that somebody was given. It is bound to the numeric account id, never to a username.
type Grant struct {
	Account AccountID
	Role    Role
	Group   GroupID // of a Facilitator
	Region  Region  // of a Coordinator, and of a Founder: where his groups lie
	Name    string  // as the holder wrote it
	By      AccountID
}

// Rights is everything that an account may do, read fresh for every turn.
type Rights struct {
	Account AccountID
	Grants  []Grant
	People  []Person // whom the account carries
}

// Has reports whether the account holds the role anywhere.
func (r Rights) Has(role Role) bool {
	return slices.ContainsFunc(r.Grants, func(g Grant) bool { return g.Role == role })
}

// Holds reports whether the account holds a role for all of a region.
func (r Rights) Holds(role Role, in Region) bool {
	return slices.ContainsFunc(r.Grants, func(g Grant) bool { return g.Role == role && in.Within(g.Region) })
}

// MayMove reports whether the account may move a group from one place to another: one right to found groups holds both.
func (r Rights) MayMove(from, to Region) bool {
	return slices.ContainsFunc(r.Grants, func(g Grant) bool { return g.Role == Founder && from.Within(g.Region) && to.Within(g.Region) })
}

// Regions lists for which regions the account holds a role, without those that lie in another one of them.
func (r Rights) Regions(role Role) []Region {
	var regions []Region
	for _, g := range r.Grants {
		in := func(outer Region) bool { return g.Region.Within(outer) }
		if g.Role != role || slices.ContainsFunc(regions, in) {
			continue
		}
		regions = slices.DeleteFunc(regions, func(x Region) bool { return x.Within(g.Region) })
		regions = append(regions, g.Region)
	}
	return regions
}

// Leads reports whether the account is a facilitator of the group.
func (r Rights) Leads(g GroupID) bool {
	return slices.ContainsFunc(r.Grants, func(x Grant) bool { return x.Role == Facilitator && x.Group == g })
}

// Groups lists the groups that the account leads, in the order of the grants.
func (r Rights) Groups() []GroupID {
	var ids []GroupID
	for _, g := range r.Grants {
		if g.Role == Facilitator {
			ids = append(ids, g.Group)
		}
	}
	return ids
}

// InFamily reports whether the account carries a person of the family.
func (r Rights) InFamily(f FamilyID) bool {
	return slices.ContainsFunc(r.People, func(p Person) bool { return p.Family == f })
}

// AtHome reports whether the account carries somebody of the family who is not abroad, and so can come to a meeting.
func (r Rights) AtHome(f FamilyID) bool {
	return slices.ContainsFunc(r.People, func(p Person) bool { return p.Family == f && !p.Abroad })
}

// Person returns the first person of the account in the family.
func (r Rights) Person(f FamilyID) (Person, bool) {
	i := slices.IndexFunc(r.People, func(p Person) bool { return p.Family == f })
	if i < 0 {
		return Person{}, false
	}
	return r.People[i], true
}

// Claim takes the right that a one-time link offers: the first coordinator's claim, or an invitation.
type Claim struct {
	Token   string
	Account AccountID
	Role    Role
	Group   GroupID // of a second facilitator
	Region  Region  // of a coordinator or founder
	Name    string
}

// Invite makes a start link of any kind.
type Invite struct{ Link Link }

// Withdraw takes a right back.
type Withdraw struct {
	Account AccountID
	Role    Role
	Group   GroupID
	Region  Region // that the right is for; of a facilitator's, where the group lies
}

func (Claim) act()    {}
func (Invite) act()   {}
func (Withdraw) act() {}
