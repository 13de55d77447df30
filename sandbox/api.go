package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// hostMark stands for the sandbox's own address in what is stored; it becomes
// the address by which the reader came, since each may have come by another.
const (
	hostMark = "http://this-sandbox.invalid"
	wsMark   = "ws://this-sandbox.invalid"
)

// atHost puts a reader's address where the marks stand; scheme is http or
// https, and ws follows it.
func atHost(b []byte, scheme, host string) []byte {
	ws := strings.Replace(scheme, "http", "ws", 1)
	b = bytes.ReplaceAll(b, []byte(wsMark), []byte(ws+"://"+host))
	return bytes.ReplaceAll(b, []byte(hostMark), []byte(scheme+"://"+host))
}

// refusal is an API error: Slack answers 200 with ok false and this code.
type refusal struct {
	code     string
	messages []string
}

func (r *refusal) Error() string { return r.code + " " + strings.Join(r.messages, "; ") }

func refuse(code string, messages ...string) error { return &refusal{code, messages} }

// endpoint is one method of the Web API.
type endpoint struct {
	run  func(s *Sandbox, c *call) (obj, error)
	tier int  // Slack's rate tier, 1 to 4; 0 is a limit of its own
	app  bool // wants the app-level token
}

// methods is every method that is served.
func methods() map[string]endpoint {
	return map[string]endpoint{
		"api.test":                     {run: apiTest, tier: 4},
		"auth.test":                    {run: authTest, tier: 4},
		"apps.connections.open":        {run: connectionsOpen, tier: 1, app: true},
		"chat.postMessage":             {run: postMessage},
		"chat.postEphemeral":           {run: postEphemeral, tier: 4},
		"chat.update":                  {run: updateMessage, tier: 3},
		"chat.delete":                  {run: deleteMessage, tier: 3},
		"chat.getPermalink":            {run: getPermalink, tier: 4},
		"conversations.open":           {run: openConversation, tier: 3},
		"conversations.list":           {run: listConversations, tier: 2},
		"conversations.info":           {run: conversationInfo, tier: 3},
		"conversations.members":        {run: conversationMembers, tier: 4},
		"conversations.history":        {run: history, tier: 3},
		"conversations.replies":        {run: replies, tier: 3},
		"conversations.join":           {run: joinConversation, tier: 3},
		"users.list":                   {run: listUsers, tier: 2},
		"users.info":                   {run: userInfo, tier: 4},
		"users.lookupByEmail":          {run: lookupByEmail, tier: 3},
		"users.conversations":          {run: userConversations, tier: 3},
		"views.open":                   {run: openView, tier: 4},
		"views.push":                   {run: pushView, tier: 4},
		"views.update":                 {run: updateView, tier: 4},
		"views.publish":                {run: publishView, tier: 4},
		"files.getUploadURLExternal":   {run: getUploadURL, tier: 4},
		"files.completeUploadExternal": {run: completeUpload, tier: 4},
		"files.info":                   {run: fileInfo, tier: 4},
		"reactions.add":                {run: addReaction, tier: 3},
	}
}

// serveAPI answers POST /api/<method>.
func (s *Sandbox) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("method")
	m, served := s.methods[name]
	c, err := readCall(r)
	s.look(func(*world) { s.host = r.Host })
	if err == nil {
		err = s.admit(w, name, c, m)
	}
	if errors.Is(err, errAnswered) {
		return
	}
	var out obj
	switch {
	case err != nil:
	case !served:
		err = refuse("unknown_method")
		s.log.Warn("method not served", "method", name)
	default:
		out, err = m.run(s, c)
	}
	if s.faults.after(w, name) {
		return
	}
	reply(w, r, answer(out, err, s))
}

// errAnswered says that the response has been written.
var errAnswered = errors.New("answered")

// admit checks the token, then what limits and faults have to say.
func (s *Sandbox) admit(w http.ResponseWriter, name string, c *call, m endpoint) error {
	want := s.opts.BotToken
	if m.app {
		want = s.opts.AppToken
	}
	switch {
	case c.token == "":
		return refuse("not_authed")
	case c.token != want && (c.token == s.opts.BotToken || c.token == s.opts.AppToken):
		return refuse("not_allowed_token_type")
	case c.token != want:
		return refuse("invalid_auth")
	}
	if wait := max(s.faults.burst(name), s.limits.hold(name, m.tier, c)); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`) // the reader may be gone
		return errAnswered
	}
	if s.faults.before(s.ctx, w, name) {
		return errAnswered
	}
	return nil
}

// answer adds ok, or turns an error into Slack's.
func answer(out obj, err error, s *Sandbox) obj {
	var no *refusal
	switch {
	case err == nil:
		if out == nil {
			out = obj{}
		}
		out["ok"] = true
		return out
	case !errors.As(err, &no):
		s.log.Error("method", "err", err)
		no = &refusal{code: "internal_error"}
	}
	out = obj{"ok": false, "error": no.code}
	if len(no.messages) > 0 {
		lines := make([]string, len(no.messages))
		for i, m := range no.messages {
			lines[i] = "[ERROR] " + m
		}
		out["errors"], out["response_metadata"] = no.messages, obj{"messages": lines}
	}
	return out
}

// reply writes JSON, with the sandbox's addresses as the reader knows them.
func reply(w http.ResponseWriter, r *http.Request, v any) { replyStatus(w, r, http.StatusOK, v) }

func replyStatus(w http.ResponseWriter, r *http.Request, status int, v any) {
	b, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "encode", http.StatusInternalServerError)
		return
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(atHost(b, scheme, r.Host)) // the reader may be gone
}
