package rules

import "steward/rules/domain"

// A Registry is who enters a domain and takes it back in the end, as the column
// registrar of the inventory writes it.
type Registry string

// The registries, each with the way to it.
const (
	ByOffice     Registry = "office"   // 市政府信息办, under the city's suffix: 二(三)b
	ByCNNIC      Registry = "cnnic"    // any other .gov.cn: city office, provincial office, CNNIC: 二(三)a
	ByCONAC      Registry = "conac"    // .政务: the same way, to CONAC (国办函〔2018〕55号, from a repost)
	ByRegistrar  Registry = "other"    // any other suffix: the holder's own registrar (likewise)
	ByMinistry   Registry = "ministry" // the portal of a State Council department: 二(三)c
	NoSuchDomain Registry = ""         // what is no domain is registered nowhere
)

// RegistryOf returns where a name of a unit is registered and cancelled. A
// vertical unit's names under .gov.cn are its State Council department's to
// allocate and take back, 二(三)c; but nobody except the office takes back what
// lies under the city's suffix.
func RegistryOf(d *Directive, u Unit, name string) Registry {
	switch {
	case domain.Structure(name) == domain.NotADomain:
		return NoSuchDomain
	case domain.Under(name, d.Suffix):
		if domain.WithoutWWW(name) == d.Suffix {
			return ByCNNIC
		}
		return ByOffice
	case domain.OnGovCN(name) && u.Kind == Vertical:
		return ByMinistry
	case domain.OnGovCN(name):
		return ByCNNIC
	case domain.OnGovernmentSuffix(name):
		return ByCONAC
	}
	return ByRegistrar
}
