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
	g := c.Group(s.Group)
	c.Say("meeting", "Group", g.Name, "Theme", themeWord(s.Theme), "Start", s.Start.In(Zone(g)), "Minutes", int(s.Duration/time.Minute),
		"Guide", Guide{s.Theme})
	c.Say("lessons", "Guide", Guide{s.Theme})
	for _, part := range parenting.GuideParts() {
		m := Message{Key: "guide.part", Args: Args{"Name": Word("guide.name_" + part), "Step": GuideStep{s.Theme, part}}}
		switch part {
		case parenting.GuidePractice:
			m.Key, m.Args["Practice"] = "guide.practice", Practice{s.Theme}
		case parenting.GuideClosing:
			m.Rows = [][]Button{{{Key: "remind.session", Begin: "session", On: int64(s.ID)}}}
		}
		c.Tell(string(part), m)
	}
}
