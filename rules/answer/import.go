package answer

import (
	"strconv"
	"time"

	"steward/rules"
)

// The actions on a file that the office has handed in.
const (
	ConfirmImport Action = "import.confirm" // value: import id
	CancelImport  Action = "import.cancel"  // value: import id
	PageImport    Action = "import.page"    // value: import id/page: what was refused
)

// The states of an import as it is shown; they are the database's.
const (
	importOpen    = "open"
	importRefused = "refused"
)

// Import says what a file of the inventory would change, did change, or why it
// changes nothing: then every refused place, page by page.
type Import struct {
	ID      string // "" from the command line
	File    string
	State   string // open, refused, done or cancelled
	Outcome rules.Outcome
	Refused []rules.Refusal // one page of them
	Page    Page
	Buttons []Button
}

// Articles returns nothing: how the inventory is kept rests on no provision.
func (Import) Articles() []string { return nil }

// ImportList is the files of the inventory that were handed in last. Personal.
type ImportList struct{ Rows []ImportRow }

// Articles returns nothing.
func (ImportList) Articles() []string { return nil }

// An ImportRow is one of them, as it stands.
type ImportRow struct {
	File    string
	State   string // as of [Import]
	Outcome rules.Outcome
	At      time.Time // when it was handed in
	Open    Button
}

// BuildImport is the card of one file.
func BuildImport(id, file string, o rules.Outcome, state string) Import {
	a := Import{ID: id, File: file, State: state, Outcome: o}
	a.turn(1)
	if state == importOpen && o.Added+o.Changed > 0 {
		a.Buttons = []Button{
			{Action: ConfirmImport, Value: id, Confirm: "confirm.import"},
			{Action: CancelImport, Value: id},
		}
	}
	return a
}

// At returns the card with another page of what was refused.
func (a Import) At(page int) Import {
	a.turn(page)
	return a
}

// Whole returns the card with all that was refused on one page, as for a
// terminal.
func (a Import) Whole() Import {
	a.Refused, a.Page, a.Buttons = a.Outcome.Refused, Page{1, 1, len(a.Outcome.Refused)}, nil
	return a
}

func (a *Import) turn(page int) {
	a.Refused, a.Page = Cut(a.Outcome.Refused, page, Rows)
	if a.State == importRefused {
		a.Buttons = nil
		for _, by := range []int{1, -1} {
			if n := a.Page.Number + by; n >= 1 && n <= a.Page.Of {
				a.Buttons = append(a.Buttons, PageButton(PageImport, a.ID, a.Page, by))
			}
		}
	}
}

// Succession tells people of a unit what became of it, or of one that came to
// theirs.
type Succession struct {
	Unit    rules.Unit // whose people read it
	Renamed *rules.Renaming
	Merged  *rules.Merger
	Back    bool // it was taken back: the unit is what it was before
	Open    int  // what was open at the unit that was merged
	Buttons []Button
}

// Articles returns nothing: 机构改革 is not 擅自转让, and the office records it.
func (Succession) Articles() []string { return nil }

// BuildSuccession is the message to the unit's people.
func BuildSuccession(s Succession) Succession {
	if s.Merged != nil {
		s.Buttons = []Button{{Action: ShowTodo}, {Action: ShowStatus, Value: Join(s.Unit.Code, strconv.Itoa(1))}}
	}
	return s
}
