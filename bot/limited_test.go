package bot

import (
	"bytes"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestEventsHeldBackAreReported: Slack's word that it holds events back is taken, and the
// log says since when; it is nobody's message.
func TestEventsHeldBackAreReported(t *testing.T) {
	b, kept := door(t)
	var log bytes.Buffer
	b.log = slog.New(slog.NewTextHandler(&log, nil))
	status, said := post(b, "/slack/events", `{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1542675600,"api_app_id":"A1"}`, time.Now())
	if status != http.StatusOK || said != "" || len(kept.items) != 0 {
		t.Errorf("answered %d %q, %d kept", status, said, len(kept.items))
	}
	if !strings.Contains(log.String(), "holds events back") || !strings.Contains(log.String(), "2018-11-20T01:00:00") {
		t.Errorf("the log says %s", log.String())
	}
}
