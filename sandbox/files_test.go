package sandbox

import (
	"encoding/base64"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// upload does the middle step: the raw bytes to the URL.
func (b *bench) upload(to any, data string) int {
	b.t.Helper()
	res, err := b.http.Post(to.(string), "application/octet-stream", strings.NewReader(data))
	if err != nil {
		b.t.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// fetch gets a file: its bytes and its type.
func (b *bench) fetch(to any) (data, kind string) {
	b.t.Helper()
	res, err := b.http.Get(to.(string))
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(raw), res.Header.Get("Content-Type")
}

// The three steps of an upload; its share comes after the answer, and is
// found by files.info alone.
func TestUploadShares(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := set(t, Options{})
		defer b.close()
		dm := b.ok("conversations.open", obj{"users": "U1"})["channel"].(obj)["id"]
		b.must("faults", obj{"late_share": 1})
		up := b.ok("files.getUploadURLExternal", obj{"filename": "附件2.docx", "length": 4})
		if code := b.upload(up["upload_url"], "too long"); code != 400 {
			t.Errorf("another length: %d", code)
		}
		if code := b.upload(up["upload_url"], "docx"); code != 200 {
			t.Errorf("upload: %d", code)
		}
		b.ok("files.completeUploadExternal", obj{"files": []any{obj{"id": up["file_id"]}}, "channel_id": dm, "initial_comment": "请盖章"})
		shares := func() obj {
			f := b.ok("files.info", obj{"file": up["file_id"]})["file"].(obj)
			return f["shares"].(obj)["private"].(obj)
		}
		if s := shares(); len(s) != 0 {
			t.Errorf("shared at once: %v", s)
		}
		time.Sleep(6 * time.Second)
		m := b.messages("U1", "dm")
		if s := shares(); len(m) != 1 || s[dm.(string)].([]any)[0].(obj)["ts"] != m[0]["ts"] {
			t.Fatalf("shares %v, messages %v", s, m)
		}
		data, kind := b.fetch(m[0]["files"].([]any)[0].(obj)["url_private"])
		if data != "docx" || !strings.Contains(kind, "wordprocessingml") {
			t.Errorf("got %q as %s", data, kind)
		}
	})
}

func TestUserUploads(t *testing.T) {
	b := set(t, Options{Dir: t.TempDir()})
	a := b.connect(acknowledge)
	out := b.must("upload", obj{
		"user": "U1", "channel": "dm", "name": "报告.pdf", "text": "清理报告",
		"content_base64": base64.StdEncoding.EncodeToString([]byte("%PDF")),
	})
	e := a.event(t, "message")
	if e["subtype"] != "file_share" || e["ts"] != out["ts"] || e["text"] != "清理报告" {
		t.Errorf("event: %v", e)
	}
	if data, _ := b.fetch(e["files"].([]any)[0].(obj)["url_private"]); data != "%PDF" {
		t.Errorf("got %q", data)
	}
	if _, code := b.control("upload", obj{"user": "U1", "channel": "dm", "name": "空"}); code != 400 {
		t.Errorf("empty file: %d", code)
	}
}
