package handlers

import (
	"context"
	"strings"
	"sync"

	"steward/intent"
	"steward/rules"
	"steward/rules/answer"
)

// readers keeps the reader of sentences for the units it was made of.
type readers struct {
	mu     sync.Mutex
	made   string
	reader *intent.Reader
}

// of returns the reader that knows these units, making it when they changed.
func (r *readers) of(units []rules.Unit) *intent.Reader {
	r.mu.Lock()
	defer r.mu.Unlock()
	if made := fingerprint(units); r.reader == nil || made != r.made {
		r.reader, r.made = intent.New(namesOf(units)), made
	}
	return r.reader
}

func fingerprint(units []rules.Unit) string {
	var b strings.Builder
	for _, u := range units {
		b.WriteString(u.Code + "\t" + u.Name + "\t" + strings.Join(u.Aliases, "|") + "\n")
	}
	return b.String()
}

func namesOf(units []rules.Unit) []intent.Unit {
	named := make([]intent.Unit, len(units))
	for i, u := range units {
		named[i] = intent.Unit{Code: u.Code, Names: append([]string{u.Name}, u.Aliases...)}
	}
	return named
}

// understand reads the sentence; see package intent.
func (h *Handlers) understand(ctx context.Context, t *turn) error {
	units, err := t.tx.Units(ctx)
	if err != nil {
		return err
	}
	t.reader = h.readers.of(units)
	t.read = t.reader.Read(t.in.Text, intent.Context{Own: t.who.Unit, Previous: t.before, Today: t.now()})
	return nil
}

// hear takes a sentence: an open form hears it first, then the catalogue. An
// empty one, such as a bare command, asks for help.
func (h *Handlers) hear(ctx context.Context, t *turn) error {
	if strings.TrimSpace(t.in.Text) == "" {
		return h.run(ctx, t, "help")
	}
	if err := h.understand(ctx, t); err != nil {
		return err
	}
	if row, ok, err := t.openSession(ctx); err != nil {
		return err
	} else if ok {
		return t.fill(ctx, row)
	}
	return h.answer(ctx, t)
}

// answer hands a sentence to the handler of its intent.
func (h *Handlers) answer(ctx context.Context, t *turn) error {
	if intent.Receipt(t.in.Text) && t.who.Unit != "" {
		return h.run(ctx, t, kindReceipt)
	}
	if wantsIntake(t) {
		return h.run(ctx, t, "intake")
	}
	switch {
	case t.who.Has(rules.Admin) && intent.RosterDesk(t.in.Text):
		return h.run(ctx, t, string(answer.ShowRoster))
	case intent.DeputyDesk(t.in.Text):
		return h.run(ctx, t, string(answer.DeputyDesk))
	}
	return h.run(ctx, t, t.read.Intent)
}
