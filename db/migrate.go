package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// Seconds between two looks for the lock of migration, and how often it is
// looked for: a replica waits five minutes for the one that migrates.
const (
	migrationLockEvery = 1
	migrationLockTries = 300
)

// migrate brings the schema up to date. On PostgreSQL one replica does it and
// the others wait; on SQLite the writer is alone.
func (d *DB) migrate(ctx context.Context) error {
	p, err := d.provider(ctx)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

// checkVersion returns ErrSchema unless the schema is exactly the program's.
func (d *DB) checkVersion(ctx context.Context) error {
	p, err := d.provider(ctx)
	if err != nil {
		return err
	}
	sources := p.ListSources()
	want := sources[len(sources)-1].Version
	var got int64
	const newest = `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version`
	if err := d.read.GetContext(ctx, &got, newest); err != nil && ctx.Err() == nil {
		return fmt.Errorf("%w: it has none (%w): bring it up to date with: steward migrate", ErrSchema, err)
	} else if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	switch {
	case got < want:
		return fmt.Errorf("%w: it has %d, the program needs %d: bring it up to date with: steward migrate", ErrSchema, got, want)
	case got > want:
		return fmt.Errorf("%w: it has %d, the program knows %d: use the newer steward that brought it there", ErrSchema, got, want)
	}
	return nil
}

func (d *DB) provider(ctx context.Context) (*goose.Provider, error) {
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d.engine == postgresEngine {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
		locker, err := d.migrationLock(ctx)
		if err != nil {
			return nil, fmt.Errorf("lock of migration: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(dialect, d.write.DB.DB, files, options...)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return p, nil
}

// migrationLock is one for each schema: schemas of one server migrate side by
// side.
func (d *DB) migrationLock(ctx context.Context) (lock.SessionLocker, error) {
	var id int64
	const schema = `SELECT hashtextextended('steward/migrate/' || COALESCE(current_schema(), ''), 0)`
	if err := d.write.GetContext(ctx, &id, schema); err != nil {
		return nil, err
	}
	return lock.NewPostgresSessionLocker(lock.WithLockID(id), lock.WithLockTimeout(migrationLockEvery, migrationLockTries))
}
