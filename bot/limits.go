package bot

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/slack-go/slack"

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
	maxHomeBlocks = 100
	maxHomeBytes  = 250_000
)

// ruleCall is the rule against <!channel> and its like, in whatever words.
const ruleCall = "it calls a whole channel"

// checkMessage measures a message that is to be posted, or to replace one.
func checkMessage(d Drawing, update bool) error {
	limit := maxPostText
	if update {
		limit = maxUpdateText
	}
	if err := within("text", "characters", utf8.RuneCountInString(d.Text), limit); err != nil {
		return err
	}
	if d.Text == "" {
		return &LimitError{Path: "text", Rule: "a notification needs words", Limit: limit}
	}
	if callsOut(d.Text) {
		return &LimitError{Path: "text", Rule: ruleCall, Got: 1}
	}
	if err := within("blocks", "blocks", len(d.Blocks), maxBlocks); err != nil {
		return err
	}
	raw, err := checkBlocks(d.Blocks)
	if err != nil {
		return err
	}
	return within("blocks", "characters in all", utf8.RuneCount(raw), maxBlocksText)
}

// checkHome measures a home tab.
func checkHome(d Drawing) error {
	if err := within("blocks", "blocks", len(d.Blocks), maxHomeBlocks); err != nil {
		return err
	}
	raw, err := checkBlocks(d.Blocks)
	if err != nil {
		return err
	}
	return within("blocks", "bytes", len(raw), maxHomeBytes)
}

// The limits of a modal (https://docs.slack.dev/reference/views/modal-views).
const (
	maxTitle       = 24
	maxPrivate     = 3000
	maxID          = 255
	maxModalBlocks = 100
	maxModalBytes  = 250_000
)

// checkModal measures a modal.
func checkModal(m view.Modal) error {
	for _, t := range []struct {
		path, text  string
		least, most int
	}{
		{"title", m.Title, 1, maxTitle}, {"submit", m.Submit, 1, maxTitle}, {"close", m.Close, 1, maxTitle},
		{"callback_id", m.Callback, 0, maxID}, {"private_metadata", m.Private, 0, maxPrivate},
	} {
		n := utf8.RuneCountInString(t.text)
		if n < t.least {
			return &LimitError{Path: t.path, Rule: "a text needs words", Limit: t.most}
		}
		if err := within(t.path, "characters", n, t.most); err != nil {
			return err
		}
	}
	if err := within("blocks", "blocks", len(m.Blocks), maxModalBlocks); err != nil {
		return err
	}
	if _, err := checkBlocks(m.Blocks); err != nil {
		return err
	}
	whole, err := json.Marshal(modalOf(m))
	if err != nil {
		return fmt.Errorf("modal: %w", err)
	}
	return within("modal", "bytes", len(whole), maxModalBytes)
}

// checkBlocks measures blocks as they will be written, and returns them so.
func checkBlocks(blocks []slack.Block) ([]byte, error) {
	raw, err := json.Marshal(blocks)
	if err != nil {
		return nil, fmt.Errorf("blocks: %w", err)
	}
	var list []map[string]any
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, fmt.Errorf("blocks: %w", err)
	}
	return raw, measureBlocks(list)
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
