package parenting

import "time"

// Programme is who runs all of this, as families read it before they agree (UU 27/2022, articles 20-22).
type Programme struct {
	Office  string // that answers for the data; "" until a coordinator has said so
	Contact string // whom to ask there
	Months  int    // how long a family is kept after the last contact with anybody of it
	Bound   bool   // families were told these months already: they may only become fewer
	Version int

	Held time.Time // since when nothing goes out of the bot's own accord, zero if it does: see [Hold]
}

// RetentionMonths are the times that may be chosen, the shortest first; the last is the one before anybody has chosen.
func RetentionMonths() []int { return []int{6, 12, 18, 24} }

// OtherMonths lists the times that may still be chosen in place of the present one.
func (p Programme) OtherMonths() []int {
	var months []int
	for _, n := range RetentionMonths() {
		if n < p.Months || n > p.Months && !p.Bound {
			months = append(months, n)
		}
	}
	return months
}

// SetProgramme says anew who answers for the data and how long it is kept; the version is the one that was decided on.
type SetProgramme struct{ Programme Programme }

// Hold stops everything that goes out of the bot's own accord, in the whole programme; or lets it go on. Answers go out all the time.
type Hold struct{ On bool }

func (SetProgramme) act() {}
func (Hold) act()         {}
