package view

import (
	"fmt"
	"slices"
	"strings"

	"steward/rules/answer"
	"steward/rules/form"
)

// taken draws what the office takes away, and what it records itself.
func (d *drawing) taken(a answer.Answer) {
	switch a := a.(type) {
	case answer.Export:
		d.export(a)
	case answer.Views:
		d.views(a)
	default:
		d.fail(fmt.Errorf("an answer of type %T cannot be drawn", a))
	}
}

// export says what the file holds that goes with it, or asks which is wanted.
func (d *drawing) export(a answer.Export) {
	if a.Register.Kind == "" {
		d.line(strong(d.say("export.which")))
		d.small(d.say("export.csv"))
		d.press(a.Buttons...)
		return
	}
	d.line(strong(d.say("export.done", "kind", d.say("import.kind."+string(a.Register.Kind)), "number", a.Rows)))
	d.line(d.say("export.back"))
	if len(a.Register.People) > 0 {
		d.small(d.say("export.personal"))
	}
}

// views lists who has seen personal data in full, the newest first.
func (d *drawing) views(a answer.Views) {
	whose := d.say("views.all")
	if a.Unit.Code != "" {
		whose = clean(a.Unit.Name)
	}
	if a.Page.Total == 0 {
		d.line(strong(d.say("views.none", "unit", whose)))
		return
	}
	d.line(strong(d.say("views.head", "unit", whose, "number", a.Page.Total)))
	for _, r := range a.Rows {
		d.line(d.dots(d.moment(r.At), d.viewer(r.Viewer), clean(r.Unit.Name), d.seen(r.Persons), d.say("views.why."+r.Why)))
	}
	d.pageLine(a.Page)
	d.press(a.Buttons...)
}

// viewer is who saw it: somebody of Slack, or of the shell.
func (d *drawing) viewer(id string) ink {
	if role, shell := strings.CutPrefix(id, "shell:"); shell {
		return d.say("views.shell", "role", role)
	}
	return d.mentioned([]string{id})
}

// seen names the rows of a form in which the data stood.
func (d *drawing) seen(rows []string) ink {
	var names []ink
	for _, r := range rows {
		switch {
		case r == "roster":
			names = append(names, d.say("views.roster"))
		case slices.Contains(personalRows(), r):
			names = append(names, d.say("form.row."+r))
		default:
			names = append(names, clean(r))
		}
	}
	return d.list(names...)
}

// personalRows are the rows of forms that hold somebody's data.
func personalRows() []string {
	var rows []string
	for _, def := range form.Forms() {
		for _, f := range def.Fields {
			if f.Personal && f.Row != "" {
				rows = append(rows, f.Row)
			}
		}
	}
	return rows
}

// inventory says what the register holds, and how it is changed.
func (d *drawing) inventory(a answer.Inventory) {
	d.line(d.say("inventory.line", "units", a.Units, "domains", a.Domains))
	if len(a.Buttons) > 0 {
		d.small(d.say("inventory.how"))
	}
	d.press(a.Buttons...)
}
