package sandbox

import (
	"context"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser starts Chromium, named by STEWARD_CHROMIUM. Without it the test is
// skipped, unless CI=true or STEWARD_REQUIRE names chromium.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("STEWARD_CHROMIUM")
	if path == "" {
		if os.Getenv("CI") == "true" || slices.Contains(strings.Split(os.Getenv("STEWARD_REQUIRE"), ","), "chromium") {
			t.Fatal("STEWARD_CHROMIUM is not set: make test finds or installs Chromium")
		}
		t.Skip("STEWARD_CHROMIUM is not set: make test finds or installs Chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.Flag("disable-component-update", true),
		// A machine without a mouse would have the page as for fingers alone.
		chromedp.Flag("blink-settings", "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(ctx)
	t.Cleanup(leave)
	ctx, late := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(late)
	return ctx
}

// listen serves the sandbox on loopback. The sandbox is closed first: the page
// holds a stream of events open, for which the server would wait.
func (b *bench) listen() string {
	srv := httptest.NewServer(b.s.Handler())
	b.t.Cleanup(func() {
		b.close()
		srv.Close()
	})
	return srv.URL
}

// sit runs steps in the browser, each named so that a failure says where.
func sit(ctx context.Context, t *testing.T, steps ...any) {
	t.Helper()
	name := ""
	for _, s := range steps {
		switch s := s.(type) {
		case string:
			name = s
		case chromedp.Action[chromedp.Void]:
			if err := chromedp.Do(ctx, s); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		default:
			t.Fatalf("%s: %T is no step", name, s)
		}
	}
}

// everything is a message with each block that the page draws.
func everything() []any {
	select1 := obj{"type": "static_select", "action_id": "kind", "placeholder": plain("材料"), "options": []any{option("纸质", "paper"), option("电子", "file")}}
	many := obj{"type": "multi_static_select", "action_id": "many", "options": []any{option("甲", "1"), option("乙", "2")}}
	confirm := button("sure", "1")
	confirm["confirm"] = obj{"title": plain("确认"), "text": plain("当真？"), "confirm": plain("是"), "deny": plain("否")}
	cell := func(s string) obj { return obj{"type": "raw_text", "text": s} }
	bars := []any{obj{"name": "收件", "data": []any{obj{"label": "周一", "value": 3}}}}
	sec := section("*粗* <script>alert(1)</script> &lt;b&gt;")
	sec["accessory"] = button("side", "1")
	return []any{
		obj{"type": "header", "text": plain("标题🟢")}, sec, obj{"type": "divider"},
		obj{"type": "section", "fields": []any{plain("甲"), plain("乙")}},
		actions(select1, many, confirm, obj{"type": "datepicker", "action_id": "day"}, obj{"type": "timepicker", "action_id": "hour"}),
		actions(obj{"type": "external_select", "action_id": "ext", "min_query_length": 1}, obj{"type": "users_select", "action_id": "who"},
			obj{"type": "overflow", "action_id": "more", "options": []any{option("查询", "ask")}}),
		actions(obj{"type": "radio_buttons", "action_id": "radio", "options": []any{option("是", "y"), option("否", "n")}},
			obj{"type": "checkboxes", "action_id": "check", "options": []any{option("一", "1"), option("二", "2")}}),
		obj{"type": "table", "rows": []any{[]any{cell("单位")}, []any{cell("教体局")}}},
		obj{"type": "rich_text", "elements": []any{obj{"type": "rich_text_section", "elements": []any{obj{"type": "text", "text": "富"}}}}},
		obj{"type": "data_visualization", "title": "进度", "chart": obj{"type": "bar", "series": bars, "axis_config": obj{"categories": []any{"周一"}}}},
		obj{"type": "card", "title": plain("卡片")}, obj{"type": "context", "elements": []any{obj{"type": "mrkdwn", "text": "_依据_"}}},
	}
}

// suggesting answers options requests, and all else with nothing.
func suggesting(env obj) any {
	if p, _ := env["payload"].(obj); p["type"] == "block_suggestion" {
		return obj{"options": []any{option("教体局", "sz-jtj")}}
	}
	return obj{}
}

// acted waits for the action that the page sent.
func acted(t *testing.T, a *app, action string) obj {
	t.Helper()
	for {
		p := a.payload(t, "interactive")
		if list, _ := p["actions"].([]any); len(list) > 0 {
			if act := list[0].(obj); act["action_id"] != action {
				t.Fatalf("got action %v, want %s", act, action)
			} else {
				return act
			}
		}
	}
}

// Every element in a message is drawn, works by mouse or keyboard, and sends
// what Slack would send; nothing is marked as beyond the page but what is.
func TestPageActs(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	a := b.connect(suggesting)
	base := b.listen()
	b.ok("chat.postMessage", obj{"channel": "U1", "text": "全", "blocks": everything()})
	at := func(action string) string { return `#messages [data-action-id="` + action + `"]` }
	sit(ctx, t, "open", chromedp.Navigate(base+"/?user=U1&channel=dm"), chromedp.WaitVisible(`body[data-ready="yes"]`))
	marks, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.querySelectorAll('.cannot-draw, #messages script').length`))
	if err != nil || marks != 0 {
		t.Fatalf("%v blocks are not drawn, %v", marks, err)
	}
	for _, c := range []struct {
		action, field string
		want          any
		do            chromedp.Action[chromedp.Void]
	}{
		{"side", "value", "1", chromedp.Click(at("side"))},
		{"sure", "value", "1", chromedp.Steps(chromedp.Click(at("sure")), chromedp.Click(`[data-confirm="no"]`),
			chromedp.WaitNotPresent("dialog.confirm"), chromedp.Click(at("sure")), chromedp.Click(`[data-confirm="yes"]`))},
		{"kind", "selected_option", "file", change(at("kind"), "file")},
		{"day", "selected_date", "2018-11-23", change(at("day"), "2018-11-23")},
		{"hour", "selected_time", "09:30", change(at("hour"), "09:30")},
		{"ext", "selected_option", "sz-jtj", chromedp.Steps(chromedp.SendKeys(at("ext"), "教"), chromedp.Click(`#messages li[data-value="sz-jtj"]`))},
		{"many", "selected_options", "2", chromedp.Steps(chromedp.Click(at("many")), chromedp.Click(`#messages li[data-value="2"]`))},
		{"who", "selected_user", "U2", chromedp.Steps(chromedp.Click(at("who")), chromedp.Click(`#messages li[data-value="U2"]`))},
		{"more", "selected_option", "ask", chromedp.Steps(chromedp.Click(at("more")+" summary"), chromedp.Click(at("more")+` [data-option="ask"]`))},
		{"radio", "selected_option", "n", chromedp.Click(at("radio") + ` [data-option="n"]`)},
		{"check", "selected_options", "2", chromedp.Click(at("check") + ` [data-option="2"]`)},
	} {
		sit(ctx, t, c.action, c.do)
		if got := chosen(acted(t, a, c.action)[c.field]); got != c.want {
			t.Errorf("%s: %v, want %v", c.action, got, c.want)
		}
	}
}

// chosen reduces an action's choice to its value: an option's, or that of the
// only option chosen.
func chosen(v any) any {
	if list, ok := v.([]any); ok && len(list) == 1 {
		v = list[0]
	}
	if o, ok := v.(obj); ok {
		return o["value"]
	}
	return v
}

// change sets a field and lets the page hear of it.
func change(sel, value string) chromedp.Action[chromedp.Void] {
	return chromedp.SetValue(sel, value)
}

// TestPageModal fills a modal, is refused a field, and hands it in; at the
// width of a phone, with the keyboard where a person would use it.
func TestPageModal(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	handed := make(chan obj, 4)
	b.connect(func(env obj) any {
		p, _ := env["payload"].(obj)
		if p["type"] != "view_submission" {
			return obj{}
		}
		values := p["view"].(obj)["state"].(obj)["values"].(obj)
		handed <- values
		if v, _ := lookup(values, "name", "v"); v["value"] == "张" {
			return obj{"response_action": "errors", "errors": obj{"name": "请填全名"}}
		}
		return obj{}
	})
	at := b.listen()
	b.opened(name(), input("day", obj{"type": "datepicker", "action_id": "v"}))
	field := `dialog.modal input[data-block-id="name"]`
	sit(ctx, t, "open", chromedp.EmulateViewport(390, 844), chromedp.Navigate(at+"/?user=U1&channel=dm"),
		chromedp.WaitVisible("dialog.modal"), "fill", change(`dialog.modal input[data-block-id="day"]`, "2018-11-23"),
		chromedp.SendKeys(field, "张\r"), "error", chromedp.WaitVisible(`[data-error-for="name"]`))
	<-handed
	sit(ctx, t, "mend", chromedp.SendKeys(field, "某"), chromedp.Click(`[data-modal="submit"]`), chromedp.WaitNotPresent("dialog.modal"))
	values := <-handed
	who, _ := lookup(values, "name", "v")
	day, _ := lookup(values, "day", "v")
	if who["value"] != "张某" || day["selected_date"] != "2018-11-23" {
		t.Errorf("handed in: %v", values)
	}
}

// TestPageSays switches person, writes, and moves the clock.
func TestPageSays(t *testing.T) {
	ctx := browser(t)
	b := set(t, Options{})
	at := b.listen()
	sit(ctx, t, "open", chromedp.Navigate(at+"/?user=U2&channel=dm"), chromedp.WaitVisible(`body[data-ready="yes"]`),
		"switch", chromedp.Click("#who"), chromedp.SendKeys("#who-search", "教体\r"), chromedp.WaitVisible(`body[data-user="U1"]`),
		"say", chromedp.SendKeys("#composer", "还有几天截止\r"), chromedp.WaitVisible("#messages [data-ts]"),
		"clock", chromedp.Click("#forward-open"), chromedp.WaitVisible("#forward-go"), change("#forward-to", "2018-12-14T09:30"),
		chromedp.Click("#forward-go"), chromedp.WaitNotVisible("#forward-go"))
	if m := b.messages("U1", "dm"); len(m) != 1 || m[0]["text"] != "还有几天截止" {
		t.Errorf("said: %v", m)
	}
	clock, err := chromedp.Run(ctx, chromedp.TextContent("#clock"))
	if err != nil || clock != "2018年12月14日（周五）09:30" {
		t.Errorf("clock %q, %v", clock, err)
	}
}
