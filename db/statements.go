package db

import (
	"context"
	"strings"
	"sync"

	"github.com/jmoiron/sqlx"
)

// maxStatements bounds how many texts are kept prepared for a pool.
const maxStatements = 200

// statements are the texts that SQLite has read already: reading one costs it
// more than most of them take to run. PostgreSQL needs none: nil.
type statements struct {
	pool *sqlx.DB

	mu   sync.Mutex
	made map[string]*sqlx.Stmt
	want map[string]bool // to be made when no transaction holds the connection; false while it is
}

func newStatements(pool *sqlx.DB) *statements {
	return &statements{pool: pool, made: map[string]*sqlx.Stmt{}, want: map[string]bool{}}
}

// of returns the statement of a text, or nil. In a transaction none can be made,
// as the pool may have one connection only: it will be there for the next.
func (s *statements) of(query string) *sqlx.Stmt {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	made, ok := s.made[query]
	// A text for several rows is hardly ever needed for as many of them again.
	if ok || len(s.made)+len(s.want) >= maxStatements || strings.Contains(query, "),(") {
		return made
	}
	if _, known := s.want[query]; !known {
		s.want[query] = true
	}
	return nil
}

// prepare makes what was missing. A text that can't be prepared fails where it
// is used.
func (s *statements) prepare(ctx context.Context) {
	if s == nil {
		return
	}
	// The lock is not held meanwhile: whoever has the connection may wait for it.
	for _, query := range s.missing() {
		made, err := s.pool.PreparexContext(ctx, query) //nolint:sqlclosecheck // kept; the pool's end closes it
		s.mu.Lock()
		delete(s.want, query)
		if err == nil {
			s.made[query] = made
		}
		s.mu.Unlock()
	}
}

// missing returns what is wanted, to one caller only.
func (s *statements) missing() (queries []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for query, missing := range s.want {
		if missing {
			queries = append(queries, query)
			s.want[query] = false
		}
	}
	return queries
}
