package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// giveBack lets the machine have the memory that holds the program itself, but for what serving touches from now on. Linux reads a
// program in large pieces and keeps them, of which two thirds only matter while it starts or belong to what is rarely done. What is
// needed again is read from the file, a page at a time. Nothing happens to a program that belongs to another user (madvise(2),
// MADV_PAGEOUT), as in the image.
func giveBack() error {
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return fmt.Errorf("find the program: %w", err)
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return fmt.Errorf("find where the program is in memory: %w", err)
	}
	for line := range strings.Lines(string(maps)) {
		var from, to uintptr
		var may string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &may); err != nil || strings.Contains(may, "w") ||
			!strings.HasSuffix(line, " "+program+"\n") {
			continue
		}
		for _, advice := range []uintptr{unix.MADV_RANDOM, unix.MADV_PAGEOUT} {
			if _, _, errno := unix.Syscall(unix.SYS_MADVISE, from, to-from, advice); errno != 0 {
				return fmt.Errorf("give memory back: %w", errno)
			}
		}
	}
	return nil
}
