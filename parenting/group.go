package parenting

// Salam is how a group is greeted.
type Salam string

// The greetings, a setting of each group.
const (
	SalamIslam Salam = "islam" // Assalamu'alaikum
	SalamUmum  Salam = "umum"  // Selamat pagi, Salam sejahtera
)

// Group is 15-30 families of one village, its facilitators and perhaps one Telegram group chat.
type Group struct {
	ID       GroupID
	Name     string
	Village  string
	Regency  string // kabupaten or kota
	Province string // Kemendagri code; it gives the zone
	Salam    Salam
	Chat     ChatID // the linked group chat, 0 if none
	Version  int
}

// Found creates a group, makes its founder a facilitator of it and gives it a family join link.
type Found struct {
	Group Group
	Name  string // of the founder
	Join  string // token of the join link
}

// ChangeGroup changes what was said of a group; the version is the one the change was decided on. To another place it is moved only by
// whose right to found groups holds both: whoever answers for a region would lose it from sight otherwise.
type ChangeGroup struct{ Group Group }

// RenewJoin replaces the family join link; the old one then answers kindly.
type RenewJoin struct {
	Group GroupID
	Join  string
}

// LinkChat links a group to the Telegram chat that the bot was added to; 0 unlinks it.
type LinkChat struct {
	Group GroupID
	Chat  ChatID
}

func (Found) act()       {}
func (ChangeGroup) act() {}
func (RenewJoin) act()   {}
func (LinkChat) act()    {}
