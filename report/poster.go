package report

import (
	"fmt"
	"image"
	"image/color"
	"strings"

	"rsc.io/qr"
)

// Poster is the sheet on the wall of the village hall through which families
// join a group. All texts are already written in the reader's language, and
// any but the link may be empty.
type Poster struct {
	// Group is the group's name as its facilitator typed it.
	Group string
	// Lines say what this is and what to do; the first two are drawn.
	Lines []string
	// Link is what the QR code opens; it stands below in small type too, for
	// those who type it.
	Link string
	// Programme and Place are the two lines at the foot.
	Programme, Place string
}

// PNG draws the poster on A5 upright at 300 dots per inch (1748×2480 pixels), in
// a file of well under 100 kB, since Telegram slows large uploads. A name that the
// typeface cannot draw at all (a wholly Arabic one) leaves a line to write it on
// by hand. The only error that input can cause is a Link too long for a QR code.
func (p Poster) PNG() ([]byte, error) {
	const (
		width, height = 1748, 2480
		edge          = 90 // the frame: home printers leave about 5 mm white
		left, right   = 210, width - 210
	)
	// M mends 15 % of damage, a torn corner say; more would make the modules smaller.
	code, err := qr.Encode(p.Link, qr.M)
	if err != nil {
		return nil, fmt.Errorf("encode poster link: %w", err)
	}
	c, err := newCanvas(width, height, color.RGBA{0xff, 0xff, 0xff, 0xff})
	if err != nil {
		return nil, err
	}
	name, err := fit(c.bold, p.Group, right-left, 1, 190, 170, 150)
	if err == nil && !name.whole {
		name, err = fit(c.bold, p.Group, right-left, 3, 132, 116, 100)
	}
	if err != nil {
		return nil, err
	}
	link, err := fit(c.mono, bare(p.Link), right-left, 2, 46, 40, 36)
	if err != nil {
		return nil, err
	}
	programme, err := fit(c.bold, p.Programme, right-left, 1, 50, 44, 38)
	if err != nil {
		return nil, err
	}
	place, err := fit(c.regular, p.Place, right-left, 1, 50, 44, 38)
	if err != nil {
		return nil, err
	}

	c.frame(image.Rect(edge, edge, width-edge, height-edge), 5, warm)
	c.fill(image.Rect(edge, edge, width-edge, edge+36), warm)

	y := edge + 36 + 120
	if len(name.lines) == 0 {
		y += 170
		c.fill(image.Rect(left, y, right, y+4), soft)
		y += 70
	}
	y = c.centred(name, left, right, y, dark) + 30
	c.fill(image.Rect(width/2-90, y, width/2+90, y+8), warm)
	y += 80
	lines, err := fitEvenly(c.regular, p.Lines[:min(2, len(p.Lines))], right-left, 2, 66, 60, 54, 48)
	if err != nil {
		return nil, err
	}
	for _, line := range lines {
		y = c.centred(line, left, right, y, dark) + 40
	}

	foot := height - edge - 60
	foot -= place.height()
	c.centred(place, left, right, foot, soft)
	if programme.height() > 0 {
		foot -= programme.height() + 14
		c.centred(programme, left, right, foot, warm)
	}
	if programme.height()+place.height() > 0 {
		foot -= 56
		c.fill(image.Rect(left, foot, right, foot+3), soft)
		foot -= 50
	}
	foot -= link.height()
	c.centred(link, left, right, foot, dark)

	c.qr(code, image.Rect(edge+40, y, width-edge-40, foot))
	return pack(c.img, 300)
}

// bare is a link as people read it aloud.
func bare(link string) string { return strings.TrimPrefix(link, "https://") }
