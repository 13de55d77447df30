package db

import (
	"context"
	"slices"
	"strings"
)

// SQLite takes 32766 parameters in one statement, PostgreSQL 65535.
const maxParams = 32000

// tuples returns the places of n rows of k columns: "(?,?),(?,?)".
func tuples(n, k int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", k), ",") + ")"
	return strings.TrimSuffix(strings.Repeat(row+",", n), ",")
}

// chunks calls fn with as many rows at a time as one statement takes, k columns
// each: the text of their places, and their values in order.
func chunks[T any](rows []T, k int, values func(T) ([]any, error), fn func(places string, args []any) error) error {
	for part := range slices.Chunk(rows, maxParams/k) {
		args := make([]any, 0, len(part)*k)
		for _, r := range part {
			v, err := values(r)
			if err != nil {
				return err
			}
			args = append(args, v...)
		}
		if err := fn(tuples(len(part), k), args); err != nil {
			return err
		}
	}
	return nil
}

// A batch inserts rows by a statement "<head> <places> <tail>".
type batch[T any] struct {
	head    string
	columns int
	tail    string
	values  func(T) ([]any, error) // one row's, in the order of the columns
}

func (b batch[T]) insert(ctx context.Context, t *Tx, rows []T) error {
	return chunks(rows, b.columns, b.values, func(places string, args []any) error {
		_, err := t.exec(ctx, b.head+" "+places+" "+b.tail, args...)
		return err
	})
}
