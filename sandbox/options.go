package sandbox

import (
	"context"
	"log/slog"
	"time"
)

// The identities of the one workspace and the one app in it.
const (
	TeamID = "T0SANDBOX"
	AppID  = "A0SANDBOX"
	BotID  = "B0SANDBOX"
	// BotUser is the app's own user, the one that messages mention.
	BotUser = "U0SANDBOX"
)

// Options is what a workspace is made of. The zero value is an empty
// workspace in memory at the machine's time.
type Options struct {
	// Users and Channels are applied once; later starts on the same Dir keep
	// what is stored and add those that are new.
	Users    []User
	Channels []Channel
	// Dir holds the journal, the clock and the files; "" keeps all in memory.
	Dir string
	// Now is domain time; nil is the machine's. It must not go back.
	Now func() time.Time
	// Advance lives through everything that is due until to, and returns when
	// it has been said. Nil: the sandbox moves a clock of its own.
	Advance func(ctx context.Context, to time.Time) error
	// Next tells the next instant at which something is due.
	Next func(ctx context.Context) (time.Time, bool, error)
	// BotToken, AppToken and SigningSecret default to "xoxb-sandbox",
	// "xapp-sandbox" and "sandbox-secret".
	BotToken, AppToken, SigningSecret string
	// BotName is the app's display name; "" is 应用.
	BotName string
	// App is where the app is called by HTTP; empty fields mean Socket Mode.
	App AppURLs
	// WorkspaceRate is how many messages a minute all channels together take, with
	// Limits; 0 is the usual.
	WorkspaceRate int
	// Limits turns Slack's rate limits on.
	Limits bool
	// Log receives what goes wrong here; nil is silence.
	Log *slog.Logger
}

// User is a person of the workspace. Roles and Unit are words of whoever
// seeds it; the sandbox only shows them.
type User struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Unit     string   `json:"unit"`
	UnitName string   `json:"unit_name,omitempty"`
	Roles    []string `json:"roles"`
	Locale   string   `json:"locale,omitempty"`
	// Guest marks a single-channel guest (is_restricted, is_ultra_restricted).
	Guest bool `json:"guest,omitempty"`
	// Deleted marks an account that was closed (deleted).
	Deleted bool `json:"deleted,omitempty"`
}

// Channel is a channel of the workspace; the app is a member of it unless
// WithoutBot.
type Channel struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Members    []string `json:"members"`
	Private    bool     `json:"private,omitempty"`
	WithoutBot bool     `json:"without_bot,omitempty"`
}

// AppURLs are the app's request URLs; "" means that kind goes by Socket Mode.
type AppURLs struct {
	Events        string `json:"events_url"`
	Interactivity string `json:"interactivity_url"`
	Commands      string `json:"commands_url"`
}

// filled gives the defaults of what was left empty.
func (o Options) filled() Options {
	o.BotToken = or(o.BotToken, "xoxb-sandbox")
	o.AppToken = or(o.AppToken, "xapp-sandbox")
	o.SigningSecret = or(o.SigningSecret, "sandbox-secret")
	o.BotName = or(o.BotName, "应用")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
