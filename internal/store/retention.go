package store

import (
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

// Gone tells what of a file was deleted after its time, and when; zero: it is
// kept.
type Gone struct {
	Data       time.Time `json:"data,omitzero"`    // its rows and what became of each, in this store
	Copies     time.Time `json:"copies,omitzero"`  // in the spool and the archive
	Answers    time.Time `json:"answers,omitzero"` // in the outbox
	Name       time.Time `json:"name,omitzero"`    // its own name and those of its answers, last of all
	NameDigest string    `json:"name_digest,omitempty"`
}

// Part is a part of what is kept of a file. Parts have times of their own.
type Part string

// The parts.
const (
	Data    Part = "data"
	Copies  Part = "copies" // go with the data, once that is gone
	Answers Part = "answers"
)

// Original is what [Facts.Stays] calls the original in the archive; all else
// there are answers.
const Original = "original"

// Ended is a file at its end, and which of its parts are kept.
type Ended struct {
	*File
	HasData, HasCopies, HasAnswers bool
}

// Cutoffs say what is due: the data of files that ended by Data, the answers of
// those that ended by Answers. Zero means that nothing is.
type Cutoffs struct{ Data, Answers time.Time }

// ends are the states that [FileState.Final] knows.
const ends = `('done', 'refused', 'duplicate', 'cancelled')`

// resting says of a file f that nothing needs it: no step or answer of it is
// due, and every correction of its rows has its own answer.
const resting = ` f.next_at IS NULL AND NOT EXISTS (SELECT 1 FROM corrections c JOIN files g ON g.id = c.by_file
	WHERE c.file = f.id AND (g.next_at IS NOT NULL OR g.state NOT IN ` + ends + `)) `

// uncounted says of a file f that the page of a file whose rows it corrects may
// still be written anew: that page counts what became of the corrections.
const uncounted = ` EXISTS (SELECT 1 FROM corrections c JOIN files a ON a.id = c.file
	WHERE c.by_file = f.id AND a.facts ->> '$.gone.data' IS NULL) `

// noteEnd keeps that a file came to its end, from where what is kept of it has
// its time. A file of which something was deleted cannot go on.
func (tx *Tx) noteEnd(f *File, from FileState) error {
	switch {
	case f.State.Final() == from.Final():
		return nil
	case f.State.Final():
		return tx.exec(`INSERT INTO ended (file, org, ended_at) SELECT seq, org, ? FROM files WHERE id = ?`, millis(tx.now), f.ID)
	}
	err := tx.execOne(`DELETE FROM ended WHERE file = ? AND has_data AND has_answers`, f.Seq)
	if errors.Is(err, ErrMoved) {
		return fmt.Errorf("file %s cannot go on: %w", f.ID, ErrDeleted)
	}
	return err
}

// ErrDeleted says that the time of a file's data is over.
var ErrDeleted = errors.New("its data was deleted after its time")

// PastTime lists up to most files of an organisation of which something is to
// be deleted now, in the order they came, from after the file with that number.
func (s *Store) PastTime(ctx context.Context, organisation string, c Cutoffs, after int64, most int) ([]Ended, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fileColumns+`, e.has_data, e.has_copies, e.has_answers`+fromFiles+`JOIN ended e ON e.file = f.seq
		WHERE o.name = ?1 AND e.org = o.id AND e.file > ?2 AND e.not_before <= ?3 AND `+resting+`
		AND (e.has_data AND e.ended_at <= ?4 AND NOT `+uncounted+` OR NOT e.has_data AND e.has_copies OR e.has_answers AND e.ended_at <= ?5)
		ORDER BY e.file LIMIT ?6`, organisation, after, s.now().UnixMilli(), c.Data.UnixMilli(), c.Answers.UnixMilli(), most)
	if err != nil {
		return nil, fmt.Errorf("list what is past its time: %w", err)
	}
	return collect(rows, scanEnded)
}

func scanEnded(row scanner) (e Ended, err error) {
	e.File, err = scanFile(also{row, []any{&e.HasData, &e.HasCopies, &e.HasAnswers}})
	return e, err
}

// also scans more columns than its reader asks for.
type also struct {
	scanner
	more []any
}

func (a also) Scan(into ...any) error { return a.scanner.Scan(append(into, a.more...)...) }

// personal are the statements that delete a file's data.
var personal = []string{
	`DELETE FROM small WHERE name IN (?1 || '.input', ?1 || '.rows')`,
	`DELETE FROM outcomes WHERE file = ?1`,
	`DELETE FROM decisions WHERE file = ?1`,
	`UPDATE batches SET facts = json_remove(facts, '$.detail', '$.failed_what') WHERE file = ?1`,
}

// DeleteData deletes a file's rows and what became of each, with its event, if
// it ended by the cutoff, nothing needs it, and last is its last set of
// outcomes; else it gives [ErrMoved]. rows is how many came to which outcome,
// which is kept.
func (tx *Tx) DeleteData(f *File, cutoff time.Time, last int, rows map[string]int, e audit.Event) error {
	err := tx.execOne(`UPDATE ended SET has_data = 0 WHERE has_data AND ended_at <= ?2
		AND file = (SELECT f.seq FROM files f WHERE f.id = ?1 AND `+resting+` AND NOT `+uncounted+`)
		AND (SELECT coalesce(max(seq), 0) FROM outcomes WHERE file = ?1) = ?3`, f.ID, cutoff.UnixMilli(), last)
	if err != nil {
		return err
	}
	for _, q := range personal {
		if err := tx.exec(q, f.ID); err != nil {
			return fmt.Errorf("delete the data of file %s: %w", f.ID, err)
		}
	}
	return tx.noteGone(f, e, func(facts *Facts) {
		facts.Gone.Data, facts.Became = tx.now, rows
		facts.Unknown, facts.FailedWhat = nil, "" // a file without a header has cells for columns
		if facts.Stopped != nil {
			facts.Stopped = &record.Problem{Code: facts.Stopped.Code} // its words may quote a cell
		}
	})
}

var without = map[Part]string{
	Copies:  `UPDATE ended SET has_copies = 0 WHERE file = (SELECT f.seq FROM files f WHERE f.id = ?) AND NOT has_data`,
	Answers: `UPDATE ended SET has_answers = 0 WHERE file = (SELECT f.seq FROM files f WHERE f.id = ? AND ` + resting + `)`,
}

// DeletedPart keeps that a part other than the data was deleted from where it
// was, with its event. It gives [ErrMoved] if the file is needed again, or was
// answered anew meanwhile.
func (tx *Tx) DeletedPart(f *File, part Part, e audit.Event) error {
	fresh, err := tx.File(f.ID)
	if err != nil {
		return err
	}
	if fresh.Facts.Living != f.Facts.Living {
		return ErrMoved
	}
	if err := tx.execOne(without[part], f.ID); err != nil {
		return err
	}
	return tx.noteGone(f, e, func(facts *Facts) {
		facts.Stays = slices.DeleteFunc(facts.Stays, func(kind string) bool { return (kind == Original) == (part == Copies) })
		if part == Copies {
			facts.Gone.Copies = tx.now
		} else {
			facts.Gone.Answers = tx.now
		}
	})
}

// noteGone keeps what is gone of a file, and deletes its names once nothing is
// left that they name.
func (tx *Tx) noteGone(f *File, e audit.Event, note func(*Facts)) error {
	fresh, err := tx.File(f.ID)
	if err != nil {
		return err
	}
	note(&fresh.Facts)
	res, err := tx.sql.ExecContext(tx.ctx, `DELETE FROM ended WHERE file = ? AND NOT (has_data OR has_copies OR has_answers)`, fresh.Seq)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil {
		return err
	} else if n > 0 {
		if err := tx.deleteNames(fresh); err != nil {
			return fmt.Errorf("delete the names of file %s: %w", f.ID, err)
		}
	}
	f.Facts = fresh.Facts
	if err := errors.Join(tx.saveFacts(fresh), tx.needsScrub()); err != nil {
		return err
	}
	return tx.Audit(e)
}

// deleteNames deletes the names of a file and its answers. What has to be known
// of them is a digest: see [Store.RefusedInPlace] and [Store.HiddenIn].
func (tx *Tx) deleteNames(f *File) error {
	digest := nameDigest(tx.key, f.Name)
	f.Facts.Gone.Name, f.Facts.Gone.NameDigest = tx.now, digest.String()
	f.Facts.Archived = ""
	for _, q := range []string{
		`UPDATE files SET name = '', base = '' WHERE id = ?`,
		`UPDATE outputs SET name = '' WHERE file = ?`,
	} {
		if err := tx.exec(q, f.ID); err != nil {
			return err
		}
	}
	return tx.exec(`UPDATE taken SET name = '', digest = ? WHERE claim = ?`, digest[:], f.ID)
}

// saveFacts saves the facts of a file and nothing else of it, not even that it
// was touched.
func (tx *Tx) saveFacts(f *File) error {
	facts, err := json.Marshal(f.Facts)
	if err != nil {
		return err
	}
	return tx.exec(`UPDATE files SET facts = ? WHERE id = ?`, string(facts), f.ID)
}

// PutOffDeletion keeps that a file is looked at again at a time, and which of
// its published files stay because somebody changed them; with its event, if e
// has an operation.
func (tx *Tx) PutOffDeletion(f *File, until time.Time, stays []string, e audit.Event) error {
	if err := tx.exec(`UPDATE ended SET not_before = ? WHERE file = ?`, until.UnixMilli(), f.Seq); err != nil {
		return fmt.Errorf("put off what is to be deleted of file %s: %w", f.ID, err)
	}
	fresh, err := tx.File(f.ID)
	if err != nil {
		return err
	}
	fresh.Facts.Stays = stays
	if err := tx.saveFacts(fresh); err != nil || e.Operation == "" {
		return err
	}
	return tx.Audit(e)
}

// Kept counts the files at their end of which something is kept.
type Kept struct {
	Organisation string
	Data         int       // files with data or copies
	DataSince    time.Time // the end of the first of them
	Answers      int       // files with answers in the outbox
	AnswersSince time.Time
}

// Kept tells what is kept of each organisation.
func (s *Store) Kept(ctx context.Context) ([]Kept, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT o.name, sum(e.has_data OR e.has_copies), min(CASE WHEN e.has_data OR e.has_copies THEN e.ended_at END),
		sum(e.has_answers), min(CASE WHEN e.has_answers THEN e.ended_at END)
		FROM ended e JOIN organisations o ON o.id = e.org GROUP BY o.name ORDER BY o.name`)
	if err != nil {
		return nil, fmt.Errorf("count what is kept: %w", err)
	}
	return collect(rows, func(row scanner) (k Kept, err error) {
		var data, answers sql.NullInt64
		err = row.Scan(&k.Organisation, &k.Data, &data, &k.Answers, &answers)
		k.DataSince, k.AnswersSince = moment(data), moment(answers)
		return k, err
	})
}

// Known lists the organisations that have ever had a file.
func (s *Store) Known(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name FROM organisations ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list the organisations: %w", err)
	}
	return collect(rows, func(row scanner) (name string, err error) { return name, row.Scan(&name) })
}
