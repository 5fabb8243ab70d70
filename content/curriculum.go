package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/yuin/goldmark/ast"

	"asuhbersama/parenting"
)

// A Curriculum is a row of meetings for one kind of group.
type Curriculum struct {
	ID      string   `toml:"id"` // the name of the file without .md
	Title   string   `toml:"title"`
	For     []string `toml:"for"`     // as of a lesson
	Minutes int      `toml:"minutes"` // how long each of its meetings takes

	Meetings []Meeting `toml:"-"`
}

// A Meeting is one meeting of a curriculum, with the run sheet that a facilitator leads it by.
type Meeting struct {
	Title     string          // plain
	Theme     parenting.Theme // "" where it suits any
	Lessons   []string        // ids; the practice for the week is that of the first
	Aim       string          // plain; what every family is to go home with
	Materials string          // plain
	Steps     []Step          // one for each of [parenting.GuideParts], in their order
}

// A Step is one part of a run sheet: what the facilitator does, and in a quote what she says.
type Step struct {
	Part    parenting.GuidePart
	Minutes int
	Text    string // HTML
}

// Minutes is how long the meeting takes.
func (m *Meeting) Minutes() int {
	sum := 0
	for _, s := range m.Steps {
		sum += s.Minutes
	}
	return sum
}

// Step finds a part of the run sheet.
func (m *Meeting) Step(p parenting.GuidePart) Step {
	return m.Steps[slices.IndexFunc(m.Steps, func(s Step) bool { return s.Part == p })]
}

// passages lists every text of a meeting, as those of a lesson are.
func (m *Meeting) passages() []passage {
	const line, step = 150, 600
	all := []passage{{"title", m.Title, label}, {labelAim, m.Aim, line}, {labelMaterials, m.Materials, line}}
	for i, s := range m.Steps {
		all = append(all, passage{partNames()[i], visible(s.Text), step})
	}
	return all
}

// maxLessons is how many lessons a meeting has room for.
const maxLessons = 3

// anyTheme is the curriculum whose only meeting suits any theme that has none of its own.
const anyTheme = "umum"

// Curricula lists the curricula by their ids.
func (l *Library) Curricula() []Curriculum { return l.curricula }

// Curriculum finds a curriculum by its id.
func (l *Library) Curriculum(id string) (Curriculum, bool) {
	i := slices.IndexFunc(l.curricula, func(c Curriculum) bool { return c.ID == id })
	if i < 0 {
		return Curriculum{}, false
	}
	return l.curricula[i], true
}

// Meeting gives the meeting on a theme: of the first curriculum that has one, else the one for any theme with that theme's lessons.
func (l *Library) Meeting(t parenting.Theme) Meeting {
	for _, c := range l.curricula {
		if i := slices.IndexFunc(c.Meetings, func(m Meeting) bool { return m.Theme == t }); i >= 0 {
			return c.Meetings[i]
		}
	}
	m := l.anyTheme.Meetings[0]
	m.Theme = t
	for _, lesson := range l.lessons {
		if lesson.Theme == t && len(m.Lessons) < maxLessons {
			m.Lessons = append(m.Lessons, lesson.ID)
		}
	}
	return m
}

func (l *Library) loadCurricula(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "id/kurikulum/*.md")
	if err != nil {
		return fmt.Errorf("list curricula: %w", err)
	}
	var broken []error
	for _, name := range names {
		c, err := l.readCurriculum(fsys, name)
		switch {
		case err != nil:
			broken = append(broken, fmt.Errorf("read curriculum %s: %w", name, err))
		case c.ID == anyTheme:
			l.anyTheme = c
		default:
			l.curricula = append(l.curricula, c)
		}
	}
	if len(broken) == 0 && l.anyTheme.ID == "" {
		broken = append(broken, fmt.Errorf("read curriculum id/kurikulum/%s.md: missing; it serves the themes without a meeting", anyTheme))
	}
	return errors.Join(broken...)
}

// maxCurriculum bounds a file of a curriculum in bytes: twelve meetings at their limits.
const maxCurriculum = 60_000

func (l *Library) readCurriculum(fsys fs.FS, name string) (c Curriculum, err error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return c, err
	}
	matter, body, err := open(raw, maxCurriculum)
	if err != nil {
		return c, err
	}
	meta, err := toml.Decode(matter, &c)
	if err != nil {
		return c, fmt.Errorf("front matter: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return c, fmt.Errorf("front matter: unknown key %s", unknown[0])
	}
	if want := strings.TrimSuffix(path.Base(name), ".md"); c.ID != want {
		return c, fmt.Errorf("front matter: id is %q, want %q as the file is called", c.ID, want)
	}
	if err := knownAudience(c.For); err != nil {
		return c, fmt.Errorf("front matter: %w", err)
	}
	m := newMarkdown(body)
	parts, err := m.parts()
	if err != nil {
		return c, err
	}
	var broken []error
	for i, p := range parts {
		meeting, err := m.meeting(p, c.ID == anyTheme)
		if err == nil {
			err = l.shelved(meeting)
		}
		if err != nil {
			broken = append(broken, fmt.Errorf("meeting %d (%s): %w", i+1, p.name, err))
		}
		c.Meetings = append(c.Meetings, meeting)
	}
	if n := len(parts); n == 0 || c.ID == anyTheme && n != 1 {
		broken = append(broken, fmt.Errorf("%d meetings", n))
	}
	return c, errors.Join(broken...)
}

// shelved holds a meeting to lessons that exist, the first on its theme: after a meeting families get the practice of that theme.
func (l *Library) shelved(m Meeting) error {
	for i, id := range m.Lessons {
		lesson, ok := l.Lesson(id)
		if !ok {
			return fmt.Errorf("%s: unknown lesson %q", labelLessons, id)
		}
		if i == 0 && lesson.Theme != m.Theme {
			return fmt.Errorf("%s: the first, %s, is on theme %s, the meeting on %s", labelLessons, id, lesson.Theme, m.Theme)
		}
	}
	return nil
}

// The labels before what is said of a meeting, as they are written.
const (
	labelTheme     = "Tema"
	labelLessons   = "Materi"
	labelAim       = "Tujuan"
	labelMaterials = "Bahan"
)

// partNames are the parts of a run sheet as their headings are written, in the order of [parenting.GuideParts].
func partNames() []string {
	return []string{"Pembukaan", "Cerita", "Permainan", "Obrolan", "Praktik di rumah", "Penutup"}
}

// meeting reads a heading with a list of what the meeting is about, and its run sheet.
func (m *markdown) meeting(p part, forAny bool) (Meeting, error) {
	meeting := Meeting{Title: p.name}
	if err := m.about(p.blocks, &meeting); err != nil {
		return meeting, err
	}
	themed := meeting.Theme != "" && len(meeting.Lessons) > 0
	switch {
	case forAny && (meeting.Theme != "" || len(meeting.Lessons) > 0):
		return meeting, fmt.Errorf("%s and %s have no place in a meeting for any theme", labelTheme, labelLessons)
	case !forAny && !themed:
		return meeting, fmt.Errorf("%s or %s: missing", labelTheme, labelLessons)
	case meeting.Aim == "":
		return meeting, fmt.Errorf("%s: missing", labelAim)
	case meeting.Materials == "":
		return meeting, fmt.Errorf("%s: missing", labelMaterials)
	}
	return meeting, m.runSheet(p.items, &meeting)
}

// about reads the list below the title of a meeting.
func (m *markdown) about(blocks []ast.Node, meeting *Meeting) error {
	if len(blocks) != 1 || blocks[0].Kind() != ast.KindList {
		return fmt.Errorf("a list with %s, %s, %s and %s belongs below the title, and nothing else",
			labelTheme, labelLessons, labelAim, labelMaterials)
	}
	for _, li := range children(blocks[0]) {
		text := visible(m.html(children(li)))
		label, value, _ := strings.Cut(text, ":")
		value = strings.TrimSpace(value)
		switch label {
		case labelTheme:
			if meeting.Theme = parenting.Theme(value); !slices.Contains(parenting.Themes(), meeting.Theme) {
				return fmt.Errorf("%s: unknown theme %q", labelTheme, value)
			}
		case labelLessons:
			meeting.Lessons = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
		case labelAim:
			meeting.Aim = value
		case labelMaterials:
			meeting.Materials = value
		default:
			return fmt.Errorf("%q begins with no label", text)
		}
	}
	return nil
}

var stepHeading = regexp.MustCompile(`^(.+), (\d{1,3}) menit$`)

// runSheet reads the parts of a meeting: "### Cerita, 15 menit" and what is to be done.
func (m *markdown) runSheet(items []item, meeting *Meeting) error {
	for _, it := range items {
		title := visible(m.inline(it.heading))
		heading := stepHeading.FindStringSubmatch(title)
		if heading == nil {
			return fmt.Errorf("%s: want a name and its minutes, as in %q", title, partNames()[0]+", 10 menit")
		}
		i := slices.Index(partNames(), heading[1])
		if i < 0 {
			return fmt.Errorf("%s: unknown part", heading[1])
		}
		if i != len(meeting.Steps) {
			return fmt.Errorf("%s: in the wrong place; the parts are %s", heading[1], strings.Join(partNames(), ", "))
		}
		minutes, _ := strconv.Atoi(heading[2])
		step := Step{parenting.GuideParts()[i], minutes, m.html(it.blocks)}
		switch n := utf8.RuneCountInString(visible(step.Text)); {
		case n == 0:
			return fmt.Errorf("%s: empty", heading[1])
		case n > maxMessage:
			return fmt.Errorf("%s: %d characters, a message holds %d", heading[1], n, maxMessage)
		}
		meeting.Steps = append(meeting.Steps, step)
	}
	if n := len(meeting.Steps); n < len(partNames()) {
		return fmt.Errorf("%s: missing", partNames()[n])
	}
	return nil
}
