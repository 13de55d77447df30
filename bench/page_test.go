package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFiguresGoBetweenTheMarks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	page := "before\n" + figuresFrom + "old\n" + figuresTo + "after\n" + figuresTo
	for _, text := range []string{"new\n", "newer\n"} {
		if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := intoPage(path, text); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		page = strings.Replace(page, map[string]string{"new\n": "old\n", "newer\n": "new\n"}[text], text, 1)
		if err != nil || string(got) != page {
			t.Errorf("%q, %v, want %q", got, err, page)
		}
	}
	if err := os.WriteFile(path, []byte(figuresFrom), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := intoPage(path, "new"); !errors.Is(err, errNoMarks) {
		t.Errorf("a page without an end: %v", err)
	}
}

// The project's own page has the marks, once.
func TestThePageHasTheMarks(t *testing.T) {
	page, err := os.ReadFile("../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(page), figuresFrom)
	if !ok || strings.Contains(rest, figuresFrom) || !strings.Contains(rest, figuresTo) {
		t.Error("docs/performance.md has no place for the figures, or two")
	}
}

func TestOnlyTheWholeIsWritten(t *testing.T) {
	for _, args := range [][]string{{"-only", "http"}, {"-beside", "old"}} {
		args = append(args, "-disk", t.TempDir(), "-write", "page.md")
		if _, err := parse(args); !errors.Is(err, errPart) {
			t.Errorf("%v: %v", args, err)
		}
	}
}

func TestSummaryHasEveryLoad(t *testing.T) {
	o := options{measured: time.Second, warm: time.Second}
	all := results{}
	for _, s := range scenarios() {
		bolt := figures{median: 2, p99: 2, perSecond: 2, resident: 2}
		ours := figures{median: 1, p99: 1, perSecond: 4, resident: 1, rows: 10, backlog: 3, lost: 1}
		all[s] = []pair{{bolt, ours}, {bolt, ours}}
	}
	got := summary(all, o)
	for _, want := range []string{
		"Medians of 2 round(s)", "stored 540 requests", "; 54 were not acknowledged",
		"| socket/click/32 at a time | a second ≥ 1.00 | 2 | 4 | 2.00 (2.00–2.00) | met |",
		"| socket/mention/32 at a time | a second ≥ 1.00 | 2 | 4 | 2.00 (2.00–2.00) | no goal |",
		"| http/command/5 a second | 10 | 7 |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestRoundsEndInTime(t *testing.T) {
	const within = 30 * time.Minute
	for _, c := range []struct {
		done  int
		after time.Duration
		want  bool
	}{
		{0, 0, true}, {0, time.Hour, true}, {1, 10 * time.Minute, true}, {2, 20 * time.Minute, true},
		{3, 21 * time.Minute, false}, {1, 15*time.Minute + 1, false}, {2, 21 * time.Minute, false},
	} {
		r := rounds{began: time.Unix(0, 0), within: within, done: c.done, most: 3}
		if got := r.another(r.began.Add(c.after)); got != c.want {
			t.Errorf("%d done after %s: %v", c.done, c.after, got)
		}
	}
}
