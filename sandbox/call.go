package sandbox

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is the most that a request to the Web API may hold.
const maxBody = 4 << 20

// call is one request to the Web API: its arguments, however they came.
type call struct {
	args  obj // strings from a form, anything from JSON
	token string
	host  string
}

// readCall reads a form or JSON body, the query, and the token.
func readCall(r *http.Request) (*call, error) {
	c := &call{args: obj{}, host: r.Host}
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // an unreadable one is no JSON
	if kind == "application/json" {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, refuse("request_too_large")
		}
		if len(b) > 0 && json.Unmarshal(b, &c.args) != nil {
			return nil, refuse("invalid_json")
		}
	} else if err := readForm(r, kind); err != nil {
		return nil, err
	}
	for k, v := range r.Form {
		c.args[k] = v[0]
	}
	c.token = c.str("token")
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		c.token = bearer
	}
	return c, nil
}

func readForm(r *http.Request, kind string) error {
	err := r.ParseForm()
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(maxBody)
	}
	if err != nil {
		return refuse("invalid_form_data")
	}
	return nil
}

// str gives an argument as text.
func (c *call) str(key string) string {
	switch v := c.args[key].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case nil:
		return ""
	default:
		b, _ := json.Marshal(v) // it came from JSON
		return string(b)
	}
}

func (c *call) has(key string) bool { return c.args[key] != nil }

func (c *call) bool(key string) bool {
	s := c.str(key)
	return s == "true" || s == "1"
}

func (c *call) int(key string, otherwise int) int {
	if n, err := strconv.Atoi(c.str(key)); err == nil {
		return n
	}
	return otherwise
}

// into decodes a structured argument, sent as JSON or as JSON in a string.
func (c *call) into(key string, v any) error {
	if c.args[key] == nil || c.str(key) == "" {
		return nil
	}
	return json.Unmarshal([]byte(c.str(key)), v)
}

// list splits a comma-separated argument.
func (c *call) list(key string) []string {
	var out []string
	for p := range strings.SplitSeq(c.str(key), ",") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
