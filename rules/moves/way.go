package moves

import "steward/rules"

// A Way is the route of an application, by unit and by domain.
type Way string

// The ways.
const (
	Portal   Way = "portal"   // a county's .gov.cn or .政务: 二(三)a
	National Way = "national" // such a name of another unit: the same road
	City     Way = "city"     // under the city's suffix: 二(三)b
	Holder   Way = "holder"   // another suffix: the holder's own registrar (国办函〔2018〕55号, from a repost)
	Doubtful Way = "doubtful" // the office decides: vertical units (二(三)c), and what nobody can place
)

// Ways lists them.
func Ways() []Way { return []Way{Portal, National, City, Holder, Doubtful} }

// WayOf returns the route of a domain of a unit. What is for the office to place is
// [Doubtful]: nothing is refused by the name alone. A new name under another suffix
// has no way here either.
func WayOf(d *rules.Directive, u rules.Unit, m rules.Matter) Way {
	if u.Kind == rules.Vertical {
		return Doubtful
	}
	return wayBySuffix(d, u, m)
}

func wayBySuffix(d *rules.Directive, u rules.Unit, m rules.Matter) Way {
	switch rules.RegistryOf(d, u, m.Domain) {
	case rules.ByOffice:
		return City
	case rules.ByCNNIC, rules.ByCONAC:
		if u.Kind == rules.County {
			return Portal
		}
		return National
	case rules.ByRegistrar:
		if m.Business == rules.ToCancel {
			return Holder
		}
	}
	return Doubtful
}

// WayBeyond returns the route by the domain alone, when the office has decided that
// an application is this process's.
func WayBeyond(d *rules.Directive, u rules.Unit, m rules.Matter) Way {
	if u.Kind == rules.Vertical {
		u.Kind = rules.Department
	}
	if w := wayBySuffix(d, u, m); w != Doubtful {
		return w
	}
	return Holder
}
