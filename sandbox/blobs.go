package sandbox

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// blobs keeps the bytes of files: in a folder beside the journal, or in memory.
type blobs struct {
	dir string
	mu  sync.Mutex
	mem map[string][]byte
}

func newBlobs(dir string) *blobs {
	b := &blobs{mem: map[string][]byte{}}
	if dir != "" {
		b.dir = filepath.Join(dir, "files")
	}
	return b
}

func (b *blobs) put(id string, data []byte) error {
	if b.dir != "" {
		return writeWhole(filepath.Join(b.dir, id), data, true)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mem[id] = data
	return nil
}

func (b *blobs) get(id string) ([]byte, error) {
	if b.dir != "" {
		return os.ReadFile(filepath.Join(b.dir, id))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	data, ok := b.mem[id]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return data, nil
}

func (b *blobs) has(id string) bool {
	_, err := b.get(id)
	return err == nil
}

// serveFile answers url_private: to the app with its token, and to whoever
// may use the control API.
func (s *Sandbox) serveFile(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if token != s.opts.BotToken && !local(r) {
		http.Error(w, "not for you", http.StatusForbidden)
		return
	}
	var f *file
	s.look(func(wo *world) { f = wo.files[strings.TrimPrefix(r.PathValue("file"), TeamID+"-")] })
	if f == nil {
		http.NotFound(w, r)
		return
	}
	data, err := s.blobs.get(f.ID)
	if errors.Is(err, fs.ErrNotExist) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		http.Error(w, "unreadable", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mimeOf(f.Name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	_, _ = w.Write(data) // the reader may be gone
}

// mimeOf goes by the name's ending; the table is our own, so that it is the
// same on every machine.
func mimeOf(name string) string {
	const office = "application/vnd.openxmlformats-officedocument."
	switch strings.ToLower(path.Ext(name)) {
	case ".docx":
		return office + "wordprocessingml.document"
	case ".xlsx":
		return office + "spreadsheetml.sheet"
	case ".pdf":
		return "application/pdf"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	}
	return "application/octet-stream"
}

func pathEscape(name string) string { return url.PathEscape(name) }
