package intent

import "slices"

// settle keeps, of what was found, the longest at each place: 互联网信息办公室
// is no 信息办. What is written comes before what only sounds alike.
func settle(found []match) []match {
	var written, heard []match
	for _, m := range found {
		if m.heard {
			heard = append(heard, m)
		} else {
			written = append(written, m)
		}
	}
	written, heard = widest(written), widest(heard)
	heard = slices.DeleteFunc(heard, func(h match) bool {
		return slices.ContainsFunc(written, func(w match) bool { return crosses(w, h) })
	})
	return widest(append(written, heard...))
}

// crosses holds when a written phrase leaves no room for a heard one: it holds
// it, or begins or ends inside it.
func crosses(w, h match) bool {
	if w.to <= h.from || h.to <= w.from {
		return false
	}
	inside := w.from >= h.from && w.to <= h.to && w.to-w.from < h.to-h.from
	return !inside && (w.to-w.from > 1 || h.to-h.from == 1)
}

// widest drops what lies within something longer.
func widest(ms []match) []match {
	slices.SortStableFunc(ms, func(a, b match) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	var kept []match
	reach := match{from: -1, to: -1}
	for _, m := range ms {
		if m.firm || m.to > reach.to || m.from == reach.from && m.to == reach.to {
			kept = append(kept, m)
		}
		if m.to > reach.to && !m.open {
			reach = m
		}
	}
	return kept
}
