//go:build office

package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestOfficeOpensSheet has LibreOffice print the sheet (needs soffice and
// pdftotext). With OFFICE_OUT set to a folder the PDF stays there to be looked at.
func TestOfficeOpensSheet(t *testing.T) {
	dir := t.TempDir()
	if out := os.Getenv("OFFICE_OUT"); out != "" {
		dir = out
	}
	data, err := meeting(300).XLSX()
	if err != nil {
		t.Fatal(err)
	}
	sheet := filepath.Join(dir, "daftar-hadir.xlsx")
	if err := os.WriteFile(sheet, data, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	// A profile of its own: an office that is open elsewhere would refuse.
	run("soffice", "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--headless",
		"--convert-to", "pdf", "--outdir", dir, sheet)
	text := run("pdftotext", "-layout", filepath.Join(dir, "daftar-hadir.pdf"), "-")

	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	if got := len(pages); got < 8 || got > 14 {
		t.Errorf("300 people take %d pages, want about 10", got)
	}
	for n, page := range pages {
		if !strings.Contains(page, "Tanda tangan") {
			t.Errorf("page %d has no heads of columns", n+1)
		}
		if !strings.Contains(page, "Halaman") {
			t.Errorf("page %d has no number", n+1)
		}
	}
	for _, want := range []string{"DAFTAR HADIR", "Balai Desa Anjani", "=HYPERLINK", "Bu Sari 300", "( Bu Rina )"} {
		if !strings.Contains(text, want) {
			t.Errorf("the print does not say %q", want)
		}
	}
}

// TestOfficeOpensLedger has LibreOffice read the ledger of an announcement.
func TestOfficeOpensLedger(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "penerima.xlsx")
	if err := os.WriteFile(ledger, recipients(t, 2000), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--headless",
		"--convert-to", "csv", "--outdir", dir, ledger).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "penerima.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Nama,Kelompok", "Bu Warga 2000,Kelompok Melati,Anjani,Lombok Timur,Terkirim,,2026-06-09 09:03:00,1", "=HYPERLINK"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the office does not read %q", want)
		}
	}
}
