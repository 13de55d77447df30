package handlers_test

import (
	"context"
	"slices"
	"testing"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
)

// TestTakenByTheOfficeAlone: others are refused in the same words, and who was of
// the office when they asked but no longer is gets nothing.
func TestTakenByTheOfficeAlone(t *testing.T) {
	each(t, func(r *rig) {
		for _, text := range []string{"导出清单", "导出域名清单 csv", "谁看过网信办的联系方式", "谁看过没有这个单位的联系方式"} {
			for _, who := range []string{jtjLiaison, wxbHead, reviewer, leader} {
				if got := kinds(r.say(who, text)); !slices.Equal(got, []string{"refusal:office_only"}) {
					t.Errorf("%s: %s: %v", who, text, got)
				}
			}
		}
		r.press(admin, answer.ExportPut, "domains/xlsx")
		r.say(admin, "谁看过网信办的联系方式")
		r.do(func(ctx context.Context, tx *db.Tx) error {
			return tx.PutPerson(ctx, rules.Person{ID: admin, Roles: []rules.Role{rules.Leader}})
		})
		for _, a := range r.waiting(admin) {
			if _, refused := a.(answer.Refusal); !refused {
				t.Errorf("sent to one who is of the office no more: %T", a)
			}
		}
	})
}

// TestViewsArePaged: the newest first, none left out.
func TestViewsArePaged(t *testing.T) {
	each(t, func(r *rig) {
		const all = 12
		r.do(func(ctx context.Context, tx *db.Tx) error {
			for i := range all {
				v := db.FullView{Key: string(rune('a' + i)), Viewer: wxbLiaison, Unit: "wxb", Subject: "s", Persons: "head", Why: "document"}
				if err := tx.PutView(ctx, v); err != nil {
					return err
				}
			}
			return tx.PutView(ctx, db.FullView{Key: "z", Viewer: bbLiaison, Unit: "bb", Subject: "s", Persons: "head", Why: "sheet"})
		})
		seen := 0
		for _, page := range []string{"wxb/1", "wxb/2", "wxb/3"} {
			r.press(admin, answer.ShowViews, page)
		}
		for _, a := range r.waiting(admin) {
			v, is := a.(answer.Views)
			if !is || v.Page.Total != all || v.Page.Of != 3 {
				t.Fatalf("%+v", a)
			}
			seen += len(v.Rows)
		}
		if seen != all {
			t.Errorf("%d rows on all pages", seen)
		}
	})
}
