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
	"strings"
	"sync"
	"time"

	"steward/db"
	"steward/handlers"
	"steward/locales"
	"steward/papers"
	"steward/reminders"
	"steward/rules"
	"steward/rules/answer"
	"steward/view"
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

// importCmd loads an inventory: all of it, or when a row is refused, nothing.
type importCmd struct {
	Units   string     `help:"CSV or XLSX of the units; docs/inventory.md names the columns." type:"existingfile"`
	Domains string     `help:"CSV or XLSX of the domains." type:"existingfile"`
	People  string     `help:"CSV or XLSX of the people." type:"existingfile"`
	DryRun  bool       `help:"Show what would change, and change nothing."`
	Lang    string     `help:"Language of what is shown: zh-CN or en." default:"zh-CN" enum:"zh-CN,en"`
	At      domainTime `embed:""`
}

var (
	errRefused = errors.New("nothing was imported: rows were refused")
	errDry     = errors.New("a dry run is taken back")
)

// Run reads the files, compares them with what is stored, and writes what
// changed, in one transaction.
func (c *importCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, rem, err := reminding(ctx, e, c.At)
	if err != nil {
		return err
	}
	book, err := e.book()
	if err != nil {
		return errors.Join(err, d.Close())
	}
	files, err := c.read() // before the transaction: nobody is to wait for it
	if err != nil {
		return errors.Join(err, d.Close())
	}
	desk := handlers.New(handlers.Options{Book: book})
	var cards []answer.Import
	err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		if cards, err = c.all(ctx, tx, desk, files); err != nil {
			return err
		}
		if err := c.verdict(cards); err != nil {
			return err
		}
		return rem.Plan(ctx, tx)
	})
	if err == nil || errors.Is(err, errRefused) || errors.Is(err, errDry) {
		err = errors.Join(c.show(std.out, cards), err)
	}
	if errors.Is(err, errDry) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// A readFile is one that was named, and what is in it.
type readFile struct {
	name     string
	register rules.Register
}

// read reads the files side by side, and returns them in the order in which they
// rest on each other.
func (c *importCmd) read() ([]readFile, error) {
	named := []struct {
		kind rules.RegisterKind
		name string
	}{{rules.UnitRegister, c.Units}, {rules.DomainRegister, c.Domains}, {rules.PeopleRegister, c.People}}
	files, errs := make([]readFile, len(named)), make([]error, len(named))
	var reading sync.WaitGroup
	for i, f := range named {
		if f.name == "" {
			continue
		}
		reading.Go(func() {
			var body []byte
			if body, errs[i] = c.body(f.name); errs[i] == nil {
				files[i] = readFile{f.name, papers.ReadRegister(body, f.kind)}
			}
		})
	}
	reading.Wait()
	return slices.DeleteFunc(files, func(f readFile) bool { return f.name == "" }), errors.Join(errs...)
}

// all compares each file with what is stored, and writes what changed.
func (c *importCmd) all(ctx context.Context, tx *db.Tx, desk *handlers.Handlers, files []readFile) ([]answer.Import, error) {
	var cards []answer.Import
	for _, f := range files {
		plan, err := tx.PlanImport(ctx, f.register)
		if err == nil {
			err = desk.Import(ctx, tx, plan, "")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		cards = append(cards, answer.BuildImport("", filepath.Base(f.name), plan.Outcome(), c.state(plan)))
	}
	return cards, nil
}

// body reads as much of a file as may be imported, and a byte more.
func (c *importCmd) body(name string) (body []byte, err error) {
	err = open(os.DirFS(filepath.Dir(name)), filepath.Base(name), func(f file) error {
		body, err = io.ReadAll(io.LimitReader(f, papers.MaxFile+1))
		return err
	})
	return body, err
}

func (c *importCmd) state(p rules.Plan) string {
	switch {
	case len(p.Refused) > 0:
		return db.ImportRefused
	case c.DryRun:
		return db.ImportOpen
	}
	return db.ImportDone
}

// verdict is why nothing is to be written, if so. A file that would pass is then
// shown as on trial: it is taken back with the one that does not.
func (c *importCmd) verdict(cards []answer.Import) error {
	refused := func(card answer.Import) bool { return card.State == db.ImportRefused }
	if slices.ContainsFunc(cards, refused) {
		for i := range cards {
			if !refused(cards[i]) {
				cards[i].State = db.ImportOpen
			}
		}
		return errRefused
	}
	if c.DryRun {
		return errDry
	}
	return nil
}

// show prints what became of each file, with every place that was refused.
func (c *importCmd) show(out io.Writer, cards []answer.Import) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	for _, card := range cards {
		text, err := view.Text(words.Printer(c.Lang), card.Whole(), view.Place{Now: c.At.now()})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, text); err != nil {
			return err
		}
	}
	return nil
}

// exportCmd writes a part of the inventory as import reads it.
type exportCmd struct {
	What string `arg:"" enum:"units,domains,people" help:"units, domains or people."`
	Out  string `help:"File to write: .csv or .xlsx; standard output, as CSV, when not given."`
}

// Run writes the file whole, or not at all.
func (c *exportCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	r := rules.Register{Kind: rules.RegisterKind(c.What)}
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
		switch r.Kind {
		case rules.UnitRegister:
			r.Units, err = tx.Units(ctx)
		case rules.DomainRegister:
			r.Domains, err = tx.Domains(ctx)
		default:
			r.People, err = rosterFile(ctx, tx)
		}
		return err
	})
	if err == nil {
		err = c.write(std.out, r)
	}
	return errors.Join(err, d.Close())
}

// rosterFile is the roster as a file has it: with the addresses by which people
// were named, and those who are awaited by theirs.
func rosterFile(ctx context.Context, tx *db.Tx) ([]rules.Person, error) {
	people, err := tx.Roster(ctx)
	if err != nil {
		return nil, err
	}
	awaited, err := tx.Awaited(ctx)
	for _, a := range awaited {
		at := slices.IndexFunc(people, func(p rules.Person) bool { return p.ID != "" && p.ID == a.Person.ID })
		if at < 0 {
			at = len(people)
			people = append(people, a.Person)
		}
		people[at].Email = a.Email
	}
	return people, err
}

func (c *exportCmd) write(out io.Writer, r rules.Register) (err error) {
	if c.Out == "" {
		return papers.WriteCSV(out, r)
	}
	write := papers.WriteCSV
	if strings.EqualFold(filepath.Ext(c.Out), ".xlsx") {
		write = papers.WriteXLSX
	}
	const ours = 0o600 // a roster is nobody else's to read
	f, err := os.OpenFile(c.Out, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, ours)
	if err != nil {
		return err
	}
	return errors.Join(write(f, r), f.Close())
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
	book, err := e.book()
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
