package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// mostNamed is how many domains a card names; how many there are in all is said.
const mostNamed = 5

// adjusting is a change of a unit: what is still to be said, why it can't be
// recorded, or what would move or has.
func (d *drawing) adjusting(a answer.Adjusting) {
	switch a.State {
	case answer.AdjustAsks:
		d.toSay(a)
	case answer.AdjustRefused:
		d.line(strong(d.adjustHead(a, "refused")))
		for _, f := range a.Refused {
			d.line(d.refusedPlace(f))
		}
	case answer.AdjustOpen:
		d.line(strong(d.adjustHead(a, "open")))
		d.moving(a)
		d.small(d.say("import.advice"))
	default:
		d.done(a)
	}
	d.press(a.Buttons...)
}

// toSay names what was not said yet.
func (d *drawing) toSay(a answer.Adjusting) {
	c := a.Change
	if c.Unit == "" && c.Into == "" && c.Name == "" {
		d.line(strong(d.say("adjust.asks")))
		return
	}
	var missing []ink
	for _, m := range []struct {
		word  string
		there bool
	}{
		{"unit", a.Unit.Code != ""},
		{"into", !a.Merge || a.Into.Code != ""},
		{"name", a.Merge || c.Name != "" || c.Into != ""},
		{"on", !c.On.IsZero()},
	} {
		if !m.there {
			missing = append(missing, d.say("adjust.missing."+m.word))
		}
	}
	if len(missing) == 0 {
		missing = append(missing, d.say("adjust.missing.into"))
	}
	d.line(strong(d.say("adjust.lacks", "missing", d.list(missing...))))
	d.line(d.dots(d.fact("adjust.missing.unit", clean(a.Unit.Name)), d.fact("adjust.missing.into", clean(a.Into.Name)),
		d.fact("adjust.missing.name", clean(c.Name))))
}

func (d *drawing) adjustHead(a answer.Adjusting, state string) ink {
	kind, to := "rename", a.Change.Name
	if a.Merge {
		kind, to = "merge", a.Into.Name
	}
	from, on := a.Unit.Name, a.Change.On
	if a.Record.ID != 0 {
		from, to, on = a.Record.Before, a.Record.After, a.Record.On
	}
	return d.say("adjust."+state+"."+kind, "from", from, "to", to, "day", d.day(on))
}

// moving says what goes over, and what the new name changes.
func (d *drawing) moving(a answer.Adjusting) {
	if !a.Merge {
		d.line(d.say("adjust.keeps"))
		return
	}
	stay, off := movedPeople(a.Moved.People)
	d.line(d.say("adjust.counts", "domains", len(a.Moved.Domains), "people", len(stay), "forms", a.Forms, "open", len(a.Open)))
	if n := len(a.Moved.Domains); n > 0 {
		var names []ink
		for _, name := range a.Moved.Domains[:min(n, mostNamed)] {
			names = append(names, clean(name))
		}
		d.line(d.say("adjust.domains", "names", d.list(names...), "number", n))
	}
	if len(stay) > 0 {
		d.line(d.say("adjust.follow", "people", d.mentioned(stay)))
	}
	if len(off) > 0 {
		d.line(d.say("adjust.off", "people", d.mentioned(off), "to", a.Into.Name))
	}
	for _, o := range a.Open {
		d.line(d.say("adjust.owed", "name", d.say(dutyKey(o.Kind, "name")), "day", d.day(o.Due)))
	}
	if a.Forms > 0 {
		d.line(d.say("adjust.forms", "number", a.Forms, "to", a.Into.Name))
	}
}

// movedPeople are the ids of those who go over, and of those who go off the roster.
func movedPeople(people []rules.MovedPerson) (stay, off []string) {
	for _, p := range people {
		if len(p.After) == 0 {
			off = append(off, p.ID)
		} else {
			stay = append(stay, p.ID)
		}
	}
	return stay, off
}

// mentioned names people where the reader alone sees it; else it says how many.
func (d *drawing) mentioned(ids []string) ink {
	if !d.at.Personal {
		return d.say("adjust.persons", "number", len(ids))
	}
	var names []ink
	for _, id := range ids[:min(len(ids), mostNamed)] {
		names = append(names, mention(id))
	}
	if len(ids) > mostNamed {
		names = append(names, d.say("adjust.persons", "number", len(ids)))
	}
	return d.list(names...)
}

// done is what was recorded, by whom, and whether it can be taken back.
func (d *drawing) done(a answer.Adjusting) {
	state, by, at := "done", a.Record.By, a.Record.At
	if a.State == answer.AdjustUndone {
		state, by, at = "undone", a.Record.UndoneBy, a.Record.Undone
	}
	d.line(strong(d.adjustHead(a, state)))
	if a.State == answer.AdjustDone {
		d.moved(a)
	}
	who := d.say("adjust.shell")
	if by != "" {
		who = d.mentioned([]string{by})
	}
	d.small(d.say("adjust.by", "by", who, "at", d.moment(at)))
	if a.Kept != "" && a.State == answer.AdjustDone {
		d.small(d.say("adjust.kept." + a.Kept))
	}
}

func (d *drawing) moved(a answer.Adjusting) {
	if !a.Merge {
		d.line(d.say("adjust.keeps"))
		return
	}
	stay, off := movedPeople(a.Moved.People)
	d.line(d.say("adjust.moved", "domains", len(a.Moved.Domains), "people", len(stay), "off", len(off), "forms", a.Forms))
}
