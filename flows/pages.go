package flows

import (
	"slices"
	"strconv"
	"strings"
)

// perPage is how many names a phone shows without scrolling.
const perPage = 8

// paged lays out one page of buttons, each in a row of its own, with a row to turn the page below. Pages count from 1; one that
// does not exist becomes the nearest.
func paged(buttons []Button, page int, turn func(key string, page int) Button) (grid [][]Button, at, pages int) {
	pages = max(1, (len(buttons)+perPage-1)/perPage)
	at = min(max(page, 1), pages)
	grid = rows(buttons[(at-1)*perPage : min(at*perPage, len(buttons))])
	var turns []Button
	if at > 1 {
		turns = append(turns, turn("pages.before", at-1))
	}
	if at < pages {
		turns = append(turns, turn("pages.next", at+1))
	}
	if turns != nil {
		grid = append(grid, turns)
	}
	return grid, at, pages
}

// Browse is Pick for many choices: a page of them at a time, turned in place.
func (c *Chat) Browse(name string, buttons []Button, args ...any) string {
	step := c.step(name)
	among := func(choice string) bool {
		return slices.ContainsFunc(buttons, func(b Button) bool { return b.Choice == choice })
	}
	if value, ok := c.state.answer(step); ok && among(value) {
		return value
	}
	m := Message{Args: pairs(args)}
	partial := step + "*"
	if page, ok := strings.CutPrefix(c.Event.Data, "@"); ok && c.state.Asking == step && !c.heard && c.Event.Kind == Pressed {
		c.heard = true
		c.state.set(partial, page)
		m.Edit = c.Event.Message
	}
	value, _ := c.state.answer(partial)
	page, _ := strconv.Atoi(value) // what is no number is the first page
	m.Rows, _, _ = paged(buttons, page, func(key string, page int) Button { return Button{Key: key, Choice: "@" + strconv.Itoa(page)} })
	return c.ask(step, m, func(e Event) (string, bool) { return e.Data, e.Kind == Pressed && among(e.Data) })
}
