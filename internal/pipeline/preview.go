package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Preview reads and checks files as an organisation's inbox would, and sends
// nothing. It needs no LRS, and a store only while it writes a report.
type Preview struct {
	options Options
	org     Organisation
}

// previewInbox names the inbox whose rules a preview follows.
const previewInbox = "preview"

// NewPreview makes a preview of what an inbox of the organisation does with a
// file.
func NewPreview(org Organisation, in Inbox, o Options) *Preview {
	in.Trial = true
	org.LRS, org.Archive = nil, nil
	org.Users.Stop = false // who drops the file shows when it is dropped
	org.Inboxes = map[string]Inbox{previewInbox: in}
	return &Preview{options: o, org: org}
}

// Previewed is what a preview found in a file as a whole.
type Previewed struct {
	Kind       record.Kind
	Rows       int
	Invalid    int // rows with a problem
	Noted      int // rows with warnings alone
	Correction bool
	Unknown    []string // columns that mean nothing to us
	Warnings   []record.Problem
	Stopped    *record.Problem // why nothing of the file would be sent
}

// Check reads a file to its end and hands over each row that has a problem or
// a warning. The row is valid until each returns. An error is the machine's, or
// each's own; what is wrong with the file is in what is returned.
func (v *Preview) Check(ctx context.Context, in io.Reader, each func(*batchfile.Row) error) (Previewed, error) {
	p := &Pipeline{Options: v.options}
	box := v.org.Inboxes[previewInbox]
	o := p.readOptions(pinned{Encoding: box.Encoding, Mapping: v.org.Mapping, UserColumn: v.org.Users.Column, Today: record.LondonToday(time.Now())})
	o.UKPRN, o.OrganisationRef, o.RequireOrganisation = v.org.Credentials.UKPRN, v.org.Credentials.OrganisationRef, box.RequireOrganisation
	var found Previewed
	reader, err := batchfile.Open(in, o)
	if err != nil {
		return found, found.refused(err)
	}
	defer reader.Close()
	withdrawals, err := found.rows(ctx, reader, each)
	head := reader.Head()
	found.Kind, found.Correction, found.Unknown, found.Warnings = head.Kind, head.Redrop, head.Unknown, head.Warnings
	if err = found.refused(err); err != nil {
		return found, err
	}
	c := &checked{head: head, rows: found.Rows, withdrawals: withdrawals, stopped: found.Stopped}
	c.invalid.rows = found.Invalid
	if found.Stopped = p.limits(&v.org, &store.File{}, c).stopped; found.Stopped == nil {
		found.Stopped = reader.Person().Problem()
	}
	return found, nil
}

// refused keeps why a file is not fit; any other error is the machine's.
func (v *Previewed) refused(err error) error {
	if refusal, ok := errors.AsType[*batchfile.Refusal](err); ok {
		v.Stopped = &refusal.Problem
		return nil
	}
	return err
}

func (v *Previewed) rows(ctx context.Context, reader *batchfile.Reader, each func(*batchfile.Row) error) (withdrawals int, err error) {
	for {
		row, err := reader.Next()
		if err == io.EOF {
			return withdrawals, nil
		}
		if err == nil && v.Rows%look == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return withdrawals, err
		}
		v.Rows++
		valid := row.Valid()
		if valid && row.Action == record.ActionWithdraw {
			withdrawals++
		}
		if len(row.Problems) == 0 {
			continue
		}
		if valid {
			v.Noted++
		} else {
			v.Invalid++
		}
		if err := each(row); err != nil {
			return withdrawals, err
		}
	}
}

// Report writes into dir the page and the rows to correct that the daemon
// would publish for the file at path, by carrying it through the pipeline's own
// steps in a store of its own. It returns the names written. An errors file
// that is there already keeps its name, and the new one is numbered.
func (v *Preview) Report(ctx context.Context, path, dir string) (written []string, err error) {
	scratch, err := os.MkdirTemp(v.options.TempDir, "lrsdrop-validate-")
	if err != nil {
		return nil, fmt.Errorf("make a report about %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	s, err := store.Open(ctx, filepath.Join(scratch, "state"), time.Now)
	if err != nil {
		return nil, fmt.Errorf("make a report about %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	out, err := folder.OpenLocal(dir, folder.Owner(s.ID()))
	if err != nil {
		return nil, fmt.Errorf("make a report about %s: %w", path, err)
	}
	kept := &previewOutbox{Outbox: out}
	if err := v.carry(ctx, s, kept, path); err != nil {
		return nil, fmt.Errorf("make a report about %s: %w", path, err)
	}
	return kept.names, nil
}

// carry takes one file from its receipt to its end.
func (v *Preview) carry(ctx context.Context, s *store.Store, out Outbox, path string) error {
	org, box := v.org, v.org.Inboxes[previewInbox]
	box.Claims = previewClaim(path)
	org.Outbox, org.Inboxes = out, map[string]Inbox{previewInbox: box}
	p := New(s, []*Organisation{&org}, v.options, slog.New(slog.DiscardHandler))
	id := batchfile.NoFile
	claim := folder.Claim{Owner: s.ID(), ID: id, Name: filepath.Base(path)}
	if err := p.Receive(ctx, []Dropped{{Organisation: org.ID, Inbox: previewInbox, Claim: claim}}); err != nil {
		return err
	}
	f, err := s.File(ctx, id)
	for err == nil && p.isDue(f) {
		err = p.step(ctx, &org, f)
	}
	return err
}

// previewOutbox publishes what a person reads. Status and result are for
// programs and tell of files that the daemon has.
type previewOutbox struct {
	Outbox
	names []string
}

func (o *previewOutbox) Put(ctx context.Context, name string, write func(io.Writer) error) error {
	return o.keep(ctx, name, write, o.Outbox.Put)
}

func (o *previewOutbox) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return o.keep(ctx, name, write, o.Outbox.Replace)
}

func (o *previewOutbox) keep(ctx context.Context, name string, write func(io.Writer) error,
	publish func(context.Context, string, func(io.Writer) error) error) error {
	if strings.HasSuffix(name, ".status.json") || strings.HasSuffix(name, ".result.csv") {
		return nil
	}
	err := publish(ctx, name, write)
	if err == nil && !slices.Contains(o.names, name) {
		o.names = append(o.names, name)
	}
	return err
}

// previewClaim is a file that stays where it is.
type previewClaim string

// OpenClaim implements [Claims].
func (c previewClaim) OpenClaim(ctx context.Context, claim folder.Claim) (io.ReadCloser, folder.Entry, error) {
	entry, err := c.StatClaim(ctx, claim)
	if err != nil {
		return nil, entry, err
	}
	in, err := os.Open(string(c))
	return in, entry, err
}

// StatClaim implements [Claims].
func (c previewClaim) StatClaim(context.Context, folder.Claim) (folder.Entry, error) {
	info, err := os.Stat(string(c))
	if err != nil {
		return folder.Entry{}, err
	}
	if !info.Mode().IsRegular() {
		return folder.Entry{}, folder.ErrNotRegular
	}
	return folder.Entry{Name: info.Name(), Size: info.Size(), ModTime: info.ModTime(), Regular: true}, nil
}

// RemoveClaim implements [Claims].
func (previewClaim) RemoveClaim(context.Context, folder.Claim, folder.Entry) error { return nil }
