package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"asuhbersama/demo"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// enrolment lets people come into a database as they come by the bot: by the same acts, each with the rights of who does it.
type enrolment struct {
	tx  *store.Tx
	err error // the first; nothing happens after it
}

func (e *enrolment) does(who int64, act parenting.Act) {
	if e.err != nil {
		return
	}
	if err := e.tx.Apply(e.tx.Rights(parenting.AccountID(who)), act); err != nil {
		e.err = fmt.Errorf("%T by %d: %w", act, who, err)
	}
}

func (e *enrolment) id(what string, number int64) int64 {
	return parenting.DeriveID(e.tx.Key(), what, strconv.FormatInt(number, 10))
}

func (e *enrolment) token(what string, number int64) string {
	return parenting.DeriveToken(e.tx.Key(), what, strconv.FormatInt(number, 10))
}

// offers gives a one-time link that somebody has made for a role in a region.
func (e *enrolment) offers(by, number int64, kind parenting.LinkKind, in parenting.Region) (token string) {
	token = e.token(string(kind), number)
	e.does(by, parenting.Invite{Link: parenting.Link{
		Token: token, Kind: kind, Region: in, By: parenting.AccountID(by), Made: e.tx.Now(), Expires: e.tx.Now().AddDate(0, 0, parenting.InviteDays),
	}})
	return token
}

// hires lets somebody take up a coordinator's invitation to found groups in a region.
func (e *enrolment) hires(by, leader int64, name string, in parenting.Region) {
	token := e.offers(by, leader, parenting.LinkFacilitate, in)
	e.does(leader, parenting.Claim{Token: token, Account: parenting.AccountID(leader), Role: parenting.Founder, Region: in, Name: name})
}

// founds makes a group of a number, and gives it its id and the token of its join link.
func (e *enrolment) founds(leader int64, name string, number int64, g parenting.Group) (_ parenting.GroupID, join string) {
	g.ID, join = parenting.GroupID(e.id("group", number)), e.token("join", number)
	e.does(leader, parenting.Found{Group: g, Name: name, Join: join})
	return g.ID, join
}

// enrols brings a family into a group by the group's link, with its first person; the ids of both are made of the account.
func (e *enrolment) enrols(join string, f parenting.Family, p parenting.Person) (parenting.Family, parenting.Person) {
	f.ID = parenting.FamilyID(e.id("family", int64(p.Account)))
	p = e.agreed(f, p)
	e.does(int64(p.Account), parenting.Enrol{Token: join, Family: f, Person: p})
	return f, p
}

// joins brings one more person into a family, by the link that somebody of the family has made.
func (e *enrolment) joins(by parenting.Person, f parenting.Family, p parenting.Person) {
	link := parenting.Link{
		Token: e.token("carer", int64(f.ID)), Kind: parenting.LinkCarer, Family: f.ID, Group: f.Group, By: by.Account, Made: e.tx.Now(),
	}
	e.does(int64(by.Account), parenting.Invite{Link: link})
	e.does(int64(p.Account), parenting.JoinFamily{Token: link.Token, Person: e.agreed(f, p)})
}

// agreed is a person of a family who has agreed to what is kept.
func (e *enrolment) agreed(f parenting.Family, p parenting.Person) parenting.Person {
	p.ID = parenting.PersonID(e.id("person", int64(p.Account)))
	p.Family, p.Group, p.Consent, p.Agreed = f.ID, f.Group, parenting.ConsentVersion, e.tx.Now()
	return p
}

// The crowd are the people of the demo who have no phone on the page. They have joined in the weeks before, a village a day.
const (
	crowd      = 3000
	firstOne   = 100_001 // their accounts
	joins      = 6       // every so many joins the family of the one before
	kaders     = 36      // who lead their groups
	firstKader = 90_001
	groupsEach = 3
	crowdTook  = 28 * 24 * time.Hour
)

// villages are where the crowd lives: in three kabupaten under two clocks. The groups of each are named for a flower, and numbered.
func villages() []parenting.Group {
	in := func(province, regency string, flowers ...[2]string) (groups []parenting.Group) {
		for _, f := range flowers {
			groups = append(groups, parenting.Group{Name: f[0], Village: f[1], Regency: regency, Province: province, Salam: parenting.SalamIslam})
		}
		return groups
	}
	return slices.Concat(
		in("52", "Lombok Timur", [2]string{"Nusa Indah", "Lenek"}, [2]string{"Sedap Malam", "Wanasaba"}, [2]string{"Seroja", "Sakra"},
			[2]string{"Seruni", "Sikur"}, [2]string{"Soka", "Suela"}, [2]string{"Tanjung", "Terara"}),
		in("52", "Lombok Tengah", [2]string{"Tapak Dara", "Puyung"}, [2]string{"Teratai", "Janapria"}, [2]string{"Tulip", "Batujai"}),
		in("35", "Malang", [2]string{"Wedelia", "Arjowilangun"}, [2]string{"Widuri", "Kedungsalam"}, [2]string{"Wijayakusuma", "Tumpang"}),
	)
}

// sizes are how many accounts the groups of a village have.
func sizes() []int { return []int{22, 24, 26, 27, 28, 29, 30, 31, 33} }

// home is a family of the crowd with its first person, and who joins later if somebody does.
type home struct {
	parenting.Family
	first, second parenting.Person
}

// homes are the families of the crowd, one after the other.
func homes() []home {
	family := func(away parenting.Away, where string, cares parenting.Cares) parenting.Family {
		return parenting.Family{Away: away, Where: where, Cares: cares}
	}
	here := func(f parenting.Form) parenting.Person { return parenting.Person{Form: f} }
	far := func(f parenting.Form) parenting.Person { return parenting.Person{Form: f, Abroad: true} }
	return []home{
		{family(parenting.AwayFather, "SA", parenting.CaresMother), here(parenting.Ibu), far(parenting.Bapak)},
		{family(parenting.AwayFather, "MY", parenting.CaresMother), here(parenting.Ibu), here(parenting.Nenek)},
		{family(parenting.AwayMother, "HK", parenting.CaresGrandmother), here(parenting.Nenek), far(parenting.Ibu)},
		{family(parenting.AwayMother, "TW", parenting.CaresFather), here(parenting.Bapak), far(parenting.Ibu)},
		{family(parenting.AwayBoth, "MY", parenting.CaresGrandfather), here(parenting.Kakek), here(parenting.Nenek)},
		{family(parenting.AwayMother, "SG", parenting.CaresRelative), here(parenting.Mbak), far(parenting.Ibu)},
		{family(parenting.AwayFather, "KR", parenting.CaresMother), here(parenting.Ibu), far(parenting.Bapak)},
	}
}

// citizen is one of the crowd, from 1 on.
type citizen int64

func (n citizen) account() int64 { return firstOne - 1 + int64(n) }
func (n citizen) name() string   { return "Warga " + strconv.FormatInt(int64(n), 10) }

// Of the crowd, some asked for no messages. Some have blocked the bot and two have no account any more, of which the bot hears only
// when it writes to them: word of a block is kept for a day, and at the time it was not running.
func (n citizen) stopped() bool { return n%120 == 60 }
func (n citizen) blocked() bool { return n%83 == 0 }
func (n citizen) gone() bool    { return n == 499 || n == 1499 }

// pastOf lets the crowd enrol, invited by a coordinator, and weeks go by; the bot does not run meanwhile.
func pastOf(ctx context.Context, t *demo.Telegram, clock *demo.Clock, path string, coordinator int64) error {
	begin := clock.Now()
	for n := range int64(kaders) {
		t.AddSilent(demo.User{ID: firstKader + n, First: kaderName(n), Lang: "id"})
	}
	for n := citizen(1); n <= crowd; n++ {
		t.AddSilent(demo.User{ID: n.account(), First: n.name(), Lang: "id"})
		if n.blocked() {
			t.Block(n.account())
		}
		if n.gone() {
			t.Deactivate(n.account())
		}
	}
	err := enrolCrowd(ctx, path, coordinator, begin)
	clock.Walk(begin.Add(crowdTook), func() {})
	return err
}

func kaderName(n int64) string { return "Kader " + strconv.FormatInt(n+1, 10) }

// enrolCrowd lets the crowd enrol into a database, by facilitators whom a coordinator has invited.
func enrolCrowd(ctx context.Context, path string, coordinator int64, begin time.Time) error {
	at := begin
	db, err := store.Open(ctx, path, func() time.Time { return at }, nil)
	if err != nil {
		return err
	}
	groups, next := int64(0), citizen(1)
	for _, village := range villages() {
		at = at.AddDate(0, 0, 1)
		err = errors.Join(err, db.Batch(ctx, func(tx *store.Tx) error {
			e := &enrolment{tx: tx}
			if next == 1 { // before the first family agrees
				p := tx.Programme()
				p.Office, p.Contact = "Dinas Tenaga Kerja", "Bu Tuti"
				e.does(coordinator, parenting.SetProgramme{Programme: p})
			}
			for i, size := range sizes() {
				g := village
				g.Name = fmt.Sprintf("Kelompok %s %d", village.Name, i+1)
				e.settles(coordinator, groups, g, next, size)
				groups, next = groups+1, next+citizen(size)
			}
			return e.err
		}))
	}
	return errors.Join(err, db.Close())
}

// settles founds a group, and so many of the crowd enrol in it. Two families of it have no Telegram.
func (e *enrolment) settles(coordinator, number int64, g parenting.Group, first citizen, size int) {
	n := number / groupsEach
	leader := firstKader + n
	if number%groupsEach == 0 {
		e.hires(coordinator, leader, kaderName(n), parenting.Region{Province: g.Province, Regency: g.Regency})
	}
	group, join := e.founds(leader, kaderName(n), number, g)
	all, bands := homes(), parenting.Bands()
	var h home
	for n := first; n < first+citizen(size); n++ {
		if n%joins == 0 && n > first {
			h.second.Account, h.second.Name = parenting.AccountID(n.account()), n.name()
			e.joins(h.first, h.Family, h.second)
		} else {
			h = all[int(n)%len(all)]
			h.Group, h.Bands = group, bands[int(n)%len(bands):][:1]
			h.first.Account, h.first.Name = parenting.AccountID(n.account()), n.name()
			h.Family, h.first = e.enrols(join, h.Family, h.first)
		}
		// Nobody looks at their phones, and lessons to all of them would take up the clock for some minutes every time.
		e.does(n.account(), parenting.SetPace{Account: parenting.AccountID(n.account()), Hour: parenting.DefaultPace(0, nil).Hour})
		if n.stopped() {
			e.does(n.account(), parenting.Stop{Account: parenting.AccountID(n.account())})
		}
	}
	list := parenting.AddFamilies{Group: group}
	for i := range int64(2) {
		n := crowd + 2*number + i + 1
		f := parenting.Family{ID: parenting.FamilyID(e.id("family", n))}
		list.Families = append(list.Families, f)
		list.People = append(list.People, parenting.Person{
			ID: parenting.PersonID(e.id("person", n)), Family: f.ID, Form: parenting.Ibu, Name: citizen(n).name(),
		})
	}
	e.does(leader, list)
}
