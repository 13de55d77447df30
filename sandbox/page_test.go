package sandbox

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
)

// sources reads the page's files.
func sources(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(pageFiles, "page", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(pageFiles, name)
		out[path.Base(name)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Text can't become markup: no module parses HTML, makes code of text, or sets
// a handler or style by attribute, and the page holds no script of its own.
func TestPageParsesNothing(t *testing.T) {
	never := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function|srcdoc|javascript:`)
	inline := regexp.MustCompile(`<script>|\son\w+=|\sstyle=|<style`)
	for name, text := range sources(t) {
		if m := never.FindString(text); m != "" {
			t.Errorf("%s has %s", name, m)
		}
		if m := inline.FindString(text); strings.HasSuffix(name, ".html") && m != "" {
			t.Errorf("%s has %s inline", name, m)
		}
	}
}

// Every module that is imported is there, and nothing lies about unused.
func TestPageIsWhole(t *testing.T) {
	all := sources(t)
	used := map[string]bool{"index.html": true}
	refer := regexp.MustCompile(`(?:from |src=|href=)['"](?:\./)?([\w.]+\.(?:js|css|svg))['"]`)
	for name, text := range all {
		for _, m := range refer.FindAllStringSubmatch(text, -1) {
			used[m[1]] = true
			if all[m[1]] == "" {
				t.Errorf("%s refers to %s, which is not there", name, m[1])
			}
		}
	}
	for name := range all {
		if !used[name] {
			t.Errorf("%s is not used", name)
		}
	}
}

// The page is served so that nothing but its own files runs in it.
func TestPageIsGuarded(t *testing.T) {
	b := set(t, Options{})
	res, err := b.http.Get("http://sandbox.invalid/")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	csp := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	if strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q is unsafe", csp)
	}
}
