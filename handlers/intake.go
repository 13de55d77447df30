package handlers

import (
	"context"
	"strconv"
	"time"

	"steward/db"
	"steward/intent"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/calendar"
)

// wantsIntake hears the office's own words for its desk.
func wantsIntake(t *turn) bool {
	return t.who.Has(rules.Admin) && intent.OfficeDesk(t.in.Text)
}

// askIntake opens the office's desk: the card of the unit named, else the list.
func askIntake(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.BookIntake, ""); !ok {
		return err
	}
	kind := rules.ObligationKind(t.read.Slots.Deadline)
	if _, ok := t.h.book.Directive.Deadline(kind); !ok {
		kind = rules.Cleanup
	}
	if unit := t.reader.Named(t.in.Text); unit != "" {
		return t.intakeCard(ctx, unit, kind)
	}
	return t.put(ctx, string(answer.ListIntakes), refs{Kind: string(kind), Page: 1})
}

func listIntakes(ctx context.Context, t *turn) error {
	return t.list(ctx, answer.ListIntakes, rules.BookIntake)
}

// listMissing shows who has not handed everything in, to those who may see it.
func listMissing(ctx context.Context, t *turn) error {
	return t.list(ctx, answer.ShowMissing, rules.SeeProgress)
}

func (t *turn) list(ctx context.Context, kind answer.Action, act rules.Act) error {
	if ok, err := t.may(ctx, act, ""); !ok {
		return err
	}
	v := t.value(2)
	page, err := strconv.Atoi(v[1])
	if err != nil {
		page = 1
	}
	return t.put(ctx, string(kind), refs{Kind: v[0], Page: page, Flag: kind == answer.ShowMissing})
}

func loadIntakeList(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.CityFacts(ctx)
	if err != nil {
		return nil, err
	}
	list := answer.BuildIntakeList(r.book, facts, answer.Listed{
		Kind: rules.ObligationKind(r.refs.Kind), Page: r.refs.Page, Missing: r.refs.Flag, At: r.now(),
	})
	reader, err := r.reader(ctx)
	if err == nil && !rules.May(reader, rules.BookIntake, "").OK {
		list.ReadOnly()
	}
	return list, err
}

func openIntake(ctx context.Context, t *turn) error {
	if ok, err := t.may(ctx, rules.BookIntake, ""); !ok {
		return err
	}
	v := t.value(2)
	return t.intakeCard(ctx, v[0], rules.ObligationKind(v[1]))
}

func intakeCardName(unit string, kind rules.ObligationKind) string {
	return "intake/" + unit + "/" + string(kind)
}

func (t *turn) intakeCard(ctx context.Context, unit string, kind rules.ObligationKind) error {
	return t.send(ctx, outbox.Message{
		Kind: string(answer.OpenIntake), To: outbox.Address{Person: t.who.ID},
		Card: intakeCardName(unit, kind), Refs: refs{Unit: unit, Kind: string(kind)},
	})
}

func loadIntakeCard(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	return answer.BuildIntakeCard(r.book, facts, rules.ObligationKind(r.refs.Kind), r.now()), nil
}

// bookIntake books one medium in, with the date that the office picked: the
// true day of receipt, today unless another was picked.
func bookIntake(ctx context.Context, t *turn) error {
	b, facts, err := t.booking(ctx)
	if err != nil || b.Unit == "" {
		return err
	}
	b.On = t.pickedDate()
	asked := rules.IntakeBooking{Kind: b.Kind, Medium: b.Medium, On: b.On}
	if problem := rules.Bookable(t.h.book.Directive, facts, asked, calendar.DateOf(t.now())); problem != "" {
		return t.notice(ctx, "intake."+problem)
	}
	if facts.Intakes[b.Kind].On(b.Medium) == b.On {
		return t.redrawCard(ctx, intakeCardName(b.Unit, b.Kind))
	}
	if err := t.tx.BookIntake(ctx, b); err != nil {
		return err
	}
	return t.intakeChanged(ctx, b)
}

// undoIntake takes a booking back; the log keeps both.
func undoIntake(ctx context.Context, t *turn) error {
	b, facts, err := t.booking(ctx)
	if err != nil || b.Unit == "" {
		return err
	}
	if facts.Intakes[b.Kind].On(b.Medium).IsZero() {
		return t.redrawCard(ctx, intakeCardName(b.Unit, b.Kind))
	}
	if err := t.tx.UndoIntake(ctx, b); err != nil {
		return err
	}
	return t.intakeChanged(ctx, b)
}

// booking reads the clicked button, for those who may book, and loads the unit
// under a lock: of two who book at once the second sees what the first did. The
// booking's unit is "" when they may not, and have been told so.
func (t *turn) booking(ctx context.Context) (b db.Booking, f rules.UnitFacts, err error) {
	v := t.value(3)
	kind := rules.ObligationKind(v[1])
	if ok, err := t.may(ctx, rules.BookingAct(kind), v[0]); !ok {
		return b, f, err
	}
	if err := t.tx.Lock(ctx, intakeCardName(v[0], kind)); err != nil {
		return b, f, err
	}
	if f, err = t.tx.UnitFacts(ctx, v[0]); err != nil {
		return b, f, err
	}
	if f.Unit.Code == "" {
		return b, f, t.notice(ctx, "stale_button")
	}
	return db.Booking{Unit: v[0], Kind: kind, Medium: rules.Medium(v[2]), By: t.who.ID}, f, nil
}

// pickedDate is what stands in the card's date picker; today where none does.
func (t *turn) pickedDate() calendar.Date {
	on, err := calendar.ParseDate(t.in.State[string(answer.DateIntake)])
	if err != nil {
		return calendar.DateOf(t.now())
	}
	return on
}

// intakeChanged draws the card anew wherever it stands and tells the unit's
// liaisons.
func (t *turn) intakeChanged(ctx context.Context, b db.Booking) error {
	subject := intakeCardName(b.Unit, b.Kind) + "/" + string(b.Medium) + "/" + t.now().Format(time.RFC3339Nano)
	if err := t.behalf(ctx, subject, rules.Admin); err != nil {
		return err
	}
	t.stale = append(t.stale, b.Unit, "")
	if err := t.redrawCard(ctx, intakeCardName(b.Unit, b.Kind)); err != nil {
		return err
	}
	people, err := t.tx.OnDuty(ctx, b.Unit, rules.Liaison)
	if err != nil {
		return err
	}
	for _, p := range people {
		rf := refs{Unit: b.Unit, Kind: string(b.Kind), Medium: string(b.Medium), On: b.On.String()}
		if err := t.tell(ctx, p.ID, outbox.Message{Kind: kindBooked, Refs: rf}); err != nil {
			return err
		}
	}
	return nil
}

func loadBooked(ctx context.Context, r *reading) (answer.Answer, error) {
	facts, err := r.tx.UnitFacts(ctx, r.refs.Unit)
	if err != nil {
		return nil, err
	}
	var on calendar.Date
	if err := on.UnmarshalText([]byte(r.refs.On)); err != nil {
		return nil, err
	}
	kind := rules.ObligationKind(r.refs.Kind)
	dl, _ := r.book.Directive.Deadline(kind)
	return answer.IntakeBooked{
		Unit: facts.Unit, Kind: kind, Medium: rules.Medium(r.refs.Medium), On: on,
		Intake: facts.Intakes[kind], HandIn: r.book.Directive.HandIn, Article: dl.Article,
	}, nil
}
