// Package foldertest holds the tests that every [folder.Folder] passes, and a
// folder in memory for the tests of the packages above.
//
// A backend runs the whole suite with one call of [Run].
package foldertest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/folder"
)

// owner is the state id under which Run expects the folder to be opened.
const owner = "state-a"

// Run tests a backend. Each call of open gives a new, empty folder that belongs
// to the owner "state-a".
func Run(t *testing.T, open func(t *testing.T) folder.Folder) {
	for _, c := range []struct {
		name string
		test func(*testing.T, folder.Folder)
	}{
		{"Put publishes what was written", putPublishes},
		{"Put of the same content is success", putRepeats},
		{"F17 Put never overwrites", putKeepsOther},
		{"F9 a failed write publishes nothing", putFails},
		{"a write that is cancelled publishes nothing", putCancelled},
		{"Replace takes the place of the old file", replaces},
		{"a failed Replace keeps the old file", replaceFails},
		{"a name of 255 bytes works everywhere", longName},
		{"F27 unsafe names are refused everywhere", unsafeNames},
		{"List goes in name order, in portions", listPortions},
		{"F15 portions follow one another while files vanish", listWhileTaking},
		{"Stat and Open tell the same", statAndOpen},
		{"what is not there is gone", missing},
		{"Remove is done when the file is gone", removes},
		{"Claim moves the file as it is", claims},
		{"F5 one name is claimed twice under two ids", claimsNameTwice},
		{"a claim never overwrites", claimKeepsOther},
		{"F12 one of many claimants gets the file", claimRace},
		{"F12 an owner sees its own claims only", claimsOfOwner},
		{"RemoveClaim leaves nothing behind", removesClaim},
		{"F11 RemoveClaim may be repeated", removesClaimTwice},
		{"F1 RemoveClaim keeps a file that changed, or leaves it in its place", keepsChangedClaim},
		{"Sweep leaves finished files and claims alone", sweeps},
		{"Probe finds nothing wrong and leaves nothing", probes},
		{"a cancelled context ends every call", cancelled},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

func putPublishes(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "one")
	wantContent(t, f, "July.csv", "one")
	wantNames(t, f, "July.csv")
}

func putRepeats(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "one")
	put(t, f, "July.csv", "one")
	wantNames(t, f, "July.csv")
}

func putKeepsOther(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "one")
	for _, other := range []string{"two", "", "one and more"} {
		wantError(t, f.Put(t.Context(), "July.csv", text(other)), folder.ErrExists)
	}
	wantContent(t, f, "July.csv", "one")
	wantNames(t, f, "July.csv")
}

var errWrite = errors.New("the writer broke off")

// breakOff writes a part and fails.
func breakOff(w io.Writer) error {
	if _, err := io.WriteString(w, strings.Repeat("part ", 100_000)); err != nil {
		return err
	}
	return errWrite
}

func putFails(t *testing.T, f folder.Folder) {
	wantError(t, f.Put(t.Context(), "July.csv", breakOff), errWrite)
	wantNames(t, f)
}

func putCancelled(t *testing.T, f folder.Folder) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := f.Put(ctx, "July.csv", func(w io.Writer) error {
		cancel()
		_, err := io.WriteString(w, strings.Repeat("part ", 100_000))
		return err
	})
	wantError(t, err, context.Canceled)
	wantNames(t, f)
}

func replaces(t *testing.T, f folder.Folder) {
	for _, content := range []string{"one", "two", ""} {
		must(t, f.Replace(t.Context(), "July.csv.status.json", text(content)))
		wantContent(t, f, "July.csv.status.json", content)
	}
	wantNames(t, f, "July.csv.status.json")
}

func replaceFails(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv.status.json", "one")
	wantError(t, f.Replace(t.Context(), "July.csv.status.json", breakOff), errWrite)
	wantContent(t, f, "July.csv.status.json", "one")
	wantNames(t, f, "July.csv.status.json")
}

func longName(t *testing.T, f folder.Folder) {
	name := strings.Repeat("n", 251) + ".csv"
	put(t, f, name, "one")
	must(t, f.Replace(t.Context(), name, text("two")))
	c := folder.Claim{Owner: owner, ID: "id1", Name: name}
	claim(t, f, name, c)
	wantClaims(t, f, owner, c)
	must(t, f.RemoveClaim(t.Context(), c, folder.Entry{}))
	wantNames(t, f)
}

func unsafeNames(t *testing.T, f folder.Folder) {
	ctx := t.Context()
	good := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	for _, name := range []string{"", ".", "..", "../July.csv", "a/b", `a\b`, "a\nb", "a\x00b", "a\xffb", "con.csv", strings.Repeat("n", 256)} {
		wantError(t, f.Put(ctx, name, text("x")), folder.ErrName)
		wantError(t, f.Replace(ctx, name, text("x")), folder.ErrName)
		wantError(t, f.Remove(ctx, name), folder.ErrName)
		_, err := f.Stat(ctx, name)
		wantError(t, err, folder.ErrName)
		_, _, err = f.Open(ctx, name)
		wantError(t, err, folder.ErrName)
		_, err = f.Busy(ctx, name)
		wantError(t, err, folder.ErrName)
		_, err = f.Claim(ctx, name, good)
		wantError(t, err, folder.ErrName)
		for _, c := range []folder.Claim{{Owner: name, ID: "id1", Name: "n"}, {Owner: owner, ID: name, Name: "n"}, {Owner: owner, ID: "id1", Name: name}} {
			_, err = f.Claim(ctx, "July.csv", c)
			wantError(t, err, folder.ErrName)
			_, err = f.StatClaim(ctx, c)
			wantError(t, err, folder.ErrName)
			_, _, err = f.OpenClaim(ctx, c)
			wantError(t, err, folder.ErrName)
			wantError(t, f.RemoveClaim(ctx, c, folder.Entry{}), folder.ErrName)
		}
		_, err = f.Claims(ctx, name)
		wantError(t, err, folder.ErrName)
	}
	wantNames(t, f)
}

func listPortions(t *testing.T, f folder.Folder) {
	var want []string
	for _, i := range []int{7, 3, 9, 1, 5, 0, 8, 2, 6, 4} {
		put(t, f, fmt.Sprintf("f%d.csv", i), "x")
		want = append(want, fmt.Sprintf("f%d.csv", i))
	}
	slices.Sort(want)
	for _, limit := range []int{1, 3, 10, 100} {
		var got []string
		for after := ""; ; {
			entries, err := f.List(t.Context(), after, limit)
			must(t, err)
			for _, e := range entries {
				got = append(got, e.Name)
			}
			if len(entries) < limit {
				break
			}
			after = entries[len(entries)-1].Name
		}
		if !slices.Equal(got, want) {
			t.Errorf("portions of %d: got %v, want %v", limit, got, want)
		}
	}
}

func listWhileTaking(t *testing.T, f folder.Folder) {
	for i := range 20 {
		put(t, f, fmt.Sprintf("f%02d.csv", i), "x")
	}
	var got int
	for after := ""; ; {
		entries, err := f.List(t.Context(), after, 6)
		must(t, err)
		for _, e := range entries {
			claim(t, f, e.Name, folder.Claim{Owner: owner, ID: "id-" + e.Name, Name: e.Name})
			got++
			after = e.Name
		}
		if len(entries) < 6 {
			break
		}
	}
	if got != 20 {
		t.Errorf("took %d files, want 20", got)
	}
}

func statAndOpen(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "twelve bytes")
	stat, err := f.Stat(t.Context(), "July.csv")
	must(t, err)
	r, opened, err := f.Open(t.Context(), "July.csv")
	must(t, err)
	must(t, r.Close()) // on Windows it would be busy
	if stat != opened || stat != list(t, f)[0] {
		t.Errorf("Stat %+v, Open %+v and List %+v differ", stat, opened, list(t, f)[0])
	}
	if stat.Name != "July.csv" || stat.Size != 12 || !stat.Regular {
		t.Errorf("got %+v", stat)
	}
	if busy, err := f.Busy(t.Context(), "July.csv"); busy || err != nil {
		t.Errorf("Busy: got %v, %v; want false", busy, err)
	}
}

func missing(t *testing.T, f folder.Folder) {
	ctx := t.Context()
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	_, err := f.Stat(ctx, "July.csv")
	wantError(t, err, folder.ErrGone)
	_, _, err = f.Open(ctx, "July.csv")
	wantError(t, err, folder.ErrGone)
	_, err = f.Busy(ctx, "July.csv")
	wantError(t, err, folder.ErrGone)
	_, err = f.Claim(ctx, "July.csv", c)
	wantError(t, err, folder.ErrGone)
	_, err = f.StatClaim(ctx, c)
	wantError(t, err, folder.ErrGone)
	_, _, err = f.OpenClaim(ctx, c)
	wantError(t, err, folder.ErrGone)
	wantClaims(t, f, owner)
	wantNames(t, f)
}

func removes(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "x")
	must(t, f.Remove(t.Context(), "July.csv"))
	must(t, f.Remove(t.Context(), "July.csv"))
	wantNames(t, f)
}

func sweeps(t *testing.T, f folder.Folder) {
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", c)
	put(t, f, "August.csv", "two")
	must(t, f.Sweep(t.Context()))
	wantClaims(t, f, owner, c)
	wantContent(t, f, "August.csv", "two")
}

func probes(t *testing.T, f folder.Folder) {
	findings := f.Probe(t.Context())
	if len(findings) == 0 {
		t.Fatal("Probe found nothing at all")
	}
	for _, found := range findings {
		if !found.OK || found.What == "" || found.Why != "" || found.Do != "" {
			t.Errorf("got %+v", found)
		}
	}
	wantNames(t, f)
}

func cancelled(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "one")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := f.List(ctx, "", 10)
	wantError(t, err, context.Canceled)
	_, err = f.Claim(ctx, "July.csv", folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"})
	wantError(t, err, context.Canceled)
	wantError(t, f.Put(ctx, "August.csv", text("x")), context.Canceled)
	wantError(t, f.Remove(ctx, "July.csv"), context.Canceled)
	wantNames(t, f, "July.csv")
}
