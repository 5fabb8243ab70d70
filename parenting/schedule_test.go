package parenting

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// zonesOf are all clocks that readers may live by.
func zonesOf() (zones []*time.Location) {
	for _, p := range Provinces() {
		zones = append(zones, ProvinceZone(p.Code))
	}
	for _, c := range Countries() {
		zone, _ := PlaceZone(c.Code)
		zones = append(zones, zone)
	}
	return zones
}

// TestDueByEveryClock: whatever clock somebody lives by, a broadcast is due when that clock shows its hour, not in quiet hours, and as soon
// as that; and who cannot get it before its end is told so at once and not only then.
func TestDueByEveryClock(t *testing.T) {
	zones := zonesOf()
	rapid.Check(t, func(t *rapid.T) {
		moment := func(name string) time.Time {
			return time.Date(2026, 6, 10, 0, rapid.IntRange(0, 4*24*60).Draw(t, name), 0, 0, time.UTC) // when no clock is changed
		}
		zone := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		now, b := moment("now"), Broadcast{Urgent: rapid.Bool().Draw(t, "urgent")}
		if rapid.Bool().Draw(t, "planned") {
			b.From = moment("from")
		}
		if rapid.Bool().Draw(t, "ends") {
			b.Until = moment("until")
		}
		due := b.Due(now, zone)
		shows := Civil(due.In(zone))
		switch earlier := due.Add(-time.Minute); {
		case due.Before(now), shows.Before(b.From) && !b.From.IsZero():
			t.Errorf("due at %s", due.In(zone))
		case !b.Urgent && QuietAt(due.In(zone)):
			t.Errorf("due in quiet hours, at %s", due.In(zone))
		case due.After(now) && !Civil(earlier.In(zone)).Before(b.From) && (b.Urgent || !QuietAt(earlier.In(zone))):
			t.Errorf("due as late as %s", due.In(zone))
		}
		if again := b.Due(due, zone); !again.Equal(due) {
			t.Errorf("due at %s, and then at %s", due.In(zone), again.In(zone))
		}
		if missed, want := b.Missed(now, zone), !b.Until.IsZero() && !due.Before(OnClock(b.Until, zone)); missed != want || missed && !b.Missed(due, zone) {
			t.Errorf("missed: %v, due at %s", missed, due.In(zone))
		}
	})
}

// TestAhead: by whatever clock, a reminder comes before its hour and after now, not in quiet hours, and in good time if there is any.
func TestAhead(t *testing.T) {
	zones := zonesOf()
	rapid.Check(t, func(t *rapid.T) {
		zone := zones[rapid.IntRange(0, len(zones)-1).Draw(t, "zone")]
		now := time.Date(2026, 6, 10, 0, rapid.IntRange(0, 24*60).Draw(t, "now"), 0, 0, time.UTC)
		hour := now.Add(time.Duration(rapid.IntRange(2, 3*24*60).Draw(t, "hour")) * time.Minute)
		urgent := rapid.Bool().Draw(t, "urgent")
		at, ok := Ahead(now, hour, zone, urgent)
		half := now.Add(hour.Sub(now) / 2)
		switch {
		case !ok && (urgent || !QuietAt(now.In(zone)) && !QuietAt(half.In(zone)) && !QuietAt(hour.In(zone)) && hour.Sub(now) < 10*time.Hour):
			t.Errorf("no reminder of %s at %s", hour.In(zone), now.In(zone))
		case ok && (!at.After(now) || !at.Before(hour) || !urgent && QuietAt(at.In(zone))):
			t.Errorf("of %s at %s, at %s", hour.In(zone), at.In(zone), now.In(zone))
		case urgent && hour.Sub(now) >= 4*time.Hour && hour.Sub(at) != remindAhead:
			t.Errorf("%s before", hour.Sub(at))
		}
	})
}
