package store

import (
	"errors"
	"testing"
	"time"

	"asuhbersama/parenting"
)

const asked parenting.RequestID = 5000

func askHelp(id parenting.RequestID, urgent bool) parenting.AskHelp {
	return parenting.AskHelp{
		Request: id, Group: melati, Family: famSari, Account: sari, About: "child", Urgent: urgent, Words: parenting.Words{Text: "anak saya bisulan"},
	}
}

func (w *world) request(id parenting.RequestID) (q parenting.HelpRequest) {
	w.Helper()
	w.do(func(tx *Tx) { q = tx.Request(id) })
	return q
}

// told counts the notices of a kind that an account is still to get about a request.
func (w *world) told(kind parenting.FireKind, id parenting.RequestID, to parenting.AccountID) int {
	w.Helper()
	return w.count("SELECT count(*) FROM fires WHERE kind = ? AND subject = ? AND reader = ? AND outcome IS NULL", kind, id, to)
}

func TestRequestsAreAskedAndAnswered(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	check(t, "request", w.request(asked), parenting.HelpRequest{
		ID: asked, Group: melati, Family: famSari, Account: sari, About: "child", State: parenting.RequestWaiting,
		Due: w.time.Add(parenting.Patience), Said: 1, Version: 2,
	})
	check(t, "told to the facilitator", w.told(parenting.FireSaid, asked, rina), 1)
	check(t, "told to the coordinator", w.told(parenting.FireLate, asked, joko), 0)

	// More words change nothing of when it is due, until it was answered.
	w.time = w.time.Add(time.Hour)
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "umurnya 4 tahun"}})
	check(t, "due", w.request(asked).Due, w.time.Add(parenting.Patience-time.Hour))
	w.apply(rina, parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Voice: "file"}})
	check(t, "told to the carer", w.told(parenting.FireSaid, asked, sari), 1)
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lalu?"}})
	q := w.request(asked)
	check(t, "state", q.State, parenting.RequestWaiting)
	check(t, "due after a reply", q.Due, w.time.Add(parenting.Patience))
	check(t, "fires of the clock", w.count("SELECT count(*) FROM fires WHERE kind = 'due' AND outcome IS NULL"), 1)

	// Closed, it keeps no words but the answer that has not been sent yet.
	finish := parenting.Finish{Request: asked, Group: melati, Version: q.Version, Said: q.Said}
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "tolong ya"}})
	if err := w.try(rina, finish); !errors.Is(err, ErrStale) {
		t.Errorf("closed over what was said meanwhile: got %v", err)
	}
	finish.Said++
	w.apply(rina, finish)
	check(t, "words", w.count("SELECT count(*) FROM request_words"), 1)
	check(t, "told to the facilitator once it is closed", w.told(parenting.FireSaid, asked, rina), 0)
	check(t, "asked whether it helped", w.told(parenting.FireHelped, asked, sari), 1)
	w.do(func(tx *Tx) { tx.exec("UPDATE fires SET outcome = 'sent' WHERE kind = 'said' AND reader = ?", sari) })
	w.prune(1000)
	check(t, "words once all was sent", w.count("SELECT count(*) FROM request_words"), 0)

	w.apply(sari, parenting.Rate{Request: asked, Account: sari, Helped: parenting.HelpedNo})
	q = w.request(asked)
	check(t, "reopened", []any{q.State, q.Owner, q.Helped, q.Due}, []any{parenting.RequestWaiting, rina, parenting.HelpedNo, w.time.Add(parenting.Patience)})
	rate := func(h parenting.Helped) {
		t.Helper()
		w.apply(sari, parenting.Rate{Request: asked, Account: sari, Helped: h})
	}
	rate(parenting.HelpedPartly)
	check(t, "closed by the carer", w.request(asked).Helped, parenting.HelpedPartly)
	rate(parenting.HelpedNo)
	check(t, "open once more", w.request(asked).Open(), true)
	rate(parenting.HelpedYes)
	rate(parenting.HelpedNo)
	q = w.request(asked)
	check(t, "closed for good", []any{q.State, q.Helped}, []any{parenting.RequestClosed, parenting.HelpedNo})
}

// TestRequestsReachCoordinators: who coordinates the region may do something about a request once it was brought to them, nobody else.
func TestRequestsReachCoordinators(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, true))
	take := parenting.Take{Request: asked, Group: melati, Region: anjani, To: joko, Version: 2}
	respond := parenting.Respond{Request: asked, Group: melati, Region: anjani, Words: parenting.Words{Text: "ya"}}
	stale := func(what string, by parenting.AccountID, act parenting.Act) {
		t.Helper()
		if err := w.try(by, act); !errors.Is(err, ErrStale) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	stale("taken before it was brought", joko, take)
	w.apply(0, parenting.Escalate{Request: asked, Group: melati, Version: 2})
	check(t, "told to the coordinator, and once more later", w.told(parenting.FireLate, asked, joko), 2)
	check(t, "shown to the facilitator later", w.told(parenting.FireLate, asked, rina), 1)
	check(t, "told to the carer", w.told(parenting.FireLate, asked, sari), 1)
	stale("an old version", joko, take)
	stale("answered by who has not taken it", joko, respond)
	take.Version = 3
	elsewhere := take
	elsewhere.Region = parenting.Region{Province: "35"}
	stale("a region where the group is not", joko, elsewhere)
	given := take
	given.To = stranger
	stale("given to a stranger", joko, given)
	w.apply(joko, take, respond)
	stale("escalated while it is nobody's fault", 0, parenting.Escalate{Request: asked, Group: other, Version: 5})

	// The facilitator can look after it too, and what a coordinator gives back has a new deadline.
	w.time = w.time.Add(time.Hour)
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lalu?"}})
	given.To, given.Version = rina, w.request(asked).Version
	w.apply(joko, given)
	q := w.request(asked)
	check(t, "given back", []any{q.Owner, q.Escalated.IsZero(), q.Due}, []any{rina, true, w.time.Add(parenting.PatienceUrgent)})
}

// TestRequestsOutliveNobody: whoever can no longer answer is not waited for, and of a family that has left nothing is kept.
func TestRequestsOutliveNobody(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false), askHelp(asked+1, false))
	w.apply(rina, parenting.Take{Request: asked, Group: melati, To: rina, Version: 2})
	due := func() int {
		return w.count("SELECT count(*) FROM fires WHERE kind = 'due' AND outcome IS NULL AND due <= ?", unix(w.time))
	}
	check(t, "due", due(), 0)
	w.do(func(tx *Tx) { tx.Unreachable(parenting.ChatID(rina), "blocked") })
	check(t, "due since nobody can be reached", due(), 2)
	w.apply(sari, askHelp(asked+2, false))
	check(t, "asked of the coordinator", []any{w.told(parenting.FireLate, asked+2, joko), w.request(asked + 2).Escalated.IsZero()}, []any{1, false})
	if err := w.try(sari, askHelp(asked+3, false)); !errors.Is(err, ErrStale) {
		t.Errorf("a fourth one: got %v", err)
	}

	w.apply(joko, parenting.Withdraw{Account: rina, Role: parenting.Facilitator, Group: melati, Region: anjani})
	check(t, "owner", w.request(asked).Owner, 0)

	w.apply(sari, parenting.Leave{Person: pSari, Family: famSari, Group: melati})
	check(t, "rows", w.count("SELECT count(*) FROM requests WHERE state = 'closed' AND account_id = 0 AND family_id = 0"), 3)
	check(t, "words", w.count("SELECT count(*) FROM request_words"), 0)
	check(t, "fires", w.count("SELECT count(*) FROM fires WHERE kind IN ('said', 'due', 'late', 'helped') AND outcome IS NULL"), 0)
}

// TestRequestsFollowAMerge: the request of an entry that goes belongs to the one that stays.
func TestRequestsFollowAMerge(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	w.apply(rina, parenting.Merge{Group: melati, Keep: famNenek, Drop: famSari, SamePerson: true})
	q := w.request(asked)
	check(t, "family", q.Family, famNenek)
	w.do(func(tx *Tx) {
		p, ok := tx.Rights(sari).Person(q.Family)
		check(t, "who asks", []any{p.Name, ok}, []any{"Inaq Sahnun", true})
	})
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lalu?"}})
}

// TestRequestsOvertakeReminders: what people say to each other leaves with the replies, before what was due earlier.
func TestRequestsOvertakeReminders(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.AddFire(parenting.Fire{Due: w.time.Add(-time.Minute), Kind: parenting.FireMerge, Subject: int64(famSari), Reader: rina})
	})
	w.apply(sari, askHelp(asked, false))
	w.do(func(tx *Tx) {
		tx.Queued()
		tx.QueueDue(10, false)
		var lanes []Lane
		for _, r := range tx.Queued() {
			if r.Chat == parenting.ChatID(rina) {
				c, _ := tx.Claim(r.ID)
				lanes = append(lanes, r.Lane, c.Lane)
			}
		}
		check(t, "lanes", lanes[len(lanes)-2:], []Lane{Replies, Replies})
		check(t, "lane of what was due before", lanes[0], Notices)
	})
}

// TestRequestsTakeSoMuch: a flood of words ends where nobody has answered yet.
func TestRequestsTakeSoMuch(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	more := parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lagi"}}
	for range parenting.MostWords - 1 {
		w.apply(sari, more)
	}
	if err := w.try(sari, more); !errors.Is(err, ErrStale) {
		t.Errorf("one more: got %v", err)
	}
	w.apply(rina, parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Text: "ya"}})
	w.apply(sari, more)
}

// TestStoppedCarersAreAnswered: who gets no messages of their own accord still gets the answer to a question.
func TestStoppedCarersAreAnswered(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	w.apply(rina, parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Text: "ya"}})
	w.apply(sari, parenting.Stop{Account: sari})
	check(t, "answers to come", w.told(parenting.FireSaid, asked, sari), 1)
}

// TestRequestsStayOpenWhileCarersWrite: once there is nobody else to ask, a request is closed long after the last that was said to it.
func TestRequestsStayOpenWhileCarersWrite(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	w.time = w.request(asked).Due
	w.apply(0, parenting.Escalate{Request: asked, Group: melati, Version: 2})
	w.time = w.time.Add(parenting.RequestLasts - time.Hour)
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "belum ada kabar"}})
	check(t, "due", w.count("SELECT due FROM fires WHERE kind = 'due' AND outcome IS NULL"), int(unix(w.time.Add(parenting.RequestLasts))))
}

// TestUnheard: what has been brought to one officer is heard, whatever is still on its way to another.
func TestUnheard(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.grant(parenting.Grant{Account: tuti, Role: parenting.Facilitator, Group: melati, Name: "Bu Tuti", By: rina})
	})
	w.apply(sari, askHelp(asked, false), parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lalu?"}})
	w.apply(rina, parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Text: "ya"}})
	w.do(func(tx *Tx) {
		tx.exec("UPDATE fires SET outcome = 'sent' WHERE kind = 'said' AND version = 1 AND reader = ?", tuti)
		check(t, "unheard", tx.Unheard(asked), []parenting.Said{{Words: parenting.Words{Text: "lalu?"}, Request: asked, N: 2, By: sari}})
	})
}

// TestRequestsGoBackToTheOthers: what was said to one who may no longer look after a request is brought to the others.
func TestRequestsGoBackToTheOthers(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.grant(parenting.Grant{Account: tuti, Role: parenting.Facilitator, Group: melati, Name: "Bu Tuti", By: rina})
	})
	w.apply(sari, askHelp(asked, false))
	w.apply(tuti, parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Text: "ya"}})
	w.apply(sari, parenting.AddWords{Request: asked, Account: sari, Words: parenting.Words{Text: "lalu?"}})
	third := func() int {
		return w.count("SELECT count(*) FROM fires WHERE kind = 'said' AND version = 3 AND reader = ?", rina)
	}
	check(t, "told to the other one while there is an owner", third(), 0)
	w.apply(joko, parenting.Withdraw{Account: tuti, Role: parenting.Facilitator, Group: melati, Region: anjani})
	check(t, "told to the other one", third(), 1)
	check(t, "all told", w.told(parenting.FireSaid, asked, rina), 2) // the first question is answered
}

// TestAnswersWaitForWhoReturns: what a carer who could not be reached was answered comes once they can be, and once.
func TestAnswersWaitForWhoReturns(t *testing.T) {
	w := melatiWorld(t)
	w.apply(sari, askHelp(asked, false))
	answer := parenting.Respond{Request: asked, Group: melati, Words: parenting.Words{Text: "ya"}}
	w.apply(rina, answer)
	w.do(func(tx *Tx) { tx.exec("UPDATE fires SET outcome = 'sent' WHERE kind = 'said' AND reader = ?", sari) })
	w.apply(rina, answer) // on its way when Telegram refuses
	w.do(func(tx *Tx) {
		tx.exec("UPDATE fires SET outcome = 'failed: blocked' WHERE kind = 'said' AND reader = ? AND outcome IS NULL", sari)
		tx.Unreachable(parenting.ChatID(sari), "blocked")
	})
	w.apply(rina, answer)
	w.do(func(tx *Tx) {
		tx.exec("UPDATE fires SET outcome = 'skipped: unreachable' WHERE kind = 'said' AND reader = ? AND outcome IS NULL", sari)
	})
	w.do(func(tx *Tx) { tx.Touch(sari, w.time) })
	w.do(func(tx *Tx) { tx.Touch(sari, w.time) })
	check(t, "answers to come", w.told(parenting.FireSaid, asked, sari), 2)
}

// TestNobodyWaitsForThemselves: who leads a group and asks as a carer is no facilitator that the request could wait for.
func TestNobodyWaitsForThemselves(t *testing.T) {
	w := melatiWorld(t)
	w.do(func(tx *Tx) {
		tx.grant(parenting.Grant{Account: sari, Role: parenting.Facilitator, Group: melati, Name: "Bu Sari", By: rina})
	})
	w.apply(sari, askHelp(asked, false))
	w.apply(rina, parenting.Stop{Account: rina})
	check(t, "due", w.count("SELECT due FROM fires WHERE kind = 'due' AND outcome IS NULL"), int(unix(w.time)))
}
