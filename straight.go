package main

import (
	"context"

	"steward/bot"
	"steward/db"
	"steward/handlers"
	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/view"
)

// What is answered straight, while Slack waits, and is not kept in the inbox.

// The steps at which it may take long, or a process may die.
const (
	atOpen  = "straight: before a sheet is made"
	atJudge = "straight: before a sheet is judged"
)

// find looks for what somebody types.
func (h *house) find(ctx context.Context, s handlers.Search) (options []handlers.Option, err error) {
	err = h.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		options, err = h.handlers.Suggest(ctx, tx, s)
		return err
	})
	for i := range options {
		options[i].Text = view.Label(options[i].Text)
	}
	return options, err
}

// open makes the sheet that a click opens, or nil.
func (h *house) open(ctx context.Context, in handlers.Incoming) (*view.Modal, error) {
	h.at(atOpen)
	if handlers.IsDialog(in) {
		return h.dialog(ctx, in)
	}
	var sheet answer.Sheet
	var is bool
	reader, err := h.consult(ctx, in, func(ctx context.Context, tx *db.Tx) (err error) {
		sheet, is, err = h.handlers.Sheet(ctx, tx, in)
		return err
	})
	if err != nil || !is {
		return nil, err
	}
	return h.sheet(ctx, sheet, reader)
}

// judge says what stands against a sheet that is handed in.
func (h *house) judge(ctx context.Context, in handlers.Incoming) (bot.Objection, error) {
	h.at(atJudge)
	if handlers.IsDialog(in) {
		return h.judgeDialog(ctx, in)
	}
	var against answer.Objection
	var is bool
	reader, err := h.consult(ctx, in, func(ctx context.Context, tx *db.Tx) (err error) {
		against, is, err = h.handlers.Object(ctx, tx, in)
		return err
	})
	if err != nil || !is {
		return bot.Objection{}, err
	}
	if against.Anew != nil {
		m, err := h.sheet(ctx, *against.Anew, reader)
		return bot.Objection{Anew: m}, err
	}
	errs, err := view.Objections(h.words.Printer(reader.Language), against, h.before(reader))
	return bot.Objection{Errors: errs}, err
}

// dialog makes the sheet of the product's own that a click opens, or nil.
func (h *house) dialog(ctx context.Context, in handlers.Incoming) (*view.Modal, error) {
	var d answer.Dialog
	var is bool
	reader, err := h.consult(ctx, in, func(ctx context.Context, tx *db.Tx) (err error) {
		d, is, err = h.handlers.Dialog(ctx, tx, in)
		return err
	})
	if err != nil || !is {
		return nil, err
	}
	m, err := view.DrawDialog(h.words.Printer(reader.Language), d, h.before(reader))
	return &m, err
}

// judgeDialog says what stands against one that is handed in.
func (h *house) judgeDialog(ctx context.Context, in handlers.Incoming) (bot.Objection, error) {
	var against answer.Objections
	reader, err := h.consult(ctx, in, func(ctx context.Context, tx *db.Tx) (err error) {
		against, err = h.handlers.ObjectDialog(ctx, tx, in)
		return err
	})
	if err != nil {
		return bot.Objection{}, err
	}
	errs, err := view.DialogErrors(h.words.Printer(reader.Language), against, h.before(reader))
	return bot.Objection{Errors: errs}, err
}

// interludes are the views in which people wait, in every language.
func (h *house) interludes() bot.Interludes {
	var ps []*locales.Printer
	for _, l := range locales.Languages() {
		ps = append(ps, h.words.Printer(l))
	}
	return bot.Interludes{
		Judging:   func(external string) (view.Modal, error) { return view.Waiting(external, ps...) },
		Opening:   func() (view.Modal, error) { return view.Opening(ps...) },
		Elsewhere: func() (view.Modal, error) { return view.Elsewhere(ps...) },
		Aside:     view.Aside(ps...),
	}
}

// consult reads for the person who waits, and returns them.
func (h *house) consult(ctx context.Context, in handlers.Incoming, read func(context.Context, *db.Tx) error) (who rules.Person, err error) {
	err = h.db.View(ctx, func(ctx context.Context, tx *db.Tx) error {
		if who, _, err = tx.Person(ctx, in.User); err != nil {
			return err
		}
		return read(ctx, tx)
	})
	return who, err
}

// sheet draws it. That its reader sees what is filled in is kept before they do.
func (h *house) sheet(ctx context.Context, s answer.Sheet, reader rules.Person) (*view.Modal, error) {
	if v, full := sheetView(s, reader, h.db.Wall()); full {
		if err := keepView(ctx, h.db, v); err != nil {
			return nil, err
		}
	}
	m, err := view.DrawSheet(h.words.Printer(reader.Language), s, h.before(reader))
	if err != nil {
		return nil, err
	}
	return &m, nil
}

// before is a view that its reader alone sees.
func (h *house) before(reader rules.Person) view.Place {
	return view.Place{Now: h.clock.Now(), Reader: reader, Personal: true}
}
