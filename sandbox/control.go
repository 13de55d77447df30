package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
)

// snag is an error of the control API: an HTTP status, a code, and a sentence
// for whoever wrote the script or sits at the page.
type snag struct {
	status int
	code   string
	detail string
}

func (e *snag) Error() string { return e.code + ": " + e.detail }

func absent(code, format string, args ...any) error {
	return &snag{http.StatusNotFound, code, fmt.Sprintf(format, args...)}
}

func wrong(format string, args ...any) error {
	return &snag{http.StatusBadRequest, "bad_request", fmt.Sprintf(format, args...)}
}

// unanswered is what a person sees when the app does not answer a gesture.
func unanswered(err error) error {
	return &snag{http.StatusGatewayTimeout, "no_ack", err.Error()}
}

func badAnswer(detail string) error {
	return &snag{http.StatusBadGateway, "bad_answer", "the app's answer can't be used: " + detail}
}

// local tells whether a request came from this machine by a name of it: in
// process, or from a loopback address to a loopback host, and from no page of
// another site. So a foreign page can't reach the workspace by DNS rebinding.
func local(r *http.Request) bool {
	if r.Context().Value(inMemory{}) != nil {
		return true
	}
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || !net.ParseIP(from).IsLoopback() || !loopbackHost(r.Host) {
		return false
	}
	if o := r.Header.Get("Origin"); o != "" {
		u, err := url.Parse(o)
		return err == nil && u.Host == r.Host
	}
	return true
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback() || host == "[::1]"
}

// routes is the table of all addresses.
func (s *Sandbox) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("GET /link/", s.serveSocket)
	mux.HandleFunc("/upload/v1/{token}", s.serveUpload)
	mux.HandleFunc("GET /files-pri/{file}/{name}", s.serveFile)
	mux.HandleFunc("POST /response/{team}/{n}/{id}", s.serveResponse)
	for pattern, h := range map[string]http.HandlerFunc{
		"GET /sandbox/users": s.serveUsers, "GET /sandbox/channels": s.serveChannels,
		"GET /sandbox/messages": s.serveMessages, "GET /sandbox/home": s.serveHome,
		"GET /sandbox/views": s.serveViews, "GET /sandbox/events": s.serveEvents,
		"GET /sandbox/clock": s.serveClock, "POST /sandbox/clock": s.moveClock,
		"GET /sandbox/clock/follow": s.serveFollow, "GET /sandbox/workspace": s.serveWorkspace,
		"POST /sandbox/upload": s.uploadByUser,
		"POST /sandbox/say":    posted(s.saySomething), "POST /sandbox/command": posted(s.command),
		"POST /sandbox/click": posted(s.click), "POST /sandbox/submit": posted(s.submit),
		"POST /sandbox/close": posted(s.shut), "POST /sandbox/suggest": posted(s.suggest),
		"POST /sandbox/shortcut": posted(s.shortcut), "POST /sandbox/read": posted(s.markRead),
		"POST /sandbox/open": posted(s.openTab), "POST /sandbox/faults": posted(s.setFaults),
		"POST /sandbox/app": posted(s.setApp), "POST /sandbox/account": posted(s.setAccount),
	} {
		mux.Handle(pattern, s.onlyLocal(h))
	}
	mux.Handle("/", s.onlyLocal(servePage()))
	return mux
}

// onlyLocal guards the control API. An app that is called by HTTP may never
// have called here: it is told the address by which a person came.
func (s *Sandbox) onlyLocal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r) {
			replyStatus(w, r, http.StatusForbidden, obj{"ok": false, "error": "loopback_only"})
			return
		}
		s.look(func(*world) { s.host = or(s.host, r.Host) })
		next.ServeHTTP(w, r)
	})
}

// posted serves a function of a JSON body. A browser must say that it is JSON,
// which no page of another origin can without being asked first; a script need
// not.
func posted[T any](f func(context.Context, T) (obj, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var in T
		kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // none is none
		if kind != "application/json" && r.Header.Get("Origin") != "" {
			fail(w, r, wrong("the body must be application/json"))
			return
		}
		b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err == nil {
			err = json.Unmarshal(b, &in)
		}
		if err != nil {
			fail(w, r, wrong("body: %v", err))
			return
		}
		out, err := f(r.Context(), in)
		if err != nil {
			fail(w, r, err)
			return
		}
		reply(w, r, out)
	}
}

// fail writes an error of the control API.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	var sn *snag
	var no *refusal
	switch {
	case errors.As(err, &sn):
	case errors.As(err, &no):
		sn = &snag{http.StatusBadRequest, no.code, err.Error()}
	default:
		sn = &snag{http.StatusInternalServerError, "internal_error", err.Error()}
	}
	replyStatus(w, r, sn.status, obj{"ok": false, "error": sn.code, "detail": sn.detail})
}

// room finds a conversation as a person names it: an id, a channel's name, or
// "dm"; it must be one of theirs.
func (t *turn) room(user, name string) (*conversation, error) {
	if t.users[user] == nil {
		return nil, absent("no_such_user", "there is no user %q", user)
	}
	if name == "dm" {
		return t.dm(user), nil
	}
	v := t.convs[name]
	if v == nil {
		i := slices.IndexFunc(t.convOrder, func(id string) bool { return t.convs[id].Name == name && name != "" })
		if i < 0 {
			return nil, absent("channel_not_found", "there is no channel %q", name)
		}
		v = t.convs[t.convOrder[i]]
	}
	if !v.has(user) {
		return nil, &snag{http.StatusForbidden, "not_in_channel", user + " is not in " + v.ID}
	}
	return v, nil
}
