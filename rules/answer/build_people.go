package answer

import (
	"slices"

	"steward/rules"
)

// BuildWaits lists the forms that came in and wait to be confirmed on paper
// (三(三)), the longest waiting first.
func BuildWaits(f rules.CityFacts) Waits {
	var rows []WaitRow
	for _, code := range f.Progress(rules.Coordinator).Partly {
		row := WaitRow{Unit: f.Unit(code), Kind: rules.Coordinator, Since: f.Submitted[rules.Coordinator][code]}
		row.Open = Button{
			Action: BookIntake, Label: "button.intake.confirm",
			Value: Join(code, string(rules.Coordinator), string(rules.Paper)),
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b WaitRow) int { return a.Since.Compare(b.Since) })
	var w Waits
	w.Rows, w.Page = Cut(rows, 1, Rows)
	return w
}
