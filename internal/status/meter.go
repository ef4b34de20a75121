package status

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"lrsdrop/internal/store"
)

// Meter counts what happens, from the start of the daemon on. It is safe for
// concurrent use. Its labels have few values: organisations of the
// configuration and fixed words, never a name out of a file.
type Meter struct {
	files, rows, calls *prometheus.CounterVec
	steps, took        *prometheus.HistogramVec
}

// NewMeter makes a Meter at zero.
func NewMeter() *Meter {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: prefix + name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: prefix + name, Help: help, Buckets: buckets}, labels)
	}
	return &Meter{
		files: counter("file_moves_total", "Files that came into a state since the daemon started.", "organisation", "state"),
		rows:  counter("rows_total", "Rows that got an outcome since the daemon started. A row that gets a later one counts there again.", "organisation", "outcome"),
		calls: counter("lrs_calls_total", "Calls to LRS since the daemon started, by what came of them.", "organisation", "operation", "class"),
		steps: histogram("step_duration_seconds", "How long the steps of files took.", []float64{.001, .005, .025, .1, .5, 2.5, 10, 60, 300}, "step"),
		took:  histogram("lrs_call_duration_seconds", "How long calls to LRS took, whatever came of them.", []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300}, "operation"),
	}
}

func (m *Meter) collectors() []prometheus.Collector {
	return []prometheus.Collector{m.files, m.rows, m.calls, m.steps, m.took}
}

// Know begins an organisation's count of files at zero, so that the first one is
// seen to be an increase.
func (m *Meter) Know(organisation string) {
	for _, state := range []store.FileState{store.Received, store.Done, store.Refused, store.Duplicate, store.Cancelled} {
		m.files.WithLabelValues(organisation, string(state))
	}
}

// Counted counts what updates of the store did.
func (m *Meter) Counted(done []store.Counted) {
	for _, c := range done {
		if c.State != "" {
			m.files.WithLabelValues(c.Organisation, string(c.State)).Inc()
		} else {
			m.rows.WithLabelValues(c.Organisation, c.Outcome.String()).Add(float64(c.Rows))
		}
	}
}

// Step counts a step of a file.
func (m *Meter) Step(name string, took time.Duration) {
	m.steps.WithLabelValues(name).Observe(took.Seconds())
}

// Call counts a call to LRS. class is one word for what came of it; "ok" when
// LRS answered.
func (m *Meter) Call(organisation, operation, class string, took time.Duration) {
	m.calls.WithLabelValues(organisation, operation, class).Inc()
	m.took.WithLabelValues(operation).Observe(took.Seconds())
}
