package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"asuhbersama/bot"
	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// killing says how often to kill, KILLS or as often as is usual, and with which seed, SEED or a new one.
func killing(t *testing.T, usual int) (kills int, seed uint64) {
	kills, seed = usual, uint64(bot.WallClock{}.Now().UnixNano())
	if n, err := strconv.Atoi(os.Getenv("KILLS")); err == nil {
		kills = n
	}
	if n, err := strconv.ParseUint(os.Getenv("SEED"), 10, 64); err == nil {
		seed = n
	}
	t.Logf("SEED=%d KILLS=%d", seed, kills)
	return kills, seed
}

// TestKill kills the bot with SIGKILL at random moments of three running meetings, in which everybody does something all the time, and
// starts it again: KILLS times, 20 if nothing is said. Then Telegram's record is compared with the database. Nothing that people did
// may be lost or count twice, no text may stay without an answer, and a message may stand twice only if it was being sent when the
// bot was killed.
func TestKill(t *testing.T) {
	t.Parallel()
	kills, seed := killing(t, 20)
	m := newMeeting(t, kills, seed)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second+time.Duration(kills)*2*time.Second)
	defer cancel()
	lived := make(chan error, 1)
	go func() { lived <- m.live(ctx) }()

	chance := rand.New(rand.NewPCG(seed, 2))
	bot := m.start(self(t))
	await(t, m.calm, lived) // everybody has what they need, and it was heard what texts are answered with
	flying := 0
	for round := 1; round <= kills; round++ {
		m.begin(round)
		tick, stop := m.clock.Wake(m.clock.Now().Add(time.Duration(5+chance.IntN(146)) * time.Millisecond))
		await(t, tick, lived)
		stop()
		bot.kill()
		bot.content()
		flying += m.calls("sending")
		bot = m.start(self(t))
	}
	m.begin(kills + 1) // everybody finishes
	if err := <-lived; err != nil {
		t.Fatal(err)
	}
	bot.stop()
	m.startUntil(func() bool { return !m.unsettled() })
	m.compare()

	sent, doubled := m.doubled(flying)
	t.Logf("%d kills, %d presses and texts, %d messages; %d of %d being sent stand twice, %d presses were answered by their effect only",
		kills, m.acted, sent, doubled, flying, len(m.telegram.Unanswered()))

	bot = m.start(self(t))
	m.askAnew(ctx)
	bot.stop()
}

// await waits for something, and fails if life ends before.
func await[T any](t *testing.T, what <-chan T, lived <-chan error) {
	t.Helper()
	select {
	case <-what:
	case err := <-lived:
		t.Fatalf("life ended early: %v", err)
	}
}

// calls counts the calls in the outbox that send something, or will, and are in a state.
func (v *village) calls(state string) (n int) {
	for _, row := range v.rows("pesan") {
		if row[2] == state && (strings.HasPrefix(row[1], "send") || row[1] == "notice") {
			n++
		}
	}
	return n
}

func (v *village) rows(view string) [][]string {
	_, rows, err := store.View(v.Context(), v.db, view)
	if err != nil {
		v.Fatal(err)
	}
	return rows
}

// unsettled reports whether there is something left to send or to confirm.
func (v *village) unsettled() bool {
	return v.calls("queued")+v.calls("sending")+v.telegram.Pending()+v.dirty() > 0
}

// startUntil starts the bot, and stops it at once, until something is so: what a stop left undone, the next start does.
func (v *village) startUntil(so func() bool) {
	v.Helper()
	for tries := 0; !so(); tries++ {
		if tries > 20 {
			v.Fatal("calls stay unsent or cards dirty, however often the bot is started")
		}
		v.start(self(v)).stop()
	}
}

// doubled fails if more messages stand twice than were being sent at the kills, and gives how many were sent.
func (v *village) doubled(flying int) (sent, twice int) {
	v.Helper()
	for _, call := range v.telegram.Record() {
		if call.Applied && strings.HasPrefix(strings.ToLower(call.Method), "send") {
			sent++
		}
	}
	if twice = sent - v.calls("sent"); twice < 0 || twice > flying {
		v.Errorf("%d messages stand twice, want at most the %d that were being sent when the bot was killed", twice, flying)
	}
	return sent, twice
}

// compare holds what people did beside what the database knows.
func (m *meeting) compare() {
	m.t.Helper()
	report, err := store.Doctor(m.t.Context(), m.db)
	if err != nil {
		m.t.Fatal(err)
	}
	report.Unsent = slices.DeleteFunc(report.Unsent, func(c store.Count) bool { return strings.HasPrefix(c.What, "skipped") })
	if len(report.Poisoned)+len(report.Unsent)+len(report.Unreachable) > 0 || report.Integrity != "ok" {
		m.t.Errorf("the doctor is not content:\n%s", report)
	}
	if n := m.telegram.Pending(); n > 0 {
		m.t.Errorf("%d updates were left with Telegram", n)
	}
	for _, refusal := range m.telegram.Refusals() {
		if !strings.Contains(refusal.Description, "message is not modified") { // an edit that was being made at a kill
			m.t.Errorf("Telegram refused %s: %s", refusal.Method, refusal.Description)
		}
	}
	m.look(func(tx *store.Tx) {
		for _, h := range m.hamlets {
			m.compareGroup(tx, h)
		}
	})
	for chat, p := range m.people {
		want := p.said
		if !m.quiet {
			want++ // the invitation
		}
		got := 0 // whether something stands there twice is counted for all together: the outbox forgets whom a call that has ended was for
		for _, message := range m.telegram.History(chat) {
			if message.From != chat {
				got++
			}
		}
		if p.said > 0 && got < want {
			m.t.Errorf("%d was told %d things, want %d", chat, got, want)
		}
	}
	acts := map[string]int{}
	for _, line := range m.rows("audit") {
		acts[line[2]]++
	}
	enrolled := len(m.people) - len(m.hamlets)
	if acts["tick"] != m.ticked || acts["enrol"] != enrolled {
		m.t.Errorf("got %d ticks and %d enrolments that count, want %d and %d", acts["tick"], acts["enrol"], m.ticked, enrolled)
	}
}

func (m *meeting) compareGroup(tx *store.Tx, h *hamlet) {
	seats := map[parenting.AccountID]int{}
	for _, p := range tx.Roster(h.group) {
		seats[p.Account]++
	}
	for account, p := range m.people {
		want := 0
		if p.hamlet == h && account != h.leader {
			want = 1
		}
		if got := seats[parenting.AccountID(account)]; got != want {
			m.t.Errorf("account %d stands %d times in the roster of %s, want %d", account, got, h.name(), want)
		}
	}
	tally := tx.Tally(h.session)
	shown := newest(m.telegram.History(h.chat), "~tally:").Text // none by night
	numbers := regexp.MustCompile(`\d+`).FindAllString(shown, -1)
	counts := []string{strconv.Itoa(tally[parenting.Coming]), strconv.Itoa(tally[parenting.Unsure]), strconv.Itoa(tally[parenting.NotComing])}
	if len(numbers) < 3 && !m.quiet || len(numbers) >= 3 && !slices.Equal(numbers[len(numbers)-3:], counts) {
		m.t.Errorf("the chat of %s shows\n%s\nand ends not with %s", h.name(), shown, counts)
	}
	replies, attendance := tx.Replies(h.session), tx.Attendance(h.session)
	for i, f := range h.families {
		if got, want := replies[f.family].Answer, m.plans[f.family]; got != want {
			m.t.Errorf("family %d of %s plans %q, last pressed was %q", i, h.name(), got, want)
		}
		here := i >= 8 && i < 13 || m.ticks[f.family]
		if got := attendance[f.family]; got.Presence.Came() != here || here && got.Who != f.person {
			m.t.Errorf("family %d of %s: %+v, want it there: %v", i, h.name(), got, here)
		}
	}
}

// askAnew lets everybody ask for their card once more and compares the one they had with it: a card is true.
func (m *meeting) askAnew(ctx context.Context) {
	type card struct {
		prefix string // of the data of its buttons
		was    demo.Message
	}
	cards := map[int64]*card{}
	for chat, p := range m.people {
		prefix := "~invitation:"
		if chat == p.hamlet.leader {
			prefix = flows.BeginData("blank", int64(p.hamlet.session))
		}
		if was := newest(m.telegram.History(chat), prefix); was.ID != 0 {
			cards[chat] = &card{prefix, was}
			p.write("/pertemuan")
		}
	}
	for chat, c := range cards {
		for is := c.was; is.ID == c.was.ID; {
			changed := m.telegram.Changed()
			if is = newest(m.telegram.History(chat), c.prefix); is.ID == c.was.ID {
				select {
				case <-changed:
				case <-ctx.Done():
					m.t.Fatalf("%d gets no card", chat)
				}
			} else if is.Text != c.was.Text || fmt.Sprint(is.Buttons) != fmt.Sprint(c.was.Buttons) {
				m.t.Errorf("the card of %d said\n%s %v\nand says now\n%s %v", chat, c.was.Text, c.was.Buttons, is.Text, is.Buttons)
			}
		}
	}
}
