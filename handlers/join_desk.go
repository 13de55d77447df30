package handlers

import (
	"context"
	"slices"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// decidable is the request behind a button of the office's, for those who keep the
// roster, under a lock: of two who decide at once the second sees that it is
// decided. False when it is not theirs to decide any more, and they know it.
func (t *turn) decidable(ctx context.Context, id string) (db.JoinRow, rules.Unit, bool, error) {
	var none rules.Unit
	if ok, err := t.may(ctx, rules.KeepRoster, ""); !ok {
		return db.JoinRow{}, none, false, err
	}
	if err := t.tx.Lock(ctx, joinCard(id)); err != nil {
		return db.JoinRow{}, none, false, err
	}
	j, ok, err := t.tx.Join(ctx, id)
	if err != nil {
		return j, none, false, err
	}
	if !ok || !j.Decidable() {
		if err := t.redrawCard(ctx, joinCard(id)); err != nil {
			return j, none, false, err
		}
		return j, none, false, t.notice(ctx, "join.decided")
	}
	unit, _, err := t.tx.Unit(ctx, j.UnitCode())
	return j, unit, err == nil, err
}

// approveJoin puts the newcomer on the roster, in the role that the button names,
// tells them, and answers what they asked first.
func approveJoin(ctx context.Context, t *turn) error {
	v := t.value(2)
	j, unit, ok, err := t.decidable(ctx, v[0])
	if !ok {
		return err
	}
	if j.Role = rules.Role(v[1]); !j.MayHold(j.Role, unit) {
		return t.notice(ctx, "stale_button")
	}
	person, err := t.enroll(ctx, j)
	if err != nil {
		return err
	}
	if err := t.decide(ctx, j, rules.JoinApproved); err != nil {
		return err
	}
	t.stale = append(t.stale, person.Unit)
	return t.answerFirst(ctx, person, j.Question)
}

// enroll adds the role to what the person has in that unit. One who came onto the
// roster of another unit meanwhile is moved: the office has just said where they
// belong.
func (t *turn) enroll(ctx context.Context, j db.JoinRow) (rules.Person, error) {
	p, known, err := t.tx.Person(ctx, j.Person)
	if err != nil {
		return p, err
	}
	if !known || p.Unit != j.UnitCode() {
		if err := t.endDeputies(ctx, j.Person); err != nil {
			return p, err
		}
		p = rules.Person{ID: j.Person, Name: p.Name, Unit: j.UnitCode(), Language: p.Language}
	}
	if !slices.Contains(p.Roles, j.Role) {
		p.Roles = append(p.Roles, j.Role)
	}
	return p, t.change(ctx, p, t.who.ID)
}

// decide writes the one decision down, draws the cards anew and tells the newcomer.
func (t *turn) decide(ctx context.Context, j db.JoinRow, state string) error {
	if err := t.behalf(ctx, joinCard(j.ID), rules.Admin); err != nil {
		return err
	}
	return t.decideBy(ctx, j, state, t.who.ID)
}

// decideBy is decide by somebody, or by the roster itself, which is "".
func (t *turn) decideBy(ctx context.Context, j db.JoinRow, state, by string) error {
	j.State, j.By = state, by
	if err := t.tx.SaveJoin(ctx, j); err != nil {
		return err
	}
	t.stale = append(t.stale, "")
	if err := t.redrawCard(ctx, joinCard(j.ID)); err != nil {
		return err
	}
	return t.tell(ctx, j.Person, outbox.Message{
		Kind: kindJoinDecided, Refs: refs{Code: j.ID},
		Occasions: []outbox.Occasion{{Kind: kindJoinDecided, Subject: j.ID, Recipient: j.Person}},
	})
}

// answerFirst answers what a newcomer asked before they were known, as if they
// asked it now, in their direct messages.
func (t *turn) answerFirst(ctx context.Context, p rules.Person, question string) error {
	if question == "" {
		return nil
	}
	asked := &turn{h: t.h, tx: t.tx, who: p, in: Incoming{
		Kind: KindMessage, User: p.ID, ChannelType: "im", Text: question,
	}}
	err := t.h.hear(ctx, asked)
	t.stale = append(t.stale, asked.stale...)
	return err
}

// refuseJoin says no, with the reason that was chosen.
func refuseJoin(ctx context.Context, t *turn) error {
	v := t.value(2)
	j, _, ok, err := t.decidable(ctx, v[0])
	if !ok {
		return err
	}
	if !slices.Contains(rules.JoinReasons(), v[1]) {
		return t.notice(ctx, "stale_button")
	}
	j.Reason = v[1]
	return t.decide(ctx, j, rules.JoinRefused)
}

func chooseReason(ctx context.Context, t *turn) error { return t.chooseFor(ctx, "reason") }

func chooseRole(ctx context.Context, t *turn) error { return t.chooseFor(ctx, "role") }

// chooseFor asks the office for what a decision needs beside the press of a button.
func (t *turn) chooseFor(ctx context.Context, what string) error {
	j, _, ok, err := t.decidable(ctx, t.in.Value)
	if !ok {
		return err
	}
	return t.send(ctx, outbox.Message{
		Kind: kindJoinRequest, To: outbox.Address{Person: t.who.ID}, Card: joinCard(j.ID), Refs: refs{Code: j.ID, Key: what},
	})
}

func loadJoinRequest(ctx context.Context, r *reading) (answer.Answer, error) {
	j, _, err := r.tx.Join(ctx, r.refs.Code)
	if err != nil {
		return nil, err
	}
	unit, _, err := r.tx.Unit(ctx, j.UnitCode())
	return requestOf(j, unit, r.refs.Key), err
}

func requestOf(j db.JoinRow, unit rules.Unit, choose string) answer.JoinRequest {
	a := answer.JoinRequest{Join: j.Join, Unit: unit, Asked: j.Asked, Decided: j.Decided, Choose: choose}
	if !j.Decidable() {
		return a
	}
	switch choose {
	case "role":
		for _, role := range rules.RolesIn(unit) {
			a.Buttons = append(a.Buttons, answer.Button{
				Action: answer.JoinApprove, Value: answer.Join(j.ID, string(role)), Label: "role." + string(role),
			})
		}
	case "reason":
		for _, reason := range rules.JoinReasons() {
			a.Buttons = append(a.Buttons, answer.Button{
				Action: answer.JoinRefuse, Value: answer.Join(j.ID, reason), Label: "newcomer.short." + reason,
			})
		}
	default:
		a.Buttons = []answer.Button{
			{Action: answer.JoinApprove, Value: answer.Join(j.ID, string(j.Role))},
			{Action: answer.JoinReasons, Value: j.ID},
			{Action: answer.JoinRoles, Value: j.ID},
		}
	}
	return a
}

// behalf records for whom the person has done something that takes one of these
// roles, where it is not by their own right.
func (t *turn) behalf(ctx context.Context, subject string, roles ...rules.Role) error {
	if away := t.who.Behalf(roles...); away != "" {
		return t.tx.PutBehalf(ctx, subject, t.who.ID, away)
	}
	return nil
}
