package main

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"steward/bot"
	"steward/outbox"
)

// TestVerdicts: what the bot says of a failed delivery is what the outbox hears,
// however it is wrapped.
func TestVerdicts(t *testing.T) {
	refused := &bot.RefusedError{Method: "chat.postMessage", Code: "is_archived"}
	lost := errors.New("connection reset")
	for name, c := range map[string]struct{ err, want error }{
		"held":                      {&bot.LaterError{After: time.Minute}, &outbox.Later{After: time.Minute}},
		"held, and not there":       {&bot.AbsentError{Err: &bot.LaterError{After: time.Minute}}, &outbox.Later{After: time.Minute, Absent: true}},
		"refused":                   {refused, &outbox.Refused{Reason: "is_archived"}},
		"refused, and not there":    {&bot.AbsentError{Err: refused}, &outbox.Refused{Reason: "is_archived", Absent: true}},
		"over a limit, not there":   {&bot.AbsentError{Err: &bot.LimitError{Path: "text"}}, &outbox.Refused{Reason: "over_limit: text", Absent: true}},
		"can't be drawn":            {&bot.UndrawnError{Err: lost}, &outbox.Refused{Reason: "cannot_draw"}},
		"nobody knows":              {lost, lost},
		"nothing to complain about": {nil, nil},
	} {
		for _, err := range []error{c.err, wrapped(c.err)} {
			got := verdictOf(err)
			if errors.Is(got, err) && errors.Is(c.want, c.err) {
				continue
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func wrapped(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("deliver: %w", err)
}
