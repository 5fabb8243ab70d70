package parenting

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// How the weights of Danger are learned. After a change to the sentences, the words or the features:
//
//	go test ./parenting -run DangerWeights -update
//	go test ./parenting -run DangerUnseen -unseen -v

var (
	update = flag.Bool("update", false, "learn the weights of danger anew")
	unseen = flag.Bool("unseen", false, "measure how well each author's sentences are read by what is learned from the others'")
)

// A sentence is one that somebody wrote; need is a place in Needs, or -1.
type sentence struct {
	author, line string
	need         int
	features     []uint32
}

// sentences reads files of testdata/danger, each by an author: a kind, a need and a sentence on a line, parted by tabs.
func sentences(t *testing.T, pattern string) (all []sentence) {
	files, err := filepath.Glob("testdata/danger/" + pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
				continue
			}
			column := strings.SplitN(line, "\t", 3)
			if len(column) < 3 || column[0] != "danger" && column[0] != "harmless" || column[0] == "danger" != slices.Contains(Needs(), Need(column[1])) {
				t.Fatalf("%s: not a kind, a need and a sentence: %q", file, line)
			}
			all = append(all, sentence{
				author: strings.TrimSuffix(filepath.Base(file), ".tsv"), line: line,
				need: slices.Index(Needs(), Need(column[1])), features: features(column[2]),
			})
		}
	}
	return all
}

const (
	kept   = 22000 // features, of those that occur more than once: what they weigh in all fits into 60 kB
	rounds = 16
	draws  = uint64(15) // of the order, and of what is missed; the weights are their mean
	speed  = 0.4
	missed = 0.2 // of a sentence's features, others each time: strangers use other words
	// Weights are drawn to zero; less so the part that all needs share, as what is alarming is so for most of them.
	thrift, thriftShared = 4e-4, 1e-4
)

// learn finds weights twice: for all features, and again for those that had the most to say.
func learn(from []sentence) *weights {
	occurs := make([]int, 1<<featureBits)
	for _, s := range from {
		for _, f := range s.features {
			occurs[f]++
		}
	}
	first := descend(from, func(f uint32) bool { return occurs[f] > 1 }, 0)
	say := make([]float64, len(first))
	ranked := make([]uint32, len(first))
	for f, w := range first {
		ranked[f] = uint32(f)
		for _, x := range w {
			say[f] = max(say[f], math.Abs(float64(x))*math.Sqrt(float64(occurs[f])))
		}
	}
	slices.SortStableFunc(ranked, func(a, b uint32) int { return cmp.Compare(say[b], say[a]) })
	keep := make([]bool, len(first))
	for _, f := range ranked[:kept] {
		keep[f] = true
	}
	mean := make([][needs]float64, len(first))
	for draw := range draws {
		for f, w := range descend(from, func(f uint32) bool { return keep[f] }, draw) {
			for c, x := range w {
				mean[f][c] += float64(x) / float64(draws)
			}
		}
	}
	learned := new(weights)
	for f, w := range mean {
		for c, x := range w {
			learned[f][c] = int8(max(-127, min(127, math.Round(x))))
		}
	}
	return learned
}

// descend goes down the loss of softmax by AdaGrad, a sentence at a time, in the order of a draw.
func descend(from []sentence, counts func(uint32) bool, draw uint64) [][needs]float32 {
	const shared = needs
	weight := make([][needs + 1]float32, 1<<featureBits)
	steepness := make([][needs + 1]float32, 1<<featureBits)
	counting := make([][]uint32, len(from))
	for i, s := range from {
		for _, f := range s.features {
			if counts(f) {
				counting[i] = append(counting[i], f)
			}
		}
	}
	chance := rand.New(rand.NewPCG(1, 2+draw))
	order := chance.Perm(len(from))
	var met []uint32
	for round := range rounds {
		speed := speed * (1 - float32(round)/(rounds+2))
		chance.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			strength := float32(strength(from[i].features)) / (1 - missed)
			met = met[:0]
			for _, f := range counting[i] {
				if chance.Float64() >= missed {
					met = append(met, f)
				}
			}
			var logits [needs]float64
			for c := range logits {
				var sum float32
				for _, f := range met {
					sum += weight[f][c] + weight[f][shared]
				}
				logits[c] = float64(weight[0][c] + weight[0][shared] + sum*strength)
			}
			var off [needs + 1]float32
			for c, p := range softmax(logits) {
				off[c] = float32(p)
				if c == from[i].need {
					off[c]--
				}
				off[shared] += off[c]
			}
			step := func(f uint32, strength, speed float32) {
				for c := range off {
					w, s, thrift := &weight[f][c], &steepness[f][c], float32(thrift)
					if c == shared {
						thrift = thriftShared
					}
					slope := off[c]*strength + thrift**w
					*s += slope * slope
					*w -= speed * slope / (float32(math.Sqrt(float64(*s))) + 1e-6)
				}
			}
			step(0, 1, speed/10)
			for _, f := range met {
				step(f, strength, speed)
			}
		}
	}
	together := make([][needs]float32, len(weight))
	for f, w := range weight {
		for c := range needs {
			together[f][c] = w[c] + w[shared]
		}
	}
	return together
}

// TestDangerWeights writes the weights with -update.
func TestDangerWeights(t *testing.T) {
	if !*update {
		t.Skip("learns only with -update")
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, w := range learn(sentences(t, "own*.tsv")) {
		for _, x := range w {
			all = append(all, byte(x))
		}
	}
	if _, err := z.Write(all); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("danger_weights.gz", packed.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes", packed.Len())
}

// TestDangerUnseen leaves out one author after the other and reads theirs by what is learned from the others: so well are sentences of
// somebody read who has seen neither the words nor the weights.
func TestDangerUnseen(t *testing.T) {
	if !*unseen {
		t.Skip("learns many times; only with -unseen")
	}
	all := sentences(t, "own*.tsv")
	by := map[string][]sentence{}
	for _, s := range all {
		by[s.author] = append(by[s.author], s)
	}
	var sum tally
	for author, theirs := range by {
		w := learn(slices.DeleteFunc(slices.Clone(all), func(s sentence) bool { return s.author == author }))
		var n tally
		for _, s := range theirs {
			if need, ok := w.judge(s.features); !n.count(s, need, ok) {
				t.Logf("%s: %v, %s", author, ok, s.line)
			}
		}
		t.Logf("%s: %v", author, n)
		sum.add(n)
	}
	t.Logf("all: %v", sum)
}
