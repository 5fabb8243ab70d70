package main

import (
	"testing"
	"time"

	"asuhbersama/demo"
	"asuhbersama/parenting"
)

// BenchmarkLessons: of 1,000,000 people 50,000 have chosen the same minute of the week for their lesson. While it comes, others write
// fifteen times a second: from the moment they write to their answer's arrival, at the platform's pace.
func BenchmarkLessons(b *testing.B) {
	const perSecond, seconds = 15, 20
	for b.Loop() {
		f, l := figures{}, &listener{}
		weekly := scaled(2500)
		v := newVillage(b, scene{
			groups: scaled(50_000), families: 20, lessons: weekly, silent: true, listen: l.listen, options: demo.Options{Limits: true},
		})
		due := v.lessonsDue()
		v.phones(v.hamlets[:weekly])
		askers := v.hamlets[weekly:]
		for i := range perSecond * seconds {
			v.arrive(askers[i%len(askers)].families[i/len(askers)].account)
		}
		address, bin := freeAddress(b), program(b)
		began := now()
		c := v.start(bin, "--rate=28", "--listen="+address)
		f.add("ms-start", micros(now().Sub(began))/1000)
		for i := range perSecond * seconds { // what they wrote before it started is answered
			who := askers[i%len(askers)].families[i/len(askers)].account
			v.until(func() bool { return len(v.telegram.History(who)) > 1 })
		}
		<-time.After(due.Add(-seconds * time.Second / 4).Sub(now()))
		before := c.look(address)
		v.paced(perSecond, perSecond*seconds, func(i int) {
			who := askers[i%len(askers)].families[i/len(askers)].account
			l.asks(who)
			if _, err := v.telegram.Write(who, who, "/bahasa"); err != nil {
				b.Fatal(err)
			}
		})
		for c.look(address).queued < 20*weekly {
			<-time.After(5 * time.Millisecond)
		}
		f.add("ms-held", c.look(address).longest(before))
		f.add("429s", float64(v.floods()))
		c.stop()
		waited, left := l.answers()
		f.times("reply", waited)
		f.add("lost", float64(left))
		f.report(b)
	}
}

// phones lets the families of some groups have Telegram, without a word of their own.
func (v *village) phones(hamlets []*hamlet) {
	for _, h := range hamlets {
		for _, home := range h.families {
			v.telegram.AddSilent(demo.User{ID: home.account, First: "Warga", Lang: "id"})
		}
	}
}

// lessonMinutes is how long after the seeding has begun the lessons come; a million people are seeded in less.
const lessonMinutes = 4

// lessonsDue is when the lessons of a scene come.
func (v *village) lessonsDue() time.Time {
	return v.seeded.Add(lessonMinutes * time.Minute).Truncate(time.Minute)
}

// whereByDay is a country where lessons may come at a moment, and that moment there.
func whereByDay(at time.Time) (code string, there time.Time) {
	for _, c := range parenting.Countries() {
		zone, _ := parenting.PlaceZone(c.Code)
		if there = at.In(zone); there.Hour() >= 8 && there.Hour() < 18 {
			return c.Code, there
		}
	}
	panic("there is no such country") // they lie all around the earth
}

// chooses lets somebody choose the weekly hour of their lesson.
func (e *enrolment) chooses(account int64, at time.Time) {
	e.does(account, parenting.SetPace{
		Account: parenting.AccountID(account), Days: parenting.WeekdaysOf(at.Weekday()), Hour: parenting.Hour(60*at.Hour() + at.Minute()),
	})
}
