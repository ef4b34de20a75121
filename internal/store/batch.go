package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/audit"
)

// Operation is what a batch asks of LRS.
type Operation string

// The three ways rows reach LRS.
const (
	VerifyOne    Operation = "verifyLearner" // a few learners, one call each
	VerifyBatch  Operation = "submitVerifyBatch"
	Achievements Operation = "SubmitAchievementBatchJob"
)

// Batch is the rows of one file that go to LRS together.
type Batch struct {
	ID           string // FILE-nn, as people see it
	File         string
	Organisation string
	Seq          int
	Operation    Operation
	State        BatchState
	First, Last  int // ordinals of its first and last row
	NextAt       time.Time
	Job          int64
	Facts        BatchFacts
	Rows         Runs // loaded by Store.Batch only
}

// BatchFacts are what is known of a batch and not searched for.
type BatchFacts struct {
	Count       int       `json:"count"`
	Offset      int64     `json:"offset"` // where its first row starts among the checked rows
	Code        string    `json:"code,omitempty"`
	Detail      string    `json:"detail,omitempty"`
	BegunAt     time.Time `json:"begun_at,omitzero"` // when an upload began to be sent
	SubmittedAt time.Time `json:"submitted_at,omitzero"`
	FinishedAt  time.Time `json:"finished_at,omitzero"`
	VerifiedAt  time.Time `json:"verified_at,omitzero"` // the oldest verification among its rows
	Attempts    int       `json:"attempts,omitempty"`
	Polls       int       `json:"polls,omitempty"`
	Overdue     bool      `json:"overdue,omitempty"`
	Suspicious  bool      `json:"suspicious,omitempty"` // failed with nothing filled in: asked once more
	Digest      string    `json:"digest,omitempty"`     // of the request
	ErrorFile   bool      `json:"error_file,omitempty"` // LRS's own error file is in the spool
	FailedWhat  string    `json:"failed_what,omitempty"`
	Resolved    string    `json:"resolved,omitempty"`   // what a person found out about it
	ResolvedAt  time.Time `json:"resolved_at,omitzero"` // and when
}

const batchColumns = `b.id, b.file, o.name, b.seq, b.operation, b.state, b.first, b.last, b.next_at, b.job, b.facts`

const fromBatches = ` FROM batches b JOIN organisations o ON o.id = b.org `

func scanBatch(row scanner, more ...any) (*Batch, error) {
	var b Batch
	var next sql.NullInt64
	var facts string
	into := append([]any{&b.ID, &b.File, &b.Organisation, &b.Seq, &b.Operation, &b.State, &b.First, &b.Last, &next, &b.Job, &facts}, more...)
	err := row.Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	b.NextAt = moment(next)
	return &b, json.Unmarshal([]byte(facts), &b.Facts)
}

// Batch reads one batch with its rows.
func (s *Store) Batch(ctx context.Context, id string) (*Batch, error) {
	var packed []byte
	b, err := scanBatch(s.read.QueryRowContext(ctx, `SELECT `+batchColumns+`, b.rows`+fromBatches+`WHERE b.id = ?`, id), &packed)
	if err == nil {
		b.Rows, err = unpackRuns(packed)
	}
	if err != nil {
		return nil, fmt.Errorf("read batch %s: %w", id, err)
	}
	return b, nil
}

// Batch reads one batch with its rows within the update.
func (tx *Tx) Batch(id string) (*Batch, error) {
	var packed []byte
	b, err := scanBatch(tx.sql.QueryRowContext(tx.ctx, `SELECT `+batchColumns+`, b.rows`+fromBatches+`WHERE b.id = ?`, id), &packed)
	if err == nil {
		b.Rows, err = unpackRuns(packed)
	}
	if err != nil {
		return nil, fmt.Errorf("read batch %s: %w", id, err)
	}
	return b, nil
}

// Batches lists the batches of a file in order, without their rows.
func (s *Store) Batches(ctx context.Context, file string) ([]*Batch, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+batchColumns+fromBatches+`WHERE b.file = ? ORDER BY b.seq`, file)
	if err != nil {
		return nil, fmt.Errorf("list the batches of file %s: %w", file, err)
	}
	return collect(rows, func(row scanner) (*Batch, error) { return scanBatch(row) })
}

// BatchOf finds the latest achievement batch of a file that holds a row.
func (s *Store) BatchOf(ctx context.Context, file string, ordinal int) (*Batch, error) {
	return scanBatch(s.read.QueryRowContext(ctx, `SELECT `+batchColumns+fromBatches+`
		WHERE b.file = ? AND b.operation = ? AND b.state <> 'stale' AND b.first <= ?3 AND b.last >= ?3
		ORDER BY b.seq DESC LIMIT 1`, file, Achievements, ordinal))
}

// AddBatch plans a batch: it needs File, Organisation, Operation, First, Last,
// NextAt, Rows and Facts, and gets its ID.
func (tx *Tx) AddBatch(b *Batch) error {
	if err := tx.wanted(b.File); err != nil {
		return err
	}
	org, err := tx.organisation(b.Organisation)
	if err != nil {
		return err
	}
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(max(seq), 0) + 1 FROM batches WHERE file = ?`, b.File).Scan(&b.Seq)
	if err != nil {
		return err
	}
	b.ID, b.State = fmt.Sprintf("%s-%02d", b.File, b.Seq), BatchPlanned
	facts, err := json.Marshal(b.Facts)
	if err != nil {
		return err
	}
	err = tx.exec(`INSERT INTO batches (id, file, org, seq, operation, state, first, last, next_at, facts, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		b.ID, b.File, org, b.Seq, b.Operation, b.State, b.First, b.Last, millis(b.NextAt), string(facts), b.Rows.pack())
	if err != nil {
		return fmt.Errorf("plan batch %s: %w", b.ID, err)
	}
	return nil
}

// MoveBatch brings b into the state to, with its audit event, and saves it. A
// batch that has ended wakes its file.
func (tx *Tx) MoveBatch(b *Batch, to BatchState, e audit.Event) error {
	if err := mayMove(batchMoves, "batch "+b.ID, b.State, to); err != nil {
		return err
	}
	from := b.State
	e.File, e.Batch, e.Job, e.From, e.To = b.File, b.ID, b.Job, string(from), string(to)
	e.Call = string(b.Operation)
	b.State = to
	b.Facts.FailedWhat = ""
	if to.Ended() {
		b.NextAt = time.Time{}
		if err := tx.WakeFile(b.File); err != nil {
			return err
		}
	}
	if err := tx.saveBatch(b, from); err != nil {
		return err
	}
	return tx.Audit(e)
}

// SaveBatch saves what changed within a state.
func (tx *Tx) SaveBatch(b *Batch) error { return tx.saveBatch(b, b.State) }

func (tx *Tx) saveBatch(b *Batch, from BatchState) error {
	facts, err := json.Marshal(b.Facts)
	if err != nil {
		return err
	}
	err = tx.execOne(`UPDATE batches SET state = ?, next_at = ?, job = ?, facts = ? WHERE id = ? AND state = ?`,
		b.State, millis(b.NextAt), b.Job, string(facts), b.ID, from)
	if err != nil {
		return fmt.Errorf("save batch %s: %w", b.ID, err)
	}
	return nil
}

// Progress counts batches of a file that have not ended.
type Progress struct {
	ToSend  int // LRS does not have them yet
	Running int
}

// OpenBatches counts the file's batches that have not ended. An overdue upload
// is still asked after now and then, and holds nothing up.
func (tx *Tx) OpenBatches(file string) (o Progress, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(sum(state IN ('planned', 'submitting')), 0), coalesce(sum(state = 'submitted'), 0)
		FROM batches WHERE file = ? AND state IN ('planned', 'submitting', 'submitted')
		AND NOT (operation = ? AND coalesce(facts ->> 'overdue', 0))`, file, Achievements).Scan(&o.ToSend, &o.Running)
	return o, err
}

// OtherWithJob finds another batch of the organisation that has the job
// already, or "".
func (tx *Tx) OtherWithJob(b *Batch, job int64) (id string, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT b.id`+fromBatches+`WHERE o.name = ? AND b.job = ? AND b.job <> 0 AND b.operation = ? AND b.id <> ? LIMIT 1`,
		b.Organisation, job, b.Operation, b.ID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, err
}

// Interrupted lists the batches whose submit was under way when the process
// ended.
func (s *Store) Interrupted(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id FROM batches WHERE state = 'submitting'`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(row scanner) (id string, err error) { return id, row.Scan(&id) })
}
