package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPageDraws: whatever our check lets through, the page draws, and what people
// do to it reaches the app as Slack would tell it. A kind that is newly let through
// has no sample, or no gesture, or no drawing: then this fails.
func TestPageDraws(t *testing.T) {
	browser := chromium(t)
	g := newGlass(browser, t)
	t.Run("in messages", func(t *testing.T) { g.in(t).inMessages(t) })
	t.Run("in a modal", func(t *testing.T) { g.in(t).inModal(t) })
	t.Run("in the home tab", func(t *testing.T) { g.in(t).inHome(t) })
	t.Run("what is accepted as golden", func(t *testing.T) { g.in(t).goldens(t) })
}

// in has the sitter fail the test that runs.
func (g *glass) in(t *testing.T) *glass {
	s := *g.sitter
	s.t = t
	return &glass{g.slackDouble, &s, g.heard}
}

// drawnWell tells what is wrong with a block: that it is not there, can't be seen,
// is marked as beyond the page, or lacks words. It waits for pictures.
const drawnWell = `(root, id, words) => {
	const node = [...document.querySelectorAll(root + ' [data-block-id="' + id + '"]')].find((n) => n.matches('hr, figure, [class^="b-"]'))
	if (!node) return ['it is not there']
	node.scrollIntoView({ block: 'nearest' })
	const faults = [...node.querySelectorAll('.cannot-draw')].concat(node.matches('.cannot-draw') ? node : []).map((n) => n.innerText)
	if (!node.checkVisibility() || !node.getBoundingClientRect().width) faults.push('it can not be seen')
	if ([...node.querySelectorAll('img')].some((img) => !img.naturalWidth)) return null
	const text = node.innerText.replaceAll(/\s/g, '')
	for (const w of words ?? []) if (!text.includes(w.replaceAll(/\s/g, ''))) faults.push('it lacks ' + w)
	return faults
}`

// drawn needs a block to be drawn under a selector, with all its words.
func (g *glass) drawn(t *testing.T, root string, p piece) {
	t.Helper()
	var faults []string
	g.sitter.until("look at "+p.id, &faults, drawnWell, root, p.id, wordsIn(p.block))
	for _, fault := range faults {
		t.Errorf("%s: %s", p.id, fault)
	}
}

// wordsIn gathers the words that a person sees in a block, without its marks:
// those of a closed menu or dialog are not among them.
func wordsIn(v any) []string {
	var words []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			words = append(words, wordsIn(e)...)
		}
	case object:
		for field, inner := range v {
			if slices.Contains([]string{"options", "option_groups", "placeholder", "confirm", "initial_option", "initial_options"}, field) {
				continue
			}
			if text, ok := inner.(string); ok && field == "text" {
				words = append(words, unmarkedLines(v["type"], text)...)
			}
			words = append(words, wordsIn(inner)...)
		}
	}
	return words
}

func unmarkedLines(kind any, text string) []string {
	if kind == "plain_text" || kind == "text" || kind == "raw_text" {
		return []string{text}
	}
	return strings.Split(strings.NewReplacer("*", "", "`", "", "_", "", "## ", "", "- ", "", "> ", "").Replace(text), "\n")
}

// inMessages posts each piece, and acts on what can be acted on. Inputs stand in
// modals.
func (g *glass) inMessages(t *testing.T) {
	for _, p := range pieces(t) {
		if p.Block == "input" {
			continue
		}
		ts := g.says(t, p.block)
		g.drawn(t, "#messages", p)
		d, acts := gestures()[p.Kind]
		switch {
		case acts:
			g.act(t, p, d, "#messages ")
			if got := g.next(t, p.id); got["container"].(object)["message_ts"] != ts {
				t.Errorf("%s: it stands in %v, not in %s", p.id, got["container"], ts)
			} else {
				heardOf(t, p, d, got)
			}
		case slices.Contains([]string{"elements", "actions", "accessory"}, p.Field) && slices.Contains([]string{"actions", "card", "section"}, p.Block) && p.Kind != "image":
			t.Errorf("%s may stand among actions, and there is no gesture for it", p.Kind)
		}
	}
}

// act does the gesture, and says yes to what it is asked.
func (g *glass) act(t *testing.T, p piece, d gesture, root string) {
	t.Helper()
	at := root + `[data-action-id="` + p.id + `"]`
	d.do(g.sitter, at)
	if p.Field == "accessory" {
		g.sitter.press(`dialog.confirm [data-confirm="yes"]`, "确定")
		g.sitter.until("the question gone", nil, `() => !document.querySelector('dialog.confirm')`)
	}
}

// heardOf needs the app to have been told of the gesture, by whom, where and how.
func heardOf(t *testing.T, p piece, d gesture, got object) {
	t.Helper()
	list, _ := got["actions"].([]any) // none is told of below
	if len(list) != 1 || got["type"] != "block_actions" || got["user"].(object)["id"] != "U1" {
		t.Errorf("%s: the app heard %v", p.id, got)
		return
	}
	action := list[0].(object)
	if action["type"] != p.Kind || action["action_id"] != p.id || action["block_id"] != p.id {
		t.Errorf("%s: the app heard of %v", p.id, action)
	}
	if said := stateIn(action); !reflect.DeepEqual(said, d.want) {
		t.Errorf("%s: the app heard %v, want %v", p.id, said, d.want)
	}
}

// inModal has every input in one modal, fills all, and hands it in.
func (g *glass) inModal(t *testing.T) {
	var inputs []piece
	var blocks []object
	for _, p := range pieces(t) {
		if p.Block == "input" {
			inputs, blocks = append(inputs, p), append(blocks, p.block)
		}
	}
	g.opens(t, object{"type": "modal", "title": plainText("整表填报"), "submit": plainText("提交"), "blocks": blocks})
	for _, p := range inputs {
		g.drawn(t, "dialog.modal", p)
		if p.Kind == "" {
			g.sitter.set(`dialog.modal [data-block-id="`+p.id+`"] input`, "甲乙")
			continue
		}
		d, ok := gestures()[p.Kind]
		if !ok {
			t.Fatalf("%s may stand in an input, and there is no gesture for it", p.Kind)
		}
		d.do(g.sitter, `dialog.modal [data-action-id="`+p.id+`"]`)
	}
	g.sitter.press(`dialog.modal [data-modal="submit"]`, "提交")
	got := g.next(t, "the modal")
	g.sitter.until("the modal gone", nil, `() => !document.querySelector('dialog.modal')`)
	values := got["view"].(object)["state"].(object)["values"].(object)
	for _, p := range inputs {
		state, ok := values[p.id].(object)[p.id].(object)
		if p.Kind == "" {
			continue
		}
		if !ok || state["type"] != p.Kind || !reflect.DeepEqual(stateIn(state), gestures()[p.Kind].want) {
			t.Errorf("%s: handed in %v, want %v", p.id, state, gestures()[p.Kind].want)
		}
	}
}

// opens opens a view by the trigger of a button.
func (g *glass) opens(t *testing.T, view object) {
	t.Helper()
	g.says(t, object{"type": "actions", "elements": []any{with(elementOf("button"), object{"action_id": "opener"})}})
	g.sitter.press(`#messages [data-action-id="opener"]`, "")
	_, err := g.call("views.open", object{"trigger_id": g.next(t, "the opener")["trigger_id"], "view": view})
	if err != nil {
		t.Fatal(err)
	}
	g.sitter.until("see the modal", nil, `() => document.querySelector('dialog.modal')`)
}

// inHome publishes all that views take, but inputs, as one home tab, and presses a
// button of it.
func (g *glass) inHome(t *testing.T) {
	var shown []piece
	var blocks []object
	for _, p := range pieces(t) {
		alone := object{"type": "home", "blocks": []any{p.block}}
		if p.Block != "input" && ours("home", alone) == nil {
			shown, blocks = append(shown, p), append(blocks, p.block)
		}
	}
	if _, err := g.call("views.publish", object{"user_id": "U1", "view": object{"type": "home", "blocks": blocks}}); err != nil {
		t.Fatal(err)
	}
	g.sitter.press("#tab-home", "主页")
	g.sitter.until("see the home tab", nil, `() => document.querySelector('#home [data-block-id]')`)
	for _, p := range shown {
		g.drawn(t, "#home", p)
		if d := gestures()[p.Kind]; p.Kind == "button" && p.Block == "actions" {
			g.act(t, p, d, "#home ")
			heardOf(t, p, d, g.next(t, p.id))
		}
	}
	g.sitter.press("#tab-messages", "消息")
}

// goldens posts every message that is accepted as golden: each is drawn whole.
func (g *glass) goldens(t *testing.T) {
	files, err := filepath.Glob("view/testdata/golden/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d goldens, %v", len(files), err)
	}
	type golden struct {
		File, TS string
		Blocks   int
	}
	var posted []golden
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var blocks []object
		if err := json.Unmarshal(raw, &blocks); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		posted = append(posted, golden{file, g.posts(t, blocks...), len(blocks)})
	}
	g.sees(t, posted[len(posted)-1].TS)
	var faults []string
	g.sitter.until("look at the goldens", &faults, `(posted) => posted.flatMap(({ File, TS, Blocks }) => {
		const m = document.querySelector('#messages [data-ts="' + TS + '"]')
		const faults = [...m?.querySelectorAll('.cannot-draw') ?? []].map((n) => File + ': ' + n.innerText)
		if (m?.querySelectorAll('.content > *').length !== Blocks) faults.push(File + ': not all of its blocks are there')
		return faults
	})`, posted)
	for _, fault := range faults {
		t.Error(fault)
	}
}

// TestPageMarks: what the page does not know, or can't make sense of, it marks
// loudly, names, and draws the rest.
func TestPageMarks(t *testing.T) {
	g := newGlass(chromium(t), t)
	for _, c := range []struct {
		block object
		name  string
	}{
		{object{"type": "video"}, "video"},
		{object{"type": "alert"}, "alert"},
		{object{"type": "rich_text", "elements": []any{object{"type": "rich_text_section", "elements": []any{object{"type": "hologram"}}}}}, "hologram"},
		{object{"type": "rich_text", "elements": []any{object{"type": "rich_text_list"}}}, "rich_text"},
		{object{"type": "table", "rows": []any{[]any{object{"type": "action_cell"}}}}, "table"},
	} {
		ts := g.says(t, object{"type": "section", "text": plainText("之前")}, c.block, object{"type": "section", "text": plainText("之后")})
		var seen string
		g.sitter.until("look at "+c.name, &seen, `(ts) => document.querySelector('#messages [data-ts="' + ts + '"]').innerText`, ts)
		for _, want := range []string{"之前", "⚠ 本页画不出", c.name, "之后"} {
			if !strings.Contains(seen, want) {
				t.Errorf("%v: %q lacks %s", c.block, seen, want)
			}
		}
	}
}

// TestPageAsksFirst: a button that wants a yes does nothing at no or Escape.
func TestPageAsksFirst(t *testing.T) {
	g := newGlass(chromium(t), t)
	press := func(id string) {
		g.sitter.press(`#messages [data-action-id="`+id+`"]`, "")
	}
	g.says(t, object{"type": "actions", "elements": []any{
		with(elementOf("button"), object{"action_id": "asks", "confirm": confirmSample()}),
		with(elementOf("button"), object{"action_id": "acts"}),
	}})
	press("asks")
	g.sitter.press(`dialog.confirm [data-confirm="no"]`, "不")
	press("asks")
	g.sitter.do("Escape", chromedp.Action[chromedp.Void](escape))
	press("acts")
	press("asks")
	g.sitter.press(`dialog.confirm [data-confirm="yes"]`, "确定")
	for _, want := range []string{"acts", "asks"} {
		if got := g.next(t, want)["actions"].([]any)[0].(object)["action_id"]; got != want {
			t.Errorf("the app heard of %v, want %s", got, want)
		}
	}
}
