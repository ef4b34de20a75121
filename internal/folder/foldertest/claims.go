package foldertest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

func claims(t *testing.T, f folder.Folder) {
	put(t, f, "July.csv", "one")
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	before := list(t, f)[0]
	after := claim(t, f, "July.csv", c)
	if before != after {
		t.Errorf("claimed %+v, listed %+v", after, before)
	}
	stat, err := f.StatClaim(t.Context(), c)
	must(t, err)
	r, opened, err := f.OpenClaim(t.Context(), c)
	must(t, err)
	wantRead(t, r, "one")
	if stat != after || opened != after {
		t.Errorf("StatClaim %+v, OpenClaim %+v, want %+v", stat, opened, after)
	}
	wantVisible(t, f)
}

func claimsNameTwice(t *testing.T, f folder.Folder) {
	first := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	second := folder.Claim{Owner: owner, ID: "id2", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", first)
	put(t, f, "July.csv", "two")
	claim(t, f, "July.csv", second)
	wantClaims(t, f, owner, first, second)
	wantClaimContent(t, f, first, "one")
	wantClaimContent(t, f, second, "two")
}

func claimKeepsOther(t *testing.T, f folder.Folder) {
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", c)
	put(t, f, "July.csv", "two")
	_, err := f.Claim(t.Context(), "July.csv", c)
	wantError(t, err, folder.ErrExists)
	wantContent(t, f, "July.csv", "two")
	wantClaimContent(t, f, c, "one")
}

func claimRace(t *testing.T, f folder.Folder) {
	const files, claimants = 10, 4
	for i := range files {
		put(t, f, fmt.Sprintf("f%02d.csv", i), "x")
	}
	var all sync.WaitGroup
	won := make([]int, claimants)
	for n := range claimants {
		all.Go(func() {
			for i := range files {
				name := fmt.Sprintf("f%02d.csv", i)
				c := folder.Claim{Owner: fmt.Sprintf("state-%d", n), ID: fmt.Sprintf("id%d", i), Name: name}
				_, err := f.Claim(t.Context(), name, c)
				for tries := 0; errors.Is(err, folder.ErrBusy) && tries < 1000; tries++ {
					_, err = f.Claim(t.Context(), name, c)
				}
				if err == nil {
					won[n]++
				} else if !errors.Is(err, folder.ErrGone) {
					t.Errorf("claimant %d: got %v, want ErrGone", n, err)
				}
			}
		})
	}
	all.Wait()
	kept := 0
	for n := range claimants {
		own, err := f.Claims(t.Context(), fmt.Sprintf("state-%d", n))
		must(t, err)
		if len(own) != won[n] {
			t.Errorf("claimant %d won %d files and has %d", n, won[n], len(own))
		}
		kept += len(own)
	}
	if kept != files {
		t.Errorf("%d claims of %d files", kept, files)
	}
}

func claimsOfOwner(t *testing.T, f folder.Folder) {
	mine := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	theirs := folder.Claim{Owner: "state-b", ID: "id1", Name: "July.csv"}
	for _, c := range []folder.Claim{mine, theirs} {
		put(t, f, "July.csv", c.Owner)
		claim(t, f, "July.csv", c)
	}
	wantClaims(t, f, owner, mine)
	must(t, f.RemoveClaim(t.Context(), mine, folder.Entry{}))
	must(t, f.Sweep(t.Context()))
	wantClaims(t, f, owner)
	wantClaims(t, f, "state-b", theirs)
	wantClaimContent(t, f, theirs, "state-b")
}

func removesClaim(t *testing.T, f folder.Folder) {
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", c)
	must(t, f.RemoveClaim(t.Context(), c, folder.Entry{}))
	wantClaims(t, f, owner)
	wantNames(t, f)
}

func removesClaimTwice(t *testing.T, f folder.Folder) {
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", c)
	must(t, f.RemoveClaim(t.Context(), c, folder.Entry{}))
	must(t, f.RemoveClaim(t.Context(), c, folder.Entry{}))
}

func keepsChangedClaim(t *testing.T, f folder.Folder) {
	c := folder.Claim{Owner: owner, ID: "id1", Name: "July.csv"}
	put(t, f, "July.csv", "one")
	claim(t, f, "July.csv", c)
	now, err := f.StatClaim(t.Context(), c)
	must(t, err)
	for _, was := range []folder.Entry{{Size: now.Size - 1, ModTime: now.ModTime}, {Size: now.Size, ModTime: now.ModTime.Add(-2 * time.Second)}} {
		if err := f.RemoveClaim(t.Context(), c, was); err == nil { // it was claimed where it lies, and stays there
			wantClaims(t, f, owner)
			wantContent(t, f, "July.csv", "one")
			return
		} else {
			wantError(t, err, folder.ErrChanged)
		}
		wantClaimContent(t, f, c, "one")
	}
	must(t, f.RemoveClaim(t.Context(), c, now))
	wantClaims(t, f, owner)
}
