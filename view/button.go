package view

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
)

// Slack's limits for buttons
// (https://docs.slack.dev/reference/block-kit/block-elements/button-element).
const (
	longestLabel       = 75
	longestConfirm     = 300
	longestPlaceholder = 150
)

// press puts buttons below what was said, in their order.
func (d *drawing) press(bs ...answer.Button) {
	if len(bs) > 0 {
		d.add(part{kind: buttons, buttons: d.keys(bs)})
	}
}

// beside writes a line with a button next to it; without one it is a line.
func (d *drawing) beside(text ink, b answer.Button) {
	if b.Action == "" {
		d.line(text)
		return
	}
	d.add(part{kind: row, text: text, buttons: d.keys([]answer.Button{b})})
}

func (d *drawing) keys(bs []answer.Button) []key {
	keys := make([]key, len(bs))
	for i, b := range bs {
		keys[i] = key{Button: b, label: d.label(b)}
		if b.Confirm != "" {
			keys[i].confirm = d.say(b.Confirm)
		}
	}
	return keys
}

func (d *drawing) label(b answer.Button) ink {
	key := b.Label
	if key == "" {
		key = "button." + string(b.Action)
	}
	var args []any
	for name, value := range b.Args {
		args = append(args, name, value)
	}
	return d.say(key, args...)
}

// take returns the first of the buttons that do an action with a value ("" for
// any), and the others; without one, the zero Button.
func take(bs []answer.Button, action answer.Action, value string) (answer.Button, []answer.Button) {
	for i, b := range bs {
		if b.Action == action && (value == "" || b.Value == value) {
			rest := append([]answer.Button(nil), bs[:i]...)
			return b, append(rest, bs[i+1:]...)
		}
	}
	return answer.Button{}, bs
}

// takeForm takes the button that begins the form of an obligation, also one of a unit
// that was merged.
func takeForm(bs []answer.Button, kind rules.ObligationKind) (answer.Button, []answer.Button) {
	for _, b := range bs {
		if b.Action == answer.FormStart && answer.Split(b.Value, 2)[0] == string(kind) {
			return take(bs, b.Action, b.Value)
		}
	}
	return answer.Button{}, bs
}

// ids hands out the action_ids of one message. Slack wants them to differ within
// a block, and views keep what was typed by them: the second button of one
// action is "intake.open#2". [ActionOf] takes the number off again.
type ids map[answer.Action]int

func (n ids) next(a answer.Action) string {
	n[a]++
	if n[a] == 1 {
		return string(a)
	}
	return string(a) + "#" + strconv.Itoa(n[a])
}

// ActionOf returns the action behind an action_id that comes back from Slack.
func ActionOf(actionID string) answer.Action {
	action, _, _ := strings.Cut(actionID, "#")
	return answer.Action(action)
}

// findID is the action_id of a field to look in. What it is about stands where
// the number of a button does, so that it comes back with every look.
func findID(f answer.Finder) string { return string(f.Action) + "#" + f.About }

// FinderOf returns the field behind an action_id that comes back from Slack.
func FinderOf(actionID string) answer.Finder {
	action, about, _ := strings.Cut(actionID, "#")
	return answer.Finder{Action: answer.Action(action), About: about}
}

// Label makes a name, from wherever it comes, safe and short enough for a choice
// or a button.
func Label(name string) string { return plainText(tidy(name), longestLabel).Text }

// leads reports whether a button may stand out as a message's main one: those
// that only move about, or take something back, may not.
func leads(b answer.Button) bool {
	switch b.Action {
	case answer.FormStart, answer.FormResume, answer.FormAnswer, answer.FormSubmit, answer.GiveReceipt, answer.BookIntake, answer.CheckIntakes, answer.DeputyName, answer.ConfirmImport, answer.AdjustConfirm, answer.ConsentPut:
		return !b.Danger
	default:
		return false
	}
}

func button(p *locales.Printer, k key, id string) (*slack.ButtonBlockElement, error) {
	b := slack.NewButtonBlockElement(id, k.Value, plainText(k.label, longestLabel))
	if k.Danger {
		b.Style = slack.StyleDanger
	}
	if k.confirm == "" {
		return b, nil
	}
	confirm, err := question(p, k.confirm)
	b.Confirm = confirm
	return b, err
}

// question is the dialog that Slack shows before a button does its work.
func question(p *locales.Printer, text ink) (*slack.ConfirmationBlockObject, error) {
	words := make([]*slack.TextBlockObject, 3)
	for i, name := range []string{"title", "yes", "no"} {
		said, err := p.Say("confirm." + name)
		if err != nil {
			return nil, err
		}
		words[i] = plainText(ink(said), longestLabel)
	}
	return slack.NewConfirmationBlockObject(words[0], plainText(text, longestConfirm), words[1], words[2]), nil
}

func plainText(text ink, longest int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, clip(unmarked(text.bare()), longest), false, false)
}
