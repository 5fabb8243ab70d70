package flows

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asuhbersama/parenting"
)

// many is a regency with so many villages, and one village in another regency.
func many(villages int) *hamlet {
	h := &hamlet{rights: parenting.Rights{Account: rina, Grants: []parenting.Grant{
		{Account: rina, Role: parenting.Founder, Region: parenting.Region{Province: "52", Regency: "Lombok Timur"}, Name: "Bu Rina"},
	}}}
	for i := range villages {
		h.groups = append(h.groups, parenting.Group{ID: parenting.GroupID(i + 1), Village: fmt.Sprintf("Suka%02d", i), Regency: "Kab. Lombok Timur", Province: "52"})
	}
	h.groups = append(h.groups, parenting.Group{ID: 900, Village: "Sukarara", Regency: "Lombok Tengah", Province: "52"})
	return h
}

// founding begins to found a group, up to the question where it is, which is the last thing said.
func founding(h *hamlet) Turn {
	t := Handle(h, Event{Kind: Begin, Account: rina, Chat: rina, Start: Start{Flow: "found"}}, nil)
	return Handle(h, Event{Kind: Wrote, Account: rina, Chat: rina, Text: "Melati"}, t.Stack)
}

func labels(t Turn) (labels []string) {
	for _, b := range slices.Concat(t.Say[len(t.Say)-1].Rows...) {
		labels = append(labels, b.Label+b.Key)
	}
	return labels
}

// TestKnownPlaces offers the villages of the founder's own region, each once and a page at a time, and takes what is typed as one of
// them where it is.
func TestKnownPlaces(t *testing.T) {
	h := many(20)
	h.groups = append(h.groups, parenting.Group{ID: 901, Village: "DESA SUKA03", Regency: "lombok timur", Province: "52"})
	asked := founding(h)
	if got := labels(asked); got[0] != "Suka00" || len(got) != perPage+1 || got[perPage] != "pages.next" {
		t.Fatalf("first page: got %v", got)
	}
	seen := map[string]int{}
	for pages := 0; pages < 10; pages++ {
		rows := slices.Concat(asked.Say[0].Rows...)
		for _, b := range rows {
			seen[b.Label]++
		}
		next := slices.IndexFunc(rows, func(b Button) bool { return b.Key == "pages.next" })
		if next < 0 {
			break
		}
		press := Event{Kind: Pressed, Account: rina, Chat: rina, Message: 7, Data: ChoiceData(asked.Stack[0], rows[next].Choice)}
		if asked = Handle(h, press, asked.Stack); asked.Say[0].Edit != 7 {
			t.Fatal("the page is not turned in place")
		}
	}
	delete(seen, "") // the buttons that turn pages
	if len(seen) != 20 || seen["Sukarara"] > 0 {
		t.Errorf("got %v, want the villages of Lombok Timur", seen)
	}
	for village, n := range seen {
		if n != 1 {
			t.Errorf("%s is offered %d times", village, n)
		}
	}

	for typed, want := range map[string]string{
		"Desa suka 07": "Suka07", "ds. SUKA07": "Suka07", "desa baru sekali": "Baru Sekali", "*": "", "#2": "#2", strings.Repeat("a", 41): "",
	} {
		got := ""
		answered := Handle(h, Event{Kind: Wrote, Account: rina, Chat: rina, Text: typed}, asked.Stack)
		if value, ok := answered.Stack[0].answer("village"); ok {
			got = value
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}

	// A button holds 64 bytes: a name that does not fit can still be typed.
	h.groups = append(h.groups, parenting.Group{ID: 902, Village: strings.Repeat("ﺍ", 40), Regency: "Lombok Timur", Province: "52"})
	for _, label := range labels(founding(h)) {
		if len(label) > nameLimit {
			t.Errorf("%q does not fit into a button", label)
		}
	}
}
