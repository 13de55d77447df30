package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"steward/db"
	"steward/handlers"
	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/domain"
	"steward/rules/naming"
	"steward/view"
)

// checkCmd says what the directive says of domains, registered or not.
type checkCmd struct {
	JSON    bool       `help:"Print one JSON object a domain."`
	Demo    bool       `help:"Check against the demo's register, in memory."`
	At      domainTime `embed:""`
	Unit    string     `help:"Code of the unit that holds or wants the domain; the inventory's when not given."`
	Pairs   string     `placeholder:"FILE.csv" help:"Look at pairs of a government and a host instead: columns name, level, prefecture, host; - is standard input."`
	book    rules.Book
	Domains []string `arg:"" optional:"" name:"domain" help:"Domains."`
}

// checked is what is printed of one domain.
type checked struct {
	Domain    string           `json:"domain"`
	Unit      string           `json:"unit"`
	Structure domain.Shape     `json:"structure"`
	Holder    string           `json:"holder,omitempty"` // the body below the unit that holds it, and what it is
	HeldBy    rules.HolderKind `json:"held_by,omitempty"`
	Standing  rules.Standing   `json:"standing"`
	Findings  []checkedFinding `json:"findings"`
	Registry  rules.Registry   `json:"registry,omitempty"` // where it is registered and cancelled
	Stands    naming.Reason    `json:"stands,omitempty"`   // by what the label stands for the unit, or that it does not
	Apply     string           `json:"apply,omitempty"`    // the domain to apply for instead
	Problem   string           `json:"problem,omitempty"`  // why it is not a domain
}

type checkedFinding struct {
	Class   rules.Class  `json:"class"`
	Article string       `json:"article"` // of the directive, or the superior document's number
	Weight  rules.Weight `json:"weight"`
	Do      rules.Remedy `json:"do"`
	By      string       `json:"by,omitempty"`
}

// Run checks one domain after the other.
func (c *checkCmd) Run(ctx context.Context, std stdio, e environment) error {
	switch {
	case c.Pairs != "" && len(c.Domains) > 0:
		return errors.New("check either domains or --pairs")
	case c.Pairs != "":
		return c.pairs(std)
	case len(c.Domains) == 0:
		return errors.New("name a domain to check, or --pairs")
	}
	if c.Demo { // it is that directive's
		e = nil
	}
	var err error
	if c.book, err = e.book(); err != nil {
		return err
	}
	d, err := c.open(ctx, e)
	if err != nil {
		return err
	}
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, name := range c.Domains {
			if err := c.one(ctx, tx, name, std.out); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, d.Close())
}

// open is the demo's database, else the one that the environment names, to be
// read only.
func (c *checkCmd) open(ctx context.Context, e environment) (*db.DB, error) {
	if !c.Demo {
		return e.guest(ctx, db.Options{Now: c.At.now, ReadOnly: true})
	}
	desk, err := (&askCmd{Demo: true, At: c.At.At}).desk(ctx, e)
	if err != nil {
		return nil, err
	}
	return desk.db, nil
}

func (c *checkCmd) one(ctx context.Context, tx *db.Tx, text string, out io.Writer) error {
	name, err := domain.Normalize(text)
	if err != nil {
		return c.refuse(out, text, err)
	}
	book := c.book
	d, known, err := tx.DomainByName(ctx, name)
	if err != nil {
		return err
	}
	code := cmp.Or(c.Unit, d.Unit)
	if code == "" && !known {
		if code, err = bearer(ctx, tx, book, name); err != nil {
			return err
		}
	}
	facts, err := handlers.AdvisedFacts(ctx, tx, book, code)
	if err != nil {
		return err
	}
	if !known {
		return c.print(out, book, answer.BuildUnknownDomain(book, facts, name))
	}
	return c.print(out, book, answer.BuildDomainStatus(book, facts, d, tx.Now()))
}

// bearer is the unit that a name stands for, which nobody holds.
func bearer(ctx context.Context, tx *db.Tx, book rules.Book, name string) (string, error) {
	units, err := tx.Units(ctx)
	return rules.Bearer(book.Directive, units, name), err
}

// refuse says why a text is no domain.
func (c *checkCmd) refuse(out io.Writer, text string, err error) error {
	problem := err.Error()
	var bad *domain.Error
	if errors.As(err, &bad) {
		problem = bad.Reason
	}
	if c.JSON {
		return json.NewEncoder(out).Encode(checked{
			Domain: text, Unit: c.Unit, Structure: domain.NotADomain, Standing: rules.Unverified,
			Findings: []checkedFinding{}, Problem: problem,
		})
	}
	words, err := locales.Load()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, words.Printer("").T("domain.refused."+problem, "text", text))
	return err
}

func checkedOf(d *rules.Directive, card answer.DomainStatus) checked {
	r := checked{
		Domain: card.Name, Unit: card.Unit.Code, Structure: domain.Structure(card.Name),
		Standing: card.Report.Standing, Findings: []checkedFinding{},
		Registry: rules.RegistryOf(d, card.Unit, card.Name),
		Stands:   rules.StandsFor(d, card.Unit, card.Name).Reason, Apply: card.Suggested,
	}
	if dom := card.Report.Domain; dom.Holder != "" {
		r.Holder, r.HeldBy = dom.Holder, rules.HolderOf(card.Unit, dom)
	}
	for _, f := range card.Report.Findings {
		r.Findings = append(r.Findings, checkedFinding{f.Class, cmp.Or(f.Article, f.Source), f.Weight, f.Remedy, f.By.String()})
	}
	return r
}

func (c *checkCmd) print(out io.Writer, book rules.Book, card answer.DomainStatus) error {
	if c.JSON {
		return json.NewEncoder(out).Encode(checkedOf(book.Directive, card))
	}
	words, err := locales.Load()
	if err != nil {
		return err
	}
	text, err := view.Text(words.Printer(""), card, view.Place{Now: c.At.now()})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n\n", text)
	return err
}
