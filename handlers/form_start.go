package handlers

import (
	"context"
	"maps"
	"slices"

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
	name, err := t.wantedForm(ctx)
	if err != nil {
		return err
	}
	if form.Forms()[name] == nil {
		return t.onPaper(ctx, name)
	}
	row, resumed, ok, err := t.begin(ctx, name, "")
	if !ok || err != nil {
		return err
	}
	return t.showForm(ctx, row, resumed)
}

// begin goes on with what the person has begun of a form, or begins it. Not ok:
// they have been told why not, or asked whether they go on with a colleague's. What
// they said with it is kept for then.
func (t *turn) begin(ctx context.Context, name, said string) (row db.SessionRow, resumed, ok bool, err error) {
	def, _ := formFor(name, nil, t.now())
	if elsewhere, err := t.appliesElsewhere(ctx, name); elsewhere || err != nil {
		return row, false, false, err
	}
	facts, ok, err := t.mayFill(ctx, def)
	if !ok {
		return row, false, false, err
	}
	row, begun, err := t.begunSession(ctx, def, facts.Unit.Code)
	switch {
	case err != nil:
		return row, false, false, err
	case begun && row.Unit != facts.Unit.Code && t.namedUnit() == facts.Unit.Code:
		return row, true, true, t.notice(ctx, "form.other_first")
	case begun:
		return row, true, true, nil
	}
	if asked, err := t.askHandOver(ctx, def, facts.Unit.Code, said); asked || err != nil {
		return row, false, false, err
	}
	row, err = t.newSession(ctx, def, facts)
	return row, false, err == nil, err
}

// namedUnit is the unit that the button or the sentence names; "" is none.
func (t *turn) namedUnit() string {
	switch {
	case t.in.Kind == KindAction:
		return t.value(2)[1]
	case t.reader != nil:
		return t.reader.Named(t.in.Text)
	}
	return ""
}

// appliesElsewhere says by which route a vertical unit applies for a domain: not by
// 附件1 (二(三)c). Whether a unit is one the office decides, in the inventory.
func (t *turn) appliesElsewhere(ctx context.Context, name string) (bool, error) {
	if name != rules.ApplicationForm {
		return false, nil
	}
	facts, err := t.tx.UnitFacts(ctx, t.who.Unit)
	if err != nil || facts.Unit.Kind != rules.Vertical {
		return false, err
	}
	return true, t.put(ctx, "policy.ask", refs{Topic: rules.RouteOf(facts.Unit)})
}

// wantedForm is the form named, on the button or in the sentence.
// Without a name it is 附件2 for those who owe it and speak of no domain's
// business.
func (t *turn) wantedForm(ctx context.Context) (string, error) {
	if t.in.Kind == KindAction {
		return t.value(2)[0], nil
	}
	if t.read.Slots.Form != "" || t.read.Slots.Business != "" {
		return t.read.Slots.Form, nil
	}
	facts, err := t.tx.UnitFacts(ctx, t.who.Unit)
	if err != nil {
		return "", err
	}
	for _, one := range append([]rules.UnitFacts{facts}, facts.Merged...) {
		if o, owed := one.Owes(rules.Coordinator); owed && !one.Finished(o) {
			return string(rules.Coordinator), nil
		}
	}
	return "", nil
}

// onPaper says how something is done that has no conversation here: by which
// route a domain is applied for or cancelled, or what is handed in where.
func (t *turn) onPaper(ctx context.Context, name string) error {
	if t.read.Slots.Business == "" || t.who.Unit == "" {
		return t.put(ctx, "policy.ask", refs{Topic: paperTopic(name)})
	}
	facts, err := t.tx.UnitFacts(ctx, t.who.Unit)
	if err != nil {
		return err
	}
	return t.put(ctx, "policy.ask", refs{Topic: rules.RouteOf(facts.Unit)})
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

// mayFill asks who may file, and whether the unit for which it is owes the form:
// their own, or one that was merged into it. It returns what is known of that unit.
func (t *turn) mayFill(ctx context.Context, def *form.Definition) (facts rules.UnitFacts, ok bool, err error) {
	if ok, err := t.may(ctx, rules.FileForm, t.who.Unit); !ok {
		return facts, false, err
	}
	if facts, err = t.tx.UnitFacts(ctx, t.who.Unit); err != nil {
		return facts, false, err
	}
	kind := rules.ObligationKind(def.Duty)
	unit := facts.FillsFor(kind, t.namedUnit())
	for _, m := range facts.Merged {
		if m.Unit.Code == unit {
			facts = m
		}
	}
	if _, owed := facts.Owes(kind); def.Duty != "" && !owed {
		return facts, false, t.refuse(ctx, rules.Verdict{Reason: "not_owed." + def.ID, Article: def.Articles[0]})
	}
	if v := rules.MayZero(facts); def.ID == rules.ZeroReport && !v.OK {
		return facts, false, t.refuse(ctx, v)
	}
	return facts, true, nil
}

// begunSession is the filling that the person began for their unit. One that
// they began for a unit they have left since is cancelled: it is not theirs; so is
// one whose answers were erased. A unit that was merged into theirs they have not
// left.
func (t *turn) begunSession(ctx context.Context, def *form.Definition, unit string) (db.SessionRow, bool, error) {
	row, begun, err := t.tx.OpenSession(ctx, t.who.ID, def.ID)
	if err != nil || begun && t.who.ActsFor(row.Unit) && !row.Cleared {
		return row, begun, err
	}
	if begun {
		row.State = stateCancelled
		if err := t.tx.SaveSession(ctx, &row); err != nil {
			return row, false, err
		}
	}
	return t.takenOver(ctx, def, unit)
}

// takenOver goes on with what another has begun of the form for the unit: one for
// whom the person stands in, or one who has left.
func (t *turn) takenOver(ctx context.Context, def *form.Definition, unit string) (db.SessionRow, bool, error) {
	row, begun, err := t.orphan(ctx, def, unit)
	for _, away := range t.who.For {
		if err != nil || begun {
			break
		}
		row, begun, err = t.tx.OpenSession(ctx, away.ID, def.ID)
		begun = begun && t.who.ActsFor(row.Unit)
	}
	if err != nil || !begun {
		return db.SessionRow{}, false, err
	}
	if _, err := t.tx.HandSession(ctx, row, t.who.ID); err != nil {
		return row, false, err
	}
	return t.tx.Session(ctx, row.ID)
}

// orphan is what was begun of the form and waits for somebody of the unit. Of a form
// that no unit owes by itself, what was begun at one that was merged since counts
// too.
func (t *turn) orphan(ctx context.Context, def *form.Definition, unit string) (row db.SessionRow, begun bool, err error) {
	units := []string{unit}
	if def.Duty == "" {
		units = append(units, t.who.Also...)
	}
	for _, u := range units {
		if row, begun, err = t.tx.OrphanSession(ctx, u, def.ID); begun || err != nil {
			return row, begun, err
		}
	}
	return row, false, nil
}

// newSession begins a filling; what the unit handed in before is carried over.
func (t *turn) newSession(ctx context.Context, def *form.Definition, facts rules.UnitFacts) (db.SessionRow, error) {
	s := form.New(def, t.now())
	before, err := t.carried(ctx, def, facts)
	if err != nil {
		return db.SessionRow{}, err
	}
	if before != nil {
		s = form.Carry(def, s, before)
	}
	if def.Each {
		s.Filled = slices.Sorted(maps.Keys(s.Values)) // what the inventory knows is shown before the first question
	}
	return t.tx.NewSession(ctx, db.SessionRow{Person: t.who.ID, Unit: facts.Unit.Code, State: stateOpen, Session: s})
}

// showForm asks the next question, or shows the summary when all is filled. The
// form is from now on the one that hears.
func (t *turn) showForm(ctx context.Context, row db.SessionRow, resumed bool) error {
	if row.State != stateOpen || resumed {
		row.State = stateOpen
		if err := t.tx.SaveSession(ctx, &row); err != nil {
			return err
		}
	}
	return t.askNext(ctx, row, refs{Flag: resumed})
}

// askNext puts the question or the summary that the filling has come to.
func (t *turn) askNext(ctx context.Context, row db.SessionRow, rf refs) error {
	rf.Session = row.ID
	def, _ := formOf(row, t.now())
	if _, open := form.CurrentStep(def, row.Session); open {
		return t.put(ctx, kindQuestion, rf)
	}
	rf.Flag = false // there it means that a field is to be chosen
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
	if event.Others, err = r.others(ctx, r.refs.Session); err != nil {
		return nil, err
	}
	switch r.refs.Key {
	case "handed":
		if event.Person, err = r.filler(ctx, r.refs.Session); err != nil {
			return nil, err
		}
		event.Buttons = []answer.Button{{Action: answer.FormStart, Value: r.refs.Form, Label: "button.form.look"}}
	case "saved":
		event.Buttons = []answer.Button{{Action: answer.FormResume, Value: r.refs.Session}}
	case "cancelled":
		event.Buttons = []answer.Button{{Action: answer.FormResume, Value: r.refs.Session, Label: "button.form.restore"}}
	case "changed":
		event.Buttons = []answer.Button{{Action: answer.FormWhole, Value: r.refs.Session}}
	case "stale", "cleared":
		event.Buttons = []answer.Button{{Action: answer.FormStart, Value: r.refs.Form}}
	}
	return event, nil
}
