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
	return s, nil
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
	return e.open(ctx, o, settings.key)
}

// guest opens the database as one that leaves it as it is: o says Existing or
// ReadOnly.
func (e environment) guest(ctx context.Context, o db.Options) (*db.DB, error) {
	return e.open(ctx, o, settings.keyThere)
}

func (e environment) open(ctx context.Context, o db.Options, key func(settings) (db.Key, error)) (*db.DB, error) {
	s, err := e.settings()
	if err != nil {
		return nil, err
	}
	k, err := key(s)
	if err != nil {
		return nil, err
	}
	o.Keys = []db.Key{k}
	return db.Open(ctx, s.address(), o)
}

// key is what seals personal data: STEWARD_KEY, else a file in the data folder,
// made with the database.
func (s settings) key() (db.Key, error) {
	if k, given, err := s.keyGiven(); given || err != nil {
		return k, err
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return db.Key{}, fmt.Errorf("data folder: %w", err)
	}
	return db.MakeKeyFile(s.keyFile(), s.address())
}

// keyThere is the same key for who makes neither it nor the database.
func (s settings) keyThere() (db.Key, error) {
	if k, given, err := s.keyGiven(); given || err != nil {
		return k, err
	}
	if !db.Exists(s.address()) {
		return db.Key{}, fmt.Errorf("%w: %s", db.ErrNoDatabase, s.address())
	}
	k, err := db.KeyFile(s.keyFile())
	if errors.Is(err, fs.ErrNotExist) {
		err = &db.ErrKey{Missing: "the key in " + s.keyFile()}
	}
	return k, err
}

// keyGiven is the key in the environment; false when it is to be in a file. A
// PostgreSQL database is shared by machines, so its key must be given.
func (s settings) keyGiven() (db.Key, bool, error) {
	if s.Key != "" {
		k, err := db.ParseKey(s.Key)
		return k, true, err
	}
	if strings.HasPrefix(s.Database, "postgres") {
		return db.Key{}, false, errNoKey
	}
	return db.Key{}, false, nil
}

func (s settings) keyFile() string { return filepath.Join(s.Data, "steward.key") }

var errNoKey = errors.New("STEWARD_KEY is missing: 64 hexadecimal digits that seal personal data in PostgreSQL, " +
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
