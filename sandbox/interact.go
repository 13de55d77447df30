package sandbox

import (
	"context"
	"encoding/json"
	"slices"
)

// gesture is what a person does to an element or a view.
type gesture struct {
	User     string `json:"user"`
	Channel  string `json:"channel"` // an id, a name, or "dm"
	TS       string `json:"ts"`
	ViewID   string `json:"view_id"` // an id, or "home"
	BlockID  string `json:"block_id"`
	ActionID string `json:"action_id"`
	Value    any    `json:"value"`  // which button; or what was chosen
	Values   obj    `json:"values"` // what stands in the other inputs
	Text     string `json:"text"`
	Callback string `json:"callback_id"`
	All      bool   `json:"all"`
}

// scene is where a gesture happens: a message or a view.
type scene struct {
	user   *User
	conv   *conversation
	msg    *message
	view   *view
	home   bool
	blocks []obj
}

// at names the scene in places.
func (c *scene) at() string {
	if c.view != nil {
		return c.view.ID
	}
	return c.conv.ID + "/" + c.msg.TS
}

// scene finds where a gesture happens, as it stands now.
func (t *turn) scene(g *gesture) (*scene, error) {
	sc := &scene{user: t.users[g.User]}
	if sc.user == nil {
		return nil, absent("no_such_user", "there is no user %q", g.User)
	}
	if g.ViewID != "" {
		return sc, t.viewScene(sc, g.ViewID)
	}
	v, err := t.room(g.User, g.Channel)
	if err != nil {
		return nil, err
	}
	sc.conv, sc.msg = v, t.seen(v.ID, g.TS, g.User)
	if sc.msg == nil {
		return nil, absent("no_such_message", "there is no message %s in %s", g.TS, v.ID)
	}
	sc.blocks = sc.msg.Blocks
	return sc, nil
}

func (t *turn) viewScene(sc *scene, id string) error {
	if id == "home" {
		sc.view, sc.home = t.homes[sc.user.ID], true
	} else {
		sc.view = t.views[id]
	}
	if h := t.homes[sc.user.ID]; sc.view == nil && h != nil && h.ID == id {
		sc.view, sc.home = h, true
	}
	if sc.view == nil || sc.view.Owner != sc.user.ID {
		return absent("no_such_view", "%s has no open view %s", sc.user.ID, id)
	}
	sc.blocks = blocksOf(sc.view.Body)
	return nil
}

// seen finds a message that a person sees, be it whispered to them.
func (t *turn) seen(channel, ts, user string) *message {
	for _, m := range t.s.memory.whispers[channel] {
		if m.TS == ts && m.EphemeralUser == user {
			return m
		}
	}
	return t.find(channel, ts)
}

// common is what every interactive payload carries.
func (t *turn) common(kind string, u *User) obj {
	return obj{
		"type": kind, "token": "verification-token", "api_app_id": AppID, "enterprise": nil, "is_enterprise_install": false,
		"team": obj{"id": TeamID, "domain": "sandbox"},
		"user": obj{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": TeamID},
	}
}

// place puts a payload into its scene: container, message or view, state.
func (t *turn) place(p obj, sc *scene) {
	if sc.view != nil {
		p["container"] = obj{"type": "view", "view_id": sc.view.ID}
		p["view"] = sc.view.shown()
		return
	}
	box := obj{"type": "message", "message_ts": sc.msg.TS, "channel_id": sc.conv.ID, "is_ephemeral": sc.msg.Ephemeral}
	if sc.msg.ThreadTS != "" {
		box["thread_ts"] = sc.msg.ThreadTS
	}
	p["container"], p["channel"] = box, channelOf(sc.conv)
	p["state"] = obj{"values": stateOf(sc.blocks, t.s.memory.typed[place{user: sc.user.ID, at: sc.at()}])}
	if !sc.msg.Ephemeral {
		p["message"] = sc.msg
	}
}

func channelOf(v *conversation) obj {
	name := v.Name
	if v.IM {
		name = "directmessage"
	}
	return obj{"id": v.ID, "name": name}
}

// responseFor makes the response_url of a gesture on a message.
func (t *turn) responseFor(sc *scene) string {
	return t.s.memory.newResponse(response{
		user: sc.user.ID, channel: sc.conv.ID, ts: sc.msg.TS, thread: sc.msg.ThreadTS, ephemeral: sc.msg.Ephemeral,
	})
}

// click does what a person does to an element, and waits for the app's answer.
func (s *Sandbox) click(ctx context.Context, g gesture) (obj, error) {
	var p obj
	err := s.change(func(t *turn) error {
		sc, err := t.scene(&g)
		if err != nil {
			return err
		}
		spot, act, err := t.action(sc, &g)
		if err != nil {
			return err
		}
		t.remember(sc, spot, act, g.Values)
		p = t.common("block_actions", sc.user)
		t.place(p, sc)
		from := ""
		if sc.view != nil {
			from = sc.view.ID
		} else {
			p["response_url"] = t.responseFor(sc)
		}
		p["trigger_id"] = s.memory.newTrigger(sc.user.ID, from)
		p["actions"] = []obj{act}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if _, err := s.ask(ctx, "interactive", p); err != nil {
		return nil, unanswered(err)
	}
	return obj{"ok": true, "trigger_id": p["trigger_id"]}, nil
}

// action finds the element that g means and makes the action of it.
func (t *turn) action(sc *scene, g *gesture) (spot, obj, error) {
	var found []spot
	for _, p := range placesOf(sc.blocks) {
		if p.action == g.ActionID && (g.BlockID == "" || p.block == g.BlockID) {
			found = append(found, p)
		}
	}
	if i := slices.IndexFunc(found, func(p spot) bool { return isButton(p.element) && means(p.element, g.Value) }); i >= 0 {
		return found[i], t.dress(found[i], obj{}), nil
	}
	if i := slices.IndexFunc(found, func(p spot) bool { return !isButton(p.element) }); i >= 0 {
		state, err := t.choose(found[i].element, g.Value, place{sc.user.ID, sc.at(), g.ActionID})
		if err != nil {
			return spot{}, nil, err
		}
		return found[i], t.dress(found[i], state), nil
	}
	return spot{}, nil, absent("no_such_element", "no element %q (value %v) stands there now", g.ActionID, g.Value)
}

func isButton(e obj) bool {
	k := textOf(e, "type")
	return k == "button" || k == "icon_button" || k == "workflow_button"
}

// means tells whether a click's value names this button; no value names any.
func means(button obj, value any) bool {
	return value == nil || value == "" || value == textOf(button, "value")
}

// dress makes an element and its new state into an action.
func (t *turn) dress(p spot, state obj) obj {
	act := obj{"type": p.element["type"], "action_id": p.action, "block_id": p.block, "action_ts": stamp()}
	for _, k := range []string{"text", "value", "style", "placeholder"} {
		if v, ok := p.element[k]; ok && (k != "value" || isButton(p.element)) && (k != "text" || isButton(p.element)) {
			act[k] = v
		}
	}
	for k, v := range state {
		act[k] = v
	}
	return act
}

// remember keeps what a person has chosen or typed, where they did.
func (t *turn) remember(sc *scene, p spot, act obj, typed obj) {
	at := place{user: sc.user.ID, at: sc.at()}
	old := t.s.memory.typed[at]
	if sc.view != nil {
		old = sc.view.Values
	}
	values := t.fill(sc.blocks, old, typed, at)
	if stateful(p.element) {
		key := valueKey(textOf(p.element, "type"))
		store(values, p.block, p.action, obj{"type": p.element["type"], key: act[key]})
	}
	if sc.view != nil {
		sc.view = t.typedView(sc.view, values)
		return
	}
	t.s.memory.typed[at] = values
}

// suggest asks the app for the options of an external select.
func (s *Sandbox) suggest(ctx context.Context, g gesture) (obj, error) {
	var p obj
	var at place
	err := s.change(func(t *turn) error {
		sc, err := t.scene(&g)
		if err != nil {
			return err
		}
		places := placesOf(sc.blocks)
		i := slices.IndexFunc(places, func(p spot) bool {
			return p.action == g.ActionID && (g.BlockID == "" || p.block == g.BlockID) && valueKey(textOf(p.element, "type")) != ""
		})
		if i < 0 {
			return absent("no_such_element", "no select %q stands there now", g.ActionID)
		}
		p, at = t.common("block_suggestion", sc.user), place{g.User, sc.at(), g.ActionID}
		t.place(p, sc)
		p["action_id"], p["block_id"], p["value"] = g.ActionID, places[i].block, g.Text
		return nil
	})
	if err != nil {
		return nil, err
	}
	b, err := s.ask(ctx, "interactive", p)
	if err != nil {
		return nil, unanswered(err)
	}
	return s.offer(at, b)
}

// offer checks the app's options and keeps them, so that one can be chosen.
func (s *Sandbox) offer(at place, b json.RawMessage) (obj, error) {
	var got struct {
		Options []obj `json:"options"`
		Groups  []obj `json:"option_groups"`
	}
	if err := json.Unmarshal(b, &got); err != nil {
		return nil, badAnswer("options: " + err.Error())
	}
	if err := checkOffered(got.Options, got.Groups); err != nil {
		return nil, badAnswer(err.Error())
	}
	s.look(func(*world) {
		known := s.memory.offered[at]
		if known == nil {
			known = map[string]obj{}
			s.memory.offered[at] = known
		}
		for _, o := range allOptions(obj{"options": got.Options, "option_groups": got.Groups}) {
			known[textOf(o, "value")] = o
		}
	})
	return obj{"ok": true, "options": got.Options, "option_groups": got.Groups}, nil
}
