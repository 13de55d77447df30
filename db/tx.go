package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// A Tx is one transaction, with its one instant.
type Tx struct {
	tx   *sqlx.Tx
	db   *DB
	made *statements
	now  time.Time
	wall time.Time
	days map[string]dataKey // for the ring, once this is committed
}

type insideKey struct{}

// InTx runs fn in one transaction, durable when InTx returns nil. fn gets a
// context that marks the transaction, and must use it for everything: another
// InTx or View with it returns [ErrNested]. When fn fails or panics, nothing has
// happened. When others were in the way (busy, serialization failure, deadlock)
// fn runs again, a few times, with a later instant: it must have no effect
// outside the transaction. See [Hurry] for whose turn comes first.
func (d *DB) InTx(ctx context.Context, fn func(context.Context, *Tx) error) error {
	return d.run(ctx, d.write, &sql.TxOptions{Isolation: d.level(sql.LevelReadCommitted), ReadOnly: d.readOnly}, fn)
}

// View runs fn on one snapshot, without writing; see [DB.InTx] for the context.
func (d *DB) View(ctx context.Context, fn func(context.Context, *Tx) error) error {
	return d.run(ctx, d.read, &sql.TxOptions{Isolation: d.level(sql.LevelRepeatableRead), ReadOnly: true}, fn)
}

// level is the isolation asked of PostgreSQL, whatever the server's default. On
// SQLite every transaction sees one state, and its driver knows no levels.
func (d *DB) level(l sql.IsolationLevel) sql.IsolationLevel {
	if d.engine == postgresEngine {
		return l
	}
	return sql.LevelDefault
}

func (d *DB) run(ctx context.Context, p *pool, o *sql.TxOptions, fn func(context.Context, *Tx) error) error {
	if ctx.Value(insideKey{}) != nil {
		return ErrNested
	}
	return again(ctx, func() error { return d.turn(ctx, p, o, fn) })
}

// again runs a transaction until others are no longer in the way, a few times.
func again(ctx context.Context, try func() error) error {
	for n := 1; ; n++ {
		err := try()
		if err == nil || n == tries || !retryable(err) {
			return err
		}
		if perr := pause(ctx, n); perr != nil {
			return errors.Join(err, perr)
		}
	}
}

// turn waits until it is ours to begin, where writers are alone.
func (d *DB) turn(ctx context.Context, p *pool, o *sql.TxOptions, fn func(context.Context, *Tx) error) error {
	if err := p.gate.enter(ctx); err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	defer p.gate.leave(ctx)
	defer p.made.prepare(ctx)
	return d.once(ctx, p, o, fn)
}

func (d *DB) once(ctx context.Context, p *pool, o *sql.TxOptions, fn func(context.Context, *Tx) error) error {
	sqlTx, err := p.BeginTxx(ctx, o)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	// Also when fn panics: the panic goes on after this.
	defer func() { _ = sqlTx.Rollback() }() // an error when committed, and nothing to do about others
	t := &Tx{tx: sqlTx, db: d, made: p.made, now: utc(d.now()), wall: utc(d.wall())}
	if err := fn(context.WithValue(ctx, insideKey{}, true), t); err != nil {
		return err
	}
	if err := sqlTx.Commit(); err != nil {
		return fmt.Errorf("commit transaction: %w", err)
	}
	d.ring.add(t.days)
	if !o.ReadOnly {
		d.committed()
	}
	return nil
}

// Now returns the transaction's one instant of domain time, UTC, in whole
// microseconds.
func (t *Tx) Now() time.Time { return t.now }

// Wall returns the transaction's one instant of the machine's time, which leases
// and back-off are measured by.
func (t *Tx) Wall() time.Time { return t.wall }

// Lock holds a subject, such as "intake/coordinator/sz-wxb", until the
// transaction ends: another that locks the same waits. On SQLite a writer is
// alone anyway.
//
// It is for decisions that no row guards, such as a count of rows that are not
// there yet, or the first of something for a unit. Call it before reading what
// the decision rests on, since at READ COMMITTED only a later statement sees what
// the one before has committed. Who needs several subjects locks them in sorted
// order; where two get them the other way round, PostgreSQL lets one lose, and
// InTx runs it again. The name is the subject's and not the caller's: all that
// decide about it use the same.
func (t *Tx) Lock(ctx context.Context, subject string) error {
	if t.db.engine == sqliteEngine {
		return nil
	}
	const lock = `SELECT pg_advisory_xact_lock(hashtextextended(?, 0))`
	_, err := t.exec(ctx, lock, subject)
	return err
}

// prepared returns the statement that was kept for a text, or nil. The end of the
// transaction closes it.
func (t *Tx) prepared(ctx context.Context, query string) *sqlx.Stmt {
	s := t.made.of(query)
	if s == nil {
		return nil
	}
	return t.tx.StmtxContext(ctx, s)
}

// exec runs a statement with ? for places, and returns how many rows it changed.
func (t *Tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	var res sql.Result
	var err error
	if s := t.prepared(ctx, query); s != nil {
		res, err = s.ExecContext(ctx, args...)
	} else {
		res, err = t.tx.ExecContext(ctx, t.tx.Rebind(query), args...)
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// get reads one row; false when there is none.
func (t *Tx) get(ctx context.Context, into any, query string, args ...any) (bool, error) {
	var err error
	if s := t.prepared(ctx, query); s != nil { //nolint:sqlclosecheck // see there
		err = s.GetContext(ctx, into, args...)
	} else {
		err = t.tx.GetContext(ctx, into, t.tx.Rebind(query), args...)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// list reads all rows.
func (t *Tx) list(ctx context.Context, into any, query string, args ...any) error {
	if s := t.prepared(ctx, query); s != nil { //nolint:sqlclosecheck // see there
		return s.SelectContext(ctx, into, args...)
	}
	return t.tx.SelectContext(ctx, into, t.tx.Rebind(query), args...)
}
