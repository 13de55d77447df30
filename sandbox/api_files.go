package sandbox

import (
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxFile is the most bytes that one file may have here.
const maxFile = 64 << 20

func getUploadURL(s *Sandbox, c *call) (obj, error) {
	name, length := c.str("filename"), c.int("length", 0)
	switch {
	case name == "":
		return nil, refuse("invalid_arguments", "missing required field: filename")
	case length <= 0:
		return nil, refuse("invalid_arguments", "length must be more than 0")
	case length > maxFile:
		return nil, refuse("file_upload_size_restricted")
	}
	var f *file
	var token string
	err := s.change(func(t *turn) error {
		f = &file{ID: t.nextID("F"), Name: name, Title: name, User: BotUser, Size: length, Created: t.now.Unix()}
		t.put(record{File: f})
		token = "up" + strconv.FormatInt(t.seq, 10)
		s.memory.uploads[token] = upload{f.ID, length}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"upload_url": hostMark + "/upload/v1/" + token, "file_id": f.ID}, nil
}

// serveUpload takes a file's bytes: raw, or as the first part of a form.
func (s *Sandbox) serveUpload(w http.ResponseWriter, r *http.Request) {
	var up upload
	s.look(func(*world) { up = s.memory.uploads[r.PathValue("token")] })
	if up.file == "" {
		http.Error(w, "no such upload", http.StatusNotFound)
		return
	}
	b, err := uploaded(r)
	if err != nil {
		http.Error(w, "unreadable body", http.StatusBadRequest)
		return
	}
	if len(b) != up.length {
		http.Error(w, "the length is not the one that was announced", http.StatusBadRequest)
		return
	}
	if err := s.blobs.put(up.file, b); err != nil {
		s.log.Error("keep file", "err", err)
		http.Error(w, "not kept", http.StatusInternalServerError)
		return
	}
	_, _ = io.WriteString(w, "OK - "+strconv.Itoa(len(b))) // the reader may be gone
}

func uploaded(r *http.Request) ([]byte, error) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // none is raw
	body := http.MaxBytesReader(nil, r.Body, maxFile+1<<20)
	if kind != "multipart/form-data" || params["boundary"] == "" {
		return io.ReadAll(body)
	}
	r.Body = body
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	part, err := parts.NextPart()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(part)
}

// completeUpload shares uploaded files. It answers first; the message comes
// after, as with Slack.
func completeUpload(s *Sandbox, c *call) (obj, error) {
	var items []struct{ ID, Title string }
	if c.into("files", &items) != nil || len(items) == 0 {
		return nil, refuse("invalid_arguments", "missing required field: files")
	}
	var list []*file
	var v *conversation
	err := s.change(func(t *turn) (err error) {
		if id := or(c.str("channel_id"), c.str("channels")); id != "" {
			if v, err = t.target(id); err != nil {
				return err
			}
		}
		for _, it := range items {
			f, err := t.complete(it.ID, it.Title)
			if err != nil {
				return err
			}
			list = append(list, f)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if v != nil {
		s.shareLater(v, list, c)
	}
	out := make([]obj, len(list))
	for i, f := range list {
		out[i] = f.shown()
	}
	return obj{"files": out}, nil
}

// complete marks an uploaded file as whole.
func (t *turn) complete(id, title string) (*file, error) {
	old := t.files[id]
	if old == nil || !t.s.blobs.has(id) {
		return nil, refuse("file_not_found")
	}
	f := *old
	f.Complete, f.Title = true, or(title, old.Name)
	t.put(record{File: &f})
	return &f, nil
}

func (s *Sandbox) shareLater(v *conversation, files []*file, c *call) {
	var wait time.Duration
	if s.faults.take("late_share") {
		wait = 5 * time.Second
	}
	s.spawn(func() {
		if !s.sleep(wait) {
			return
		}
		err := s.change(func(t *turn) error {
			m := s.botMessage(draft{Text: c.str("initial_comment")}, t.ts())
			m.ThreadTS = c.str("thread_ts")
			t.share(v, m, files)
			return nil
		})
		if err != nil {
			s.log.Error("share files", "err", err)
		}
	})
}

// share puts files into a conversation with a message of their own.
func (t *turn) share(v *conversation, m *message, files []*file) {
	m.Subtype, m.Upload = "file_share", true
	for _, old := range files {
		f := *t.files[old.ID]
		f.Shares = cloneShares(f.Shares)
		f.Shares[v.ID] = append(f.Shares[v.ID], m.TS)
		t.put(record{File: &f})
		m.Files = append(m.Files, f.shown())
	}
	t.say(v, m)
}

func cloneShares(old map[string][]string) map[string][]string {
	out := map[string][]string{}
	for k, v := range old {
		out[k] = slices.Clone(v)
	}
	return out
}

// shown is the file in Slack's JSON, without its shares.
func (f *file) shown() obj {
	ext := strings.TrimPrefix(path.Ext(f.Name), ".")
	private := hostMark + "/files-pri/" + TeamID + "-" + f.ID + "/" + pathEscape(f.Name)
	return obj{
		"id": f.ID, "name": f.Name, "title": f.Title, "user": f.User, "size": f.Size, "created": f.Created,
		"timestamp": f.Created, "mimetype": mimeOf(f.Name), "filetype": or(ext, "binary"), "mode": "hosted",
		"is_external": false, "is_public": false, "editable": false, "file_access": "visible", "user_team": TeamID,
		"url_private": private, "url_private_download": private + "?download=1",
		"permalink": hostMark + "/files/" + f.User + "/" + f.ID + "/" + pathEscape(f.Name),
	}
}

func fileInfo(s *Sandbox, c *call) (obj, error) {
	var out obj
	s.look(func(w *world) {
		f := w.files[c.str("file")]
		if f == nil || !f.Complete {
			return
		}
		out = f.shown()
		public, private := obj{}, obj{}
		var channels, ims []string
		for id, list := range f.Shares {
			v := w.convs[id]
			entries := sharesOf(v, list, w)
			if v.IM || v.MPIM || v.Private {
				private[id], ims = entries, append(ims, id)
			} else {
				public[id], channels = entries, append(channels, id)
			}
		}
		out["shares"], out["channels"], out["ims"] = obj{"public": public, "private": private}, channels, ims
	})
	if out == nil {
		return nil, refuse("file_not_found")
	}
	return obj{"file": out, "comments": []any{}}, nil
}

func sharesOf(v *conversation, list []string, w *world) []obj {
	out := []obj{}
	for _, ts := range list {
		e := obj{"ts": ts, "channel_name": v.Name, "team_id": TeamID, "share_user_id": BotUser, "reply_count": 0}
		if m := w.find(v.ID, ts); m != nil && m.ThreadTS != "" {
			e["thread_ts"] = m.ThreadTS
		}
		out = append(out, e)
	}
	return out
}
