package bot

import (
	"encoding/json"
	"fmt"
	"net/url"

	"steward/handlers"
)

// command is what we need of a slash command: JSON by Socket Mode, a form by
// HTTP.
type command struct {
	Command   string `json:"command"`
	Text      string `json:"text"`
	UserID    string `json:"user_id"`
	ChannelID string `json:"channel_id"`
	TriggerID string `json:"trigger_id"`
	Team      string `json:"team_id"`
	App       string `json:"api_app_id"`
}

func readCommandJSON(raw []byte) (arrival, error) {
	var c command
	if err := json.Unmarshal(raw, &c); err != nil {
		return arrival{}, fmt.Errorf("command: %w", err)
	}
	return c.arrival()
}

func readCommandForm(form url.Values) (arrival, error) {
	return command{
		Command: form.Get("command"), Text: form.Get("text"), UserID: form.Get("user_id"),
		ChannelID: form.Get("channel_id"), TriggerID: form.Get("trigger_id"),
		Team: form.Get("team_id"), App: form.Get("api_app_id"),
	}.arrival()
}

// arrival is the command with the workspace that it came from: only its own
// people have the app's commands.
func (c command) arrival() (arrival, error) {
	it, err := c.item()
	return arrival{item: it, from: origin{app: c.App, teams: []string{c.Team}}}, err
}

// item makes the command an item. A command has no time of its own.
func (c command) item() (*Item, error) {
	if c.Command == "" || c.UserID == "" || c.TriggerID == "" {
		return nil, fmt.Errorf("command: %w", errIncomplete)
	}
	return &Item{
		Key: "trg/" + c.TriggerID, Conversation: first(c.ChannelID, c.UserID),
		In: handlers.Incoming{
			Kind: handlers.KindCommand, User: c.UserID, Channel: c.ChannelID,
			ChannelType: channelType("", c.ChannelID), Text: plain(c.Text, ""),
			Command: c.Command, Trigger: c.TriggerID,
		},
	}, nil
}
