package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"steward/handlers"
	"steward/rules/answer"
	"steward/view"
)

// interaction is what we need of an interactive payload. slack-go's own type
// takes five times as long to decode.
type interaction struct {
	Type       string `json:"type"`
	TriggerID  string `json:"trigger_id"`
	CallbackID string `json:"callback_id"`
	ActionTS   string `json:"action_ts"`
	ActionID   string `json:"action_id"` // of a search
	Value      string `json:"value"`     // of a search: what was typed
	App        string `json:"api_app_id"`
	Team       ref    `json:"team"` // in a shared channel it may be the person's
	User       struct {
		ID   string `json:"id"`
		Team string `json:"team_id"`
	} `json:"user"`
	Channel   ref `json:"channel"`
	Container struct {
		ChannelID string `json:"channel_id"`
		MessageTS string `json:"message_ts"` // the top-level message_ts stays empty for block actions
		ThreadTS  string `json:"thread_ts"`
	} `json:"container"`
	MessageTS string `json:"message_ts"` // of a message shortcut
	Message   struct {
		Text     string `json:"text"`
		ThreadTS string `json:"thread_ts"`
	} `json:"message"`
	State state `json:"state"`
	View  struct {
		ID       string `json:"id"`
		Team     string `json:"app_installed_team_id"`
		Callback string `json:"callback_id"`
		Private  string `json:"private_metadata"`
		State    state  `json:"state"`
	} `json:"view"`
	Actions []element `json:"actions"`
}

type ref struct {
	ID string `json:"id"`
}

// origin goes by the workspace in which the app drew the view. A message may be
// clicked by people of another organisation, whose workspace is then named.
func (p interaction) origin() origin {
	o := origin{app: p.App, teams: []string{p.View.Team}, people: []string{first(p.User.Team, p.Team.ID)}}
	if p.View.Team == "" && first(p.Container.ChannelID, p.Channel.ID) == "" {
		o.teams = []string{p.Team.ID}
	}
	return o
}

// readInteraction reads a click, a shortcut, a modal handed in or a search, and nothing from what
// has no handler.
func readInteraction(raw []byte) (arrival, error) {
	var p interaction
	if err := json.Unmarshal(raw, &p); err != nil {
		return arrival{}, fmt.Errorf("interaction: %w", err)
	}
	return p.arrival()
}

func (p interaction) arrival() (arrival, error) {
	a := arrival{from: p.origin()}
	var err error
	switch p.Type {
	case "block_actions":
		a.item, err = readAction(p)
	case "shortcut", "message_action":
		a.item, err = readShortcut(p)
	case "view_submission":
		a.item, err = readSheet(p)
	case "block_suggestion":
		a.search, err = readSearch(p)
	case "":
		err = fmt.Errorf("interaction: %w", errIncomplete)
	}
	return a, err // view_closed and the like bring nothing
}

func readAction(p interaction) (*Item, error) {
	if len(p.Actions) == 0 || p.TriggerID == "" || p.User.ID == "" {
		return nil, fmt.Errorf("block_actions: %w", errIncomplete)
	}
	clicked := p.Actions[0]
	in := handlers.Incoming{
		Kind: handlers.KindAction, User: p.User.ID, Channel: first(p.Container.ChannelID, p.Channel.ID),
		TS: clicked.ActionTS, Thread: first(p.Container.ThreadTS, p.Message.ThreadTS),
		Action: string(view.ActionOf(clicked.ActionID)), Value: clicked.chosen(), MessageTS: p.Container.MessageTS,
		State: p.State.merged(p.View.State), Trigger: p.TriggerID, ViewID: p.View.ID,
	}
	if p.View.Callback == string(answer.FormWhole) && in.Action != string(answer.FormRow) {
		in.Action, in.Value = string(answer.FormRow), answer.Join(p.View.Private, "") // a choice from which other fields follow
	}
	return interactive(p, in)
}

func readShortcut(p interaction) (*Item, error) {
	if p.TriggerID == "" || p.User.ID == "" {
		return nil, fmt.Errorf("%s: %w", p.Type, errIncomplete)
	}
	return interactive(p, handlers.Incoming{
		Kind: handlers.KindShortcut, User: p.User.ID, Channel: p.Channel.ID, TS: p.ActionTS,
		Text: plain(p.Message.Text, ""), Action: p.CallbackID, MessageTS: p.MessageTS, Thread: p.Message.ThreadTS, Trigger: p.TriggerID,
	})
}

// interactive wraps what was done with the key of its trigger, of which there
// is one for each click. On a home tab, the person is the conversation.
func interactive(p interaction, in handlers.Incoming) (*Item, error) {
	if in.Channel != "" {
		in.ChannelType = channelType("", in.Channel)
	}
	return &Item{
		Key: "trg/" + p.TriggerID, Conversation: first(in.Channel, in.User), TS: in.TS, In: in,
	}, nil
}

// element is an interactive element: as it was clicked, or as it stands in a
// state.
type element struct {
	ActionID string   `json:"action_id"`
	ActionTS string   `json:"action_ts"`
	Value    string   `json:"value"`
	Date     string   `json:"selected_date"`
	Time     string   `json:"selected_time"`
	User     string   `json:"selected_user"`
	Channel  string   `json:"selected_channel"`
	Option   option   `json:"selected_option"`
	Options  []option `json:"selected_options"`
	Files    []shared `json:"files"`
}

type option struct {
	Value string `json:"value"`
}

// chosen is the element's value; several choices, and the ids of files, are joined
// with commas.
func (e element) chosen() string {
	var many []string
	for _, o := range e.Options {
		many = append(many, o.Value)
	}
	for _, f := range e.Files {
		many = append(many, f.ID)
	}
	return first(e.Value, e.Option.Value, e.Date, e.Time, e.User, e.Channel, strings.Join(many, ","))
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// state is what stands in the inputs: block_id → action_id → element.
type state struct {
	Values blockValues `json:"values"`
}

type blockValues map[string]map[string]element

// UnmarshalJSON takes an empty list for an empty object: Slack sends both.
func (v *blockValues) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		*v = nil
		return nil
	}
	var m map[string]map[string]element
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	*v = m
	return nil
}

// files are those that were put into the inputs.
func (s state) files() []handlers.File {
	var all []shared
	for _, block := range slices.Sorted(maps.Keys(s.Values)) {
		for _, e := range s.Values[block] {
			all = append(all, e.Files...)
		}
	}
	return filesOf(all)
}

// merged gives both states by action_id, nil when nothing stands in them.
func (s state) merged(other state) map[string]string {
	var values map[string]string
	for _, blocks := range []blockValues{s.Values, other.Values} {
		for _, elements := range blocks {
			for id, e := range elements {
				if values == nil {
					values = map[string]string{}
				}
				values[id] = e.chosen()
			}
		}
	}
	return values
}

// atOrNow gives Slack's time of an item, or domain time where the payload has
// none.
func (it *Item) atOrNow(now func() time.Time) *Item {
	if it != nil && it.TS == "" {
		it.TS = stamp(now())
	}
	return it
}
