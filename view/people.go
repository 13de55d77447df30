package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// people draws what concerns the roster.
func (d *drawing) people(a answer.Answer) {
	switch a := a.(type) {
	case answer.Newcomer:
		d.newcomer(a)
	case answer.JoinRequest:
		d.joinRequest(a)
	case answer.JoinList:
		d.joinList(a)
	case answer.Roster:
		d.roster(a)
	case answer.PersonCard:
		d.personCard(a)
	case answer.Deputies:
		d.deputies(a)
	case answer.DeputyNews:
		d.deputyNews(a)
	case answer.Left:
		d.gone(a)
	default:
		d.desks(a)
	}
}

func (d *drawing) desks(a answer.Answer) {
	switch a := a.(type) {
	case answer.Waits:
		d.waits(a)
	case answer.Begun:
		d.begun(a)
	case answer.AwaitedList:
		d.awaited(a)
	case answer.Adjusting:
		d.adjusting(a)
	case answer.ImportList:
		d.importList(a)
	case answer.Consenting:
		d.consenting(a)
	case answer.Inventory:
		d.inventory(a)
	default:
		d.taken(a)
	}
}

// placeOf is the unit's full name, or the city's own offices.
func (d *drawing) placeOf(u rules.Unit, city bool) ink {
	if city {
		return d.say("newcomer.city")
	}
	return clean(u.Name)
}

func (d *drawing) role(r rules.Role) ink { return d.say("role." + string(r)) }

func (d *drawing) roles(roles []rules.Role) ink {
	words := make([]ink, len(roles))
	for i, r := range roles {
		words[i] = d.role(r)
	}
	return d.list(words...)
}

// newcomer asks who somebody is, step by step, and says what became of it.
func (d *drawing) newcomer(a answer.Newcomer) {
	j := a.Join
	args := []any{"office", a.Office.Office, "phone", a.Office.Phone}
	switch {
	case j.State != rules.JoinDraft:
		d.decided(a, args)
	case j.Unit == "":
		d.line(strong(d.say("newcomer.ask.head")))
		d.line(d.say("newcomer.ask.unit"))
		d.line(d.kept(a.Kept))
	case a.Join.Role != "":
		d.line(strong(d.say("newcomer.ask.confirm", "unit", d.placeOf(a.Unit, j.Unit == rules.TheCity), "role", d.role(j.Role))))
		d.line(d.say("newcomer.ask.otherwise"))
		d.line(d.kept(a.Kept))
	default:
		d.line(strong(d.say("newcomer.ask.role", "unit", d.placeOf(a.Unit, j.Unit == rules.TheCity))))
		d.line(d.say("newcomer.ask.anew"))
	}
	if a.Find.Action != "" {
		d.add(part{kind: finder, text: d.say("list.find"), find: a.Find})
	}
	d.press(a.Buttons...)
}

func (d *drawing) kept(kept bool) ink {
	if !kept {
		return ""
	}
	return d.say("newcomer.ask.kept")
}

func (d *drawing) decided(a answer.Newcomer, args []any) {
	j := a.Join
	args = append(args, "unit", d.placeOf(a.Unit, j.Unit == rules.TheCity), "role", d.role(j.Role))
	d.line(d.say("newcomer.state."+j.State, args...))
	if j.State == rules.JoinPending {
		d.line(d.kept(a.Kept))
	}
	switch {
	case j.Reason == rules.InWords && j.Words != "":
		d.line(d.say("newcomer.reason.words", "words", clean(j.Words)))
	case j.Reason != "" && j.Reason != rules.InWords:
		d.line(d.say("newcomer.reason."+j.Reason, args...))
	}
}

// joinRequest is the office's card of a newcomer, edited as it is decided.
func (d *drawing) joinRequest(a answer.JoinRequest) {
	j := a.Join
	d.line(d.requestLine(a))
	switch {
	case j.State == rules.JoinApproved && j.By == "":
		d.line(d.say("newcomer.done.roster", "role", d.role(j.Role), "at", d.moment(a.Decided)))
	case j.State == rules.JoinApproved:
		d.line(d.say("newcomer.done.approved", "role", d.role(j.Role), "by", mention(j.By), "at", d.moment(a.Decided)))
	case j.State == rules.JoinRefused:
		d.line(d.say("newcomer.done.refused", "reason", d.say("newcomer.short."+j.Reason), "by", mention(j.By), "at", d.moment(a.Decided)))
	case a.Choose != "":
		d.line(d.say("newcomer.choose." + a.Choose))
		if a.Choose == "reason" {
			d.line(d.say("newcomer.choose.words"))
		}
	default:
		d.line(d.say("newcomer.check"))
	}
	d.press(a.Buttons...)
}

func (d *drawing) requestLine(a answer.JoinRequest) ink {
	return d.say("newcomer.request", "person", strong(mention(a.Join.Person)),
		"unit", d.placeOf(a.Unit, a.Join.Unit == rules.TheCity), "role", d.role(a.Join.Role), "at", d.moment(a.Asked))
}

func (d *drawing) joinList(a answer.JoinList) {
	if a.Total == 0 {
		d.line(d.say("newcomer.none"))
		return
	}
	d.line(strong(d.say("newcomer.list", "count", a.Total)))
	for _, r := range a.Rows {
		d.line(d.requestLine(r))
		d.press(r.Buttons...)
	}
}

// awaited lists whom no account was found for, and why.
func (d *drawing) awaited(a answer.AwaitedList) {
	d.line(strong(d.say("awaited.head", "n", a.Total)))
	for _, r := range a.Rows {
		reason := r.Reason
		if reason == "" {
			reason = "asking"
		}
		d.line(d.say("awaited.row", "who", d.dots(clean(r.Email), d.placeOf(r.Unit, r.Unit.Code == ""), d.roles(r.Person.Roles)),
			"reason", d.say("awaited."+reason)))
	}
	d.small(d.say("awaited.note"))
}

// roster lists the people of a unit, or the units that have nobody.
func (d *drawing) roster(a answer.Roster) {
	switch {
	case a.Unit.Code != "" || a.City:
		d.line(strong(d.say("roster.head", "unit", d.placeOf(a.Unit, a.City))))
		if len(a.People) == 0 {
			d.line(d.say("roster.nobody"))
		}
	case len(a.Without) == 0:
		d.line(strong(d.say("roster.all")))
	default:
		d.line(strong(d.say("roster.without", "n", a.Page.Total)))
	}
	for _, p := range a.People {
		d.beside(d.personLine(p.Person), p.Open)
	}
	for _, u := range a.Without {
		d.line(clean(u.Name))
	}
	d.pageLine(a.Page)
	d.add(part{kind: finder, text: d.say("roster.find"), find: a.Find})
	d.press(a.Buttons...)
}

// personLine is somebody with their name in the workspace, and their roles; on the
// roster's own name, where it has one.
func (d *drawing) personLine(p rules.Person) ink {
	return d.dots(d.who(p), d.roles(p.Roles))
}

// who is somebody as people know them. Where others read along it is nobody.
func (d *drawing) who(p rules.Person) ink {
	switch {
	case !d.at.Personal:
		return d.say("form.masked")
	case p.Name != "":
		return clean(p.Name)
	default:
		return mention(p.ID)
	}
}

func (d *drawing) personCard(a answer.PersonCard) {
	d.line(strong(d.who(a.Person)))
	d.line(d.dots(d.placeOf(a.Unit, a.Unit.Code == ""), d.roles(a.Person.Roles)))
	d.press(a.Buttons...)
}

// deputies shows who stands in for somebody, and takes another.
func (d *drawing) deputies(a answer.Deputies) {
	d.line(strong(d.say("deputy.head", "person", d.who(a.Person))))
	for _, r := range a.Rows {
		d.beside(d.deputyLine(r), r.End)
	}
	if len(a.Rows) == 0 {
		d.line(d.say("deputy.nobody"))
	}
	d.line(d.say("deputy.how"))
	d.add(part{kind: finder, text: d.say("deputy.find"), find: a.Find})
	d.add(part{kind: buttons, buttons: d.keys(a.Buttons), picks: []pick{
		{answer.DeputyFrom, a.Today, d.say("deputy.from")}, {answer.DeputyTo, a.Today, d.say("deputy.to")},
	}})
}

func (d *drawing) deputyLine(r answer.DeputyRow) ink {
	return d.say("deputy.line", "person", d.who(r.Person), "deputy", d.who(r.Deputy),
		"from", d.day(r.Ship.From), "to", d.day(r.Ship.To))
}

func (d *drawing) deputyNews(a answer.DeputyNews) {
	d.line(d.say("deputy.event."+a.Event, "line", d.deputyLine(a.DeputyRow)))
	d.press(a.Buttons...)
}

// gone tells who is off the roster, and where what waited for them went.
func (d *drawing) gone(a answer.Left) {
	args := []any{"unit", d.placeOf(a.Unit, a.Unit.Code == ""), "roles", d.roles(a.Roles)}
	d.line(d.say("left."+a.Event, args...))
	if a.Forms > 0 && a.Event == "office" {
		key := "left.forms_kept"
		if a.Handed {
			key = "left.forms_handed"
		}
		d.line(d.say(key, "count", a.Forms))
	}
	if a.Forms > 0 && a.Event == "successor" {
		d.line(d.say("left.forms_yours", "count", a.Forms))
	}
	if a.Nobody {
		d.line(d.say("left.nobody"))
	}
	d.press(a.Buttons...)
}

// waits is what waits for a reviewer, the longest first.
func (d *drawing) waits(a answer.Waits) {
	if len(a.Rows) == 0 {
		d.line(strong(d.say("waits.none")))
		return
	}
	d.line(strong(d.say("waits.some", "n", a.Page.Total)))
	for _, r := range a.Rows {
		d.beside(d.say("waits.row", "unit", r.Unit.Name, "name", d.say(dutyKey(r.Kind, "name")), "at", d.moment(r.Since)), r.Open)
	}
}

// begun is what the reader has begun, for whom they stand in, and who for them.
func (d *drawing) begun(a answer.Begun) {
	for _, f := range a.Forms {
		line := d.say("begun.form", "form", d.title(f.Form))
		if !f.Due.Due.IsZero() {
			line = lit(d.light(f.Due, false), line+d.say("begun.due", "countdown", d.countdown(f.Due, false)))
		}
		d.beside(line, f.Resume)
	}
	for _, p := range a.For {
		d.line(d.say("begun.for", "person", d.who(p)))
	}
	if !a.Deputy.Ship.To.IsZero() {
		d.line(d.say("begun.deputy", "deputy", d.who(a.Deputy.Deputy), "to", d.day(a.Deputy.Ship.To)))
	}
	if len(a.For) == 0 && a.Deputy.Ship.To.IsZero() {
		d.small(d.say("begun.how"))
	}
	d.press(a.Buttons...)
}
