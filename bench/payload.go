package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"time"
)

// secret signs the requests; both subjects are given it.
const secret = "bench-secret"

// payload returns what Slack would tell of the n-th thing that was done, as JSON,
// in the shape and about the size of what Slack sends. salt keeps the ids of one
// run from those of another.
func payload(kind, salt string, n int) string {
	person, trigger, ts := fmt.Sprint("U", n%500), fmt.Sprintf("%s.%d.abc", salt, n), fmt.Sprintf("%s.%06d", salt, n)
	switch kind {
	case command:
		return fmt.Sprintf(`{"token":"t","team_id":"T1","team_domain":"city","channel_id":"C1","channel_name":"general",`+
			`"user_id":"%s","user_name":"ana","command":"/city","text":"status %d","api_app_id":"A1",`+
			`"is_enterprise_install":"false","response_url":"http://127.0.0.1:9/r/%d","trigger_id":"%s"}`, person, n, n, trigger)
	case click:
		return fmt.Sprintf(`{"type":"block_actions","user":{"id":"%s","username":"ana","name":"ana","team_id":"T1"},`+
			`"api_app_id":"A1","token":"t","container":{"type":"message","message_ts":"%s","channel_id":"C1","is_ephemeral":false},`+
			`"trigger_id":"%s","team":{"id":"T1","domain":"city"},"enterprise":null,"is_enterprise_install":false,`+
			`"channel":{"id":"C1","name":"general"},"message":{"type":"message","user":"U0BOT","bot_id":"B1","ts":"%s",`+
			`"text":"Request","team":"T1","blocks":[{"type":"section","block_id":"s","text":{"type":"mrkdwn",`+
			`"text":"*Pothole* on Main St, reported by <@U1>"}},{"type":"actions","block_id":"act","elements":[`+
			`{"type":"button","action_id":"approve","text":{"type":"plain_text","text":"Approve","emoji":true},"value":"r%d"},`+
			`{"type":"button","action_id":"reject","text":{"type":"plain_text","text":"Reject","emoji":true},"value":"r%d"}]}]},`+
			`"state":{"values":{}},"response_url":"http://127.0.0.1:9/r/%d","actions":[{"action_id":"approve","block_id":"act",`+
			`"text":{"type":"plain_text","text":"Approve","emoji":true},"value":"r%d","type":"button","action_ts":"%s"}]}`,
			person, ts, trigger, ts, n, n, n, n, ts)
	default:
		return fmt.Sprintf(`{"token":"t","team_id":"T1","api_app_id":"A1","event":{"type":"app_mention","user":"%s",`+
			`"text":"<@U0BOT> status %d","ts":"%s","channel":"C1","event_ts":"%s"},"type":"event_callback","event_id":"Ev%sx%d",`+
			`"event_time":%s,"authorizations":[{"enterprise_id":null,"team_id":"T1","user_id":"U0BOT","is_bot":true,`+
			`"is_enterprise_install":false}],"is_ext_shared_channel":false}`, person, n, ts, ts, salt, n, salt)
	}
}

// form is how a command comes by HTTP: the same fields, as a form.
func form(salt string, n int) string {
	return fmt.Sprintf(`token=t&team_id=T1&team_domain=city&channel_id=C1&channel_name=general&user_id=U%d&user_name=ana&`+
		`command=%%2Fcity&text=status+%d&api_app_id=A1&is_enterprise_install=false&`+
		`response_url=http%%3A%%2F%%2F127.0.0.1%%3A9%%2Fr%%2F%d&trigger_id=%s.%d.abc`, n%500, n, n, salt, n)
}

// A letter makes signed requests of one kind.
type letter struct {
	kind, salt, path string
}

// request returns the n-th request whole, as bytes for the connection, signed
// at now.
func (l letter) request(n int, now time.Time) []byte {
	contentType, body := l.body(n)
	stamp := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":" + body))
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %s\r\nX-Slack-Signature: v0=%s\r\n"+
		"X-Slack-Request-Timestamp: %s\r\nContent-Length: %d\r\n\r\n%s",
		l.path, contentType, hex.EncodeToString(mac.Sum(nil)), stamp, len(body), body)
}

func (l letter) body(n int) (contentType, body string) {
	const asForm = "application/x-www-form-urlencoded"
	switch l.kind {
	case command:
		return asForm, form(l.salt, n)
	case click:
		return asForm, "payload=" + url.QueryEscape(payload(click, l.salt, n))
	default:
		return "application/json", payload(l.kind, l.salt, n)
	}
}
