package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"steward/handlers"
	"steward/view"
)

// The bounds of an answer to a search
// (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select).
const (
	searchWithin  = 2 * time.Second // of Slack's three
	maxOptions    = 100
	maxOptionText = 75     // characters of the text, and of the value
	maxReply      = 19_000 // bytes: an acknowledgement by Socket Mode stays under 20 kB
)

// A found is the answer to a search, as Slack takes it.
type found struct {
	Options []offered `json:"options"`
}

type offered struct {
	Text  offeredText `json:"text"`
	Value string      `json:"value"`
}

type offeredText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// suggest answers a search. What fails, or takes too long, finds nothing: the
// person types on, and that is the next search.
func (b *Bot) suggest(ctx context.Context, s handlers.Search) found {
	ctx, cancel := context.WithTimeout(ctx, searchWithin)
	defer cancel()
	none := found{Options: []offered{}}
	if b.search == nil {
		return none
	}
	options, err := b.search(ctx, s)
	if err != nil {
		b.log.Error("search", "action", s.Action, "err", err)
		return none
	}
	f, err := fitting(options)
	if err != nil {
		b.log.Error("some of what was found can't be offered", "action", s.Action, "err", err)
	}
	return f
}

// fitting takes as many options, from the best on, as an acknowledgement holds.
// One that Slack would refuse is left out, since Slack refuses all for one, and
// told in the error.
func fitting(options []handlers.Option) (found, error) {
	f, size := found{Options: []offered{}}, len(`{"options":[]}`)
	var odd error
	for _, o := range options {
		if err := optionFits(o); err != nil {
			odd = err
			continue
		}
		c := offered{Text: offeredText{Type: "plain_text", Text: o.Text}, Value: o.Value}
		raw, err := json.Marshal(c)
		if err != nil {
			return f, fmt.Errorf("option %q: %w", o.Value, err)
		}
		if size += len(raw) + 1; size > maxReply || len(f.Options) == maxOptions {
			break
		}
		f.Options = append(f.Options, c)
	}
	return f, odd
}

func optionFits(o handlers.Option) error {
	if o.Text == "" || o.Value == "" {
		return &LimitError{Path: "options", Rule: "a text needs words", Limit: maxOptionText}
	}
	if err := within("options.text", "characters", utf8.RuneCountInString(o.Text), maxOptionText); err != nil {
		return err
	}
	return within("options.value", "characters", utf8.RuneCountInString(o.Value), maxOptionText)
}

// readSearch reads what was typed into a field of choices.
func readSearch(p interaction) (*handlers.Search, error) {
	if p.User.ID == "" || p.ActionID == "" {
		return nil, fmt.Errorf("block_suggestion: %w", errIncomplete)
	}
	f := view.FinderOf(p.ActionID)
	return &handlers.Search{User: p.User.ID, Action: string(f.Action), About: f.About, Text: p.Value}, nil
}
