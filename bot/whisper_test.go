package bot

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

// TestACommandAmongOthersIsAnsweredAside: where others read along, the person alone is
// told where the answer is; in direct messages it stands right below.
func TestACommandAmongOthersIsAnsweredAside(t *testing.T) {
	const aside = `{"response_type":"ephemeral","text":"see your messages"}` + "\n"
	for channel, want := range map[string]string{"C1": aside, "G1": aside, "D1": "", "": ""} {
		b, kept := door(t)
		b.wait = interludes()
		form := url.Values{"command": {"/domain"}, "text": {"help"}, "user_id": {"U1"}, "channel_id": {channel}, "trigger_id": {"t1"}}
		status, said := post(b, "/slack/commands", form.Encode(), time.Now())
		if status != http.StatusOK || said != want || len(kept.items) != 1 {
			t.Errorf("in %q: %d %q, %d kept; want %q", channel, status, said, len(kept.items), want)
		}
	}
}
