package reminders

import (
	"context"
	"slices"
	"time"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// kindReminder is the kind of a unit's morning message.
const kindReminder = "reminder"

// reminderRefs is what a reminder remembers until it is sent.
type reminderRefs struct {
	Unit  string        `json:"unit"`
	At    time.Time     `json:"at"` // when it fell due; the countdown is told as of that day
	Items []answer.Item `json:"items"`
}

// unitsDue takes the due steps unit by unit: says them, or moves them to the
// next morning when their day is over, and stamps them.
func (r *Reminders) unitsDue(ctx context.Context, tx *db.Tx, rows []db.DueRow) (Report, error) {
	var done Report
	var told []string
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to].Unit == rows[from].Unit {
			to++
		}
		one, err := r.unitDue(ctx, tx, rows[from:to])
		if err != nil {
			return done, err
		}
		if one.Messages > 0 {
			told = append(told, rows[from].Unit)
		}
		done, from = done.plus(one), to
	}
	return done, outbox.RefreshHomes(ctx, tx, told...)
}

func (r *Reminders) unitDue(ctx context.Context, tx *db.Tx, rows []db.DueRow) (Report, error) {
	var items []answer.Item
	var done Report
	facts, err := tx.UnitFacts(ctx, rows[0].Unit)
	if err != nil {
		return done, err
	}
	for _, row := range rows {
		s, err := r.stamp(ctx, tx, row, facts.Checks)
		if err != nil {
			return done, err
		}
		if s.moved {
			done.Moved++
			continue
		}
		done.Steps++
		if s.say != "" && !facts.Finished(row.Obligation) {
			items = append(items, answer.Item{Kind: row.Kind, Step: s.say})
		}
	}
	done.Messages, err = r.remind(ctx, tx, facts, items)
	return done, err
}

// A stamp is what became of a due step.
type stamp struct {
	say   string // name of the step to be said now; "" for none
	moved bool   // its day is over, and a later morning says it
}

// stamp marks a step as examined and plans the next. Of several that have
// passed only the latest counts. One whose date is over is not said: late
// reminders are another step's. Those are held until the office has checked what came
// in for the date.
func (r *Reminders) stamp(ctx context.Context, tx *db.Tx, row db.DueRow, checks []rules.IntakeCheck) (stamp, error) {
	step, next, more := r.latest(row, tx.Now())
	if step.Late() && !rules.Checked(checks, row.Kind, row.Due) {
		held := rules.Step{Name: step.Name, At: rules.HeldUntil(r.book.Directive, r.book.Calendar, tx.Now())}
		if more && !next.At.After(held.At) {
			held = next
		}
		return stamp{moved: true}, tx.SetNext(ctx, row.Obligation, held, true)
	}
	at := rules.SaidAt(r.book.Directive, r.book.Calendar, step.At, tx.Now())
	if at.After(tx.Now()) && (!more || at.Before(next.At)) {
		moved := rules.Step{Name: step.Name, At: at}
		return stamp{moved: true}, tx.SetNext(ctx, row.Obligation, moved, true)
	}
	s := stamp{say: step.Name}
	if at.After(tx.Now()) || (!step.Late() && calendar.DateOf(tx.Now()).After(row.Due)) {
		s.say = ""
	}
	return s, tx.SetNext(ctx, row.Obligation, next, more)
}

// latest is the last step of the row's ladder that has come by now, and the one
// after it.
func (r *Reminders) latest(row db.DueRow, now time.Time) (step, next rules.Step, more bool) {
	step = rules.Step{Name: row.Step, At: row.At}
	for {
		next, more = rules.NextStep(r.book.Directive, row.Obligation, r.book.Calendar, step.At)
		if !more || next.At.After(now) {
			return step, next, more
		}
		step = next
	}
}

// remind puts one message to each person of the unit who hears a step: one who has
// two roles has one message, with all that they hear.
func (r *Reminders) remind(ctx context.Context, tx *db.Tx, f rules.UnitFacts, items []answer.Item) (int, error) {
	told := map[string]bool{}
	for _, role := range rules.Filers() {
		heard := heardBy(role, items)
		if len(heard) == 0 {
			continue
		}
		people, err := tx.OnDuty(ctx, f.Unit.Code, role)
		if err != nil {
			return 0, err
		}
		for _, p := range people {
			if told[p.ID] {
				continue
			}
			told[p.ID] = true
			_, err := outbox.Put(ctx, tx, outbox.Message{
				Kind: kindReminder, To: outbox.Address{Person: p.ID},
				Refs:      reminderRefs{Unit: f.Unit.Code, At: tx.Now(), Items: heard},
				Occasions: r.occasions(f, p, heard),
			})
			if err != nil {
				return 0, err
			}
		}
	}
	return len(told), nil
}

// heardBy returns the items that people of a role are told.
func heardBy(role rules.Role, items []answer.Item) []answer.Item {
	var heard []answer.Item
	for _, it := range items {
		if slices.Contains(rules.Hearers(it.Step), role) {
			heard = append(heard, it)
		}
	}
	return heard
}

func (r *Reminders) occasions(f rules.UnitFacts, p rules.Person, items []answer.Item) []outbox.Occasion {
	var out []outbox.Occasion
	for _, it := range items {
		o, _ := f.Owes(it.Kind)
		out = append(out, outbox.Occasion{
			Kind: string(it.Kind), Subject: f.Unit.Code, Date: o.Due.String(), Step: it.Step, Recipient: p.ID,
		})
	}
	return out
}
