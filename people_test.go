package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
)

// meeting is a village in which everybody is busy, and what ought to be known of them in the end. All of it belongs to the goroutine
// that runs live.
type meeting struct {
	*village
	t      *testing.T
	chance *rand.Rand
	kills  int
	rounds chan int      // the next one begins
	calm   chan struct{} // closed when everybody can begin
	round  int
	acted  int

	people map[int64]*person
	asked  map[string]*person // presses without an answer, by query
	codes  map[int64]string   // on the screen of a facilitator
	plans  map[parenting.FamilyID]parenting.Answer
	ticks  map[parenting.FamilyID]bool
	ticked int // how many ticks changed something
}

// person is somebody with a phone. act does the next thing once nothing is awaited any more; hear takes a message of the bot.
type person struct {
	*meeting
	chat    int64
	hamlet  *hamlet
	home    household
	presses int          // without an answer
	waits   string       // what the bot is to say before the next act
	card    demo.Message // the invitation, or of a facilitator the session
	said    int          // texts that are answered with one message each
	ready   bool         // can begin
	done    bool         // has nothing more to do in the end
	act     func()
	hear    func(demo.Message)
}

func newMeeting(t *testing.T, kills int, seed uint64) *meeting {
	m := &meeting{
		village: newVillage(t, scene{groups: 3, families: 20, starts: 20 * time.Minute, chats: true}),
		t:       t, chance: rand.New(rand.NewPCG(seed, 1)), kills: kills, rounds: make(chan int), calm: make(chan struct{}),
		people: map[int64]*person{}, asked: map[string]*person{}, codes: map[int64]string{},
		plans: map[parenting.FamilyID]parenting.Answer{}, ticks: map[parenting.FamilyID]bool{},
	}
	newcomer := func(i int) int64 { return int64(firstFamily - 1 - i) }
	for i := range newcomers {
		m.arrive(newcomer(i))
	}
	m.telegram.RestartIDs(100_001)
	for g, h := range m.hamlets {
		m.leads(m.person(h, h.leader, household{}))
		for i, f := range h.families {
			p := m.person(h, f.account, f)
			switch {
			case i < 8:
				m.plansAnew(p)
			case i < 13:
				m.checksIn(p)
			case i < 16:
				p.ready, p.done = true, true // is ticked
				m.ticks[f.family] = false
			default:
				m.talks(p)
			}
		}
		for i := g; i < newcomers; i += len(m.hamlets) {
			m.enrols(m.person(h, newcomer(i), household{}))
		}
	}
	return m
}

// newcomers are how many people join while the meetings are running.
const newcomers = 12

func (m *meeting) person(h *hamlet, chat int64, home household) *person {
	p := &person{meeting: m, chat: chat, hamlet: h, home: home, act: func() {}, hear: func(demo.Message) {}}
	m.people[chat] = p
	return p
}

// begin lets a round begin: who waits for an answer to a press stops waiting, as people do.
func (m *meeting) begin(round int) { m.rounds <- round }

// live lets everybody react to what they see until they have finished.
func (m *meeting) live(ctx context.Context) error {
	seen := 0
	for _, p := range m.everybody() {
		p.next()
	}
	for {
		changed := m.telegram.Changed()
		events := m.telegram.Events(seen)
		seen += len(events)
		for _, e := range events {
			m.see(e)
		}
		busy := m.busy()
		if m.round > m.kills && len(busy) == 0 {
			return nil
		}
		select {
		case m.round = <-m.rounds:
			for _, p := range m.people {
				p.presses = 0
			}
			clear(m.asked)
			for _, p := range m.everybody() {
				p.next()
			}
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d people wait for ever: %s", len(busy), len(m.people), strings.Join(busy, "; "))
		}
	}
}

// everybody is the people in the order in which they act, which a seed is to repeat.
func (m *meeting) everybody() []*person {
	var all []*person
	for _, h := range m.hamlets {
		all = append(all, m.people[h.leader])
		for _, f := range h.families {
			all = append(all, m.people[f.account])
		}
	}
	for i := range newcomers {
		all = append(all, m.people[int64(firstFamily-1-i)])
	}
	return all
}

// busy lists who has not finished; before the first round it notes when everybody can begin.
func (m *meeting) busy() []string {
	var busy []string
	for _, p := range m.people {
		switch {
		case m.round == 0 && !p.ready, m.round > 0 && (p.presses > 0 || p.waits != "" || !p.done):
			busy = append(busy, fmt.Sprintf("%d for %q and %d answers", p.chat, p.waits, p.presses))
		}
	}
	if m.round == 0 && len(busy) == 0 {
		select {
		case <-m.calm:
		default:
			close(m.calm)
		}
	}
	return busy
}

// see takes what happened on the phones.
func (m *meeting) see(e demo.Event) {
	switch e.Kind {
	case "toast", "alert":
		if p := m.asked[e.Query]; p != nil {
			delete(m.asked, e.Query)
			p.presses--
			p.next()
		}
	case "message", "edit":
		if p := m.people[e.Message.Chat]; p != nil && e.Message.From != e.Message.Chat {
			if _, ok := offers(e.Message, "~invitation:"); ok {
				p.card = e.Message
			}
			p.hear(e.Message)
			p.next()
		}
	}
}

// next lets somebody act who waits for nothing.
func (p *person) next() {
	if p.presses == 0 && p.waits == "" {
		p.act()
	}
}

func (p *person) write(text string) {
	p.acted++
	if _, err := p.telegram.Write(p.chat, p.chat, text); err != nil {
		p.t.Error(err)
	}
}

// presses data on a message of a chat.
func (p *person) press(chat int64, message int, data string) {
	p.acted++
	query, err := p.telegram.Press(p.chat, chat, message, data)
	if err != nil {
		p.t.Error(err)
		return
	}
	p.asked[query] = p
	p.presses++
}

// plansAnew: a family that keeps changing its mind, in its own chat and in that of the group, sometimes faster than it is answered.
func (m *meeting) plansAnew(p *person) {
	p.waits = "the invitation"
	p.act = func() {
		p.done = true
		if p.round == 0 || p.round > p.kills {
			return
		}
		for range 1 + p.chance.IntN(2) {
			answer := []parenting.Answer{parenting.Coming, parenting.Unsure, parenting.NotComing}[p.chance.IntN(3)]
			p.plans[p.home.family] = answer
			if tally := newest(p.telegram.History(p.hamlet.chat), "~tally:"); tally.ID != 0 && p.chance.IntN(4) == 0 {
				p.press(p.hamlet.chat, tally.ID, flows.CardData{Kind: parenting.CardTally, Subject: int64(p.hamlet.session), Choice: string(answer)}.Data())
				continue
			}
			p.press(p.chat, p.card.ID, flows.CardData{
				Kind: parenting.CardInvitation, Subject: int64(p.hamlet.session), Choice: string(answer) + "." + parenting.ShortID(int64(p.home.family)),
			}.Data())
		}
	}
	p.hear = func(message demo.Message) {
		if p.card.ID != 0 {
			p.waits, p.ready = "", true
		}
		if why := question(message, "why"); why != "" && p.chance.IntN(2) == 0 {
			p.press(p.chat, message.ID, why+"sick")
		}
	}
	p.write("/pertemuan") // at night the bot sends no invitation by itself
}

// question gives the beginning of the data of buttons that answer a step of an open conversation, "" if that is not what is asked.
func question(message demo.Message, step string) (prefix string) {
	for _, row := range message.Buttons {
		for _, b := range row {
			if parts := strings.SplitN(b.Data, ":", 3); len(parts) == 3 && parts[1] == step && !strings.HasPrefix(parts[0], "~") {
				return parts[0] + ":" + step + ":"
			}
		}
	}
	return ""
}

// checksIn: a family that comes at some moment, presses that it is there and gives the code from the facilitator's screen.
func (m *meeting) checksIn(p *person) {
	from, pressed := 1+m.chance.IntN(m.kills), false
	p.waits = "the invitation"
	p.act = func() {
		data, ok := offers(p.card, "!checkin:")
		if p.round < from || pressed || !ok {
			return
		}
		pressed = true
		p.press(p.chat, p.card.ID, data)
	}
	p.hear = func(message demo.Message) {
		switch {
		case p.card.ID == message.ID:
			p.waits, p.ready = "", true
		case pressed && strings.Contains(message.Text, "tercatat hadir"):
			p.waits, p.done = "", true
		case pressed && !p.done && len(message.Buttons) == 0: // asks for the code, or for the right one
			p.waits = "a word on the code"
			p.write(p.codes[p.hamlet.leader])
		}
	}
	p.write("/pertemuan")
}

// talks: somebody who writes, and waits for the answer that this text had when all was calm.
func (m *meeting) talks(p *person) {
	texts := []string{"/bantuan", "apa kabar", "/bahasa", "/batal"}
	answers := map[string]string{}
	p.act = func() {
		p.done, p.ready = true, len(answers) == len(texts)
		if p.round == 0 && p.ready || p.round > p.kills {
			return
		}
		text := texts[p.said%len(texts)]
		p.said++
		p.waits = text
		p.write(text)
	}
	p.hear = func(message demo.Message) {
		_, invited := offers(message, "~invitation:")
		if _, known := answers[p.waits]; !known && !invited && p.waits != "" {
			answers[p.waits] = message.Text
		}
		if message.Text == answers[p.waits] {
			p.waits = ""
		}
	}
}

// leads: a facilitator who shows the code, ticks people and takes it back.
func (m *meeting) leads(p *person) {
	p.waits = "the meeting"
	list, shown := 0, 0
	screen, ticks := flows.BeginData("screen", int64(p.hamlet.session)), flows.BeginData("ticks", int64(p.hamlet.session))
	p.act = func() {
		p.ready = list != 0 && shown != 0
		p.done = true
		switch {
		case p.round == 0 && shown == 0:
			p.waits = "the code"
			p.press(p.chat, p.card.ID, screen)
		case p.round == 0 && list == 0:
			p.waits = "the list"
			p.press(p.chat, p.card.ID, ticks)
		case p.round == 0 || p.round > p.kills:
		case p.chance.IntN(20) == 0:
			p.press(p.chat, p.card.ID, screen)
		default:
			for range 1 + p.chance.IntN(3) {
				f, here := p.hamlet.families[13+p.chance.IntN(3)], p.chance.IntN(2) == 0
				if p.ticks[f.family] != here {
					p.ticks[f.family] = here
					p.ticked++
				}
				sign := map[bool]string{true: "+", false: "-"}[here]
				p.press(p.chat, list, flows.CardData{
					Kind: parenting.CardTicks, Subject: int64(p.hamlet.session), Choice: sign + parenting.ShortID(int64(f.person)),
				}.Data())
			}
		}
	}
	p.hear = func(message demo.Message) {
		if _, ok := offers(message, screen); ok && p.card.ID == 0 {
			p.card, p.waits = message, ""
		}
		if _, ok := offers(message, "~ticks:"); ok {
			list, p.waits = message.ID, ""
		}
		for _, e := range message.Entities {
			if message.File != nil && e.Type == "code" {
				p.codes[p.chat] = message.Text[e.Offset : e.Offset+e.Length] // plain letters stand before it
				shown, p.waits = message.ID, ""
			}
		}
	}
	p.write("/pertemuan")
}

// enrols: somebody new who opens the join link at some moment and answers what is asked, tapping twice now and then.
func (m *meeting) enrols(p *person) {
	from, begun := 1+m.chance.IntN(m.kills), false
	n := newcomer{name: "Warga " + strconv.FormatInt(p.chat, 10)}
	p.ready = true
	p.act = func() {
		if begun || p.round < from {
			return
		}
		begun, p.waits = true, "the first question"
		p.write("/start " + p.hamlet.join)
	}
	p.hear = func(message demo.Message) {
		if !begun {
			return
		}
		data, text := n.answers(message)
		if n.welcome {
			p.done, p.waits = true, ""
			return
		}
		if data != "" || text != "" {
			p.waits = "what comes after " + data + text
		}
		if text != "" {
			p.write(text)
		}
		for range p.chance.IntN(3)/2 + 1 {
			if data != "" {
				p.press(p.chat, message.ID, data)
			}
		}
	}
}

// newcomer answers what enrolment asks, each question once.
type newcomer struct {
	name     string
	answered []string // steps, in their order
	welcome  bool     // is one of them now
}

// answers gives what a newcomer does about a message: data to press on it, a text to write, or nothing.
func (n *newcomer) answers(message demo.Message) (data, text string) {
	if _, ok := offers(message, "!invite:"); ok {
		n.welcome = true
	}
	if last := len(n.answered) - 1; last >= 0 && n.answered[last] == "form" && len(message.Buttons) == 0 {
		n.answered = append(n.answered, "name")
		return "", n.name
	}
	for _, q := range [][2]string{
		{"consent", "agree"}, {"form", "ibu"}, {"role", "home"}, {"away", "nobody"}, {"cares", "mother"}, {"bands", "+6-9"},
	} {
		step, choice := q[0], q[1]
		prefix := question(message, step)
		if _, marked := offers(message, prefix+"-6-9"); step == "bands" && marked {
			step, choice = "marked", "="
		}
		if prefix != "" && !n.welcome && !slices.Contains(n.answered, step) {
			n.answered = append(n.answered, step)
			return prefix + choice, ""
		}
	}
	return "", ""
}
