package rules

import (
	"steward/rules/form"
)

// The forms that units fill in here, by their ids in package form, where they are
// no obligation with a date of their own.
const (
	ZeroReport   = "zero_report"
	DataChange   = "contact_change"
	Announced    = "announcement"
	IncidentForm = "incident"
)

// Drafted returns what is filled in of a form before its unit says anything: what
// the inventory knows for sure. A unit's only domain is the one it reports on.
func Drafted(b Book, f UnitFacts, formID string) map[string]string {
	switch formID {
	case ZeroReport:
		return map[string]string{"zero.none": form.Yes, "zero.note": ""}
	case DataChange:
		return onlyDomain(f, "change.domain")
	case IncidentForm:
		return onlyDomain(f, "incident.domain")
	case Announced:
		return onlyDomain(f, "posted.domain")
	case ApplicationForm:
		return draftApplication(b, f)
	}
	return nil
}

func onlyDomain(f UnitFacts, field string) map[string]string {
	if len(f.Domains) != 1 {
		return nil
	}
	return map[string]string{field: f.Domains[0].Name}
}

// MayZero reports whether a unit may hand in 零报告. One that the inventory says
// holds a domain may not: what is left out is 瞒报漏报 (三(一)).
func MayZero(f UnitFacts) Verdict {
	if len(f.Domains) > 0 {
		return Verdict{Reason: "zero.holds", Article: "二(二)c"}
	}
	return Verdict{OK: true}
}
