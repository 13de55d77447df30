package answer

// The kinds of [DialogField].
const (
	FieldFind   = "find"   // something looked for by typing
	FieldDate   = "date"   // a day
	FieldText   = "text"   // a line of words
	FieldChoice = "choice" // one of a few
	FieldFile   = "file"   // one file
)

// A Dialog is a sheet of the product's own, opened by a button: what is typed comes
// back with Action and Value, each field under its own name. Its words are the keys
// below "dialog.<action>.". Personal.
type Dialog struct {
	Action Action
	Value  string
	About  string // names of units and the like that its note speaks of
	Fields []DialogField
}

// A DialogField is one thing that a [Dialog] asks for; its words are the keys
// "dialog.field.<action>" and, for a hint, "dialog.hint.<action>".
type DialogField struct {
	Action   Action // by which it comes back
	Kind     string
	Value    string // what stands in it at first
	Shown    string // how that is called, where it is looked for
	Choices  []string
	Optional bool
	Hint     bool // it has one
}

// ID is the name of the field in the sheet. What is looked for by typing says that
// it is of a sheet.
func (f DialogField) ID() string {
	if f.Kind == FieldFind {
		return string(f.Action) + "#" + InSheet
	}
	return string(f.Action)
}

// InSheet is what a [Finder] of a dialog is about.
const InSheet = "sheet"

// Objections is what stands against a [Dialog] that was handed in, by field.
type Objections struct {
	Problems map[string]Problem
}

// A Problem is the key of words, with what they speak of.
type Problem struct {
	Key  string
	Args map[string]string
}
