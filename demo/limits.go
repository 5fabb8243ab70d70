package demo

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// The platform's limits are not published; these are what its FAQ names, and what a bot should keep to (bots FAQ, "My
// bot is hitting limits"): 30 calls a second in all, one a second in a private chat with a short burst, 20 a minute in a
// group. Sends and edits share them (tdlib/td issue 3034). Answers to presses and getUpdates are not counted.
const (
	perSecond      = 30
	privateBurst   = 5
	groupPerMinute = 20
)

// pace is its allowance in one chat.
type pace struct {
	bucket bucket      // private
	sent   []time.Time // group: the last minute
}

// bucket fills at rate a second up to its size.
type bucket struct {
	spent float64
	at    time.Time
}

// take says how long to wait; 0 means n were taken. An album larger than the bucket goes when nothing is spent.
func (b *bucket) take(n, rate, size float64, now time.Time) time.Duration {
	if d := now.Sub(b.at).Seconds(); d > 0 {
		b.spent = max(0, b.spent-d*rate)
		b.at = now
	}
	if over := b.spent + min(n, size) - size; over > 0 {
		return time.Duration(over / rate * float64(time.Second))
	}
	b.spent += n
	return 0
}

// spend takes n messages from the allowance of the chat and of the bot, or refuses with 429.
func (t *Telegram) spend(c *chat, n int, now time.Time) error {
	if !t.options.Limits {
		return nil
	}
	p := &c.pace
	var wait time.Duration
	if c.private() {
		wait = p.bucket.take(float64(n), 1, privateBurst, now)
	} else {
		minute := now.Add(-time.Minute)
		p.sent = slices.DeleteFunc(p.sent, func(at time.Time) bool { return !at.After(minute) })
		if over := len(p.sent) + n - groupPerMinute; over > 0 {
			wait = p.sent[over-1].Sub(minute)
		} else {
			p.sent = append(p.sent, slices.Repeat([]time.Time{now}, n)...)
		}
	}
	if wait == 0 {
		rate := cmp.Or(t.options.Rate, perSecond)
		wait = t.allowance.take(float64(n), rate, rate, now)
	}
	if wait > 0 {
		return tooMany(int(math.Ceil(wait.Seconds())))
	}
	return nil
}
