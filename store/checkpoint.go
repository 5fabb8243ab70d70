package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"sync"
)

// A checkpointer brings what was written from the log to the file, on a connection of its own: inside a commit that would hold the writer for
// tens of milliseconds, whenever the log is long. The writer itself does only what is left when the log is very long, which lets it begin
// anew.
type checkpointer struct {
	conn *conn // nil until it is needed
	log  *os.File
	salt []byte // of the log; it is another one when the log has begun anew
	next int    // how many pages the log has when the next checkpoint is due
	due  chan struct{}
	done sync.WaitGroup
}

// pagesALog is how many pages are worth a checkpoint: what is written again and again goes to the file once. The pragma wal_autocheckpoint
// is a little more than four times as many.
const pagesALog = 4000

func newCheckpointer(path string) *checkpointer {
	c := &checkpointer{due: make(chan struct{}, 1)}
	c.done.Go(func() {
		for range c.due {
			if c.conn == nil {
				c.conn, _ = connect(address(path, "mode=rw")) // what stands in its way is met by the writer too
			}
			if c.conn != nil {
				_ = c.conn.pragma("wal_checkpoint(PASSIVE)")
			}
		}
	})
	return c
}

// check lets the log be brought to the file if it has become long enough.
func (c *checkpointer) check(path string) {
	if c.log == nil {
		c.log, _ = os.Open(path + "-wal") // there is none before the first commit
	}
	if c.log == nil || !c.long() {
		return
	}
	c.next += pagesALog
	select {
	case c.due <- struct{}{}:
	default:
	}
}

// long reports whether the log has so many pages that a checkpoint is due. Frames of the present log have its salt, those after them that of
// an earlier one (sqlite.org/fileformat2.html, 4.1).
func (c *checkpointer) long() bool {
	var head [32]byte
	var frame [24]byte
	if _, err := c.log.ReadAt(head[:], 0); err != nil {
		return false
	}
	if salt := head[16:24]; !bytes.Equal(salt, c.salt) {
		c.salt, c.next = bytes.Clone(salt), pagesALog
	}
	size := int64(len(frame)) + int64(binary.BigEndian.Uint32(head[8:12]))
	_, err := c.log.ReadAt(frame[:], int64(len(head))+int64(c.next-1)*size)
	return err == nil && bytes.Equal(frame[8:16], c.salt)
}

// Close waits for what is under way.
func (c *checkpointer) Close() error {
	close(c.due)
	c.done.Wait()
	if c.log != nil {
		_ = c.log.Close() // only read
	}
	if c.conn == nil {
		return nil
	}
	return c.conn.Close()
}
