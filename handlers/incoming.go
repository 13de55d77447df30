// Package handlers holds what people can do: one file for each thing, and one
// table of them. A handler loads facts, asks the rules, saves, and puts what is
// to be said; it sends nothing.
package handlers

import (
	"strings"

	"steward/rules"
	"steward/rules/answer"
)

// The kinds of [Incoming].
const (
	KindMessage  = "message"  // a sentence, in direct messages or to the bot's name
	KindAction   = "action"   // a button pressed, a choice made
	KindCommand  = "command"  // a slash command
	KindHome     = "home"     // the Home tab was opened
	KindShortcut = "shortcut" // a shortcut of the workspace or of a message
	KindSheet    = "sheet"    // a form was handed in as one sheet; the fields stand in State
)

// ActionUnopened is what the door itself does, in the person's name, when the
// sheet of their click could not be opened: with the click's value.
const ActionUnopened = "sheet.unopened"

// Incoming is one thing that a person did, as the door hands it in and the
// inbox keeps it. Ids and timestamps are Slack's; what does not apply to the
// kind is empty.
type Incoming struct {
	Kind string `json:"kind"`
	User string `json:"user"`
	// Membership is how the person stands to the workspace; see [rules.MayEnter].
	Membership  rules.Membership `json:"membership,omitempty"`
	Channel     string           `json:"channel,omitempty"`
	ChannelType string           `json:"channel_type,omitempty"` // "im", "mpim", "group" or "channel"
	// Shared says that people of other organisations may read along there.
	Shared    bool   `json:"shared,omitempty"`
	TS        string `json:"ts,omitempty"`         // of the message, or of the click
	Thread    string `json:"thread,omitempty"`     // thread_ts of where it happened
	Text      string `json:"text,omitempty"`       // plain: no mention of the bot, no markup of links, no escapes
	Action    string `json:"action,omitempty"`     // action_id, or callback_id of a shortcut or sheet
	Value     string `json:"value,omitempty"`      // of the button or sheet, or what was chosen
	MessageTS string `json:"message_ts,omitempty"` // the message that the button stands in
	Files     []File `json:"files,omitempty"`      // that came with the message
	// State is what stands in the inputs of the message or view, by action_id.
	State   map[string]string `json:"state,omitempty"`
	Command string            `json:"command,omitempty"` // with its slash
	Trigger string            `json:"trigger,omitempty"` // opens one view, within 3 seconds of the click
	ViewID  string            `json:"view_id,omitempty"` // the home tab or modal it happened in
	// Waits is the external id of the view that waits for what comes of a sheet; ""
	// when Slack has been told straight that nothing stands against it.
	Waits string `json:"waits,omitempty"`
}

// sheet is what was typed into a form's sheet, by field: what is looked for comes back
// under the name by which it is.
func (in Incoming) sheet() map[string]string {
	const found = string(answer.FormDomain) + "#"
	typed := make(map[string]string, len(in.State))
	for id, value := range in.State {
		typed[strings.TrimPrefix(id, found)] = value
	}
	return typed
}

// inChannel reports whether others may read along where it happened. What has
// no message of its own, a command or a shortcut, is answered directly.
func (in Incoming) inChannel() bool {
	spoken := in.Kind == KindMessage || in.Kind == KindAction
	return spoken && in.Channel != "" && in.ChannelType != "im"
}

// thread returns the thread below which an answer belongs: the one it happened
// in, or a new one below the message itself.
func (in Incoming) thread() string {
	switch {
	case in.Thread != "":
		return in.Thread
	case in.MessageTS != "":
		return in.MessageTS
	default:
		return in.TS
	}
}
