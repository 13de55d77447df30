package sandbox

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// said reads one value of the page.
func said[T comparable](expression string) chromedp.Action[T] {
	return chromedp.Evaluate[T](expression)
}

// A date stands in words beside its field: when it is drawn, chosen, cleared,
// and set by the page itself.
func TestPageSpellsDates(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	b.connect(acknowledge)
	at := b.listen()
	b.opened(input("day", obj{"type": "datepicker", "action_id": "v", "initial_date": "2018-12-03"}),
		input("when", obj{"type": "datetimepicker", "action_id": "v"}))
	sit(ctx, t, "open", chromedp.Navigate(at+"/?user=U1&channel=dm"), chromedp.WaitVisible("dialog.modal"))
	words := `dialog.modal [data-block-id="day"] output`
	spelled := func(sel, want string) {
		t.Helper()
		if got, err := chromedp.Run(ctx, said[string](`document.querySelector('`+sel+`').textContent`)); err != nil || got != want {
			t.Errorf("%s says %q, %v; want %q", sel, got, err, want)
		}
	}
	spelled(words, "2018年12月3日（周一）")
	sit(ctx, t, "choose", change(`dialog.modal input[data-block-id="day"]`, "2018-12-15"), change(`dialog.modal input[data-block-id="when"]`, "2018-12-14T09:30"))
	spelled(words, "2018年12月15日（周六）")
	spelled(`dialog.modal [data-block-id="when"] output`, "2018年12月14日（周五）09:30")
	sit(ctx, t, "clear", change(`dialog.modal input[data-block-id="day"]`, ""))
	spelled(words, "")
	sit(ctx, t, "leave", chromedp.Click(`[data-modal="close"]`), chromedp.WaitNotPresent("dialog.modal"),
		"forward", chromedp.Click("#forward-open"), chromedp.WaitVisible("#forward-words"))
	spelled("#forward-words", "2018年11月21日（周三）09:00")
}

// Name and time stand again five minutes after they last did, however often
// was spoken in between; other messages have their time in the margin.
func TestPageSaysTimeAgain(t *testing.T) {
	ctx := browser(t)
	var now atomic.Int64
	b := set(t, Options{Now: func() time.Time { return tuesday().Add(time.Duration(now.Load())) }})
	at := b.listen()
	for _, minute := range []int64{0, 2, 4, 6, 8} {
		now.Store(minute * int64(time.Minute))
		b.posts("说")
	}
	sit(ctx, t, "open", chromedp.Navigate(at+"/?user=U1&channel=dm"), chromedp.WaitVisible(`body[data-ready="yes"]`))
	for _, c := range []struct{ sel, want string }{{".by time", "09:00 09:06"}, {".msg > .at", "09:02 09:04 09:08"}} {
		got, err := chromedp.Run(ctx, said[string](`[...document.querySelectorAll('#messages `+c.sel+`')].map((n) => n.textContent).join(' ')`))
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.sel, got, err, c.want)
		}
	}
}

// focused has the page as one that a person looks at: without a screen none is.
func focused(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	return chromedp.Void{}, err
}

// The way to a thread is in sight under the pointer, and in channels on a
// phone; a keyboard finds it everywhere.
func TestPageReply(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	at := b.listen()
	b.posts("私信")
	b.ok("chat.postMessage", obj{"channel": "C1", "text": "频道"})
	sit(ctx, t, "look at it", chromedp.Action[chromedp.Void](focused))
	const seen = `getComputedStyle(document.querySelector('#messages .reply')).opacity === '1'`
	sees := func(what string, want bool) {
		t.Helper()
		if got, err := chromedp.Run(ctx, said[bool](seen)); err != nil || got != want {
			t.Errorf("%s: the reply is in sight: %v, %v", what, got, err)
		}
	}
	open := func(room string) chromedp.Action[chromedp.Void] {
		return chromedp.Steps(chromedp.Navigate(at+"/?user=U1&channel="+room), chromedp.WaitVisible(`body[data-ready="yes"]`), chromedp.WaitReady("#messages .reply"))
	}
	const focus = `document.querySelector('#composer').focus(); document.querySelector('#messages .reply').focus()`
	for _, c := range []struct {
		width, height int64
		room          string
		want          bool
	}{{1280, 800, "dm", false}, {1280, 800, "general", false}, {390, 844, "dm", false}, {390, 844, "general", true}} {
		sit(ctx, t, c.room, chromedp.EmulateViewport(c.width, c.height), open(c.room))
		where := fmt.Sprintf("%s at %d", c.room, c.width)
		sees(where, c.want)
		sit(ctx, t, "focus", chromedp.Evaluate[chromedp.Void](focus))
		sees(where+" with a keyboard", true)
	}
	sit(ctx, t, "press", chromedp.SendKeys("#messages .reply", "\r"), chromedp.WaitVisible("#thread-messages [data-ts]"))
}
