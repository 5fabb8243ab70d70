package main

import (
	"os"
	"testing"
	"time"

	"asuhbersama/demo"
)

// BenchmarkSize: how big the program is, how soon it asks for updates, and what it weighs then, with 60 people and with 100,000; and what
// it weighs when it was idle for a while.
func BenchmarkSize(b *testing.B) {
	for b.Loop() {
		f := figures{}
		for name, ldflags := range map[string]string{"MiB-binary": "", "MiB-stripped": "-s -w"} {
			info, err := os.Stat(built(b, b.TempDir(), ldflags))
			if err != nil {
				b.Fatal(err)
			}
			f.add(name, float64(info.Size())/(1<<20))
		}
		bin := program(b)
		for name, groups := range map[string]int{"": 3, "-100k": scaled(5000)} {
			v := newVillage(b, scene{groups: groups, families: 20, starts: 24 * time.Hour, options: demo.Options{NoRecord: true}})
			v.start(bin).stop() // sets what is set once
			for range 9 {
				begin := now()
				c := v.start(bin)
				f.add("ms-start"+name, micros(now().Sub(begin))/1000)
				resident, _ := c.memory()
				f.add("MiB-started"+name, resident)
				c.stop()
			}
			if name != "" { // the many have an invitation each to get first
				continue
			}
			c := v.start(bin)
			<-time.After(started + 10*time.Second)
			idle, _ := c.memory()
			f.add("MiB-idle", idle)
			c.stop()
		}
		f.report(b)
	}
}
