package report

import (
	"bytes"
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"
)

// Ledger is who has got an announcement and who has not, to be sorted and searched
// on a computer. All texts are already written in the reader's language.
type Ledger struct {
	// Title stands above, Notes are lines below it.
	Title string
	Notes []string
	// Tab is the name of the worksheet, as in SheetWords.
	Tab string
	// Heads are the heads of the columns, in the order of LedgerRow.
	Heads [9]string
}

// LedgerRow is how it stands with one recipient.
type LedgerRow struct {
	Name, Group, Village, Regency string
	// State says what became of it, Reason why.
	State, Reason string
	// At is since when, written as its clock shows it.
	At time.Time
	// Version is what the recipient reads: 1 for what was sent first, 0 for
	// nothing.
	Version int
	// Read is when it was said to be read, zero if it was not.
	Read time.Time
}

// XLSX makes the ledger as an Excel workbook. rows calls its argument for each
// recipient; they are written as they come, since there may be many thousand.
func (l Ledger) XLSX(rows func(func(LedgerRow) error) error) (_ []byte, err error) {
	file := excelize.NewFile()
	defer func() {
		if closing := file.Close(); err == nil {
			err = closing
		}
	}()
	p := &pen{file: file, tab: "Sheet1", styles: map[look]int{}}
	p.keep(file.SetSheetName("Sheet1", l.Tab))
	text := p.style(look{size: 11})
	head := p.style(look{size: 11, bold: true, sides: "B", shaded: true})
	title := p.style(look{size: 15, bold: true})
	layout := "yyyy-mm-dd hh:mm"
	moment, err := file.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "Arial", Size: 11}, CustomNumFmt: &layout})
	p.keep(err)
	out, err := file.NewStreamWriter(l.Tab)
	if p.keep(err); p.err != nil {
		return nil, fmt.Errorf("begin a ledger: %w", p.err)
	}
	for i, width := range []float64{26, 24, 18, 18, 16, 34, 17, 8, 17} {
		p.keep(out.SetColWidth(i+1, i+1, width))
	}
	above := len(l.Notes) + 2
	p.keep(out.SetPanes(&excelize.Panes{Freeze: true, YSplit: above, TopLeftCell: fmt.Sprint("A", above+1), ActivePane: "bottomLeft"}))
	line := func(cells ...any) {
		p.row++
		p.keep(out.SetRow(fmt.Sprint("A", p.row), cells))
	}
	word := func(style int, value string, limit int) excelize.Cell {
		return excelize.Cell{StyleID: style, Value: plain(value, limit)}
	}
	line(word(title, l.Title, 120))
	for _, note := range l.Notes {
		line(word(text, note, 250))
	}
	heads := make([]any, len(l.Heads))
	for i, h := range l.Heads {
		heads[i] = word(head, h, 40)
	}
	line(heads...)
	when := func(t time.Time) any {
		if t.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: moment, Value: t}
	}
	p.keep(rows(func(r LedgerRow) error {
		var version any
		if r.Version > 0 {
			version = r.Version
		}
		line(word(text, r.Name, 70), word(text, r.Group, 70), word(text, r.Village, 70), word(text, r.Regency, 70), word(text, r.State, 40), word(text, r.Reason, 80),
			when(r.At), version, when(r.Read))
		return p.err
	}))
	p.keep(out.Flush())
	p.keep(file.AutoFilter(l.Tab, fmt.Sprintf("A%d:I%d", above, p.row), nil))
	var content bytes.Buffer
	if p.err == nil {
		p.err = file.Write(&content)
	}
	if p.err != nil {
		return nil, fmt.Errorf("write a ledger: %w", p.err)
	}
	return content.Bytes(), nil
}
