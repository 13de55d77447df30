package main

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/db"
	"steward/handlers"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/form"
	"steward/view"
)

// rightsFile is the table of who may see what: written apart from the code, and
// walked whole through the handlers by [TestRights]. docs/rights.md is printed
// from it. The questions are in the column beside: U is the unit's short name, C
// its code, D one of its domains, P the id of its liaison, F the id of the form
// that its liaison has begun, J a newcomer's request, R a consent on record for the
// asker's own unit.
const rightsFile = "testdata/rights.csv"

// A right is one row: what is asked, of whose unit, and what each role gets.
type right struct {
	name, scope, ask string
	sees             []string // by role: full, public, refused
}

func readRights(t *testing.T) (roles []string, rows []right) {
	t.Helper()
	f, err := os.Open(rightsFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		rows = append(rows, right{line[0], line[1], line[2], line[3:]})
	}
	return lines[0][3:], rows
}

// A subject is a unit that is asked about, and what of it is its own alone.
type subject struct {
	code, short, domain, liaison string

	form  string   // id of what its liaison has begun
	inner []string // when its papers came in, and the like
	named []string // names, QQ and phones
}

// hall is the demo on the Monday after the date, with papers, a submitted form, a
// begun one and a newcomer: the asker's own unit, another with all of it, and a
// third with nothing.
type hall struct {
	t           *testing.T
	desk        *askDesk
	join        string
	consent     string // a record of the own unit's
	own, other  subject
	quiet       subject // another unit in another state
	coordinator *form.Definition
}

func newHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{t: t, coordinator: form.Coordinator()}
	h.own = subject{code: "sz-wxb", short: "网信办", domain: "www.szwxb.gov.cn", liaison: "USZWXBLIAISON"}
	h.other = subject{code: "sz-gaj", short: "公安局", domain: "gaj.ahsz.gov.cn", liaison: "USZGAJLIAISON"}
	h.quiet = subject{code: "sz-bb", short: "编办", domain: "gaj.ahsz.gov.cn", liaison: "USZBBLIAISON"}
	var err error
	if h.desk, err = (&askCmd{Demo: true}).desk(context.Background(), environment{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.desk.db.Close() })
	h.desk.now = calendar.Date{Year: 2018, Month: time.November, Day: 22}.At(10, 12)
	h.do(func(ctx context.Context, tx *db.Tx) error {
		if err := h.furnish(ctx, tx, &h.own, "张密", "13911112222", "87654321", 27); err != nil {
			return err
		}
		return h.furnish(ctx, tx, &h.other, "王密", "13733334444", "65432178", 28)
	})
	h.do(func(ctx context.Context, tx *db.Tx) error {
		j, err := tx.NewJoin(ctx, db.JoinRow{Join: rules.Join{Person: "UNEWCOMER", Unit: h.other.code, Role: rules.Liaison}})
		h.join, j.State = j.ID, rules.JoinPending
		if err == nil { // a change of a third unit, the first on record
			err = tx.Rename(ctx, rules.Renaming{Unit: "sz-lfw", From: "旧名", To: "宿州市旅游发展委员会", Since: calendar.Date{Year: 2018, Month: time.November, Day: 20}}, "")
		}
		if err != nil {
			return err
		}
		c, _, err := tx.PutConsent(ctx, rules.Consent{Unit: h.own.code, Subject: "register/a.ahsz.gov.cn", On: calendar.DateOf(tx.Now()), Scan: "F1", By: h.own.liaison})
		if h.consent = c.ID; err != nil {
			return err
		}
		return tx.SaveJoin(ctx, j)
	})
	h.desk.now = calendar.Date{Year: 2018, Month: time.December, Day: 17}.At(10, 0)
	h.do(func(ctx context.Context, tx *db.Tx) error {
		d, err := rules.Builtin()
		if err != nil {
			return err
		}
		for _, dl := range d.Deadlines {
			err = errors.Join(err, tx.CheckIntakes(ctx, rules.IntakeCheck{Kind: dl.Kind, Due: dl.Due, By: "ADMIN"}))
		}
		return err
	})
	return h
}

// furnish gives a unit everything that is its own alone.
func (h *hall) furnish(ctx context.Context, tx *db.Tx, s *subject, name, phone, qq string, day int) error {
	values := map[string]string{}
	for _, f := range h.coordinator.Fields {
		values[f.ID] = map[form.Kind]string{form.Name: name, form.Post: "科长", form.QQ: qq, form.Phone: phone}[f.Kind]
	}
	sub := db.Submission{Form: h.coordinator.ID, Unit: s.code, Person: s.liaison, Values: values, FormVersion: h.coordinator.Version}
	if _, err := tx.PutSubmission(ctx, sub); err != nil {
		return err
	}
	begun := form.Carry(h.coordinator, form.New(h.coordinator, tx.Now()), values)
	row, err := tx.NewSession(ctx, db.SessionRow{Person: s.liaison, Unit: s.code, State: db.SessionOpen, Session: begun})
	if err != nil {
		return err
	}
	on := calendar.Date{Year: 2018, Month: time.November, Day: day}
	liaison, _, err := tx.Person(ctx, s.liaison)
	s.form, s.named = row.ID, []string{name, phone, qq, liaison.Name}
	s.inner = []string{"11月" + on.String()[8:] + "日", "11月22日"}
	if err != nil {
		return err
	}
	return tx.BookIntake(ctx, db.Booking{Unit: s.code, Kind: rules.Cleanup, Medium: rules.Paper, On: on, By: "UOFFICEADMIN"})
}

func (h *hall) do(fn func(context.Context, *db.Tx) error) {
	h.t.Helper()
	if err := h.desk.db.InTx(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// A heard is what came back: the answers to the asker, and their words.
type heard struct {
	answers []answer.Answer
	text    string
}

// hear does what a row says as somebody with a role, and takes back what it wrote.
func (h *hall) hear(role string, in handlers.Incoming) heard {
	h.t.Helper()
	var out heard
	err := h.desk.db.InTx(context.Background(), func(ctx context.Context, tx *db.Tx) error {
		out = heard{}
		if err := h.enter(ctx, tx, role, &in); err != nil {
			return err
		}
		if err := h.desk.handlers.Handle(ctx, tx, in); err != nil {
			return err
		}
		parcels, err := h.desk.outbox.Preview(ctx, tx, outbox.Address{Person: askerID})
		if err != nil {
			return err
		}
		for _, p := range parcels {
			place := view.Place{Now: tx.Now(), Reader: p.Reader, Personal: true}
			text, err := view.Text(h.desk.words.Printer("zh-CN"), p.Answer, place)
			if err != nil {
				return err
			}
			out.answers, out.text = append(out.answers, p.Answer), out.text+text+"\n"
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		h.t.Fatalf("%s: %+v: %v", role, in, err)
	}
	return out
}

// enter puts the asker on the roster with the role; a newcomer and a guest are on
// none.
func (h *hall) enter(ctx context.Context, tx *db.Tx, role string, in *handlers.Incoming) error {
	p := rules.Person{ID: askerID, Roles: []rules.Role{rules.Role(role)}}
	switch {
	case role == "guest":
		in.Membership = rules.Guest
		return nil
	case role == "newcomer":
		return nil
	case slices.Contains(rules.UnitRoles(), rules.Role(role)):
		p.Unit = h.own.code
	}
	return tx.PutPerson(ctx, p)
}

// incoming is what a row's question is for a unit.
func (h *hall) incoming(r right, about subject) handlers.Incoming {
	filled := strings.NewReplacer("{U}", about.short, "{C}", about.code, "{D}", about.domain,
		"{P}", about.liaison, "{F}", about.form, "{J}", h.join, "{R}", h.consent).Replace(r.ask)
	in := handlers.Incoming{Kind: handlers.KindMessage, User: askerID, Channel: "D0ASK", ChannelType: "im", Text: filled}
	_, action, isButton := strings.Cut(r.name, " ")
	switch {
	case r.name == "home":
		in = handlers.Incoming{Kind: handlers.KindHome, User: askerID}
	case isButton:
		in.Kind, in.Text, in.Action, in.Value, in.MessageTS = handlers.KindAction, "", action, filled, "1.000001"
	}
	return in
}

// refused reports whether all that came back is a refusal, or the question who
// somebody is.
func (o heard) refused() bool {
	answers := o.answers
	if len(answers) == 1 {
		if home, ok := answers[0].(answer.Home); ok {
			answers = home.Parts
		}
	}
	for _, a := range answers {
		switch a := a.(type) {
		case answer.Refusal, answer.Newcomer:
		case answer.Notice:
			if a.Key != "stale_button" && a.Key != "join.decided" {
				return false
			}
		default:
			return false
		}
	}
	return len(answers) > 0
}

// shows returns what of some words stands in what came back.
func (o heard) shows(words []string) (found []string) {
	for _, w := range words {
		if strings.Contains(o.text, w) {
			found = append(found, w)
		}
	}
	return found
}

// pressing begins the name of a row that does something: full is that it is done.
const pressing = "press "

// sees is what came back of a unit: refused, full when anything of its own shows,
// else public.
func (o heard) sees(about subject) string {
	private := []string{"🟢", "🟡", "🔴", "均未收到", "报送齐全", "已逾期", "正在核对", "应报送4"}
	switch {
	case o.refused():
		return "refused"
	case len(o.shows(slices.Concat(about.inner, about.named, private))) > 0:
		return "full"
	default:
		return "public"
	}
}

// TestRights walks the whole table. Beside what each cell says, nobody is ever
// shown a name, a QQ or a phone of another unit who may not see it in full, nor
// what it owes; and a refusal is the same whatever is so.
func TestRights(t *testing.T) {
	h := newHall(t)
	roles, rows := readRights(t)
	for _, r := range rows {
		about, strange := h.own, h.other
		if r.scope == "other" {
			about, strange = h.other, h.own
		}
		for i, role := range roles {
			got := h.hear(role, h.incoming(r, about))
			sees := got.sees(about)
			if strings.HasPrefix(r.name, pressing) && !got.refused() {
				sees = "full"
			}
			if sees != r.sees[i] {
				t.Errorf("%s of the %s unit as %s: %s, want %s:\n%s", r.name, r.scope, role, sees, r.sees[i], got.text)
			}
			if r.sees[i] != "full" {
				if leak := got.shows(slices.Concat(about.named, about.inner)); len(leak) > 0 {
					t.Errorf("%s of the %s unit as %s shows %v", r.name, r.scope, role, leak)
				}
			}
			if leak := got.shows(strange.named); r.scope == "own" && len(leak) > 0 {
				t.Errorf("%s of the own unit as %s shows another's %v", r.name, role, leak)
			}
			if got.refused() && got.text != h.hear(role, h.incoming(r, h.quiet)).text {
				t.Errorf("%s as %s: the refusal tells one unit from another:\n%s", r.name, role, got.text)
			}
		}
	}
}
