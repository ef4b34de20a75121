package daemon

import (
	"context"
	"errors"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// ErrNoFile says that the store has no file with the id.
var ErrNoFile = errors.New("there is no such file")

// Decide keeps what a person decided on a held row, whether or not a daemon
// runs; one that does takes it up at once. The problem says why it cannot stand.
// now is the clock; nil means the real one.
//
// The organisation's certificate is named in the audit where it can be read.
// That it cannot hinders no decision: nothing is sent from here.
func Decide(ctx context.Context, c *config.Config, account string, r pipeline.Ruling, now func() time.Time) (refused *record.Problem, err error) {
	if now == nil {
		now = time.Now
	}
	s, err := store.OpenBeside(ctx, c.StateDir, now)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	f, err := s.File(ctx, r.File)
	if errors.Is(err, store.ErrNotFound) {
		return nil, ErrNoFile
	}
	if err != nil {
		return nil, err
	}
	o, ok := c.Organisation(f.Organisation)
	if !ok {
		return nil, ErrNoFile // nobody could send its rows
	}
	org := &organisation{Organisation: rules(o)}
	if roots, err := c.LRS.Roots(); err == nil {
		org = operating(c, o, roots)
	}
	defer org.close()
	return pipeline.Decide(ctx, s, &org.Organisation, pipeline.Bringer{Account: account}, r)
}
