package parenting

import "time"

// A Lesson is one idea for carers with one practice for the week. Texts marked HTML are ready for a Telegram message with parse
// mode HTML; the others are plain and serve as labels. Lessons are shared: do not change their slices.
type Lesson struct {
	ID        string    `toml:"id"` // the name of the file without .md
	Title     string    `toml:"title"`
	Theme     Theme     `toml:"theme"`
	Bands     []Band    `toml:"bands"`
	For       []string  `toml:"for"` // whom it speaks to: carer, grandparent, abroad, facilitator
	Sources   []Source  `toml:"sources"`
	Status    string    `toml:"status"`     // draft, or checked by a person
	CheckedBy string    `toml:"checked_by"` // who checked it, empty for a draft
	CheckedOn time.Time `toml:"checked_on"` // the day of that, zero for a draft

	Message   []string   `toml:"-"` // HTML, one bubble each
	Practice  string     `toml:"-"` // HTML; stands on its own, also without the message
	Obstacles []Obstacle `toml:"-"`
	Quiz      []Question `toml:"-"`
	Call      string     `toml:"-"` // HTML; a question for the next call with the parent abroad
	Summary   string     `toml:"-"` // HTML; for those who missed the meeting
}

// A Source is a publication on which a lesson's claims rest.
type Source struct {
	Title   string `toml:"title"`
	Year    int    `toml:"year"`
	Address string `toml:"address"`
}

// An Obstacle is something that keeps families from the practice, with a tip against it.
type Obstacle struct {
	Name string // plain
	Tip  string // HTML
}

// A Question of the quiz has exactly one right option and a reason that teaches whichever option was chosen.
type Question struct {
	Ask     string // HTML
	Options []Option
	Why     string // HTML
}

// An Option is a possible answer to a question.
type Option struct {
	Text  string // plain
	Right bool
}

// Draft reports whether nobody has checked the lesson yet.
func (l Lesson) Draft() bool { return l.Status == "draft" }

// Health reports whether a theme is for a midwife to check.
func (t Theme) Health() bool { return t == "C" || t == "D" }

// HoldLesson holds a lesson back from everybody but the officers, or gives it free again.
type HoldLesson struct {
	Lesson string
	Held   bool
}

func (HoldLesson) act() {}
