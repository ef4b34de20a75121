package store

import (
	"context"
	"fmt"
)

// Changed reports whether another process has written to the state folder
// since it was last asked: an operator command, beside a daemon. What this
// process writes itself is no change. The first answer is yes.
//
// It asks on the connection that writes, because SQLite counts for each
// connection what others have committed.
func (s *Store) Changed(ctx context.Context) (bool, error) {
	var version int64
	if err := s.write.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&version); err != nil {
		return false, fmt.Errorf("look whether a command has written to the store: %w", err)
	}
	return s.version.Swap(version) != version, nil
}
