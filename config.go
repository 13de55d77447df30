package main

import (
	"errors"
	"fmt"
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

// key is what seals personal data: STEWARD_KEY, else a file in the data folder,
// made with the database. A PostgreSQL database is shared by machines, so its
// key must be given.
func (s settings) key() (db.Key, error) {
	if s.Key != "" {
		return db.ParseKey(s.Key)
	}
	if s.Database != "" && strings.HasPrefix(s.Database, "postgres") {
		return db.Key{}, errNoKey
	}
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return db.Key{}, fmt.Errorf("data folder: %w", err)
	}
	return db.MakeKeyFile(s.keyFile(), s.address())
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
