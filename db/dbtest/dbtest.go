// Package dbtest runs a test on both databases, each time on an empty one of its
// own, which is gone when the test ends. Tests may run side by side.
//
// PostgreSQL is found by the variable STEWARD_TEST_POSTGRES, which
// scripts/with-postgres sets. Without it the test is skipped there, unless
// CI=true or STEWARD_REQUIRE names postgres: then it fails (law 10).
package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/lib/pq" // the driver "postgres"

	"steward/db"
)

// Variable names the environment variable with the address of a PostgreSQL
// server, on which the tests make schemas.
const Variable = "STEWARD_TEST_POSTGRES"

// Each runs fn as a subtest on SQLite and as one on PostgreSQL.
func Each(t *testing.T, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	EachWith(t, db.Options{}, fn)
}

// EachWith is like [Each] for a database opened with options; keys are added
// when there are none.
func EachWith(t *testing.T, o db.Options, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { fn(t, Open(t, address, o)) })
}

// EachAddress is like [Each] for tests that open the database themselves, or
// several times.
func EachAddress(t *testing.T, fn func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { fn(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { fn(t, Postgres(t)) })
}

// Key is the key of all test databases.
func Key() db.Key {
	k, err := db.ParseKey("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
	if err != nil {
		panic(err) // the line above is wrong
	}
	return k
}

// Open opens a database until the test ends. Inside a synctest bubble its
// connections live and end there too, when it is SQLite.
func Open(t testing.TB, address string, o db.Options) *db.DB {
	t.Helper()
	if len(o.Keys) == 0 {
		o.Keys = []db.Key{Key()}
	}
	d, err := db.Open(context.Background(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// SQLite returns the path of a database that is not there yet, in a folder of
// the test's own.
func SQLite(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "steward.db")
}

// Postgres returns the address of an empty schema, which is dropped when the
// test ends.
func Postgres(t testing.TB) string {
	t.Helper()
	address := os.Getenv(Variable)
	switch {
	case address != "":
	case os.Getenv("CI") == "true", slices.Contains(strings.Split(os.Getenv("STEWARD_REQUIRE"), ","), "postgres"):
		t.Fatalf("no %s, and tests must run on both databases: run them by scripts/with-postgres", Variable)
	default:
		t.Skipf("no %s: run by scripts/with-postgres", Variable)
	}
	name := "test_" + rand.Text()
	exec(t, address, `CREATE SCHEMA "`+name+`"`)
	t.Cleanup(func() { exec(t, address, `DROP SCHEMA "`+name+`" CASCADE`) })
	return with(t, address, "search_path", `"`+name+`"`)
}

// Spoil runs a statement that no part of the house would, as a broken disk or a
// stranger might.
func Spoil(t testing.TB, address, statement string) {
	t.Helper()
	run(t, driverOf(address), address, statement)
}

func driverOf(address string) string {
	if strings.HasPrefix(address, "postgres") {
		return "postgres"
	}
	return "sqlite"
}

// with returns the address with one more parameter.
func with(t testing.TB, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

func exec(t testing.TB, address, statement string) {
	t.Helper()
	run(t, "postgres", address, statement)
}

func run(t testing.TB, driver, address, statement string) {
	t.Helper()
	s, err := sql.Open(driver, address)
	if err == nil {
		defer s.Close()
		_, err = s.ExecContext(context.Background(), statement)
	}
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
