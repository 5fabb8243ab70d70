package store

import "sync"

// A checkpointer brings what was written from the log to the file, on a connection of its own: inside a commit that would hold the writer for
// tens of milliseconds, whenever the log is long. The writer itself does only what is left when the log is twice as long, which lets it begin
// anew.
type checkpointer struct {
	conn *conn
	due  chan struct{}
	done sync.WaitGroup
	at   int // how many rows had been written at the last one
}

// rowsALog is after how many written rows a checkpoint is worth its while: what is written again and again goes to the file once.
const rowsALog = 5000

func newCheckpointer(path string) (*checkpointer, error) {
	conn, err := connect(address(path, "mode=rw"))
	if err != nil {
		return nil, err
	}
	c := &checkpointer{conn: conn, due: make(chan struct{}, 1)}
	c.done.Go(func() {
		for range c.due {
			_ = conn.pragma("wal_checkpoint(PASSIVE)") // what stands in its way is met by the writer too
		}
	})
	return c, nil
}

// checkpoint lets the log be brought to the file if a batch has made it long.
func (s *Store) checkpoint(tx *Tx) {
	rows := 0
	if s.wal == nil || !tx.get("SELECT total_changes()", nil, &rows) || rows-s.wal.at < rowsALog {
		return
	}
	s.wal.at = rows
	select {
	case s.wal.due <- struct{}{}:
	default:
	}
}

// Close waits for what is under way.
func (c *checkpointer) Close() error {
	close(c.due)
	c.done.Wait()
	return c.conn.Close()
}
