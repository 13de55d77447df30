package handlers

import (
	"context"
	"strconv"
	"strings"

	"steward/intent"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

const kindExport = "export"

// taking is what the office takes away of the inventory, and the log of who has seen
// personal data.
func taking() []entry {
	return []entry{
		{kindExport, hearExport, loadExport},
		{string(answer.ExportPut), putExport, nil},
		{string(answer.ShowViews), showViews, loadViews},
	}
}

// hearExport sends the part of the inventory that was named, or asks which.
func hearExport(ctx context.Context, t *turn) error {
	kind, format := intent.ExportOf(t.in.Text)
	return t.export(ctx, kind, format)
}

func putExport(ctx context.Context, t *turn) error {
	v := t.value(2)
	return t.export(ctx, v[0], v[1])
}

func (t *turn) export(ctx context.Context, kind, format string) error {
	if ok, err := t.may(ctx, rules.ExportRegister, ""); !ok {
		return err
	}
	return t.send(ctx, outbox.Message{
		Kind: kindExport, To: outbox.Address{Person: t.who.ID}, Refs: refs{Kind: kind, Medium: format},
	})
}

// loadExport reads what is in the inventory as the message is sent, for a reader who
// still may.
func loadExport(ctx context.Context, r *reading) (answer.Answer, error) {
	if a, no, err := r.refused(ctx, rules.ExportRegister); no || err != nil {
		return a, err
	}
	out := rules.Register{Kind: rules.RegisterKind(r.refs.Kind)}
	var err error
	switch out.Kind {
	case rules.UnitRegister:
		out.Units, err = r.tx.Units(ctx)
	case rules.DomainRegister:
		out.Domains, err = r.tx.Domains(ctx)
	case rules.PeopleRegister:
		out.People, err = r.tx.Roster(ctx)
	}
	return answer.BuildExport(out, r.refs.Medium), err
}

// refused is the refusal for a reader who may not do an act any more.
func (r *reading) refused(ctx context.Context, act rules.Act) (answer.Answer, bool, error) {
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, false, err
	}
	v := rules.May(reader, act, "")
	return answer.Refusal{Verdict: v, Office: r.book.Directive.HandIn}, !v.OK, nil
}

// showViews shows who has seen the personal data of a unit's forms, or of all.
func showViews(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.SeeViews, ""); !ok {
		return err
	}
	unit, page := "", 1
	if t.in.Kind == KindAction {
		v := t.value(2)
		if n, err := strconv.Atoi(v[1]); err == nil {
			page = n
		}
		unit = v[0]
	} else if t.reader != nil {
		unit = t.reader.Named(t.in.Text)
	}
	return t.putDirect(ctx, string(answer.ShowViews), refs{Unit: unit, Page: page})
}

func loadViews(ctx context.Context, r *reading) (answer.Answer, error) {
	if a, no, err := r.refused(ctx, rules.SeeViews); no || err != nil {
		return a, err
	}
	var a answer.Views
	var err error
	if a.Unit, _, err = r.tx.Unit(ctx, r.refs.Unit); err != nil {
		return nil, err
	}
	views, total, err := r.tx.LatestViews(ctx, r.refs.Unit, (max(1, r.refs.Page)-1)*answer.Rows, answer.Rows)
	if err != nil {
		return nil, err
	}
	a.Page = answer.Page{Number: max(1, r.refs.Page), Of: max(1, (total+answer.Rows-1)/answer.Rows), Total: total}
	for _, v := range views {
		row := answer.ViewRow{Viewer: v.Viewer, Persons: strings.Split(v.Persons, ","), Subject: v.Subject, Why: v.Why, At: v.At}
		if row.Unit, _, err = r.tx.Unit(ctx, v.Unit); err != nil {
			return nil, err
		}
		a.Rows = append(a.Rows, row)
	}
	a.Buttons = answer.PageButtons(answer.ShowViews, r.refs.Unit, a.Page)
	return a, nil
}
