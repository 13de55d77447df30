package rules

import (
	"strings"
	"testing"
)

// The table is written as people would: for each act, what each role gets on
// its own unit, on another one, and on the city. "-" means yes.
func TestMay(t *testing.T) {
	const yes = "-"
	roles := []Role{Liaison, OfficeHead, Head, Admin, Reviewer, Leader, BodyContact}
	for _, c := range []struct {
		act         Act
		own         string
		other, city string
	}{
		{SeeFull, "- - - - - office_only -", "other_unit other_unit other_unit - - office_only other_unit", "office_only office_only office_only - - office_only office_only"},
		{SeePersonal, "- - - - - office_only -", "other_unit other_unit other_unit - - office_only other_unit", "office_only office_only office_only - - office_only office_only"},
		{FileForm, "- - filers_only filers_only filers_only filers_only filers_only", "other_unit other_unit filers_only filers_only filers_only filers_only filers_only", "filers_only filers_only filers_only filers_only filers_only filers_only filers_only"},
		{BookIntake, "office_only office_only office_only - office_only office_only office_only", "office_only office_only office_only - office_only office_only office_only", "office_only office_only office_only - office_only office_only office_only"},
		{ConfirmPaper, "office_only office_only office_only - - office_only office_only", "office_only office_only office_only - - office_only office_only", "office_only office_only office_only - - office_only office_only"},
		{SeeProgress, "- - - - - - -", "other_unit other_unit other_unit - - - other_unit", "city_only city_only city_only - - - city_only"},
		{AskBrief, "leaders_only leaders_only leaders_only - - - leaders_only", "leaders_only leaders_only leaders_only - - - leaders_only", "leaders_only leaders_only leaders_only - - - leaders_only"},
		{GiveReceipt, "- - - unit_only unit_only unit_only -", "other_unit other_unit other_unit unit_only unit_only unit_only other_unit", "unit_only unit_only unit_only unit_only unit_only unit_only unit_only"},
		{KeepRoster, "office_only office_only office_only - office_only office_only office_only", "office_only office_only office_only - office_only office_only office_only", "office_only office_only office_only - office_only office_only office_only"},
		{RecordPaper, "- - filers_only filers_only filers_only filers_only filers_only", "other_unit other_unit filers_only filers_only filers_only filers_only filers_only", "filers_only filers_only filers_only filers_only filers_only filers_only filers_only"},
		{"burn", "unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act", "unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act", "unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act unknown_act"},
	} {
		for unit, want := range map[string]string{"u": c.own, "v": c.other, "": c.city} {
			for i, reason := range strings.Fields(want) {
				got := May(person(roles[i]), c.act, unit)
				if got.OK != (reason == yes) || !got.OK && got.Reason != reason {
					t.Errorf("%s as %s on %q: %+v, want %s", c.act, roles[i], unit, got, reason)
				}
			}
		}
	}
}

func person(r Role) Person {
	p := Person{ID: "U1", Unit: "u", Roles: []Role{r}}
	if r == Admin || r == Reviewer || r == Leader {
		p.Unit = ""
	}
	return p
}

func TestMayStrangersDoNothing(t *testing.T) {
	for _, act := range Acts() {
		for _, p := range []Person{{}, {ID: "U9", Unit: "u"}} {
			if got := May(p, act, p.Unit); got != (Verdict{Reason: NotOnRoster}) {
				t.Errorf("%s by %+v: %+v", act, p, got)
			}
		}
	}
}

func TestMayWithTwoRoles(t *testing.T) {
	p := Person{ID: "U1", Unit: "u", Roles: []Role{Head, Liaison}}
	if !May(p, FileForm, "u").OK {
		t.Error("a head who is also liaison may not file")
	}
}

func TestRefusalsRestOnTheDirective(t *testing.T) {
	d := theDirective(t)
	for act, article := range map[Act]string{BookIntake: "结尾", ConfirmPaper: "三(三)"} {
		v := May(person(Liaison), act, "u")
		if _, ok := d.Article(v.Article); !ok || v.Article != article {
			t.Errorf("%s is refused by %q, want %s", act, v.Article, article)
		}
	}
}
