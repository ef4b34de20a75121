package pipeline

import (
	"context"
	"iter"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// refusing is an LRS that refuses an upload for what is in it, just after the
// daemon was told to stop.
type refusing struct {
	LRS
	stop func()
}

func (r refusing) SubmitAchievements(context.Context, lrs.Credentials, int, iter.Seq2[record.Achievement, error]) (lrs.Receipt, error) {
	r.stop()
	return lrs.Receipt{}, &lrs.Error{Class: lrs.Refused, Code: "WSEC0047"}
}

func (gone) StatClaim(context.Context, folder.Claim) (folder.Entry, error) {
	return folder.Entry{}, folder.ErrGone
}

func TestF10_RefusalThatComesDuringAStopIsKept(t *testing.T) {
	p, org, _ := stored(t, 1)
	p.StopGrace = time.Minute
	ctx, stop := context.WithCancel(t.Context())
	org.LRS, org.Inboxes[""] = refusing{stop: stop}, Inbox{Claims: gone{}}
	b := &store.Batch{File: "F1", Organisation: "acme", Operation: store.Achievements}
	b.Rows.Add(0)
	b.Facts.Count, b.Facts.VerifiedAt = 1, time.Now()
	must(t, p.store.Update(ctx, func(tx *store.Tx) error { return tx.AddBatch(b) }))
	must(t, p.Do(ctx, store.Task{Organisation: "acme", Batch: b.ID}))
	got, err := p.store.Batch(t.Context(), b.ID)
	must(t, err)
	if got.State != store.BatchFailed {
		t.Errorf("the batch is %s: the next start would call it unknown", got.State)
	}
}
