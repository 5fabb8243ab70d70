package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/locales"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestGroupChatsInTranscripts plays every transcript with a group chat and reads what the bot said there, to each word: no name of
// anybody who was ever in the database or in the cast, no reason, no child, no attendance.
func TestGroupChatsInTranscripts(t *testing.T) {
	catalog, library := material(t)
	files, err := filepath.Glob("flows/transcripts/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	in := regexp.MustCompile(`(?m)^= .+ menambahkan bot ke |^Bot ke ` + melati)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !in.Match(text) {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTranscriptWorld(t, catalog, library, file)
				defer w.stop()
				said, spoken := personal(t, catalog), 0
				restart := w.world.Restart
				w.world.Restart = func() error {
					if w.cancel == nil { // it was crashed
						return restart()
					}
					w.clock.Walk(w.clock.Now().Add(5*time.Second), synctest.Wait) // between lines it just goes on, which is quicker
					return nil
				}
				w.world.Settle = func() {
					w.settle()
					if w.cancel != nil {
						w.batch(func(tx *store.Tx) { said.learn(tx) })
					}
				}
				for _, f := range before(t, file) {
					if _, err := parse(t, f).Play(w.world); err != nil {
						t.Fatal(err)
					}
				}
				for _, e := range w.telegram.Events(0) {
					if m := e.Message; m.Chat < 0 && m.Service == "" && w.botSaid(m) && (e.Kind == "message" || e.Kind == "edit") {
						spoken++
						if word, found := said.in(m); found {
							t.Errorf("the group can read %q in:\n%s", word, m.Text)
						}
						if m.File != nil {
							t.Errorf("the group gets the file %q", m.File.Name)
						}
					}
				}
				if spoken == 0 {
					t.Error("the bot said nothing in the group: this test sees nothing")
				}
			})
		})
	}
}

// botSaid reports whether a message is the bot's own.
func (w *transcriptWorld) botSaid(m demo.Message) bool {
	u, known := w.telegram.User(m.From)
	return known && u.Username == demoName
}

// private words are those that may not be read in a group, and what may stand there although it holds one of them.
type privateWords struct {
	words map[string]bool
	safe  map[string]bool // titles of themes, names of groups and places: nobody's, or a facilitator's own public words
}

// personal knows the cast and our words for reasons, ages and attendance.
func personal(t *testing.T, catalog *locales.Catalog) *privateWords {
	p := &privateWords{words: map[string]bool{"umur": true, "usia": true, "hadir": true, "terlambat": true, "absen": true}, safe: map[string]bool{}}
	w := catalog.In("id")
	label := func(key string) string {
		text, err := w.Label(key, nil)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ToLower(text)
	}
	for _, r := range []parenting.Reason{parenting.ReasonSick, parenting.ReasonBusy, parenting.ReasonNoRide, parenting.ReasonUnknown, parenting.ReasonOther} {
		p.words[label("reason.word_"+string(r))] = true
	}
	for _, presence := range parenting.Presences() {
		p.words[label("sheet.note_"+string(presence))] = true
	}
	for _, band := range parenting.Bands() {
		p.words[label("band."+string(band))] = true
	}
	for _, theme := range parenting.Themes() {
		p.safe[label("theme."+strings.ToLower(string(theme)))] = true
	}
	for _, who := range people() {
		p.name(who.User.First)
	}
	return p
}

// name makes the words of a name private, but for the forms of address.
func (p *privateWords) name(name string) {
	for _, word := range strings.FieldsFunc(strings.ToLower(name), notLetter) {
		if len(word) > 2 && !slices.Contains([]string{"pak", "ibu", "bapak", "mbak", "mas", "nenek", "kakek", "inaq", "amaq", "keluarga"}, word) {
			p.words[word] = true
		}
	}
}

func notLetter(r rune) bool { return r < 0x80 && (r < 'a' || r > 'z') && (r < '0' || r > '9') }

// learn adds everybody who is in the database at this moment.
func (p *privateWords) learn(tx *store.Tx) {
	for _, g := range tx.Groups() {
		p.safe[strings.ToLower(g.Name)] = true
		for _, person := range tx.Roster(g.ID) {
			p.name(person.Name)
		}
		for _, f := range tx.Families(g.ID) {
			p.name(f.Hamlet)
		}
		for _, s := range tx.Sessions(g.ID, time.Time{}) {
			p.safe[strings.ToLower(s.Place)] = true
		}
	}
	for _, g := range tx.Grants() {
		p.name(g.Name)
	}
}

// in finds a private word in a message or on its buttons.
func (p *privateWords) in(m demo.Message) (string, bool) {
	texts := []string{m.Text}
	for _, b := range slices.Concat(m.Buttons...) {
		texts = append(texts, b.Text, b.Copy, b.URL)
	}
	all := " " + strings.ToLower(strings.Join(texts, " ")) + " "
	for safe := range p.safe {
		if safe != "" {
			all = strings.ReplaceAll(all, safe, "…")
		}
	}
	all = " " + strings.Join(strings.FieldsFunc(all, notLetter), " ") + " "
	for _, word := range slices.Sorted(maps.Keys(p.words)) {
		if strings.Contains(all, " "+strings.Join(strings.FieldsFunc(word, notLetter), " ")+" ") {
			return word, true
		}
	}
	return "", false
}

// TestGroupChatsKeepQuiet asks every way that leads into a group chat what it would put there: events by anybody, every card, every
// notice. A message may carry nothing but what is listed here, and its buttons nothing of anybody.
func TestGroupChatsKeepQuiet(t *testing.T) {
	public := []string{"Salam", "Group", "Theme", "Start", "Place", "Coming", "Unsure", "NotComing", "Hint", "Changes", "Title", "Text"} // Changes: of the meeting's theme, hour, length and place; Title and Text: of a lesson
	inTwoGroups(t, func(tx *store.Tx) {
		spoken := map[string]bool{}
		check := func(m flows.Message, why any) {
			t.Helper()
			spoken[m.Key] = true
			if table, _, _ := strings.Cut(m.Key, "."); table != "groupchat" && table != "tally" || m.File != nil {
				t.Errorf("%s is said in a group by %+v", m.Key, why)
			}
			for arg := range m.Args {
				if !slices.Contains(public, arg) {
					t.Errorf("%s is told %s in a group by %+v", m.Key, arg, why)
				}
			}
			for _, b := range slices.Concat(m.Rows...) {
				answer := slices.Contains([]string{"coming", "unsure", "notcoming"}, b.Card.Choice)
				if b.Label != "" || len(b.Args) > 0 || b.Start == "" && !answer {
					t.Errorf("%s has the button %+v in a group by %+v", m.Key, b, why)
				}
			}
		}
		linked := tx.Group(groupMelati).Chat
		for _, chat := range []parenting.ChatID{linked, -4_000_000_099} {
			for _, e := range groupEvents(t, chat) {
				for next := &e; next != nil; {
					turn := flows.Handle(tx, *next, nil)
					if next.Chat < 0 {
						for _, m := range turn.Say {
							check(m, e)
						}
					}
					next = turn.Then
				}
			}
			for _, kind := range cardKinds(t) {
				for _, subject := range subjects() {
					card := parenting.Card{Kind: kind, Subject: subject, Group: groupMelati, Chat: chat}
					if m, ok := flows.RenderCard(tx, card); ok {
						check(m, card)
					}
				}
			}
		}
		for _, kind := range constants(t, "FireKind") {
			for _, subject := range subjects() {
				for _, reader := range []parenting.AccountID{0, sari, rina, leader} {
					fire := parenting.Fire{Kind: parenting.FireKind(kind), Subject: subject, Version: 1, Reader: reader}
					for _, card := range flows.Fired(tx, fire).Cards {
						if m, ok := flows.RenderCard(tx, card); ok && card.Chat < 0 {
							check(m, fire)
						}
					}
				}
			}
		}
		for _, key := range []string{"groupchat.hello", "groupchat.private", "groupchat.stranger", "groupchat.lesson", "tally.open", "tally.over"} {
			if !spoken[key] {
				t.Errorf("%s was never said: this test sees too little, only %v", key, slices.Sorted(maps.Keys(spoken)))
			}
		}
	})
}

// groupEvents are all kinds of things that all kinds of people may do in a group chat.
func groupEvents(t *testing.T, chat parenting.ChatID) (events []flows.Event) {
	for _, who := range append(callers(), sari, rina, tuti) {
		e := flows.Event{Account: who, Chat: chat, Name: "Warga", Message: 1, Text: "Sari tidak datang, sakit"}
		add := func(kind flows.EventKind, change func(*flows.Event)) {
			e := e
			e.Kind = kind
			change(&e)
			events = append(events, e)
		}
		for _, kind := range []flows.EventKind{flows.Wrote, flows.SentFile, flows.Added, flows.Returned} {
			add(kind, func(*flows.Event) {})
		}
		for _, command := range []string{"start", "menu", "pertemuan", "kelompok", "keluarga", "wilayah", "bantuan", "batal", "berhenti", "bahasa", "x"} {
			add(flows.Called, func(e *flows.Event) { e.Command, e.Payload = command, "menu" })
		}
		add(flows.Begin, func(e *flows.Event) {
			e.Start = flows.Start{Flow: "grouplesson", Args: flows.Args{"on": "a-jam-telepon"}}
		})
		for _, name := range flowNames(t) {
			add(flows.Pressed, func(e *flows.Event) { e.Data = flows.BeginData(name, int64(groupMelati)) })
		}
		for _, kind := range cardKinds(t) {
			for _, subject := range subjects() {
				add(flows.Pressed, func(e *flows.Event) { e.Data = flows.CardData{Kind: kind, Subject: subject, Choice: "coming"}.Data() })
			}
		}
	}
	return events
}
