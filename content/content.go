// Package content is the parenting material: one Markdown file per lesson under id/, and its loader.
//
// A file is TOML front matter between +++ lines and then parts under level-2 headings: Pesan, Latihan, Kendala, Kuis, Telepon,
// Ringkasan. [Load] turns every text into Telegram HTML once, at the start; nothing here sends, asks or remembers. A file that
// could not be served is an error of Load; one that could be better is a line of [Lint], for `asuhbersama check`.
// To write a lesson, begin with id/a-jam-telepon.md.
package content

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"asuhbersama/parenting"
)

//go:embed id/*.md
var files embed.FS

// A Lesson is one idea for carers with one practice for the week. Texts marked HTML are ready for a Telegram message with parse
// mode HTML; the others are plain and serve as labels. Lessons are shared: do not change their slices.
type Lesson struct {
	ID        string           `toml:"id"` // the name of the file without .md
	Title     string           `toml:"title"`
	Theme     parenting.Theme  `toml:"theme"`
	Bands     []parenting.Band `toml:"bands"`
	For       []string         `toml:"for"` // whom it speaks to: carer, grandparent, abroad, facilitator
	Sources   []Source         `toml:"sources"`
	Status    string           `toml:"status"`     // draft, or checked by a person
	CheckedBy string           `toml:"checked_by"` // who checked it, empty for a draft
	CheckedOn time.Time        `toml:"checked_on"` // the day of that, zero for a draft

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

// A Library holds all lessons, in the order of their ids. It is safe for concurrent use.
type Library struct{ lessons []Lesson }

// Load reads the lessons that are built into the program. The error lists every file that cannot be served, with its part.
func Load() (*Library, error) { return load(files) }

func load(fsys fs.FS) (*Library, error) {
	names, err := fs.Glob(fsys, "id/*.md")
	if err != nil {
		return nil, fmt.Errorf("list lessons: %w", err)
	}
	l := &Library{}
	var broken []error
	for _, name := range names {
		lesson, err := read(fsys, name)
		if err != nil {
			broken = append(broken, fmt.Errorf("read lesson %s: %w", name, err))
			continue
		}
		l.lessons = append(l.lessons, lesson)
	}
	if err := errors.Join(broken...); err != nil {
		return nil, err
	}
	return l, nil
}

func read(fsys fs.FS, name string) (Lesson, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Lesson{}, err
	}
	l, err := parse(raw)
	if want := strings.TrimSuffix(path.Base(name), ".md"); err == nil && l.ID != want {
		err = fmt.Errorf("front matter: id is %q, want %q as the file is called", l.ID, want)
	}
	return l, err
}

// Lesson finds a lesson by its id.
func (l *Library) Lesson(id string) (Lesson, bool) {
	return l.first(func(lesson Lesson) bool { return lesson.ID == id })
}

// ForTheme gives the lesson whose practice goes with a meeting on the theme: the first of that theme by id.
func (l *Library) ForTheme(t parenting.Theme) (Lesson, bool) {
	return l.first(func(lesson Lesson) bool { return lesson.Theme == t })
}

func (l *Library) first(is func(Lesson) bool) (Lesson, bool) {
	if i := slices.IndexFunc(l.lessons, is); i >= 0 {
		return l.lessons[i], true
	}
	return Lesson{}, false
}
