package report

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"rsc.io/qr"
)

// An ink is one of the three colours of a picture.
type ink int

const (
	dark ink = iota
	warm
	soft
)

// steps is the number of shades between paper and full ink. Three inks of five
// shades and the paper make sixteen colours, which PNG packs in half a byte.
const steps = 5

// canvas is a picture being drawn: a sheet of paper and the typefaces.
type canvas struct {
	img                 *image.Paletted
	regular, bold, mono *opentype.Font
}

func newCanvas(width, height int, paper color.RGBA) (*canvas, error) {
	palette := color.Palette{paper}
	for _, full := range []color.RGBA{
		dark: {0x23, 0x1f, 0x1c, 0xff},
		warm: {0x9a, 0x3e, 0x22, 0xff},
		soft: {0x5f, 0x57, 0x50, 0xff},
	} {
		for s := 1; s <= steps; s++ {
			palette = append(palette, color.RGBA{
				blend(paper.R, full.R, s), blend(paper.G, full.G, s), blend(paper.B, full.B, s), 0xff,
			})
		}
	}
	c := &canvas{img: image.NewPaletted(image.Rect(0, 0, width, height), palette)}
	for _, f := range []struct {
		font **opentype.Font
		data []byte
	}{{&c.regular, goregular.TTF}, {&c.bold, gobold.TTF}, {&c.mono, gomono.TTF}} {
		var err error
		if *f.font, err = opentype.Parse(f.data); err != nil {
			return nil, fmt.Errorf("read typeface: %w", err)
		}
	}
	return c, nil
}

func blend(paper, full uint8, s int) uint8 {
	return uint8((int(paper)*(steps-s) + int(full)*s) / steps)
}

// fill paints r with full ink.
func (c *canvas) fill(r image.Rectangle, i ink) {
	r = r.Intersect(c.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, y):c.img.PixOffset(r.Max.X, y)]
		for x := range row {
			row[x] = shade(i, steps)
		}
	}
}

// frame draws the four sides of r, inside it.
func (c *canvas) frame(r image.Rectangle, thick int, i ink) {
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+thick), i)
	c.fill(image.Rect(r.Min.X, r.Max.Y-thick, r.Max.X, r.Max.Y), i)
	c.fill(image.Rect(r.Min.X, r.Min.Y, r.Min.X+thick, r.Max.Y), i)
	c.fill(image.Rect(r.Max.X-thick, r.Min.Y, r.Max.X, r.Max.Y), i)
}

func shade(i ink, s int) uint8 { return uint8(int(i)*steps + s) }

// qr draws code in dark ink in the middle of space, as large as whole pixels and
// the quiet zone of four modules around it (ISO 18004) allow, and returns where
// the code itself stands.
func (c *canvas) qr(code *qr.Code, space image.Rectangle) image.Rectangle {
	const quiet = 4
	module := max(1, min(space.Dx(), space.Dy())/(code.Size+2*quiet))
	side := module * code.Size
	at := image.Pt(space.Min.X+(space.Dx()-side)/2, space.Min.Y+(space.Dy()-side)/2)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				c.fill(image.Rect(0, 0, module, module).Add(at.Add(image.Pt(x*module, y*module))), dark)
			}
		}
	}
	return image.Rect(0, 0, side, side).Add(at)
}

// block is text laid out in lines of one size.
type block struct {
	lines []string
	face  font.Face
	size  int
	whole bool // no word is broken, nothing is cut
}

// height is the height of the block in pixels, from the top of the first
// capital to the bottom of the last descender.
func (b block) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return b.size + (len(b.lines)-1)*b.leading()
}

func (b block) leading() int { return b.size * 6 / 5 }

func (b block) measure(s string) int { return font.MeasureString(b.face, s).Ceil() }

// fit lays text out at the largest of sizes (pixels, falling) at which it
// stands in width and in rows without a word being broken. At the last size
// words are broken, and what is left over is cut with an ellipsis.
func fit(f *opentype.Font, text string, width, rows int, sizes ...int) (block, error) {
	text = drawable(text, 400, func(r rune) bool {
		i, err := f.GlyphIndex(nil, r)
		return err == nil && i != 0
	})
	var b block
	for _, size := range sizes {
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: float64(size), DPI: 72})
		if err != nil {
			return block{}, fmt.Errorf("set type: %w", err)
		}
		b = block{face: face, size: size}
		b.lines, b.whole = b.wrap(text, width)
		if b.whole && len(b.lines) <= rows {
			b.lines = b.balance(b.lines, text, width)
			return b, nil
		}
	}
	if len(b.lines) > rows {
		b.whole = false
		b.lines = append(b.lines[:rows-1:rows-1], b.shorten(b.lines[rows-1], width))
	}
	return b, nil
}

// fitEvenly lays several texts out at the largest of sizes at which fit breaks and
// cuts none of them, so that they stand in one size.
func fitEvenly(f *opentype.Font, texts []string, width, rows int, sizes ...int) ([]block, error) {
	var blocks []block
	for _, size := range sizes {
		blocks = blocks[:0]
		whole := true
		for _, text := range texts {
			b, err := fit(f, text, width, rows, size)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, b)
			whole = whole && b.whole
		}
		if whole {
			break
		}
	}
	return blocks, nil
}

// shorten ends line with an ellipsis within width, after a word if it has several.
func (b block) shorten(line string, width int) string {
	whole := line
	for line != "" && b.measure(line+"…") > width {
		line = head(line, len([]rune(line))-1)
	}
	if space := strings.LastIndexByte(line, ' '); space > 0 && len(line) < len(whole) {
		line = line[:space]
	}
	return strings.TrimRight(line, " ,.;:-\u00ad") + "…"
}

// wrap breaks text into lines of at most width pixels, and says whether every
// word stayed whole.
func (b block) wrap(text string, width int) (lines []string, whole bool) {
	line, whole := "", true
	for _, word := range strings.Fields(text) {
		longer := strings.TrimLeft(line+" "+word, " ")
		if b.measure(longer) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for b.measure(word) > width {
			whole = false
			part := 0
			for i, r := range word {
				if i > 0 && b.measure(word[:i+len(string(r))]) > width {
					break
				}
				part = i + len(string(r))
			}
			lines = append(lines, word[:part])
			word = word[part:]
			if word == "" {
				break
			}
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines, whole
}

// balance makes the lines about equally long, so that none has one word alone.
func (b block) balance(lines []string, text string, width int) []string {
	low, high := width/(len(lines)+1), width
	for high-low > 8 {
		middle := (low + high) / 2
		narrow, whole := b.wrap(text, middle)
		if whole && len(narrow) == len(lines) {
			lines, high = narrow, middle
		} else {
			low = middle
		}
	}
	return lines
}

// centred writes b in the middle between left and right with its top at y, and
// returns the y below it.
func (c *canvas) centred(b block, left, right, y int, i ink) int {
	for n, line := range b.lines {
		c.line(b, line, (left+right-b.measure(line))/2, y+n*b.leading(), i)
	}
	return y + b.height()
}

// flush writes b with its left edge at x and its top at y, and returns the y
// below it.
func (c *canvas) flush(b block, x, y int, i ink) int {
	for n, line := range b.lines {
		c.line(b, line, x, y+n*b.leading(), i)
	}
	return y + b.height()
}

// line writes one line of b. Its glyphs are put into the palette directly:
// image/draw would look for the nearest of the sixteen colours at every pixel.
func (c *canvas) line(b block, text string, x, top int, i ink) {
	// Capitals of the Go typefaces are 0.73 of the size.
	dot := fixed.P(x, top+b.size*73/100)
	before := rune(-1)
	for _, r := range text {
		if before >= 0 {
			dot.X += b.face.Kern(before, r)
		}
		before = r
		box, mask, corner, advance, ok := b.face.Glyph(dot, r)
		if !ok {
			continue
		}
		dot.X += advance
		alpha, ok := mask.(*image.Alpha)
		if !ok {
			continue
		}
		inside := box.Intersect(c.img.Rect)
		corner = corner.Add(inside.Min.Sub(box.Min))
		for y := range inside.Dy() {
			from := alpha.Pix[alpha.PixOffset(corner.X, corner.Y+y):]
			to := c.img.Pix[c.img.PixOffset(inside.Min.X, inside.Min.Y+y):]
			for x := range inside.Dx() {
				if s := (int(from[x])*steps + 127) / 255; s > 0 {
					to[x] = max(to[x], shade(i, s))
				}
			}
		}
	}
}
