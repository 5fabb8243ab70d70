package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"asuhbersama/bot"
	"asuhbersama/content"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// readHeaders bounds how long a visitor of health, metrics or the page may take to say what he wants.
const readHeaders = 5 * time.Second

type check struct{}

// Run prints what is wrong with words and lessons, and fails if there is anything.
func (check) Run(stdout io.Writer) error {
	words, err := locales.Load()
	if err != nil {
		return fmt.Errorf("load the words: %w", err)
	}
	lessons, err := content.Load()
	if err != nil {
		return fmt.Errorf("load the lessons: %w", err)
	}
	findings := append(locales.Lint(words), content.Lint(lessons)...)
	for _, f := range findings {
		fmt.Fprintln(stdout, f)
	}
	for _, f := range content.Stale(lessons, bot.WallClock{}.Now()) {
		fmt.Fprintln(stdout, "warning:", f)
	}
	if len(findings) > 0 {
		return fmt.Errorf("%d findings", len(findings))
	}
	fmt.Fprint(stdout, content.Reading(lessons))
	fmt.Fprintln(stdout, "words and lessons are in order")
	return nil
}

type backup struct {
	database
	File string `arg:"" help:"Where to; it must not exist."`
}

// Run copies the database while it is in use.
func (b *backup) Run(ctx context.Context, stdout io.Writer) error {
	if err := store.Backup(ctx, b.DB, b.File); err != nil {
		return err
	}
	until := bot.WallClock{}.Now().AddDate(0, 0, parenting.BackupDays)
	fmt.Fprintf(stdout, "copied to %s: delete it by %s, as people are told who have their data erased\n", b.File, until.Format(time.DateOnly))
	return nil
}

type doctor struct{ database }

// Run prints what a person should look at.
func (d *doctor) Run(ctx context.Context, stdout io.Writer) error {
	r, err := store.Doctor(ctx, d.DB)
	if err != nil {
		return err
	}
	fmt.Fprint(stdout, r)
	return nil
}

type health struct {
	Listen string `help:"Where serve listens." env:"ASUH_LISTEN" default:"127.0.0.1:8090"`
}

// Run asks a running serve.
func (h *health) Run(ctx context.Context, stdout io.Writer) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+h.Listen+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", h.Listen, err)
	}
	resp, err := (&http.Client{Timeout: readHeaders}).Do(req)
	if err != nil {
		return fmt.Errorf("ask %s: %w", h.Listen, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 1000))
	if err != nil {
		return fmt.Errorf("ask %s: %w", h.Listen, err)
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(strings.TrimSpace(string(text)))
	}
	fmt.Fprint(stdout, string(text))
	return nil
}
