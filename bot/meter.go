package bot

import (
	"io"
	"strings"

	"github.com/VictoriaMetrics/metrics"
)

// meter counts what happens. It knows kinds and outcomes, never who or what.
type meter struct {
	set        *metrics.Set
	updates    *metrics.Counter
	poisoned   *metrics.Counter
	pollErrors *metrics.Counter
	held       *metrics.Histogram // how long batches hold the writer, their commit and all
}

func newMeter() *meter {
	set := metrics.NewSet()
	return &meter{
		set:        set,
		updates:    set.NewCounter("asuh_updates_total"),
		poisoned:   set.NewCounter("asuh_updates_poisoned_total"),
		pollErrors: set.NewCounter("asuh_poll_errors_total"),
		held:       set.NewHistogram("asuh_batch_seconds"),
	}
}

var verdicts = [...]string{"applied", "refused", "gone", "editless", "flooded", "moved", "unsent", "uncertain"}

func (m *meter) sent(r result) {
	m.set.GetOrCreateCounter(`asuh_calls_total{method="` + r.out.method + `",outcome="` + verdicts[r.answer.verdict] + `"}`).Inc()
}

func (m *meter) fires(outcome string, n int) {
	kind, _, _ := strings.Cut(outcome, ":")
	m.set.GetOrCreateCounter(`asuh_fires_total{outcome="` + kind + `"}`).Add(n)
}

// WriteMetrics writes the counters in the text format that Prometheus reads.
func (b *Bot) WriteMetrics(w io.Writer) { b.meter.set.WritePrometheus(w) }
