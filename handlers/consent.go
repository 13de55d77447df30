package handlers

import (
	"context"
	"slices"

	"steward/db"
	"steward/intent"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
	"steward/rules/domain"
)

// kindConsent is the card on which a head's consent is put on record from paper,
// kindConsentNews what the office hears of it.
const (
	kindConsent     = "consent"
	kindConsentNews = "consent.news"
)

// consenting is how a head's consent, given on paper, comes on record: 二(三).
func consenting() []entry {
	return []entry{
		{kindConsent, hearConsent, loadConsent},
		{string(answer.ConsentOpen), takeConsent, nil},
		{string(answer.ConsentPut), putConsent, nil},
		{string(answer.ConsentStrike), strikeConsent, nil},
		{kindConsentNews, nil, loadConsent},
	}
}

func consentCard(id string) string { return "consent/" + id }

// wantsConsent hears whoever records a head's consent.
func wantsConsent(t *turn) bool {
	return t.who.Unit != "" && intent.ConsentDesk(t.in.Text, len(t.in.Files) > 0) && !t.in.inChannel()
}

// hearConsent shows what was said of a consent, and what is still missing.
func hearConsent(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.RecordPaper, t.who.Unit); !ok {
		return err
	}
	c := rules.Consent{Unit: t.who.Unit}
	c.Subject = rules.Matter{Business: rules.Business(t.read.Slots.Business), Domain: t.reader.DomainIn(t.in.Text)}.Subject()
	on, err := calendar.ParseDate(intent.Day(t.in.Text, t.now()))
	if err == nil {
		c.On = on
	}
	file := ""
	for _, f := range t.in.Files {
		if file = f.Name; rules.ScanName(f.Name) {
			c.Scan, file = f.ID, ""
			break
		}
	}
	return t.cardConsent(ctx, c, file)
}

func (t *turn) cardConsent(ctx context.Context, c rules.Consent, wrongFile string) error {
	m := rules.MatterOf(c.Subject)
	return t.putDirect(ctx, kindConsent, refs{
		Unit: c.Unit, Kind: string(m.Business), Domain: m.Domain, On: c.On.String(), File: c.Scan, Name: wrongFile,
	})
}

func loadConsent(ctx context.Context, r *reading) (answer.Answer, error) {
	a := answer.Consenting{State: answer.ConsentAsks, File: r.refs.Name, News: r.message.Kind == kindConsentNews}
	if r.refs.Code != "" {
		return r.consent(ctx, a)
	}
	a.Record = rules.Consent{Unit: r.refs.Unit, Scan: r.refs.File}
	a.Record.Subject = rules.Matter{Business: rules.Business(r.refs.Kind), Domain: r.refs.Domain}.Subject()
	if on, err := calendar.ParseDate(r.refs.On); err == nil {
		a.Record.On = on
	}
	facts, problem, err := consentProblem(ctx, r.tx, r.book, a.Record)
	if err != nil {
		return nil, err
	}
	if a.Unit, a.Problem = facts.Unit, problem; problem == "" {
		a.State = answer.ConsentNew
	}
	if a.File != "" && a.Record.Scan == "" && problem != rules.ConsentDomain && problem != rules.ConsentForeign {
		a.Problem = rules.ConsentKind // the file that came is said to be none before all else
	}
	return answer.BuildConsenting(r.book.Directive, a, false), nil
}

// consent is one that is on record.
func (r *reading) consent(ctx context.Context, a answer.Consenting) (answer.Answer, error) {
	c, known, err := r.tx.Consent(ctx, r.refs.Code)
	if err != nil || !known {
		return answer.Notice{Key: "stale_button"}, err
	}
	reader, err := r.reader(ctx)
	if err != nil {
		return nil, err
	}
	a.Record, a.State = c, answer.ConsentDone
	if !c.Struck.IsZero() {
		a.State = answer.ConsentOff
	}
	a.Unit, _, err = r.tx.Unit(ctx, c.Unit)
	return answer.BuildConsenting(r.book.Directive, a, rules.May(reader, rules.RecordPaper, c.Unit).OK), err
}

// consentProblem says what stands against a record, with what is known of the unit.
func consentProblem(ctx context.Context, tx *db.Tx, b rules.Book, c rules.Consent) (rules.UnitFacts, string, error) {
	facts, err := tx.UnitFacts(ctx, c.Unit)
	if err != nil {
		return facts, "", err
	}
	records, err := tx.Consents(ctx, c.Unit)
	return facts, c.Problem(b, facts, records, calendar.DateOf(tx.Now())), err
}

// takeConsent takes the sheet on which it was filled in; at a click the door opens
// it.
func takeConsent(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.RecordPaper, t.who.Unit); !ok || t.in.Kind != KindSheet {
		return err
	}
	return t.record(ctx, typedConsent(t.in, t.who.Unit))
}

// typedConsent is what the sheet says.
func typedConsent(in Incoming, unit string) rules.Consent {
	name, err := domain.Normalize(in.typed(answer.ConsentDomain))
	if err != nil {
		name = in.typed(answer.ConsentDomain)
	}
	c := rules.Consent{Unit: unit, On: in.typedDay(answer.ConsentOn), Scan: in.known(1)[0]}
	c.Subject = rules.Matter{Business: rules.Business(in.typed(answer.ConsentWhat)), Domain: name}.Subject()
	for _, f := range in.Files {
		if rules.ScanName(f.Name) {
			c.Scan = f.ID
		}
	}
	return c
}

// putConsent records what was said and looked over.
func putConsent(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.RecordPaper, t.who.Unit); !ok {
		return err
	}
	const parts = 4
	v := t.value(parts)
	on, err := calendar.ParseDate(v[3])
	if err != nil {
		return t.notice(ctx, "stale_button")
	}
	c := rules.Consent{Unit: t.who.Unit, On: on, Scan: v[0]}
	c.Subject = rules.Matter{Business: rules.Business(v[1]), Domain: v[2]}.Subject()
	return t.record(ctx, c)
}

// record puts the consent on record, with who did it and for whom, and tells those
// who ask for it. What stands against it is said instead.
func (t *turn) record(ctx context.Context, c rules.Consent) error {
	if err := t.tx.Lock(ctx, "consents/"+c.Unit); err != nil {
		return err
	}
	_, problem, err := consentProblem(ctx, t.tx, t.h.book, c)
	if err != nil {
		return err
	}
	if problem != "" {
		return t.cardConsent(ctx, c, "")
	}
	c.By, c.Behalf = t.who.ID, t.who.Behalf(rules.Filers()...)
	c, _, err = t.tx.PutConsent(ctx, c)
	if err != nil {
		return err
	}
	t.stale = append(t.stale, c.Unit, "")
	err = t.send(ctx, outbox.Message{
		Kind: kindConsent, To: outbox.Address{Person: t.who.ID}, Card: consentCard(c.ID), Refs: refs{Code: c.ID, Unit: c.Unit},
	})
	if err != nil {
		return err
	}
	return t.tellConsent(ctx, c)
}

// tellConsent tells the office, and those who act for the unit beside the one who
// recorded it.
func (t *turn) tellConsent(ctx context.Context, c rules.Consent) error {
	told := []string{t.who.ID}
	for _, to := range []struct {
		unit string
		role rules.Role
	}{{"", rules.Admin}, {"", rules.Reviewer}, {c.Unit, rules.OfficeHead}, {c.Unit, rules.Head}} {
		people, err := t.tx.OnDuty(ctx, to.unit, to.role)
		if err != nil {
			return err
		}
		for _, p := range people {
			if slices.Contains(told, p.ID) {
				continue
			}
			told = append(told, p.ID)
			m := outbox.Message{Kind: kindConsentNews, Card: consentCard(c.ID), Refs: refs{Code: c.ID, Unit: c.Unit}}
			if err := t.tell(ctx, p.ID, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// strikeConsent strikes a record out that was a mistake; it stays in the trail, and
// everybody who was told sees it.
func strikeConsent(ctx context.Context, t *turn) error {
	c, known, err := t.tx.Consent(ctx, t.in.Value)
	if err != nil {
		return err
	}
	if !known {
		c.Unit = t.who.Unit
	}
	if ok, err := t.may(ctx, rules.RecordPaper, c.Unit); !ok {
		return err
	}
	if !known {
		return t.notice(ctx, "stale_button")
	}
	if _, err := t.tx.StrikeConsent(ctx, c.ID, t.who.ID); err != nil {
		return err
	}
	t.stale = append(t.stale, c.Unit, "")
	return t.redrawCard(ctx, consentCard(c.ID))
}

// openConsent asks for what is not known yet.
func openConsent(ctx context.Context, s *straight) (answer.Dialog, error) {
	const parts = 4
	v := s.in.known(parts)
	d := answer.Dialog{Value: answer.Join(dialogValue, v[0]), Fields: []answer.DialogField{
		{Action: answer.ConsentWhat, Kind: answer.FieldChoice, Value: v[1]},
		{Action: answer.ConsentDomain, Kind: answer.FieldText, Value: v[2], Hint: true},
		{Action: answer.ConsentOn, Kind: answer.FieldDate, Value: v[3], Hint: true},
	}}
	for _, b := range rules.Businesses() {
		d.Fields[0].Choices = append(d.Fields[0].Choices, string(b))
	}
	if v[0] == "" {
		d.Fields = append(d.Fields, answer.DialogField{Action: answer.ConsentScan, Kind: answer.FieldFile, Hint: true})
	}
	u, _, err := s.tx.Unit(ctx, s.who.Unit)
	d.About = u.Name
	return d, err
}

// judgeConsent says at which field stands what is wrong.
func judgeConsent(ctx context.Context, s *straight) (map[string]answer.Problem, error) {
	for _, f := range s.in.Files {
		if !rules.ScanName(f.Name) {
			return map[string]answer.Problem{
				string(answer.ConsentScan): {Key: "consent.problem." + rules.ConsentKind, Args: map[string]string{"file": f.Name}},
			}, nil
		}
	}
	c := typedConsent(s.in, s.who.Unit)
	_, problem, err := consentProblem(ctx, s.tx, s.h.book, c)
	if problem == "" || err != nil {
		return nil, err
	}
	field := answer.ConsentDomain
	switch problem {
	case rules.ConsentDay, rules.ConsentFuture, rules.ConsentEarly:
		field = answer.ConsentOn
	case rules.ConsentScan:
		field = answer.ConsentScan
	}
	return map[string]answer.Problem{
		string(field): {Key: "consent.problem." + problem, Args: map[string]string{"file": ""}},
	}, nil
}
