package flows

import "asuhbersama/parenting"

// pressReceipt notes that somebody has read a broadcast. Who presses must stand in its ledger: the button of a preview, or one that was
// made up, says nothing.
func pressReceipt(c *Chat, card parenting.Card, _ string) {
	b := c.Broadcast(parenting.BroadcastID(card.Subject))
	switch d := c.Delivery(b.ID, card.Chat); {
	case d.State == "" && c.Rights.Reaches(b.Audience.Areas):
		c.Toast("receipt.sample")
	case d.State != parenting.Sent && d.State != parenting.Sending && d.State != parenting.Parked:
		c.Toast("common.stale")
	case !d.Read.IsZero():
		c.Toast("receipt.known")
	default:
		c.Do(parenting.Read{Broadcast: b.ID, Account: c.Event.Account, Message: c.Event.Message})
		c.Toast("receipt.noted")
		c.turn.Say = append(c.turn.Say, Message{Copy: &Copy{Broadcast: b.ID, Content: b.Content, Read: true}, Edit: c.Event.Message})
	}
}
