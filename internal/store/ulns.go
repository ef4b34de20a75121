package store

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"time"

	"lrsdrop/internal/audit"
)

// ULNDigestSize is the length of the keyed digest of a ULN, in bytes: a file's
// are looked through, not joined, so that chance likeness does no harm.
const ULNDigestSize = 8

// ULNDigest stands for a ULN that a file carried, without telling which.
type ULNDigest [ULNDigestSize]byte

// KeepULNs keeps part of the ULNs that a file carried, sorted and each once.
// Part 0 takes the place of what an earlier reading of the file kept. They
// outlive the file and the learners' data, for a time of their own.
func (tx *Tx) KeepULNs(f *File, part int, digests []ULNDigest) error {
	if part == 0 {
		if err := tx.exec(`DELETE FROM ulns WHERE file = ?`, f.ID); err != nil {
			return fmt.Errorf("forget the ULNs of file %s: %w", f.ID, err)
		}
	}
	if len(digests) == 0 {
		return nil
	}
	packed := make([]byte, 0, len(digests)*ULNDigestSize)
	for _, d := range digests {
		packed = append(packed, d[:]...)
	}
	err := tx.exec(`INSERT INTO ulns VALUES (?, ?, ?, ?, ?)`, f.ID, f.Organisation, part, f.ReceivedAt.UnixMilli(), packed)
	if err != nil {
		return fmt.Errorf("keep which ULNs file %s carried: %w", f.ID, err)
	}
	return nil
}

// Carrier is a file that carried a ULN.
type Carrier struct {
	File         string
	Organisation string
	ReceivedAt   time.Time
}

// Carriers lists the files that carried a ULN, the earliest first; org "" means
// every organisation.
func (s *Store) Carriers(ctx context.Context, org string, uln ULNDigest) ([]Carrier, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT file, org, received_at, digests FROM ulns WHERE ? IN ('', org) ORDER BY received_at, file, part`, org)
	if err != nil {
		return nil, fmt.Errorf("look for the files that carried a ULN: %w", err)
	}
	defer rows.Close()
	var all []Carrier
	for rows.Next() {
		var c Carrier
		var at int64
		var packed []byte
		if err := rows.Scan(&c.File, &c.Organisation, &at, &packed); err != nil {
			return nil, err
		}
		c.ReceivedAt = time.UnixMilli(at).UTC()
		if has(packed, uln) && (len(all) == 0 || all[len(all)-1].File != c.File) {
			all = append(all, c)
		}
	}
	return all, rows.Err()
}

func has(packed []byte, uln ULNDigest) bool {
	at := func(i int) []byte { return packed[i*ULNDigestSize : (i+1)*ULNDigestSize] }
	n := len(packed) / ULNDigestSize
	i := sort.Search(n, func(i int) bool { return bytes.Compare(at(i), uln[:]) >= 0 })
	return i < n && bytes.Equal(at(i), uln[:])
}

// ForgetULNs forgets which ULNs files carried that came before a time. event
// makes the event of each organisation of which something is forgotten.
func (tx *Tx) ForgetULNs(before time.Time, event func(organisation string, files int) audit.Event) error {
	rows, err := tx.sql.QueryContext(tx.ctx, `SELECT org, count(DISTINCT file) FROM ulns WHERE received_at < ? GROUP BY org ORDER BY org`, before.UnixMilli())
	if err != nil {
		return fmt.Errorf("look for old ULN digests: %w", err)
	}
	events, err := collect(rows, func(row scanner) (audit.Event, error) {
		var org string
		var files int
		err := row.Scan(&org, &files)
		return event(org, files), err
	})
	if err != nil || len(events) == 0 {
		return err
	}
	if err := tx.exec(`DELETE FROM ulns WHERE received_at < ?`, before.UnixMilli()); err != nil {
		return fmt.Errorf("forget old ULN digests: %w", err)
	}
	for _, e := range events {
		if err := tx.Audit(e); err != nil {
			return err
		}
	}
	return nil
}
