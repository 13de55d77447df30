package handlers

import (
	"context"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// The states of a filling.
const (
	stateOpen      = "open"
	stateSaved     = "saved"
	stateCancelled = "cancelled"
	stateSubmitted = "submitted"
)

// startForm opens a form for the asker's unit, or goes on with one that was
// begun. Forms that are handed in on paper alone are answered with how.
func startForm(ctx context.Context, t *turn) error {
	def, ok := form.Forms()[t.wantedForm(ctx)]
	if !ok {
		return t.put(ctx, "policy.ask", refs{Topic: paperTopic(t.wantedForm(ctx))})
	}
	if ok, err := t.mayFill(ctx, def); !ok {
		return err
	}
	row, begun, err := t.begunSession(ctx, def)
	if err != nil {
		return err
	}
	if !begun {
		if row, err = t.newSession(ctx, def); err != nil {
			return err
		}
	}
	return t.showForm(ctx, def, row, begun)
}

// wantedForm is the form named, on the button or in the sentence.
func (t *turn) wantedForm(context.Context) string {
	if t.in.Kind == KindAction {
		return t.in.Value
	}
	if t.read.Slots.Form == "" {
		return string(rules.Coordinator)
	}
	return t.read.Slots.Form
}

// paperTopic is the rule that says how a form is handed in which has no
// conversation here.
func paperTopic(name string) string {
	switch name {
	case "contact_change", "announcement":
		return name
	case "incident":
		return "security"
	default:
		return "materials"
	}
}

// mayFill asks who may file for the unit, and whether the unit owes the form.
func (t *turn) mayFill(ctx context.Context, def *form.Definition) (bool, error) {
	if ok, err := t.may(ctx, rules.FileForm, t.who.Unit); !ok {
		return false, err
	}
	facts, err := t.tx.UnitFacts(ctx, t.who.Unit)
	if err != nil {
		return false, err
	}
	if _, owed := facts.Owes(rules.ObligationKind(def.ID)); !owed {
		return false, t.refuse(ctx, rules.Verdict{Reason: "not_owed." + def.ID, Article: def.Articles[0]})
	}
	return true, nil
}

// begunSession is the filling that the person began for their unit. One that
// they began for a unit they have left since is cancelled: it is not theirs.
func (t *turn) begunSession(ctx context.Context, def *form.Definition) (db.SessionRow, bool, error) {
	row, begun, err := t.tx.OpenSession(ctx, t.who.ID, def.ID)
	if err != nil || !begun || row.Unit == t.who.Unit {
		return row, begun, err
	}
	row.State = stateCancelled
	return row, false, t.tx.SaveSession(ctx, &row)
}

// newSession begins a filling; what the unit handed in before is carried over.
func (t *turn) newSession(ctx context.Context, def *form.Definition) (db.SessionRow, error) {
	s := form.New(def, t.now())
	last, before, err := t.tx.LatestSubmission(ctx, t.who.Unit, def.ID)
	if err != nil {
		return db.SessionRow{}, err
	}
	if before {
		s = form.Carry(def, s, last.Values)
	}
	return t.tx.NewSession(ctx, db.SessionRow{Person: t.who.ID, Unit: t.who.Unit, State: stateOpen, Session: s})
}

// showForm asks the next question, or shows the summary when all is filled.
func (t *turn) showForm(ctx context.Context, def *form.Definition, row db.SessionRow, resumed bool) error {
	if row.State != stateOpen {
		row.State = stateOpen
		if err := t.tx.SaveSession(ctx, &row); err != nil {
			return err
		}
	}
	return t.askNext(ctx, def, row, refs{Flag: resumed})
}

// askNext puts the question or the summary that the filling has come to.
func (t *turn) askNext(ctx context.Context, def *form.Definition, row db.SessionRow, rf refs) error {
	rf.Session = row.ID
	if _, open := form.CurrentStep(def, row.Session); open {
		return t.put(ctx, kindQuestion, rf)
	}
	return t.put(ctx, kindSummary, rf)
}

// formEvent says what became of a form.
func (t *turn) formEvent(ctx context.Context, row db.SessionRow, event string) error {
	return t.put(ctx, kindFormEvent, refs{Session: row.ID, Form: row.Session.Form, Unit: row.Unit, Key: event})
}

func loadFormEvent(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	event := answer.FormEvent{Form: form.Forms()[r.refs.Form], Unit: facts.Unit, Event: r.refs.Key}
	switch r.refs.Key {
	case "saved":
		event.Buttons = []answer.Button{{Action: answer.FormResume, Value: r.refs.Session}}
	case "cancelled", "stale":
		event.Buttons = []answer.Button{{Action: answer.FormStart, Value: r.refs.Form}}
	}
	return event, nil
}
