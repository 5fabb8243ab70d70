package report

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// recipients writes a ledger of so many.
func recipients(t testing.TB, n int) []byte {
	t.Helper()
	l := Ledger{
		Title: "Penerima pengumuman: Awas banjir", Notes: []string{"Semua 3, terkirim 2.", "Data pribadi."}, Tab: "Penerima",
		Heads: [9]string{"Nama", "Kelompok", "Desa/kelurahan", "Kabupaten/kota", "Keadaan", "Sebab", "Sejak", "Versi", "Dibaca"},
	}
	at := time.Date(2026, 6, 9, 9, 3, 0, 0, time.FixedZone("WITA", 8*3600))
	data, err := l.XLSX(func(write func(LedgerRow) error) error {
		for i := range n {
			row := LedgerRow{Name: fmt.Sprintf("Bu Warga %d", i+1), Group: "Kelompok Melati", Village: "Anjani", Regency: "Lombok Timur", State: "Terkirim", At: at, Version: 1}
			if i == 1 {
				row = LedgerRow{Name: "=HYPERLINK(\"x\")", Group: "<Mawar> & \u202eanak", State: "Gagal", Reason: "Memblokir bot", At: at}
			}
			if i == 2 {
				row.Read = at.Add(time.Hour)
			}
			if err := write(row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLedger(t *testing.T) {
	file, err := excelize.OpenReader(bytes.NewReader(recipients(t, 3)))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := file.GetRows("Penerima")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Penerima pengumuman: Awas banjir"},
		{"Semua 3, terkirim 2."},
		{"Data pribadi."},
		{"Nama", "Kelompok", "Desa/kelurahan", "Kabupaten/kota", "Keadaan", "Sebab", "Sejak", "Versi", "Dibaca"},
		{"Bu Warga 1", "Kelompok Melati", "Anjani", "Lombok Timur", "Terkirim", "", "2026-06-09 09:03", "1"},
		{"=HYPERLINK(\"x\")", "<Mawar> & anak", "", "", "Gagal", "Memblokir bot", "2026-06-09 09:03"},
		{"Bu Warga 3", "Kelompok Melati", "Anjani", "Lombok Timur", "Terkirim", "", "2026-06-09 09:03", "1", "2026-06-09 10:03"},
	}
	if got := fmt.Sprintf("%q", rows); got != fmt.Sprintf("%q", want) {
		t.Errorf("got  %s\nwant %q", got, want)
	}
	for _, cell := range []string{"A6", "B6"} {
		if formula, err := file.GetCellFormula("Penerima", cell); err != nil || formula != "" {
			t.Errorf("%s is the formula %q (%v)", cell, formula, err)
		}
	}
}

// BenchmarkLedger writes a ledger of 50,000; what is held meanwhile is shown as MiB.
func BenchmarkLedger(b *testing.B) {
	for b.Loop() {
		data := recipients(b, 50_000)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapInuse)/(1<<20), "MiB")
		b.ReportMetric(float64(len(data))/(1<<20), "MiB/file")
	}
}
