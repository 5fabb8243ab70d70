package store

import (
	"bytes"
	"fmt"
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
	for part := range 5 {
		w.writeMuch(fmt.Sprint("part ", part))
	}
	w.checkpointed()
	if grown := size() - before; grown < pagesALog*4096 {
		t.Errorf("the file has grown by %d bytes", grown)
	}
	if w.wal.next <= pagesALog {
		t.Errorf("the next checkpoint is due at %d pages", w.wal.next)
	}
}

// TestTheLogBeginsAnew: once it went to the file, and little was written meanwhile, the log is written over from its beginning.
func TestTheLogBeginsAnew(t *testing.T) {
	w := newWorld(t)
	little := func(key string) { w.do(func(tx *Tx) { tx.SetMeta(key, "") }) }
	for part := range 3 {
		w.writeMuch(fmt.Sprint("part ", part))
	}
	w.checkpointed()
	salt := bytes.Clone(w.wal.salt)
	little("the writer does the rest")
	little("over the beginning")
	if bytes.Equal(salt, w.wal.salt) {
		t.Error("the log goes on where it was")
	}
	w.writeMuch("is not little ")
	salt = bytes.Clone(w.wal.salt)
	w.wal.rest.Store(fewPages) // a checkpoint that has ended at the beginning of it
	little("goes on")
	little("and on")
	if !bytes.Equal(salt, w.wal.salt) {
		t.Error("the writer did what was not little")
	}
}

// writeMuch makes the log a thousand pages longer.
func (w *world) writeMuch(name string) {
	w.Helper()
	w.do(func(tx *Tx) {
		tx.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
			INSERT INTO meta (key, value) SELECT ? || i, hex(zeroblob(1900)) FROM n`, name)
	})
}

// checkpointed waits until the log went to the file as far as it is now.
func (w *world) checkpointed() {
	w.wal.due <- struct{}{} // there is room as soon as the first is under way
	w.wal.due <- struct{}{}
	w.wal.due <- struct{}{}
}
