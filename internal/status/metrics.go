package status

import (
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// prefix begins the name of every metric.
const prefix = "lrsdrop_"

// series is one metric of each T.
type series[T any] struct {
	name, help string
	value      func(T) float64
}

// family are the metrics of one sort of thing.
type family interface {
	describe(chan<- *prometheus.Desc)
	collect(chan<- prometheus.Metric, *Snapshot)
}

// table is a family: what things there are, how they are told apart, and what
// is told of each.
type table[T any] struct {
	series []series[T]
	descs  []*prometheus.Desc
	things func(*Snapshot) []T
	labels func(T) []string
}

func newTable[T any](things func(*Snapshot) []T, names []string, labels func(T) []string, all ...series[T]) *table[T] {
	t := &table[T]{series: all, things: things, labels: labels}
	for _, s := range all {
		t.descs = append(t.descs, prometheus.NewDesc(prefix+s.name, s.help, names, nil))
	}
	return t
}

func (t *table[T]) describe(to chan<- *prometheus.Desc) {
	for _, d := range t.descs {
		to <- d
	}
}

func (t *table[T]) collect(to chan<- prometheus.Metric, s *Snapshot) {
	for _, thing := range t.things(s) {
		labels := t.labels(thing)
		for i := range labels {
			labels[i] = strings.ToValidUTF8(labels[i], "?") // a path on Linux may be any bytes
		}
		for i, one := range t.series {
			kind := prometheus.GaugeValue
			if strings.HasSuffix(one.name, "_total") {
				kind = prometheus.CounterValue
			}
			m, err := prometheus.NewConstMetric(t.descs[i], kind, one.value(thing), labels...)
			if err != nil {
				m = prometheus.NewInvalidMetric(t.descs[i], err)
			}
			to <- m
		}
	}
}

// collector looks once for each scrape.
type collector struct {
	look     func() Snapshot
	families []family
}

func newCollector(look func() Snapshot) *collector {
	return &collector{look: look, families: []family{
		buildTable(), daemonTable(), organisationTable(), certificateTable(), filesTable(), endpointTable(), inboxTable(), outboxTable(),
		doubtsTable(), diskTable(), noticesTable(),
	}}
}

// Describe implements [prometheus.Collector].
func (c *collector) Describe(to chan<- *prometheus.Desc) {
	for _, f := range c.families {
		f.describe(to)
	}
}

// Collect implements [prometheus.Collector].
func (c *collector) Collect(to chan<- prometheus.Metric) {
	s := c.look()
	for _, f := range c.families {
		f.collect(to, &s)
	}
}

// truth is how Prometheus writes yes and no.
func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// unix is a moment as Prometheus compares it with time().
func unix(t Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
