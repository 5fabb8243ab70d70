package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"asuhbersama/parenting"
)

const helplinesFile = "id/bantuan.toml"

// readHelplines reads where families find help. What nobody stands for is refused: an entry without a source or a date, with a need
// or a way that is not known.
func readHelplines(fsys fs.FS) ([]parenting.Helpline, error) {
	text, err := fs.ReadFile(fsys, helplinesFile)
	if err != nil {
		return nil, err
	}
	var file struct {
		Helpline []parenting.Helpline
	}
	meta, err := toml.Decode(string(text), &file)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown keys %v", unknown)
	}
	return file.Helpline, nil
}

// Helplines lists where families find help, in the order in which it is offered. It is shared: do not change it.
func (l *Library) Helplines() []parenting.Helpline { return l.helplines }

// lintHelplines reports entries that nobody stands for, and numbers that are no numbers.
func lintHelplines(all []parenting.Helpline) (found []string) {
	ids := map[string]bool{}
	for _, h := range all {
		report := func(format string, args ...any) {
			found = append(found, fmt.Sprintf("%s: %s: %s", helplinesFile, h.ID, fmt.Sprintf(format, args...)))
		}
		if h.ID == "" || ids[h.ID] {
			report("the id is missing or stands twice")
		}
		ids[h.ID] = true
		if h.Name == "" || h.What == "" {
			report("no name, or not said what it is for")
		}
		if !strings.HasPrefix(h.Source, "http") {
			report("no source")
		}
		if h.Checked.IsZero() {
			report("no date of the last check")
		}
		if len(h.Needs) == 0 || len(h.Where) == 0 {
			report("not said for which need, or where it can be reached")
		}
		for _, n := range h.Needs {
			if !slices.Contains(parenting.Needs(), n) {
				report("the need %q is not known", n)
			}
		}
		for _, place := range h.Where {
			if _, country := parenting.PlaceZone(place); place != parenting.Home && place != parenting.Abroad && !country {
				report("the place %q is not known", place)
			}
		}
		switch h.Via {
		case parenting.ViaPhone, parenting.ViaWhatsApp:
			if _, ok := parenting.ReadNumber(h.Number); !ok {
				report("%q is no number", h.Number)
			}
		case parenting.ViaWeb:
			if !strings.Contains(h.Number, ".") || strings.ContainsAny(h.Number, "/: ") {
				report("%q should be the address alone, without https", h.Number)
			}
		default:
			report("the way %q is not known", h.Via)
		}
	}
	return found
}

// Stale lists the helplines that nobody has checked for too long: a warning, for time alone makes it.
func Stale(l *Library, now time.Time) (found []string) {
	for _, h := range l.helplines {
		if h.Stale(now) {
			found = append(found, fmt.Sprintf("%s: %s: last checked on %s, more than %d days ago", helplinesFile, h.ID,
				h.Checked.Format(time.DateOnly), parenting.HelplineDays))
		}
	}
	return found
}
