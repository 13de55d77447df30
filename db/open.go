package db

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// Memory is the address of a database that lives as long as it is open. It has
// one connection: readers wait for the writer.
const Memory = ":memory:"

// Options say how a database is opened. All but Keys may be left out.
type Options struct {
	// Keys are the house's own, newest first: the first wraps the keys that
	// personal data are sealed with, all unwrap.
	Keys []Key
	// Now returns domain time, which may be moved; time.Now when nil.
	Now func() time.Time
	// Wall returns the machine's time, for leases and back-off; time.Now when nil.
	Wall func() time.Time
	// Random is where codes, ids and nonces come from; crypto/rand when nil.
	Random io.Reader
	// Log hears of what was passed over, such as a name that can't be opened; nil
	// is nowhere.
	Log *slog.Logger
	// Exclusive refuses, with *ErrInUse, a SQLite file that another process has
	// opened so. It does nothing on PostgreSQL, where replicas work side by side.
	Exclusive bool
	// Existing neither creates nor migrates, for who works beside the process that
	// does; such an opening is never refused for that one's sake.
	Existing bool
	// ReadOnly does not write either: InTx fails.
	ReadOnly bool
}

type engine int

const (
	sqliteEngine engine = iota
	postgresEngine
)

// A DB is an open database. It is safe for concurrent use.
type DB struct {
	engine   engine
	readOnly bool
	write    *pool
	read     *pool
	lock     *fileLock
	safe     *safe
	ring     *ring
	now      func() time.Time
	wall     func() time.Time
	random   io.Reader
	log      *slog.Logger
	commits  atomic.Int64

	checkpoints *checkpointer // nil: none of ours
}

// Open opens the database at an address, and brings its schema up to date:
// "postgres://…" is PostgreSQL, [Memory] a SQLite database without a file,
// everything else the path of a SQLite file, made when it is not there. What has
// to be there already and is not, is [ErrNoDatabase], and [ErrSchema] when it is
// of another version; [ErrKey] is a key that is missing.
func Open(ctx context.Context, address string, o Options) (*DB, error) {
	d, err := connect(address, o)
	if err != nil {
		return nil, err
	}
	if err := d.prepare(ctx, o.Existing || o.ReadOnly); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Exists reports whether there may be data at an address: a PostgreSQL database
// is always taken for one that is in use.
func Exists(address string) bool {
	if isPostgres(address) {
		return true
	}
	info, err := os.Stat(address)
	return address != Memory && err == nil && info.Size() > 0
}

func connect(address string, o Options) (*DB, error) {
	d := &DB{ring: newRing(), readOnly: o.ReadOnly, now: o.Now, wall: o.Wall, random: o.Random, log: o.Log}
	if d.now == nil {
		d.now = time.Now
	}
	if d.wall == nil {
		d.wall = time.Now
	}
	if d.random == nil {
		d.random = rand.Reader
	}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if d.safe, err = newSafe(o.Keys, d.random); err != nil {
		return nil, err
	}
	if isPostgres(address) {
		d.engine = postgresEngine
		return d, d.connectPostgres(address)
	}
	d.engine = sqliteEngine
	return d, d.connectSQLite(address, o)
}

func (d *DB) prepare(ctx context.Context, guest bool) error {
	if err := d.write.PingContext(ctx); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	if guest {
		if err := d.checkVersion(ctx); err != nil {
			return err
		}
	} else if err := d.migrate(ctx); err != nil {
		return err
	}
	if err := d.checkKeys(ctx, guest); err != nil || guest {
		return err
	}
	return d.sealAnew(ctx)
}

// Close ends all connections and gives the file back. Transactions that are
// still open fail.
func (d *DB) Close() error {
	d.checkpoints.stop()
	var errs []error
	if d.read != nil && d.read != d.write {
		errs = append(errs, d.read.Close())
	}
	if d.write != nil {
		errs = append(errs, d.write.short.close(), d.write.Close())
	}
	if d.lock != nil {
		errs = append(errs, d.lock.release())
	}
	return errors.Join(errs...)
}

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	if err := d.read.PingContext(ctx); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// Wall returns the machine's time, as leases and back-off are measured by it.
func (d *DB) Wall() time.Time { return utc(d.wall()) }

// Commits returns how many writing transactions were committed since the database
// was opened. Each of them waited for the disk.
func (d *DB) Commits() int64 { return d.commits.Load() }

// Replicas reports whether several processes may work on the database side by
// side: on PostgreSQL they may, on SQLite not.
func (d *DB) Replicas() bool { return d.engine == postgresEngine }
