package handlers

import (
	"context"
	"slices"
	"strconv"

	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

const kindPerson = "person.card"

// roster is where the office keeps who is who.
func roster() []entry {
	return []entry{
		{string(answer.ShowRoster), showRoster, loadRoster},
		{string(answer.RosterUnit), showRoster, nil},
		{string(answer.ShowPerson), showPerson, nil},
		{string(answer.PersonRole), changeRole, nil},
		{string(answer.PersonLeave), takeOff, nil},
		{kindPerson, nil, loadPerson},
		{kindLeft, nil, loadLeft},
		{string(answer.DeputyDesk), openDeputies, nil},
		{string(answer.DeputyFind), nothing, nil},
		{string(answer.DeputyFrom), nothing, nil},
		{string(answer.DeputyTo), nothing, nil},
		{string(answer.DeputyName), nameDeputy, nil},
		{string(answer.DeputyEnd), endDeputy, nil},
		{kindDeputies, nil, loadDeputies},
		{KindDeputyNews, nil, loadDeputyNews},
	}
}

// showRoster shows who is on the roster of a unit, or which units have nobody.
// Said in a sentence, it is that of the unit named.
func showRoster(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.KeepRoster, ""); !ok {
		return err
	}
	unit, page := "", 1
	if t.in.Kind == KindAction {
		v := t.value(2)
		unit = v[0]
		if n, err := strconv.Atoi(v[1]); err == nil {
			page = n
		}
	} else if t.reader != nil {
		unit = t.reader.Named(t.in.Text)
	}
	return t.putDirect(ctx, string(answer.ShowRoster), refs{Unit: unit, Page: page})
}

func loadRoster(ctx context.Context, r *reading) (answer.Answer, error) {
	a := answer.Roster{City: r.refs.Unit == rules.TheCity, Find: answer.Finder{Action: answer.RosterUnit, About: "1"}}
	if r.refs.Unit == "" {
		return r.unmanned(ctx, a)
	}
	code := r.refs.Unit
	if a.City {
		code = ""
	}
	var err error
	if a.Unit, _, err = r.tx.Unit(ctx, code); err != nil {
		return nil, err
	}
	people, err := r.tx.PeopleOf(ctx, code)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(people, func(a, b rules.Person) int { return place(a) - place(b) })
	shown, page := answer.Cut(people, r.refs.Page, answer.Rows)
	for _, p := range shown {
		a.People = append(a.People, answer.PersonRow{Person: p, Open: answer.Button{Action: answer.ShowPerson, Value: p.ID}})
	}
	a.Page = page
	a.Buttons = answer.PageButtons(answer.ShowRoster, r.refs.Unit, page)
	return a, nil
}

// place is that of somebody in the list of their unit: by their first role.
func place(p rules.Person) int {
	order := slices.Concat(rules.UnitRoles(), rules.CityRoles())
	return slices.IndexFunc(order, p.Holds)
}

// unmanned lists the units in which nobody may hand in: no reminder reaches them.
func (r *reading) unmanned(ctx context.Context, a answer.Roster) (answer.Roster, error) {
	units, err := r.tx.UnitsWithout(ctx, rules.Filers()...)
	if err != nil {
		return a, err
	}
	a.Without, a.Page = answer.Cut(units, r.refs.Page, answer.Rows)
	a.Buttons = append(answer.PageButtons(answer.ShowRoster, "", a.Page),
		answer.Button{Action: answer.ShowRoster, Value: answer.Join(rules.TheCity, "1"), Label: "button.roster.city"})
	return a, nil
}

func personCard(id string) string { return "person/" + id }

func showPerson(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.KeepRoster, ""); !ok {
		return err
	}
	_, known, err := t.tx.Person(ctx, t.in.Value)
	if err != nil {
		return err
	}
	if !known {
		return t.notice(ctx, "person.gone")
	}
	return t.send(ctx, outbox.Message{
		Kind: kindPerson, To: outbox.Address{Person: t.who.ID}, Card: personCard(t.in.Value), Refs: refs{Person: t.in.Value},
	})
}

func loadPerson(ctx context.Context, r *reading) (answer.Answer, error) {
	p, known, err := r.tx.Person(ctx, r.refs.Person)
	if err != nil {
		return nil, err
	}
	if !known {
		return answer.Notice{Key: "person.gone"}, nil
	}
	a := answer.PersonCard{Person: p}
	if a.Unit, _, err = r.tx.Unit(ctx, p.Unit); err != nil {
		return nil, err
	}
	for _, role := range rules.RolesIn(a.Unit) {
		b := answer.Button{Action: answer.PersonRole, Value: answer.Join(p.ID, string(role)), Label: "button.person.give." + string(role)}
		if p.Holds(role) {
			b.Label, b.Danger = "button.person.take."+string(role), true
		}
		if !p.Holds(role) || len(p.Roles) > 1 { // the last role goes with the person alone
			a.Buttons = append(a.Buttons, b)
		}
	}
	a.Buttons = append(a.Buttons, answer.Button{Action: answer.DeputyDesk, Value: p.ID},
		answer.Button{Action: answer.PersonLeave, Value: p.ID, Danger: true, Confirm: "confirm.person.leave"})
	return a, nil
}

// changeRole gives somebody a role of their unit, or takes it from them.
func changeRole(ctx context.Context, t *turn) error {
	v := t.value(2)
	p, unit, ok, err := t.kept(ctx, v[0])
	if !ok {
		return err
	}
	role := rules.Role(v[1])
	switch {
	case !slices.Contains(rules.RolesIn(unit), role), p.Holds(role) && len(p.Roles) == 1:
		return t.notice(ctx, "stale_button")
	case p.Holds(role):
		p.Roles = slices.DeleteFunc(p.Roles, func(r rules.Role) bool { return r == role })
	default:
		p.Roles = append(p.Roles, role)
	}
	if err := t.change(ctx, p, t.who.ID); err != nil {
		return err
	}
	t.stale = append(t.stale, p.Unit, "")
	if err := t.redrawCard(ctx, personCard(p.ID)); err != nil {
		return err
	}
	return t.tellRoles(ctx, p)
}

// tellRoles tells somebody what they are on the roster for.
func (t *turn) tellRoles(ctx context.Context, p rules.Person) error {
	return t.tell(ctx, p.ID, outbox.Message{Kind: kindLeft, Refs: refs{Key: "roles", Unit: p.Unit, Near: roleNames(p.Roles)}})
}

// kept is somebody on the roster behind a button of the office's, under a lock.
func (t *turn) kept(ctx context.Context, id string) (rules.Person, rules.Unit, bool, error) {
	if ok, err := t.may(ctx, rules.KeepRoster, ""); !ok {
		return rules.Person{}, rules.Unit{}, false, err
	}
	if err := t.tx.Lock(ctx, personCard(id)); err != nil {
		return rules.Person{}, rules.Unit{}, false, err
	}
	p, known, err := t.tx.Person(ctx, id)
	if err != nil {
		return p, rules.Unit{}, false, err
	}
	if !known {
		return p, rules.Unit{}, false, t.notice(ctx, "person.gone")
	}
	unit, _, err := t.tx.Unit(ctx, p.Unit)
	return p, unit, err == nil, err
}

func roleNames(roles []rules.Role) []string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return names
}
