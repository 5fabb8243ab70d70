package report

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Sheet is a daftar hadir: the attendance sheet that a facilitator hands in at
// the village office, with room for people to sign. All texts are already written
// in the reader's language.
type Sheet struct {
	// Programme stands over the line of the letterhead, Title and Subtitle
	// under it.
	Programme, Title, Subtitle string
	// Group, Village, Regency, Theme, When and Place fill the block below; a
	// line of it whose value is empty is left out.
	Group, Village, Regency, Theme, When, Place string
	// Facilitators led the meeting; each gets a place to sign at the end. With
	// none there is one place with a dotted line.
	Facilitators []string
	// Rows are the people, in the order of the sheet.
	Rows []Row
	// Blank gives the sheet for before the meeting: names, but neither notes
	// nor totals.
	Blank bool
	// Spare is the number of empty rows for people who come unexpected.
	Spare int
	// Totals are lines below the table: how many came, say.
	Totals []string
	// Signed is the line above the signatures: village and date.
	Signed string
	// Words are the words of the form itself.
	Words SheetWords
}

// Row is one person on a Sheet.
type Row struct {
	Name string
	// Sex is "L", "P", or empty when nobody said.
	Sex string
	// Hamlet is the dusun, or empty.
	Hamlet string
	// Note is the Keterangan: present, late, or why not.
	Note string
}

// SheetWords are the words of the form, from locales.
type SheetWords struct {
	// Tab is the name of the worksheet: at most 31 characters, none of :\/?*[].
	Tab string
	// Group to Facilitators are the labels of the block under the title.
	Group, Village, Regency, Theme, When, Place, Facilitators string
	// Number to Note are the heads of the columns.
	Number, Name, Sex, Hamlet, Phone, Signature, Note string
	// Signer stands above each signature at the end.
	Signer string
	// Page and Of make the foot of a page: "Halaman 1 dari 3".
	Page, Of string
}

// The columns of the sheet. The signatures have two, signed in turn: so each
// person has the height of two rows to sign in.
const (
	colNumber    = "A"
	colName      = "B"
	colSex       = "C"
	colHamlet    = "D"
	colPhone     = "E"
	colSignLeft  = "F"
	colSignRight = "G"
	colNote      = "H"
)

// The widths of the columns that hold long texts, in digits of the standard
// typeface.
const (
	nameWidth   = 24
	hamletWidth = 14
	noteWidth   = 17
)

// rowHeight, in points, gives room to sign and for text of two lines.
const (
	rowHeight  = 27
	lineHeight = 13.5
)

// linesIn is how many lines text takes at most in a column: capitals are wider than
// digits, and words are not broken. Excel makes no row higher by itself whose
// height is given.
func linesIn(text string, width int) float64 {
	return math.Ceil(float64(utf8.RuneCountInString(text)) / (0.72 * float64(width)))
}

// XLSX makes the sheet as an Excel workbook: A4 upright, one page wide, the heads
// of the columns on every page. What people typed is written as text in cells of
// the format "text", so a name that begins with = + - or @ is a formula neither
// here nor after somebody edits the cell. Only a Words.Tab that Excel does not
// allow makes an error.
func (s Sheet) XLSX() ([]byte, error) {
	p := newPen()
	p.page(s)
	p.letterhead(s)
	heads := p.row
	p.table(s)
	p.signatures(s)
	return p.workbook(s.Words.Tab, heads)
}

// pen writes a worksheet from the top down. It remembers the first error, so that
// the sheet can be read below as it looks.
type pen struct {
	file   *excelize.File
	tab    string
	row    int // the row being written, from 1
	styles map[look]int
	err    error
}

func newPen() *pen {
	return &pen{file: excelize.NewFile(), tab: "Sheet1", styles: map[look]int{}}
}

// workbook gives what was written, with its name and the row of heads that stands
// on every page.
func (p *pen) workbook(tab string, heads int) ([]byte, error) {
	p.keep(p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'Sheet1'!$%d:$%d", heads, heads), Scope: "Sheet1",
	}))
	p.keep(p.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'Sheet1'!$A$1:$H$%d", p.row), Scope: "Sheet1",
	}))
	// References to the sheet follow its name.
	p.keep(p.file.SetSheetName("Sheet1", tab))
	var out bytes.Buffer
	if p.err == nil {
		p.err = p.file.Write(&out)
	}
	if p.err != nil {
		return nil, fmt.Errorf("write a sheet: %w", p.err)
	}
	return out.Bytes(), nil
}

func (p *pen) keep(err error) {
	if p.err == nil {
		p.err = err
	}
}

// look is what a cell looks like. Sides are the borders it has: any of "LTRB".
type look struct {
	size       float64
	bold       bool
	horizontal string
	vertical   string
	sides      string
	thick      bool
	indent     int
	shaded     bool
	wrap       bool
}

func (p *pen) style(l look) int {
	if id, ok := p.styles[l]; ok {
		return id
	}
	const text = 49 // the built-in number format "@"
	style := &excelize.Style{
		Font:      &excelize.Font{Family: "Arial", Size: l.size, Bold: l.bold},
		Alignment: &excelize.Alignment{Horizontal: l.horizontal, Vertical: l.vertical, Indent: l.indent, WrapText: l.wrap},
		NumFmt:    text,
	}
	for _, side := range []struct{ letter, name string }{{"L", "left"}, {"T", "top"}, {"R", "right"}, {"B", "bottom"}} {
		if strings.Contains(l.sides, side.letter) {
			weight := 1
			if l.thick {
				weight = 2
			}
			style.Border = append(style.Border, excelize.Border{Type: side.name, Style: weight, Color: "000000"})
		}
	}
	if l.shaded {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EFE7E1"}}
	}
	id, err := p.file.NewStyle(style)
	p.keep(err)
	p.styles[l] = id
	return id
}

// put writes text into the cells from one column to another of the row, joined.
func (p *pen) put(from, to, text string, l look) {
	first, last := fmt.Sprint(from, p.row), fmt.Sprint(to, p.row)
	if text != "" {
		p.keep(p.file.SetCellStr(p.tab, first, text))
	}
	p.keep(p.file.SetCellStyle(p.tab, first, last, p.style(l)))
	if from != to {
		p.keep(p.file.MergeCell(p.tab, first, last))
	}
}

// down goes to the next row and makes it so many points high.
func (p *pen) down(points float64) {
	p.row++
	p.keep(p.file.SetRowHeight(p.tab, p.row, points))
}

// page sets paper, columns and foot.
func (p *pen) page(s Sheet) {
	const a4, inch = 9, 1 / 2.54
	upright, yes, no := "portrait", true, false
	size, wide, high := a4, 1, 0
	p.keep(p.file.SetPageLayout(p.tab, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &upright, FitToWidth: &wide, FitToHeight: &high,
	}))
	p.keep(p.file.SetSheetProps(p.tab, &excelize.SheetPropsOptions{FitToPage: &yes}))
	side, edge, foot := 1.5*inch, 1.6*inch, 0.8*inch
	p.keep(p.file.SetPageMargins(p.tab, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &side, Bottom: &edge, Header: &foot, Footer: &foot, Horizontally: &yes,
	}))
	p.keep(p.file.SetSheetView(p.tab, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	for _, column := range []struct {
		name  string
		width float64 // in digits of the standard typeface
	}{
		{colNumber, 5},
		{colName, nameWidth},
		{colSex, 5},
		{colHamlet, hamletWidth},
		{colPhone, 14},
		{colSignLeft, 10.5},
		{colSignRight, 10.5},
		{colNote, noteWidth},
	} {
		p.keep(p.file.SetColWidth(p.tab, column.name, column.name, column.width))
	}
	// In the foot & begins a code, so the one of a name is doubled. Excel takes
	// 255 characters in all.
	literal := func(text string, limit int) string {
		return strings.ReplaceAll(plain(text, limit), "&", "&&")
	}
	p.keep(p.file.SetHeaderFooter(p.tab, &excelize.HeaderFooterOptions{
		OddFooter: "&L" + literal(s.Group, 50) + "&R" + literal(s.Words.Page, 20) + " &P " + literal(s.Words.Of, 20) + " &N",
	}))
	p.keep(p.file.SetDocProps(&excelize.DocProperties{
		Title: plain(s.Title+" "+s.Group, 100), Creator: plain(s.Programme, 100),
	}))
}

// letterhead writes everything above the table and leaves the pen on the heads
// of the columns.
func (p *pen) letterhead(s Sheet) {
	centre := look{size: 11, bold: true, horizontal: "center", vertical: "center"}
	p.down(20)
	ruled := centre
	ruled.sides, ruled.thick = "B", true
	p.put(colNumber, colNote, plain(s.Programme, 80), ruled)
	p.down(10)
	p.down(22)
	title := centre
	title.size = 15
	p.put(colNumber, colNote, plain(s.Title, 60), title)
	if s.Subtitle != "" {
		p.down(17)
		p.put(colNumber, colNote, plain(s.Subtitle, 80), centre)
	}
	p.down(8)

	w := s.Words
	for _, line := range []struct{ label, value string }{
		{w.Group, s.Group},
		{w.Village, s.Village},
		{w.Regency, s.Regency},
		{w.Theme, s.Theme},
		{w.When, s.When},
		{w.Place, s.Place},
		{w.Facilitators, strings.Join(s.Facilitators, ", ")},
	} {
		value := plain(line.value, 150)
		if value == "" {
			continue
		}
		height := 16.0
		if len([]rune(value)) > 75 {
			height *= 2
		}
		p.down(height)
		p.put(colNumber, colName, plain(line.label, 40), look{size: 11, vertical: "top"})
		p.put(colSex, colNote, ": "+value, look{size: 11, vertical: "top", wrap: true})
	}
	p.down(10)

	p.down(rowHeight)
	head := look{size: 11, bold: true, horizontal: "center", vertical: "center", sides: "LTRB", shaded: true, wrap: true}
	for _, column := range []struct{ from, to, word string }{
		{colNumber, colNumber, w.Number},
		{colName, colName, w.Name},
		{colSex, colSex, w.Sex},
		{colHamlet, colHamlet, w.Hamlet},
		{colPhone, colPhone, w.Phone},
		{colSignLeft, colSignRight, w.Signature},
		{colNote, colNote, w.Note},
	} {
		p.put(column.from, column.to, plain(column.word, 40), head)
	}
}

// table writes the people, the spare rows and the totals.
func (p *pen) table(s Sheet) {
	cell := look{size: 11, horizontal: "left", indent: 1, vertical: "center", sides: "LTRB", wrap: true}
	middle := look{size: 11, horizontal: "center", vertical: "center", sides: "LTRB"}
	total := len(s.Rows) + max(0, s.Spare)
	for n := range total {
		var row Row
		if n < len(s.Rows) {
			row = s.Rows[n]
		}
		if s.Blank {
			row.Note = ""
		}
		name, hamlet, note := plain(row.Name, 70), plain(row.Hamlet, 40), plain(row.Note, 70)
		p.down(max(rowHeight, lineHeight*max(linesIn(name, nameWidth), linesIn(hamlet, hamletWidth), linesIn(note, noteWidth))))
		p.put(colNumber, colNumber, "", middle)
		p.keep(p.file.SetCellInt(p.tab, fmt.Sprint(colNumber, p.row), int64(n+1)))
		p.put(colName, colName, name, cell)
		p.put(colSex, colSex, plain(row.Sex, 3), middle)
		p.put(colHamlet, colHamlet, hamlet, cell)
		p.put(colPhone, colPhone, "", cell)
		p.put(colNote, colNote, note, cell)

		// Odd numbers sign on the left, even ones on the right, each in a box
		// of two rows.
		box := look{size: 9, horizontal: "left", indent: 1, vertical: "center", sides: "LR"}
		if n%2 == 0 {
			box.sides += "T"
		}
		if n%2 == 1 || n == total-1 {
			box.sides += "B"
		}
		left, right := fmt.Sprintf("%d.", n+1), ""
		if n%2 == 1 {
			left, right = right, left
		}
		p.put(colSignLeft, colSignLeft, left, box)
		p.put(colSignRight, colSignRight, right, box)
	}
	if s.Blank {
		return
	}
	for n, line := range s.Totals {
		if n == 0 {
			p.down(8)
		}
		p.down(16)
		p.put(colNumber, colNote, plain(line, 90), look{size: 11, vertical: "center"})
	}
}

// signatures writes the places for the facilitators to sign, from the right, two
// beside each other.
func (p *pen) signatures(s Sheet) {
	middle := look{size: 11, horizontal: "center", vertical: "center"}
	names := s.Facilitators
	if len(names) == 0 {
		names = []string{strings.Repeat(".", 32)}
	}
	p.down(14)
	p.down(16)
	p.put(colPhone, colNote, plain(s.Signed, 60), middle)
	for len(names) > 0 {
		pair := names[:min(2, len(names))]
		names = names[len(pair):]
		p.down(16)
		for n := range pair {
			from, to := side(n)
			p.put(from, to, plain(s.Words.Signer, 40), middle)
		}
		p.down(48)
		p.down(16)
		for n, name := range pair {
			from, to := side(n)
			p.put(from, to, "( "+plain(name, 40)+" )", middle)
		}
		if len(names) > 0 {
			p.down(14)
		}
	}
}

// side gives the columns of the first signature of a pair and of the second.
func side(n int) (from, to string) {
	if n == 0 {
		return colPhone, colNote
	}
	return colNumber, colSex
}
