package handlers

import (
	"context"

	"steward/intent"
	"steward/rules"
	"steward/rules/answer"
)

// askHelp says what the asker can do here; what that is depends on their part.
func askHelp(ctx context.Context, t *turn) error {
	switch {
	case t.who.Has(rules.Admin):
		return t.notice(ctx, "help.office")
	case t.who.Has(rules.Leader):
		return t.notice(ctx, "help.leader")
	case t.who.Has(rules.Reviewer):
		return t.notice(ctx, "help.reviewer")
	default:
		return t.notice(ctx, "help.unit")
	}
}

// smallTalk answers in kind: a thank, a farewell, else a greeting.
func smallTalk(ctx context.Context, t *turn) error {
	return t.notice(ctx, "smalltalk."+intent.Tone(t.in.Text))
}

// askUnknown says plainly that the sentence was not understood, and offers what
// is nearest.
func askUnknown(ctx context.Context, t *turn) error {
	return t.put(ctx, kindNotice, refs{Key: "unknown", Near: t.read.Near})
}

// askNotKept answers a question about something that is not recorded here: it
// says so, and where the matter is dealt with.
func askNotKept(ctx context.Context, t *turn) error {
	return t.notice(ctx, "not_kept."+t.read.Intent)
}

// askNudge says that no review is kept here that could be hurried. The office is
// not sent to itself: it is told where it sees who has not handed in.
func askNudge(ctx context.Context, t *turn) error {
	if t.who.Has(rules.Admin) || t.who.Has(rules.Reviewer) {
		return t.notice(ctx, "not_kept.approval.nudge.office")
	}
	return askNotKept(ctx, t)
}

// askReminders says which reminders the asker gets.
func askReminders(ctx context.Context, t *turn) error { return t.notice(ctx, "reminders") }

// setLanguage keeps the language that the asker wants to be spoken to in.
func setLanguage(ctx context.Context, t *turn) error {
	lang := "zh-CN"
	if t.read.Slots.Language == "en" {
		lang = "en"
	}
	if err := t.tx.SetLanguage(ctx, t.who.ID, lang); err != nil {
		return err
	}
	t.read.Language = ""
	t.stale = append(t.stale, t.who.Unit)
	return t.notice(ctx, "language."+lang)
}

func loadNotice(_ context.Context, r *reading) (answer.Answer, error) {
	n := answer.Notice{Key: r.refs.Key}
	for _, near := range r.refs.Near {
		n.Buttons = append(n.Buttons, nearest(near)...)
	}
	if n.Key == "unknown" && len(n.Buttons) == 0 {
		n.Buttons = wayOut()
	}
	return n, nil
}

// wayOut is what is offered where nothing was understood.
func wayOut() []answer.Button {
	return []answer.Button{{Action: answer.ShowTodo}, {Action: answer.ShowDeadline}, {Action: answer.ShowHelp}}
}

// nearest returns the button that asks for what may have been meant.
func nearest(name string) []answer.Button {
	switch name {
	case "deadline.info":
		return []answer.Button{{Action: answer.ShowDeadline}}
	case "todo.list":
		return []answer.Button{{Action: answer.ShowTodo}}
	case "help":
		return []answer.Button{{Action: answer.ShowHelp}}
	default:
		return nil
	}
}

func loadRefusal(_ context.Context, r *reading) (answer.Answer, error) {
	a := answer.Refusal{
		Verdict: rules.Verdict{Reason: r.refs.Key, Article: r.refs.Article},
		Office:  r.book.Directive.HandIn,
	}
	if r.refs.Article != "" {
		a.Ground = answer.GroundOf(r.book.Directive, r.refs.Article)
	}
	return a, nil
}

func loadTrouble(_ context.Context, r *reading) (answer.Answer, error) {
	return answer.Trouble{Reference: r.refs.Key, Given: true}, nil
}
