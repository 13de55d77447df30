package handlers

import (
	"cmp"
	"context"
	"strings"

	"steward/db"
	"steward/intent"
	"steward/outbox"
	"steward/rules"
)

// introduce takes what a newcomer says of who they are in their own words, and
// shows it for them to confirm; false when they say something else.
func (h *Handlers) introduce(ctx context.Context, t *turn) (bool, error) {
	if t.in.Kind != KindMessage || t.in.inChannel() {
		return false, nil
	}
	in := intent.Introduce(t.in.Text)
	if !in.Claims && (in.Asks || in.Role == "" && in.Rest == "") {
		return false, nil
	}
	unit, err := h.unitSaid(ctx, t, in)
	role := rules.Role(in.Role)
	if err != nil || unit == "" && role == "" {
		return false, err
	}
	if unit == "" && rules.Fits(role, "") {
		unit = rules.TheCity
	}
	_, begun, err := t.tx.OpenJoin(ctx, t.in.User)
	if err != nil {
		return false, err
	}
	if !begun && !in.Asks {
		t.in.Text = "" // nothing is asked that could be answered later
	}
	j, err := t.request(ctx)
	if err != nil || j.State != rules.JoinDraft {
		return false, err
	}
	return true, t.said(ctx, j, unit, role)
}

// said keeps what was understood of a draft, and shows it.
func (t *turn) said(ctx context.Context, j db.JoinRow, unit string, role rules.Role) error {
	if unit != "" && unit != j.Unit {
		j.Unit = unit
	}
	j.Role = cmp.Or(role, j.Role)
	if err := t.tx.SaveJoin(ctx, j); err != nil {
		return err
	}
	return t.putJoin(ctx, j.ID)
}

// unitSaid is the unit that the words name. Without 我是 they have to be nothing but
// a name of it: 「财政局的域名」 says of nobody where they belong.
func (h *Handlers) unitSaid(ctx context.Context, t *turn, in intent.Introduction) (string, error) {
	if err := h.understand(ctx, t); err != nil {
		return "", err
	}
	code := t.reader.Named(t.in.Text)
	if code == "" {
		code = t.reader.Named(in.Rest)
	}
	if code == "" || in.Claims {
		return code, nil
	}
	u, _, err := t.tx.Unit(ctx, code)
	if err != nil {
		return "", err
	}
	for _, n := range u.Names() {
		if strings.Contains(folded(n), folded(in.Rest)) {
			return code, nil
		}
	}
	return "", nil
}

// refuseInWords says no to a newcomer in the office's own words; false when what
// was said is no refusal.
func (h *Handlers) refuseInWords(ctx context.Context, t *turn) (bool, error) {
	words, is := intent.Refusal(t.in.Text)
	if !is || t.in.inChannel() || !rules.May(t.who, rules.KeepRoster, "").OK {
		return false, nil
	}
	pending, err := t.tx.PendingJoins(ctx)
	if err != nil {
		return true, err
	}
	unit := t.reader.Named(t.in.Text)
	var meant []db.JoinRow
	for _, j := range pending {
		if unit == "" || j.UnitCode() == unit {
			meant = append(meant, j)
		}
	}
	switch {
	case len(meant) != 1:
		return true, t.notice(ctx, "join.which")
	case unit != "":
		words = intent.AfterColon(words)
	}
	if words == "" {
		return true, t.notice(ctx, "join.words")
	}
	j, _, ok, err := t.decidable(ctx, meant[0].ID)
	if !ok {
		return true, err
	}
	j.Reason, j.Words = rules.InWords, words
	if err := t.decide(ctx, j, rules.JoinRefused); err != nil {
		return true, err
	}
	// The card may stand far above, or nowhere: show what became of it.
	return true, t.send(ctx, outbox.Message{
		Kind: kindJoinRequest, To: outbox.Address{Person: t.who.ID}, Card: joinCard(j.ID), Refs: refs{Code: j.ID},
	})
}
