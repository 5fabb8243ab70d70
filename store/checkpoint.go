package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"sync"
	"sync/atomic"
)

// A checkpointer brings what was written from the log to the file, on a connection of its own: inside a commit that would hold the writer for
// tens of milliseconds, whenever the log is long. The writer does the rest if that is little, which lets the log begin anew: a file that
// grows takes longer to sync than one that is written over. While very much is written the rest is not little, and the log becomes very
// long before the writer does it all the same.
type checkpointer struct {
	conn *conn // nil until it is needed
	log  *os.File
	salt []byte // of the log; it is another one when the log has begun anew
	page int64  // how many bytes a page has
	next int    // how many pages the log has when the next checkpoint is due
	due  chan struct{}
	done sync.WaitGroup
	rest atomic.Int64 // up to how many pages of the log what is left is little, 0 if nothing is to be done
}

// How many pages of the log are worth a checkpoint, for what is written again and again goes to the file once, and how many are little. The
// pragma wal_autocheckpoint says what is very long.
const (
	pagesALog = 2000
	fewPages  = 300
)

func newCheckpointer(path string) *checkpointer {
	c := &checkpointer{due: make(chan struct{}, 1)}
	c.done.Go(func() {
		for range c.due {
			if c.conn == nil {
				c.conn, _ = connect(address(path, "mode=rw")) // what stands in its way is met by the writer too
			}
			if c.conn == nil {
				continue
			}
			if _, done, err := c.conn.checkpoint("PASSIVE"); err == nil {
				c.rest.Store(done + fewPages)
			}
		}
	})
	return c
}

// check lets the log be brought to the file if it has become long enough, and the writer do the rest of that.
func (c *checkpointer) check(path string, writer *conn) {
	if c.log == nil {
		c.log, _ = os.Open(path + "-wal") // there is none before the first commit
	}
	if c.log == nil || !c.head() {
		return
	}
	if few := c.rest.Swap(0); few > 0 && !c.longer(int(few)) {
		_, _, _ = writer.checkpoint("PASSIVE") // what stands in its way does so the next time too
	}
	if !c.longer(c.next) {
		return
	}
	c.next += pagesALog
	select {
	case c.due <- struct{}{}:
	default:
	}
}

// The log has a head, and frames with a page each. Frames of the present log have its salt, those after them that of an earlier one
// (sqlite.org/fileformat2.html, 4.1).
const headSize, frameSize = 32, 24

// head reads what the log begins with.
func (c *checkpointer) head() bool {
	var head [headSize]byte
	if _, err := c.log.ReadAt(head[:], 0); err != nil {
		return false
	}
	c.page = int64(binary.BigEndian.Uint32(head[8:12]))
	if salt := head[16:24]; !bytes.Equal(salt, c.salt) {
		c.salt, c.next = bytes.Clone(salt), pagesALog
		c.rest.Store(0)
	}
	return true
}

// longer reports whether the log has so many pages.
func (c *checkpointer) longer(pages int) bool {
	var frame [frameSize]byte
	_, err := c.log.ReadAt(frame[:], headSize+int64(pages-1)*(frameSize+c.page))
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
