package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// The kinds of planned outputs. Status and report are not planned: they live,
// and are written anew from what the store holds.
const (
	kindResult    = "result"
	kindErrors    = "errors"
	kindReview    = "review"
	kindLRSErrors = "lrs-errors"
)

func names(f *store.File) answer.Names { return answer.Names(f.Base) }

// planOutputs plans the answers to a check, up to an outcome set: rows to put
// right, and the result where the file has come to a rest.
func (p *Pipeline) planOutputs(tx *store.Tx, f *store.File, upto, toFix int, result bool) error {
	if result {
		if err := tx.PlanOutput(f.ID, kindResult, "", upto, names(f).Result); err != nil {
			return err
		}
	}
	if toFix == 0 || f.Kind == record.KindDecision { // its lines are corrected where they stand
		return nil
	}
	return tx.PlanOutput(f.ID, kindErrors, "", upto, names(f).Errors)
}

// fixable reports whether a row belongs in errors.csv, to be put right and
// dropped again. A correction that came too late, or of no row of ours, does
// not: given back, it would come as a correction of its own file.
func fixable(o record.Outcome, code string) bool {
	return o.ToCorrect() && code != record.CodeCorrected && code != record.CodeCorrection && code != record.CodeCorrectionLate
}

func toFix(changes iter.Seq[store.Change]) (n int) {
	for c := range changes {
		if fixable(c.Outcome, c.Code) {
			n += c.Count
		}
	}
	return n
}

// planAnswers plans what a file that has come to a rest still owes: each kind
// covers what came since the last of its kind.
func (p *Pipeline) planAnswers(tx *store.Tx, f *store.File, ledger *store.Ledger) error {
	upto := ledger.Last()
	for _, o := range []struct {
		kind string
		name func(int) string
		of   func(record.Outcome, string) bool
	}{
		{kindResult, names(f).Result, func(record.Outcome, string) bool { return true }},
		{kindErrors, names(f).Errors, fixable},
		{kindReview, names(f).Review, func(o record.Outcome, _ string) bool { return o == record.Held }},
	} {
		after, err := tx.LastOutput(f.ID, o.kind)
		if err != nil {
			return err
		}
		if !ledger.Any(after, o.of) {
			continue
		}
		if unbegun(tx, f) {
			if extended, err := tx.ExtendOutput(f.ID, o.kind, upto); err != nil {
				return err
			} else if extended {
				continue
			}
		}
		if err := tx.PlanOutput(f.ID, o.kind, "", upto, o.name); err != nil {
			return err
		}
	}
	return nil
}

// unbegun reports that the file's outputs are planned for later: none of them
// can be in the outbox already, not even after a crash.
func unbegun(tx *store.Tx, f *store.File) bool {
	return f.PublishAt.After(tx.Now()) && f.Facts.Failures == 0
}

// publish brings a file's outputs to its outbox: planned ones first, then the
// page, then the status, whose end state is written last of all. Only then does
// the original leave the inbox (F9).
func (p *Pipeline) publish(ctx context.Context, org *Organisation, f *store.File) error {
	outputs, err := p.store.Outputs(ctx, f.ID)
	if err != nil {
		return err
	}
	for i := range outputs {
		if outputs[i].SHA256 != "" {
			continue
		}
		if err := p.deliver(ctx, org, f, &outputs[i]); err != nil {
			return err
		}
	}
	if err := p.page(ctx, org, f, outputs); err != nil {
		return err
	}
	if rests(f.State) {
		if err := p.clear(ctx, org, f); err != nil {
			return err
		}
	}
	return p.published(ctx, f)
}

// rests reports a state in which the file's answers so far are complete.
func rests(s store.FileState) bool { return s.Final() || s == store.Held }

// published keeps that the outputs are there, unless they are due again
// already.
func (p *Pipeline) published(ctx context.Context, f *store.File) error {
	due, news := f.PublishAt, rests(f.State) && f.Facts.Published != f.State
	err := p.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Refresh(f); err != nil {
			return err
		}
		if f.PublishAt.Equal(due) {
			f.PublishAt = time.Time{}
		}
		f.Facts.Published = f.State
		f.Facts.Failures, f.Facts.FailedWhat = 0, ""
		return tx.SaveFile(f)
	})
	if err == nil && news { // its name is not told: some name files after learners
		p.log.Info("answered", "file", f.ID, "organisation", f.Organisation, "state", f.State, "rows", f.Facts.Rows)
	}
	return err
}

// deliver publishes one planned output. A file of that name and content that
// is there already is this one, written before a crash.
func (p *Pipeline) deliver(ctx context.Context, org *Organisation, f *store.File, o *store.Output) error {
	sum, rows, err := p.put(ctx, org, f, o)
	for n := 2; errors.Is(err, folder.ErrExists); n++ {
		if n > 100 {
			return err
		}
		// Somebody else's file has our name: ours gets the next free one.
		o.Name = nameOf(f, o, n)
		sum, rows, err = p.put(ctx, org, f, o)
	}
	if err != nil {
		return fmt.Errorf("publish %q in the outbox: %w", o.Name, err)
	}
	o.SHA256, o.Rows = sum, rows
	e := org.event("publish", f)
	e.Digest, e.Batch, e.Counts = sum, o.Batch, map[string]int{o.Kind: rows}
	return p.store.Update(ctx, func(tx *store.Tx) error { return tx.SaveOutput(f.ID, *o, e) })
}

// nameOf is the n-th name of an output of its kind.
func nameOf(f *store.File, o *store.Output, n int) string {
	switch o.Kind {
	case kindResult:
		return names(f).Result(n)
	case kindErrors:
		return names(f).Errors(n)
	case kindReview:
		return names(f).Review(n)
	}
	return names(f).LRSErrors(o.Batch + "." + strconv.Itoa(n))
}

func (p *Pipeline) put(ctx context.Context, org *Organisation, f *store.File, o *store.Output) (sum string, rows int, err error) {
	hash := sha256.New()
	err = org.Outbox.Put(ctx, o.Name, func(w io.Writer) (err error) {
		hash.Reset()
		rows, err = p.write(ctx, org, f, o, io.MultiWriter(w, hash))
		return err
	})
	return hex.EncodeToString(hash.Sum(nil)), rows, err
}

// page writes the two living files; the status comes after all it names.
func (p *Pipeline) page(ctx context.Context, org *Organisation, f *store.File, outputs []store.Output) error {
	s, err := p.summarise(ctx, org, f, outputs)
	if err != nil {
		return err
	}
	if f.Facts.Living.Report, err = replace(ctx, org, names(f).Report(), s.report().Write); err != nil {
		return fmt.Errorf("publish the report: %w", err)
	}
	if f.Facts.Living.Status, err = replace(ctx, org, names(f).Status(), s.status().Write); err != nil {
		return fmt.Errorf("publish the status: %w", err)
	}
	return nil
}

// replace publishes a living answer and tells its SHA-256: after its time only
// what is ours still is deleted.
func replace(ctx context.Context, org *Organisation, name string, write func(io.Writer) error) (string, error) {
	hash := sha256.New()
	err := org.Outbox.Replace(ctx, name, func(w io.Writer) error {
		hash.Reset()
		return write(io.MultiWriter(w, hash))
	})
	return hex.EncodeToString(hash.Sum(nil)), err
}

// clear takes the original out of the inbox, into the archive if there is one.
func (p *Pipeline) clear(ctx context.Context, org *Organisation, f *store.File) error {
	if f.Facts.ClaimGone {
		return nil
	}
	if org.Archive != nil {
		if err := p.archive(ctx, org, f); err != nil {
			return err
		}
	}
	claims, c, err := org.claim(p, f)
	if err == nil {
		err = p.removeClaim(ctx, claims, c, f)
	}
	if err != nil {
		return fmt.Errorf("take the original out of the inbox: %w", err)
	}
	f.Facts.ClaimGone = true
	return nil
}

func (p *Pipeline) archive(ctx context.Context, org *Organisation, f *store.File) error {
	in, err := p.store.OpenKept(ctx, inputOf(f))
	if err != nil {
		return err
	}
	defer in.Close()
	put := func(name string) error {
		return org.Archive.Put(ctx, name, func(w io.Writer) error {
			if _, err := in.Seek(0, io.SeekStart); err != nil {
				return err
			}
			_, err := io.Copy(w, in)
			return err
		})
	}
	name := f.Base
	err = put(name)
	if errors.Is(err, folder.ErrExists) {
		name = f.ID + "." + f.Base // an archive that holds files of others
		err = put(name)
	}
	if err != nil {
		return fmt.Errorf("archive the original: %w", err)
	}
	f.Facts.Archived = name
	return nil
}
