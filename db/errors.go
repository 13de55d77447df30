package db

import (
	"errors"
	"fmt"
)

// The errors that callers act on; compare with errors.Is.
var (
	// ErrNotFound says that there is no such row.
	ErrNotFound = errors.New("not found")
	// ErrStale says that the row was changed since it was read.
	ErrStale = errors.New("changed in the meantime")
	// ErrLeaseLost says that a claimed row is no longer the caller's: its lease
	// ran out, and it was given to another or was finished.
	ErrLeaseLost = errors.New("lease lost")
	// ErrNested says that a transaction was asked for inside another. It would
	// wait for itself for ever on SQLite, and on PostgreSQL be a second decision.
	ErrNested = errors.New("transaction inside a transaction")
	// ErrNoKey says that no key to seal personal data with was given.
	ErrNoKey = errors.New("no key to seal personal data with")
	// ErrTwice says that a list names the same thing twice. To take the last
	// for the right one would be to guess.
	ErrTwice = errors.New("named twice")
	// ErrUnsealable says that no given key opens a sealed value, or that the
	// value was altered or moved from another row.
	ErrUnsealable = errors.New("sealed value cannot be opened")
	// ErrErased says that a value's key was taken away: it was erased, on request
	// or because its term was over. Readers say so, and go on.
	ErrErased = errors.New("erased")
	// ErrNoDatabase says that there is nothing where a database has to be.
	ErrNoDatabase = errors.New("there is no database yet; serve, sandbox, import and migrate make one")
	// ErrSchema says that the database is at another version than the program,
	// and that it was opened in a way that does not migrate.
	ErrSchema = errors.New("the database's schema is of another version")
)

// ErrKey says that personal data here were sealed with a key that is not there.
// Nothing was read or written: with another key they would seem to be lost, and
// what is sealed from now on would be lost to the right one.
type ErrKey struct {
	Missing string // which key, such as "key 0a1b2c3d" or "the key in data/steward.key"
}

// Error names the key and says what to do.
func (e *ErrKey) Error() string {
	return fmt.Sprintf("the personal data in the database are sealed with %s, which was not given: "+
		"start with the keys that the database was kept with, newest first, in STEWARD_KEY or in steward.key in the data folder; "+
		"if it is lost, so are they, and the way on is a new database", e.Missing)
}

// ErrInUse says that another process writes to the same SQLite file.
type ErrInUse struct {
	Path string // of the database
	PID  int    // of the process that holds it; 0 when unknown
}

// Error names the file and the process.
func (e *ErrInUse) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("database %s is in use by another process", e.Path)
	}
	return fmt.Sprintf("database %s is in use by process %d", e.Path, e.PID)
}
