package handlers

import (
	"context"

	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// openMerge asks which unit goes up in which, and since when.
func openMerge(ctx context.Context, s *straight) (answer.Dialog, error) {
	v := s.in.known(3)
	unit, err := s.unitField(ctx, answer.AdjustUnit, v[0])
	if err != nil {
		return answer.Dialog{}, err
	}
	into, err := s.unitField(ctx, answer.AdjustInto, v[1])
	return answer.Dialog{Value: dialogValue, Fields: []answer.DialogField{unit, into, s.dayField(v[2])}}, err
}

// openRename asks what a unit is called, and since when.
func openRename(ctx context.Context, s *straight) (answer.Dialog, error) {
	v := s.in.known(3)
	unit, err := s.unitField(ctx, answer.AdjustUnit, v[0])
	name := answer.DialogField{Action: answer.AdjustName, Kind: answer.FieldText, Value: v[2], Hint: true}
	return answer.Dialog{Value: dialogValue, Fields: []answer.DialogField{unit, name, s.dayField(v[1])}}, err
}

func (s *straight) unitField(ctx context.Context, a answer.Action, code string) (answer.DialogField, error) {
	f := answer.DialogField{Action: a, Kind: answer.FieldFind}
	u, known, err := s.tx.Unit(ctx, code)
	if known {
		f.Value, f.Shown = answer.Join(u.Code, answer.InSheet), u.Name
	}
	return f, err
}

// dayField is since when: the day that was said, else today.
func (s *straight) dayField(said string) answer.DialogField {
	if _, err := calendar.ParseDate(said); err != nil {
		said = calendar.DateOf(s.tx.Now()).String()
	}
	return answer.DialogField{Action: answer.AdjustOn, Kind: answer.FieldDate, Value: said, Hint: true}
}

// judgeAdjust says at which field stands what can't be recorded.
func judgeAdjust(ctx context.Context, s *straight) (map[string]answer.Problem, error) {
	c := rules.Change{
		Unit: s.in.typed(answer.AdjustUnit), Into: s.in.typed(answer.AdjustInto),
		Name: s.in.typed(answer.AdjustName), On: s.in.typedDay(answer.AdjustOn),
	}
	units, err := s.tx.Units(ctx)
	if err != nil {
		return nil, err
	}
	problems := map[string]answer.Problem{}
	for _, f := range rules.PlanChange(c, units, calendar.DateOf(s.tx.Now())).Refused {
		field := answer.DialogField{Action: answer.AdjustUnit, Kind: answer.FieldFind}
		switch {
		case f.Reason == "still_to_come" || f.Column == "ended_on":
			field = answer.DialogField{Action: answer.AdjustOn}
		case f.Column == "successor" && f.Reason != "already_merged":
			field.Action = answer.AdjustInto
		case f.Column == "name":
			field = answer.DialogField{Action: answer.AdjustName}
		}
		problems[field.ID()] = answer.Problem{Key: "import.refused." + f.Reason, Args: f.Args}
	}
	return problems, nil
}
