package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/caarlos0/env/v11"

	"steward/db"
	"steward/rules"
	"steward/rules/calendar"
)

// environment is what the process was given, as NAME=value.
type environment []string

// settings are read from the environment; README.md lists them.
type settings struct {
	BotToken      string `env:"SLACK_BOT_TOKEN"`
	AppToken      string `env:"SLACK_APP_TOKEN"`
	APIURL        string `env:"SLACK_API_URL"`
	SigningSecret string `env:"SLACK_SIGNING_SECRET"`
	Database      string `env:"DATABASE_URL"`
	Rate          int    `env:"STEWARD_SLACK_RATE"`
	Data          string `env:"STEWARD_DATA"      envDefault:"data"`
	Key           string `env:"STEWARD_KEY"`
	Directive     string `env:"STEWARD_DIRECTIVE"`

	// In days; see [db.Terms].
	KeepInbox      int `env:"STEWARD_KEEP_INBOX"      envDefault:"30"`
	KeepDrafts     int `env:"STEWARD_KEEP_DRAFTS"     envDefault:"30"`
	KeepUnfinished int `env:"STEWARD_KEEP_UNFINISHED" envDefault:"180"`
	KeepLeft       int `env:"STEWARD_KEEP_LEFT"       envDefault:"365"`
}

// terms are how long personal data are kept when nobody needs them any more.
func (s settings) terms() db.Terms {
	return db.Terms{Inbox: s.KeepInbox, Drafts: s.KeepDrafts, Unfinished: s.KeepUnfinished, Left: s.KeepLeft}
}

// checkTerms refuses a term that would clear what is in use.
func (s settings) checkTerms() error {
	for name, days := range map[string]int{
		"STEWARD_KEEP_INBOX": s.KeepInbox, "STEWARD_KEEP_DRAFTS": s.KeepDrafts,
		"STEWARD_KEEP_UNFINISHED": s.KeepUnfinished, "STEWARD_KEEP_LEFT": s.KeepLeft,
	} {
		if days < 1 {
			return fmt.Errorf("environment: %s is %d: it is a number of days, at least 1", name, days)
		}
	}
	return nil
}

func (e environment) settings() (settings, error) {
	values := map[string]string{}
	for _, pair := range e {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
	}
	s, err := env.ParseAsWithOptions[settings](env.Options{Environment: values})
	if err != nil {
		return s, fmt.Errorf("environment: %w", err)
	}
	return s, s.checkTerms()
}

// book is what the rules are read from: the directive that the environment names,
// else the one that steward was made for.
func (e environment) book() (rules.Book, error) {
	s, err := e.settings()
	if err != nil {
		return rules.Book{}, err
	}
	return s.book()
}

func (s settings) book() (rules.Book, error) {
	if s.Directive == "" {
		return theBook()
	}
	text, err := os.ReadFile(s.Directive)
	if err != nil {
		return rules.Book{}, fmt.Errorf("STEWARD_DIRECTIVE: %w", err)
	}
	d, err := rules.ParseDirective(string(text))
	if err != nil {
		return rules.Book{}, fmt.Errorf("STEWARD_DIRECTIVE: %s: %w", s.Directive, err)
	}
	return rules.Book{Directive: d, Calendar: calendar.Builtin()}, nil
}

// address is the database's: DATABASE_URL, else a SQLite file in the data folder.
func (s settings) address() string {
	if s.Database != "" {
		return s.Database
	}
	return filepath.Join(s.Data, "steward.db")
}

// host opens the database as one that may make it, with its key, and migrate it.
func (e environment) host(ctx context.Context, o db.Options) (*db.DB, error) {
	return e.open(ctx, o, settings.keys)
}

// guest opens the database as one that leaves it as it is: o says Existing or
// ReadOnly.
func (e environment) guest(ctx context.Context, o db.Options) (*db.DB, error) {
	return e.open(ctx, o, settings.keysThere)
}

func (e environment) open(ctx context.Context, o db.Options, keys func(settings) ([]db.Key, error)) (*db.DB, error) {
	s, err := e.settings()
	if err != nil {
		return nil, err
	}
	if o.Keys, err = keys(s); err != nil {
		return nil, err
	}
	return db.Open(ctx, s.address(), o)
}

// keys are what personal data are kept with, newest first: STEWARD_KEY, else a
// file in the data folder, made with the database.
func (s settings) keys() ([]db.Key, error) {
	if keys, given, err := s.keysGiven(); given || err != nil {
		return keys, err
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	return db.MakeKeyFile(s.keyFile(), s.address())
}

// keysThere are the same keys for who makes neither them nor the database.
func (s settings) keysThere() ([]db.Key, error) {
	if keys, given, err := s.keysGiven(); given || err != nil {
		return keys, err
	}
	if !db.Exists(s.address()) {
		return nil, fmt.Errorf("%w: %s", db.ErrNoDatabase, s.address())
	}
	keys, err := db.KeyFile(s.keyFile())
	if errors.Is(err, fs.ErrNotExist) {
		err = &db.ErrKey{Missing: "the key in " + s.keyFile()}
	}
	return keys, err
}

// keysGiven are the keys in the environment; false when they are to be in a file.
// A PostgreSQL database is shared by machines, so its keys must be given.
func (s settings) keysGiven() ([]db.Key, bool, error) {
	if s.Key != "" {
		keys, err := db.ParseKeys(s.Key)
		if err != nil {
			err = fmt.Errorf("STEWARD_KEY: %w", err)
		}
		return keys, true, err
	}
	if strings.HasPrefix(s.Database, "postgres") {
		return nil, false, errNoKey
	}
	return nil, false, nil
}

func (s settings) keyFile() string { return filepath.Join(s.Data, "steward.key") }

var errNoKey = errors.New("STEWARD_KEY is missing: 64 hexadecimal digits that keep personal data in PostgreSQL, " +
	"the same for every replica; make one with: openssl rand -hex 32")

// missing names what is not set, with where each is found. By HTTP alone there
// is no need of an app-level token.
func (s settings) missing(http bool) error {
	var lines []string
	if s.BotToken == "" {
		lines = append(lines, "SLACK_BOT_TOKEN: api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)")
	}
	if s.AppToken == "" && !http {
		lines = append(lines, "SLACK_APP_TOKEN: api.slack.com/apps → your app → Basic Information → App-Level Tokens, "+
			"scope connections:write (xapp-…)")
	}
	if s.SigningSecret == "" && http {
		lines = append(lines, "SLACK_SIGNING_SECRET: api.slack.com/apps → your app → Basic Information → App Credentials")
	}
	if len(lines) == 0 {
		return nil
	}
	return fmt.Errorf("not set:\n  %s\nNo app yet? Create it from manifest.yaml: api.slack.com/apps → Create New App → "+
		"From a manifest.\nTo try everything without Slack: make demo", strings.Join(lines, "\n  "))
}
