package rules

import (
	"slices"

	"steward/rules/calendar"
)

// A Weight says how strongly the directive speaks.
type Weight string

// The weights: demanded; 原则上, so that a person decides; for reference only.
const (
	Must        Weight = "must"
	InPrinciple Weight = "in_principle"
	Reference   Weight = "reference"
)

// A Class names what is wrong with a domain.
type Class string

// The classes of findings. The first three are those of 二(二)a.
const (
	SuffixClass      Class = "suffix"         // 二(二)a (a), 二(一): not under .gov.cn or .政务
	ClosedClass      Class = "closed"         // 二(二)a (b): site closed, domain not cancelled
	NonGovernment    Class = "non_government" // 二(二)a (c): used for a non-government site
	StructureClass   Class = "structure"      // 二(二)b: a department not under the city's suffix
	InstitutionClass Class = "institution"    // 二(一): institution without administrative functions on .gov.cn
	SurplusClass     Class = "surplus"        // 二(一): more than one domain for a site
	IdleClass        Class = "idle"           // 二(一): idle domain
	VerticalClass    Class = "vertical"       // 二(三)c: not this process
	PortalClass      Class = "portal"         // a county's or the city's own name is not www.□□□.gov.cn
	InnerClass       Class = "inner_body"     // 二: an inner body (内设机构) with a domain, 一部门一网站
	HolderClass      Class = "holder"         // 二(一): what the holder is has to be settled
)

// A Remedy is what the directive asks to be done about a finding.
type Remedy string

// The remedies.
const (
	CancelDomain  Remedy = "cancel"  // cancel it
	ReplaceDomain Remedy = "replace" // register anew, announce three months, cancel
	OfficeDecides Remedy = "decide"  // a person of the office decides
	ReferUp       Remedy = "refer"   // the superior department's matter
)

// A Finding (问题) says what of a domain does not conform, why, and what to do.
type Finding struct {
	Class   Class
	Article string // "" when it rests on a superior document alone, as PortalClass does
	Source  string // that document's number, else ""
	Weight  Weight
	Remedy  Remedy
	By      calendar.Date // legal date; zero when the directive gives none
	Suffix  string        // what the name should stand under, for StructureClass
	Holder  string        // the holder's name, where it decides what is said
}

// A Standing (合规情况) sums the findings of a domain up.
type Standing string

// The standings, in words for people: 符合, 须整改, 原则上不符，待核定, 未核实.
const (
	Conforms   Standing = "conforms"
	MustChange Standing = "must_change"
	Undecided  Standing = "undecided"
	Unverified Standing = "unverified"
)

// A DomainReport is a domain with what the directive says of it.
type DomainReport struct {
	Domain   Domain
	Standing Standing
	Findings []Finding
}

// AsksReplacement reports whether the domain has to be replaced by another.
func (r DomainReport) AsksReplacement() bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Remedy == ReplaceDomain })
}
