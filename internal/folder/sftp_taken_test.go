package folder_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// inPlace are the inboxes in which files are claimed where they lie.
var inPlace = []struct {
	name string
	open func(*testing.T) *remote
}{
	{"sshd -R", func(t *testing.T) *remote { return newInbox(t, sftptest.OpenSSH(t, sftptest.ReadOnly())) }},
	{"proftpd that denies writing", func(t *testing.T) *remote { return newInbox(t, sftptest.ProFTPD(t, sftptest.ReadOnly())) }},
	{"read-only", func(t *testing.T) *remote { return newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true})) }},
	{"no mkdir: denied", refusing(sftpsim.OpMkdir, sftpsim.StatusPermissionDenied)},
	{"no mkdir: unsupported", refusing(sftpsim.OpMkdir, sftpsim.StatusUnsupported)},
	{"no mkdir: failure", refusing(sftpsim.OpMkdir, sftpsim.StatusFailure)},
	{"no rename: denied", refusing(sftpsim.OpRename, sftpsim.StatusPermissionDenied)},
	{"no rename: unsupported", refusing(sftpsim.OpRename, sftpsim.StatusUnsupported)},
	{"no rename: failure", refusing(sftpsim.OpRename, sftpsim.StatusFailure)},
}

func refusing(op sftpsim.Op, status sftpsim.Status) func(*testing.T) *remote {
	return func(t *testing.T) *remote {
		r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
		r.refuse(op, status)
		return r
	}
}

func eachInPlace(t *testing.T, test func(*testing.T, *remote)) {
	for _, c := range inPlace {
		t.Run(c.name, func(t *testing.T) { test(t, c.open(t)) })
	}
}

func TestF11_WhereNothingCanBeMovedAFileIsTakenOnceWhereItLies(t *testing.T) {
	eachInPlace(t, func(t *testing.T, r *remote) {
		r.drop("July.csv", "one", someTime)
		c := r.take("July.csv")
		r.wantListed()
		r.wantGone("July.csv")
		if got := r.receive(c); got != "one" {
			t.Errorf("read %q", got)
		}
		must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))
		must(t, r.RemoveClaim(t.Context(), c, folder.Entry{})) // again is success
		_, err := r.StatClaim(t.Context(), c)
		wantError(t, err, folder.ErrGone)
		r.wantListed()
		r.wantGone("July.csv")
		r.restart()
		r.wantListed()
		r.wantGone("July.csv")
		r.wantThere("July.csv")
	})
}

func TestAFileWhoseTimeAloneChangedIsNotTakenAgain(t *testing.T) {
	eachInPlace(t, func(t *testing.T, r *remote) {
		r.drop("July.csv", "one", someTime)
		r.finish(r.take("July.csv"))
		r.drop("July.csv", "one", someTime.Add(time.Hour))
		r.wantListed("July.csv") // a look does not tell
		r.wantGone("July.csv")
		r.wantListed()
		r.restart()
		r.wantListed()
		r.wantThere("July.csv")
	})
}

func TestF5_AFileThatChangedIsTakenAgain(t *testing.T) {
	for _, c := range []struct {
		name, content string
		time          time.Time
	}{
		{"its size", "one and more", someTime},
		{"its size and time", "one and more", someTime.Add(time.Hour)},
		{"its bytes and time", "two", someTime.Add(time.Hour)},
		{"its bytes, and its time went back", "two", someTime.Add(-time.Hour)},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
			r.drop("July.csv", "one", someTime)
			r.finish(r.take("July.csv"))
			r.drop("July.csv", c.content, c.time)
			r.restart()
			r.wantListed("July.csv")
			again := r.take("July.csv")
			if got := r.receive(again); got != c.content {
				t.Errorf("read %q", got)
			}
			r.wantListed()
		})
	}
}

func TestF5_AFileThatChangesBeforeItIsReceivedIsReadFirst(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "one", someTime)
	c := r.take("July.csv")
	r.drop("July.csv", "one and more", someTime.Add(time.Hour))
	r.wantListed("July.csv")
	_, err := r.Claim(t.Context(), "July.csv", r.claimed("other", "July.csv"))
	wantError(t, err, folder.ErrBusy)
	if got := r.receive(c); got != "one and more" { // it stands for what was read
		t.Errorf("read %q", got)
	}
	r.wantListed()
	r.restart()
	r.wantListed()
	e, err := r.StatClaim(t.Context(), c)
	must(t, err)
	if e.Size != int64(len("one and more")) || e.Name != "July.csv" {
		t.Errorf("got %+v", e)
	}
}

func TestF5_AFileThatChangesAfterItIsReceivedIsAnotherClaim(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "one", someTime)
	first := r.take("July.csv")
	r.receive(first)
	r.drop("July.csv", "two!", someTime.Add(time.Hour))
	second := r.take("July.csv")
	_, err := r.StatClaim(t.Context(), first)
	wantError(t, err, folder.ErrGone)
	_, _, err = r.OpenClaim(t.Context(), first)
	wantError(t, err, folder.ErrGone)
	r.restart()
	_, err = r.StatClaim(t.Context(), first)
	wantError(t, err, folder.ErrGone)
	if got := r.receive(second); got != "two!" {
		t.Errorf("read %q", got)
	}
	must(t, r.RemoveClaim(t.Context(), first, folder.Entry{}))
	must(t, r.RemoveClaim(t.Context(), second, folder.Entry{}))
	r.wantListed()
	r.wantThere("July.csv")
}

func TestF7_ClaimsThatAreOpenAreFoundAfterARestart(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	for _, name := range []string{"c.csv", "a.csv", "b.csv"} {
		r.drop(name, name, someTime)
		r.take(name)
	}
	must(t, r.RemoveClaim(t.Context(), r.claimed("id2", "a.csv"), folder.Entry{}))
	r.restart()
	got, err := r.Claims(t.Context(), owner)
	must(t, err)
	if want := []folder.Claim{r.claimed("id1", "c.csv"), r.claimed("id3", "b.csv")}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if others, err := r.Claims(t.Context(), "state-b"); err != nil || len(others) != 0 {
		t.Errorf("another owner has %v, %v", others, err)
	}
}

func TestAClaimIDIsUsedOnce(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("a.csv", "a", someTime)
	r.drop("b.csv", "b", someTime)
	c := r.take("a.csv")
	_, err := r.Claim(t.Context(), "b.csv", r.claimed(c.ID, "b.csv"))
	wantError(t, err, folder.ErrExists)
	must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))
	_, err = r.Claim(t.Context(), "b.csv", r.claimed(c.ID, "b.csv"))
	wantError(t, err, folder.ErrExists)
	r.wantListed("b.csv")
}

// A file that lies where it lay cannot be known by another name.
func TestAClaimWhereTheFileLiesKeepsItsName(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("a.csv", "a", someTime)
	_, err := r.Claim(t.Context(), "a.csv", r.claimed("id1", "b.csv"))
	wantError(t, err, folder.ErrName)
	r.wantListed("a.csv")
}

func TestOnlyOneOfTwoClaimsOfAFileWhereItLiesIsMade(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "one", someTime)
	r.finish(r.take("July.csv"))
	r.drop("July.csv", "two", someTime.Add(time.Hour))
	// Both claims have looked before either is made.
	r.fault(sftpsim.Fault{Op: sftpsim.OpRead, Name: "July.csv", Times: 2, Do: sftpsim.Action{Delay: 100 * time.Millisecond}})
	var errs [2]error
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() {
			_, errs[i] = r.Claim(t.Context(), "July.csv", r.claimed(fmt.Sprint("other", i), "July.csv"))
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("got %v and %v, want one claim", errs[0], errs[1])
	}
	wantError(t, errors.Join(errs[:]...), folder.ErrGone)
}

func errOf[T any](_ T, err error) error { return err }

var errLedger = errors.New("the database is locked")

func TestF24_ALedgerThatFailsTakesNothing(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	fail := func(method string) { r.ledger.Fail(method, func() error { return errLedger }) }
	r.drop("July.csv", "one", someTime)

	fail("Load")
	_, err := r.List(t.Context(), "", 10)
	wantError(t, err, errLedger)
	_, err = r.Claims(t.Context(), owner)
	wantError(t, err, errLedger)
	_, err = r.Claim(t.Context(), "July.csv", r.claimed("id1", "July.csv"))
	wantError(t, err, errLedger)
	wantError(t, r.RemoveClaim(t.Context(), r.claimed("id1", "July.csv"), folder.Entry{}), errLedger)
	r.ledger.Fail("Load", nil)

	fail("Keep")
	_, err = r.Claim(t.Context(), "July.csv", r.claimed("id1", "July.csv"))
	wantError(t, err, errLedger)
	r.wantListed("July.csv")
	if claims, err := r.Claims(t.Context(), owner); err != nil || len(claims) != 0 {
		t.Errorf("claims %v, %v", claims, err)
	}
	r.ledger.Fail("Keep", nil)

	c := r.take("July.csv")
	r.receive(c)
	fail("Keep")
	wantError(t, r.RemoveClaim(t.Context(), c, folder.Entry{}), errLedger) // reported until it works
	r.ledger.Fail("Keep", nil)
	must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))

	r.drop("July.csv", "one", someTime.Add(time.Hour))
	fail("Digest")
	_, err = r.Claim(t.Context(), "July.csv", r.claimed("id7", "July.csv"))
	wantError(t, err, errLedger)
	r.ledger.Fail("Digest", nil)
	fail("Keep")
	_, err = r.Claim(t.Context(), "July.csv", r.claimed("id7", "July.csv"))
	wantError(t, err, errLedger)
	if errors.Is(err, folder.ErrGone) {
		t.Errorf("%v hides the trouble", err)
	}
	r.ledger.Fail("Keep", nil)
	r.wantGone("July.csv")
	r.wantListed()
}

func TestF24_AClaimIsNotReadInAStateThatCannotBeRemembered(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	r.drop("July.csv", "one", someTime)
	c := r.take("July.csv")
	r.drop("July.csv", "one and more", someTime.Add(time.Hour))
	r.ledger.Fail("Keep", func() error { return errLedger })
	f, _, err := r.OpenClaim(t.Context(), c)
	wantError(t, err, errLedger)
	if f != nil {
		t.Error("a reader came with the error")
	}
}

// Each may move only files of his own: some files are claimed by a move and some
// where they lie.
func TestWhereSomeFilesCannotBeMovedTheyAreTakenOnce(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{}))
	r.fault(sftpsim.Fault{Op: sftpsim.OpRename, Name: "theirs*", Do: sftpsim.Action{Kind: sftpsim.KindFail, Status: sftpsim.StatusPermissionDenied}})
	r.drop("ours.csv", "ours", someTime)
	r.drop("theirs.csv", "theirs", someTime)
	ours, theirs := r.take("ours.csv"), r.take("theirs.csv")
	r.wantListed()
	r.wantThere(".claimed", ".claimed/state-a", ".claimed/state-a/id1", ".claimed/state-a/id1/ours.csv", "theirs.csv")
	claims, err := r.Claims(t.Context(), owner)
	must(t, err)
	if !slices.Equal(claims, []folder.Claim{ours, theirs}) {
		t.Errorf("got %v", claims)
	}
	for c, want := range map[folder.Claim]string{ours: "ours", theirs: "theirs"} {
		if got := r.receive(c); got != want {
			t.Errorf("read %q, want %q", got, want)
		}
		must(t, r.RemoveClaim(t.Context(), c, folder.Entry{}))
	}
	r.wantThere("theirs.csv")
	r.restart()
	r.wantListed()
	r.drop("theirs.csv", "theirs, new", someTime)
	r.finish(r.take("theirs.csv"))
	r.wantListed()
}

func TestWhatWasTakenStaysHiddenWhenRightsReturn(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	for _, name := range []string{"changed.csv", "kept.csv", "touched.csv"} {
		r.drop(name, name, someTime)
		r.finish(r.take(name))
	}
	r.drop("open.csv", "open", someTime)
	open := r.take("open.csv")
	r.sim.SetBehaviour(sftpsim.Behaviour{})
	r.restart()
	r.drop("changed.csv", "changed", someTime.Add(time.Hour))
	r.drop("open.csv", "open no more", someTime.Add(time.Hour))
	r.drop("new.csv", "new", someTime)
	r.drop("touched.csv", "touched.csv", someTime.Add(time.Hour))
	r.wantListed("changed.csv", "new.csv", "open.csv", "touched.csv")
	r.wantGone("touched.csv")
	_, err := r.Claim(t.Context(), "open.csv", r.claimed("other", "open.csv"))
	wantError(t, err, folder.ErrBusy) // it is to be received first
	r.finish(open)
	changed := r.take("changed.csv")
	r.take("new.csv")
	r.wantListed()
	r.wantThere(".claimed", ".claimed/state-a", ".claimed/state-a/"+changed.ID, ".claimed/state-a/"+changed.ID+"/changed.csv",
		".claimed/state-a/id7", ".claimed/state-a/id7/new.csv", "kept.csv", "open.csv", "touched.csv")
}

const day = 24 * time.Hour

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

func newClock(r *remote) *clock {
	c := &clock{at: time.Now()}
	folder.SetNow(r.SFTP, c.now)
	return c
}

func TestWhatIsGoneIsForgottenAfterSixtyDaysAndNotBefore(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	c := newClock(r)
	r.drop("gone.csv", "x", someTime)
	r.drop("kept.csv", "x", someTime)
	r.finish(r.take("gone.csv"))
	r.finish(r.take("kept.csv"))
	must(t, os.Remove(r.server.Local("gone.csv")))
	r.wantListed() // notes that it is gone
	c.pass(59 * day)
	r.wantListed()
	if n := len(r.ledger.Records()); n != 2 {
		t.Errorf("%d are remembered after 59 days, want 2", n)
	}
	c.pass(2 * day)
	r.wantListed()
	if left := r.ledger.Records(); len(left) != 1 || left[0].Claim.Name != "kept.csv" {
		t.Errorf("remembered after 61 days: %v", left)
	}
	r.drop("gone.csv", "x", someTime)
	r.wantListed("gone.csv")
	r.take("gone.csv")
}

func TestAbsenceIsCountedAnewWhenAFileReturns(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	c := newClock(r)
	r.drop("July.csv", "x", someTime)
	r.finish(r.take("July.csv"))
	must(t, os.Remove(r.server.Local("July.csv")))
	r.wantListed()
	c.pass(40 * day)
	r.wantListed()
	c.pass(time.Hour)
	r.drop("July.csv", "x", someTime)
	r.wantListed() // it is back for less than a day
	must(t, os.Remove(r.server.Local("July.csv")))
	c.pass(23*time.Hour + time.Minute)
	for range 40 {
		r.wantListed()
		c.pass(day)
	}
	r.drop("July.csv", "x", someTime)
	r.wantListed()
}

func TestWhatIsOpenIsNeverForgotten(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	c := newClock(r)
	r.drop("July.csv", "one", someTime)
	first := r.take("July.csv")
	r.receive(first)
	r.drop("July.csv", "two!", someTime)
	second := r.take("July.csv")
	r.finish(second)
	r.drop("open.csv", "x", someTime)
	open := r.take("open.csv")
	must(t, os.Remove(r.server.Local("July.csv")))
	must(t, os.Remove(r.server.Local("open.csv")))
	for range 3 {
		r.wantListed()
		c.pass(61 * day)
	}
	_, err := r.StatClaim(t.Context(), first)
	wantError(t, err, folder.ErrGone)
	r.drop("open.csv", "x", someTime)
	r.wantListed()
	if got := r.receive(open); got != "x" {
		t.Errorf("read %q", got)
	}
	must(t, r.RemoveClaim(t.Context(), first, folder.Entry{}))
	must(t, r.RemoveClaim(t.Context(), open, folder.Entry{}))
	must(t, os.Remove(r.server.Local("open.csv")))
	for range 2 {
		c.pass(61 * day)
		r.wantListed()
	}
	if left := r.ledger.Records(); len(left) != 0 {
		t.Errorf("remembered in the end: %v", left)
	}
}

func TestF20_AFolderThatIsEmptyForADayDoesNotMakeUsTakeAllAgain(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	c := newClock(r)
	r.drop("July.csv", "x", someTime)
	r.finish(r.take("July.csv"))
	dir := r.server.Local("")
	must(t, os.Rename(dir, dir+".mounted"))
	must(t, os.Mkdir(dir, 0o755))
	for range 25 {
		r.wantListed()
		c.pass(time.Hour)
	}
	must(t, os.Remove(dir))
	must(t, os.Rename(dir+".mounted", dir))
	r.wantListed()
	r.restart()
	r.wantListed()
}

func TestF24_ARollCallThatCannotBeNotedIsRepeated(t *testing.T) {
	r := newInbox(t, simulated(t, sftpsim.Behaviour{ReadOnly: true}))
	c := newClock(r)
	r.drop("July.csv", "x", someTime)
	r.finish(r.take("July.csv"))
	must(t, os.Remove(r.server.Local("July.csv")))
	r.ledger.Fail("Keep", func() error { return errLedger })
	wantError(t, errOf(r.List(t.Context(), "", 10)), errLedger)
	r.ledger.Fail("Keep", nil)
	r.wantListed()
	c.pass(61 * day)
	r.ledger.Fail("Forget", func() error { return errLedger })
	wantError(t, errOf(r.List(t.Context(), "", 10)), errLedger)
	r.ledger.Fail("Forget", nil)
	r.wantListed()
	if left := r.ledger.Records(); len(left) != 0 {
		t.Errorf("remembered: %v", left)
	}
}
