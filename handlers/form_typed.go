package handlers

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"time"

	"steward/db"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
)

// A typedSheet is a sheet as it was typed: the form as it stands there, whose rows
// and fields may be others than in the filling, and what is in its fields.
type typedSheet struct {
	def    *form.Definition
	values map[string]string
	turn   int // see [answer.Sheet]
}

// ReshapesSheet reports whether a click in a sheet has it drawn anew: with a row
// more or less, or the fields that follow from a choice.
func ReshapesSheet(in Incoming) bool {
	return in.Kind == KindAction && answer.Action(in.Action) == answer.FormRow && in.ViewID != ""
}

func typedIn(in Incoming, row db.SessionRow, now time.Time) typedSheet {
	base, today := form.Forms()[row.Session.Form], calendar.DateOf(now)
	t, state := typedSheet{values: map[string]string{}}, in.sheet()
	t.turn, _ = strconv.Atoi(answer.Split(in.Value, 4)[2])
	maps.Copy(t.values, state)
	for _, r := range base.Repeating() {
		form.SetRows(r.ID, rowsTyped(r.ID, state), t.values)
	}
	t.def = base.On(t.values, today).Only(func(id string) bool {
		_, held := state[id]
		f, _ := base.Field(id)
		return held || f.ID != "" && f.When == nil
	})
	for _, f := range t.def.Fields {
		if f.Kind == form.File {
			t.values[f.ID] = fileTyped(in, t.values[f.ID], row.Session.Values[f.ID])
		}
	}
	return t
}

// rowsTyped is how many rows of one that repeats a sheet has.
func rowsTyped(row string, state map[string]string) int {
	most := 1
	for id := range state {
		name, _, _ := strings.Cut(id, ".")
		if name, n := form.RowName(name); name == row {
			most = max(most, n)
		}
	}
	return most
}

// fileTyped is the file that was put into a sheet; where none was, the one that the
// filling has.
func fileTyped(in Incoming, id, before string) string {
	for _, f := range in.Files {
		if f.ID == id && id != "" {
			return form.FileValue(f.ID, f.Name)
		}
	}
	if id == "" {
		return before
	}
	return id
}

// reshaped is a sheet drawn anew as it was clicked in. Since when the filling may
// have changed stays what it was.
func reshaped(ctx context.Context, tx *db.Tx, row db.SessionRow, in Incoming) (answer.Sheet, error) {
	parts := answer.Split(in.Value, 4)
	t := typedIn(in, row, tx.Now()).reshape(parts[3])
	s, err := sheetOf(ctx, tx, row, t)
	s.Value = answer.Join(parts[0], parts[1], strconv.Itoa(t.turn))
	return s, err
}

// reshape takes the row in or out that was clicked.
func (t typedSheet) reshape(op string) typedSheet {
	for _, r := range t.def.Repeating() {
		n := form.RowCount(r.ID, t.values)
		if op == "add" && n < r.Most {
			form.SetRows(r.ID, n+1, t.values)
		}
		if number, err := strconv.Atoi(strings.TrimPrefix(op, "drop")); err == nil && n > 1 {
			s, _ := form.DropRow(t.def, form.Session{Values: t.values}, r.ID, number)
			t.values, t.turn = s.Values, t.turn+1
		}
	}
	return t
}

// into fills a session from the sheet, which says how many rows there are.
func (t typedSheet) into(s form.Session) (form.Session, map[string]form.Problem) {
	s.Values = maps.Clone(s.Values)
	for _, r := range t.def.Repeating() {
		for n := form.RowCount(r.ID, s.Values); n > form.RowCount(r.ID, t.values); n-- {
			maps.DeleteFunc(s.Values, func(id, _ string) bool { return strings.HasPrefix(id, r.ID+strconv.Itoa(n)+".") })
		}
		if s.Values == nil {
			s.Values = map[string]string{}
		}
		form.SetRows(r.ID, form.RowCount(r.ID, t.values), s.Values)
	}
	return form.FillAll(t.def, s, t.values)
}
