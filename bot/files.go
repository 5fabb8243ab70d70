package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/report"
	"asuhbersama/store"
)

// sending is the method that sends a kind of file.
func sending(k flows.FileKind) string {
	if k == flows.FilePoster || k == flows.FileCode {
		return "sendPhoto"
	}
	return "sendDocument"
}

// field is the name under which a file is uploaded.
func field(o *outgoing) string {
	switch o.method {
	case "sendPhoto":
		return "photo"
	case "sendDocument":
		return "document"
	}
	return "file" // as attach://file names it
}

// attach adds the file to a request: by its id when Telegram has it, else with its content, which is drawn once the transaction
// is over.
func (b *Bot) attach(tx *store.Tx, out *outgoing) error {
	if out.file == nil {
		return nil
	}
	if id := tx.FileID(*out.file); id != "" && out.file.Kind != flows.FileMine && out.method != "editMessageMedia" {
		out.params[field(out)] = id
		return nil
	}
	var err error
	out.name, out.make, err = b.maker(tx, *out.file, parenting.AccountID(out.item.chat), b.words(tx, out.item.chat))
	return err
}

// maker gathers what a file shows and gives the function that makes it.
func (b *Bot) maker(tx *store.Tx, f flows.File, reader parenting.AccountID, w *locales.Words) (name string, draw func() ([]byte, error), err error) {
	switch f.Kind {
	case flows.FilePoster:
		g := tx.Group(parenting.GroupID(f.Subject))
		t := tongue{w: w}
		p := report.Poster{
			Group: g.Name, Lines: []string{t.say("poster.what"), t.say("poster.how")}, Link: b.address(flows.Link(tx.JoinLink(g.ID))),
			Programme: t.say("poster.programme"), Place: t.say("poster.place", "Village", g.Village, "Regency", g.Regency),
		}
		return t.say("poster.file", "Group", fileName(g.Name)), p.PNG, t.err
	case flows.FileCode:
		s := tx.Session(parenting.SessionID(f.Subject))
		g := tx.Group(s.Group)
		t := tongue{w: w}
		code := parenting.Code(tx.Key(), s.ID, f.Stamp)
		c := report.Code{
			Digits: code, Link: b.address(flows.Link(parenting.CodePayload(s.ID, code))), Group: g.Name,
			Meeting: t.say("code.meeting", "When", s.Start.In(flows.Zone(g))), Lines: []string{t.say("code.how")},
		}
		return "kode.png", c.PNG, t.err
	case flows.FileConsent:
		return b.consent(tx, parenting.GroupID(f.Subject), w)
	case flows.FileSheet, flows.FileBlank:
		return b.sheet(tx, f, w)
	case flows.FileMine:
		t := tongue{w: w}
		mine := tx.Mine(reader)
		now := b.clock.Now().In(flows.ReaderZone(tx, reader))
		return t.say("mycopy.file", "Date", now.Format("2006-01-02")), func() ([]byte, error) { return json.MarshalIndent(mine, "", "  ") }, t.err
	case flows.FileLedger:
		return b.ledger(tx, parenting.BroadcastID(f.Subject), reader, w)
	}
	return "", nil, fmt.Errorf("a file of kind %q is unknown", f.Kind)
}

// sheet gathers the daftar hadir of a session: a row for each family's carer, with who came when that is known.
func (b *Bot) sheet(tx *store.Tx, f flows.File, w *locales.Words) (string, func() ([]byte, error), error) {
	s := tx.Session(parenting.SessionID(f.Subject))
	g := tx.Group(s.Group)
	t := tongue{w: w}
	start := s.Start.In(flows.Zone(g))
	sheet := report.Sheet{
		Programme: t.say("sheet.programme"), Title: t.say("sheet.title"), Subtitle: t.say("sheet.subtitle"),
		Group: g.Name, Village: g.Village, Regency: g.Regency, Theme: t.say("theme." + strings.ToLower(string(s.Theme))),
		When: t.say("sheet.when_value", "When", start), Place: s.Place, Blank: f.Kind == flows.FileBlank, Spare: 5,
		Signed: t.say("sheet.signed", "Village", g.Village, "When", start),
		Words: report.SheetWords{
			Tab: t.say("sheet.tab"), Group: t.say("sheet.group"), Village: t.say("sheet.village"), Regency: t.say("sheet.regency"),
			Theme: t.say("sheet.theme"), When: t.say("sheet.when"), Place: t.say("sheet.place"), Facilitators: t.say("sheet.facilitators"),
			Number: t.say("sheet.number"), Name: t.say("sheet.name"), Sex: t.say("sheet.sex"), Hamlet: t.say("sheet.hamlet"),
			Phone: t.say("sheet.phone"), Signature: t.say("sheet.signature"), Note: t.say("sheet.note"), Signer: t.say("sheet.signer"),
			Page: t.say("sheet.page"), Of: t.say("sheet.of"),
		},
	}
	for _, leader := range tx.Leaders(g.ID) {
		sheet.Facilitators = append(sheet.Facilitators, leader.Name)
	}
	lines := flows.SheetLines(tx, s)
	came := 0
	for _, line := range lines {
		row := report.Row{Name: line.Person.Name, Sex: line.Person.Form.Sex(), Hamlet: line.Family.Hamlet}
		if f.Kind == flows.FileSheet {
			row.Note = t.say("sheet.note_" + string(line.Presence.OnSheet()))
		}
		if line.Presence.Came() {
			came++
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	if f.Kind == flows.FileSheet {
		left := flows.Departed(tx.Attendance(s.ID))
		sheet.Totals = []string{t.say("sheet.total", "Came", came+flows.CameOf(left), "All", len(lines)+len(left))}
		if len(left) > 0 {
			sheet.Totals = append(sheet.Totals, t.say("sheet.left", "Came", flows.CameOf(left), "All", len(left)))
		}
	}
	day := start.Format("2006-01-02")
	for _, other := range tx.Sessions(g.ID, s.Start.AddDate(0, 0, -1)) {
		if other.ID != s.ID && parenting.DayOf(other.Start.In(start.Location())) == parenting.DayOf(start) {
			day = start.Format("2006-01-02-1504") // the day alone would give two files one name
		}
	}
	corrected := false
	for _, a := range tx.Attendance(s.ID) {
		corrected = corrected || a.How == parenting.ByEdit && f.Kind == flows.FileSheet
	}
	name := t.say("sheet.file_"+string(f.Kind), "Group", fileName(g.Name), "Date", day, "Corrected", corrected)
	return name, sheet.XLSX, t.err
}

// consent gathers the lembar persetujuan of a group: what the consent on a phone says, and who has not agreed yet.
func (b *Bot) consent(tx *store.Tx, id parenting.GroupID, w *locales.Words) (string, func() ([]byte, error), error) {
	g, programme := tx.Group(id), tx.Programme()
	t := tongue{w: w}
	var leaders []string
	for _, leader := range tx.Leaders(id) {
		leaders = append(leaders, leader.Name)
	}
	c := report.Consent{
		Programme: t.say("sheet.programme"), Title: t.say("consent.title"), Group: g.Name, Spare: 10,
		Words: report.ConsentWords{
			Tab: t.say("consent.tab"), Number: t.say("sheet.number"), Name: t.say("consent.name"), Signature: t.say("sheet.signature"),
			Date: t.say("consent.date"), Page: t.say("sheet.page"), Of: t.say("sheet.of"),
		},
	}
	for _, part := range []string{"group", "what", "why", "who", "months", "ask", "agree"} {
		c.Text = append(c.Text, t.say("consent.text_"+part, "Group", g.Name, "Village", g.Village, "Regency", g.Regency, "Leaders", leaders,
			"Office", programme.Office, "Contact", programme.Contact, "Kept", t.say("privacy.kept", "Months", programme.Months)))
	}
	for _, p := range flows.Unsigned(tx, id) {
		name, err := b.value(w, p)
		if err != nil {
			return "", nil, err
		}
		c.Names = append(c.Names, name.(string))
	}
	return t.say("consent.file", "Group", fileName(g.Name)), c.XLSX, t.err
}

// ledger gathers the words for the ledger of a broadcast. Its rows are read while it is written: with 50,000 of them the batch would wait.
// Names are those of the reader's own regions.
func (b *Bot) ledger(tx *store.Tx, id parenting.BroadcastID, reader parenting.AccountID, w *locales.Words) (string, func() ([]byte, error), error) {
	c, rights, zone := tx.Broadcast(id), tx.Rights(reader), flows.ReaderZone(tx, reader)
	now := b.clock.Now().In(zone)
	t := tongue{w: w}
	l := report.Ledger{
		Title: t.say("ledger.title", "Start", c.Content.Start), Tab: t.say("ledger.tab"),
		Notes: []string{
			t.say("ledger.note_counts", "Total", c.Total, "Sent", c.Sent, "Waiting", c.Waiting+c.Sending, "Failed", c.Failed, "Parked", c.Parked,
				"Skipped", c.Skipped, "Deleted", c.Deleted, "Without", c.Without, "Passed", c.Passed, "Handed", c.Handed, "Chats", c.Audience.For(parenting.ToChats)),
			t.say("ledger.note_by", "By", flows.OfficerName(tx.Rights(c.By)), "Second", flows.OfficerName(tx.Rights(c.Second)), "Begun", c.Started.In(zone),
				"Safety", c.Safety, "Receipt", c.Content.Receipt),
			t.say("ledger.note_when", "Now", now),
		},
	}
	if words := c.Content.Plain(); words != "" {
		l.Notes = append([]string{words}, l.Notes...)
	}
	for i, column := range []string{"name", "group", "village", "regency", "state", "reason", "at", "version", "read"} {
		l.Heads[i] = t.say("ledger.head_" + column)
	}
	holders := map[parenting.ChatID]flows.Recipient{}
	for _, g := range tx.Grants() {
		if r := flows.RecipientOf(tx, rights, parenting.ChatID(g.Account)); r.Known {
			holders[parenting.ChatID(g.Account)] = r
		}
	}
	left, beyond := t.say("ledger.left"), t.say("missed.somebody")
	name := func(r store.LedgerRow) (name string, g parenting.Group) {
		holder, holds := holders[r.Chat]
		switch {
		case r.Chat < 0 && rights.Holds(parenting.Coordinator, r.Group.Region()) && r.Group.ID != 0:
			return r.Group.Name, r.Group
		case r.Chat < 0:
			return left, parenting.Group{}
		case r.Person.Name != "" && rights.Holds(parenting.Coordinator, r.Group.Region()):
			if r.Person.Form == "" {
				return r.Person.Name, r.Group
			}
			return t.say("form."+string(r.Person.Form), "Name", r.Person.Name), r.Group
		case holds:
			return holder.Name, holder.Group
		}
		return beyond, parenting.Group{}
	}
	words := map[string]string{} // there are few of them
	say := func(key string) string {
		if words[key] == "" {
			words[key] = t.say(key)
		}
		return words[key]
	}
	in := func(at time.Time) time.Time {
		if at.IsZero() {
			return at
		}
		return at.In(zone)
	}
	return t.say("ledger.file", "Start", fileName(c.Content.Start), "Date", now.Format("2006-01-02-1504")), func() ([]byte, error) {
		return l.XLSX(func(write func(report.LedgerRow) error) error {
			err := b.store.Ledger(context.Background(), c, func(r store.LedgerRow) error {
				state := string(r.State)
				if r.Without {
					state = "without"
				}
				row := report.LedgerRow{State: say("ledger.state_" + state), At: in(r.At), Read: in(r.Read)}
				who, g := name(r)
				row.Name, row.Group, row.Village, row.Regency = who, g.Name, g.Village, g.Regency
				switch {
				case r.Passed && r.Without:
					row.Reason = say("ledger.passed")
				case r.Passed:
					row.Reason = t.say("ledger.handed", "Why", say(string(flows.Standing(r.Delivery))))
				case r.Without && r.At.IsZero():
					row.Reason = say("ledger.untold")
				case r.Without && g.ID != 0:
					row.Reason = t.say("ledger.told", "Who", r.Leader)
				case r.State == parenting.Sent && r.Reason == "":
					row.Version = r.Content
				case r.Reason != "":
					row.Reason = say(string(flows.Standing(r.Delivery)))
				}
				return write(row)
			})
			return errors.Join(err, t.err)
		})
	}, t.err
}

// tongue says plain texts one after another and remembers the first error.
type tongue struct {
	w   *locales.Words
	err error
}

func (t *tongue) say(key string, pairs ...any) string {
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	text, err := t.w.Label(key, args)
	if err != nil && t.err == nil {
		t.err = err
	}
	return text
}

// fileName makes a name fit for a file on every phone.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|.`, r) || r < ' ' {
			return -1
		}
		return r
	}, s)
	return strings.ReplaceAll(cut(strings.TrimSpace(s), 40), " ", "-")
}
