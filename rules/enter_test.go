package rules

import "testing"

func TestMayEnter(t *testing.T) {
	for m, want := range map[Membership]Verdict{
		Member: {OK: true}, Guest: {Reason: "guest"}, OtherOrg: {Reason: "other_org"},
		"something new": {Reason: "something new"}, // who is not known to be a member is none
	} {
		if got := MayEnter(m); got != want {
			t.Errorf("%q: %+v, want %+v", m, got, want)
		}
	}
}
