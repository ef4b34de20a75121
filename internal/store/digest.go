package store

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"
)

// DigestSize is the length of the keyed digest of a row or learner, in bytes.
const DigestSize = 16

// Digest stands for a row sent, or a learner verified, without telling which.
type Digest [DigestSize]byte

// String writes the digest in hex.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// Sent tells where an award was sent before.
type Sent struct {
	File    string
	Ordinal int
}

// The queries below take many digests as one blob and walk it inside SQLite:
// one call for thousands of rows. Sorted digests touch each page once.
const walk = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2) `

// entrySize is a digest and its row's ordinal.
const entrySize = DigestSize + 4

// Award is the digest of one award and its row.
type Award struct {
	Digest  Digest
	Ordinal uint32
}

// ReserveAwards keeps awards as sent by the file, as far as nobody sent them
// before, and returns where the others were sent, by their place in awards.
// Awards must be sorted by digest for speed.
func (tx *Tx) ReserveAwards(f *File, awards []Award) (map[int]Sent, error) {
	org, err := tx.organisation(f.Organisation)
	if err != nil || len(awards) == 0 {
		return nil, err
	}
	if err := tx.wanted(f.ID); err != nil {
		return nil, err
	}
	packed := packAwards(awards)
	err = tx.exec(walk+`INSERT OR IGNORE INTO sent (org, digest, file, ordinal)
		SELECT ?3, substr(?1, i * 20 + 1, 16), ?4, substr(?1, i * 20 + 17, 4) FROM n WHERE true`, packed, len(awards), org, f.Seq)
	if err != nil {
		return nil, fmt.Errorf("reserve awards of file %s: %w", f.ID, err)
	}
	rows, err := tx.sql.QueryContext(tx.ctx, walk+`SELECT n.i, f.id, s.ordinal FROM n
		CROSS JOIN sent s ON s.org = ?3 AND s.digest = substr(?1, n.i * 20 + 1, 16)
		JOIN files f ON f.seq = s.file
		WHERE s.file <> ?4 OR s.ordinal <> substr(?1, n.i * 20 + 17, 4)`, packed, len(awards), org, f.Seq)
	if err != nil {
		return nil, fmt.Errorf("look up awards of file %s: %w", f.ID, err)
	}
	defer rows.Close()
	before := map[int]Sent{}
	for rows.Next() {
		var i int
		var sent Sent
		var ordinal []byte
		if err := rows.Scan(&i, &sent.File, &ordinal); err != nil {
			return nil, err
		}
		sent.Ordinal = int(binary.BigEndian.Uint32(ordinal))
		before[i] = sent
	}
	return before, rows.Err()
}

// ReleaseAwards takes back reservations of rows that LRS does not have: they
// may be sent again.
func (tx *Tx) ReleaseAwards(f *File, awards []Award) error {
	if len(awards) == 0 {
		return nil
	}
	org, err := tx.organisation(f.Organisation)
	if err != nil {
		return err
	}
	packed := packAwards(awards)
	err = tx.exec(walk+`DELETE FROM sent WHERE org = ?3 AND file = ?4 AND digest IN (SELECT substr(?1, i * 20 + 1, 16) FROM n)`,
		packed, len(awards), org, f.Seq)
	if err != nil {
		return err
	}
	return tx.exec(walk+`DELETE FROM journaled WHERE org = ?3 AND digest IN (SELECT substr(?1, i * 20 + 1, 16) FROM n)`, packed, len(awards), org)
}

func packAwards(awards []Award) []byte {
	b := make([]byte, 0, len(awards)*entrySize)
	for _, a := range awards {
		b = append(b, a.Digest[:]...)
		b = binary.BigEndian.AppendUint32(b, a.Ordinal)
	}
	return b
}

// AddVerified keeps that these learners matched at a time.
func (tx *Tx) AddVerified(organisation string, at time.Time, learners []Digest) error {
	if len(learners) == 0 {
		return nil
	}
	org, err := tx.organisation(organisation)
	if err != nil {
		return err
	}
	err = tx.exec(walk+`INSERT INTO verified (org, digest, at) SELECT ?3, substr(?1, i * 16 + 1, 16), ?4 FROM n WHERE true
		ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`, packDigests(learners), len(learners), org, at.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep verified learners of %s: %w", organisation, err)
	}
	return nil
}

// Verified looks up which learners matched since a time, by their place in
// learners, and when.
func (s *Store) Verified(ctx context.Context, organisation string, since time.Time, learners []Digest) (map[int]time.Time, error) {
	if len(learners) == 0 {
		return nil, nil
	}
	rows, err := s.read.QueryContext(ctx, walk+`SELECT n.i, v.at FROM n
		CROSS JOIN verified v ON v.org = (SELECT id FROM organisations WHERE name = ?3) AND v.digest = substr(?1, n.i * 16 + 1, 16)
		WHERE v.at >= ?4`, packDigests(learners), len(learners), organisation, since.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("look up verified learners of %s: %w", organisation, err)
	}
	defer rows.Close()
	found := map[int]time.Time{}
	for rows.Next() {
		var i int
		var at int64
		if err := rows.Scan(&i, &at); err != nil {
			return nil, err
		}
		found[i] = time.UnixMilli(at).UTC()
	}
	return found, rows.Err()
}

func packDigests(all []Digest) []byte {
	b := make([]byte, 0, len(all)*DigestSize)
	for _, d := range all {
		b = append(b, d[:]...)
	}
	return b
}
