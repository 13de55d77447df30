package reminders_test

import (
	"context"
	"testing"

	"steward/db"
)

// TestRemindersRefreshHomes: whoever has opened their home finds there what they
// were reminded of, once a morning; nobody else's is drawn.
func TestRemindersRefreshHomes(t *testing.T) {
	each(t, func(r *rig) {
		r.do(func(ctx context.Context, tx *db.Tx) error { return tx.OpenHome(ctx, "WXB") })
		r.start()
		r.same("the first morning", r.run("2018-11-20T09:00"),
			"JTJ: cleanup/jtj/2018-12-15/start/JTJ",
			"WXB: cleanup/wxb/2018-12-15/start/WXB coordinator/wxb/2018-11-26/start/WXB", "WXB: ")
		r.same("the same morning again", r.run("2018-11-20T09:01"))
		r.same("the next, while the drawing waits", r.run("2018-11-23T09:00"), "WXB: coordinator/wxb/2018-11-26/1/WXB")
		r.do(func(ctx context.Context, tx *db.Tx) error { return tx.OpenHome(ctx, "LEADER") })
		r.same("with a brief", r.run("2018-11-26T09:00"), "WXB: coordinator/wxb/2018-11-26/0/WXB",
			"LEADER: brief/szbm-2018-116/2018-11-26/start/LEADER", "LEADER: ")
	})
}
