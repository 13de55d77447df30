package answer

import "steward/rules"

// UnitStatus says how a unit's domains stand, with what is wrong and by which
// article. Other units see the same: a domain's standing is a public fact.
type UnitStatus struct {
	Unit      rules.Unit
	Own       bool                 // the asker's own unit
	Asked     rules.Unit           // the one that was asked for, where it was merged into Unit
	Domains   []rules.DomainReport // one page of them
	Page      Page
	Countdown rules.Countdown // for the material; zero Due when nothing is owed
	Counts    map[rules.Standing]int
	Grounds   []Ground
	Cites     []string
	Suggested string          // a conforming domain to apply for; "" when none is needed
	Consents  []rules.Consent // of the unit's head, that count; its own, and the office's to see
	Announced []rules.Announcement
	Changes   []rules.ReportedChange // of registration data; the unit's own, and the office's to see
	Buttons   []Button
}

// Articles returns the provisions of the findings shown.
func (a UnitStatus) Articles() []string { return a.Cites }

// DomainStatus is one domain's card.
type DomainStatus struct {
	Unit      rules.Unit // zero for the city portal
	Report    rules.DomainReport
	Others    []rules.DomainReport // the same unit's other domains that must change
	Known     bool                 // false: not in the inventory
	Name      string               // as asked, in normal form
	Countdown rules.Countdown
	Suggested string
	Consents  []rules.Consent // that speak of it
	Announced []rules.Announcement
	Grounds   []Ground
	Cites     []string
	Buttons   []Button
}

// Articles returns the provisions of the findings shown.
func (a DomainStatus) Articles() []string { return a.Cites }
