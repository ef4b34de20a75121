package store

import (
	"context"
	"database/sql"
	"sync"
)

// statements compiles each query once: for the short queries of the store that
// takes longer than running them. Queries are constants of this package, so
// there is an end to them.
type statements struct {
	prepare func(context.Context, string) (*sql.Stmt, error)
	mu      sync.Mutex
	known   map[string]*sql.Stmt
}

func newStatements(prepare func(context.Context, string) (*sql.Stmt, error)) *statements {
	return &statements{prepare: prepare, known: map[string]*sql.Stmt{}}
}

// close gives them back: a connection does not close as long as one is open.
func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stmt := range s.known {
		_ = stmt.Close()
	}
}

func (s *statements) find(query string) (*sql.Stmt, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stmt, ok := s.known[query]
	return stmt, ok
}

// get does not hold the lock while it waits for a connection.
func (s *statements) get(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := s.find(query); ok {
		return stmt, nil
	}
	fresh, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt, ok := s.known[query]; ok {
		_ = fresh.Close() // somebody was quicker
		return stmt, nil
	}
	s.known[query] = fresh
	return fresh, nil
}

// database is a pool of connections with its compiled queries.
type database struct {
	*sql.DB
	statements *statements
}

func newDatabase(db *sql.DB) *database { return &database{db, newStatements(db.PrepareContext)} }

// QueryContext runs a compiled query.
func (d *database) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := d.statements.get(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext runs a compiled query for one row.
func (d *database) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := d.statements.get(ctx, query)
	if err != nil {
		return d.DB.QueryRowContext(ctx, query, args...) // the row carries the error
	}
	return stmt.QueryRowContext(ctx, args...)
}

// transaction runs compiled queries. While it holds the only connection none
// can be compiled for the pool: those it lacked are compiled after its end, for
// the next one.
type transaction struct {
	*sql.Tx
	db     *database
	known  map[string]*sql.Stmt
	lacked []string
}

func (d *database) begin(ctx context.Context) (*transaction, error) {
	t, err := d.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &transaction{Tx: t, db: d, known: map[string]*sql.Stmt{}}, nil
}

// compile compiles what the transaction lacked, once it has ended. A failure
// costs speed and nothing else.
func (t *transaction) compile(ctx context.Context) {
	for _, query := range t.lacked {
		_, _ = t.db.statements.get(ctx, query)
	}
}

func (t *transaction) statement(ctx context.Context, query string) *sql.Stmt {
	if stmt, ok := t.known[query]; ok {
		return stmt
	}
	stmt, ok := t.db.statements.find(query)
	if !ok {
		t.lacked = append(t.lacked, query)
		return nil
	}
	stmt = t.StmtContext(ctx, stmt)
	t.known[query] = stmt
	return stmt
}

// ExecContext runs a statement, compiled if it has been run before.
func (t *transaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

// QueryContext runs a query, compiled if it has been run before.
func (t *transaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query for one row, compiled if it has been run before.
func (t *transaction) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := t.statement(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}
