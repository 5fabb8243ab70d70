package report

import "fmt"

// Consent is a lembar persetujuan: what carers without a phone read, or have read
// to them, before they sign that their data may be kept. All texts are already
// written in the reader's language.
type Consent struct {
	// Programme stands over the line of the letterhead, Title under it.
	Programme, Title string
	// Group stands in the foot of each page.
	Group string
	// Text is what is agreed to, a paragraph each.
	Text []string
	// Names are those who have not signed yet.
	Names []string
	// Spare is the number of empty rows.
	Spare int
	// Words are the words of the form itself.
	Words ConsentWords
}

// ConsentWords are the words of the form, from locales.
type ConsentWords struct {
	// Tab is the name of the worksheet, as in SheetWords.
	Tab string
	// Number to Date are the heads of the columns.
	Number, Name, Signature, Date string
	// Page and Of make the foot of a page.
	Page, Of string
}

// XLSX makes the form as an Excel workbook, like Sheet.XLSX.
func (c Consent) XLSX() ([]byte, error) {
	p := newPen()
	p.page(Sheet{Programme: c.Programme, Title: c.Title, Group: c.Group, Words: SheetWords{Page: c.Words.Page, Of: c.Words.Of}})
	centre := look{size: 11, bold: true, horizontal: "center", vertical: "center"}
	ruled, title := centre, centre
	ruled.sides, ruled.thick, title.size = "B", true, 15
	p.down(20)
	p.put(colNumber, colNote, plain(c.Programme, 80), ruled)
	p.down(10)
	p.down(22)
	p.put(colNumber, colNote, plain(c.Title, 60), title)
	p.down(8)
	const width = 100 // of the whole page, in digits
	for _, line := range c.Text {
		text := plain(line, 500)
		p.down(16 * linesIn(text, width))
		p.put(colNumber, colNote, text, look{size: 11, vertical: "top", wrap: true})
	}
	p.down(10)

	p.down(rowHeight)
	heads := p.row
	head := look{size: 11, bold: true, horizontal: "center", vertical: "center", sides: "LTRB", shaded: true, wrap: true}
	p.put(colNumber, colNumber, plain(c.Words.Number, 40), head)
	p.put(colName, colSex, plain(c.Words.Name, 40), head)
	p.put(colHamlet, colSignRight, plain(c.Words.Signature, 40), head)
	p.put(colNote, colNote, plain(c.Words.Date, 40), head)
	cell := look{size: 11, horizontal: "left", indent: 1, vertical: "center", sides: "LTRB", wrap: true}
	for n := range len(c.Names) + max(0, c.Spare) {
		name := ""
		if n < len(c.Names) {
			name = plain(c.Names[n], 70)
		}
		p.down(max(rowHeight, lineHeight*linesIn(name, nameWidth)))
		p.put(colNumber, colNumber, "", cell)
		p.keep(p.file.SetCellInt(p.tab, fmt.Sprint(colNumber, p.row), int64(n+1)))
		p.put(colName, colSex, name, cell)
		p.put(colHamlet, colSignRight, "", cell)
		p.put(colNote, colNote, "", cell)
	}
	return p.workbook(c.Words.Tab, heads)
}
