package handlers

import (
	"context"
	"strings"
	"sync"

	"steward/intent"
	"steward/rules"
	"steward/rules/answer"
	"steward/rules/form"
)

// readers keeps the reader of sentences for the units as they were last put:
// with many units it takes long to make, and nothing to use.
type readers struct {
	mu      sync.Mutex
	version int64
	reader  *intent.Reader
}

// of returns the reader that knows a version of the units, which load gets when
// it is another than the one kept.
func (r *readers) of(version int64, load func() ([]rules.Unit, error)) (*intent.Reader, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reader != nil && r.version == version {
		return r.reader, nil
	}
	units, err := load()
	if err != nil {
		return nil, err
	}
	r.reader, r.version = intent.New(namesOf(units)), version
	return r.reader, nil
}

func namesOf(units []rules.Unit) []intent.Unit {
	named := make([]intent.Unit, len(units))
	for i, u := range units {
		named[i] = intent.Unit{Code: u.Code, Names: u.Names()}
	}
	return named
}

// understand reads the sentence; see package intent.
func (h *Handlers) understand(ctx context.Context, t *turn) error {
	version, err := t.tx.UnitsVersion(ctx)
	if err != nil {
		return err
	}
	t.reader, err = h.readers.of(version, func() ([]rules.Unit, error) { return t.tx.Units(ctx) })
	if err != nil {
		return err
	}
	t.read = t.reader.Read(t.in.Text, intent.Context{Own: t.who.Unit, Previous: t.before, Today: t.now()})
	return nil
}

// hear takes a sentence: an open form hears it first, then the catalogue. An
// empty one, such as a bare command, asks for help.
func (h *Handlers) hear(ctx context.Context, t *turn) error {
	if taken, err := t.attach(ctx); taken || err != nil {
		return err
	}
	if len(t.in.Files) > 0 && wantsConsent(t) {
		if err := h.understand(ctx, t); err != nil {
			return err
		}
		return h.run(ctx, t, kindConsent)
	}
	if brings(t.in) {
		return h.run(ctx, t, kindImport)
	}
	if strings.TrimSpace(t.in.Text) == "" {
		return h.run(ctx, t, "help")
	}
	if err := h.understand(ctx, t); err != nil {
		return err
	}
	if taken, err := h.refuseInWords(ctx, t); taken || err != nil {
		return err
	}
	if taken, err := t.toForm(ctx); taken || err != nil {
		return err
	}
	return h.answer(ctx, t)
}

// answer hands a sentence to the handler of its intent.
func (h *Handlers) answer(ctx context.Context, t *turn) error {
	if intent.Receipt(t.in.Text) && t.who.Unit != "" {
		return h.run(ctx, t, kindReceipt)
	}
	if name := form.Called(t.in.Text); name != "" && t.who.Unit != "" {
		t.read.Intent, t.read.Slots.Form, t.read.Slots.Business = "form.start", name, ""
	}
	if wantsConsent(t) {
		return h.run(ctx, t, kindConsent)
	}
	if wantsIntake(t) {
		return h.run(ctx, t, "intake")
	}
	switch {
	case intent.ExportDesk(t.in.Text):
		return h.run(ctx, t, kindExport)
	case intent.ViewsDesk(t.in.Text):
		return h.run(ctx, t, string(answer.ShowViews))
	}
	if _, wants := wantsAdjust(t); wants {
		return h.run(ctx, t, kindAdjust)
	}
	switch {
	case t.who.Has(rules.Admin) && intent.RosterDesk(t.in.Text):
		return h.run(ctx, t, string(answer.ShowRoster))
	case intent.DeputyDesk(t.in.Text):
		return h.run(ctx, t, string(answer.DeputyDesk))
	}
	return h.run(ctx, t, t.read.Intent)
}
