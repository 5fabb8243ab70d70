package main

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// oneByOne is a line on which a poll brings one update, and that breaks with it.
type oneByOne struct {
	http.RoundTripper
	broken *atomic.Bool
}

func (l oneByOne) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(r.URL.Path, "/getUpdates") {
		return l.RoundTripper.RoundTrip(r)
	}
	if l.broken.Load() {
		return nil, io.ErrUnexpectedEOF
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	form.Set("limit", "1")
	text := form.Encode()
	r = r.Clone(r.Context())
	r.Body, r.ContentLength = io.NopCloser(strings.NewReader(text)), int64(len(text))
	resp, err := l.RoundTripper.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if bytes.Contains(answer, []byte("update_id")) {
		l.broken.Store(true)
	}
	resp.Body = io.NopCloser(bytes.NewReader(answer))
	return resp, err
}

// TestAlbumsComeInParts: an album is one thing to whoever sent it, but comes as several messages. It is asked about once, and however the
// bot dies between two of them, all are in the draft.
func TestAlbumsComeInParts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.talk(joko, "", "/pengumuman")
		var broken atomic.Bool
		w.via = func(next http.RoundTripper) http.RoundTripper { return oneByOne{next, &broken} }
		if err := w.restart(); err != nil {
			t.Fatal(err)
		}
		photo, video := demo.File{Kind: "photo"}, demo.File{Kind: "video"}
		if err := w.telegram.AttachAlbumStyled(joko, joko, "<b>Posko</b>", photo, video, photo); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			w.settle()
			if err := w.crash(); err != nil {
				t.Fatal(err)
			}
			broken.Store(false)
			w.start()
		}
		w.settle()
		if n := strings.Count(w.said(joko), "Albumnya sedang kami terima"); n != 1 {
			t.Errorf("the album was asked about %d times", n)
		}
		w.via = nil
		if err := w.restart(); err != nil {
			t.Fatal(err)
		}
		w.talk(joko, "", "[:yes]", "[:families]")
		var kinds []string
		for _, m := range w.telegram.History(joko) {
			if m.Album != "" && m.From != joko {
				kinds = append(kinds, m.File.Kind)
			}
		}
		if !slices.Equal(kinds, []string{"photo", "video", "photo"}) || w.newestWith(joko, "Posko").Entities == nil {
			t.Errorf("the album is shown as %v", kinds)
		}
		w.complain(t)

		// A part that is late, and one that cannot be sent on.
		w.batch(func(tx *store.Tx) {
			stack := tx.Stack(joko)
			on, _ := parenting.ReadShortID(stack[0].Journal[0].Value)
			draft := tx.Broadcast(parenting.BroadcastID(on))
			late := flows.Event{
				Kind: flows.SentFile, Account: joko, Chat: joko, Album: draft.Content.Album, Content: parenting.Content{Kind: parenting.ContentPhoto, File: "AgAC"},
			}
			got := flows.Handle(tx, late, stack)
			act, _ := slices.Concat(got.Acts, []parenting.Act{nil})[0].(parenting.Compose)
			if len(act.Content.Parts) != 4 || got.Then == nil || got.Then.Kind != flows.Resume || len(got.Say) > 0 {
				t.Errorf("a part that is late leads to %+v", got)
			}
			late.Length = parenting.LongestCaption + 1
			if got = flows.Handle(tx, late, stack); len(got.Acts) > 0 || len(got.Say) != 1 {
				t.Errorf("a part with a long caption leads to %+v", got)
			}
			late.Length, late.Account, late.Chat = 0, stranger, parenting.ChatID(stranger)
			if got = flows.Handle(tx, late, stack); len(got.Acts) > 0 {
				t.Errorf("somebody else's part leads to %+v", got)
			}
		})
	})
}

// TestAlbumsAreRefusedOnce: what is wrong with an album is said once, and none of its parts is taken for the announcement.
func TestAlbumsAreRefusedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.talk(joko, "", "/pengumuman")
		photo := demo.File{Kind: "photo"}
		for want, caption := range []string{strings.Repeat("a", 1000) + "{kelompok}", strings.Repeat("b", 1000) + "{kelompok}"} {
			if err := w.telegram.AttachAlbumStyled(joko, joko, caption, photo, photo, photo); err != nil {
				t.Fatal(err)
			}
			w.settle()
			if n := strings.Count(w.said(joko), "terlalu panjang untuk Telegram"); n != want+1 {
				t.Errorf("%d albums were answered %d times", want+1, n)
			}
		}
		w.talk(joko, "", "Posko", "[:families]")
		if m := w.newestWith(joko, "Posko"); m.File != nil {
			t.Errorf("the text is shown as %+v", m)
		}
		w.complain(t)
	})
}

// album sends an album with a receipt to all families, and waits for nothing.
func (w *transcriptWorld) album(parts int) {
	w.t.Helper()
	w.talk(joko, "", "/pengumuman")
	if err := w.telegram.AttachAlbumStyled(joko, joko, "Posko", slices.Repeat([]demo.File{{Kind: "photo"}}, parts)...); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	w.talk(joko, "", "[:yes]", "[:families]", "[:edit]", "[:buttons]", "[what:read]")
	w.press(joko, "[:send]")
	synctest.Wait()
}

// posted is how many parts of albums, and buttons of them, are in the chat of Bu Sari.
func (w *transcriptWorld) posted() (parts, buttons int) {
	for _, m := range w.telegram.History(sari) {
		switch {
		case m.Album != "":
			parts++
		case len(m.Buttons) > 0 && strings.HasPrefix(m.Buttons[0][0].Data, "~receipt"):
			buttons++
		}
	}
	return parts, buttons
}

// known is how many messages the ledger has of what the newest receipt in a chat belongs to.
func (w *transcriptWorld) known(chat int64) (n int) {
	w.t.Helper()
	id, _ := parenting.ReadShortID(strings.Split(w.newestWith(chat, "~receipt").Buttons[0][0].Data, ":")[1])
	w.batch(func(tx *store.Tx) {
		if b := tx.Broadcast(parenting.BroadcastID(id)); !b.Over() {
			w.t.Errorf("it is not over: %+v", b.Counts)
		}
		n = len(tx.Messages(parenting.BroadcastID(id), parenting.ChatID(chat)))
	})
	return n
}

// TestAlbumsAndTheirButtons: the buttons of an album follow in a message of their own; a crash between the two loses and doubles neither.
// Buttons that may have arrived are not repeated.
func TestAlbumsAndTheirButtons(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.album(8) // so many that the chat has no room for the buttons at once
		if err := w.crash(); err != nil {
			t.Fatal(err)
		}
		w.clock.Walk(w.clock.Now().Add(time.Minute), synctest.Wait)
		w.start()
		w.settle()
		if parts, buttons := w.posted(); parts != 8 || buttons != 1 || w.known(sari) != 9 {
			t.Errorf("after a crash there are %d parts and %d buttons, the ledger knows of %d", parts, buttons, w.known(sari))
		}
		w.complain(t)
	})
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.album(8)
		w.telegram.SetTrouble(demo.Trouble{CutAfter: 100})
		w.clock.Walk(w.clock.Now().Add(10*time.Second), synctest.Wait)
		w.telegram.SetTrouble(demo.Trouble{})
		w.clock.Walk(w.clock.Now().Add(5*time.Minute), synctest.Wait)
		w.settle()
		if parts, buttons := w.posted(); parts != 8 || buttons != 1 || w.known(sari) != 8 {
			t.Errorf("after a broken line there are %d parts and %d buttons, the ledger knows of %d", parts, buttons, w.known(sari))
		}
	})
}

// TestAnAlbumWithABadItem: Telegram takes an album whole or not at all. Nobody gets a part of it, and the ledger says why.
func TestAnAlbumWithABadItem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		if _, err := w.telegram.Attach(joko, joko, demo.File{Kind: "photo", ID: "AgACgood"}); err != nil {
			t.Fatal(err)
		}
		w.settle()
		w.batch(func(tx *store.Tx) {
			photo := parenting.Content{Kind: parenting.ContentPhoto, File: "AgACgood"}
			bad := parenting.Content{Kind: parenting.ContentPhoto, File: "AgACrotten"}
			for _, act := range []parenting.Act{
				parenting.Compose{Broadcast: castDraft, Content: parenting.Content{Kind: parenting.ContentAlbum, Parts: []parenting.Content{photo, bad}, Receipt: true}},
				aim(castDraft),
				parenting.Send{Broadcast: castDraft, Version: 2},
			} {
				if err := tx.Apply(tx.Rights(joko), act); err != nil {
					t.Fatal(err)
				}
			}
		})
		w.talk(joko, "", "/menu")
		w.settle()
		if got := w.ledger(); got["gagal"] != 7 || len(got) != 1 {
			t.Errorf("the ledger says %v", got)
		}
		if parts, buttons := w.posted(); parts+buttons > 0 {
			t.Errorf("%d parts and %d buttons have arrived", parts, buttons)
		}
	})
}

// TestALargeVideo: what is sent by its id may be of any size.
func TestALargeVideo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		w.talk(joko, "", "/pengumuman")
		if _, err := w.telegram.AttachStyled(joko, joko, demo.File{Kind: "video", Size: 50 << 20}, "Cara membuat oralit"); err != nil {
			t.Fatal(err)
		}
		w.settle()
		w.talk(joko, "", "[:families]", "[:send]")
		if m := w.newest(sari); m.File == nil || m.File.Size != 50<<20 || m.Text != "Cara membuat oralit" {
			t.Errorf("Bu Sari has got %+v", m)
		}
		w.complain(t)
	})
}

// TestTextsThatGrow: a text that fits as it is written, and would not for everybody once names are filled in, is to be made shorter. One
// that is as long as it may be is sent to whoever has the longest name.
func TestTextsThatGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newTwoGroups(t)
		defer w.stop()
		refused := func() int { return strings.Count(w.said(joko), "terlalu panjang untuk Telegram") }
		fields := strings.Repeat("{sapaan} {nama}, {kelompok}. ", 6)
		growth := parenting.Content{HTML: fields}.Growth()
		room := parenting.LongestFilled - len(fields) - growth
		w.talk(joko, "", "/pengumuman", fields+strings.Repeat("&", room+1))
		if refused() != 1 {
			t.Error("a text that grows too long was taken")
		}
		w.talk(joko, "", fields+strings.Repeat("&", room), "[:families]")
		w.batch(func(tx *store.Tx) {
			for _, p := range []parenting.Address{
				{Person: personSari, Family: familySari, Group: groupMelati, Form: parenting.Ibu, Name: strings.Repeat("<", parenting.NameLength)},
				{Person: personNenek, Family: familySari, Group: groupMelati, Form: parenting.Nenek, Name: strings.Repeat("Sahnun ", 60)},
			} {
				if err := tx.Apply(tx.Rights(rina), p); err != nil {
					t.Fatal(err)
				}
			}
		})
		w.talk(joko, "", "[:send]")
		if got := w.ledger(); refused() != 1 || got["terkirim"] != 4 || len(got) != 1 {
			t.Errorf("the ledger says %v", got)
		}
		if m := w.newest(sari); !strings.HasPrefix(m.Text, "Ibu "+strings.Repeat("<", parenting.NameLength)+", Kelompok Melati. ") {
			t.Errorf("Bu Sari has got %s", m.Text)
		}
		if m := w.newest(nenek); !strings.HasPrefix(m.Text, "Nenek "+strings.Repeat("Sahnun ", 5)+"Sahn…, Kelompok Melati. ") {
			t.Errorf("Nenek Inaq Sahnun has got %s", m.Text)
		}
		w.talk(joko, "", "[!amend:", fields+strings.Repeat("&", room+1))
		if refused() != 2 {
			t.Error("a correction that grows too long was taken")
		}
		w.complain(t)
	})
}

// TestAReaderOfSeveralGroups: an account with several people and roles is one reader. It is addressed by the first of its people who is
// meant, and its groups are those that are.
func TestAReaderOfSeveralGroups(t *testing.T) {
	inTwoGroups(t, func(tx *store.Tx) {
		join := parenting.Enrol{
			Token: tx.JoinLink(groupMawar), Family: parenting.Family{ID: 24, Group: groupMawar},
			Person: parenting.Person{ID: 45, Family: 24, Account: rina, Form: parenting.Mbak, Name: "Rina", Consent: parenting.ConsentVersion},
		}
		if err := tx.Apply(tx.Rights(rina), join); err != nil {
			t.Fatal(err)
		}
		families, facilitators := parenting.ToFamilies, parenting.ToFacilitators
		everywhere := []parenting.Area{{}}
		only := []parenting.Area{{Region: inEast, Group: groupMelati}}
		for _, c := range []struct {
			whom  []parenting.Whom
			areas []parenting.Area
			chat  parenting.ChatID
			want  flows.Reader
		}{
			{[]parenting.Whom{families}, everywhere, sari, flows.Reader{Form: parenting.Ibu, Name: "Sari", Groups: []string{"Kelompok Melati"}}},
			{[]parenting.Whom{families}, everywhere, rina, flows.Reader{Form: parenting.Mbak, Name: "Rina", Groups: []string{"Kelompok Mawar"}}},
			{[]parenting.Whom{facilitators}, everywhere, rina, flows.Reader{Form: parenting.Ibu, Name: "Rina", Groups: []string{"Kelompok Melati"}}},
			{[]parenting.Whom{families, facilitators}, everywhere, rina, flows.Reader{Form: parenting.Mbak, Name: "Rina", Groups: []string{"Kelompok Mawar", "Kelompok Melati"}}},
			{[]parenting.Whom{families, facilitators}, only, rina, flows.Reader{Form: parenting.Ibu, Name: "Rina", Groups: []string{"Kelompok Melati"}}},
			{[]parenting.Whom{families}, everywhere, parenting.ChatID(stranger), flows.Reader{}},
			{[]parenting.Whom{families}, everywhere, tx.Group(groupMelati).Chat, flows.Reader{Groups: []string{"Kelompok Melati"}}},
		} {
			b := parenting.Broadcast{Content: parenting.Content{HTML: "{nama}"}, Audience: parenting.Audience{Whom: c.whom, Areas: c.areas}}
			if got := flows.CopyFor(tx, b, c.chat).Reader; inside(got) != inside(c.want) {
				t.Errorf("%v in %v: %d reads as %+v, want %+v", c.whom, c.areas, c.chat, got, c.want)
			}
		}
	})
}
