package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Notice is what is kept of a cause that people were told of.
type Notice struct {
	Cause string
	Facts json.RawMessage
}

// Notices lists the causes that people were told of.
func (s *Store) Notices(ctx context.Context) ([]Notice, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT cause, facts FROM notices ORDER BY cause`)
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return collect(rows, func(row scanner) (n Notice, err error) {
		var facts string
		err = row.Scan(&n.Cause, &facts)
		n.Facts = json.RawMessage(facts)
		return n, err
	})
}

// KeepNotice keeps what people were told of a cause.
func (tx *Tx) KeepNotice(n Notice) error {
	return tx.exec(`INSERT OR REPLACE INTO notices VALUES (?, ?)`, n.Cause, string(n.Facts))
}

// ForgetNotice forgets that people were told of a cause.
func (tx *Tx) ForgetNotice(cause string) error {
	return tx.exec(`DELETE FROM notices WHERE cause = ?`, cause)
}

// Outgoing is a notice that is still to be sent.
type Outgoing struct {
	ID       int64
	Channel  string
	Message  json.RawMessage
	MadeAt   time.Time
	Attempts int
}

// AddOutgoing has a message sent. Of one channel at most so many wait: the
// oldest ones make way, and dropped says how many.
func (tx *Tx) AddOutgoing(channel string, message json.RawMessage, most int) (dropped int64, err error) {
	err = tx.exec(`INSERT INTO outgoing (channel, message, made_at, next_at) VALUES (?1, ?2, ?3, ?3)`, channel, string(message), millis(tx.now))
	if err != nil {
		return 0, fmt.Errorf("keep a notice to be sent: %w", err)
	}
	res, err := tx.sql.ExecContext(tx.ctx, `DELETE FROM outgoing WHERE channel = ?1 AND id <=
		(SELECT id FROM outgoing WHERE channel = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`, channel, most)
	if err != nil {
		return 0, fmt.Errorf("make way for a notice: %w", err)
	}
	return res.RowsAffected()
}

// DueOutgoing lists up to most messages of a channel that are due, the oldest
// first, and how many wait in all.
func (s *Store) DueOutgoing(ctx context.Context, channel string, most int) (due []Outgoing, waiting int, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM outgoing WHERE channel = ?`, channel).Scan(&waiting); err != nil {
		return nil, 0, fmt.Errorf("count notices to be sent: %w", err)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT id, channel, message, made_at, attempts FROM outgoing WHERE channel = ? AND next_at <= ? ORDER BY id LIMIT ?`,
		channel, s.now().UnixMilli(), most)
	if err != nil {
		return nil, waiting, fmt.Errorf("list notices to be sent: %w", err)
	}
	due, err = collect(rows, func(row scanner) (o Outgoing, err error) {
		var message string
		var made sql.NullInt64
		err = row.Scan(&o.ID, &o.Channel, &message, &made, &o.Attempts)
		o.Message, o.MadeAt = json.RawMessage(message), moment(made)
		return o, err
	})
	return due, waiting, err
}

// EndOutgoing forgets a message that was sent, or is given up.
func (tx *Tx) EndOutgoing(id int64) error { return tx.exec(`DELETE FROM outgoing WHERE id = ?`, id) }

// PutOffOutgoing has a message tried again at another time.
func (tx *Tx) PutOffOutgoing(id int64, at time.Time) error {
	return tx.exec(`UPDATE outgoing SET attempts = attempts + 1, next_at = ? WHERE id = ?`, millis(at), id)
}

// Expected gives when an inbox first was one that files are expected in; the
// first call makes it now.
func (tx *Tx) Expected(inbox string) (since time.Time, err error) {
	if err := tx.exec(`INSERT OR IGNORE INTO expected VALUES (?, ?)`, inbox, millis(tx.now)); err != nil {
		return since, err
	}
	var at sql.NullInt64
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT since FROM expected WHERE inbox = ?`, inbox).Scan(&at)
	return moment(at), err
}

// ForgetExpected forgets that files were expected in an inbox.
func (tx *Tx) ForgetExpected(inbox string) error {
	return tx.exec(`DELETE FROM expected WHERE inbox = ?`, inbox)
}

// LastOf tells when the last file came from an inbox; zero: none did. It reads
// all files where none did, so it is not for every minute.
func (s *Store) LastOf(ctx context.Context, inbox string) (time.Time, error) {
	var at sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT received_at FROM files WHERE inbox = ? ORDER BY seq DESC LIMIT 1`, inbox).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, fmt.Errorf("look for the last file of an inbox: %w", err)
	}
	return moment(at), nil
}

// Attention is a file that somebody has to look at.
type Attention struct {
	Organisation, File string
	State              FileState
	Code               string // why the whole file was stopped; "" it was not
}

// NeedAttention lists files that wait for a person, and those that were refused
// since a time, in the order they came: at most so many of each organisation.
func (s *Store) NeedAttention(ctx context.Context, refusedSince time.Time, most int) ([]Attention, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name, id, state, code FROM (
		SELECT *, row_number() OVER (PARTITION BY name, state ORDER BY seq DESC) AS n FROM (
			SELECT o.name, f.id, f.seq, f.state, coalesce(f.facts ->> '$.stopped.code', '') AS code FROM organisations o
				CROSS JOIN files f ON f.org = o.id WHERE f.state = 'held'
			UNION ALL
			SELECT o.name, f.id, f.seq, f.state, coalesce(f.facts ->> '$.stopped.code', '') FROM organisations o
				CROSS JOIN ended e ON e.org = o.id AND e.ended_at >= ?1 CROSS JOIN files f ON f.seq = e.file WHERE f.state = 'refused'
		)) WHERE n <= ?2 ORDER BY name, seq`, refusedSince.UnixMilli(), most)
	if err != nil {
		return nil, fmt.Errorf("list files that need somebody: %w", err)
	}
	return collect(rows, func(row scanner) (a Attention, err error) {
		return a, row.Scan(&a.Organisation, &a.File, &a.State, &a.Code)
	})
}
