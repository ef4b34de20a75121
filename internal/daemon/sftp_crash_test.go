package daemon_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/sftpsim"
)

// The daemon's process is killed at random moments over files of both kinds and
// formats on servers. Nothing may be lost, nothing sent twice, and nothing
// half-written left.
func TestF7_KilledOverSFTPNothingIsLostOrSentTwice(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	together(t,
		scene{"files are claimed by moving them", killed(seed, sftpsim.Behaviour{})},
		scene{"files stay where they are", killed(seed+1, sftpsim.Behaviour{ReadOnly: true})},
	)
}

func killed(seed uint64, b sftpsim.Behaviour) func(*testing.T) {
	return func(t *testing.T) {
		t.Logf("seed %d", seed)
		chance := rand.New(rand.NewPCG(seed, 0))
		in, out := simulated(t, b), simulated(t, sftpsim.Behaviour{})
		w := prepare(t, worldOption{
			edit:   limits(4, 4, 2),
			sim:    append(anybody, lrssim.WithJobTimes(20*time.Millisecond, 40*time.Millisecond)),
			remote: []remote{{org: acme, inbox: in, outbox: out}, {org: beta, inbox: in, outbox: out}},
		})
		w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opSubmit}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 30 * time.Millisecond}})
		var files []dropped
		for n := 0; n < 18; {
			p := startProcess(t, "daemon", w.dir)
			for range 1 + chance.IntN(5) {
				rows := 1 + chance.IntN(8)
				name, content := sized(n, rows)
				w.drop(n%3%2, name, content)
				files = append(files, dropped{n % 3 % 2, name, rows})
				n++
			}
			time.Sleep(time.Duration(150+chance.IntN(700)) * time.Millisecond)
			p.kill()
		}
		w.start()
		for _, f := range files {
			w.await(f.org, f.name, "done", "held")
		}
		if b.ReadOnly {
			w.scans("acme", 2)
			w.filesStay(files)
		} else {
			w.claimsGone()
		}
		w.reckonUp(files)
		if n := w.files(); n != len(files) {
			t.Errorf("%d files were received, %d dropped", n, len(files))
		}
		w.eventually("what an earlier run left half-written is removed", func() bool {
			left, _ := filepath.Glob(out.Local("*/.lrsdrop-*"))
			return len(left) == 0
		})
	}
}

// filesStay checks that what was dropped is still there.
func (w *world) filesStay(files []dropped) {
	w.t.Helper()
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(w.fixture.Organisations[f.org].Inbox, f.name)); err != nil {
			w.t.Errorf("a file did not stay: %v", err)
		}
	}
}
