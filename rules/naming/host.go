package naming

import (
	"errors"
	"slices"
	"strings"

	"steward/rules/domain"
)

// MatchHost says whether a host stands for a place, by the label that is the
// place's own: of xh.benxi.gov.cn that is xh. Labels that are no name, such as
// www or xxgk, are passed over. A Chinese label has to be written as the name.
func MatchHost(p Place, host string) Match {
	name, err := domain.Normalize(host)
	if err != nil {
		return refused(err)
	}
	k := builtin()
	labels := k.ownLabels(name)
	if len(names(p.Name)) == 0 || len(labels) == 0 {
		return Match{Reason: NoName}
	}
	for _, label := range labels {
		if m := k.match(p, label); m.OK {
			return m
		}
	}
	return Match{Reason: k.whyNot(p, labels[len(labels)-1]), Label: labels[len(labels)-1]}
}

// refused is the answer for a text that is no domain.
func refused(err error) Match {
	m := Match{Reason: NotADomain}
	var bad *domain.Error
	if errors.As(err, &bad) {
		m.Parts = []Part{{Stands: bad.Reason}}
	}
	return m
}

// ownLabels returns the labels that may be the place's: the first that is a
// name, and those passed over before it. Hyphens only separate.
func (k *knowledge) ownLabels(name string) []string {
	labels := strings.Split(name, ".")
	labels = labels[:len(labels)-1]
	for len(labels) > 1 && slices.Contains(k.secondLevel, labels[len(labels)-1]) {
		labels = labels[:len(labels)-1]
	}
	var own []string
	for _, l := range labels {
		if strings.HasPrefix(l, "www") {
			continue
		}
		own = append(own, strings.ReplaceAll(l, "-", ""))
		if !slices.Contains(k.general, l) {
			break
		}
	}
	return own
}

// whyNot tells a label that says nothing of the place from one that names what
// it lies in.
func (k *knowledge) whyNot(p Place, label string) Reason {
	if p.Prefecture != "" && k.match(Place{Name: p.Prefecture}, label).OK {
		return Superior
	}
	return Unrelated
}

// String writes a match as a value for programs: the reason, then what each piece
// of the label stands for, as in "initials: sjz=石家庄 ca=长安"; a piece that
// nobody explains stands alone.
func (m Match) String() string {
	var parts []string
	for _, p := range m.Parts {
		switch {
		case p.Letters == "":
			parts = append(parts, p.Stands)
		case p.Stands == "":
			parts = append(parts, p.Letters)
		default:
			parts = append(parts, p.Letters+"="+p.Stands)
		}
	}
	if len(parts) == 0 && m.Label != "" {
		parts = append(parts, m.Label)
	}
	if len(parts) == 0 {
		return string(m.Reason)
	}
	return string(m.Reason) + ": " + strings.Join(parts, " ")
}
