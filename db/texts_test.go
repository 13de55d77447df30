package db_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"steward/db"
	"steward/db/dbtest"
)

// TestTextsThatNameSomebodyAreErasedWithThem, each by itself: what else a report says
// stays, and so do other reports.
func TestTextsThatNameSomebodyAreErasedWithThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		report := func(ctx context.Context, tx *db.Tx, before, after string) string {
			return must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{
				Form: "contact_change", Unit: "sz-jtj", Person: "U1", FormVersion: 1,
				Values: map[string]string{"change.domain": "a.cn", "change.on": "2018-12-03", "change.before": before, "change.after": after},
			})).Code
		}
		var first, second string
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			first = report(ctx, tx, "联系人李某，手机 13800000000", "张某")
			second = report(ctx, tx, "张某", "王某")
		})
		write(t, d, func(ctx context.Context, tx *db.Tx) {
			done := must[db.Forgotten](t)(tx.ForgetNamed(ctx, "sz-jtj", "李某"))
			if done.Keys != 1 {
				t.Errorf("keys taken away: %+v", done)
			}
			if other := must[db.Forgotten](t)(tx.ForgetNamed(ctx, "sz-wxb", "张某")); other.Keys != 0 {
				t.Errorf("another unit's: %+v", other)
			}
		})
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			s, _, err := tx.Submission(ctx, first)
			if diff := cmp.Diff(map[string]string{"change.domain": "a.cn", "change.on": "2018-12-03", "change.after": "张某"}, s.Values); diff != "" || err != nil {
				t.Errorf("the first (-want +got): %s %v", diff, err)
			}
			if diff := cmp.Diff([]string{"change.before"}, s.Erased); diff != "" {
				t.Errorf("erased (-want +got): %s", diff)
			}
			if s, _, _ := tx.Submission(ctx, second); len(s.Erased) != 0 || s.Values["change.after"] != "王某" {
				t.Errorf("the second: %+v", s)
			}
		})
	})
}
