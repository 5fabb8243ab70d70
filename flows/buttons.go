package flows

import (
	"slices"

	"asuhbersama/parenting"
)

// Buttons gives a draft buttons: links, and the one by which readers say to have read it.
func Buttons(c *Chat) {
	b := c.Broadcast(parenting.BroadcastID(c.ID("on")))
	var choices []string
	if len(b.Content.Links) < parenting.MostLinks {
		choices = append(choices, "link")
	}
	if !b.Content.Receipt {
		choices = append(choices, "read")
	}
	if b.Content.Buttons() {
		choices = append(choices, "none")
	}
	switch c.Choose("what", append(choices, "back"), "Links", len(b.Content.Links)) {
	case "link":
		b.Content.Links = append(slices.Clone(b.Content.Links), c.webLink())
	case "read":
		b.Content.Receipt = true
	case "none":
		b.Content.Links, b.Content.Receipt = nil, false
	default:
		c.Then("broadcast", "on", b.ID)
		return
	}
	c.Do(parenting.Compose{Broadcast: b.ID, Content: b.Content})
	c.Then("broadcast", "on", b.ID)
}

// webLink asks what a button says and what it opens, until that is right.
func (c *Chat) webLink() parenting.WebLink {
	for {
		label := c.Text("label", labelLimit)
		address := c.Read("address", parenting.ReadWebAddress, nil, "Label", label)
		if c.Choose("sure", []string{"yes", "no"}, "Label", label, "Address", address) == "yes" {
			return parenting.WebLink{Label: label, Address: address}
		}
	}
}

// labelLimit is how many characters fit on a button that has a row of its own.
const labelLimit = 30
