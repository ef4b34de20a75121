package folder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// fail and drop are what faults do.
func fail(status sftpsim.Status) sftpsim.Action {
	return sftpsim.Action{Kind: sftpsim.KindFail, Status: status}
}

func hangUp(done bool) sftpsim.Action {
	return sftpsim.Action{Kind: sftpsim.KindDrop, Done: done}
}

// wantDoubtful wants an error of a claim that may have been made all the same:
// none of those that the inbox takes for a sure no.
func wantDoubtful(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("the claim did not fail")
	}
	for _, sure := range []error{folder.ErrGone, folder.ErrBusy, folder.ErrExists, folder.ErrNotRegular, folder.ErrName, fs.ErrPermission} {
		if errors.Is(err, sure) {
			t.Errorf("%v is sure that nothing was claimed", err)
		}
	}
}

// wantMoved says that a file is claimed by a move and nothing is remembered.
func (r *remote) wantMoved(c folder.Claim) {
	r.t.Helper()
	if _, err := os.Lstat(r.server.Local(path.Join(".claimed", c.Owner, c.ID, c.Name))); err != nil {
		r.t.Errorf("not moved: %v", err)
	}
	if left := r.ledger.Records(); len(left) != 0 {
		r.t.Errorf("remembered: %v", left)
	}
}

func TestF24_TroubleThatPassesLeadsToNoClaimWhereTheFileLies(t *testing.T) {
	for _, c := range []struct {
		name string
		full []sftpsim.Fault
	}{
		{"a full disk", []sftpsim.Fault{{Op: sftpsim.OpMkdir, Do: fail(sftpsim.StatusFailure)}, {Op: sftpsim.OpOpenWrite, Do: fail(sftpsim.StatusFailure)}}},
		{"a full disk that takes empty files", []sftpsim.Fault{{Op: sftpsim.OpMkdir, Do: fail(sftpsim.StatusFailure)}, {Op: sftpsim.OpWrite, Do: fail(sftpsim.StatusFailure)}}},
		{"a full disk that shows when it is flushed", []sftpsim.Fault{{Op: sftpsim.OpMkdir, Do: fail(sftpsim.StatusFailure)}, {Op: sftpsim.OpFsync, Do: fail(sftpsim.StatusFailure)}}},
		{"a full disk that renames nothing", []sftpsim.Fault{{Op: sftpsim.OpRename, Do: fail(sftpsim.StatusFailure)}, {Op: sftpsim.OpWrite, Do: fail(sftpsim.StatusFailure)}}},
		{"a file that somebody holds", []sftpsim.Fault{{Op: sftpsim.OpRename, Name: "July.csv", Do: fail(sftpsim.StatusFailure)}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
			r.drop("July.csv", "one", someTime)
			for _, f := range c.full {
				r.fault(f)
			}
			for range 2 {
				_, err := r.Claim(t.Context(), "July.csv", r.claimed("id0", "July.csv"))
				if err == nil || errors.Is(err, folder.ErrGone) {
					t.Errorf("got %v, want that the server refused", err)
				}
			}
			r.wantListed("July.csv")
			r.sim.ClearFaults()
			r.wantMoved(r.take("July.csv"))
		})
	}
}

func TestAFileThatSomebodyHoldsIsBusy(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.fault(sftpsim.Fault{Op: sftpsim.OpRename, Name: "July.csv", Do: fail(sftpsim.StatusFailure)})
	r.drop("July.csv", "one", someTime)
	_, err := r.Claim(t.Context(), "July.csv", r.claimed("id0", "July.csv"))
	wantError(t, err, folder.ErrBusy)
	r.wantThere("July.csv")
}

// The connection is lost at each request of a first claim in turn, and the claim
// is made again later.
func TestF13_AConnectionLostAtAnyStepOfAClaimLosesNothing(t *testing.T) {
	for _, kind := range []struct {
		name   string
		faults []sftpsim.Fault
		stride int
	}{
		{"a server like others", nil, 1},
		{"a server without folders", []sftpsim.Fault{{Op: sftpsim.OpMkdir, Do: fail(sftpsim.StatusFailure)}}, 6},
	} {
		for _, done := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, done %v", kind.name, done), func(t *testing.T) {
				for step := 0; lostAt(t, step, done, kind.faults); step += kind.stride {
				}
			})
		}
	}
}

// lostAt is false when the claim has no such step.
func lostAt(t *testing.T, step int, done bool, faults []sftpsim.Fault) bool {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.drop("July.csv", "one", someTime)
	c := r.claimed("id0", "July.csv")
	r.fault(sftpsim.Fault{Skip: step, Times: 1, Do: hangUp(done)})
	for _, f := range faults {
		r.fault(f)
	}
	_, err := r.Claim(t.Context(), "July.csv", c)
	if err == nil {
		return false
	}
	wantDoubtful(t, err)
	wantError(t, err, folder.ErrAway)
	if left := r.ledger.Records(); len(left) != 0 {
		t.Errorf("step %d: remembered: %v", step, left)
	}
	r.sim.ClearFaults()
	for _, f := range faults {
		r.fault(f)
	}
	r.reconnect()
	if _, err := r.StatClaim(t.Context(), c); errors.Is(err, folder.ErrGone) {
		r.wantListed("July.csv")
		_, err = r.Claim(t.Context(), "July.csv", c)
		must(t, err)
	}
	if faults == nil {
		r.wantMoved(c)
	}
	if got := r.receive(c); got != "one" {
		t.Errorf("step %d: read %q", step, got)
	}
	must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))
	r.restart()
	must(t, r.Sweep(t.Context()))
	if faults == nil {
		r.wantThere()
	}
	r.wantListed()
	return true
}

func TestF20_AFolderThatIsNotThereLeadsToNoClaimWhereTheFileLies(t *testing.T) {
	for _, denied := range []bool{false, true} {
		r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
		r.drop("July.csv", "one", someTime)
		dir := r.server.Local("")
		must(t, os.Rename(dir, dir+".away"))
		if denied { // some servers say so of what is not there
			r.refuse(sftpsim.OpMkdir, sftpsim.StatusPermissionDenied)
		}
		_, err := r.Claim(t.Context(), "July.csv", r.claimed("id0", "July.csv"))
		wantError(t, err, folder.ErrAway)
		r.sim.ClearFaults()
		must(t, os.Rename(dir+".away", dir))
		r.wantMoved(r.take("July.csv"))
	}
}

func TestF12_AClaimWhoseAnswerWasLostIsFoundLater(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.drop("July.csv", "one", someTime)
	r.drop("August.csv", "two", someTime)
	r.take("August.csv")
	r.fault(sftpsim.Fault{Op: sftpsim.OpRename, Times: 1, Do: hangUp(true)})
	c := r.claimed("id9", "July.csv")
	_, err := r.Claim(t.Context(), "July.csv", c)
	wantDoubtful(t, err)
	wantError(t, err, folder.ErrAway)
	r.reconnect()
	e, err := r.StatClaim(t.Context(), c)
	must(t, err)
	if e.Size != 3 || !e.ModTime.Equal(someTime) {
		t.Errorf("got %+v", e)
	}
	if claims, err := r.Claims(t.Context(), owner); err != nil || len(claims) != 2 || claims[1] != c {
		t.Errorf("claims %v, %v", claims, err)
	}
	r.wantListed()
}

func TestAClaimThatCannotBeLookedAtIsDoubtful(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.drop("July.csv", "one", someTime)
	r.drop("August.csv", "two", someTime)
	r.take("August.csv")
	r.fault(sftpsim.Fault{Op: sftpsim.OpLstat, Name: "July.csv", Times: 1, Do: fail(sftpsim.StatusPermissionDenied)})
	c := r.claimed("id9", "July.csv")
	_, err := r.Claim(t.Context(), "July.csv", c)
	wantDoubtful(t, err)
	_, err = r.StatClaim(t.Context(), c)
	must(t, err)
	r.wantMoved(c)
}

func TestF12_OneOfFourInstallationsGetsEachFile(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		const files, installations = 15, 4
		for i := range files {
			must(t, os.WriteFile(s.Local(fmt.Sprintf("f%02d.csv", i)), []byte("x"), 0o644))
		}
		var won [installations]int
		var all sync.WaitGroup
		for n := range installations {
			f, err := folder.OpenSFTP(login(t, s), s.Dir, folder.SFTPOptions{Owner: fmt.Sprint("state-", n)})
			must(t, err)
			all.Go(func() { won[n] = claimAll(t, f, fmt.Sprint("state-", n), files) })
		}
		all.Wait()
		if total := won[0] + won[1] + won[2] + won[3]; total != files {
			t.Errorf("%v claims of %d files", won, files)
		}
	})
}

// claimAll claims what it can, counts it, and removes it.
func claimAll(t *testing.T, f *folder.SFTP, owner string, files int) (won int) {
	for i := range files {
		name := fmt.Sprintf("f%02d.csv", i)
		c := folder.Claim{Owner: owner, ID: fmt.Sprint("id", i), Name: name}
		_, err := f.Claim(t.Context(), name, c)
		if err == nil {
			won++
			err = f.RemoveClaim(t.Context(), c, folder.Entry{})
		}
		if err != nil && !errors.Is(err, folder.ErrGone) {
			t.Errorf("%s: %v", owner, err)
		}
	}
	return won
}

func TestF27_WhatBecomesAFolderOrALinkBeforeItsClaimGoesBack(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		r := newInbox(t, s)
		outside := s.Local("../outside.csv")
		must(t, os.WriteFile(outside, []byte("not yours"), 0o644))
		must(t, os.Mkdir(s.Local("folder.csv"), 0o755))
		must(t, os.WriteFile(s.Local("folder.csv/inner"), []byte("x"), 0o644))
		_, err := r.Claim(t.Context(), "folder.csv", r.claimed("id1", "folder.csv"))
		wantError(t, err, folder.ErrNotRegular)
		want := []string{"folder.csv", "folder.csv/inner"}
		if s.Name != "proftpd" { // it does not tell a link from what it leads to
			must(t, os.Symlink("../outside.csv", s.Local("link.csv")))
			_, err = r.Claim(t.Context(), "link.csv", r.claimed("id2", "link.csv"))
			wantError(t, err, folder.ErrNotRegular)
			want = append(want, "link.csv")
		}
		r.wantThere(want...)
	})
}

func TestF17_WhatGoesBackOverwritesNothing(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}))
	r.drop("August.csv", "x", someTime)
	r.take("August.csv")
	must(t, os.Symlink("August.csv", r.server.Local("July.csv")))
	r.fault(sftpsim.Fault{Op: sftpsim.OpLstat, Name: "July.csv", Times: 1, Do: sftpsim.Action{Delay: 300 * time.Millisecond}})
	claimed := make(chan error, 1)
	go func() {
		_, err := r.Claim(t.Context(), "July.csv", r.claimed("id9", "July.csv"))
		claimed <- err
	}()
	for _, err := os.Lstat(r.server.Local("July.csv")); err == nil; _, err = os.Lstat(r.server.Local("July.csv")) {
		time.Sleep(time.Millisecond)
	}
	r.drop("July.csv", "new", someTime)
	wantError(t, <-claimed, folder.ErrNotRegular)
	if got, err := os.ReadFile(r.server.Local("July.csv")); string(got) != "new" {
		t.Errorf("the new file is %q, %v", got, err)
	}
	if claims, err := r.Claims(t.Context(), owner); err != nil || len(claims) != 1 {
		t.Errorf("claims %v, %v", claims, err)
	}
}

func TestF27_WeirdNamesAreClaimedOrRefused(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		r := newInbox(t, s)
		for _, name := range []string{
			strings.Repeat("n", 251) + ".csv", "Zoë Ünïcode 学生.csv", "cafe\u0301.csv", "a b  c.csv", "it's %20 & $HOME.csv", "-rf.csv", "[a]{b}!.csv", "~$July.csv",
		} {
			r.drop(name, name, someTime)
			if got := r.listed(); len(got) != 1 || got[0] != name {
				t.Errorf("listed %q, want %q", got, name)
			}
			c := r.take(name)
			if got := r.receive(c); got != name {
				t.Errorf("read %q, want %q", got, name)
			}
			must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))
		}
		r.wantThere()
		for _, name := range []string{"a\nb.csv", "a\tb.csv", "a\"b.csv", "con.csv", "dot."} {
			must(t, os.WriteFile(s.Local(name), []byte("x"), 0o644))
			_, err := r.Claim(t.Context(), name, r.claimed("id", "n"))
			wantError(t, err, folder.ErrName)
			must(t, os.Remove(s.Local(name)))
		}
	})
}

func TestF27_SomethingInPlaceOfTheFolderOfClaims(t *testing.T) {
	for _, kind := range []string{"file", "link"} {
		sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
			if kind == "link" && s.Name == "proftpd" {
				return // it does not tell a link from what it leads to
			}
			r := newInbox(t, s)
			must(t, os.Mkdir(s.Local("../elsewhere"), 0o777))
			if kind == "file" {
				must(t, os.WriteFile(s.Local(".claimed"), nil, 0o644))
			} else {
				must(t, os.Symlink("../elsewhere", s.Local(".claimed")))
			}
			r.drop("July.csv", "one", someTime)
			_, err := r.Claim(t.Context(), "July.csv", r.claimed("id0", "July.csv"))
			if err == nil || !strings.Contains(err.Error(), ".claimed is there") {
				t.Errorf("%s: got %v", kind, err)
			}
			claims, err := r.Claims(t.Context(), owner)
			if err != nil || len(claims) != 0 {
				t.Errorf("%s: claims %v, %v", kind, claims, err)
			}
			r.wantListed("July.csv")
			if inside, err := os.ReadDir(s.Local("../elsewhere")); err != nil || len(inside) != 0 {
				t.Errorf("%s: outside are %v, %v", kind, inside, err)
			}
			must(t, os.Remove(s.Local(".claimed")))
			r.wantMoved(r.take("July.csv"))
		})
	}
}

func TestStrangeThingsAmongTheClaimsAreNone(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		r := newInbox(t, s)
		r.drop("July.csv", "one", someTime)
		c := r.take("July.csv")
		ours := s.Local(".claimed/" + owner)
		must(t, os.WriteFile(ours+"/stray.csv", nil, 0o644))
		must(t, os.Mkdir(ours+"/bad\nid", 0o755))
		must(t, os.WriteFile(ours+"/bad\nid/x.csv", nil, 0o644))
		must(t, os.Mkdir(ours+"/probe-left", 0o755))
		must(t, os.WriteFile(ours+"/probe-left/probe", nil, 0o644))
		claims, err := r.Claims(t.Context(), owner)
		if err != nil || len(claims) != 1 || claims[0] != c {
			t.Errorf("claims %v, %v", claims, err)
		}
		must(t, r.Sweep(t.Context()))
		if _, err := os.Stat(ours + "/probe-left"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("what a probe left stays: %v", err)
		}
		r.wantMoved(c)
	})
}

func TestO4_WhoOwnsAFileIsNotConfusedWithAnEarlierLogin(t *testing.T) {
	const earlier, now, clerk = 7, 5, 9
	uids := map[string]uint32{"/drop/.claimed/state-a": earlier, "/drop/earlier.csv": earlier, "/drop/ours.csv": now, "/drop/theirs.csv": clerk}
	r := newInbox(t, simulated(t, sftpsim.Behaviour{Uid: func(name string) (uint32, bool) {
		if uid, known := uids[name]; known {
			return uid, true
		}
		return now, true
	}}))
	must(t, os.MkdirAll(r.server.Local(".claimed/state-a/old"), 0o755)) // by an earlier login
	for _, name := range []string{"claimed.csv", "earlier.csv", "ours.csv", "theirs.csv"} {
		r.drop(name, "x", someTime)
	}
	r.take("claimed.csv")
	for name, want := range map[string]string{"earlier.csv": "uid:7", "ours.csv": "", "theirs.csv": "uid:9"} {
		if e, err := r.Stat(t.Context(), name); err != nil || e.Owner != want {
			t.Errorf("%s belongs to %q, %v; want %q", name, e.Owner, err, want)
		}
	}
}

func TestF11_WhereNothingCanBeRemovedAnErrorSaysSo(t *testing.T) {
	for _, c := range []struct {
		name string
		open func(*testing.T) *remote
	}{
		{"sshd -R", func(t *testing.T) *remote { return newInbox(t, sftptest.OpenSSH(t, sftptest.ReadOnly())) }},
		{"read-only", func(t *testing.T) *remote { return newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true})) }},
		{"denied without a reason", func(t *testing.T) *remote {
			r := refusing(sftpsim.OpMkdir, sftpsim.StatusUnsupported)(t)
			r.refuse(sftpsim.OpRemove, sftpsim.StatusFailure)
			r.refuse(sftpsim.OpRmdir, sftpsim.StatusFailure)
			return r
		}},
		{"with claims of better times", func(t *testing.T) *remote {
			r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
			r.drop("old.csv", "old", someTime)
			r.take("old.csv")
			r.sim.SetBehaviour(sftpsim.Behaviour{ReadOnly: true})
			r.restart()
			return r
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.open(t)
			r.drop("July.csv.done", "", someTime)
			wantError(t, r.Remove(t.Context(), "July.csv.done"), folder.ErrReadOnly) // nothing was claimed yet
			r.drop("July.csv", "one", someTime)
			r.finish(r.take("July.csv"))
			wantError(t, r.Remove(t.Context(), "July.csv.done"), folder.ErrReadOnly)
			must(t, r.Remove(t.Context(), "is not there"))
		})
	}
}

func TestAnOutboxIsNeverReadOnlyInThatSense(t *testing.T) {
	r := newOutbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "x", someTime)
	err := r.Remove(t.Context(), "July.csv")
	wantError(t, err, fs.ErrPermission)
	if errors.Is(err, folder.ErrReadOnly) {
		t.Errorf("got %v", err)
	}
}
