package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"steward/db"
	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/domain"
	"steward/view"
)

// checkCmd says what the directive says of domains, registered or not.
type checkCmd struct {
	JSON    bool     `help:"Print one JSON object a domain."`
	Demo    bool     `help:"Check against the demo's register, in memory."`
	Unit    string   `help:"Code of the unit that holds or wants the domain; the inventory's when not given."`
	Domains []string `arg:"" name:"domain" help:"Domains."`
}

// checked is what is printed of one domain.
type checked struct {
	Domain   string           `json:"domain"`
	Unit     string           `json:"unit"`
	Standing rules.Standing   `json:"standing"`
	Findings []checkedFinding `json:"findings"`
	Problem  string           `json:"problem,omitempty"` // why it is not a domain
}

type checkedFinding struct {
	Class   rules.Class  `json:"class"`
	Article string       `json:"article"`
	Weight  rules.Weight `json:"weight"`
	Do      rules.Remedy `json:"do"`
	By      string       `json:"by,omitempty"`
}

// Run checks one domain after the other.
func (c *checkCmd) Run(ctx context.Context, std stdio, e environment) error {
	desk, err := (&askCmd{Demo: c.Demo}).desk(ctx, e)
	if err != nil {
		return err
	}
	err = desk.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		for _, name := range c.Domains {
			if err := c.one(ctx, tx, name, std.out); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, desk.db.Close())
}

func (c *checkCmd) one(ctx context.Context, tx *db.Tx, text string, out io.Writer) error {
	name, err := domain.Normalize(text)
	if err != nil {
		return c.print(out, checked{Domain: text, Findings: []checkedFinding{}, Problem: err.Error()}, nil)
	}
	d, known, err := tx.DomainByName(ctx, name)
	if err != nil {
		return err
	}
	if !known {
		d = rules.Domain{Name: name, SiteStatus: rules.Running, Purpose: rules.Government}
	}
	if c.Unit != "" {
		d.Unit = c.Unit
	}
	var facts rules.UnitFacts
	if d.Unit != "" {
		if facts, err = tx.UnitFacts(ctx, d.Unit); err != nil {
			return err
		}
	}
	book, err := theBook()
	if err != nil {
		return err
	}
	card := answer.BuildDomainStatus(book, facts, d, tx.Now())
	return c.print(out, checkedOf(card), &card)
}

func checkedOf(card answer.DomainStatus) checked {
	r := checked{Domain: card.Name, Unit: card.Unit.Code, Standing: card.Report.Standing, Findings: []checkedFinding{}}
	for _, f := range card.Report.Findings {
		r.Findings = append(r.Findings, checkedFinding{f.Class, f.Article, f.Weight, f.Remedy, f.By.String()})
	}
	return r
}

func (c *checkCmd) print(out io.Writer, r checked, card *answer.DomainStatus) error {
	if c.JSON {
		return json.NewEncoder(out).Encode(r)
	}
	if card == nil {
		_, err := fmt.Fprintf(out, "%s: %s\n", r.Domain, r.Problem)
		return err
	}
	words, err := locales.Load()
	if err != nil {
		return err
	}
	text, err := view.Text(words.Printer(""), *card, view.Place{Now: time.Now()})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\n\n", text)
	return err
}
