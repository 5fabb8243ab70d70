package flows

import (
	"slices"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// assembly is an announced meeting in memory, Saturday at 07.00 in Lombok; asking for more than it holds panics.
type assembly struct {
	Facts
	people []parenting.Person
	where  string
	now    time.Time
}

const (
	sari    = 1001
	meeting = 5
)

func (a *assembly) Now() time.Time { return a.now }
func (a *assembly) Rights(id parenting.AccountID) parenting.Rights {
	return parenting.Rights{Account: id, People: a.people}
}

func (a *assembly) Group(parenting.GroupID) parenting.Group {
	return parenting.Group{ID: 7, Name: "Kelompok Melati", Province: "52", Salam: parenting.SalamIslam}
}

func (a *assembly) Session(parenting.SessionID) parenting.Session {
	return parenting.Session{
		ID: meeting, Group: 7, Theme: "B", Start: time.Date(2026, 6, 12, 23, 0, 0, 0, time.UTC), Duration: 90 * time.Minute,
		Place: "Balai Desa", State: parenting.Announced,
	}
}

func (a *assembly) People(parenting.FamilyID) []parenting.Person { return a.people }

func (a *assembly) Family(id parenting.FamilyID) parenting.Family {
	return parenting.Family{ID: id, Group: 7, Where: a.where}
}

func (a *assembly) Present(parenting.SessionID, parenting.FamilyID) (p parenting.Attendance) {
	return p
}
func (a *assembly) Reply(parenting.SessionID, parenting.FamilyID) (r parenting.RSVP) { return r }

// TestTwoClocks: the one abroad reads the meeting in both clocks, with the day where it is another.
func TestTwoClocks(t *testing.T) {
	person := parenting.Person{ID: 1, Family: 2, Group: 7, Account: sari, Form: parenting.Bapak, Name: "Sahar", Abroad: true}
	for where, want := range map[string]string{"SA": "Sat 02:00 Asia/Riyadh", "US": "Fri 19:00 America/New_York", "MY": ""} {
		a := &assembly{people: []parenting.Person{person}, where: where, now: time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC)}
		m := renderInvitation(a, parenting.Card{Kind: parenting.CardInvitation, Subject: meeting, Chat: sari})
		got := ""
		if m.Args["Far"].(bool) {
			got = m.Args["There"].(time.Time).Format("Mon 15:04 ") + m.Args["There"].(time.Time).Location().String()
		}
		if got != want || m.Args["OtherDay"].(bool) != (where == "US") {
			t.Errorf("%s: got %q, other day %v, want %q", where, got, m.Args["OtherDay"], want)
		}
	}
}

// TestPressFromAfar: in the group's chat somebody abroad answers for nobody, and is sent the invitation, where that is said.
func TestPressFromAfar(t *testing.T) {
	for abroad, want := range map[bool]string{true: "tally.afar", false: "rsvp.toast_coming"} {
		person := parenting.Person{ID: 1, Family: 2, Group: 7, Account: sari, Form: parenting.Bapak, Name: "Sahar", Abroad: abroad}
		a := &assembly{people: []parenting.Person{person}, now: time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC)}
		c := newChat(a, Event{Kind: Pressed, Account: sari, Chat: -7, At: a.now}, State{})
		pressTally(c, parenting.Card{Kind: parenting.CardTally, Subject: meeting}, string(parenting.Coming))
		if c.turn.Toast.Key != want || abroad == (len(c.turn.Acts) > 0) || abroad != (len(c.turn.Cards) == 1) {
			t.Errorf("abroad %v: got %q, acts %v, cards %v", abroad, c.turn.Toast.Key, c.turn.Acts, c.turn.Cards)
		}
	}
}

// TestPressForAnotherFamily: a forged button answers for nobody but the presser's own families.
func TestPressForAnotherFamily(t *testing.T) {
	person := parenting.Person{ID: 1, Family: 2, Group: 7, Account: sari, Form: parenting.Ibu, Name: "Sari"}
	a := &assembly{people: []parenting.Person{person}, now: time.Date(2026, 6, 10, 0, 0, 0, 0, time.UTC)}
	for choice, want := range map[string]int{
		"coming." + parenting.ShortID(2): 1, "coming." + parenting.ShortID(3): 0, "coming.": 0, "coming": 0, "": 0, "always." + parenting.ShortID(2): 0,
	} {
		turn := Handle(a, Event{
			Kind: Pressed, Account: sari, Chat: sari, At: a.now, Data: CardData{parenting.CardInvitation, meeting, choice}.Data(),
		}, nil)
		if len(turn.Acts) != want || turn.Toast == nil || turn.Then != nil {
			t.Errorf("%q: got acts %v, toast %v, then %v, want %d acts", choice, turn.Acts, turn.Toast, turn.Then, want)
		}
	}
}

// TestPlannedHour: what was typed is kept by the group's clock, whichever clock was written; a guess stays one to be confirmed.
func TestPlannedHour(t *testing.T) {
	d := draft{Chat: &Chat{Event: Event{At: time.Date(2026, 6, 10, 1, 0, 0, 0, time.UTC)}}, group: parenting.Group{Province: "52"}}
	for text, want := range map[string]string{
		"besok jam 2 siang":           "2026-06-11 840",
		"Sabtu 14.00 WIB":             "2026-06-13 900",
		"Sabtu 06.30 WIT":             "2026-06-13 330",
		"Sabtu 23.30 WIB":             "",
		"20 Juni 09.00-11.00":         "2026-06-20 540 +120",
		"Minggu habis asar":           "2026-06-14 960 ?",
		"Sabtu depan jam 7":           "2026-06-13,2026-06-20 420,1140",
		"besok kira-kira kapan-kapan": "",
	} {
		got, ok := d.reads(parenting.ReadDay)(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: got %q %v, want %q", text, got, ok, want)
		}
		w := readKept(want)
		if again := keepWhen(w); again != want {
			t.Errorf("%q: read and kept again: got %q, want %q", text, again, want)
		}
	}
}

// TestSessionButtons: what a facilitator is offered around a meeting, by the hour.
func TestSessionButtons(t *testing.T) {
	s := (&assembly{}).Session(meeting)
	at := func(state parenting.SessionState, after time.Duration) []string {
		s.State = state
		return sessionButtons(s, s.Start.Add(after))
	}
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"planned", at(parenting.Planned, -48*time.Hour), []string{"announce", "change", "calloff", "guide", "blank"}},
		{"announced", at(parenting.Announced, -48*time.Hour), []string{"share", "replies", "change", "calloff", "guide", "blank"}},
		{"open", at(parenting.Announced, -30*time.Minute), []string{"screen", "ticks", "close", "change", "calloff", "guide", "blank"}},
		{"begun", at(parenting.Announced, time.Minute), []string{"screen", "ticks", "close", "guide", "blank"}},
		{"not closed", at(parenting.Announced, 5*time.Hour), []string{"ticks", "close"}},
		{"closed", at(parenting.Closed, 5*time.Hour), []string{"sheet", "correct"}},
		{"long closed", at(parenting.Closed, 40*24*time.Hour), []string{"sheet"}},
		{"cancelled", at(parenting.Cancelled, -time.Hour), nil},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}
