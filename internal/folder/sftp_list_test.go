package folder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

const crowd = 100_000

// crowded is a folder of n names in no order.
func crowded(t *testing.T, n int) *sftptest.Server {
	return simulated(t, sftpsim.Behaviour{Crowds: []sftpsim.Crowd{{
		Dir: "/drop", N: n, Size: 100, ModTime: someTime,
		Name: func(i int) string { return fmt.Sprintf("f%06d.csv", i*7919%n) },
	}}})
}

func TestF15_AHundredThousandFilesComeInOrderInPortions(t *testing.T) {
	const limit = 60_000
	r := newInbox(t, crowded(t, crowd))
	r.drop("z", "", someTime)
	must(t, errOf(r.Stat(t.Context(), "z"))) // the session stands from now on
	r.sim.Forget()
	var names []string
	for after := ""; ; after = names[len(names)-1] {
		entries, err := r.List(t.Context(), after, limit)
		must(t, err)
		for _, e := range entries {
			if e.Size != 100 && e.Name != "z" || !e.Regular || !e.ModTime.Equal(someTime) {
				t.Fatalf("got %+v", e)
			}
			names = append(names, e.Name)
		}
		if len(entries) < limit {
			break
		}
	}
	names = names[:len(names)-1] // z
	for i, name := range names {
		if want := fmt.Sprintf("f%06d.csv", i); name != want {
			t.Fatalf("got %s, want %s", name, want)
		}
	}
	counts := r.sim.Counts()
	if len(names) != crowd || counts[sftpsim.OpList] != 2 {
		t.Errorf("%d names in %d listings, want %d in 2", len(names), counts[sftpsim.OpList], crowd)
	}
	delete(counts, sftpsim.OpReaddir)
	if want := map[sftpsim.Op]int{sftpsim.OpList: 2, sftpsim.OpClose: 2}; !maps.Equal(counts, want) {
		t.Errorf("asked for %v, want %v", counts, want)
	}
}

// What a listing of a crowd keeps depends on the portion alone. The stand-in
// makes its names on the way, too.
func TestF15_TheMemoryOfAListingIsBounded(t *testing.T) {
	const files = 80_000
	r := newInbox(t, crowded(t, files))
	r.drop("other", "", someTime)
	must(t, errOf(r.Stat(t.Context(), "other")))
	before := heap()
	stop, usual := make(chan struct{}), make(chan uint64)
	go func() { usual <- usualHeap(stop) }()
	entries, err := r.List(t.Context(), "f020000.csv", 500)
	must(t, err)
	close(stop)
	// Half of the names and entries, which is what would be kept half-way, are 5.2 MB.
	if grown := int64(<-usual) - int64(before); grown > 4_000_000 {
		t.Errorf("the heap grew by %d KiB", grown>>10)
	}
	if len(entries) != 500 || entries[0].Name != "f020001.csv" {
		t.Errorf("%d entries from %v", len(entries), entries[:1])
	}
}

// usualHeap is what is in use half of the time. At its most there is garbage that
// came after the last collection.
func usualHeap(stop chan struct{}) uint64 {
	var all []uint64
	for {
		all = append(all, heap())
		select {
		case <-stop:
			slices.Sort(all)
			return all[len(all)/2]
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// heap is what is in use, without what is garbage.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func TestF27_WhatIsNoFileIsListedAsSuchOnEveryServer(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		r := newInbox(t, s)
		r.drop("a.csv", "x", someTime)
		must(t, os.Mkdir(s.Local("folder"), 0o755))
		must(t, os.Symlink("a.csv", s.Local("link")))
		r.drop("new\nline", "x", someTime)
		entries, err := r.List(t.Context(), "", 100)
		must(t, err)
		var regular []string
		for _, e := range entries {
			if e.Regular {
				regular = append(regular, e.Name)
			}
		}
		if len(entries) != 4 || !slices.Equal(regular, []string{"a.csv", "new\nline"}) {
			t.Errorf("listed %+v", entries)
		}
		wantError(t, r.Remove(t.Context(), "folder"), folder.ErrNotRegular)
		_, _, err = r.Open(t.Context(), "folder")
		wantError(t, err, folder.ErrNotRegular)
	})
}

// everyCall is each call of a folder, with the error it brings.
func everyCall(t *testing.T, r *remote) map[string]error {
	ctx, c := t.Context(), r.claimed("id1", "Smith_1000000078.csv")
	_, list := r.List(ctx, "", 10)
	_, stat := r.Stat(ctx, c.Name)
	_, _, open := r.Open(ctx, c.Name)
	_, busy := r.Busy(ctx, c.Name)
	_, claim := r.Claim(ctx, c.Name, c)
	_, claims := r.Claims(ctx, owner)
	_, _, openClaim := r.OpenClaim(ctx, c)
	_, statClaim := r.StatClaim(ctx, c)
	return map[string]error{
		"List": list, "Stat": stat, "Open": open, "Busy": busy, "Claim": claim, "Claims": claims,
		"OpenClaim": openClaim, "StatClaim": statClaim, "RemoveClaim": r.RemoveClaim(ctx, c, folder.Entry{}),
		"Put": r.Put(ctx, c.Name, text("x")), "Replace": r.Replace(ctx, c.Name, text("x")),
		"Remove": r.Remove(ctx, c.Name), "Sweep": r.Sweep(ctx),
	}
}

func wantAllAway(t *testing.T, r *remote) {
	t.Helper()
	for call, err := range everyCall(t, r) {
		wantError(t, err, folder.ErrAway)
		if err == nil {
			t.Errorf("%s did not fail", call)
			continue
		}
		for _, part := range []string{r.server.Dir, "sftp://" + r.server.User + "@" + r.server.Addr} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say where", call, err)
			}
		}
		if name := "Smith_1000000078.csv"; strings.Count(err.Error(), name) > strings.Count(err.Error(), `"`+name+`"`) {
			t.Errorf("%s: %q has a name that is not quoted", call, err)
		}
	}
}

func TestF20_AFolderOnAServerThatIsAwayIsUsedAgain(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		for _, r := range []*remote{newInbox(t, s), newOutbox(t, s)} {
			r.drop("Smith_1000000078.csv", "one", someTime)
			dir := s.Local("")
			must(t, os.Rename(dir, dir+".away"))
			wantAllAway(t, r)
			must(t, os.WriteFile(dir, []byte("precious"), 0o644)) // a file in its place
			wantAllAway(t, r)
			must(t, os.Remove(dir))
			must(t, os.Rename(dir+".away", dir))
			r.wantListed("Smith_1000000078.csv")
			r.finishMoved(r.take("Smith_1000000078.csv"))
			must(t, r.Put(t.Context(), "answer.csv", text("x")))
			r.wantThere("answer.csv")
			must(t, os.Remove(s.Local("answer.csv")))
		}
	})
}

// finishMoved reads and removes a claim, of an outbox too.
func (r *remote) finishMoved(c folder.Claim) {
	r.t.Helper()
	f, _, err := r.OpenClaim(r.t.Context(), c)
	must(r.t, err)
	must(r.t, f.Close())
	must(r.t, r.RemoveClaim(r.t.Context(), c, folder.Entry{}))
}

func TestF21_AFolderThatMayNotBeEnteredIsAway(t *testing.T) {
	s := sftptest.OpenSSH(t, sftptest.Unprivileged())
	r := newOutbox(t, s)
	r.drop("Smith_1000000078.csv", "one", someTime)
	must(t, os.Chmod(s.Local(""), 0))
	wantAllAway(t, r)
	must(t, os.Chmod(s.Local(""), 0o755))
	r.wantListed("Smith_1000000078.csv")
}

// ProFTPD tells about a folder that may not be entered as about any other. Of
// what is in it, it says that it may not be touched.
func TestF21_AFolderThatMayNotBeEnteredIsDenied(t *testing.T) {
	s := sftptest.ProFTPD(t, sftptest.Unprivileged())
	r := newInbox(t, s)
	r.drop("Smith_1000000078.csv", "one", someTime)
	must(t, os.Chmod(s.Local(""), 0))
	wantError(t, errOf(r.List(t.Context(), "", 10)), folder.ErrAway)
	for call, err := range everyCall(t, r) {
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", call, err)
		}
	}
	must(t, os.Chmod(s.Local(""), 0o777))
	r.wantMoved(r.take("Smith_1000000078.csv"))
}

func TestF20_AServerThatIsDownIsAFolderThatIsAway(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		r := newInbox(t, s)
		r.drop("Smith_1000000078.csv", "one", someTime)
		r.wantListed("Smith_1000000078.csv")
		s.Stop()
		for !folder.Server(r.SFTP).Health().ConnectedSince.IsZero() {
			time.Sleep(time.Millisecond)
		}
		wantAllAway(t, r)
		s.Start()
		r.reconnect()
		r.wantListed("Smith_1000000078.csv")
		r.finish(r.take("Smith_1000000078.csv"))
	})
}

// Nothing that a stranger wrote stands in an error but a quoted name.
func TestO4_ErrorsTellNothingOfAFileButItsName(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.drop("July.csv", "1000000078,Smith", someTime)
	r.fault(sftpsim.Fault{Do: sftpsim.Action{Kind: sftpsim.KindFail, Status: sftpsim.StatusFailure, Text: "no room for Smith 1000000078"}})
	for call, err := range everyCall(t, r) {
		if err == nil || strings.Contains(err.Error(), "no room") || strings.Contains(strings.ReplaceAll(err.Error(), `"Smith_1000000078.csv"`, ""), "Smith") {
			t.Errorf("%s: %v", call, err)
		}
	}
}
