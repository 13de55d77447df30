package dbtest

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// bareRows is how many rows one statement of [Bare] inserts: more are no faster.
const bareRows = 1000

// Bare is an inventory without its rules: rows as they lie in the tables, by the
// columns of each, to measure an import beside.
type Bare struct {
	Units   [][]any // code, name, aliases, kind, label, coordinating, position
	Domains [][]any // name, unit, site_name, site_status, purpose, registered_on, registrar, main, remark, position
}

// Insert writes the rows into an empty, migrated database in one transaction, by
// batches and with nothing else, and returns how long that took.
func (r Bare) Insert(t testing.TB, address string) time.Duration {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(address, "postgres") {
		driver = "postgres"
	}
	d, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx := context.Background()
	if driver == "sqlite" { // as durable as in service
		if _, err := d.ExecContext(ctx, `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	mark := func(n int) string { return "$" + strconv.Itoa(n) }
	if driver == "sqlite" { // which looks numbered ones up, one after the other
		mark = func(int) string { return "?" }
	}
	into := func(table string, rows [][]any) { insert(t, tx, table, batchOf{rows, mark}) }
	into(`units (code, name, aliases, kind, label, coordinating, position)`, r.Units)
	into(`domains (name, unit, site_name, site_status, purpose, registered_on, registrar, main, remark, position)`, r.Domains)
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return time.Since(began)
}

type batchOf struct {
	rows [][]any
	mark func(n int) string // the place of the nth value of a statement
}

func insert(t testing.TB, tx *sql.Tx, into string, b batchOf) {
	t.Helper()
	for some := range slices.Chunk(b.rows, bareRows) {
		var places strings.Builder
		var args []any
		for i, row := range some {
			if i > 0 {
				places.WriteByte(',')
			}
			places.WriteByte('(')
			for j := range row {
				if j > 0 {
					places.WriteByte(',')
				}
				places.WriteString(b.mark(len(args) + j + 1))
			}
			places.WriteByte(')')
			args = append(args, row...)
		}
		if _, err := tx.ExecContext(context.Background(), `INSERT INTO `+into+` VALUES `+places.String(), args...); err != nil {
			t.Fatal(err)
		}
	}
}
