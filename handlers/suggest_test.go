package handlers_test

import (
	"context"
	"strings"
	"testing"

	"steward/db"
	"steward/handlers"
	"steward/rules"
	"steward/rules/answer"
)

func (r *rig) search(who string, action answer.Action, text string) string {
	r.t.Helper()
	var found []string
	r.do(func(ctx context.Context, tx *db.Tx) error {
		options, err := r.desk.Suggest(ctx, tx, handlers.Search{User: who, Action: string(action), About: "cleanup", Text: text})
		found = nil
		for _, o := range options {
			found = append(found, o.Text+"="+o.Value)
		}
		return err
	})
	return strings.Join(found, " ")
}

func TestSuggest(t *testing.T) {
	each(t, func(r *rig) {
		const jtj = "宿州市教育体育局=jtj/cleanup"
		for _, c := range []struct {
			who    string
			action answer.Action
			text   string
			want   string
		}{
			{admin, answer.OpenIntake, "教体", jtj},
			{admin, answer.OpenIntake, "JTJ", jtj},
			{admin, answer.OpenIntake, "没有", ""},
			{admin, answer.BookIntake, "教体", ""},
			{reviewer, answer.OpenIntake, "教体", ""},
			{leader, answer.OpenIntake, "教体", ""},
			{jtjLiaison, answer.OpenIntake, "教体", ""},
			{stranger, answer.OpenIntake, "教体", ""},
		} {
			if got := r.search(c.who, c.action, c.text); got != c.want {
				t.Errorf("%s looks for %q to %s: %q, want %q", c.who, c.text, c.action, got, c.want)
			}
		}
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutUnits(ctx, []rules.Unit{{Code: "sfj", Name: "宿州市司法局", Kind: rules.Department}})
		})
		if got := r.search(admin, answer.OpenIntake, "司法"); got != "宿州市司法局=sfj/cleanup" {
			t.Errorf("a unit that came later: %q", got)
		}
	})
}
