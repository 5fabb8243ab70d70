package locales

import (
	"fmt"
	"slices"
	"strings"
	"text/template/parse"
	"time"
)

// A kind is what a template wants a field to be, as far as its use shows.
type kind int

const (
	unknown kind = iota
	flag         // only asked whether it is there
	text
	link  // a text that is an address
	code  // a text that is part of the key of a word
	whole // a whole number
	moment
	span
	many
	record
)

func (k kind) String() string {
	return [...]string{"unknown", "a condition", "text", "a link", "a part of a key", "a number", "a time", "a duration", "a list", "a record"}[k]
}

// A field is a value that a template is given: the root is the record of all arguments.
type field struct {
	kind  kind
	parts map[string]*field // of a record
	each  *field            // of a list
	keys  [2]string         // of a code: what stands before and behind it in the key
}

// as notes that the field is used as a kind; a number or a code may be compared and printed like a text.
func (f *field) as(k kind) error {
	plain := f.kind <= whole && k <= whole
	switch {
	case k <= flag && f.kind != unknown:
	case f.kind <= flag, plain && f.kind == text:
		f.kind = k
	case f.kind != k && (!plain || k != text):
		return fmt.Errorf("is used as %s and as %s", f.kind, k)
	}
	return nil
}

func (f *field) part(name string) *field {
	if f.parts == nil {
		f.parts = map[string]*field{}
	}
	if f.parts[name] == nil {
		f.parts[name] = &field{}
	}
	return f.parts[name]
}

// names lists the fields by their paths: "Group", "Rows.Name".
func (f *field) names(path string) []string {
	var names []string
	if f.each != nil {
		names = f.each.names(path)
	}
	for name, part := range f.parts {
		names = append(names, path+name)
		names = append(names, part.names(path+name+".")...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// longText is as long as the longest name or place that people may plausibly give.
const longText = "Nenek Inaq Sahnun dari Dusun Anjani Timur Laut dekat Masjid"

// sample makes a value for the field: a plausible long one, or the shortest.
func (f *field) sample(long bool, w *Words) any {
	pick := func(l, s any) any {
		if long {
			return l
		}
		return s
	}
	switch f.kind {
	case text:
		return pick(longText, "")
	case link:
		return "https://example.org/" + strings.Repeat("a", 64)
	case code:
		return pick(w.codes(f.keys))
	case whole:
		return pick(1234, 1)
	case moment:
		return time.Date(2026, time.September, 30, 14, 0, 0, 0, time.FixedZone("Asia/Dubai", 4*3600))
	case span:
		return pick(90*time.Minute, time.Minute)
	case many:
		n := pick(20, 0).(int)
		if f.each.kind <= text {
			return slices.Repeat([]string{longText}, n)
		}
		return slices.Repeat([]any{f.each.sample(long, w)}, n)
	case record:
		args := map[string]any{}
		for name, part := range f.parts {
			args[name] = part.sample(long, w)
		}
		return args
	default:
		return long
	}
}

// codes finds the codes with the longest and the shortest word among the keys that begin and end in a certain way.
func (w *Words) codes(ends [2]string) (longest, shortest any) {
	longest, shortest = "", ""
	most, least := 0, 0
	for key, word := range w.sources {
		c, before := strings.CutPrefix(key, ends[0])
		c, behind := strings.CutSuffix(c, ends[1])
		if !before || !behind || c == "" || strings.Contains(c, ".") && ends[0] != "" || strings.Contains(word, "{{") {
			continue
		}
		if most == 0 || len(word) > most {
			longest, most = c, len(word)
		}
		if least == 0 || len(word) < least {
			shortest, least = c, len(word)
		}
	}
	return longest, shortest
}

// A reading goes through a template in its order and learns what it wants and says.
type reading struct {
	root     *field
	vars     map[string]*field
	passages []string // the fixed text of each branch, with blank where something is filled in
	findings []string
}

// blank stands for what is filled in.
const blank = "\uFFFC"

func read(src string) (*reading, error) {
	tree := parse.New("text")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(src, "{{", "}}", map[string]*parse.Tree{}); err != nil {
		return nil, err
	}
	root := &field{kind: record}
	r := &reading{root: root, vars: map[string]*field{"$": root}}
	r.list(tree.Root, root)
	return r, nil
}

func (r *reading) finding(format string, args ...any) {
	r.findings = append(r.findings, fmt.Sprintf(format, args...))
}

func (r *reading) use(f *field, k kind, n parse.Node) {
	if f == nil {
		return
	}
	if err := f.as(k); err != nil {
		r.finding("%s %v", n, err)
	}
}

// list reads one branch. Its markup must be whole by itself, whatever stands around it.
func (r *reading) list(l *parse.ListNode, dot *field) {
	if l == nil {
		return
	}
	var passage strings.Builder
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			passage.Write(n.Text)
			continue
		case *parse.ActionNode:
			f := r.pipe(n.Pipe, dot)
			if len(n.Pipe.Decl) > 0 {
				continue
			}
			if strings.HasSuffix(passage.String(), `href="`) {
				r.use(f, link, n)
			} else {
				r.use(f, text, n)
			}
		case *parse.IfNode:
			r.use(r.pipe(n.Pipe, dot), flag, n.Pipe)
			r.list(n.List, dot)
			r.list(n.ElseList, dot)
		case *parse.WithNode:
			f := orNew(r.pipe(n.Pipe, dot))
			r.use(f, flag, n.Pipe)
			r.list(n.List, f)
			r.list(n.ElseList, dot)
		case *parse.RangeNode:
			f := orNew(r.pipe(n.Pipe, dot))
			r.use(f, many, n.Pipe)
			if f.each == nil {
				f.each = &field{}
			}
			if d := n.Pipe.Decl; len(d) > 0 {
				r.vars[d[0].Ident[0]] = &field{}
				r.vars[d[len(d)-1].Ident[0]] = f.each
			}
			r.list(n.List, f.each)
			r.list(n.ElseList, dot)
		}
		passage.WriteString(blank)
	}
	r.passages = append(r.passages, passage.String())
}

func orNew(f *field) *field {
	if f == nil {
		return &field{}
	}
	return f
}

// pipe reads a pipeline; it returns the field that it stands for, nil if a function has made something else of it.
func (r *reading) pipe(p *parse.PipeNode, dot *field) *field {
	var f *field
	for i, cmd := range p.Cmds {
		args := make([]*field, 0, len(cmd.Args)+1)
		for _, n := range cmd.Args {
			args = append(args, r.operand(n, dot))
		}
		if i > 0 {
			args = append(args, f)
		}
		if name, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			r.call(name.Ident, cmd, args[1:])
			f = nil
		} else {
			f = args[0]
		}
	}
	for _, d := range p.Decl {
		r.vars[d.Ident[0]] = orNew(f)
	}
	return f
}

// operand finds the field that a node names, nil if it names none.
func (r *reading) operand(n parse.Node, dot *field) *field {
	f, path := dot, []string(nil)
	switch n := n.(type) {
	case *parse.DotNode:
	case *parse.FieldNode:
		path = n.Ident
	case *parse.VariableNode:
		f, path = r.vars[n.Ident[0]], n.Ident[1:]
	case *parse.PipeNode:
		f = r.pipe(n, dot)
	case *parse.ChainNode:
		f, path = r.operand(n.Node, dot), n.Field
	default:
		return nil
	}
	for _, name := range path {
		f = orNew(f)
		r.use(f, record, n)
		f = f.part(name)
	}
	return f
}

// call notes what a function wants its arguments to be.
func (r *reading) call(name string, cmd *parse.CommandNode, args []*field) {
	all := func(k kind) {
		for _, f := range args {
			r.use(f, k, cmd)
		}
	}
	switch name {
	case "date", "day", "short", "clock", "when", "zone":
		all(moment)
	case "duration":
		all(span)
	case "number":
		all(whole)
	case "list", "len":
		all(many)
		for _, f := range args {
			if f != nil && f.each == nil {
				f.each = &field{}
			}
			if f != nil && name == "list" {
				r.use(f.each, text, cmd)
			}
		}
	case "word":
		r.wordCall(cmd, args)
	case "eq", "ne", "lt", "le", "gt", "ge":
		k := text
		for _, n := range cmd.Args {
			if n.Type() == parse.NodeNumber {
				k = whole
			}
		}
		all(k)
	case "and", "or", "not":
		all(flag)
	default:
		r.finding("the function %s is not for words", name)
	}
}

// wordCall notes between which parts of a key a code is looked up.
func (r *reading) wordCall(cmd *parse.CommandNode, args []*field) {
	ends, at := [2]string{}, 0
	var wanted *field
	for i, f := range args {
		if f != nil {
			if wanted != nil {
				r.finding("%s looks a word up by more than one field", cmd)
			}
			wanted, at = f, 1
			continue
		}
		s, ok := cmd.Args[i+1].(*parse.StringNode)
		if !ok {
			r.finding("%s looks a word up by something that is neither a field nor a text", cmd)
			return
		}
		ends[at] += []string{s.Text + ".", "." + s.Text}[at]
	}
	if wanted != nil {
		r.use(wanted, code, cmd)
		wanted.keys = ends
	}
}
