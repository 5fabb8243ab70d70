package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/xuri/excelize/v2"
)

// TestLedgerFileLeavesNobodyOut: the file of an announcement has a line for each recipient, and behind them one for each family without Telegram
// that says who passes it on, or that nobody knows yet that it has to be.
func TestLedgerFileLeavesNobodyOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		blocked, passed bool
		want            string
	}{
		"told":      {false, false, `["Tanpa Telegram" "Kelompok Melati" "Anjani" "Lombok Timur" "Tanpa Telegram" "Disampaikan lewat Bu Rina" "2026-06-08 07:00"]`},
		"passed on": {false, true, `["Tanpa Telegram" "Kelompok Melati" "Anjani" "Lombok Timur" "Tanpa Telegram" "Sudah disampaikan fasilitatornya" "2026-06-08 07:00"]`},
		"untold":    {true, false, `["Tanpa Telegram" "Kelompok Melati" "Anjani" "Lombok Timur" "Tanpa Telegram" "Fasilitatornya belum diberi tahu"]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				if c.blocked {
					w.telegram.Block(rina)
					w.settle()
				}
				w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]", "[:send]")
				if c.passed {
					w.talk(rina, "", "[!passed]")
				}
				w.talk(joko, "", "[!ledger]")
				if said := w.said(joko); !strings.Contains(said, "Keluarga tanpa Telegram ada di bawahnya") {
					t.Errorf("the coordinator is told %s", said)
				}
				rows := w.sheet(joko)
				if got := fmt.Sprintf("%q", rows[len(rows)-1]); len(rows) != 6+4+1 || got != c.want {
					t.Errorf("%d rows, the last of them %s, want %s", len(rows), got, c.want)
				}
				if !c.blocked {
					w.complain(t)
				}
			})
		})
	}
}

// sheet is what stands in the newest workbook that somebody has got.
func (w *transcriptWorld) sheet(account int64) [][]string {
	w.t.Helper()
	for _, m := range slices.Backward(w.telegram.History(account)) {
		if m.File == nil {
			continue
		}
		data, _ := w.telegram.FileData(m.File.ID)
		book, err := excelize.OpenReader(bytes.NewReader(data.Data))
		if err != nil {
			w.t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil {
			w.t.Fatal(err)
		}
		return rows
	}
	w.t.Fatal("there is no workbook")
	return nil
}
