package flows

import (
	"slices"
	"strconv"
	"strings"

	"asuhbersama/parenting"
)

// perPage is how many names a phone shows without scrolling.
const perPage = 8

// paged lays out one page of buttons, each in a row of its own, with a row to turn the page below. Pages count from 1; one that
// does not exist becomes the nearest.
func paged(buttons []Button, page int, turn func(key string, page int) Button) (grid [][]Button, at, pages int) {
	on, at, pages := onPage(buttons, page)
	return append(rows(on), turns(at, pages, turn)...), at, pages
}

// onPage gives what of a list stands on a page.
func onPage[T any](all []T, page int) (on []T, at, pages int) {
	pages = max(1, (len(all)+perPage-1)/perPage)
	at = min(max(page, 1), pages)
	return all[(at-1)*perPage : min(at*perPage, len(all))], at, pages
}

// turns is the row of buttons that turn the page, none where there is but one.
func turns(at, pages int, turn func(key string, page int) Button) [][]Button {
	var row []Button
	if at > 1 {
		row = append(row, turn("pages.before", at-1))
	}
	if at < pages {
		row = append(row, turn("pages.next", at+1))
	}
	if row == nil {
		return nil
	}
	return [][]Button{row}
}

// pageOf reads which page a card has on show; what is no number is the first.
func pageOf(view string) int {
	page, _ := strconv.Atoi(strings.TrimPrefix(view, "p"))
	return page
}

// turnCard makes the buttons that turn a card's page.
func turnCard(card parenting.Card) func(key string, page int) Button {
	return func(key string, page int) Button {
		return Button{Key: key, Card: CardData{Kind: card.Kind, Subject: card.Subject, Choice: "p" + strconv.Itoa(page)}}
	}
}

// pressPage turns the page of a card.
func pressPage(c *Chat, card parenting.Card, choice string) {
	if _, err := strconv.Atoi(strings.TrimPrefix(choice, "p")); err != nil {
		c.Toast("common.stale")
		return
	}
	c.View(card.Kind, card.Subject, choice)
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
	m := c.page(step, buttons, args)
	return c.ask(step, m, func(e Event) (string, bool) { return e.Data, e.Kind == Pressed && among(e.Data) })
}

// Suggest is Read for many offers: a page of them at a time, below the ways past the question.
func (c *Chat) Suggest(name string, read func(text string) (string, bool), ways, offers []Button, args ...any) string {
	step := c.step(name)
	if value, ok := c.state.answer(step); ok {
		return value
	}
	m := c.page(step, offers, args)
	m.Rows, m.Pack = append(rows(ways), m.Rows...), true
	return c.ask(step, m, typed(read, slices.Concat(ways, offers)))
}

// turning begins the choice of a button that turns the page; no answer of a question with pages begins so.
const turning = "#"

// page is a question with a page of its buttons. A press that turns the page shows another one in place.
func (c *Chat) page(step string, buttons []Button, args []any) Message {
	m := Message{Args: pairs(args)}
	partial := step + "*"
	if page, ok := strings.CutPrefix(c.Event.Data, turning); ok && c.state.Asking == step && !c.heard && c.Event.Kind == Pressed {
		c.heard = true
		c.state.set(partial, page)
		m.Edit = c.Event.Message
	}
	value, _ := c.state.answer(partial)
	page, _ := strconv.Atoi(value) // what is no number is the first page
	m.Rows, _, _ = paged(buttons, page, func(key string, page int) Button { return Button{Key: key, Choice: turning + strconv.Itoa(page)} })
	return m
}
