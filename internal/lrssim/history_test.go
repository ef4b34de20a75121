package lrssim

import (
	"testing"
)

func TestDigestIsThatOfTheHistory(t *testing.T) {
	s := &Simulator{digests: newDigester()}
	x := &exchange{sim: s}
	x.note("1000000078", "Example", "Alex", "2001-02-03", "1")
	if got := s.Digest("1000000078", "Example", "Alex", "2001-02-03", "1"); got != x.record.Rows[0] {
		t.Errorf("got %s, the history has %s", got, x.record.Rows[0])
	}
	if s.Digest("1000000078", "Example") == x.record.Rows[0] {
		t.Error("other fields have the same digest")
	}
}

func TestTakenTellsWhichRowsCameAndHowOften(t *testing.T) {
	b := start(t, nil)
	first, second := row{uln: "1000000078"}, row{uln: "1000102504"}
	b.batch("acme", first, second)
	b.batch("beta", second)
	whole := b.sim.Taken()
	b.sim.Reset()
	b.batch("acme", second)
	b.batch("acme", first)
	parts := b.sim.Taken()["acme"]
	if w := whole["acme"]; w.Batches != 1 || parts.Batches != 2 || w.Rows != 2 || parts.Rows != 2 || w.Sum != parts.Sum {
		t.Errorf("the same rows are %+v in one batch and %+v in two", w, parts)
	}
	if o := whole["beta"]; o.Batches != 1 || o.Rows != 1 {
		t.Errorf("the other organisation has %+v", o)
	}
	b.batch("acme", first)
	if again := b.sim.Taken()["acme"]; again.Rows != 3 || again.Sum == parts.Sum {
		t.Errorf("a row that came again changes %+v to %+v", parts, again)
	}
}
