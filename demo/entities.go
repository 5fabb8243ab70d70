package demo

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// tidy makes of the text what the platform keeps, and moves the entities along: see the function tidy. Entities that
// cover only blanks go, and those that begin with blanks begin later (tdlib MessageEntity.cpp remove_invalid_entities).
func (f *formatted) tidy() bool {
	if !utf8.ValidString(f.text) {
		return false
	}
	if strings.ContainsFunc(f.text, func(r rune) bool { return r < ' ' && r != '\n' || dropped(r) }) {
		f.clean()
	}
	text := strings.TrimLeft(f.text, " \n")
	cut := len(f.text) - len(text)
	f.text = strings.TrimRight(text, " \n")
	if len(f.entities) == 0 {
		return true
	}
	units := 0
	for _, r := range f.text {
		units += utf16Len(r)
	}
	kept := f.entities[:0]
	for _, e := range f.entities {
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, units)
		if to <= from {
			continue
		}
		inside := cutUTF16(f.text, from, to-from)
		lead := len(inside) - len(strings.TrimLeft(inside, " \n"))
		if e.Offset, e.Length = from+lead, to-from-lead; e.Length > 0 {
			kept = append(kept, e)
		}
	}
	f.entities = kept
	return true
}

// clean replaces and removes characters (tdlib MessageEntity.cpp clean_input_string_with_entities).
func (f *formatted) clean() {
	var b strings.Builder
	var gone []int // UTF-16 offsets of the characters that go
	at := 0
	for _, r := range f.text {
		switch {
		case dropped(r):
			gone = append(gone, at)
		case r < ' ' && r != '\n':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
		at += utf16Len(r)
	}
	f.text = b.String()
	for i, e := range f.entities {
		before, _ := slices.BinarySearch(gone, e.Offset)
		within, _ := slices.BinarySearch(gone, e.Offset+e.Length)
		f.entities[i].Offset -= before
		f.entities[i].Length -= within - before
	}
}

// settle adds what the platform finds by itself and brings all entities into the order it keeps them in.
func (f *formatted) settle() {
	for _, e := range found(f.text) {
		if !slices.ContainsFunc(f.entities, func(o Entity) bool { return !style(o.Type) && !quote(o.Type) && overlap(o, e) }) {
			f.entities = append(f.entities, e)
		}
	}
	f.entities = fixEntities(f.entities)
}

func style(kind string) bool {
	return kind == "bold" || kind == "italic" || kind == "underline" || kind == "strikethrough" || kind == "spoiler"
}

func quote(kind string) bool { return kind == "blockquote" || kind == "expandable_blockquote" }

func overlap(a, b Entity) bool {
	return a.Offset < b.Offset+b.Length && b.Offset < a.Offset+a.Length
}

// fixEntities makes entities nest the one way the platform keeps them (tdlib MessageEntity.cpp fix_entities): links,
// mentions, code and the like never overlap one another, quotes never nest, a quote may hold them but not the other way
// round; styles are split where any of these or another style begins or ends, and dropped inside code.
func fixEntities(entities []Entity) []Entity {
	if len(entities) == 0 {
		return nil
	}
	sortEntities(entities)
	var styles, quotes, blocks []Entity
	for _, e := range entities {
		switch {
		case style(e.Type):
			styles = append(styles, e)
		case quote(e.Type):
			quotes = firstOnly(quotes, e)
		default:
			blocks = firstOnly(blocks, e)
		}
	}
	blocks = slices.DeleteFunc(blocks, func(b Entity) bool {
		return slices.ContainsFunc(quotes, func(q Entity) bool {
			return overlap(b, q) && (b.Offset < q.Offset || b.Offset+b.Length > q.Offset+q.Length)
		})
	})
	blocks = append(blocks, quotes...)
	sortEntities(blocks)
	all := append(splitStyles(styles, blocks), blocks...)
	sortEntities(all)
	return all
}

// firstOnly adds the entity unless it overlaps the one before it.
func firstOnly(kept []Entity, e Entity) []Entity {
	if n := len(kept); n > 0 && overlap(kept[n-1], e) {
		return kept
	}
	return append(kept, e)
}

// splitStyles merges styles of a kind that touch and cuts them at every edge of a block and at every beginning of a
// style (tdlib MessageEntity.cpp split_entities).
func splitStyles(styles, blocks []Entity) (split []Entity) {
	var running []Entity // at most one of each kind
	flush := func(offset int) {
		kept := running[:0]
		for _, e := range running {
			end := e.Offset + e.Length
			if n := min(end, offset) - e.Offset; n > 0 {
				split = append(split, Entity{Type: e.Type, Offset: e.Offset, Length: n})
			}
			if end > offset {
				e.Offset, e.Length = max(offset, e.Offset), end-max(offset, e.Offset)
				kept = append(kept, e)
			}
		}
		running = kept
	}
	upTo := func(offset int) {
		for len(styles) > 0 && styles[0].Offset < offset {
			e := styles[0]
			styles = styles[1:]
			i := slices.IndexFunc(running, func(r Entity) bool { return r.Type == e.Type && e.Offset <= r.Offset+r.Length })
			if i >= 0 {
				running[i].Length = max(running[i].Length, e.Offset+e.Length-running[i].Offset)
				continue
			}
			flush(e.Offset)
			running = append(running, e)
		}
		flush(offset)
	}
	var open []Entity
	step := func(offset int) {
		for len(open) > 0 {
			last := open[len(open)-1]
			end := last.Offset + last.Length
			if offset < end {
				break
			}
			before := len(split)
			upTo(end)
			if last.Type == "pre" || last.Type == "code" {
				split = split[:before]
			}
			open = open[:len(open)-1]
		}
		upTo(offset)
	}
	for _, b := range blocks {
		step(b.Offset)
		open = append(open, b)
	}
	step(1 << 30)
	slices.SortStableFunc(split, func(a, b Entity) int { return cmp.Compare(a.Offset, b.Offset) })
	return split
}
