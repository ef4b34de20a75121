package store

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"lrsdrop/internal/audit"
)

// Decision is what a person decided about one held row. It is kept here by
// whoever brings it, the daemon or a command beside it; the daemon takes it up
// with the file's next step. The first one stands: Seq is the row's, and no two
// can have the same.
//
// The note stands here and nowhere else. It may hold a learner's details, so it
// goes when those of the file go; the audit, which outlives them, has a keyed
// digest of it.
type Decision struct {
	File      string
	Ordinal   int
	Seq       int // from 1
	Row       int // as a spreadsheet numbers it
	Confirmed bool
	ULN       string // to be sent under; "" is the row's own
	Code      string // of LRS, that the person decided on
	By        string
	Account   string // of the operating system
	Note      string
	Via       string // id of the decision file; "" is the command line
	At        time.Time
	Applied   int // the set of outcomes that it led to; 0: not taken up yet
}

// LogValue keeps the ULN and the note out of every log.
func (Decision) LogValue() slog.Value { return slog.StringValue("[decision]") }

// String keeps them out of every formatted message.
func (Decision) String() string { return "[decision]" }

const decisionColumns = `file, ordinal, seq, row, confirmed, uln, code, by, account, note, via, at, applied`

func scanDecision(row scanner) (*Decision, error) {
	var d Decision
	var at int64
	err := row.Scan(&d.File, &d.Ordinal, &d.Seq, &d.Row, &d.Confirmed, &d.ULN, &d.Code, &d.By, &d.Account, &d.Note, &d.Via, &at, &d.Applied)
	d.At = time.UnixMilli(at).UTC()
	return &d, err
}

// Decisions lists all decisions about rows of a file, in the order of the rows
// and, of one row, of the decisions.
func (s *Store) Decisions(ctx context.Context, file string) ([]*Decision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+decisionColumns+` FROM decisions WHERE file = ? ORDER BY ordinal, seq`, file)
	if err != nil {
		return nil, fmt.Errorf("list the decisions about file %s: %w", file, err)
	}
	return collect(rows, scanDecision)
}

// AddDecision keeps a decision with its event, and makes its file's next step
// due. It gives [ErrMoved] when somebody else's came first.
func (tx *Tx) AddDecision(d *Decision, e audit.Event) error {
	d.At = tx.now
	err := tx.execOne(`INSERT OR IGNORE INTO decisions (`+decisionColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		d.File, d.Ordinal, d.Seq, d.Row, d.Confirmed, d.ULN, d.Code, d.By, d.Account, d.Note, d.Via, d.At.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep a decision about file %s: %w", d.File, err)
	}
	if err := tx.WakeFile(d.File); err != nil {
		return err
	}
	return tx.Audit(e)
}

// ApplyDecision records the set of outcomes that a decision led to.
func (tx *Tx) ApplyDecision(d *Decision, outcomes int) error {
	err := tx.execOne(`UPDATE decisions SET applied = ? WHERE file = ? AND ordinal = ? AND seq = ? AND applied = 0`, outcomes, d.File, d.Ordinal, d.Seq)
	if err != nil {
		return fmt.Errorf("take up a decision about file %s: %w", d.File, err)
	}
	return nil
}

// PendingDecisions counts the decisions about a file that were not taken up
// yet.
func (tx *Tx) PendingDecisions(file string) (n int, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT count(*) FROM decisions WHERE file = ? AND applied = 0`, file).Scan(&n)
	return n, err
}
