package parenting

import (
	"fmt"
	"strings"
	"testing"
)

// What is wanted of sentences by somebody who has seen neither those that were learned from nor the words: percent.
const (
	leastHeard = 95
	mostAlarms = 5
)

// TestDanger measures how well words of danger are told from what only sounds like them: own*.tsv were learned from, heldout*.tsv are for
// measuring only.
func TestDanger(t *testing.T) {
	files := map[string]*tally{}
	for _, s := range sentences(t, "*.tsv") {
		if files[s.author] == nil {
			files[s.author] = &tally{}
		}
		need, ok := learned().judge(s.features)
		if !files[s.author].count(s, need, ok) {
			t.Logf("%s: %v %s", s.author, ok, s.line)
		}
	}
	if len(files) == 0 {
		t.Fatal("no sentences")
	}
	for name, n := range files {
		t.Logf("%s: %v", name, n)
		heard, alarms := n.percent()
		if heard < leastHeard || alarms > mostAlarms {
			t.Errorf("%s: at least %d %% of dangers must be heard, and at most %d %% false alarms", name, leastHeard, mostAlarms)
		}
	}
}

// TestDangerShort reads words without their vowels: what a child does not want any more is no danger unless it is life.
func TestDangerShort(t *testing.T) {
	for text, want := range map[string]Need{
		"ksian cucu sy yg bsr, gk mau skolah lg": "", "yg bsr gk mau mandi lg": "", "yg bsr gk mau skolah lg": "", "sdh bsr gk mau sklh lg": "",
		"yg bsr gk mau cuci piring lg": "", "dia gk mau sholat lg klo gk dsuruh": "", "gk mau duduk d dpn lg di klas": "",
		"gk mau hidup lg": NeedSuicide, "gak mau bangun lagi selamanya": NeedSuicide, "udah capek hidup": NeedSuicide, "yg bsr blg gk mau hdup lg": NeedSuicide,
		"byi kjang": NeedBaby, "ank sy tnggelam": NeedBaby, "bpknya pukul yg bsr smpe brdarah": NeedViolence,
	} {
		if got := Danger(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestDangerEveryday reads what a grandmother writes of every day, and the same with danger in it.
func TestDangerEveryday(t *testing.T) {
	for text, want := range map[string]Need{
		"anak perempuan sy di taiwan": "", "anak sy perempuan di taiwan": "", "anak perempuan saya di kuwait, sdh 3 tahun": "", "sy jaga cucu, anak perempuan di penang": "",
		"anak perempuan sy di kuwait dipukul majikan": NeedViolence, "anak perempuan sy di penang sdh lama ndak ada kabarnya": NeedContact,
		"hidupkan lagi": "", "tolong pesannya dihidupkan lagi bu": "", "idupin lagi pesannya": "", "ndak kuat hidup lagi bu": NeedSuicide, "sy ndak mau hidup": NeedSuicide,
		"panas badan e": "", "cucu sy panas badannya dr td sore": "", "badan e cucu panas, sdh sy kasih obat": "", "badan cucu panas, kejang": NeedBaby,
		"panas badan e, ndak sadar": NeedBaby, "bu rina tolong ke rumah sy": "", "tolong ke rumah sy": "", "tolong ke rumah sy, anak sy dipukuli": NeedViolence,
	} {
		if got := Danger(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A tally counts dangers by need, and what is harmless.
type tally struct {
	dangers, heard, right [needs]int
	harmless, alarms      int
}

// count says whether a sentence was judged well.
func (n *tally) count(s sentence, need int, heard bool) bool {
	if s.need < 0 {
		n.harmless++
		if heard {
			n.alarms++
		}
		return !heard
	}
	n.dangers[s.need]++
	if heard {
		n.heard[s.need]++
	}
	if heard && need == s.need {
		n.right[s.need]++
	}
	return heard
}

func (n *tally) add(other tally) {
	for i := range needs {
		n.dangers[i] += other.dangers[i]
		n.heard[i] += other.heard[i]
		n.right[i] += other.right[i]
	}
	n.harmless += other.harmless
	n.alarms += other.alarms
}

func (n *tally) percent() (heard, alarms float64) {
	var d, h int
	for i := range needs {
		d += n.dangers[i]
		h += n.heard[i]
	}
	return percent(h, d), percent(n.alarms, n.harmless)
}

func (n tally) String() string {
	var b strings.Builder
	heard, alarms := n.percent()
	fmt.Fprintf(&b, "%.1f %% of dangers heard, %.1f %% of %d false alarms;", heard, alarms, n.harmless)
	for i, need := range Needs() {
		fmt.Fprintf(&b, " %s %.1f %% of %d, %.1f %% as what they are", need, percent(n.heard[i], n.dangers[i]), n.dangers[i], percent(n.right[i], n.dangers[i]))
	}
	return b.String()
}

func percent(of, all int) float64 { return 100 * float64(of) / float64(max(all, 1)) }

func BenchmarkDanger(b *testing.B) {
	for b.Loop() {
		Danger("Assalamualaikum bu, besok saya bisa datang pukul 10, anak saya ikut ya karena bapaknya kerja di Malaysia")
	}
}
