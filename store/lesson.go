package store

import (
	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// SetMaterial says what parenting material there is; without it there is none.
func (s *Store) SetMaterial(m flows.Material) { s.material = m }

// Lessons lists the lessons of the material.
func (tx *Tx) Lessons() []parenting.Lesson {
	if tx.store.material == nil {
		return nil
	}
	return tx.store.material.Lessons()
}

// LessonFor finds a lesson of the material, as it speaks to a family of whom somebody is away.
func (tx *Tx) LessonFor(id string, away parenting.Away) (parenting.Lesson, bool) {
	if tx.store.material == nil {
		return parenting.Lesson{}, false
	}
	return tx.store.material.LessonFor(id, away)
}

// ForTheme gives the lesson that goes with a meeting on a theme.
func (tx *Tx) ForTheme(t parenting.Theme) (parenting.Lesson, bool) {
	if tx.store.material == nil {
		return parenting.Lesson{}, false
	}
	return tx.store.material.ForTheme(t)
}

// FindLessons looks for lessons in the material.
func (tx *Tx) FindLessons(text string) (found []parenting.Lesson, sure bool) {
	if tx.store.material == nil {
		return nil, false
	}
	return tx.store.material.FindLessons(text)
}

// HeldLessons are the ids of the lessons that are held back.
func (tx *Tx) HeldLessons() map[string]bool {
	held := map[string]bool{}
	for _, id := range list(tx, func(scan scanner) (id string) { scan(&id); return id }, "SELECT lesson FROM held_lessons") {
		held[id] = true
	}
	return held
}

func (tx *Tx) holdLesson(by parenting.AccountID, a parenting.HoldLesson) error {
	statement, entry := "DELETE FROM held_lessons WHERE lesson = ?", parenting.Entry{Act: "free lesson", Detail: a.Lesson}
	if a.Held {
		statement, entry = "INSERT INTO held_lessons (lesson) VALUES (?) ON CONFLICT DO NOTHING", parenting.Entry{Act: "hold lesson", Detail: a.Lesson}
	}
	if tx.exec(statement, a.Lesson) == 0 {
		return ErrStale
	}
	tx.record(by, entry)
	return nil
}

// Had lists what an account has had of the lessons, by their ids.
func (tx *Tx) Had(a parenting.AccountID) []parenting.Had {
	return list(tx, func(scan scanner) (h parenting.Had) {
		scan(&h.Lesson, when{&h.At}, &h.Unasked, &h.Practice, when{&h.Planned}, when{&h.Done}, when{&h.Shared})
		return h
	}, "SELECT lesson, at, unasked, practice, planned, done, shared FROM lessons WHERE account_id = ? ORDER BY lesson", a)
}

func (tx *Tx) giveLesson(a parenting.GiveLesson) error {
	tx.exec("INSERT INTO lessons (account_id, lesson, at, unasked) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		a.Account, a.Lesson, unix(tx.now), a.Unasked)
	return nil
}

// shareLesson sends a lesson once to each account of a family that takes lessons. They did not ask for it, so it counts in their week.
func (tx *Tx) shareLesson(by parenting.AccountID, a parenting.ShareLesson) error {
	if tx.Family(a.Family).Group != a.Group {
		return ErrStale
	}
	sent, takes := false, flows.TakesLessons(tx, a.Group)
	for _, p := range tx.People(a.Family) {
		if !takes(p) || tx.exec(`INSERT INTO lessons (account_id, lesson, at, unasked, shared) VALUES (?1, ?2, ?3, 1, ?3)
			ON CONFLICT DO UPDATE SET shared = excluded.shared WHERE shared = 0`, p.Account, a.Lesson, unix(tx.now)) == 0 {
			continue
		}
		due := parenting.Polite(tx.now, flows.ReaderZone(tx, p.Account))
		tx.AddFire(parenting.Fire{
			Due: due, Kind: parenting.FireShared, Subject: parenting.LessonNumber(a.Lesson), Reader: p.Account, Expires: due.Add(newsLasts),
		})
		sent = true
	}
	if !sent {
		return ErrStale
	}
	tx.record(by, parenting.Entry{Act: "share lesson", Group: a.Group, Family: a.Family, Detail: a.Lesson})
	return nil
}
