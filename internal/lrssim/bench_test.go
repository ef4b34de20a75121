package lrssim

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
)

// possibleULNs gives n possible ULNs that no fixed learner has.
func possibleULNs(n int) []string {
	var ulns []string
	for base := 200000000; len(ulns) < n; base++ {
		for check := range 10 {
			if uln := fmt.Sprintf("%d%d", base, check); isULN(uln) {
				ulns = append(ulns, uln)
			}
		}
	}
	return ulns
}

func bigBatch(b *bench, n int) string {
	rows := make([]row, n)
	for i, uln := range possibleULNs(n) {
		rows[i] = row{uln: uln, mis: uln}
	}
	return envelope(b.submit("acme", rows...))
}

// BenchmarkReadBatch10000 is the simulator's own part of a full achievement batch.
func BenchmarkReadBatch10000(b *testing.B) {
	s := start(b, nil, WithAcceptAny())
	text := bigBatch(s, 10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m := newMessage(strings.NewReader(text))
		if _, err := m.open(); err != nil {
			b.Fatal(err)
		}
		x := &exchange{sim: s.sim, op: operationTable[3]}
		c := newSubmitAchievements(x)
		if err := c.read(m); err != nil {
			b.Fatal(err)
		}
		if _, err := c.answer(Action{}, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTokenLoop10000 is the same batch in a bare token loop, to compare with.
func BenchmarkTokenLoop10000(b *testing.B) {
	s := start(b, nil, WithAcceptAny())
	text := bigBatch(s, 10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		dec := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkVerifyOutput5000 writes the output of a full verify batch.
func BenchmarkVerifyOutput5000(b *testing.B) {
	s := start(b, nil, WithAcceptAny())
	var rows rowStore
	for _, uln := range possibleULNs(5000) {
		rows.add(uln, uln, "Example", "Alex", "2001-02-03", "1")
	}
	out := verifyOutput{sim: s.sim, state: stateSuccessful, job: job{rows: rows}}
	for b.Loop() {
		w := newWriter(false, false)
		w.envelope("GetVerifyBatchOutputResponse", spaceVerifyBatch, out.write)
		b.SetBytes(int64(len(w.bytes())))
	}
}
