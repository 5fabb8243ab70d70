package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"asuhbersama/demo"
	"asuhbersama/flows"
	"asuhbersama/parenting"
	"asuhbersama/store"
)

// TestKillLessons kills the bot with SIGKILL at random moments while families plan the practice of a lesson and tell their facilitator one
// thing after another: KILLS times, 20 if nothing is said. What each did last must be what is kept, everything that was
// told must stand there once and in its order, and by day the facilitator must have got all of it.
func TestKillLessons(t *testing.T) {
	t.Parallel()
	kills, seed := killing(t, 20)
	v := newVillage(t, scene{groups: 2, families: 8})
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second+time.Duration(kills)*2*time.Second)
	defer cancel()
	var carers []*carer
	for _, h := range v.hamlets {
		for _, home := range h.families {
			carers = append(carers, &carer{village: v, hamlet: h, chat: home.account})
		}
	}
	enough := make(chan struct{})
	var living sync.WaitGroup
	bot := v.start(self(t))
	for i, c := range carers {
		living.Go(func() { c.live(ctx, i%2 == 0, enough) })
	}
	chance := rand.New(rand.NewPCG(seed, 2))
	flying := 0
	for range kills {
		tick, stop := v.clock.Wake(v.clock.Now().Add(time.Duration(5+chance.IntN(146)) * time.Millisecond))
		<-tick
		stop()
		bot.kill()
		bot.content()
		flying += v.calls("sending")
		bot = v.start(self(t))
	}
	close(enough)
	living.Wait()
	if !v.quiet { // else words wait for the morning
		for _, c := range carers {
			c.reaches(ctx)
		}
	}
	bot.stop()
	v.startUntil(func() bool { return !v.unsettled() || v.quiet && v.telegram.Pending() == 0 })
	told := 0
	v.look(func(tx *store.Tx) {
		for _, c := range carers {
			c.compare(tx)
			told += len(c.told)
		}
	})
	sent, twice := v.doubled(flying)
	t.Logf("%d kills, %d things told, %d messages; %d of %d being sent stand twice", kills, told, sent, twice, flying)
}

// carer is somebody who plans and tells, and what ought to be known of that in the end.
type carer struct {
	*village
	hamlet  *hamlet
	chat    int64
	last    int // the newest message that was waited for
	planned int // the hour of tomorrow at which the practice is to be
	told    []string
}

// mostTold is how much somebody tells; after twenty things a facilitator is waited for.
const mostTold = 15

// live tells the facilitator one thing after another, and plans until it is enough; every second one plans first.
func (c *carer) live(ctx context.Context, first bool, enough <-chan struct{}) {
	c.write("/materi jam telepon")
	c.press(c.hears(ctx, "Mungkin ini yang dicari"), "!lesson:a-jam-telepon")
	lesson := c.hears(ctx, "Latihan minggu ini")
	if first {
		c.tellAll(ctx)
	}
	for n := 0; ; n++ {
		for when, hour := range map[string]int{"morning": 7, "afternoon": 16} {
			c.press(lesson, "!practice:"+when+".a-jam-telepon")
			c.planned = hour
			c.hears(ctx, "direncanakan")
		}
		select {
		case <-enough:
		case <-ctx.Done():
		default:
			continue
		}
		break
	}
	if !first {
		c.tellAll(ctx)
	}
}

func (c *carer) tellAll(ctx context.Context) {
	c.write("/tanya")
	c.press(c.hears(ctx, "Mau bertanya soal apa"), ":about:child")
	c.press(c.hears(ctx, "Seberapa mendesak"), ":urgent:wait")
	c.hears(ctx, "Ceritakan dalam satu pesan")
	for n := range mostTold {
		text := fmt.Sprintf("cerita %d dari %d", n+1, c.chat)
		c.write(text)
		c.told = append(c.told, text)
		c.hears(ctx, "Masih ada yang mau disampaikan")
	}
}

func (c *carer) write(text string) {
	if _, err := c.telegram.Write(c.chat, c.chat, text); err != nil {
		c.Error(err)
	}
}

// press presses the button of a message whose data end so.
func (c *carer) press(m demo.Message, data string) {
	for _, b := range slices.Concat(m.Buttons...) {
		if strings.HasSuffix(b.Data, data) {
			if _, err := c.telegram.Press(c.chat, c.chat, m.ID, b.Data); err != nil {
				c.Error(err)
			}
			return
		}
	}
	c.Errorf("no button %s under %q", data, m.Text)
}

// hears waits for a message of the bot that says something.
func (c *carer) hears(ctx context.Context, words string) demo.Message {
	for {
		changed := c.telegram.Changed()
		for _, m := range c.telegram.History(c.chat) {
			if m.ID > c.last && m.From != c.chat && strings.Contains(m.Text, words) {
				c.last = m.ID
				return m
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
			c.Errorf("%d never hears %q", c.chat, words)
			return demo.Message{}
		}
	}
}

// reaches waits until the facilitator has got everything that was told: one message after another, at a chat's own pace.
func (c *carer) reaches(ctx context.Context) {
	for {
		changed := c.telegram.Changed()
		got := map[string]bool{}
		for _, m := range c.telegram.History(c.hamlet.leader) {
			_, words, _ := strings.Cut(m.Text, "\n")
			got[words] = true
		}
		missing := slices.IndexFunc(c.told, func(words string) bool { return !got[words] })
		if missing < 0 {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			c.Errorf("the facilitator never got %q", c.told[missing])
			return
		}
	}
}

// compare holds what somebody did beside what the database knows.
func (c *carer) compare(tx *store.Tx) {
	account := parenting.AccountID(c.chat)
	planned := -1
	for _, h := range tx.Had(account) {
		planned = h.Planned.In(flows.Zone(parenting.Group{})).Hour()
	}
	if planned != c.planned {
		c.Errorf("%d has planned for %d o'clock, said last was %d", c.chat, planned, c.planned)
	}
	var said []string
	for _, q := range tx.RequestsOf(account) {
		for _, s := range tx.Said(q.ID) {
			said = append(said, s.Text)
		}
	}
	if !slices.Equal(said, c.told) {
		c.Errorf("%d has told %q, kept is %q", c.chat, c.told, said)
	}
}
