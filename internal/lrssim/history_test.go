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
