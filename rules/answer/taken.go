package answer

import (
	"time"

	"steward/rules"
)

// The actions on files of the inventory, and on the log of full views.
const (
	ExportPut Action = "export.put" // value: register/format
	ShowViews Action = "views.show" // value: unit/page, "" being everybody's
)

// The formats of an [Export].
const (
	AsXLSX = "xlsx"
	AsCSV  = "csv"
)

// Export is a part of the inventory as a file, as import reads it; without a kind it
// asks which. The file is made when the message is sent. Personal.
type Export struct {
	Register rules.Register
	Format   string
	Rows     int
	Buttons  []Button
}

// Articles returns nothing: how the inventory is kept rests on no provision.
func (Export) Articles() []string { return nil }

// BuildExport is the message with the file, or, for a register without a kind, the
// question which.
func BuildExport(r rules.Register, format string) Export {
	a := Export{Register: r, Format: format, Rows: len(r.Units) + len(r.Domains) + len(r.People)}
	if r.Kind != "" {
		return a
	}
	for _, kind := range []rules.RegisterKind{rules.DomainRegister, rules.UnitRegister, rules.PeopleRegister} {
		a.Buttons = append(a.Buttons, Button{Action: ExportPut, Value: Join(string(kind), format), Label: "button.export." + string(kind)})
	}
	return a
}

// Views is who has seen personal data of a unit's forms in full, the newest first;
// without a unit, of all. Personal.
type Views struct {
	Unit    rules.Unit
	Rows    []ViewRow
	Page    Page
	Buttons []Button
}

// Articles returns nothing: the log is the product's own.
func (Views) Articles() []string { return nil }

// A ViewRow is one full view: by whom, of which rows of a unit's form, and why.
type ViewRow struct {
	Viewer  string // Slack id, or "shell:" and a role
	Unit    rules.Unit
	Persons []string
	Subject string
	Why     string // locale key below "views.why."
	At      time.Time
}
