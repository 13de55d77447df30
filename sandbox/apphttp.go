package sandbox

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// appPost is one signed request to the app.
type appPost struct {
	url, kind string
	body      []byte
	attempt   int
}

// appDoor is where the app takes requests. It has a lock of its own, since
// events are sent while Sandbox.mu is held.
type appDoor struct {
	mu   sync.Mutex
	urls AppURLs
}

func (s *Sandbox) appURLs() AppURLs {
	s.app.mu.Lock()
	defer s.app.mu.Unlock()
	return s.app.urls
}

// setApp names the app's request URLs. An events URL is verified first, as
// Slack does: it must give the challenge back.
func (s *Sandbox) setApp(ctx context.Context, in AppURLs) (obj, error) {
	if in.Events != "" {
		challenge := "challenge-" + stamp()
		body, err := json.Marshal(obj{"type": "url_verification", "token": "verification-token", "challenge": challenge})
		if err != nil {
			return nil, err
		}
		got, err := s.send(ctx, appPost{url: in.Events, kind: "application/json", body: body})
		if err != nil {
			return nil, badAnswer(err.Error())
		}
		if !bytes.Contains(got, []byte(challenge)) {
			return nil, badAnswer("the challenge did not come back")
		}
	}
	s.app.mu.Lock()
	defer s.app.mu.Unlock()
	s.app.urls = in
	return obj{"ok": true}, nil
}

func (s *Sandbox) postEvent(to string, body obj, attempt int) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	_, err = s.send(s.ctx, appPost{to, "application/json", b, attempt})
	return err
}

func (s *Sandbox) postInteraction(ctx context.Context, to string, payload obj) (json.RawMessage, error) {
	b, err := json.Marshal(payload)
	if err != nil {
		return nil, err
	}
	return s.postForm(ctx, to, url.Values{"payload": {string(atHost(b, "http", s.address()))}})
}

func (s *Sandbox) postCommand(ctx context.Context, to string, payload obj) (json.RawMessage, error) {
	form := url.Values{}
	for k, v := range payload {
		form.Set(k, string(atHost([]byte(fmt.Sprint(v)), "http", s.address())))
	}
	return s.postForm(ctx, to, form)
}

func (s *Sandbox) postForm(ctx context.Context, to string, form url.Values) (json.RawMessage, error) {
	return s.send(ctx, appPost{url: to, kind: "application/x-www-form-urlencoded", body: []byte(form.Encode())})
}

// send posts a signed body to the app and gives what it answered within three
// seconds with a 2xx status.
func (s *Sandbox) send(ctx context.Context, p appPost) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	body := atHost(p.body, "http", s.address())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	req.Header.Set("Content-Type", p.kind)
	req.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	req.Header.Set("X-Slack-Request-Timestamp", ts)
	req.Header.Set("X-Slack-Signature", sign(s.opts.SigningSecret, ts, body))
	if p.attempt > 0 {
		req.Header.Set("X-Slack-Retry-Num", strconv.Itoa(p.attempt))
		req.Header.Set("X-Slack-Retry-Reason", "http_error")
	}
	res, err := s.outward.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxBody))
	if err != nil {
		return nil, err
	}
	if s.faults.take("drop_acks") {
		return nil, errNoAck
	}
	if res.StatusCode/100 != 2 {
		return nil, fmt.Errorf("the app answered %s", res.Status)
	}
	return b, nil
}

// address is where the app, called by HTTP, finds this sandbox.
func (s *Sandbox) address() (host string) {
	s.look(func(*world) { host = or(s.host, "127.0.0.1") })
	return host
}

// sign is Slack's v0 signature of a body.
func sign(secret, ts string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + ts + ":"))
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}
