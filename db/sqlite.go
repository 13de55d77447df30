package db

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/jmoiron/sqlx"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Readers share the processors with the one writer; more of them than this only
// wait for one another.
const sqliteReaders = 4

// How many KiB of pages a reader keeps, and the writer of a process that stays, which
// has the file to itself; as SQLite takes it. Its own default is 2,000 for each, and a
// page takes up twice its size. What is not kept, the system has in memory. Whoever
// comes for one big transaction, such as an import, has the default for it.
const (
	readerCache = "-256"
	writerCache = "-768"
)

// Milliseconds that SQLite itself waits for another process's lock.
const busyTimeout = "5000"

func (d *DB) connectSQLite(path string, o Options) error {
	if path == Memory {
		return d.connectMemory()
	}
	guest := o.Existing || o.ReadOnly
	if err := preparePath(path, guest); err != nil {
		return err
	}
	if o.Exclusive && !guest {
		var err error
		if d.lock, err = lockFile(path); err != nil {
			return err
		}
	}
	read, err := openSQLite(sqliteDSN(path, "_pragma=query_only(1)&_pragma=cache_size("+readerCache+")"), sqliteReaders)
	if err != nil {
		return d.abandon(err)
	}
	d.read = wide(read)
	if o.ReadOnly {
		d.write = d.read
		return nil
	}
	extra := "_txlock=immediate"
	if !guest { // who made the file has set the mode, which stays
		extra += "&_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)"
		d.checkpoints = &checkpointer{}
	}
	if o.Exclusive {
		extra += "&_pragma=cache_size(" + writerCache + ")"
	}
	write, err := openSQLite(sqliteDSN(path, extra), 1)
	if err != nil {
		return d.abandon(err)
	}
	d.write = narrow(write)
	return nil
}

// connectMemory opens one connection for all: each further one would have a
// database of its own.
func (d *DB) connectMemory() error {
	w, err := openSQLite(Memory+"?_pragma=foreign_keys(1)&_txlock=immediate", 1)
	if err != nil {
		return err
	}
	d.write = narrow(w)
	d.read = d.write
	return nil
}

func (d *DB) abandon(err error) error {
	if cerr := d.Close(); cerr != nil {
		return fmt.Errorf("%w (and on closing: %w)", err, cerr)
	}
	return err
}

// preparePath makes the folder of a file that may be made, and refuses one that
// has to be there and is not: SQLite would make an empty one.
func preparePath(path string, guest bool) error {
	if guest {
		_, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %s", ErrNoDatabase, path)
		}
		return wrap(err, "open database")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	// SQLite gives its -wal and -shm files the rights of this one.
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, fs.FileMode(0o600))
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	return f.Close()
}

func sqliteDSN(path, extra string) string {
	const common = "_pragma=busy_timeout(" + busyTimeout + ")&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&"
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + common + extra
}

func openSQLite(dsn string, conns int) (*sqlx.DB, error) {
	s, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	s.SetMaxOpenConns(conns)
	s.SetMaxIdleConns(conns)
	// sqlx knows the placeholders of SQLite under this name.
	return sqlx.NewDb(s, "sqlite3"), nil
}
