package moves

import (
	"slices"
	"strings"
	"time"

	"steward/rules"
	"steward/rules/calendar"
)

// The reasons that are none of a condition; locale keys below "refused.".
const (
	Stale   = "move_stale"    // somebody decided since it was looked at
	NotHere = "move_not_here" // nothing to be done in this state, such as after its end
)

// A Move is what somebody wants done.
type Move struct {
	Verb    Verb
	By      rules.Person
	Version int           // of the application as they saw it
	Reasons []ReasonCode  // of a return
	Words   string        // their own
	On      calendar.Date // the day on the paper, or of the deed
	Number  string        // 文号
	File    string        // Slack's id of a paper or proof
	To      rules.Person  // whom it is handed to
}

// Facts are what is known beside the application and the move.
type Facts struct {
	Consent   *rules.Consent      // the standing consent to the matter
	Announced *rules.Announcement // of the domain
}

// An Outcome is what a move comes to.
type Outcome struct {
	Verdict rules.Verdict
	Line    Line        // of the table, when it is allowed
	Next    Application // what the application has become
}

// Decide says what becomes of an application by a move at an instant, or why it
// may not be made. Nothing is changed.
func (t Lines) Decide(a Application, m Move, f Facts, now time.Time) Outcome {
	c := &looked{t, a, m, f, calendar.DateOf(now)}
	if v, ok := c.stands(); !ok {
		return Outcome{Verdict: v}
	}
	line, v := c.line()
	if !v.OK {
		return Outcome{Verdict: v}
	}
	for _, need := range line.Needs {
		if !c.holds(need) {
			return Outcome{Verdict: rules.Verdict{Reason: "move_" + string(need), Article: line.Article}}
		}
	}
	return Outcome{Verdict: rules.Verdict{OK: true}, Line: line, Next: c.next(line, now)}
}

// May lists the verbs whose line is open to a person, conditions that they can
// still fulfil aside: they are the buttons.
func (t Lines) May(a Application, by rules.Person, f Facts, now time.Time) []Verb {
	var verbs []Verb
	for _, v := range t.Verbs() {
		c := &looked{t, a, Move{Verb: v, By: by, Version: a.Version}, f, calendar.DateOf(now)}
		line, verdict := c.line()
		open := verdict.OK && !slices.ContainsFunc(line.Needs, func(n Condition) bool {
			return ofState(n) && !c.holds(n)
		})
		if open && !(v == Check && a.Checked) && !(v == Receive && a.Paper) && !(v == Verify && !a.Verified.IsZero()) {
			verbs = append(verbs, v)
		}
	}
	return verbs
}

// ofState reports whether a condition is not for the person who moves to fulfil.
func ofState(c Condition) bool {
	return !slices.Contains([]Condition{Words, WordsIfBad, Reasons, Dated, Numbered, Attached, ToReviewer}, c)
}

type looked struct {
	table Lines
	a     Application
	m     Move
	f     Facts
	today calendar.Date
}

func (c *looked) stands() (rules.Verdict, bool) {
	switch {
	case !c.m.By.Known():
		return rules.Verdict{Reason: rules.NotOnRoster}, false
	case c.m.Version != c.a.Version:
		return rules.Verdict{Reason: Stale}, false
	}
	return rules.Verdict{}, true
}

// line returns the line that applies, when the person may go it.
func (c *looked) line() (Line, rules.Verdict) {
	refused := rules.Verdict{Reason: NotHere}
	for _, l := range c.table {
		if l.From != c.a.State || l.Verb != c.m.Verb || !c.all(l.When) {
			continue
		}
		switch {
		case !slices.ContainsFunc(l.Who, c.m.By.Has):
			refused = rules.Verdict{Reason: notFor(l)}
		case l.Own && !c.m.By.ActsFor(c.a.Unit):
			refused = rules.Verdict{Reason: rules.OtherUnit}
		default:
			return l, rules.Verdict{OK: true}
		}
		break
	}
	return Line{}, refused
}

// notFor is the reason for somebody who has not the part that a line asks for.
func notFor(l Line) string {
	switch {
	case slices.Contains(l.Who, rules.Head):
		return "move_head_only"
	case l.Own:
		return rules.FilersOnly
	case slices.Contains(l.Who, rules.Reviewer):
		return "move_reviewers_only"
	}
	return rules.OfficeOnly
}

func (c *looked) all(when []Condition) bool {
	return !slices.ContainsFunc(when, func(w Condition) bool { return !c.holds(w) })
}

// holds is the meaning of each condition.
func (c *looked) holds(w Condition) bool {
	switch w {
	case IsDoubtful:
		return c.a.Way == Doubtful
	case HasConsent, Agreed:
		return c.f.Consent != nil
	case FromSecond:
		return c.a.Back == Second
	case IsReplaced:
		return c.a.Replaced
	case IsHolders:
		return c.a.Way == Holder
	case IsCity:
		return c.a.Way == City
	case Full:
		return c.f.Announced != nil && c.f.Announced.Full(c.today)
	case IsVerified:
		return !c.a.Verified.IsZero()
	case PaperIn:
		return c.a.Paper
	case IsChecked:
		return c.a.Checked
	}
	return c.apart(w)
}

// apart is the separation of duties.
func (c *looked) apart(w Condition) bool {
	switch w {
	case NotFiler:
		return !slices.Contains(c.a.Filers, c.m.By.ID)
	case NotConsenter:
		return !slices.Contains(c.a.Consenters, c.m.By.ID)
	case NotFirst:
		return c.a.FirstBy != c.m.By.ID
	case Mine:
		return c.a.Assigned == "" || c.a.Assigned == c.m.By.ID || c.m.By.Behalf(rules.Reviewer) == c.a.Assigned ||
			slices.ContainsFunc(c.m.By.For, func(s rules.Stand) bool { return s.ID == c.a.Assigned })
	case ToReviewer:
		return c.m.To.Has(rules.Reviewer) && !slices.Contains(c.a.Filers, c.m.To.ID) && !slices.Contains(c.a.Consenters, c.m.To.ID) &&
			!(c.a.State == Second && c.m.To.ID == c.a.FirstBy)
	}
	return c.said(w)
}

// said is what the person who moves has to bring.
func (c *looked) said(w Condition) bool {
	words := strings.TrimSpace(c.m.Words) != ""
	switch w {
	case Words:
		return words
	case WordsIfBad:
		return words || !c.a.Against
	case Reasons:
		return KnownReasons(c.m.Reasons) && (words || !slices.Contains(c.m.Reasons, OtherReason))
	case Dated:
		return !c.m.On.IsZero() && !c.m.On.After(c.today)
	case Numbered:
		return strings.TrimSpace(c.m.Number) != ""
	case Attached:
		return c.m.File != ""
	}
	return false
}

func (c *looked) next(l Line, now time.Time) Application {
	a := c.a
	a.Version++
	a.State = l.To
	if l.To != l.From {
		a.Since, a.Checked = now, false
	}
	switch l.Verb {
	case File:
		a.Filed, a.Filers, a.Consenters = now, with(a.Filers, c.m.By.ID), consenters(a, c.f)
	case Resubmit:
		a.Filers, a.Consenters, a.Back = with(a.Filers, c.m.By.ID), consenters(a, c.f), ""
	case Admit, Record:
		a.Consenters = consenters(a, c.f)
	case Agree:
		a.Consenters = with(a.Consenters, c.m.By.ID)
	case Check:
		a.Checked = true
	case Reassign:
		a.Assigned, a.Checked = c.m.To.ID, false
	case Receive:
		a.Paper = true
	case Verify:
		a.Verified = c.m.On
	case Pass, Return:
		a = c.reviewed(a, l)
	}
	return a
}

func (c *looked) reviewed(a Application, l Line) Application {
	switch {
	case l.Verb == Return: // it comes back to the same reviewer
		a.Back, a.Assigned = l.From, c.m.By.ID
	case l.From == First:
		a.FirstBy, a.Assigned = c.m.By.ID, ""
	default:
		a.SecondBy, a.Assigned = c.m.By.ID, ""
	}
	return a
}

// consenters adds to those who consented who recorded the consent on file.
func consenters(a Application, f Facts) []string {
	if f.Consent == nil {
		return a.Consenters
	}
	return with(a.Consenters, f.Consent.By)
}

// with adds one, who stands there once, to a list that stays as it is.
func with(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(slices.Clone(ids), id)
}
