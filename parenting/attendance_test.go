package parenting

import (
	"slices"
	"testing"
	"time"
)

// TestTurns shows how long a code counts: until ten minutes after its successor was shown, however late that was, and the last
// one without end.
func TestTurns(t *testing.T) {
	key := []byte("key")
	s := Session{ID: 7, Start: time.Date(2026, 6, 13, 6, 0, 0, 0, time.UTC), Duration: DefaultDuration, Version: 3}
	first := Slot(s.Opens())
	shown := []Shown{{first, s.Opens()}, {first + 2, SlotStart(first + 2).Add(4 * time.Minute)}}
	old, last := Code(key, s.ID, first), Code(key, s.ID, first+2)
	turned := shown[1].At
	for at, want := range map[time.Time][]string{
		turned:                             {old, last},
		turned.Add(CodeTurn):               {old, last},
		turned.Add(CodeTurn + time.Second): {last},
		turned.Add(time.Hour):              {last},
	} {
		if got := ValidCodes(key, s.ID, shown, at); !slices.Equal(got, want) {
			t.Errorf("at %s: got %v, want %v", at, got, want)
		}
	}

	if got := SlotStart(first + 1); !got.After(s.Opens()) || got.Sub(s.Opens()) > CodeTurn || Slot(got) != first+1 {
		t.Errorf("the code of %s turns at %s", s.Opens(), got)
	}
	f, ok := TurnFire(s, first)
	if want := (Fire{Due: SlotStart(first + 1), Kind: FireTurn, Subject: 7, Version: 3, Expires: s.Closes()}); !ok || f != want {
		t.Errorf("got %v, %v, want %v", f, ok, want)
	}
	if f, ok := TurnFire(s, Slot(s.Closes().Add(-time.Second))); ok {
		t.Errorf("the last code turns at %s, after check-in closed at %s", f.Due, s.Closes())
	}
}

// TestHealthIsNotOnTheSheet: whoever reads the daftar hadir learns who was excused, and of nobody why.
func TestHealthIsNotOnTheSheet(t *testing.T) {
	for _, p := range Presences() {
		want := p
		if p == Sick {
			want = Excused
		}
		if got := p.OnSheet(); got != want {
			t.Errorf("%s: got %s, want %s", p, got, want)
		}
	}
}
