package content

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"asuhbersama/parenting"
)

//go:embed id/rantau.toml
var awayNames string

// awayField stands in the body of a lesson for who of the reader's family is away.
const awayField = "{rantau}"

// LessonFor finds a lesson by its id, as it speaks to a family of whom somebody is away.
func (l *Library) LessonFor(id string, away parenting.Away) (Lesson, bool) {
	lessons := l.lessons
	if own, ok := l.forAway[away]; ok {
		lessons = own
	}
	i, ok := slices.BinarySearchFunc(lessons, id, func(lesson Lesson, id string) int { return strings.Compare(lesson.ID, id) })
	if !ok {
		return Lesson{}, false
	}
	return lessons[i], true
}

// name fills the field in all lessons, once for each who may be away.
func (l *Library) name() error {
	var names map[parenting.Away]string
	if _, err := toml.Decode(awayNames, &names); err != nil {
		return fmt.Errorf("id/rantau.toml: %w", err)
	}
	l.forAway = map[parenting.Away][]Lesson{}
	for away, name := range names {
		for _, lesson := range l.lessons {
			l.forAway[away] = append(l.forAway[away], fill(lesson, name))
		}
	}
	l.lessons = l.forAway["other"]
	return nil
}

// fill writes a name into the field wherever it stands in a lesson.
func fill(l Lesson, name string) Lesson {
	in := func(texts ...*string) {
		for _, text := range texts {
			*text = strings.ReplaceAll(*text, awayField, name)
		}
	}
	l.Message, l.Obstacles, l.Quiz = slices.Clone(l.Message), slices.Clone(l.Obstacles), slices.Clone(l.Quiz)
	in(&l.Practice, &l.Call, &l.Summary)
	for i := range l.Message {
		in(&l.Message[i])
	}
	for i := range l.Obstacles {
		in(&l.Obstacles[i].Name, &l.Obstacles[i].Tip)
	}
	for i := range l.Quiz {
		q := &l.Quiz[i]
		q.Options = slices.Clone(q.Options)
		in(&q.Ask, &q.Why)
		for j := range q.Options {
			in(&q.Options[j].Text)
		}
	}
	return l
}
