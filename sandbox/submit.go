package sandbox

import (
	"context"
	"maps"
	"unicode/utf8"
)

// submit sends a modal's fields to the app and does what it answers.
func (s *Sandbox) submit(ctx context.Context, g gesture) (obj, error) {
	var p obj
	var v *view
	missing := map[string]string{}
	err := s.change(func(t *turn) error {
		sc, err := t.scene(&gesture{User: g.User, ViewID: or(g.ViewID, t.topID(g.User))})
		if err != nil {
			return err
		}
		if sc.home {
			return wrong("a home tab is not submitted")
		}
		v = t.typedView(sc.view, t.fill(sc.blocks, sc.view.Values, g.Values, place{user: g.User, at: sc.at()}))
		if missing = unfit(v); len(missing) > 0 {
			return nil
		}
		p = t.common("view_submission", sc.user)
		p["trigger_id"] = s.memory.newTrigger(g.User, v.ID)
		p["view"], p["response_urls"] = v.shown(), t.responsesFor(g.User, v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		return obj{"ok": false, "error": "invalid_fields", "errors": missing}, nil
	}
	b, err := s.ask(ctx, "interactive", p)
	if err != nil {
		return nil, unanswered(err)
	}
	return s.obey(v, readResponseAction(b))
}

func (t *turn) topID(user string) string {
	if st := t.stack(user); len(st) > 0 {
		return st[len(st)-1].ID
	}
	return "none"
}

// obey does what a response_action says.
func (s *Sandbox) obey(v *view, a responseAction) (obj, error) {
	out := obj{"ok": true, "response_action": a.Action}
	if a.Action == "errors" {
		return s.fieldErrors(v, a.Errors)
	}
	if a.Action == "update" || a.Action == "push" {
		if err := checkView(a.View, "modal"); err != nil {
			return nil, badAnswer(err.Error())
		}
	}
	err := s.change(func(t *turn) (err error) {
		now := t.views[v.ID]
		switch {
		case now == nil:
		case a.Action == "clear":
			t.closeAll(v.Owner)
		case a.Action == "update":
			t.show(t.made(v.Owner, a.View, now))
		case a.Action == "push":
			_, err = t.pushOn(v.Owner, v.ID, a.View)
		default:
			t.closeView(now)
		}
		return err
	})
	return out, err
}

// fieldErrors passes the app's errors on; Slack shows them only where they
// name an input block of the view.
func (s *Sandbox) fieldErrors(v *view, errs map[string]string) (obj, error) {
	inputs := map[string]bool{}
	for _, b := range blocksOf(v.Body) {
		if textOf(b, "type") == "input" {
			inputs[textOf(b, "block_id")] = true
		}
	}
	for id := range errs {
		if !inputs[id] {
			return nil, badAnswer("errors name " + id + ", which is no input of the view")
		}
	}
	if len(errs) == 0 {
		return nil, badAnswer("response_action errors without errors")
	}
	return obj{"ok": false, "error": "invalid_fields", "response_action": "errors", "errors": errs}, nil
}

// unfit names the inputs that Slack's own client would not let pass.
func unfit(v *view) map[string]string {
	out := map[string]string{}
	for _, p := range placesOf(blocksOf(v.Body)) {
		if p.input == nil {
			continue
		}
		state, _ := lookup(v.Values, p.block, p.action) // typedView has filled all
		value := state[valueKey(textOf(p.element, "type"))]
		if empty(value) {
			if p.input["optional"] != true {
				out[p.block] = "必填"
			}
			continue
		}
		if why := unfitText(p.element, value); why != "" {
			out[p.block] = why
		}
	}
	return out
}

func empty(v any) bool {
	list, isList := v.([]any)
	return v == nil || v == "" || (isList && len(list) == 0)
}

func unfitText(e obj, value any) string {
	text, ok := value.(string)
	n := float64(utf8.RuneCountInString(text))
	least, _ := e["min_length"].(float64) // absent is 0
	most, bounded := e["max_length"].(float64)
	switch {
	case !ok:
		return ""
	case n < least:
		return "字数过少"
	case bounded && n > most:
		return "字数过多"
	}
	return unfitKind(e, text)
}

// responsesFor makes a response_url for each select of conversations that
// asks for one.
func (t *turn) responsesFor(user string, v *view) []obj {
	out := []obj{}
	for _, p := range placesOf(blocksOf(v.Body)) {
		if p.element["response_url_enabled"] != true {
			continue
		}
		state, _ := lookup(v.Values, p.block, p.action) // typedView has filled all
		id, _ := state[valueKey(textOf(p.element, "type"))].(string)
		if id == "" {
			continue
		}
		url := t.s.memory.newResponse(response{user: user, channel: id})
		out = append(out, obj{"response_url": url, "channel_id": id, "block_id": p.block, "action_id": p.action})
	}
	return out
}

// shut closes a person's top modal, or all of them, and tells the app if the
// view asked to hear of it.
func (s *Sandbox) shut(ctx context.Context, g gesture) (obj, error) {
	var closed []obj
	err := s.change(func(t *turn) error {
		stack := t.stack(g.User)
		if len(stack) == 0 {
			return absent("no_such_view", "%s has no open view", g.User)
		}
		top := stack[len(stack)-1]
		if g.ViewID != "" && g.ViewID != top.ID {
			return absent("no_such_view", "%s is not the view on top", g.ViewID)
		}
		if !g.All {
			stack = []*view{top}
		}
		for _, v := range stack {
			t.closeView(v)
			if v.Body["notify_on_close"] == true {
				p := t.common("view_closed", t.users[g.User])
				maps.Copy(p, obj{"view": v.shown(), "is_cleared": g.All})
				closed = append(closed, p)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, p := range closed {
		if _, err := s.ask(ctx, "interactive", p); err != nil {
			return nil, unanswered(err)
		}
	}
	return obj{"ok": true}, nil
}
