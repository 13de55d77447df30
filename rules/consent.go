package rules

import "steward/rules/calendar"

// The reasons why a consent on paper can't be recorded; locale keys below
// "consent.problem.".
const (
	ConsentFuture = "future" // the day is still to come
	ConsentEarly  = "early"  // before the directive was issued
	ConsentScan   = "scan"   // without a scan of the paper
	ConsentWhat   = "what"   // of nothing in particular
)

// A Consent (同意) of a unit's head that was given on paper, as the liaison
// records it: 二(三)a and 二(三)b ask for it, and the head need not use Slack.
type Consent struct {
	Unit    string
	Subject string        // what the head has consented to, such as an application
	On      calendar.Date // the day on the paper
	Scan    string        // Slack's id of the scanned paper
	By      string        // who recorded it
}

// Problem returns why the consent can't be recorded, or "".
func (c Consent) Problem(d *Directive, today calendar.Date) string {
	switch {
	case c.Subject == "":
		return ConsentWhat
	case c.Scan == "":
		return ConsentScan
	case c.On.After(today):
		return ConsentFuture
	case c.On.Before(d.Issued):
		return ConsentEarly
	}
	return ""
}
