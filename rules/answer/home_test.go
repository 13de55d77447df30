package answer_test

import (
	"testing"

	"steward/rules"
	"steward/rules/answer"
)

func labels(bs []answer.Button) (out []string) {
	for _, b := range bs {
		out = append(out, string(b.Action)+" "+b.Value)
	}
	return out
}

// TestAtHome: in the home tab nothing is turned over and nothing is said twice; a
// whole list is a button away, and who files finds the form first.
func TestAtHome(t *testing.T) {
	page := answer.Page{Number: 1, Of: 3, Total: 12}
	for name, c := range map[string]struct {
		got  []answer.Button
		want []string
	}{
		"intakes": {
			answer.IntakeList{Kind: rules.Cleanup, Missing: true, Page: page, Buttons: answer.PageButtons(answer.ListIntakes, "cleanup", page)}.AtHome().Buttons,
			[]string{"missing.show cleanup/1"},
		},
		"domains": {
			answer.UnitStatus{Unit: rules.Unit{Code: "u"}, Page: page, Buttons: append(
				[]answer.Button{{Action: answer.ShowMaterial, Value: "cleanup"}}, answer.PageButtons(answer.ShowStatus, "u", page)...)}.AtHome().Buttons,
			[]string{"status.show u/1"},
		},
		"one page of domains": {
			answer.UnitStatus{Unit: rules.Unit{Code: "u"}, Page: answer.Page{Number: 1, Of: 1, Total: 2}}.AtHome().Buttons, nil,
		},
		"units without people": {
			answer.Roster{Page: page, Buttons: append(answer.PageButtons(answer.ShowRoster, "", page),
				answer.Button{Action: answer.ShowRoster, Value: "city/1", Label: "button.roster.city"})}.AtHome().Buttons,
			[]string{"roster.show /1", "roster.show city/1"},
		},
		"todo of who files": {
			answer.Todo{Domains: 1, Buttons: []answer.Button{{Action: answer.ShowMaterial, Value: "cleanup"}, {Action: answer.ShowStatus, Value: "u/1"}}}.AtHome(true).Buttons,
			[]string{"form.start application", "material.show cleanup"},
		},
		"todo of who reads": {
			answer.Todo{Domains: 1, Buttons: []answer.Button{{Action: answer.ShowMaterial, Value: "cleanup"}}}.AtHome(false).Buttons,
			[]string{"material.show cleanup"},
		},
		"a vertical unit": {
			answer.Todo{Domains: 1, Unit: rules.Unit{Kind: rules.Vertical}}.AtHome(true).Buttons, nil,
		},
	} {
		got := labels(c.got)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}
