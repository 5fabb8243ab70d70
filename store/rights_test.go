package store

import (
	"testing"

	"asuhbersama/parenting"
)

// TestCoordinatorsStayInTheirRegion lets a coordinator of one kabupaten invite and withdraw within it and around it.
func TestCoordinatorsStayInTheirRegion(t *testing.T) {
	const beside parenting.AccountID = 1999 // coordinates the kabupaten next to it
	lombokTimur := parenting.Region{Province: "52", Regency: "Lombok Timur"}
	lombokTengah := parenting.Region{Province: "52", Regency: "Lombok Tengah"}
	w := melatiWorld(t)
	offer := func(token string, kind parenting.LinkKind, by parenting.AccountID, r parenting.Region) parenting.Invite {
		l := link(token, kind, by)
		l.Region = r
		return parenting.Invite{Link: l}
	}
	claim := func(token string, by parenting.AccountID, role parenting.Role, r parenting.Region) parenting.Claim {
		return parenting.Claim{Token: token, Account: by, Role: role, Region: r, Name: "Petugas"}
	}
	w.apply(joko, offer("timur", parenting.LinkCoordinate, joko, lombokTimur), offer("tengah", parenting.LinkCoordinate, joko, lombokTengah))
	check(t, "claims more than was offered", w.try(tuti, claim("timur", tuti, parenting.Coordinator, parenting.Region{})), ErrStale)
	check(t, "claims something else", w.try(tuti, claim("timur", tuti, parenting.Coordinator, lombokTengah)), ErrStale)
	w.apply(tuti, claim("timur", tuti, parenting.Coordinator, lombokTimur))
	w.apply(beside, claim("tengah", beside, parenting.Coordinator, lombokTengah))

	assist := link("assist", parenting.LinkAssist, tuti)
	assist.Group = melati
	elsewhere := link("elsewhere", parenting.LinkAssist, beside)
	elsewhere.Group, elsewhere.Region = melati, lombokTengah
	for what, c := range map[string]struct {
		by   parenting.AccountID
		act  parenting.Act
		want error
	}{
		"the programme":                {tuti, offer("a", parenting.LinkCoordinate, tuti, parenting.Region{}), ErrDenied},
		"her province":                 {tuti, offer("a", parenting.LinkFacilitate, tuti, parenting.Region{Province: "52"}), ErrDenied},
		"another regency":              {tuti, offer("a", parenting.LinkCoordinate, tuti, lombokTengah), ErrDenied},
		"a group without saying where": {tuti, parenting.Invite{Link: assist}, ErrDenied},
		"a group of others":            {beside, parenting.Invite{Link: elsewhere}, ErrStale},
		"a claim link":                 {tuti, offer("a", parenting.LinkClaim, tuti, lombokTimur), ErrDenied},
		"withdraw from above":          {tuti, parenting.Withdraw{Account: joko, Role: parenting.Coordinator}, ErrDenied},
		"withdraw, said to be below":   {tuti, parenting.Withdraw{Account: joko, Role: parenting.Coordinator, Region: lombokTimur}, ErrStale},
		"withdraw from beside":         {tuti, parenting.Withdraw{Account: beside, Role: parenting.Coordinator, Region: lombokTengah}, ErrDenied},
		"withdraw a founder of all":    {tuti, parenting.Withdraw{Account: rina, Role: parenting.Founder, Region: lombokTimur}, ErrStale},
		"withdraw there":               {beside, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: melati, Region: anjani}, ErrDenied},
		"withdraw, said to be here":    {beside, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: melati, Region: lombokTengah}, ErrStale},
		"the programme's settings":     {tuti, parenting.SetProgramme{Programme: parenting.Programme{Months: 12, Version: 1}}, ErrDenied},
	} {
		check(t, what, w.try(c.by, c.act), c.want)
	}

	// What she offers is no longer on offer once she may no longer offer it, and only that.
	assist.Region = anjani
	w.apply(joko, offer("barat", parenting.LinkCoordinate, joko, parenting.Region{Province: "52", Regency: "Lombok Barat"}))
	w.apply(tuti, claim("barat", tuti, parenting.Coordinator, parenting.Region{Province: "52", Regency: "Lombok Barat"}))
	inBarat := parenting.Region{Province: "52", Regency: "Kab. Lombok Barat", Village: "Sesela"}
	w.apply(tuti, parenting.Invite{Link: assist}, offer("hire timur", parenting.LinkFacilitate, tuti, anjani), offer("hire barat", parenting.LinkFacilitate, tuti, inBarat))
	w.apply(joko, parenting.Withdraw{Account: tuti, Role: parenting.Coordinator, Region: lombokTimur})
	second := parenting.Claim{Token: "assist", Account: beside, Role: parenting.Facilitator, Group: melati}
	check(t, "a group that is no longer hers", w.try(beside, second), ErrStale)
	check(t, "a region that is no longer hers", w.try(beside, claim("hire timur", beside, parenting.Founder, anjani)), ErrStale)
	w.apply(beside, claim("hire barat", beside, parenting.Founder, inBarat))

	// A founder founds in the region, and moves a group only within it.
	found := func(id parenting.GroupID, r parenting.Region) parenting.Found {
		return parenting.Found{Group: parenting.Group{ID: id, Name: "Kelompok Sesela", Province: r.Province, Regency: r.Regency, Village: r.Village}, Join: "j"}
	}
	check(t, "found elsewhere", w.try(beside, found(77, anjani)), ErrDenied)
	w.apply(beside, found(77, parenting.Region{Province: "52", Regency: "Lombok Barat", Village: "desa sesela"}))
	moved := parenting.ChangeGroup{Group: parenting.Group{ID: 77, Name: "Kelompok Baru", Province: "52", Regency: "Lombok Barat", Village: "Sesela", Version: 1}}
	w.apply(beside, moved) // the same village, spelled otherwise
	moved.Group.Version, moved.Group.Village = 2, "Gunungsari"
	check(t, "move out of the region", w.try(beside, moved), ErrDenied)
	w.do(func(tx *Tx) { check(t, "stays", tx.Group(77).Village, "Sesela") })
}
