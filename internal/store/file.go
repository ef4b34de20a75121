package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/record"
)

// ErrNotFound says that the store has no such file or batch.
var ErrNotFound = errors.New("not found")

// File is one dropped file.
type File struct {
	Seq          int64 // order of receipt
	ID           string
	Organisation string
	Inbox        string
	Name         string // as dropped
	Base         string // what its outputs are named after, reserved for good
	Kind         record.Kind
	State        FileState
	SHA256       string
	Bytes        int64
	Sent         bool // a row of it reached LRS and has not failed
	Cancelled    bool // a person wants nothing of it sent; set by RequestCancel alone
	ReceivedAt   time.Time
	UpdatedAt    time.Time
	StepAt       time.Time // when its next step is due; zero: not by itself
	PublishAt    time.Time // when its outputs are due; zero: they are up to date
	Facts        Facts
}

// Facts are what is known of a file and not searched for.
type Facts struct {
	User        string          `json:"user"`            // whom LRS is told; settled before anything is sent
	Owner       string          `json:"owner,omitempty"` // the account that owned it when it came
	ClaimSize   int64           `json:"claim_size"`
	ClaimTime   time.Time       `json:"claim_time"`
	ClaimGone   bool            `json:"claim_gone,omitempty"`
	Changed     bool            `json:"changed,omitempty"` // to be copied from its claim again
	Pinned      json.RawMessage `json:"pinned,omitempty"`  // how it was read, for a second reading
	Unknown     []string        `json:"unknown_columns,omitempty"`
	Rows        int             `json:"rows"`
	Stopped     *record.Problem `json:"stopped,omitempty"` // why nothing was sent
	Warnings    map[string]int  `json:"warnings,omitempty"`
	Corrects    string          `json:"corrects,omitempty"`
	DuplicateOf string          `json:"duplicate_of,omitempty"`
	Continues   string          `json:"continues,omitempty"` // the file that this one was when it was sent first
	Round       int             `json:"round,omitempty"`     // of asking LRS about its learners
	Answered    int             `json:"answered,omitempty"`  // sets of outcomes up to this one are of an earlier verification
	Failures    int             `json:"failures,omitempty"`  // of the step that is due, in a row
	FailedWhat  string          `json:"failed_what,omitempty"`
	Published   FileState       `json:"published,omitempty"` // the state its status file shows
	Settled     int             `json:"settled,omitempty"`   // the set of outcomes up to which it has come to a rest
	Decided     bool            `json:"decided,omitempty"`   // a person's decisions on rows of it were taken up
	Reminded    time.Time       `json:"reminded,omitzero"`   // when people were last reminded of rows that wait
	Released    []string        `json:"released,omitempty"`  // codes that stopped it, until a person let it go on

	Living   Living         `json:"living,omitzero"`    // its living answers as they are in the outbox
	Archived string         `json:"archived,omitempty"` // the name of the original in the archive
	EndedAt  time.Time      `json:"ended_at,omitzero"`  // when it came to its end
	Gone     Gone           `json:"gone,omitzero"`
	Became   map[string]int `json:"became,omitempty"` // how many rows came to which outcome, once these are gone
	Stays    []string       `json:"stays,omitempty"`  // what somebody changed, so that it is not deleted: kinds of answers, or "original"
}

// Living are the SHA-256 of the two answers that are written anew, as they were
// last published.
type Living struct {
	Report string `json:"report"`
	Status string `json:"status"`
}

const fileColumns = `f.seq, f.id, o.name, f.inbox, f.name, f.base, f.kind, f.state, f.sha256, f.bytes, f.sent,
	f.cancelled, f.received_at, f.updated_at, f.step_at, f.publish_at, f.facts`

const fromFiles = ` FROM files f JOIN organisations o ON o.id = f.org `

type scanner interface{ Scan(...any) error }

func scanFile(row scanner) (*File, error) {
	var f File
	var received, updated, step, publish sql.NullInt64
	var facts string
	err := row.Scan(&f.Seq, &f.ID, &f.Organisation, &f.Inbox, &f.Name, &f.Base, &f.Kind, &f.State, &f.SHA256, &f.Bytes, &f.Sent,
		&f.Cancelled, &received, &updated, &step, &publish, &facts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	f.ReceivedAt, f.UpdatedAt, f.StepAt, f.PublishAt = moment(received), moment(updated), moment(step), moment(publish)
	return &f, json.Unmarshal([]byte(facts), &f.Facts)
}

// File reads one file.
func (s *Store) File(ctx context.Context, id string) (*File, error) {
	f, err := scanFile(s.read.QueryRowContext(ctx, `SELECT `+fileColumns+fromFiles+`WHERE f.id = ?`, id))
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", id, err)
	}
	return f, nil
}

// Files lists files, the latest first; org "" means every organisation.
func (s *Store) Files(ctx context.Context, org string, most int) ([]*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`WHERE ? IN ('', o.name) ORDER BY f.seq DESC LIMIT ?`, org, most)
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	return collect(rows, scanFile)
}

func collect[T any](rows *sql.Rows, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// SameBytes finds the latest file of the organisation with the same content
// that came before f, that counts, and that forbids sending it again: one that
// is unfinished, or of which a row was sent and has not failed. It gives nil when
// there is none.
func (s *Store) SameBytes(ctx context.Context, f *File, counts func(*File) bool) (*File, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE o.name = ? AND f.sha256 = ? AND f.seq < ? AND f.state NOT IN ('refused', 'duplicate', 'cancelled') AND (f.sent OR f.state <> 'done')
		ORDER BY f.seq DESC`, f.Organisation, f.SHA256, f.Seq)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		if same, err := scanFile(rows); err != nil || counts(same) {
			return same, err
		}
	}
	return nil, rows.Err()
}

// RefusedInPlace reports whether the file of f's name, content, size and time
// was refused before and left in its inbox.
func (s *Store) RefusedInPlace(ctx context.Context, f *File) (bool, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+fromFiles+`
		WHERE o.name = ? AND f.sha256 = ? AND f.inbox = ? AND (f.name = ? OR f.facts ->> '$.gone.name_digest' = ?) AND f.bytes = ? AND f.facts ->> 'claim_gone'`,
		f.Organisation, f.SHA256, f.Inbox, f.Name, s.NameDigest(f.Name).String(), f.Bytes)
	if err != nil {
		return false, fmt.Errorf("look for an earlier refusal: %w", err)
	}
	all, err := collect(rows, scanFile)
	return slices.ContainsFunc(all, func(before *File) bool { return before.Facts.ClaimTime.Equal(f.Facts.ClaimTime) }), err
}

// File reads one file within the update.
func (tx *Tx) File(id string) (*File, error) {
	f, err := scanFile(tx.sql.QueryRowContext(tx.ctx, `SELECT `+fileColumns+fromFiles+`WHERE f.id = ?`, id))
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", id, err)
	}
	return f, nil
}

// AddFile takes a file over: f needs ID, Organisation, Inbox, Name, SHA256,
// Bytes and Facts. Its output name is reserved for good.
func (tx *Tx) AddFile(f *File, base Namer, e audit.Event) error {
	org, err := tx.organisation(f.Organisation)
	if err != nil {
		return err
	}
	if f.Base, err = tx.reserve(org, f.Name, base); err != nil {
		return fmt.Errorf("reserve an output name: %w", err)
	}
	f.State, f.ReceivedAt, f.UpdatedAt, f.StepAt = Received, tx.now, tx.now, tx.now
	facts, err := json.Marshal(f.Facts)
	if err != nil {
		return err
	}
	err = tx.exec(`INSERT INTO files (id, org, inbox, name, base, state, sha256, bytes, received_at, updated_at, step_at, next_at, facts)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, f.ID, org, f.Inbox, f.Name, f.Base, f.State, f.SHA256, f.Bytes,
		millis(tx.now), millis(tx.now), millis(tx.now), millis(tx.now), string(facts))
	if err != nil {
		return fmt.Errorf("add file %s: %w", f.ID, err)
	}
	e.To = string(Received)
	tx.done = append(tx.done, Counted{Organisation: f.Organisation, State: Received, Inbox: f.Inbox})
	return tx.Audit(e)
}

func (tx *Tx) organisation(name string) (id int64, err error) {
	if err := tx.exec(`INSERT OR IGNORE INTO organisations (name) VALUES (?)`, name); err != nil {
		return 0, err
	}
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT id FROM organisations WHERE name = ?`, name).Scan(&id)
	return id, err
}

// MoveFile brings f into the state to, with its audit event, and saves it.
func (tx *Tx) MoveFile(f *File, to FileState, e audit.Event) error {
	if err := mayMove(fileMoves, "file "+f.ID, f.State, to); err != nil {
		return err
	}
	from := f.State
	e.From, e.To = string(from), string(to)
	f.State = to
	f.Facts.Failures, f.Facts.FailedWhat = 0, ""
	if !to.Final() {
		f.Facts.EndedAt = time.Time{}
	} else if f.Facts.EndedAt.IsZero() {
		f.Facts.EndedAt = tx.now
	}
	if err := tx.saveFile(f, from); err != nil {
		return err
	}
	if err := tx.noteEnd(f, from); err != nil {
		return err
	}
	tx.countFile(f.Organisation, to)
	return tx.Audit(e)
}

// SaveFile saves what changed within a state.
func (tx *Tx) SaveFile(f *File) error { return tx.saveFile(f, f.State) }

func (tx *Tx) saveFile(f *File, from FileState) error {
	facts, err := json.Marshal(f.Facts)
	if err != nil {
		return err
	}
	f.UpdatedAt = tx.now
	step, publish := millis(f.StepAt), millis(f.PublishAt)
	next := step
	if publish.Valid && (!next.Valid || publish.Int64 < next.Int64) {
		next = publish
	}
	// A file that was cancelled since it was read is due, whatever f says.
	err = tx.execOne(`UPDATE files SET kind = ?1, state = ?2, sha256 = ?3, bytes = ?4, sent = ?5, updated_at = ?6, publish_at = ?8, facts = ?10,
			step_at = CASE WHEN cancelled > ?13 THEN ?6 ELSE ?7 END, next_at = CASE WHEN cancelled > ?13 THEN ?6 ELSE ?9 END
		WHERE id = ?11 AND state = ?12`, f.Kind, f.State, f.SHA256, f.Bytes, f.Sent, millis(tx.now), step, publish, next, string(facts),
		f.ID, from, f.Cancelled)
	if err != nil {
		return fmt.Errorf("save file %s: %w", f.ID, err)
	}
	return nil
}

// WakeFile makes the file's next step due now, whatever it waited for.
func (tx *Tx) WakeFile(id string) error {
	return tx.exec(`UPDATE files SET step_at = ?1, next_at = min(coalesce(next_at, ?1), ?1) WHERE id = ?2`, millis(tx.now), id)
}

// WakeHeld makes the next step of every held file due now: how long rows wait
// for a person is configuration, which may have changed while nothing ran.
func (tx *Tx) WakeHeld() error {
	return tx.exec(`UPDATE files SET step_at = ?1, next_at = min(coalesce(next_at, ?1), ?1) WHERE state = 'held'`, millis(tx.now))
}

// WakeIfAllSent makes the file's next step due once none of its batches is
// still to be sent.
func (tx *Tx) WakeIfAllSent(id string) error {
	var n int
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT count(*) FROM batches WHERE file = ? AND state IN ('planned', 'submitting')`, id).Scan(&n)
	if err != nil || n > 0 {
		return err
	}
	return tx.WakeFile(id)
}

// Refresh reads when f is due anew: while a step worked on it, the end of a
// batch or a correction may have woken it.
func (tx *Tx) Refresh(f *File) error {
	var step, publish sql.NullInt64
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT step_at, publish_at FROM files WHERE id = ?`, f.ID).Scan(&step, &publish)
	f.StepAt, f.PublishAt = moment(step), moment(publish)
	return err
}

// RepublishFile makes the file's living outputs due now.
func (tx *Tx) RepublishFile(id string) error {
	return tx.exec(`UPDATE files SET publish_at = ?1, next_at = min(coalesce(next_at, ?1), ?1) WHERE id = ?2`, millis(tx.now), id)
}

// ErrSent says that rows of a file have, or may have, reached LRS.
var ErrSent = errors.New("rows of it were sent")

// ForgetRows takes back all that a reading of the file led to, so that it can
// be read again. It gives [ErrSent] once anything of it may have been sent.
func (tx *Tx) ForgetRows(f *File) error {
	if err := tx.unsent(f); err != nil {
		return err
	}
	for _, q := range []string{
		`DELETE FROM small WHERE name = ?1 || '.rows'`,
		`DELETE FROM outcomes WHERE file = ?1`,
		`DELETE FROM outputs WHERE file = ?1 AND sha256 = ''`,
		`UPDATE outputs SET after = 0, upto = 0 WHERE file = ?1`, // what they cover is gone; their names are not
		`DELETE FROM corrections WHERE by_file = ?1`,
		`DELETE FROM decisions WHERE file = ?1`, // the rows they were about may be others now
		`UPDATE batches SET state = 'stale', next_at = NULL WHERE file = ?1 AND state = 'planned'`,
	} {
		if err := tx.exec(q, f.ID); err != nil {
			return fmt.Errorf("forget the rows of file %s: %w", f.ID, err)
		}
	}
	return tx.forgetSent(f)
}

// unsent gives [ErrSent] once anything of a file may have been sent.
func (tx *Tx) unsent(f *File) error {
	var sent int
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT count(*) FROM batches WHERE file = ? AND operation = ? AND state NOT IN ('planned', 'stale')`,
		f.ID, Achievements).Scan(&sent)
	if err != nil || sent > 0 {
		return cmp.Or(err, ErrSent)
	}
	return nil
}

// forgetSent takes back the reservations of all rows of a file.
func (tx *Tx) forgetSent(f *File) error {
	return tx.exec(`DELETE FROM sent WHERE org = (SELECT id FROM organisations WHERE name = ?) AND file = ?`, f.Organisation, f.Seq)
}
