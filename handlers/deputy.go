package handlers

import (
	"context"
	"strings"

	"steward/db"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

const (
	kindDeputies = "deputies"

	// KindDeputyNews tells both sides of a deputyship; package reminders puts it
	// when one begins or ends.
	KindDeputyNews = outbox.KindDeputyNews
)

func deputyCard(person string) string { return "deputies/" + person }

// openDeputies opens where it is named who stands in for the clicker, or for
// another whom the office has chosen.
func openDeputies(ctx context.Context, t *turn) error {
	person := t.who.ID
	if t.in.Kind == KindAction && t.in.Value != "" {
		person = t.in.Value
	}
	return t.putDeputies(ctx, person, "")
}

func (t *turn) putDeputies(ctx context.Context, person, problem string) error {
	if _, ok, err := t.nameable(ctx, person); !ok {
		return err
	}
	return t.send(ctx, outbox.Message{
		Kind: kindDeputies, To: outbox.Address{Person: t.who.ID}, Card: deputyCard(person),
		Refs: refs{Person: person, Key: problem},
	})
}

// nameable is somebody for whom the clicker may name who stands in; false when
// they have been told that they may not.
func (t *turn) nameable(ctx context.Context, id string) (rules.Person, bool, error) {
	p, known, err := t.tx.Person(ctx, id)
	if err != nil {
		return p, false, err
	}
	if v := rules.MayNameDeputy(t.who, p); !v.OK {
		return p, false, t.refuse(ctx, v)
	}
	if !known {
		return p, false, t.notice(ctx, "person.gone")
	}
	return p, true, nil
}

func loadDeputies(ctx context.Context, r *reading) (answer.Answer, error) {
	p, known, err := r.tx.Person(ctx, r.refs.Person)
	if err != nil {
		return nil, err
	}
	if !known {
		return answer.Notice{Key: "person.gone"}, nil
	}
	a := answer.Deputies{
		Person: p, Problem: r.refs.Key, Today: calendar.DateOf(r.now()),
		Find:    answer.Finder{Action: answer.DeputyFind, About: p.ID},
		Buttons: []answer.Button{{Action: answer.DeputyName, Value: p.ID}},
	}
	ships, err := r.tx.Deputyships(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range ships {
		row, err := r.deputyRow(ctx, s)
		if err != nil {
			return nil, err
		}
		if s.Person == p.ID {
			row.End = answer.Button{Action: answer.DeputyEnd, Value: s.ID, Danger: true, Confirm: "confirm.deputy.end"}
		}
		a.Rows = append(a.Rows, row)
	}
	return a, nil
}

func (r *reading) deputyRow(ctx context.Context, s rules.Deputyship) (answer.DeputyRow, error) {
	row := answer.DeputyRow{Ship: s}
	var err error
	if row.Person, _, err = r.tx.Person(ctx, s.Person); err != nil {
		return row, err
	}
	row.Deputy, _, err = r.tx.Person(ctx, s.Deputy)
	return row, err
}

// nameDeputy records who stands in on which days, and tells both.
func nameDeputy(ctx context.Context, t *turn) error {
	p, ok, err := t.nameable(ctx, t.in.Value)
	if !ok {
		return err
	}
	s := rules.Deputyship{Person: p.ID, Deputy: t.chosenDeputy(), NamedBy: t.who.ID}
	s.From, s.To = t.picked(answer.DeputyFrom), t.picked(answer.DeputyTo)
	problem, err := t.deputyProblem(ctx, p, s)
	if err != nil {
		return err
	}
	if problem != "" {
		return t.notice(ctx, "deputy."+problem)
	}
	if s, err = t.tx.NewDeputy(ctx, s); err != nil {
		return err
	}
	if err := t.planDeputy(ctx, s); err != nil {
		return err
	}
	return t.deputyChanged(ctx, s, "named")
}

func (t *turn) deputyProblem(ctx context.Context, p rules.Person, s rules.Deputyship) (string, error) {
	if s.Deputy == "" {
		return "none", nil
	}
	for _, id := range sorted(s.Person, s.Deputy) {
		if err := t.tx.Lock(ctx, deputyCard(id)); err != nil {
			return "", err
		}
	}
	d, _, err := t.tx.Person(ctx, s.Deputy)
	if err != nil {
		return "", err
	}
	var others []rules.Deputyship
	for _, id := range []string{s.Person, s.Deputy} {
		some, err := t.tx.Deputyships(ctx, id)
		if err != nil {
			return "", err
		}
		others = append(others, some...)
	}
	return s.Problem(p, d, others, calendar.DateOf(t.now())), nil
}

func sorted(a, b string) []string {
	if b < a {
		return []string{b, a}
	}
	return []string{a, b}
}

// chosenDeputy is who stands in the field: its choice comes as person/about.
func (t *turn) chosenDeputy() string {
	for id, value := range t.in.State {
		if action, about, _ := strings.Cut(id, "#"); action == string(answer.DeputyFind) && about == t.in.Value {
			return answer.Split(value, 2)[0]
		}
	}
	return ""
}

func (t *turn) picked(a answer.Action) calendar.Date {
	on, err := calendar.ParseDate(t.in.State[string(a)])
	if err != nil {
		return calendar.Date{}
	}
	return on
}

// planDeputy plans what is said next: that it begins, when it was named ahead,
// else that it is over.
func (t *turn) planDeputy(ctx context.Context, s rules.Deputyship) error {
	next := s.To.AddDays(1)
	if s.From.After(calendar.DateOf(t.now())) {
		next = s.From
	}
	return t.tx.SetTimer(ctx, db.DeputyTimer(s.ID), t.h.book.Directive.MorningAt.On(next))
}

// deputyChanged tells both sides, and draws what shows it anew.
func (t *turn) deputyChanged(ctx context.Context, s rules.Deputyship, event string) error {
	p, _, err := t.tx.Person(ctx, s.Person)
	if err != nil {
		return err
	}
	t.stale = append(t.stale, p.Unit, "")
	if err := t.redrawCard(ctx, deputyCard(s.Person)); err != nil {
		return err
	}
	for _, id := range []string{s.Person, s.Deputy} {
		m := outbox.Message{Kind: KindDeputyNews, Refs: outbox.DeputyNews{
			Event: event, Person: s.Person, Deputy: s.Deputy, From: s.From.String(), To: s.To.String(),
		}}
		if err := t.tell(ctx, id, m); err != nil {
			return err
		}
	}
	return nil
}

// endDeputy ends it before its time, at the word of the person or the office.
func endDeputy(ctx context.Context, t *turn) error {
	s, ok, err := t.tx.Deputyship(ctx, t.in.Value)
	if err != nil {
		return err
	}
	if !ok || s.To.Before(calendar.DateOf(t.now())) {
		return t.notice(ctx, "stale_button")
	}
	if _, ok, err := t.nameable(ctx, s.Person); !ok {
		return err
	}
	return t.endShip(ctx, s)
}

func (t *turn) endShip(ctx context.Context, s rules.Deputyship) error {
	if err := t.tx.EndDeputy(ctx, s.ID); err != nil {
		return err
	}
	if err := t.tx.DropTimer(ctx, db.DeputyTimer(s.ID)); err != nil {
		return err
	}
	if err := t.tx.HandBack(ctx, s); err != nil {
		return err
	}
	if _, err := t.tx.Settle(ctx); err != nil {
		return err
	}
	return t.deputyChanged(ctx, s, "ended")
}

// endDeputies ends every deputyship that concerns somebody who leaves.
func (t *turn) endDeputies(ctx context.Context, person string) error {
	ships, err := t.tx.Deputyships(ctx, person)
	if err != nil {
		return err
	}
	for _, s := range ships {
		if err := t.endShip(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// deputyButtons lead a deputy to what waits for the one whom they stand in for.
func deputyButtons(p rules.Person) []answer.Button {
	switch {
	case p.Unit != "":
		return []answer.Button{{Action: answer.ShowTodo}}
	case p.Holds(rules.Admin):
		return []answer.Button{{Action: answer.ListIntakes, Value: answer.Join(string(rules.Cleanup), "1")}}
	default:
		return []answer.Button{{Action: answer.ShowBrief}}
	}
}

func loadDeputyNews(ctx context.Context, r *reading) (answer.Answer, error) {
	var news outbox.DeputyNews
	if err := r.message.Decode(&news); err != nil {
		return nil, err
	}
	s := rules.Deputyship{Person: news.Person, Deputy: news.Deputy}
	if err := s.From.UnmarshalText([]byte(news.From)); err != nil {
		return nil, err
	}
	if err := s.To.UnmarshalText([]byte(news.To)); err != nil {
		return nil, err
	}
	row, err := r.deputyRow(ctx, s)
	a := answer.DeputyNews{DeputyRow: row, Event: news.Event}
	if r.message.To.Person == news.Deputy && news.Event != "ended" {
		a.Buttons = deputyButtons(row.Person)
	}
	return a, err
}
