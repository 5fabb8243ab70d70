package parenting

import "time"

// Away is who of the family works elsewhere.
type Away string

// Who may be away.
const (
	AwayFather Away = "father"
	AwayMother Away = "mother"
	AwayBoth   Away = "both"
	AwaySister Away = "sibling"
	AwayNobody Away = "nobody" // back home, or not yet gone
)

// AwayAs is who is away where somebody says it himself, as far as the form of address tells.
func AwayAs(f Form) Away {
	switch f {
	case Bapak, Mas:
		return AwayFather
	case Ibu, Mbak:
		return AwayMother
	}
	return AwaySister
}

// Cares is who raises the children at home.
type Cares string

// Who may care.
const (
	CaresMother      Cares = "mother"
	CaresFather      Cares = "father"
	CaresGrandmother Cares = "grandmother"
	CaresGrandfather Cares = "grandfather"
	CaresRelative    Cares = "relative"
)

// Family is a household of a group. What is empty was not said yet, and may never be.
type Family struct {
	ID      FamilyID
	Group   GroupID
	Hamlet  string // dusun
	Away    Away
	Where   string // ISO code of the country, or Kemendagri code of the province
	Cares   Cares
	Bands   []Band
	Asked   bool      // the facilitator was asked for the rest and has answered, or said never
	Joined  time.Time // when it came into the group
	Version int
}

// Form is how a person wants to be addressed; it also gives L/P in the attendance sheet.
type Form string

// The forms of address.
const (
	Ibu   Form = "ibu"
	Bapak Form = "bapak"
	Mbak  Form = "mbak"
	Mas   Form = "mas"
	Nenek Form = "nenek"
	Kakek Form = "kakek"
)

// Forms lists the forms of address in the order they are offered.
func Forms() []Form { return []Form{Ibu, Bapak, Mbak, Mas, Nenek, Kakek} }

// Sex is "L", "P" or "" as the daftar hadir wants it.
func (f Form) Sex() string {
	switch f {
	case Ibu, Mbak, Nenek:
		return "P"
	case Bapak, Mas, Kakek:
		return "L"
	}
	return ""
}

// ConsentVersion is the version of the consent text in force: what is said before somebody joins, the sheet to be signed, and what is said
// of it at any time. Whoever changes what these say raises it. Whoever agreed to an older one is asked again, and until then what they
// agreed to holds, and no more.
const ConsentVersion = 2

// Person is a carer, or the one abroad, with or without an account.
type Person struct {
	ID      PersonID
	Family  FamilyID
	Group   GroupID   // of the family
	Account AccountID // 0: no Telegram
	Form    Form      // "" when only a name is known
	Name    string
	Abroad  bool
	Consent int       // version agreed to; 0: none yet
	Agreed  time.Time // when
	Paper   bool      // agreed on paper, in the facilitator's hands
	Joined  time.Time // the family
}

// Outdated reports whether somebody has agreed to an older text than the one in force.
func (p Person) Outdated() bool { return p.Consent > 0 && p.Consent < ConsentVersion }

// Enrol adds a family with its first person, who opened the group's join link and agreed.
type Enrol struct {
	Token  string
	Family Family
	Person Person
}

// JoinFamily adds one more person to a family by the family's own link.
type JoinFamily struct {
	Token  string
	Person Person
	Where  string // where the person works, of a family that has not said
}

// AddFamilies adds people without Telegram to a group, a family for each.
type AddFamilies struct {
	Group    GroupID
	Families []Family
	People   []Person
}

// Describe says more of a family: hamlet, who is away, who cares, ages.
type Describe struct{ Family Family }

// Address changes how a person is called.
type Address struct {
	Person PersonID
	Family FamilyID
	Group  GroupID
	Form   Form
	Name   string
}

// Agree records a consent: version, when, on paper or by the person.
type Agree struct {
	Person  PersonID
	Family  FamilyID
	Group   GroupID
	Version int
	Paper   bool
}

// Merge joins two entries of the roster that are one family: what Drop has and Keep lacks is kept, Drop goes.
type Merge struct {
	Group      GroupID
	Keep, Drop FamilyID
	SamePerson bool // Keep's first person without Telegram is the one who joined with Drop
}

// Leave takes a person out of a family; the last one takes the family along.
type Leave struct {
	Person PersonID
	Family FamilyID
	Group  GroupID
}

func (Enrol) act()       {}
func (JoinFamily) act()  {}
func (AddFamilies) act() {}
func (Describe) act()    {}
func (Address) act()     {}
func (Agree) act()       {}
func (Merge) act()       {}
func (Leave) act()       {}
