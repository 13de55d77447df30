package papers

import (
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"steward/rules"
	"steward/rules/calendar"
	"steward/rules/domain"
)

// ReadUnits reads the units of the inventory: columns code, name, aliases
// (separated by |), kind, label, coordinating (yes or empty). A row that cannot
// be read is a [*RowError], and then nothing is returned.
func ReadUnits(in io.Reader, file string) ([]rules.Unit, error) {
	rows, err := readTable(in, file, []string{"code", "name", "aliases", "kind", "label", "coordinating"})
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	units := make([]rules.Unit, 0, len(rows))
	for _, r := range rows {
		u, err := readUnit(r)
		if err != nil {
			return nil, err
		}
		if before, twice := seen[u.Code]; twice {
			return nil, r.wrong("code", "%q stands in line %d already", u.Code, before)
		}
		seen[u.Code] = r.line
		units = append(units, u)
	}
	return units, nil
}

func readUnit(r row) (rules.Unit, error) {
	u := rules.Unit{Kind: rules.UnitKind(r.get("kind")), Label: r.get("label")}
	var err error
	if u.Code, err = r.need("code"); err != nil {
		return u, err
	}
	if u.Name, err = r.need("name"); err != nil {
		return u, err
	}
	if !utf8.ValidString(u.Name) {
		return u, r.wrong("name", "is not UTF-8")
	}
	if !slices.Contains(rules.UnitKinds(), u.Kind) {
		return u, r.wrong("kind", "%q is none of %v", u.Kind, rules.UnitKinds())
	}
	if strings.ContainsAny(u.Code, "/ \t") {
		return u, r.wrong("code", "%q has a space or a slash", u.Code)
	}
	for alias := range strings.SplitSeq(r.get("aliases"), "|") {
		if alias = strings.TrimSpace(alias); alias != "" {
			u.Aliases = append(u.Aliases, alias)
		}
	}
	u.Coordinating, err = r.yes("coordinating")
	return u, err
}

// ReadDomains reads the domains of the inventory: columns domain, unit,
// site_name, site_status, purpose, registered_on (YYYY-MM-DD), registrar, main
// (yes or empty), remark. An empty unit is the city's own. known tells which
// unit codes there are. A row that cannot be read is a [*RowError].
func ReadDomains(in io.Reader, file string, known func(code string) bool) ([]rules.Domain, error) {
	rows, err := readTable(in, file, []string{
		"domain", "unit", "site_name", "site_status", "purpose", "registered_on", "registrar", "main", "remark",
	})
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	domains := make([]rules.Domain, 0, len(rows))
	for _, r := range rows {
		d, err := readDomain(r, known)
		if err != nil {
			return nil, err
		}
		if before, twice := seen[d.Name]; twice {
			return nil, r.wrong("domain", "%q stands in line %d already", d.Name, before)
		}
		seen[d.Name] = r.line
		domains = append(domains, d)
	}
	return domains, nil
}

func readDomain(r row, known func(string) bool) (rules.Domain, error) {
	d := rules.Domain{
		Unit: r.get("unit"), SiteName: r.get("site_name"),
		SiteStatus: rules.SiteStatus(r.get("site_status")), Purpose: rules.Purpose(r.get("purpose")),
		Registrar: r.get("registrar"), Remark: r.get("remark"),
	}
	name, err := domain.Normalize(r.get("domain"))
	if err != nil {
		return d, r.wrong("domain", "%v", err)
	}
	d.Name = name
	if d.Unit != "" && !known(d.Unit) {
		return d, r.wrong("unit", "there is no unit %q", d.Unit)
	}
	if !slices.Contains([]rules.SiteStatus{rules.Running, rules.Closed, rules.Idle}, d.SiteStatus) {
		return d, r.wrong("site_status", "%q is none of running, closed, idle", d.SiteStatus)
	}
	if d.Purpose == "" {
		return d, r.wrong("purpose", "must not be empty")
	}
	if on := r.get("registered_on"); on != "" {
		if d.RegisteredOn, err = calendar.ParseDate(on); err != nil {
			return d, r.wrong("registered_on", "%q is not a date of the form YYYY-MM-DD", on)
		}
	}
	d.Main, err = r.yes("main")
	return d, err
}

// ReadPeople reads the roster: columns slack_id, name, unit (empty for the
// city's own people), roles (separated by |; none takes the person off the
// roster), language (zh-CN, en or empty).
// known tells which unit codes there are.
func ReadPeople(in io.Reader, file string, known func(code string) bool) ([]rules.Person, error) {
	rows, err := readTable(in, file, []string{"slack_id", "name", "unit", "roles", "language"})
	if err != nil {
		return nil, err
	}
	seen := map[string]int{}
	people := make([]rules.Person, 0, len(rows))
	for _, r := range rows {
		p, err := readPerson(r, known)
		if err != nil {
			return nil, err
		}
		if before, twice := seen[p.ID]; twice {
			return nil, r.wrong("slack_id", "%q stands in line %d already", p.ID, before)
		}
		seen[p.ID] = r.line
		people = append(people, p)
	}
	return people, nil
}

func readPerson(r row, known func(string) bool) (rules.Person, error) {
	p := rules.Person{Name: r.get("name"), Unit: r.get("unit"), Language: r.get("language")}
	var err error
	if p.ID, err = r.need("slack_id"); err != nil {
		return p, err
	}
	if p.Unit != "" && !known(p.Unit) {
		return p, r.wrong("unit", "there is no unit %q", p.Unit)
	}
	if !slices.Contains([]string{"", "zh-CN", "en"}, p.Language) {
		return p, r.wrong("language", "%q is neither zh-CN nor en", p.Language)
	}
	for name := range strings.SplitSeq(r.get("roles"), "|") {
		role := rules.Role(strings.TrimSpace(name))
		if role == "" || slices.Contains(p.Roles, role) {
			continue
		}
		if !fits(role, p.Unit) {
			return p, r.wrong("roles", "%q is not a role of %s", role, place(p.Unit))
		}
		p.Roles = append(p.Roles, role)
	}
	return p, nil
}

func place(unit string) string {
	if unit == "" {
		return "the city (admin, reviewer, leader)"
	}
	return "a unit (liaison, office_head, head, contact)"
}

func fits(role rules.Role, unit string) bool {
	if unit == "" {
		return slices.Contains(rules.CityRoles(), role)
	}
	return slices.Contains(rules.UnitRoles(), role)
}
