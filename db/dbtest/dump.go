package dbtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
)

// Dump returns all that a thief of the database would have: the bytes of SQLite's
// files, or every column of every row in PostgreSQL.
func Dump(t *testing.T, address string) string {
	t.Helper()
	if strings.HasPrefix(address, "postgres") {
		return dumpPostgres(t, address)
	}
	var all strings.Builder
	for _, end := range []string{"", "-wal", "-journal"} {
		b, err := os.ReadFile(address + end)
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		all.Write(b)
	}
	return all.String()
}

func dumpPostgres(t *testing.T, address string) string {
	t.Helper()
	s, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var all strings.Builder
	const tables = `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()`
	for _, table := range column(t, s, tables) {
		for _, cell := range column(t, s, `SELECT * FROM "`+fmt.Sprintf("%s", table)+`"`) {
			fmt.Fprintf(&all, "%s\n", cell)
		}
	}
	return all.String()
}

// column returns all cells of a query's rows, one after the other.
func column(t *testing.T, s *sql.DB, query string) []any {
	t.Helper()
	rows, err := s.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []any
	for rows.Next() {
		cells, into := make([]any, len(names)), make([]any, len(names))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, cells...)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Cells returns every cell of a query's rows, as text or as raw bytes.
func Cells(t *testing.T, address, query string) []string {
	t.Helper()
	s, err := sql.Open(driverOf(address), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var cells []string
	for _, c := range column(t, s, query) {
		cells = append(cells, fmt.Sprintf("%s", c))
	}
	return cells
}

// Try runs a statement that is to be refused, and returns what the database says.
func Try(t *testing.T, address, statement string) error {
	t.Helper()
	s, err := sql.Open(driverOf(address), address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = s.ExecContext(context.Background(), statement)
	return err
}
