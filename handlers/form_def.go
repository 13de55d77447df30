package handlers

import (
	"context"
	"time"

	"steward/db"
	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/form"
)

// formOf returns the form that a filling is of, as it stands for what is filled
// in; false when there is no such form any more.
func formOf(row db.SessionRow, now time.Time) (*form.Definition, bool) {
	return formFor(row.Session.Form, row.Session.Values, now)
}

func formFor(id string, values map[string]string, now time.Time) (*form.Definition, bool) {
	def, known := form.Forms()[id]
	if !known {
		return nil, false
	}
	return def.On(values, calendar.DateOf(now)), true
}

// carried is what a filling begins with: what the unit handed in before, unless
// each submission tells of something else; else what the inventory says.
func (t *turn) carried(ctx context.Context, def *form.Definition, facts rules.UnitFacts) (map[string]string, error) {
	if !def.Each {
		last, before, err := t.tx.LatestSubmission(ctx, facts.Unit.Code, def.ID)
		if err != nil || before {
			return last.Values, err
		}
	}
	if def.ID == rules.CleanupReportForm {
		return t.h.draftReport(facts), nil
	}
	return rules.Drafted(t.h.book, facts, def.ID), nil
}
