package parenting

// GuidePart is a part of a facilitator's run sheet of a meeting; its title is a word and lives in locales.
type GuidePart string

// The parts of a run sheet.
const (
	GuideOpening  GuidePart = "opening"
	GuideStory    GuidePart = "story"
	GuideExercise GuidePart = "exercise"
	GuideTalk     GuidePart = "talk"
	GuidePractice GuidePart = "practice"
	GuideClosing  GuidePart = "closing"
)

// GuideParts lists the parts in the order of a meeting; every run sheet has all of them.
func GuideParts() []GuidePart {
	return []GuidePart{GuideOpening, GuideStory, GuideExercise, GuideTalk, GuidePractice, GuideClosing}
}
