package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// The consent text has changed: whoever agreed to an older one is asked again on a day when they are here anyway. What they agreed to holds
// until they answer. The buttons start conversations, so they do not grow old.

// AskAgain asks somebody to agree to the text in force.
func AskAgain(c *Chat, _ parenting.Fire) {
	people := c.outdated()
	if len(people) == 0 {
		c.Skip("agreed")
		return
	}
	c.Tell("text", Message{Key: "agree.ask", Args: Args{"People": people, "Kept": keptFor(c.Programme().Months)}, Rows: [][]Button{
		{{Key: "enrol.consent.agree", Begin: "agree"}}, {{Key: "enrol.consent.more", Begin: "privacy"}}, {{Key: "enrol.consent.refuse", Begin: "disagree"}},
	}})
}

// outdated lists whom the account carries and who agreed to an older text here.
func (c *Chat) outdated() []parenting.Person {
	return slices.DeleteFunc(slices.Clone(c.Rights.People), func(p parenting.Person) bool { return !p.Outdated() })
}

// AgreeAgain notes that somebody agrees to the text in force.
func AgreeAgain(c *Chat) {
	people := c.outdated()
	for _, p := range people {
		c.Do(parenting.Agree{Person: p.ID, Family: p.Family, Group: p.Group, Version: parenting.ConsentVersion})
	}
	c.Say("done", "People", people)
}

// Disagree leads to the ways to stop.
func Disagree(c *Chat) {
	c.Say("text")
	c.Then("stop")
}
