package sandbox

import (
	"context"
	"encoding/json"
	"maps"
	"time"
)

// Slack's patience with an app, in the machine's time.
const (
	ackWithin  = 3 * time.Second
	parkedFor  = 6 * time.Minute // an event outlives its last retry, not more
	maxRetries = 3
)

// retryAfter is how long after a failure the n-th retry follows.
func retryAfter(n int) time.Duration {
	return [...]time.Duration{0, 0, time.Minute, 5 * time.Minute}[n]
}

// post sends an event and follows it up. It is called in the order of the
// changes, and keeps that order for what goes by Socket Mode.
func (s *Sandbox) post(e *event) {
	body := s.eventBody(e)
	if url := s.appURLs().Events; url != "" {
		s.spawn(func() { s.followUp(e, func(n int) error { return s.postEvent(url, body, n) }) })
		return
	}
	first := s.hub.launch(eventEnvelope(body, e.Attempt), true)
	s.spawn(func() {
		s.followUp(e, func(n int) error {
			f := first
			if f == nil {
				f = s.hub.launch(eventEnvelope(body, n), true)
			}
			first = nil
			_, err := s.await(s.ctx, f)
			return err
		})
	})
}

func eventEnvelope(body obj, attempt int) envelope {
	e := envelope{Type: "events_api", Payload: body, Attempt: attempt}
	if attempt > 0 {
		e.Reason = "timeout"
	}
	return e
}

// followUp tries until the event is acknowledged or Slack would give up.
func (s *Sandbox) followUp(e *event, try func(attempt int) error) {
	for n := e.Attempt; n <= maxRetries; n++ {
		if n > e.Attempt && !s.sleep(retryAfter(n)) {
			return
		}
		err := try(n)
		if s.ctx.Err() != nil {
			return // still pending: it is sent again at the next start
		}
		if err == nil {
			s.settle(e)
			return
		}
		s.log.Warn("event not acknowledged", "event", e.ID, "attempt", n, "err", err)
	}
	s.settle(e)
}

func (s *Sandbox) settle(e *event) {
	if err := s.change(func(t *turn) error { t.put(record{Done: e.ID}); return nil }); err != nil {
		s.log.Error("settle event", "event", e.ID, "err", err)
	}
}

// sleep waits in the machine's time; false when the sandbox closes.
func (s *Sandbox) sleep(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-s.ctx.Done():
		return false
	}
}

// await waits for a flight's acknowledgement and gives its payload.
func (s *Sandbox) await(ctx context.Context, f *flight) (json.RawMessage, error) {
	defer s.hub.forget(f)
	select {
	case <-f.sent:
	case <-time.After(parkedFor):
		return nil, errNoApp
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case b := <-f.ack:
		return b, nil
	case <-f.lost:
		return nil, errLost
	case <-time.After(ackWithin):
		return nil, errNoAck
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ask sends an interactive payload or a command once and waits for the answer.
func (s *Sandbox) ask(ctx context.Context, kind string, payload obj) (json.RawMessage, error) {
	urls := s.appURLs()
	if kind == "slash_commands" && urls.Commands != "" {
		return s.postCommand(ctx, urls.Commands, payload)
	}
	if kind == "interactive" && urls.Interactivity != "" {
		return s.postInteraction(ctx, urls.Interactivity, payload)
	}
	f := s.hub.launch(envelope{Type: kind, Payload: payload, Accepts: true}, false)
	if f == nil {
		return nil, errNoApp
	}
	return s.await(ctx, f)
}

// eventBody wraps an event as the Events API does.
func (s *Sandbox) eventBody(e *event) obj {
	inner := maps.Clone(e.Event)
	return obj{
		"token": "verification-token", "team_id": TeamID, "context_team_id": TeamID, "api_app_id": AppID,
		"event": inner, "type": "event_callback", "event_id": e.ID, "event_time": e.Time,
		"authorizations": []obj{{
			"enterprise_id": nil, "team_id": TeamID, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false,
		}},
		"is_ext_shared_channel": false, "event_context": "4-" + e.ID,
	}
}
