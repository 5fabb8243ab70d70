package parenting

import "time"

// FireKind names a kind of notice.
type FireKind string

// The kinds of fires. Those with a reader become a message to that account, the others make the clock act.
const (
	FireInvite  FireKind = "invite"  // the announcement, to a family
	FireTally   FireKind = "tally"   // the announcement, to the group chat
	FireDay     FireKind = "day"     // reminder the day before at 16.00
	FireEve     FireKind = "eve"     // the same day at 16.00, in place of it: to the facilitators; two days before while the meeting is not announced
	FireHours   FireKind = "hours"   // reminder two hours before
	FireOpen    FireKind = "open"    // check-in opens: to the facilitators
	FireRefresh FireKind = "refresh" // check-in opens: invitations show its button; no reader
	FireTurn    FireKind = "turn"    // the check-in code turns; no reader
	FireClose   FireKind = "close"   // check-in ends, and the session with it; no reader
	FireThanks  FireKind = "thanks"  // to a family that came
	FireReport  FireKind = "report"  // the count, the missed and the sheet: to the facilitators
	FireChanged FireKind = "changed" // the session was moved or changed
	FireCancel  FireKind = "cancel"  // the session was called off
	FireMerge   FireKind = "merge"   // somebody joined who may stand in the roster already: to the facilitators
	FireAssist  FireKind = "assist"  // somebody became a facilitator: to who invited
	FireJoined  FireKind = "joined"  // somebody joined by the family's own link: to the others of the family; subject: the person
	FireLeft    FireKind = "left"    // a family has left of its own accord; subject: the group
	FireStart   FireKind = "start"   // the hour of a broadcast comes; no reader. Subject of this and the next: the broadcast
	FireAsk     FireKind = "ask"     // a broadcast waits for an approval: to who may give it
	FirePending FireKind = "pending" // nobody has yet, and the time for it is nearly over: to who may give it, and to its author
	FireLapse   FireKind = "lapse"   // nobody has answered that; no reader
	FireUnsent  FireKind = "unsent"  // the hour of a draft comes near, at which it does not go out by itself: to its author
	FireDecided FireKind = "decided" // it was approved or refused: to its author
	FireAmended FireKind = "amended" // it was corrected: to who had approved it, and to its author
	FireLost    FireKind = "lost"    // a family can no longer be reached: to the facilitators
	FireUntold  FireKind = "untold"  // a broadcast goes out that families without Telegram do not get: to their facilitators; subject: the broadcast
	FireHanded  FireKind = "handed"  // a broadcast did not reach families with Telegram, and a coordinator asks their facilitators to pass it on; subject: the broadcast
	FireLesson  FireKind = "lesson"  // a lesson, at the account's pace; the same fire each time, and without a subject
	FireSaid    FireKind = "said"    // something was said to a request: to who is to hear it. Subject of this and the next: the request; the version: what
	FireDue     FireKind = "due"     // a request was not answered in time, or nothing was said to it for long; no reader
	FireLate    FireKind = "late"    // it was not answered in time: to coordinators, and to who asked; days later once more to all who may answer
	FireHelped  FireKind = "helped"  // it was closed: to who asked
	FireConsent FireKind = "consent" // the consent text has changed; subject: its version
	FireOrphan  FireKind = "orphan"  // a group's last facilitator has gone: to its coordinators; subject: the group
	FirePaused  FireKind = "paused"  // a broadcast has paused itself: to the coordinators who may let it go on; subject: the broadcast

	FirePractice FireKind = "practice" // how a practice went that was planned for the day before; subject of this and the next: the lesson's number
	FireShared   FireKind = "shared"   // a facilitator sends a family a lesson
)

// Withdrawn is the kind of notice that a right was withdrawn, to who had it: one for each role, which the subject, a group or none,
// does not tell.
func Withdrawn(r Role) FireKind { return "withdraw_" + FireKind(r) }

// Fire is a notice that is due at a time, one for each reader. It is void when its subject has another version by then.
type Fire struct {
	Due     time.Time
	Kind    FireKind
	Subject int64
	Version int
	Reader  AccountID // 0: nobody reads it, the clock acts
	Expires time.Time // after this it is stale and is skipped
}

// Reader is an account that a session concerns, with the clock it lives by.
type Reader struct {
	Account AccountID
	Zone    *time.Location
	Abroad  bool // carries only people abroad: is told of a session only through the family at home
	Leads   bool // a facilitator of the group
}

// SessionFires computes what is due of a session from now on: the whole set, which replaces what was due before. Of one that is not announced
// nobody knows but the facilitators, who are reminded to announce it.
func SessionFires(s Session, readers []Reader, now time.Time) []Fire {
	subject := int64(s.ID)
	var fires []Fire
	add := func(k FireKind, reader AccountID, due, expires time.Time) {
		if due.After(now) && due.Before(expires) {
			fires = append(fires, Fire{due, k, subject, s.Version, reader, expires})
		}
	}
	if s.State == Planned {
		for _, r := range readers {
			eve := dayBefore(s.Start.In(r.Zone))
			due := eve.AddDate(0, 0, -1)
			if !due.After(now) {
				due = eve
			}
			if r.Leads {
				add(FireEve, r.Account, due, quietEnd(due, s.Start))
			}
		}
		return fires
	}
	leads := map[AccountID]bool{}
	for _, r := range readers {
		leads[r.Account] = leads[r.Account] || r.Leads
	}
	for _, r := range readers {
		if r.Leads {
			eve := dayBefore(s.Start.In(r.Zone))
			add(FireEve, r.Account, eve, quietEnd(eve, s.Start))
			add(FireOpen, r.Account, s.Opens(), s.End())
			continue
		}
		if r.Abroad {
			continue
		}
		day, hours := reminders(s.Start.In(r.Zone))
		if day.Before(hours) && !leads[r.Account] { // who leads is reminded once
			add(FireDay, r.Account, day, quietEnd(day, s.Start))
		}
		add(FireHours, r.Account, hours, s.Start)
	}
	add(FireRefresh, 0, s.Opens(), s.Closes())
	add(FireClose, 0, s.Closes(), s.Closes().Add(CorrectionTime))
	return fires
}

// TurnFire is when the code of a slot, once it was on a screen, gives way to the next; none when check-in is over by then. What
// changes of the session does not concern it.
func TurnFire(s Session, slot int64) (f Fire, ok bool) {
	due := SlotStart(slot + 1)
	return Fire{Due: due, Kind: FireTurn, Subject: int64(s.ID), Version: s.Version, Expires: s.Closes()}, due.Before(s.Closes())
}

// reminders are the hours of the two reminders: 16.00 the day before, and two hours before. One that would fall into quiet hours
// comes at 19.30 before them, and swallows the other if that stands on the same evening (both are then the same time).
func reminders(start time.Time) (day, hours time.Time) {
	day, hours = dayBefore(start), start.Add(-2*time.Hour)
	if !QuietAt(hours) {
		return day, hours
	}
	hours = BeforeQuiet(hours)
	if hy, hm, hd := hours.Date(); hy == day.Year() && hm == day.Month() && hd == day.Day() {
		day = hours
	}
	return day, hours
}

// dayBefore is 16.00 on the day before a meeting.
func dayBefore(start time.Time) time.Time {
	y, m, d := start.Date()
	return time.Date(y, m, d-1, 16, 0, 0, 0, start.Location())
}

// quietEnd is the expiry of a reminder: the quiet hours that follow it, or the meeting.
func quietEnd(due, start time.Time) time.Time {
	y, m, d := due.Date()
	night := time.Date(y, m, d, 20, 0, 0, 0, due.Location())
	if start.Before(night) {
		return start
	}
	return night
}

// Polite is the time at which something unasked may reach a reader who lives by a clock: now, or 06.00 after quiet hours.
func Polite(now time.Time, zone *time.Location) time.Time {
	if local := now.In(zone); QuietAt(local) {
		return AfterQuiet(local)
	}
	return now
}
