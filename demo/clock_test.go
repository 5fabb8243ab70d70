package demo

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestClockRunsWithRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClock(monday())
		tick, stop := after(90 * time.Second)
		defer stop()
		<-tick
		if got, want := c.Now(), monday().Add(90*time.Second); !got.Equal(want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestClockWakesOnceWhenItsTimeComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClock(monday())
		tick, stop := c.Wake(monday().Add(time.Hour))
		defer stop()
		c.Walk(monday().Add(59*time.Minute), synctest.Wait)
		select {
		case at := <-tick:
			t.Fatalf("woke at %v, too early", at)
		default:
		}
		if got := <-tick; !got.Equal(monday().Add(time.Hour)) { // the last minute passes by itself
			t.Errorf("woke at %v", got)
		}
		if _, waits := c.Next(); waits {
			t.Error("it still waits")
		}
	})
}

func TestClockWakesAtOnceForWhatIsPast(t *testing.T) {
	c := NewClock(monday())
	tick, stop := c.Wake(monday())
	defer stop()
	if got := <-tick; got.Before(monday()) {
		t.Errorf("woke at %v", got)
	}
}

func TestClockForgetsAStoppedWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClock(monday())
		tick, stop := c.Wake(monday().Add(time.Hour))
		stop()
		stop()
		c.Walk(monday().Add(2*time.Hour), synctest.Wait)
		select {
		case at := <-tick:
			t.Errorf("woke at %v after stop", at)
		default:
		}
	})
}

// A bot that waits, works and waits again, as a reminder does, is led through every step of the day.
func TestClockWalksFromWaitToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClock(monday())
		var seen []time.Duration
		go func() {
			for _, at := range []time.Duration{time.Hour, 90 * time.Minute, 26 * time.Hour} {
				tick, _ := c.Wake(monday().Add(at))
				seen = append(seen, (<-tick).Sub(monday()))
			}
		}()
		synctest.Wait()
		settled := 0
		c.Walk(monday().Add(3*time.Hour), func() { settled++; synctest.Wait() })
		if want := []time.Duration{time.Hour, 90 * time.Minute}; !slices.Equal(seen, want) {
			t.Errorf("woke at %v, want %v", seen, want)
		}
		if settled != 3 {
			t.Errorf("settled %d times, want once for each wait and once at the end", settled)
		}
		if next, _ := c.Next(); !next.Equal(monday().Add(26 * time.Hour)) {
			t.Errorf("next is %v", next)
		}
		c.Walk(monday(), synctest.Wait)
		if got := c.Now(); got.Before(monday().Add(3 * time.Hour)) {
			t.Errorf("the clock went back to %v", got)
		}
		c.Walk(monday().Add(27*time.Hour), synctest.Wait)
		if len(seen) != 3 {
			t.Errorf("woke %d times, want 3", len(seen))
		}
	})
}

func TestClockStridesOverShortWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := NewClock(monday())
		waits := 0
		go func() {
			for ; waits < 30; waits++ {
				tick, _ := c.Wake(c.Now().Add(10 * time.Millisecond))
				<-tick
			}
		}()
		synctest.Wait()
		settled := 0
		c.stride(monday().Add(time.Minute), time.Second, func() { settled++; synctest.Wait() })
		if settled != 31 || waits != 30 {
			t.Errorf("settled %d times for %d waits, want a step a second, and the end", settled, waits)
		}
		if got := c.Now(); !got.Equal(monday().Add(time.Minute)) {
			t.Errorf("went to %v", got)
		}
	})
}
