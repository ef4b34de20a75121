package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Corrupt says that the database cannot be trusted: what was sent may be
// missing from it, and would be sent again.
type Corrupt struct {
	Path string
	What string // in SQLite's words, which name pages and tables
}

func (e *Corrupt) Error() string {
	return fmt.Sprintf("the database %s is damaged (%s). Nothing was changed or sent. Check the disk. "+
		"Keep a copy of the state folder for support, then restore it from a backup; leave the journal of uploads as it is", e.Path, e.What)
}

// sound looks at each page of the database, before anything relies on it.
func sound(ctx context.Context, db *sql.DB, path string) error {
	var said string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&said); err != nil {
		said = err.Error()
	}
	if said == "ok" || ctx.Err() != nil {
		return ctx.Err()
	}
	return &Corrupt{path, said}
}
