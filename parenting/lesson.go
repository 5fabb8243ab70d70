package parenting

import "time"

// A Lesson is one idea for carers with one practice for the week. Texts marked HTML are ready for a Telegram message with parse
// mode HTML; the others are plain and serve as labels. Lessons are shared: do not change their slices.
type Lesson struct {
	ID        string    `toml:"id"` // the name of the file without .md
	Title     string    `toml:"title"`
	Theme     Theme     `toml:"theme"`
	Bands     []Band    `toml:"bands"`
	For       []string  `toml:"for"`  // whom it speaks to: carer, grandparent, abroad, facilitator
	Away      []Away    `toml:"away"` // it is for families of whom one of these is away; for all if none is named
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

// A Had is what an account has had of a lesson, and what it has made of its practice.
type Had struct {
	Lesson   string
	At       time.Time // when it was sent or opened first
	Unasked  bool      // it came of its own accord
	Practice PracticeState
	Planned  time.Time // when the practice is to be, zero while it is not planned
	Done     time.Time // when it was told last that the practice was done, zero if never
	Shared   time.Time // when a facilitator has sent it, zero if none has
}

// PracticeState says how the practice of a lesson stands with an account.
type PracticeState string

// The states of a practice. What was not done yet, or was hard, can be planned again.
const (
	PracticeOpen    PracticeState = ""
	PracticePlanned PracticeState = "planned"
	PracticeDone    PracticeState = "done"
	PracticeNotYet  PracticeState = "notyet"
	PracticeHard    PracticeState = "hard"
)

// GiveLesson notes that an account has had a lesson: it opened it, or the clock has sent it. The first time counts.
type GiveLesson struct {
	Account AccountID
	Lesson  string
	Unasked bool
}

func (GiveLesson) act() {}

// ShareLesson sends a lesson to the accounts of a family that have not got it so before, as from its facilitator.
type ShareLesson struct {
	Lesson string
	Family FamilyID
	Group  GroupID
}

func (ShareLesson) act() {}
