package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// doubt is a batch of which a person has to find out what LRS did with it.
type doubt struct {
	Batch  string     `json:"batch_id"`
	Rows   int        `json:"rows"`
	JobID  int64      `json:"job_id"`
	SentAt *time.Time `json:"sent_at"`
	Look   string     `json:"look_first"` // what to look at before anything is said
	Then   string     `json:"then"`       // the command that says what was found
}

// doubtsOf are the batches of a file that wait for lrsdrop resolve.
func doubtsOf(ctx context.Context, s *store.Store, f *store.File, ledger *store.Ledger, notify string) ([]doubt, error) {
	all := []doubt{}
	batches, err := s.Batches(ctx, f.ID)
	if err != nil {
		return nil, err
	}
	open := map[string]int{}
	for i := range ledger.Len() {
		if row := ledger.Row(i); row.Outcome == record.Unknown || row.Outcome == record.Unconfirmed {
			open[row.Set.Batch]++
		}
	}
	for _, b := range batches {
		if open[b.ID] > 0 && (b.State.Ended() || b.Facts.Overdue) {
			all = append(all, doubtOf(b, open[b.ID], notify))
		}
	}
	return all, nil
}

func doubtOf(b *store.Batch, n int, notify string) doubt {
	d := doubt{Batch: b.ID, Rows: n, JobID: b.Job}
	sent := ""
	if at := b.Facts.SubmittedAt; !at.IsZero() {
		d.SentAt, sent = &at, " sent "+clock(at)
	}
	mail := "LRS's e-mail about it"
	if notify != "" {
		mail += " to " + notify
	}
	d.Look = fmt.Sprintf("Look in the LRS organisation portal for a batch of %s%s, and for %s.", records(b.Facts.Count), sent, mail)
	d.Then = "lrsdrop resolve " + b.ID + " --accepted or --rejected"
	switch {
	case b.State == store.BatchUnknown:
		d.Then = "lrsdrop resolve " + b.ID + " --job-id N, --not-received, --accepted or --rejected"
	case b.State == store.BatchFailed:
		d.Then = "lrsdrop resolve " + b.ID + " --job-id N, --accepted or --rejected"
	}
	if b.Job != 0 {
		d.Look = fmt.Sprintf("Look in the LRS organisation portal for job %d, and for %s.", b.Job, mail)
	}
	d.Then += ", with --by NAME --note TEXT"
	return d
}

func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return record.Thousands(int64(n)) + " records"
}

// mayGoOn says of a stopped file how a person may let it go on.
func mayGoOn(f *store.File) string {
	stop := f.Facts.Stopped
	if f.State != store.Refused || stop == nil || stop.Code != record.CodeWithdrawals {
		return ""
	}
	return fmt.Sprintf("a person. Look at its report, ask whoever dropped it whether all withdrawals are meant, and see the LRS organisation portal. "+
		"Then lrsdrop release %s or lrsdrop cancel %s, with --by NAME --note TEXT", f.ID, f.ID)
}

// pauseStatus is a pause of all organisations or of one.
type pauseStatus struct {
	Since time.Time `json:"since"`
	By    string    `json:"by"`
	Note  string    `json:"note"`

	restored bool // by the daemon, after the state folder was restored
}

func pauseOf(pauses []store.Pause, organisation string) *pauseStatus {
	for _, p := range pauses {
		if p.Organisation == organisation {
			return &pauseStatus{Since: p.Since, By: p.By, Note: p.Note}
		}
	}
	return nil
}

func (p *pauseStatus) print(g *global, org string) {
	if p == nil {
		return
	}
	resume := "lrsdrop resume"
	if p.restored {
		resume += " --after-restore"
	}
	if org != "" {
		resume += " --org " + org
	}
	fmt.Fprintf(g.out, "Calls of %s to LRS are paused since %s by %s: %s. They go on with %s.\n",
		whose(org), clock(p.Since), oneLine(p.By), strings.TrimSuffix(oneLine(p.Note), "."), resume)
}

// notifyOf is where LRS writes to about an organisation's batches.
func notifyOf(c *config.Config, organisation string) string {
	o, _ := c.Organisation(organisation)
	return o.NotifyEmail
}
