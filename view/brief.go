package view

import (
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// brief is what leaders read: how many of how many.
func (d *drawing) brief(a answer.Brief) {
	asOf := ink(d.p.AsOf(calendar.Local(a.At), d.today()))
	d.line(strong(d.say("brief.head", "at", asOf)))
	d.line(d.say("brief.material"+past(a.Countdown, a.Material), d.tally(a.Material)...))
	if len(a.Coordinators.Owed) > 0 {
		key := "brief.coordinators"
		if len(a.Coordinators.Missing) > 0 || !a.FormDue.Checking {
			key += past(a.FormDue, a.Coordinators)
		}
		d.line(d.say(key, d.tally(a.Coordinators)...))
	}
	d.line(d.rates(a.Goal))
	d.line(d.classes(a.Findings))
	d.line(d.briefDue(a.Countdown))
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// past chooses the words after a date: nobody is behind while the office checks
// what came in, nor when all has come.
func past(c rules.Countdown, p rules.Progress) string {
	switch {
	case c.Days >= 0 || len(p.Complete) == len(p.Owed):
		return ""
	case c.Checking:
		return "_checking"
	}
	return "_late"
}

func (d *drawing) briefDue(c rules.Countdown) ink {
	if c.Due.IsZero() {
		return ""
	}
	return d.say("brief.due", "countdown", d.countdown(c, true))
}

func (d *drawing) rates(goal []rules.Rate) ink {
	var phrases []ink
	for _, r := range goal {
		phrases = append(phrases, d.say("brief.rate", "goal", d.say("brief."+string(r.Kind)), "met", r.Met, "of", r.Of))
	}
	return d.dots(phrases...)
}

// classes in the order of the directive.
func classes() []rules.Class {
	return []rules.Class{
		rules.SuffixClass, rules.ClosedClass, rules.NonGovernment, rules.StructureClass, rules.InstitutionClass,
		rules.SurplusClass, rules.IdleClass, rules.InnerClass, rules.HolderClass, rules.VerticalClass, rules.PortalClass,
	}
}

func (d *drawing) classes(findings map[rules.Class]int) ink {
	var phrases []ink
	for _, class := range classes() {
		if findings[class] > 0 {
			phrases = append(phrases, d.say("class."+string(class), "count", findings[class]))
		}
	}
	if len(phrases) == 0 {
		return d.say("brief.clean")
	}
	return d.say("brief.findings", "classes", d.list(phrases...))
}
