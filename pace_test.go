package main

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"asuhbersama/content"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// A season is a database of families to whom lessons come evening by evening, without the network.
type season struct {
	t   *testing.T
	db  *store.Store
	now time.Time
}

// taught is parenting material with some of the lessons.
type taught struct {
	flows.Material
	lessons []parenting.Lesson
}

func (m taught) Lessons() []parenting.Lesson { return m.lessons }

// newSeason lets so many families enrol at a coordinator's, with a child of three to five each.
func newSeason(t *testing.T, families int) (*season, taught) {
	library, err := content.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := &season{t: t, now: time.Date(2026, time.June, 8, 1, 0, 0, 0, time.UTC)} // a Monday
	if s.db, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "asuh.db"), func() time.Time { return s.now }, nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.db.Close() })
	m := taught{library, library.Lessons()}
	s.db.SetMaterial(m)
	s.batch(func(tx *store.Tx) {
		tx.Coordinate(joko)
		e := &enrolment{tx: tx}
		e.hires(joko, int64(rina), "Bu Rina", parenting.Region{})
		var g parenting.GroupID
		var join string
		for n := range int64(families) {
			if n%25 == 0 {
				g, join = e.founds(int64(rina), "Bu Rina", n, parenting.Group{Name: "Melati", Village: "Anjani", Regency: "Lombok Timur", Province: "52"})
			}
			e.enrols(join, parenting.Family{Group: g, Bands: []parenting.Band{"3-5"}}, parenting.Person{
				Account: parenting.AccountID(50_001 + n), Form: parenting.Ibu, Name: "Warga",
			})
		}
		if e.err != nil {
			t.Fatal(e.err)
		}
	})
	return s, m
}

func (s *season) batch(f func(*store.Tx)) {
	s.t.Helper()
	if err := s.db.Batch(s.t.Context(), func(tx *store.Tx) error { f(tx); return nil }); err != nil {
		s.t.Fatal(err)
	}
}

// evening lets the lessons come that are due on a day of June, and gives how many of each came, and why none did. After each thousand
// something may happen.
func (s *season) evening(day int, between func(sent int)) map[string]int {
	s.t.Helper()
	s.now = time.Date(2026, time.June, day, 10, 31, 0, 0, time.UTC)
	came := map[string]int{}
	for queued, sent := 1, 0; queued > 0; {
		s.batch(func(tx *store.Tx) {
			queued = tx.QueueDue(1000, false)
			for _, r := range tx.Queued() {
				c, _ := tx.Claim(r.ID)
				f, _ := tx.FireOf(c.Fire)
				if f.Kind != parenting.FireLesson {
					continue
				}
				tx.Touch(f.Reader, tx.Now()) // nobody falls silent
				turn := flows.Fired(tx, f.Fire)
				if turn.Skipped != "" {
					tx.Dropped(r.ID, turn.Skipped)
					came[turn.Skipped]++
				}
				for _, act := range turn.Acts {
					if err := tx.Apply(parenting.Rights{}, act); err != nil {
						s.t.Fatal(err)
					}
					if l, ok := act.(parenting.GiveLesson); ok {
						came[l.Lesson]++
					}
				}
				tx.Sent(r.ID, 1)
				sent++
			}
		})
		if between != nil {
			between(sent)
		}
	}
	return came
}

// TestALessonIsWithdrawnInMidDelivery: of 10,000 families those whose turn comes later get the next one instead, and each gets one.
func TestALessonIsWithdrawnInMidDelivery(t *testing.T) {
	t.Parallel()
	const all = 10_000
	s, _ := newSeason(t, all)
	before := 0
	came := s.evening(9, func(sent int) {
		if before == 0 && sent > all/3 {
			before = sent
			s.batch(func(tx *store.Tx) {
				if err := tx.Apply(tx.Rights(joko), parenting.HoldLesson{Lesson: "a-jam-telepon", Held: true}); err != nil {
					t.Fatal(err)
				}
			})
		}
	})
	if before == 0 || came["a-jam-telepon"] != before || came["a-suara-sebelum-tidur"] != all-before {
		t.Errorf("of the first there came %d, in all %v", before, came)
	}
}

// TestTheMaterialChangesInMidSeason: lessons that are gone do not come, new ones do, and those that somebody has had stay had. When none is
// left none comes, until there is another.
func TestTheMaterialChangesInMidSeason(t *testing.T) {
	s, m := newSeason(t, 1)
	only := func(ids ...string) {
		var lessons []parenting.Lesson
		for _, l := range m.lessons {
			if slices.Contains(ids, l.ID) {
				lessons = append(lessons, l)
			}
		}
		s.db.SetMaterial(taught{m.Material, lessons})
	}
	comes := func(day int, want string) {
		t.Helper()
		if came := s.evening(day, nil); came[want] != 1 || len(came) != 1 {
			t.Errorf("on 2026-06-%d there came %v, not %s", day, came, want)
		}
	}
	comes(9, "a-jam-telepon")
	only("a-jam-telepon", "b-waktu-berdua")
	comes(12, "b-waktu-berdua")
	comes(16, "nothing left")
	only("b-waktu-berdua", "o-pamit-jujur")
	comes(19, "o-pamit-jujur")
	only()
	comes(23, "nothing left")
}
