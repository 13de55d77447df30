package sandbox

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// window opens the page in a tab of its own. What it returns closes the tab.
func window(ctx context.Context, t *testing.T, at string) (context.Context, func()) {
	t.Helper()
	tab, leave := chromedp.NewContext(ctx)
	t.Cleanup(leave)
	sit(tab, t, "open", chromedp.Navigate(at+"/?user=U1&channel=dm"), chromedp.WaitVisible(`body[data-ready="yes"]`))
	return tab, leave
}

// until waits for an expression of the page to be true.
func until(ctx context.Context, t *testing.T, what, expression string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression, chromedp.WithPollingInterval(30*time.Millisecond))); err != nil {
		got, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText.slice(0, 600)`))
		t.Fatalf("%s: %v\n%s", what, err, got)
	}
}

// reads waits for a message in the page.
func reads(ctx context.Context, t *testing.T, text string) {
	t.Helper()
	until(ctx, t, "read "+text, `document.querySelector('#messages').innerText.includes('`+text+`')`)
}

func (b *bench) streams() int {
	b.s.feed.mu.Lock()
	defer b.s.feed.mu.Unlock()
	return len(b.s.feed.pages)
}

func (b *bench) posts(text string) { b.ok("chat.postMessage", obj{"channel": "U1", "text": text}) }

// hide tells the page that it is out of sight, or in sight again.
func hide(ctx context.Context, t *testing.T, hidden string) {
	t.Helper()
	sit(ctx, t, "hide: "+hidden, chromedp.Evaluate[chromedp.Void](`Object.defineProperty(document, 'hidden', { get: () => `+hidden+`, configurable: true });
		document.dispatchEvent(new Event('visibilitychange'))`))
}

// More windows than a browser opens connections all load, and hear what is new
// by one stream between them: also when the window that read it is closed, or
// hidden. One that was hidden catches up when it is seen.
func TestPageInManyWindows(t *testing.T) {
	ctx := browser(t)
	sit(ctx, t, "start one browser for all", chromedp.Navigate("about:blank"))
	b := set(t, Options{})
	at := b.listen()
	var tabs []context.Context
	var leave []func()
	for range 9 {
		tab, shut := window(ctx, t, at)
		hide(tab, t, "false")
		tabs, leave = append(tabs, tab), append(leave, shut)
	}
	b.posts("其一")
	for _, tab := range tabs {
		reads(tab, t, "其一")
	}
	if n := b.streams(); n != 1 {
		t.Errorf("%d streams for nine windows", n)
	}
	leave[0]()
	hide(tabs[1], t, "true")
	b.posts("其二")
	for _, tab := range tabs[2:] {
		reads(tab, t, "其二")
	}
	for _, tab := range tabs[1:] {
		hide(tab, t, "true")
	}
	for deadline := time.Now().Add(20 * time.Second); b.streams() != 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d streams while every window is hidden", b.streams())
		}
	}
	b.posts("其三")
	for _, tab := range tabs[1:] {
		hide(tab, t, "false")
		reads(tab, t, "其三")
	}
}

// A gate stands before the workspace and, while it is shut, answers badly or
// not at all.
type gate struct {
	inner http.Handler
	shut  atomic.Pointer[http.HandlerFunc]
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := g.shut.Load(); h != nil {
		(*h)(w, r)
		return
	}
	g.inner.ServeHTTP(w, r)
}

// Whatever cut the page off, it says so for as long as that is so, and then has
// everything that it missed.
func TestPageComesBack(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	g := &gate{inner: b.s.Handler()}
	srv := httptest.NewServer(g)
	t.Cleanup(func() { b.close(); srv.Close() })
	tab, _ := window(ctx, t, srv.URL)
	for _, c := range []struct {
		missed string
		shut   http.HandlerFunc
	}{
		{"断线时说的", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
		{"停机时说的", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }},
	} {
		g.shut.Store(&c.shut)
		srv.CloseClientConnections()
		until(tab, t, "see that it is cut off", `document.querySelector('#alert').innerText === '与工作区的连接断了，正在重连…'`)
		b.posts(c.missed)
		g.shut.Store(nil)
		reads(tab, t, c.missed)
		until(tab, t, "see that it is back", `document.querySelector('#alert').hidden`)
	}
}
