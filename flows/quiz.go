package flows

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// answeredQuiz is what the button of an option stands for that was chosen.
const answeredQuiz = "-"

// Quiz puts the first question of a lesson ("id"), or says what there is to learn from an answer and puts the next one ("0.2.id": option 2
// of question 0). Whatever is chosen, the answer teaches; nothing is counted and nothing kept. It is no conversation that waits: its
// buttons stay good, so that one can look something up, or go on another day. Of an answered question the option stays that was chosen:
// pressed again it does not send everything once more.
func Quiz(c *Chat) {
	if c.Arg("on") == answeredQuiz {
		c.Toast("quiz.again")
		return
	}
	question, rest, _ := strings.Cut(c.Arg("on"), ".")
	option, id, answered := strings.Cut(rest, ".")
	if !answered {
		id = c.Arg("on")
	}
	l, ok := c.lesson(id)
	if !ok || len(l.Quiz) == 0 {
		c.gone()
		return
	}
	next := 0
	if answered {
		i, err := strconv.Atoi(question)
		n, err2 := strconv.Atoi(option)
		if err != nil || err2 != nil || i < 0 || i >= len(l.Quiz) || n < 0 || n >= len(l.Quiz[i].Options) {
			c.gone()
			return
		}
		next = i + 1
		c.explain(l, l.Quiz[i], n, next == len(l.Quiz))
		c.turn.Chosen = []Button{{Label: l.Quiz[i].Options[n].Text, Begin: "quiz", About: answeredQuiz, Wide: true}}
	}
	if next < len(l.Quiz) {
		q, grid := l.Quiz[next], [][]Button{}
		for n, o := range q.Options {
			grid = append(grid, []Button{{Label: o.Text, Begin: "quiz", About: fmt.Sprintf("%d.%d.%s", next, n, l.ID), Wide: true}})
		}
		c.Tell("question", Message{Args: Args{"Ask": HTML(q.Ask), "At": next + 1, "Of": len(l.Quiz)}, Rows: grid})
	}
}

// explain says why what is right is so. After the last question there are ways on.
func (c *Chat) explain(l parenting.Lesson, q parenting.Question, chosen int, last bool) {
	right := slices.IndexFunc(q.Options, func(o parenting.Option) bool { return o.Right })
	m := Message{Args: Args{"Found": chosen == right, "Right": q.Options[right].Text, "Why": HTML(q.Why)}}
	if last {
		m.Rows = [][]Button{{{Key: "quiz.read", Begin: "lesson", About: l.ID}, {Key: "lesson.more", Begin: "materials"}}}
	}
	c.Tell("why", m)
}
