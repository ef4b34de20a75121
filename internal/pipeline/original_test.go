package pipeline

import (
	"context"
	"io"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// An errors.csv may claim to correct rows that no file has. Each would have us
// read the whole file it names.
func TestRowsThatDoNotExistAreLookedForABoundedNumberOfTimes(t *testing.T) {
	p, org, f := stored(t, 2)
	must(t, p.store.Spool.Write(inputOf(f), func(w io.Writer) error {
		_, err := io.WriteString(w, "ULN,GivenName,FamilyName\n1000000079,Alex,Example\n1000000078,Alex,Example\n")
		return err
	}))
	outcomes(t, p, "", time.Now(), store.Change{Count: 1, Outcome: record.Invalid})
	f.Facts.Pinned = []byte("{}")
	must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveFile(f) }))
	o := newOriginals(t.Context(), p, org)
	defer o.close()
	for number, want := range []bool{2: true, 3: false, 4: false} {
		if _, _, ok := o.row("F1", number); ok != want {
			t.Fatalf("row %d: %t, %v", number, ok, o.err)
		}
	}
	if _, cells, ok := o.row("F1", 2); !ok || cells[0] != "1000000079" {
		t.Fatalf("row 2 is not found again: %v", o.err)
	}
	for range maxRewinds + 1 {
		o.row("F1", 99)
	}
	if _, _, ok := o.row("F1", 2); ok || o.err != nil {
		t.Errorf("the file is still read again and again, %v", o.err)
	}
}

// gone is an inbox whose claims have vanished.
type gone struct{ Claims }

func (gone) OpenClaim(context.Context, folder.Claim) (io.ReadCloser, folder.Entry, error) {
	return nil, folder.Entry{}, folder.ErrGone
}

func TestF1_FileThatChangedAndVanishedIsAnswered(t *testing.T) {
	p, org, f := stored(t, 1)
	org.Inboxes[""] = Inbox{Claims: gone{}}
	must(t, p.store.Update(t.Context(), func(tx *store.Tx) error {
		if err := tx.MoveFile(f, store.Checking, audit.Event{Operation: "check"}); err != nil {
			return err
		}
		return tx.MoveFile(f, store.Verifying, audit.Event{Operation: "checked"})
	}))
	must(t, p.takeAnew(t.Context(), org, f))
	f.StepAt = p.store.Now()
	for range 2 {
		must(t, p.step(t.Context(), org, f))
	}
	if f.State != store.Refused || f.Facts.Stopped == nil || f.Facts.Stopped.Code != record.CodeUnreadable {
		t.Errorf("it is %s: %+v", f.State, f.Facts.Stopped)
	}
}
