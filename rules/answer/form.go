package answer

import (
	"strconv"
	"time"

	"steward/rules"
	"steward/rules/form"
)

// Question asks for one field of a form; after an answer that did not pass,
// with what was wrong. Personal: it may repeat what was typed.
type Question struct {
	Form    *form.Definition
	Unit    rules.Unit
	Step    form.Step // which field is asked, out of how many
	Problem *form.Problem
	Filled  []form.Cell // what the last message filled, to show that it arrived
	Resumed bool        // shown because the person came back
	Again   bool        // shown after a question in between
	Several bool        // the person has other forms open too: this one is named
	Stale   bool        // shown because a button was pressed that is out of date
	Buttons []Button
}

// Articles returns the form's ground.
func (a Question) Articles() []string { return a.Form.Articles }

// Summary shows the whole form before it is submitted, or (Choose) to pick a
// field to change. Personal.
type Summary struct {
	Form    *form.Definition
	Unit    rules.Unit
	Cells   []form.Cell
	Choose  bool
	Problem *form.Problem // what was wrong with the last message; nil when nothing
	Stale   bool          // shown because a button was pressed that is out of date
	// Findings are what the directive says of the domains in the rows, by row.
	Findings map[string]rules.DomainReport
	Buttons  []Button
}

// Articles returns the form's ground.
func (a Summary) Articles() []string { return a.Form.Articles }

// Sheet is a form as one sheet to fill in (整表填报), in a view of its own, with
// what is filled so far. Personal.
type Sheet struct {
	Form    *form.Definition
	Unit    rules.Unit
	Values  map[string]string // by field: what stands in the sheet
	Value   string            // comes back with the sheet when it is handed in
	Turn    int               // counts the rows taken out: what was typed belongs to other rows since
	Changed []form.Cell       // what was filled in conversation since, where the sheet says otherwise
	// Problems are what was wrong with what was typed before, by field.
	Problems map[string]form.Problem
}

// Articles returns the form's ground.
func (a Sheet) Articles() []string { return a.Form.Articles }

// Objection is what stands against a sheet that was handed in: one of the three.
// Personal.
type Objection struct {
	Form     *form.Definition
	Problems map[string]form.Problem // by field
	Turn     int                     // of the sheet that was handed in
	Event    string                  // locale key below "form.event.": why nothing can be filled in any more
	Anew     *Sheet                  // the sheet as typed, with what has changed meanwhile
}

// The words of a [SheetOutcome] after which nothing is to be filled in: keys below
// "sheet.".
const (
	SheetTaken     = "taken"     // what goes on, goes on in direct messages
	SheetElsewhere = "elsewhere" // the answer stands in direct messages
)

// SheetOutcome is what came of a sheet that could not be judged while Slack waited.
// It goes into the view that waits for it; where that was closed, what is said
// Otherwise goes to direct messages. Personal.
type SheetOutcome struct {
	View      string // the view's external id
	Words     string // [SheetTaken] or [SheetElsewhere], without a sheet
	Sheet     *Sheet // to be mended and handed in again
	Otherwise Answer // nil when nothing has to be said besides
}

// Articles returns the grounds of what it holds.
func (a SheetOutcome) Articles() []string {
	if a.Sheet == nil {
		return nil
	}
	return a.Sheet.Articles()
}

// FormEvent tells what became of a form without asking anything: cancelled,
// saved, stale, nothing open, handed in by somebody else.
type FormEvent struct {
	Form    *form.Definition
	Unit    rules.Unit
	Event   string // locale key below "form.event."
	Person  string // who goes on with it, of "handed"; "" is not told
	Others  []OpenForm
	Buttons []Button
}

// An OpenForm is a form that somebody has begun besides.
type OpenForm struct {
	Form   *form.Definition
	Resume Button
}

// WhichForm asks which of a person's open forms a message is for; a button each,
// whose Args name the form. Without buttons it is settled. Personal.
type WhichForm struct {
	Said    string // the beginning of the message
	Forms   []*form.Definition
	Buttons []Button
}

// Articles returns nil: it rests on none.
func (a WhichForm) Articles() []string { return nil }

// HandOver asks whether somebody goes on with what a colleague has begun.
type HandOver struct {
	Form    *form.Definition
	Person  string    // the colleague's name; "" when there is none
	Step    form.Step // that they have come to; Number 0: all is filled in
	Kept    bool      // what the asker said with it is kept for them
	Buttons []Button
}

// Articles returns the form's ground.
func (a HandOver) Articles() []string { return a.Form.Articles }

// Articles returns the form's ground.
func (a FormEvent) Articles() []string { return a.Form.Articles }

// Submitted tells that a form was handed in, and carries it as a document.
// Personal: the document holds names and phones.
type Submitted struct {
	Form      *form.Definition
	Unit      rules.Unit
	Cells     []form.Cell
	Code      string // ties the sealed paper to the submission
	Version   int
	At        time.Time
	Countdown rules.Countdown
	Follow    rules.Follow
	Others    []OpenForm
	Buttons   []Button
}

// Articles returns the form's ground.
func (a Submitted) Articles() []string { return a.Form.Articles }

// Incoming tells the office that a unit has submitted a form; names and phones
// stay out of it.
type Incoming struct {
	Form    *form.Definition
	Unit    rules.Unit
	Code    string
	Version int
	At      time.Time
	Filled  int // persons entered, as 「联系人1名（已填）」
	Intake  rules.Intake

	Cells    []form.Cell // that tell nothing of persons
	Follow   rules.Follow
	OnBehalf bool // by the deputy of the unit's liaison or head of office
	Buttons  []Button
}

// Articles returns the form's ground.
func (a Incoming) Articles() []string { return a.Form.Articles }

// Blank is a form as an empty document, to be filled in by hand.
type Blank struct {
	Form *form.Definition
	Unit rules.Unit // zero when nobody's
}

// Articles returns the form's ground.
func (a Blank) Articles() []string { return a.Form.Articles }

// InputID is the name of a field's input in a sheet. Slack keeps what was typed by
// this name, so that it changes when another row moves up to its place.
func InputID(field string, turn int) string {
	if turn == 0 {
		return field
	}
	return field + "#" + strconv.Itoa(turn)
}
