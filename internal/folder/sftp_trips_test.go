package folder_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
)

// A request is a round trip, which takes tens of milliseconds to a distant
// server. These are all that the work on one file asks for, in order.
func TestRoundTripsOfOneFile(t *testing.T) {
	in := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	stay := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	out := newOutbox(t, simulated(t, sftpsim.Behaviour{}))
	for _, r := range []*remote{in, stay} {
		r.drop("first.csv", "x", someTime)
		r.drop("July.csv", "x", someTime)
		r.take("first.csv") // how files are claimed is known from now on
		r.finish(r.take("July.csv"))
		r.drop("July.csv", "new", someTime)
	}
	must(t, out.Put(t.Context(), "first.csv", text("x"))) // and what renames do
	for _, c := range []struct {
		what string
		r    *remote
		do   func(*remote) error
		want string
	}{
		{"a look at the folder", in, func(r *remote) error { r.listed(); return nil }, "list readdir readdir close"},
		{"a look for who writes", in, func(r *remote) error { return errOf(r.Busy(t.Context(), "July.csv")) }, "open-read close"},
		{"a claim", in, func(r *remote) error { r.take("July.csv"); return nil }, "mkdir rename lstat"},
		{"a look at a claim", in, func(r *remote) error { return errOf(r.StatClaim(t.Context(), r.claimed("id3", "July.csv"))) }, "lstat"},
		{"the reading of a claim", in, func(r *remote) error { r.receive(r.claimed("id3", "July.csv")); return nil }, "lstat open-read fstat read close"},
		{"the end of a claim", in, func(r *remote) error { return r.RemoveClaim(t.Context(), r.claimed("id3", "July.csv"), folder.Entry{}) }, "lstat remove rmdir rmdir"},
		{"the end of the last claim", in, func(r *remote) error {
			return r.RemoveClaim(t.Context(), r.claimed("id1", "first.csv"), folder.Entry{})
		}, "lstat remove rmdir rmdir rmdir"},
		{"the first claim after that", in, func(r *remote) error {
			r.drop("July.csv", "x", someTime)
			r.take("July.csv")
			return nil
		}, "mkdir mkdir mkdir mkdir rename lstat"},
		{"a claim where the file lies", stay, func(r *remote) error { r.take("July.csv"); return nil }, "lstat"},
		{"the reading of it", stay, func(r *remote) error { r.receive(r.claimed("id3", "July.csv")); return nil }, "lstat open-read fstat read close"},
		{"the end of it", stay, func(r *remote) error { return r.RemoveClaim(t.Context(), r.claimed("id3", "July.csv"), folder.Entry{}) }, ""},
		{"a Put", out, func(r *remote) error { return r.Put(t.Context(), "July.csv", text("x")) }, "open-write write fsync fstat close rename"},
		{"the same Put again", out, func(r *remote) error { return r.Put(t.Context(), "July.csv", text("x")) },
			"open-write write fsync fstat close rename lstat open-read fstat read close remove"},
		{"a Replace", out, func(r *remote) error { return r.Replace(t.Context(), "July.csv", text("y")) }, "open-write write fsync fstat close posix-rename"},
	} {
		c.r.sim.Forget()
		must(t, c.do(c.r))
		if got := asked(c.r); got != c.want {
			t.Errorf("%s asks for %s; want %s", c.what, got, c.want)
		}
	}
}

func asked(r *remote) string {
	var ops []string
	for _, request := range r.sim.Requests() {
		ops = append(ops, string(request.Op))
	}
	return strings.Join(ops, " ")
}

// What is found out once is found out once.
func TestRoundTripsOfTheFirstFile(t *testing.T) {
	for _, c := range []struct {
		what, want string
		b          sftpsim.Behaviour
	}{
		{"like OpenSSH", "mkdir mkdir mkdir mkdir lstat lstat rmdir rmdir rmdir mkdir mkdir mkdir mkdir rename lstat", sftpsim.Behaviour{}},
		{"read-only", "mkdir lstat mkdir mkdir mkdir lstat lstat lstat mkdir lstat mkdir mkdir mkdir lstat rmdir lstat", sftpsim.Behaviour{ReadOnly: true}},
	} {
		r := newInbox(t, simulated(t, c.b))
		r.drop("July.csv", "x", someTime)
		r.listed() // the session stands
		r.sim.Forget()
		r.take("July.csv")
		if got := asked(r); got != c.want {
			t.Errorf("%s: the first claim asks for %s; want %s", c.what, got, c.want)
		}
	}
}

// Many first claims at once find out together how files are claimed.
func TestRoundTripsOfManyFirstFiles(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	var all sync.WaitGroup
	for i := range 8 {
		name := fmt.Sprint("f", i)
		r.drop(name, "x", someTime)
		all.Go(func() {
			if _, err := r.Claim(t.Context(), name, r.claimed(name, name)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := r.sim.Count(sftpsim.OpMkdir); n != 8 {
		t.Errorf("%d folders were to be made, want twice the 4 of one trial", n)
	}
}
