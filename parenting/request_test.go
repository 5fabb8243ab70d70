package parenting

import (
	"slices"
	"testing"
	"time"
)

func TestDeadline(t *testing.T) {
	wita := ProvinceZone("52")
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 6, day, hour, minute, 0, 0, wita) }
	for _, c := range []struct {
		what   string
		now    time.Time
		urgent bool
		want   time.Time
	}{
		{"by day", at(9, 9, 30), false, at(10, 9, 30)},
		{"by night, from the morning on", at(9, 21, 0), false, at(11, 6, 0)},
		{"before the morning", at(9, 5, 59), false, at(10, 6, 0)},
		{"at the last minute of the day", at(9, 19, 59), false, at(10, 19, 59)},
		{"urgent", at(9, 9, 30), true, at(9, 13, 30)},
		{"urgent by night", at(9, 23, 0), true, at(10, 3, 0)},
	} {
		if got := Deadline(c.now, c.urgent, wita); !got.Equal(c.want) {
			t.Errorf("%s: got %v, want %v", c.what, got, c.want)
		}
	}
}

func TestRequestsAreLate(t *testing.T) {
	now := time.Date(2026, 6, 9, 9, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for _, c := range []struct {
		q           HelpRequest
		late, given bool
	}{
		{HelpRequest{State: RequestWaiting, Due: after}, false, false},
		{HelpRequest{State: RequestWaiting, Due: now}, true, false},
		{HelpRequest{State: RequestAnswered, Due: before}, false, false},
		{HelpRequest{State: RequestClosed, Due: before}, false, false},
		{HelpRequest{State: RequestWaiting, Due: after, Escalated: before}, false, false}, // no facilitator could be reached
		{HelpRequest{State: RequestWaiting, Due: before, Escalated: now}, true, true},
	} {
		if got := c.q.Late(now); got != c.late {
			t.Errorf("%+v is late: got %v", c.q, got)
		}
		if got := c.q.Given(); got != c.given {
			t.Errorf("%+v was given: got %v", c.q, got)
		}
	}
}

// TestNearest: not everybody above is asked, only those next to the group.
func TestNearest(t *testing.T) {
	anjani := Region{"52", "Lombok Timur", "Anjani"}
	everywhere, province := Grant{Account: 1}, Grant{Account: 2, Region: Region{Province: "52"}}
	east, east2 := Grant{Account: 3, Region: Region{"52", "Kab. Lombok Timur", ""}}, Grant{Account: 4, Region: Region{"52", "Lombok Timur", ""}}
	central := Grant{Account: 5, Region: Region{"52", "Lombok Tengah", ""}}
	for _, c := range []struct {
		coordinators []Grant
		want         []AccountID
	}{
		{nil, nil},
		{[]Grant{central}, nil},
		{[]Grant{everywhere, central}, []AccountID{1}},
		{[]Grant{everywhere, province, central}, []AccountID{2}},
		{[]Grant{province, everywhere}, []AccountID{2}},
		{[]Grant{east, everywhere, east2, province}, []AccountID{3, 4}},
		{[]Grant{everywhere, east, east2, east}, []AccountID{3, 4}},
	} {
		if got := Nearest(c.coordinators, anjani); !slices.Equal(got, c.want) {
			t.Errorf("of %+v: got %v, want %v", c.coordinators, got, c.want)
		}
	}
}
