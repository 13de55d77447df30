package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// maxDepth is how many modals may lie on one another.
const maxDepth = 3

// readView takes a view out of a call and checks it.
func readView(c *call, kinds ...string) (obj, error) {
	var body obj
	if !c.has("view") {
		return nil, refuse("invalid_arguments", "missing required field: view")
	}
	if c.into("view", &body) != nil || body == nil {
		return nil, refuse("invalid_arguments", "view must be a JSON object [json-pointer:/view]")
	}
	return body, checkView(body, kinds...)
}

// made completes a view that the app gave: its ids, its hash.
func (t *turn) made(owner string, body obj, old *view) *view {
	blocks := blocksOf(body)
	nameBlocks(blocks)
	v := &view{Owner: owner, Body: body}
	if old != nil {
		v.ID, v.Root, v.Previous = old.ID, old.Root, old.Previous
		v.Values = kept(blocks, old.Values)
	} else {
		v.ID = t.nextID("V")
		v.Root = v.ID
	}
	t.seq++
	v.Hash = fmt.Sprintf("%d.%08x", t.now.Unix(), t.seq)
	return v
}

// kept is what stays typed when a view is updated: the values of inputs whose
// block_id and action_id are still there.
func kept(blocks []obj, values obj) obj {
	out := obj{}
	for _, p := range placesOf(blocks) {
		if v, ok := lookup(values, p.block, p.action); ok {
			store(out, p.block, p.action, v)
		}
	}
	return out
}

// shown is the view in Slack's JSON.
func (v *view) shown() obj {
	o := obj{
		"close": nil, "submit": nil, "private_metadata": "", "callback_id": "", "external_id": "",
		"clear_on_close": false, "notify_on_close": false,
	}
	maps.Copy(o, v.Body)
	o["id"], o["team_id"], o["hash"], o["app_id"], o["bot_id"] = v.ID, TeamID, v.Hash, AppID, BotID
	o["root_view_id"], o["app_installed_team_id"] = v.Root, TeamID
	o["previous_view_id"] = nil
	if v.Previous != "" {
		o["previous_view_id"] = v.Previous
	}
	o["state"] = obj{"values": stateOf(blocksOf(v.Body), v.Values)}
	return o
}

func openView(s *Sandbox, c *call) (obj, error) { return s.addView(c, false) }
func pushView(s *Sandbox, c *call) (obj, error) { return s.addView(c, true) }

// addView answers views.open and views.push.
func (s *Sandbox) addView(c *call, push bool) (obj, error) {
	body, err := readView(c, "modal")
	if err != nil {
		return nil, err
	}
	var v *view
	err = s.change(func(t *turn) error {
		tr, err := s.memory.pull(c.str("trigger_id"))
		if err != nil {
			return err
		}
		if push {
			v, err = t.pushOn(tr.user, tr.view, body)
			return err
		}
		if ext := textOf(body, "external_id"); ext != "" && t.views[s.memory.external[ext]] != nil {
			return refuse("duplicate_external_id")
		}
		t.closeAll(tr.user)
		v = t.show(t.made(tr.user, body, nil))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"view": v.shown()}, nil
}

// pushOn lays a modal on the one that the trigger came from.
func (t *turn) pushOn(user, from string, body obj) (*view, error) {
	stack := t.stack(user)
	if len(stack) == 0 || t.views[from] == nil {
		return nil, refuse("not_found")
	}
	if len(stack) >= maxDepth {
		return nil, refuse("push_limit_reached")
	}
	v := t.made(user, body, nil)
	v.Root, v.Previous = stack[0].ID, stack[len(stack)-1].ID
	return t.show(v), nil
}

// show keeps an open view and tells the page.
func (t *turn) show(v *view) *view {
	if ext := textOf(v.Body, "external_id"); ext != "" {
		t.s.memory.external[ext] = v.ID
	}
	t.put(record{View: v})
	t.note(obj{"type": "views", "user": v.Owner})
	return v
}

func (t *turn) closeView(v *view) {
	t.put(record{Closed: v.ID})
	t.note(obj{"type": "views", "user": v.Owner})
}

func (t *turn) closeAll(user string) {
	for _, v := range slices.Backward(t.stack(user)) {
		t.closeView(v)
	}
}

func updateView(s *Sandbox, c *call) (obj, error) {
	body, err := readView(c, "modal", "home")
	if err != nil {
		return nil, err
	}
	var v *view
	err = s.change(func(t *turn) error {
		id := or(c.str("view_id"), s.memory.external[c.str("external_id")])
		old := t.views[id]
		if old == nil {
			return refuse("not_found")
		}
		if h := c.str("hash"); h != "" && h != old.Hash {
			return refuse("hash_conflict")
		}
		v = t.show(t.made(old.Owner, body, old))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"view": v.shown()}, nil
}

func publishView(s *Sandbox, c *call) (obj, error) {
	body, err := readView(c, "home")
	if err != nil {
		return nil, err
	}
	var v *view
	err = s.change(func(t *turn) error {
		user := c.str("user_id")
		if t.users[user] == nil || s.faults.refuses(user) {
			return refuse("user_not_found")
		}
		old := t.homes[user]
		if h := c.str("hash"); h != "" && old != nil && h != old.Hash {
			return refuse("hash_conflict")
		}
		v = t.made(user, body, old)
		t.put(record{Home: v})
		t.note(obj{"type": "home", "user": user})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return obj{"view": v.shown()}, nil
}

// typedView keeps what a person has typed into a view.
func (t *turn) typedView(v *view, values obj) *view {
	n := *v
	n.Values = stateOf(blocksOf(v.Body), values)
	if t.homes[v.Owner] == v {
		t.put(record{Home: &n})
	} else {
		t.put(record{View: &n})
	}
	return &n
}

// responseAction is the app's answer to a submission.
type responseAction struct {
	Action string            `json:"response_action"`
	Errors map[string]string `json:"errors"`
	View   obj               `json:"view"`
}

func readResponseAction(b json.RawMessage) responseAction {
	var a responseAction
	if json.Unmarshal(b, &a) != nil {
		return responseAction{} // Slack takes what is no JSON as an empty answer
	}
	return a
}

// stamp is the machine's time as action_ts wants it.
func stamp() string {
	n := time.Now().UnixMicro()
	return fmt.Sprintf("%d.%06d", n/1_000_000, n%1_000_000)
}
