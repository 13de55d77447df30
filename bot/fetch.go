package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"steward/handlers"
	"steward/papers"
)

// shared is what we need of a file that came with a message.
type shared struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	Mode     string `json:"mode"` // "tombstone" when it was deleted
	Private  string `json:"url_private"`
	Download string `json:"url_private_download"`
}

func filesOf(files []shared) []handlers.File {
	var out []handlers.File
	for _, f := range files {
		file := handlers.File{ID: f.ID, Name: f.Name, Size: f.Size, URL: first(f.Download, f.Private)}
		if f.Mode == "tombstone" || file.URL == "" {
			file.Problem = handlers.FileGone
		}
		out = append(out, file)
	}
	return out
}

var errElsewhere = errors.New("the file does not lie with Slack")

// Fetch gets what is in a file that came with a message. A file that no further
// attempt would bring comes back with its problem; an error means that it may be
// tried again.
func (b *Bot) Fetch(ctx context.Context, f handlers.File) (handlers.File, error) {
	if f.Size > papers.MaxFile {
		f.Problem = handlers.FileTooBig
	}
	if f.Problem != "" {
		return f, nil
	}
	if !b.slacks(f.URL) {
		return f, fmt.Errorf("file %s: %w", f.ID, errElsewhere)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, http.NoBody)
	if err != nil {
		return f, fmt.Errorf("file %s: %w", f.ID, bare(err))
	}
	req.Header.Set("Authorization", "Bearer "+b.token)
	res, err := b.http.Do(req)
	if err != nil {
		return f, fmt.Errorf("file %s: %w", f.ID, bare(err))
	}
	defer func() { _ = res.Body.Close() }()
	switch {
	case res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusGone:
		f.Problem = handlers.FileGone
		return f, nil
	case res.StatusCode != http.StatusOK:
		return f, fmt.Errorf("file %s: %s", f.ID, res.Status)
	}
	f.Body, err = io.ReadAll(io.LimitReader(res.Body, papers.MaxFile+1))
	if len(f.Body) > papers.MaxFile {
		f.Body, f.Problem = nil, handlers.FileTooBig
	}
	if err != nil {
		return f, fmt.Errorf("file %s: %w", f.ID, bare(err))
	}
	return f, nil
}

// slacks reports whether an address is one to which our token may go: Slack's
// own, or that of the Web API that we were given.
func (b *Bot) slacks(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	if api, err := url.Parse(b.apiURL); err == nil && api.Host != "" && u.Host == api.Host && u.Scheme == api.Scheme {
		return true
	}
	return u.Scheme == "https" && (u.Hostname() == "slack.com" || strings.HasSuffix(u.Hostname(), ".slack.com"))
}
