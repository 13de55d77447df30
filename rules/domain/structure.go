package domain

import "strings"

// A Shape is the structure of a name, as the notices of 2018 tell them apart.
type Shape string

// The shapes. □□□ is a government's label, ○○○ a department's.
const (
	Portal      Shape = "portal"       // www.□□□.gov.cn
	Bare        Shape = "bare"         // □□□.gov.cn
	UnderCity   Shape = "under"        // ○○○.□□□.gov.cn
	UnderWWW    Shape = "under-www"    // www.○○○.□□□.gov.cn
	Deeper      Shape = "deeper"       // more labels
	Chinese     Shape = "chinese"      // ….政务
	OtherSuffix Shape = "other-suffix" // any other ending; also gov.cn itself
	NotADomain  Shape = "not-a-domain" // an IP address, a label that DNS forbids
)

// The suffixes that a government's site may have, 二(一).
const (
	english = "gov.cn"
	// Government is the suffix of Chinese names.
	Government = "政务"
)

// Structure returns the shape of a name, which need not be in normal form.
func Structure(text string) Shape {
	name, err := Normalize(text)
	switch {
	case err != nil:
		return NotADomain
	case Under(name, Government):
		return Chinese
	case !Under(name, english):
		return OtherSuffix
	}
	labels := strings.Split(strings.TrimSuffix(name, "."+english), ".")
	www := labels[0] == "www"
	switch {
	case len(labels) == 1:
		return Bare
	case len(labels) == 2 && www:
		return Portal
	case len(labels) == 2:
		return UnderCity
	case len(labels) == 3 && www:
		return UnderWWW
	}
	return Deeper
}

// Under reports whether a name in normal form lies below a suffix; the suffix
// itself does not.
func Under(name, suffix string) bool {
	return suffix != "" && len(name) > len(suffix)+1 && strings.HasSuffix(name, "."+suffix)
}

// OnGovernmentSuffix reports whether a name in normal form ends in one of the
// two suffixes that 二(一) allows.
func OnGovernmentSuffix(name string) bool { return OnGovCN(name) || Under(name, Government) }

// OnGovCN reports whether a name in normal form lies below gov.cn.
func OnGovCN(name string) bool { return Under(name, english) }

// Label returns what stands before a suffix, www. left out, when that is one
// label: ○○○ of ○○○.ahsz.gov.cn and of www.○○○.ahsz.gov.cn.
func Label(name, suffix string) (string, bool) {
	if !Under(name, suffix) {
		return "", false
	}
	label := WithoutWWW(strings.TrimSuffix(name, "."+suffix))
	return label, label != "www" && !strings.Contains(label, ".")
}

// WithoutWWW returns the name without a leading www.
func WithoutWWW(name string) string { return strings.TrimPrefix(name, "www.") }

// ChineseLabel returns what stands before .政务, www. left out, when that is one
// label: △△△ of △△△.政务.
func ChineseLabel(name string) (string, bool) { return Label(name, Government) }
