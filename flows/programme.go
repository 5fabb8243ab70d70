package flows

import (
	"strconv"

	"asuhbersama/parenting"
)

// SetProgramme lets a coordinator say which office answers for the data, whom to ask there, and how long families are kept.
func SetProgramme(c *Chat) {
	p := c.Programme()
	switch what := c.Choose("what", []string{"office", "contact", "months", "nothing"}, ofProgramme(p)...); {
	case what == "months" && !c.retention(&p):
		return
	case what == "nothing":
		c.Say("kept")
		return
	case what != "months":
		c.responsible(&p, what)
	}
	c.Do(parenting.SetProgramme{Programme: p})
	c.Tell("done", Message{Args: pairs(ofProgramme(p)), Pack: true, Rows: [][]Button{
		{{Key: "programme.more", Begin: "programme"}}, {{Key: "programme.region", Begin: "region"}},
	}})
}

// ofProgramme is what messages say of the programme.
func ofProgramme(p parenting.Programme) []any {
	return []any{"Office", p.Office, "Contact", p.Contact, "Months", p.Months, "Bound", p.Bound, "Kept", keptFor(p.Months)}
}

// longestOffice is how many characters the name of an office or of a contact may have.
const longestOffice = 80

// responsible asks for the office or the contact, for both where neither was said, and reads them back as families will see them.
func (c *Chat) responsible(p *parenting.Programme, what string) {
	both := p.Office == "" && p.Contact == ""
	for {
		if both || what == "office" {
			p.Office = c.Text("office", longestOffice)
		}
		if both || what == "contact" {
			p.Contact = c.Text("contact", longestOffice)
		}
		if c.Confirm("echo", []string{"right", "change"}, "right", ofProgramme(*p)...) == "right" {
			return
		}
	}
}

// retention asks for how many months families are kept, and whether really: fewer erase some today, and there is no way back once
// families have agreed. It is false if nothing is to be changed.
func (c *Chat) retention(p *parenting.Programme) bool {
	const keep = "keep"
	var offers []Button
	for _, n := range p.OtherMonths() {
		offers = append(offers, Button{Key: "programme.months.some", Args: Args{"Months": n}, Choice: strconv.Itoa(n)})
	}
	if len(offers) == 0 {
		c.Say("shortest", ofProgramme(*p)...)
		return false
	}
	choice := c.Pick("months", append(offers, Button{Key: "programme.months.keep", Args: Args{"Months": p.Months}, Choice: keep}), ofProgramme(*p)...)
	months, _ := strconv.Atoi(choice)
	if choice == keep || c.Choose("sure", []string{"no", "yes"}, append(ofProgramme(*p), "New", months)...) == "no" {
		c.Say("kept")
		return false
	}
	p.Months = months
	return true
}
