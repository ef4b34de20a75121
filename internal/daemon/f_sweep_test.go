package daemon_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// seedOf is the seed of what chance decides in a test. LRSDROP_SEED repeats a
// run.
func seedOf(t testing.TB) uint64 {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("LRSDROP_SEED"); given != "" {
		var err error
		seed, err = strconv.ParseUint(given, 10, 64)
		must(t, err)
	}
	t.Logf("LRSDROP_SEED=%d", seed)
	return seed
}

// sweepers is how many worlds share the fault points of one life.
const sweepers = 3

// sweepAll kills the program at each fault point of a life in turn, until one
// has no more.
func sweepAll(t *testing.T, l life) toll {
	var next atomic.Int64
	var through atomic.Bool
	counts := slices.Repeat([]toll{atFaultPoint(l)}, sweepers)
	t.Run(l.title(), func(t *testing.T) {
		for i := range counts {
			t.Run(fmt.Sprintf("world %d", i+1), func(t *testing.T) {
				t.Parallel()
				s := prepareSweep(t, l)
				defer func() { counts[i] = s.count }()
				for !through.Load() {
					if !s.live(int(next.Add(1))) {
						through.Store(true)
					}
				}
				s.tell()
			})
		}
	})
	return total(counts)
}

// sweepSome kills it at a few points of each of several lives, which chance
// picks: once, and in every other life once more while it recovers.
func sweepSome(t *testing.T, lives []life, points int, seed uint64) []toll {
	counts := make([]toll, len(lives))
	t.Run("some", func(t *testing.T) {
		for i, l := range lives {
			counts[i] = atFaultPoint(l)
			t.Run(l.title(), func(t *testing.T) {
				t.Parallel()
				chance := rand.New(rand.NewPCG(seed, uint64(i)))
				s := prepareSweep(t, l)
				defer func() { counts[i] = s.count }()
				for n := range points {
					faults := []int{1 + chance.IntN(len(s.points)), 1 + chance.IntN(len(s.points))}
					s.live(faults[:1+n%2]...)
				}
				s.tell()
			})
		}
	})
	return counts
}

func atFaultPoint(l life) toll { return toll{fault: "killed at a fault point", where: l.title()} }

func (s *sweep) tell() {
	s.t.Helper()
	s.t.Logf("%d fault points; after %d of %d kills a person has to find out what LRS has", len(s.points), s.doubtful, s.count.runs)
}

// The real program is killed at every write, rename, commit and call of a
// file's life, and started again.
func TestF7_KilledAtEachStepOfAFilesLifeNothingIsLostOrSentTwice(t *testing.T) {
	t.Parallel()
	swept, sampled, points := lives()[:1], lives()[1:], 2
	if long() {
		swept, sampled, points = lives(), lives(), 40
	}
	for _, l := range swept {
		sweepAll(t, l).mustBeFree(t)
	}
	for _, count := range sweepSome(t, sampled, points, seedOf(t)) {
		count.mustBeFree(t)
	}
}

// A program that people run cannot be killed from its environment.
func TestOrdinaryProgramHasNoFaultPoints(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		build func() (string, error)
		has   bool
	}{{ordinary, false}, {mortal, true}} {
		path, err := c.build()
		must(t, err)
		program, err := os.ReadFile(path)
		must(t, err)
		for _, word := range append(marked(t), faultAt, faultTrace, "internal/faultpoint.") {
			if bytes.Contains(program, []byte(word)) != c.has {
				t.Errorf("%s: contains %q: %t", path, word, !c.has)
			}
		}
	}
}

// marked lists the labels of all fault points in the source.
func marked(t *testing.T) (all []string) {
	t.Helper()
	must(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if label, found := faultLabel(n); found {
				all = append(all, label)
			}
			return true
		})
		return nil
	}))
	if len(all) < 20 {
		t.Fatalf("only %d fault points were found", len(all))
	}
	return all
}

// faultLabel gives the label of a call of package faultpoint.
func faultLabel(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	of, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return "", false
	}
	if from, ok := of.X.(*ast.Ident); !ok || from.Name != "faultpoint" {
		return "", false
	}
	label, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "", false
	}
	text, err := strconv.Unquote(label.Value)
	return text, err == nil
}
