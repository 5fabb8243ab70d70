package flows

import (
	"testing"

	"asuhbersama/parenting"
)

func TestRepliesViews(t *testing.T) {
	for _, v := range []repliesView{{viewFamilies, 3, 0}, {viewPlan, 2, 77}, {viewWhy, 1, parenting.FamilyID(1) << 61}} {
		if got, ok := readRepliesView(v.String()); !ok || got != v {
			t.Errorf("%q is read as %+v, %v", v, got, ok)
		}
	}
	for _, forged := range []string{"", "p", "px", "f2", "f2.", "f2.-5", "w1.!", "x1.7", "coming.7", "sick.7"} {
		if got, ok := readRepliesView(forged); ok || got.shows != viewFamilies || got.page != 1 {
			t.Errorf("%q is read as %+v, %v", forged, got, ok)
		}
	}
}
