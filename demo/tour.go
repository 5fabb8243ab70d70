package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// tour is a transcript being acted out. The browser sets the pace: before each line the player waits until a page asks
// for the step, so that a visitor has read what came before.
type tour struct {
	tourFace
	steps chan int
	stop  chan struct{}
	ended chan struct{}
}

type tourFace struct {
	Name    string `json:"name"`
	Title   string `json:"title"`
	Step    int    `json:"step"` // the wait that is to be ended; counts up
	Number  int    `json:"number"`
	Total   int    `json:"total"`
	Line    *Line  `json:"line"` // what will be done
	Over    bool   `json:"over"`
	Stopped bool   `json:"stopped"`
	Error   string `json:"error"`
}

func (t *tour) face() *tourFace {
	if t == nil {
		return nil
	}
	face := t.tourFace
	return &face
}

// guide starts a tour, lets its next line happen, or stops it; stopping one that is over puts it away.
func (p *page) guide(ctx context.Context, d struct {
	Name string `json:"name"`
	Step int    `json:"step"`
	Stop bool   `json:"stop"`
},
) (any, error) {
	p.mu.Lock()
	current := p.tour
	p.mu.Unlock()
	switch {
	case d.Name != "":
		return nil, p.startTour(d.Name)
	case current == nil:
		return nil, errors.New("no tour is on")
	case d.Stop:
		p.stopTour(ctx)
	default:
		select {
		case current.steps <- d.Step:
		case <-current.ended:
		case <-ctx.Done():
		}
	}
	return nil, nil
}

func (p *page) startTour(name string) error {
	at := slices.IndexFunc(p.Tours, func(t Tour) bool { return t.Name == name })
	if at < 0 {
		return fmt.Errorf("there is no tour %q", name)
	}
	script, err := ParseTranscript(name, []byte(p.Tours[at].Script))
	if err != nil {
		return err
	}
	t := &tour{steps: make(chan int), stop: make(chan struct{}), ended: make(chan struct{})}
	t.Name, t.Title = name, p.Tours[at].Title
	for _, l := range script.Lines {
		if !slices.Contains([]string{"blank", "bot", "table"}, l.Kind) {
			t.Total++
		}
	}
	busy := false
	p.change(func() {
		if busy = p.tour != nil && !p.tour.Over; !busy {
			p.tour = t
		}
	})
	if busy {
		return errors.New("a tour is on already")
	}
	go p.perform(t, script)
	return nil
}

func (p *page) perform(t *tour, script *Script) {
	defer close(t.ended)
	pace := func(l Line) bool {
		step := 0
		p.change(func() {
			t.Step++
			t.Number++
			t.Line = &l
			step = t.Step
		})
		for {
			select {
			case asked := <-t.steps:
				if asked == step {
					return true
				}
			case <-t.stop:
				return false
			}
		}
	}
	err := script.Perform(p.asWorld(), pace)
	p.change(func() {
		t.Over = true
		if err != nil {
			t.Error = err.Error()
		}
	})
}

// stopTour ends the tour after the line that is being done, and waits for that; one that is over already is put away.
func (p *page) stopTour(ctx context.Context) {
	var t *tour
	p.change(func() {
		switch t = p.tour; {
		case t == nil:
		case t.Over:
			p.tour = nil
		case !t.Stopped:
			t.Stopped = true
			close(t.stop)
		}
	})
	if t == nil {
		return
	}
	select {
	case <-t.ended:
	case <-ctx.Done():
	}
}

// calm lets out, after the bot has settled, what only waits for the pace of the platform: the next line may need it.
func (p *page) calm() {
	p.settle()
	for range 50 {
		next, ok := p.Clock.Next()
		if !ok || next.Sub(p.Clock.Now()) > 5*time.Second {
			return
		}
		p.Clock.Walk(next, p.settle)
	}
}

// asWorld is the stage as a transcript sees it.
func (p *page) asWorld() World {
	w := World{
		Telegram: p.Telegram, Clock: p.Clock, Settle: p.calm, Crash: p.crash, Restart: p.restart,
		Cast: map[string]int64{}, Chats: map[string]int64{}, Zone: p.Zone, First: p.First,
	}
	for _, group := range p.Groups {
		w.Chats[p.Telegram.Title(group)] = group
	}
	for _, who := range p.People { // an upgraded group has another id by now
		w.Cast[who.name()] = who.User.ID
		for _, chat := range p.Telegram.Chats(who.User.ID) {
			if chat < 0 {
				w.Chats[p.Telegram.Title(chat)] = chat
			}
		}
	}
	if w.Zone == nil {
		w.Zone = func(abbreviation string) *time.Location {
			hours, ok := map[string]int{"WIB": 7, "WITA": 8, "WIT": 9}[abbreviation]
			if !ok {
				return nil
			}
			return time.FixedZone(abbreviation, hours*3600)
		}
	}
	return w
}
