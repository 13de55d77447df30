package handlers

import (
	"context"
	"fmt"
	"slices"

	"steward/db"
	"steward/intent"
	"steward/locales"
	"steward/outbox"
	"steward/rules"
	"steward/rules/answer"
)

// An entry is one thing a person can do. Do decides, saves and puts; Load makes
// the answer anew when it is sent. An entry without Do is only said, one
// without Load says what others draw.
type entry struct {
	name string // an intent of the catalogue, an action of a button, or a kind of message
	do   func(ctx context.Context, t *turn) error
	load func(ctx context.Context, r *reading) (answer.Answer, error)
}

// table is everything a person can do, in reading order.
func table() []entry {
	return slices.Concat(questions(), fillings(), desk(), imports(), adjusting(), consenting(), taking(), joining(), roster(), buttons(), said())
}

// questions are the intents of the catalogue.
func questions() []entry {
	return []entry{
		{"deadline.info", askDeadline, loadDeadline},
		{"todo.list", askTodo, loadTodo},
		{"domain.status", askStatus, loadStatus},
		{"name.check", askStatus, nil},
		{"name.suggest", askSuggestion, loadSuggestion},
		{"progress.report", askProgress, loadProgress},
		{"announcement.status", askAnnounced, loadAnnounced},
		{"application.status", askNotKept, nil},
		{"policy.ask", askPolicy, loadPolicy},
		{"contact.ask", askContact, loadContact},
		{"document.get", askDocument, loadDocument},
		{"approval.list", askNotKept, nil},
		{"approval.nudge", askNudge, nil},
		{"approval.withdraw", askNotKept, nil},
		{"reminder.snooze", askNotKept, nil},
		{"reminder.settings", askReminders, nil},
		{"language.set", setLanguage, nil},
		{"help", askHelp, nil},
		{"smalltalk", smallTalk, nil},
		{"unknown", askUnknown, nil},
	}
}

// fillings are the steps of a form.
func fillings() []entry {
	return []entry{
		{"form.start", startForm, nil},
		{string(answer.FormBack), backInForm, nil},
		{string(answer.FormSave), saveForm, nil},
		{string(answer.FormResume), resumeForm, nil},
		{string(answer.FormCancel), cancelForm, nil},
		{string(answer.FormEdit), editForm, nil},
		{string(answer.FormField), fieldOfForm, nil},
		{string(answer.FormAnswer), answerForm, nil},
		{string(answer.FormSubmit), submitForm, nil},
		{string(answer.FormWhole), openSheet, nil},
		{string(answer.FormRow), nothing, nil}, // the door draws the sheet anew
		{string(answer.FormDomain), nothing, nil},
		{string(answer.FormTake), takeHeld, nil},
		{string(answer.FormTakeOver), takeOver, nil},
		{string(answer.FormOwn), beginOwn, nil},
		{ActionUnopened, sheetUnopened, nil},
		{KindSheet, fillSheet, nil},
		{kindQuestion, nil, loadQuestion},
		{kindSummary, nil, loadSummary},
		{kindFormEvent, nil, loadFormEvent},
		{kindOutcome, nil, loadOutcome},
		{kindSubmitted, nil, loadSubmitted},
		{kindIncoming, nil, loadIncoming},
		{kindWhich, nil, loadWhich},
		{kindHandOver, nil, loadHandOver},
	}
}

// desk is where the office books material in.
func desk() []entry {
	return []entry{
		{"intake", askIntake, nil},
		{string(answer.ListIntakes), listIntakes, loadIntakeList},
		{string(answer.ShowMissing), listMissing, loadIntakeList},
		{string(answer.OpenIntake), openIntake, loadIntakeCard},
		{string(answer.BookIntake), bookIntake, nil},
		{string(answer.UndoIntake), undoIntake, nil},
		{string(answer.CheckIntakes), checkIntakes, nil},
		{string(answer.UncheckIntakes), uncheckIntakes, nil},
		{string(answer.DateIntake), nothing, nil},
		{kindBooked, nil, loadBooked},
	}
}

// buttons are those that show something, and the receipt.
func buttons() []entry {
	return []entry{
		{string(answer.GiveReceipt), giveReceipt, nil},
		{kindReceipt, sayReceipt, nil},
		{string(answer.ShowStatus), showStatus, nil},
		{string(answer.ShowDomain), showDomain, nil},
		{string(answer.ShowTodo), askTodo, nil},
		{string(answer.ShowDeadline), showDeadline, nil},
		{string(answer.ShowMaterial), showMaterial, nil},
		{string(answer.ShowBrief), showBrief, loadBrief},
		{string(answer.ShowHelp), askHelp, nil},
		{string(answer.AskPolicy), showPolicy, nil},
	}
}

// said is what nobody asks for by name.
func said() []entry {
	return []entry{
		{kindHome, showHome, loadHome},
		{kindNotice, nil, loadNotice},
		{kindRefusal, nil, loadRefusal},
		{kindTrouble, nil, loadTrouble},
	}
}

// Options is what the handlers are made of.
type Options struct {
	Book rules.Book
	// Plan works out anew who owes what, after the inventory has changed, in the
	// caller's transaction. Nil: somebody else sees to it.
	Plan func(ctx context.Context, tx *db.Tx) error
}

// Handlers is the desk at which every turn is handled.
type Handlers struct {
	book    rules.Book
	plan    func(context.Context, *db.Tx) error
	readers *readers
	indexes *indexes
	domains *domainIndexes
	entries map[string]entry
	paper   *locales.Printer // of the language in which official papers are written
}

// New checks the table, the words and the lexicon and returns the desk. A name that stands
// twice is a wrong definition, and panics (law 12).
func New(o Options) *Handlers {
	h := &Handlers{book: o.Book, plan: o.Plan, readers: &readers{}, indexes: &indexes{}, domains: &domainIndexes{}, entries: map[string]entry{}}
	words, err := locales.Load()
	if err != nil {
		panic("handlers: " + err.Error())
	}
	h.paper = words.Printer(locales.Chinese)
	intent.New(nil) // a wrong lexicon panics here, not at the first sentence
	for _, e := range table() {
		if _, twice := h.entries[e.name]; twice {
			panic("handlers: " + e.name + " stands twice in the table")
		}
		h.entries[e.name] = e
	}
	return h
}

// Handle takes one thing that a person did, within the caller's transaction.
// What it decides is saved and put there; nothing is sent. A thing that has no
// entry is answered with help: nobody is left without an answer.
func (h *Handlers) Handle(ctx context.Context, tx *db.Tx, in Incoming) error {
	_, err := h.Converse(ctx, tx, in, Talk{})
	return err
}

// A Talk is what a conversation has come to: how its last sentence was read.
type Talk struct{ Read intent.Result }

// Converse is [Handlers.Handle] for a sentence that follows others: what it
// leaves out is taken from the turn before.
func (h *Handlers) Converse(ctx context.Context, tx *db.Tx, in Incoming, before Talk) (Talk, error) {
	t, err := h.newTurn(ctx, tx, in)
	if err != nil {
		return before, err
	}
	t.before = before.Read
	if do := ofAccounts(in.Kind); do != nil {
		return before, h.settle(ctx, t, do)
	}
	if v := rules.MayEnter(in.Membership); !v.OK {
		return before, h.settle(ctx, t, func(ctx context.Context, t *turn) error { return t.turnAway(ctx, v) })
	}
	if !t.who.Known() && in.Kind != KindHome {
		return before, h.settle(ctx, t, h.welcome)
	}
	err = h.settle(ctx, t, h.route)
	return Talk{Read: t.read}, err
}

// settle does one thing and draws the homes anew that it concerns.
func (h *Handlers) settle(ctx context.Context, t *turn, do func(context.Context, *turn) error) error {
	if err := do(ctx, t); err != nil {
		return err
	}
	if err := t.outcome(ctx, refs{Key: answer.SheetElsewhere}); err != nil {
		return err
	}
	return outbox.RefreshHomes(ctx, t.tx, t.stale...)
}

func (h *Handlers) route(ctx context.Context, t *turn) error {
	switch t.in.Kind {
	case KindAction:
		return h.run(ctx, t, t.in.Action)
	case KindSheet:
		if IsDialog(t.in) {
			return h.run(ctx, t, t.in.Action)
		}
		return h.run(ctx, t, KindSheet)
	case KindHome:
		return h.run(ctx, t, kindHome)
	default:
		return h.hear(ctx, t)
	}
}

// run hands the turn to the entry of that name.
func (h *Handlers) run(ctx context.Context, t *turn, name string) error {
	e, ok := h.entries[name]
	if !ok || e.do == nil {
		return t.notice(ctx, "stale_button")
	}
	if err := e.do(ctx, t); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// GiveUp tells the person that what they did failed for good, under the
// reference by which the office finds it.
func (h *Handlers) GiveUp(ctx context.Context, tx *db.Tx, in Incoming, reference string) error {
	t := &turn{h: h, tx: tx, in: in}
	if err := t.outcome(ctx, refs{Key: answer.SheetElsewhere}); err != nil {
		return err
	}
	return t.put(ctx, kindTrouble, refs{Key: reference})
}

// Kinds returns how each kind of message is drawn anew when it is sent.
func (h *Handlers) Kinds() map[string]outbox.Kind {
	kinds := map[string]outbox.Kind{}
	for name, e := range h.entries {
		if e.load != nil {
			kinds[name] = outbox.Kind{Load: h.loader(e), StillTrue: stillTheirs(name)}
		}
	}
	return kinds
}

func (h *Handlers) loader(e entry) func(context.Context, *db.Tx, outbox.Message) (answer.Answer, error) {
	return func(ctx context.Context, tx *db.Tx, m outbox.Message) (answer.Answer, error) {
		r := &reading{book: h.book, indexes: h.indexes, tx: tx, message: m}
		if err := m.Decode(&r.refs); err != nil {
			return nil, fmt.Errorf("references of message %d: %w", m.ID, err)
		}
		return e.load(ctx, r)
	}
}
