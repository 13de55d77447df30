package handlers

import (
	"cmp"
	"context"
	"errors"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
)

// showHome draws the App Home of whoever opened it, and from then on whenever
// something in it changes. A newcomer finds there what they are asked first.
func showHome(ctx context.Context, t *turn) error {
	if t.who.Known() {
		if err := t.tx.OpenHome(ctx, t.who.ID); err != nil {
			return err
		}
		return t.putHome(ctx, refs{})
	}
	j, err := t.request(ctx)
	if err != nil {
		return err
	}
	return t.putHome(ctx, refs{Code: j.ID})
}

func (t *turn) putHome(ctx context.Context, rf refs) error {
	return t.send(ctx, outbox.Message{Kind: kindHome, To: outbox.Address{Person: t.who.ID}, Refs: rf})
}

func loadHome(ctx context.Context, r *reading) (answer.Answer, error) {
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	home := answer.Home{Reader: reader}
	switch {
	case r.refs.Key != "" || !reader.Known():
		return r.outside(ctx, home)
	case reader.Unit != "":
		return unitHome(ctx, r, home)
	default:
		return cityHome(ctx, r, home)
	}
}

// outside is the home of somebody who is not served, or not yet known.
func (r *reading) outside(ctx context.Context, home answer.Home) (answer.Answer, error) {
	if r.refs.Key == "" {
		j, open, err := r.tx.OpenJoin(ctx, home.Reader.ID)
		if err != nil {
			return nil, err
		}
		if open {
			a, err := joinOf(ctx, r, j)
			home.Parts = []answer.Answer{a}
			return home, err
		}
	}
	home.Parts = []answer.Answer{answer.Refusal{
		Verdict: rules.Verdict{Reason: cmp.Or(r.refs.Key, rules.NotOnRoster)}, Office: r.book.Directive.HandIn,
	}}
	return home, nil
}

// unitHome is what a unit owes and how its domains stand, and what its reader has
// begun. Who may not fill in for the unit finds no button for it.
func unitHome(ctx context.Context, r *reading, home answer.Home) (answer.Answer, error) {
	facts, err := AdvisedFacts(ctx, r.tx, r.book, home.Reader.Unit)
	if err != nil {
		return nil, err
	}
	home.Unit = facts.Unit
	status, err := r.unitStatus(ctx, facts, 1)
	if err != nil {
		return nil, err
	}
	status.Own = true
	files := rules.May(home.Reader, rules.FileForm, facts.Unit.Code).OK
	home.Reads = !files
	home.Parts = []answer.Answer{r.todo(home.Reader, facts).AtHome(files), status.AtHome()}
	return r.withBegun(ctx, home)
}

// cityHome is that of the city's own people, by their roles: what waits for them,
// then how the city stands.
func cityHome(ctx context.Context, r *reading, home answer.Home) (answer.Answer, error) {
	facts, err := r.tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	may := func(act rules.Act) bool { return rules.May(home.Reader, act, "").OK }
	if may(rules.KeepRoster) {
		if home.Parts, err = r.rosterParts(ctx, facts); err != nil {
			return nil, err
		}
	}
	if home.Reader.Has(rules.Reviewer) {
		home.Parts = append(home.Parts, answer.BuildWaits(facts))
	}
	if may(rules.BookIntake) {
		home.Parts = append(home.Parts, answer.BuildIntakeList(r.book, facts, answer.Listed{Kind: rules.Cleanup, Page: 1, Missing: true}).AtHome())
	}
	if may(rules.AskBrief) {
		home.Parts = append(home.Parts, answer.BuildBrief(r.book, facts, r.now()))
	}
	return r.withBegun(ctx, home)
}

// rosterParts are the newcomers who wait, the units without people, and what the
// register holds.
func (r *reading) rosterParts(ctx context.Context, facts rules.CityFacts) ([]answer.Answer, error) {
	pending, err := r.tx.PendingJoins(ctx)
	if err != nil {
		return nil, err
	}
	var list answer.JoinList
	for _, j := range pending[:min(len(pending), answer.Rows)] {
		list.Rows = append(list.Rows, requestOf(j, facts.Unit(j.UnitCode()), ""))
	}
	list.Total = len(pending)
	without, err := r.unmanned(ctx, answer.Roster{Find: answer.Finder{Action: answer.RosterUnit, About: "1"}})
	if err != nil {
		return nil, err
	}
	held := answer.BuildInventory(facts, without.Page.Total)
	parts := []answer.Answer{list, without.AtHome()}
	awaited, err := r.awaited(ctx, facts)
	if awaited.Total > 0 {
		parts = append(parts, awaited)
	}
	files, ferr := r.recentImports(ctx)
	if len(files.Rows) > 0 {
		parts = append(parts, files)
	}
	return append(parts, held), errors.Join(err, ferr)
}

// recentImports lists what became of the files that the office handed in last.
func (r *reading) recentImports(ctx context.Context) (list answer.ImportList, err error) {
	rows, err := r.tx.RecentImports(ctx, answer.Rows)
	for _, f := range rows {
		list.Rows = append(list.Rows, answer.ImportRow{
			File: f.Name, State: f.State, Outcome: f.Outcome, At: f.Created,
			Open: answer.Button{Action: answer.PageImport, Value: answer.Join(f.ID, "1"), Label: "button.import.open"},
		})
	}
	return list, err
}

// awaited lists who is not on the roster for want of an account with their
// address.
func (r *reading) awaited(ctx context.Context, facts rules.CityFacts) (answer.AwaitedList, error) {
	rows, err := r.tx.Unmet(ctx)
	list := answer.AwaitedList{Total: len(rows)}
	for _, a := range rows[:min(len(rows), answer.Rows)] {
		list.Rows = append(list.Rows, answer.AwaitedRow{Awaited: a.Awaited, Unit: facts.Unit(a.Person.Unit)})
	}
	return list, err
}

// withBegun adds what the reader has begun to fill in, for whom they stand in, and
// who stands in for them.
func (r *reading) withBegun(ctx context.Context, home answer.Home) (answer.Answer, error) {
	a := answer.Begun{Buttons: []answer.Button{{Action: answer.DeputyDesk}}}
	begun, err := r.tx.BegunSessions(ctx, home.Reader)
	if err != nil {
		return nil, err
	}
	for _, s := range begun {
		if def, known := form.Forms()[s.Session.Form]; known {
			row := answer.BegunForm{Form: def, Resume: answer.Button{Action: answer.FormResume, Value: s.ID}}
			if due := rules.FollowOf(r.book, def.ID, s.Session.Values).Due; !due.IsZero() {
				row.Due = r.book.Countdown(due, r.now())
			}
			a.Forms = append(a.Forms, row)
		}
	}
	if err := r.standing(ctx, home.Reader, &a); err != nil {
		return nil, err
	}
	home.Parts = append(home.Parts, a)
	return home, nil
}

func (r *reading) standing(ctx context.Context, reader rules.Person, a *answer.Begun) error {
	for _, s := range reader.For {
		p, _, err := r.tx.Person(ctx, s.ID)
		if err != nil {
			return err
		}
		a.For = append(a.For, p)
	}
	ships, err := r.tx.Deputyships(ctx, reader.ID)
	if err != nil {
		return err
	}
	for _, s := range ships {
		if s.Person == reader.ID && s.On(calendar.DateOf(r.now())) {
			a.Deputy, err = r.deputyRow(ctx, s)
		}
	}
	return err
}
