//go:build static

package main

import (
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"asuhbersama/demo"
)

// TestStatic builds the binary as the Dockerfile does and runs it as nobody in an empty root: no libc, no zone data, no shell.
// There is no container engine where this was written, so the image itself was not built.
func TestStatic(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("changing the root needs root")
	}
	root := t.TempDir()
	for dir := root; dir != "/"; dir = filepath.Dir(dir) { // nobody must be able to get there
		if err := os.Chmod(dir, 0o755); err != nil {
			break
		}
	}
	args := regexp.MustCompile(`go build (.*) -o`).FindStringSubmatch(read(t, "Dockerfile"))
	build := exec.CommandContext(t.Context(), "sh", "-c", "CGO_ENABLED=1 go build "+args[1]+" -o "+filepath.Join(root, "asuhbersama")+" .")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data := filepath.Join(root, "data")
	if err := os.Mkdir(data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(data, 65532, 65532); err != nil {
		t.Fatal(err)
	}
	telegram := demo.New(demo.NewClock(time.Now()), demo.Options{Token: demoToken, Username: demoName, Name: "Asuh Bersama", Limits: true})
	castInto(telegram)
	api := httptest.NewServer(telegram)
	defer api.Close()

	inRoot := func(args ...string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), "/asuhbersama", args...)
		cmd.Dir, cmd.Env = "/", []string{"ASUH_DB=/data/asuh.db", "TELEGRAM_TOKEN=" + demoToken, "TELEGRAM_API=" + api.URL, "ASUH_LISTEN=127.0.0.1:18090"}
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
		return cmd
	}
	if out, err := inRoot("check").CombinedOutput(); err != nil {
		t.Fatalf("check: %v: %s", err, out)
	}
	var log strings.Builder
	serve := inRoot("serve")
	serve.Stderr = &log
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := telegram.Write(sari, sari, "/start"); err != nil {
		t.Fatal(err)
	}
	deadline := time.After(20 * time.Second)
	for len(telegram.History(sari)) < 2 {
		select {
		case <-telegram.Changed():
		case <-deadline:
			t.Fatalf("no answer in the empty root: %s", log.String())
		}
	}
	if out, err := inRoot("health").CombinedOutput(); err != nil {
		t.Errorf("health: %v: %s", err, out)
	}
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	asked := time.Now()
	if err := serve.Wait(); err != nil {
		t.Errorf("serve: %v: %s", err, log.String())
	}
	if took := time.Since(asked); took > 2*time.Second {
		t.Errorf("stopping took %v", took)
	}
	if strings.Contains(log.String(), demoToken) {
		t.Error("the token stands in the log")
	}
}
