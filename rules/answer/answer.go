// Package answer is what steward can say, as values: one type an answer. The
// rules' findings and dates go in, words and blocks come later, in view.
//
// Invariants:
//   - An answer holds facts and keys, never sentences for people; quotes of the
//     directive are data.
//   - An answer knows the articles it rests on, see [Answer.Articles].
//   - Names, QQ and phones appear only in the answers marked as personal; these
//     go to direct messages alone.
package answer

import (
	"strconv"
	"strings"

	"steward/rules"
)

// An Answer is one thing to say. Articles returns the ids of the provisions it
// rests on, in the order of the directive; nil when on none.
type Answer interface {
	Articles() []string
}

// An Action is what a button does; it is the action_id in Slack and the name of
// a handler.
type Action string

// The actions of buttons. Labels are the locale keys "button.<action>".
const (
	FormStart      Action = "form.start"     // value: form id, or form id/unit for one that was merged
	FormBack       Action = "form.back"      // value: session id
	FormSave       Action = "form.save"      // value: session id; keep, go on later
	FormResume     Action = "form.resume"    // value: session id
	FormCancel     Action = "form.cancel"    // value: session id
	FormEdit       Action = "form.edit"      // value: session id; choose a field in the summary
	FormField      Action = "form.field"     // value: session id/field
	FormAnswer     Action = "form.answer"    // value: session id/field/answer
	FormSubmit     Action = "form.submit"    // value: session id/revision
	FormWhole      Action = "form.whole"     // value: session id; opens the sheet, whose own value is session id/revision/turn
	FormRow        Action = "form.row"       // in a sheet; value: its own/"add", "drop2", or "" to draw it anew
	FormTake       Action = "form.take"      // value: session id that holds the message/its key/session id that it is for
	FormTakeOver   Action = "form.takeover"  // value: session id of another/revision/session id that holds what was said, or ""
	FormOwn        Action = "form.own"       // value: form id/unit/session id that holds what was said, or ""
	GiveReceipt    Action = "receipt"        // value: "directive"
	OpenIntake     Action = "intake.open"    // value: unit/kind
	BookIntake     Action = "intake.book"    // value: unit/kind/medium; the date from the date picker
	UndoIntake     Action = "intake.undo"    // value: unit/kind/medium
	ListIntakes    Action = "intake.list"    // value: kind/page
	FormDomain     Action = "form.domain"    // a field of a sheet: the domain; a choice alone does nothing
	CheckIntakes   Action = "intake.check"   // value: kind: all that came in for its date is booked
	UncheckIntakes Action = "intake.uncheck" // value: kind
	DateIntake     Action = "intake.date"    // the date picker; a change alone does nothing
	ShowStatus     Action = "status.show"    // value: unit/page
	ShowDomain     Action = "domain.show"    // value: domain
	ShowTodo       Action = "todo.show"      // value: ""
	ShowDeadline   Action = "deadline.show"  // value: deadline
	ShowMaterial   Action = "material.show"  // value: deadline: what to hand in, where
	ShowMissing    Action = "missing.show"   // value: kind/page: who has not handed in
	ShowBrief      Action = "brief.show"     // value: ""
	ShowHelp       Action = "help.show"      // value: ""
	AskPolicy      Action = "policy.show"    // value: topic
)

// Join writes the parts of a button's value; no part holds a slash.
func Join(parts ...string) string { return strings.Join(parts, "/") }

// Split reads what [Join] wrote; missing parts are "".
func Split(value string, n int) []string {
	parts := strings.SplitN(value, "/", n)
	for len(parts) < n {
		parts = append(parts, "")
	}
	return parts
}

// PageButton turns to the page so many pages on; the label says 下一页 or 上一页.
func PageButton(a Action, subject string, p Page, by int) Button {
	label := "button.page.next"
	if by < 0 {
		label = "button.page.back"
	}
	return Button{Action: a, Value: Join(subject, strconv.Itoa(p.Number+by)), Label: label}
}

// A Button is one thing to press. The first of a message is the main one.
type Button struct {
	Action  Action
	Value   string
	Label   string            // locale key; "" means "button.<action>"
	Args    map[string]string // placeholders of the label
	Danger  bool              // drawn red
	Confirm string            // locale key of the question asked before; "" asks nothing
}

// A Finder is a field in which something is looked for by typing: what is chosen
// is done by Action, with a value that ends in About. The zero Finder is none.
type Finder struct {
	Action Action
	About  string // among what, or to what end; no slash
}

// Page says which part of a list is shown.
type Page struct {
	Number int // from 1
	Of     int // pages in all
	Total  int // rows in all
}

// Rows is how many rows of a list one message shows.
const Rows = 5

// Cut returns the rows of page n of a list and the page's place; n out of range
// is the nearest page there is.
func Cut[T any](rows []T, n, size int) ([]T, Page) {
	of := max(1, (len(rows)+size-1)/size)
	n = min(max(1, n), of)
	from := (n - 1) * size
	return rows[from:min(from+size, len(rows))], Page{Number: n, Of: of, Total: len(rows)}
}

// Ground is one provision as shown below an answer.
type Ground struct{ Number, Cite string }

// Reader is whom the answer is drawn for.
type Reader = rules.Person
