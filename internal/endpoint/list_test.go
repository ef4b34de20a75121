package endpoint_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// crowded is the stand-in with n names in /drop that are made up on the way.
func crowded(n int) sftpsim.Options {
	return sftpsim.Options{Behaviour: sftpsim.Behaviour{Crowds: []sftpsim.Crowd{{
		Dir: "/drop", N: n, Size: 1234, ModTime: time.Unix(1_700_000_000, 0),
		Name: func(i int) string { return fmt.Sprintf("%08d.csv", i) },
	}}}}
}

func TestAListingTellsWhatTheServerTells(t *testing.T) {
	t.Parallel()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		write(t, s.Local("a.csv"), []byte("hello"))
		write(t, s.Local("ünï.csv"), nil)
		must(t, os.Mkdir(s.Local("folder"), 0o755))
		must(t, os.Symlink("a.csv", s.Local("link")))
		at := time.Unix(1_700_000_000, 0)
		must(t, os.Chtimes(s.Local("a.csv"), at, at))
		e := open(t, options(t, s))
		found := map[string]endpoint.Attributes{}
		must(t, e.List(t.Context(), s.Dir, func(a endpoint.Attributes) { found[a.Name] = a }))
		a := found["a.csv"]
		if len(found) != 4 || a.Size != 5 || !a.Regular || a.Folder || !a.ModTime.Equal(at) || !a.HasUID {
			t.Errorf("%+v", found)
		}
		if f := found["folder"]; !f.Folder || f.Regular || found["link"].Folder {
			t.Errorf("%+v", found)
		}
		if found["link"].Regular && s.Name != "proftpd" { // it tells of what the link points to
			t.Errorf("%+v", found["link"])
		}
		looked, err := e.Lstat(t.Context(), s.Dir+"/a.csv")
		must(t, err)
		if looked != a {
			t.Errorf("%+v, and the listing said %+v", looked, a)
		}
		is(t, e.List(t.Context(), s.Dir+"/none", nil), os.ErrNotExist)
	})
}

func TestF15_AHugeFolderCostsNoMemoryAndOneListing(t *testing.T) {
	const n = 100_000
	s, e := simulated(t, crowded(n))
	must(t, e.Up())
	var seen int
	var most, before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	must(t, e.List(t.Context(), "/drop", func(endpoint.Attributes) {
		if seen++; seen%50_000 == 49_999 {
			runtime.GC()
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most.HeapAlloc = max(most.HeapAlloc, now.HeapAlloc)
		}
	}))
	if grown := int64(most.HeapAlloc) - int64(before.HeapAlloc); grown > 2<<20 {
		t.Errorf("%d names cost %d KiB", n, grown>>10)
	}
	counts := s.Sim.Counts()
	if seen != n || counts[sftpsim.OpList] != 1 || counts[sftpsim.OpLstat]+counts[sftpsim.OpStat]+counts[sftpsim.OpFstat] != 0 {
		t.Errorf("%d names, %v", seen, counts)
	}
}

func TestListingsAtTheSameTimeAreKeptApart(t *testing.T) {
	s, e := simulated(t, crowded(2_000))
	write(t, s.Local("a.csv"), nil)
	ended := make(chan error)
	for i := range 6 {
		go func() {
			folder, want := "/drop", 2_001
			if i%2 == 0 {
				folder, want = "/", 1
			}
			found, err := names(t.Context(), e, folder)
			if err == nil && len(found) != want {
				err = fmt.Errorf("%d names in %s", len(found), folder)
			}
			ended <- err
		}()
	}
	for range 6 {
		must(t, <-ended)
	}
	if most := s.Sim.Stats().Handles.Most; most != 1 {
		t.Errorf("%d folders were open at once", most)
	}
}

func TestAListingThatIsLeftSpoilsNoOther(t *testing.T) {
	s, e := simulated(t, crowded(50_000))
	for range 10 {
		ctx, cancel := context.WithCancelCause(t.Context())
		seen, left := 0, false
		err := e.List(ctx, "/drop", func(endpoint.Attributes) {
			if left {
				t.Error("called after the end")
			}
			if seen++; seen == 150 {
				cancel(errEnough)
			}
		})
		left = true
		is(t, err, errEnough)
		s.Sim.Forget()
		found, err := names(t.Context(), e, "/")
		must(t, err)
		if !slices.Equal(found, []string{"drop"}) {
			t.Errorf("%d names", len(found))
		}
		if n := s.Sim.Count(sftpsim.OpReaddir); n > 10 {
			t.Errorf("a listing that was left went on for %d packets", n)
		}
	}
	settled(t, s, e)
}

func TestALongListingThatMakesProgressIsNotCutShort(t *testing.T) {
	t.Parallel()
	s := sftptest.Simulated(t, crowded(2_000)) // twenty packets
	o := options(t, s)
	o.Timeout = time.Second
	e := open(t, o)
	fault(t, s, sftpsim.Fault{Op: sftpsim.OpReaddir, Do: sftpsim.Action{Delay: 230 * time.Millisecond}})
	found, err := names(t.Context(), e, "/drop")
	must(t, err)
	if len(found) != 2_000 {
		t.Errorf("%d names", len(found))
	}
}

func TestWhatAServerDoesNotTellIsNotMadeUp(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{Behaviour: sftpsim.Behaviour{NoOwners: true, ZeroTimes: true}})
	write(t, s.Local("a.csv"), []byte("hello"))
	e := open(t, options(t, s))
	var listed endpoint.Attributes
	must(t, e.List(t.Context(), "/drop", func(a endpoint.Attributes) { listed = a }))
	looked, err := e.Lstat(t.Context(), "/drop/a.csv")
	must(t, err)
	r, opened, err := e.Open(t.Context(), "/drop/a.csv")
	must(t, err)
	must(t, r.Close())
	for how, a := range map[string]endpoint.Attributes{"listed": listed, "looked at": looked, "opened": opened} {
		if a.HasUID || !a.ModTime.IsZero() || a.Size != 5 || !a.Regular {
			t.Errorf("%s: %+v", how, a)
		}
	}
	must(t, upload(t.Context(), e, "/drop/b.csv", []byte("ours")))
	if e.Own(looked) {
		t.Error("nobody knows whose it is")
	}
}

func TestOurOwnLoginIsKnownByWhatItWrote(t *testing.T) {
	s := sftptest.Simulated(t, sftpsim.Options{Behaviour: sftpsim.Behaviour{Uid: func(path string) (uint32, bool) {
		if path == "/drop/theirs.csv" {
			return 1002, true
		}
		return 1001, true
	}}})
	write(t, s.Local("theirs.csv"), nil)
	e := open(t, options(t, s))
	theirs, err := e.Lstat(t.Context(), "/drop/theirs.csv")
	must(t, err)
	must(t, upload(t.Context(), e, "/drop/ours.csv", []byte("ours")))
	ours, err := e.Lstat(t.Context(), "/drop/ours.csv")
	must(t, err)
	if !e.Own(ours) || e.Own(theirs) || ours.UID != 1001 {
		t.Errorf("%+v, %+v", ours, theirs)
	}
}

// Of a name that no system of files could have, as much is kept as tells it
// from others: a server may send a quarter of a mebibyte for each.
func TestF28_LongNamesOfAServerTakeLittleMemory(t *testing.T) {
	const n = 500
	s := sftptest.Simulated(t, sftpsim.Options{Behaviour: sftpsim.Behaviour{Crowds: []sftpsim.Crowd{{
		Dir: "/drop", N: n, Name: func(i int) string { return strings.Repeat("é", 600) + fmt.Sprint(i) },
	}}}})
	e := open(t, options(t, s))
	found, err := names(t.Context(), e, "/drop")
	must(t, err)
	slices.Sort(found)
	if len(slices.Compact(found)) != n {
		t.Errorf("%d of %d names", len(found), n)
	}
	for _, name := range found {
		if len(name) <= 255 || len(name) > 300 || !utf8.ValidString(name) {
			t.Fatalf("a name of %d bytes: %q", len(name), name)
		}
	}
}
