package main

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// FuzzHTML: whatever entities a text comes with, what is made of them is taken by the platform and says the same words.
func FuzzHTML(f *testing.F) {
	f.Add("Awas banjir", []byte{0, 0, 4, 1, 2, 9})
	f.Add("🌊 <b>Awas</b> & \"jauh\"", []byte{9, 0, 2, 7, 1, 20, 8, 3, 9, 6, 0, 30})
	f.Add("a\nb\n\nc", []byte{5, 0, 4, 4, 2, 9, 3, 1, 2})
	f.Add("Yth. {sapaan} {nama} {lain} {kelompok}", []byte{0, 0, 16, 1, 10, 9, 9, 12, 20})
	telegram := demo.New(demo.NewClock(bot.WallClock{}.Now()), demo.Options{Token: demoToken, Username: demoName, NoRecord: true})
	telegram.AddUser(demo.User{ID: sari, First: "Sari"})
	if _, err := telegram.Write(sari, sari, "/start"); err != nil {
		f.Fatal(err)
	}
	client := &http.Client{Transport: telegram.Transport()}
	say := func(t *testing.T, text, mode string) (m demo.Message, ok bool) {
		resp, err := client.PostForm("http://telegram/bot"+demoToken+"/sendMessage", url.Values{
			"chat_id": {strconv.Itoa(sari)}, "text": {text}, "parse_mode": {mode},
		})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		history := telegram.History(sari)
		return history[len(history)-1], resp.StatusCode == http.StatusOK
	}
	kinds := []string{
		"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code", "pre", "text_link", "mention", "x",
	}
	f.Fuzz(func(t *testing.T, text string, raw []byte) {
		plain, ok := say(t, text, "")
		if !ok {
			return // nobody can have written it
		}
		var entities []bot.Entity
		for part := range slices.Chunk(raw[:min(len(raw), 60)], 3) {
			if len(part) == 3 {
				entities = append(entities, bot.Entity{
					Type: kinds[int(part[0])%len(kinds)], Offset: int(int8(part[1])), Length: int(int8(part[2])),
					URL: "https://example.org/?a=\"<&>'" + strings.ToValidUTF8(text[:min(len(text), 5)], ""), Language: []string{"", "go", "\"<x"}[int(part[0])%3],
				})
			}
		}
		c := parenting.Content{HTML: bot.HTML(plain.Text, entities)}
		styled, ok := say(t, c.HTML, "HTML")
		if !ok || styled.Text != plain.Text {
			t.Errorf("%q with %+v became %q, said as %q (taken: %v)", plain.Text, entities, c.HTML, styled.Text, ok)
		}
		if length := utf8.RuneCountInString(plain.Text) + c.Growth(); length <= parenting.LongestFilled {
			filled, ok := say(t, c.Fill(func(parenting.Field) string { return strings.Repeat("<&\"", 40) }).HTML, "HTML")
			if got := utf8.RuneCountInString(filled.Text); !ok || got > length {
				t.Errorf("%q was filled to %q, of %d characters (taken: %v)", c.HTML, filled.Text, got, ok)
			}
		}
	})
}

// TestStylesAreKept: what people write with styles comes back with the same ones.
func TestStylesAreKept(t *testing.T) {
	for text, want := range map[string]string{
		"<b>Awas</b> banjir":                                       "<b>Awas</b> banjir",
		"<b>a<i>b<u>c</u></i></b>🌊<s>d</s>":                        "<b>a</b><b><i>b</i></b><b><i><u>c</u></i></b>🌊<s>d</s>", // as the platform splits them
		`<a href="https://bmkg.go.id/?a=1&amp;b=2">x &lt; y</a> 🌊`: `<a href="https://bmkg.go.id/?a=1&amp;b=2">x &lt; y</a> 🌊`,
		`<pre><code class="language-go">a&amp;b</code></pre>`:      `<pre><code class="language-go">a&amp;b</code></pre>`,
		"<blockquote expandable>a\nb</blockquote>":                 "<blockquote expandable>a\nb</blockquote>",
		"<tg-spoiler>a</tg-spoiler> <code>b</code> @asuh /menu":    "<tg-spoiler>a</tg-spoiler> <code>b</code> @asuh /menu",
	} {
		telegram := demo.New(demo.NewClock(bot.WallClock{}.Now()), demo.Options{Token: demoToken})
		telegram.AddUser(demo.User{ID: sari, First: "Sari"})
		if _, err := telegram.Write(sari, sari, "/start"); err != nil {
			t.Fatal(err)
		}
		if _, err := telegram.WriteStyled(sari, sari, text); err != nil {
			t.Fatal(err)
		}
		history := telegram.History(sari)
		m := history[len(history)-1]
		var entities []bot.Entity
		for _, e := range m.Entities {
			entities = append(entities, bot.Entity{Type: e.Type, Offset: e.Offset, Length: e.Length, URL: e.URL, Language: e.Language})
		}
		if got := bot.HTML(m.Text, entities); got != want {
			t.Errorf("%s\nbecame %s", want, got)
		}
	}
}

// TestTooLongAnnouncements: an app cuts what is too long into several messages. They are answered once, and none of them is taken for
// the announcement.
func TestTooLongAnnouncements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		said := func() int { return strings.Count(w.said(joko), "terlalu panjang") }
		w.talk(joko, "", "/pengumuman", strings.Repeat("Awas banjir & <longsor>! ", 400))
		if n := said(); n != 1 {
			t.Errorf("a text in three parts was answered %d times", n)
		}
		w.clock.Walk(w.clock.Now().Add(5*time.Second), synctest.Wait)
		w.talk(joko, "", strings.Repeat("b", parenting.LongestText+1))
		if n := said(); n != 2 {
			t.Errorf("%d texts were too long, want 2", n)
		}
		if _, err := w.telegram.AttachStyled(joko, joko, demo.File{Kind: "photo"}, strings.Repeat("c", parenting.LongestCaption)); err != nil {
			t.Fatal(err)
		}
		w.settle()
		w.talk(joko, "", "[:families]", "[:edit]", "[:change]", strings.Repeat("&", parenting.LongestText), "[:no]")
		if n := said(); n != 2 {
			t.Errorf("%d texts were too long, want 2", n)
		}
		w.complain(t)
	})
}

// crowd lets so many people stand in Melati's roster, with a phone each, from 50,001 on.
func (w *transcriptWorld) crowd(n int) {
	w.t.Helper()
	join := w.joinMelati()
	w.batch(func(tx *store.Tx) {
		e := &enrolment{tx: tx}
		for account := int64(50_001); account <= int64(50_000+n); account++ {
			w.telegram.AddSilent(demo.User{ID: account, First: "Warga", Lang: "id"})
			e.enrols(join, parenting.Family{Group: groupMelati}, parenting.Person{
				Account: parenting.AccountID(account), Form: parenting.Ibu, Name: "Warga",
			})
		}
		if e.err != nil {
			w.t.Fatal(e.err)
		}
	})
	w.settle()
}

// ledger counts the rows of all ledgers by state.
func (w *transcriptWorld) ledger() map[string]int {
	w.t.Helper()
	_, rows, err := store.View(w.t.Context(), w.path, "kiriman")
	if err != nil {
		w.t.Fatal(err)
	}
	n := map[string]int{}
	for _, row := range rows {
		n[row[2]]++
	}
	return n
}

// TestBroadcastInTrouble: floods, broken servers and cut lines while it goes out. Nobody gets it twice; who is said to have got it has
// got it; who is not certain is shown as that, and when there are many of them in a row it pauses itself.
func TestBroadcastInTrouble(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		trouble demo.Trouble
		pauses  bool
	}{
		"flood":  {demo.Trouble{Flood: 7}, false},
		"down":   {demo.Trouble{Down: true}, false},
		"cuts":   {demo.Trouble{CutBefore: 10, CutAfter: 10, Server: 10, Seed: 3}, false},
		"broken": {demo.Trouble{Server: 100}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTwoGroups(t)
				defer w.stop()
				w.crowd(80)
				w.clock.Walk(w.clock.Now().Add(8*time.Hour), synctest.Wait) // the morning's messages are out
				seen := len(w.telegram.Record())
				w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]")
				w.press(joko, "[:send]")
				synctest.Wait() // the first are on their way
				w.telegram.SetTrouble(c.trouble)
				w.clock.Walk(w.clock.Now().Add(20*time.Second), synctest.Wait)
				w.telegram.SetTrouble(demo.Trouble{})
				w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
				w.settle()

				got := map[int64]int{}
				for _, call := range w.telegram.Record()[seen:] {
					if call.Applied && call.Method == "sendMessage" && call.Text == "Awas banjir" && call.Chat != joko {
						got[call.Chat]++
					}
				}
				for chat, n := range got {
					if n > 1 {
						t.Errorf("%d has got it %d times", chat, n)
					}
				}
				ledger := w.ledger()
				t.Log(ledger, len(got))
				if got := len(got); got < ledger["terkirim"] || got > ledger["terkirim"]+ledger["belum pasti"] {
					t.Errorf("%d have got it, the ledger says %v", got, ledger)
				}
				paused := strings.Contains(w.newestWith(joko, "Awas banjir").Text, "tidak jelas")
				if c.pauses != paused || c.pauses != (ledger["menunggu"] > 0) {
					t.Errorf("paused: %v, want %v; the ledger says %v", paused, c.pauses, ledger)
				}
				if name == "flood" && ledger["terkirim"] != 84 || name == "down" && ledger["terkirim"]+ledger["belum pasti"] != 84 {
					t.Errorf("the ledger says %v, want 84 sent", ledger)
				}
				if strings.Contains(w.newestWith(joko, "Awas banjir").Text, "Menunggu") != c.pauses {
					t.Errorf("the card says %s", w.newestWith(joko, "Awas banjir").Text)
				}
			})
		})
	}
}

// press presses the newest button whose data end so, and waits for nothing.
func (w *transcriptWorld) press(who int64, button string) {
	w.t.Helper()
	m := w.newest(who)
	for _, b := range slices.Concat(m.Buttons...) {
		if strings.HasSuffix(b.Data, strings.Trim(button, "[]")) {
			if _, err := w.telegram.Press(who, who, m.ID, b.Data); err != nil {
				w.t.Fatal(err)
			}
			return
		}
	}
	w.t.Fatalf("no button %s", button)
}

// TestBroadcastMeanwhile: while it goes out some stop, some leave, some block the bot or come back, and some join. Who has stopped or left
// is not written to any more, who blocked is told apart, who joins was not meant; everybody else gets it once.
func TestBroadcastMeanwhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		const all = 200
		w.crowd(all)
		w.clock.Walk(w.clock.Now().Add(8*time.Hour), synctest.Wait) // the morning's messages are out
		seen := len(w.telegram.Record())
		w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]")
		w.press(joko, "[:send]")
		w.clock.Walk(w.clock.Now().Add(time.Second), synctest.Wait)
		account := func(i int) parenting.AccountID { return parenting.AccountID(50_001 + i) }
		does := func(by parenting.AccountID, act func(parenting.Person) parenting.Act) {
			t.Helper()
			w.batch(func(tx *store.Tx) {
				rights := tx.Rights(by)
				if err := tx.Apply(rights, act(rights.People[0])); err != nil {
					t.Fatal(err)
				}
			})
		}
		stops := func(p parenting.Person) parenting.Act { return parenting.Stop{Account: p.Account} }
		resumes := func(p parenting.Person) parenting.Act { return parenting.Resume{Account: p.Account} }
		leaves := func(p parenting.Person) parenting.Act {
			return parenting.Leave{Person: p.ID, Family: p.Family, Group: p.Group}
		}
		out := map[parenting.AccountID]bool{}
		for i := all - 30; i < all; i++ { // their turn comes late
			a := account(i)
			switch i % 6 {
			case 0:
				does(a, stops)
				out[a] = true
			case 1:
				does(a, leaves)
				out[a] = true
			case 2: // the bot hears of it
				w.telegram.Block(int64(a))
				out[a] = true
			case 3:
				does(a, stops)
				does(a, resumes)
			case 4:
				w.telegram.Block(int64(a))
				w.telegram.Unblock(int64(a))
			}
		}
		late := parenting.AccountID(51_001)
		w.telegram.AddSilent(demo.User{ID: int64(late), First: "Warga", Lang: "id"})
		join := w.joinMelati()
		w.batch(func(tx *store.Tx) {
			e := &enrolment{tx: tx}
			if e.enrols(join, parenting.Family{Group: groupMelati}, parenting.Person{Account: late, Form: parenting.Ibu, Name: "Warga"}); e.err != nil {
				t.Fatal(e.err)
			}
		})
		out[late] = true
		w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
		w.settle()

		got := map[parenting.AccountID]int{}
		for _, call := range w.telegram.Record()[seen:] {
			if call.Applied && call.Method == "sendMessage" && call.Text == "Awas banjir" && call.Chat != joko {
				got[parenting.AccountID(call.Chat)]++
			}
		}
		for i := range all {
			if n := got[account(i)]; n != 1 && !out[account(i)] {
				t.Errorf("%d has got it %d times", account(i), n)
			}
		}
		for a := range out {
			if got[a] > 0 {
				t.Errorf("%d has got it", a)
			}
		}
		ledger := w.ledger()
		t.Log(ledger)
		if ledger["terkirim"] != all+4-15 || ledger["tidak dikirim"] != 15 || len(ledger) != 2 {
			t.Errorf("the ledger says %v", ledger)
		}
	})
}

// TestTheCardWhileItIsSent: for how many it is night the card says only once it is known; of a correction in mid-sending, who reads it first.
func TestTheCardWhileItIsSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.crowd(600)
		join := w.joinMelati()
		w.batch(func(tx *store.Tx) {
			e := &enrolment{tx: tx}
			for account := int64(51_001); account <= 51_300; account++ {
				w.telegram.AddSilent(demo.User{ID: account, First: "Warga", Lang: "id"})
				e.enrols(join, parenting.Family{Group: groupMelati, Away: parenting.AwayMother, Where: "SA"}, parenting.Person{
					Account: parenting.AccountID(account), Form: parenting.Ibu, Name: "Warga", Abroad: true,
				})
			}
			if e.err != nil {
				t.Fatal(e.err)
			}
		})
		w.settle()
		w.clock.Walk(time.Date(2026, 6, 9, 9, 0, 0, 0, parenting.ProvinceZone("52")), synctest.Wait)
		seen := len(w.telegram.Record())
		w.talk(joko, "Awas banjir", "/pengumuman", "*", "[:families]")
		w.press(joko, "[:send]")
		w.clock.Walk(w.clock.Now().Add(7*time.Second), synctest.Wait)
		w.batch(func(tx *store.Tx) {
			b := tx.Unfinished()[0]
			better := parenting.Content{Kind: parenting.ContentText, HTML: "Awas banjir di Anjani", Start: "Awas banjir di Anjani"}
			for _, act := range []parenting.Act{
				parenting.Compose{Broadcast: castGoes, Amends: b.ID, Content: better},
				parenting.Amend{Broadcast: b.ID, Draft: castGoes, Version: b.Version},
			} {
				if err := tx.Apply(tx.Rights(joko), act); err != nil {
					t.Fatal(err)
				}
			}
		})
		w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
		known, later := 0, 0
		for _, call := range w.telegram.Record()[seen:] {
			if call.Chat != joko || call.Method != "editMessageText" {
				continue
			}
			if strings.Contains(call.Text, "masih malam") {
				known++
				if !strings.Contains(call.Text, "masih malam: 300)") {
					t.Errorf("not all who sleep: %s", call.Text)
				}
			}
			if strings.Contains(call.Text, "Yang menunggu langsung menerima yang baru") {
				later++
			}
		}
		if known < 2 || later < 2 {
			t.Errorf("it said %d times who sleeps, and %d times who reads the correction first", known, later)
		}
		if last := w.newestWith(joko, "Awas banjir di Anjani").Text; !strings.Contains(last, "Menunggu: 300") || strings.Contains(last, "Belum diperbaiki") {
			t.Errorf("in the end it says %s", last)
		}
	})
}

// ledger counts the rows of the ledger by state, beside the bot.
func (v *village) ledger() map[string]int {
	v.Helper()
	_, rows, err := store.View(v.Context(), v.db, "kiriman")
	if err != nil {
		v.Fatal(err)
	}
	n := map[string]int{}
	for _, row := range rows {
		n[row[2]]++
	}
	return n
}

// TestAContentThatIsRefused: Telegram refuses a message to everybody. After twenty times for one reason it is tried on nobody else; once
// it is corrected it goes on, and those whom it missed get it too. Cut lines meanwhile repeat no message, and no edit is lost.
func TestAContentThatIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.crowd(80)
		w.clock.Walk(w.clock.Now().Add(8*time.Hour), synctest.Wait) // the morning's messages are out
		const cast parenting.BroadcastID = 900
		w.batch(func(tx *store.Tx) {
			for _, act := range []parenting.Act{
				parenting.Compose{Broadcast: cast, Content: parenting.Content{Kind: parenting.ContentPhoto, File: "tidak ada", Start: "Posko"}},
				aim(cast),
				parenting.Send{Broadcast: cast, Version: 2},
			} {
				if err := tx.Apply(tx.Rights(joko), act); err != nil {
					t.Fatalf("%T: %v", act, err)
				}
			}
		})
		wait := func(d time.Duration) {
			w.clock.Walk(w.clock.Now().Add(d), synctest.Wait)
			w.settle()
		}
		if err := w.restart(); err != nil {
			t.Fatal(err)
		}
		wait(5 * time.Minute)
		rows := w.ledger()
		if failed := rows["gagal"]; failed < 20 || failed > 30 || rows["menunggu"] == 0 {
			t.Errorf("the ledger says %v", rows)
		}
		if card := w.newestWith(joko, "Posko"); !strings.Contains(card.Text, "menolak pesannya") {
			t.Errorf("the card says %s", card.Text)
		}
		photo := func(text string) {
			if _, err := w.telegram.AttachStyled(joko, joko, demo.File{Kind: "photo"}, text); err != nil {
				t.Fatal(err)
			}
			w.settle()
		}
		short := parenting.ShortID(int64(cast))
		w.press(joko, "!amend:"+short)
		w.settle()
		photo("Posko di balai desa")
		w.talk(joko, "", "[:yes]")
		w.press(joko, "goon.5")
		w.settle()
		wait(5 * time.Minute)
		w.press(joko, "!resend:"+short)
		w.settle()
		w.talk(joko, "", "[:failed]")
		wait(5 * time.Minute)
		all := w.ledger()["terkirim"]
		if rows := w.ledger(); all < 84 || len(rows) != 1 {
			t.Errorf("the ledger says %v", rows)
		}

		seen := len(w.telegram.Record())
		w.press(joko, "!amend:"+short)
		w.settle()
		photo("Posko di musala")
		w.telegram.SetTrouble(demo.Trouble{CutBefore: 10, CutAfter: 10, Server: 10, Seed: 4})
		w.press(joko, ":yes")
		synctest.Wait()
		wait(2 * time.Minute)
		w.telegram.SetTrouble(demo.Trouble{})
		wait(10 * time.Minute)
		edited := map[int64]bool{}
		for _, call := range w.telegram.Record()[seen:] {
			switch {
			case call.Applied && call.Method == "editMessageMedia":
				edited[call.Chat] = true
			case call.Applied && call.Method == "sendPhoto" && call.Chat != joko:
				t.Errorf("%d gets another message", call.Chat)
			}
		}
		if len(edited) != all {
			t.Errorf("%d were edited, want %d", len(edited), all)
		}
		w.press(joko, "!recall:"+short)
		w.settle()
		w.talk(joko, "", "[:yes]", "[:yes]")
		wait(5 * time.Minute)
		if rows := w.ledger(); rows["ditarik"] != all {
			t.Errorf("the ledger says %v", rows)
		}
	})
}
