package view

import "steward/rules/answer"

// notice says something by its key. The buttons of one that asks back finish its
// sentence, so they are spoken too.
func (d *drawing) notice(a answer.Notice) {
	var args []any
	for name, value := range a.Args {
		args = append(args, name, value)
	}
	d.line(d.say("notice."+a.Key, args...))
	d.ground(a.Ground)
	d.press(a.Buttons...)
	d.spoken = d.spoken || a.Key == "unknown"
}

// refusal says why not, and whom to ask.
func (d *drawing) refusal(a answer.Refusal) {
	d.line(d.say("refused."+a.Verdict.Reason, "office", a.Office.Office, "phone", a.Office.Phone))
	d.ground(a.Ground)
	d.press(a.Buttons...)
}

// trouble says that something failed, what was kept, and the reference.
func (d *drawing) trouble(a answer.Trouble) {
	key := "trouble.retry"
	if a.Given {
		key = "trouble.given"
	}
	d.line(d.say(key, "reference", a.Reference))
}

// home is a person's own page: its parts one below the other.
func (d *drawing) home(a answer.Home) {
	if a.Unit.Code == "" {
		d.line(strong(d.say("home.city")))
	} else {
		d.line(strong(d.say("home.unit", "unit", a.Unit.Name)))
	}
	d.small(d.say("home.where"))
	if a.Reads {
		d.line(d.say("home.reads"))
	}
	for _, p := range a.Parts {
		d.divide()
		d.answer(p)
	}
}
