package report

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"rsc.io/qr"
)

// Code is the picture on the facilitator's phone from which families check in.
// All texts are already written in the reader's language, and any but the link may
// be empty.
type Code struct {
	// Digits is the code people type.
	Digits string
	// Link is what the QR code opens.
	Link string
	// Meeting and Group say which meeting this belongs to.
	Meeting, Group string
	// Lines stand below them: until when the code counts, say. The first two
	// are drawn.
	Lines []string
}

// PNG draws the code 900 pixels square, which fills the width of a phone held
// upright, in less than 30 kB. The only error that input can cause is a Link too
// long for a QR code.
func (k Code) PNG() ([]byte, error) {
	const (
		side        = 900
		left, right = 50, side - 50
		top         = 400 // below the digits
		column      = 520 // the text beside the QR code
	)
	code, err := qr.Encode(k.Link, qr.L)
	if err != nil {
		return nil, fmt.Errorf("encode check-in link: %w", err)
	}
	c, err := newCanvas(side, side, color.RGBA{0xff, 0xfc, 0xf7, 0xff})
	if err != nil {
		return nil, err
	}
	digits, err := fit(c.bold, k.Digits, right-left, 1, 350, 280, 200, 120)
	if err != nil {
		return nil, err
	}
	digits.face = openZero{digits.face}
	c.fill(image.Rect(0, 0, side, 18), warm)
	c.centred(digits, left, right, 18+(top-18-digits.size*73/100)/2, dark)
	c.fill(image.Rect(left, top, right, top+3), soft)

	at := c.qr(code, image.Rect(0, top+3, column-20, side))
	meeting, err := fit(c.bold, k.Meeting, right-column, 3, 46, 40, 34)
	if err != nil {
		return nil, err
	}
	group, err := fit(c.regular, k.Group, right-column, 2, 34, 30, 26)
	if err != nil {
		return nil, err
	}
	lines, err := fitEvenly(c.regular, k.Lines[:min(2, len(k.Lines))], right-column, 3, 34, 30, 26)
	if err != nil {
		return nil, err
	}
	y := c.flush(meeting, column, at.Min.Y, dark) + 22
	y = c.flush(group, column, y, warm) + 22
	for _, line := range lines {
		y = c.flush(line, column, y, soft) + 22
	}
	return pack(c.img, 0)
}

// openZero draws the zero of a Go typeface without its slash, in which an
// untrained eye reads an eight.
type openZero struct{ font.Face }

// Glyph is that of font.Face; for a zero the inside is cleared.
func (z openZero) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	box, mask, corner, advance, ok := z.Face.Glyph(dot, r)
	alpha, isAlpha := mask.(*image.Alpha)
	if r != '0' || !ok || !isAlpha {
		return box, mask, corner, advance, ok
	}
	// The inside is a superellipse of exponent 2.5; the proportions are those of
	// Go Bold.
	const wide, high = 0.44, 0.775
	rx, ry := wide*float64(box.Dx())/2, high*float64(box.Dy())/2
	power := func(v float64) float64 { return v * v * math.Sqrt(v) }
	for y := range box.Dy() {
		dy := power(math.Abs(float64(y)+0.5-float64(box.Dy())/2) / ry)
		for x := range box.Dx() {
			dx := power(math.Abs(float64(x)+0.5-float64(box.Dx())/2) / rx)
			// About how many pixels this one is outside; the edge is one pixel soft.
			if out := (dx + dy - 1) / 2.5 * rx; out < 0.5 {
				a := &alpha.Pix[alpha.PixOffset(corner.X+x, corner.Y+y)]
				*a = min(*a, uint8(255*max(0, out+0.5)))
			}
		}
	}
	return box, mask, corner, advance, ok
}
