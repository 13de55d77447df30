package answer

import (
	"strconv"

	"steward/rules"
)

// The actions on changes of units (机构调整). What opens a dialog has a value that
// begins with "dialog".
const (
	AdjustMerge   Action = "adjust.merge"   // value: dialog/unit/into/day
	AdjustRename  Action = "adjust.rename"  // value: dialog/unit/day/name
	AdjustUnit    Action = "adjust.unit"    // field: the unit
	AdjustInto    Action = "adjust.into"    // field: its successor
	AdjustName    Action = "adjust.name"    // field: its new name
	AdjustOn      Action = "adjust.on"      // field: since when
	AdjustConfirm Action = "adjust.confirm" // value: last/digest/unit/into/day/name
	AdjustUndo    Action = "adjust.undo"    // value: unit/adjustment
)

// The states of an [Adjusting].
const (
	AdjustAsks    = "asks"    // something was not said yet
	AdjustRefused = "refused" // it can't be recorded
	AdjustOpen    = "open"    // it can, and is not yet
	AdjustDone    = "done"
	AdjustUndone  = "undone"
)

// Adjusting is a change of a unit that the office records: what is still to be
// said, why it can't be recorded, or what would move, or has. Personal: it has
// Slack ids.
type Adjusting struct {
	State   string
	Change  rules.Change
	Merge   bool       // otherwise a new name
	Unit    rules.Unit // zero when none was named
	Into    rules.Unit // who answers for it then
	Refused []rules.Refusal
	Moved   rules.Moved
	Open    []rules.Obligation // what the unit still owes, and those that were merged into it
	Forms   int                // begun ones
	Kept    string             // why it can't be taken back any more; locale key below "adjust.kept."
	Record  rules.Adjustment
	Buttons []Button
}

// Articles returns nothing: 机构改革 is not 擅自转让, and the office records it.
func (Adjusting) Articles() []string { return nil }

// BuildAdjusting adds the buttons. Last is the number of the last change of the
// unit that is on record, digest what is shown of what would move: when either has
// changed, it is shown anew before it is recorded.
func BuildAdjusting(a Adjusting, last int64, digest string) Adjusting {
	c := a.Change
	merge := Button{Action: AdjustMerge, Value: Join("dialog", c.Unit, c.Into, c.On.String())}
	rename := Button{Action: AdjustRename, Value: Join("dialog", c.Unit, c.On.String(), c.Name)}
	amend := rename
	if a.Merge {
		amend = merge
	}
	amend.Label = "button.adjust.amend"
	switch a.State {
	case AdjustAsks:
		a.Buttons = asked(a, merge, rename)
	case AdjustRefused:
		a.Buttons = []Button{amend}
	case AdjustOpen:
		a.Buttons = []Button{{
			Action: AdjustConfirm, Confirm: "confirm.adjust",
			Value: Join(strconv.FormatInt(last, 10), digest, c.Unit, c.Into, c.On.String(), c.Name),
		}, amend}
	case AdjustDone:
		if a.Kept == "" {
			a.Buttons = []Button{{
				Action: AdjustUndo, Value: Join(c.Unit, strconv.FormatInt(a.Record.ID, 10)), Danger: true, Confirm: "confirm.adjust.undo",
			}}
		}
	}
	return a
}

// asked are the sheets in which the rest can be filled in: that of what was said, or
// both.
func asked(a Adjusting, merge, rename Button) []Button {
	switch {
	case a.Merge:
		return []Button{merge}
	case a.Change.Name != "":
		return []Button{rename}
	}
	return []Button{merge, rename}
}
