package view

import (
	"cmp"
	"time"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// A drawing is a card in the making. The first error stays, and makes the rest
// of the drawing idle.
type drawing struct {
	card

	p   *locales.Printer
	at  Place
	err error
}

func (d *drawing) fail(err error) { d.err = cmp.Or(d.err, err) }

// say returns the words of a key. Args are names and values in turn; a value
// that is no ink is cleaned.
func (d *drawing) say(key string, args ...any) ink {
	filled := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case ink:
			filled[i] = string(a)
		case string:
			filled[i] = a
			if i%2 == 1 {
				filled[i] = string(clean(a))
			}
		default:
			filled[i] = a
		}
	}
	said, err := d.p.Say(key, filled...)
	if err != nil {
		d.fail(err)
	}
	return ink(said)
}

// list joins things as the language lists them; dots joins with middle dots.
func (d *drawing) list(things ...ink) ink { return d.join("join.list", things) }
func (d *drawing) dots(things ...ink) ink { return d.join("join.dot", things) }

func (d *drawing) join(between string, things []ink) ink {
	var joined ink
	for _, t := range things {
		switch {
		case t == "":
		case joined == "":
			joined = t
		default:
			joined += d.say(between) + t
		}
	}
	return joined
}

// opened begins a sentence: where the language has capitals, with one.
func opened(i ink) ink {
	if i == "" || i[0] < 'a' || i[0] > 'z' {
		return i
	}
	return ink(i[0]-'a'+'A') + i[1:]
}

// lit puts a light before a sentence, if there is one.
func lit(light, text ink) ink {
	if light == "" {
		return text
	}
	return light + " " + text
}

// fact is one label with its value; without a value there is none.
func (d *drawing) fact(label string, value ink) ink {
	if value == "" {
		return ""
	}
	return d.say("join.label", "label", d.say(label), "value", value)
}

// civil is a date as the printer takes it.
func civil(d calendar.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

func (d *drawing) today() time.Time { return civil(calendar.DateOf(d.at.Now)) }

func (d *drawing) day(date calendar.Date) ink { return ink(d.p.Day(civil(date), d.today())) }

func (d *drawing) moment(t time.Time) ink { return ink(d.p.Moment(calendar.Local(t), d.today())) }

// unit is 你单位 to the unit's own people, its name to others.
func (d *drawing) unit(u rules.Unit) ink {
	if d.own(u) {
		return d.say("unit.own")
	}
	return clean(u.Name)
}

func (d *drawing) own(u rules.Unit) bool { return u.Code != "" && u.Code == d.at.Reader.Unit }

// countdown puts what is left in words; done says that nothing is owed any more,
// so that nothing is late.
func (d *drawing) countdown(c rules.Countdown, done bool) ink {
	return ink(d.p.Countdown(d.left(c, done)))
}

// exactly is countdown with the days as well as the working days.
func (d *drawing) exactly(c rules.Countdown, done bool) ink {
	l := d.left(c, done)
	l.Exact = true
	return ink(d.p.Countdown(l))
}

func (d *drawing) left(c rules.Countdown, done bool) locales.Countdown {
	return locales.Countdown{
		Due: civil(c.Due), LastWorkday: civil(c.LastWorkday), Today: d.today(),
		Days: c.Days, Workdays: c.Workdays, Late: c.Light == rules.Red && !done, Checking: c.Checking && !done,
	}
}

// light is the light of a date that is still owed; nothing else has one.
func (d *drawing) light(c rules.Countdown, done bool) ink {
	if c.Due.IsZero() || c.Light == "" || done {
		return ""
	}
	return d.say("light." + string(c.Light))
}

// ground cites provisions, each once: 依据：宿政办秘〔2018〕116号第二部分第（二）项.
// The number of a document stands once, before the first of its provisions.
func (d *drawing) ground(grounds ...answer.Ground) {
	var cites []ink
	seen, last := map[answer.Ground]bool{}, ""
	for _, g := range grounds {
		if seen[g] || g.Number == "" {
			continue
		}
		seen[g] = true
		cite := clean(g.Cite)
		if g.Number != last {
			cite, last = clean(g.Number)+cite, g.Number
		}
		cites = append(cites, cite)
	}
	if len(cites) > 0 {
		d.small(d.say("ground.line", "cites", d.list(cites...)))
	}
}
