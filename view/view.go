// Package view draws answers: as Block Kit for Slack, and as plain text for the
// notification, for readers of screens and for `steward ask`. The words come
// from a locales.Printer; what is said, from the answer.
//
// Invariants:
//   - An answer is first composed as a card of lines, rows and buttons, and only
//     then put into blocks or text, so that both say the same.
//   - Whatever fills a placeholder is treated as typed by a stranger: it loses
//     its control characters, and is escaped on the way into Slack, so that it
//     is never a mention, a link or a mark of formatting. See [ink].
//   - The answer comes first, then why, then what to do: at most four facts, one
//     line of grounds, at most three buttons with the main one first.
//   - Names and phones show only where [Place.Personal] says so.
//   - Lists come in pages; a message keeps Slack's limits
//     (https://docs.slack.dev/reference/block-kit/blocks) whatever its facts are.
package view

import (
	"fmt"
	"time"

	"github.com/slack-go/slack"

	"steward/locales"
	"steward/rules"
	"steward/rules/answer"
)

// A Place is where an answer is read: when, by whom, and whether others can see
// it.
type Place struct {
	Now      time.Time
	Reader   rules.Person
	Personal bool // a direct message or the reader's own view: names and phones may show
}

// A Message is an answer as Slack takes it. Text says by itself what matters: it
// is the notification, and what a screen reader reads; it is escaped for Slack.
type Message struct {
	Text   string
	Blocks []slack.Block
}

// Draw draws an answer for one reader. It fails for an answer of an unknown
// type, and for a key without words.
func Draw(p *locales.Printer, a answer.Answer, at Place) (Message, error) {
	c, err := compose(p, a, at)
	if err != nil {
		return Message{}, err
	}
	blocks, err := c.blocks(p)
	if err != nil {
		return Message{}, fmt.Errorf("draw %T: %w", a, err)
	}
	return Message{Text: escape(c.text()), Blocks: blocks}, nil
}

// Text returns the words of an answer without marks or escapes, line by line.
func Text(p *locales.Printer, a answer.Answer, at Place) (string, error) {
	c, err := compose(p, a, at)
	if err != nil {
		return "", err
	}
	return c.text(), nil
}

func compose(p *locales.Printer, a answer.Answer, at Place) (*card, error) {
	d := &drawing{p: p, at: at}
	d.answer(a)
	if d.err != nil {
		return nil, fmt.Errorf("draw %T: %w", a, d.err)
	}
	return &d.card, nil
}

// answer puts an answer on the card.
func (d *drawing) answer(a answer.Answer) {
	switch a := a.(type) {
	case answer.Deadline:
		d.deadline(a)
	case answer.Todo:
		d.todo(a)
	case answer.Reminder:
		d.reminder(a)
	case answer.UnitStatus:
		d.unitStatus(a)
	case answer.DomainStatus:
		d.domainStatus(a)
	case answer.Suggestion:
		d.suggestion(a)
	case answer.Brief:
		d.brief(a)
	case answer.ProgressReport:
		d.progress(a)
	default:
		d.other(a)
	}
}

// other is the rest of the types: forms, the office's desk, and what is only
// said.
func (d *drawing) other(a answer.Answer) {
	switch a := a.(type) {
	case answer.Question:
		d.question(a)
	case answer.Summary:
		d.summary(a)
	case answer.FormEvent:
		d.formEvent(a)
	case answer.WhichForm:
		d.whichForm(a)
	case answer.HandOver:
		d.handOver(a)
	case answer.SheetOutcome:
		d.sheetOutcome(a)
	case answer.Announcements:
		d.announcements(a)
	case answer.Submitted:
		d.submitted(a)
	case answer.Incoming:
		d.incoming(a)
	case answer.Blank:
		d.blank(a)
	case answer.IntakeCard:
		d.intakeCard(a)
	case answer.IntakeList:
		d.intakeList(a)
	case answer.IntakeBooked:
		d.intakeBooked(a)
	case answer.Import:
		d.importCard(a)
	case answer.Succession:
		d.succession(a)
	default:
		d.plain(a)
	}
}

func (d *drawing) plain(a answer.Answer) {
	switch a := a.(type) {
	case answer.Notice:
		d.notice(a)
	case answer.Refusal:
		d.refusal(a)
	case answer.Trouble:
		d.trouble(a)
	case answer.Policy:
		d.policy(a)
	case answer.ContactInfo:
		d.contactInfo(a)
	case answer.Home:
		d.home(a)
	default:
		d.people(a)
	}
}
