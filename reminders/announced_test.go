package reminders_test

import (
	"context"
	"testing"

	"steward/db"
	"steward/rules"
)

// TestAnnouncementsFollowFromWhatWasHandedIn: the morning on which one is full is
// planned from the report alone (law 7), said once, and not made up for when it has
// passed.
func TestAnnouncementsFollowFromWhatWasHandedIn(t *testing.T) {
	each(t, func(r *rig) {
		r.start()
		var code string
		r.do(func(ctx context.Context, tx *db.Tx) error {
			err := tx.PutDomains(ctx, []rules.Domain{{Name: "szjy.net.cn", Unit: "jtj"}})
			if err != nil {
				return err
			}
			sub, err := tx.PutSubmission(ctx, db.Submission{Form: rules.Announced, Unit: "jtj", Person: "JTJ", FormVersion: 1, Values: map[string]string{
				"posted.domain": "szjy.net.cn", "posted.on": "2018-12-03",
			}})
			code = sub.Code
			return err
		})
		r.do(r.rem.Plan)
		r.live("2019-03-03T09:00")
		r.same("on the first day on which it may be cancelled", withoutBriefs(r.run("2019-03-04T09:00")),
			"JTJ: announcement.status/"+code+"//full/JTJ")
		r.do(r.rem.Plan)
		r.same("and not again", withoutBriefs(r.run("2019-03-05T09:00")))
	})
}
