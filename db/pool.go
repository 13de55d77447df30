package db

import "github.com/jmoiron/sqlx"

// A pool is the connections that write, or those that read; on PostgreSQL, and
// in memory, all are one.
type pool struct {
	*sqlx.DB
	gate gate
	made *statements // nil: none are kept

	short *shortcut // nil: there is none
}

// narrow is a pool that lets in one transaction at a time.
func narrow(s *sqlx.DB) *pool {
	return &pool{DB: s, gate: gate{narrow: true}, made: newStatements(s), short: &shortcut{pool: s}}
}

// wide is a pool of readers, who don't wait for one another.
func wide(s *sqlx.DB) *pool { return &pool{DB: s, made: newStatements(s)} }
