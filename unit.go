package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"steward/db"
	"steward/handlers"
	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/view"
)

// unitCmd is what becomes of units (机构调整), as the office records it in Slack.
type unitCmd struct {
	Merge  mergeCmd  `cmd:"" help:"Record that a unit goes up in another, which answers for what is open."`
	Rename renameCmd `cmd:"" help:"Record a unit's new name; earlier records keep the old one."`
	Undo   undoCmd   `cmd:"" help:"Take the last change of a unit back, while nothing has followed from it."`
	Trail  trailCmd  `cmd:"" help:"Show what happened to a unit."`
}

// changeFlags are those of every change.
type changeFlags struct {
	On     time.Time  `help:"Since when, as 2018-11-25; today when not given." format:"2006-01-02"`
	DryRun bool       `help:"Show what would move, and change nothing."`
	Lang   string     `help:"Language of what is shown: zh-CN or en." default:"zh-CN" enum:"zh-CN,en"`
	At     domainTime `embed:""`
}

type mergeCmd struct {
	Unit string `arg:"" help:"Code of the unit that is merged."`
	Into string `arg:"" help:"Code of its successor."`

	changeFlags
}

// Run records the merger.
func (c *mergeCmd) Run(ctx context.Context, std stdio, e environment) error {
	return c.record(ctx, std, e, rules.Change{Unit: c.Unit, Into: c.Into})
}

type renameCmd struct {
	Unit string `arg:"" help:"Code of the unit."`
	Name string `arg:"" help:"Its new full name, as on the seal."`

	changeFlags
}

// Run records the new name.
func (c *renameCmd) Run(ctx context.Context, std stdio, e environment) error {
	return c.record(ctx, std, e, rules.Change{Unit: c.Unit, Name: c.Name})
}

var (
	errNotRecorded = errors.New("nothing was recorded")
	errNothingToDo = errors.New("no change of that unit is on record")
	errKept        = errors.New("not taken back")
)

// record shows what the change moves, and records it in one transaction.
func (c *changeFlags) record(ctx context.Context, std stdio, e environment, change rules.Change) error {
	change.On = calendar.DateOf(c.At.now())
	if !c.On.IsZero() {
		change.On = calendar.Date{Year: c.On.Year(), Month: c.On.Month(), Day: c.On.Day()}
	}
	var card answer.Adjusting
	err := c.change(ctx, e, func(ctx context.Context, tx *db.Tx, desk *handlers.Handlers) error {
		var plan rules.Plan
		var err error
		if card, plan, err = handlers.ProposeChange(ctx, tx, change, change.Kind()); err != nil {
			return err
		}
		switch {
		case card.State != answer.AdjustOpen:
			return errNotRecorded
		case c.DryRun:
			return errDry
		}
		if err := desk.Import(ctx, tx, plan, ""); err != nil {
			return err
		}
		card.State = answer.AdjustDone
		card.Record, _, err = tx.Adjustment(ctx, change.Unit)
		return err
	})
	if card.State != "" && (err == nil || errors.Is(err, errNotRecorded) || errors.Is(err, errDry)) {
		err = errors.Join(c.show(std.out, card), err)
	}
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// change runs fn in a transaction, after which who owes what is planned anew.
func (c *changeFlags) change(ctx context.Context, e environment, fn func(context.Context, *db.Tx, *handlers.Handlers) error) error {
	d, rem, err := reminding(ctx, e, c.At)
	if err != nil {
		return err
	}
	book, err := e.book()
	if err != nil {
		return errors.Join(err, d.Close())
	}
	desk := handlers.New(handlers.Options{Book: book})
	err = d.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := fn(ctx, tx, desk); err != nil {
			return err
		}
		return rem.Plan(ctx, tx)
	})
	return errors.Join(err, d.Close())
}

func (c *changeFlags) show(out io.Writer, card answer.Adjusting) error {
	words, err := locales.Load()
	if err != nil {
		return err
	}
	text, err := view.Text(words.Printer(c.Lang), card, view.Place{Now: c.At.now(), Personal: true})
	if err == nil {
		_, err = fmt.Fprintln(out, text)
	}
	return err
}

type undoCmd struct {
	Unit string `arg:"" help:"Code of the unit."`

	changeFlags
}

// Run takes the last change back, or says why it can't be.
func (c *undoCmd) Run(ctx context.Context, std stdio, e environment) error {
	return c.change(ctx, e, func(ctx context.Context, tx *db.Tx, desk *handlers.Handlers) error {
		a, ok, err := tx.Adjustment(ctx, c.Unit)
		if err != nil || !ok {
			return cmp.Or(err, errNothingToDo)
		}
		kept, err := desk.TakeBack(ctx, tx, a, "")
		if err != nil {
			return err
		}
		if kept != "" {
			return fmt.Errorf("%w: %s", errKept, kept)
		}
		a, _, err = tx.Adjustment(ctx, c.Unit)
		if err != nil {
			return err
		}
		return c.show(std.out, answer.Adjusting{State: answer.AdjustUndone, Merge: a.Change == "merged", Record: a})
	})
}

type trailCmd struct {
	Unit string `arg:"" help:"Code of the unit."`
}

// Run prints the trail, oldest first.
func (c *trailCmd) Run(ctx context.Context, std stdio, e environment) error {
	d, err := e.guest(ctx, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "recorded\tby\tchange\tsince\tbefore\tafter")
	err = d.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		trail, err := tx.UnitChanges(ctx, c.Unit)
		for _, l := range trail {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", stamp(local(l.Written.Time)), cmp.Or(l.By, "-"), l.Change, l.On.String(), l.Before, l.After)
		}
		return err
	})
	return errors.Join(err, w.Flush(), d.Close())
}
