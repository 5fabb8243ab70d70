package parenting

import (
	"math"
)

// Need is what somebody needs help with at once.
type Need string

// The needs that have numbers to call. Their order is that of the buttons in old messages, and of the weights that [Danger] has learned:
// new ones come last.
const (
	NeedViolence Need = "violence" // somebody is beaten, threatened, abused, abducted
	NeedSuicide  Need = "suicide"  // somebody does not want to live on, or harms himself
	NeedBaby     Need = "baby"     // a baby, or anybody, is in danger of life: convulsions, no breath, poison
	NeedContact  Need = "contact"  // the one abroad cannot be reached
)

// Needs lists them all, what threatens life first.
func Needs() []Need { return []Need{NeedViolence, NeedSuicide, NeedBaby, NeedContact} }

// alarming is how likely danger must be to speak of help. It is where as many sentences of strangers are missed as are false alarms.
const alarming = 0.45

// Danger reads words of danger as people type them: "suamiku mukulin aku trs", "pngen mati aja", "byi sy kejang", "3 bln ga ada
// kabar". It is "" for what only sounds like it: "mati lampu", "pukul 10", "bayi suka baju biru".
//
// It has learned that from sentences, testdata/danger: each word, its letters and what stands near it are features of a text, and every
// feature has a weight for each need (multinomial logistic regression). danger_words.txt tells which words are alike, also without
// their vowels; a word that is not in there is known by its letters only. Of sentences by an author from whom nothing was learned about 95
// in 100 dangers are heard, and 5 in 100 harmless ones are taken for danger; danger_learn_test.go learns and measures.
func Danger(text string) Need {
	if need, ok := learned().judge(features(text)); ok {
		return Needs()[need]
	}
	return ""
}

// weights are what each feature says for each need; those of feature 0 count in every text.
type weights [1 << featureBits][needs]int8

const needs = 4

// judge gives the likeliest need, a place in [Needs], and whether it is an alarm.
func (w *weights) judge(features []uint32) (need int, alarm bool) {
	chances := w.chances(features)
	some := 0.0
	for i, p := range chances {
		some += p
		if p > chances[need] {
			need = i
		}
	}
	return need, some >= alarming
}

// chances gives how likely a text is to speak of each need; what is missing to 1 is that it speaks of none.
func (w *weights) chances(features []uint32) [needs]float64 {
	var sum [needs]int
	for _, f := range features {
		for i, weight := range w[f] {
			sum[i] += int(weight)
		}
	}
	var logits [needs]float64
	for i := range logits {
		logits[i] = float64(w[0][i]) + float64(sum[i])*strength(features)
	}
	return softmax(logits)
}

// strength is what one of a text's features counts: in a long text less than in a short one.
func strength(features []uint32) float64 { return 1 / math.Sqrt(float64(len(features)+1)) }

// softmax makes chances of logits, beside one of zero for no need.
func softmax(logits [needs]float64) (chances [needs]float64) {
	most := 0.0
	for _, z := range logits {
		most = max(most, z)
	}
	all := math.Exp(-most)
	for i, z := range logits {
		chances[i] = math.Exp(z - most)
		all += chances[i]
	}
	for i := range chances {
		chances[i] /= all
	}
	return chances
}
