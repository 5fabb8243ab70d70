package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestTheStartGivesBack: a program that gives back what its start has needed holds less than half as much of its file as before, and
// goes on.
func TestTheStartGivesBack(t *testing.T) {
	var disk unix.Statfs_t
	if err := unix.Statfs(t.TempDir(), &disk); err != nil {
		t.Fatal(err)
	}
	if disk.Type == unix.TMPFS_MAGIC {
		t.Skip("what lies there lies in memory, and nowhere else")
	}
	cmd := exec.Command(twin(t))
	cmd.Env = append(os.Environ(), "ASUH_CHILD=thrifty")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("it ended with %v\n%s", err, said)
	}
	var before, after int
	if _, err := fmt.Sscan(string(said), &before, &after); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if after >= before/2 {
		t.Errorf("of %d KiB of its file it held, it still holds %d", before, after)
	}
}

// twin is a copy of this test binary on the disk: what another process has in memory too is not given back.
func twin(t *testing.T) string {
	t.Helper()
	from, err := os.Open(self(t))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := os.OpenFile(filepath.Join(t.TempDir(), "twin"), os.O_CREATE|os.O_WRONLY, 0o700)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(to, from)
	if err := errors.Join(err, to.Sync(), to.Close()); err != nil {
		t.Fatal(err)
	}
	return to.Name()
}

// thrifty is a program that gives back what its start has needed, and says how much of its file it held before and after.
func thrifty() error {
	before := ofFiles()
	if err := giveBack(); err != nil {
		return err
	}
	fmt.Println(before, ofFiles())
	return nil
}

// ofFiles is how many KiB of files this process has in memory.
func ofFiles() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "RssFile:")
	kib, _ := strconv.Atoi(strings.Fields(rest)[0])
	return kib
}
