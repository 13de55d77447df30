package db_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

func awaitedFile(rows ...rules.Person) rules.Register {
	r := rules.Register{Kind: rules.PeopleRegister, People: rows, Columns: map[string]bool{}}
	for i := range rows {
		r.Lines = append(r.Lines, i+2)
	}
	return r
}

// importPeople imports a roster, and returns how many rows it added, changed and
// left as they were.
func importPeople(t *testing.T, d *db.DB, r rules.Register) (counts [3]int) {
	t.Helper()
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		plan := must[rules.Plan](t)(tx.PlanImport(ctx, r))
		if len(plan.Refused) > 0 {
			t.Fatalf("refused: %+v", plan.Refused)
		}
		counts[0], counts[1], counts[2] = plan.Counts()
		check(t, tx.Import(ctx, plan, ""))
	})
	return counts
}

func TestPeopleByAddress(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		li := rules.Person{Email: "li@sz.gov.cn", Name: "李四", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}, Language: "en"}
		wang := rules.Person{Email: "wang@sz.gov.cn", Roles: []rules.Role{rules.Admin, rules.Reviewer}}
		file := awaitedFile(li, wang)
		same(t, "the first time", importPeople(t, d, file), [3]int{2, 0, 0})
		same(t, "the same again", importPeople(t, d, file), [3]int{0, 0, 2})
		li.Roles = append(li.Roles, rules.OfficeHead)
		same(t, "another role", importPeople(t, d, awaitedFile(li, wang)), [3]int{0, 1, 1})

		var digest string
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			rows := must[[]db.AwaitedRow](t)(tx.Unasked(ctx, 9))
			same(t, "asked for", len(rows), 2)
			digest = must[string](t)(tx.MailDigest(ctx, " Li@SZ.gov.cn"))
			a, ok, err := tx.AwaitedBy(ctx, digest)
			check(t, err)
			want := li
			want.Email = ""
			same(t, "awaited", []any{a.Awaited, ok}, []any{rules.Awaited{Email: "li@sz.gov.cn", Person: want}, true})
			left, met, err := tx.Concerning(ctx, []db.Account{
				{ID: "U9"}, {ID: "U8", Email: "LI@sz.gov.cn"}, {ID: "U7", Email: "li@sz.gov.cn", Closed: true}, {ID: "U6", Email: "x@y.cn"},
			})
			check(t, err)
			same(t, "concerned", []any{left, met}, []any{[]int(nil), map[int]string{1: digest}})
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			check(t, tx.PutPerson(ctx, rules.Person{ID: "U8", Unit: "sz-jtj", Roles: li.Roles, Name: "李四", Language: "en"}))
			check(t, tx.MeetAwaited(ctx, digest, "U8", ""))
			check(t, tx.MeetAwaited(ctx, digest, "U9", "")) // it is settled
		})
		same(t, "the file after they were found", importPeople(t, d, awaitedFile(li, wang)), [3]int{0, 0, 2})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			left, met, err := tx.Concerning(ctx, []db.Account{{ID: "U8", Closed: true}, {ID: "U5", Email: "li@sz.gov.cn"}})
			check(t, err)
			same(t, "closed", []any{left, met}, []any{[]int{0}, map[int]string{}})
			same(t, "still awaited", len(must[[]db.AwaitedRow](t)(tx.Unmet(ctx))), 1)
		})

		// Who leaves is awaited no longer, and their address is gone.
		li.Roles = nil
		same(t, "without a role", importPeople(t, d, awaitedFile(li)), [3]int{0, 1, 0})
		wang.Roles = nil
		same(t, "nor the other", importPeople(t, d, awaitedFile(wang)), [3]int{0, 1, 0})
		same(t, "twice", importPeople(t, d, awaitedFile(wang)), [3]int{0, 0, 1})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "nobody is left", len(must[[]db.AwaitedRow](t)(tx.Awaited(ctx))), 0)
			_, known, err := tx.Person(ctx, "U8")
			check(t, err)
			same(t, "on the roster", known, false)
		})
	})
}

// Two rows that turn out to be one person are refused, not taken one after the
// other.
func TestTwoRowsOfOnePerson(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		putInventory(t, d)
		li := rules.Person{Email: "li@sz.gov.cn", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}}
		importPeople(t, d, awaitedFile(li))
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			digest := must[string](t)(tx.MailDigest(ctx, li.Email))
			check(t, tx.MeetAwaited(ctx, digest, "U8", ""))
			plan := must[rules.Plan](t)(tx.PlanImport(ctx, awaitedFile(rules.Person{ID: "U8", Unit: "sz-jtj", Roles: li.Roles}, li)))
			if len(plan.Refused) != 1 || plan.Refused[0].Reason != "twice" || plan.Refused[0].Line != 3 {
				t.Errorf("refused %+v", plan.Refused)
			}
		})
	})
}
