package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"steward/db"
	"steward/locales"
	"steward/rules"
	"steward/rules/calendar"
)

// campaignCmd starts the campaign.
type campaignCmd struct {
	Issued time.Time  `help:"When the directive was issued; now when not given."`
	Lang   string     `help:"Language of what is said: zh-CN or en." default:"zh-CN" enum:"zh-CN,en"`
	At     domainTime `embed:""`
}

// A campaign is what stands after it was started.
type campaign struct {
	book    rules.Book
	before  bool // it had been started
	since   time.Time
	owed    map[rules.ObligationKind]int // how many units
	without int                          // units in which nobody may hand in
}

// Run starts it, and says what is owed from then on; a second time changes
// nothing.
func (c *campaignCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, rem, err := reminding(ctx, e, c.At)
	if err != nil {
		return err
	}
	at := c.Issued
	if at.IsZero() {
		at = c.At.now()
	}
	var done campaign
	done.book, err = e.book()
	if err == nil {
		err = d.View(ctx, func(ctx context.Context, tx *db.Tx) (err error) {
			_, done.before, err = tx.CampaignStart(ctx, done.book.Directive.ID)
			return err
		})
	}
	if err == nil {
		err = rem.Start(ctx, at.UTC())
	}
	if err == nil {
		err = d.View(ctx, done.count)
	}
	if err == nil {
		err = c.tell(std.out, done)
	}
	return errors.Join(err, d.Close())
}

// count reads what came of it.
func (c *campaign) count(ctx context.Context, tx *db.Tx) error {
	owed, err := tx.Obligations(ctx)
	if err != nil {
		return err
	}
	c.owed = map[rules.ObligationKind]int{}
	for _, o := range owed {
		c.owed[o.Kind]++
	}
	without, err := tx.UnitsWithout(ctx, rules.Filers()...)
	if err != nil {
		return err
	}
	c.without = len(without)
	c.since, _, err = tx.CampaignStart(ctx, c.book.Directive.ID)
	return err
}

func (c *campaignCmd) tell(out io.Writer, done campaign) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	say, today := words.Printer(c.Lang), calendar.Local(c.At.now())
	d, key := done.book.Directive, "campaign.started"
	if done.before {
		key = "campaign.before"
	}
	lines := []string{say.T(key, "number", d.Number, "at", say.Moment(calendar.Local(done.since), today))}
	for _, dl := range d.Deadlines {
		lines = append(lines, say.T("campaign."+string(dl.Kind), "n", done.owed[dl.Kind], "day", say.Day(calendar.Local(dl.Due.At(0, 0)), today)))
	}
	if done.without > 0 {
		lines = append(lines, say.T("campaign.without", "n", done.without))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}
