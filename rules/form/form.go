// Package form is what is asked of people, and how an answer is checked: forms
// as data, and a session that takes one message after another.
//
// Invariants:
//   - A definition that is wrong panics when it is made (law 12).
//   - Filling is a pure function: the same session and the same message give
//     the same next session.
//   - Nothing typed is dropped: a value that does not pass is kept in the
//     [Problem], and what was filled before stays.
package form

import (
	"time"

	"steward/rules/calendar"
)

// A Kind says how a field's answer is read and checked.
type Kind string

// The kinds of fields.
const (
	Name  Kind = "name"  // a person's name
	Post  Kind = "post"  // 职务
	QQ    Kind = "qq"    // 5 to 12 digits
	Phone Kind = "phone" // mobile of 11 digits or landline with area code
	Text  Kind = "text"

	Date    Kind = "date"    // a day as people say it; kept as 2018-12-03
	URL     Kind = "url"     // the address of a page, with http or https
	Domain  Kind = "domain"  // in the normal form of package domain
	Choice  Kind = "choice"  // one of Field.Choices; kept as its id
	Number  Kind = "number"  // whole, from Field.Min to Field.Max
	Confirm Kind = "confirm" // said yes to; kept as [Yes]
	Long    Kind = "long"    // text of several paragraphs
	File    Kind = "file"    // an uploaded file; kept as its id, a slash, and its name
)

// Yes is the value of a field of kind [Confirm].
const Yes = "yes"

// An Option is one of the answers to a field of kind [Choice].
type Option struct {
	ID    string   // locale key below "form.option."
	Words []string // what people call it; folded, in lower case
}

// A Condition says when a field is asked: when another, which stands before it
// in the form and in the same row, has one of these values.
type Condition struct {
	Field string // its id
	Is    []string
}

// A Field is one cell to fill.
type Field struct {
	ID       string // "head.name": row and column
	Row      string // "head", "contact"; locale key "form.row.<row>"
	Label    string // locale key below "form.field."
	Kind     Kind
	Words    []string // what people call it in a message; the longest that fits is taken
	Optional bool
	Personal bool // personal data: sealed at rest, shown in direct messages only

	Hint     string     // locale key below "form.hint."; "" is the kind's
	Choices  []Option   // of kind Choice
	Min, Max int        // of kind Number, both allowed; of kinds Text and Long, Max characters, 0 the kind's own
	Past     bool       // of kind Date: no later than today
	When     *Condition // nil: always asked

	// Unverified (待核实): the official grid isn't at hand, and the cell is ours.
	Unverified bool
}

// A Row is one line of a form's grid: mostly a person.
type Row struct {
	ID    string   // locale key below "form.row."
	Words []string // what people call it in a message
	Most  int      // how often the row may be repeated; 0 is once and always
}

// A Definition is one form, versioned.
type Definition struct {
	ID       string // "coordinator"
	Version  int
	Title    string // locale key below "form.title."
	Paper    string // its name in the directive, such as 附件2; "" for a report without one
	Articles []string
	AreaCode string // of landlines given without one; "" means that it is asked for
	Rows     []Row
	Fields   []Field // row by row, in the order in which they are asked
	Duty     string  // only those who owe this fill it in; "" anybody of a unit
	Each     bool    // each submission tells of something else, and is no new version of the last

	Today calendar.Date // the day by which 昨天 is understood; set by [Definition.On]
	base  *Definition   // what this one was made from by On; nil when nothing can change
}

// A Session is one person's filling of one form, as far as it has come.
type Session struct {
	Form    string
	Version int
	Values  map[string]string // by field id, in normal form
	At      string            // id of the field asked now; "" when all are filled
	Back    bool              // At was chosen by 修改: after it the summary comes again
	Problem *Problem          // what was wrong with the last message
	Filled  []string          // fields that the last message filled
	Slips   []string          // fields whose value is to be looked at: not what was typed, but repaired; or alike
	Held    []Held            // what was said and may be for another form: the person is asked
	Started time.Time
	// Typed is what was typed into a whole sheet and not taken, by field: it waits
	// to be mended.
	Typed map[string]string `json:",omitempty"`
}

// Held is a message that waits for its sender to say which form it is for.
type Held struct {
	Key  string // by which a button finds it
	Text string // as typed (personal)
}

// A Step is the place of the field asked.
type Step struct {
	Field  Field
	Number int // from 1
	Of     int
}

// A Cell is one field with its value, for showing.
type Cell struct {
	Field  Field
	Value  string
	Slip   bool // repaired from what was typed: to be looked at
	Erased bool // there was a value, and it was erased: a reader is told so
	Alike  bool // a QQ number that may be a landline without its area code: to be looked at
}

// A Problem says why an answer did not pass. Key is a locale key below
// "form.problem.", one of [ProblemKeys]; Field is the field it is about, "" when
// about none; Said is what the person wrote, whole (personal).
type Problem struct {
	Key   string
	Field string
	Said  string
	Args  map[string]string
}

// An Event is what a message did to a session.
type Event string

// The events of a message.
const (
	Filled    Event = "filled"    // one or more fields were filled; the next is asked
	Rejected  Event = "rejected"  // see Session.Problem; the same field is asked
	Complete  Event = "complete"  // all are filled: the summary comes
	Moved     Event = "moved"     // 上一步, 修改…: another field is asked
	Saved     Event = "saved"     // 保存，稍后填报
	Cancelled Event = "cancelled" // 取消
	Submitted Event = "submitted" // 确认提交, when all are filled
	Asked     Event = "asked"     // a question in between: not for the form
)
