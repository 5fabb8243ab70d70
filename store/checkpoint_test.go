package store

import (
	"os"
	"testing"
)

// TestTheLogGoesToTheFileBesideTheWriter: what makes the log long is in the file soon, without an end of the store.
func TestTheLogGoesToTheFileBesideTheWriter(t *testing.T) {
	w := newWorld(t)
	size := func() int64 {
		info, err := os.Stat(w.path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	for part := range 9 { // a thousand pages each
		w.do(func(tx *Tx) {
			tx.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
				INSERT INTO meta (key, value) SELECT ? || i, hex(zeroblob(1900)) FROM n`, part)
		})
	}
	w.wal.due <- struct{}{} // there is room as soon as the first is under way
	w.wal.due <- struct{}{}
	if grown := size() - before; grown < pagesALog*4096 {
		t.Errorf("the file has grown by %d bytes", grown)
	}
	if w.wal.next <= pagesALog {
		t.Errorf("the next checkpoint is due at %d pages", w.wal.next)
	}
}
