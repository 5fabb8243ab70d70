package flows

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"asuhbersama/parenting"
)

// hamlet is a few facts in memory. What a test does not set up is the nil Facts inside, and asking for it panics.
type hamlet struct {
	Facts
	rights parenting.Rights
	groups []parenting.Group
	grants []parenting.Grant
	join   string
	lang   string
}

func (h *hamlet) Now() time.Time { return time.Date(2026, 6, 8, 2, 0, 0, 0, time.UTC) }
func (h *hamlet) Key() []byte    { return []byte("key") }

func (h *hamlet) Account(id parenting.AccountID) parenting.Account {
	return parenting.Account{ID: id, Lang: h.lang}
}

func (h *hamlet) Rights(parenting.AccountID) parenting.Rights   { return h.rights }
func (h *hamlet) Groups() []parenting.Group                     { return h.groups }
func (h *hamlet) Grants() []parenting.Grant                     { return h.grants }
func (h *hamlet) Programme() parenting.Programme                { return parenting.Programme{} }
func (h *hamlet) Leaders(parenting.GroupID) []parenting.Grant   { return h.grants }
func (h *hamlet) Families(parenting.GroupID) []parenting.Family { return nil }
func (h *hamlet) Helplines() []parenting.Helpline               { return nil }
func (h *hamlet) JoinLink(parenting.GroupID) string             { return h.join }

func (h *hamlet) OpenRequests() []parenting.HelpRequest { return nil }

func (h *hamlet) find(is func(parenting.Group) bool) (g parenting.Group) {
	if i := slices.IndexFunc(h.groups, is); i >= 0 {
		return h.groups[i]
	}
	return g
}

func (h *hamlet) Group(id parenting.GroupID) parenting.Group {
	return h.find(func(g parenting.Group) bool { return g.ID == id })
}

func (h *hamlet) GroupOfChat(chat parenting.ChatID) parenting.Group {
	return h.find(func(g parenting.Group) bool { return g.Chat == chat })
}

const rina = 1003

// leading gives Bu Rina a group, linked to a chat.
func leading(chat parenting.ChatID) *hamlet {
	return &hamlet{
		rights: parenting.Rights{Account: rina, Grants: []parenting.Grant{{Account: rina, Role: parenting.Facilitator, Group: 7, Name: "Bu Rina"}}},
		groups: []parenting.Group{{ID: 7, Name: "Kelompok Melati", Village: "Anjani", Province: "52", Salam: parenting.SalamIslam, Chat: chat}},
		join:   "join",
	}
}

// TestForgedInGroup presses in a group chat what only private chats have: nothing of it may be said before everybody.
func TestForgedInGroup(t *testing.T) {
	open := State{ID: "abc", Flow: "renew", Asking: "sure", Journal: []Answer{{"@on", "7"}}}
	for _, data := range []string{"!group:", "!renew:7", "!region:", "!found:", "abc:sure:yes", "", "~", "~group:7:", "~region:0:p2", "~:::"} {
		e := Event{Kind: Pressed, Account: rina, Chat: -20, Data: data}
		got := Handle(leading(-20), e, []State{open})
		if len(got.Say)+len(got.Cards)+len(got.Acts)+len(got.Views) > 0 || got.Then != nil || got.Toast == nil || len(got.Stack) != 1 {
			t.Errorf("%q in a group: got %+v, want only a toast", data, got)
		}
	}
}

// TestLinkChatMoves brings the bot into a second chat of the only group: it moves there only if the facilitator says so.
func TestLinkChatMoves(t *testing.T) {
	h := leading(-20)
	added := Handle(h, Event{Kind: Added, Account: rina, Chat: -30}, nil)
	if len(added.Acts)+len(added.Say) > 0 || added.Then == nil || !added.Then.Private() {
		t.Fatalf("added to a second chat: got %+v, want a question in private", added)
	}
	asked := Handle(h, *added.Then, nil)
	press := func(choice string) Turn {
		return Handle(h, Event{Kind: Pressed, Account: rina, Chat: rina, Data: ChoiceData(asked.Stack[0], choice)}, asked.Stack)
	}
	if got := press("no"); len(got.Acts) > 0 || got.Then != nil {
		t.Errorf("no: got %+v, want no act", got)
	}
	yes := press("yes")
	if want := (parenting.LinkChat{Group: 7, Chat: -30}); len(yes.Acts) != 1 || yes.Acts[0] != parenting.Act(want) {
		t.Fatalf("yes: got %+v, want %+v", yes.Acts, want)
	}
	h.groups[0].Chat = -30
	if got := Handle(h, *yes.Then, nil); len(got.Say) != 1 || got.Say[0].Key != "groupchat.hello" || yes.Then.Chat != -30 {
		t.Errorf("after yes: got %+v in %d, want the greeting in the chat", got.Say, yes.Then.Chat)
	}
	if got := press("yes"); len(got.Acts) > 0 {
		t.Errorf("yes again: got %+v, want no act", got.Acts)
	}
	forged := Handle(h, Event{Kind: Pressed, Account: rina, Chat: rina, Data: "!linkchat:7"}, nil)
	if len(forged.Acts) > 0 || len(forged.Stack) > 0 {
		t.Errorf("forged: got %+v, want nothing to come of it", forged)
	}
}

// TestRegionPages turns through a region of a thousand groups: each stands on exactly one page, and no page has too many.
func TestRegionPages(t *testing.T) {
	h := &hamlet{rights: parenting.Rights{Grants: []parenting.Grant{{Role: parenting.Coordinator}}}}
	for i := range 1000 {
		h.groups = append(h.groups, parenting.Group{ID: parenting.GroupID(i + 1), Name: strconv.Itoa(i)})
		h.grants = append(h.grants, parenting.Grant{Account: parenting.AccountID(i + 1), Role: parenting.Founder, Name: "Bu Rina"})
	}
	seen, view := map[string]int{}, ""
	for pages := 0; pages < 200; pages++ {
		m := renderRegion(h, parenting.Card{Kind: parenting.CardRegion, View: view})
		rows := m.Args["Rows"].([]Message)
		if len(rows) > perPage {
			t.Fatalf("page %q has %d groups, want at most %d", view, len(rows), perPage)
		}
		for _, row := range rows {
			seen[row.Args["Group"].(string)]++
			if n := len(row.Args["Leaders"].([]string)); n > somePeople {
				t.Fatalf("a group names %d leaders, want at most %d", n, somePeople)
			}
		}
		next := slices.IndexFunc(slices.Concat(m.Rows...), func(b Button) bool { return b.Key == "pages.next" })
		if next < 0 {
			break
		}
		view = slices.Concat(m.Rows...)[next].Card.Choice
	}
	for _, g := range h.groups {
		if seen[g.Name] != 1 {
			t.Errorf("group %s was shown %d times, want once", g.Name, seen[g.Name])
		}
	}
	for _, view := range []string{"p0", "p-3", "p99999", "x", "p"} {
		if n := len(renderRegion(h, parenting.Card{View: view}).Args["Rows"].([]Message)); n == 0 {
			t.Errorf("page %q is empty", view)
		}
	}
}

// TestPosterStamp: Telegram may send a picture again that it has kept, but never one with a link that was renewed.
func TestPosterStamp(t *testing.T) {
	stamp := func(change func(*hamlet)) int64 {
		h := leading(0)
		change(h)
		begin := Event{Kind: Begin, Account: rina, Chat: rina, Start: Start{Flow: "poster", Args: Args{"on": int64(7)}}}
		return Handle(h, begin, nil).Say[0].File.Stamp
	}
	first := stamp(func(*hamlet) {})
	if again := stamp(func(*hamlet) {}); again != first {
		t.Errorf("the same poster: got stamp %d, want %d", again, first)
	}
	for name, change := range map[string]func(*hamlet){
		"link":     func(h *hamlet) { h.join = "renewed" },
		"name":     func(h *hamlet) { h.groups[0].Name = "Kelompok Melati Sore" },
		"village":  func(h *hamlet) { h.groups[0].Village = "Suralaga" },
		"language": func(h *hamlet) { h.lang = "en" },
	} {
		if stamp(change) == first {
			t.Errorf("another %s: got the stamp of the old poster", name)
		}
	}
}
