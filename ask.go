package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"steward/clock"
	"steward/db"
	"steward/handlers"
	"steward/locales"
	"steward/outbox"
	"steward/reminders"
	"steward/rules"
	"steward/view"
)

// askCmd answers as the bot would, and sends nothing.
type askCmd struct {
	JSON  bool      `help:"Print one JSON object an answer."`
	Batch bool      `help:"Read questions from standard input, one JSON object a line."`
	Demo  bool      `help:"Ask the demo's register, in memory."`
	As    string    `help:"Who asks: UNIT/liaison, UNIT/office_head, UNIT/head, UNIT/contact, office/reviewer, office/admin, city/leader." default:"office/admin"`
	At    time.Time `help:"When it is asked; now when not given."`
	Text  []string  `arg:"" optional:"" help:"The question."`
}

// question is one line of a batch.
type question struct {
	ID     string    `json:"id"`
	As     string    `json:"as"`
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
	Thread string    `json:"thread"`
}

// reply is what came back.
type reply struct {
	ID        string   `json:"id,omitempty"`
	Intent    string   `json:"intent"`
	Slots     any      `json:"slots"`
	Reply     string   `json:"reply"`
	Citations []string `json:"citations"`
}

// Run answers the question of the command line, or a batch.
func (c *askCmd) Run(ctx context.Context, std stdio, e environment) error {
	desk, err := c.desk(ctx, e)
	if err != nil {
		return err
	}
	if c.Batch {
		err = desk.batch(ctx, std.in, std.out)
	} else {
		err = c.one(ctx, desk, std.out)
	}
	return errors.Join(err, desk.db.Close())
}

func (c *askCmd) one(ctx context.Context, desk *askDesk, out io.Writer) error {
	r, err := desk.ask(ctx, question{As: c.As, At: c.At, Text: strings.Join(c.Text, " ")})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(out).Encode(r)
	}
	_, err = fmt.Fprintln(out, r.Reply)
	return err
}

// askDesk is the bot's desk without its door.
type askDesk struct {
	db       *db.DB
	demo     bool // without a time of its own it is asked on the demo's first morning
	now      time.Time
	words    *locales.Catalogue
	handlers *handlers.Handlers
	outbox   *outbox.Outbox
	talks    map[string]handlers.Talk // by thread of a batch
	seen     []db.FullView            // what is about to be seen in full
}

func (c *askCmd) desk(ctx context.Context, e environment) (*askDesk, error) {
	a := &askDesk{now: c.At, demo: c.Demo, talks: map[string]handlers.Talk{}}
	var err error
	if a.words, err = locales.Load(); err != nil {
		return nil, err
	}
	if a.db, err = readerDB(ctx, e, c.Demo, a.time); err != nil {
		return nil, err
	}
	if c.Demo { // it is that directive's
		e = nil
	}
	book, err := e.book()
	if err != nil {
		return nil, err
	}
	a.handlers = handlers.New(handlers.Options{Book: book})
	rem := reminders.New(reminders.Options{DB: a.db, Book: book})
	kinds := a.handlers.Kinds()
	for name, k := range rem.Kinds() {
		kinds[name] = k
	}
	a.outbox = outbox.New(a.db, outbox.Options{Kinds: kinds})
	if c.Demo {
		err = seedForReading(ctx, a.db, rem)
	}
	return a, err
}

// time is the instant of the question; now when it names none.
func (a *askDesk) time() time.Time {
	if a.now.IsZero() && a.demo {
		return issuedAt()
	}
	if a.now.IsZero() {
		return clock.New(time.Time{}).Now()
	}
	return a.now
}

// seedForReading puts the demo's register into a database in memory.
func seedForReading(ctx context.Context, d *db.DB, rem *reminders.Reminders) error {
	r, err := demoRegister()
	if err != nil {
		return err
	}
	return seedDemo(ctx, d, r, rem)
}

// readerDB is the database that is asked, beside a running bot: the demo's in
// memory, else the one that the environment names. It is neither made nor
// migrated; what a question writes is taken back.
func readerDB(ctx context.Context, e environment, demo bool, now func() time.Time) (*db.DB, error) {
	if demo {
		return db.Open(ctx, db.Memory, db.Options{Keys: []db.Key{db.NewKey()}, Now: now})
	}
	return e.guest(ctx, db.Options{Now: now, Existing: true})
}

// maxQuestion bounds one line of a batch, in bytes.
const maxQuestion = 1 << 20

func (a *askDesk) batch(ctx context.Context, in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxQuestion)
	enc := json.NewEncoder(out)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		r, err := a.ask(ctx, q)
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return lines.Err()
}

// errUndo takes back what a question wrote.
var errUndo = errors.New("ask: taken back")

// ask handles one question in a transaction that is taken back.
func (a *askDesk) ask(ctx context.Context, q question) (reply, error) {
	r := reply{ID: q.ID, Citations: []string{}}
	if !q.At.IsZero() {
		a.now = q.At
	}
	who, err := asker(q.As)
	if err != nil {
		return r, err
	}
	err = a.db.InTx(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := known(ctx, tx, who.Unit); err != nil {
			return err
		}
		if err := tx.PutPerson(ctx, who); err != nil {
			return err
		}
		if err := a.handle(ctx, tx, q, &r); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		err = a.keepViews(ctx, q.As)
	}
	return r, err
}

// keepViews keeps what whoever sits at the shell is about to see in full.
func (a *askDesk) keepViews(ctx context.Context, as string) error {
	for _, v := range a.seen {
		v.Viewer, v.Key = "shell:"+as, "shell/"+rand.Text()
		if err := keepView(ctx, a.db, v); err != nil {
			return err
		}
	}
	a.seen = nil
	return nil
}

// askerID is the one who asks from the shell.
const askerID = "UASK"

// asker is a person with the part that `as` names: UNIT/ROLE, office/ROLE or
// city/ROLE.
func asker(as string) (rules.Person, error) {
	desk, name, _ := strings.Cut(as, "/")
	p := rules.Person{ID: askerID, Unit: desk, Roles: []rules.Role{rules.Role(name)}}
	roles := rules.UnitRoles()
	switch desk {
	case "office":
		p.Unit, roles = "", []rules.Role{rules.Admin, rules.Reviewer}
	case "city":
		p.Unit, roles = "", []rules.Role{rules.Leader}
	}
	if !slices.Contains(roles, p.Roles[0]) {
		return p, fmt.Errorf("--as %q: UNIT/liaison, UNIT/office_head, UNIT/head, UNIT/contact, office/reviewer, office/admin or city/leader", as)
	}
	return p, nil
}

// known refuses a unit that the register does not have; "" is the city's own.
func known(ctx context.Context, tx *db.Tx, unit string) error {
	if unit == "" {
		return nil
	}
	_, ok, err := tx.Unit(ctx, unit)
	if err == nil && !ok {
		err = fmt.Errorf("there is no unit %q", unit)
	}
	return err
}

func (a *askDesk) handle(ctx context.Context, tx *db.Tx, q question, r *reply) error {
	in := handlers.Incoming{Kind: handlers.KindMessage, User: askerID, Channel: "D0ASK", ChannelType: "im", Text: q.Text}
	talk, err := a.handlers.Converse(ctx, tx, in, a.talks[q.Thread])
	if err != nil {
		return err
	}
	if q.Thread != "" {
		a.talks[q.Thread] = talk
	}
	r.Intent, r.Slots = talk.Read.Intent, talk.Read.Slots
	parcels, err := a.outbox.Preview(ctx, tx, outbox.Address{Person: askerID})
	if err != nil {
		return err
	}
	return a.inWords(parcels, r)
}

// inWords puts what would be sent in words.
func (a *askDesk) inWords(parcels []outbox.Parcel, r *reply) error {
	var said []string
	for _, p := range parcels {
		if v, full := parcelView(p); full {
			a.seen = append(a.seen, v)
		}
		lang := p.Message.Lang
		if lang == "" {
			lang = p.Reader.Language
		}
		text, err := view.Text(a.words.Printer(lang), p.Answer, view.Place{Now: a.time(), Reader: p.Reader, Personal: true})
		if err != nil {
			return err
		}
		said = append(said, text)
		r.Citations = append(r.Citations, p.Answer.Articles()...)
	}
	r.Reply = strings.Join(said, "\n\n")
	return nil
}
