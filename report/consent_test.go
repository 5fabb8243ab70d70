package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestConsentSheet: what is agreed to stands above the names of those who have not signed, and there are lines for more.
func TestConsentSheet(t *testing.T) {
	c := Consent{
		Programme: "Asuh Bersama", Title: "Lembar Persetujuan", Group: "Kelompok Melati", Text: []string{"Kami menyimpan nama panggilan.", strings.Repeat("panjang ", 60)},
		Names: []string{"Inaq Dua", "=1+1"}, Spare: 3,
		Words: ConsentWords{Tab: "Persetujuan", Number: "No", Name: "Nama pengasuh", Signature: "Tanda tangan", Date: "Tanggal", Page: "Halaman", Of: "dari"},
	}
	data, err := c.XLSX()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	rows, err := f.GetRows("Persetujuan")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range rows {
		if line := strings.Trim(strings.Join(row, " "), " "); line != "" {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
	}
	want := []string{
		"Asuh Bersama", "Lembar Persetujuan", c.Text[0], strings.TrimSpace(c.Text[1]), "No Nama pengasuh Tanda tangan Tanggal", "1 Inaq Dua", "2 =1+1", "3", "4", "5",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}
