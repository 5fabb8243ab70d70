package content

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"asuhbersama/parenting"
)

// A markdown is the parsed body of a lesson, rendered to the HTML that Telegram takes. The rules are:
//   - the only tags are b, i, a, code and blockquote (Bot API, formatting options, HTML style);
//   - every other < > & and quote is escaped, also HTML written in the Markdown: it is shown, never obeyed;
//   - a list is lines that begin with "• " or a number, since Telegram has no lists; quotes do not nest;
//   - a link without http or https is its text.
type markdown struct {
	source []byte
	doc    ast.Node
}

func newMarkdown(body string) *markdown {
	source := []byte(body)
	return &markdown{source, goldmark.DefaultParser().Parse(text.NewReader(source))}
}

// A part is a level-2 heading with what follows: blocks, then items under level-3 headings.
type part struct {
	name   string
	blocks []ast.Node
	items  []item
}

type item struct {
	heading ast.Node
	blocks  []ast.Node
}

func (m *markdown) parts() ([]part, error) {
	var parts []part
	for _, n := range children(m.doc) {
		h, isHeading := n.(*ast.Heading)
		if isHeading && h.Level == 2 {
			name := visible(m.inline(h))
			if slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
				return nil, fmt.Errorf("%s: written twice", name)
			}
			parts = append(parts, part{name: name})
			continue
		}
		if len(parts) == 0 {
			return nil, errors.New("body: text before the first ## heading")
		}
		p := &parts[len(parts)-1]
		switch {
		case isHeading && h.Level == 3:
			p.items = append(p.items, item{heading: h})
		case isHeading:
			return nil, fmt.Errorf("%s: heading of level %d, want 2 or 3", p.name, h.Level)
		case len(p.items) > 0:
			it := &p.items[len(p.items)-1]
			it.blocks = append(it.blocks, n)
		default:
			p.blocks = append(p.blocks, n)
		}
	}
	return parts, nil
}

// bubbles makes a message of each paragraph; a list or a quote stays with the paragraph above it.
func (m *markdown) bubbles(blocks []ast.Node) []string {
	var groups [][]ast.Node
	for _, b := range blocks {
		if len(groups) == 0 || b.Kind() == ast.KindParagraph {
			groups = append(groups, nil)
		}
		last := &groups[len(groups)-1]
		*last = append(*last, b)
	}
	var out []string
	for _, g := range groups {
		out = append(out, m.html(g))
	}
	return out
}

// html renders blocks. Paragraphs have an empty line between them; a list follows its paragraph at once.
func (m *markdown) html(blocks []ast.Node) string {
	var out strings.Builder
	for _, b := range blocks {
		s := m.block(b)
		if s == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n")
			if b.Kind() != ast.KindList {
				out.WriteString("\n")
			}
		}
		out.WriteString(s)
	}
	return out.String()
}

func (m *markdown) block(n ast.Node) string {
	switch n := n.(type) {
	case *ast.List:
		return m.list(n)
	case *ast.Blockquote:
		inner := m.html(children(n))
		if inner == "" || quoted(n) {
			return inner
		}
		return "<blockquote>" + inner + "</blockquote>"
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return "<code>" + m.lines(n) + "</code>"
	case *ast.HTMLBlock:
		s := m.lines(n)
		if n.HasClosure() {
			s += "\n" + html.EscapeString(string(n.ClosureLine.Value(m.source)))
		}
		return strings.TrimSpace(s)
	case *ast.LinkReferenceDefinition:
		return ""
	default:
		return m.inline(n)
	}
}

func (m *markdown) list(l *ast.List) string {
	var lines []string
	for i, li := range children(l) {
		mark := "• "
		if l.IsOrdered() {
			mark = strconv.Itoa(l.Start+i) + ". "
		}
		lines = append(lines, mark+m.html(children(li)))
	}
	return strings.Join(lines, "\n")
}

// lines is the text of a block that is taken as it stands.
func (m *markdown) lines(n ast.Node) string {
	return html.EscapeString(strings.TrimRight(string(n.Lines().Value(m.source)), "\n"))
}

// inline renders what is inside a paragraph, a heading or a piece of inline markup.
func (m *markdown) inline(n ast.Node) string {
	var out strings.Builder
	for _, c := range children(n) {
		switch c := c.(type) {
		case *ast.Text:
			out.WriteString(m.words(c))
		case *ast.String:
			out.WriteString(html.EscapeString(string(c.Value)))
		case *ast.CodeSpan:
			out.WriteString("<code>" + m.inline(c) + "</code>")
		case *ast.Emphasis:
			tag := "i"
			if c.Level == 2 {
				tag = "b"
			}
			out.WriteString("<" + tag + ">" + m.inline(c) + "</" + tag + ">")
		case *ast.Link:
			out.WriteString(link(string(c.Destination), m.inline(c)))
		case *ast.AutoLink:
			out.WriteString(link(string(c.URL(m.source)), html.EscapeString(string(c.Label(m.source)))))
		case *ast.RawHTML:
			out.WriteString(html.EscapeString(string(c.Segments.Value(m.source))))
		default:
			out.WriteString(m.inline(c))
		}
	}
	return out.String()
}

// words escapes a run of text. Line ends inside a paragraph are for whoever writes the file; a backslash before one keeps it.
func (m *markdown) words(t *ast.Text) string {
	raw := t.Value(m.source)
	if !t.IsRaw() {
		raw = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw)))
	}
	s := html.EscapeString(strings.ReplaceAll(string(raw), "\n", " "))
	switch {
	case t.HardLineBreak():
		s += "\n"
	case t.SoftLineBreak():
		s += " "
	}
	return s
}

func link(to, label string) string {
	if !strings.HasPrefix(to, "https://") && !strings.HasPrefix(to, "http://") {
		return label
	}
	return `<a href="` + html.EscapeString(to) + `">` + label + "</a>"
}

func quoted(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindBlockquote {
			return true
		}
	}
	return false
}

func children(n ast.Node) []ast.Node {
	var all []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		all = append(all, c)
	}
	return all
}

// visible is what people see of HTML made here: no tags, no entities.
func visible(rendered string) string { return parenting.Visible(rendered) }
