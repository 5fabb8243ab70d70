package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// meeting is a sheet of the cast; the names below it are what people type.
func meeting(people int) Sheet {
	s := Sheet{
		Programme: "ASUH BERSAMA – PENGASUHAN KELUARGA PEKERJA MIGRAN",
		Title:     "DAFTAR HADIR", Subtitle: "PERTEMUAN KELOMPOK PENGASUHAN",
		Group: "Kelompok Melati & 2 Mawar", Village: "Anjani", Regency: "Lombok Timur, NTB",
		Theme: "Mendengarkan anak dari jauh", When: "Sabtu, 13 Juni 2026 pukul 14.00 WITA", Place: "Balai Desa Anjani",
		Facilitators: []string{"Bu Rina", "Pak Joko"},
		Spare:        3,
		Totals:       []string{"Hadir 2 dari 6 keluarga", "Izin 1 · Tanpa keterangan 3"},
		Signed:       "Anjani, 13 Juni 2026",
		Words: SheetWords{
			Tab: "Daftar hadir", Group: "Kelompok", Village: "Desa", Regency: "Kabupaten", Theme: "Tema",
			When: "Hari, tanggal", Place: "Tempat", Facilitators: "Fasilitator",
			Number: "No", Name: "Nama", Sex: "L/P", Hamlet: "Dusun", Phone: "No. HP", Signature: "Tanda tangan", Note: "Keterangan",
			Signer: "Fasilitator", Page: "Halaman", Of: "dari",
		},
		Rows: []Row{
			{"Bu Sari", "P", "Gubuk Barat", "Hadir"},
			{"Nenek Inaq Sahnun", "P", "Gubuk Timur Daya", "Hadir"},
			{`=HYPERLINK("https://example.org","Sari")`, "", "+62", "-1"},
			{"@Tuti\u202e\x00\nmalam ", "P", "", "Berhalangan: ada urusan keluarga di Mataram"},
			{"النور بنت محمد", "P", "", ""},
			{"BU RINA " + strings.Repeat("ZAINUDDIN ", 1000), "P", strings.Repeat("x", 10_000), strings.Repeat("y ", 5_000)},
		},
	}
	for n := len(s.Rows); n < people; n++ {
		s.Rows = append(s.Rows, Row{Name: fmt.Sprint("Bu Sari ", n+1), Sex: "P", Hamlet: "Gubuk Barat", Note: "Hadir"})
	}
	s.Rows = s.Rows[:people]
	return s
}

// open makes the workbook of s and reads it again.
func open(t *testing.T, s Sheet) *excelize.File {
	t.Helper()
	data, err := s.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("read the sheet again: %v", err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// grid is all rows of f, each with eight cells.
func grid(t *testing.T, f *excelize.File) [][]string {
	t.Helper()
	rows, err := f.GetRows("Daftar hadir")
	if err != nil {
		t.Fatal(err)
	}
	for n := range rows {
		rows[n] = append(rows[n], make([]string, 8-len(rows[n]))...)
	}
	return rows
}

// body is the part of the grid under the heads of the columns.
func body(t *testing.T, f *excelize.File) (heads int, rows [][]string) {
	t.Helper()
	all := grid(t, f)
	for n, row := range all {
		if row[0] == "No" {
			return n + 1, all[n+1:]
		}
	}
	t.Fatal("no row begins with No")
	return 0, nil
}

func TestSheetSaysWhoCame(t *testing.T) {
	f := open(t, meeting(6))
	all := grid(t, f)
	heads, rows := body(t, f)
	if got, want := fmt.Sprint(all[heads-1]), "[No Nama L/P Dusun No. HP Tanda tangan  Keterangan]"; got != want {
		t.Errorf("heads are %s, want %s", got, want)
	}
	for n, want := range [][]string{
		{"1", "Bu Sari", "P", "Gubuk Barat", "", "1.", "", "Hadir"},
		{"2", "Nenek Inaq Sahnun", "P", "Gubuk Timur Daya", "", "", "2.", "Hadir"},
		{"3", `=HYPERLINK("https://example.org","Sari")`, "", "+62", "", "3.", "", "-1"},
		{"4", "@Tuti malam", "P", "", "", "", "4.", "Berhalangan: ada urusan keluarga di Mataram"},
		{"5", "النور بنت محمد", "P", "", "", "5.", "", ""},
	} {
		if got, want := fmt.Sprintf("%q", rows[n]), fmt.Sprintf("%q", want); got != want {
			t.Errorf("row %d is %s, want %s", n+1, got, want)
		}
	}
	for n, cell := range rows[5] {
		if long := len([]rune(cell)); long > 70 {
			t.Errorf("cell %d of the longest row has %d characters, want at most 70", n, long)
		}
	}
	if got, want := fmt.Sprintf("%q", rows[8]), `["9" "" "" "" "" "9." "" ""]`; got != want {
		t.Errorf("the last spare row is %s, want %s", got, want)
	}
	text := fmt.Sprint(all)
	for _, want := range []string{
		"PERTEMUAN KELOMPOK PENGASUHAN", ": Kelompok Melati & 2 Mawar", ": Anjani", ": Lombok Timur, NTB",
		": Mendengarkan anak dari jauh", ": Sabtu, 13 Juni 2026 pukul 14.00 WITA", ": Balai Desa Anjani", ": Bu Rina, Pak Joko",
		"Hadir 2 dari 6 keluarga", "Izin 1 · Tanpa keterangan 3", "Anjani, 13 Juni 2026", "( Bu Rina )", "( Pak Joko )",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet does not say %q", want)
		}
	}
}

func TestBlankSheetHasNamesOnly(t *testing.T) {
	s := meeting(6)
	s.Blank = true
	s.Facilitators = nil
	f := open(t, s)
	_, rows := body(t, f)
	if got, want := fmt.Sprintf("%q", rows[0]), `["1" "Bu Sari" "P" "Gubuk Barat" "" "1." "" ""]`; got != want {
		t.Errorf("row 1 is %s, want %s", got, want)
	}
	text := fmt.Sprint(grid(t, f))
	for _, no := range []string{"Hadir", "Izin", "Berhalangan", "Bu Rina"} {
		if strings.Contains(text, no) {
			t.Errorf("the blank sheet says %q", no)
		}
	}
	if want := "( ....."; !strings.Contains(text, want) {
		t.Errorf("the blank sheet has no place to sign (%q)", want)
	}
}

// Excel reads a text again when somebody edits its cell; only the format "text"
// (49) keeps it from becoming a formula then.
func TestNoCellIsAFormula(t *testing.T) {
	f := open(t, meeting(6))
	rows := grid(t, f)
	for y := range rows {
		for x := range rows[y] {
			cell, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				t.Fatal(err)
			}
			formula, err := f.GetCellFormula("Daftar hadir", cell)
			if err != nil || formula != "" {
				t.Errorf("%s is the formula %q (%v)", cell, formula, err)
			}
			if rows[y][x] == "" {
				continue
			}
			id, err := f.GetCellStyle("Daftar hadir", cell)
			if err != nil {
				t.Fatal(err)
			}
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if style.NumFmt != 49 {
				t.Errorf("%s (%q) has the number format %d, want 49", cell, rows[y][x], style.NumFmt)
			}
		}
	}
}

func TestSheetPrintsOnA4(t *testing.T) {
	f := open(t, meeting(300))
	heads, rows := body(t, f)
	if got, want := rows[299][0], "300"; got != want {
		t.Errorf("row 300 has the number %q, want %q", got, want)
	}
	layout, err := f.GetPageLayout("Daftar hadir")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(*layout.Size, *layout.Orientation, *layout.FitToWidth, *layout.FitToHeight), "9portrait1 0"; got != want {
		t.Errorf("page layout is %s, want %s", got, want)
	}
	props, err := f.GetSheetProps("Daftar hadir")
	if err != nil {
		t.Fatal(err)
	}
	if props.FitToPage == nil || !*props.FitToPage {
		t.Error("the sheet is not fitted to the page")
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	if got, want := names["_xlnm.Print_Titles"], fmt.Sprintf("'Daftar hadir'!$%d:$%d", heads, heads); got != want {
		t.Errorf("print titles are %s, want %s", got, want)
	}
	if got, want := names["_xlnm.Print_Area"], fmt.Sprintf("'Daftar hadir'!$A$1:$H$%d", heads+len(rows)); got != want {
		t.Errorf("print area is %s, want %s", got, want)
	}
	foot, err := f.GetHeaderFooter("Daftar hadir")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := foot.OddFooter, "&LKelompok Melati && 2 Mawar&RHalaman &P dari &N"; got != want {
		t.Errorf("foot is %s, want %s", got, want)
	}
}

func TestSheetRefusesABadTab(t *testing.T) {
	s := meeting(1)
	s.Words.Tab = "a/b"
	if _, err := s.XLSX(); err == nil {
		t.Error("a worksheet named a/b was made; Excel opens no such file")
	}
}

func TestSheetIsTheSameTwice(t *testing.T) {
	first, err := meeting(40).XLSX()
	if err != nil {
		t.Fatal(err)
	}
	second, err := meeting(40).XLSX()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("the same sheet gives different bytes")
	}
}

func BenchmarkSheet(b *testing.B) {
	s := meeting(30)
	for b.Loop() {
		if _, err := s.XLSX(); err != nil {
			b.Fatal(err)
		}
	}
}
