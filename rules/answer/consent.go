package answer

import "steward/rules"

// The actions on a head's consent that was given on paper.
const (
	ConsentOpen   Action = "consent.open"   // value: dialog/scan/business/domain/day
	ConsentWhat   Action = "consent.what"   // field: the business
	ConsentDomain Action = "consent.domain" // field: the domain
	ConsentOn     Action = "consent.on"     // field: the day on the paper
	ConsentScan   Action = "consent.scan"   // field: the scan
	ConsentPut    Action = "consent.put"    // value: scan/business/domain/day
	ConsentStrike Action = "consent.strike" // value: record
)

// The states of a [Consenting].
const (
	ConsentAsks = "asks" // something is missing or wrong
	ConsentNew  = "new"  // all is said; to be looked over
	ConsentDone = "done"
	ConsentOff  = "struck"
)

// Consenting is a head's consent (同意) as its liaison records it from paper, and as
// the office hears of it: 二(三)a, 二(三)b. Personal.
type Consenting struct {
	State   string
	Unit    rules.Unit
	Record  rules.Consent
	Problem string   // locale key below "consent.problem."
	Missing []Action // the fields that were not said, when there are several
	File    string   // name of a file that is no scan
	News    bool     // told to the office
	Ground  Ground
	Article string
	Buttons []Button
}

// Articles returns the provision that asks for the consent.
func (a Consenting) Articles() []string { return []string{a.Article} }

// BuildConsenting adds the grounds and the buttons; may says whether the reader may
// strike the record out.
func BuildConsenting(d *rules.Directive, a Consenting, may bool) Consenting {
	a.Article = "二(三)b"
	if a.Unit.Kind == rules.County {
		a.Article = "二(三)a"
	}
	a.Ground = GroundOf(d, a.Article)
	m := rules.MatterOf(a.Record.Subject)
	known := []string{a.Record.Scan, string(m.Business), m.Domain, a.Record.On.String()}
	open := Button{Action: ConsentOpen, Value: Join(append([]string{"dialog"}, known...)...)}
	switch a.State {
	case ConsentAsks:
		a.Buttons, a.Missing = []Button{open}, unsaid(a.Record, m)
	case ConsentNew:
		open.Label = "button.consent.amend"
		a.Buttons = []Button{{Action: ConsentPut, Value: Join(known...)}, open}
	case ConsentDone:
		if may {
			a.Buttons = []Button{{Action: ConsentStrike, Value: a.Record.ID, Danger: true, Confirm: "confirm.consent.strike"}}
		}
	}
	return a
}

// unsaid are the fields that a record lacks, if there are several; a single one has
// words of its own.
func unsaid(c rules.Consent, m rules.Matter) []Action {
	var missing []Action
	for _, f := range []struct {
		field Action
		lacks bool
	}{
		{ConsentWhat, m.Business == ""}, {ConsentDomain, m.Domain == ""}, {ConsentOn, c.On.IsZero()}, {ConsentScan, c.Scan == ""},
	} {
		if f.lacks {
			missing = append(missing, f.field)
		}
	}
	if len(missing) < 2 {
		return nil
	}
	return missing
}

// Consented adds to a unit's card the consents of its head that count.
func (a *UnitStatus) Consented(records []rules.Consent) { a.Consents = standing(records, "") }

// Consented adds to a domain's card the consents that speak of it.
func (a *DomainStatus) Consented(records []rules.Consent) { a.Consents = standing(records, a.Name) }

// standing are those that count, of one domain or, for "", of all.
func standing(records []rules.Consent, domain string) (out []rules.Consent) {
	for _, c := range records {
		if c.Struck.IsZero() && (domain == "" || rules.MatterOf(c.Subject).Domain == domain) {
			out = append(out, c)
		}
	}
	return out
}
