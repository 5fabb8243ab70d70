// Package content is the parenting material and its loader: one Markdown file per lesson under id/, one per curriculum under
// id/kurikulum/.
//
// A file is TOML front matter between +++ lines and then parts under level-2 headings: Pesan, Latihan, Kendala, Kuis, Telepon,
// Ringkasan. In these {rantau} is who of the reader's family is away. [Load] turns every text into Telegram HTML once, at the start;
// nothing here sends, asks or remembers. A file that could not be served is an error of Load; one that could be better is a line of
// [Lint], for `asuhbersama check`.
// To write a lesson, begin with id/a-jam-telepon.md; to change a meeting, with id/kurikulum/dasar.md.
package content

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"asuhbersama/parenting"
)

//go:embed id/*.md id/kurikulum/*.md id/bantuan.toml
var files embed.FS

// Lesson is the noun of parenting, which a file is read into.
type Lesson = parenting.Lesson

// A Library holds all lessons and curricula, in the order of their ids, and finds lessons; and the helplines. It is safe for concurrent use.
type Library struct {
	lessons   []Lesson                    // as they speak to anybody
	forAway   map[parenting.Away][]Lesson // the same, as they speak to a family of whom somebody is away
	curricula []Curriculum
	anyTheme  Curriculum
	helplines []parenting.Helpline
	index     func() *index // made once, beside the start
}

// Load reads the material that is built into the program. The error lists every file that cannot be served, with its part.
func Load() (*Library, error) { return load(files) }

func load(fsys fs.FS) (*Library, error) {
	l := &Library{}
	if err := l.loadLessons(fsys); err != nil {
		return nil, err
	}
	if err := l.name(); err != nil {
		return nil, err
	}
	if err := l.loadCurricula(fsys); err != nil {
		return nil, err
	}
	words, err := readSearchTable()
	if err != nil {
		return nil, err
	}
	l.index = sync.OnceValue(func() *index { return newIndex(l.lessons, words) })
	go l.index()
	return l, nil
}

func (l *Library) loadLessons(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "id/*.md")
	if err != nil {
		return fmt.Errorf("list lessons: %w", err)
	}
	var broken []error
	for _, name := range names {
		lesson, err := read(fsys, name)
		if err != nil {
			broken = append(broken, fmt.Errorf("read lesson %s: %w", name, err))
			continue
		}
		l.lessons = append(l.lessons, lesson)
	}
	if l.helplines, err = readHelplines(fsys); err != nil && !errors.Is(err, fs.ErrNotExist) {
		broken = append(broken, fmt.Errorf("read %s: %w", helplinesFile, err))
	}
	return errors.Join(broken...)
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

// Lessons lists all lessons in the order of their ids, as they speak to anybody. The list is shared: do not change it.
func (l *Library) Lessons() []Lesson { return l.lessons }

// Lesson finds a lesson by its id, as it speaks to anybody.
func (l *Library) Lesson(id string) (Lesson, bool) { return l.LessonFor(id, "") }

// ForTheme gives the lesson whose practice goes with a meeting on the theme: the first of that meeting.
func (l *Library) ForTheme(t parenting.Theme) (Lesson, bool) {
	m := l.Meeting(t)
	if len(m.Lessons) == 0 {
		return Lesson{}, false
	}
	return l.Lesson(m.Lessons[0])
}
