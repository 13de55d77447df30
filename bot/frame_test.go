package bot

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
)

// However an envelope is written, and whatever its type is guessed at, it brings
// the same.
func TestEnvelopesHoweverWritten(t *testing.T) {
	const (
		click   = `{%s"type":"block_actions","trigger_id":"%d","user":{"id":"U1"},"channel":{"id":"D1"},"actions":[{"action_id":"a","action_ts":"1.1"}]}`
		command = `{%s"command":"/city","trigger_id":"%d","user_id":"U1","channel_id":"D1","text":"x"}`
	)
	frames := []string{
		`{"envelope_id":"%d","type":"interactive","payload":` + fmt.Sprintf(click, "", 0) + `}`,
		`{ "payload" : ` + fmt.Sprintf(click, "", 1) + `, "type" : "interactive", "envelope_id" : "%d" }`,
		`{"payload":` + fmt.Sprintf(click, `"more":{"type":"slash_commands"},`, 2) + `,"envelope_id":"%d","type":"interactive"}`,
		`{"envelope_id":"%d","type":"slash_commands","payload":` + fmt.Sprintf(command, "", 3) + `}`,
		`{"envelope_id":"%d","type":"slash_commands","payload":` + fmt.Sprintf(command, `"more":{"type":"interactive"},`, 4) + `}`,
	}
	loop(t, 1, func(t *testing.T, s *stage) {
		c := s.connections()[0]
		acks := s.acks(c)
		var want, got []string
		for i, frame := range frames {
			s.write(c, fmt.Sprintf(frame, i))
			want = append(want, fmt.Sprintf("trg/%d", i))
		}
		synctest.Wait()
		if len(acks) != len(frames) {
			t.Errorf("%d acknowledgements of %d", len(acks), len(frames))
		}
		got = append(got, s.inbox.keys()...)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("kept %v, not %v", got, want)
		}
	})
}

// What is read in the place of a frame does not change what that one brought.
func TestFramesInOnePlace(t *testing.T) {
	loop(t, 1, func(t *testing.T, s *stage) {
		c := s.connections()[0]
		acks := s.acks(c)
		for i := range 20 {
			s.write(c, mention(fmt.Sprint(i), fmt.Sprintf("1.%06d", i)))
		}
		synctest.Wait()
		if keys := s.inbox.keys(); len(acks) != 20 || len(keys) != 20 || len(slices.Compact(slices.Sorted(slices.Values(keys)))) != 20 {
			t.Errorf("%d acknowledged, kept %v", len(acks), keys)
		}
	})
}
