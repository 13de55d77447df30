package moves_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/moves"
)

// walkers are the people of a walk. U5 is both of the unit and a reviewer, so that
// the separation of duties has something to part.
func walkers() []rules.Person {
	return []rules.Person{
		{ID: "U1", Unit: "sz-jtj", Roles: []rules.Role{rules.Liaison}},
		{ID: "U2", Unit: "sz-jtj", Roles: []rules.Role{rules.Head}},
		{ID: "U3", Unit: "sz-czj", Roles: []rules.Role{rules.Liaison}},
		{ID: "U4", Roles: []rules.Role{rules.Admin}},
		{ID: "U5", Unit: "sz-jtj", Roles: []rules.Role{rules.OfficeHead, rules.Reviewer}},
		{ID: "U6", Roles: []rules.Role{rules.Reviewer}},
		{ID: "U7", Roles: []rules.Role{rules.Reviewer}},
		{ID: "U8", Unit: "sz-jtj", Roles: []rules.Role{rules.Reviewer, rules.Head}},
	}
}

// cancellable is of an announcement posted on 2018-12-03: its three months end on a
// Sunday, and a day off moves forward.
func cancellable() calendar.Date { return calendar.Date{Year: 2019, Month: 3, Day: 4} }

// A walk is one application on its way, with what the rules have let happen to it.
type walk struct {
	table     moves.Lines
	app       moves.Application
	facts     moves.Facts
	day       calendar.Date
	filers    []string // all who ever filed it
	consents  []string // all who ever agreed
	firstBy   string   // of the latest first review
	paper     bool
	sent      bool
	completed int
	steps     int
}

// TestWalks goes 10,000 random ways through the table: a hundred in each check.
func TestWalks(t *testing.T) {
	completed, table := 0, moves.Table()
	rapid.Check(t, func(t *rapid.T) {
		for range 100 {
			completed += walked(t, table)
		}
	})
	t.Logf("%d of 10,000 walks came to their end", completed)
	if completed < 100 {
		t.Fatal("too few walks came to their end")
	}
}

func walked(t *rapid.T, table moves.Lines) int {
	w := &walk{table: table, day: calendar.Date{Year: 2018, Month: 12, Day: 3}}
	w.app = moves.Application{Unit: "sz-jtj", Way: rapid.SampledFrom(moves.Ways()).Draw(t, "way"), Replaced: rapid.Bool().Draw(t, "replaced")}
	w.facts.Announced = &rules.Announcement{Cancellable: cancellable()}
	if rapid.Bool().Draw(t, "consented") {
		w.facts.Consent = &rules.Consent{By: rapid.SampledFrom([]string{"U1", "U2", "U8"}).Draw(t, "by")}
	}
	for over := 0; w.steps < 40 && over < 2; w.steps++ { // two more are tried after the end
		if w.app.State.Ended() {
			over++
		}
		w.day = w.day.AddDays(rapid.IntRange(0, 8).Draw(t, "days"))
		w.step(t)
	}
	return w.completed
}

// chosen is who moves next, and what they may choose among: mostly somebody with a
// button that leads on, at times one with any button, or none at all.
func (w *walk) chosen(t *rapid.T, now time.Time) (by rules.Person, verbs []moves.Verb) {
	aside := []moves.Verb{moves.Withdraw, moves.Decline, moves.Refuse, moves.Refer, moves.Return, moves.Reassign}
	if rapid.IntRange(0, 9).Draw(t, "forward") > 0 {
		for _, by := range rapid.Permutation(walkers()).Draw(t, "order") {
			forward := slices.DeleteFunc(w.table.May(w.app, by, w.facts, now), func(v moves.Verb) bool { return slices.Contains(aside, v) })
			if len(forward) > 0 {
				return by, forward
			}
		}
	}
	by = rapid.SampledFrom(walkers()).Draw(t, "who")
	if verbs = w.table.May(w.app, by, w.facts, now); len(verbs) == 0 {
		verbs = w.table.Verbs()
	}
	return by, verbs
}

// step tries a move.
func (w *walk) step(t *rapid.T) {
	now := w.day.At(10, 0)
	by, verbs := w.chosen(t, now)
	m := moves.Move{Verb: rapid.SampledFrom(verbs).Draw(t, "verb"), By: by, Version: w.app.Version}
	m.Words, m.Number, m.File, m.On = "words", "1", "F1", w.day
	m.Reasons, m.To = []moves.ReasonCode{moves.WrongSeal}, rapid.SampledFrom(walkers()).Draw(t, "to")
	before := w.app
	out := w.table.Decide(before, m, w.facts, now)
	if !out.Verdict.OK {
		return
	}
	w.app = out.Next
	w.keeps(t, before, m)
	if again := w.table.Decide(w.app, m, w.facts, now); again.Verdict.Reason != moves.Stale {
		t.Fatalf("the same click decided twice: %+v", again.Verdict)
	}
}

// keeps checks what must be true after a move that was allowed, from the walk's own
// notes and not from the application's.
func (w *walk) keeps(t *rapid.T, before moves.Application, m moves.Move) {
	by := m.By.ID
	if before.State.Ended() {
		t.Fatalf("%s after the end, %s", m.Verb, before.State)
	}
	switch m.Verb {
	case moves.File, moves.Resubmit:
		w.filers = append(w.filers, by)
	case moves.Agree:
		w.consents = append(w.consents, by)
	case moves.Receive:
		w.paper = true
	case moves.Send:
		w.sent = true
		if !w.paper {
			t.Fatal("sent to the province without the sealed paper")
		}
	case moves.Pass:
		w.passed(t, before.State, by)
	case moves.Finish:
		if before.Replaced && w.day.Before(cancellable()) {
			t.Fatalf("cancelled on %v, before the announcement was full", w.day)
		}
		if !w.sent && before.Way != moves.Holder {
			t.Fatal("at its end without the province")
		}
	}
	if w.app.State == moves.Complete {
		w.completed++
	}
}

func (w *walk) passed(t *rapid.T, from moves.State, by string) {
	consent := w.facts.Consent
	switch {
	case slices.Contains(w.filers, by):
		t.Fatalf("%s reviewed what they filed", by)
	case slices.Contains(w.consents, by), consent != nil && consent.By == by:
		t.Fatalf("%s reviewed what they consented to", by)
	case from == moves.Second && by == w.firstBy:
		t.Fatalf("%s reviewed it twice", by)
	case from == moves.First:
		w.firstBy = by
	}
}
