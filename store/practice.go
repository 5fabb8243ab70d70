package store

import (
	"time"

	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// Practised counts the practices that the families of a group have done since a time. What two of a family have done is done once.
func (tx *Tx) Practised(g parenting.GroupID, since time.Time) (n int) {
	tx.get(`SELECT count(*) FROM (SELECT DISTINCT p.family_id, l.lesson FROM people p CROSS JOIN lessons l ON l.account_id = p.account_id
		WHERE p.group_id = ? AND l.done >= ?)`, []any{g, unix(since)}, &n)
	return n
}

func (tx *Tx) planPractice(a parenting.PlanPractice) error {
	tx.dropCheck(a.Account, a.Lesson, "planned again")
	if a.At.IsZero() {
		tx.exec("UPDATE lessons SET practice = iif(done = 0, '', 'done'), planned = 0 WHERE account_id = ? AND lesson = ? AND practice = 'planned'",
			a.Account, a.Lesson)
		return nil
	}
	tx.exec(`INSERT INTO lessons (account_id, lesson, at, unasked, practice, planned) VALUES (?, ?, ?, 0, 'planned', ?)
		ON CONFLICT DO UPDATE SET practice = excluded.practice, planned = excluded.planned`, a.Account, a.Lesson, unix(tx.now), unix(a.At))
	tx.AddFire(parenting.PracticeFire(a.Account, a.Lesson, a.At.In(flows.ReaderZone(tx, a.Account))))
	return nil
}

// tellPractice notes how a practice went. Who says something else of it than before puts that right.
func (tx *Tx) tellPractice(a parenting.TellPractice) error {
	tx.dropCheck(a.Account, a.Lesson, "answered")
	tx.exec(`INSERT INTO lessons (account_id, lesson, at, unasked, practice, done) VALUES (?1, ?2, ?3, 0, ?4, iif(?4 = 'done', ?3, 0))
		ON CONFLICT DO UPDATE SET practice = ?4, planned = 0, done = CASE
			WHEN ?4 = 'done' AND practice <> 'done' THEN ?3
			WHEN ?4 <> 'done' AND practice = 'done' THEN 0
			ELSE done END`, a.Account, a.Lesson, unix(tx.now), a.State)
	return nil
}

// dropCheck skips the question how a practice went.
func (tx *Tx) dropCheck(a parenting.AccountID, lesson, why string) {
	tx.dropFires("subject = ? AND reader = ? AND kind = 'practice'", why, parenting.LessonNumber(lesson), a)
}
