package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium starts the browser that STEWARD_CHROMIUM names, and returns a context
// in which tabs open. It is gone when the test ends.
func chromium(t *testing.T) context.Context {
	t.Helper()
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(
		slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chromiumPath(t)), chromedp.UserDataDir(t.TempDir()),
		chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", "zh-CN"),
		// A machine without a mouse would have the page as for fingers alone.
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"))...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(leave)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
		defer cancel()
		if err := chromedp.Cancel(ctx); err != nil {
			t.Errorf("Chromium did not end well: %v", err)
		}
	})
	return ctx
}

func chromiumPath(t *testing.T) string {
	t.Helper()
	path := os.Getenv("STEWARD_CHROMIUM")
	if path != "" {
		return path
	}
	const missing = "STEWARD_CHROMIUM names no browser: export STEWARD_CHROMIUM=$(scripts/ensure-chromium)"
	if os.Getenv("CI") == "true" || slices.Contains(strings.Split(os.Getenv("STEWARD_REQUIRE"), ","), "chromium") {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// demo runs `steward sandbox` on a folder of its own, and returns the address of
// its page, such as http://127.0.0.1:41234/. It has ended when the test has.
func demo(t *testing.T) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	says, out := io.Pipe()
	var log strings.Builder
	status := make(chan int, 1)
	args := []string{"sandbox", "--addr", "127.0.0.1:0", "--data", t.TempDir()}
	go func() {
		status <- run(ctx, args, nil, stdio{strings.NewReader(""), out, &log})
		_ = out.Close()
	}()
	t.Cleanup(func() {
		stop()
		if code := <-status; code != 0 || log.Len() > 0 {
			t.Errorf("steward sandbox ended with %d, and said:\n%s", code, log.String())
		}
	})
	line := make([]byte, 200)
	n, err := says.Read(line)
	_, address, found := strings.Cut(strings.TrimSpace(string(line[:n])), " ")
	if err != nil || !found {
		t.Fatalf("steward sandbox printed %q, %v", line[:n], err)
	}
	go func() { _, _ = io.Copy(io.Discard, says) }()
	return address
}

// errorsOf gathers what the page's console complains of. The function that it
// returns reports all of it, and is to be called once.
func errorsOf(tab context.Context, t *testing.T) func() {
	t.Helper()
	const end = "that is all"
	console := chromedp.Console(tab)
	complaints := make(chan []string, 1)
	go func() {
		var bad []string
		for m, err := range console {
			if err != nil {
				bad = append(bad, err.Error())
				break
			}
			if m.Text == end {
				break
			}
			if m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException {
				bad = append(bad, string(m.Type)+": "+m.Text+" "+m.URL)
			}
		}
		complaints <- bad
	}()
	return func() {
		if err := chromedp.Do(tab, chromedp.Evaluate[chromedp.Void](`console.log("`+end+`")`)); err != nil {
			t.Errorf("the page no longer answers: %v", err)
			return
		}
		for _, complaint := range <-complaints {
			t.Errorf("the page's console: %s", complaint)
		}
	}
}
