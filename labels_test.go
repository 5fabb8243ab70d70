package main

import (
	"testing"

	"asuhbersama/locales"
	"asuhbersama/parenting"
)

// TestLabelsAreUnderstood: the buttons of the menu and of the lessons do the same when they are typed.
func TestLabelsAreUnderstood(t *testing.T) {
	catalog, err := locales.Load()
	if err != nil {
		t.Fatal(err)
	}
	words := catalog.In("id")
	for key, want := range map[string]parenting.Wish{
		"menu.sessions": parenting.WishMeeting, "menu.materials": parenting.WishLessons, "ask.button": parenting.WishAsk, "menu.myfamily": parenting.WishFamily,
		"aid.button": parenting.WishAid, "menu.help_button": parenting.WishHelp, "menu.stop": parenting.WishStop,
		"materials.themes": parenting.WishThemes, "materials.ages": parenting.WishByAge, "materials.search": parenting.WishSearch,
		"practices.button": parenting.WishPractice, "pace.button": parenting.WishPace, "lesson.more": parenting.WishLessons,
	} {
		label, err := words.Label(key, nil)
		if got := parenting.ReadWish(label); err != nil || got != want {
			t.Errorf("%s: %q is read as %q, want %q: %v", key, label, got, want, err)
		}
	}
	for _, b := range parenting.Bands() {
		band, err := words.Label("band."+string(b), nil)
		if err != nil {
			t.Fatal(err)
		}
		label, err := words.Label("materials.mine", map[string]any{"Band": band})
		read, _ := parenting.ReadBands(label)
		if got := parenting.ReadWish(label); err != nil || got != parenting.WishBand || len(read) != 1 || read[0] != b {
			t.Errorf("%q is read as %q for %v: %v", label, got, read, err)
		}
	}
}
