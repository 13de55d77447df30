package dbtest_test

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"strings"
	"testing"

	"steward/db"
	"steward/db/dbtest"
)

// Each test has a database of its own, also beside others.
func TestEachStartsEmpty(t *testing.T) {
	for range 3 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				err := d.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					_, set, err := tx.Timer(ctx, "a")
					if set {
						t.Error("another test's timer is there")
					}
					if err != nil {
						return err
					}
					return tx.SetTimer(ctx, "a", tx.Now())
				})
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	var places []string
	t.Run("use", func(t *testing.T) {
		dbtest.EachAddress(t, func(t *testing.T, address string) {
			dbtest.Open(t, address, db.Options{})
			places = append(places, address)
		})
	})
	for _, address := range places {
		if strings.HasPrefix(address, "postgres") {
			if n := schemas(t, address); n != 0 {
				t.Errorf("the schema of %s is still there", address)
			}
		} else if _, err := os.Stat(address); err == nil {
			t.Errorf("%s is still there", address)
		}
	}
}

// schemas counts those of the name that the address searches.
func schemas(t *testing.T, address string) int {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.Trim(u.Query().Get("search_path"), `"`)
	s, err := sql.Open("postgres", address)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var n int
	const count = `SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = $1`
	if err := s.QueryRowContext(t.Context(), count, name).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
