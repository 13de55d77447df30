package sandbox

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// lived fills a workspace with one of everything that is kept.
func lived(b *bench) {
	b.must("say", obj{"user": "U1", "channel": "general", "text": "一"})
	b.ok("chat.postMessage", obj{"channel": "C1", "text": "二"})
	b.must("read", obj{"user": "U2", "channel": "general"})
	b.ok("chat.postMessage", obj{"channel": "C1", "text": "三"})
	b.ok("views.publish", obj{"user_id": "U1", "view": obj{"type": "home", "blocks": []any{section("首页")}}})
	b.must("upload", obj{"user": "U1", "channel": "dm", "name": "a.txt", "content": "文"})
}

func TestReplay(t *testing.T) {
	dir := t.TempDir()
	b := set(t, Options{Dir: dir})
	lived(b)
	before, last := b.messages("U1", "general"), b.s.world.last
	b.close()

	b = set(t, Options{Dir: dir})
	if after := b.messages("U1", "general"); len(after) != 3 || after[2]["ts"] != before[2]["ts"] {
		t.Errorf("messages after: %v", after)
	}
	var list []obj
	b.get("channels?user=U2", &list)
	if list[1]["unread"] != float64(1) {
		t.Errorf("unread: %v", list)
	}
	home := obj{}
	if b.get("home?user=U1&peek=1", &home); len(home["blocks"].([]any)) != 1 {
		t.Errorf("home: %v", home)
	}
	if m := b.messages("U1", "dm"); m[0]["files"] == nil {
		t.Errorf("file: %v", m)
	} else if data, _ := b.fetch(m[0]["files"].([]any)[0].(obj)["url_private"]); data != "文" {
		t.Errorf("bytes: %q", data)
	}
	b.ok("chat.postMessage", obj{"channel": "C1", "text": "四"})
	if b.s.world.last <= last {
		t.Error("ts went back")
	}
}

// Wherever a crash tears the journal, what stands before the tear is found,
// and the sandbox goes on from there.
func TestTornWrite(t *testing.T) {
	dir := t.TempDir()
	b := set(t, Options{Dir: dir})
	lived(b)
	b.close()
	path := filepath.Join(dir, "journal.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for n := 0; n <= len(whole); n += 97 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		b := set(t, Options{Dir: dir})
		got := len(b.messages("U1", "general"))
		if got < most {
			t.Fatalf("%d bytes give %d messages, fewer gave %d", n, got, most)
		}
		most = got
		b.ok("chat.postMessage", obj{"channel": "C1", "text": "续"})
		b.close()
		b = set(t, Options{Dir: dir})
		if again := len(b.messages("U1", "general")); again != got+1 {
			t.Fatalf("after the tear at %d: %d messages, want %d", n, again, got+1)
		}
		b.close()
	}
	if most != 3 {
		t.Errorf("the whole journal gives %d messages, want 3", most)
	}
}

// A broken line in the middle is no torn end, and is told rather than skipped.
func TestBrokenJournal(t *testing.T) {
	dir := t.TempDir()
	text := "{\"seq\":1,\"last\":1,\"user\":{\"id\":\"U1\"}}\n{broken\n{\"seq\":2,\"last\":2,\"user\":{\"id\":\"U2\"}}\n"
	if err := os.WriteFile(filepath.Join(dir, "journal.jsonl"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err := New(Options{Dir: dir}); err == nil {
		_ = s.Close()
		t.Error("a broken journal was taken")
	}
}

func TestOneAtATime(t *testing.T) {
	dir := t.TempDir()
	set(t, Options{Dir: dir})
	if _, err := New(Options{Dir: dir}); !errors.Is(err, errTaken) {
		t.Errorf("second: %v", err)
	}
}

func TestSavedClock(t *testing.T) {
	dir := t.TempDir()
	if _, ok, err := SavedClock(dir); ok || err != nil {
		t.Errorf("none: %v, %v", ok, err)
	}
	b := set(t, Options{Dir: dir})
	b.must("clock", obj{"to": "2018-12-14T09:30:00+08:00"})
	b.close()
	at, ok, err := SavedClock(dir)
	if want := time.Date(2018, 12, 14, 1, 30, 0, 0, time.UTC); !ok || err != nil || at.Sub(want) > time.Second || at.Before(want) {
		t.Errorf("saved %v, %v, %v", at, ok, err)
	}
	b = set(t, Options{Dir: dir})
	if now := b.s.clock.now(); now.Before(at) {
		t.Errorf("starts again at %v", now)
	}
}
