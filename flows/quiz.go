package flows

import (
	"slices"
	"strconv"

	"asuhbersama/parenting"
)

// Quiz asks the questions of a lesson. Whatever is chosen, the answer teaches; nothing is counted and nothing kept.
func Quiz(c *Chat) {
	l, ok := c.lesson(c.Arg("on"))
	if !ok || len(l.Quiz) == 0 {
		c.gone()
		return
	}
	for i, q := range l.Quiz {
		var options []Button
		for n, o := range q.Options {
			options = append(options, Button{Label: o.Text, Choice: strconv.Itoa(n), Wide: true})
		}
		n, _ := strconv.Atoi(c.Pick("question", options, "Ask", HTML(q.Ask), "At", i+1, "Of", len(l.Quiz)))
		right := slices.IndexFunc(q.Options, func(o parenting.Option) bool { return o.Right })
		m := Message{Args: Args{"Found": n == right, "Right": q.Options[right].Text, "Why": HTML(q.Why)}}
		if i == len(l.Quiz)-1 {
			m.Rows = [][]Button{{{Key: "quiz.read", Begin: "lesson", About: l.ID}, {Key: "lesson.more", Begin: "materials"}}}
		}
		c.Tell("why", m)
	}
}
