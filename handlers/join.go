package handlers

import (
	"context"
	"strings"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// The kinds of messages about newcomers.
const (
	kindJoin        = "join"         // the newcomer's own card
	kindJoinRequest = "join.request" // the office's
	kindJoinDecided = "join.decided" // what the newcomer is told
)

// joining are the steps by which somebody comes onto the roster.
func joining() []entry {
	return []entry{
		{string(answer.JoinUnit), chooseUnit, nil},
		{string(answer.JoinCity), chooseCity, nil},
		{string(answer.JoinRole), askToJoin, nil},
		{string(answer.JoinAgain), meet, nil},
		{string(answer.JoinApprove), approveJoin, nil},
		{string(answer.JoinReasons), chooseReason, nil},
		{string(answer.JoinRoles), chooseRole, nil},
		{string(answer.JoinRefuse), refuseJoin, nil},
		{kindJoin, nil, loadJoin},
		{kindJoinRequest, nil, loadJoinRequest},
		{kindJoinDecided, nil, loadJoin},
	}
}

func joinCard(id string) string { return "join/" + id }

// welcome takes what somebody does who is not on the roster: a step of their
// request, else they are asked who they are.
func (h *Handlers) welcome(ctx context.Context, t *turn) error {
	switch answer.Action(t.in.Action) {
	case answer.JoinUnit, answer.JoinCity, answer.JoinRole:
		if t.in.Kind == KindAction {
			return h.run(ctx, t, t.in.Action)
		}
	}
	if told, err := h.introduce(ctx, t); told || err != nil {
		return err
	}
	return meet(ctx, t)
}

// meet asks a newcomer which unit they belong to and what they do. What they
// asked first is kept, to be answered once they are known.
func meet(ctx context.Context, t *turn) error {
	if t.who.Known() {
		return t.notice(ctx, "stale_button")
	}
	j, err := t.request(ctx)
	if err != nil {
		return err
	}
	return t.putJoin(ctx, j.ID)
}

func (t *turn) putJoin(ctx context.Context, id string) error {
	rf := refs{Code: id, Asker: t.in.User}
	if t.in.inChannel() {
		if err := t.putThread(ctx, kindNotice, refs{Key: "direct", Asker: t.in.User}); err != nil {
			return err
		}
	}
	return t.send(ctx, outbox.Message{
		Kind: kindJoin, To: outbox.Address{Person: t.in.User}, Card: joinCard(id), Refs: rf,
	})
}

// request is the newcomer's request that is not decided, begun when there is none.
func (t *turn) request(ctx context.Context) (db.JoinRow, error) {
	if err := t.tx.Lock(ctx, "joining/"+t.in.User); err != nil {
		return db.JoinRow{}, err
	}
	j, begun, err := t.tx.OpenJoin(ctx, t.in.User)
	if err != nil || begun {
		return j, err
	}
	question := ""
	if t.in.Kind == KindMessage || t.in.Kind == KindCommand {
		question = strings.TrimSpace(t.in.Text)
	}
	return t.tx.NewJoin(ctx, db.JoinRow{Join: rules.Join{Person: t.in.User}, Question: question})
}

// draft is the newcomer's own request behind a step of it, while it may still be
// changed; false when they have been told that it may not.
func (t *turn) draft(ctx context.Context, id string) (db.JoinRow, bool, error) {
	if err := t.tx.Lock(ctx, joinCard(id)); err != nil {
		return db.JoinRow{}, false, err
	}
	j, ok, err := t.tx.Join(ctx, id)
	if err != nil {
		return j, false, err
	}
	if !ok || j.Person != t.in.User || j.State != rules.JoinDraft || t.who.Known() {
		return j, false, t.notice(ctx, "stale_button")
	}
	return j, true, nil
}

func chooseUnit(ctx context.Context, t *turn) error {
	v := t.value(2)
	_, known, err := t.tx.Unit(ctx, v[0])
	if err != nil {
		return err
	}
	if !known {
		return t.notice(ctx, "stale_button")
	}
	return t.choose(ctx, v[1], v[0])
}

func chooseCity(ctx context.Context, t *turn) error { return t.choose(ctx, t.in.Value, rules.TheCity) }

func (t *turn) choose(ctx context.Context, id, unit string) error {
	j, ok, err := t.draft(ctx, id)
	if !ok {
		return err
	}
	j.Unit = unit
	if err := t.tx.SaveJoin(ctx, j); err != nil {
		return err
	}
	return t.redrawOr(ctx, joinCard(id), func() error { return t.putJoin(ctx, id) })
}

// redrawOr draws a card anew where it stands, or where it stands nowhere, as when
// it was chosen in the home tab, puts it.
func (t *turn) redrawOr(ctx context.Context, card string, put func() error) error {
	if t.in.MessageTS == "" {
		return put()
	}
	return t.redrawCard(ctx, card)
}

// askToJoin hands the request to the office, with the role that was chosen.
func askToJoin(ctx context.Context, t *turn) error {
	v := t.value(2)
	j, ok, err := t.draft(ctx, v[0])
	if !ok {
		return err
	}
	unit, _, err := t.tx.Unit(ctx, j.UnitCode())
	if err != nil {
		return err
	}
	if j.Role = rules.Role(v[1]); !j.MayHold(j.Role, unit) {
		return t.notice(ctx, "stale_button")
	}
	j.State = rules.JoinPending
	if err := t.tx.SaveJoin(ctx, j); err != nil {
		return err
	}
	t.stale = append(t.stale, "")
	if err := t.redrawOr(ctx, joinCard(j.ID), func() error { return t.putJoin(ctx, j.ID) }); err != nil {
		return err
	}
	return t.tellKeepers(ctx, outbox.Message{Kind: kindJoinRequest, Card: joinCard(j.ID), Refs: refs{Code: j.ID}})
}

// tellKeepers tells those of the office who keep the roster.
func (t *turn) tellKeepers(ctx context.Context, m outbox.Message) error {
	people, err := t.tx.OnDuty(ctx, "", rules.Admin)
	if err != nil {
		return err
	}
	for _, p := range people {
		if err := t.tell(ctx, p.ID, m); err != nil {
			return err
		}
	}
	return nil
}

func loadJoin(ctx context.Context, r *reading) (answer.Answer, error) {
	j, _, err := r.tx.Join(ctx, r.refs.Code)
	if err != nil {
		return nil, err
	}
	return joinOf(ctx, r, j)
}

func joinOf(ctx context.Context, r *reading, j db.JoinRow) (answer.Answer, error) {
	unit, _, err := r.tx.Unit(ctx, j.UnitCode())
	if err != nil {
		return nil, err
	}
	a := answer.Newcomer{Join: j.Join, Unit: unit, Kept: j.Question != "", Office: r.book.Directive.HandIn}
	switch j.State {
	case rules.JoinDraft:
		a.Find = answer.Finder{Action: answer.JoinUnit, About: j.ID}
		if !j.MayHold(j.Role, unit) {
			a.Join.Role = "" // no role of this unit: they choose one
		}
		a.Buttons = joinButtons(a.Join, unit)
	case rules.JoinRefused:
		a.Buttons = []answer.Button{{Action: answer.JoinAgain}}
	case rules.JoinApproved:
		a.Buttons = []answer.Button{{Action: answer.ShowTodo}, {Action: answer.ShowHelp}}
	}
	return a, nil
}

// joinButtons are the roles of the unit that was chosen; before, the way for those
// of the city's own offices.
func joinButtons(j rules.Join, unit rules.Unit) []answer.Button {
	if j.Unit == "" {
		return []answer.Button{{Action: answer.JoinCity, Value: j.ID}}
	}
	var buttons []answer.Button
	if j.Role != "" && j.MayHold(j.Role, unit) { // as they said themselves
		buttons = append(buttons, answer.Button{
			Action: answer.JoinRole, Value: answer.Join(j.ID, string(j.Role)), Label: "button.join.confirm",
		})
	}
	for _, role := range rules.RolesIn(unit) {
		if role == j.Role {
			continue
		}
		buttons = append(buttons, answer.Button{
			Action: answer.JoinRole, Value: answer.Join(j.ID, string(role)), Label: "role." + string(role),
		})
	}
	return buttons
}
