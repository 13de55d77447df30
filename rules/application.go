package rules

import (
	"strconv"

	"steward/rules/domain"
	"steward/rules/form"
)

// ApplicationForm is the id of 附件1 in package form.
const ApplicationForm = "application"

// draftApplication fills 附件1 from the inventory (二(二)c): a row for each domain
// that is held, kept or to be cancelled by what the directive finds of it, and one
// to be registered where a domain is replaced by a new name. What is for the
// office to decide is kept until it has.
func draftApplication(b Book, f UnitFacts) map[string]string {
	values := map[string]string{}
	rows, anew := 0, false
	for _, r := range f.Reports(b) {
		if rows == form.MaxDomains-1 {
			break
		}
		rows++
		row := "site" + strconv.Itoa(rows)
		business, replaced := businessOf(r)
		values[row+".name"], values[row+".business"] = r.Domain.Name, business
		if business == form.Cancel && r.Domain.Holder == "" {
			values[row+".holder"] = "same"
		}
		anew = anew || replaced
	}
	if anew {
		rows++
		values["site"+strconv.Itoa(rows)+".business"] = form.Register
	}
	if rows == 0 {
		return nil
	}
	form.SetRows("site", rows, values)
	return values
}

func businessOf(r DomainReport) (business string, replaced bool) {
	for _, f := range r.Findings {
		switch {
		case f.Weight != Must:
		case f.Remedy == ReplaceDomain:
			return form.Cancel, true
		case f.Remedy == CancelDomain:
			return form.Cancel, false
		}
	}
	return form.Keep, false
}

// ApplicationFindings returns, by row, what the directive says of the domains
// that an application keeps or registers: it stands beside them before anybody
// signs. A name that the inventory doesn't have is judged as if the unit's site ran on it.
func ApplicationFindings(b Book, f UnitFacts, values map[string]string) map[string]DomainReport {
	reports := map[string]DomainReport{}
	for n := 1; n <= form.RowCount("site", values); n++ {
		row := "site" + strconv.Itoa(n)
		name := values[row+".name"]
		if name == "" || values[row+".business"] == form.Cancel {
			continue
		}
		reports[row] = f.judged(b, name)
	}
	return reports
}

func (f UnitFacts) judged(b Book, name string) DomainReport {
	for _, d := range f.Domains {
		if d.Name == name || domain.WithoutWWW(d.Name) == domain.WithoutWWW(name) {
			return Check(b.Directive, f.Unit, d, f.Domains)
		}
	}
	d := Domain{Name: name, Unit: f.Unit.Code, SiteStatus: Running, Purpose: Government, Main: true}
	return Check(b.Directive, f.Unit, d, []Domain{d})
}
