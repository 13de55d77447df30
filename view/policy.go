package view

import (
	"steward/rules"
	"steward/rules/answer"
)

// policy answers in a sentence and then quotes the directive.
func (d *drawing) policy(a answer.Policy) {
	topic := a.Topic
	if topic == "" {
		topic = "general"
	}
	d.line(strong(d.say("policy." + topic + ".title")))
	d.line(d.say("policy."+topic+".gist", "suffix", clean(a.Suffix)))
	if len(a.Quotes) > 0 {
		d.line(d.say("policy.quote"))
	}
	for _, q := range a.Quotes {
		d.quote(tidy(q.Quote))
	}
	d.ground(a.Grounds...)
	d.press(a.Buttons...)
}

// contactInfo says whom to turn to, as the directive names it.
func (d *drawing) contactInfo(a answer.ContactInfo) {
	d.line(strong(d.say("contact.head", "office", a.HandIn.Office)))
	d.line(d.contactLines(a.HandIn))
	d.ground(a.Ground)
}

func (d *drawing) contactLines(c rules.Contact) ink {
	return d.dots(d.fact("contact.person", clean(c.Person)), d.fact("contact.phone", clean(c.Phone)),
		d.fact("contact.mail", clean(c.Mail)), d.fact("contact.address", clean(c.Address)))
}
