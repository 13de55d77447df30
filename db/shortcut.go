package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// KeepInbox keeps what came in by one durable transaction, which goes before all
// that wait, and reports for each row whether it is new, see [Tx.PutInbox]. rows is
// asked when the transaction has begun, so that what comes while it waits for its
// turn can be of it; it must return the same again when others were in the way.
func (d *DB) KeepInbox(ctx context.Context, rows func() []InboxRow) (fresh []bool, err error) {
	ctx = Hurry(ctx)
	today, known := d.ring.of(dayOwner(utc(d.now())))
	if d.write.short == nil || !known { // the day's first makes its key
		err = d.InTx(ctx, func(ctx context.Context, tx *Tx) error {
			fresh, err = tx.PutInbox(ctx, rows())
			return err
		})
		return fresh, err
	}
	if ctx.Value(insideKey{}) != nil {
		return nil, ErrNested
	}
	err = again(ctx, func() error {
		if err := d.write.gate.enter(ctx); err != nil {
			return fmt.Errorf("begin transaction: %w", err)
		}
		defer d.write.gate.leave(ctx)
		fresh, err = d.keepShortly(today, rows)
		return err
	})
	return fresh, wrap(err, "put into inbox")
}

func (d *DB) keepShortly(today dataKey, rows func() []InboxRow) (fresh []bool, err error) {
	s := d.write.short
	err = s.inTx(func() error {
		t := &Tx{db: d, wall: utc(d.wall())}
		all := rows()
		fresh = make([]bool, len(all))
		for i, r := range all {
			values, err := t.inboxValues(today, r)
			if err == nil {
				fresh[i], err = s.insert(values)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		d.committed()
	}
	return fresh, err
}

// A shortcut leads what is waited for to SQLite's one writing connection itself,
// with statements that are read once. By database/sql, the BEGIN and the COMMIT of
// each transaction are read anew, and a goroutine waits for its end: half of what
// it costs to keep one thing. Whoever is in the gate may take it.
type shortcut struct {
	pool *sqlx.DB
	on   any // the connection that the statements are of
	made [shortTexts]driver.StmtExecContext
}

// The statements of a shortcut.
const (
	shortBegin = iota
	shortInsert
	shortCommit
	shortUndo
	shortTexts
)

var errNoShortcut = errors.New("the driver has no statements that take a context")

// inTx runs fn in a transaction. It never gives up by itself but as SQLite does:
// for a context that may end, the driver starts a goroutine at each statement.
func (s *shortcut) inTx(fn func() error) error {
	return s.raw(func() (err error) {
		if _, err := s.run(shortBegin); err != nil {
			return err
		}
		committed := false
		defer func() {
			if !committed { // also when fn panics: the panic goes on after this
				err = errors.Join(err, s.undo())
			}
		}()
		err = fn()
		if err == nil {
			_, err = s.run(shortCommit)
		}
		committed = err == nil
		return err
	})
}

// undo rolls back. The statements are made anew after it, as a connection that is
// given up, for a panic or because it can't roll back, could not end with them.
func (s *shortcut) undo() error {
	_, err := s.run(shortUndo)
	if err = errors.Join(err, s.drop()); err != nil {
		err = errors.Join(err, driver.ErrBadConn)
	}
	return err
}

// raw runs fn while the connection is ours, with the statements made.
func (s *shortcut) raw(fn func() error) error {
	c, err := s.pool.Conn(context.Background())
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }() // gives it back; an error of it comes from Raw
	return c.Raw(func(on any) error {
		if err := s.make(on); err != nil {
			return err
		}
		return fn()
	})
}

// make reads the statements, once for a connection.
func (s *shortcut) make(on any) error {
	if s.on == on {
		return nil
	}
	c, ok := on.(driver.Conn)
	if !ok {
		return errNoShortcut
	}
	for i, text := range [shortTexts]string{
		`BEGIN IMMEDIATE`, insertInbox + `(?,?,?,?,?,?,?,?,?,?)` + known, `COMMIT`, `ROLLBACK`,
	} {
		made, err := c.Prepare(text)
		if err != nil {
			return err
		}
		if s.made[i], ok = made.(driver.StmtExecContext); !ok {
			return errors.Join(errNoShortcut, made.Close())
		}
	}
	s.on = on
	return nil
}

func (s *shortcut) insert(values []any) (fresh bool, err error) {
	res, err := s.run(shortInsert, values...)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

func (s *shortcut) run(which int, values ...any) (driver.Result, error) {
	args := make([]driver.NamedValue, len(values))
	for i, v := range values {
		value, err := driver.DefaultParameterConverter.ConvertValue(v)
		if err != nil {
			return nil, err
		}
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: value}
	}
	return s.made[which].ExecContext(context.Background(), args)
}

// drop gives the statements back.
func (s *shortcut) drop() error {
	var errs []error
	for _, made := range s.made {
		if c, ok := made.(driver.Stmt); ok {
			errs = append(errs, c.Close())
		}
	}
	s.on, s.made = nil, [shortTexts]driver.StmtExecContext{}
	return errors.Join(errs...)
}

// close drops the statements, without which the connection would not end.
func (s *shortcut) close() error {
	if s == nil || s.on == nil {
		return nil
	}
	return s.raw(s.drop)
}
