package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"steward/db"
	"steward/papers"
	"steward/reminders"
	"steward/rules"
)

// A file is one being read, with the name that errors give it.
type file struct {
	io.Reader
	name string
}

// open hands a file of a file system to read, and closes it.
func open(from fs.FS, name string, read func(file) error) (err error) {
	f, err := from.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return read(file{f, name})
}

// importCmd loads an inventory: all of it, or when a row is wrong, nothing.
type importCmd struct {
	Units   string     `help:"CSV: code,name,aliases,kind,label,coordinating." type:"existingfile"`
	Domains string     `help:"CSV: domain,unit,site_name,site_status,purpose,registered_on,registrar,main,remark." type:"existingfile"`
	People  string     `help:"CSV: slack_id,name,unit,roles,language." type:"existingfile"`
	At      domainTime `embed:""`
}

// Run reads the files, then writes them in one transaction.
func (c *importCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, rem, err := reminding(ctx, e, c.At)
	if err != nil {
		return err
	}
	var r register
	err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if r, err = c.read(ctx, tx); err != nil {
			return err
		}
		if err := r.store(ctx, tx); err != nil {
			return err
		}
		return rem.Plan(ctx, tx)
	})
	if err == nil {
		_, err = fmt.Fprintf(std.out, "units %d, domains %d, people %d\n", len(r.units), len(r.domains), len(r.people))
	}
	return errors.Join(err, d.Close())
}

// read reads the files that were named. Units that are in the database already
// count as known to the others.
func (c *importCmd) read(ctx context.Context, tx *db.Tx) (register, error) {
	var r register
	err := fromDisk(c.Units, func(f file) (err error) {
		r.units, err = papers.ReadUnits(f, f.name)
		return err
	})
	if err != nil {
		return r, err
	}
	stored, err := tx.Units(ctx)
	if err != nil {
		return r, err
	}
	all := slices.Concat(r.units, stored)
	knows := func(code string) bool {
		return slices.ContainsFunc(all, func(u rules.Unit) bool { return u.Code == code })
	}
	err = fromDisk(c.Domains, func(f file) (err error) {
		r.domains, err = papers.ReadDomains(f, f.name, knows)
		return err
	})
	if err != nil {
		return r, err
	}
	return r, fromDisk(c.People, func(f file) (err error) {
		r.people, err = papers.ReadPeople(f, f.name, knows)
		return err
	})
}

// fromDisk hands a file to read; no name is no file.
func fromDisk(name string, read func(file) error) error {
	if name == "" {
		return nil
	}
	return open(os.DirFS(filepath.Dir(name)), filepath.Base(name), read)
}

// campaignCmd starts the campaign.
type campaignCmd struct {
	Issued time.Time  `help:"When the directive was issued; now when not given."`
	At     domainTime `embed:""`
}

// Run starts it; a second time changes nothing.
func (c *campaignCmd) Run(ctx context.Context, _ stdio, e environment) error {
	d, rem, err := reminding(ctx, e, c.At)
	if err != nil {
		return err
	}
	at := c.Issued
	if at.IsZero() {
		at = c.At.now()
	}
	return errors.Join(rem.Start(ctx, at.UTC()), d.Close())
}

// domainTime is the instant at which a command acts, beside a workspace whose
// clock is not the machine's.
type domainTime struct {
	At time.Time `help:"Domain time; now when not given."`
}

func (d domainTime) now() time.Time {
	if d.At.IsZero() {
		return time.Now()
	}
	return d.At
}

// reminding is the database that the environment names, and its reminders.
func reminding(ctx context.Context, e environment, at domainTime) (*db.DB, *reminders.Reminders, error) {
	book, err := theBook()
	if err != nil {
		return nil, nil, err
	}
	d, err := e.host(ctx, db.Options{Now: at.now})
	if err != nil {
		return nil, nil, err
	}
	return d, reminders.New(reminders.Options{DB: d, Book: book}), nil
}

// migrateCmd brings the schema up to date, which every start does too.
type migrateCmd struct{}

// Run opens and closes the database.
func (*migrateCmd) Run(ctx context.Context, _ stdio, e environment) error {
	d, err := e.host(ctx, db.Options{})
	if err != nil {
		return err
	}
	return d.Close()
}
