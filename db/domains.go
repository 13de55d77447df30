package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"steward/rules"
)

type domainRow struct {
	Name         string `db:"name"`
	Unit         string `db:"unit"`
	Holder       string `db:"holder"`
	HolderKind   string `db:"holder_kind"`
	SiteName     string `db:"site_name"`
	SiteStatus   string `db:"site_status"`
	Purpose      string `db:"purpose"`
	RegisteredOn day    `db:"registered_on"`
	Registrar    string `db:"registrar"`
	Main         bool   `db:"main"`
	Remark       string `db:"remark"`
}

const domainSelect = `SELECT name, COALESCE(unit, '') AS unit, holder, holder_kind, site_name, site_status, purpose,
	registered_on, registrar, main, remark FROM domains `

func (r domainRow) domain() (rules.Domain, error) {
	return rules.Domain{
		Name: r.Name, Unit: r.Unit, Holder: r.Holder, HolderKind: rules.HolderKind(r.HolderKind), SiteName: r.SiteName,
		SiteStatus: rules.SiteStatus(r.SiteStatus), Purpose: rules.Purpose(r.Purpose),
		RegisteredOn: r.RegisteredOn.Date, Registrar: r.Registrar, Main: r.Main, Remark: r.Remark,
	}, nil
}

// PutDomains adds domains, or changes those that are there; their units must be
// there already. Their place in the inventory is their place in the list.
func (t *Tx) PutDomains(ctx context.Context, domains []rules.Domain) error {
	err := putDomains(changedDomain+", position = excluded.position").insert(ctx, t, numbered(domains))
	if err == nil {
		err = t.count(ctx, domainRegister)
	}
	return wrap(err, "put domains")
}

// ImportDomains writes what an import has found: new domains come behind the
// others, changed ones keep their place.
func (t *Tx) ImportDomains(ctx context.Context, d rules.Diff[rules.Domain]) error {
	last, err := t.last(ctx, `SELECT COALESCE(MAX(position), -1) FROM domains`)
	if err == nil {
		err = putDomains(changedDomain).insert(ctx, t, numberedFrom(last+1, slices.Concat(d.Added, d.Changed)))
	}
	if err == nil {
		err = t.count(ctx, domainRegister)
	}
	return wrap(err, "import domains")
}

const changedDomain = `ON CONFLICT (name) DO UPDATE SET unit = excluded.unit, holder = excluded.holder, holder_kind = excluded.holder_kind,
	site_name = excluded.site_name, site_status = excluded.site_status, purpose = excluded.purpose,
	registered_on = excluded.registered_on, registrar = excluded.registrar,
	main = excluded.main, remark = excluded.remark`

func putDomains(tail string) batch[place[rules.Domain]] {
	return batch[place[rules.Domain]]{
		head: `INSERT INTO domains (name, unit, holder, holder_kind, site_name, site_status, purpose, registered_on,
			registrar, main, remark, position) VALUES`,
		columns: 12, tail: tail, values: domainValues,
	}
}

func domainValues(n place[rules.Domain]) ([]any, error) {
	d := n.row
	return []any{
		d.Name, null(d.Unit), d.Holder, string(d.HolderKind), d.SiteName, string(d.SiteStatus), string(d.Purpose), day{d.RegisteredOn},
		d.Registrar, d.Main, d.Remark, n.at,
	}, nil
}

// A DomainName is a domain and the code of its unit, "" for the city's own.
type DomainName struct {
	Name string `db:"name"`
	Unit string `db:"unit"`
}

// DomainNames returns all domains by name, with their units, in the inventory's
// order.
func (t *Tx) DomainNames(ctx context.Context) ([]DomainName, error) {
	var names []DomainName
	err := t.list(ctx, &names, `SELECT name, COALESCE(unit, '') AS unit FROM domains ORDER BY position, name`)
	return names, wrap(err, "names of the domains")
}

// DomainsVersion counts how often domains were put, or went to other units: as long
// as it stays, [Tx.DomainNames] returns the same.
func (t *Tx) DomainsVersion(ctx context.Context) (version int64, err error) {
	_, err = t.get(ctx, &version, `SELECT version FROM registers WHERE name = ?`, domainRegister)
	return version, wrap(err, "version of the domains")
}

// DomainByName returns the domain with the name, in normal form; false when the
// inventory does not know it.
func (t *Tx) DomainByName(ctx context.Context, name string) (rules.Domain, bool, error) {
	var r domainRow
	ok, err := t.get(ctx, &r, domainSelect+`WHERE name = ?`, name)
	if err != nil {
		return rules.Domain{}, false, fmt.Errorf("domain %q: %w", name, err)
	}
	if !ok {
		return rules.Domain{}, false, nil
	}
	d, err := r.domain()
	return d, err == nil, err
}

// Taken returns those of the names that a domain of the inventory has, with www. or
// without, or that under the suffix are kept for another unit than this by its
// label.
func (t *Tx) Taken(ctx context.Context, unit, suffix string, names []string) (map[string]bool, error) {
	of := map[string]string{} // a name's other writing, or its label, to the name
	var held, labels []string
	for _, n := range names {
		bare := strings.TrimPrefix(n, "www.")
		of[n], of["www."+bare], of[bare] = n, n, n
		held = append(held, bare, "www."+bare)
		if label, under := strings.CutSuffix(n, "."+suffix); under {
			of[label] = n
			labels = append(labels, label)
		}
	}
	var found []string
	err := chunks(held, 1, one, func(places string, args []any) error {
		return t.list(ctx, &found, `SELECT name FROM domains WHERE name IN (VALUES `+places+`)`, args...)
	})
	if err == nil {
		err = chunks(labels, 1, one, func(places string, args []any) error {
			var kept []string
			err := t.list(ctx, &kept, `SELECT label FROM units WHERE label <> '' AND successor IS NULL
				AND label IN (VALUES `+places+`) AND code <> ?`, append(args, unit)...)
			found = append(found, kept...)
			return err
		})
	}
	taken := map[string]bool{}
	for _, f := range found {
		taken[of[f]] = true
	}
	return taken, wrap(err, "names taken")
}

// Domains returns all domains, in the inventory's order.
func (t *Tx) Domains(ctx context.Context) ([]rules.Domain, error) {
	var rows []domainRow
	if err := t.list(ctx, &rows, domainSelect+`ORDER BY position, name`); err != nil {
		return nil, fmt.Errorf("domains: %w", err)
	}
	return mapped(rows, domainRow.domain)
}

// DomainsOf returns a unit's domains, in the inventory's order; those of the
// city portal for "".
func (t *Tx) DomainsOf(ctx context.Context, unit string) ([]rules.Domain, error) {
	where, args := `unit = ?`, []any{unit} // by the index, which COALESCE would not use
	if unit == "" {
		where, args = `unit IS NULL`, nil
	}
	var rows []domainRow
	err := t.list(ctx, &rows, domainSelect+`WHERE `+where+` ORDER BY position, name`, args...)
	if err != nil {
		return nil, fmt.Errorf("domains of unit %q: %w", unit, err)
	}
	return mapped(rows, domainRow.domain)
}

// DomainsByUnit returns all domains by their unit's code, each unit's in the
// inventory's order; those of the city portal under "".
func (t *Tx) DomainsByUnit(ctx context.Context) (map[string][]rules.Domain, error) {
	all, err := t.Domains(ctx)
	if err != nil {
		return nil, err
	}
	of := map[string][]rules.Domain{}
	for _, d := range all {
		of[d.Unit] = append(of[d.Unit], d)
	}
	return of, nil
}

// null stores "" as NULL, where a reference to another table is meant.
func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}
