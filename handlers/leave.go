package handlers

import (
	"context"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

const kindLeft = "person.left"

// bySlack stands in the roster's log where Slack told that an account is closed.
const bySlack = "slack"

// takeOff takes somebody off the roster, at the office's word.
func takeOff(ctx context.Context, t *turn) error {
	p, _, ok, err := t.kept(ctx, t.in.Value)
	if !ok {
		return err
	}
	if p.ID == t.who.ID { // nobody shuts the office out by a slip
		return t.notice(ctx, "person.self")
	}
	if err := t.part(ctx, p, t.who.ID); err != nil {
		return err
	}
	rf := refs{Key: "self", Unit: p.Unit, Near: roleNames(p.Roles)}
	if err := t.tell(ctx, p.ID, outbox.Message{Kind: kindLeft, Refs: rf}); err != nil {
		return err
	}
	return t.redrawCard(ctx, personCard(p.ID))
}

// accountClosed takes somebody off the roster whose account was closed.
func accountClosed(ctx context.Context, t *turn) error {
	if err := t.tx.Lock(ctx, personCard(t.in.User)); err != nil {
		return err
	}
	p, known, err := t.tx.Person(ctx, t.in.User)
	if err != nil || !known {
		return err
	}
	return t.part(ctx, p, bySlack)
}

// part takes somebody off the roster, hands on what waited for them, and tells
// those to whom it went: their deputy, else the office.
func (t *turn) part(ctx context.Context, p rules.Person, by string) error {
	deputy, err := t.successor(ctx, p)
	if err != nil {
		return err
	}
	if err := t.endDeputies(ctx, p.ID); err != nil {
		return err
	}
	forms, err := t.handOn(ctx, p, deputy)
	if err != nil {
		return err
	}
	if err := t.tx.CloseHome(ctx, p.ID); err != nil {
		return err
	}
	if err := t.change(ctx, rules.Person{ID: p.ID, Unit: p.Unit}, by); err != nil {
		return err
	}
	t.stale = append(t.stale, p.Unit, "")
	return t.tellLeft(ctx, refs{Unit: p.Unit, Near: roleNames(p.Roles), Page: forms, Flag: deputy != "", Person: deputy})
}

// change writes what somebody is now. What they had begun and may not go on with is
// kept for the unit's next.
func (t *turn) change(ctx context.Context, p rules.Person, by string) error {
	if err := t.tx.ChangePerson(ctx, p, by); err != nil {
		return err
	}
	_, err := t.tx.Settle(ctx)
	return err
}

// successor is the deputy to whom goes what waited for somebody: one who stands
// in for them today, or next, and hands in for the unit by their own right. ""
// is nobody, and then the office sees to it.
func (t *turn) successor(ctx context.Context, p rules.Person) (string, error) {
	ships, err := t.tx.Deputyships(ctx, p.ID)
	if err != nil {
		return "", err
	}
	for _, s := range ships {
		d, known, err := t.tx.Person(ctx, s.Deputy)
		if err != nil {
			return "", err
		}
		if s.Person == p.ID && known && d.Unit == p.Unit && rules.MayFileAlone(d) {
			return d.ID, nil
		}
	}
	return "", nil
}

// handOn gives the forms that somebody had begun to another, or keeps them for
// whoever goes on for the unit, and returns how many.
func (t *turn) handOn(ctx context.Context, p rules.Person, to string) (int, error) {
	begun, err := t.tx.BegunSessions(ctx, p)
	if err != nil {
		return 0, err
	}
	handed := 0
	for _, s := range begun {
		ok, err := t.tx.HandSession(ctx, s, to)
		if err != nil {
			return handed, err
		}
		if ok {
			handed++
		}
	}
	return handed, nil
}

// tellLeft tells the deputy what they have now, and the office who is gone.
func (t *turn) tellLeft(ctx context.Context, rf refs) error {
	if rf.Person != "" {
		rf.Key = "successor"
		if err := t.tell(ctx, rf.Person, outbox.Message{Kind: kindLeft, Refs: rf}); err != nil {
			return err
		}
	}
	rf.Key = "office"
	return t.tellKeepers(ctx, outbox.Message{Kind: kindLeft, Refs: rf})
}

func loadLeft(ctx context.Context, r *reading) (answer.Answer, error) {
	a := answer.Left{Event: r.refs.Key, Forms: r.refs.Page, Handed: r.refs.Flag}
	for _, name := range r.refs.Near {
		a.Roles = append(a.Roles, rules.Role(name))
	}
	var err error
	if a.Unit, _, err = r.tx.Unit(ctx, r.refs.Unit); err != nil {
		return nil, err
	}
	switch a.Event {
	case "office":
		if r.refs.Unit != "" {
			a.Nobody, err = r.deserted(ctx, r.refs.Unit)
			a.Buttons = []answer.Button{{Action: answer.ShowRoster, Value: answer.Join(r.refs.Unit, "1")}}
		}
	case "successor", "roles":
		a.Buttons = []answer.Button{{Action: answer.ShowTodo}}
	}
	return a, err
}

// deserted reports whether nobody is left who hands in for a unit.
func (r *reading) deserted(ctx context.Context, unit string) (nobody bool, err error) {
	people, err := r.tx.PeopleOf(ctx, unit)
	if err != nil {
		return false, err
	}
	for _, p := range people {
		if rules.MayFileAlone(p) {
			return false, nil
		}
	}
	return true, nil
}
