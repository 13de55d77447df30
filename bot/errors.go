package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// A FatalError ends [Bot.Run]: Slack will refuse us until a person changes the
// app or its tokens. Code is Slack's: "link_disabled" when Socket Mode is off in
// the app's settings, "invalid_auth" when a token is wrong, and so on.
type FatalError struct{ Code string }

func (e *FatalError) Error() string {
	if e.Code == linkDisabled {
		return "slack: link_disabled: Socket Mode is switched off in the app's settings"
	}
	return "slack: " + e.Code + ": the app's tokens or settings have to be mended"
}

// A LaterError says that nothing was sent, and when to try again.
type LaterError struct {
	Method string // Slack's method that is held
	After  time.Duration
}

func (e *LaterError) Error() string {
	return fmt.Sprintf("slack: %s is held for %s", e.Method, e.After)
}

// RetryAfter returns how long to wait, in the machine's time.
func (e *LaterError) RetryAfter() time.Duration { return e.After }

// A RefusedError says that nothing was sent and never will be: trying again
// gets the same answer.
type RefusedError struct {
	Method string
	Code   string // Slack's error code
}

func (e *RefusedError) Error() string { return "slack: " + e.Method + ": " + e.Code }

// Permanent returns Slack's error code.
func (e *RefusedError) Permanent() string { return e.Code }

// An UndrawnError says that an answer, or its document, can't be drawn: a fault
// of the program, which trying again does not mend.
type UndrawnError struct{ Err error }

func (e *UndrawnError) Error() string { return "draw: " + e.Err.Error() }

// Unwrap returns what was wrong.
func (e *UndrawnError) Unwrap() error { return e.Err }

// Permanent returns "cannot_draw".
func (*UndrawnError) Permanent() string { return "cannot_draw" }

// An AbsentError says that the message does not stand in Slack: it was not posted,
// and what an earlier attempt may have posted was looked for and not found.
type AbsentError struct{ Err error }

func (e *AbsentError) Error() string { return e.Err.Error() }

// Unwrap returns why it was not posted.
func (e *AbsentError) Unwrap() error { return e.Err }

// Absent reports that there is no doubt.
func (*AbsentError) Absent() bool { return true }

// absent marks the errors of a post that had no effect: those that trying again does
// not mend, and, when it was looked for before, those that say when to try again.
func absent(err error, looked bool) error {
	var refused interface{ Permanent() string }
	var later *LaterError
	if errors.As(err, &refused) || looked && errors.As(err, &later) {
		return &AbsentError{err}
	}
	return err
}

// holdWithout is how long a method rests after a 429 that does not say.
const holdWithout = 30 * time.Second

// holdLocked is how long a method rests when Slack does not let the app in: until
// a person has mended that, no message is to blame, and none is to be lost.
const holdLocked = 5 * time.Minute

// judge sorts an error of the Web API. What comes back as it went in leaves
// open whether the call had its effect.
func (b *Bot) judge(ctx context.Context, method string, err error) error {
	if err == nil {
		return nil
	}
	if after, ok := limited(err); ok {
		b.log.Warn("slack says we are too fast; the method rests", "method", method, "for", after)
		b.holdBack(ctx, method, after)
		return &LaterError{Method: method, After: after}
	}
	if locked[errorCode(err)] {
		b.holdBack(ctx, method, holdLocked)
		b.log.Error("slack does not let the app in; what it has to say waits", "method", method, "code", errorCode(err))
		return &LaterError{Method: method, After: holdLocked}
	}
	if code := errorCode(err); refusals[code] {
		return &RefusedError{Method: method, Code: code}
	}
	return fmt.Errorf("slack: %s: %w", method, err)
}

// holdBack keeps a method back. When the others can't be told, each of them finds
// out for itself.
func (b *Bot) holdBack(ctx context.Context, method string, d time.Duration) {
	if err := b.budget.hold(ctx, method, d); err != nil {
		b.log.Warn("the other processes do not know that a method is held", "method", method, "err", err)
	}
}

// limited reports whether Slack said "too fast", and how long to wait. A 429
// without Retry-After comes as a status error.
func limited(err error) (time.Duration, bool) {
	var rate *slack.RateLimitedError
	if errors.As(err, &rate) {
		return max(rate.RetryAfter, time.Second), true
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusTooManyRequests {
		return holdWithout, true
	}
	switch errorCode(err) {
	case "ratelimited", "rate_limited", "message_limit_exceeded":
		return holdWithout, true
	}
	return 0, false
}

// errorCode returns Slack's code when Slack answered, else "".
func errorCode(err error) string {
	var answer slack.SlackErrorResponse
	if errors.As(err, &answer) {
		return answer.Err
	}
	return ""
}

// fatal returns a *FatalError for the codes that no waiting mends.
func fatal(err error) error {
	if code := errorCode(err); unmendable[code] {
		return &FatalError{Code: code}
	}
	return nil
}

// unmendable are the codes of auth.test and apps.connections.open that stay
// until somebody changes the app.
var unmendable = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true,
	"token_expired": true, "missing_scope": true, "not_allowed_token_type": true, "no_permission": true,
	"org_login_required": true, "team_access_not_granted": true, "access_denied": true, linkDisabled: true,
}

// locked are the codes of any method that speak of the token or the app, not of
// what was asked for.
var locked = map[string]bool{
	"invalid_auth": true, "not_authed": true, "account_inactive": true, "token_revoked": true,
	"token_expired": true, "missing_scope": true, "not_allowed_token_type": true,
	"org_login_required": true, "team_access_not_granted": true,
}

// refusals are the codes that mean the same at every further attempt, by the
// pages of chat.postMessage, chat.update, conversations.open, views.publish and
// the file methods.
var refusals = map[string]bool{
	"as_user_not_supported": true, "block_mismatch": true,
	"cannot_dm_bot": true, "cannot_dm_self": true, "cant_update_message": true, "channel_not_found": true,
	"duplicate_channel_not_found": true, "edit_window_closed": true,
	"ekm_access_denied": true, "external_channel_migrating": true, "invalid_arguments": true,
	"invalid_blocks": true, "invalid_blocks_format": true, "invalid_metadata_format": true,
	"invalid_metadata_schema": true, "invalid_user_combination": true, "is_archived": true,
	"is_inactive": true, "message_not_found": true, "messages_tab_disabled": true,
	"metadata_too_large": true, "msg_blocks_too_long": true, "msg_too_long": true, "no_text": true,
	"not_enabled": true, "not_in_channel": true, "not_supported": true, "restricted_action": true,
	"restricted_action_read_only_channel": true, "restricted_action_thread_locked": true,
	"slack_connect_canvas_sharing_blocked": true, "thread_not_found": true, "too_many_blocks": true,
	"user_disabled": true, "user_not_found": true, "user_not_visible": true, "users_not_found": true,
	"view_too_large": true, "invalid_thread_ts": true, "cannot_reply_to_message": true,
}
