package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"steward/view"
)

// A LimitError says that a message breaks one of Slack's limits, and where. It
// was not sent, and never will be as it is.
type LimitError struct {
	Path  string // such as "blocks[3].accessory.options[0].value"
	Rule  string // what is broken, such as "characters"
	Got   int
	Limit int
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("slack's limits: %s: %s: %d, limit %d", e.Path, e.Rule, e.Got, e.Limit)
}

// Permanent returns "over_limit" and the place.
func (e *LimitError) Permanent() string { return "over_limit: " + e.Path }

// The limits of a message as a whole, in characters
// (https://docs.slack.dev/reference/methods/chat.postMessage,
// chat.update, and for the blocks together what Slack was seen to refuse).
const (
	maxPostText   = 40_000 // beyond it Slack cuts silently
	maxUpdateText = 4_000
	maxBlocks     = 50
	maxBlocksText = 13_200 // of their JSON: what exactly Slack counts it does not say
)

// ruleCall is the rule against <!channel> and its like, in whatever words.
const ruleCall = "it calls a whole channel"

// CheckMessage measures a message, {"text", "blocks"} as JSON, that is to be
// posted, or to replace one. It returns a [*LimitError] for what Slack would refuse
// or cut.
func CheckMessage(message []byte, update bool) error {
	var m struct {
		Text   string           `json:"text"`
		Blocks []map[string]any `json:"blocks"`
	}
	if err := json.Unmarshal(message, &m); err != nil {
		return fmt.Errorf("message: %w", err)
	}
	if err := checkText(m.Text, update); err != nil {
		return err
	}
	if err := within("blocks", "blocks", len(m.Blocks), maxBlocks); err != nil {
		return err
	}
	if err := errors.Join(measureBlocks(m.Blocks), messageTogether(m.Blocks)); err != nil {
		return err
	}
	raw, err := json.Marshal(m.Blocks)
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	return within("blocks", "characters in all", utf8.RuneCount(raw), maxBlocksText)
}

// checkText measures the words of a notification.
func checkText(text string, update bool) error {
	limit := maxPostText
	if update {
		limit = maxUpdateText
	}
	if err := within("text", "characters", utf8.RuneCountInString(text), limit); err != nil {
		return err
	}
	if text == "" {
		return &LimitError{Path: "text", Rule: "a notification needs words", Limit: limit}
	}
	if callsOut(text) {
		return &LimitError{Path: "text", Rule: ruleCall, Got: 1}
	}
	return nil
}

// The limits of a view (https://docs.slack.dev/reference/views).
const (
	maxViewBlocks = 100
	maxViewBytes  = 250_000
	maxTitle      = 24
	maxPrivate    = 3000
	maxID         = 255
)

// CheckView measures a home tab or a modal, as JSON. It returns a [*LimitError]
// for what Slack would refuse.
func CheckView(body []byte) error {
	var v map[string]any
	if err := json.Unmarshal(body, &v); err != nil {
		return fmt.Errorf("view: %w", err)
	}
	blocks := listOf(v["blocks"])
	if err := viewHead(v, blocks); err != nil {
		return err
	}
	if err := within("blocks", "blocks", len(blocks), maxViewBlocks); err != nil {
		return err
	}
	if err := errors.Join(measureBlocks(blocks), viewTogether(blocks)); err != nil {
		return err
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	return within("blocks", "bytes", len(raw), maxViewBytes)
}

// viewHead measures what is not blocks.
func viewHead(v map[string]any, blocks []map[string]any) error {
	for _, f := range []struct {
		name  string
		limit int
	}{{"callback_id", maxID}, {"external_id", maxID}, {"private_metadata", maxPrivate}} {
		if err := within(f.name, "characters", utf8.RuneCountInString(word(v[f.name])), f.limit); err != nil {
			return err
		}
	}
	if word(v["type"]) != "modal" {
		return nil
	}
	asks := slices.ContainsFunc(blocks, func(b map[string]any) bool { return word(b["type"]) == "input" })
	for _, field := range []string{"title", "submit", "close"} {
		text, there := v[field].(map[string]any)
		if !there && (field == "title" || field == "submit" && asks) {
			return &LimitError{Path: field, Rule: ruleMissing, Limit: maxTitle}
		}
		if err := titleFits(field, text); err != nil {
			return err
		}
	}
	return nil
}

// titleFits measures the title of a modal, or the words of its buttons; nil is
// none.
func titleFits(path string, text map[string]any) error {
	if text == nil {
		return nil
	}
	if err := fieldShape(path, "view", path, text); err != nil {
		return err
	}
	if err := within(path, "characters", utf8.RuneCountInString(word(text["text"])), maxTitle); err != nil {
		return err
	}
	return measure{actions: map[string]bool{}}.object(path, word(text["type"]), text)
}

// checkMessage measures a drawing that is to be posted, or to replace a message.
func checkMessage(d Drawing, update bool) error {
	raw, err := json.Marshal(map[string]any{"text": d.Text, "blocks": d.Blocks})
	if err != nil {
		return fmt.Errorf("message: %w", err)
	}
	return CheckMessage(raw, update)
}

// checkHome measures a drawing that is to be a home tab.
func checkHome(d Drawing) error {
	raw, err := json.Marshal(map[string]any{"type": "home", "blocks": d.Blocks})
	if err != nil {
		return fmt.Errorf("home: %w", err)
	}
	return CheckView(raw)
}

// checkModal measures a modal.
func checkModal(m view.Modal) error {
	raw, err := json.Marshal(modalOf(m))
	if err != nil {
		return fmt.Errorf("modal: %w", err)
	}
	return CheckView(raw)
}

// measureBlocks looks at each block, and at what must be unique among them.
func measureBlocks(list []map[string]any) error {
	seen := map[string]bool{}
	for i, block := range list {
		path := fmt.Sprintf("blocks[%d]", i)
		kind := word(block["type"])
		if !knownBlocks[kind] {
			return &LimitError{Path: path, Rule: "a type that has no measure here: " + kind}
		}
		if err := (measure{actions: map[string]bool{}}).object(path, kind, block); err != nil {
			return err
		}
		id := word(block["block_id"])
		if id != "" && seen[id] {
			return &LimitError{Path: path + ".block_id", Rule: "used twice", Got: 2, Limit: 1}
		}
		seen[id] = true
	}
	return nil
}

func within(path, rule string, got, limit int) error {
	if got > limit {
		return &LimitError{Path: path, Rule: rule, Got: got, Limit: limit}
	}
	return nil
}

func word(v any) string {
	s, _ := v.(string)
	return s
}
