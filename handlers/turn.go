package handlers

import (
	"context"
	"time"

	"steward/db"
	"steward/intent"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// The kinds of messages that are said but not asked for by name.
const (
	kindNotice    = "notice"
	kindRefusal   = "refusal"
	kindTrouble   = "trouble"
	kindHome      = outbox.KindHome
	kindQuestion  = "form.question"
	kindSummary   = "form.summary"
	kindFormEvent = "form.event"
	kindOutcome   = "form.outcome"
	kindSubmitted = "form.submitted"
	kindIncoming  = "form.incoming"
	kindWhich     = "form.which"
	kindHandOver  = "form.handover"
	kindBooked    = "intake.booked"
	kindReceipt   = "receipt.said"

	// kindReminder is put by package reminders; a receipt is given for it here.
	kindReminder = "reminder"
)

// refs is what a message remembers until it is sent: references, never
// sentences and never personal data (law 3).
type refs struct {
	Asker   string   `json:"asker,omitempty"` // person who asked, where the message goes to a channel
	Unit    string   `json:"unit,omitempty"`
	Domain  string   `json:"domain,omitempty"`
	Kind    string   `json:"kind,omitempty"` // deadline or obligation
	Form    string   `json:"form,omitempty"`
	Session string   `json:"session,omitempty"`
	Code    string   `json:"code,omitempty"` // of a submission
	Topic   string   `json:"topic,omitempty"`
	Medium  string   `json:"medium,omitempty"`
	On      string   `json:"on,omitempty"`
	Key     string   `json:"key,omitempty"`     // locale key, or a reference
	Article string   `json:"article,omitempty"` // ground of a refusal
	Page    int      `json:"page,omitempty"`
	Flag    bool     `json:"flag,omitempty"`
	Again   bool     `json:"again,omitempty"`
	Near    []string `json:"near,omitempty"`   // intents that may have been meant, or roles
	Person  string   `json:"person,omitempty"` // whom it is about
	View    string   `json:"view,omitempty"`   // external id of the view that waits

	File string `json:"file,omitempty"` // Slack's id of one
	Name string `json:"name,omitempty"` // of a file that can't be used

	Change *rules.Change `json:"change,omitempty"` // of a unit, as the office said it
	Stale  bool          `json:"stale,omitempty"`  // in answer to a button that is out of date
}

// A turn is one thing a person did, in one transaction.
type turn struct {
	h    *Handlers
	tx   *db.Tx
	in   Incoming
	who  rules.Person
	read intent.Result

	reader  *intent.Reader
	stale   []string      // units whose people's homes no longer show what is so; "" the city's own
	brought bool          // the view that waits will have its outcome
	hinted  bool          // the thread says already that the answer comes directly
	before  intent.Result // how the turn before was read; zero at the start
}

// A reading is one message about to be sent, in the transaction that loads it.
type reading struct {
	book    rules.Book
	indexes *indexes
	tx      *db.Tx
	message outbox.Message
	refs    refs
}

func (h *Handlers) newTurn(ctx context.Context, tx *db.Tx, in Incoming) (*turn, error) {
	who, _, err := tx.Person(ctx, in.User)
	if err != nil {
		return nil, err
	}
	return &turn{h: h, tx: tx, in: in, who: who}, nil
}

func (t *turn) now() time.Time { return t.tx.Now() }

func (r *reading) now() time.Time { return r.tx.Now() }

// reader returns whom the message is for: the addressee, or in a channel the
// one who asked.
func (r *reading) reader(ctx context.Context) (rules.Person, error) {
	id := r.message.To.Person
	if id == "" {
		id = r.refs.Asker
	}
	p, _, err := r.tx.Person(ctx, id)
	return p, err
}

// public names the kinds that others may read along: a unit's public facts, the
// directive's words, and what says nothing of anybody. All else goes to direct
// messages wherever it was asked for.
var public = map[string]bool{
	"deadline.info": true, "domain.status": true, "name.suggest": true, "policy.ask": true, "contact.ask": true,
	kindNotice: true, kindRefusal: true, kindTrouble: true,
}

// ofUnits names those of them that speak of a unit: they are kept from a channel
// that is shared with other organisations.
var ofUnits = map[string]bool{"domain.status": true, "name.suggest": true}

// put enqueues an answer where the person spoke: their direct messages, or the
// thread below a mention. There, what is not public is answered by a hint, and
// itself goes to their direct messages.
func (t *turn) put(ctx context.Context, kind string, rf refs) error {
	rf.Asker = t.in.User
	if !t.in.inChannel() {
		return t.putDirect(ctx, kind, rf)
	}
	if public[kind] && !(t.in.Shared && ofUnits[kind]) {
		return t.putThread(ctx, kind, rf)
	}
	if !t.hinted {
		t.hinted = true
		if err := t.putThread(ctx, kindNotice, refs{Key: "direct", Asker: t.in.User}); err != nil {
			return err
		}
	}
	return t.putDirect(ctx, kind, rf)
}

func (t *turn) putThread(ctx context.Context, kind string, rf refs) error {
	to := outbox.Address{Channel: t.in.Channel, Thread: t.in.thread()}
	return t.send(ctx, outbox.Message{Kind: kind, To: to, Refs: rf})
}

// putDirect goes to the person's direct messages: below what they answered there
// in a thread.
func (t *turn) putDirect(ctx context.Context, kind string, rf refs) error {
	to := outbox.Address{Person: t.in.User}
	if t.in.ChannelType == "im" && kind != kindHome {
		to.Thread = t.in.Thread
	}
	return t.send(ctx, outbox.Message{Kind: kind, To: to, Refs: rf})
}

// tell enqueues a message to somebody else, on an occasion that happens once.
func (t *turn) tell(ctx context.Context, person string, m outbox.Message) error {
	m.To = outbox.Address{Person: person}
	_, err := outbox.Put(ctx, t.tx, m)
	return err
}

func (t *turn) send(ctx context.Context, m outbox.Message) error {
	m.Lang = t.language()
	_, err := outbox.Put(ctx, t.tx, m)
	return err
}

// language is English for an English question; otherwise the reader's own.
func (t *turn) language() string {
	if t.read.Language == "en" {
		return "en"
	}
	return ""
}

func (t *turn) notice(ctx context.Context, key string) error {
	return t.put(ctx, kindNotice, refs{Key: key})
}

func (t *turn) refuse(ctx context.Context, v rules.Verdict) error {
	return t.put(ctx, kindRefusal, refs{Key: v.Reason, Article: v.Article})
}

// turnAway answers somebody who is not served at all: politely, where they spoke.
func (t *turn) turnAway(ctx context.Context, v rules.Verdict) error {
	if t.in.Kind == KindHome {
		if err := t.tx.CloseHome(ctx, t.who.ID); err != nil {
			return err
		}
		return t.putDirect(ctx, kindHome, refs{Key: v.Reason})
	}
	return t.refuse(ctx, v)
}

// may asks the rules, and says no in words when they do.
func (t *turn) may(ctx context.Context, act rules.Act, unit string) (bool, error) {
	v := rules.May(t.who, act, unit)
	if v.OK {
		return true, nil
	}
	return false, t.refuse(ctx, v)
}

// value returns the parts of the clicked button's value.
func (t *turn) value(n int) []string { return answer.Split(t.in.Value, n) }

// clicked returns the message of ours that the button stands in. People may be
// faster than we: where it stands is recorded only after it was posted, and when
// a process died in between, minutes after. A message that stands and is not
// recorded can only be the one under way.
func (t *turn) clicked(ctx context.Context) (db.MessageRow, bool, error) {
	m, ok, err := t.tx.MessageBySlack(ctx, t.in.Channel, t.in.MessageTS)
	if ok || err != nil || t.in.MessageTS == "" {
		return m, ok, err
	}
	where := db.MessageRow{Person: t.in.User}
	if t.in.inChannel() {
		where = db.MessageRow{Channel: t.in.Channel}
	}
	return t.tx.MessageUnderWay(ctx, where.Address())
}

// redrawClicked draws the message anew that the button stands in.
func (t *turn) redrawClicked(ctx context.Context) error {
	m, ok, err := t.clicked(ctx)
	if err != nil || !ok {
		return err
	}
	return outbox.Redraw(ctx, t.tx, m.ID)
}

// redrawCard draws a card anew for everybody who has it: of one person's copies
// the latest, and the one that was clicked.
func (t *turn) redrawCard(ctx context.Context, card string) error {
	copies, err := t.tx.MessagesByCard(ctx, card)
	if err != nil {
		return err
	}
	latest := map[string]int64{}
	for _, m := range copies {
		latest[m.Person+"/"+m.Kind] = m.ID
	}
	for _, m := range copies {
		clicked := t.in.MessageTS != "" && m.Post.TS == t.in.MessageTS
		if !clicked && latest[m.Person+"/"+m.Kind] != m.ID {
			continue
		}
		if err := outbox.Redraw(ctx, t.tx, m.ID); err != nil {
			return err
		}
	}
	return nil
}

func nothing(context.Context, *turn) error { return nil }
