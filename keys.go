package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"steward/db"
)

// keysCmd is about the house's own keys. docs/privacy.md has the steps of turning
// one over.
type keysCmd struct {
	List   keysListCmd   `cmd:"" default:"1" help:"Show which keys are in use, and over how much."`
	New    keysNewCmd    `cmd:"" help:"Make a new key: in front of those in the key file, else print it."`
	Rotate keysRotateCmd `cmd:"" help:"Put everything under the newest key, beside a running serve."`
}

// keysListCmd prints the keys in use, by their names.
type keysListCmd struct{}

// Run prints them.
func (*keysListCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		uses, err := tx.KeyUses(ctx)
		for _, u := range uses {
			newest := ""
			if u.Newest {
				newest = ", newest"
			}
			fmt.Fprintf(std.out, "key %s: over %d data keys%s\n", u.Key, u.Wraps, newest)
		}
		return err
	})
	return errors.Join(err, d.Close())
}

// keysNewCmd makes a key.
type keysNewCmd struct{}

// Run puts it into the key file, or prints it for who keeps keys elsewhere.
func (*keysNewCmd) Run(_ context.Context, std stdio, e environment) error {
	s, err := e.settings()
	if err != nil {
		return err
	}
	if _, given, err := s.keysGiven(); given || err != nil {
		if err != nil && !errors.Is(err, errNoKey) {
			return err
		}
		_, err = fmt.Fprintln(std.out, db.NewKey().Hex())
		return err
	}
	k, err := db.AddKeyFile(s.keyFile())
	if err == nil {
		_, err = fmt.Fprintf(std.out, "%s stands first in %s: restart serve, then run steward keys rotate\n", k, s.keyFile())
	}
	return err
}

// keysRotateCmd puts everything under the newest key.
type keysRotateCmd struct{}

// Run does it beside whoever serves.
func (*keysRotateCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{Existing: true})
	if err != nil {
		return err
	}
	n, err := d.RotateKeys(ctx)
	if err == nil {
		_, err = fmt.Fprintf(std.out, "%d data keys are under the newest key now; the older ones can be taken away, "+
			"and with them the copies of the database from before\n", n)
	}
	return errors.Join(err, d.Close())
}

// forgetCmd erases somebody's personal data.
type forgetCmd struct {
	Person string     `help:"Slack id of who is erased; they are taken off the roster." xor:"who" placeholder:"ID"`
	Unit   string     `help:"Unit in whose forms somebody is named who is erased; their name is read from standard input, so that no shell remembers it." xor:"who" placeholder:"CODE"`
	At     domainTime `embed:""`
}

// shortestName is how many characters a name has at least: one alone would be
// found in everybody's words.
const shortestName = 2

var errNobody = errors.New("who? --person ID, or --unit CODE with the name on standard input")

// Run erases in one transaction, and then what is left in pages and logs.
func (c *forgetCmd) Run(ctx context.Context, std stdio, e environment) error {
	forget, err := c.who(std)
	if err != nil {
		return err
	}
	d, err := e.guest(ctx, db.Options{Existing: true, Now: c.At.now})
	if err != nil {
		return err
	}
	var done db.Forgotten
	err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		done, err = forget(ctx, tx)
		return err
	})
	if err == nil {
		err = d.Scrub(ctx)
	}
	if err == nil {
		_, err = fmt.Fprintf(std.out, "erased: keys %d, drafts %d, dead letters %d\n", done.Keys, done.Drafts, done.Bodies)
	}
	return errors.Join(err, d.Close())
}

func (c *forgetCmd) who(std stdio) (func(context.Context, *db.Tx) (db.Forgotten, error), error) {
	if c.Person != "" {
		return func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) { return tx.Forget(ctx, c.Person) }, nil
	}
	if c.Unit == "" || std.in == nil {
		return nil, errNobody
	}
	name, err := bufio.NewReader(std.in).ReadString('\n')
	if name = strings.TrimSpace(name); utf8.RuneCountInString(name) < shortestName {
		return nil, errors.Join(errNobody, err)
	}
	return func(ctx context.Context, tx *db.Tx) (db.Forgotten, error) { return tx.ForgetNamed(ctx, c.Unit, name) }, nil
}
