package db_test

import (
	"context"
	"sync"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

// putHomes writes people of two units and of the city, some of whom have opened
// their home.
func putHomes(t *testing.T, d *db.DB) {
	t.Helper()
	putInventory(t, d)
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		var people []rules.Person
		for id, unit := range map[string]string{"J1": "sz-jtj", "J2": "sz-jtj", "W1": "sz-wxb", "C1": "", "C2": ""} {
			people = append(people, rules.Person{ID: id, Unit: unit, Roles: []rules.Role{rules.Liaison}})
		}
		check(t, tx.PutPeople(ctx, people))
		for _, id := range []string{"J2", "J1", "W1", "C1", "J1", "GONE"} {
			check(t, tx.OpenHome(ctx, id))
		}
	})
}

func stale(t *testing.T, d *db.DB, units ...string) (people []string) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		people = must[[]string](t)(tx.StaleHomes(ctx, "home", units...))
	})
	return people
}

func TestStaleHomes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putHomes(t, d)
		same(t, "of a unit", stale(t, d, "sz-jtj"), []string{"J1", "J2"})
		same(t, "of a unit and the city", stale(t, d, "sz-wxb", "", "sz-wxb"), []string{"C1", "W1"})
		same(t, "of a unit that nobody opened one of", stale(t, d, "sz-yq"), []string(nil))
		same(t, "of nobody", stale(t, d), []string(nil))
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			for _, m := range []db.MessageRow{{Kind: "home", Person: "J1"}, {Kind: "other", Person: "J2"}} {
				m.Refs = []byte("{}")
				must[db.Placed](t)(tx.PutMessage(ctx, m))
			}
		})
		same(t, "where one waits", stale(t, d, "sz-jtj"), []string{"J2"})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			must[[]db.MessageRow](t)(tx.ClaimMessages(ctx, db.Claim{Holder: "h", Lease: 1e9, Limit: 10}))
			check(t, tx.CloseHome(ctx, "J2"))
		})
		same(t, "where one is being drawn, and one was closed", stale(t, d, "sz-jtj"), []string{"J1"})
	})
}

// TestHomesOfManyAtOnce: of transactions that change one thing at the same time,
// one puts the drawing.
func TestHomesOfManyAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putHomes(t, d)
		var mu sync.Mutex
		var at sync.WaitGroup
		put := map[string]int{}
		for range 8 {
			at.Go(func() {
				var people []string
				err := d.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) (err error) {
					if people, err = tx.StaleHomes(ctx, "home", "sz-jtj", ""); err != nil {
						return err
					}
					for _, p := range people {
						if _, err = tx.PutMessage(ctx, db.MessageRow{Kind: "home", Person: p, Refs: []byte("{}")}); err != nil {
							return err
						}
					}
					return nil
				})
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				for _, p := range people {
					put[p]++
				}
			})
		}
		at.Wait()
		same(t, "drawings put", put, map[string]int{"C1": 1, "J1": 1, "J2": 1})
	})
}
