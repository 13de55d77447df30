package intent

import "time"

// Named returns the code of the unit that a text names, or "" when it names
// none: for words that are no sentence of the catalogue's.
func (r *Reader) Named(text string) string {
	for _, m := range r.sentence(text, time.Time{}).matches {
		if m.named {
			return r.units.codes[m.unit]
		}
	}
	return ""
}

// DomainIn returns the first domain that a text names, in normal form, or "".
func (r *Reader) DomainIn(text string) string {
	for _, p := range r.domains(string(r.lex.fold(text))) {
		if p.value != "" {
			return p.value
		}
	}
	return ""
}
