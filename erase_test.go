package main

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// Whoever is erased here has a number like those of people, which is not found by chance.
const (
	zubaidah parenting.AccountID = 7_312_456_981 // a carer with two families on her phone
	halimah  parenting.AccountID = 7_498_230_517 // the only facilitator of the group, and of a family of it
	bagus    parenting.AccountID = 7_655_120_349 // the only coordinator
	mertua   parenting.AccountID = 7_711_098_263 // joined a family of Bu Zubaidah's, and stays
)

// A trace is what somebody may have left: numbers, and words.
type trace struct {
	account parenting.AccountID
	ids     map[string]int64 // of people, and of families that end with them
	words   []string
}

// nobodys are the tables that hold nothing of anybody, and why.
var nobodys = map[string]string{
	"meta":            "the bot's own; who is somebody has the sum of the menu in accounts",
	"programme":       "the office that answers for the data",
	"held_lessons":    "lessons; who held them back stands in the audit log",
	"handled":         "numbers of updates, for two days",
	"groups":          "a group and its village",
	"sessions":        "a group's meetings",
	"sessions_before": "the same",
	"codes":           "when a code was on a screen",
	"files":           "files of groups and meetings; what somebody takes away of their own data is not kept",
	"areas":           "where an announcement is for",
	"outcomes":        "counts",
	"passed":          "of which group somebody was told",
}

// inFile says under which name the rows of a table stand in the file that people take away.
var inFile = map[string]string{
	"accounts": "akun", "people": "orang", "families": "orang", "rsvps": "rencana", "attendance": "kehadiran", "wrong_tries": "kode_salah",
	"lessons": "materi", "deliveries": "pengumuman", "fires": "pemberitahuan", "cards": "pesan_diperbarui", "outbox": "pesan_menunggu",
	"conversations": "percakapan", "links": "tautan", "grants": "tugas", "broadcasts": "pengumuman_dibuat", "audit": "catatan", "poisoned": "gangguan",
	"contacts": "catatan", "helplines": "catatan", "paces": "irama_materi", "requests": "permintaan", "request_words": "permintaan",
}

// TestErasingLeavesNothing fills every table for three people, lets them have everything erased in the chat, and looks for each trace of
// them, and of a fourth of whom nobody hears any more: in every column of every table, and in all bytes of the file, its journal and what was logged. Which tables there are is asked of
// the database, so a new one fails here until somebody fills it, or says why nobody is in it.
func TestErasingLeavesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOf(t, "coordinator")
		defer func() { w.stop() }()
		w.stop()
		var log bytes.Buffer
		w.log = slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})
		w.start()
		w.world.Restart = func() error { // a restart would empty the journal
			w.clock.Walk(w.clock.Now().Add(5*time.Second), synctest.Wait)
			return nil
		}
		traces := w.lives()

		filled := map[string]bool{}
		for _, who := range traces {
			found := w.find(who)
			maps.Copy(filled, found)
			w.taken(who, found)
			raw := w.bytesOf(&log)
			for what, patterns := range who.patterns() {
				if !slices.ContainsFunc(patterns, func(p []byte) bool { return bytes.Contains(raw, p) }) {
					t.Errorf("%s is not found while it is there: this test sees nothing", what)
				}
			}
		}
		for _, table := range w.tables() {
			switch reason := nobodys[table]; {
			case !filled[table] && reason == "":
				t.Errorf("the table %s has no row of anybody: fill it in lives, or say in nobodys why there is none", table)
			case filled[table] && reason != "":
				t.Errorf("the table %s has rows of somebody, and yet it is said to have none: %s", table, reason)
			}
		}

		for i, who := range traces {
			old := w.buttons(who)
			name := w.named(who.account)
			answers := []string{name + ": /hapus", name + ": [Tetap hapus]", name + ": [Ya, hapus semua]"}
			if who.account == zubaidah { // nobody depends on her, and she speaks English
				answers = []string{name + ": /hapus", name + ": [Yes, erase all]"}
			}
			w.act(answers...)
			words := "Tanda terima"
			if who.account == zubaidah {
				words = "Receipt"
			}
			if receipt := w.newest(int64(who.account)).Text; !strings.Contains(receipt, words) {
				t.Errorf("no receipt, but: %s", receipt)
			}
			gone := func(when string) {
				t.Helper()
				for table, where := range w.findAll(who) {
					t.Errorf("%s is left in %s %s: %v", name, table, when, where)
				}
			}
			gone("right after")
			if i == 1 { // the journal is to be emptied by the next run
				if err := w.crash(); err != nil {
					t.Fatal(err)
				}
				w.start()
			}
			clean := func(when string) {
				t.Helper()
				raw := w.bytesOf(&log)
				for what, patterns := range who.patterns() {
					for _, p := range patterns {
						if at := bytes.Index(raw, p); at >= 0 {
							t.Errorf("%s is left in the file %s, in %q", what, when, raw[max(0, at-40):min(len(raw), at+60)])
						}
					}
				}
			}
			w.clock.Walk(w.clock.Now().Add(2*time.Minute), synctest.Wait)
			clean("two minutes later")
			w.pressOld(who, old)
			gone("after old buttons were pressed")
			w.stop()
			clean("after the end")
			w.start()
		}

		// Who is only silent is forgotten as well: the other one of Bu Zubaidah's family, after the months that the consent has named.
		silent := trace{mertua, nil, []string{"Mertuawati"}}
		var months int
		w.batch(func(tx *store.Tx) { months = tx.Programme().Months })
		for _, c := range []struct {
			after time.Time
			left  bool
		}{
			{w.clock.Now().AddDate(0, months, -2), true},
			{w.clock.Now().AddDate(0, months, 2), false},
		} {
			w.stop()
			w.clock.Walk(c.after, func() {})
			w.start()
			w.clock.Walk(w.clock.Now().Add(3*time.Minute), synctest.Wait)
			if left := len(w.findAll(silent)) > 0; left != c.left {
				t.Errorf("at %s something of a silent person is left: %t, want %t: %v", c.after, left, c.left, w.findAll(silent))
			}
		}
		raw := w.bytesOf(&log)
		for what, patterns := range silent.patterns() {
			for _, p := range patterns {
				if bytes.Contains(raw, p) {
					t.Errorf("%s is left of a silent person", what)
				}
			}
		}
	})
}

// lives lets three people do all that can be done, and gives their traces.
func (w *transcriptWorld) lives() []trace {
	for id, name := range map[parenting.AccountID]string{zubaidah: "Zubaidah", halimah: "Halimah", bagus: "Bagus", mertua: "Mertua"} {
		w.telegram.AddUser(demo.User{ID: int64(id), First: "Orang", Lang: "id"})
		w.world.Cast[name] = int64(id)
		w.write(int64(id), "/start")
	}
	w.settle()
	const (
		group                        parenting.GroupID     = 7_100_000_000_000_000_011
		first, second, hers, paper   parenting.FamilyID    = 7_200_000_000_000_000_021, 7_200_000_000_000_000_022, 7_200_000_000_000_000_023, 7_200_000_000_000_000_024
		own, marsiyah, old, leads, p parenting.PersonID    = 7_300_000_000_000_000_031, 7_300_000_000_000_000_032, 7_300_000_000_000_000_033, 7_300_000_000_000_000_034, 7_300_000_000_000_000_035
		over, comes                  parenting.SessionID   = 7_400_000_000_000_000_041, 7_400_000_000_000_000_042
		sent, draft, asked           parenting.BroadcastID = 7_500_000_000_000_000_051, 7_500_000_000_000_000_052, 7_500_000_000_000_000_053
	)
	w.batch(func(tx *store.Tx) {
		do := func(by parenting.AccountID, acts ...parenting.Act) {
			w.t.Helper()
			for _, act := range acts {
				if err := tx.Apply(tx.Rights(by), act); err != nil {
					w.t.Fatalf("%T by %d: %v", act, by, err)
				}
			}
		}
		person := func(id parenting.PersonID, f parenting.FamilyID, a parenting.AccountID, name string) parenting.Person {
			return parenting.Person{ID: id, Family: f, Account: a, Form: parenting.Ibu, Name: name, Consent: parenting.ConsentVersion}
		}
		now := tx.Now()
		do(bagus, parenting.Claim{Token: tx.ClaimLink(), Account: bagus, Role: parenting.Coordinator, Name: "Pak Trengginas"},
			parenting.Invite{Link: parenting.Link{Token: "hire", Kind: parenting.LinkFacilitate, By: bagus, Made: now}})
		do(halimah, parenting.Claim{Token: "hire", Account: halimah, Role: parenting.Founder, Name: "Bu Halimahtusadiah"},
			parenting.Found{
				Group: parenting.Group{ID: group, Name: "Kelompok Kenanga", Village: "Anjani", Regency: "Lombok Timur", Province: "52", Salam: parenting.SalamIslam},
				Name:  "Bu Halimahtusadiah", Join: "join",
			},
			parenting.AddFamilies{Group: group, Families: []parenting.Family{{ID: paper}}, People: []parenting.Person{{ID: p, Family: paper, Name: "Inaq Kertas"}}},
			parenting.Enrol{Token: "join", Family: parenting.Family{ID: hers, Group: group}, Person: person(leads, hers, halimah, "Halimahtusadiah")},
			parenting.SetContact{Group: group, Kind: parenting.ContactMidwife, Text: "Bidan Desa 0376-123456"})
		do(halimah, parenting.Invite{Link: parenting.Link{Token: "assist", Kind: parenting.LinkAssist, Group: group, Region: tx.Group(group).Region(), By: halimah, Made: now}})
		do(zubaidah, parenting.Enrol{Token: "join", Family: parenting.Family{ID: first, Group: group}, Person: person(own, first, zubaidah, "Zubaidahwati")},
			parenting.Enrol{Token: "join", Family: parenting.Family{ID: second, Group: group, Hamlet: "Karangbata"}, Person: person(marsiyah, second, zubaidah, "Marsiyahningsih")},
			parenting.Invite{Link: parenting.Link{Token: "carer", Kind: parenting.LinkCarer, Group: group, Family: first, By: zubaidah, Made: now}},
			parenting.GiveLesson{Account: zubaidah, Lesson: "a-jam-telepon"})
		for i, f := range []parenting.FamilyID{first, second} {
			id := parenting.RequestID(600 + i)
			do(zubaidah, parenting.AskHelp{Request: id, Group: group, Family: f, Account: zubaidah, About: "child", Words: parenting.Words{Text: "Pertanyaan dari Rumahsatunya"}})
			do(halimah, parenting.Take{Request: id, Group: group, Region: tx.Group(group).Region(), To: halimah, Version: tx.Request(id).Version},
				parenting.Respond{Request: id, Group: group, Region: tx.Group(group).Region(), Words: parenting.Words{Text: "Semoga lekas baik"}})
		}
		do(mertua, parenting.JoinFamily{Token: "carer", Person: person(old, first, mertua, "Mertuawati")})
		for id, start := range map[parenting.SessionID]time.Time{over: now.Add(-4 * time.Hour), comes: now.Add(20 * time.Minute)} {
			do(halimah, parenting.Plan{Session: parenting.Session{ID: id, Group: group, Theme: "A", Start: start, Duration: parenting.DefaultDuration, Place: "Balai desa"}},
				parenting.Announce{Session: id, Group: group, Version: 1})
			for _, f := range []parenting.FamilyID{first, second} {
				do(zubaidah, parenting.Reply{RSVP: parenting.RSVP{Session: id, Family: f, Answer: parenting.Coming}, Group: group})
			}
			do(halimah, parenting.Reply{RSVP: parenting.RSVP{Session: id, Family: paper, Answer: parenting.Unsure}, Group: group},
				parenting.Tick{Session: id, Family: paper, Group: group, Who: p, Here: true})
		}
		do(zubaidah, parenting.CheckIn{Session: comes, Family: second, Group: group, Who: marsiyah, How: parenting.ByCode, At: now.Add(20 * time.Minute)},
			parenting.WrongCode{Session: comes, Account: zubaidah})
		do(halimah, parenting.WrongCode{Session: comes, Account: halimah}, parenting.Close{Session: over, Group: group},
			parenting.Correct{Session: over, Family: first, Group: group, Presence: parenting.Sick, Why: "Zubaidahwati salah dicatat"})
		words := parenting.Content{Kind: parenting.ContentText, HTML: "Awas banjir", Start: "Awas banjir"}
		secret := parenting.Content{Kind: parenting.ContentText, HTML: "rancangan rahasia", Start: "rancangan rahasia"}
		everybody := parenting.Audience{Whom: []parenting.Whom{parenting.ToFamilies, parenting.ToFacilitators}, Areas: []parenting.Area{{}}}
		do(bagus, parenting.CheckHelpline{ID: "sapa", Number: "129"},
			parenting.Compose{Broadcast: sent, Content: words}, parenting.Aim{Broadcast: sent, Version: 1, Audience: everybody}, parenting.Send{Broadcast: sent, Version: 2},
			parenting.Compose{Broadcast: draft, Content: secret}, parenting.Compose{Broadcast: asked, Content: secret})
	})
	if err := w.restart(); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	w.act("Zubaidah: /menu", "Zubaidah: /dataku", "Zubaidah: [Rincian]", "Zubaidah: /bantuan", "Zubaidah: /berhenti", "Zubaidah: [Tidak jadi]", "Zubaidah: /materi",
		"Zubaidah: /pertemuan", "Zubaidah: /bahasa", "Zubaidah: [English]", "Zubaidah: /keluarga", "Halimah: /menu", "Halimah: /kelompok", "Halimah: [Keluarga]", "Halimah: /pertemuan",
		"Halimah: /catatan", "Halimah: /dataku", "Halimah: /keluarga", "Bagus: /menu", "Bagus: /catatan", "Bagus: /pengumuman", "Bagus: /batal", "Bagus: /dataku")
	w.settle()
	// What people begin and do not end, what waits to be sent, what could not be handled.
	w.batch(func(tx *store.Tx) {
		me := "!me:" + parenting.ShortID(int64(own))
		if _, err := w.telegram.Press(int64(zubaidah), int64(zubaidah), w.newest(int64(zubaidah)).ID, me); err != nil {
			w.t.Fatal(err)
		}
	})
	w.settle()
	w.act("Zubaidah: Kumalasariwati")
	w.batch(func(tx *store.Tx) {
		for i, who := range []parenting.AccountID{zubaidah, halimah, bagus} {
			words := `{"chat_id":"` + strconv.FormatInt(int64(who), 10) + `","text":"` + []string{"Zubaidahwati", "Halimahtusadiah", "Trengginas"}[i] + `"}`
			tx.Queue(store.Call{Lane: store.Notices, Chat: parenting.ChatID(who), Method: "sendMessage", Params: []byte(words), NotBefore: tx.Now().Add(24 * time.Hour)})
			tx.Poisoned(9_000_000+i, "text", who, "panic")
		}
		view := "r" + parenting.ShortID(int64(zubaidah))
		tx.ShowCard(parenting.Card{Kind: parenting.CardMissed, Subject: int64(sent), Chat: parenting.ChatID(bagus), View: view}, 0)
	})
	w.sql("UPDATE broadcasts SET second = ?, refusal = 'kata Trengginas' WHERE id = ?", bagus, sent)
	return []trace{
		{
			zubaidah,
			map[string]int64{"Bu Zubaidah": int64(own), "Bu Marsiyah": int64(marsiyah), "the second family": int64(second)},
			[]string{"Zubaidahwati", "Marsiyahningsih", "Kumalasariwati", "Karangbata", "Rumahsatunya"},
		},
		{halimah, map[string]int64{"Bu Halimah": int64(leads), "her family": int64(hers)}, []string{"Halimahtusadiah"}},
		{bagus, map[string]int64{"her draft": int64(draft)}, []string{"Trengginas", "rancangan rahasia"}},
	}
}

// sql changes the database beside the bot.
func (w *transcriptWorld) sql(query string, args ...any) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.path+"?_secure_delete=on")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(w.t.Context(), query, args...); err != nil {
		w.t.Fatal(err)
	}
}

// tables asks the database which tables it has.
func (w *transcriptWorld) tables() (names []string) {
	w.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", func(columns []string, values []any) {
		names = append(names, fmt.Sprint(values[0]))
	})
	return names
}

func (w *transcriptWorld) rows(query string, row func(columns []string, values []any)) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+w.path+"?mode=ro")
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(w.t.Context(), query)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		row(columns, values)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
}

// findAll looks for somebody in every column of every table, and says in which they are.
func (w *transcriptWorld) findAll(who trace) map[string][]string {
	found := map[string][]string{}
	for _, table := range w.tables() {
		w.rows("SELECT * FROM "+table, func(columns []string, values []any) {
			for i, v := range values {
				if who.in(v) {
					found[table] = append(found[table], fmt.Sprintf("%s = %v", columns[i], v))
				}
			}
		})
	}
	return found
}

// find is findAll for who only wants to know the tables.
func (w *transcriptWorld) find(who trace) map[string]bool {
	found := map[string]bool{}
	for table := range w.findAll(who) {
		found[table] = true
	}
	return found
}

// in reports whether a value leads to somebody.
func (who trace) in(value any) bool {
	if n, ok := value.(int64); ok {
		return n == int64(who.account) || slices.Contains(slices.Collect(maps.Values(who.ids)), n)
	}
	text := fmt.Sprint(value)
	if b, ok := value.([]byte); ok {
		text = string(b)
	}
	for _, id := range append(slices.Collect(maps.Values(who.ids)), int64(who.account)) {
		if strings.Contains(text, strconv.FormatInt(id, 10)) || strings.Contains(text, parenting.ShortID(id)) {
			return true
		}
	}
	return slices.ContainsFunc(who.words, func(word string) bool { return strings.Contains(text, word) })
}

// patterns are the bytes by which somebody would be found in a file of SQLite: words, and numbers as text and in its own ways to write
// them (https://www.sqlite.org/fileformat2.html, 1.6 and 2.1).
func (who trace) patterns() map[string][][]byte {
	all := map[string][][]byte{}
	for _, word := range who.words {
		all[word] = [][]byte{[]byte(word)}
	}
	number := func(what string, id int64) {
		bytes := binary.BigEndian.AppendUint64(nil, uint64(id))
		if id < 1<<47 {
			bytes = bytes[2:] // 48 bits hold it
		}
		all[what] = [][]byte{bytes, varint(uint64(id)), []byte(strconv.FormatInt(id, 10))}
	}
	number("the account", int64(who.account))
	for what, id := range who.ids {
		number(what, id)
	}
	return all
}

// varint is how SQLite writes the key of a row.
func varint(n uint64) []byte {
	if n >= 1<<56 { // nine bytes, and all bits of the last
		return append(varint8(n>>8, true), byte(n))
	}
	return varint8(n, false)
}

// varint8 writes seven bits a byte; with more, something follows.
func varint8(n uint64, more bool) (all []byte) {
	for first := true; first || n > 0; first = false {
		b := byte(n & 0x7f)
		if !first || more {
			b |= 0x80
		}
		all = append(all, b)
		n >>= 7
	}
	slices.Reverse(all)
	return all
}

// bytesOf reads all of the file, its journal and its index, and the log.
func (w *transcriptWorld) bytesOf(log *bytes.Buffer) []byte {
	all := slices.Clone(log.Bytes())
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		content, err := os.ReadFile(w.path + beside)
		if err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

// taken looks whether whatever the tables have of somebody is in the file that they would take away.
func (w *transcriptWorld) taken(who trace, tables map[string]bool) {
	w.t.Helper()
	var file map[string]any
	w.batch(func(tx *store.Tx) {
		text, err := json.Marshal(tx.Mine(who.account))
		if err == nil {
			err = json.Unmarshal(text, &file)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	})
	for table := range tables {
		if key, ok := inFile[table]; !ok || file[key] == nil {
			w.t.Errorf("what %s has of %d is not in the file (as %q)", table, who.account, key)
		}
	}
}

// named is what somebody is called in the lines of this test.
func (w *transcriptWorld) named(account parenting.AccountID) string {
	for name, id := range w.world.Cast {
		if id == int64(account) {
			return name
		}
	}
	w.t.Fatalf("nobody is %d", account)
	return ""
}

// A pressable is a button on a message.
type pressable struct {
	message int
	data    string
}

// buttons lists all that somebody has ever been offered and can still press.
func (w *transcriptWorld) buttons(who trace) (all []pressable) {
	for _, m := range w.telegram.History(int64(who.account)) {
		for _, b := range slices.Concat(m.Buttons...) {
			if b.Data != "" {
				all = append(all, pressable{m.ID, b.Data})
			}
		}
	}
	if len(all) < 10 {
		w.t.Errorf("%d has only %d buttons", who.account, len(all))
	}
	return all
}

// pressOld presses what is still on the screen of somebody who is gone. Each is answered, and none like an officer's.
func (w *transcriptWorld) pressOld(who trace, old []pressable) {
	w.t.Helper()
	for _, b := range old {
		if _, err := w.telegram.Press(int64(who.account), int64(who.account), b.message, b.data); err != nil {
			w.t.Fatalf("%s: %v", b.data, err)
		}
		w.settle()
		if said := w.newest(int64(who.account)).Text; strings.Contains(said, "petugasnya") || strings.Contains(said, "gangguan") {
			w.t.Errorf("%s is answered with %q", b.data, said)
		}
	}
}
