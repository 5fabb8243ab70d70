package main

import (
	"fmt"
	"math/rand/v2"
	"os"
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

// TestKillBroadcast kills the bot with SIGKILL at random moments of a broadcast to a few hundred people, and starts it again: KILLS
// times, 6 if nothing is said. Nobody gets it twice and nobody is lost: who has not got it surely is shown as not certain, and they are
// no more than were being sent at a kill. After every start the counters are what the ledger says.
func TestKillBroadcast(t *testing.T) {
	t.Parallel()
	kills, seed := killing(t, 6)
	chance := rand.New(rand.NewPCG(seed, 1))
	const families, perSecond = 30, 400
	groups := max(10, kills)
	v := newVillage(t, scene{groups: groups, families: families, starts: 24 * time.Hour, options: demo.Options{Latency: 15 * time.Millisecond}})
	pace := "--rate=" + strconv.Itoa(perSecond)
	c := v.start(self(t), pace)
	v.announce("Awas banjir", ":families")
	first := v.hamlets[0].families[0].account
	v.until(func() bool { return newestSaying(v.telegram.History(first), "Awas banjir") != "" })
	flying := 0
	for range kills {
		wake, stop := v.clock.Wake(v.clock.Now().Add(time.Duration(20+chance.IntN(150)) * time.Millisecond))
		<-wake
		stop()
		c.kill()
		c.content()
		rows := v.ledger()
		flying += rows["dikirim"]
		v.countersAdd()
		c = v.start(self(t), pace)
	}
	v.goesOut()
	c.stop()
	v.countersAdd()

	sent, parked := v.accounted()
	if parked > flying {
		t.Errorf("%d are not certain; %d were being sent at a kill", parked, flying)
	}
	t.Logf("%d kills, %d recipients: %d sent, %d not certain", kills, groups*families, sent, parked)
}

// TestBroadcastInStorms: floods, broken servers and cut lines that come and go at random while an announcement goes out at full speed: to
// as many as RECIPIENTS says, to a few hundred if it says nothing. Who is said to have got it has got it once; nobody is lost.
func TestBroadcastInStorms(t *testing.T) {
	t.Parallel()
	_, seed := killing(t, 0)
	chance := rand.New(rand.NewPCG(seed, 5))
	recipients := 400
	if n, err := strconv.Atoi(os.Getenv("RECIPIENTS")); err == nil {
		recipients = n
	}
	v := newVillage(t, scene{groups: recipients / 20, families: 20, starts: 24 * time.Hour})
	c := v.start(self(t))
	v.announce("Awas banjir", ":families")
	storms := v.inStorms(chance, func() {})
	c.stop()
	v.countersAdd()
	sent, parked := v.accounted()
	t.Logf("%d storms, %d recipients: %d sent, %d not certain", storms, recipients, sent, parked)
}

// TestGroupsMoveInStorms: groups' chats get another id while an announcement goes out to them in bad weather. Each gets it once all the same.
func TestGroupsMoveInStorms(t *testing.T) {
	t.Parallel()
	_, seed := killing(t, 0)
	chance := rand.New(rand.NewPCG(seed, 6))
	v := newVillage(t, scene{groups: 150, families: 1, chats: true})
	home := map[int64]*hamlet{}
	for _, h := range v.hamlets {
		home[h.chat] = h
	}
	c := v.start(self(t))
	v.announce("Awas banjir", ":self", ":whom", ":=chats", ":done")
	moves := 0
	v.inStorms(chance, func() {
		for range 10 {
			h := v.hamlets[chance.IntN(len(v.hamlets))]
			if to, err := v.telegram.Migrate(h.chat); err == nil { // else it has moved before
				home[to], h.chat = h, to
				moves++
			}
		}
	})
	c.stop()
	v.countersAdd()
	got := map[*hamlet]int{}
	for _, call := range v.telegram.Record() {
		if h := home[call.Chat]; h != nil && call.Applied && call.Method == "sendMessage" && call.Text == "Awas banjir" {
			got[h]++
		}
	}
	rows := v.ledger()
	for _, h := range v.hamlets {
		if got[h] > 1 {
			t.Errorf("%s has got it %d times", h.name(), got[h])
		}
	}
	if missed := len(v.hamlets) - len(got); missed > rows["belum pasti"] || rows["terkirim"]+rows["belum pasti"] != len(v.hamlets) || moves == 0 {
		t.Errorf("%d have not got it after %d moves; the ledger says %v", missed, moves, rows)
	}
}

// inStorms lets what was announced go out in bad weather, with something happening in each storm, and gives how many storms there were.
func (v *village) inStorms(chance *rand.Rand, meanwhile func()) (storms int) {
	pause := func(ms int) {
		tick, stop := v.clock.Wake(v.clock.Now().Add(time.Duration(1+chance.IntN(ms)) * time.Millisecond))
		<-tick
		stop()
	}
	over := make(chan struct{})
	go func() { defer close(over); v.goesOut() }()
	for ; ; storms++ {
		select {
		case <-over:
			v.telegram.SetTrouble(demo.Trouble{})
			return storms
		default:
		}
		trouble := demo.Trouble{Seed: chance.Uint64()}
		switch chance.IntN(5) {
		case 0:
			trouble.Flood = 1
		case 1:
			trouble.Down = true
		case 2:
			trouble.Server = 10
		case 3:
			trouble.CutBefore = 10
		case 4:
			trouble.CutAfter = 10
		}
		v.telegram.SetTrouble(trouble)
		meanwhile()
		pause(60)
		v.telegram.SetTrouble(demo.Trouble{})
		pause(250)
		v.goOn() // it pauses itself when all that was on its way is in doubt
	}
}

// goOn lets the coordinator press [Lanjut] if it can be pressed.
func (v *village) goOn() {
	m := newest(v.telegram.History(coordinator), "~broadcast:")
	for _, b := range slices.Concat(m.Buttons...) {
		if strings.Contains(b.Data, "goon.") {
			if _, err := v.telegram.Press(coordinator, coordinator, m.ID, b.Data); err != nil {
				v.Error(err)
			}
		}
	}
}

// accounted fails unless everyone has got the announcement once who is said to have got it, and nobody else but some of those of whom it
// is not certain; and unless all families are one or the other.
func (v *village) accounted() (sent, parked int) {
	v.Helper()
	got := map[string]int{}
	for _, call := range v.telegram.Record() {
		if call.Applied && call.Method == "sendMessage" && call.Text == "Awas banjir" && call.Chat >= firstFamily {
			got[strconv.FormatInt(call.Chat, 10)]++
		}
	}
	_, rows, err := store.View(v.Context(), v.db, "kiriman")
	if err != nil {
		v.Fatal(err)
	}
	for _, row := range rows {
		words := strings.Fields(row[1])
		account := words[len(words)-1] // they are called so
		switch n := got[account]; {
		case row[2] == "terkirim" && n == 1:
			sent++
		case row[2] == "belum pasti" && n <= 1:
			parked++
		default:
			v.Errorf("%s has got it %d times, the ledger says %s %s", account, n, row[2], row[3])
		}
		delete(got, account)
	}
	if all := len(v.everyFamily()); len(rows) != all || len(got) > 0 {
		v.Errorf("%d rows for %d families; %d others have got it", len(rows), all, len(got))
	}
	return sent, parked
}

// announce lets the coordinator send a text to all families, by day or by night, the other one approve it if they are many, and gives when
// the last of them pressed.
func (v *village) announce(text string, whom ...string) (sent time.Time) {
	v.Helper()
	me := int64(coordinator)
	write := func(text string) {
		if _, err := v.telegram.Write(me, me, text); err != nil {
			v.Fatal(err)
		}
	}
	var m demo.Message // on which somebody has pressed last
	press := func(who int64, choices ...string) (data string) {
		before := m
		v.until(func() bool {
			history := v.telegram.History(who)
			if m = history[len(history)-1]; m.From == who || m.Chat == before.Chat && m.ID == before.ID {
				return false
			}
			for _, b := range slices.Concat(m.Buttons...) {
				for _, choice := range choices {
					if strings.HasSuffix(b.Data, choice) || strings.HasPrefix(b.Data, choice) {
						data = b.Data
						return true
					}
				}
			}
			return false
		})
		sent = now()
		if _, err := v.telegram.Press(who, who, m.ID, data); err != nil {
			v.Fatal(err)
		}
		return data
	}
	write("/pengumuman")
	v.until(func() bool { h := v.telegram.History(me); return h[len(h)-1].From != me })
	write(text)
	for _, choice := range whom {
		press(me, choice)
	}
	many := len(v.hamlets)*len(v.hamlets[0].families) > parenting.MostAlone
	switch {
	case parenting.QuietAt(bot.WallClock{}.Now().In(flows.Zone(parenting.Group{}))):
		press(me, ":urgent")
		press(me, ":yes")
	case many:
		press(me, ":ask_second")
	default:
		press(me, ":send")
	}
	for many && !strings.HasSuffix(press(approver, ":yes", "!approve:"), ":yes") { // of very many it takes a while until they are counted
	}
	return sent
}

// goesOut waits until an announcement has reached everyone that it can reach.
func (v *village) goesOut() {
	v.Helper()
	v.until(func() bool {
		tick, _ := v.clock.Wake(v.clock.Now().Add(time.Millisecond)) // to look after every delivery costs what is measured
		<-tick
		return strings.Contains(newestSaying(v.telegram.History(coordinator), "Terkirim"), "Selesai")
	})
}

// newestSaying is the last message with these words, "" if there is none.
func newestSaying(history []demo.Message, words string) string {
	for _, m := range slices.Backward(history) {
		if strings.Contains(m.Text, words) {
			return m.Text
		}
	}
	return ""
}

// countersAdd fails unless the counters of the broadcast are what its ledger says.
func (v *village) countersAdd() {
	v.Helper()
	_, rows, err := store.View(v.Context(), v.db, "pengumuman")
	if err != nil || len(rows) != 1 {
		v.Fatalf("%d broadcasts: %v", len(rows), err)
	}
	n := v.ledger()
	want := []int{0, n["menunggu"] + n["dikirim"], n["terkirim"], n["gagal"], n["belum pasti"], n["tidak dikirim"]}
	for _, x := range want[1:] {
		want[0] += x
	}
	if got := strings.Join(rows[0][3:], " "); got != strings.Trim(fmt.Sprint(want), "[]") {
		v.Errorf("the counters are %s, the ledger says %v", got, want)
	}
}
