package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// The bounds of a request from Slack
// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
const (
	maxBody   = 1 << 20 // bytes; a payload with a view is under 300 kB
	signedFor = 5 * time.Minute
)

// Handler takes in what Slack sends by HTTP: POST /slack/events,
// /slack/interactivity and /slack/commands. A replay of a signed request is
// answered 200 like the first, and has no effect: the inbox knows its key.
func (b *Bot) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /slack/events", b.signed(b.hearEvent))
	mux.HandleFunc("POST /slack/interactivity", b.signed(b.hearForm(func(f url.Values) (arrival, error) {
		return readInteraction([]byte(f.Get("payload")))
	})))
	mux.HandleFunc("POST /slack/commands", b.signed(b.hearForm(readCommandForm)))
	return mux
}

// signed hands on only what bears Slack's signature of the last five minutes.
func (b *Bot) signed(next func(w http.ResponseWriter, r *http.Request, body []byte)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		case err != nil:
			w.WriteHeader(http.StatusBadRequest)
		case !authentic(b.secret, r.Header, body, time.Now()):
			w.WriteHeader(http.StatusUnauthorized)
		default:
			next(w, r, body)
		}
	}
}

// authentic checks Slack's v0 signature in constant time. now is the machine's
// time.
func authentic(secret string, h http.Header, body []byte, now time.Time) bool {
	stamp := h.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || secret == "" || now.Sub(time.Unix(seconds, 0)).Abs() > signedFor {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	want := "v0=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(want), []byte(h.Get("X-Slack-Signature")))
}

// hearEvent answers Slack's question whether we are there, and takes events.
func (b *Bot) hearEvent(w http.ResponseWriter, r *http.Request, body []byte) {
	var outer struct {
		Type      string `json:"type"`
		Challenge string `json:"challenge"`
		Minute    int64  `json:"minute_rate_limited"`
	}
	_ = json.Unmarshal(body, &outer) // what can't be read is said of the event below
	switch outer.Type {
	case "url_verification":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, outer.Challenge)
		return
	case "app_rate_limited":
		// More than 30,000 events in an hour: those of this minute do not come
		// (https://docs.slack.dev/reference/events/app_rate_limited).
		b.log.Error("Slack holds events back, as there are too many: people may go without an answer",
			"minute", time.Unix(outer.Minute, 0).UTC())
		return
	}
	me, err := b.WhoAmI(r.Context())
	if err != nil {
		b.log.Error("auth.test", "err", err)
		w.WriteHeader(http.StatusServiceUnavailable) // Slack sends it again
		return
	}
	a, err := readEvent(body, me.User)
	b.take(w, r, a, err)
}

func (b *Bot) hearForm(read func(url.Values) (arrival, error)) func(http.ResponseWriter, *http.Request, []byte) {
	return func(w http.ResponseWriter, r *http.Request, body []byte) {
		form, err := url.ParseQuery(string(body))
		var a arrival
		if err == nil {
			a, err = read(form)
		}
		b.take(w, r, a, err)
	}
}

// take settles what came and answers. What cannot be read is answered 200: it
// would only come again.
func (b *Bot) take(w http.ResponseWriter, r *http.Request, a arrival, err error) {
	if err != nil {
		b.log.Warn("unreadable payload, acknowledged", "path", r.URL.Path, "err", err)
		w.WriteHeader(http.StatusOK)
		return
	}
	reply, err := b.settle(r.Context(), a)
	switch {
	case err != nil:
		b.log.Error("not kept, so not acknowledged", "key", a.item.Key, "err", err)
		w.WriteHeader(http.StatusInternalServerError)
	case reply == nil:
		w.WriteHeader(http.StatusOK)
	default:
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		// An error means that Slack has gone: nobody is there to be told.
		_ = json.NewEncoder(w).Encode(reply)
	}
}
