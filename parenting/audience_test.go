package parenting

import "testing"

func TestWhoNeedsASecond(t *testing.T) {
	for _, c := range []struct {
		reach Reach
		want  bool
	}{
		{Reach{Will: 1000, Over: 500, Without: 500}, false},
		{Reach{Will: 1001}, true},
		{Reach{Will: 40, Behind: 1000}, false},
		{Reach{Will: 50, Behind: 1001}, true}, // groups' chats
	} {
		if got := c.reach.NeedsSecond(); got != c.want {
			t.Errorf("%+v: %t", c.reach, got)
		}
	}
}
