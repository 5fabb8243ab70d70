package store

import (
	"testing"

	"asuhbersama/parenting"
)

// TestHelplines: what a coordinator has found out holds until a later check is shipped.
func TestHelplines(t *testing.T) {
	shipped := parenting.Helpline{ID: "sapa", Number: "129", Checked: morning.AddDate(0, -8, 0)}
	w := melatiWorld(t)
	w.SetHelplines([]parenting.Helpline{shipped})
	line := func() (h parenting.Helpline) {
		w.do(func(tx *Tx) { h = tx.Helplines()[0] })
		return h
	}
	check(t, "as shipped", line().Stale(morning), true)
	check(t, "by a facilitator", w.try(rina, parenting.CheckHelpline{ID: "sapa", Number: "130"}), ErrDenied)
	check(t, "one that is not shipped", w.try(joko, parenting.CheckHelpline{ID: "lain", Number: "130"}), ErrStale)
	w.apply(joko, parenting.CheckHelpline{ID: "sapa", Number: "130"})
	check(t, "corrected", line().Number, "130")
	check(t, "fresh", line().Stale(morning), false)
	w.apply(joko, parenting.CheckHelpline{ID: "sapa", Number: "130", Dead: true})
	check(t, "dead", line().Dead, true)

	w.reopen()
	shipped.Number, shipped.Checked = "131", morning.AddDate(0, 0, 1)
	w.SetHelplines([]parenting.Helpline{shipped})
	check(t, "shipped after that", line().Number, "131")
	check(t, "lives again", line().Dead, false)
}

// TestContacts: a facilitator writes down who is near the own group, and nobody else does.
func TestContacts(t *testing.T) {
	w := melatiWorld(t)
	of := parenting.SetContact{Group: melati, Kind: parenting.ContactMidwife, Text: "Bidan Desa 0376-123456"}
	contact := func() (text string) {
		w.do(func(tx *Tx) { text = tx.Contacts(melati)[parenting.ContactMidwife] })
		return text
	}
	for who, by := range map[string]parenting.AccountID{"a coordinator": joko, "a family": sari} {
		check(t, who, w.try(by, of), ErrDenied)
	}
	w.apply(rina, of)
	w.reopen()
	check(t, "kept", contact(), of.Text)
	of.Text = ""
	w.apply(rina, of)
	check(t, "forgotten", contact(), "")
	check(t, "audited", w.count("SELECT count(*) FROM audit WHERE act = 'set contact' AND account_id = ? AND detail = 'midwife'", rina), 2)
}
