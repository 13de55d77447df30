package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// A sitter is somebody at the page, in a tab of the browser. What they do waits
// until it can be done, and they say what they were about when it can't.
type sitter struct {
	t       *testing.T
	tab     context.Context
	fingers bool   // touches, and has no mouse
	after   string // ts of the newest message when they last did something
}

// patience is how long a sitter waits for one thing. It only bounds failures:
// the machine may be slow, and have other things to do.
const patience = time.Minute

// sit opens the page in a tab of its own, as large as view makes it. When the
// test ends, the page must not have complained.
func sit(browser context.Context, t *testing.T, address string, view chromedp.Action[chromedp.Void]) *sitter {
	t.Helper()
	tab, leave := chromedp.NewContext(browser)
	t.Cleanup(leave)
	s := &sitter{t: t, tab: tab}
	report := errorsOf(tab, t)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the page then:\n%s", s.read(`[...document.querySelectorAll('#messages, #alert, .field-error')]
				.map((n) => n.innerText.slice(-2000)).join('\n')`))
		}
		report()
	})
	s.do("open the page", view, chromedp.Navigate(address), chromedp.WaitReady(`body[data-ready="yes"]`))
	return s
}

// do takes steps, all of which are one thing to a person.
func (s *sitter) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.tab, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
}

// read returns the value of an expression of the page.
func (s *sitter) read(expression string) string {
	s.t.Helper()
	got, err := chromedp.Run(s.tab, chromedp.Evaluate[string](expression))
	if err != nil {
		s.t.Errorf("%s: %v", expression, err)
	}
	return got
}

// until waits for a function of the page to return something that is true, and
// keeps it in into, unless that is nil.
func (s *sitter) until(what string, into any, function string, args ...any) {
	s.t.Helper()
	got, err := chromedp.Run(s.tab, chromedp.PollFunction[[]byte](function,
		chromedp.WithPollingArgs(args...), chromedp.WithPollingInterval(40*time.Millisecond), chromedp.WithPollingTimeout(patience)))
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(got, into); err != nil {
		s.t.Fatalf("%s: %s: %v", what, got, err)
	}
}

// where gives the middle of the last thing under a selector that bears a label,
// or any when that is "": once it can be pressed, lies still and is uncovered.
const where = `(selector, label) => {
	const it = [...document.querySelectorAll(selector)].filter((n) =>
		!n.disabled && n.checkVisibility() && (!label || n.textContent.trim() === label)).at(-1)
	if (!it) return null
	it.scrollIntoView({ block: 'nearest' })
	const r = it.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2
	const before = it.seenAt
	it.seenAt = x + ' ' + y
	return before === it.seenAt && it.contains(document.elementFromPoint(x, y)) && { x, y }
}`

// press presses the last thing under a selector that bears a label.
func (s *sitter) press(selector, label string) {
	s.t.Helper()
	s.mark()
	var at struct{ X, Y float64 }
	s.until("look for "+selector+" "+label, &at, where, selector, label)
	if s.fingers {
		s.do("touch "+label, chromedp.TapXY(at.X, at.Y))
	} else {
		s.do("click "+label, chromedp.MouseClickXY(at.X, at.Y))
	}
}

// button presses the newest button of the conversation with that label.
func (s *sitter) button(label string) {
	s.t.Helper()
	s.press("#messages button", label)
}

// set sets a field as a browser's own picker does.
func (s *sitter) set(selector, value string) {
	s.t.Helper()
	s.until("look for "+selector, nil, where, selector, "")
	s.until("set "+selector, nil, `(selector, value) => {
		const field = [...document.querySelectorAll(selector)].at(-1)
		field.focus()
		field.value = value
		return field.dispatchEvent(new Event('change', { bubbles: true }))
	}`, selector, value)
}

// as changes who sits here, by the list of people.
func (s *sitter) as(name string) {
	s.t.Helper()
	s.press("#who", "")
	s.do("look for "+name, chromedp.SendKeys("#who-search", name), enter)
	s.until("sit as "+name, nil, `(name) => document.querySelector('#who b').textContent === name &&
		!document.querySelector('#who-list').open && document.querySelector('#messages').children.length > 0`, name)
	s.after = "0"
}

// say writes a message to the bot, and sends it.
func (s *sitter) say(text string) {
	s.t.Helper()
	s.mark()
	s.do("say "+text, chromedp.SendKeys("#composer", text), enter)
	s.until("send "+text, nil, `() => document.querySelector('#composer').value === ''`)
}

// enter presses the Enter key as a keyboard does: the page may have the key to
// itself, and then no character follows it. The library's own Enter always sends
// one, to whatever has the focus by then.
func enter(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	return stroke(ctx, tab, "Enter", 13)
}

func escape(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	return stroke(ctx, tab, "Escape", 27)
}

func stroke(ctx context.Context, tab *chromedp.Target, key string, code int64) (chromedp.Void, error) {
	for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
		_, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{
			Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code, NativeVirtualKeyCode: code,
		})
		if err != nil {
			return chromedp.Void{}, err
		}
	}
	return chromedp.Void{}, nil
}

func (s *sitter) mark() {
	s.t.Helper()
	s.after = s.read(`[...document.querySelectorAll('#messages [data-ts]')].at(-1)?.dataset.ts ?? '0'`)
}

// hears waits until what the bot has said since the sitter last did something
// has all the words in it.
func (s *sitter) hears(words ...string) {
	s.t.Helper()
	s.until("hear "+strings.Join(words, "; "), nil, `(after, words) => {
		const text = [...document.querySelectorAll('#messages .from-bot')].filter((m) => m.dataset.ts > after)
			.map((m) => m.innerText).join('\n')
		return words.every((w) => text.includes(w))
	}`, s.after, words)
}

// sees waits until some message has all the words in it: one that was there and
// has changed.
func (s *sitter) sees(words ...string) {
	s.t.Helper()
	s.until("see "+strings.Join(words, "; "), nil, `(words) => [...document.querySelectorAll('#messages .from-bot')]
		.some((m) => words.every((w) => m.innerText.includes(w)))`, words)
}

// forwardTo moves the clock by 快进 to a local time such as 2018-12-14T09:30.
func (s *sitter) forwardTo(at string) {
	s.t.Helper()
	s.press("#forward-open", "")
	s.set("#forward-to", at)
	s.press("#forward-go", "")
	s.until("live through the time to "+at, nil, `() => !document.querySelector('#forward').open`)
}
