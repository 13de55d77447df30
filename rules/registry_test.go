package rules

import "testing"

// Each suffix is put to each kind of unit, in the order of [UnitKinds].
func TestRegistryOf(t *testing.T) {
	d := theDirective(t)
	all := func(r Registry) [5]Registry { return [5]Registry{r, r, r, r, r} }
	for _, c := range []struct {
		name string
		want [5]Registry
	}{
		{"slj.ahsz.gov.cn", all(ByOffice)},
		{"www.slj.ahsz.gov.cn", all(ByOffice)},
		{"a.slj.ahsz.gov.cn", all(ByOffice)},
		{"www.ahsz.gov.cn", all(ByCNNIC)},
		{"ahsz.gov.cn", [5]Registry{ByCNNIC, ByCNNIC, ByCNNIC, ByCNNIC, ByMinistry}},
		{"www.sixian.gov.cn", [5]Registry{ByCNNIC, ByCNNIC, ByCNNIC, ByCNNIC, ByMinistry}},
		{"slj.linhe.gov.cn", [5]Registry{ByCNNIC, ByCNNIC, ByCNNIC, ByCNNIC, ByMinistry}},
		{"泗县.政务", all(ByCONAC)},
		{"szslj.com", all(ByRegistrar)},
		{"泗县.cn", all(ByRegistrar)},
		{"118.213.225.23", all(NoSuchDomain)},
		{"a_b.ahsz.gov.cn", all(NoSuchDomain)},
	} {
		for i, kind := range UnitKinds() {
			if got := RegistryOf(d, Unit{Code: "u", Kind: kind}, c.name); got != c.want[i] {
				t.Errorf("%s of a %s is registered by %q, want %q", c.name, kind, got, c.want[i])
			}
		}
	}
}

// Another city's suffix is another city's office's.
func TestRegistryOfAnotherCity(t *testing.T) {
	d := *theDirective(t)
	d.Suffix = "linhe.gov.cn"
	for name, want := range map[string]Registry{
		"slj.linhe.gov.cn": ByOffice, "www.linhe.gov.cn": ByCNNIC, "slj.ahsz.gov.cn": ByCNNIC,
	} {
		if got := RegistryOf(&d, Unit{Code: "u", Kind: Department}, name); got != want {
			t.Errorf("%s is registered by %q, want %q", name, got, want)
		}
	}
}

// The demo's inventory says where each of its domains is registered. The office
// wrote down the registry itself for a vertical unit's.
func TestRegistryOfTheInventory(t *testing.T) {
	units, domains := inventory(t)
	for _, u := range append(units, Unit{}) {
		for _, dom := range domains[u.Code] {
			got := RegistryOf(theDirective(t), u, dom.Name)
			if u.Kind == Vertical {
				if got != ByMinistry {
					t.Errorf("%s of a vertical unit: %q", dom.Name, got)
				}
				continue
			}
			if string(got) != dom.Registrar {
				t.Errorf("%s is registered by %q, the inventory says %q", dom.Name, got, dom.Registrar)
			}
		}
	}
}
