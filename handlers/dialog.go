package handlers

import (
	"context"
	"strings"

	"steward/db"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// The sheets of the product's own. Each opens straight after the click is kept, is
// checked straight when it is handed in, and what passes is handled as a turn of
// the same action.

// dialogValue begins the value of every button that opens a dialog, so that one
// which could not be opened is known for what it was.
const dialogValue = "dialog"

// A dialog is how one is opened and checked. Who may not use it gets none, and is
// told why when the click is handled.
type dialog struct {
	act   rules.Act
	open  func(ctx context.Context, s *straight) (answer.Dialog, error)
	judge func(ctx context.Context, s *straight) (map[string]answer.Problem, error)
}

// A straight is one thing that is answered while Slack waits: it only reads.
type straight struct {
	h   *Handlers
	tx  *db.Tx
	in  Incoming
	who rules.Person
}

func dialogs() map[answer.Action]dialog {
	return map[answer.Action]dialog{
		answer.AdjustMerge:  {rules.ImportRegister, openMerge, judgeAdjust},
		answer.ConsentOpen:  {rules.RecordPaper, openConsent, judgeConsent},
		answer.AdjustRename: {rules.ImportRegister, openRename, judgeAdjust},
	}
}

// IsDialog reports whether a button opens a dialog, or one is handed in.
func IsDialog(in Incoming) bool {
	_, is := dialogs()[answer.Action(in.Action)]
	return is
}

// Dialog returns the one that a click opens; false when the clicker may not.
func (h *Handlers) Dialog(ctx context.Context, tx *db.Tx, in Incoming) (answer.Dialog, bool, error) {
	d, s, may, err := h.straight(ctx, tx, in)
	if err != nil || !may {
		return answer.Dialog{}, false, err
	}
	sheet, err := d.open(ctx, s)
	sheet.Action = answer.Action(in.Action)
	return sheet, err == nil, err
}

// ObjectDialog returns what stands against one that is handed in. Who may not hears
// it when it is handled.
func (h *Handlers) ObjectDialog(ctx context.Context, tx *db.Tx, in Incoming) (answer.Objections, error) {
	d, s, may, err := h.straight(ctx, tx, in)
	if err != nil || !may {
		return answer.Objections{}, err
	}
	problems, err := d.judge(ctx, s)
	return answer.Objections{Problems: problems}, err
}

func (h *Handlers) straight(ctx context.Context, tx *db.Tx, in Incoming) (dialog, *straight, bool, error) {
	d := dialogs()[answer.Action(in.Action)]
	who, _, err := tx.Person(ctx, in.User)
	may := rules.MayEnter(in.Membership).OK && rules.May(who, d.act, who.Unit).OK
	return d, &straight{h, tx, in, who}, may, err
}

// typed is what was typed into a field of a dialog; of something looked for, its
// code.
func (in Incoming) typed(a answer.Action) string {
	if v, ok := in.State[string(a)+"#"+answer.InSheet]; ok {
		return answer.Split(v, 2)[0]
	}
	return strings.TrimSpace(in.State[string(a)])
}

// typedDay is the day picked in a field of a dialog; none is zero.
func (in Incoming) typedDay(a answer.Action) calendar.Date {
	on, err := calendar.ParseDate(in.typed(a))
	if err != nil {
		return calendar.Date{}
	}
	return on
}

// known is what the button that opens a dialog says already.
func (in Incoming) known(n int) []string {
	return answer.Split(strings.TrimPrefix(in.Value, dialogValue+"/"), n)
}
