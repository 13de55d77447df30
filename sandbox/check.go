package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Slack's bounds on blocks, in characters and counts, from its reference of
// Block Kit (docs.slack.dev/reference/block-kit).
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxBlocksText    = 13200   // all text of a message's blocks together
	maxViewBytes     = 250_000 // a whole view
	maxID            = 255
	maxOptions       = 100
	maxOptionText    = 75
	maxPlaceholder   = 150
	maxButtonText    = 75
	maxButtonValue   = 2000
	maxTitle         = 24
	maxPrivate       = 3000
)

// checker gathers what is wrong, each with a JSON pointer to where.
type checker struct{ errs []string }

func (k *checker) add(at, format string, args ...any) {
	k.errs = append(k.errs, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

func (k *checker) err(code string) error {
	if len(k.errs) == 0 {
		return nil
	}
	return refuse(code, k.errs...)
}

// checkMessageBlocks refuses what Slack refuses in a message.
func checkMessageBlocks(blocks []obj) error {
	k := &checker{}
	if len(blocks) > maxMessageBlocks {
		k.add("/blocks", "no more than %d items allowed", maxMessageBlocks)
	}
	k.blocks("/blocks", blocks, "message")
	if err := k.err("invalid_blocks"); err != nil {
		return err
	}
	if textSize(blocks) > maxBlocksText {
		return refuse("msg_blocks_too_long")
	}
	return checkTogether(blocks)
}

// textSize counts the characters of every text in blocks.
func textSize(v any) int {
	n := 0
	switch x := v.(type) {
	case []obj:
		for _, o := range x {
			n += textSize(o)
		}
	case []any:
		for _, o := range x {
			n += textSize(o)
		}
	case obj:
		for key, o := range x {
			if s, ok := o.(string); ok && key == "text" {
				n += utf8.RuneCountInString(s)
			} else if !ok {
				n += textSize(o)
			}
		}
	}
	return n
}

// checkView refuses what Slack refuses in a modal or a home tab.
func checkView(v obj, kinds ...string) error {
	k := &checker{}
	kind := textOf(v, "type")
	if !slices.Contains(kinds, kind) {
		k.add("/view/type", "must be %s", strings.Join(kinds, " or "))
		return k.err("invalid_arguments")
	}
	blocks, listed := v["blocks"].([]any)
	if !listed {
		k.add("/view", "missing required field: blocks")
		return k.err("invalid_arguments")
	}
	if len(blocks) > maxViewBlocks {
		k.add("/view/blocks", "no more than %d items allowed", maxViewBlocks)
	}
	if len(objsOf(v["blocks"])) != len(blocks) {
		k.add("/view/blocks", "must be objects")
	}
	k.viewHead(v, kind)
	k.blocks("/view/blocks", objsOf(v["blocks"]), kind)
	k.together(objsOf(v["blocks"]))
	if b, err := json.Marshal(v); err == nil && len(b) > maxViewBytes {
		return refuse("view_too_large")
	}
	return k.err("invalid_arguments")
}

func (k *checker) viewHead(v obj, kind string) {
	k.chars(v, "/view", "private_metadata", maxPrivate)
	k.chars(v, "/view", "callback_id", maxID)
	k.chars(v, "/view", "external_id", maxID)
	if kind != "modal" {
		return
	}
	k.text(v, "/view", textRule{key: "title", max: maxTitle, plain: true, required: true})
	k.text(v, "/view", textRule{key: "submit", max: maxTitle, plain: true})
	k.text(v, "/view", textRule{key: "close", max: maxTitle, plain: true})
	for _, b := range blocksOf(v) {
		if textOf(b, "type") == "input" && v["submit"] == nil {
			k.add("/view/submit", "must be defined when an input block is present")
			return
		}
	}
}

// chars bounds a string field.
func (k *checker) chars(o obj, at, key string, most int) {
	v, there := o[key]
	if !there || v == nil {
		return
	}
	s, ok := v.(string)
	if !ok {
		k.add(at+"/"+key, "must be a string")
	} else if utf8.RuneCountInString(s) > most {
		k.add(at+"/"+key, "must be less than %d characters", most+1)
	}
}

// textRule bounds a text object.
type textRule struct {
	key             string
	max             int
	plain, required bool
}

// text checks a text object by its rule.
func (k *checker) text(o obj, at string, r textRule) {
	at += "/" + r.key
	v, there := o[r.key]
	if !there || v == nil {
		if r.required {
			k.add(strings.TrimSuffix(at, "/"+r.key), "missing required field: %s", r.key)
		}
		return
	}
	t, ok := v.(obj)
	if !ok {
		k.add(at, "must be an object")
		return
	}
	k.textObject(t, at, r)
}

func (k *checker) textObject(t obj, at string, r textRule) {
	kind := textOf(t, "type")
	if kind != "plain_text" && (r.plain || kind != "mrkdwn") {
		k.add(at+"/type", "must be a valid enum value")
	}
	if kind == "mrkdwn" && t["emoji"] != nil {
		k.add(at+"/emoji", "unexpected field")
	}
	s, ok := t["text"].(string)
	switch n := utf8.RuneCountInString(s); {
	case !ok:
		k.add(at, "missing required field: text")
	case n == 0:
		k.add(at+"/text", "must be more than 0 characters")
	case n > r.max:
		k.add(at+"/text", "must be less than %d characters", r.max+1)
	}
}

// blocks checks a list of blocks in a message, modal or home.
func (k *checker) blocks(at string, blocks []obj, surface string) {
	ids := map[string]bool{}
	for i, b := range blocks {
		here := fmt.Sprintf("%s/%d", at, i)
		k.chars(b, here, "block_id", maxID)
		if id := textOf(b, "block_id"); id != "" {
			if ids[id] {
				k.add(here+"/block_id", "`block_id` %q already exists", id)
			}
			ids[id] = true
		}
		k.block(here, b, surface)
	}
}
