package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

var errUndone = errors.New("undone")

// try makes a change that does not last.
func try(tx *store.Tx, f func() error) (err error) {
	if undone := tx.Savepoint(func() error { err = f(); return errUndone }); !errors.Is(undone, errUndone) {
		return undone // a panic, or an error that facts have remembered
	}
	return err
}

// TestEveryActHasADeed: who adds an act adds it to deeds, so that random callers are thrown at it.
func TestEveryActHasADeed(t *testing.T) {
	var want, got []string
	for _, f := range parsed(t, "parenting") {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "act" && fn.Recv != nil {
				want = append(want, fn.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	inTwoGroups(t, func(tx *store.Tx) {
		for _, d := range deeds(tx) {
			got = append(got, reflect.TypeOf(d.act).Name())
			rights := tx.Rights(d.by)
			if err := try(tx, func() error { return tx.Apply(rights, d.act) }); err != nil {
				t.Errorf("%T by %d, who may: %v", d.act, d.by, err)
			}
		}
	})
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || len(want) == 0 {
		t.Errorf("deeds has\n%v, the acts are\n%v", got, want)
	}
}

// TestNobodyDoesWhatIsNotTheirs throws callers at every act: the very deed, and random ones with all that could be forged in them.
func TestNobodyDoesWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	inTwoGroups(t, func(tx *store.Tx) {
		before := untouched(tx)
		attempt := func(t failer, caller parenting.AccountID, act parenting.Act, may bool) {
			rights := tx.Rights(caller)
			_ = try(tx, func() error {
				err := tx.Apply(rights, act)
				switch {
				case err == nil && !may:
					t.Errorf("%d may %#v", caller, act)
				case err == nil && meddled(tx, rights, before):
					t.Errorf("%d has changed what is not theirs by %#v", caller, act)
				}
				return err
			})
		}
		all := deeds(tx)
		for _, d := range all {
			for _, caller := range callers() {
				attempt(t, caller, d.act, mayToo(caller, d.act))
				for _, act := range disguised(d.act, caller) {
					attempt(t, caller, act, true)
				}
			}
		}
		if t.Failed() {
			return // rapid wants a test that goes well so far
		}
		rapid.Check(t, func(t *rapid.T) {
			caller := rapid.SampledFrom(callers()).Draw(t, "caller")
			for range 20 {
				act := reflect.New(reflect.TypeOf(rapid.SampledFrom(all).Draw(t, "act").act)).Elem()
				forge(t, act, caller)
				attempt(t, caller, act.Interface().(parenting.Act), true)
			}
		})
	})
}

// failer is a test of either kind.
type failer interface {
	Errorf(format string, args ...any)
}

// untouched is the belongings of Melati, as each caller must leave them.
func untouched(tx *store.Tx) map[parenting.AccountID]string {
	before := map[parenting.AccountID]string{}
	for _, caller := range callers() {
		before[caller] = belongings(tx, caller)
	}
	return before
}

// meddled reports whether a caller has changed what is not theirs, given the rights that they had before. Who erases their account also
// loses rights and all that these reached; what a coordinator must leave alone, they must still.
func meddled(tx *store.Tx, had parenting.Rights, before map[parenting.AccountID]string) bool {
	as := had.Account
	if len(had.Grants) > 0 && len(tx.Rights(as).Grants) == 0 {
		as = joko
	}
	return belongings(tx, as) != before[as]
}

// disguised gives an act with the caller's own account, group, family, person and meeting in place of Melati's, in every combination.
func disguised(act parenting.Act, caller parenting.AccountID) (acts []parenting.Act) {
	family, person := familyMawar, personMawar
	if caller == nextDoor {
		family, person = familyNext, personNext
	}
	own := map[reflect.Type]int64{
		reflect.TypeFor[parenting.AccountID](): int64(caller), reflect.TypeFor[parenting.GroupID](): int64(groupMawar),
		reflect.TypeFor[parenting.FamilyID](): int64(family), reflect.TypeFor[parenting.PersonID](): int64(person),
		reflect.TypeFor[parenting.SessionID](): int64(sessionMawar),
	}
	var fields int
	var dress func(v reflect.Value, which int) reflect.Value
	dress = func(v reflect.Value, which int) reflect.Value {
		worn := reflect.New(v.Type()).Elem()
		worn.Set(v)
		switch id, ok := own[v.Type()]; {
		case ok:
			if which&(1<<fields) != 0 {
				worn.SetInt(id)
			}
			fields++
		case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
			for i := range v.NumField() {
				worn.Field(i).Set(dress(v.Field(i), which))
			}
			if token := worn.FieldByName("Token"); token.IsValid() { // who holds a link may use it; they do not
				token.SetString("join-" + parenting.ShortID(int64(groupMawar)))
			}
		case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
			worn.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
			for i := range v.Len() {
				worn.Index(i).Set(dress(v.Index(i), which))
			}
		}
		return worn
	}
	for which := 1; which == 1 || which < 1<<fields; which++ {
		fields = 0
		acts = append(acts, dress(reflect.ValueOf(act), which).Interface().(parenting.Act))
	}
	return acts
}

// forge fills a value with what somebody could have come by, and with what is none of their business.
func forge(t *rapid.T, v reflect.Value, caller parenting.AccountID) {
	ids := func(of ...int64) { v.SetInt(rapid.SampledFrom(of).Draw(t, v.Type().Name())) }
	words := func(of ...string) { v.SetString(rapid.SampledFrom(of).Draw(t, v.Type().Name())) }
	switch v.Interface().(type) {
	case parenting.AccountID:
		ids(int64(caller), int64(caller), sari, rina, joko, int64(east), int64(central), 0)
	case parenting.GroupID:
		ids(int64(groupMelati), int64(groupMelati), int64(groupMawar), int64(groupFar), 0)
	case parenting.Region:
		v.Set(reflect.ValueOf(rapid.SampledFrom([]parenting.Region{
			{},
			{Province: "52"},
			{Province: "52", Regency: "Kab. Lombok Timur"},
			{Province: "52", Regency: "Lombok Timur", Village: "Anjani"},
			{Province: "52", Regency: "Lombok Tengah", Village: "Anjani"},
			{Regency: "Lombok Timur"},
			{Village: "Anjani"},
			inEast, inCentral,
		}).Draw(t, "region")))
	case parenting.FamilyID:
		ids(int64(familySari), int64(familyPaper), int64(familyNext), int64(familyMawar), 99, 0)
	case parenting.PersonID:
		ids(int64(personSari), int64(personNenek), int64(personPaper), int64(personNext), int64(personMawar), 99, 0)
	case parenting.SessionID:
		ids(int64(sessionComes), int64(sessionOpen), int64(sessionOver), int64(sessionDraft), int64(sessionMawar), 99, 0)
	case parenting.BroadcastID:
		ids(int64(castDraft), int64(castGoes), int64(castPaused), int64(castTimed), int64(castAsks), int64(castOver), int64(castFix), int64(castEast),
			int64(castMelati), 99, 0)
	case parenting.RequestID:
		ids(int64(requestAsked), int64(requestAsked), 99, 0)
	case parenting.Topic:
		words("child", "else", "x", "")
	case parenting.Helped:
		words("yes", "partly", "no", "back", "x", "")
	case parenting.Words:
		v.Set(reflect.ValueOf(parenting.Words{Text: rapid.SampledFrom([]string{"Warga", ""}).Draw(t, "text")}))
	case parenting.Whom:
		words("families", "facilitators", "coordinators", "chats", "x", "")
	case parenting.Band:
		words("0-2", "3-5", "x", "', 1) OR instr(',")
	case parenting.Content: // may say anything
	case parenting.Pause:
		words("hand", "fault", "refused", "rights", "x")
	case parenting.ChatID:
		ids(-4_000_000_001, 0, int64(caller))
	case parenting.Role:
		words(string(parenting.Coordinator), string(parenting.Founder), string(parenting.Facilitator), "")
	case parenting.LinkKind:
		words("claim", "coordinate", "facilitate", "assist", "join", "carer", "")
	case parenting.Answer:
		words("coming", "unsure", "notcoming", "x")
	case parenting.Presence:
		words("present", "represented", "sick", "missing", "x")
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 6, 8, rapid.IntRange(0, 12).Draw(t, "hour"), 0, 0, 0, time.UTC)))
	case time.Duration:
		v.SetInt(int64(rapid.SampledFrom([]time.Duration{time.Hour, 0, -time.Hour}).Draw(t, "duration")))
	default:
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				forge(t, v.Field(i), caller)
			}
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 2).Draw(t, "many"), 2))
			for i := range v.Len() {
				forge(t, v.Index(i), caller)
			}
		case reflect.String: // tokens: none that is still good for Melati
			words("forged", "old-"+parenting.ShortID(int64(groupMelati)), "join-"+parenting.ShortID(int64(groupMawar)), "facilitate-b", "")
		case reflect.Bool:
			v.SetBool(rapid.Bool().Draw(t, "bool"))
		case reflect.Int:
			v.SetInt(int64(rapid.IntRange(0, 3).Draw(t, "int")))
		default:
			t.Fatalf("nobody knows how to forge a %s", v.Type())
		}
	}
}

// TestNobodySeesCardsOfOthers renders every kind of card for every caller.
func TestNobodySeesCardsOfOthers(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		for _, caller := range callers() {
			for _, kind := range cardKinds(t) {
				for _, subject := range append(subjects(), int64(castOver)) {
					if kind == parenting.CardMissed && caller == joko { // whose announcement it is
						continue
					}
					for _, view := range []string{"", "p1", "x1", "changed", "hint", "p-9", "\x00", "r" + parenting.ShortID(sari)} {
						card := parenting.Card{Kind: kind, Subject: subject, Group: groupMawar, Chat: parenting.ChatID(caller), View: view}
						m, ok := flows.RenderCard(tx, card)
						if secret, told := tells(inside(m), caller); ok && told {
							t.Errorf("%d sees %q on the card %+v", caller, secret, card)
						}
					}
				}
			}
		}
		own, ok := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardSession, Subject: int64(sessionComes), Chat: rina})
		if _, told := tells(inside(own), stranger); !ok || !told {
			t.Error("the facilitator does not see her own families: this test sees nothing")
		}
		missed, ok := flows.RenderCard(tx, parenting.Card{Kind: parenting.CardMissed, Subject: int64(castOver), Chat: joko})
		if _, told := tells(inside(missed), joko); !ok || !told {
			t.Error("the coordinator does not see whom his announcement missed: this test sees nothing")
		}
	})
}

// subjects are ids of everything in Melati, and of nothing.
func subjects() []int64 {
	return []int64{
		int64(groupMelati), int64(familySari), int64(familyPaper), int64(personSari), int64(personPaper),
		int64(requestAsked), int64(sessionComes), int64(sessionOpen), int64(sessionOver), int64(sessionDraft), int64(castDraft), int64(castGoes), int64(castTimed), int64(castAsks), int64(castEast), int64(castMelati), sari, 0, 99, -1,
	}
}

// inside is all that a message holds.
func inside(m any) string {
	text, err := json.Marshal(m)
	if err != nil {
		panic(err) // plain values only
	}
	return string(text)
}

// TestForgedConversations lets callers begin any flow about anything, press any card and go on from there as they like. It is what
// the bot does with an event, without Telegram.
func TestForgedConversations(t *testing.T) {
	names, kinds := flowNames(t), cardKinds(t)
	inTwoGroups(t, func(tx *store.Tx) {
		before := untouched(tx)
		rapid.Check(t, func(t *rapid.T) {
			caller := rapid.SampledFrom(callers()).Draw(t, "caller")
			dice := rapid.SliceOfN(rapid.IntRange(0, 1<<16), 5, 30).Draw(t, "dice") // thrown before: a savepoint stops every panic
			pick := func(n int) (i int) {
				if len(dice) > 0 {
					i, dice = dice[0]%n, dice[1:]
				}
				return i
			}
			err := try(tx, func() error {
				rights := tx.Rights(caller)
				var stack []flows.State
				var offered []string // data of the buttons under what was said last
				for i := 1; len(dice) > 0; i++ {
					e := forgedEvent(pick, caller, names, kinds, offered)
					e.ID, e.At = i, tx.Now()
					var said string
					err := tx.Savepoint(func() (err error) { stack, said, offered, err = turn(tx, e, stack); return err })
					if err != nil && !errors.Is(err, store.ErrDenied) && !errors.Is(err, store.ErrStale) {
						t.Errorf("%+v: %v", e, err)
					}
					missed := caller == joko && strings.Contains(said, "missed.card") // whose announcement it is
					if secret, told := tells(said, caller); told && !missed {
						t.Errorf("%d is told %q by %s", caller, secret, said)
					}
					if meddled(tx, rights, before) {
						t.Errorf("%d has changed what is not theirs:\n%s\n%s", caller, before[caller], belongings(tx, caller))
					}
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	})
}

// forgedEvent is something that a caller sends, out of what is offered or made up.
func forgedEvent(pick func(int) int, caller parenting.AccountID, names []string, kinds []parenting.CardKind, offered []string) flows.Event {
	one := func(of ...string) string { return of[pick(len(of))] }
	e := flows.Event{Kind: flows.Pressed, Account: caller, Chat: parenting.ChatID(caller), Name: "Warga", Message: 1}
	on := subjects()[pick(len(subjects()))]
	sari := parenting.ShortID(int64(familySari))
	switch what := pick(8); {
	case what == 0:
		e.Data = flows.BeginData(one(names...), on)
	case what == 1:
		e.Data = flows.CardData{
			Kind: kinds[pick(len(kinds))], Subject: on, Choice: one("coming."+sari, "why."+sari, "+"+parenting.ShortID(int64(personSari)), "halt.2", "halt.3", "goon.3", "reopen.4", "withdraw.3", "-15", "p1", "x1", "take.0", "take."+parenting.ShortID(rina), "coming", "", ":"),
		}.Data()
	case what == 2:
		e.Content = flood()
		e.Kind, e.Text = flows.Wrote, one("Warga", "1234", "insyaallah datang", "berhalangan, sakit", "Sabtu jam 2 siang", "-", "", "Inaq Baru\nWarga")
	case what == 3:
		e.Kind, e.Command = flows.Called, one("menu", "pertemuan", "kelompok", "keluarga", "wilayah", "pengumuman", "materi", "dataku", "berhenti", "batal", "x")
	case what == 4:
		e.Kind, e.Command = flows.Called, "start"
		e.Payload = one("", "forged", "facilitate-b", "old-b", "menu", "pertemuan", parenting.CodePayload(sessionOpen, "1234"), "h-1234", "hzz-12")
	case len(offered) > 0:
		e.Data = one(offered...)
	default:
		e.Data = flows.BeginData(one(names...), on)
	}
	return e
}

// turn is the bot's way of an event: what was said, and the buttons it ends with.
func turn(tx *store.Tx, e flows.Event, stack []flows.State) (_ []flows.State, said string, offered []string, _ error) {
	for next := &e; next != nil; {
		t := flows.Handle(tx, *next, stack)
		rights := tx.Rights(e.Account)
		for _, act := range t.Acts {
			if err := tx.Apply(rights, act); err != nil {
				return stack, said, nil, err
			}
		}
		for _, card := range t.Cards {
			if m, ok := flows.RenderCard(tx, card); ok {
				t.Say = append(t.Say, m)
			}
		}
		said += inside([]any{t.Say, t.Toast})
		if len(t.Say) > 0 {
			offered = nil
			for _, b := range slices.Concat(t.Say[len(t.Say)-1].Rows...) {
				switch {
				case b.Choice != "" && len(t.Stack) > 0:
					offered = append(offered, flows.ChoiceData(t.Stack[len(t.Stack)-1], b.Choice))
				case b.Begin != "":
					offered = append(offered, flows.BeginData(b.Begin, b.On))
				case b.Card.Kind != "":
					offered = append(offered, b.Card.Data())
				}
			}
		}
		stack, next = t.Stack, t.Then
	}
	return stack, said, offered, nil
}

// example is what a text gives as one, the same to everybody ("Misalnya: Kelompok Melati").
var example = regexp.MustCompile(`(?i)misalnya: [^.\\]*`)

// TestForgedButtons presses, on the real way, a button for every flow and every card about everything in Melati: every press is
// answered, nothing changes, no name and no file gets out.
func TestForgedButtons(t *testing.T) {
	t.Parallel()
	names, kinds := flowNames(t), cardKinds(t)
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		var before map[parenting.AccountID]string
		w.batch(func(tx *store.Tx) { before = untouched(tx) })
		seen := len(w.telegram.Events(0))
		var data []string
		for _, on := range []int64{int64(groupMelati), int64(familySari), int64(personSari), int64(sessionOpen), int64(sessionOver), 0} {
			for _, name := range names {
				data = append(data, flows.BeginData(name, on))
			}
			for _, kind := range kinds {
				data = append(data, flows.CardData{Kind: kind, Subject: on, Choice: "coming." + parenting.ShortID(int64(familySari))}.Data(),
					flows.CardData{Kind: kind, Subject: on, Choice: "-" + parenting.ShortID(int64(personSari))}.Data(),
					flows.CardData{Kind: kind, Subject: on, Choice: "+" + parenting.ShortID(int64(personPaper))}.Data())
			}
		}
		for _, caller := range callers() {
			message := w.newest(int64(caller)).ID
			for i, d := range data {
				if _, err := w.telegram.Press(int64(caller), int64(caller), message, d); err != nil {
					t.Fatal(err)
				}
				if i%50 == 49 {
					w.settle()
				}
			}
			w.settle()
		}
		if open := w.telegram.Unanswered(); len(open) > 0 {
			t.Errorf("%d presses were not answered", len(open))
		}
		for _, c := range w.telegram.Refusals() { // a card shown anew while it is on its way may be edited once in vain
			if !strings.Contains(c.Description, "message is not modified") {
				t.Errorf("Telegram refused %s: %s: %q", c.Method, c.Description, c.Text)
			}
		}
		for _, e := range w.telegram.Events(seen) {
			caller := parenting.AccountID(e.Message.Chat)
			if e.Kind == "toast" || e.Kind == "alert" {
				caller = parenting.AccountID(e.User)
				e.Message = demo.Message{Text: e.Text}
			}
			if !slices.Contains(callers(), caller) {
				continue
			}
			if secret, told := tells(example.ReplaceAllString(inside(e.Message), ""), caller); told {
				t.Errorf("%d is shown %q: %s", caller, secret, e.Message.Text)
			}
			if f := e.Message.File; f != nil {
				file, _ := w.telegram.FileData(f.ID)
				if secret, told := tells(string(file.Data), caller); told {
					t.Errorf("%d finds %q in the file %s", caller, secret, f.Name)
				}
				if !strings.HasPrefix(f.Name, "data-saya-") { // their own
					t.Errorf("%d is sent the file %s", caller, f.Name)
				}
			}
		}
		w.batch(func(tx *store.Tx) {
			for _, caller := range callers() {
				if now := belongings(tx, caller); now != before[caller] {
					t.Errorf("something of Melati was changed:\n%s\n%s", before[caller], now)
				}
			}
		})
	})
}

// parsed are the files of a room without its tests.
func parsed(t *testing.T, room string) (files []*ast.File) {
	for _, name := range sources(t, room) {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// flowNames are the names in the table of conversations.
func flowNames(t *testing.T) (names []string) {
	for _, f := range parsed(t, "flows") {
		ast.Inspect(f, func(n ast.Node) bool {
			table, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			kind, ok := table.Type.(*ast.MapType)
			if !ok {
				return true
			}
			if of, ok := kind.Value.(*ast.Ident); ok && of.Name == "Flow" {
				for _, entry := range table.Elts {
					name, err := strconv.Unquote(entry.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					names = append(names, name)
				}
			}
			return true
		})
	}
	if len(names) < 40 {
		t.Fatalf("found only the flows %v", names)
	}
	return names
}

// cardKinds are the kinds of cards, and one that there is not.
func cardKinds(t *testing.T) []parenting.CardKind {
	kinds := []parenting.CardKind{"nothing"}
	for _, kind := range constants(t, "CardKind") {
		kinds = append(kinds, parenting.CardKind(kind))
	}
	return kinds
}

// constants are the values of a kind of words in parenting.
func constants(t *testing.T, of string) (values []string) {
	for _, f := range parsed(t, "parenting") {
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == of {
				value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, value)
			}
			return true
		})
	}
	if len(values) < 8 {
		t.Fatalf("found only %v of %s", values, of)
	}
	return values
}

// sources are the Go files of a room without its tests.
func sources(t *testing.T, room string) (names []string) {
	all, err := filepath.Glob(room + "/*.go")
	if err != nil || len(all) == 0 {
		t.Fatalf("%s has no files: %v", room, err)
	}
	return slices.DeleteFunc(all, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}
