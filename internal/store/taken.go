package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Taken is a file of an inbox that was taken where it lies, because its server
// lets nobody move files. By this mark it is known again and not taken twice.
//
// A mark changes no state of a file or batch: it only stands for the folder
// that a claimed file would have been moved to. So it is no transition and has
// no audit event. The event of the file itself is its receipt ([Tx.AddFile]).
type Taken struct {
	Inbox   string
	Claim   string // id of the file, in the store too once it is received
	Name    string
	Size    int64
	ModTime time.Time // as the server says, to the nanosecond
	Open    bool      // its claim was not removed yet
	GoneAt  time.Time // when it was seen to be gone, to the millisecond; zero: it is there
}

// TakenIn lists the files that were taken where they lie in an inbox, the
// oldest first, except those whose names were deleted: see [Store.HiddenIn].
func (s *Store) TakenIn(ctx context.Context, inbox string) ([]Taken, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT inbox, claim, name, size, mod_s, mod_ns, open, gone_at FROM taken
		WHERE inbox = ? AND digest IS NULL ORDER BY seq`, inbox)
	if err != nil {
		return nil, fmt.Errorf("list the files taken in %s: %w", inbox, err)
	}
	all, err := collect(rows, scanTaken)
	if err != nil {
		return nil, fmt.Errorf("list the files taken in %s: %w", inbox, err)
	}
	return all, nil
}

func scanTaken(row scanner) (Taken, error) {
	var t Taken
	var seconds, nanoseconds int64
	var gone sql.NullInt64
	err := row.Scan(&t.Inbox, &t.Claim, &t.Name, &t.Size, &seconds, &nanoseconds, &t.Open, &gone)
	t.ModTime, t.GoneAt = time.Unix(seconds, nanoseconds).UTC(), moment(gone)
	return t, err
}

// KeepTaken adds marks, and puts them in the place of those with the same claim.
// All of them are on disk when it returns, or none is. A mark keeps its place in
// the order when it is kept again.
func (s *Store) KeepTaken(ctx context.Context, all ...Taken) error {
	if len(all) == 0 {
		return nil
	}
	return s.Update(ctx, func(tx *Tx) error {
		for _, t := range all {
			if err := tx.keepTaken(t); err != nil {
				return fmt.Errorf("remember that %s was taken: %w", t.Claim, err)
			}
		}
		return nil
	})
}

// Hidden is what is left of a mark once the name of its file was deleted after
// its time ([Store.NameDigest]). It knows the file as long as its size and time
// stay as they are.
type Hidden struct {
	Name    Digest
	Size    int64
	ModTime time.Time
}

// HiddenIn lists the marks of an inbox whose names were deleted.
func (s *Store) HiddenIn(ctx context.Context, inbox string) ([]Hidden, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT digest, size, mod_s, mod_ns FROM taken WHERE inbox = ? AND digest IS NOT NULL`, inbox)
	if err != nil {
		return nil, fmt.Errorf("list the files taken long ago in %s: %w", inbox, err)
	}
	return collect(rows, func(row scanner) (h Hidden, err error) {
		var digest []byte
		var seconds, nanoseconds int64
		err = row.Scan(&digest, &h.Size, &seconds, &nanoseconds)
		copy(h.Name[:], digest)
		h.ModTime = time.Unix(seconds, nanoseconds).UTC()
		return h, err
	})
}

// keepTaken does not bring back a name that was deleted: a daemon that runs may
// remember it.
func (tx *Tx) keepTaken(t Taken) error {
	return tx.exec(`INSERT INTO taken (claim, inbox, name, size, mod_s, mod_ns, open, gone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (claim) DO UPDATE SET inbox = excluded.inbox,
			name = CASE WHEN digest IS NULL THEN excluded.name ELSE '' END, size = excluded.size,
			mod_s = excluded.mod_s, mod_ns = excluded.mod_ns, open = excluded.open, gone_at = excluded.gone_at`,
		t.Claim, t.Inbox, t.Name, t.Size, t.ModTime.Unix(), t.ModTime.Nanosecond(), t.Open, millis(t.GoneAt))
}

// ForgetTaken removes marks. One that is not there is none to remove.
func (s *Store) ForgetTaken(ctx context.Context, claims ...string) error {
	if len(claims) == 0 {
		return nil
	}
	return s.Update(ctx, func(tx *Tx) error {
		for _, claim := range claims {
			if err := tx.exec(`DELETE FROM taken WHERE claim = ?`, claim); err != nil {
				return fmt.Errorf("forget that %s was taken: %w", claim, err)
			}
		}
		return nil
	})
}

// ReceivedDigest gives the SHA-256 of the file that a claim became, in hex; ""
// says that the store has no such file.
func (s *Store) ReceivedDigest(ctx context.Context, claim string) (digest string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT sha256 FROM files WHERE id = ?`, claim).Scan(&digest)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read the digest of file %s: %w", claim, err)
	}
	return digest, nil
}
