package flows

import (
	"time"

	"asuhbersama/parenting"
)

// ShowGuide sends a facilitator the run sheet of a meeting, a message for each part: where they meet there is often no signal, so all
// of it is on the phone beforehand.
func ShowGuide(c *Chat) {
	s := c.Session(parenting.SessionID(c.ID("on")))
	if s.State == parenting.Cancelled {
		c.Say("cancelled")
		return
	}
	g, guide := c.Group(s.Group), Guide{s.Theme, c.HeldLessons()}
	c.Say("meeting", "Group", g.Name, "Theme", themeWord(s.Theme), "Start", s.Start.In(Zone(g)), "Minutes", int(s.Duration/time.Minute),
		"Guide", guide)
	c.Say("lessons", "Guide", guide)
	for _, part := range parenting.GuideParts() {
		m := Message{Key: "guide.part", Args: Args{"Name": Word("guide.name_" + part), "Step": GuideStep{s.Theme, part}}}
		switch part {
		case parenting.GuidePractice:
			m.Key, m.Args["Practice"] = "guide.practice", c.practice(s.Theme)
		case parenting.GuideClosing:
			m.Rows = [][]Button{{{Key: "remind.session", Begin: "session", On: int64(s.ID)}}}
		}
		c.Tell(string(part), m)
	}
}
